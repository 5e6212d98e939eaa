"""Promise and result: registered targets beside reported ones, and what is missing of either;
the re-check of registrations (R20, R24) with its hints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.book import Book
from db.queries.cases import Subject, subjects
from db.records import Campaign


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


@dataclass(frozen=True, slots=True)
class Lists:
    """``never_reported`` registered without a report, ``never_registered`` the other way
    round (codes in order); withdrawn ones stand in neither."""

    promises: tuple[Promise, ...]
    never_reported: tuple[str, ...]
    never_registered: tuple[str, ...]


def promises(book: Book, campaign: Campaign) -> Lists:
    """All three lists of the campaign."""
    connection = book.connection
    kept = connection.execute(
        "SELECT s.code, s.subject, s.unit, t.name, t.measure, t.baseline, t.promised, t.actual "
        "FROM target t JOIN submission s ON s.id = t.submission "
        "WHERE s.campaign = ? AND s.code IS NOT NULL AND s.withdrawn IS NULL "
        "ORDER BY s.code, t.position, t.name",
        (campaign.id,),
    )
    rows = tuple(Promise(*(text or "" for text in row)) for row in kept)

    def codes(where: str) -> tuple[str, ...]:
        return tuple(
            code
            for (code,) in connection.execute(
                "SELECT code FROM submission WHERE campaign = ? AND code IS NOT NULL "
                f"AND withdrawn IS NULL AND {where} ORDER BY code, id",
                (campaign.id,),
            )
        )

    return Lists(
        rows,
        codes("registered_on IS NOT NULL AND coalesce(has_report, 0) = 0"),
        codes("registered_on IS NULL AND has_report = 1"),
    )


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
