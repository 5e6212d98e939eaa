"""Units change by date: one goes under another from a day on, ends, is carried on by another.

What was before stays known, so that figures of earlier years are compared with what stands in
the same place now (``db.queries.rollup_years``).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from db.book import Book
from db.change_log import Value
from db.errors import UnitTreeError
from db.operation import Changes
from db.records import Campaign, Unit
from db.rules.unit_tree import UnitTree
from db.surroundings import Surroundings


def move(
    book: Book, campaign: Campaign, units: Sequence[Unit], parent: str, day: str
) -> Changes:
    """Puts units under another one ("" for none) from ``day`` on; where they stood before
    stays known. Raises NoOfficeKeyError, UnitTreeError, and writes nothing then."""
    book.require_office()
    tree = UnitTree(Surroundings(book.connection, campaign).units)
    _require_day(day)
    if parent and parent not in tree.units:
        raise UnitTreeError(what="unknown", code=parent)
    with book.write() as operation:
        for unit in units:
            require_place(tree, unit, parent)
            last = max((until for until, _ in unit.former), default="")
            if day < last or (unit.start is not None and day < unit.start):
                raise UnitTreeError(what="before", code=unit.code, day=max(last, unit.start or ""))
            if unit.parent == parent:
                continue
            values: dict[str, Value] = {"parent": parent or None}
            if day != last:  # the same day again mends where it goes
                values[f"until:{day}"] = unit.parent
            operation.set("unit", unit.id, values)
    return operation.changes


def end(
    book: Book, campaign: Campaign, units: Sequence[Unit], day: str, successor: str = ""
) -> Changes:
    """The units are there no more from ``day`` on; ``successor`` ("" for none) carries on.

    Raises NoOfficeKeyError, UnitTreeError, and writes nothing then.
    """
    book.require_office()
    tree = UnitTree(Surroundings(book.connection, campaign).units)
    last = (_require_day(day) - datetime.timedelta(days=1)).isoformat()
    with book.write() as operation:
        for unit in units:
            if unit.start is not None and last < unit.start:
                raise UnitTreeError(what="before", code=unit.code, day=unit.start)
            require_successor(tree, unit, successor)
            operation.set("unit", unit.id, {"end": last, "successor": successor or None})
    return operation.changes


def require_successor(tree: UnitTree, unit: Unit, successor: str) -> None:
    """That the unit may be carried on by that one. Raises UnitTreeError."""
    if not successor:
        return
    if successor not in tree.units:
        raise UnitTreeError(what="unknown", code=successor)
    following = successor
    for _ in tree.units:
        if following == unit.code:
            raise UnitTreeError(what="ring", code=unit.code, other=successor)
        following = tree.units[following].successor if following in tree.units else ""


def require_place(tree: UnitTree, unit: Unit, parent: str) -> None:
    """That the unit does not come to stand under itself. Raises UnitTreeError."""
    if parent and (parent == unit.code or unit.code in tree.above(parent, "9999-12-31")):
        raise UnitTreeError(what="ring", code=unit.code, other=parent)


def _require_day(day: str) -> datetime.date:
    try:
        found = datetime.date.fromisoformat(day)
    except ValueError as error:
        raise UnitTreeError(what="day", day=day) from error
    if found.isoformat() != day or not 1930 <= found.year <= 2200:
        raise UnitTreeError(what="day", day=day)
    return found
