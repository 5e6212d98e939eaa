"""A small table that is typed into: Enter goes to the next cell, Delete empties what is chosen,
a block of a spreadsheet can be pasted.

Its rows wrap, and it is as high as its rows up to a limit, so that it can stand in a page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
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
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from desktop.models.open_rows import OpenRows
from desktop.theme.look import Look
from desktop.widgets.edit_cells import EditCells
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
        self._highest: int | None = None
        self.setModel(model)
        self.delegate = EditCells(look, dict(choices or {}), self)
        self.delegate.stepped.connect(self._step)
        self.delegate.pasted.connect(self.paste)
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

    def keep_within(self, height: int) -> None:
        """Never higher than that in pixels, so that what stands below stays in sight."""
        if height != self._highest:
            self._highest = height
            self.fit()

    def fit(self) -> None:
        """Widths, then heights."""
        self._fit_widths()
        metrics = QFontMetrics(self._look.font())
        self.verticalHeader().setMinimumSectionSize(metrics.height() + self._look.px(11))
        self._fit_rows()
        rows = min(self.model().rowCount(), self._most_rows)
        high = sum(self.rowHeight(row) for row in range(rows))
        around = 2 * self.frameWidth() + self.horizontalHeader().sizeHint().height()
        whole = max(high, self._look.px(30)) + around
        self.setFixedHeight(whole if self._highest is None else min(whole, self._highest))

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
            self.setFocus()
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
