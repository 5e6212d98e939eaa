"""One unit at the desk: what it sent, which of it counts, its submissions with both classes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QVBoxLayout, QWidget

from db.queries.desk import DeskUnit
from desktop.delivery_words import VERDICTS
from desktop.models import desk_words as words
from desktop.models.unit_results import Column, UnitResults
from desktop.models.words import shown_time
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.labels import heading, say, unsaid, wrapped
from desktop.widgets.list_table import ListTable

_WIDTHS = {
    Column.CODE: 12,
    Column.KIND: 8,
    Column.SUBJECT: -14,
    Column.TITLE: -16,
    Column.FINAL: 6,
    Column.PANEL: 10,
    Column.DECIDED: 10,
    Column.REASON: -14,
    Column.FORMER: 16,
}
_SPARE = (Column.KIND, Column.SUBJECT, Column.REASON)


class DeskUnitPage(QWidget):
    """Each delivery can be looked at; the newest that counts comes first."""

    wants_key_in = Signal(str)
    finished = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._unit: DeskUnit | None = None
        self.model = UnitResults(session)
        self.model.setParent(self)
        self.title, self.state = heading(""), wrapped()
        self.title.setWordWrap(True)
        self.which = QComboBox()
        self.which.setAccessibleName("Gói kết quả đang xem")
        self.which.currentIndexChanged.connect(self._show)
        self.about, self.files = wrapped(), unsaid("muted")
        for label in (self.about, self.files, self.state):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = ListTable(
            self.model, look, "Hồ sơ của đơn vị", _WIDTHS, _SPARE, Column.PANEL, Column.DECIDED
        )
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.key_in_button = QPushButton("Nhập từ giấy…")
        self.key_in_button.clicked.connect(self._key_in)
        self.close_button = QPushButton("Đóng")
        self.close_button.clicked.connect(self.finished)
        self._panel = QFrame()
        self._panel.setProperty("role", "panel")
        inside = QVBoxLayout(self._panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.title, self.state, self.which, self.about):
            column.addWidget(widget)
        column.addWidget(self._panel, 1)
        column.addWidget(self.files)
        column.addStretch()
        column.addWidget(ButtonFoot(self.key_in_button, self.close_button))

    def show_unit(self, unit: DeskUnit) -> None:
        """All that came of a unit. Raises ThamdinhError."""
        self._unit = unit
        self.model.load(unit)
        self.title.setText(f"{unit.name} ({unit.code})")
        self.state.setText(words.unit_words(unit))
        self.which.blockSignals(True)
        self.which.clear()
        for one in unit.deliveries:
            counts = "đang tính" if one.counts else "không tính"
            name = words.delivery_name(one)
            self.which.addItem(f"{name} · {shown_time(one.came)} · {counts}", one.id)
        first = next((i for i, one in enumerate(unit.deliveries) if one.counts), 0)
        self.which.setCurrentIndex(first)
        self.which.blockSignals(False)
        self.which.setVisible(len(unit.deliveries) > 1)
        old = [one for one in unit.files if one.verdict in ("duplicate", "older")]
        told = [f"{one.name} ({VERDICTS[one.verdict]})" for one in old]
        say(self.files, f"Tệp khác đã gửi: {'; '.join(told)}." if told else "")
        self._show()

    def begin(self) -> None:
        """The list; without one the way to type it."""
        target = self.table if self.model.rowCount() else self.key_in_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def unit(self) -> str:
        """The code of the unit that is shown, "" before any."""
        return self._unit.code if self._unit is not None else ""

    def _show(self) -> None:
        unit, ident = self._unit, self.which.currentData()
        one = next((d for d in unit.deliveries if d.id == ident), None) if unit else None
        self.model.show(ident or b"")
        if one is None:
            self.about.setText("Đơn vị chưa gửi gì. Nhận tệp ở bàn tiếp nhận, hoặc nhập từ giấy.")
        else:
            self.about.setText("\n".join(words.delivery_lines(one)))
        self._panel.setVisible(bool(self.model.rowCount()))
        if self.model.rowCount():
            self.table.go_to(0)

    def _key_in(self) -> None:
        if self._unit is not None:
            self.wants_key_in.emit(self._unit.code)
