"""Deadlines, targets and quota of a campaign, each with its căn cứ; or all of one letter's."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db import campaigns, profiles
from db.change_log import Value
from db.profiles import Profile
from db.queries.settings import year_values
from db.rules import year
from desktop import profile_files, undoable
from desktop.messages import sentence
from desktop.models.year_rule_words import (
    FIELDS,
    GOOD,
    LEVELS,
    NAMES,
    OVER,
    read_count,
    read_day,
    read_percent,
    read_text,
    shown_day,
)
from desktop.session import Outcome, Session
from desktop.theme.look import Look
from desktop.widgets.field_grid import FieldGrid
from desktop.widgets.labels import wrapped
from desktop.widgets.minutes_choice import ChoiceField
from desktop.widgets.minutes_fields import LineField, SavedField


class YearRulesForm(QWidget):
    """Every field saves itself; the letter asks for a press of its button."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.letters = QComboBox()
        self.letters.setAccessibleName("Công văn")
        self.letters.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.letters.setMinimumContentsLength(24)
        for profile in profile_files.bundled():
            self.letters.addItem(profile.name, profile)
        self.take = QPushButton("Lấy theo công văn")
        self.take.setToolTip("Thay các hạn, chỉ tiêu dưới đây bằng những gì công văn này ghi")
        self.take.clicked.connect(self._take)
        self.state, self.trouble = QLabel(), wrapped("", "bad")
        self.state.setProperty("role", "muted")
        self.state.setWordWrap(True)
        self.trouble.hide()
        self.level = ChoiceField("set:level", "Hồ sơ tính chậm theo", self._save)
        self.level.offer(LEVELS)
        self.fields: dict[str, SavedField] = {"set:level": self.level}
        good = ChoiceField(f"set:{year.GOOD}", NAMES[year.GOOD], self._save)
        over = ChoiceField(f"set:{year.OVER}", NAMES[year.OVER], self._save)
        good.offer(GOOD)
        over.offer(OVER)
        grid = FieldGrid(look)
        grid.add(self.level, 4)
        for each in FIELDS:
            name = f"set:{each.name}"
            if each.percent or each.count or each.text:
                read = read_percent if each.percent else read_count if each.count else read_text
                value = LineField(name, each.label, self._save, read)
            else:
                value = LineField(name, each.label, self._save, read_day, shown_day)
            basis = LineField(f"basis:{each.name}", "Căn cứ", self._save)
            basis.edit.setAccessibleName(f"Căn cứ của: {each.label}")
            for field in (value, basis):
                self.fields[field.name] = field
                grid.add(field, 2)
        for choice in (good, over):
            self.fields[choice.name] = choice
            grid.add(choice, 2)
        row = QHBoxLayout()
        row.addWidget(self.letters, 1)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.state)
        column.addWidget(self.trouble)
        column.addWidget(grid)

    def renew(self, *, locked: bool, anew: bool = False) -> None:
        """Shows what the book holds; ``anew`` for another campaign."""
        campaign = self._session.campaign
        if campaign is None:
            return
        held: dict[str, Value] = {**year_values(self._session.book, campaign)}
        held.setdefault("set:level", "committee")
        held.setdefault(f"set:{year.GOOD}", year.GOOD_FROM)
        held.setdefault(f"set:{year.OVER}", year.REGISTERED)
        for name, field in self.fields.items():
            if anew:
                field.reset(held.get(name))
            else:
                field.set_stored(held.get(name))
            field.lock(locked)
        letter = campaign.settings.bases.get("profile")
        self.state.setText(
            f"Đang theo: {letter}."
            if letter
            else "Chưa theo công văn nào. Không đặt hạn thì không ai bị tính là chậm."
        )
        if anew:
            self.trouble.hide()
        self.take.setEnabled(not locked)
        self.letters.setEnabled(not locked)

    def keep(self) -> bool:
        """Saves what is being typed."""
        return all([field.keep() for field in self.fields.values()])

    def _take(self) -> None:
        campaign, profile = self._session.campaign, self.letters.currentData()
        if campaign is None or not isinstance(profile, Profile) or not self.keep():
            return
        done = undoable.run(
            self._session, f"quy định “{profile.name}”", profiles.choose, campaign, profile
        )
        self.trouble.setText("" if done or done.error is None else sentence(done.error))
        self.trouble.setVisible(not done)

    def _save(self, name: str, value: Value) -> Outcome:
        campaign = self._session.campaign
        assert campaign is not None
        label = self.fields[name].label
        words = f"{label[:1].lower()}{label[1:]} của đợt {campaign.year}"
        return undoable.run(self._session, words, campaigns.change, campaign, {name: value})
