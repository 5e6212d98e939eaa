"""A small table that is typed into: Enter goes to the next cell, Delete empties what is chosen,
a block of a spreadsheet can be pasted.

Its rows wrap, and it is as high as its rows up to a limit, so that it can stand in a page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.models.clip import is_block
from desktop.models.open_rows import OpenRows
from desktop.theme.look import Look
from desktop.widgets.framed_table import FramedTable

Index = QModelIndex | QPersistentModelIndex
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FEW = 100  # rows that are measured all at once


class EditTable(FramedTable):
    """``widths`` are in letters; columns with a negative width share what is left over.
    ``choices`` are the words that a column offers in a list."""

    removal_asked = Signal(int)  # Ctrl+Delete on a row

    def __init__(
        self,
        model: QAbstractItemModel,
        look: Look,
        name: str,
        widths: Mapping[Any, int],
        choices: Mapping[int, Sequence[str]] | None = None,
        most_rows: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, name, parent=parent)
        self.setProperty("cells", "")  # its delegate leaves the room beside the words
        self._letters, self._most_rows = dict(widths), most_rows
        self.setModel(model)
        self.delegate = _Cells(look, dict(choices or {}), self)
        self.delegate.stepped.connect(self._step)
        self.setItemDelegate(self.delegate)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self.fit)
        for changed in (
            model.dataChanged,
            model.rowsInserted,
            model.rowsRemoved,
            model.modelReset,
            model.layoutChanged,
            look.changed,
        ):
            changed.connect(self._fit_soon)
        self.fit()

    @property
    def editing(self) -> bool:
        """Whether a cell is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def keep(self) -> bool:
        """Takes over what is being typed."""
        editor = self.delegate.editor
        if editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
        return True

    def fit(self) -> None:
        """Widths, then heights."""
        self._fit_widths()
        metrics = QFontMetrics(self._look.font())
        self.verticalHeader().setMinimumSectionSize(metrics.height() + self._look.px(11))
        self._fit_rows()
        rows = min(self.model().rowCount(), self._most_rows)
        high = sum(self.rowHeight(row) for row in range(rows))
        around = 2 * self.frameWidth() + self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(max(high, self._look.px(30)) + around)

    def _fit_rows(self) -> None:
        """All rows; of thousands those that come into sight."""
        rows = self.model().rowCount()
        if rows <= _FEW:
            self.resizeRowsToContents()
            return
        first = max(self.rowAt(0), 0)
        for row in range(first, min(first + 2 * self._most_rows, rows)):
            self.resizeRowToContents(row)

    def _scrolled(self) -> None:
        if self.model().rowCount() > _FEW:
            self._fit_rows()

    def _fit_widths(self) -> None:
        metrics = QFontMetrics(self._look.font())
        letter, gap = metrics.averageCharWidth(), self._look.px(18)
        sizes = {}
        for column, letters in self._letters.items():
            title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
            least = metrics.horizontalAdvance(title) + gap
            sizes[column] = max(abs(letters) * letter + gap, least)
        left = self.viewport().width() - sum(sizes.values())
        wide = {c: -letters for c, letters in self._letters.items() if letters < 0}
        for column, size in sizes.items():
            share = left * wide.get(column, 0) // (sum(wide.values()) or 1)
            self.horizontalHeader().resizeSection(column, max(size + share, self._look.px(40)))

    def minimumSizeHint(self) -> QSize:
        """Narrow windows cut texts, not the page."""
        return QSize(self._look.px(120), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts wrap anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_widths()
            self._fit_soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Delete empties, Ctrl+Delete asks to take the row away."""
        index, modifiers, model = self.currentIndex(), event.modifiers(), self.model()
        ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _RETURN and not ctrl:
            back = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self._step(index.row(), index.column(), -1 if back else 1)
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            if ctrl:
                self.removal_asked.emit(index.row())
            elif isinstance(model, OpenRows):
                model.clear_cells(self.selectedIndexes() or [index])
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """A block of a spreadsheet goes in from the first chosen cell on."""
        model, chosen = self.model(), self.selectedIndexes() or [self.currentIndex()]
        row, column = min(i.row() for i in chosen), min(i.column() for i in chosen)
        if isinstance(model, OpenRows) and row >= 0 and text.strip():
            model.paste(row, column, text)
            self.go_to(row, column)

    def _fit_soon(self) -> None:
        self._fitting.start()

    def _step(self, row: int, column: int, by: int) -> None:
        """The next or former cell that can be typed, row by row."""
        model = self.model()
        columns = model.columnCount()
        place = row * columns + column + by
        while 0 <= place < model.rowCount() * columns:
            found = model.index(place // columns, place % columns)
            if found.flags() & Qt.ItemFlag.ItemIsEditable:
                self.go_to(found.row(), found.column())
                return
            place += by


class _Cells(QStyledItemDelegate):
    """Line editors, or a list of words; what is typed goes to the model as it is."""

    stepped = Signal(int, int, int)  # row, column, which way

    def __init__(self, look: Look, choices: Mapping[int, Sequence[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._choices = look, choices
        self.editor: QWidget | None = None
        self._place = (0, 0)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        words = self._choices.get(index.column())
        title = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal) or "")
        editor: QWidget
        if words:
            editor = QComboBox(parent)
            editor.addItems(list(words))
            editor.activated.connect(lambda _: self._finish(editor, 0))
        else:
            editor = QLineEdit(parent)
            side = index.data(Qt.ItemDataRole.TextAlignmentRole)
            if side is not None and Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignRight:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(f"{title}, dòng {index.row() + 1}")
        self.editor, self._place = editor, (index.row(), index.column())
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the cell, and never lower than a line of text needs."""
        rect = option.rect
        rect.setHeight(max(rect.height(), editor.sizeHint().height()))
        editor.setGeometry(rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        inner = QStyleOptionViewItem(option)
        inner.rect.adjust(0, 0, -2 * self._gap(), 0)
        size = super().sizeHint(inner, index)
        return QSize(size.width(), size.height() + self._look.px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Text level with the headings."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._look.colour("selected"))
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(self._gap(), 0, -self._gap(), 0)
        super().paint(painter, inner, index)

    def _gap(self) -> int:
        return self._look.px(5)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps the text and goes to the next cell, Shift+Enter back; a block that is
        pasted into an editor goes into the table."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
            and event.matches(QKeySequence.StandardKey.Paste)
            and is_block(QGuiApplication.clipboard().text())
        ):
            self.closeEditor.emit(watched, self.EndEditHint.RevertModelCache)
            table = self.parent()
            if isinstance(table, EditTable):
                table.setFocus()
                table.paste(QGuiApplication.clipboard().text())
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
            and event.key() in _RETURN
        ):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._finish(watched, -1 if back else 1)
            return True
        return super().eventFilter(watched, event)

    def _finish(self, editor: QWidget, step: int) -> None:
        row, column = self._place
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, self.EndEditHint.NoHint)
        table = self.parent()
        if isinstance(table, QWidget):
            table.setFocus()
        if step:
            self.stepped.emit(row, column, step)
