"""The checklist of one registration (R20): what it says, hints, five questions, the outcome."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.change_log import Value
from db.queries.rechecks import Same
from db.rules.recheck import ACCEPTED, NO, REFUSED, REVISE, YES
from desktop.field_words import CHECKS, RECHECK
from desktop.models.recheck_entry import NOTE, OUTCOME, RecheckEntry
from desktop.rule_words import HINTS
from desktop.session import Outcome
from desktop.theme.look import Look
from desktop.widgets.labels import say, unsaid
from desktop.widgets.minutes_choice import ChoiceField
from desktop.widgets.minutes_fields import SavedField, TextField
from desktop.widgets.scrolling import ScrolledPage
from desktop.widgets.side_panel import ClosingPanel
from desktop.widgets.submission_view import SubmissionView

_ANSWERS = (("", "(chưa xem)"), (YES, "Đạt"), (NO, "Chưa rõ"))
_OUTCOMES = (("", "(chưa kết luận)"), *RECHECK.items())


class RecheckPanel(ClosingPanel):
    """Every field saves itself; ``decided`` when a button gave the outcome."""

    decided = Signal()

    def __init__(
        self, entry: RecheckEntry, look: Look, similar: QWidget, parent: QWidget | None = None
    ) -> None:
        """``similar`` is the button that leads to what is similar."""
        super().__init__(look, "Rà soát đăng ký", "khung rà soát", parent)
        self.entry = entry
        self.head.insertWidget(1, similar)
        self._theme, self._hints, self._trouble = unsaid("muted"), unsaid(""), unsaid("bad")
        self.fields: dict[str, SavedField] = {}
        for question, word in CHECKS.items():
            field = ChoiceField(f"check:{question}", word, self._save)
            field.offer(_ANSWERS)
            self.fields[field.name] = field
        outcome = ChoiceField(OUTCOME, "Kết quả rà soát", self._save)
        outcome.offer(_OUTCOMES)
        note = TextField(NOTE, "Ý kiến gửi đơn vị", self._save, least=2, most=6)
        self.fields |= {OUTCOME: outcome, NOTE: note}
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, made in enumerate(self.fields.values()):
            across = 2 if made is note else 1
            grid.addWidget(made, place // 2, place % 2, 1, across, Qt.AlignmentFlag.AlignTop)
        self.view = SubmissionView(look)
        self.view.setMinimumHeight(look.px(150))
        self.buttons = {
            outcome: QPushButton(words)
            for outcome, words in (
                (REFUSED, "Không chấp nhận"), (REVISE, "Đề nghị sửa"), (ACCEPTED, "Chấp nhận"),
            )
        }  # fmt: skip
        self.buttons[ACCEPTED].setProperty("role", "primary")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        for key, button in self.buttons.items():
            button.setToolTip("Ghi kết quả và sang hồ sơ sau")
            button.clicked.connect(lambda _=False, key=key: self._decide(key))
            row.addWidget(button)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        column.addWidget(self._hints)
        column.addWidget(self._theme)
        column.addLayout(grid)
        column.addWidget(self._trouble)
        column.addWidget(self.view, 1)
        page = ScrolledPage("Các ô rà soát")
        page.hold(inner)
        self.column.addWidget(page, 1)
        self.column.addLayout(row)
        entry.loaded.connect(lambda: self._load(anew=True))
        entry.renewed.connect(lambda: self._load(anew=False))

    def say_hints(self, hints: tuple[str, ...], same: list[Same], theme: str) -> None:
        """What strikes; hints are no verdict."""
        words = [HINTS[hint] for hint in hints]
        if same:
            first = same[0]
            where = f"{first.code}, {first.unit_name} năm {first.year}"
            words = [w if w != HINTS["same"] else f"{w} ({where})" for w in words]
        ink = self._look.colour("warn").name()
        text = f"<span style='color:{ink}'>Gợi ý:</span> {escape('; '.join(words))}."
        say(self._hints, text if words else "")
        self._hints.setTextFormat(Qt.TextFormat.RichText)
        say(self._theme, f"Chủ đề năm: {theme}" if theme else "")

    def keep(self) -> bool:
        """Saves what is being typed."""
        return self.entry.one is None or all([field.keep() for field in self.fields.values()])

    def begin(self) -> None:
        """The first question."""
        next(iter(self.fields.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self, outcome: str) -> None:
        if not self.keep():
            return
        if outcome != ACCEPTED and not self.fields[NOTE].text().strip():
            say(self._trouble, "Hãy ghi ý kiến gửi đơn vị trước: vì sao, cần sửa gì.")
            self.fields[NOTE].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.entry.save(OUTCOME, outcome):
            self.decided.emit()

    def _save(self, name: str, value: Value) -> Outcome:
        say(self._trouble, "")
        return self.entry.save(name, value)

    def _load(self, *, anew: bool) -> None:
        for name, field in self.fields.items():
            if anew:
                field.lock(False)
                field.reset(self.entry.value(name))
            else:
                field.set_stored(self.entry.value(name))
            field.lock(self.entry.locked)
        if anew:
            say(self._trouble, "")
        for button in self.buttons.values():
            button.setVisible(not self.entry.locked)
        shown = self.entry.details
        if shown is not None:
            self.view.show_details(shown)


