"""A file dropped anywhere on the window goes its own way by what it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from db import rubrics
from db.errors import NoOfficeKeyError, ThamdinhError
from db.exchange.foreign import book_id
from db.records import Rubric
from desktop import undoable
from desktop.file_kind import FileKind, kind_of
from desktop.messages import sentence
from desktop.models.desk_receiving import is_form
from desktop.session import Session
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.message_bar import MessageBar
from desktop.words import KINDS

SENTENCES = {
    FileKind.MISSING: "Không còn tệp “{name}”; có thể USB đã rút.",
    FileKind.UNREADABLE: "Không đọc được “{name}”; tệp đang bị khóa hoặc máy không có quyền.",
    FileKind.EMPTY: "“{name}” là tệp trống, có thể chép chưa xong; hãy chép lại rồi thả vào.",
    FileKind.OFFICE_KEY: "“{name}” là khóa cơ quan đã cất; hãy giữ nơi an toàn, không mở ở đây.",
    FileKind.UNKNOWN: "“{name}” không phải sổ, bảng tính hay thang điểm nên không dùng ở đây được.",
}
_BROUGHT = (
    FileKind.FOLDER, FileKind.SEALED, FileKind.DELIVERY, FileKind.EVIDENCE, FileKind.DRAFTS,
)  # fmt: skip
NO_BOOK = "Hãy mở hoặc tạo sổ trước, rồi thả “{name}” vào lần nữa."
NO_BOOK_FOR_ALL = "Hãy mở hoặc tạo sổ trước, rồi thả {count} tệp vào lần nữa."


class Window(Protocol):
    """What the main window does with files."""

    @property
    def session(self) -> Session | None: ...

    def open_book(self, path: Path) -> bool: ...

    def import_workbook(self, path: Path) -> None: ...

    def receive(self, paths: Sequence[Path]) -> None: ...

    def check_signed(self, path: Path) -> None:
        """A paper whose signatures and code are looked at, also where no book is open."""

    def say(self, words: str) -> None: ...

    def take_rubric(self, path: Path) -> bool:
        """For a new book that is being made; False where none is."""


class Dropped:
    """Finds each file its way; ``question`` asks in the page where something would be left or
    replaced, ``words`` says what is the matter where no book is open."""

    def __init__(self, window: Window, question: AskBar, words: MessageBar) -> None:
        self._window, self.question, self._words = window, question, words

    def take(self, paths: Sequence[Path]) -> None:
        """What was dropped: one file by what it is, several as somebody's data."""
        if len(paths) == 1:
            self.take_file(paths[0])
        elif paths:
            self._receive(paths)

    def take_file(self, path: Path) -> None:
        """One file: opened, imported, loaded, or told what is the matter with it."""
        self.question.give_up()
        self._words.hide()
        ways: dict[FileKind, Callable[[Path], None]] = {
            FileKind.BOOK: self._take_book,
            FileKind.WORKBOOK: self._take_workbook,
            FileKind.RUBRIC: self._take_rubric,
            FileKind.WORD: self._take_word,
            FileKind.PDF: self._window.check_signed,
            FileKind.PICTURE: self._window.check_signed,
        }
        kind = kind_of(path)
        if kind in _BROUGHT:
            self._receive([path])
        elif kind in ways:
            ways[kind](path)
        else:
            self._window.say(SENTENCES[kind].format(name=path.name))

    def _take_book(self, path: Path) -> None:
        session = self._window.session
        if session is None:
            self._window.open_book(path)
        elif session.path.absolute() == path.absolute():
            self._window.say(f"Sổ {path.stem} đang mở rồi.")
        elif book_id(path) == session.book.id:
            self._receive([path])
        else:

            def change(_: object) -> bool:
                self.question.hide()
                self._window.open_book(path)
                return True

            words = f"Mở sổ {path.stem} và đóng sổ {session.path.stem}? Mọi thứ đã gõ đều đã lưu."
            self.question.ask(words, [], f"Mở sổ {path.stem}", change)

    def _receive(self, paths: Sequence[Path]) -> None:
        """Copies of the open book, and whatever else goes into it."""
        self.question.give_up()
        self._words.hide()
        if self._window.session is None:
            words = NO_BOOK if len(paths) == 1 else NO_BOOK_FOR_ALL
            self._window.say(words.format(name=paths[0].name, count=len(paths)))
        else:
            self._window.receive(paths)

    def _take_workbook(self, path: Path) -> None:
        session = self._window.session
        if session is None:
            self._window.say(NO_BOOK.format(name=path.name))
        elif session.office and is_form(path):  # a unit's results, not rows of our own
            self._receive([path])
        else:
            self._window.import_workbook(path)

    def _take_word(self, path: Path) -> None:
        """A filled registration or report form."""
        session = self._window.session
        if session is None or session.campaign is None:
            self._window.say(NO_BOOK.format(name=path.name))
            return
        words = f"Nhập phiếu trong tệp Word “{path.name}” vào đợt {session.campaign.year}?"
        self.question.ask(words, [], "Nhập phiếu", lambda _: self._read_word(path))

    def _read_word(self, path: Path) -> bool:
        from desktop.intake.take_in import take_word

        session = self._window.session
        if session is None or session.campaign is None:
            return True
        outcome = session.run(take_word, session.campaign, path)
        if outcome:
            told = [f"Đã nhập “{path.name}”.", *outcome.value.warnings]
            self._window.say(" ".join(told))
        return True  # else the window has said why not

    def _take_rubric(self, path: Path) -> None:
        session = self._window.session
        if self._window.take_rubric(path):
            return
        if session is None or session.campaign is None:
            self._window.say(NO_BOOK.format(name=path.name))
            return
        if not session.office:  # said before the question, not after its answer
            self._window.say(sentence(NoOfficeKeyError()))
            return
        try:
            rubric = rubrics.read_file(path)
        except ThamdinhError as error:
            self._window.say(sentence(error))
            return
        self.question.ask(
            self._offer(session, rubric), [], "Nạp thang điểm", lambda _: self._load(rubric)
        )

    def _offer(self, session: Session, rubric: Rubric) -> str:
        assert session.campaign is not None
        kind = KINDS[rubric.applies_to].lower()
        state = "đã xác nhận" if rubric.confirmed else "chưa xác nhận"
        state = "số liệu minh họa" if rubric.illustrative else state
        former = session.around.rubrics.get(rubric.applies_to)
        instead = f", thay cho “{former.name}”" if former is not None else ""
        return (
            f"Nạp thang điểm {kind} “{rubric.name}” ({state}) vào đợt "
            f"{session.campaign.year}{instead}?"
        )

    def _load(self, rubric: Rubric) -> bool:
        session = self._window.session
        if session is None or session.campaign is None:
            return True
        words = f"nạp thang điểm {KINDS[rubric.applies_to].lower()}"
        if undoable.run(session, words, rubrics.store, session.campaign, rubric):
            self._window.say(f"Đã nạp thang điểm “{rubric.name}”.")
        return True  # else the window has said why not
