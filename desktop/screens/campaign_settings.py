"""Cài đặt của đợt: who appraises, the form of its papers, how it is scored; each its căn cứ."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db import campaigns
from db.change_log import Value
from db.operation import Changes
from db.queries.office_papers import signer_of
from db.queries.settings import year_values
from db.queries.usage import ballots
from desktop import undoable
from desktop.models.campaign_words import (
    FORM_NAMES,
    SERIES,
    SERIES_HINT,
    SETTINGS,
    SIGNER,
    SIGNING,
    read_series,
)
from desktop.models.folded_choices import FoldedChoices, unit_choices
from desktop.session import Outcome, Session
from desktop.theme.look import Look
from desktop.widgets.field_grid import FieldGrid
from desktop.widgets.labels import heading, wrapped
from desktop.widgets.message_bar import WARN, MessageBar
from desktop.widgets.minutes_choice import ChoiceField
from desktop.widgets.minutes_fields import LineField, SavedField
from desktop.widgets.screen import Screen
from desktop.widgets.scrolling import ScrolledPage, show_soon
from desktop.widgets.setting_row import SettingRow
from desktop.widgets.state_stack import StateStack
from desktop.widgets.submission_form_fields import PickField
from desktop.widgets.year_rules_form import YearRulesForm

_SIGNER, _SERIES = "set:signer_", "set:series"


class CampaignSettingsScreen(Screen):
    """Every field saves itself."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.units = FoldedChoices(self)
        self._year: bytes | None = None
        self._ballots = 0
        form = ChoiceField("form", "Thể thức giấy tờ", self._save)
        form.offer(list(FORM_NAMES.items()))
        self.fields: dict[str, SavedField] = {
            "body": LineField("body", "Cơ quan thẩm định", self._save, _required),
            "parent": LineField("parent", "Cấp trên", self._save),
            "place": LineField("place", "Địa danh trên giấy tờ", self._save),
            "unit": PickField("unit", "Đơn vị của cơ quan", self._save, self.units, "đơn vị"),
            "form": form,
            _SERIES: LineField(_SERIES, SERIES, self._save, read_series),
            **self._signer_fields(),
        }
        self.rows = {
            words.name: SettingRow(session, look, words, lambda: self._ballots)
            for words in SETTINGS
        }
        self.year_rules = YearRulesForm(session, look)
        self.notice = MessageBar()
        self.states = StateStack(self._make_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.notice)
        column.addWidget(self.states, 1)
        session.changed.connect(self._on_changed)
        session.campaign_changed.connect(self.load)
        self.load()

    def load(self) -> None:
        """Reads the campaign."""
        campaign = self.session.campaign
        if campaign is None:
            self.states.show_no_campaign()
            return
        self.states.show_content()
        anew, self._year = campaign.id != self._year, campaign.id
        self._ballots = ballots(self.session.book, campaign)
        self.units.offer(unit_choices(self.session.around.units.values()))
        locked = self._say_state()
        signer = signer_of(self.session.book, campaign)
        series = year_values(self.session.book, campaign).get(_SERIES)
        for name, field in self.fields.items():
            own = name.removeprefix(_SIGNER)
            value: Value = series
            if name != _SERIES:
                value = getattr(campaign if own == name else signer, own) or None
            if anew:
                field.reset(value)
            else:
                field.set_stored(value)
            field.lock(locked)
        for row in self.rows.values():
            row.renew(locked=locked, anew=anew)
        self.year_rules.renew(locked=locked, anew=anew)

    def arrive(self) -> None:
        """The first field."""
        self.fields["body"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Saves what is being typed."""
        if self.session.campaign is None:
            return True
        kept = [field.keep() for field in self.fields.values()]
        kept.append(self.year_rules.keep())
        return all([row.keep() for row in self.rows.values()]) and all(kept)

    def _signer_fields(self) -> dict[str, SavedField]:
        """Who signs for the body, under the names of the settings."""
        fields: list[SavedField] = []
        for name, label in SIGNER.items():
            if name == "signer_authority":
                choice = ChoiceField(f"set:{name}", label, self._save)
                choice.offer(SIGNING)
                fields.append(choice)
            else:
                fields.append(LineField(f"set:{name}", label, self._save))
        return {field.name: field for field in fields}

    def _make_page(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(14, 10, 14, 12)
        inside.setSpacing(6)
        inside.addWidget(heading("Cơ quan và giấy tờ"))
        grid = FieldGrid(self.look)
        for name in ("body", "parent", "place", "unit", "form", _SERIES):
            grid.add(self.fields[name], 2)
        inside.addWidget(grid)
        inside.addWidget(wrapped(SERIES_HINT, "muted"))
        inside.addSpacing(10)
        inside.addWidget(heading("Người ký thông báo, công văn"))
        signing = FieldGrid(self.look)
        for name, field in self.fields.items():
            if name.startswith(_SIGNER):
                signing.add(field, 2)
        inside.addWidget(signing)
        inside.addSpacing(10)
        inside.addWidget(heading("Cách chấm và tính kết quả"))
        for row in self.rows.values():
            inside.addWidget(row)
        inside.addSpacing(10)
        inside.addWidget(heading("Hạn, chỉ tiêu theo công văn"))
        inside.addWidget(self.year_rules)
        inside.addStretch(1)
        area = ScrolledPage("Cài đặt của đợt thẩm định")
        for row in self.rows.values():
            row.ask.opened.connect(lambda row=row: show_soon(area, row))
        area.hold(panel)
        return area

    def _say_state(self) -> bool:
        """Returns whether fields can only be read."""
        session = self.session
        if session.readonly:
            words = "Sổ đang mở chỉ để xem vì cửa sổ khác đang ghi."
        elif not session.office:
            words = "Máy này không giữ khóa cơ quan nên chỉ xem được cài đặt của đợt."
        elif self._ballots:
            words = f"Đã có {self._ballots} phiếu: đổi cách chấm thì phải ghi lý do, căn cứ."
        else:
            words = ""
        if words:
            self.notice.say(words, WARN, lasting=True)
        else:
            self.notice.hide()
        return session.readonly or not session.office

    def _save(self, name: str, value: Value) -> Outcome:
        campaign = self.session.campaign
        assert campaign is not None
        label = self.fields[name].label
        words = f"{label[:1].lower()}{label[1:]} của đợt {campaign.year}"
        return undoable.run(self.session, words, campaigns.change, campaign, {name: value})

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {"ballot", "campaign", "unit"}:
            self.load()


def _required(text: str) -> Value:
    if not text.strip():
        raise ValueError("đợt thẩm định phải có tên cơ quan")
    return " ".join(text.split())
