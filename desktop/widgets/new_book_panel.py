"""Step 3 of a new book: the panel, typed or pasted; it may stay empty."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.models.panel_rows import ROLE_WORDS, Column, PanelRows
from desktop.theme.look import Look
from desktop.widgets.framed_table import FramedTable, Index

_SHARES = {Column.NAME: 30, Column.ROLE: 16, Column.UNIT: 28, Column.POST: 26}


class _Roles(QStyledItemDelegate):
    """The four roles to choose from; they can be typed as well."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list that takes what is typed."""
        box = QComboBox(parent)
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.addItems(ROLE_WORDS)
        box.activated.connect(lambda: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The role as it stands."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            edit = editor.lineEdit()
            if edit is not None:
                edit.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Gives what was typed or chosen to the model."""
        if isinstance(editor, QComboBox):
            model.setData(model.index(index.row(), index.column()), editor.currentText())


class PanelTable(FramedTable):
    """Typing writes, Enter goes to the next cell, Delete empties, Ctrl+V pastes a block."""

    def __init__(self, model: PanelRows, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "Danh sách Tổ thẩm định", parent=parent)
        self._rows = model
        self.setProperty("role", "")  # it stands in a page by itself, with a border
        self.setModel(model)
        self.setItemDelegateForColumn(Column.ROLE, _Roles(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed
            | triggers.EditKeyPressed
            | triggers.DoubleClicked
            | triggers.SelectedClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self._renew)
        self._renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for index in self.selectedIndexes():
                self._rows.setData(index, "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            if self.state() != QAbstractItemView.State.EditingState:  # else see closeEditor
                self.next_cell()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """After Enter the next cell, as after Tab."""
        submitted = hint == QStyledItemDelegate.EndEditHint.SubmitModelCache
        super().closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint if submitted else hint)
        if submitted:
            self.next_cell()

    def next_cell(self) -> None:
        """To the right, and from the last column to the next row."""
        at = self.currentIndex()
        row, column = (at.row(), at.column() + 1) if at.isValid() else (0, 0)
        if column >= len(Column):
            row, column = row + 1, 0
        self.go_to(row, column)

    def paste(self) -> None:
        """What was copied from a spreadsheet goes in from the current cell on."""
        self._rows.paste(self.currentIndex(), QGuiApplication.clipboard().text())

    def _renew(self) -> None:
        height = QFontMetrics(self._look.font()).height() + self._look.px(12)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMinimumHeight(height * 5)


class PanelPage(QWidget):
    """The table and what may be left for later."""

    title = "Tổ thẩm định"

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PanelRows(self)
        self.table = PanelTable(self.model, look)
        words = QLabel(
            "Gõ, hoặc chép từ bảng tính rồi dán (Ctrl+V). Có thể để trống, nhập sau từ bảng. "
            "Đơn vị: ghi đúng mã sẽ dùng trong bảng dữ liệu, để chương trình nhận ra người "
            "liên quan."
        )
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        self.fault = QLabel()
        self.fault.setProperty("role", "bad")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.model.dataChanged.connect(self.fault.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addWidget(self.fault)

    def begin(self) -> None:
        """Puts the focus where work begins."""
        at = self.table.currentIndex()  # Qt may have made it current without choosing it
        self.table.go_to(max(at.row(), 0), max(at.column(), 0))
        self.table.setFocus()

    def complete(self) -> bool:
        """Whether the panel can stay as it is; else says what is wrong."""
        found = self.model.fault()
        if found is None:
            return True
        self.table.go_to(found.row, found.column)
        self.table.setFocus()
        self.fault.setText(found.words)
        self.fault.show()
        return False
