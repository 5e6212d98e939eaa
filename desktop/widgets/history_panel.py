"""One event of the log: its cells, former and new value side by side, every earlier value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.queries.authors import Standing
from db.queries.cell_changes import MOST, CellChange, CellValue, State
from db.queries.events import Event
from db.restoring import restorable
from db.rules.points import show
from desktop.amending_words import standing_words
from desktop.history_words import (
    ENTRIES,
    event_words,
    key_words,
    moment_marked,
    value_words,
    who_words,
)
from desktop.models.history_cells import (
    CellColumn,
    CellsModel,
    ValueColumn,
    ValuesModel,
    former_words,
    title_of,
)
from desktop.models.history_list import SETTING_NAMES
from desktop.theme.look import Look
from desktop.widgets.list_table import ListTable
from desktop.widgets.scrolling import ScrolledPage
from desktop.widgets.side_panel import ClosingPanel

_ALL_OF_IT = 100_000  # letters
_ROWS = 5  # cells in sight at once


class HistoryPanel(ClosingPanel):
    """``cell_chosen`` with the change whose values are wanted, ``restore`` with the value."""

    cell_chosen = Signal(object)  # CellChange
    restore = Signal(object, object)  # CellChange, CellValue
    trace_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "Chi tiết", "khung chi tiết", parent)
        self._may = False
        self.trace_button = QPushButton("Phiếu truy vết")
        self.trace_button.clicked.connect(self.trace_asked)
        self.head.insertWidget(1, self.trace_button)
        self._what, self._facts = QLabel(), QLabel()
        self._what.setProperty("role", "strong")
        self._facts.setProperty("role", "muted")
        for label in (self._what, self._facts):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cells, self.values = CellsModel(self), ValuesModel(self)
        self.cell_table = ListTable(
            self.cells, look, "Các ô của lần ghi này",
            {CellColumn.FIELD: -10, CellColumn.FORMER: -8, CellColumn.VALUE: -8},
        )  # fmt: skip
        self.value_table = ListTable(
            self.values, look, "Mọi giá trị của ô",
            {ValueColumn.TIME: 15, ValueColumn.WHO: -9, ValueColumn.VALUE: -12,
             ValueColumn.STATE: 13},
            (ValueColumn.WHO, ValueColumn.STATE),
        )  # fmt: skip
        for table in (self.cell_table, self.value_table):
            table.horizontalHeader().setSectionsClickable(False)
            table.horizontalHeader().setSortIndicatorShown(False)
        self.before, self.after = _text("Giá trị trước"), _text("Giá trị sau")
        self.restore_button = QPushButton("Khôi phục giá trị này")
        self.restore_button.setToolTip("Ghi lại giá trị đang chọn; Ctrl+Z để hoàn tác")
        self._cell_title = QLabel()
        self._cell_title.setProperty("role", "strong")
        self._cell_title.setWordWrap(True)
        self._below = self._lower()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self._what)
        column.addWidget(self._facts)
        column.addWidget(self.cell_table)
        column.addWidget(self._below, 1)
        column.addStretch(0)
        self.area = ScrolledPage()
        self.area.hold(inner)
        self.column.addWidget(self.area, 1)
        look.changed.connect(self._renew_heights)
        self._renew_heights()
        self.cell_table.selectionModel().currentRowChanged.connect(self._follow_cell)
        self.value_table.selectionModel().currentRowChanged.connect(self._renew_button)
        self.value_table.opened.connect(self._restore)
        self.restore_button.clicked.connect(self._restore)

    @property
    def cell(self) -> CellChange | None:
        """The cell whose values are shown."""
        row = self.cell_table.currentIndex().row()
        return self.cells.cell(row) if 0 <= row < self.cells.rows_shown() else None

    def show_event(
        self,
        event: Event,
        cells: list[CellChange],
        *,
        may_restore: bool,
        more: Sequence[str] = (),
    ) -> None:
        """Shows an event and its cells, the first of them chosen; ``more`` are sentences on
        what came of it."""
        kept = self.cell
        self._may = may_restore
        self._what.setText(event_words(event, SETTING_NAMES))
        self._facts.setText("\n".join([*_facts(event, len(cells)), *more]))
        self.cells.take(cells)
        self._renew_heights()
        self.cell_table.setVisible(bool(cells))
        self._below.setVisible(bool(cells))
        if cells:
            at = max(self.cells.row_of(kept.id) if kept is not None else 0, 0)
            self.cell_table.go_to(at)
            self._follow_cell()
        self.open_panel()

    def show_values(self, cell: CellChange, values: list[CellValue]) -> None:
        """Shows what the cell has had; the value of this very change is chosen."""
        self.values.take(cell.fld, values)
        at = next((n for n, value in enumerate(values) if value.change == cell.id), 0)
        if values:
            self.value_table.go_to(at)
        self._renew_button()

    def _renew_heights(self) -> None:
        """No table lower than a few rows, no value than three lines: the panel scrolls instead."""
        line = self._look.px(30)
        rows = self.cells.rows_shown()
        self.cell_table.setFixedHeight((min(max(rows, 2), _ROWS) + 1) * line + line // 2)
        self.value_table.setMinimumHeight(5 * line)
        for text in (self.before, self.after):
            text.setFixedHeight(3 * line)

    def _lower(self) -> QWidget:
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        sides = QGridLayout()
        sides.setSpacing(4)
        for at, (words, text) in enumerate((("Trước", self.before), ("Sau", self.after))):
            heading = QLabel(words)
            heading.setProperty("role", "muted")
            sides.addWidget(heading, 0, at)
            sides.addWidget(text, 1, at)
        foot = QHBoxLayout()
        earlier = QLabel("Mọi giá trị ô này đã có")
        earlier.setProperty("role", "muted")
        foot.addWidget(earlier, 1)
        foot.addWidget(self.restore_button)
        column.addWidget(self._cell_title)
        column.addLayout(sides)
        column.addLayout(foot)
        column.addWidget(self.value_table, 1)
        return below

    def _follow_cell(self) -> None:
        cell = self.cell
        if cell is None:
            return
        self._cell_title.setText(title_of(cell))
        self.before.setPlainText(former_words(cell))
        self.after.setPlainText(value_words(cell.fld, cell.value, _ALL_OF_IT))
        self.cell_chosen.emit(cell)

    def _chosen(self) -> CellValue | None:
        row = self.value_table.currentIndex().row()
        return self.values.value(row) if 0 <= row < self.values.rows_shown() else None

    def _renew_button(self) -> None:
        cell, value = self.cell, self._chosen()
        can = cell is not None and value is not None and value.state is not State.STANDS
        known = cell is not None and restorable(cell.fld)
        self.restore_button.setVisible(self._may and known)
        self.restore_button.setEnabled(can)

    def _restore(self) -> None:
        cell, value = self.cell, self._chosen()
        if cell is not None and value is not None and not self.restore_button.isHidden() \
                and self.restore_button.isEnabled():  # fmt: skip
            self.restore.emit(cell, value)


def _text(name: str) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setAccessibleName(name)
    text.setTabChangesFocus(True)
    return text


def _facts(event: Event, shown: int) -> list[str]:
    """When, who, by which key, from where; what a ballot or a snapshot says of itself."""
    author = event.author
    lines = [f"{moment_marked(event.time, event.ahead)} (giờ do máy tự khai, có thể sai)"]
    key = f", dấu vân tay {author.fingerprint}" if author.fingerprint else ""
    lines.append(f"{who_words(author)}, {key_words(author)}{key}")
    if author.standing is Standing.UNCONFIRMED and author.name:
        lines.append("Tên do máy kia tự khai.")
    where = f"Từ tệp “{event.source.name}”, ghép lúc {moment_marked(event.source.time, False)}" \
        if event.source is not None else "Ghi trong sổ này, không do ghép tệp"  # fmt: skip
    lines.append(where)
    if event.ballot is not None:
        ballot = event.ballot
        lines.append(ENTRIES.get(ballot.entry, "Không rõ cách nhập").capitalize())
        lines.append(", ".join(f"{code} {show(mark)}" for code, mark in ballot.marks.items()))
        lines += [f"Lý do chấm lại: {ballot.reason}"] if ballot.reason else []
        lines += [f"Nhận xét: {ballot.comment}"] if ballot.comment else []
    if event.frozen is not None:
        state = standing_words(event.frozen)
        if event.frozen.number:
            lines.append(f"Lý do điều chỉnh, bổ sung: {event.frozen.reason}")
            lines.append(f"{event.frozen.changes} chỗ thay đổi so với bản trước")
        lines.append(state[:1].upper() + state[1:] if state.startswith("bản") else f"Bản {state}")
    if shown >= MOST:
        lines.append(f"Chỉ hiện {shown} ô đầu; tìm mã hồ sơ để thấy ô của hồ sơ ấy.")
    return lines
