"""The list of submissions. It knows all ids in order and reads rows by the window, so that a
list of a hundred thousand opens at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from db.operation import Changes
from db.queries.register import Filter, Listed, Order, View, counts, idents, stages, window
from db.queries.stages import Stage
from db.queries.waiting import waiting_submissions
from desktop.field_words import RECHECK
from desktop.models.sliced_table import SlicedTable
from desktop.models.table_model import ID_ROLE, LEFT, RIGHT
from desktop.models.words import KINDS, shown_date, shown_points
from desktop.session import Session
from desktop.stage_words import report_words, state_words

WINDOW = 128


class Column(IntEnum):
    """What stands where."""

    CODE = 0
    SUBJECT = 1
    POST = 2
    KIND = 3
    UNIT = 4
    TITLE = 5
    FIELD = 6
    REGISTERED = 7
    ARRIVAL = 8
    RECHECK = 9
    REPORTED = 10
    LATENESS = 11
    SELF = 12
    SELF_CLASS = 13
    AIMS = 14
    EVIDENCE = 15
    STATE = 16


HEADINGS = (
    "Mã hồ sơ", "Đối tượng", "Chức vụ", "Loại", "Đơn vị", "Tên mô hình", "Lĩnh vực", "Đăng ký",
    "Số đến", "Rà soát", "Báo cáo", "Tình trạng báo cáo", "Tự chấm", "Tự xếp loại", "HTXSNV",
    "Minh chứng", "Tình trạng",
)  # fmt: skip
_FIGURES = frozenset({Column.SELF, Column.EVIDENCE})
_KINDS = {"submission", "target", "ballot", "unit", "campaign", "void", "member", "evidence",
          "hearing", "snapshot", "unfreeze", "decision"}  # fmt: skip


class RegisterModel(SlicedTable):
    """Sorted and filtered by the database; Vietnamese order by its stored keys."""

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
        self.counts: dict[Filter, int] = dict.fromkeys(self._filters, 0)
        self.stages: dict[Stage, int] = {}
        self._counted: tuple[Any, tuple[dict[Filter, int], dict[Stage, int]]] | None = None

    def gather(self) -> Iterator[None]:
        """Ids and counts."""
        yield

    def take_over(self) -> None:
        """Reads ids and counts."""
        self._rows.clear()
        self._ids, self.stages = [], {}
        self.counts = dict.fromkeys(self._filters, 0)
        if self.session.campaign is not None:
            book, around, view = self.session.book, self.session.around, self._view
            order = Order[self._order.name]
            self._waiting = waiting_submissions(book)
            self._ids = idents(
                book, around, self._filter, self._words, order, self._descending, view
            )
            self.counts, self.stages = self._count(view)

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        self._words = words
        self.load()

    def show_only(self, which: Filter) -> None:
        """One filter of :class:`Filter`."""
        self._filter = which
        self.load()

    def show_stage(self, stage: str) -> None:
        """Those that stand there only, "" for every one."""
        self._stage = stage
        self.load()

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
            self.load()

    def rows_shown(self) -> int:
        """One row a submission."""
        return len(self._ids)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        return self._text(self._listed(row), column)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        return RIGHT if column in _FIGURES else LEFT

    def other(self, row: int, column: int, role: int) -> Any:
        """The submission's id."""
        return self._ids[row] if role == ID_ROLE else None

    @property
    def _view(self) -> View:
        sealed = not self.session.sees_results
        return View(self._stage, sealed, date.today().isoformat())

    def _count(self, view: View) -> tuple[dict[Filter, int], dict[Stage, int]]:
        """The counts; another order of the same rows needs no new ones."""
        book, around = self.session.book, self.session.around
        key = (around.campaign.id, self._words, self._filter, view)
        if self._counted is None or self._counted[0] != key:
            found = counts(book, around, self._words, self._filters, view)
            staged = stages(book, around, self._filter, self._words, replace(view, stage=""))
            self._counted = (key, (found, staged))
        return self._counted[1]

    def _listed(self, row: int) -> Listed:
        ident = self._ids[row]
        found = self._rows.get(ident)
        if found is None:
            start = row - row % WINDOW
            wanted = self._ids[start : start + WINDOW]
            self._rows.update(window(self.session.book, self.session.around, wanted, self._view))
            found = self._rows[ident]
        return found

    def _text(self, listed: Listed, column: int) -> str:
        match column:
            case Column.CODE:
                return listed.code
            case Column.SUBJECT:
                return listed.subject
            case Column.POST:
                return listed.post
            case Column.KIND:
                return KINDS[listed.kind]
            case Column.UNIT:
                return listed.unit_name
            case Column.TITLE:
                return listed.title
            case Column.FIELD:
                return listed.field
            case Column.REGISTERED:
                return shown_date(listed.registered_on)
            case Column.ARRIVAL:
                return listed.arrival_no
            case Column.RECHECK:
                return RECHECK.get(listed.recheck, "")
            case Column.REPORTED:
                return shown_date(listed.reported_on) or ("có" if listed.has_report else "")
            case Column.LATENESS:
                return report_words(listed)
            case Column.SELF:
                return shown_points(listed.self_score)
            case Column.SELF_CLASS:
                return listed.self_class
            case Column.AIMS:
                return "đề nghị" if listed.aims else ""
            case Column.EVIDENCE:
                return str(listed.evidence or "")
        waits = "; cần xem" if listed.id in self._waiting else ""
        return state_words(listed) + waits

    def touched(self, changes: Changes) -> frozenset[bytes] | None:
        """Anything, after a change of these kinds."""
        if not changes.kinds & _KINDS:
            return frozenset()
        self._counted = None
        return None
