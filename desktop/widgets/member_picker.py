"""The panel as a row of toggles, each with a count: whom the next act concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from db.records import Member
from desktop.widgets.flow_layout import FlowLayout


class MemberPicker(QWidget):
    """Any number of members may be chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Chọn thành viên")
        self._row = FlowLayout(self)
        self._buttons: dict[bytes, QToolButton] = {}
        self._words: dict[bytes, tuple[str, str]] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def chosen(self) -> list[bytes]:
        """The members chosen, in the order of papers."""
        return [ident for ident, button in self._buttons.items() if button.isChecked()]

    def button(self, member: bytes) -> QToolButton:
        """The toggle of one member."""
        return self._buttons[member]

    def show_members(self, members: Sequence[Member], names: Mapping[bytes, str]) -> None:
        """Another panel; nobody is chosen."""
        wanted = {m.id: (names[m.id], f"Đ/c {m.name} ({m.code})") for m in members}
        if wanted == self._words:
            return
        for button in self._buttons.values():
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons, self._words = {}, wanted
        for ident, (name, whole) in wanted.items():
            button = QToolButton()
            button.setProperty("role", "chip")
            button.setCheckable(True)
            button.setText(name)
            button.setToolTip(whole)
            button.setAccessibleName(whole)
            button.toggled.connect(lambda _: self.changed.emit())
            self._buttons[ident] = button
            self._row.addWidget(button)

    def show_counts(self, counts: Mapping[bytes, int]) -> None:
        """How many submissions each is to score."""
        for ident, button in self._buttons.items():
            name, whole = self._words[ident]
            count = counts.get(ident, 0)
            button.setText(f"{name} {count}")
            button.setAccessibleName(f"{whole}: {count} hồ sơ")
        self.updateGeometry()
