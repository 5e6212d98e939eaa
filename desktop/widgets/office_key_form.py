"""Cất khóa cơ quan: the office key into a file under a passphrase, at once or later."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import keys, sealed
from db.errors import FileExistsAlreadyError
from db.home import Home
from desktop import keys_to_store
from desktop.folders import documents
from desktop.messages import sentence
from desktop.models.minutes_jobs import Jobs
from desktop.widgets.form_lines import FormLine

LEAST = 8  # letters of a passphrase
SUFFIX = ".khoa"
_WHAT = (
    "Khóa cơ quan là chữ ký của sổ và chỉ nằm trên máy này. Hãy cất một bản ra tệp có mật khẩu, "
    "để ở USB riêng, nơi an toàn."
)
LATER = (
    "Để sau cũng được, nhưng nếu máy hỏng hoặc mất trước khi cất thì không ai nhập dữ liệu, "
    "chốt biên bản của sổ này được nữa."
)


class OfficeKeyForm(QWidget):
    """``stored`` with the file; ``postponed`` when it is to be asked again."""

    stored = Signal(object)
    postponed = Signal()

    def __init__(self, home: Home, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._book, self._beside = b"", Path()
        self._jobs, self.busy = Jobs(self), False
        self.first, self.second = QLineEdit(), QLineEdit()
        for edit in (self.first, self.second):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setMaxLength(128)
            edit.textEdited.connect(self._clear)
        hint = f"Ít nhất {LEAST} ký tự; quên thì không mở được tệp khóa."
        self._lines = (
            FormLine("Mật khẩu của tệp khóa", self.first, hint),
            FormLine("Gõ lại mật khẩu", self.second),
        )
        words = QLabel(f"{_WHAT} {LATER}")
        words.setWordWrap(True)
        self.store_button = QPushButton("Cất khóa cơ quan…")
        self.store_button.setProperty("role", "primary")
        self.store_button.clicked.connect(self.store)
        self.later_button = QPushButton("Để sau")
        self.later_button.clicked.connect(self.postponed)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.later_button)
        buttons.addWidget(self.store_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(words)
        fields = QHBoxLayout()
        fields.setSpacing(14)
        for line in self._lines:
            fields.addWidget(line, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(fields)
        column.addLayout(buttons)

    def ask(self, book: bytes, path: Path) -> None:
        """Asks for the key of the book at ``path``."""
        self._book, self._beside = book, path
        for edit in (self.first, self.second):
            edit.clear()
        self._clear()
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def fault(self) -> str:
        """What is wrong, "" where nothing is."""
        return next((line.fault for line in self._lines if line.fault), "")

    def store(self) -> None:
        """Writes the file away from the window's thread, or says what is wrong."""
        if self.busy:
            return
        self._clear()
        if len(sealed.typed(self.first.text())) < LEAST:
            self._lines[0].complain(f"Mật khẩu cần ít nhất {LEAST} ký tự.")
            return
        if not sealed.same(self.first.text(), self.second.text()):
            self.second.clear()
            self._lines[1].complain("Hai lần gõ không giống nhau; hãy gõ lại.")
            return
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Cất khóa cơ quan",
            str(documents() / f"khoa-{self._beside.stem}{SUFFIX}"),
            f"Khóa cơ quan (*{SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,  # another book's key may lie there
        )
        if not name:
            return
        path = Path(name if Path(name).suffix else f"{name}{SUFFIX}")
        home, book, passphrase = self._home, self._book, self.first.text()

        def work() -> None:
            if path.exists():
                raise FileExistsAlreadyError(path=path)
            keys.export_office_key(home, book, path, passphrase)

        self._show_busy(True)
        self._jobs.run("store", work, lambda _, error: self._done(path, error))

    def _done(self, path: Path, error: Exception | None) -> None:
        self._show_busy(False)
        if error is not None:
            self._lines[0].complain(sentence(error))
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        keys_to_store.settled(self._home, self._book)
        self.stored.emit(path)

    def _show_busy(self, busy: bool) -> None:
        """A passphrase is made hard to guess by work that takes seconds on an old laptop."""
        self.busy = busy
        self.store_button.setText("Đang cất khóa…" if busy else "Cất khóa cơ quan…")
        self.later_button.setEnabled(not busy)
        for edit in (self.first, self.second):
            edit.setReadOnly(busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc leaves it for later; while the key is put away neither."""
        if self.busy:
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.later_button.hasFocus():
                self.postponed.emit()
            elif self.first.hasFocus() and not self.second.text():
                self.second.setFocus()
            else:
                self.store()
        elif event.key() == Qt.Key.Key_Escape:
            self.postponed.emit()
        else:
            super().keyPressEvent(event)

    def _clear(self) -> None:
        for line in self._lines:
            line.clear_fault()
