"""Nhận dữ liệu: the files that were brought, one line each, then what came of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from db.sealed import LEAST_PIN
from desktop.models import receive_words as words
from desktop.models.incoming import LOCKED, PIN, Incoming, Line
from desktop.models.received_files import Column, ReceivedFiles
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.list_table import ListTable
from desktop.widgets.scrolling import ScrolledPage

_WIDTHS = {
    Column.NAME: -18,
    Column.SOURCE: -16,
    Column.MADE: 15,
    Column.SENT: 5,
    Column.NEW: 4,
    Column.KNOWN: 5,
    Column.CHANGES: 5,
    Column.CONFLICTS: 5,
    Column.PROPOSALS: 5,
    Column.VERDICT: -20,
}
_SPARE = (
    Column.KNOWN, Column.CHANGES, Column.SENT, Column.MADE, Column.PROPOSALS, Column.CONFLICTS,
)  # fmt: skip


class ReceivePage(QWidget):
    """Shows an ``Incoming``; the screen does what its buttons say."""

    confirmed = Signal()
    undone = Signal()
    unlocked = Signal(object, str)  # Path, passphrase
    pinned = Signal(object, str)  # Line of drafts, PIN
    wants_writing = Signal()
    wants_matters = Signal()
    wants_other = Signal()
    finished = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.incoming: Incoming | None = None
        self.model = ReceivedFiles()
        self.model.setParent(self)
        self.totals = QLabel()
        self.totals.setProperty("role", "heading")
        self.totals.setWordWrap(True)
        self.table = ListTable(
            self.model, look, "Các tệp nhận", _WIDTHS, _SPARE, strong_column=Column.VERDICT
        )
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.table.opened.connect(self._opened)
        self.detail, self.outcome = QLabel(), QLabel()
        for label in (self.detail, self.outcome):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.ask = AskBar()
        self.unlock_button = QPushButton("Nhập cụm mật khẩu…")
        self.unlock_button.clicked.connect(self.ask_secret)
        self.merge_button = QPushButton()
        self.merge_button.setProperty("role", "primary")
        self.merge_button.clicked.connect(self.confirmed)
        self.merge_button.setToolTip("Ctrl+Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._by_key)
        self.write_button = QPushButton("Ghi lại bản mới ra USB")
        self.write_button.clicked.connect(self.wants_writing)
        self.matters_button = QPushButton("Xem chỗ cần xem")
        self.matters_button.clicked.connect(self.wants_matters)
        self.undo_button = QPushButton("Hoàn tác lần ghép")
        self.undo_button.clicked.connect(self.undone)
        self.other_button = QPushButton("Chọn tệp khác")
        self.other_button.clicked.connect(self.wants_other)
        self.close_button = QPushButton("Xong")
        self.close_button.clicked.connect(self.finished)
        self._results = ScrolledPage("Kết quả ghép")
        self._results.hold(self._result_panel())
        self._lay_out()

    def show_incoming(self, incoming: Incoming) -> None:
        """What taking these in would do."""
        self.ask.give_up()
        self.incoming = incoming
        self.model.show(incoming.lines)
        self.totals.setText(words.before(incoming.lines))
        self.merge_button.setText(words.button(incoming.lines))
        self.merge_button.setVisible(bool(incoming.ready))
        for widget in (self._results, self.write_button, self.matters_button, self.undo_button):
            widget.hide()
        self.other_button.show()
        self.close_button.setText("Thôi" if incoming.ready else "Đóng")
        self._choose_row()

    def show_outcome(
        self, sentence: str, paragraphs: list[str], *, matters: int, undo: bool
    ) -> None:
        """What came of it."""
        assert self.incoming is not None
        self.ask.give_up()
        self.model.show(self.incoming.lines)
        self.totals.setText(sentence)
        self.outcome.setText("\n".join(paragraphs))
        self._results.setVisible(bool(paragraphs))
        self.merge_button.hide()
        self.other_button.setVisible(not undo)
        self.write_button.setVisible(undo)
        self.undo_button.setVisible(undo)
        self.matters_button.setVisible(bool(matters))
        self.close_button.setText("Xong")
        self._choose_row()

    def begin(self) -> None:
        """The focus where one goes on."""
        waiting = (
            self.merge_button,
            self.matters_button,
            self.write_button,
            self.unlock_button,
            self.close_button,
        )
        button = next(button for button in waiting if not button.isHidden())
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_secret(self) -> None:
        """Asks for the passphrase of the chosen file (or the first that waits for one), or
        for the PIN of drafts."""
        line = self._secret_line()
        if line is None:
            return
        if line.state == PIN:
            self.ask.ask(
                f"Phiếu nháp của đ/c {line.source} trong “{line.path.name}”.",
                [Field("pin", "Mã PIN của tệp", secret=True)],
                "Nhận phiếu nháp",
                lambda answers: self._answered(line, answers["pin"]),
            )
        else:
            self.ask.ask(
                f"Tệp “{line.path.name}” có đặt cụm mật khẩu; hãy hỏi người gửi.",
                [Field("passphrase", "Cụm mật khẩu", secret=True)],
                "Mở tệp",
                lambda answers: self._passphrase(line, answers),
            )

    def _by_key(self) -> None:
        if self.merge_button.isVisibleTo(self):
            self.merge_button.click()

    def _passphrase(self, line: Line, answers: Answers) -> bool:
        if not answers["passphrase"]:
            self.ask.complain("Hãy gõ cụm mật khẩu của tệp.")
            return False
        self.unlocked.emit(line.path, answers["passphrase"])
        return True

    def _answered(self, line: Line, pin: str) -> bool:
        if len(pin) < LEAST_PIN:
            self.ask.complain(f"Mã PIN có ít nhất {LEAST_PIN} ký tự.")
            return False
        self.pinned.emit(line, pin)
        return True

    def _secret_line(self) -> Line | None:
        lines = self.model.lines
        row = self.table.currentIndex().row()
        chosen = [lines[row]] if 0 <= row < len(lines) else []
        waiting = (LOCKED, PIN)
        return next((line for line in [*chosen, *lines] if line.state in waiting), None)

    def _choose_row(self) -> None:
        if self.model.lines:
            row = next((i for i, x in enumerate(self.model.lines) if x.state in (LOCKED, PIN)), 0)
            self.table.go_to(row)
        self._follow()

    def _follow(self) -> None:
        row = self.table.currentIndex().row()
        line = self.model.lines[row] if 0 <= row < len(self.model.lines) else None
        why = line is not None and (line.reason or line.older or line.ahead)
        self.detail.setText(
            f"{line.path.name}: {words.verdict(line)}" if line is not None and why else ""
        )
        self.detail.setVisible(bool(why))
        waiting = self._secret_line()
        self.unlock_button.setVisible(waiting is not None)
        if waiting is not None:
            pin = waiting.state == PIN
            self.unlock_button.setText("Nhập mã PIN…" if pin else "Nhập cụm mật khẩu…")

    def _opened(self, row: int) -> None:
        if self.model.lines[row].state in (LOCKED, PIN):
            self.ask_secret()

    def path_of_row(self, row: int) -> Path:
        """Which file stands in that row."""
        return self.model.lines[row].path

    def _result_panel(self) -> QFrame:
        panel = QFrame()
        panel.setProperty("role", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(14, 10, 14, 12)
        column.addWidget(self.outcome)
        column.addStretch(1)
        return panel

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("role", "panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        foot = ButtonFoot(
            self.other_button,
            self.undo_button,
            self.unlock_button,
            self.close_button,
            self.matters_button,
            self.write_button,
            self.merge_button,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.totals)
        column.addWidget(frame, 3)
        column.addWidget(self.detail)
        column.addWidget(self._results, 2)
        column.addWidget(self.ask)
        column.addWidget(foot)
