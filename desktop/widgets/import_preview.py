"""What an import would do, or did: a sentence, the cells it speaks of, the button."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.import_findings import Column, FindingKind, ImportFindings
from desktop.models.import_outcome import ImportPage
from desktop.theme.look import Look
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.import_grid_view import ImportGridView
from desktop.widgets.kept_splitter import KeptSplitter
from desktop.widgets.list_table import ListTable
from desktop.widgets.properties import set_property

if TYPE_CHECKING:
    from desktop.intake.nearby import Neighbourhood

_KINDS = (
    (FindingKind.REFUSED, "Ô bị từ chối"),
    (FindingKind.EDITED, "Sửa trong sổ"),
    (FindingKind.KEPT, "Giữ bản trong sổ"),
    (FindingKind.REMARK, "Lưu ý"),
)
_WIDTHS = {Column.CELL: 16, Column.THERE: -12, Column.HERE: -12, Column.REASON: -30}


class _FindingTable(ListTable):
    """A list whose columns depend on what is listed."""

    def show_columns(self, widths: Mapping[Any, int]) -> None:
        """Shows these columns only."""
        for column in Column:
            self.setColumnHidden(column, column not in widths)
        self._widths = dict(widths)
        self._share_width()


class _Counts(QFrame):
    """A few lines of words and figures; the first line is the headings."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(6)

    def load(self, lines: Sequence[tuple[str, ...]]) -> None:
        """Shows other lines; hidden where there are none."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                label = QLabel(text)
                if not row:
                    label.setProperty("role", "muted")
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(label, row, column, side)
        self.setAccessibleName("; ".join(" ".join(line) for line in lines))
        self.setVisible(bool(lines))


class ImportPreview(QWidget):
    """Enter or "Xem ô" on a line shows the cell in its place."""

    confirmed = Signal()
    wants_again = Signal()
    wants_columns = Signal()
    wants_file = Signal()
    wants_register = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings = ImportFindings(self)
        self._nearby: Callable[[str], Neighbourhood | None] = lambda cell: None
        self._file = ElidedLabel()
        self._file.setProperty("role", "muted")
        self.sentence = QLabel()
        self.sentence.setProperty("role", "heading")
        self.sentence.setWordWrap(True)
        self.hint = QLabel()
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.again = self._button("Đọc lại tệp", self.wants_again, "F5")
        self.columns = self._button("Chọn cột…", self.wants_columns)
        self.other = self._button("Chọn tệp khác…", self.wants_file)
        self.chips = Chips("Lọc các ô", [(str(key), word) for key, word in _KINDS], self)
        self.chips.chosen.connect(self._choose)
        self.table = _FindingTable(self.findings, look, "Các ô trong bảng tính", _WIDTHS)
        heading = self.table.horizontalHeader()
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # the workbook's own order
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.opened.connect(lambda _: self.show_cell())
        self.table.selectionModel().currentChanged.connect(self._follow)
        self.grid = ImportGridView(look)
        self.grid.hide()
        self.see = QPushButton("Xem ô")
        self.see.setCheckable(True)
        self.see.setToolTip("Xem ô trong bảng tính (Enter)")
        self.see.clicked.connect(self._toggle)
        self.copy = QPushButton("Chép danh sách")
        self.copy.setToolTip("Chép để dán vào thư hoặc bảng tính (Ctrl+C)")
        self.copy.clicked.connect(self.copy_list)
        self.confirm = QPushButton()
        self.confirm.setProperty("role", "primary")
        self.confirm.setToolTip("Ctrl+Enter")
        self.confirm.clicked.connect(self.confirmed)
        self.register = self._button("Xem danh sách hồ sơ", self.wants_register)
        self.ask = AskBar()
        self.ask.opened.connect(self.confirm.hide)
        self.ask.closed.connect(self.begin)
        self._lay_out(look)
        QShortcut(QKeySequence.StandardKey.Refresh, self).activated.connect(self.wants_again)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.table)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_list)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._by_key)

    def show_page(
        self, path: Path, page: ImportPage, nearby: Callable[[str], Neighbourhood | None]
    ) -> None:
        """``nearby`` gives the surroundings of a cell."""
        self._nearby = nearby
        self.ask.give_up()
        self._file.setText(f"{path.name}  ·  {path.parent}")
        self.sentence.setText(page.sentence)
        set_property(self.sentence, "ink", page.ink)
        self.hint.setText(page.hint)
        self.hint.setVisible(bool(page.hint))
        self.confirm.setText(page.action)
        self.confirm.setAccessibleName(page.action)
        self.confirm.setVisible(bool(page.action))
        self.register.setVisible(page.done)
        self.again.setVisible(not page.done)
        self.columns.setVisible(not page.done)
        self.findings.load(page.findings)
        self.chips.mark(str(self.findings.kind))
        self.chips.set_counts(self.findings.counts(), hide_empty=True)
        for button in self.chips.buttons.values():  # these count cells, not submissions
            button.setAccessibleName(button.text())
        hidden, shown = (self._room, self._list) if page.findings else (self._list, self._room)
        hidden.hide()  # first: both at once would make the window higher
        shown.show()
        self._counts.load(page.counts)
        self._show_kind()
        if self.findings.kind is FindingKind.REFUSED and page.findings:
            self.see.setChecked(True)
            self._toggle(True)

    def show_busy(self, busy: bool = True) -> None:
        """While the book is written to."""
        self.confirm.setText("Đang nhập…" if busy else self.confirm.accessibleName())
        self.confirm.setEnabled(not busy)
        self.confirm.repaint()

    def begin(self) -> None:
        """Puts the focus where work goes on."""
        self.confirm.setVisible(bool(self.confirm.text()))
        if self.confirm.isVisibleTo(self):
            self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._list.isVisibleTo(self):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            button = self.register if self.register.isVisibleTo(self) else self.other
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_cell(self) -> None:
        """Shows the current line's cell in its place."""
        if self.see.isEnabled():
            self.see.setChecked(True)
            self._toggle(True)

    def copy_list(self) -> None:
        """Puts what is listed on the clipboard."""
        QGuiApplication.clipboard().setText(self.findings.as_text())
        count = self.findings.rowCount()
        self.copy.setText(f"Đã chép {count} dòng")

    def _by_key(self) -> None:
        if self.confirm.isVisibleTo(self):
            self.confirm.click()

    def _choose(self, key: str) -> None:
        self.findings.choose(FindingKind(key))
        self._show_kind()

    def _show_kind(self) -> None:
        shown = self.findings.columns()
        self.table.show_columns({c: n for c, n in _WIDTHS.items() if c in shown})
        self.copy.setText("Chép danh sách")
        if self.findings.rowCount():
            self.table.setCurrentIndex(self.findings.index(0, 0))
        self._follow(self.table.currentIndex(), QModelIndex())

    def _follow(self, current: QModelIndex, _: QModelIndex) -> None:
        cell = self.findings.finding(current.row()).cell if current.isValid() else ""
        reason = self.findings.finding(current.row()).reason if current.isValid() else ""
        room = self.table.columnWidth(Column.REASON) - 20
        self._detail.setText(reason)
        cut = self.table.fontMetrics().horizontalAdvance(reason) > room
        self._detail.setVisible(cut and not self.see.isChecked())  # else it stands at the grid
        self.see.setEnabled(bool(cell))
        if self.see.isChecked() and cell:
            refused = self.findings.kind is FindingKind.REFUSED
            self.grid.show_part(cell, self._nearby(cell), reason, refused=refused)

    def _toggle(self, shown: bool) -> None:
        self.grid.setVisible(shown)
        if shown:  # a few rows of each, also in large type
            QTimer.singleShot(0, self._share_height)
        self.see.setText("Ẩn ô" if shown else "Xem ô")
        self._follow(self.table.currentIndex(), QModelIndex())

    def _share_height(self) -> None:
        self._split.suggest([4000, 6000])  # shares

    def _button(self, words: str, signal: object, key: str = "") -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(signal)
        if key:
            button.setToolTip(key)
        return button

    def _lay_out(self, look: Look) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        for button in (self.again, self.columns, self.other):
            flow.addWidget(button)
        policy = tools.sizePolicy()
        policy.setHeightForWidth(True)
        tools.setSizePolicy(policy)
        split = KeptSplitter(look, "import", Qt.Orientation.Vertical)
        frame = QFrame()
        frame.setProperty("role", "panel")
        self._detail = QLabel()
        self._detail.setWordWrap(True)
        self._detail.setMargin(6)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.setSpacing(0)
        inner.addWidget(self.table, 1)
        inner.addWidget(self._detail)
        split.addWidget(frame)
        split.addWidget(self.grid)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        self._split = split
        split.setChildrenCollapsible(False)
        split.setHandleWidth(6)
        head = QHBoxLayout()
        head.addWidget(ChipRow(self.chips), 1)
        head.addWidget(self.see)
        head.addWidget(self.copy)
        self._list, self._room, self._counts = QWidget(), QWidget(), _Counts()
        room = QVBoxLayout(self._room)
        room.setContentsMargins(0, 4, 0, 0)
        room.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignLeft)
        room.addStretch(1)
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(split, 1)
        last = QHBoxLayout()
        last.addWidget(tools, 1)
        last.addWidget(self.register)
        last.addWidget(self.confirm)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(6)
        page.addWidget(self._file)
        page.addWidget(self.sentence)
        page.addWidget(self.hint)
        page.addWidget(self._list, 1)
        page.addWidget(self._room, 1)
        page.addWidget(self.ask)
        page.addLayout(last)
