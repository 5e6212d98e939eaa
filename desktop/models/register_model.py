"""The list of submissions. It knows all ids in order and reads rows by the window, so that a
list of a hundred thousand opens at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from db.operation import Changes
from db.queries.register import (
    Filter,
    Order,
    Span,
    View,
    counts,
    decided_now,
    found,
    put_in_order,
    spans,
    stages,
)
from db.queries.register_rows import Listed, window
from db.queries.stages import Stage
from db.queries.waiting import waiting_submissions
from desktop.models.register_words import HEADINGS, text
from desktop.models.register_words import Column as Column
from desktop.models.sliced_table import SlicedTable
from desktop.models.table_model import ID_ROLE, LEFT, RIGHT
from desktop.session import Session

WINDOW = 128


_FIGURES = frozenset({Column.SELF, Column.EVIDENCE})
_KINDS = {"submission", "target", "ballot", "unit", "campaign", "void", "member", "evidence",
          "hearing", "snapshot", "unfreeze", "decision"}  # fmt: skip
_OF_BALLOTS = frozenset({"ballot", "void", "draft"})
_ASIDE = frozenset({"draft"})


@dataclass(slots=True)
class _Reading:
    """What a reading goes by, and what it has found so far."""

    view: View
    order: Order
    streams: bool  # rows are shown as they are found
    spans: list[Span] = field(default_factory=list)
    rows: list[tuple[bytes, Any]] = field(default_factory=list)
    shown: int = 0  # of the rows


class RegisterModel(SlicedTable):
    """Filtered by the database a stretch at a time; Vietnamese order by its stored keys.

    In the order of the codes the first rows are there at once and the others follow; in any
    other order all have to be looked at first. Counts come last.
    """

    headings = HEADINGS

    def __init__(
        self,
        session: Session,
        filters: Iterable[Filter] = tuple(Filter),
        parent: Any = None,
    ) -> None:
        """``filters`` are those that are counted."""
        super().__init__(session, parent)
        self._filters = tuple(filters)
        self._ids: list[bytes] = []
        self._waiting: frozenset[bytes] = frozenset()
        self._rows: dict[bytes, Listed] = {}
        self._filter, self._words, self._stage = Filter.ALL, "", ""
        self._order, self._descending = Column.CODE, False
        self.counts: dict[Filter, int] = {}  # empty until they are known
        self.stages: dict[Stage, int] = {}
        self._counted: Any = None  # what the counts are of
        self._decided: str | None = None
        self._all_there, self._asked_anew = False, True

    @property
    def all_there(self) -> bool:
        """Whether all rows are read, though not all may be counted."""
        return self._all_there

    def load(self) -> None:
        """Reads ids and counts anew."""
        self._all_there = False
        super().load()

    def gather(self) -> Iterator[object]:
        """Ids, then counts."""
        self._asked_anew, streams = False, self._asked_anew or not self.whole
        session = self.session
        if session.campaign is None:
            with self.resetting():
                self._take([])
            self.counts, self.stages = dict.fromkeys(self._filters, 0), {}
            return
        book, around, order = session.book, session.around, Order[self._order.name]
        plain = order is Order.CODE and not self._descending
        reading = _Reading(self._view, order, streams and plain)
        self._waiting = waiting_submissions(book)
        for span in spans(book, around.campaign):
            reading.spans.append(span)
            fresh = found(book, around, self._filter, self._words, order, reading.view, span)
            if order is not Order.CODE:
                put_in_order(fresh, order, self._descending)
            reading.rows += fresh
            yield span.last is not None and reading.streams and self._show_first(reading)
        self._show_rest(reading)
        key = (around.campaign.id, self._words, self._filter, reading.view)
        if self._counted != key:
            yield len(reading.spans) > 1  # a short list has them at once
            yield from self._count(reading)
            self._counted = key

    def settle(self) -> None:
        """Everything is counted."""
        self.whole = self._all_there = True
        self.counted.emit()

    def touched(self, changes: Changes) -> frozenset[bytes] | None:
        """A ballot changes where its submission stands, and no more."""
        if not changes.kinds & _KINDS:
            return frozenset()
        self._counted = None
        if changes.kinds - _OF_BALLOTS:
            self._decided = None
        elif self._order != Column.STATE and not self._stage:
            return changes.submissions(_ASIDE)
        return None

    def patch(self, idents: list[bytes]) -> None:
        """These read otherwise; the counts are made anew."""
        for ident in idents:
            self._rows.pop(ident, None)
        if self._ids:
            last = self.index(len(self._ids) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        if self.session.campaign is not None:
            reading = _Reading(self._view, Order.CODE, streams=False)
            reading.spans = list(spans(self.session.book, self.session.campaign))
            self._slices.begin_now(self._count(reading), self.settle)

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        self._words = words
        self._ask_anew()

    def show_only(self, which: Filter) -> None:
        """One filter of :class:`Filter`."""
        self._filter = which
        self._ask_anew()

    def show_stage(self, stage: str) -> None:
        """Those that stand there only, "" for every one."""
        self._stage = stage
        self._ask_anew()

    def id_of(self, row: int) -> bytes:
        """The submission of that row."""
        return self._ids[row]

    def row_of(self, ident: bytes) -> int:
        """Where it stands, -1 where it is not shown."""
        return self._ids.index(ident) if ident in self._ids else -1

    def listed(self, idents: Sequence[bytes]) -> list[Listed]:
        """What the list knows of these submissions, in their order."""
        found: dict[bytes, Listed] = {}
        for start in range(0, len(idents), WINDOW):
            part = idents[start : start + WINDOW]
            found |= window(self.session.book, self.session.around, part, self._view)
        return [found[ident] for ident in idents if ident in found]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column."""
        if 0 <= column < len(Column):
            self._order = Column(column)
            self._descending = order == Qt.SortOrder.DescendingOrder
            self._ask_anew()

    def rows_shown(self) -> int:
        """One row a submission."""
        return len(self._ids)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        listed = self._listed(row)
        return text(listed, column, waits=listed.id in self._waiting)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        return RIGHT if column in _FIGURES else LEFT

    def other(self, row: int, column: int, role: int) -> Any:
        """The submission's id."""
        return self._ids[row] if role == ID_ROLE else None

    @property
    def _view(self) -> View:
        session = self.session
        sealed = not session.sees_results
        if self._decided is None and session.campaign is not None:
            self._decided = decided_now(session.book, session.campaign)
        return View(self._stage, sealed, date.today().isoformat(), self._decided)

    def _ask_anew(self) -> None:
        """A person asked for other rows: the first of them are shown as soon as they are found."""
        self._asked_anew = True
        self.load()

    def _show_first(self, reading: _Reading) -> bool:
        """As many rows as there is room for; whether there was anything new to show."""
        missing = WINDOW - reading.shown
        fresh = [ident for ident, _ in reading.rows[reading.shown : reading.shown + missing]]
        if not fresh:
            return False
        if not reading.shown:
            with self.resetting():
                self._take(fresh)
        else:
            self._append(fresh)
        reading.shown += len(fresh)
        self.counted.emit()
        return True

    def _show_rest(self, reading: _Reading) -> None:
        put_in_order(reading.rows, reading.order, self._descending)
        idents = [ident for ident, _ in reading.rows]
        if reading.shown:
            self._append(idents[reading.shown :])
        else:
            with self.resetting():
                self._take(idents)
        self.whole = self._all_there = True
        self.counted.emit()

    def _take(self, idents: list[bytes]) -> None:
        self._ids = idents
        self._rows.clear()

    def _append(self, idents: list[bytes]) -> None:
        if idents:
            first = len(self._ids)
            self.beginInsertRows(QModelIndex(), first, first + len(idents) - 1)
            self._ids += idents
            self.endInsertRows()

    def _count(self, reading: _Reading) -> Iterator[object]:
        """The counts; another order of the same rows needs no new ones."""
        book, around, view = self.session.book, self.session.around, reading.view
        counted: Counter[Filter] = Counter()
        standing: Counter[Stage] = Counter()
        anywhere = replace(view, stage="")
        for span in reading.spans:
            counted += counts(book, around, self._words, self._filters, view, span)
            standing += stages(book, around, self._filter, self._words, anywhere, span)
            yield None
        self.counts = {each: counted[each] for each in self._filters}
        self.stages = {stage: standing[stage] for stage in Stage if standing[stage]}

    def _listed(self, row: int) -> Listed:
        ident = self._ids[row]
        found = self._rows.get(ident)
        if found is None:
            start = row - row % WINDOW
            wanted = self._ids[start : start + WINDOW]
            self._rows.update(window(self.session.book, self.session.around, wanted, self._view))
            found = self._rows.get(ident) or Listed(ident)  # removed, and not yet taken away
        return found
