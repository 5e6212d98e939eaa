"""The office's stock phrases (câu nhận xét mẫu): F4 in a comment, then a figure or Enter."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QToolButton, QWidget

from desktop.session import Session


class PhraseMenu(QObject):
    """Puts the chosen phrase where the cursor is. ``button`` does the same by mouse, and is
    there only where the campaign has phrases."""

    def __init__(self, session: Session, editor: QPlainTextEdit | QLineEdit, parent: QWidget):
        super().__init__(parent)
        self._session, self._editor = session, editor
        self.button = QToolButton(parent)
        self.button.setText("Câu mẫu")
        self.button.setProperty("role", "chip")
        self.button.setToolTip("Chèn câu nhận xét mẫu (F4)")
        self.button.setAccessibleName("Chèn câu nhận xét mẫu, phím F4")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.hide()
        self.button.clicked.connect(self.open)
        self.menu = QMenu(parent)
        key = QShortcut(QKeySequence("F4"), editor)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.open)

    @property
    def phrases(self) -> tuple[str, ...]:
        """Those of the campaign."""
        campaign = self._session.campaign
        return campaign.settings.phrases if campaign else ()

    def renew(self) -> None:
        """Whether there is anything to choose and to write to."""
        self.button.setVisible(bool(self.phrases) and not self._editor.isReadOnly())

    def open(self) -> None:
        """Shows them; figures 1 to 9 choose."""
        if self._editor.isReadOnly():
            return
        self.menu.clear()
        for number, phrase in enumerate(self.phrases, start=1):
            words = phrase.replace("&", "&&")
            action = self.menu.addAction(f"&{number}  {words}" if number < 10 else words)
            action.triggered.connect(lambda _=False, phrase=phrase: self._insert(phrase))
        if self.menu.isEmpty():
            words = "Chưa có câu mẫu; thêm ở Cài đặt, mục cách chấm."
            self.menu.addAction(words).setEnabled(False)
        where = self._editor.mapToGlobal(self._editor.rect().bottomLeft())
        self.menu.popup(where)

    def _insert(self, phrase: str) -> None:
        """After what stands there, with one blank between."""
        editor = self._editor
        if isinstance(editor, QLineEdit):
            before = editor.text()[: editor.cursorPosition()]
            editor.insert(_joined(before, phrase))
        else:
            cursor = editor.textCursor()
            before = editor.toPlainText()[: cursor.position()]
            cursor.insertText(_joined(before, phrase))
        editor.setFocus()


def _joined(before: str, phrase: str) -> str:
    return phrase if not before or before[-1].isspace() else f" {phrase}"
