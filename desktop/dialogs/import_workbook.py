"""Asks for a workbook and takes it in: all of it, or nothing where a cell is refused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from db.book import Book
from db.operation import Changes
from desktop.session import Session

TABLES = {
    "unit": "đơn vị",
    "member": "thành viên",
    "subject": "đối tượng",
    "submission": "hồ sơ",
    "target": "chỉ tiêu",
    "session": "cuộc họp",
    "ballot": "phiếu chấm",
}


def choose(parent: QWidget) -> Path | None:
    """The workbook that the person chose in the system's dialog."""
    name, _ = QFileDialog.getOpenFileName(
        parent, "Nhập bảng tính", str(Path.home()), "Bảng tính (*.xlsx *.xls)"
    )
    return Path(name) if name else None


def take(session: Session, path: Path) -> tuple[str, bool] | None:
    """Imports; (what came of it in one sentence, whether it was taken). None on an error that
    the session has told already."""
    done = session.run(_take, session, path)
    if not done:
        return None
    taken = done.value
    if taken.refused:
        first, more = taken.refused[0], len(taken.refused) - 1
        rest = f" Còn {more} ô khác cũng sai." if more else ""
        return f"Chưa nhập gì. Ô {first.cell}: {first.reason}.{rest}", False
    told = [
        f"{word} {count} {TABLES.get(table, table)}"
        for word, counts in (("thêm", taken.report.added), ("sửa", taken.report.changed))
        for table, count in counts.items()
    ]
    words = ", ".join(told) if told else "không có gì mới"
    notes = f" {len(taken.warnings)} điều cần lưu ý: {taken.warnings[0]}" if taken.warnings else ""
    return f"Đã nhập “{path.name}”: {words}.{notes}", True


def _take(book: Book, session: Session, path: Path) -> tuple[object, Changes]:
    from desktop.intake.take_in import take_in  # brings a spreadsheet reader: only when used

    assert session.campaign is not None
    taken = take_in(book, session.campaign, path)
    return taken, taken.report.changes if taken.report is not None else Changes()
