"""A signed file on the screen: read and judged away from the window's thread, signed there too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from db.home import Home
from db.queries.proof_codes import CodeAnswer, find_code, frozen_digests, work_out
from desktop.models.minutes_jobs import Jobs
from desktop.session import Session

if TYPE_CHECKING:  # pyHanko and its like are imported when a file is looked at
    from desktop.documents.signing import KeySource, Signed
    from desktop.documents.signing_copy import Copy
    from desktop.documents.token import TokenCertificate

Answered = Callable[[CodeAnswer | None], None]


class SignedFile(QObject):
    """``session`` is the open book, None where there is none: then nothing is asked of a book."""

    changed = Signal()  # another file, or it was read again
    failed = Signal(Exception)  # it could not be read
    signed = Signal(object)  # Signed
    refused = Signal(Exception)  # it could not be signed, and is as it was
    listed = Signal(object, object)  # certificates of a token, Exception or None

    def __init__(self, home: Home, session: Session | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.home, self.session = home, session
        self.jobs = Jobs(self)
        self.copy: Copy | None = None
        self.path: Path | None = None
        self.busy = self.signing = False

    def load(self, path: Path) -> None:
        """Looks at a file, or at the same one again."""
        self.path, self.busy, home = path, True, self.home
        digests = self._digests()
        self.changed.emit()

        def look() -> Copy:
            from desktop.documents import trust
            from desktop.documents.signing_copy import read_copy

            work_out(digests)
            return read_copy(path, trust.kept(home))

        self.jobs.run("look", look, self._looked)

    def clear(self) -> None:
        """No file."""
        self.jobs.drop("look")
        self.copy = self.path = None
        self.busy = False
        self.changed.emit()

    def sign(
        self,
        field: str,
        make: Callable[[], KeySource],
        *,
        last: bool,
        image: Path | None,
        out: Path | None,
    ) -> None:
        """Signs a field; ``make`` gives the key file or the token with its PIN."""
        path = self.path
        if path is None or self.signing:
            return
        self.signing = True

        def work() -> Signed:
            from desktop.documents.signing import sign

            return sign(path, field, make(), last=last, out=out, image=image)

        self.jobs.run("sign", work, self._signed)

    def list_token(self, module: Path) -> None:
        """Which certificates the tokens that are plugged in hold."""

        def work() -> tuple[TokenCertificate, ...]:
            from desktop.documents.token import certificates

            return certificates(module)

        self.jobs.run("token", work, lambda found, error: self.listed.emit(found or (), error))

    def ask_code(self, typed: str, then: Answered) -> None:
        """What the book says to a code; None where no book is open."""
        session = self.session
        if session is None:
            then(None)
            return
        digests = self._digests()
        self.jobs.run(
            "code",
            lambda: work_out(digests),
            lambda _, __: then(find_code(session.book, typed)),
        )

    def scan(self, path: Path, then: Callable[[tuple[str, ...], Exception | None], None]) -> None:
        """The codes on a picture or PDF."""

        def work() -> tuple[str, ...]:
            from desktop.documents.scan_code import scan_codes

            return scan_codes(path)

        self.jobs.run("scan", work, lambda found, error: then(found or (), error))

    def _digests(self) -> tuple[str, ...]:
        return () if self.session is None else frozen_digests(self.session.book)

    def _looked(self, found: Copy | None, error: Exception | None) -> None:
        self.busy = False
        self.copy = None if found is None else self._with_book(found)
        self.changed.emit()
        if error is not None:
            self.path = None
            self.failed.emit(error)

    def _with_book(self, found: Copy) -> Copy:
        """What the book says; one that has frozen nothing (a member's) says nothing."""
        if self.session is None or not self._digests():
            return found
        from desktop.documents.verifying import against

        book, code = self.session.book, found.proof_code
        answer = None if code is None else find_code(book, code)
        verdict = None if found.verdict is None else against(found.verdict, book)
        return replace(found, verdict=verdict, answer=answer)

    def _signed(self, done: Any, error: Exception | None) -> None:
        self.signing = False
        if error is not None:
            self.refused.emit(error)
            return
        self.signed.emit(done)
        self.load(done.path)
