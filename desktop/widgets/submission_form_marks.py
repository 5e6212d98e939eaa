"""Tự chấm: the subject's own marks by criterion, with their total as they are typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from db.change_log import Value
from db.records import Rubric
from db.rules.totals import missing, total
from desktop.models.submission_entry import SubmissionEntry
from desktop.models.submission_words import CLASS_CHOICES, SELF_CLASS
from desktop.models.words import shown_points
from desktop.theme.look import Look
from desktop.widgets.minutes_choice import ChoiceField
from desktop.widgets.minutes_fields import Save, SavedField
from desktop.widgets.submission_form_fields import MarkField
from desktop.widgets.tab_order import put_before
from desktop.words import CLASS_NOTES


class SelfMarks(QWidget):
    """One line a criterion of the rubric for this kind of subject, then the self class."""

    def __init__(
        self, entry: SubmissionEntry, look: Look, save: Save, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entry, self._look, self._save = entry, look, save
        self._rubric: Rubric | None = None
        self._marks: list[MarkField] = []
        self._typed: dict[str, int | None] = {}
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self.total = QLabel()
        self.total.setProperty("role", "total")
        self._note = QLabel()
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self.self_class = ChoiceField(SELF_CLASS.name, SELF_CLASS.label, save)
        self.self_class.offer(CLASS_CHOICES)
        self.self_class.setMaximumWidth(320)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._lines)
        column.addWidget(self.total, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self._note)
        column.addWidget(self.self_class)
        look.changed.connect(self._fit)

    @property
    def fields(self) -> list[SavedField]:
        """The marks and the self class."""
        return [*self._marks, self.self_class]

    @property
    def first(self) -> QWidget:
        """Where typing begins."""
        return self._marks[0].editor if self._marks else self.self_class.editor

    def label(self, name: str) -> str:
        """What a field of this part is called."""
        return next((f.label for f in self.fields if f.name == name), name)

    def load(self) -> None:
        """Builds the lines anew where the rubric is another one."""
        rubric = self._entry.rubric
        if rubric == self._rubric and (rubric is not None or self._note.text()):
            return
        self._rubric, self._typed = rubric, {}
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._marks = []
        for row, criterion in enumerate(rubric.criteria if rubric else ()):
            field = MarkField(criterion, rubric.step if rubric else 0, self._save)
            field.typed.connect(self._on_typed)
            field.edit.returnPressed.connect(lambda: self.focusNextPrevChild(True))
            code, name = QLabel(criterion.code), QLabel(criterion.name)
            code.setProperty("role", "muted")
            name.setWordWrap(True)
            most = QLabel(f"tối đa {shown_points(criterion.max)}")
            most.setProperty("role", "muted")
            for place, widget in enumerate((code, name, most, field)):
                middle = Qt.AlignmentFlag.AlignVCenter
                self._grid.addWidget(widget, row, place, middle)
            self._marks.append(field)
        for field in self._marks:
            field.reset(self._entry.value(field.name))
        put_before(self.self_class.editor, [field.editor for field in self._marks])
        self._fit()

    def renew(self) -> None:
        """Shows the total of what the book holds and of what is being typed."""
        for name in [n for n, mark in self._typed.items() if self._entry.value(n) == mark]:
            del self._typed[name]
        rubric = self._rubric
        if rubric is None:
            self.total.hide()
            self._note.setText(CLASS_NOTES["no_rubric"])
            self._note.show()
            return
        marks = {}
        for criterion in rubric.criteria:
            name = f"self:{criterion.code}"
            mark = self._typed[name] if name in self._typed else self._entry.value(name)
            if isinstance(mark, int):
                marks[criterion.code] = mark
        left = missing(rubric, marks)
        self.total.setText(f"TỔNG TỰ CHẤM {shown_points(total(marks))}")
        self.total.show()
        self._note.setText(f"Còn {len(left)} tiêu chí chưa tự chấm." if left and marks else "")
        self._note.setVisible(bool(self._note.text()))

    def _on_typed(self, name: str, value: Value) -> None:
        self._typed[name] = value if isinstance(value, int) else None
        self.renew()

    def _fit(self) -> None:
        for field in self._marks:
            field.setFixedWidth(self._look.px(110))
        self.self_class.setMaximumWidth(self._look.px(260))
