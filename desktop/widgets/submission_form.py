"""The entry form of a submission: both papers, field by field, each saved when it is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QWidget,
)

from db.change_log import Value
from desktop.models.folded_choices import FoldedChoices, unit_choices
from desktop.models.minutes_words import read_day
from desktop.models.submission_entry import SubmissionEntry
from desktop.models.submission_words import (
    CHOICES,
    REGISTRATION,
    REPORT,
    REVIEW,
    FormField,
    Holds,
)
from desktop.models.target_rows import Column, TargetRows
from desktop.models.words import shown_date
from desktop.session import Outcome
from desktop.theme.look import Look
from desktop.widgets.edit_table import EditTable
from desktop.widgets.field_grid import FieldGrid
from desktop.widgets.field_page import FieldPage
from desktop.widgets.labels import heading, wrapped
from desktop.widgets.minutes_choice import ChoiceField
from desktop.widgets.minutes_fields import LineField, SavedField, TextField
from desktop.widgets.submission_form_fields import CheckField, PickField
from desktop.widgets.submission_form_marks import SelfMarks

SECTIONS = (
    ("registration", "Phiếu đăng ký"),
    ("targets", "Chỉ tiêu"),
    ("report", "Báo cáo kết quả"),
    ("marks", "Tự chấm"),
    ("review", "Rà soát"),
)
_WIDTHS = {
    Column.NAME: -24,
    Column.MEASURE: 10,
    Column.BASELINE: 10,
    Column.PROMISED: 10,
    Column.ACTUAL: 10,
}


class SubmissionForm(FieldPage):
    """One page with five sections."""

    filled = Signal(dict)  # section -> (filled, of how many)

    def __init__(self, entry: SubmissionEntry, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Các ô của hồ sơ", 4, parent)
        self.entry, self._look = entry, look
        self.units = FoldedChoices(self)
        self.headings: dict[str, QLabel] = {}
        self.target_rows = TargetRows(entry, self)
        self.targets = EditTable(self.target_rows, look, "Bảng chỉ tiêu", _WIDTHS)
        self.targets.removal_asked.connect(self.target_rows.remove)
        self._target_trouble = wrapped("", "bad")
        self.target_rows.refused.connect(self._say_target)
        self.marks = SelfMarks(entry, look, self._save)
        self._fill()
        self.hold_column()
        entry.loaded.connect(self._load)
        entry.renewed.connect(self._renew)

    def keep(self) -> bool:
        """Saves what is being typed; False where something cannot be read or written."""
        self.targets.keep()
        kept = [field.keep() for field in self._all()]
        if not all(kept):
            wrong = next(field for field, good in zip(self._all(), kept, strict=True) if not good)
            wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(wrong)
        return all(kept)

    def show_section(self, key: str) -> None:
        """Brings a section to the top and puts the focus into it."""
        first: QWidget | None = {
            "registration": self.fields["subject"].editor,
            "targets": self.targets,
            "report": self.fields["has_report"].editor,
            "marks": self.marks.first,
            "review": self.fields["recheck"].editor,
        }[key]
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self._scroll_to(key))  # once all is laid out

    def _scroll_to(self, key: str) -> None:
        top = self.headings[key].y() - self._look.px(2)
        self.verticalScrollBar().setValue(top)

    def _fill(self) -> None:
        self._section("registration")
        self._grid(REGISTRATION)
        self._section("targets")
        self._column.addWidget(self.targets)
        self._column.addWidget(self._target_trouble)
        self._column.addWidget(
            wrapped("Gõ vào dòng trống để thêm chỉ tiêu; Ctrl+Delete bỏ dòng đang chọn.", "muted")
        )
        self._target_trouble.hide()
        self._section("report")
        self._grid(REPORT)
        self._section("marks")
        self._column.addWidget(self.marks)
        self._section("review")
        self._grid(REVIEW)

    def _section(self, key: str) -> None:
        if self.headings:
            self._column.addSpacing(10)
        self.headings[key] = heading(dict(SECTIONS)[key])
        self._column.addWidget(self.headings[key])

    def _grid(self, fields: Iterable[FormField]) -> None:
        grid = FieldGrid(self._look)
        for field in fields:
            made = self._make(field)
            self.fields[field.name] = made
            short = field.holds in (Holds.DATE, Holds.CODE) or field.name in _SHORT
            grid.add(made, 4 if field.wide else 1 if short else 2)
        self._column.addWidget(grid)

    def _make(self, field: FormField) -> SavedField:
        save = self._save
        made: SavedField
        match field.holds:
            case Holds.FLAG:
                made = CheckField(field.name, field.label, save)
            case Holds.CHOICE:
                made = ChoiceField(field.name, field.label, save)
                made.offer(CHOICES[field.name])
            case Holds.DATE:
                made = LineField(
                    field.name, field.label, save, read_day, _shown_day, hint=field.hint
                )
            case Holds.UNIT:
                made = PickField(field.name, field.label, save, self.units, "đơn vị", field.hint)
            case Holds.CODE:
                made = LineField(field.name, field.label, save, _read_code)
            case Holds.LINE:
                made = LineField(field.name, field.label, save, _read_line, hint=field.hint)
            case _:
                made = TextField(field.name, field.label, save, least=2, most=12)
        if isinstance(made, LineField):
            made.edit.returnPressed.connect(partial(self.focusNextPrevChild, True))
        return made

    def _all(self) -> Sequence[SavedField]:
        return [*self.fields.values(), *self.marks.fields]

    def _save(self, name: str, value: Value) -> Outcome:
        field = self.fields.get(name)
        label = field.label if field is not None else self.marks.label(name)
        return self.entry.save(name, value, label[:1].lower() + label[1:])

    def _load(self) -> None:
        self._offer_units()
        self.marks.load()
        for field in self._all():
            field.lock(False)
            field.reset(self.entry.value(field.name))
        self._say_target("")
        self._renew()
        self.verticalScrollBar().setValue(0)

    def _renew(self) -> None:
        self._offer_units()
        self.marks.load()
        locked = bool(self.entry.locked)
        for field in self._all():
            field.set_stored(self.entry.value(field.name))
            field.lock(locked)
        self.marks.renew()
        self._count()

    def _offer_units(self) -> None:
        if self.entry.session.campaign is not None:
            wanted = unit_choices(self.entry.session.around.units.values())
            if wanted != getattr(self, "_units_shown", None):
                self._units_shown = wanted
                self.units.offer(wanted)

    def _count(self) -> None:
        def count(names: Iterable[str]) -> tuple[int, int]:
            known = list(names)
            return sum(self.entry.value(name) not in (None, "") for name in known), len(known)

        self.filled.emit(
            {
                "registration": count(
                    f.name for f in REGISTRATION if f.holds is not Holds.FLAG
                ),
                "targets": (len(self.entry.targets), 0),
                "report": count(f.name for f in REPORT if f.holds is not Holds.FLAG),
                "marks": count(field.name for field in self.marks.fields),
                "review": count(f.name for f in REVIEW),
            }
        )

    def _say_target(self, words: str) -> None:
        self._target_trouble.setText(words)
        self._target_trouble.setVisible(bool(words))


_SHORT = frozenset({"kind", "arrival_no"})


def _shown_day(value: Value) -> str:
    return shown_date(str(value) if value else None)


def _read_line(text: str) -> Value:
    return " ".join(text.split()) or None


def _read_code(text: str) -> Value:
    code = " ".join(text.split())
    if not code:
        raise ValueError("hồ sơ phải có mã; hãy gõ mã như LD-2023-014")
    return code
