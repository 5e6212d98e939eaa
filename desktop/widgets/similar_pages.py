"""A page with a submission, and behind it the page with what is similar: Ctrl+T and Esc."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.models.novelty_search import NoveltySearch
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.similar_page import SimilarButton, SimilarPage


class SimilarPages(QStackedWidget):
    """``button`` stands where the screen puts it; ``returned`` when the first page is in front
    again by the person's own wish."""

    returned = Signal()

    def __init__(
        self, session: Session, look: Look, front: QWidget, may_leave: Callable[[], bool]
    ) -> None:
        """``may_leave`` keeps what is being typed in ``front``; False where that failed."""
        super().__init__()
        self._front, self._may_leave = front, may_leave
        self._asked = False
        self.search = NoveltySearch(session, self)
        self.button = SimilarButton(self.search)
        self.page = SimilarPage(session, look, self.search)
        self.addWidget(front)
        self.addWidget(self.page)
        self.button.clicked.connect(self.show_similar)
        self.page.back.connect(self._return)
        key = QShortcut(QKeySequence("Ctrl+T"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.show_similar)

    @property
    def opened(self) -> bool:
        """Whether the similar ones are in front."""
        return self.currentWidget() is self.page

    def ask(self, ident: bytes | None) -> None:
        """Another submission; with None the first page comes to the front."""
        self._asked = ident is not None
        self.search.ask(ident)
        if ident is None:
            self.close_similar()

    def show_similar(self) -> None:
        """Brings the similar ones to the front."""
        if self._asked and (self.opened or self._may_leave()):
            self.setCurrentWidget(self.page)
            self.page.arrive()

    def close_similar(self) -> None:
        """The first page, without moving the focus."""
        self.setCurrentWidget(self._front)

    def _return(self) -> None:
        self.close_similar()
        self.returned.emit()
