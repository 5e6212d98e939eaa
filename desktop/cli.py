"""The command line: parse, call, print. The contract stands in ARCHITECTURE.md.

Exit 0 done; 1 a check failed or a freeze was refused; 2 wrong use or bad input, with one
Vietnamese sentence on standard error and nothing changed.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from db.errors import ThamdinhError
from desktop.commands.outcome import Outcome, UsageError
from desktop.delivery_parsers import add_deliveries
from desktop.exchange_parsers import add_because, add_exchange
from desktop.paper_parsers import add_amending, add_forms, add_paper_options
from desktop.signing_parsers import add_signing
from desktop.similar_parsers import add_similar

Command = Callable[[argparse.Namespace], Outcome]


class _Parser(argparse.ArgumentParser):
    """Speaks Vietnamese: help, and one sentence for what is wrong."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False)
        self._positionals.title = "Cần ghi"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem cách dùng")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "Cách dùng: ", 1)

    def error(self, message: str) -> NoReturn:
        self.exit(2, _wrong_use(message) + "\n")


def _wrong_use(message: str) -> str:
    name = message.rpartition(": ")[2]
    if "required" in message:
        return f"Lệnh còn thiếu: {name}; gõ “thamdinh --help” để xem cách dùng."
    if "invalid choice" in message:
        chosen = message.partition("invalid choice: ")[2].partition(" (")[0].strip("'")
        return f"Không có lệnh hoặc lựa chọn “{chosen}”; gõ “thamdinh --help” để xem cách dùng."
    if "unrecognized" in message:
        return f"Không hiểu “{name}”; gõ “thamdinh --help” để xem cách dùng."
    return "Cách gõ lệnh chưa đúng; gõ “thamdinh --help” để xem cách dùng."


def main(words: list[str]) -> int:
    """Runs one command and prints its outcome; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = parser().parse_args(words)
    try:
        outcome: Outcome = arguments.command(arguments)
    except UsageError as error:
        return _fail(error.text)
    except (ThamdinhError, OSError) as error:
        from desktop.messages import sentence

        return _fail(sentence(error))
    except KeyboardInterrupt:
        return _fail("Đã dừng theo yêu cầu; phần chưa xong không được ghi.")
    except Exception as error:
        from desktop.crash import keep_report
        from desktop.messages import sentence

        keep_report(error)
        return _fail(sentence(error))
    try:
        _print(outcome, arguments.json)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # until the end
    return outcome.exit_code


def _print(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        print(json.dumps(outcome.payload, ensure_ascii=False, indent=1))
    else:
        for line in outcome.lines:
            print(line)
    sys.stdout.flush()
    if outcome.complaint:
        print(outcome.complaint, file=sys.stderr)


def _fail(text: str) -> int:
    print(text, file=sys.stderr)
    return 2


def parser() -> argparse.ArgumentParser:
    """All commands with their words."""
    top = _Parser(
        prog="thamdinh",
        description="Thẩm định mô hình mới, cách làm sáng tạo. Không có lệnh: mở cửa sổ.",
    )
    commands = top.add_subparsers(metavar="LỆNH", required=True, parser_class=_Parser)

    def add(name: str, help_text: str, module: str, function: str) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=help_text, description=help_text)
        found.add_argument("--json", action="store_true", help="in một đối tượng JSON")
        found.set_defaults(command=_later(module, function))
        return found

    def with_book(found: argparse.ArgumentParser, year: bool = True) -> argparse.ArgumentParser:
        found.add_argument("book", type=Path, metavar="SỔ")
        if year:
            found.add_argument("--year", type=int, metavar="NĂM", help="mặc định: đợt mới nhất")
        return found

    new = with_book(add("new", "Tạo sổ mới với đợt đầu tiên", "books", "new"), year=False)
    new.add_argument("--year", type=int, required=True, metavar="NĂM")
    new.add_argument("--body", required=True, metavar="CƠ_QUAN")
    new.add_argument("--code", default="", metavar="MÃ_ĐƠN_VỊ")
    new.add_argument("--parent", default="", metavar="CẤP_TRÊN")
    new.add_argument("--place", default="", metavar="ĐỊA_DANH")
    new.add_argument("--form", default="hd36_2018", choices=("hd36_2018", "hd05_2026", "nd30_2020"))
    new.add_argument("--rubric", type=Path, action="append", default=[], metavar="TỆP.toml")

    new.add_argument("--profile", default="", metavar="CÔNG_VĂN", help="ví dụ lac-duong-848")

    campaign = with_book(add("campaign", "Thêm đợt thẩm định", "books", "campaign"), year=False)
    campaign.add_argument("--year", type=int, required=True, metavar="NĂM")
    campaign.add_argument("--profile", default="", metavar="CÔNG_VĂN")

    template = add("template", "Ghi bảng mẫu để nhập dữ liệu", "intake", "template")
    template.add_argument("out", type=Path, metavar="TỆP.xlsx")

    rubric = with_book(add("rubric", "Nạp thang điểm", "books", "rubric"))
    rubric.add_argument("file", type=Path, metavar="TỆP.toml")
    add_because(rubric)

    imported = with_book(add("import", "Nhập bảng dữ liệu", "intake", "import_workbook"))
    imported.add_argument("workbook", type=Path, metavar="BẢNG")
    imported.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi")
    add_because(imported)

    with_book(add("status", "Tiến độ của đợt", "panel", "status"))
    explain = with_book(add("explain", "Quy định áp dụng cho một hồ sơ", "rules", "explain"))
    explain.add_argument("code", metavar="MÃ")
    with_book(add("results", "Kết quả thẩm định", "panel", "results"))
    with_book(add("members", "Tổ thẩm định và khóa", "panel", "members"))

    confirm = with_book(add("confirm", "Xác nhận khóa của thành viên", "panel", "confirm"))
    confirm.add_argument("--member", required=True, metavar="MÃ")
    confirm.add_argument("--fingerprint", required=True, metavar="DẤU_VÂN_TAY")

    score = with_book(add("score", "Chấm một hồ sơ", "panel", "score"))
    score.add_argument("--member", required=True, metavar="MÃ")
    score.add_argument("--submission", required=True, metavar="HỒ_SƠ")
    score.add_argument("--marks", default="", metavar="TC1=1,75,…")
    score.add_argument("--comment", metavar="NHẬN_XÉT")
    score.add_argument("--reason", default="", metavar="LÝ_DO", help="khi sửa phiếu đã nộp")
    score.add_argument("--submit", action="store_true", help="nộp phiếu")
    score.add_argument("--pin-file", type=Path, metavar="TỆP")

    for name, help_text in (("freeze", "Chốt để ký"), ("unfreeze", "Mở chốt")):
        found = with_book(add(name, help_text, "papers", name))
        found.add_argument("--session", type=int, required=True, metavar="SỐ")
        if name == "unfreeze":
            found.add_argument("--reason", required=True, metavar="LÝ_DO")
    add_amending(add, with_book)

    papers = with_book(add("papers", "Xuất giấy tờ của cuộc họp", "papers", "papers"))
    papers.add_argument("--session", type=int, required=True, metavar="SỐ")
    papers.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC")
    papers.add_argument("--only", default="", metavar="minutes,…")
    add_paper_options(papers)
    add_forms(add, with_book)

    with_book(add("check", "Kiểm tra sổ", "books", "check"), year=False)

    mend = with_book(add("repair", "Cứu sổ hỏng vào sổ mới", "books", "repair"), year=False)
    mend.add_argument("out", type=Path, metavar="SỔ_MỚI")

    key = with_book(add("office-key", "Xuất, nhập khóa cơ quan", "books", "office_key"), year=False)
    way = key.add_mutually_exclusive_group(required=True)
    way.add_argument("--export", type=Path, metavar="TỆP")
    way.add_argument("--take", type=Path, metavar="TỆP")
    key.add_argument("--passphrase-file", type=Path, required=True, metavar="TỆP")

    add_exchange(add, with_book)
    add_deliveries(add, with_book)
    add_signing(add, with_book)
    add_similar(add, with_book)

    demo = add("demo", "Dựng một đợt minh họa", "demo", "demo")
    demo.add_argument("folder", type=Path, metavar="THƯ_MỤC")
    demo.add_argument("--scale", type=int, metavar="SỐ_HỒ_SƠ", help="tất cả các năm cộng lại")
    demo.add_argument("--years", type=int, default=1, metavar="SỐ_NĂM")
    demo.add_argument("--play", action="store_true", help="chạy qua các màn hình, chụp ảnh")
    return top


def _later(module: str, function: str) -> Command:
    """Imports a command only when it is called, so that starting stays quick."""

    def call(arguments: argparse.Namespace) -> Outcome:
        from importlib import import_module

        command: Command = getattr(import_module(f"desktop.commands.{module}"), function)
        return command(arguments)

    return call
