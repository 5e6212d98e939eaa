"""Chuyền máy: the whole window belongs to the list of members, a PIN, or one member's ballot.

Each turn has a ballot page of its own that is thrown away after it; marks, undo, clipboard and
what was said go with it. Where nobody types for some minutes the curtain falls by itself: the
page stays as it is behind it, until its member's PIN or somebody else's turn. The book's office
work waits outside, with a session of its own.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from db import passing
from db.book import Book
from db.errors import ThamdinhError
from db.records import Member
from desktop.messages import sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.idle_watch import IdleWatch
from desktop.widgets.message_bar import BAD, INFO, MessageBar
from desktop.widgets.pass_list_page import PassListPage
from desktop.widgets.pass_pin_page import PassPinPage
from desktop.widgets.pass_score_page import PassScorePage

_SOON = "Lâu không ai gõ: ít giây nữa màn che tự hạ. Gõ phím bất kỳ để chấm tiếp."
_COVERED = "Lâu không ai gõ nên màn che đã hạ. Gõ mã PIN để chấm tiếp; điểm đã gõ còn nguyên."


class PassLaptop(QWidget):
    """``ended`` when the laptop is back at the office."""

    ended = Signal()

    def __init__(self, book: Book, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book, self._look = book, look
        self.session = Session(book, self)
        self.messages = MessageBar()
        self.list, self.pin = PassListPage(look), PassPinPage(look)
        self.score: PassScorePage | None = None
        self._pages = QStackedWidget()
        for page in (self.list, self.pin):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.messages)
        column.addWidget(self._pages, 1)
        self.list.chosen.connect(self._choose)
        self.list.ended.connect(self._end)
        self.pin.opened.connect(self._open)
        self.pin.given_up.connect(self.draw_curtain)
        self.session.failed.connect(lambda error: self.messages.say(sentence(error), BAD))
        self.session.told.connect(lambda words: self.messages.say(words, INFO))
        self.session.noted.connect(self.messages.note)
        self.session.saved.connect(lambda _: self.messages.pass_away())
        self.watch = IdleWatch(self)
        self.watch.soon.connect(lambda: self.messages.note(_SOON))
        self.watch.back.connect(self.messages.pass_away)
        self.watch.idle.connect(self.cover)
        self._covered = False
        self._member: Member | None = None
        self.session.run(passing.begin)
        self._show_list(passing.last(book))

    def arrive(self) -> None:
        """Where the person goes on."""
        if self._covered:
            self.pin.pin.setFocus()
        elif self.score is not None:
            self.score.arrive()
        elif self._pages.currentWidget() is self.list:
            self.list.arrive()

    def leave(self) -> bool:
        """Before the window closes: what is typed is kept, under its key."""
        if self.score is not None and not self._covered and not self.score.leave():
            return False
        self.watch.stop()
        passing.close(self._book)
        return True

    def draw_curtain(self) -> None:
        """Nothing of the member's is left: page, undo, clipboard, sentences, key."""
        who = self._member
        self.watch.stop()
        self._covered = False
        if self.score is not None:
            page, self.score = self.score, None
            self._pages.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.session.history.clear()
        self.session.choose_member(None)
        self._member = None
        QGuiApplication.clipboard().clear()
        self.messages.hide()
        passing.put_down(self._book)
        self._show_list(None, after=who)

    def cover(self) -> None:
        """Nobody has typed for some time: what was typed is kept, the page and its key are out
        of reach, the PIN is asked again. A mark that was refused waits on the page."""
        page, member = self.score, self._member
        if page is None or member is None or self._covered:
            return
        QGuiApplication.inputMethod().commit()
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        page.leave()
        self.watch.stop()
        self._covered = True
        passing.close(self._book)
        QGuiApplication.clipboard().clear()
        self.messages.hide()
        self.pin.ask(member, has_key=True, why=_COVERED)
        self._pages.setCurrentWidget(self.pin)
        self.pin.pin.setFocus()

    def _show_list(self, wanted: bytes | None, after: Member | None = None) -> None:
        self.pin.clear()
        turns = passing.turns(self._book, self.session.around)
        if after is not None and all(t.finished for t in turns if t.member.id == after.id):
            wanted = None
        self.list.show_turns(turns, wanted)
        self._pages.setCurrentWidget(self.list)
        self.list.arrive()

    def _choose(self, ident: bytes) -> None:
        self._member = next(m for m in self.session.around.members if m.id == ident)
        self.messages.hide()
        self.pin.ask(self._member, has_key=self.session.has_key(self._member))
        self._pages.setCurrentWidget(self.pin)
        self.pin.pin.setFocus()

    def _open(self, pin: str) -> None:
        member = self._member
        assert member is not None
        try:
            signer, changes = passing.open_for(self._book, member, pin)
        except (ThamdinhError, OSError) as error:
            self.pin.complain(sentence(error))
            return
        if changes.kinds:
            self.session.changed.emit(changes)
        self.watch.start(self._look.preferences.curtain)
        if self._covered and self.score is not None:
            self._covered = False
            self.score.sheet.signer = signer
            self._pages.setCurrentWidget(self.score)
            self.score.arrive()
            return
        self.session.choose_member(member.id)
        self.score = PassScorePage(self.session, self._look, member, signer)
        self.score.put_down.connect(self.draw_curtain)
        self._pages.addWidget(self.score)
        self._pages.setCurrentWidget(self.score)
        self.score.arrive()

    def _end(self) -> None:
        self.draw_curtain()
        self.ended.emit()
