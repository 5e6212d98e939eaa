"""The criteria and the bands of a rubric as tables that are typed into."""

from __future__ import annotations

from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QObject

from db.errors import MarkUnreadableError
from db.records import Criterion
from db.rules.bands import CLASSES
from db.rules.points import parse_points
from db.rules.vietnamese import fold
from desktop.messages import sentence
from desktop.models.open_rows import OpenRows
from desktop.models.rubric_draft import RubricDraft
from desktop.models.words import shown_points
from desktop.session import Outcome

BONUS_WORDS = ("", "thưởng")
_YES = frozenset({"x", "thuong", "co", "diem thuong"})


class Column(IntEnum):
    """Columns of the criteria."""

    CODE = 0
    NAME = 1
    MAX = 2
    BONUS = 3


class CriteriaRows(OpenRows):
    """One row a criterion; after the first ballot only names can be typed."""

    def __init__(self, draft: RubricDraft, parent: QObject | None = None) -> None:
        super().__init__(
            ("Mã", "Tiêu chí", "Tối đa", "Điểm thưởng"), self._write, (Column.MAX,), parent
        )
        self._draft, self.history = draft, draft.session.history
        draft.loaded.connect(self.load)
        draft.renewed.connect(self.load)

    def load(self) -> None:
        """Takes the rubric's criteria over."""
        rubric, locked = self._draft.rubric, self._draft.scale_locked
        lines = [
            (place, (c.code, c.name, shown_points(c.max), BONUS_WORDS[c.bonus]))
            for place, c in enumerate(rubric.criteria if rubric else ())
        ]
        shut = (Column.CODE, Column.MAX, Column.BONUS) if locked else ()
        self.take(lines, editable=self._draft.editable, more=not locked, shut=shut)

    def remove(self, row: int) -> bool:
        """Takes a criterion out."""
        draft = self._draft
        if not draft.editable or draft.scale_locked or self.key_of(row) is None:
            return False
        return bool(draft.remove_criterion(row))

    def _write(self, row: int, column: int, text: str) -> str:
        rubric = self._draft.rubric
        assert rubric is not None
        new = row >= len(rubric.criteria)
        criterion = Criterion(_next_code(rubric.criteria), "", 0) if new else rubric.criteria[row]
        match column:
            case Column.CODE:
                if not text:
                    return "Tiêu chí phải có mã; muốn bỏ cả dòng thì bấm Ctrl+Delete."
                taken = (c.code for n, c in enumerate(rubric.criteria) if n != row)
                if text in taken:
                    return f"Đã có tiêu chí {text}; hãy dùng mã khác."
                criterion = replace(criterion, code=text)
            case Column.NAME:
                criterion = replace(criterion, name=text)
            case Column.MAX:
                try:
                    criterion = replace(criterion, max=parse_points(text))
                except MarkUnreadableError as error:
                    return sentence(error)
            case _:
                criterion = replace(criterion, bonus=fold(text) in _YES)
        return _said(self._draft.save_criterion(row, criterion))


class BandRows(OpenRows):
    """The four classes with the score from which each holds."""

    def __init__(self, draft: RubricDraft, parent: QObject | None = None) -> None:
        super().__init__(("Mức", "Từ điểm", "Đến dưới"), self._write, (1, 2), parent)
        self._draft, self.history = draft, draft.session.history
        draft.loaded.connect(self.load)
        draft.renewed.connect(self.load)

    def load(self) -> None:
        """Takes the rubric's bands over."""
        rubric = self._draft.rubric
        starts = {band.name: band.start for band in rubric.bands} if rubric else {}
        lines, above = [], rubric.total if rubric else 0
        for name in CLASSES:
            start = starts.get(name)
            until = shown_points(above) if start is not None else ""
            if start is not None and above == (rubric.total if rubric else 0):
                until = f"{shown_points(above)} (kể cả)"
            lines.append((name, (name, shown_points(start), until)))
            above = above if start is None else start
        self.take(lines if rubric else [], editable=self._draft.editable, more=False, shut=(0, 2))

    def _write(self, row: int, column: int, text: str) -> str:
        if not text:
            return _said(self._draft.save_band(CLASSES[row], None))
        try:
            start = parse_points(text)
        except MarkUnreadableError as error:
            return sentence(error)
        return _said(self._draft.save_band(CLASSES[row], start))


def _next_code(criteria: tuple[Criterion, ...]) -> str:
    """TC1, TC2, … whichever is free."""
    codes = {criterion.code for criterion in criteria}
    return next(code for n in range(1, len(codes) + 2) if (code := f"TC{n}") not in codes)


def _said(outcome: Outcome) -> str:
    return "" if outcome else sentence(outcome.error or OSError())
