"""The words of the commands that take files in and out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Add = Callable[[str, str, str, str], argparse.ArgumentParser]
WithBook = Callable[..., argparse.ArgumentParser]


def add_exchange(add: Add, with_book: WithBook) -> None:
    """copy, merge, conflicts, settle, undo-merge."""
    copy = with_book(add("copy", "Ghi bản sao ra USB", "exchange", "copy"))
    copy.add_argument("out", type=Path, metavar="TỆP_HOẶC_THƯ_MỤC")
    copy.add_argument("--for", dest="for_", metavar="MÃ", help="bản riêng của một thành viên")
    copy.add_argument("--without-evidence", action="store_true", help="không kèm minh chứng")
    copy.add_argument("--passphrase-file", type=Path, metavar="TỆP")

    merge = with_book(add("merge", "Ghép các tệp nhận về", "exchange", "merge"), year=False)
    merge.add_argument("files", type=Path, nargs="+", metavar="TỆP")
    merge.add_argument("--preview", action="store_true", help="chỉ xem, không ghép")
    merge.add_argument("--passphrase-file", type=Path, metavar="TỆP")

    with_book(
        add("conflicts", "Các chỗ cần xem", "exchange", "open_conflicts"), year=False
    )
    settle = with_book(
        add("settle", "Giải quyết một chỗ cần xem", "exchange", "settle"), year=False
    )
    settle.add_argument("id", metavar="MÃ_CHỖ")
    settle.add_argument("--take", required=True, metavar="MÃ_GIÁ_TRỊ")
    add_because(settle)

    with_book(add("undo-merge", "Bỏ lần ghép cuối", "exchange", "undo_merge"), year=False)


def add_because(found: argparse.ArgumentParser) -> None:
    """Why a rule changes once ballots are in: ``--reason`` and ``--basis``."""
    found.add_argument("--reason", default="", metavar="LÝ_DO", help="vì sao đổi khi đã có phiếu")
    found.add_argument(
        "--basis", default="", metavar="CĂN_CỨ", help="căn cứ của việc đổi: số, ngày văn bản"
    )
