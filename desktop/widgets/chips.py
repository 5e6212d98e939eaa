"""Filters with counts, one of which is chosen: "Tập thể 21"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget

from desktop.models.import_words import number
from desktop.widgets.flow_layout import FlowLayout


class Chips(QObject):
    """One group of filters; a :class:`ChipRow` shows it. Arrow keys move between them."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[tuple[str, str]], parent: QObject | None = None
    ) -> None:
        """``name`` says what is chosen, ``choices`` are (key, word); the first is chosen."""
        super().__init__(parent)
        self._words = dict(choices)
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        for key, word in choices:
            button = QToolButton()
            button.setProperty("role", "chip")
            button.setCheckable(True)
            button.setText(word)
            button.setAccessibleName(f"{name}: {word}")
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self.buttons[key] = button
        self._name = name
        next(iter(self.buttons.values())).setChecked(True)

    @property
    def current(self) -> str:
        """The key of the chosen filter."""
        return next(key for key, button in self.buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Chooses a filter as if it was clicked."""
        self.buttons[key].click()

    def mark(self, key: str) -> None:
        """Shows a filter as chosen without telling anybody."""
        self.buttons[key].setChecked(True)

    def set_counts(
        self,
        counts: Mapping[str, int],
        *,
        hide_empty: bool = False,
        shown: bool = True,
        of: str = "hồ sơ",
    ) -> None:
        """Puts a count behind each word; ``shown`` False hides the whole group, ``of`` says
        what is counted."""
        for key, button in self.buttons.items():
            count = counts.get(key, 0)
            word = self._words[key]
            button.setText(f"{word} {number(count)}")
            button.setAccessibleName(f"{self._name}: {word}, {count} {of}")
            wanted = bool(count) or button.isChecked() or not hide_empty
            button.setVisible(shown and wanted)


class ChipRow(QWidget):
    """Groups of filters one after the other, in as many lines as they need."""

    def __init__(self, *groups: Chips, gap: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        for group in groups:
            if row.count():
                space = QWidget()
                space.setFixedSize(gap, 1)
                row.addWidget(space)
            for button in group.buttons.values():
                row.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
