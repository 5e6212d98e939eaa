"""The list of submissions: ids in order, rows by the window, counts by filter.

The list is asked for ids first and for a window of rows when they come into sight, so that
a province's ten years stay quick.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.book import Book
from db.campaigns import Surroundings
from db.records import SubjectKind
from db.rules.vietnamese import fold, sort_key


class Filter(StrEnum):
    """Which submissions a list shows."""

    ALL = "all"
    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    REGISTERED = "registered"
    UNREGISTERED = "unregistered"
    REPORTED = "reported"
    BARRED = "barred"


class Order(StrEnum):
    """What a list is sorted by."""

    CODE = "code"
    SUBJECT = "subject"
    KIND = "kind"
    UNIT = "unit"
    TITLE = "title"
    FIELD = "field"
    REGISTERED = "registered"
    REPORTED = "reported"
    STATE = "state"


_WHERE = {
    Filter.ALL: "1",
    Filter.COLLECTIVE: "s.kind = 'collective'",
    Filter.INDIVIDUAL: "s.kind = 'individual'",
    Filter.REGISTERED: "s.registered_on IS NOT NULL",
    Filter.UNREGISTERED: "s.registered_on IS NULL",
    Filter.REPORTED: "s.has_report = 1",
    Filter.BARRED: "t.eligible = 0",
}
_ORDER: dict[Order, tuple[str, ...]] = {
    Order.CODE: ("s.sort",),
    Order.SUBJECT: ("s.subject_sort",),
    Order.KIND: ("s.kind", "s.subject_sort"),
    Order.UNIT: ("u.sort",),
    Order.TITLE: (),  # sorted in Python: there is no stored key of titles
    Order.FIELD: ("s.field",),
    Order.REGISTERED: ("s.registered_on",),
    Order.REPORTED: ("coalesce(s.has_report, 0)", "s.reported_on"),
    Order.STATE: ("coalesce(t.eligible, 2)", "t.eligible_code", "s.has_report"),
}
_JOINED = (
    "FROM submission s LEFT JOIN unit u ON u.campaign = s.campaign AND u.code = s.unit "
    "LEFT JOIN tally t ON t.submission = s.id"
)
_FROM = f"{_JOINED} WHERE s.campaign = ? AND s.code IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Listed:
    """One submission in the list; ``eligible`` as in db.rules.eligibility."""

    id: bytes
    code: str
    kind: SubjectKind
    subject: str
    unit_name: str
    title: str
    field: str
    registered_on: str | None
    has_report: bool
    reported_on: str | None
    eligible: bool | None
    eligible_code: str


def idents(
    book: Book,
    around: Surroundings,
    which: Filter = Filter.ALL,
    words: str = "",
    order: Order = Order.CODE,
    descending: bool = False,
) -> list[bytes]:
    """Ids of the submissions that fit, in order; ``words`` are searched without diacritics."""
    found, values = _search(around, words)
    direction = " DESC" if descending else ""
    columns = "".join(f"{column}{direction}, " for column in _ORDER[order])
    rows = book.connection.execute(
        f"SELECT s.id, s.title {_FROM} AND {_WHERE[which]}{found} ORDER BY {columns}s.sort, s.id",
        (around.campaign.id, *values),
    ).fetchall()
    if order is Order.TITLE:
        rows.sort(key=lambda row: sort_key(row[1] or ""), reverse=descending)
    return [ident for ident, _ in rows]


def counts(book: Book, around: Surroundings, words: str = "") -> dict[Filter, int]:
    """How many submissions each filter shows, of those that the words find."""
    found, values = _search(around, words)
    sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in _WHERE.values())
    row = book.connection.execute(
        f"SELECT {sums} {_FROM}{found}", (around.campaign.id, *values)
    ).fetchone()
    return dict(zip(_WHERE, row, strict=True))


def window(book: Book, around: Surroundings, wanted: Sequence[bytes]) -> dict[bytes, Listed]:
    """The rows of these ids."""
    marks = ", ".join("?" * len(wanted))
    return {
        row[0]: Listed(
            id=row[0],
            code=row[1],
            kind=SubjectKind(row[2]) if row[2] in set(SubjectKind) else SubjectKind.COLLECTIVE,
            subject=row[3] or "",
            unit_name=row[4] or row[5] or "",
            title=row[6] or "",
            field=row[7] or "",
            registered_on=row[8],
            has_report=bool(row[9]),
            reported_on=row[10],
            eligible=None if row[11] is None else bool(row[11]),
            eligible_code=row[12] or "",
        )
        for row in book.connection.execute(
            "SELECT s.id, s.code, s.kind, s.subject, u.name, s.unit, s.title, s.field, "
            "s.registered_on, s.has_report, s.reported_on, t.eligible, t.eligible_code "
            f"{_JOINED} WHERE s.id IN ({marks}) "
            "AND +s.campaign = ? AND s.code IS NOT NULL",  # "+": by the id, not by the campaign
            (*wanted, around.campaign.id),
        )
    }


def _search(around: Surroundings, words: str) -> tuple[str, list[str]]:
    """A condition for every word: in the row's own search text or in its unit's name."""
    condition, values = "", []
    for word in fold(words).split():
        units = [code for code, unit in around.units.items() if word in fold(unit.name)]
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        condition += (
            " AND (s.search LIKE ? ESCAPE '\\' OR s.unit IN (SELECT value FROM json_each(?)))"
        )
        values += [f"%{escaped}%", json.dumps(units)]
    return condition, values
