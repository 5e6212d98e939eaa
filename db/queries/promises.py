"""Promise and result: registered targets beside reported ones, and what is missing of either;
the re-check of registrations (R20, R24) with its hints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.book import Book
from db.in_parts import Steps, run_through
from db.queries.cases import Subject, subjects
from db.records import Campaign
from db.rules.vietnamese import fold

_BREATH = 200  # rows between two steps


@dataclass(frozen=True, slots=True)
class Promise:
    """One registered target, as text: nobody's figures are computed with."""

    code: str
    subject: str
    unit: str
    name: str
    measure: str
    baseline: str
    promised: str
    actual: str
    submission: bytes = b""
    title: str = ""
    reported: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """``never_reported`` registered without a report, ``never_registered`` the other way
    round (codes in order); withdrawn ones stand in neither."""

    promises: tuple[Promise, ...]
    never_reported: tuple[str, ...]
    never_registered: tuple[str, ...]
    never_reported_ids: tuple[bytes, ...] = ()
    never_registered_ids: tuple[bytes, ...] = ()


def promises(book: Book, campaign: Campaign) -> Lists:
    """All three lists of the campaign."""
    return run_through(in_steps(book, campaign))


def in_steps(book: Book, campaign: Campaign) -> Steps[Lists]:
    """The same a little at a time."""
    connection = book.connection
    kept = connection.execute(
        "SELECT s.code, s.subject, s.unit, t.name, t.measure, t.baseline, t.promised, t.actual, "
        "s.id, s.title, s.has_report "
        "FROM target t JOIN submission s ON s.id = t.submission "
        "WHERE s.campaign = ? AND s.code IS NOT NULL AND s.withdrawn IS NULL "
        "ORDER BY s.code, t.position, t.name",
        (campaign.id,),
    ).fetchall()
    rows = []
    for number, (*texts, ident, title, reported) in enumerate(kept):
        if not number % _BREATH:
            yield
        code, subject, unit, name, measure, baseline, promised, actual = (t or "" for t in texts)
        rows.append(
            Promise(code, subject, unit, name, measure, baseline, promised, actual, ident,
                    title or "", bool(reported))
        )  # fmt: skip

    def those(where: str) -> list[tuple[str, bytes]]:
        return connection.execute(
            "SELECT code, id FROM submission WHERE campaign = ? AND code IS NOT NULL "
            f"AND coalesce(withdrawn, '') = '' AND {where} ORDER BY code, id",
            (campaign.id,),
        ).fetchall()

    unreported = those("registered_on IS NOT NULL AND coalesce(has_report, 0) = 0")
    unregistered = those("registered_on IS NULL AND has_report = 1")
    return Lists(
        tuple(rows),
        tuple(code for code, _ in unreported),
        tuple(code for code, _ in unregistered),
        tuple(ident for _, ident in unreported),
        tuple(ident for _, ident in unregistered),
    )


@dataclass(frozen=True, slots=True)
class Running:
    """A submission that goes on with one of an earlier campaign: because somebody said so
    (``linked``), or because subject, unit and title are the same."""

    id: bytes
    code: str
    former: bytes
    former_code: str
    former_year: int
    linked: bool


def running(book: Book, campaign: Campaign) -> list[Running]:
    """What still runs from earlier campaigns, in code order; the newest former one is named."""
    return run_through(running_in_steps(book, campaign))


def running_in_steps(book: Book, campaign: Campaign) -> Steps[list[Running]]:
    """The same a little at a time."""
    former: dict[tuple[str, ...], tuple[bytes, str, int]] = {}
    by_id: dict[bytes, tuple[bytes, str, int]] = {}
    before = book.connection.execute(
        "SELECT s.id, s.code, s.kind, s.unit, s.subject, s.title, c.year FROM submission s "
        "JOIN campaign c ON c.id = s.campaign WHERE c.year < ? AND s.code IS NOT NULL "
        "AND coalesce(s.withdrawn, '') = '' ORDER BY c.year, s.code, s.id",
        (campaign.year,),
    ).fetchall()
    if not before:
        return []
    for number, (ident, code, kind, unit, subject, title, year) in enumerate(before):
        if not number % _BREATH:
            yield
        by_id[ident] = (ident, code, year)
        if title:
            former[_same(kind, unit, subject, title)] = by_id[ident]
    found = []
    now = book.connection.execute(
        "SELECT id, code, kind, unit, subject, title, continues FROM submission "
        "WHERE campaign = ? AND code IS NOT NULL AND coalesce(withdrawn, '') = '' "
        "ORDER BY code, id",
        (campaign.id,),
    ).fetchall()
    for number, (ident, code, kind, unit, subject, title, goes_on) in enumerate(now):
        if not number % _BREATH:
            yield
        linked = by_id.get(goes_on) if goes_on else None
        other = linked or (former.get(_same(kind, unit, subject, title)) if title else None)
        if other is not None:
            found.append(Running(ident, code, *other, linked is not None))
    return found


def _same(kind: str | None, unit: str | None, subject: str | None, title: str) -> tuple[str, ...]:
    return kind or "", unit or "", fold(subject or ""), fold(title)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A registration to look at again: hints of db.rules.recheck, and what a person said."""

    code: str
    subject: str
    unit: str
    hints: tuple[str, ...]
    outcome: str
    note: str


def rechecks(
    book: Book, campaign: Campaign, found: Sequence[Subject] | None = None
) -> list[Rechecked]:
    """Every registration of the campaign in code order."""
    everybody = subjects(book, campaign) if found is None else found
    notes = dict(
        book.connection.execute(
            "SELECT id, recheck_note FROM submission WHERE campaign = ?", (campaign.id,)
        ).fetchall()
    )
    rows = [
        Rechecked(one.code, subject.name, subject.unit, case.hints, case.recheck,
                  notes.get(one.id) or "")
        for subject in everybody
        for case in subject.cases
        if (one := case.submission) is not None and one.registered_on and not one.withdrawn
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row.code)
