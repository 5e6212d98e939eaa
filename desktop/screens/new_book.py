"""Sổ mới in three steps: body and papers, year and rubrics, panel; then its office key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db import schema
from db.book import Book
from db.errors import ThamdinhError
from db.home import Home
from desktop import keys_to_store
from desktop.folders import documents
from desktop.messages import sentence
from desktop.new_book import free_path
from desktop.new_book_making import NewBook, clean, make
from desktop.theme.look import Look
from desktop.widgets.new_book_body import BodyPage
from desktop.widgets.new_book_panel import PanelPage
from desktop.widgets.new_book_scales import ScalesPage
from desktop.widgets.office_key_form import OfficeKeyForm
from desktop.widgets.properties import set_property

_KEY = "Cất khóa cơ quan"


class NewBookScreen(QWidget):
    """Enter goes to the next empty field, then on; Esc goes back.

    Nothing is written before "Tạo sổ…"; then all at once.
    """

    opened = Signal(object)  # the path of the new book
    given_up = Signal()

    def __init__(self, home: Home, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home, self._look = home, look
        self._made: Path | None = None
        self.body, self.scales, self.panel = BodyPage(), ScalesPage(), PanelPage(look)
        self.pages: tuple[BodyPage | ScalesPage | PanelPage, ...] = (
            self.body,
            self.scales,
            self.panel,
        )
        self.key = OfficeKeyForm(home)
        self.key.stored.connect(self._go_in)
        self.key.postponed.connect(self._go_in)
        self._steps = [QLabel() for _ in self.pages]
        self.heading, self.trouble = QLabel(), QLabel()
        self.heading.setProperty("role", "title")
        self.heading.setWordWrap(True)
        self.trouble.setProperty("role", "bad")
        self.trouble.setWordWrap(True)
        self.back, self.next = QPushButton(), QPushButton()
        self.back.clicked.connect(self.go_back)
        self.back.setToolTip("Esc")
        self.next.setProperty("role", "primary")
        self.next.clicked.connect(self.go_on)
        self._stack = QStackedWidget()
        for page in (*self.pages, self.key):
            self._stack.addWidget(self._scrolled(page))
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self.go_on)
        look.changed.connect(self._renew_look)
        self._renew_look()
        self._show(0)

    @property
    def step(self) -> int:
        """The step that is shown, from 0; 3 asks for the office key."""
        return self._stack.currentIndex()

    def begin(self) -> None:
        """Starts anew where the last book is made; else goes on where it was left."""
        self._show(min(self.step, len(self.pages) - 1))

    def take_rubric(self, path: Path) -> None:
        """A rubric file was dropped."""
        if self._made is None:
            self._show(1)
            self.scales.take_file(path)

    def go_on(self) -> None:
        """The next step, or the book."""
        if self.step >= len(self.pages):
            self.key.store()
        elif not self.pages[self.step].complete():
            return
        elif self.step + 1 < len(self.pages):
            self._show(self.step + 1)
        else:
            self.finish()

    def go_back(self) -> None:
        """The step before; from the first one out of here."""
        if self.step >= len(self.pages):
            return
        if self.step:
            self._show(self.step - 1)
        else:
            self.given_up.emit()

    def finish(self) -> None:
        """Asks where the book goes, and makes it."""
        for number, page in enumerate(self.pages):
            if not page.complete():
                self._show(number)
                page.complete()
                return
        wanted = self.wanted()
        suggested = free_path(self._folder(), wanted.body, wanted.year)
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Lưu sổ mới",
            str(suggested),
            f"Sổ thẩm định (*{schema.SUFFIX})",
            options=QFileDialog.Option.DontConfirmOverwrite,  # an existing book is never replaced
        )
        if not name:
            return
        path = Path(name if name.endswith(schema.SUFFIX) else f"{name}{schema.SUFFIX}")
        try:
            make(path, self._home, wanted)
            with Book.open(path, self._home, readonly=True) as book:
                ident = book.id
        except (ThamdinhError, OSError) as error:
            self._complain(sentence(error))
            return
        self._made = path
        keys_to_store.postpone(self._home, ident)  # until it is put away
        self._show(len(self.pages))
        self.key.ask(ident, path)

    def wanted(self) -> NewBook:
        """What was typed so far."""
        year = self.scales.year.text().strip()
        return NewBook(
            body=clean(self.body.body.text()),
            parent=clean(self.body.superior.text()),
            place=clean(self.body.place.text()),
            form=self.body.form,
            year=int(year) if year.isdecimal() else 0,
            scales=self.scales.scales,
            profile=self.scales.profile,
            panel=tuple(self.panel.model.members()),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, or presses the button that has the focus; Esc goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            elif self.step or not self.body.to_next_empty():
                self.go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _go_in(self) -> None:
        if self._made is not None:
            self.opened.emit(self._made)

    def _show(self, step: int) -> None:
        self._complain("")
        self._stack.setCurrentIndex(step)
        asking = step >= len(self.pages)
        for number, label in enumerate(self._steps):
            word = self.pages[number].title
            label.setText(f"{number + 1}. {word}" if number >= step else f"✓ {word}")
            set_property(label, "role", "strong" if number == step else "muted")
        made = self._made.stem if self._made is not None else ""
        self.heading.setText(f"Đã tạo sổ {made}. {_KEY}" if asking else "Sổ mới")
        self.back.setText("Quay lại" if step else "Thôi")
        last = step == len(self.pages) - 1
        self.next.setText("Tạo sổ…" if last else "Tiếp tục")
        self.next.setToolTip("Ctrl+Enter" if last else "Enter")
        self.back.setVisible(not asking)
        self.next.setVisible(not asking)
        if not asking:
            self.pages[step].begin()

    def _complain(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _folder(self) -> Path:
        recent = self._look.preferences.recent
        found = Path(recent[0]).parent if recent else documents()
        return found if found.is_dir() else documents()

    def _scrolled(self, page: QWidget) -> QScrollArea:
        """A page that may be higher than the window in large type."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 18, 14)
        column.addWidget(page)
        if page is self.key:
            column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        for ground in (inside, scroll.viewport()):  # that of the panel shows
            ground.setAutoFillBackground(False)
        return scroll

    def _lay_out(self) -> None:
        steps = QHBoxLayout()
        steps.setSpacing(18)
        for label in self._steps:
            steps.addWidget(label)
        steps.addStretch(1)
        frame = QFrame()
        frame.setProperty("role", "panel")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self._stack)
        foot = QHBoxLayout()
        foot.addWidget(self.trouble, 1)
        foot.addStretch(0)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addLayout(steps)
        column.addWidget(frame, 1)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._page, 20)
        row.addStretch(1)

    def _renew_look(self) -> None:
        self._page.setMaximumWidth(self._look.px(900))
