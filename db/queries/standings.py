"""Where every submission of a campaign stands, in few words: what the list of results is
ranked, sorted, filtered and counted by. Its rows are read by the window (``results.some``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

from db.book import Book
from db.queries.noted import Noted
from db.queries.register import sought
from db.records import Campaign, SubjectKind
from db.surroundings import Surroundings
from db.tallies import kind_of

_TOGETHER: Final = 1000  # submissions in one query


class Standing(NamedTuple):
    """Of one submission; ``final`` in hundredths, ``class_name`` as the panel concluded, else as
    the marks come to; the rest as in ``results.Result``."""

    id: bytes
    code: str
    kind: SubjectKind
    final: int | None
    class_name: str | None
    class_code: str
    flags: tuple[str, ...]
    eligible: bool | None
    eligible_code: str


class Order(StrEnum):
    """What the list is sorted by beside what a standing tells."""

    SUBJECT = "subject"
    TITLE = "title"
    CODE = "code"
    SELF = "self"
    MEDIAN = "median"
    SPREAD = "spread"
    BALLOTS = "ballots"


_KEYS: Final = {
    Order.SUBJECT: ("submission s", "s.subject_sort"),
    Order.TITLE: ("submission s", "s.title_sort"),
    Order.CODE: ("submission s", "s.sort"),
    Order.SELF: ("tally s", "s.self_score"),
    Order.MEDIAN: ("tally s", "s.median"),
    Order.SPREAD: ("tally s", "s.spread"),
    Order.BALLOTS: ("tally s", "s.ballots_valid * 10000 + s.ballots_expected"),
}
_QUERY: Final = (
    "SELECT t.submission, t.code, t.kind, t.final, t.class, t.eligible, t.eligible_code, "
    "t.wide <> '', t.borderline, t.ballots_valid, t.ballots_expected, t.rowid FROM tally t "
    "WHERE t.campaign = ? AND t.code IS NOT NULL "
)


def parts(book: Book, campaign: Campaign) -> Iterator[list[Standing]]:
    """All of the campaign in no order, a part at a time."""
    noted, after = Noted(book, campaign), -1
    while True:
        query = f"{_QUERY}AND t.rowid > ? ORDER BY t.rowid LIMIT {_TOGETHER}"
        rows = book.connection.execute(query, (campaign.id, after)).fetchall()
        yield _standings(noted, rows)
        if len(rows) < _TOGETHER:
            return
        after = rows[-1][-1]


def some(book: Book, campaign: Campaign, idents: Sequence[bytes]) -> list[Standing]:
    """Those that are named and there; what it takes does not depend on the others."""
    query = f"{_QUERY}AND t.submission IN ({', '.join('?' * len(idents))})"
    rows = book.connection.execute(query, (campaign.id, *idents)).fetchall()
    return _standings(Noted(book, campaign, idents), rows)


def keys(
    book: Book, campaign: Campaign, order: Order, idents: Sequence[bytes] | None = None
) -> dict[bytes, Any]:
    """What each submission (or those named) is sorted by; None or "" where it has nothing."""
    table, key = _KEYS[order]
    ident = "s.submission" if table.startswith("tally") else "s.id"
    named = "" if idents is None else f" AND {ident} IN ({', '.join('?' * len(idents))})"
    query = f"SELECT {ident}, {key} FROM {table} WHERE s.campaign = ?{named}"
    return dict(book.connection.execute(query, (campaign.id, *(idents or ()))).fetchall())


def holding(
    book: Book, around: Surroundings, words: str, idents: Sequence[bytes] | None = None
) -> set[bytes]:
    """The submissions (of those named) that hold every word, diacritics or not."""
    found, values = sought(around, words)
    if idents is not None:
        found += f" AND s.id IN ({', '.join(f':i{n}' for n in range(len(idents)))})"
        values |= {f"i{n}": ident for n, ident in enumerate(idents)}
    query = f"SELECT s.id FROM submission s WHERE s.campaign = :campaign{found}"
    rows = book.connection.execute(query, {"campaign": around.campaign.id, **values})
    return {ident for (ident,) in rows}


def of_same_subject(book: Book, campaign: Campaign, kind: SubjectKind, unit: str) -> list[bytes]:
    """The submissions of a kind and unit, in code order."""
    of_unit = "unit = ?" if unit else "coalesce(unit, '') = ?"
    found = book.connection.execute(
        f"SELECT id, kind FROM submission WHERE campaign = ? AND {of_unit} "
        "AND code IS NOT NULL ORDER BY code, id",
        (campaign.id, unit),
    )
    return [ident for ident, named in found if kind_of(named) is kind]


def _standings(noted: Noted, rows: Iterable[Sequence[Any]]) -> list[Standing]:
    listed = list(rows)
    near = [(row[0], row[9], row[10]) for row in listed if row[8]]
    hidden = noted.hidden(near) if near else set()
    found = []
    for ident, code, named, final, class_name, eligible, barred, wide, near_edge, *_ in listed:
        kind = kind_of(named)
        apart = noted.concluded(ident, class_name)
        flags = noted.flags(ident, wide, bool(near_edge) and ident not in hidden, apart)
        shown = apart.name if apart else class_name
        may = None if eligible is None else bool(eligible)
        why = noted.why_no_class(kind, class_name)
        found.append(Standing(ident, code, kind, final, shown, why, flags, may, barred))
    return found
