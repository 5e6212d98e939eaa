"""The start: open a book, one of the recent ones, a new one, or the sample."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db import schema
from db.errors import ThamdinhError
from db.home import Home
from desktop.theme.look import Look
from desktop.widgets.icons import icon
from desktop.widgets.message_bar import BAD, MessageBar

_SAMPLE = f"minh-hoa{schema.SUFFIX}"


class StartScreen(QWidget):
    """``opened`` with the path of a book that is to be opened."""

    opened = Signal(object)
    wants_file = Signal()
    wants_new = Signal()
    wants_signed = Signal()  # to check or sign a paper, without a book

    def __init__(self, home: Home, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home, self._look = home, look
        self._missing = ""
        self.messages = MessageBar()
        self.messages.acted.connect(self._forget)
        title = QLabel("Thẩm định mô hình mới, cách làm sáng tạo")
        title.setProperty("role", "title")
        title.setWordWrap(True)
        words = QLabel("Từ bảng đăng ký đến biên bản của Tổ thẩm định, trên máy không cần mạng.")
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        self.open_button = self._card("open", "Mở sổ…", "Ctrl+O")
        self.open_button.clicked.connect(self.wants_file)
        self.new_button = self._card("new", "Sổ mới…", "Ctrl+N")
        self.new_button.clicked.connect(self.wants_new)
        self.sample_button = self._card("sample", "Mở dữ liệu mẫu", "")
        self.sample_button.clicked.connect(self.open_sample)
        self.sample_button.setVisible(find_spec("desktop.sample") is not None)
        self.signed_button = self._card("signed", "Kiểm tra, ký biên bản…", "Ctrl+K")
        self.signed_button.clicked.connect(self.wants_signed)
        left = QVBoxLayout()
        for button in self._cards():
            left.addWidget(button)
        left.addStretch(1)
        self._recent = QFrame()
        self._recent.setProperty("role", "panel")
        self._recent_lines = QVBoxLayout(self._recent)
        self._recent_lines.setContentsMargins(16, 14, 16, 16)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(left, 2)
        middle.addWidget(self._recent, 5)
        page = QWidget()
        page.setMaximumWidth(look.px(1000))
        self._page = page
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 28, 24, 24)
        column.setSpacing(10)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(8)
        column.addWidget(self.messages)
        column.addLayout(middle)
        column.addStretch(1)
        centred = QWidget()
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(page, 20)
        row.addStretch(1)
        scroll = QScrollArea()
        scroll.setAccessibleName("Mở sổ")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(centred)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        key = QShortcut(QKeySequence.StandardKey.New, self)
        key.activated.connect(self.wants_new)
        look.changed.connect(self._renew_look)
        self._renew_look()
        self.renew()

    def renew(self) -> None:
        """Reads the recent books again."""
        self.messages.hide()
        while (item := self._recent_lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        heading = QLabel("Mở gần đây")
        heading.setProperty("role", "heading")
        self._recent_lines.addWidget(heading)
        recent = self._look.preferences.recent
        for text in recent:
            path = Path(text)
            button = QPushButton(f"{path.stem}\n{path.parent}")
            button.setProperty("role", "plain")
            button.setAccessibleName(f"Mở sổ {path.stem}")
            button.setToolTip(text)
            button.clicked.connect(lambda _=False, path=path: self.opened.emit(path))
            self._recent_lines.addWidget(button)
        if not recent:
            empty = QLabel("Sổ đã mở sẽ hiện ở đây. Có thể kéo tệp sổ thả vào cửa sổ.")
            empty.setProperty("role", "muted")
            empty.setWordWrap(True)
            self._recent_lines.addWidget(empty)
        self._recent_lines.addStretch(1)
        self.show_recent()

    def complain(self, words: str, path: Path | None = None) -> None:
        """Why a book could not be opened; offers to take it off the list."""
        listed = path is not None and str(path.absolute()) in self._look.preferences.recent
        self._missing = str(path.absolute()) if path is not None and listed else ""
        self.messages.say(words, BAD, "Bỏ khỏi danh sách" if listed else "")

    def show_recent(self) -> None:
        """The recent books."""
        self.open_button.setFocus()

    def open_sample(self) -> None:
        """Opens the sample, made on this laptop when it is first asked for."""
        path = self._home.folder("mau") / _SAMPLE
        if not path.exists():
            self.messages.say("Đang dựng dữ liệu mẫu, chừng vài giây…")
            self.setEnabled(False)
            QCoreApplication.processEvents()  # the sentence is seen before the work begins
            try:
                from desktop.sample.book import make

                make(path, self._home)
            except (ThamdinhError, OSError) as error:
                from desktop.messages import sentence

                self.complain(sentence(error))
                return
            finally:
                self.setEnabled(True)
            self.messages.hide()
        self.opened.emit(path)

    def _forget(self) -> None:
        self._look.preferences.forget(self._missing)
        self.renew()

    def _card(self, name: str, words: str, key: str) -> QPushButton:
        button = QPushButton(f"{words}   {key}".rstrip())
        button.setProperty("role", "card")
        button.setProperty("picture", name)
        button.setAccessibleName(words)
        return button

    def _cards(self) -> tuple[QPushButton, ...]:
        return self.open_button, self.new_button, self.sample_button, self.signed_button

    def _renew_look(self) -> None:
        size = self._look.px(20)
        for button in self._cards():
            name = str(button.property("picture"))
            button.setIcon(icon(name, self._look.colour("accent"), size))
            button.setIconSize(QSize(size, size))
        self._page.setMaximumWidth(self._look.px(1000))
