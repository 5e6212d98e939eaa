"""Keying in a unit's results from paper: head, control totals beside the list, the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.queries.desk import DeskUnit
from db.rules.bands import CLASSES
from desktop.models.figure_rows import CountRows, LineRows, TotalRows
from desktop.models.unit_figures import NO_YES, UnitFigures
from desktop.models.words import KINDS
from desktop.theme.look import Look
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.edit_table import EditTable
from desktop.widgets.form_lines import FormLine
from desktop.widgets.labels import say, unsaid, wrapped
from desktop.widgets.scrolling import ScrolledPage

_HEAD = (
    ("minutes_no", "Số biên bản"),
    ("date", "Ngày họp"),
    ("document", "Số quyết định"),
    ("decided_on", "Ngày quyết định"),
)
_ROOM = 900  # pixels at 100 %
_LINE_WIDTHS = {0: 11, 1: 9, 2: -14, 3: -18, 4: -12, 5: 7, 6: 10, 7: 10, 8: -12, 9: 7}
_LINE_CHOICES = {
    1: tuple(KINDS.values()), 6: ("", *CLASSES), 7: ("", *CLASSES), 9: NO_YES,
}  # fmt: skip
_ABOUT = (
    "Ghi số tổng đúng như giấy của đơn vị; danh sách bên dưới ghi được bao nhiêu thì ghi, chương "
    "trình cộng lại và chỉ chỗ lệch. Điểm gõ 8,75 hoặc 8.75. Ô để trống là giấy không ghi."
)


class DeskKeyInPage(QWidget):
    """Nothing is written before "Ghi kết quả …"."""

    confirmed = Signal()
    given_up = Signal()
    unit_changed = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = UnitFigures()
        self.units = QComboBox()
        self.units.setMinimumContentsLength(14)
        self.units.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.units.activated.connect(lambda _: self.unit_changed.emit(self.unit))
        self.unit_line = FormLine("Đơn vị", self.units)
        self.head = {name: QLineEdit() for name, _ in _HEAD}
        self.again, self.complaint = unsaid("muted"), unsaid("bad")
        self.totals, self.counts, self.lines = TotalRows(self), CountRows(self), LineRows(self)
        self.totals_table = EditTable(
            self.totals, look, "Số tổng để đối chiếu", {0: -22, 1: 10, 2: 12, 3: 9}
        )
        self.counts_table = EditTable(
            self.counts, look, "Số liệu của cả đợt", {0: -22, 1: 8, 2: 8}
        )
        self.lines_table = EditTable(
            self.lines, look, "Danh sách hồ sơ của đơn vị", _LINE_WIDTHS, _LINE_CHOICES
        )
        self.lines_table.removal_asked.connect(self.lines.remove)
        self.save_button, self.drop_button = QPushButton(), QPushButton("Bỏ, không ghi")
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self._confirm)
        self.drop_button.clicked.connect(self.given_up)
        self._look, self._side = look, QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.page = ScrolledPage("Nhập kết quả của đơn vị từ giấy")
        self._lay_out()
        for model in (self.totals, self.counts, self.lines):
            model.refused.connect(self.complain)
        self.lines.typed.connect(self.totals.renew)

    @property
    def unit(self) -> str:
        """The code of the unit, "" while none is chosen."""
        return str(self.units.currentData() or "")

    @property
    def typed(self) -> bool:
        """Whether anything is typed that is not written."""
        self._read_head()
        return self._begun != repr(self.figures)

    def show_units(self, units: list[DeskUnit], code: str) -> None:
        """The units to choose from; ``code`` is chosen, "" asks."""
        self.units.clear()
        self.units.addItem("Chọn đơn vị…", "")
        for unit in units:
            self.units.addItem(f"{unit.name} ({unit.code})", unit.code)
        self.units.setCurrentIndex(max(self.units.findData(code), 0))

    def show_figures(self, figures: UnitFigures | None, *, has_file: bool = False) -> None:
        """What was typed for this unit before, or nothing."""
        self.figures = figures or UnitFigures()
        for name, edit in self.head.items():
            edit.setText(self.figures.head.get(name, ""))
        self._read_head()
        self._begun = repr(self.figures)
        for model in (self.totals, self.counts, self.lines):
            model.show_figures(self.figures)
        told = "Đơn vị này đã nhập từ giấy; ghi lần này thay lần trước." if figures else ""
        if has_file:
            told = "Đơn vị này đã gửi tệp; số liệu từ tệp vẫn được tính, bản giấy chỉ lưu."
        say(self.again, told)
        say(self.complaint, "")
        self.unit_line.clear_fault()
        self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both tables side by side where there is room for their words."""
        super().resizeEvent(event)
        wide = self.width() >= self._look.px(_ROOM)
        way = QBoxLayout.Direction
        self._side.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def begin(self) -> None:
        """The unit, or the first total."""
        if self.unit:
            self.totals_table.go_to(0, 1)
            self.totals_table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.units.setFocus(Qt.FocusReason.OtherFocusReason)

    def complain(self, words: str) -> None:
        """What cannot be read or recorded; "" when all is well."""
        say(self.complaint, words)

    def keep(self) -> None:
        """Takes over the cell that is being typed."""
        for table in (self.totals_table, self.counts_table, self.lines_table):
            table.keep()
        self._read_head()

    def _confirm(self) -> None:
        self.complain("")
        self.keep()
        if self.complaint.text():
            return
        if not self.unit:
            self.unit_line.complain("Hãy chọn đơn vị của số liệu này.")
            return
        self.unit_line.clear_fault()
        self.confirmed.emit()

    def _read_head(self) -> None:
        self.figures.head = {name: edit.text().strip() for name, edit in self.head.items()}

    def _renew(self) -> None:
        name = self.units.currentText() if self.unit else "đơn vị"
        self.save_button.setText("Ghi kết quả của đơn vị")
        self.save_button.setAccessibleName(f"Ghi kết quả của {name}")

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        head = QGridLayout()
        head.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(self.unit_line, 0, 0, top)
        head.setColumnStretch(0, 2)
        for place, (name, words) in enumerate(_HEAD, start=1):
            head.addWidget(FormLine(words, self.head[name]), 0, place, top)
            head.setColumnStretch(place, 1)
        column.addLayout(head)
        column.addWidget(self.again)
        column.addWidget(wrapped(_ABOUT, "muted"))
        self._side.setSpacing(12)
        self._side.addWidget(self.totals_table, 3, top)
        self._side.addWidget(self.counts_table, 2, top)
        column.addLayout(self._side)
        column.addWidget(wrapped("Danh sách hồ sơ (nếu giấy có ghi)", "strong"))
        column.addWidget(self.lines_table)
        column.addStretch(1)
        self.page.hold(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(self.page, 1)
        outer.addWidget(self.complaint)
        outer.addWidget(ButtonFoot(self.drop_button, self.save_button))
        self._begun = repr(self.figures)
