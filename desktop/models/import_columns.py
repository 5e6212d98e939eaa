"""The columns of a foreign sheet: what each is headed, its first values, which field it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.intake.cells import column_letters
from desktop.intake.layout import Layout
from desktop.intake.mapping import (
    Foreign,
    SheetHead,
    SheetMapping,
    label_keys,
    layout_of,
)
from desktop.intake.mapping_guess import guess_columns, guess_form, guess_heading_row

Index = QModelIndex | QPersistentModelIndex
LEFT_OUT = "(bỏ qua)"
_EXAMPLES = 3


class Column(IntEnum):
    """The columns before the examples."""

    LETTER = 0
    LABEL = 1
    FIELD = 2


HEADINGS = ("Cột", "Tiêu đề trong tệp", "Là mục")


@dataclass(slots=True)
class SheetChoice:
    """What was chosen, or guessed, for one sheet."""

    head: SheetHead
    criteria: tuple[str, ...]
    form: str = ""
    heading: int = 1
    columns: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    prefix: str = ""

    @classmethod
    def of(cls, head: SheetHead, criteria: Sequence[str], foreign: Foreign) -> SheetChoice:
        """As it was chosen before, else guessed."""
        found = foreign.find(head)
        if found is not None:
            mapping, number, _ = found
            return cls(
                head,
                tuple(criteria),
                mapping.form,
                number,
                dict(mapping.columns),
                dict(mapping.fixed),
                mapping.prefix,
            )
        choice = cls(head, tuple(criteria), heading=guess_heading_row(head, criteria))
        choice.form = guess_form(head, choice.labels, criteria)
        choice.guess()
        return choice

    @property
    def labels(self) -> tuple[str, ...]:
        """The headings as written."""
        return self.head.labels(self.heading)

    @property
    def layout(self) -> Layout | None:
        """Our sheet, None where the sheet is left out."""
        return layout_of(self.form)

    def guess(self) -> None:
        """Presets the columns for the form and the heading row."""
        layout = self.layout
        self.columns = {} if layout is None else guess_columns(self.labels, layout, self.criteria)

    def lacks(self, name: str) -> bool:
        """Whether our sheet has that field and no column is it."""
        layout = self.layout
        if layout is None or all(column.name != name for column in layout.columns):
            return False
        return name not in self.columns.values()

    def missing(self) -> list[str]:
        """Headings of the fields without which a row says nothing."""
        layout = self.layout
        if layout is None:
            return []
        written = {column.name: column.heading for column in layout.columns}
        return [written[key] for key in layout.keys if self.lacks(key) and not self.fixed.get(key)]

    def mapping(self) -> SheetMapping:
        """What is to be remembered."""
        return SheetMapping(
            self.head.name,
            label_keys(self.labels),
            self.form,
            {key: name for key, name in self.columns.items() if name},
            {name: text for name, text in self.fixed.items() if text and self.lacks(name)},
            self.prefix.strip(),
        )


class ImportColumns(QAbstractTableModel):
    """One row a column of the sheet; the field can be changed, each is used once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice: SheetChoice | None = None
        self._keys: tuple[str, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._examples: list[tuple[int, tuple[str, ...]]] = []
        self._shown: list[int] = []

    def load(self, choice: SheetChoice | None) -> None:
        """Shows a sheet; reads its choice anew."""
        self.beginResetModel()
        self._choice = choice
        self._labels = choice.labels if choice else ()
        self._keys = label_keys(self._labels)
        below = choice.head.below(choice.heading) if choice else iter(())
        self._examples = [line for line, _ in zip(below, range(_EXAMPLES), strict=False)]
        self._shown = [index for index, key in enumerate(self._keys) if key]
        self.endResetModel()

    def fields(self) -> list[tuple[str, str]]:
        """(name, words) of what a column can be; ("", …) leaves it out."""
        choice = self._choice
        layout = choice.layout if choice else None
        if choice is None or layout is None:
            return [("", LEFT_OUT)]
        found = [("", LEFT_OUT), *((column.name, column.heading) for column in layout.columns)]
        if layout.criteria_at is not None:
            found += [(code, f"Điểm {code}") for code in choice.criteria]
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a column that has a heading."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Letter, heading, field, and the first rows."""
        return 0 if parent.isValid() else len(Column) + _EXAMPLES

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; the field's name for editing."""
        if not index.isValid() or self._choice is None:
            return None
        at = self._shown[index.row()]
        if role == Qt.ItemDataRole.EditRole and index.column() == Column.FIELD:
            return self._choice.columns.get(self._keys[at], "")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(at, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Cột {self._labels[at]}: {self._text(at, index.column()) or 'trống'}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Says which field a column is; the column that was it before is left out."""
        if role != Qt.ItemDataRole.EditRole or self._choice is None or not index.isValid():
            return False
        columns = self._choice.columns
        for key in [key for key, name in columns.items() if name == value]:
            del columns[key]
        columns[self._keys[self._shown[index.row()]]] = str(value)
        last = self.index(self.rowCount() - 1, Column.FIELD)
        self.dataChanged.emit(self.index(0, Column.FIELD), last)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The field can be chosen."""
        found = super().flags(index)
        if index.isValid() and index.column() == Column.FIELD:
            return found | Qt.ItemFlag.ItemIsEditable
        return found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Headings; the examples by the number of their row."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        if section < len(HEADINGS):
            return HEADINGS[section]
        place = section - len(HEADINGS)
        return f"Dòng {self._examples[place][0]}" if place < len(self._examples) else ""

    def _text(self, at: int, column: int) -> str:
        assert self._choice is not None
        match column:
            case Column.LETTER:
                return column_letters(at)
            case Column.LABEL:
                return self._labels[at]
            case Column.FIELD:
                name = self._choice.columns.get(self._keys[at], "")
                return dict(self.fields()).get(name, LEFT_OUT)
        place = column - len(Column)
        texts = self._examples[place][1] if place < len(self._examples) else ()
        return texts[at] if at < len(texts) else ""


def choices_of(
    heads: Collection[SheetHead], criteria: Sequence[str], mappings: Collection[SheetMapping]
) -> list[SheetChoice]:
    """A choice for every sheet that is shown and not empty."""
    foreign = Foreign(mappings)
    return [
        SheetChoice.of(head, criteria, foreign) for head in heads if head.texts and not head.hidden
    ]


def units_of(units: Mapping[str, str]) -> list[tuple[str, str]]:
    """(code, words) for the choice of one unit for a whole sheet."""
    return [(code, f"{name} ({code})" if name else code) for code, name in units.items()]
