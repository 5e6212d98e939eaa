"""Completion that looks anywhere in the line and does not ask for diacritics."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter

from db.rules.vietnamese import fold
from desktop.models.folded_choices import FOLDED_ROLE, FoldedChoices

Index = QModelIndex | QPersistentModelIndex
_MOST_SHOWN = 10


class FoldedCompleter(QCompleter):
    """For a line editor; the choices come from a :class:`FoldedChoices`."""

    def __init__(self, choices: FoldedChoices, parent: QObject | None = None) -> None:
        super().__init__(choices, parent)
        self.setCompletionRole(FOLDED_ROLE)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self.setWrapAround(False)
        popup = self.popup()
        if popup is not None:
            popup.setAccessibleName("Các lựa chọn khớp với chữ đã gõ")

    def splitPath(self, path: str) -> list[str]:
        """What was typed, as search compares it."""
        return [fold(path)]

    def pathFromIndex(self, index: Index) -> str:
        """What a chosen line puts into the editor."""
        return str(index.data() or "")
