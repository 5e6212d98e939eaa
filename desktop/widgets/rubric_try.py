"""Thử một phiếu: marks of a ballot that is not kept, its total and class as they are typed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import MarkError
from db.records import Criterion, Rubric
from db.rules import bands
from db.rules.marks import read_mark
from db.rules.totals import missing, total
from desktop.messages import sentence
from desktop.models.rubric_draft import RubricDraft
from desktop.models.words import shown_points
from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look
from desktop.widgets.labels import wrapped
from desktop.widgets.properties import set_property
from desktop.widgets.tab_order import put_before
from desktop.words import CLASS_NOTES


class RubricTry(QFrame):
    """Follows the rubric while it is edited; nothing of it is ever in the book."""

    def __init__(self, draft: RubricDraft, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._draft, self._look = draft, look
        self.edits: dict[str, QLineEdit] = {}
        self._shown: tuple[Criterion, ...] = ()
        heading = QLabel("Thử một phiếu")
        heading.setProperty("role", "heading")
        hint = wrapped("Gõ điểm như khi chấm để xem tổng và loại; không điểm nào ở đây được ghi.")
        hint.setProperty("role", "muted")
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._trouble = wrapped("")
        self._trouble.setProperty("role", "bad")
        self.total = QLabel()
        self.total.setProperty("role", "total")
        self.class_name = QLabel()
        self.class_name.setProperty("role", "heading")
        self.note = wrapped("")
        self.note.setProperty("role", "muted")
        self._clear = QPushButton("Xóa điểm thử")
        self._clear.clicked.connect(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        for widget in (heading, hint, self._lines, self._trouble):
            column.addWidget(widget)
        column.addWidget(self.total, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.class_name, 0, Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.note)
        column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        draft.loaded.connect(self._load)
        draft.renewed.connect(self._load)
        look.changed.connect(self._fit)
        self._load()

    def clear(self) -> None:
        """Starts anew."""
        for edit in self.edits.values():
            edit.clear()
        self._renew()

    def _load(self) -> None:
        rubric = self._draft.rubric
        criteria = rubric.criteria if rubric else ()
        if [(c.code, c.max) for c in criteria] != [(c.code, c.max) for c in self._shown]:
            self._build(criteria)
        self._shown = criteria
        self._renew()

    def _build(self, criteria: tuple[Criterion, ...]) -> None:
        typed = {code: edit.text() for code, edit in self.edits.items()}
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.edits = {}
        for row, criterion in enumerate(criteria):
            label = QLabel(f"{criterion.code}  (tối đa {shown_points(criterion.max)})")
            edit = QLineEdit(typed.get(criterion.code, ""))
            edit.setAccessibleName(f"Điểm thử {criterion.code}")
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            edit.setMaxLength(12)
            edit.textChanged.connect(self._renew)
            edit.returnPressed.connect(lambda: self.focusNextPrevChild(True))
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(edit, row, 1)
            self.edits[criterion.code] = edit
        put_before(self._clear, list(self.edits.values()))
        self._fit()

    def _renew(self) -> None:
        rubric = self._draft.rubric
        if rubric is None:
            return
        marks, wrong = self._read(rubric)
        self._trouble.setText(wrong)
        self._trouble.setVisible(bool(wrong))
        self.total.setText(f"TỔNG {shown_points(total(marks))}")
        left = missing(rubric, marks)
        found = self._class(rubric, total(marks)) if marks else None
        self.class_name.setText(found or "")
        self.class_name.setVisible(bool(found))
        set_property(self.class_name, "ink", CLASS_INKS.get(found or "", ""))
        self.note.setText(self._note(rubric, bool(found), len(left)))
        self.note.setVisible(bool(self.note.text()))

    def _read(self, rubric: Rubric) -> tuple[dict[str, int], str]:
        marks, wrong = {}, ""
        for criterion in rubric.criteria:
            edit = self.edits.get(criterion.code)
            if edit is None or not edit.text().strip():
                continue
            try:
                marks[criterion.code] = read_mark(criterion, rubric.step, edit.text())
            except MarkError as error:
                wrong = wrong or sentence(error)
        return marks, wrong

    def _class(self, rubric: Rubric, points: int) -> str | None:
        """The class, of a rubric that is not confirmed the one that it would give."""
        if self._draft.problems:
            return None
        return bands.class_of(replace(rubric, confirmed=True), points)

    def _note(self, rubric: Rubric, classed: bool, left: int) -> str:
        parts = []
        if left and left < len(rubric.criteria):
            parts.append(f"Còn {left} tiêu chí chưa có điểm.")
        if not rubric.bands:
            parts.append(CLASS_NOTES["rubric_without_bands"])
        elif not rubric.confirmed and classed:
            parts.append("Loại này chỉ có hiệu lực khi thang điểm được xác nhận.")
        elif self._draft.problems:
            parts.append("Thang điểm còn chỗ chưa đúng nên chưa thử được loại.")
        return " ".join(parts)

    def _fit(self) -> None:
        for edit in self.edits.values():
            edit.setFixedWidth(self._look.px(90))
