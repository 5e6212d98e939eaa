"""One setting of the campaign: its value, what follows from it, and its căn cứ.

Once ballots are in, a change asks right there for its reason and basis, and lists the ballots
that it touches before it is made.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from db import campaigns
from db.change_log import Value
from db.rule_changes import Because
from desktop import undoable
from desktop.models.campaign_words import (
    MODEL_CHOICES,
    OF_THE_SCREEN,
    SettingWords,
    Shape,
    read_percent,
    stored,
    to_setting,
)
from desktop.models.rule_effects import RuleEffects
from desktop.session import Outcome, Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar
from desktop.widgets.field_grid import FieldGrid
from desktop.widgets.minutes_choice import ChoiceField
from desktop.widgets.minutes_fields import LineField, SavedField, TextField
from desktop.widgets.rule_question import WHY, because_of
from desktop.widgets.submission_form_fields import CheckField


class SettingRow(QFrame):
    """``ballots`` says how many are in."""

    def __init__(
        self,
        session: Session,
        look: Look,
        words: SettingWords,
        ballots: Callable[[], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._words, self._ballots = session, words, ballots
        self.field = self._make()
        self.basis = LineField(f"basis:{words.name}", "Căn cứ", self._save_basis)
        self.basis.edit.setAccessibleName(f"Căn cứ của: {words.label}")
        self.ask = AskBar()
        self._effects = RuleEffects(session, self)
        self._effects.told.connect(lambda words, all_: self.ask.tell(words, ready=all_))
        self.ask.closed.connect(self._effects.stop)
        self.ask.closed.connect(self._after_question)
        about = QLabel(words.about)
        about.setProperty("role", "muted")
        about.setWordWrap(True)
        left = QWidget()
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        inner.addWidget(self.field)
        inner.addWidget(about)
        grid = FieldGrid(look)
        grid.add(left, 2)
        grid.add(self.basis, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(4)
        column.addWidget(grid)
        column.addWidget(self.ask)

    def keep(self) -> bool:
        """Saves what is being typed; an open question is given up."""
        self.ask.give_up()
        kept = self.field.keep()
        self.ask.give_up()
        return self.basis.keep() and kept

    def renew(self, *, locked: bool, anew: bool = False) -> None:
        """Shows what the book holds; ``anew`` for another campaign."""
        campaign = self._session.campaign
        if campaign is None:
            return
        value = stored(campaign.settings, self._words.name)
        basis = campaign.settings.bases.get(self._words.name) or None
        for field, held in ((self.field, value), (self.basis, basis)):
            if anew:
                field.reset(held)
            elif self.ask.isHidden():
                field.set_stored(held)
            field.lock(locked)

    def _make(self) -> SavedField:
        name, label = self._words.name, self._words.label
        match self._words.shape:
            case Shape.FLAG:
                return CheckField(name, label, self._save)
            case Shape.CHOICE:
                field = ChoiceField(name, label, self._save)
                field.offer(MODEL_CHOICES)
                return field
            case Shape.PERCENT:
                return _WhenLeft(name, label, self._save, read_percent)
        return _LinesWhenLeft(name, label, self._save)

    def _save(self, name: str, value: Value) -> Outcome:
        ballots = self._ballots()
        if not ballots or name in OF_THE_SCREEN:
            return self._write({f"set:{name}": _text(name, value)})

        def change(answers: Answers) -> bool:
            because = because_of(self.ask, answers)
            if because is None:
                return False
            values: dict[str, Value] = {
                f"set:{name}": _text(name, value),
                f"basis:{name}": because.basis,
            }
            return bool(self._write(values, because))

        self.ask.ask(
            f"Đã có {ballots} phiếu. Đổi “{self._words.label}” sẽ tính lại kết quả; vì sao đổi? "
            "Lý do, căn cứ và các phiếu bị tác động được ghi vào biên bản.",
            WHY,
            "Đổi cài đặt",
            change,
        )
        self._effects.start(name, to_setting(name, value))
        return Outcome(True)

    def _save_basis(self, name: str, value: Value) -> Outcome:
        return self._write({name: value})

    def _write(self, values: dict[str, Value], because: Because | None = None) -> Outcome:
        campaign = self._session.campaign
        assert campaign is not None
        label = self._words.label
        words = f"cài đặt “{label[:1].lower()}{label[1:]}”"
        arguments = (campaign, values, because)
        return undoable.run(self._session, words, campaigns.change, *arguments)

    def _after_question(self) -> None:
        """What was not confirmed is shown as it was."""
        campaign = self._session.campaign
        if campaign is not None:
            self.field.reset(stored(campaign.settings, self._words.name))
            self.basis.set_stored(campaign.settings.bases.get(self._words.name) or None)


class _WhenLeft(LineField):
    def _keep_quietly(self) -> None:
        """Not in the middle of typing: it may ask for a reason."""


class _LinesWhenLeft(TextField):
    def _keep_quietly(self) -> None:
        """Not in the middle of typing: it may ask for a reason."""


def _text(name: str, value: Value) -> str:
    return campaigns.write_setting(to_setting(name, value))
