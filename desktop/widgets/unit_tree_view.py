"""The tree of units: arrow keys open and close, Enter goes into the form, several may be chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from db.records import Unit
from desktop.models.unit_tree_model import Column, UnitTreeModel
from desktop.theme.look import Look
from desktop.widgets.copying import copy_keys

Index = QModelIndex | QPersistentModelIndex
_WIDTHS = {Column.CODE: 11, Column.KIND: 22, Column.START: 14, Column.END: 14}  # letters
_ALL_OPEN = 400  # units up to which the whole tree stands open
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FLAGS = QItemSelectionModel.SelectionFlag


class UnitTreeView(QTreeView):
    """``entered`` goes into the form; ``removal_asked`` is Ctrl+Delete."""

    entered = Signal()
    removal_asked = Signal()
    chosen_changed = Signal()

    def __init__(self, model: UnitTreeModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._model = look, model
        self._shut: set[bytes] = set()
        self.setProperty("role", "bare")
        self.setAccessibleName("Cây đơn vị")
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setModel(model)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(16)
        header.setSectionsMovable(False)
        self.collapsed.connect(lambda index: self._note(index, shut=True))
        self.expanded.connect(lambda index: self._note(index, shut=False))
        self.doubleClicked.connect(lambda _: self.entered.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        look.changed.connect(self._fit)

    @property
    def chosen(self) -> list[Unit]:
        """The units that are chosen, from the top down."""
        rows = [i for i in self.selectionModel().selectedRows() if i.isValid()]
        rows.sort(key=lambda index: self.visualRect(index).top())
        return [unit for index in rows if (unit := self._model.unit(index)) is not None]

    def opened_anew(self, chosen: list[bytes]) -> None:
        """After the model showed another tree: what was open stays open, what was chosen, as
        far as it is there, stays chosen; else the first line is."""
        if self._model.count <= _ALL_OPEN:
            self.expandAll()
        else:
            self.expandToDepth(0)
        for ident in self._shut:
            index = self._model.index_of(ident)
            if index.isValid():
                self.collapse(index)
        found = [index for ident in chosen if (index := self._model.index_of(ident)).isValid()]
        if not found and self._model.rowCount():
            found = [self._model.index(0, 0)]
        selection = self.selectionModel()
        selection.clear()
        for index in reversed(found):
            selection.setCurrentIndex(index, _FLAGS.Select | _FLAGS.Rows)
        if found:
            self.scrollTo(found[0])
        self.chosen_changed.emit()

    def go_to(self, ident: bytes) -> None:
        """Chooses one unit alone."""
        index = self._model.index_of(ident)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _FLAGS.ClearAndSelect | _FLAGS.Rows)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into the form, Ctrl+Delete asks to take the unit out."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _RETURN:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete and control:
            self.removal_asked.emit()
        elif not copy_keys(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines, then a frame around the one that has the focus."""
        super().paintEvent(event)
        index = self.currentIndex()
        if not index.isValid() or not self.hasFocus():
            return
        rect = self.visualRect(index)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._look.colour("accent"), 2))
        painter.drawRect(1, rect.top() + 1, self.viewport().width() - 2, rect.height() - 2)
        painter.end()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The frame reaches beyond the cells that Qt paints again."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame comes with the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The names take what the other columns leave."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters take more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("0")
        header = self.header()
        room = self.viewport().width()
        widths = {column: letters * letter for column, letters in _WIDTHS.items()}
        least = 20 * letter
        hidden = room - sum(widths.values()) < least  # the kind gives way first
        self.setColumnHidden(Column.KIND, hidden)
        if hidden:
            widths[Column.KIND] = 0
        for column, width in widths.items():
            if width:
                header.resizeSection(column, width)
        header.resizeSection(Column.NAME, max(room - sum(widths.values()), least))

    def _note(self, index: QModelIndex, *, shut: bool) -> None:
        unit = self._model.unit(index)
        if unit is not None:
            (self._shut.add if shut else self._shut.discard)(unit.id)
