"""The meeting on the screen: what the book holds of it, what is being typed, its papers' body."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from db import entries, freeze, sessions
from db.change_log import Value
from db.operation import Changes
from db.paper_bodies import paper_body
from db.queries import minutes
from db.queries.minutes import Hearing, MeetingLine
from db.session_body import compose
from db.sessions import Snapshot
from desktop.models.frozen_state import FrozenState
from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_pages import minutes_pdf
from desktop.models.minutes_read import MeetingRead
from desktop.models.minutes_typed import Typed
from desktop.session import Outcome, Session
from desktop.undo_stack import Call, Step

PAUSE = 600  # milliseconds of rest after typing before the page is drawn again
_SAID = frozenset({"summary", "opinions", "votes_for", "votes_against", "conclusion"})
_PLAIN = _SAID | frozenset(  # fields that change nothing in the body but themselves
    "minutes_no date start end place guests agenda decision recipients session submission".split()
)
_IRRELEVANT = frozenset({"draft", "import_run", "arrival", "target"})


class Meeting(QObject):
    """One meeting at a time. When the book changes it reads what that touched, see ``reading``."""

    loaded = Signal()  # another meeting, or none
    renewed = Signal()  # the same one, what stands in the book may be new
    listed = Signal()  # the list of meetings may be another
    page_due = Signal()  # the page no longer shows what is typed
    code_known = Signal(str)  # the proof code of the frozen meeting

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self._jobs = session, jobs
        self.lines: list[MeetingLine] = []
        self.record: sessions.Session | None = None
        self.snapshot: Snapshot | None = None
        self.reasons: dict[int, str] = {}  # why earlier freezes were opened, by number
        self.body: dict[str, Any] = {}
        self.hearings: dict[bytes, Hearing] = {}
        self.proof_code = ""
        self._codes: dict[bytes, str] = {}
        self._typed = Typed()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.page_due)
        self._writes_plain = False  # what is being written right now is plain
        self._asleep = self._stale = False
        self.reading = MeetingRead(session, self)
        self._loading: Callable[[], object] | None = None  # what follows when another one is
        self.state: FrozenState | None = None  # None where nothing is frozen
        session.changed.connect(self._on_changed)

    @property
    def frozen(self) -> bool:
        """Whether the meeting stands chốt để ký."""
        return self.snapshot is not None

    @property
    def may_write(self) -> bool:
        """Whether meetings are written on this laptop: it holds the office key and the pen."""
        return self.session.office and not self.session.readonly

    @property
    def editable(self) -> bool:
        """Whether its fields may be typed into here."""
        free = self.state is None or self.state.correcting
        return self.may_write and self.record is not None and free

    @property
    def loading(self) -> bool:
        """Whether another meeting is still being read."""
        return self._loading is not None

    @property
    def candidates(self) -> list[minutes.Candidate]:
        """The submissions that it may take."""
        return self.reading.candidates(self.record) if self.record is not None else []

    @property
    def idents(self) -> dict[str, bytes]:
        """Ids of submissions by code."""
        if self.frozen:
            return {line.code: line.id for line in self.candidates}
        return {case["code"]: ident for ident, (_, case) in self.reading.said.items()}

    def load(self, wanted: bytes | None = None, then: Callable[[], object] | None = None) -> None:
        """Reads the list, and one meeting: the one wanted, the same again, else the last; of
        the usual size at once. ``then`` is called when it is there."""
        self.read_list()
        former = self.record.id if self.record else None
        known = [line.id for line in self.lines]
        chosen = next((i for i in (wanted, former) if i in known), known[-1] if known else None)
        self._typed.clear()
        self._loading = then or (lambda: None)
        self.reading.begin(chosen, self._show)

    def sleep(self) -> None:
        """Nobody looks: what changes meanwhile is read when somebody does."""
        self._asleep = True

    def wake(self) -> None:
        """Somebody looks again."""
        self._asleep = False
        if self._stale:
            self._stale = False
            self._read_again()

    def read_list(self) -> None:
        """Reads the list of meetings."""
        campaign = self.session.campaign
        self.lines = [] if campaign is None else minutes.meetings(self.session.book, campaign)
        self.listed.emit()

    def save(self, values: Mapping[str, Value], words: str) -> Outcome:
        """Writes fields of the meeting; ``words`` name them for undo."""
        assert self.record is not None
        self._typed.drop(values)
        former = {name: self.value(name) for name in values}
        return self._write("session", self.record.id, values, former, words)

    def save_hearing(self, submission: bytes, values: Mapping[str, Value], words: str) -> Outcome:
        """Writes fields of a submission's hearing."""
        assert self.record is not None
        session = self.record.id
        self._typed.drop(values, submission)
        stored = self.hearings.get(submission, Hearing())
        former = {name: getattr(stored, name) or None for name in values}
        former |= {n: getattr(stored, n) for n in values if n.startswith("votes")}
        ident = minutes.hearing_id(self.session.book, session, submission)
        whole = {"session": session, "submission": submission, **values}
        return self._write("hearing", ident, whole, former, words, submission)

    def value(self, name: str) -> Value:
        """What the book holds in a field of the meeting, None where it is empty."""
        assert self.record is not None
        field, _, key = name.partition(":")
        if field == "absent":
            return self.record.absent.get(bytes.fromhex(key))
        if field == "takes":
            return next((1 for c in self.candidates if c.named and c.id.hex() == key), None)
        found: Value = getattr(self.record, field)
        return None if found == "" else found

    def type(self, name: str, value: Value) -> None:
        """Something is being typed into a field of the meeting: the page is to show it."""
        self._typed.keep(name, value)
        self._pause.start()

    def type_hearing(self, submission: bytes, name: str, value: Value) -> None:
        """The same for a field of a hearing."""
        self._typed.keep(name, value, submission)
        self._pause.start()

    def body_shown(self) -> dict[str, Any]:
        """The body for the page: what the book holds, with what is being typed."""
        return self._typed.over((self.state and self.state.draft(self.proof_code)) or self.body)

    def ask_code(self) -> None:
        """Has the proof code worked out, which takes a tenth of a second."""
        snapshot = self.snapshot
        if snapshot is None:
            return

        def know(code: str | None, _: Exception | None) -> None:
            if code is not None:
                self.know_code(snapshot, code)

        self._jobs.run("code", lambda: freeze.code_of(snapshot), know)

    def know_code(self, snapshot: Snapshot, code: str) -> None:
        """Keeps a proof code that was worked out."""
        self._codes[_digest(snapshot)] = code
        if self.snapshot is not None and _digest(self.snapshot) == _digest(snapshot):
            self.proof_code = code
            self.code_known.emit(code)

    def paper(self) -> Callable[[], bytes]:
        """What makes the minutes as PDF, away from this thread: with what is being typed."""
        body, snapshot, code = self.body_shown(), self.snapshot, self.proof_code
        if snapshot is not None and body["seq"] != snapshot.seq:
            return lambda: minutes_pdf(body, None)  # amending minutes that are not made yet

        def make() -> bytes:
            known = code or (None if snapshot is None else freeze.code_of(snapshot))
            return minutes_pdf(body, known)

        return make

    def obstacles(self) -> list[freeze.Obstacle]:
        """Everything that stands between this meeting and freezing."""
        campaign = self.session.campaign
        if self.record is None or self.frozen or campaign is None:
            return []
        return freeze.obstacles(self.session.book, campaign, self.record, self.body)

    def _write(
        self,
        kind: str,
        ident: bytes,
        values: Mapping[str, Value],
        former: Mapping[str, Value],
        words: str,
        submission: bytes = b"",
    ) -> Outcome:
        assert self.record is not None
        step = Step(
            words,
            (self.record.id, submission),
            (Call(entries.save, (kind, ident, dict(values))),),
            (Call(entries.save, (kind, ident, dict(former))),),
        )
        self._writes_plain = values.keys() <= _PLAIN
        try:
            return self.session.run(entries.save, kind, ident, values, step=step)
        finally:
            self._writes_plain = False

    def _on_changed(self, changes: Changes) -> None:
        self.reading.forget(changes)
        if changes.kinds <= _IRRELEVANT:
            return
        if self._asleep:
            self._stale = True
        elif self._writes_plain and self.record is not None and not self.frozen:
            self.read_list()
            self._read_plain(self.record)
            self._tell()
        else:
            self._read_again()

    def _read_again(self) -> None:
        former = self.record.id if self.record else None
        self.read_list()
        if self._loading is not None or former not in [line.id for line in self.lines]:
            self.load(self.reading.wanted, self._loading)
        else:
            self.reading.begin(former, self._show)

    def _show(self) -> None:
        self._read(self.reading.wanted)
        then, self._loading = self._loading, None
        if then is None:
            return self._tell()
        self.loaded.emit()
        then()

    def _tell(self) -> None:
        self.renewed.emit()
        self._pause.start()

    def _read(self, ident: bytes | None) -> None:
        book, campaign = self.session.book, self.session.campaign
        self.record, self.snapshot, self.state, self.reasons = None, None, None, {}
        self.body, self.hearings, self.proof_code = {}, {}, ""
        if ident is None or campaign is None:
            return
        with book.reading() as connection:
            listed = sessions.sessions(connection, campaign.id)
            self.record = next((session for session in listed if session.id == ident), None)
            if self.record is None:
                return
            self.snapshot = sessions.standing_snapshot(connection, ident)
            self.reasons = sessions.withdrawn(connection, ident)
            self.hearings = minutes.hearings(book, ident)
            if self.snapshot is None:
                self.body = compose(book, campaign, self.record, seq=0, said=self.reading.said)
        if self.snapshot is not None:
            self.body = paper_body(book.connection, self.record, self.snapshot).body
            self.proof_code = self._codes.get(_digest(self.snapshot), "")
            self.state = FrozenState(book, campaign, self.record, self.snapshot)
            if not self.state.correcting:
                self._typed.clear()

    def _read_plain(self, former: sessions.Session) -> None:
        """What was typed, without composing the body anew: that would be felt while typing."""
        book, campaign = self.session.book, self.session.around.campaign
        listed = sessions.sessions(book.connection, campaign.id)
        self.record = next(session for session in listed if session.id == former.id)
        self.hearings = minutes.hearings(book, former.id)
        meeting = {n: getattr(self.record, n) for n in self.body["session"] if n in _PLAIN}
        self.body["session"] |= meeting
        for case in self.body["submissions"]:
            hearing = self.hearings.get(bytes.fromhex(case["id"]), Hearing())
            case |= {name: getattr(hearing, name) for name in _SAID}


def _digest(snapshot: Snapshot) -> bytes:
    return hashlib.sha256(snapshot.body).digest()
