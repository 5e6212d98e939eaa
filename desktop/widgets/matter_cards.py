"""The values on offer for one open matter, side by side, each with the button that takes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.open_matters import Card
from desktop.widgets.scrolling import ScrolledPage

_SIDE_BY_SIDE = 3


class MatterCards(ScrolledPage):
    """``taken`` with the card whose button was pressed."""

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Các giá trị", parent)
        self.buttons: list[QPushButton] = []

    def show_cards(self, cards: Sequence[Card], before: str, *, may: bool) -> None:
        """``before`` is what the cell was before; without ``may`` nothing can be taken."""
        self.buttons = []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if before:
            former = QLabel(f"Trước đó: {before}")
            former.setProperty("role", "muted")
            former.setWordWrap(True)
            former.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(former)
        beside = len(cards) <= _SIDE_BY_SIDE
        row = QHBoxLayout() if beside else QVBoxLayout()
        row.setSpacing(10)
        for card in cards:
            row.addWidget(self._card(card, may), 1 if beside else 0)
        column.addLayout(row)
        column.addStretch(1)
        self.hold(page)

    def begin(self) -> None:
        """The first value."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, card: Card, may: bool) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "panel")
        value, who, state = QLabel(card.value), QLabel(card.who), QLabel(card.state)
        detail = QLabel(card.detail)
        value.setProperty("role", "strong")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        who.setProperty("role", "muted")
        state.setProperty("ink", "accent")
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        for label, text in (
            (state, card.state),
            (value, card.value),
            (detail, card.detail),
            (who, card.who),
        ):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            if text:  # without a place in the page it would be a window of its own
                column.addWidget(label)
        column.addStretch(1)
        if may:
            button = QPushButton(card.button)
            button.setAccessibleName(f"{card.button}: {card.value}")
            button.clicked.connect(lambda: self.taken.emit(card))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)
        return frame
