"""What an import has to say of single cells: refused, changed, kept, remarked on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.rules.vietnamese import sort_key

Index = QModelIndex | QPersistentModelIndex


class FindingKind(StrEnum):
    """In the order of their weight."""

    REFUSED = "refused"
    EDITED = "edited"
    KEPT = "kept"
    REMARK = "remark"


class Column(IntEnum):
    """The columns of the list."""

    CELL = 0
    THERE = 1
    HERE = 2
    REASON = 3


HEADINGS = ("Ô", "Trong bảng", "Trong sổ", "Lý do")
_NO_REASON = "Lưu ý"
_CELL = re.compile(r"^(.+![A-Z]{1,3}[0-9]+): (.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Finding:
    """One cell; ``there`` is what the workbook has, ``here`` what the book has."""

    kind: FindingKind
    cell: str
    there: str = ""
    here: str = ""
    reason: str = ""


def remark(sentence: str) -> Finding:
    """A warning, its cell taken off the front where it names one."""
    found = _CELL.match(sentence)
    if found is None:
        return Finding(FindingKind.REMARK, "", reason=sentence)
    words = found[2]
    return Finding(FindingKind.REMARK, found[1], reason=words[:1].upper() + words[1:])


class ImportFindings(QAbstractTableModel):
    """The findings of one kind; sorted by the workbook's order or by a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Finding] = []
        self._shown: list[Finding] = []
        self._kind = FindingKind.REFUSED

    @property
    def kind(self) -> FindingKind:
        """Which kind is shown."""
        return self._kind

    def load(self, findings: Iterable[Finding]) -> None:
        """Takes a workbook's findings and shows the weightiest kind."""
        self.beginResetModel()
        self._all = list(findings)
        counts = self.counts()
        self._kind = next((kind for kind in FindingKind if counts.get(kind)), FindingKind.REFUSED)
        self._sieve()
        self.endResetModel()

    def choose(self, kind: FindingKind) -> None:
        """Shows the findings of one kind."""
        self.beginResetModel()
        self._kind = kind
        self._sieve()
        self.endResetModel()

    def counts(self) -> Mapping[str, int]:
        """How many there are of each kind."""
        return Counter(str(finding.kind) for finding in self._all)

    def finding(self, row: int) -> Finding:
        """The finding of a row."""
        return self._shown[row]

    def as_text(self) -> str:
        """What is shown, for a spreadsheet or a letter to whoever filled the workbook."""
        columns = self.columns()
        lines = [[HEADINGS[column] for column in columns]]
        lines += [[_text(finding, column) for column in columns] for finding in self._shown]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)

    def columns(self) -> tuple[Column, ...]:
        """The columns that say something of this kind."""
        match self._kind:
            case FindingKind.REFUSED:
                return Column.CELL, Column.THERE, Column.REASON
            case FindingKind.EDITED:
                return Column.CELL, Column.THERE, Column.HERE
            case FindingKind.KEPT:
                return tuple(Column)
        return Column.CELL, Column.REASON

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a cell."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Cell, there, here, reason; see :meth:`columns`."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, and all of it as the tooltip."""
        if not index.isValid():
            return None
        finding = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _text(finding, Column(index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(
                f"{HEADINGS[column]}: {text}"
                for column in self.columns()
                if (text := _text(finding, column))
            )
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        if section == Column.REASON and self._kind is FindingKind.REMARK:
            return _NO_REASON
        return HEADINGS[section] if section < len(HEADINGS) else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By a column; by the cell means the workbook's own order."""
        self.beginResetModel()
        self._sieve()
        if column > Column.CELL:
            self._shown.sort(key=lambda finding: sort_key(_text(finding, Column(column))))
        if order == Qt.SortOrder.DescendingOrder:
            self._shown.reverse()
        self.endResetModel()

    def _sieve(self) -> None:
        self._shown = [finding for finding in self._all if finding.kind is self._kind]


def _text(finding: Finding, column: Column) -> str:
    match column:
        case Column.CELL:
            return finding.cell
        case Column.THERE:
            return finding.there
        case Column.HERE:
            return finding.here
    return finding.reason
