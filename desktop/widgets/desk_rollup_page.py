"""The roll-up on the screen: shares of R19 and R21, classes by kind and field, every unit."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.queries.rollup import rollup
from db.queries.rollup_years import YearsReading
from db.rules.bands import CLASSES
from desktop.models import rollup_rows as rows
from desktop.models.desk_papers import ROLLUP
from desktop.models.import_words import number
from desktop.rollup_words import loose_lines
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.edit_table import EditTable
from desktop.widgets.labels import heading, unsaid, wrapped
from desktop.widgets.labels import say as say_or_hide
from desktop.widgets.scrolling import ScrolledPage

_TARGETS = {0: -20, 1: -22, 2: -18, 3: 8, 4: 7, 5: 9, 6: 10}
_CLASSES = {0: -30, 1: 7, 2: 17, 3: 17, 4: 14}
_UNITS = {0: -24, 1: 7, 2: 7, 3: 7, 4: 6, 5: 15, 6: 17, 7: 7, 8: -18}
_YEARS = {0: 6, 1: 9, 2: 8, 3: 7, 4: 16, 5: 17, 6: -40}
_UNIT_YEARS = {0: -34, 1: 6, 2: 8, 3: 8, 4: 17, 5: 18}
_MOST_ROWS = 25
_HEADS = (
    "Chỉ tiêu đăng ký và kết quả", "Theo đối tượng", "Theo lĩnh vực", "Theo đơn vị",
    "Qua các năm", "Từng đơn vị hiện nay, qua các năm",
)  # fmt: skip


_MAPPED = (
    "Đơn vị đã kết thúc, hợp nhất hoặc chuyển cấp trên thì số liệu năm trước được tính vào đơn vị "
    "hiện nay theo ngày ghi ở Cài đặt, Đơn vị."
)


class DeskRollupPage(QWidget):
    """Reads once when it is shown, and again when the desk changes."""

    wants_paper = Signal(str)
    finished = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reading: YearsReading | None = None
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._read_year)
        self.totals, self.mark = heading(""), unsaid("bad")
        self.totals.setWordWrap(True)
        note = wrapped(
            f"Bốn số ở mỗi ô xếp loại theo thứ tự {' · '.join(CLASSES)}. Mỗi hồ sơ của một đơn vị "
            "tính một lần, theo gói đang tính.",
            "muted",
        )
        self.targets, self.kinds = rows.targets_model(), rows.classes_model("Đối tượng")
        self.fields, self.units = rows.classes_model("Lĩnh vực"), rows.units_model()
        self.years, self.unit_years = rows.years_model(), rows.unit_years_model()
        self.tables = [
            EditTable(self.targets, look, "Chỉ tiêu đăng ký và kết quả", _TARGETS),
            EditTable(self.kinds, look, "Theo đối tượng", _CLASSES),
            EditTable(self.fields, look, "Theo lĩnh vực", _CLASSES),
            EditTable(self.units, look, "Theo đơn vị", _UNITS, most_rows=_MOST_ROWS),
            EditTable(self.years, look, "Qua các năm", _YEARS),
            EditTable(
                self.unit_years, look, "Từng đơn vị hiện nay, qua các năm", _UNIT_YEARS,
                most_rows=_MOST_ROWS,
            ),
        ]  # fmt: skip
        self.mapped = wrapped(_MAPPED, "muted")
        self.page = ScrolledPage("Tổng hợp kết quả các đơn vị")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self._over_years: list[QWidget] = [self.mapped]
        for head, table in zip(_HEADS, self.tables, strict=True):
            table.model().setParent(self)
            title = _strong(head)
            column.addWidget(title)
            if table in self.tables[4:]:
                self._over_years += [title, table]
            if table is self.tables[1]:
                column.addWidget(note)
            column.addWidget(table)
        column.addWidget(self.mapped)
        column.addStretch(1)
        self.page.hold(inner)
        self.export_button = QPushButton("Tổng hợp (Excel, PDF)")
        self.close_button = QPushButton("Đóng")
        self.export_button.clicked.connect(lambda: self.wants_paper.emit(ROLLUP))
        self.close_button.clicked.connect(self.finished)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        for widget in (self.totals, self.mark):
            outer.addWidget(widget)
        outer.addWidget(self.page, 1)
        outer.addWidget(ButtonFoot(self.export_button, self.close_button))

    def load(self) -> None:
        """Counts anew. Raises ThamdinhError."""
        session = self._session
        if session.campaign is None:
            return
        with session.book.reading():
            found = rollup(session.book, session.campaign)
            self._reading = YearsReading(session.book, session.campaign, found)
        self.totals.setText(
            f"Tổng hợp năm {session.campaign.year}: theo số liệu của {number(len(found.units))} "
            f"đơn vị đã gửi, trong {number(found.desk.expected)} đơn vị phải gửi"
        )
        say_or_hide(self.mark, "Có số liệu minh họa" if found.illustrative else "")
        for model, shown in (
            (self.targets, rows.target_rows(found)),
            (self.kinds, rows.kind_rows(found)),
            (self.fields, rows.field_rows(found)),
            (self.units, rows.unit_rows(found)),
        ):
            model.show(shown)
        for widget in self._over_years:
            widget.hide()
        self._next.start()

    def _read_year(self) -> None:
        """One more year; once all are read, they are shown."""
        reading = self._reading
        if reading is None or not self.isVisible():  # the book may be closed by now
            return
        with self._session.book.reading():
            more = reading.step()
        if more:
            self._next.start()
            return
        over, self._reading = reading.found, None
        self.years.show(rows.year_rows(over))
        self.unit_years.show(rows.unit_year_rows(over))
        self.mapped.setText(" ".join((_MAPPED, *loose_lines(over))))
        compared = len(over.years) > 1 or bool(over.loose)
        for widget in self._over_years:
            widget.setVisible(compared)

    def begin(self) -> None:
        """The first table."""
        self.tables[0].setFocus(Qt.FocusReason.OtherFocusReason)


def _strong(words: str) -> QWidget:
    return wrapped(words, "strong")
