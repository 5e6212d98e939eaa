"""The table where the office types paper ballots: Enter goes down, then to the next member."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.models.meeting_grid import MeetingGrid
from desktop.theme.look import Look
from desktop.widgets.framed_table import FramedTable, Index
from desktop.widgets.meeting_delegate import MeetingDelegate
from desktop.widgets.meeting_inks import inks

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_LEAST_NAME = 160  # pixels at 100 % below which criteria show their codes only


class MeetingTable(FramedTable):
    """Keys of a keypad suffice: figures, comma or point, Enter."""

    finished = Signal()  # Enter after the last mark that was missing
    locked = Signal(int)  # somebody typed in a column that is closed
    moved = Signal(int)  # the focus is in another column
    menu_wanted = Signal(int, QPoint)  # column and place on the screen

    def __init__(self, model: MeetingGrid, look: Look, parent: QWidget | None = None) -> None:
        name = "Bảng điểm cả Tổ: hàng là tiêu chí, cột là thành viên"
        super().__init__(look, name, parent=parent)
        self._grid = model
        self._delegate = MeetingDelegate(look, self)
        self._delegate.stepped.connect(self._after_editor)
        self._delegate.pasted.connect(self._paste)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        names = self.verticalHeader()
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setStyleSheet("QHeaderView { background: transparent; }")
        members = self.horizontalHeader()
        members.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        members.setSectionsClickable(True)
        members.sectionClicked.connect(self._go_to_column)
        members.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        members.customContextMenuRequested.connect(self._header_menu)
        model.renewed.connect(self._renew)
        look.changed.connect(self._renew)
        self._renew()

    @property
    def editing(self) -> bool:
        """Whether a mark is being typed."""
        return self._delegate.editor is not None

    def commit(self) -> bool:
        """Keeps the mark that is being typed; False where it was refused."""
        editor = self._delegate.editor
        if editor is None:
            return True
        index = self.currentIndex()
        self.commitData(editor)
        self.closeEditor(editor, self._delegate.EndEditHint.NoHint)
        self.setFocus()
        return not self._grid.error(index.row(), index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys outside the editor."""
        index = self.currentIndex()
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _RETURN and not control:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._go_on(-1 if back else 1)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        elif event.key() in _CLEAR and index.isValid():
            self._grid.setData(index, "")
        elif event.text().strip() and not control and not self._editable(index):
            self.locked.emit(index.column())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells when the column is another."""
        super().currentChanged(current, previous)
        if current.column() != previous.column():
            self.moved.emit(current.column())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sizes follow."""
        super().resizeEvent(event)
        self._renew()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the member's ballot, by mouse or by the menu key."""
        index = self.currentIndex()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.setCurrentIndex(index)
        where = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        if index.isValid():
            self.menu_wanted.emit(index.column(), where)

    def _editable(self, index: Index) -> bool:
        return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)

    def _after_editor(self, rows: int, columns: int) -> None:
        self.setFocus()
        index = self.currentIndex()
        row, column = index.row(), index.column()
        if self._grid.error(row, column):
            self.go_to(row, column)  # Enter again goes on, where only the sums differ
        elif columns:
            wanted = column + columns
            self.go_to(row, wanted if self._grid.ballot(wanted) else column)
        else:
            self._go_on(rows)

    def _go_on(self, step: int) -> None:
        """Down the criteria, then to the next member who has marks missing."""
        index, last = self.currentIndex(), self._grid.last_row
        row, column = index.row() + step, index.column()
        ballot = self._grid.ballot(column)
        if 0 <= row <= last:
            self.go_to(row, column)
        elif step < 0:
            before = self._grid.next_column(column, -1)
            if before >= 0:
                self.go_to(last, before)
        elif ballot is not None and ballot.editable and self._grid.wanting(ballot):
            self.go_to(self._grid.first_open(column), column)
        else:
            following = self._grid.next_column(column)
            if following >= 0:
                self.go_to(self._grid.first_open(following), following)
            else:
                self.finished.emit()

    def _go_to_column(self, column: int) -> None:
        self.setFocus()
        self.go_to(self._grid.first_open(column), column)

    def _header_menu(self, where: QPoint) -> None:
        column = self.horizontalHeader().logicalIndexAt(where)
        if self._grid.ballot(column) is not None:
            self.go_to(max(self.currentIndex().row(), 0), column)
            self.menu_wanted.emit(column, self.horizontalHeader().mapToGlobal(where))

    def _paste(self, text: str) -> None:
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        row, column = min(i.row() for i in chosen), min(i.column() for i in chosen)
        if row < 0 or not text.strip():
            return
        self._grid.paste(row, column, text)
        self.setFocus()
        self.go_to(row, column)

    def _renew(self) -> None:
        """Widths and heights from the size of the table, not of what the scroll bars leave:
        each would call for the other."""
        self._grid.set_inks(inks(self._look))
        if not self._grid.columnCount():
            return
        rows, bar = len(self._grid.criteria) + 1, self._look.px(14)
        least = QFontMetrics(self._look.font(3, bold=True)).height() + self._look.px(9)
        room = self.height() - self.horizontalHeader().sizeHint().height() - 4
        too_high = room < least * rows
        too_wide = self._share_width(self.width() - 6 - (bar if too_high else 0))
        fitting = (room - (bar if too_wide else 0)) // rows
        height = max(least, min(fitting, self._look.px(40)))
        if height != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(height)

    def _share_width(self, width: int) -> bool:
        """Members as narrow as can be, the names of the criteria take the rest. True where
        that is too wide all the same."""
        count = len(self._grid.ballots)
        plain = QFontMetrics(self._look.font())
        mark = QFontMetrics(self._look.font(3, bold=True)).horizontalAdvance("10,00")
        names = [
            line
            for column in range(count + 1)
            for line in str(self._grid.headerData(column, Qt.Orientation.Horizontal)).split("\n")
        ]
        least = max(plain.horizontalAdvance(name) for name in names) + self._look.px(16)
        least = max(least, mark + self._look.px(17))
        note = plain.horizontalAdvance("lệch lớn") + self._look.px(22)
        room = width - least * (count + 1) - note
        brief = plain.horizontalAdvance("TC0 (0,00)") + self._look.px(22)
        is_brief = room < self._look.px(_LEAST_NAME)
        self._grid.set_brief(is_brief)
        beside = brief if is_brief else min(room, self._look.px(420))
        self.verticalHeader().setFixedWidth(beside)
        more = max(0, room - beside) // (count + 2)
        heading = self.horizontalHeader()
        for column in range(count + 1):
            heading.resizeSection(column, least + more)
        heading.resizeSection(count + 1, note + more)
        return room < beside
