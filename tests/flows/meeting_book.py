"""A book with a panel of nine for the meeting's table, and a driver of one screen alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db import campaigns, importing, rubrics
from db.book import Book
from db.home import Home
from db.importing import ImportRow
from db.records import SubjectKind
from desktop.app import make_look, prepare
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.screen import Screen
from tests.flows.driver import wait
from tests.flows.sample_book import CODES, RUBRIC, YEAR, code
from tests.moulds import cast

NINE = (
    "Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "K'Brít", "Phạm Thị Đào",
    "Bon Thị Hòa", "Cil Văn Hòa", "Đỗ Quốc Khánh", "Vũ Thị Ngọc Lan",
)  # fmt: skip
_ROLES = ("chair", "vice_chair", "secretary", *["member"] * 6)
_TITLES = (
    "Ngày thứ Bảy vì dân: tiếp nhận và trả hồ sơ tại thôn cho người dân ở xa trung tâm",
    "Chi bộ “4 tốt” gắn với sổ tay sinh hoạt điện tử",
    "Vườn cà phê cảnh quan liên kết hộ nghèo",
    "Số hóa sổ tay đảng viên bằng mã QR",
)
_UNITS = ("Đảng bộ xã Lát", "Đảng bộ xã Đạ Sar", "Đảng bộ thị trấn Lạc Dương")
PATIENCE = 5000
S = TypeVar("S", bound=Screen)


def make_panel_of_nine(path: Path, home: Home, *, submissions: int = 6, panel: int = 9) -> Path:
    """Submissions without a ballot; TV09 sits in the second unit, which has submission 2."""
    name = (make_panel_of_nine, submissions, panel)
    return cast(name, partial(_make, submissions, panel), path, home)


def _make(submissions: int, panel: int, path: Path, home: Home) -> None:
    with Book.create(path, home) as book:
        campaign = campaigns.create(
            book, YEAR, "Huyện ủy Lạc Dương", parent="Tỉnh ủy Lâm Đồng", place="Lạc Dương"
        )
        rubrics.store(book, campaign, RUBRIC)
        rows = [
            ImportRow("unit", (f"LD{n:02d}",), {"name": name, "kind": "Đảng bộ cơ sở"})
            for n, name in enumerate(_UNITS, start=1)
        ]
        rows += [
            ImportRow(
                "member",
                (f"TV{n:02d}",),
                {"name": name, "role": role, "unit": "LD02" if n == 9 else "LD90", "post": ""},
            )
            for n, (name, role) in enumerate(zip(NINE, _ROLES, strict=True), start=1)
            if n <= panel
        ]
        rows += [
            ImportRow(
                "submission",
                (code(n),),
                {
                    "kind": str(SubjectKind.COLLECTIVE),
                    "subject": _UNITS[(n - 1) % 3],
                    "unit": f"LD{(n - 1) % 3 + 1:02d}",
                    "title": _TITLES[(n - 1) % 4],
                    "field": "Kinh tế" if n % 2 else "Văn hóa, xã hội",
                    "registered_on": "2023-02-02",
                    "has_report": True,
                },
            )
            for n in range(1, submissions + 1)
        ]
        meeting = {"number": 1, "date": "2023-11-24", "chair": "TV01", "secretary": "TV03"}
        rows.append(ImportRow("session", ("1",), meeting))
        importing.apply(book, campaign, rows, file="nine.xlsx")


def ballot(number: int, member: int, marks: tuple[int, ...]) -> ImportRow:
    """A paper ballot of the workbook."""
    values = {"marks": dict(zip(CODES, marks, strict=True))}
    return ImportRow("ballot", (code(number), f"TV{member:02d}"), values)


class Alone(Generic[S]):
    """A person at the keyboard before one screen, without the window around it."""

    def __init__(
        self, path: Path, home: Home, make: Callable[[Session, Look], S],
        size: tuple[int, int] = (1210, 700),
    ) -> None:  # fmt: skip
        prepare([])
        self.look = make_look(home)
        self.session = Session(Book.open(path, home))
        self.screen = make(self.session, self.look)
        self.screen.resize(*size)
        self.screen.show()
        assert QTest.qWaitForWindowExposed(self.screen, PATIENCE)
        self.screen.activateWindow()
        assert QTest.qWaitForWindowActive(self.screen, PATIENCE)
        self.screen.arrive()
        self.errors: list[Exception] = []
        self.session.failed.connect(self.errors.append)

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def key(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Presses a key where the focus is."""
        QTest.keyClick(self.focus, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Types text key by key: the focus moves to an editor after the first."""
        for sign in text:
            QTest.keyClicks(self.focus, sign)
            QApplication.processEvents()

    def enter(self, text: str) -> None:
        """Types and presses Enter."""
        self.type(text)
        self.key(Qt.Key.Key_Return)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Waits until something is so."""
        wait(condition, PATIENCE)

    def close(self) -> None:
        """Closes screen and book."""
        self.screen.close()
        self.session.close()
        self.screen.deleteLater()
        self.session.deleteLater()
        QApplication.processEvents()
