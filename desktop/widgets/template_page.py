"""An upper level's own workbook: its cells are chosen once, then it is filled."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db.errors import ThamdinhError
from desktop.messages import sentence
from desktop.models.minutes_meeting import Meeting
from desktop.models.paper_source import gather
from desktop.models.template_grid import TemplateGrid, address
from desktop.template_words import LINE, ONCE
from desktop.theme.look import Look
from desktop.widgets.at_work import at_work
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.copying import copy_keys
from desktop.widgets.labels import say, unsaid, wrapped

_ROWS = 11  # of the sheet that are in sight
_COLUMN = 110  # pixels at 100 %


class TemplatePage(QFrame):
    """Nothing is written before "Điền và lưu…"; the workbook itself is never changed."""

    opened = Signal()
    closed = Signal()
    written = Signal(Path)

    def __init__(self, meeting: Meeting, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ask")
        self.meeting, self._look = meeting, look
        self._path = Path()
        self._lead = wrapped("", "strong")
        self.sheets, self.fields = QComboBox(), QComboBox()
        self.sheets.setAccessibleName("Trang của biểu mẫu")
        self.sheets.activated.connect(lambda _: self._open_sheet(self.sheets.currentText()))
        self.grid = TemplateGrid(self)
        self.table = _Cells(self.grid)
        self._at = QLabel()
        self.fields.setAccessibleName("Ô đang chọn ghi")
        self.fields.addItem("(để nguyên)", "")
        for name, words in LINE.items():
            self.fields.addItem(words, name)
        self.fields.insertSeparator(self.fields.count())
        for name, words in ONCE.items():
            self.fields.addItem(f"{words} (một ô)", name)
        self.fields.activated.connect(lambda _: self._choose(self.fields.currentData() or ""))
        self.complaint = unsaid("bad")
        self.fill_button, self.drop_button = QPushButton("Điền và lưu…"), QPushButton("Thôi")
        self.fill_button.setProperty("role", "primary")
        self.fill_button.clicked.connect(self.ask_file)
        self.drop_button.clicked.connect(self.close_page)
        self._lay_out()
        self.table.selectionModel().currentChanged.connect(self._moved)
        self.table.entered_cell.connect(self._go_to_fields)
        self.table.emptied.connect(lambda: self._choose(""))
        look.changed.connect(self._renew_sizes)
        self._renew_sizes()
        self.hide()

    def ask_template(self) -> bool:
        """Asks for the workbook; False where nobody chose one that can be read."""
        start = str(self.meeting.session.path.parent)
        name, _ = QFileDialog.getOpenFileName(
            self, "Chọn biểu mẫu của cấp trên", start, "Bảng tính Excel (*.xlsx)"
        )
        return bool(name) and self.open_template(Path(name))

    def open_template(self, path: Path) -> bool:
        """Shows the workbook with what was chosen for one of that name before."""
        from desktop.documents import own_template

        self._path = path
        known = own_template.remembered(self.meeting.session.book.home, path)
        self._lead.setText(f"Biểu mẫu “{path.name}”")
        self.opened.emit()
        self.show()
        good = self._open_sheet(known.sheet if known else "")
        if good and known is not None:
            self.grid.show(self._texts, known.cells)
            self._go_to_first()
        return good

    def ask_file(self) -> None:
        """Asks where to, then fills."""
        if not self.grid.cells:
            say(self.complaint, "Hãy chọn ít nhất một ô và nội dung ghi vào ô đó.")
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        start = self._path.with_name(f"{self._path.stem}-da-dien.xlsx")
        name, _ = QFileDialog.getSaveFileName(
            self, "Lưu biểu mẫu đã điền", str(start), "Bảng tính Excel (*.xlsx)"
        )
        if name:
            path = Path(name)
            self.fill_to(path if path.suffix else path.with_suffix(".xlsx"))

    def fill_to(self, path: Path) -> bool:
        """Fills a copy and keeps what was chosen; why not stands in the page."""
        from desktop.documents import own_template

        if path == self._path:
            say(self.complaint, "Hãy chọn tên khác để giữ nguyên biểu mẫu.")
            return False
        mapped = own_template.Mapped(self.sheets.currentText(), dict(self.grid.cells))
        try:
            with at_work(self.fill_button, "Đang điền…"):
                body = gather(self.meeting, ("minutes-word",)).body
                own_template.fill_template(body, self._path, mapped, path)
        except (ThamdinhError, OSError) as error:
            say(self.complaint, sentence(error))
            return False
        own_template.remember(self.meeting.session.book.home, self._path, mapped)
        self.close_page()
        self.written.emit(path)
        return True

    def close_page(self) -> None:
        """Nothing is written."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_page()
        else:
            super().keyPressEvent(event)

    def _open_sheet(self, sheet: str) -> bool:
        from desktop.documents.template_outline import outline

        say(self.complaint, "")
        try:
            found = outline(self._path, sheet)
        except ThamdinhError as error:
            self.grid.show((), {})
            self._texts: tuple[tuple[str, ...], ...] = ()
            say(self.complaint, sentence(error))
            self.drop_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.sheets.clear()
        self.sheets.addItems(found.sheets)
        self.sheets.setCurrentText(found.sheet)
        self._texts = found.rows
        self.grid.show(found.rows, {})
        self._go_to_first()
        return True

    def _go_to_first(self) -> None:
        """The cell chosen first, else the first one."""
        chosen = next(iter(self.grid.cells), "")
        rows, columns = range(self.grid.rowCount()), range(self.grid.columnCount())
        at = next(((r, c) for r in rows for c in columns if address(r, c) == chosen), (0, 0))
        self.table.setCurrentIndex(self.grid.index(*at))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self._at.setText(f"Ô {address(index.row(), index.column())} ghi")
            place = self.fields.findData(self.grid.field_at(index))
            self.fields.setCurrentIndex(max(place, 0))

    def _go_to_fields(self) -> None:
        self.fields.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fields.showPopup()

    def _choose(self, name: str) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        say(self.complaint, self.grid.choose(index, name))
        self._moved(index)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew_sizes(self) -> None:
        line = self._look.px(28)
        self.table.verticalHeader().setDefaultSectionSize(line)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(_ROWS * line + head + self._look.px(20))
        self.table.horizontalHeader().setDefaultSectionSize(self._look.px(_COLUMN))

    def _lay_out(self) -> None:
        sheet = QHBoxLayout()
        sheet.addWidget(QLabel("Trang"))
        sheet.addWidget(self.sheets, 1)
        field = QHBoxLayout()
        field.addWidget(self._at)
        field.addWidget(self.fields, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self._lead)
        column.addWidget(
            wrapped(
                "Chọn ô trống ở dòng đầu của danh sách rồi chọn nội dung ghi vào ô; các dòng sau "
                "điền tiếp xuống. Chọn một lần, lần sau chương trình nhớ.",
                "muted",
            )
        )
        column.addLayout(sheet)
        column.addWidget(self.table)
        column.addLayout(field)
        column.addWidget(self.complaint)
        column.addWidget(ButtonFoot(self.drop_button, self.fill_button))


class _Cells(QTableView):
    """Enter goes to the list of what a cell may hold, Delete empties it."""

    entered_cell = Signal()
    emptied = Signal()

    def __init__(self, model: TemplateGrid) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("Các ô của biểu mẫu")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, F2, Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.entered_cell.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.emptied.emit()
        elif not copy_keys(self, event):
            super().keyPressEvent(event)
