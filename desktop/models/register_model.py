"""The list of submissions. It knows all ids in order and reads rows by the window, so that a
list of a hundred thousand opens at once."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from db.operation import Changes
from db.queries.register import Filter, Listed, Order, counts, idents, window
from db.queries.waiting import waiting_submissions
from desktop.models.table_model import ID_ROLE, SearchedTable
from desktop.models.words import KINDS, shown_date
from desktop.session import Session
from desktop.words import barred_words

WINDOW = 128


class Column(IntEnum):
    """What stands where."""

    CODE = 0
    SUBJECT = 1
    KIND = 2
    UNIT = 3
    TITLE = 4
    FIELD = 5
    REGISTERED = 6
    REPORTED = 7
    STATE = 8


HEADINGS = (
    "Mã hồ sơ", "Đối tượng", "Loại", "Đơn vị", "Tên mô hình", "Lĩnh vực", "Đăng ký", "Báo cáo",
    "Tình trạng",
)  # fmt: skip
_ORDERS = {
    Column.CODE: Order.CODE,
    Column.SUBJECT: Order.SUBJECT,
    Column.KIND: Order.KIND,
    Column.UNIT: Order.UNIT,
    Column.TITLE: Order.TITLE,
    Column.FIELD: Order.FIELD,
    Column.REGISTERED: Order.REGISTERED,
    Column.REPORTED: Order.REPORTED,
    Column.STATE: Order.STATE,
}


def state_words(listed: Listed) -> str:
    """Where a submission stands before it is scored, in two or three words."""
    if listed.eligible_code == "R7":
        return "chờ xem xét"
    if listed.eligible is False:
        return barred_words(
            listed.eligible_code, listed.registered_on is not None, listed.has_report
        )
    if listed.has_report:
        return "đã báo cáo"
    return "đã đăng ký" if listed.registered_on else "chưa đăng ký"


class RegisterModel(SearchedTable):
    """Sorted and filtered by the database; Vietnamese order by its stored keys."""

    headings = HEADINGS

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ids: list[bytes] = []
        self._waiting: frozenset[bytes] = frozenset()
        self._rows: dict[bytes, Listed] = {}
        self._filter, self._words = Filter.ALL, ""
        self._order, self._descending = Column.CODE, False
        self.counts: dict[Filter, int] = dict.fromkeys(Filter, 0)
        session.changed.connect(self._on_changed)

    def load(self) -> None:
        """Reads ids and counts anew."""
        self.reading.emit()
        self.beginResetModel()
        self._rows.clear()
        self._ids = []
        self.counts = dict.fromkeys(Filter, 0)
        if self._session.campaign is not None:
            book, around = self._session.book, self._session.around
            order = _ORDERS[self._order]
            self._waiting = waiting_submissions(book)
            self._ids = idents(book, around, self._filter, self._words, order, self._descending)
            self.counts = counts(book, around, self._words)
        self.endResetModel()
        self.counted.emit()

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        self._words = words
        self.load()

    def show_only(self, which: Filter) -> None:
        """One filter of :class:`Filter`."""
        self._filter = which
        self.load()

    def id_of(self, row: int) -> bytes:
        """The submission of that row."""
        return self._ids[row]

    def row_of(self, ident: bytes) -> int:
        """Where it stands, -1 where it is not shown."""
        return self._ids.index(ident) if ident in self._ids else -1

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

    def other(self, row: int, column: int, role: int) -> Any:
        """The submission's id."""
        return self._ids[row] if role == ID_ROLE else None

    def _listed(self, row: int) -> Listed:
        ident = self._ids[row]
        found = self._rows.get(ident)
        if found is None:
            start = row - row % WINDOW
            wanted = self._ids[start : start + WINDOW]
            self._rows.update(window(self._session.book, self._session.around, wanted))
            found = self._rows[ident]
        return found

    def _text(self, listed: Listed, column: int) -> str:
        match column:
            case Column.CODE:
                return listed.code
            case Column.SUBJECT:
                return listed.subject
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
            case Column.REPORTED:
                return shown_date(listed.reported_on) or ("có" if listed.has_report else "")
        waits = "; cần xem" if listed.id in self._waiting else ""
        return state_words(listed) + waits

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {"submission", "target", "ballot", "unit", "campaign", "void", "member"}:
            self.load()
