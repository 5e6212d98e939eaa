"""The words of the commands about papers and forms."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.exchange_parsers import Add, WithBook


def add_paper_options(papers: argparse.ArgumentParser) -> None:
    """How ``papers`` is to be printed, and a level's own template to be filled besides."""
    papers.add_argument("--packet", action="store_true", help="thêm một tệp gồm mọi giấy tờ")
    papers.add_argument("--duplex", action="store_true", help="lề đối xứng để in hai mặt")
    papers.add_argument(
        "--template", type=Path, metavar="MẪU.xlsx", help="điền vào mẫu riêng của cấp trên"
    )
    papers.add_argument(
        "--map", default="", metavar="B9=subject,…", help="khai ô của mẫu, chỉ một lần"
    )
    papers.add_argument("--sheet", default="", metavar="TRANG", help="trang của mẫu")


def add_amending(add: Add, with_book: WithBook) -> None:
    """Amending minutes of results that are signed or with the level above."""
    amend = with_book(
        add("amend", "Lập biên bản điều chỉnh, bổ sung", "amending", "amend")
    )
    amend.add_argument("--session", type=int, required=True, metavar="SỐ")
    amend.add_argument("--reason", default="", metavar="LÝ_DO")
    amend.add_argument("--number", default="", metavar="SỐ_BIÊN_BẢN", help="có thể ghi sau")
    amend.add_argument("--date", metavar="NGÀY", help="2023-12-05; có thể ghi sau")
    step = amend.add_mutually_exclusive_group()
    step.add_argument(
        "--open", action="store_true", help="cho sửa kết quả đã ký, đã gửi để bổ sung"
    )
    step.add_argument("--preview", action="store_true", help="chỉ xem các chỗ đã thay đổi")


def add_forms(add: Add, with_book: WithBook) -> None:
    """The Word forms that subjects fill in, and who signs for the body."""
    form = with_book(add("form", "Ghi phiếu đăng ký, báo cáo kết quả (Word)", "forms", "form"))
    form.add_argument("out", type=Path, metavar="TỆP.docx")
    form.add_argument("--paper", choices=("registration", "report"), required=True)
    form.add_argument("--submission", default="", metavar="MÃ", help="điền sẵn theo hồ sơ")
    form.add_argument("--kind", choices=("collective", "individual"), default="collective")

    signer = with_book(add("signer", "Người ký công văn, thông báo", "forms", "signer"))
    signer.add_argument(
        "--authority",
        choices=("on_behalf", "by_order", "instead", "mandate", "own"),
        default="on_behalf",
        help="T/M, T/L, K/T, TUQ. hoặc ký thẳng chức vụ",
    )
    signer.add_argument("--of", default="", metavar="BAN_THƯỜNG_VỤ")
    signer.add_argument("--title", default="", metavar="CHỨC_VỤ")
    signer.add_argument("--name", default="", metavar="HỌ_TÊN")
