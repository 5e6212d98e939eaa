"""Quyết định của Ban Thường vụ: number, date, and the classes that it changed, with reasons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.messages import sentence
from desktop.models.after_freezing import (
    CHOICES,
    DECIDED,
    REASON,
    AfterFreezing,
    DecisionRows,
    decide,
)
from desktop.models.minutes_meeting import Meeting
from desktop.models.unit_figures import UnreadableError
from desktop.models.words import shown_date
from desktop.theme.look import Look
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.edit_table import EditTable
from desktop.widgets.form_lines import FormLine
from desktop.widgets.labels import say, unsaid, wrapped

_WIDTHS = {0: -26, DECIDED: 14, REASON: -16}
_LEAST = 100  # pixels at 100 % that the table has in any case
_ABOUT = (
    "Giữ xếp loại của Tổ thì để nguyên. Đổi xếp loại, hoặc trả lại để “Thẩm định lại”, phải ghi lý "
    "do; kết quả của Tổ vẫn lưu."
)


class DecisionForm(QFrame):
    """Opens with what is on record; nothing is written before "Ghi quyết định"."""

    closed = Signal()

    def __init__(self, meeting: Meeting, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ask")
        self.meeting, self._look = meeting, look
        self.rows = DecisionRows(self)
        self.document, self.day, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.document_line = FormLine("Số quyết định", self.document)
        self.day_line = FormLine("Ngày quyết định", self.day)
        self.table = EditTable(
            self.rows, look, "Xếp loại theo quyết định", _WIDTHS, {DECIDED: CHOICES}
        )
        self.complaint = unsaid("bad")
        self.rows.refused.connect(lambda words: say(self.complaint, words))
        self.save_button, self.drop_button = QPushButton("Ghi quyết định"), QPushButton("Thôi")
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self.save)
        self.drop_button.clicked.connect(self.close_form)
        self.save_button.setToolTip("Ctrl+Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self.save)
        head = QGridLayout()
        head.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(self.document_line, 0, 0, top)
        head.addWidget(self.day_line, 0, 1, top)
        head.addWidget(FormLine("Ghi chú", self.note), 0, 2, top)
        for place in range(3):
            head.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addLayout(head)
        column.addWidget(wrapped(_ABOUT, "muted"))
        column.addWidget(self.table)
        column.addWidget(self.complaint)
        column.addWidget(ButtonFoot(self.drop_button, self.save_button))
        self.hide()

    def open_form(self, known: AfterFreezing) -> None:
        """Shows what is on record, or an empty form."""
        decision = known.filled_in
        self.document.setText(decision.document if decision is not None else "")
        self.day.setText(shown_date(decision.date) if decision is not None else "")
        self.note.setText(decision.note if decision is not None else "")
        self.rows.show_cases(self.meeting.body, decision)
        for line in (self.document_line, self.day_line):
            line.clear_fault()
        say(self.complaint, "")
        self.show()
        self.document.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit_into(self, height: int) -> None:
        """As high as the page shows at once: a long table scrolls in itself, and the button that
        records the decision stays below it in sight."""
        around = self.sizeHint().height() - self.table.height()
        spare = 0 if self.complaint.text() else self.fontMetrics().lineSpacing() + 6
        self.table.keep_within(max(height - around - spare, self._look.px(_LEAST)))

    def close_form(self) -> None:
        """Nothing is written."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def save(self) -> None:
        """Records the decision; says what is missing in its place."""
        say(self.complaint, "")
        self.table.keep()
        for line in (self.document_line, self.day_line):
            line.clear_fault()
        if self.complaint.text():
            return
        if not self.document.text().strip():
            self.document_line.complain("Hãy ghi số quyết định.")
            return
        if not self.day.text().strip():
            self.day_line.complain("Hãy ghi ngày quyết định.")
            return
        lacking = self.rows.lacking()
        if lacking >= 0:
            code = self.rows.code_of(lacking)
            say(
                self.complaint,
                f"Hồ sơ {code}: đổi xếp loại hay thẩm định lại phải có lý do; hãy gõ vào ô đang "
                "chọn.",
            )
            self.table.go_to(lacking, REASON)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            done = decide(
                self.meeting,
                self.document.text(),
                self.day.text(),
                self.note.text(),
                self.rows,
            )
        except UnreadableError as error:
            self.day_line.complain(str(error))
            return
        if done:
            self.close_form()
        else:
            say(self.complaint, sentence(done.error or OSError()))
