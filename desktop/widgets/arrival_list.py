"""The rows of the intake register: found, filtered, completed, taken away; the receipt of one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import entries
from db.queries.arrivals import Arrival, ArrivalFilter
from desktop import undoable
from desktop.models.arrivals import ArrivalsModel, Column
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.kept_splitter import KeptSplitter
from desktop.widgets.list_table import ListTable
from desktop.widgets.receipt_view import ReceiptView
from desktop.widgets.search_field import SearchField
from desktop.widgets.state_stack import StateStack

_FILTERS = {
    ArrivalFilter.ALL: "Tất cả",
    ArrivalFilter.MISSING: "Còn thiếu",
    ArrivalFilter.OVERDUE: "Quá hạn bổ sung",
}
_WIDTHS = {
    Column.NUMBER: 7,
    Column.DATE: 9,
    Column.UNIT: -16,
    Column.WHAT: 8,
    Column.SUBMISSION: 11,
    Column.CARRIER: 7,
    Column.MISSING: -14,
    Column.RETURN_BY: 9,
    Column.COMPLETED: 9,
    Column.STATE: 13,
}
_ROOM = 860  # pixels at 100 % below which list and receipt do not fit side by side
_SPARE = (Column.CARRIER, Column.COMPLETED, Column.WHAT, Column.DATE, Column.SUBMISSION)


class ArrivalList(QWidget):
    """``opened`` with a row that Enter chose; ``wants_first`` from the empty register."""

    opened = Signal(int)
    wants_first = Signal()

    def __init__(
        self, session: Session, model: ArrivalsModel, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self.model, self._look = session, model, look
        self.table = ListTable(model, look, "Sổ tiếp nhận", _WIDTHS, _SPARE)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.search = SearchField(look, "Tìm số đến, đơn vị, mã hồ sơ, chỗ thiếu")
        choices = [(str(key), word) for key, word in _FILTERS.items()]
        self.chips = Chips("Lọc sổ tiếp nhận", choices, self)
        self.complete_button = QPushButton("Đã bổ sung hôm nay")
        self.receipt_button = QPushButton("Biên nhận…")
        self.remove_button = QPushButton("Bỏ dòng")
        self.receipt = ReceiptView(session, look)
        self.states = StateStack(self.table)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self._lay_out()
        self.search.textChanged.connect(model.search)
        self.search.to_list.connect(lambda: self.go_to(0))
        self.chips.chosen.connect(lambda key: model.show_only(ArrivalFilter(key)))
        self.states.acted.connect(self._act)
        model.counted.connect(self._renew)
        self.table.opened.connect(self.opened)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._chosen())
        self.complete_button.clicked.connect(self._complete)
        self.receipt_button.clicked.connect(self._show_receipt)
        self.remove_button.clicked.connect(self._remove)
        self.receipt.closed.connect(self.close_receipt)

    @property
    def may_write(self) -> bool:
        """Whether this window may change the register."""
        session = self._session
        return session.office and not session.readonly and session.campaign is not None

    @property
    def current(self) -> Arrival | None:
        """The row that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.arrival(row) if 0 <= row < self.model.rowCount() else None

    def choose(self, ident: bytes) -> None:
        """Brings a row into sight; the focus stays where it is."""
        self.go_to(self.model.row_of(ident), focus=False)

    def go_to(self, row: int, *, focus: bool = True) -> None:
        """Chooses a row."""
        if 0 <= row < self.model.rowCount():
            self.table.go_to(row)
            if focus:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_receipt(self) -> None:
        """The list alone again."""
        if not self.receipt.isHidden():
            self.receipt.hide()
            self._renew_room()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the receipt stands alone."""
        super().resizeEvent(event)
        self._renew_room()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self._count)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(ChipRow(self.chips), 1)
        for button in (self.complete_button, self.receipt_button, self.remove_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._frame = QFrame()
        self._frame.setProperty("role", "panel")
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.states)
        split = KeptSplitter(self._look, "arrivals")
        split.addWidget(self._frame)
        split.addWidget(self.receipt)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setHandleWidth(8)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(split, 1)

    def _chosen(self) -> None:
        arrival = self.current
        self.receipt_button.setEnabled(arrival is not None)
        self.remove_button.setEnabled(arrival is not None and self.may_write)
        waiting = arrival is not None and arrival.waiting
        self.complete_button.setEnabled(waiting and self.may_write)
        if arrival is not None and not self.receipt.isHidden():
            self.receipt.show_arrival(arrival)

    def _complete(self) -> None:
        arrival = self.current
        if arrival is None:
            return
        words = f"bổ sung của dòng {arrival.number}"
        values = {"completed_on": self.model.today}
        if undoable.run(self._session, words, entries.save, "arrival", arrival.id, values):
            self.choose(arrival.id)

    def _remove(self) -> None:
        arrival = self.current
        if arrival is None:
            return
        words = f"bỏ dòng {arrival.number} của sổ tiếp nhận"
        if undoable.run(self._session, words, entries.remove, "arrival", arrival.id):
            self._session.told.emit(f"Đã bỏ dòng {arrival.number}; Ctrl+Z đưa lại.")

    def _show_receipt(self) -> None:
        arrival = self.current
        if arrival is not None:
            self.receipt.show()
            self._renew_room()
            self.receipt.show_arrival(arrival)

    def _renew_room(self) -> None:
        alone = not self.receipt.isHidden() and self.width() < self._look.px(_ROOM)
        self._frame.setVisible(not alone)

    def _act(self) -> None:
        if self.model.total:
            self.search.clear()
            self.chips.choose(str(ArrivalFilter.ALL))
        else:
            self.wants_first.emit()

    def _renew(self) -> None:
        model = self.model
        for key, word in _FILTERS.items():
            button, count = self.chips.buttons[str(key)], model.counts[key]
            button.setText(f"{word} {count}")
            button.setAccessibleName(f"{word}, {count} dòng")
        self._count.setText(f"{model.rowCount()} dòng")
        if model.rowCount():
            self.states.show_content()
            if not self.table.currentIndex().isValid():
                self.go_to(0, focus=False)
        elif model.total:
            self.states.show_empty(
                "Không có dòng nào khớp", "Hãy gõ ít chữ hơn hoặc bỏ bộ lọc.", "Hiện tất cả"
            )
        else:
            self.states.show_empty(
                "Sổ tiếp nhận chưa có dòng nào",
                "Mỗi lần đơn vị gửi phiếu đăng ký, báo cáo là một dòng: ai gửi, gửi gì, "
                "còn thiếu gì.",
                "Ghi dòng đầu tiên" if self.may_write else "",
            )
        self._chosen()
