"""The desk as a grid: one row a unit, then the files whose unit nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from db.operation import Changes
from db.queries.desk import Desk, DeskFile, DeskUnit, desk
from db.rules.vietnamese import fold, sort_key
from desktop.delivery_words import refusal
from desktop.models import desk_words as words
from desktop.models.import_words import number
from desktop.models.table_model import LEFT, RIGHT, SearchedTable
from desktop.session import Session

ALL, RECEIVED, MISSING, UNDECIDED, LOOK, STRAY = (
    "all", "received", "missing", "undecided", "look", "stray",
)  # fmt: skip
FILTERS = (
    (ALL, "Tất cả"),
    (RECEIVED, "Đã nhận"),
    (MISSING, "Còn thiếu"),
    (UNDECIDED, "Chưa có quyết định"),
    (LOOK, "Cần xem"),
    (STRAY, "Tệp chưa rõ của ai"),
)
_OF_A_CODE = 4  # letters from which a word may be part of a proof code
_SHOWN = frozenset({"delivery", "unit", "campaign"})


class Column(IntEnum):
    """What stands where."""

    UNIT = 0
    STATE = 1
    CAME = 2
    SOURCE = 3
    COUNT = 4
    DECISION = 5
    CODE = 6
    KEY = 7
    NOTES = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, or a file that belongs to none."""

    unit: DeskUnit | None = None
    file: DeskFile | None = None

    @property
    def ident(self) -> bytes:
        """The unit's code, or the file's name."""
        if self.unit is not None:
            return self.unit.code.encode()
        assert self.file is not None
        return b"\0" + self.file.name.encode()


_BELONGS: dict[str, Callable[[Row], bool]] = {
    ALL: lambda row: row.unit is not None,
    RECEIVED: lambda row: row.unit is not None and bool(row.unit.deliveries),
    MISSING: lambda row: row.unit is not None and row.unit.expected and not row.unit.deliveries,
    UNDECIDED: lambda row: row.unit is not None and "undecided" in row.unit.flags,
    LOOK: lambda row: row.unit is not None and words.to_look_at(row.unit),
    STRAY: lambda row: row.file is not None,
}


def _within(word: str, text: str, codes: str) -> bool:
    return word in text or (len(word) >= _OF_A_CODE and word in codes)


class DeskGrid(SearchedTable):
    """Some hundred units at most: read whole, sifted and sorted here."""

    headings = (
        "Đơn vị", "Tình trạng", "Nhận lúc", "Nguồn", "Hồ sơ", "Quyết định", "Mã đối chiếu",
        "Khóa cơ quan", "Lưu ý",
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.desk = Desk(())
        self._all: list[tuple[Row, str, str]] = []  # with what is searched, and proof codes
        self._shown: list[Row] = []
        self._filter, self._words = ALL, list[str]()
        self._order, self._down = -1, False
        session.changed.connect(self._on_changed)

    def load(self) -> None:
        """Reads the desk anew. Raises ThamdinhError."""
        campaign = self._session.campaign
        found = Desk(())
        if campaign is not None:
            with self._session.book.reading():
                found = desk(self._session.book, campaign)
        self.beginResetModel()
        self.desk = found
        rows = [Row(unit) for unit in found.units] + [Row(file=file) for file in found.strays]
        self._all = [(row, *self._searched(row)) for row in rows]
        self._sift()
        self.endResetModel()
        self.counted.emit()

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        self._words = fold(words).split()
        self._again()

    def show_only(self, which: str) -> None:
        """One of FILTERS."""
        self._filter = which
        self._again()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; at first by the unit's name."""
        self._order, self._down = column, order == Qt.SortOrder.DescendingOrder
        self._again()

    def counts(self) -> dict[str, int]:
        """How many rows each filter leaves."""
        rows = [row for row, *_ in self._all]
        return {key: sum(map(test, rows)) for key, test in _BELONGS.items()}

    def unit(self, row: int) -> DeskUnit | None:
        """The unit of a row, None for a file of nobody."""
        return self._shown[row].unit

    def units_shown(self) -> list[DeskUnit]:
        """All units that filter and search leave."""
        return [row.unit for row in self._shown if row.unit is not None]

    def row_of(self, ident: bytes) -> int:
        """Where a unit (its code in bytes) stands, -1 where it is not shown."""
        return next((place for place, row in enumerate(self._shown) if row.ident == ident), -1)

    def rows_shown(self) -> int:
        """One row a unit or file."""
        return len(self._shown)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        return self._texts(self._shown[row])[column]

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Counts stand at the right."""
        return RIGHT if column == Column.COUNT else LEFT

    def _texts(self, row: Row) -> tuple[str, ...]:
        unit, file = row.unit, row.file
        if unit is None:
            assert file is not None
            said = f"{file.name}: {refusal(file.code, file.facts)}"
            return ("Chưa rõ đơn vị", "không nhận", "", "tệp", "", "", file.proof_code, "", said)
        count = sum(one.submissions for one in unit.deliveries if one.counts)
        return (
            f"{unit.name} ({unit.code})",
            words.state_words(unit),
            words.came_words(unit),
            words.source_words(unit),
            number(count) if unit.deliveries else "",
            words.decision_words(unit),
            words.proof_words(unit),
            "; ".join(unit.fingerprints),
            words.note_words(unit),
        )

    def _again(self) -> None:
        self.beginResetModel()
        self._sift()
        self.endResetModel()
        self.counted.emit()

    def _sift(self) -> None:
        belongs = _BELONGS[self._filter]
        shown = [
            row
            for row, text, codes in self._all
            if belongs(row) and all(_within(word, text, codes) for word in self._words)
        ]
        if self._order >= 0:
            shown.sort(key=self._key, reverse=self._down)
        self._shown = shown

    def _searched(self, row: Row) -> tuple[str, str]:
        """Times and fingerprints are full of figures that nobody looks for."""
        texts = self._texts(row)
        places = (Column.UNIT, Column.STATE, Column.SOURCE, Column.DECISION, Column.NOTES)
        return fold(" ".join(texts[place] for place in places)), fold(texts[Column.CODE])

    def _key(self, row: Row) -> tuple[Any, ...]:
        unit, place = row.unit, self._order
        if unit is not None and place == Column.CAME:
            return (max((one.came for one in unit.deliveries if one.counts), default=0), "")
        if unit is not None and place == Column.COUNT:
            return (sum(one.submissions for one in unit.deliveries if one.counts), "")
        return (0, sort_key(self._texts(row)[place]))

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN:
            self.load()
