"""The list of submissions: ids in order first, rows by the window as they come into sight, so
that a province's ten years stay quick; counts by filter."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from db import year_rules
from db.book import Book
from db.campaigns import Surroundings
from db.queries.register_orders import Filter as Filter
from db.queries.register_orders import Order as Order
from db.queries.stages import Stage, decided, expression
from db.records import Campaign
from db.rules import deadlines, recheck
from db.rules.bands import CLASSES
from db.rules.vietnamese import fold, sort_key

OWES: Final = (
    "coalesce(s.has_report, 0) = 0 AND coalesce(s.withdrawn, '') = '' "
    "AND coalesce(t.eligible_code, '') NOT IN ('R7', 'R9')"
)
"""A report is awaited: not of who is left out (R9) or rests on something else (R7)."""

SELF = "(SELECT sum(m.mark) FROM self_mark m WHERE m.submission = s.id)"
EVIDENCE = "(SELECT count(DISTINCT e.hash) FROM evidence e WHERE e.submission = s.id)"
_WHERE = {
    Filter.ALL: "1",
    Filter.COLLECTIVE: "s.kind = 'collective'",
    Filter.INDIVIDUAL: "s.kind = 'individual'",
    Filter.REGISTERED: "s.registered_on IS NOT NULL",
    Filter.UNREGISTERED: "s.registered_on IS NULL",
    Filter.REPORTED: "s.has_report = 1",
    Filter.UNREPORTED: OWES,
    Filter.LATE: "s.has_report = 1 AND s.reported_on > :report_last",
    Filter.OVERDUE: f"{OWES} AND :today > :report_last",
    Filter.UNSCORED: f"s.has_report = 1 AND {SELF} IS NULL AND coalesce(s.self_class, '') = ''",
    Filter.UNDECIDED: "t.eligible IS NULL",
    Filter.BARRED: "t.eligible = 0",
}


def _place(column: str, known: Iterable[str]) -> str:
    whens = " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(known))
    return f"CASE {column} {whens} ELSE 99 END"


_STAGES = _place("{stage}", Stage)
_ORDER: dict[Order, tuple[str, ...]] = {
    Order.CODE: ("s.sort",),
    Order.SUBJECT: ("s.subject_sort",),
    Order.POST: (),  # sorted in Python, as FIELD: few different ones
    Order.KIND: ("s.kind", "s.subject_sort"),
    Order.UNIT: ("u.sort",),
    Order.TITLE: ("s.title_sort",),
    Order.FIELD: (),
    Order.REGISTERED: ("s.registered_on",),
    Order.ARRIVAL: ("length(s.arrival_no)", "s.arrival_no"),
    Order.RECHECK: (_place("coalesce(s.recheck, '')", ("", *recheck.OUTCOMES)),),
    Order.REPORTED: ("coalesce(s.has_report, 0)", "s.reported_on"),
    Order.LATENESS: (f"CASE WHEN s.has_report = 1 THEN 0 WHEN {OWES} THEN 1 ELSE 2 END",
                     "s.reported_on"),
    Order.SELF: (SELF,),
    Order.SELF_CLASS: (_place("s.self_class", CLASSES),),
    Order.AIMS: ("coalesce(s.aims_excellent, 0)",),
    Order.EVIDENCE: (EVIDENCE,),
    Order.STATE: ("coalesce(t.eligible, 2)", "t.eligible_code", _STAGES),
}  # fmt: skip
_TEXTS = frozenset({"s.subject_sort", "s.kind", "u.sort", "s.title_sort", "s.registered_on",
                    "s.arrival_no", "s.reported_on", "t.eligible_code"})  # fmt: skip
_BY_WORDS = {Order.POST: "s.post", Order.FIELD: "s.field"}
UNIT = "LEFT JOIN unit u ON u.campaign = s.campaign AND u.code = s.unit "
TALLY = "LEFT JOIN tally t ON t.submission = s.id "
_FIRST, _MORE = 1000, 3000  # submissions looked at in one go
_CAMPAIGN = "WHERE s.campaign = :campaign AND s.code IS NOT NULL"


def _from(*used: str) -> str:
    """The tables that these expressions need: a join of a hundred thousand rows takes its time."""
    asked = " ".join(used)
    joined = (UNIT if "u." in asked else "") + (TALLY if "t." in asked else "")
    return f"FROM submission s {joined}{_CAMPAIGN}"


@dataclass(frozen=True, slots=True)
class View:
    """How a list is looked at besides its filter: ``stage`` "" for every one; ``sealed`` to a
    member while scoring is blind; ``today`` is ISO text, "" for no day; ``decided`` as
    :func:`decided_now` gives it, None to have it read."""

    stage: str = ""
    sealed: bool = False
    today: str = ""
    decided: str | None = None


EVERYTHING: Final = View()


class Span(NamedTuple):
    """A stretch of the campaign's submissions in the order of their codes: after one place, up
    to another (None: to the end), as (sort key, id)."""

    after: tuple[str, bytes]
    last: tuple[str, bytes] | None


_ALL: Final = Span(("", b""), None)


def spans(book: Book, campaign: Campaign) -> Iterator[Span]:
    """All of the campaign in stretches that take some milliseconds each, a short one first."""
    after, size = _ALL.after, _FIRST
    while True:
        last = book.connection.execute(
            "SELECT sort, id FROM submission WHERE campaign = ? AND sort >= ? "
            "AND (sort, id) > (?, ?) ORDER BY sort, id LIMIT 1 OFFSET ?",
            (campaign.id, after[0], *after, size - 1),
        ).fetchone()
        yield Span(after, last)
        if last is None:
            return
        after, size = last, _MORE


def found(
    book: Book,
    around: Surroundings,
    which: Filter,
    words: str,
    order: Order,
    view: View,
    span: Span = _ALL,
) -> list[tuple[bytes, Any]]:
    """(id, what the order goes by) of the submissions of a stretch that fit, in the order of
    their codes; ``words`` are searched without diacritics."""
    condition, values = asked_of(book, around, words, view, span)
    stage = expression(sealed=view.sealed)
    columns = [c.format(stage=stage) for c in _ORDER[order]]
    if view.stage:
        condition += f" AND {stage} = :stage"
    columns = [_BY_WORDS[order]] if order in _BY_WORDS else columns
    asked = ", ".join(["s.id", *columns])
    rows = book.connection.execute(
        f"SELECT {asked} {_from(asked, _WHERE[which], condition)} "
        f"AND {_WHERE[which]}{condition} ORDER BY s.sort, s.id",
        values,
    ).fetchall()
    if order is Order.CODE:
        return [(ident, None) for ident, _ in rows]
    if order in _BY_WORDS:
        keys = {text: sort_key(text or "") for text in {text for _, text in rows}}
        return [(ident, keys[text]) for ident, text in rows]
    least = ["" if column in _TEXTS else -1 for column in columns]
    if len(least) == 1:
        return [(ident, least[0] if key is None else key) for ident, key in rows]
    return [
        (ident, tuple(low if part is None else part for part, low in zip(key, least, strict=True)))
        for ident, *key in rows
    ]


def put_in_order(rows: list[tuple[bytes, Any]], order: Order, descending: bool) -> None:
    """Sorts what :func:`found` found; equal ones stay in the order of the codes. Stretches that
    were sorted before are soon sorted together."""
    if order is not Order.CODE:
        rows.sort(key=_key, reverse=descending)
    elif descending:
        rows.reverse()


def _key(row: tuple[bytes, Any]) -> Any:
    return row[1]


def idents(
    book: Book,
    around: Surroundings,
    which: Filter = Filter.ALL,
    words: str = "",
    order: Order = Order.CODE,
    descending: bool = False,
    view: View = EVERYTHING,
) -> list[bytes]:
    """Ids of the submissions that fit, in order."""
    rows = found(book, around, which, words, order, view)
    put_in_order(rows, order, descending)
    return [ident for ident, _ in rows]


def counts(
    book: Book,
    around: Surroundings,
    words: str = "",
    wanted: Iterable[Filter] = tuple(Filter),
    view: View = EVERYTHING,
    span: Span = _ALL,
) -> Counter[Filter]:
    """How many submissions each filter shows, of those that the words and the stage find."""
    asked = tuple(wanted)
    condition, values = asked_of(book, around, words, view, span)
    if view.stage:
        condition += f" AND {expression(sealed=view.sealed)} = :stage"
    sums = ", ".join(f"coalesce(sum({_WHERE[each]}), 0)" for each in asked)
    query = f"SELECT {sums} {_from(sums, condition)}{condition}"
    row = book.connection.execute(query, values).fetchone()
    return Counter(dict(zip(asked, row, strict=True)))


def stages(
    book: Book, around: Surroundings, which: Filter, words: str, view: View, span: Span = _ALL
) -> Counter[Stage]:
    """How many submissions of the filter stand where."""
    condition, values = asked_of(book, around, words, view, span)
    stage = expression(sealed=view.sealed)
    rows = book.connection.execute(
        f"SELECT {stage}, count(*) {_from(stage, _WHERE[which], condition)} "
        f"AND {_WHERE[which]}{condition} GROUP BY 1",
        values,
    )
    return Counter({Stage(stage): count for stage, count in rows})


def decided_now(book: Book, campaign: Campaign) -> str:
    """What :class:`View` takes: frozen sessions are long, so it is read once for many lists."""
    return json.dumps(decided(book, campaign))


def asked_of(
    book: Book, around: Surroundings, words: str, view: View, span: Span = _ALL
) -> tuple[str, dict[str, Any]]:
    """A condition for every word, in the row's own search text or in its unit's name; and what
    the queries take by name."""
    condition, values = sought(around, words)
    if span != _ALL:
        condition += " AND s.sort >= :after AND (s.sort, s.id) > (:after, :after_id)"
    if span.last is not None:
        condition += " AND s.sort <= :last AND (s.sort, s.id) <= (:last, :last_id)"
    due = year_rules.read(book.connection, around.campaign).deadline(deadlines.REPORT)
    known = "[]" if view.sealed else view.decided
    values |= {
        "campaign": around.campaign.id,
        "report_last": None if due is None else deadlines.last_day(due).isoformat(),
        "today": view.today,
        "stage": view.stage,
        "decided": decided_now(book, around.campaign) if known is None else known,
        "after": span.after[0],
        "after_id": span.after[1],
        "last": span.last[0] if span.last is not None else None,
        "last_id": span.last[1] if span.last is not None else None,
    }
    return condition, values


def sought(around: Surroundings, words: str) -> tuple[str, dict[str, Any]]:
    """A condition on a submission ``s`` for every word, in its search text or in the name of
    its unit, and its values."""
    values: dict[str, Any] = {}
    condition = ""
    for number, word in enumerate(fold(words).split()):
        units = [code for code, unit in around.units.items() if word in fold(unit.name)]
        of_unit = f" OR s.unit IN (SELECT value FROM json_each(:u{number}))" if units else ""
        condition += f" AND (instr(s.search, :w{number}){of_unit})"
        values |= {f"w{number}": word, f"u{number}": json.dumps(units)}
    return condition, values
