"""A rubric to type: name and basis, criteria, bands and where they come from, confirming."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.change_log import Value
from db.errors import MarkUnreadableError
from db.records import Rubric
from db.rule_changes import rule_of
from db.rules import bands
from db.rules.bands import STEPS
from db.rules.points import parse_points
from desktop.messages import sentence
from desktop.models.rubric_draft import RubricDraft
from desktop.models.rubric_rows import BONUS_WORDS, BandRows, Column, CriteriaRows
from desktop.models.rule_effects import RuleEffects
from desktop.models.words import shown_points
from desktop.session import Outcome
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar
from desktop.widgets.edit_table import EditTable
from desktop.widgets.field_grid import FieldGrid
from desktop.widgets.labels import heading, say, unsaid, wrapped
from desktop.widgets.message_bar import INFO, WARN, MessageBar
from desktop.widgets.minutes_choice import ChoiceField
from desktop.widgets.minutes_fields import LineField, SavedField, TextField
from desktop.widgets.rule_question import WHY, because_of
from desktop.widgets.submission_form_fields import CheckField, shown_mark
from desktop.words import CLASS_NOTES

_WIDTHS = {Column.CODE: 7, Column.NAME: -30, Column.MAX: 8, Column.BONUS: 12}


class RubricForm(QWidget):
    """Who owns it scrolls to :attr:`ask` when that opens."""

    def __init__(self, draft: RubricDraft, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft, self._look = draft, look
        self.criteria_rows, self.band_rows = CriteriaRows(draft, self), BandRows(draft, self)
        choices = {int(Column.BONUS): BONUS_WORDS}
        self.criteria = EditTable(self.criteria_rows, look, "Bảng tiêu chí", _WIDTHS, choices)
        self.bands = EditTable(self.band_rows, look, "Mức xếp loại", {0: -10, 1: 10, 2: 14})
        self.criteria.removal_asked.connect(self.criteria_rows.remove)
        self.fields: dict[str, SavedField] = {
            "name": LineField("name", "Tên thang điểm", self._save),
            "basis": TextField("basis", "Căn cứ của thang điểm", self._save, least=1),
            "total": LineField("total", "Tổng điểm", self._save, _read_points, shown_mark),
            "step": self._make_step(),
            "bands_basis": TextField(
                "bands_basis", "Căn cứ của mức xếp loại (số, ngày văn bản)", self._save, least=1
            ),
            "illustrative": CheckField(
                "illustrative", "Số liệu minh họa: ghi trên mọi màn hình và trang in", self._save
            ),
        }
        self.notice, self.ask = MessageBar(), AskBar()
        self._effects = RuleEffects(draft.session, self)
        self._effects.told.connect(lambda words, all_: self.ask.tell(words, ready=all_))
        self.ask.closed.connect(self._effects.stop)
        self._trouble, self.problems = unsaid("bad"), unsaid("warn")
        self._criteria_trouble, self._bands_trouble = unsaid("bad"), unsaid("bad")
        self.problems.setProperty("role", "")
        self.problems.setProperty("ink", "warn")
        self.sum_words, self._hint = QLabel(), wrapped("", "muted")
        self.sum_words.setProperty("role", "strong")
        self.confirm_button = QPushButton("Xác nhận thang điểm")
        self.confirm_button.setProperty("role", "primary")
        self.confirm_button.clicked.connect(self.confirm)
        self.reopen_button = QPushButton("Sửa thang điểm…")
        self.reopen_button.clicked.connect(self.ask_reopening)
        self._fill()
        self.criteria_rows.refused.connect(partial(say, self._criteria_trouble))
        self.band_rows.refused.connect(partial(say, self._bands_trouble))
        draft.loaded.connect(self._load)
        draft.renewed.connect(self._renew)

    def keep(self) -> bool:
        """Saves what is being typed."""
        self.criteria.keep()
        self.bands.keep()
        return all([field.keep() for field in self.fields.values()])

    def confirm(self) -> None:
        """Confirms; what is missing is said, and the focus goes there."""
        if not self.keep():
            return
        lacking = self.draft.confirmable
        if lacking:
            self._say(f"Chưa xác nhận được: {'; '.join(lacking)}.")
            rubric = self.draft.rubric
            if rubric is not None and not self.draft.problems:
                self._lead_to_gap(rubric)
            return
        change, rubric = self.draft.begun, self.draft.rubric
        if change is None or rubric is None or rule_of(rubric) == change.old:
            self._confirm()
            return
        self.ask.ask(
            "Xác nhận thang điểm đã sửa? Lý do, căn cứ và các phiếu bị tác động được ghi vào "
            "biên bản.", [], "Xác nhận, ghi vào biên bản", lambda _: self._confirm(),
        )  # fmt: skip
        self._effects.compare(change.what, change.old, rule_of(rubric))

    def _lead_to_gap(self, rubric: Rubric) -> None:
        """The focus where the first thing is missing."""
        target: QWidget = self.fields["bands_basis"].editor
        open_ = [problem.facts["criterion"] for problem in bands.unworded(rubric)]
        if open_:
            target = self.criteria
            row = [criterion.code for criterion in rubric.criteria].index(str(open_[0]))
            self.criteria.go_to(row, 1)
        elif not rubric.bands:
            target = self.bands
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> bool:
        outcome = self.draft.confirm()
        self._say("" if outcome else sentence(outcome.error or OSError()))
        if outcome:
            self.reopen_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(outcome)

    def ask_reopening(self) -> None:
        """Says what follows from opening, and asks why where ballots are in."""
        draft = self.draft
        follows = "Cho đến khi xác nhận lại sẽ không xếp loại và không chốt biên bản được."
        if not draft.ballots:
            self.ask.ask(
                f"Sửa thang điểm đã xác nhận? {follows}", [], "Mở để sửa",
                lambda _: bool(draft.reopen(None)),
            )  # fmt: skip
            return

        def reopen(answers: Answers) -> bool:
            because = because_of(self.ask, answers)
            return because is not None and bool(draft.reopen(because))

        self.ask.ask(
            f"Đã có {draft.ballots} phiếu theo thang điểm này nên tiêu chí và điểm tối đa giữ "
            f"nguyên; bước điểm, mức xếp loại sửa được khi có lý do, căn cứ. {follows}",
            WHY,
            "Mở để sửa",
            reopen,
        )

    def _fill(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        grid = FieldGrid(self._look)
        grid.add(self.fields["name"], 2)
        grid.add(self.fields["total"], 1)
        grid.add(self.fields["step"], 1)
        column.addWidget(self.notice)
        column.addWidget(grid)
        column.addWidget(self.fields["basis"])
        column.addWidget(heading("Tiêu chí"))
        column.addWidget(self.criteria)
        column.addWidget(self._criteria_trouble)
        row = QHBoxLayout()
        row.addWidget(self._hint, 1)
        row.addWidget(self.sum_words)
        column.addLayout(row)
        column.addWidget(heading("Mức xếp loại"))
        column.addWidget(self.bands)
        column.addWidget(self._bands_trouble)
        column.addWidget(self.fields["bands_basis"])
        column.addWidget(self.fields["illustrative"])
        column.addWidget(self.problems)
        column.addWidget(self._trouble)
        column.addWidget(self.ask)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.confirm_button)
        foot.addWidget(self.reopen_button)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)

    def _make_step(self) -> ChoiceField:
        field = ChoiceField("step", "Bước điểm", self._save_step)
        field.offer([(str(step), shown_points(step)) for step in STEPS])
        return field

    def _save(self, name: str, value: Value) -> Outcome:
        wanted: object = value
        if name == "illustrative":
            wanted = bool(value)
        elif name != "total":
            wanted = str(value or "")
        label = self.fields[name].label
        return self.draft.change(f"{label[:1].lower()}{label[1:]}", **{name: wanted})

    def _save_step(self, name: str, value: Value) -> Outcome:
        return self.draft.change("bước điểm", step=int(str(value)))

    def _value(self, name: str) -> Value:
        rubric = self.draft.rubric
        if rubric is None:
            return None
        found = getattr(rubric, name)
        if name == "step":
            return str(found)
        return int(found) if isinstance(found, bool) else found or None

    def _load(self) -> None:
        self.ask.give_up()
        for label in (self._trouble, self._criteria_trouble, self._bands_trouble):
            say(label, "")
        for name, field in self.fields.items():
            field.lock(False)
            field.reset(self._value(name))
        self._renew()

    def _renew(self) -> None:
        draft, rubric = self.draft, self.draft.rubric
        if rubric is None:
            return
        for name, field in self.fields.items():
            field.set_stored(self._value(name))
            locked = not draft.editable or (name == "total" and draft.scale_locked)
            field.lock(locked)
        added = sum(criterion.max for criterion in rubric.criteria)
        self.sum_words.setText(f"Cộng {shown_points(added)} / {shown_points(rubric.total)}")
        self._show_state()

    def _show_state(self) -> None:
        draft, rubric = self.draft, self.draft.rubric
        assert rubric is not None
        problems = draft.problems
        self.problems.setText(f"Cần sửa: {'; '.join(problems)}." if problems else "")
        self.problems.setVisible(bool(problems))
        if not rubric.confirmed:
            words = f"{CLASS_NOTES['rubric_unconfirmed']} Cũng chưa chốt biên bản được."
        else:
            words = "Thang điểm đã xác nhận."
        if draft.scale_locked:
            words += (
                f" Đã có {draft.ballots} phiếu nên không đổi mã, điểm tối đa và số tiêu chí được."
            )
            reason = draft.reason()
            words += f" Lý do sửa gần nhất: {reason.rstrip('.')}." if reason else ""
        self.notice.say(words, INFO if rubric.confirmed else WARN, lasting=True)
        growing = draft.editable and not draft.scale_locked
        self._hint.setText("Gõ vào dòng trống để thêm; Ctrl+Delete bỏ dòng." if growing else "")
        pair = (self.confirm_button, self.reopen_button)
        held = any(button.hasFocus() for button in pair)
        for button, shown in zip(pair, (draft.editable, not draft.editable), strict=True):
            button.setVisible(draft.may_write and shown)
            if held and draft.may_write and shown:  # one takes the other's place
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str) -> None:
        say(self._trouble, words)


def _read_points(text: str) -> Value:
    try:
        return parse_points(text)
    except MarkUnreadableError as error:
        raise ValueError(f"“{text[:12]}” không phải điểm; hãy gõ số như 10") from error
