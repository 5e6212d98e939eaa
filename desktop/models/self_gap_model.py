"""The subjects' own scores beside the panel's: a line a criterion, a unit or a year."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum, StrEnum
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal

from db.queries.self_gap import TOTAL, Compared, Gap, in_steps
from db.records import SubjectKind
from db.rules.vietnamese import sort_key
from desktop.models.self_gap_words import shown_gap
from desktop.models.slices import Slices
from desktop.models.table_model import LEFT, RIGHT, TableModel
from desktop.models.words import shown_points
from desktop.session import Session

GAP_ROLE: Final = Qt.ItemDataRole.UserRole + 2  # the Gap of a row


class View(StrEnum):
    """What a line stands for."""

    CRITERION = "criterion"
    UNIT = "unit"
    YEAR = "year"


class Column(IntEnum):
    """What stands where."""

    NAME = 0
    MOST = 1
    OWN = 2
    PANEL = 3
    GAP = 4
    COUNT = 5
    BARS = 6


HEADINGS = (
    "Tiêu chí", "Tối đa", "Tự chấm", "Tổ chấm", "Chênh lệch", "Hồ sơ", "Tự chấm, Tổ chấm",
)  # fmt: skip
_FIRST = {View.CRITERION: "Tiêu chí", View.UNIT: "Đơn vị", View.YEAR: "Năm"}
_SPOKEN = {
    Column.OWN: "Điểm tự chấm, trung bình",
    Column.PANEL: "Điểm Tổ thẩm định, trung bình",
    Column.GAP: "Tự chấm cao hơn (+) hay thấp hơn (−) Tổ thẩm định, trung bình",
    Column.COUNT: "Số hồ sơ có cả hai điểm",
    Column.BARS: "Thanh trên: tự chấm; thanh dưới: Tổ thẩm định chấm",
}


class SelfGapModel(TableModel):
    """Everything is read once; views and filters go through it in memory."""

    headings = HEADINGS
    counted = Signal()  # after every reading and sifting
    failed = Signal(Exception)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._slices = Slices(self)
        self._slices.failed.connect(self.failed)
        self._coming = Compared((), {}, {})
        self.found = Compared((), {}, {})
        self.view = View.CRITERION
        self.kind: SubjectKind | None = None
        self.year: int | None = None
        self._rows: list[Gap] = []
        self._order: Column | None = None
        self._descending = False

    def load(self) -> None:
        """Reads all years that this laptop may see the results of, in what time there is."""
        self._slices.begin_now(self._gather(), self._take_over)

    def _gather(self) -> Iterator[None]:
        session = self._session
        wanted = [] if session.campaign is None or not session.sees_results else [
            each for each in session.campaigns() if session.office or not each.settings.blind
        ]  # fmt: skip
        self._coming = yield from in_steps(session.book, wanted)

    def _take_over(self) -> None:
        self.found = self._coming
        if self.year not in self.found.years:
            self.year = None
        self._again()

    def choose(
        self,
        *,
        view: View | None = None,
        kind: SubjectKind | str | None = None,
        year: int | str | None = None,
    ) -> None:
        """Another view, kind or year; "" for all of them, None leaves it as it is."""
        if view is not None and view is not self.view:
            self.view, self._order = view, None
        if kind is not None:
            self.kind = SubjectKind(kind) if kind else None
        if year is not None:
            self.year = int(year) if year else None
        self._again()

    @property
    def marks(self) -> list[Any]:
        """What is chosen."""
        return self.found.chosen(kind=self.kind, year=self.year)

    def gap(self, row: int) -> Gap:
        """The line."""
        return self._rows[row]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; the whole score stays last."""
        if 0 <= column < len(Column):
            self._order = Column(column)
            self._descending = order == Qt.SortOrder.DescendingOrder
            self._again()

    def rows_shown(self) -> int:
        """One row a line."""
        return len(self._rows)

    def heading(self, column: int) -> str:
        """The first says what a line stands for."""
        return _FIRST[self.view] if column == Column.NAME else HEADINGS[column]

    def spoken_heading(self, column: int) -> str:
        """In full."""
        return _SPOKEN.get(Column(column), self.heading(column))

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        found = self._rows[row]
        match column:
            case Column.NAME:
                coded = self.view is View.CRITERION and found.key != TOTAL
                return f"{found.key}. {found.name}" if coded else found.name
            case Column.MOST:
                return shown_points(found.most)
            case Column.OWN:
                return shown_points(found.own)
            case Column.PANEL:
                return shown_points(found.panel)
            case Column.GAP:
                return shown_gap(found.gap)
            case Column.COUNT:
                return str(found.count)
        return ""

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        return LEFT if column in (Column.NAME, Column.BARS) else RIGHT

    def other(self, row: int, column: int, role: int) -> Any:
        """The line itself, for the bars."""
        if role == GAP_ROLE:
            return self._rows[row]
        if role == Qt.ItemDataRole.AccessibleTextRole and column == Column.BARS:
            found = self._rows[row]
            return f"Tự chấm {shown_points(found.own)}, Tổ chấm {shown_points(found.panel)}"
        return None

    def _again(self) -> None:
        self.beginResetModel()
        marks = self.marks
        found = {
            View.CRITERION: self.found.by_criterion,
            View.UNIT: self.found.by_unit,
            View.YEAR: self.found.by_year,
        }[self.view](marks)
        if self._order is not None:
            found.sort(key=self._key, reverse=self._descending)
        if self.view is View.CRITERION:
            found.sort(key=lambda gap: gap.key == TOTAL)
        self._rows = found
        self.endResetModel()
        self.counted.emit()

    def _key(self, found: Gap) -> Any:
        match self._order:
            case Column.NAME:
                return sort_key(found.key + found.name)
            case Column.MOST:
                return found.most or 0
            case Column.OWN:
                return found.own
            case Column.PANEL:
                return found.panel
            case Column.COUNT:
                return found.count
        return found.gap
