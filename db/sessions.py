"""Meetings of the panel (cuộc họp): which submissions one takes, who was absent, what is frozen."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from db import rounds
from db.errors import UnknownCodeError
from db.records import Campaign

OPEN_FIELDS = frozenset({"minutes_no", "date", "series"})
"""What the clerk fills in later: the number, its series and date of the paper are no part of what
is frozen, so the proof code stays as it is (design part 3)."""


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting; ``chair`` and ``secretary`` are member codes, ``absent`` reasons by id.
    ``series`` is the body's own, to which its papers' numbers belong; "" for the panel's."""

    id: bytes
    number: int
    minutes_no: str = ""
    date: str | None = None
    start: str = ""
    end: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    guests: str = ""
    agenda: str = ""
    decision: str = ""
    conclusion: str = ""
    recipients: str = ""
    absent: Mapping[bytes, str] = field(default_factory=dict)
    series: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen session as it was signed; ``body`` are the very bytes."""

    session: bytes
    seq: int
    body: bytes
    sig: bytes
    key: bytes


def sessions(connection: sqlite3.Connection, campaign: bytes) -> list[Session]:
    """A campaign's meetings by number."""
    found = connection.execute(
        'SELECT id, number, minutes_no, date, start, "end", place, chair, secretary, guests, '
        "agenda, decision, conclusion, recipients FROM session "
        "WHERE campaign = ? AND number IS NOT NULL ORDER BY number, id",
        (campaign,),
    ).fetchall()
    (series,) = connection.execute(
        "SELECT max(value) FROM setting WHERE campaign = ? AND name = 'series'", (campaign,)
    ).fetchone()
    result = []
    for ident, number, minutes_no, date, start, end, place, chair, *texts in found:
        absent = dict(
            connection.execute(
                "SELECT member, reason FROM absence WHERE session = ?", (ident,)
            ).fetchall()
        )
        secretary, guests, agenda, decision, conclusion, recipients = (t or "" for t in texts)
        result.append(
            Session(
                id=ident,
                number=number,
                minutes_no=minutes_no or "",
                date=date,
                start=start or "",
                end=end or "",
                place=place or "",
                chair=chair or "",
                secretary=secretary,
                guests=guests,
                agenda=agenda,
                decision=decision,
                conclusion=conclusion,
                recipients=recipients,
                absent=absent,
                series=series or "",
            )
        )
    return result


def find(connection: sqlite3.Connection, campaign: Campaign, number: int) -> Session:
    """The meeting of that number. Raises UnknownCodeError."""
    for session in sessions(connection, campaign.id):
        if session.number == number:
            return session
    raise UnknownCodeError(kind="session", code=str(number))


def snapshots(connection: sqlite3.Connection, session: bytes) -> list[Snapshot]:
    """All snapshots of a session, withdrawn ones too, newest first."""
    return [
        Snapshot(*row)
        for row in connection.execute(
            "SELECT session, seq, body, sig, key FROM snapshot WHERE session = ? "
            "ORDER BY seq DESC, sig",
            (session,),
        )
    ]


def withdrawn(connection: sqlite3.Connection, session: bytes) -> dict[int, str]:
    """Reasons of mở chốt by snapshot number."""
    return dict(
        connection.execute(
            "SELECT seq, reason FROM unfreeze WHERE session = ? ORDER BY id", (session,)
        ).fetchall()
    )


def standing_snapshot(connection: sqlite3.Connection, session: bytes) -> Snapshot | None:
    """The snapshot that stands for a session, or None."""
    found = connection.execute(
        "SELECT n.session, n.seq, n.body, n.sig, n.key FROM standing s JOIN snapshot n "
        "ON n.session = s.session AND n.seq = s.seq AND n.sig = s.sig WHERE s.session = ?",
        (session,),
    ).fetchone()
    return None if found is None else Snapshot(*found)


def frozen_in(connection: sqlite3.Connection, submission: bytes) -> int | None:
    """The number of the meeting whose frozen results hold the submission, or None."""
    found = connection.execute(
        "SELECT coalesce(s.number, 0) FROM frozen f LEFT JOIN session s ON s.id = f.session "
        "WHERE f.submission = ? ORDER BY 1 LIMIT 1",
        (submission,),
    ).fetchone()
    return None if found is None else int(found[0])


def frozen_submissions(connection: sqlite3.Connection, campaign: bytes) -> dict[bytes, int]:
    """Frozen submissions with the number of their meeting."""
    return dict(
        connection.execute(
            "SELECT f.submission, s.number FROM frozen f JOIN session s ON s.id = f.session "
            "WHERE s.campaign = ? AND s.number IS NOT NULL ORDER BY s.number DESC",
            (campaign,),
        ).fetchall()
    )


def frozen_row(connection: sqlite3.Connection, kind: str, ident: bytes) -> int | None:
    """The number of the meeting whose frozen results speak of that row, or None."""
    if kind == "submission":
        return frozen_in(connection, ident)
    if kind == "decision":  # while nothing that it sent back was scored again, it may change
        found = connection.execute(
            "SELECT d.session, s.number FROM decision d JOIN session s ON s.id = d.session "
            "WHERE d.id = ?",
            (ident,),
        ).fetchone()
        return found[1] if found and rounds.begun_after(connection, found[0]) else None
    query = {
        "session": "SELECT number FROM session JOIN standing ON session = id WHERE id = ?",
        "hearing": "SELECT s.number FROM hearing h JOIN standing n ON n.session = h.session "
        "JOIN session s ON s.id = h.session WHERE h.id = ?",
        "evidence": "SELECT s.number FROM evidence e JOIN frozen f ON f.submission = e.submission "
        "LEFT JOIN session s ON s.id = f.session WHERE e.id = ? ORDER BY 1 LIMIT 1",
    }.get(kind)
    found = connection.execute(query, (ident,)).fetchone() if query else None
    return None if found is None else int(found[0] or 0)


class Agenda:
    """Which meeting of a campaign hears which submission.

    The one whose frozen results hold it; else the first that it is assigned to; else the
    first that takes what comes: neither frozen nor with submissions assigned to it.
    """

    def __init__(self, connection: sqlite3.Connection, campaign: bytes) -> None:
        self._connection = connection
        self._by_id = {s.id: s for s in sessions(connection, campaign)}
        self._named: dict[bytes, bytes] = {}
        closed = {session for (session,) in connection.execute("SELECT session FROM standing")}
        returned = rounds.pairs(connection)
        for session in self._by_id:
            for submission in _named(connection, session):
                closed.add(session)
                if (submission, session) not in returned:
                    self._named.setdefault(submission, session)
        self._open = next((s for s in self._by_id.values() if s.id not in closed), None)

    def of(self, submission: bytes) -> Session | None:
        """The meeting that hears a submission, None while there is none."""
        held = sorted(
            (self._by_id[session].number, session)
            for (session,) in self._connection.execute(
                "SELECT session FROM frozen WHERE submission = ?", (submission,)
            )
            if session in self._by_id
        )
        named = held[0][1] if held else self._named.get(submission)
        return self._open if named is None else self._by_id[named]


def _named(connection: sqlite3.Connection, session: bytes) -> list[bytes]:
    found = connection.execute(
        "SELECT submission FROM session_submission WHERE session = ? AND taken = 1", (session,)
    )
    return [submission for (submission,) in found]


def agreed_here(connection: sqlite3.Connection, campaign: bytes) -> set[bytes]:
    """The submissions of a campaign with an agreed mark of the round that they are in."""
    later = rounds.rounds(connection)
    return {
        submission
        for submission, criterion in connection.execute(
            "SELECT a.submission, a.criterion FROM agreed_mark a "
            "JOIN submission s ON s.id = a.submission WHERE s.campaign = ?",
            (campaign,),
        )
        if rounds.agreed_round(criterion) == later.get(submission, rounds.FIRST)
    }


def taken(connection: sqlite3.Connection, campaign: bytes, session: Session) -> list[bytes]:
    """The submissions of a meeting, in code order: those assigned to it, else all that have a
    ballot (or an agreed mark) and are in no earlier meeting."""
    named = _named(connection, session.id)
    if named:
        returned = rounds.pairs(connection)
        found = connection.execute(
            "SELECT s.id FROM session_submission t JOIN submission s ON s.id = t.submission "
            "WHERE t.session = ? AND t.taken = 1 AND +s.campaign = ? ORDER BY s.code, s.id",
            (session.id, campaign),
        )
        return [ident for (ident,) in found if (ident, session.id) not in returned]
    in_order = connection.execute(
        "SELECT id, EXISTS(SELECT 1 FROM ballot_state WHERE submission = id) "
        "FROM submission WHERE campaign = ? ORDER BY code, id",
        (campaign,),
    ).fetchall()
    agreed = agreed_here(connection, campaign)
    in_order = [(ident, scored or ident in agreed) for ident, scored in in_order]
    agenda = Agenda(connection, campaign)
    heard_in = ((ident, agenda.of(ident)) for ident, scored in in_order if scored)
    return [ident for ident, heard in heard_in if heard is not None and heard.id == session.id]
