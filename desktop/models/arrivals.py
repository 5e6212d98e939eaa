"""The intake register as a table: rows, filters with counts, search without diacritics."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QObject

from db.operation import Changes
from db.queries.arrivals import Arrival, ArrivalFilter, arrivals, fits, shown, suggested_number
from desktop.models.table_model import SearchedTable
from desktop.models.words import shown_date
from desktop.session import Session

WHATS = {"registration": "Đăng ký", "report": "Báo cáo", "other": "Khác"}
CARRIERS = {"paper": "Giấy", "scan": "Bản quét", "word": "Word", "excel": "Excel"}


class Column(IntEnum):
    """What stands where."""

    NUMBER = 0
    DATE = 1
    UNIT = 2
    WHAT = 3
    SUBMISSION = 4
    CARRIER = 5
    MISSING = 6
    RETURN_BY = 7
    COMPLETED = 8
    STATE = 9


HEADINGS = (
    "Số đến", "Ngày đến", "Đơn vị", "Loại", "Mã hồ sơ", "Dạng", "Còn thiếu", "Hạn bổ sung",
    "Bổ sung ngày", "Tình trạng",
)  # fmt: skip


def iso_today() -> str:
    """Today by this laptop's clock."""
    return date.today().isoformat()


def state_of(row: Arrival, today: str) -> str:
    """Whether everything has come, in two or three words."""
    if row.overdue(today):
        return "quá hạn bổ sung"
    if row.waiting:
        return "còn thiếu"
    return "đã bổ sung đủ" if row.completed_on else "đủ"


class ArrivalsModel(SearchedTable):
    """Newest first."""

    headings = HEADINGS

    def __init__(
        self,
        session: Session,
        today: Callable[[], str] = iso_today,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._today = session, today
        self._all: list[Arrival] = []
        self._rows: list[Arrival] = []
        self._filter, self._words = ArrivalFilter.ALL, ""
        self.counts: dict[ArrivalFilter, int] = dict.fromkeys(ArrivalFilter, 0)
        session.changed.connect(self._on_changed)

    @property
    def today(self) -> str:
        """ISO text."""
        return self._today()

    def load(self) -> None:
        """Reads the register anew."""
        campaign = self._session.campaign
        self._all = [] if campaign is None else arrivals(self._session.book, campaign)
        self._sift()

    def search(self, words: str) -> None:
        """Shows what holds every word."""
        self._words = words
        self._sift()

    def show_only(self, which: ArrivalFilter) -> None:
        """One filter."""
        self._filter = which
        self._sift()

    def suggested_number(self) -> str:
        """The next arrival number."""
        return suggested_number(self._all)

    def number_taken(self, number: str, but: bytes | None) -> bool:
        """Whether another row bears that number."""
        return any(row.number == number and row.id != but for row in self._all)

    def holds(self, ident: bytes) -> bool:
        """Whether the register holds that row, shown or not."""
        return any(row.id == ident for row in self._all)

    @property
    def total(self) -> int:
        """How many rows the register holds."""
        return len(self._all)

    @property
    def newest(self) -> Arrival | None:
        """The row entered last, by date and number."""
        return self._all[0] if self._all else None

    def arrival(self, row: int) -> Arrival:
        """The row in that place."""
        return self._rows[row]

    def row_of(self, ident: bytes) -> int:
        """Where it stands, -1 where it is not shown."""
        return next((n for n, row in enumerate(self._rows) if row.id == ident), -1)

    def unit_name(self, code: str) -> str:
        """The unit's name, else its code."""
        if self._session.campaign is None:
            return code
        unit = self._session.around.units.get(code)
        return unit.name if unit and unit.name else code

    def rows_shown(self) -> int:
        """One row an arrival."""
        return len(self._rows)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        return self._text(self._rows[row], column)

    def _text(self, row: Arrival, column: int) -> str:
        match column:
            case Column.NUMBER:
                return row.number
            case Column.DATE:
                return shown_date(row.date)
            case Column.UNIT:
                return self.unit_name(row.unit)
            case Column.WHAT:
                return WHATS.get(row.what, row.what)
            case Column.SUBMISSION:
                return row.submission
            case Column.CARRIER:
                return CARRIERS.get(row.carrier, row.carrier)
            case Column.MISSING:
                return row.missing
            case Column.RETURN_BY:
                return shown_date(row.return_by)
            case Column.COMPLETED:
                return shown_date(row.completed_on)
        return state_of(row, self.today)

    def _sift(self) -> None:
        self.beginResetModel()
        found = [
            row
            for row in self._all
            if not self._words or fits(row, self._words, self.unit_name(row.unit))
        ]
        today = self.today
        self.counts = {which: len(shown(found, which, today)) for which in ArrivalFilter}
        self._rows = shown(found, self._filter, today)
        self.endResetModel()
        self.counted.emit()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {"arrival", "unit", "campaign"}:
            self.load()
