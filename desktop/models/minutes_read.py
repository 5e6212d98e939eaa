"""What is read for the meeting on the screen: what its body says of each submission, kept while
nothing touched it, and the submissions to choose from, read when somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal

from db.operation import Changes
from db.queries import minutes
from db.queries.minutes import Candidate
from db.session_body import Said, compose_parts
from db.sessions import Session as Record
from db.sessions import sessions
from desktop.models.slices import Slices
from desktop.session import Session

_ASIDE = frozenset(
    {"draft", "import_run", "arrival", "target", "evidence", "handover", "delivery", "signed_paper"}
)
_AT_ONCE = 64  # submissions heard that are read without a pause
_PARTS_AT_ONCE = 12  # theirs, and some hundreds of what nobody appraises
_FOLLOWED = frozenset({"session", "hearing", "submission", "ballot", "void"})


class MeetingRead(QObject):
    """One meeting at a time; another one is read anew."""

    went_on = Signal(int, int)  # submissions so far, of how many
    failed = Signal(Exception)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.said: Said = {}
        self._of = b""
        self.wanted: bytes | None = None  # the meeting that is read, or was
        self._candidates: list[Candidate] | None = None
        self._far = (0, 0)
        self._slices = Slices(self)
        self._slices.went_on.connect(lambda: self.went_on.emit(*self._far))
        self._slices.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether it is still reading."""
        return self._slices.busy

    def begin(self, ident: bytes | None, then: Callable[[], object]) -> None:
        """Reads what is not known of that meeting, at once where it is little; then ``then``.
        What is frozen needs no reading."""
        book, campaign, self.wanted = self._session.book, self._session.campaign, ident
        listed = [] if campaign is None else sessions(book.connection, campaign.id)
        record = next((one for one in listed if one.id == ident), None)
        if campaign is None or record is None or minutes.is_frozen(book, record.id):
            self._slices.stop()
            then()
            return
        if record.id != self._of:
            self.said, self._of, self._candidates = {}, record.id, None
        parts = compose_parts(book, campaign, record, self.said)
        self._slices.stop()
        self._far = next(parts)
        if self._far[1] - self._far[0] <= _AT_ONCE:
            for _ in range(_PARTS_AT_ONCE):
                far = next(parts, None)
                if far is None:
                    then()
                    return
                self._far = far
        self._slices.begin(self._followed(parts), then)

    def candidates(self, record: Record) -> list[Candidate]:
        """Submissions that the meeting may take."""
        campaign = self._session.campaign
        if record.id != self._of:
            self.said, self._of, self._candidates = {}, record.id, None
        if self._candidates is None and campaign is not None:
            self._candidates = minutes.candidates(self._session.book, campaign, record)
        return self._candidates or []

    def forget(self, changes: Changes) -> None:
        """What a write touched is to be read again."""
        kinds = changes.kinds - _ASIDE
        if not kinds:
            return
        self._candidates = None
        untold = kinds & {"ballot", "void"} and not changes.scored
        if kinds - _FOLLOWED or untold:
            self.said.clear()
            return
        heard = [ident for kind, ident in changes.rows if kind == "hearing"]
        gone = {ident for kind, ident in changes.rows if kind == "submission"} | changes.scored
        gone |= minutes.heard_in(self._session.book, heard)
        if "session" in kinds:  # attendance is nothing to what nobody appraises
            gone |= {i for i, (_, case) in self.said.items() if case.get("code_reason") != "barred"}
        for ident in gone:
            self.said.pop(ident, None)

    def _followed(self, parts: Iterator[tuple[int, int]]) -> Iterator[None]:
        for self._far in parts:
            yield
