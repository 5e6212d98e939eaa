"""Submissions of the last campaign before this one, to be registered again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.book import Book
from db.records import Campaign, SubjectKind
from db.rules.codes import next_code
from db.tallies import kind_of


@dataclass(frozen=True, slots=True)
class Earlier:
    """``renewed`` is the code in this campaign of what goes on with it, "" where nothing does;
    ``sort`` is the subject's key in Vietnamese order."""

    id: bytes
    code: str
    kind: SubjectKind
    subject: str
    unit_name: str
    title: str
    reported: bool
    renewed: str
    sort: str


def last_before(book: Book, campaign: Campaign) -> int | None:
    """The year of the last campaign before this one."""
    (found,) = book.connection.execute(
        "SELECT max(year) FROM campaign WHERE year < ?", (campaign.year,)
    ).fetchone()
    return None if found is None else int(found)


def earlier(book: Book, campaign: Campaign) -> list[Earlier]:
    """What the last campaign had, in code order, without what was withdrawn."""
    year = last_before(book, campaign)
    renewed: dict[bytes, str] = dict(
        book.connection.execute(
            "SELECT continues, min(code) FROM submission WHERE campaign = ? "
            "AND continues IS NOT NULL AND code IS NOT NULL GROUP BY continues",
            (campaign.id,),
        ).fetchall()
    )
    return [
        Earlier(
            ident, code, kind_of(kind), subject or "", name or unit or "", title or "",
            bool(reported), renewed.get(ident, ""), sort or "",
        )
        for ident, code, kind, subject, unit, name, title, reported, sort
        in book.connection.execute(
            "SELECT s.id, s.code, s.kind, s.subject, s.unit, u.name, s.title, s.has_report, "
            "s.subject_sort FROM submission s JOIN campaign c ON c.id = s.campaign "
            "LEFT JOIN unit u ON u.campaign = s.campaign AND u.code = s.unit "
            "WHERE c.year = ? AND s.code IS NOT NULL AND coalesce(s.withdrawn, '') = '' "
            "ORDER BY s.code, s.id",
            (year,),
        )
    ]  # fmt: skip


def former_targets(book: Book, submission: bytes) -> list[tuple[str, str, str]]:
    """Name, unit of measure and where each target stands now: its result, else its baseline."""
    return [
        (name or "", measure or "", actual or baseline or "")
        for name, measure, baseline, actual in book.connection.execute(
            "SELECT name, measure, baseline, actual FROM target WHERE submission = ? "
            "ORDER BY position, name, id",
            (submission,),
        )
    ]


def codes_after(book: Book, campaign: Campaign, kinds: Sequence[str]) -> list[str]:
    """A further code for each, in the pattern of those of its kind."""
    found = book.connection.execute(
        "SELECT code, kind FROM submission WHERE campaign = ? AND code IS NOT NULL "
        "ORDER BY code, id",
        (campaign.id,),
    ).fetchall()
    every = [code for code, _ in found]
    by_kind: dict[str, list[str]] = {}
    for code, kind in found:
        by_kind.setdefault(kind or "", []).append(code)
    first = "-".join(part for part in (campaign.unit, str(campaign.year), "001") if part)
    taken = set(every)
    last: dict[str, list[str]] = {}
    made: list[str] = []
    for kind in kinds:
        own = last.get(kind) or by_kind.get(kind) or every or made
        code = next_code(own, first=first, year=campaign.year)
        while code in taken:
            code = next_code([*own, code], first=first, year=campaign.year)
        taken.add(code)
        last[kind] = [code]
        made.append(code)
    return made
