"""The list of submissions: ids in order first, rows by the window as they come into sight, so
that a province's ten years stay quick; counts by filter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from db import year_rules
from db.book import Book
from db.campaigns import Surroundings
from db.queries.register_orders import Filter as Filter
from db.queries.register_orders import Order as Order
from db.queries.stages import Stage, decided, expression
from db.records import SubjectKind
from db.rules import deadlines, recheck
from db.rules.bands import CLASSES
from db.rules.vietnamese import fold, sort_key

OWES: Final = (
    "coalesce(s.has_report, 0) = 0 AND coalesce(s.withdrawn, '') = '' "
    "AND coalesce(t.eligible_code, '') NOT IN ('R7', 'R9')"
)
"""A report is awaited: not of who is left out (R9) or rests on something else (R7)."""

_SELF = "(SELECT sum(m.mark) FROM self_mark m WHERE m.submission = s.id)"
_EVIDENCE = "(SELECT count(DISTINCT e.hash) FROM evidence e WHERE e.submission = s.id)"
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
    Filter.UNSCORED: f"s.has_report = 1 AND {_SELF} IS NULL AND coalesce(s.self_class, '') = ''",
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
    Order.SELF: (_SELF,),
    Order.SELF_CLASS: (_place("s.self_class", CLASSES),),
    Order.AIMS: ("coalesce(s.aims_excellent, 0)",),
    Order.EVIDENCE: (_EVIDENCE,),
    Order.STATE: ("coalesce(t.eligible, 2)", "t.eligible_code", _STAGES),
}  # fmt: skip
_BY_WORDS = {Order.POST: "s.post", Order.FIELD: "s.field"}
_UNIT = "LEFT JOIN unit u ON u.campaign = s.campaign AND u.code = s.unit "
_TALLY = "LEFT JOIN tally t ON t.submission = s.id "
_CAMPAIGN = "WHERE s.campaign = :campaign AND s.code IS NOT NULL"


def _from(*used: str) -> str:
    """The tables that these expressions need: a join of a hundred thousand rows takes its time."""
    asked = " ".join(used)
    joined = (_UNIT if "u." in asked else "") + (_TALLY if "t." in asked else "")
    return f"FROM submission s {joined}{_CAMPAIGN}"


@dataclass(frozen=True, slots=True)
class View:
    """How a list is looked at besides its filter: ``stage`` "" for every one; ``sealed`` to a
    member while scoring is blind; ``today`` is ISO text, "" for no day."""

    stage: str = ""
    sealed: bool = False
    today: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One submission in the list; ``eligible`` as in db.rules.eligibility, ``late`` days that
    its report came late or is overdue (0 in time), ``self_score`` in hundredths."""

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
    stage: Stage = Stage.REGISTERED
    post: str = ""
    arrival_no: str = ""
    recheck: str = ""
    self_score: int | None = None
    self_class: str = ""
    aims: bool = False
    evidence: int = 0
    owes: bool = False
    late: int = 0


def idents(
    book: Book,
    around: Surroundings,
    which: Filter = Filter.ALL,
    words: str = "",
    order: Order = Order.CODE,
    descending: bool = False,
    view: View = View(),
) -> list[bytes]:
    """Ids of the submissions that fit, in order; ``words`` are searched without diacritics."""
    found, values = _sought(book, around, words, view)
    stage = expression(sealed=view.sealed)
    direction = " DESC" if descending else ""
    columns = "".join(f"{c.format(stage=stage)}{direction}, " for c in _ORDER[order])
    if view.stage:
        found += f" AND {stage} = :stage"
    by_words = _BY_WORDS.get(order, "NULL")
    rows = book.connection.execute(
        f"SELECT s.id, {by_words} {_from(columns, _WHERE[which], found)} "
        f"AND {_WHERE[which]}{found} "
        f"ORDER BY {columns}s.sort, s.id",
        values,
    ).fetchall()
    if order in _BY_WORDS:
        keys = {text: sort_key(text or "") for text in {text for _, text in rows}}
        rows.sort(key=lambda row: keys[row[1]], reverse=descending)
    return [ident for ident, _ in rows]


def counts(
    book: Book,
    around: Surroundings,
    words: str = "",
    wanted: Iterable[Filter] = tuple(Filter),
    view: View = View(),
) -> dict[Filter, int]:
    """How many submissions each filter shows, of those that the words and the stage find."""
    asked = tuple(wanted)
    found, values = _sought(book, around, words, view)
    if view.stage:
        found += f" AND {expression(sealed=view.sealed)} = :stage"
    sums = ", ".join(f"coalesce(sum({_WHERE[each]}), 0)" for each in asked)
    query = f"SELECT {sums} {_from(sums, found)}{found}"
    row = book.connection.execute(query, values).fetchone()
    return dict(zip(asked, row, strict=True))


def stages(
    book: Book, around: Surroundings, which: Filter, words: str, view: View
) -> dict[Stage, int]:
    """How many submissions of the filter stand where, in the order of the way."""
    found, values = _sought(book, around, words, view)
    stage = expression(sealed=view.sealed)
    rows = dict(
        book.connection.execute(
            f"SELECT {stage}, count(*) {_from(stage, _WHERE[which], found)} "
            f"AND {_WHERE[which]}{found} GROUP BY 1",
            values,
        ).fetchall()
    )
    return {stage: rows[stage] for stage in Stage if rows.get(stage)}


def window(
    book: Book, around: Surroundings, wanted: Sequence[bytes], view: View = View()
) -> dict[bytes, Listed]:
    """The rows of these ids."""
    _, values = _sought(book, around, "", view)
    marks = ", ".join(f":i{n}" for n in range(len(wanted)))
    values |= {f"i{n}": ident for n, ident in enumerate(wanted)}
    last = values["report_last"]
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
            stage=Stage(row[13]),
            post=row[14] or "",
            arrival_no=row[15] or "",
            recheck=row[16] or "",
            self_score=row[17],
            self_class=row[18] or "",
            aims=bool(row[19]),
            evidence=row[20],
            owes=bool(row[21]),
            late=_late(row[10] if row[9] else view.today if row[21] else "", last),
        )
        for row in book.connection.execute(
            "SELECT s.id, s.code, s.kind, s.subject, u.name, s.unit, s.title, s.field, "
            "s.registered_on, s.has_report, s.reported_on, t.eligible, t.eligible_code, "
            f"{expression(sealed=view.sealed)}, s.post, s.arrival_no, s.recheck, {_SELF}, "
            f"s.self_class, s.aims_excellent, {_EVIDENCE}, {OWES} "
            f"FROM submission s {_UNIT}{_TALLY}WHERE s.id IN ({marks}) "
            "AND +s.campaign = :campaign AND s.code IS NOT NULL",  # by the id, not the campaign
            values,
        )
    }


def _late(came: str | None, last: str | None) -> int:
    if not came or not last:
        return 0
    return deadlines.late(came, came, deadlines.Deadline("", last, "", inclusive=True))


def _sought(
    book: Book, around: Surroundings, words: str, view: View
) -> tuple[str, dict[str, Any]]:
    """A condition for every word, in the row's own search text or in its unit's name; and what
    the queries take by name."""
    condition, values = sought(around, words)
    due = year_rules.read(book.connection, around.campaign).deadline(deadlines.REPORT)
    values |= {
        "campaign": around.campaign.id,
        "report_last": None if due is None else deadlines.last_day(due).isoformat(),
        "today": view.today,
        "stage": view.stage,
        "decided": "[]" if view.sealed else json.dumps(decided(book, around.campaign)),
    }
    return condition, values


def sought(around: Surroundings, words: str) -> tuple[str, dict[str, Any]]:
    """A condition on a submission ``s`` for every word, in its search text or in the name of
    its unit, and its values."""
    values: dict[str, Any] = {}
    condition = ""
    for number, word in enumerate(fold(words).split()):
        units = [code for code, unit in around.units.items() if word in fold(unit.name)]
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        condition += (
            f" AND (s.search LIKE :w{number} ESCAPE '\\' "
            f"OR s.unit IN (SELECT value FROM json_each(:u{number})))"
        )
        values |= {f"w{number}": f"%{escaped}%", f"u{number}": json.dumps(units)}
    return condition, values
