"""Sao lưu: the backups of this book on this laptop; one made now, or back to one of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db import backups
from db.backup_lost import difference
from db.errors import CancelledError, ThamdinhError
from desktop.models.backup_rows import BackupRows, Column, lost_words, when
from desktop.reading import READ_FAILED, read_sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.at_work import at_work
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.labels import wrapped
from desktop.widgets.list_table import ListTable
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack
from desktop.widgets.work_page import WorkPage

_WIDTHS = {Column.TIME: 18, Column.WHY: -24, Column.SIZE: 9}
_ABOUT = (
    "Chương trình tự sao lưu trước mỗi lần ghép và trước khi trở về bản cũ; giữ mười bản mới nhất "
    "và mỗi ngày một bản trong ba mươi ngày. Bản sao lưu nằm trên máy này, không có minh chứng; "
    "phòng mất máy thì hãy ghi sổ ra USB ở Giao nhận."
)


class BackupsScreen(Screen):
    """Going back asks first, and names what would be lost."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.model = BackupRows(session)
        self.model.setParent(self)
        self.table = ListTable(
            self.model, look, "Các bản sao lưu của sổ này", _WIDTHS, strong_column=Column.TIME
        )
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.opened.connect(lambda _: self.ask_back())
        self.count = QLabel()
        self.count.setProperty("role", "strong")
        self.ask = AskBar()
        self.ask.closed.connect(self._answered)
        self.make_button = QPushButton("Sao lưu ngay")
        self.make_button.setProperty("role", "primary")
        self.make_button.clicked.connect(self.make)
        self.back_button = QPushButton("Trở về bản này…")
        self.back_button.clicked.connect(self.ask_back)
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        self.states = StateStack(self.table)
        self.states.acted.connect(self.make)
        self.states.retried.connect(self.load)
        pages = QStackedWidget()
        pages.addWidget(self.states)
        self.work = WorkPage(pages)
        inside.addWidget(pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        column.addWidget(wrapped(_ABOUT, "muted"))
        column.addWidget(panel, 1)
        column.addWidget(self.ask)
        column.addWidget(ButtonFoot(self.back_button, self.make_button))
        self.load()

    @property
    def chosen(self) -> backups.Backup | None:
        """The backup that is chosen in the list."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def load(self) -> None:
        """Looks anew."""
        row = max(self.table.currentIndex().row(), 0)
        try:
            self.model.load()
        except READ_FAILED as error:
            self.states.show_error(read_sentence(self.session, error))
            return
        found = len(self.model.rows)
        writes = not self.session.readonly
        self.count.setText(f"{found} bản sao lưu trên máy này")
        self.back_button.setEnabled(bool(found) and writes)
        self.make_button.setEnabled(writes)
        self.make_button.setVisible(bool(found))
        self.back_button.setVisible(bool(found))
        if found:
            self.states.show_content()
            self.table.go_to(min(row, found - 1))
        else:
            self.states.show_empty(
                "Chưa có bản sao lưu nào",
                "Một bản sao lưu giữ sổ như lúc này, để trở về khi cần.",
                "Sao lưu ngay" if writes else "",
            )

    def arrive(self) -> None:
        """The list, or the button that makes the first."""
        self.load()
        if self.model.rows:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.states.focus_button()

    def make(self) -> None:
        """A backup of the book as it is now."""
        try:
            with self.work.going("Đang sao lưu sổ…") as progress:
                made = backups.make(self.session.book, progress=progress)
        except CancelledError:
            return
        except (ThamdinhError, OSError) as error:
            self.session.failed.emit(error)
            return
        self.load()
        self.table.go_to(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.session.noted.emit(f"Đã sao lưu lúc {when(made)}.")

    def ask_back(self) -> None:
        """Names what would be lost, then goes back."""
        backup = self.chosen
        if backup is None or self.session.readonly:
            return
        try:
            with at_work(self.back_button, "Đang so với sổ…"):
                found = difference(self.session.book, backup)
        except ThamdinhError as error:
            self.session.failed.emit(error)
            return
        self.ask.ask(
            f"Trở về sổ lúc {when(backup)}? {lost_words(found)} Sổ bây giờ được sao lưu trước, nên "
            "vẫn quay lại được.",
            [],
            "Trở về bản này",
            lambda _: self._go_back(backup),
        )

    def _go_back(self, backup: backups.Backup) -> bool:
        with self.work.going(f"Đang trở về sổ lúc {when(backup)}…") as progress:
            outcome = self.session.run(backups.restore, backup, progress)
        if outcome:
            self.session.history.clear()
            self.session.told.emit(f"Sổ đã trở về lúc {when(backup)}.")
        return True

    def _answered(self) -> None:
        self.load()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
