"""The columns of a foreign sheet, line by line, each with a list of our fields."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.models.import_columns import Column, ImportColumns
from desktop.theme.look import Look
from desktop.widgets.copying import copy_keys

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {Column.LETTER: 5, Column.LABEL: 26, Column.FIELD: 22}  # letters
_EXAMPLE = 22


class _Fields(QStyledItemDelegate):
    """A list of our fields in the cell."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Chosen at once, without a second key."""
        box = QComboBox(parent)
        model = index.model()
        if isinstance(model, ImportColumns):
            for name, words in model.fields():
                box.addItem(words, name)
        box.activated.connect(lambda: self._take(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The field as it stands."""
        if isinstance(editor, QComboBox):
            name = index.data(Qt.ItemDataRole.EditRole)
            editor.setCurrentIndex(max(editor.findData(name), 0))
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Gives the choice to the model."""
        if isinstance(editor, QComboBox) and editor.currentData() != index.data(
            Qt.ItemDataRole.EditRole
        ):
            model.setData(model.index(index.row(), index.column()), editor.currentData())

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class ColumnsTable(QTableView):
    """Enter and Space open the list of fields of the current line."""

    def __init__(self, model: ImportColumns, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setModel(model)
        self.setItemDelegateForColumn(Column.FIELD, _Fields(self))
        self.setAccessibleName("Các cột của trang và mục tương ứng")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.clicked.connect(self._clicked)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setProperty("role", "bare")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setStretchLastSection(True)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def renew_sizes(self) -> None:
        """After another text scale or another sheet."""
        metrics = QFontMetrics(self._look.font())
        height = metrics.height() + self._look.px(14)  # room for the list in the cell
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMinimumHeight(height * 2)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {self._look.px(6)}px; }}")
        for column in range(self.model().columnCount()):
            letters = _WIDTHS.get(Column(column), _EXAMPLE) if column < len(Column) else _EXAMPLE
            self.setColumnWidth(column, letters * metrics.averageCharWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the list."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() in keys and plain and self.currentIndex().isValid():
            at = self.model().index(self.currentIndex().row(), Column.FIELD)
            self.setCurrentIndex(at)
            self.edit(at)
        elif not copy_keys(self, event):
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """The list that popped up had the focus, so Qt does not give it back by itself."""
        super().closeEditor(editor, hint)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.FIELD:
            self.edit(index)
