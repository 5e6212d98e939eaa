"""The order of the results: by what a standing tells, or by what is read beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from db.queries import standings
from db.queries.standings import Order, Standing
from db.records import SubjectKind
from db.rules.bands import CLASSES
from db.rules.vietnamese import sort_key
from desktop.models.all_standings import by_code
from desktop.models.result_words import Column, flag_words
from desktop.session import Session

_READ = {
    Column.CODE: Order.CODE, Column.SUBJECT: Order.SUBJECT, Column.TITLE: Order.TITLE,
    Column.SELF: Order.SELF, Column.MEDIAN: Order.MEDIAN, Column.SPREAD: Order.SPREAD,
    Column.BALLOTS: Order.BALLOTS,
}  # fmt: skip
_KIND_PLACES = {kind: place for place, kind in enumerate(SubjectKind)}
_CLASS_PLACES = {name: place for place, name in enumerate(CLASSES)}


class ResultOrder:
    """Empty values come last whichever way; equal ones stand in the order of the codes."""

    def __init__(self) -> None:
        self.column, self.descending = Column.RANK, False
        self._keys: dict[bytes, Any] = {}

    def go_by(self, session: Session, column: Column, descending: bool) -> None:
        """Another column, or the other way round."""
        other, self.column, self.descending = column != self.column, column, descending
        if other:
            self.read(session, None)

    def read(self, session: Session, idents: Sequence[bytes] | None) -> None:
        """What the order goes by, of all or of these submissions."""
        order = _READ.get(self.column)
        if session.campaign is None or order is None:
            self._keys = {}
        elif idents is None:
            self._keys = standings.keys(session.book, session.campaign, order)
        else:
            for ident in idents:
                self._keys.pop(ident, None)
            self._keys |= standings.keys(session.book, session.campaign, order, idents)

    def sorted(self, found: Sequence[Standing]) -> list[Standing]:
        """``found`` is in the order of the codes."""
        keyed = [(self._key(one), one) for one in found]
        with_value = [pair for pair in keyed if pair[0] is not None]
        with_value.sort(key=_first, reverse=self.descending)
        return [one for _, one in with_value] + [one for key, one in keyed if key is None]

    def place(self, shown: Sequence[Standing], one: Standing) -> int:
        """The first row of what is sorted that does not come before this one."""
        low, high = 0, len(shown)
        while low < high:
            middle = (low + high) // 2
            if self._before(shown[middle], one):
                low = middle + 1
            else:
                high = middle
        return low

    def _key(self, one: Standing) -> Any:
        match self.column:
            case Column.RANK:
                return None if one.final is None else (_KIND_PLACES[one.kind], -one.final)
            case Column.FINAL:
                return one.final
            case Column.KIND:
                return _KIND_PLACES[one.kind]
            case Column.CLASS:
                return _CLASS_PLACES.get(one.class_name or "")
            case Column.FLAGS:
                return sort_key(flag_words(one.flags, one.eligible, one.eligible_code)) or None
        key = self._keys.get(one.id)
        return None if key == "" else key

    def _before(self, one: Standing, other: Standing) -> bool:
        first, second = self._key(one), self._key(other)
        if first == second:
            return by_code(one) < by_code(other)
        if first is None or second is None:
            return second is None
        return bool(first > second if self.descending else first < second)


def _first(pair: tuple[Any, Standing]) -> Any:
    return pair[0]
