"""The panel as a row of toggles, each with a count: whom the next act concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from db.records import Member
from desktop.models.teams import WHERE, Team
from desktop.widgets.flow_layout import FlowLayout

_GAP = 12  # pixels between groups and members


class MemberPicker(QWidget):
    """Any number of members may be chosen, one by one or by group."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Chọn thành viên")
        self._row = FlowLayout(self)
        self._buttons: dict[bytes, QToolButton] = {}
        self._words: dict[bytes, tuple[str, str]] = {}
        self._teams: list[Team] = []
        self.teams: list[QToolButton] = []  # one toggle a group
        self._gap, self.hint = QWidget(self), QLabel(WHERE, self)
        self._gap.setFixedSize(_GAP, 1)
        self.hint.setProperty("role", "muted")
        for widget in (self._gap, self.hint):
            widget.hide()
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

    def show_members(
        self, members: Sequence[Member], names: Mapping[bytes, str], teams: Sequence[Team]
    ) -> None:
        """Another panel or other groups; nobody is chosen."""
        wanted = {m.id: (names[m.id], f"Đ/c {m.name} ({m.code})") for m in members}
        if wanted == self._words and list(teams) == self._teams:
            return
        self._clear()
        self._words, self._teams = wanted, list(teams)
        for team in teams:
            button = _chip(f"{team.name} ({len(team.members)})")
            button.setToolTip(", ".join(names[ident] for ident in team.members))
            button.setAccessibleName(f"{team.name}: {len(team.members)} người")
            button.clicked.connect(lambda on, team=team: self._choose(team.members if on else ()))
            self.teams.append(button)
            self._row.addWidget(button)
        if teams:
            self._row.addWidget(self._gap)
        for ident, (name, whole) in wanted.items():
            button = _chip(name)
            button.setToolTip(whole)
            button.setAccessibleName(whole)
            button.toggled.connect(lambda _: self._tell())
            self._buttons[ident] = button
            self._row.addWidget(button)
        if not teams:
            self._row.addWidget(self.hint)
        self._gap.setVisible(bool(teams))
        self.hint.setVisible(not teams)
        self._tell()

    def show_counts(self, counts: Mapping[bytes, int]) -> None:
        """How many submissions each is to score."""
        for ident, button in self._buttons.items():
            name, whole = self._words[ident]
            count = counts.get(ident, 0)
            button.setText(f"{name} {count}")
            button.setAccessibleName(f"{whole}: {count} hồ sơ")
        self.updateGeometry()

    def _clear(self) -> None:
        for button in (*self.teams, *self._buttons.values()):
            self._row.removeWidget(button)
            button.deleteLater()
        for widget in (self._gap, self.hint):
            self._row.removeWidget(widget)
        self._buttons, self.teams = {}, []

    def _choose(self, members: Sequence[bytes]) -> None:
        """Exactly these members."""
        for ident, button in self._buttons.items():
            with QSignalBlocker(button):
                button.setChecked(ident in members)
        self._tell()

    def _tell(self) -> None:
        """A group is chosen where exactly its members are."""
        chosen = set(self.chosen)
        for team, button in zip(self._teams, self.teams, strict=True):
            button.setChecked(chosen == set(team.members))
        self.changed.emit()


def _chip(words: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("role", "chip")
    button.setCheckable(True)
    button.setText(words.replace("&", "&&"))
    return button
