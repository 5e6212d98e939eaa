"""Về chương trình: version, book, fingerprints, licences; all of it can be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.book import Book
from db.home import Home
from db.records import Campaign
from desktop import about
from desktop.theme.look import Look
from desktop.widgets.at_work import at_work
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.labels import heading, wrapped


class AboutDialog(QDialog):
    """Not modal: it may stand beside the window while somebody reads it aloud."""

    def __init__(
        self,
        home: Home,
        look: Look,
        book: Book | None,
        campaign: Campaign | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Về chương trình")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._book = book
        self.facts = about.of_program(home)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(14))
        self._grid.setVerticalSpacing(look.px(4))
        self._grid.setColumnStretch(1, 1)
        self.mark_button = QPushButton("Tính dấu vân tay nội dung sổ")
        self.mark_button.clicked.connect(self.compute)
        if book is not None:
            self.facts += about.of_book(book, campaign)
        for name, value in self.facts:
            self._put(name, value)
        self.mark_button.setVisible(book is not None and about.is_large(book))
        if book is not None and self.mark_button.isHidden():
            self._add_mark()
        licences = QPlainTextEdit(about.licences())
        licences.setReadOnly(True)
        licences.setAccessibleName("Giấy phép của các thư viện")
        licences.setMinimumHeight(look.px(120))
        self.copy_button = QPushButton("Chép tất cả")
        self.copy_button.clicked.connect(self.copy)
        close = QPushButton("Đóng")
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setSpacing(look.px(6))
        column.addWidget(heading("Thẩm định mô hình mới, cách làm sáng tạo"))
        column.addLayout(self._grid)
        column.addWidget(self.mark_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(wrapped("Chương trình dùng các thư viện sau, theo giấy phép của chúng:"))
        column.addWidget(licences, 1)
        column.addWidget(ButtonFoot(self.copy_button, close))
        self.resize(min(look.px(620), 1200), min(look.px(460), 690))
        close.setDefault(True)
        close.setFocus()

    def compute(self) -> None:
        """The fingerprint of a large book."""
        with at_work(self.mark_button, "Đang tính…"):
            self._add_mark()
        self.mark_button.hide()

    def copy(self) -> None:
        """To the clipboard."""
        text = f"{about.as_text(self.facts)}\n\n{about.licences()}"
        QGuiApplication.clipboard().setText(text)
        self.copy_button.setText("Đã chép")

    def _add_mark(self) -> None:
        assert self._book is not None
        fact = about.mark_of(self._book)
        self.facts.append(fact)
        self._put(*fact)

    def _put(self, name: str, value: str) -> None:
        row = self._grid.rowCount()
        label, words = QLabel(name), wrapped(value)
        label.setProperty("role", "muted")
        words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        words.setAccessibleName(f"{name}: {value}")
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1)
