"""The foot of a ballot: comment, total and class so far, the buttons."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.score_model import ScoreModel
from desktop.models.words import shown_points
from desktop.session import Session
from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look
from desktop.widgets.phrase_menu import PhraseMenu
from desktop.widgets.properties import set_property


class CommentEdit(QPlainTextEdit):
    """Two lines of comment; tells when the focus leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The comment is kept when the person goes elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


class SheetFoot(QFrame):
    """Shows the model's total; the buttons are the sheet's to connect."""

    def __init__(
        self, session: Session, model: ScoreModel, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._model, self._look = model, look
        label = QLabel("&Nhận xét")
        label.setProperty("role", "muted")
        self.comment = CommentEdit()
        self.comment.setAccessibleName("Nhận xét")
        self.comment.setTabChangesFocus(True)
        label.setBuddy(self.comment)
        self.phrases = PhraseMenu(session, self.comment, self)
        self._total = QLabel()
        self._total.setProperty("role", "total")
        self._class = QLabel()
        self._class.setProperty("role", "total")
        self._left = QLabel()
        self._left.setProperty("role", "muted")
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.recuse = QPushButton("Không tham gia chấm…")
        self.reopen = QPushButton("Sửa phiếu đã nộp…")
        self.give_up = QPushButton("Bỏ bản sửa")
        self.submit = QPushButton("Nộp phiếu   Ctrl+Enter")
        self.submit.setAccessibleName("Nộp phiếu")
        self.submit.setProperty("role", "primary")
        self.writing = QWidget()
        writing = QHBoxLayout(self.writing)
        writing.setContentsMargins(0, 0, 0, 0)
        writing.setSpacing(8)
        writing.addWidget(label)
        writing.addWidget(self.comment, 1)
        writing.addWidget(self.phrases.button)
        sums = QHBoxLayout()
        sums.addWidget(self._total)
        sums.addWidget(self._class)
        sums.addSpacing(8)
        sums.addWidget(self._left)
        sums.addStretch(1)
        self.buttons = QWidget()
        buttons = QHBoxLayout(self.buttons)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.recuse)
        buttons.addStretch(1)
        for button in (self.give_up, self.reopen, self.submit):
            buttons.addWidget(button)
            button.hide()  # the sheet shows those that fit; all of them would be too wide
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.writing)
        column.addLayout(sums)
        column.addWidget(self.note)
        column.addWidget(self.buttons)
        model.summary_changed.connect(self.renew)
        look.changed.connect(self._renew_height)
        self._renew_height()

    def add_button(self, button: QPushButton) -> None:
        """One more at the right end of the row."""
        row = self.buttons.layout()
        assert row is not None
        row.addWidget(button)

    def renew(self) -> None:
        """Total, class and what is missing, as they stand."""
        total, name = self._model.total, self._model.class_name
        self._total.setText(f"TỔNG {shown_points(total)}" if total is not None else "TỔNG -")
        ballot = self._model.ballot
        missing = self._model.missing if ballot is not None and ballot.editable else ()
        so_far = "tạm tính " if missing else ""  # no red "Không đạt" for half a ballot
        self._class.setText(f"· {so_far}{name}" if name else "")
        set_property(self._class, "ink", "" if missing else CLASS_INKS.get(name or "", ""))
        self._left.setText(f"còn {len(missing)} tiêu chí" if missing else "")
        self._total.setAccessibleName(
            f"Tổng {shown_points(total) or 'chưa có'}{', ' + name if name else ''}"
        )

    def _renew_height(self) -> None:
        self.comment.setFixedHeight(self.comment.fontMetrics().lineSpacing() * 2 + 14)
