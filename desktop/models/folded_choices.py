"""Choices that are found by any of their letters, diacritics or not: units, submissions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from db.records import Unit
from db.rules.vietnamese import fold, sort_key

Index = QModelIndex | QPersistentModelIndex
FOLDED_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2


class FoldedChoices(QAbstractListModel):
    """One line a choice: its key (a code) and what is said of it."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self._labels: list[str] = []
        self._folded: list[str] = []

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """``choices`` are (key, name)."""
        self.beginResetModel()
        found = list(choices)
        self._keys = [key for key, _ in found]
        self._labels = [label(key, name) for key, name in found]
        self._folded = [fold(f"{key} {name}") for key, name in found]
        self.endResetModel()

    def label_of(self, key: str) -> str:
        """How a key is shown; the key itself where nothing is known of it."""
        return self._labels[self._keys.index(key)] if key in self._keys else key

    def find(self, typed: str) -> list[str]:
        """The keys that what was typed may mean: one by its code or label, else by letters."""
        text = typed.strip()
        for exact in (self._keys, self._labels):
            if text in exact:
                return [self._keys[exact.index(text)]]
        folded = fold(text)
        if not folded:
            return []
        alike = [k for k in self._keys if fold(k) == folded]
        words = folded.split()
        return alike or [
            key
            for key, known in zip(self._keys, self._folded, strict=True)
            if all(word in known for word in words)
        ]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a choice."""
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The label, what search looks at, the key."""
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._labels[index.row()]
            case _ if role == FOLDED_ROLE:
                return self._folded[index.row()]
            case _ if role == KEY_ROLE:
                return self._keys[index.row()]
        return None


def label(key: str, name: str) -> str:
    """``LD01 · Đảng bộ xã Lát``."""
    return f"{key} · {name}" if name else key


def unit_choices(units: Iterable[Unit]) -> list[tuple[str, str]]:
    """Units by name, for :meth:`FoldedChoices.offer`."""
    return [(u.code, u.name) for u in sorted(units, key=lambda u: (sort_key(u.name), u.code))]
