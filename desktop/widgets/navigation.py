"""The places at the left; in a narrow window only their icons."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from desktop.theme.look import Look
from desktop.widgets.icons import icon


class Navigation(QFrame):
    """A column of buttons, one of them chosen."""

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        places: Iterable[tuple[int, str, str]],
        menu: QToolButton,
        parent: QWidget | None = None,
    ) -> None:
        """``places`` are (number, key, name); number 0 stands at the foot. ``menu`` is the
        button at the head."""
        super().__init__(parent)
        self.setProperty("role", "places")
        self.setAccessibleName("Các phần việc")
        self._look, self._menu, self._narrow = look, menu, False
        self._buttons: dict[str, QToolButton] = {}
        self._names: dict[str, str] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        self._column = column
        self._stretch_lines(menu)
        column.addWidget(menu)
        column.addSpacing(2)
        foot = []
        for number, key, name in places:
            button = self._button(number, key, name)
            if number:
                column.addWidget(button)
            else:
                foot.append(button)
        column.addStretch(1)
        for button in foot:
            column.addWidget(button)
        look.changed.connect(self._renew)
        self._renew()

    def choose(self, key: str) -> None:
        """Marks a place as the one that is shown."""
        self._buttons[key].setChecked(True)
        self._renew_icons()

    def set_shown(self, key: str, shown: bool) -> None:
        """Shows or hides an entry."""
        self._buttons[key].setVisible(shown)

    def set_narrow(self, narrow: bool) -> None:
        """Icons only, or icons with names."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._renew()

    def _button(self, number: int, key: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "place")
        button.setCheckable(True)
        button.setText(f" {name}")  # a gap beside the icon
        button.setAccessibleName(name)
        button.setToolTip(f"{name} (Ctrl+{number})" if number else name)
        button.clicked.connect(lambda: self.chosen.emit(key))
        self._stretch_lines(button)
        self._group.addButton(button)
        self._buttons[key], self._names[key] = button, name
        return button

    def _stretch_lines(self, button: QToolButton) -> None:
        policy = button.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        button.setSizePolicy(policy)

    def _renew(self) -> None:
        large = self._look.scale > 125  # eleven buttons in 768 lines
        gap = 4 if large else self._look.px(6)
        self._column.setContentsMargins(gap, gap, gap, gap)
        self._column.setSpacing(0 if large else 2)
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if self._narrow
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        size = self._look.px(20)
        for button in (self._menu, *self._buttons.values()):
            button.setToolButtonStyle(style)
            button.setIconSize(QSize(size, size))
        self._renew_icons()
        self.setFixedWidth(self._look.px(52) if self._narrow else self._look.px(150))

    def _renew_icons(self) -> None:
        size = self._look.px(20)
        for key, button in self._buttons.items():
            colour = self._look.colour("accent" if button.isChecked() else "muted")
            button.setIcon(icon(key, colour, size))
        self._menu.setIcon(icon("menu", self._look.colour("muted"), size))
