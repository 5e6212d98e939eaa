"""The roster (đối tượng): who must or may register, also those who never filed, beside what
each has filed. Nothing of marks or classes stands here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from db.book import Book
from db.campaigns import Surroundings
from db.in_parts import Steps, run_through
from db.records import Campaign, SubjectKind
from db.rules.codes import next_code
from db.rules.vietnamese import fold
from db.tallies import kind_of

_BREATH = 200  # rows between two steps


@dataclass(frozen=True, slots=True)
class Filed:
    """What one subject has filed: codes of its submissions that are not withdrawn."""

    codes: tuple[str, ...] = ()
    registered: bool = False
    reported: bool = False


@dataclass(frozen=True, slots=True)
class OnRoster:
    """One row; ``left_out`` where the campaign does not appraise its kind of unit (R9)."""

    id: bytes
    code: str
    kind: SubjectKind
    name: str
    post: str
    unit: str
    unit_name: str
    authority: str
    must: bool
    aims: bool
    sort: str
    filed: Filed
    left_out: bool

    @property
    def missing(self) -> bool:
        """Must register and did not."""
        return self.must and not self.left_out and not self.filed.registered


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A subject that filed and stands on no roster."""

    kind: SubjectKind
    name: str
    post: str
    unit: str


def roster(book: Book, around: Surroundings) -> tuple[list[OnRoster], list[Unlisted]]:
    """The roster in code order, and who filed without being on it."""
    return run_through(in_steps(book, around))


def in_steps(
    book: Book, around: Surroundings
) -> Steps[tuple[list[OnRoster], list[Unlisted]]]:
    """The same a little at a time."""
    filed = yield from _filed(book, around.campaign)
    excluded = set()
    settings = around.campaign.settings
    if settings.exclude_kinds:
        excluded = {fold(kind) for kind in settings.excluded_unit_kinds}
    rows, seen = [], set()
    kept = book.connection.execute(
        "SELECT id, code, kind, name, post, unit, authority, must_register, aims_excellent, sort "
        "FROM subject WHERE campaign = ? AND code IS NOT NULL ORDER BY code, id",
        (around.campaign.id,),
    ).fetchall()
    for number, row in enumerate(kept):
        ident, code, kind, name, post, unit, authority, must, aims, sort = row
        if not number % _BREATH:
            yield
        key = (kind_of(kind), unit or "", fold(name or ""))
        seen.add(key)
        known = around.units.get(unit or "")
        rows.append(
            OnRoster(
                ident, code, key[0], name or "", post or "", unit or "",
                known.name if known and known.name else unit or "", authority or "",
                bool(must), bool(aims), sort or "", filed.get(key, (Filed(), None))[0],
                known is not None and fold(known.kind) in excluded,
            )
        )  # fmt: skip
    others = [who for key, (_, who) in filed.items() if key not in seen and who is not None]
    return rows, others


def suggested_code(book: Book, campaign: Campaign, more: int = 1) -> list[str]:
    """The next codes of the roster, in the pattern of those that it has."""
    found = [
        code
        for (code,) in book.connection.execute(
            "SELECT code FROM subject WHERE campaign = ? AND code IS NOT NULL ORDER BY code, id",
            (campaign.id,),
        )
    ]
    made: list[str] = []
    for _ in range(more):
        made.append(next_code([*found, *made], first="DT001", year=campaign.year))
    return made


_Key = tuple[SubjectKind, str, str]


def _filed(
    book: Book, campaign: Campaign
) -> Steps[dict[_Key, tuple[Filed, Unlisted | None]]]:
    found: dict[_Key, tuple[Filed, Unlisted | None]] = {}
    for number, each in enumerate(_submissions(book, campaign)):
        if not number % _BREATH:
            yield
        key, code, registered, reported, who = each
        former = found[key][0] if key in found else Filed()
        filed = Filed(
            (*former.codes, code), former.registered or registered, former.reported or reported
        )
        found[key] = (filed, who)
    return found


def _submissions(
    book: Book, campaign: Campaign
) -> Iterator[tuple[_Key, str, bool, bool, Unlisted]]:
    for code, kind, subject, post, unit, registered, reported in book.connection.execute(
        "SELECT code, kind, subject, post, unit, registered_on, has_report FROM submission "
        "WHERE campaign = ? AND code IS NOT NULL AND coalesce(withdrawn, '') = '' "
        "AND coalesce(subject, '') <> '' ORDER BY code, id",
        (campaign.id,),
    ).fetchall():
        of = kind_of(kind)
        who = Unlisted(of, subject, post or "", unit or "")
        yield (of, unit or "", fold(subject)), code, registered is not None, bool(reported), who
