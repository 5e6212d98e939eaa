"""Results so far: one row a submission, ranked among its kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from db.operation import Changes
from db.queries.results import Result, SubjectResult, of_subject, results
from db.queries.waiting import waiting_submissions
from db.records import SubjectKind
from db.rules.bands import CLASSES
from db.rules.vietnamese import fold, sort_key
from desktop.models.table_model import ID_ROLE, SearchedTable
from desktop.models.words import KINDS, shown_points
from desktop.session import Session
from desktop.words import CLASS_NOTES, FLAGS, barred_words, concluded_words

CLASS_ROLE = Qt.ItemDataRole.UserRole + 2
ALL, NO_CLASS = "all", "none"


class Column(IntEnum):
    """What stands where."""

    RANK = 0
    CODE = 1
    SUBJECT = 2
    TITLE = 3
    KIND = 4
    SELF = 5
    FINAL = 6
    MEDIAN = 7
    SPREAD = 8
    CLASS = 9
    BALLOTS = 10
    FLAGS = 11


HEADINGS = (
    "Hạng", "Mã hồ sơ", "Đối tượng", "Tên mô hình", "Loại", "Tự chấm", "Điểm", "Trung vị",
    "Chênh lệch", "Xếp loại", "Phiếu", "Lưu ý",
)  # fmt: skip
FIGURES = frozenset(
    {Column.RANK, Column.SELF, Column.FINAL, Column.MEDIAN, Column.SPREAD, Column.BALLOTS}
)
_RESULT_KINDS = frozenset(
    {"submission", "ballot", "campaign", "rubric", "member", "unit", "void", "session", "office",
     "hearing", "decision", "unfreeze"}
)


class ResultModel(SearchedTable):
    """All results of a campaign in memory: a rank needs them all anyway."""

    headings = HEADINGS

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._all: list[Result] = []
        self._search: dict[bytes, str] = {}
        self._shown: list[Result] = []
        self._words: list[str] = []
        self._kind, self._class, self._flag = ALL, ALL, ALL
        self._order, self._descending = Column.RANK, False
        session.changed.connect(self._on_changed)

    @property
    def notes(self) -> list[str]:
        """Sentences on why there is no class, each once."""
        codes = dict.fromkeys(r.class_code for r in self._all if r.eligible is not False)
        wanted = ("rubric_unconfirmed", "rubric_without_bands", "no_rubric")
        return [CLASS_NOTES[code] for code in codes if code in wanted]

    def load(self) -> None:
        """Reads the results anew."""
        self.reading.emit()
        self.beginResetModel()
        session = self._session
        self._all = []
        if session.campaign is not None and session.sees_results:
            waiting = waiting_submissions(session.book)
            self._all = [
                replace(r, flags=(*r.flags, "waiting")) if r.id in waiting else r
                for r in results(session.book, session.campaign)
            ]
        self._search = {r.id: self._searched(r) for r in self._all}
        self._sieve()
        self.endResetModel()
        self.counted.emit()

    def filter(
        self, *, kind: str | None = None, name: str | None = None, flag: str | None = None
    ) -> None:
        """Shows one kind, class or flag only; ALL for every one, None leaves it as it is."""
        self._kind = self._kind if kind is None else kind
        self._class = self._class if name is None else name
        self._flag = self._flag if flag is None else flag
        self._again()

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        self._words = fold(words).split()
        self._again()

    def result(self, row: int) -> Result:
        """The result of that row."""
        return self._shown[row]

    def row_of(self, ident: bytes) -> int:
        """Where a submission stands, -1 where it is not shown."""
        return next((row for row, r in enumerate(self._shown) if r.id == ident), -1)

    def of_subject(self, found: Result) -> SubjectResult | None:
        """The subject's own result, where it has several scored models."""
        session = self._session
        if session.campaign is None:
            return None
        rubric = session.around.rubrics.get(found.kind)
        return of_subject(self._all, found, session.campaign.settings, rubric)

    def scored(self) -> tuple[int, int]:
        """How many submissions have a score, of how many that may be appraised."""
        open_ones = [r for r in self._all if r.eligible is not False]
        return sum(r.final is not None for r in open_ones), len(open_ones)

    def by_kind(self) -> dict[str, int]:
        """Counts for the filter of kinds."""
        found = Counter(str(r.kind) for r in self._all)
        return {ALL: len(self._all), **found}

    def by_class(self) -> dict[str, int]:
        """Counts for the filter of classes, of the chosen kind."""
        chosen = [r for r in self._all if self._kind in (ALL, str(r.kind))]
        found = Counter(r.panel_class or NO_CLASS for r in chosen)
        return {ALL: len(chosen), **found}

    def by_flag(self) -> dict[str, int]:
        """Counts for the filter of flags, of the chosen kind."""
        chosen = [r for r in self._all if self._kind in (ALL, str(r.kind))]
        found = Counter(flag for r in chosen for flag in r.flags)
        return {ALL: len(chosen), **found}

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; empty values always come last."""
        if 0 <= column < len(Column):
            self._order = Column(column)
            self._descending = order == Qt.SortOrder.DescendingOrder
            self._again()

    def rows_shown(self) -> int:
        """One row a submission that is shown."""
        return len(self._shown)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        return _text(self._shown[row], column)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        return _alignment(column)

    def other(self, row: int, column: int, role: int) -> Any:
        """Id and class; the class's tooltip says why there is none."""
        found = self._shown[row]
        if role == ID_ROLE:
            return found.id
        if role == CLASS_ROLE:
            return found.panel_class or ""
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.CLASS:
            if found.concluded_class:
                return concluded_words(found.class_name or "", found.concluded_reason)
            return CLASS_NOTES.get(found.class_code) or None
        return None

    def _again(self) -> None:
        self.beginResetModel()
        self._sieve()
        self.endResetModel()
        self.counted.emit()

    def _sieve(self) -> None:
        found = [
            r
            for r in self._all
            if self._kind in (ALL, str(r.kind))
            and self._class in (ALL, r.panel_class or NO_CLASS)
            and (self._flag == ALL or self._flag in r.flags)
            and all(word in self._search[r.id] for word in self._words)
        ]
        keyed = [(self._key(r), r) for r in found]
        with_value = [(key, r) for key, r in keyed if key is not None]
        with_value.sort(key=lambda pair: pair[0], reverse=self._descending)
        self._shown = [r for _, r in with_value] + [r for key, r in keyed if key is None]

    def _key(self, found: Result) -> Any:
        """What to sort by; None for an empty value."""
        column = self._order
        if column == Column.RANK:
            kind = list(SubjectKind).index(found.kind)
            return None if found.rank is None else (kind, found.rank)
        if column == Column.CLASS:
            return CLASSES.index(found.panel_class) if found.panel_class in CLASSES else None
        if column == Column.BALLOTS:
            return (found.ballots_valid, found.ballots_expected)
        values = {
            Column.SELF: found.self_score,
            Column.FINAL: found.final,
            Column.MEDIAN: found.median,
            Column.SPREAD: found.spread,
        }
        if column in values:
            return values[column]
        return sort_key(_text(found, column)) or None

    def _searched(self, found: Result) -> str:
        unit = self._session.around.units.get(found.unit)
        words = (found.code, found.title, found.subject, found.unit, unit.name if unit else "")
        return fold(" ".join(words))

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _RESULT_KINDS:
            self.load()


def _text(found: Result, column: int) -> str:
    match column:
        case Column.RANK:
            return "" if found.rank is None else str(found.rank)
        case Column.CODE:
            return found.code
        case Column.SUBJECT:
            return found.subject
        case Column.TITLE:
            return found.title
        case Column.KIND:
            return KINDS[found.kind]
        case Column.SELF:
            return shown_points(found.self_score)
        case Column.FINAL:
            return shown_points(found.final)
        case Column.MEDIAN:
            return shown_points(found.median)
        case Column.SPREAD:
            return shown_points(found.spread)
        case Column.CLASS:
            return found.panel_class or ""
        case Column.BALLOTS:
            if found.eligible is False:
                return ""
            return f"{found.ballots_valid}/{found.ballots_expected}"
    if found.eligible is False:
        return barred_words(found.eligible_code, found.registered, found.reported)
    words = [FLAGS[flag] for flag in found.flags if flag in FLAGS]
    return ", ".join(words if found.eligible else [*words, "chờ xem xét"])


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
