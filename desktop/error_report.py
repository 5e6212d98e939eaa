"""A report of a fault for whoever looks after the program: figures and places in our own code,
nothing of what people wrote. No Qt.

Crash reports are not cleaned of what is personal: only what is known to be ours is copied out
of them (files of the program, lines, functions, kinds of errors), so that what nobody thought
of stays behind.
"""

from __future__ import annotations

import builtins
import platform
import re
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from db import errors
from db.book import Book
from db.home import Home
from db.queries.structure import ENGINE, ENGINE_ERRORS, structure
from desktop.version import LIBRARIES, version

LAST: Final = 5  # crash reports that are told of
_FILE: Final = re.compile(r'\s*File "([^"]*)", line (\d+), in (<?[A-Za-z_][A-Za-z_0-9]*>?)')
_OURS: Final = re.compile(r"(?:^|.*/)((?:desktop|db|resources)(?:/[a-z_0-9]+)*/[a-z_0-9]+\.py)$")
_THEIRS: Final = re.compile(
    r".*/(?:site-packages|python3\.\d+)/((?:[A-Za-z_0-9]+/)*[A-Za-z_0-9]+\.py)$"
)
_KIND: Final = re.compile(r"(?:[a-z_0-9]+\.)*([A-Za-z_0-9]+)(?::.*)?")
_CHAINED: Final = (
    "Traceback (most recent call last):",
    "During handling of the above exception, another exception occurred:",
    "The above exception was the direct cause of the following exception:",
)
_KNOWN: Final = ENGINE_ERRORS | frozenset(
    name
    for module in (builtins, errors)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)
_WORDS: Final = {
    "campaign": "đợt thẩm định", "rubric": "thang điểm", "unit": "đơn vị",
    "member": "thành viên", "subject": "đối tượng", "submission": "hồ sơ",
    "target": "chỉ tiêu", "ground": "căn cứ thay thế", "evidence": "minh chứng",
    "session": "cuộc họp", "hearing": "phần biên bản của hồ sơ", "arrival": "dòng sổ tiếp nhận",
    "void": "phiếu hủy", "unfreeze": "lần mở chốt", "correction": "lần sửa để bổ sung",
    "amendment": "biên bản bổ sung", "decision": "quyết định",
    "rule_change": "lần đổi quy tắc chấm",
    "handover": "lần giao nộp", "signed_paper": "giấy đã ký", "delivery": "gói kết quả đã nhận",
    "import_run": "lần nhập bảng", "office": "khóa cơ quan", "change": "thay đổi", "op": "lần ghi",
    "ballot": "phiếu chấm", "sent": "danh sách phiếu đã nộp", "snapshot": "lần chốt",
    "trouble": "chỗ cần xem", "file": "cỡ tệp sổ, byte", "format": "định dạng sổ",
    "picture": "bản hình của bảng",
}  # fmt: skip


def compose(home: Home, book: Book | None, qt: str, screen: str) -> dict[str, str]:
    """The texts of the report by file name; ``qt`` is Qt's version, ``screen`` the display."""
    found = {"may.txt": _machine(qt, screen)}
    if book is not None:
        found["so.txt"] = _figures(structure(book))
    for number, path in enumerate(crashes(home), start=1):
        text = path.read_text("utf-8", errors="replace")
        found[f"loi-{number}.txt"] = f"{_moment(path.stem)}\n{skeleton(text)}"
    return found


def crashes(home: Home) -> list[Path]:
    """The last crash reports of this laptop, newest first."""
    return sorted((home.root / "loi").glob("*.txt"), reverse=True)[:LAST]


def skeleton(traceback: str) -> str:
    """What of a crash report is of the program: places in code and kinds of errors."""
    kept = []
    for line in traceback.splitlines():
        place = _FILE.match(line)
        if place is not None:
            kept.append(f"  {_source(place[1])}:{place[2]} {place[3]}")
        elif line in _CHAINED:
            kept.append(line)
        elif (kind := _KIND.fullmatch(line)) is not None and kind[1] in _KNOWN:
            kept.append(kind[1])
    return "\n".join(kept)


def save(path: Path, texts: Mapping[str, str]) -> None:
    """Writes the report as a zip file. Raises OSError."""
    part = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in texts.items():
                archive.writestr(name, text)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _source(path: str) -> str:
    plain = path.replace("\\", "/")
    found = _OURS.match(plain) or _THEIRS.match(plain)
    return found[1] if found is not None else "tệp khác"


def _moment(stem: str) -> str:
    """``20231128-094107`` as it stands in the name of the file, else nothing."""
    return stem if re.fullmatch(r"\d{8}-\d{6}", stem) else ""


def _machine(qt: str, screen: str) -> str:
    lines = [
        f"Chương trình: thamdinh {version()}",
        f"Hệ máy: {platform.system()} {platform.release()}, {platform.machine()}",
        f"Python: {platform.python_version()}",
        f"SQLite: {ENGINE}",
        f"Qt: {qt}",
        f"Màn hình: {screen}",
        f"Bản đóng gói: {'có' if getattr(sys, 'frozen', False) else 'không'}",
        "Thư viện: " + ", ".join(name for name, _ in LIBRARIES),
    ]
    return "\n".join(lines)


def _figures(found: Mapping[str, int]) -> str:
    return "\n".join(f"{_WORDS.get(name, name)}: {count}" for name, count in found.items())
