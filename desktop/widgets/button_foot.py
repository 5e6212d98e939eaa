"""The buttons at the foot of a page: at the right, in as many lines as they need."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.widgets.flow_layout import FlowLayout


class ButtonFoot(QWidget):
    """The last button is the one that goes on."""

    def __init__(self, *buttons: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = FlowLayout(self, gap=8, at_right=True)
        for button in buttons:
            row.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
