"""The line over the intake register: one row in twenty seconds, by keyboard only.

Enter goes to the next field and, in the last one, saves and starts the next row; Ctrl+Enter
saves from anywhere, Esc clears the line.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.rules.vietnamese import fold
from desktop.models.arrival_line import ORDER
from desktop.models.arrivals import CARRIERS, WHATS
from desktop.models.folded_choices import FoldedChoices
from desktop.theme.look import Look
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.folded_completer import FoldedCompleter

_FIELDS = (  # name, label, width in pixels at 100 %
    ("number", "Số đến", 72),
    ("date", "Ngày đến", 96),
    ("unit", "Đơn vị gửi", 210),
    ("what", "Loại", 96),
    ("submission", "Mã hồ sơ (nếu có)", 138),
    ("carrier", "Dạng", 100),
    ("missing", "Còn thiếu", 160),
    ("return_by", "Hạn bổ sung", 100),
    ("completed_on", "Bổ sung ngày", 100),
)
_HINTS = {"return_by": "ngày, +5", "missing": "để trống nếu đủ", "unit": "mã hoặc tên"}
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ArrivalEntry(QFrame):
    """Texts in, texts out; who owns it judges and saves."""

    submitted = Signal()
    cleared = Signal()

    def __init__(
        self,
        look: Look,
        units: FoldedChoices,
        submissions: FoldedChoices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._look = look
        self.edits: dict[str, QLineEdit | _Choice] = {}
        self._cells: list[tuple[QWidget, int]] = []
        self._start: dict[str, str] = {}
        lists = {"unit": units, "submission": submissions}
        fields = QWidget()
        flow = FlowLayout(fields)
        for name, label, width in _FIELDS:
            flow.addWidget(self._cell(name, label, width, lists.get(name)))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        fields.setSizePolicy(policy)
        self.words, self.trouble = QLabel(), QLabel()
        self.words.setProperty("role", "muted")
        self.trouble.setProperty("role", "bad")
        for text in (self.words, self.trouble):
            text.setWordWrap(True)
        self.save_button = QPushButton("Ghi dòng này")
        self.save_button.setProperty("role", "primary")
        self.save_button.setToolTip("Ctrl+Enter ở bất cứ ô nào")
        self.save_button.clicked.connect(self.submitted)
        self.clear_button = QPushButton("Xóa dòng gõ dở")
        self.clear_button.setToolTip("Esc")
        self.clear_button.clicked.connect(self.cleared)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.words, 1)
        foot.addWidget(self.trouble, 2)
        foot.addWidget(self.clear_button)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.setSpacing(6)
        column.addWidget(fields)
        column.addLayout(foot)
        look.changed.connect(self._fit)
        self._fit()

    @property
    def dirty(self) -> bool:
        """Whether something is typed beyond what was suggested."""
        return self.texts() != self._start

    def show_texts(self, texts: Mapping[str, str], words: str) -> None:
        """A line to start from; ``words`` say what Enter in the last field does."""
        for name, edit in self.edits.items():
            edit.setText(texts[name])
            edit.setCursorPosition(0)
        self._start = self.texts()
        self.words.setText(words)
        self.complain("", "")

    def texts(self) -> dict[str, str]:
        """What is typed, by field."""
        return {name: edit.text() for name, edit in self.edits.items()}

    def complain(self, field: str, words: str) -> None:
        """Says what is wrong and goes there."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self.words.setVisible(not words)
        for name, edit in self.edits.items():
            edit.setAccessibleDescription(words if name == field else "")
        if field:
            self.go_to(field)

    def go_to(self, field: str) -> None:
        """Puts the focus into a field, its text chosen."""
        edit = self.edits[field]
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Shift+Enter, Ctrl+Enter, Esc."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            name = next((n for n, edit in self.edits.items() if edit is watched), "")
            modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if name and event.key() in _RETURN:
                if modifiers == Qt.KeyboardModifier.ControlModifier:
                    self.submitted.emit()
                elif not modifiers:
                    self._step(name, 1)
                elif modifiers == Qt.KeyboardModifier.ShiftModifier:
                    self._step(name, -1)
                return True
            if name and event.key() == Qt.Key.Key_Escape:
                self.cleared.emit()
                return True
        return super().eventFilter(watched, event)

    def _cell(
        self, name: str, label: str, width: int, choices: FoldedChoices | None
    ) -> QWidget:
        edit: QLineEdit | _Choice
        if name in ("what", "carrier"):
            edit = _Choice(WHATS if name == "what" else CARRIERS)
        else:
            edit = QLineEdit()
            edit.setPlaceholderText(_HINTS.get(name, ""))
            edit.returnPressed.connect(lambda: self._step_from(name))  # with a list open
        if choices is not None and isinstance(edit, QLineEdit):
            completer = FoldedCompleter(choices, self)
            edit.setCompleter(completer)
            completer.activated.connect(lambda _: self._step_from(name))
        edit.setAccessibleName(label)
        edit.installEventFilter(self)
        caption = QLabel(label)
        caption.setProperty("role", "muted")
        caption.setBuddy(edit)
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(caption)
        column.addWidget(edit)
        self.edits[name] = edit
        self._cells.append((cell, width))
        return cell

    def _step_from(self, name: str) -> None:
        """On from a field, once the editor has taken over what was chosen in its list."""

        def step() -> None:
            if self.edits[name].hasFocus():
                self._step(name, 1)

        QTimer.singleShot(0, self, step)

    def _step(self, name: str, by: int) -> None:
        place = ORDER.index(name) + by
        if place == len(ORDER):
            self.submitted.emit()
        elif place >= 0:
            self.go_to(ORDER[place])

    def _fit(self) -> None:
        for cell, width in self._cells:
            cell.setFixedWidth(self._look.px(width))


class _Choice(QComboBox):
    """A short list that is chosen from by first letters, diacritics or not."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        for key, word in words.items():
            self.addItem(word, key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def text(self) -> str:
        """The key that is chosen."""
        return str(self.currentData() or "")

    def setText(self, key: str) -> None:
        """Chooses a key."""
        self.setCurrentIndex(max(self.findData(key), 0))

    def setCursorPosition(self, place: int) -> None:
        """A list has no cursor."""

    def selectAll(self) -> None:
        """A list has nothing to select."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter chooses the next word that begins with it."""
        typed = fold(event.text())
        if typed and typed.isalnum() and not event.modifiers():
            rows = [*range(self.currentIndex() + 1, self.count()), *range(self.count())]
            found = next((r for r in rows if fold(self.itemText(r)).startswith(typed)), -1)
            if found >= 0:
                self.setCurrentIndex(found)
                return
        super().keyPressEvent(event)
