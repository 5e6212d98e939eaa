"""The log as a list, newest first: read window by window as the person goes down."""

from __future__ import annotations

import time
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from db.history_picture import Topic
from db.operation import Changes
from db.queries.events import Event, Source, Viewer, sources
from db.queries.heads import followed
from db.queries.history import (
    HERE,
    MOST_FOUND,
    OFFICE,
    WINDOW,
    Filter,
    count,
    find_submissions,
    viewer_of,
    window,
)
from desktop.history_words import event_words, key_words, moment_marked, who_words
from desktop.models.campaign_words import DECISION, SERIES, SETTINGS, SIGNER
from desktop.models.table_model import Index, TableModel
from desktop.models.year_rule_words import NAMES as YEAR_NAMES
from desktop.session import Session

SETTING_NAMES = {
    **{setting.name: setting.label for setting in SETTINGS},
    **SIGNER,
    "series": SERIES,
    "panel_decision": DECISION,
    **YEAR_NAMES,
}
TOPICS: tuple[tuple[int, str], ...] = (
    (int(Topic.SUBMISSION), "Hồ sơ, chỉ tiêu"),
    (int(Topic.BALLOT | Topic.VOID), "Phiếu chấm"),
    (int(Topic.SHARING), "Phân công, liên quan"),
    (int(Topic.SESSION | Topic.SNAPSHOT | Topic.UNFREEZE), "Cuộc họp, chốt, mở chốt"),
    (int(Topic.DECISION | Topic.DELIVERY), "Quyết định, gửi kết quả"),
    (int(Topic.ARRIVAL), "Sổ tiếp nhận"),
    (int(Topic.PANEL), "Tổ thẩm định, đơn vị, khóa"),
    (int(Topic.RUBRIC), "Thang điểm, thiết lập"),
    (int(Topic.IMPORT), "Nhập bảng"),
    (int(Topic.REMOVAL), "Xóa"),
)
PERIODS: tuple[tuple[int, str], ...] = (
    (1, "Hôm nay"),
    (2, "Từ hôm qua"),
    (7, "7 ngày qua"),
    (30, "30 ngày qua"),
    (365, "Một năm qua"),
)
ANY_SOURCE = -1
_DAY = 24 * 60 * 60


class Column(IntEnum):
    """What stands where."""

    TIME = 0
    WHO = 1
    KEY = 2
    WHAT = 3
    SOURCE = 4


class HistoryModel(TableModel):
    """Knows the rows read so far; Qt asks for more where the list ends."""

    headings = ("Giờ (máy tự khai)", "Ai", "Khóa", "Việc", "Từ tệp")
    counted = Signal()

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._events: list[Event] = []
        self._words = ""
        self._only: bytes | None = None
        self._topics, self._person, self._days, self._source = 0, "", 0, ANY_SOURCE
        self._filter = Filter()
        self._more = False
        self._busy = False  # who hears of new rows must not ask for more of them at once
        self.total = 0
        self.stale = True  # something was written since the list was read
        session.changed.connect(self._on_changed)

    @property
    def viewer(self) -> Viewer:
        """What may be seen here: a member's own ballots need the member's key on this laptop."""
        session = self._session
        member = session.member
        own = member.id if member is not None and session.has_key(member) else None
        return viewer_of(session.book, own)

    @property
    def filtered(self) -> bool:
        """Whether anything is left out on purpose."""
        return self._filter != Filter()

    @property
    def cut(self) -> bool:
        """Whether the words fit more submissions than are looked at."""
        found = self._filter.submissions
        return found is not None and len(found) >= MOST_FOUND

    @property
    def submissions(self) -> tuple[bytes, ...]:
        """The submissions that the list is about, () for all."""
        return self._filter.submissions or ()

    def load(self) -> None:
        """Reads the first window anew."""
        wanted = self._wanted()
        book, viewer = self._session.book, self.viewer
        with book.reading():
            events = window(book, viewer, wanted)
            total = count(book, viewer, wanted)
        self._busy = True
        self.beginResetModel()
        self._filter, self._events, self.total = wanted, events, total
        self._more = len(events) == WINDOW
        self.stale = False
        self.endResetModel()
        self._busy = False
        self.counted.emit()

    def search(self, words: str) -> None:
        """What concerns the submissions that hold every word."""
        self._words, self._only = words.strip(), None
        self.load()

    def show_submission(self, ident: bytes) -> None:
        """What concerns one submission."""
        self._only = ident
        self.load()

    def filter(
        self,
        *,
        topics: int | None = None,
        person: str | None = None,
        days: int | None = None,
        source: int | None = None,
    ) -> None:
        """None leaves a filter as it is; 0, "" and ANY_SOURCE take it away."""
        self._topics = self._topics if topics is None else topics
        self._person = self._person if person is None else person
        self._days = self._days if days is None else days
        self._source = self._source if source is None else source
        self.load()

    def show_all(self) -> None:
        """No search, no filter."""
        self._words, self._only = "", None
        self.filter(topics=0, person="", days=0, source=ANY_SOURCE)

    def people(self) -> list[tuple[object, str]]:
        """Whom the list can be narrowed to."""
        session = self._session
        if session.campaign is None:
            return [(OFFICE, "Văn phòng")]
        members = [(m.id.hex(), f"Đ/c {m.name}") for m in session.around.members]
        return [(OFFICE, "Văn phòng"), *members]

    def files(self) -> list[tuple[object, str]]:
        """The files that were taken in here, and this laptop itself."""
        found = sources(self._session.book)
        return [(HERE, "Không do ghép tệp"), *((s.run, _file_words(s)) for s in found)]

    def entry(self, row: int) -> Event:
        """What happened in that row."""
        return self._events[row]

    def row_of(self, ident: bytes) -> int:
        """Where an event stands among those read so far, -1 where it does not."""
        return next((row for row, e in enumerate(self._events) if e.id == ident), -1)

    def rows_shown(self) -> int:
        """One row an event read so far."""
        return len(self._events)

    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:
        """Whether there are older events."""
        return not parent.isValid() and self._more and not self._busy

    def fetchMore(self, parent: Index = QModelIndex()) -> None:
        """Reads the next window."""
        if not self.canFetchMore(parent):
            return
        last = self._events[-1].place
        found = window(self._session.book, self.viewer, self._filter, last)
        self._more = len(found) == WINDOW
        if found:
            self._busy = True
            at = len(self._events)
            self.beginInsertRows(QModelIndex(), at, at + len(found) - 1)
            self._events += found
            self.endInsertRows()
            self._busy = False

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        event = self._events[row]
        match column:
            case Column.TIME:
                return moment_marked(event.time, event.ahead)
            case Column.WHO:
                return who_words(event.author)
            case Column.KEY:
                return key_words(event.author)
            case Column.WHAT:
                return event_words(event, SETTING_NAMES)
        return event.source.name if event.source is not None else ""

    def other(self, row: int, column: int, role: int) -> Any:
        """Why a time may be wrong."""
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.TIME:
            late = " Giờ này sau giờ máy đang dùng hơn 24 giờ." if self._events[row].ahead else ""
            return f"Giờ do máy tự khai, có thể sai.{late}"
        return None

    def _wanted(self) -> Filter:
        submissions: tuple[bytes, ...] | None = None
        if self._only is not None:
            submissions = (self._only, *followed(self._session.book, self._only))
        elif self._words:
            submissions = find_submissions(self._session.book, self._words)
        since = _midnight(self._days - 1) if self._days else None
        source = None if self._source == ANY_SOURCE else self._source
        topics = Topic(self._topics)
        return Filter(submissions, self._person, topics, since, None, source)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds - {"draft"}:
            self.stale = True


def _file_words(source: Source) -> str:
    return f"{source.name}, ghép {time.strftime('%d/%m/%Y', time.localtime(source.time / 1000))}"


def _midnight(days: int) -> int:
    """Milliseconds of the midnight that so many days ago began at."""
    now = time.localtime()
    start = time.mktime((now.tm_year, now.tm_mon, now.tm_mday - days, 0, 0, 0, 0, 0, -1))
    return int(start * 1000)
