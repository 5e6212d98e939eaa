"""A table of submissions: one line a row, sortable, Enter or a double click opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look
from desktop.widgets.copying import put, with_headings
from desktop.widgets.list_cell import PaintedTable
from desktop.widgets.properties import unsorted

_SAVE_AFTER = 500  # ms after the last pull at a heading
MANY = 2000  # rows that are copied at once; more are left to who listens to ``copy_asked``


class ListTable(PaintedTable):
    """``widths`` are in letters; columns with a negative width share what is left over.
    ``spare`` columns are left out, the first named first, where there is no room. A column of
    ``uncut`` is never narrower than the longest of these words. ``extra`` columns are shown
    only where a person chose them. What a person chose and arranged (columns, their widths and
    order, the column sorted by) is kept under ``remember``, else under the table's own name.
    ``several`` rows can be selected and copied."""

    opened = Signal(int)  # row
    copy_asked = Signal(list)  # rows, more than MANY
    columns_changed = Signal()

    def __init__(
        self,
        model: QAbstractItemModel,
        look: Look,
        name: str,
        widths: Mapping[Any, int],
        spare: Sequence[int] = (),
        class_column: int = -1,
        strong_column: int = -1,
        parent: QWidget | None = None,
        *,
        uncut: Mapping[int, Sequence[str]] | None = None,
        extra: Sequence[int] = (),
        remember: str = "",
        several: bool = False,
    ) -> None:
        super().__init__(look, class_column, strong_column, parent)
        self._widths, self._spare, self._uncut = dict(widths), tuple(spare), dict(uncut or {})
        self._extra, self._remember = tuple(extra), remember or name
        self._columns_remembered = bool(remember)
        self._kept = look.preferences.list_of(self._remember)
        self._chosen = self._remembered()
        self._arranging = False  # by the table itself, not by a person
        self._saving = QTimer(self, singleShot=True, interval=_SAVE_AFTER)
        self._saving.timeout.connect(look.preferences.save)
        self.setModel(model)
        self.setProperty("role", "bare")
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSortingEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(True)
        heading.setSortIndicatorShown(True)
        heading.setMinimumSectionSize(24)
        heading.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heading.setSectionsMovable(True)
        heading.sectionClicked.connect(self._sort)
        heading.sectionResized.connect(self._resized)
        heading.sectionMoved.connect(self._moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        look.changed.connect(self._renew)
        self._put_in_order()
        self._renew()
        self.sorts = type(model).sort is not QAbstractItemModel.sort
        if not self.sorts:
            unsorted(self)
        elif self._kept.sort:
            self.sort_first(-1)

    def sort_first(self, column: int) -> None:
        """Sorts as somebody sorted last, else by this column."""
        kept = self._kept.sort.removeprefix("-")
        found = next((c for c in self._widths if _name(c) == kept), column)
        down = self._kept.sort.startswith("-")
        orders = Qt.SortOrder
        if found >= 0:
            self.sort_by(int(found), orders.DescendingOrder if down else orders.AscendingOrder)

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts and shows the arrow."""
        self._sorted = (column, order)
        self.horizontalHeader().setSortIndicator(column, order)
        self.model().sort(column, order)

    def go_to(self, row: int) -> None:
        """Chooses a row and brings it into sight."""
        index = self.model().index(row, max(self.currentIndex().column(), 0))
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    @property
    def columns(self) -> list[int]:
        """The columns that could be shown, from the left."""
        return sorted(self._widths, key=self.horizontalHeader().visualIndex)

    @property
    def columns_shown(self) -> list[int]:
        """Those that are shown now."""
        return [column for column in self.columns if not self.isColumnHidden(column)]

    def choose_columns(self, columns: Sequence[int] | None) -> None:
        """Shows these columns and remembers them; None for those that it shows by itself, as
        wide as by itself and in their own order."""
        self._chosen = None if columns is None else frozenset(columns)
        if columns is None:
            self._kept.widths.clear()
            self._kept.order.clear()
            self._put_in_order()
            self._saving.start()
        if self._columns_remembered:
            names = [_name(c) for c in self._widths if self._chosen and c in self._chosen]
            self._look.preferences.remember_columns(self._remember, names)
        self._share_width()
        self.columns_changed.emit()

    def leave_out(self, columns: Sequence[int]) -> None:
        """Columns that have nothing to say now: shown only where a person chose them."""
        if self._extra != tuple(columns):
            self._extra = tuple(columns)
            self._share_width()

    def switch(self, remember: str, extra: Sequence[int], spare: Sequence[int]) -> None:
        """Another kind of rows, with columns of its own."""
        self._remember, self._extra, self._spare = remember, tuple(extra), tuple(spare)
        self._kept = self._look.preferences.list_of(remember)
        self._chosen = self._remembered()
        self._put_in_order()
        self._share_width()

    def selected_rows(self) -> list[int]:
        """From above."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def copy_selected(self, *, headings: bool = False) -> None:
        """The selected rows to the clipboard; the whole list with ``headings`` where no more
        than one row is selected."""
        rows = self.selected_rows()
        if headings and len(rows) <= 1:
            rows = list(range(self.model().rowCount()))
        if len(rows) > MANY:
            self.copy_asked.emit(rows)
        elif rows:
            first = [self.model().index(row, 0) for row in rows]
            put(self, first, self.columns_shown, headings=headings)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, Ctrl+C copies what is selected, Ctrl+Shift+C with headings."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy) or with_headings(event):
            self.copy_selected(headings=with_headings(event))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The wide columns share what is left."""
        super().resizeEvent(event)
        self._share_width()

    def _sort(self, column: int) -> None:
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        again = self._sorted == (column, up)
        self.sort_by(column, down if again else up)
        self._kept.sort = "-" * again + self._name_of(column)
        self._saving.start()

    def _name_of(self, column: int) -> str:
        return next((_name(c) for c in self._widths if c == column), str(column))

    def _resized(self, column: int, _: int, wide: int) -> None:
        """Somebody pulled at a heading: that column keeps its width."""
        if not self._arranging and wide > 0:
            self._kept.widths[self._name_of(column)] = round(wide * 100 / self._look.scale)
            self._saving.start()

    def _moved(self) -> None:
        """Somebody carried a heading to another place."""
        if not self._arranging:
            self._kept.order = [_name(column) for column in self.columns]
            self._saving.start()

    def _put_in_order(self) -> None:
        """The columns as they were carried; those that nobody knew then come last."""
        heading, names = self.horizontalHeader(), self._kept.order
        known = {_name(column): int(column) for column in self._widths}
        first = [known[name] for name in names if name in known]
        rest = [column for column in range(heading.count()) if column not in first]
        self._arranging = True
        for place, column in enumerate((*first, *rest)):
            heading.moveSection(heading.visualIndex(column), place)
        self._arranging = False

    def _renew(self) -> None:
        self.forget_texts()
        metrics = QFontMetrics(self._look.font())
        height = metrics.height() + self._look.px(11)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self._share_width()

    def _remembered(self) -> frozenset[int] | None:
        """What a person chose, None where nobody did or nothing of it is left."""
        names = self._look.preferences.columns.get(self._remember, ())
        return frozenset(c for c in self._widths if _name(c) in names) or None

    def _share_width(self) -> None:
        metrics = QFontMetrics(self._look.font())
        letter, gap = metrics.averageCharWidth(), self._look.px(18)
        wanted = {
            c: letters for c, letters in self._widths.items()
            if (c not in self._extra if self._chosen is None else c in self._chosen)
        }  # fmt: skip
        sizes = {}
        for column, letters in wanted.items():
            title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
            least = metrics.horizontalAdvance(title) + gap
            if column == self._class:  # the longest word of a class is never cut
                strong = QFontMetrics(self._look.font(bold=True))
                least = max(least, *(strong.horizontalAdvance(name) + gap for name in CLASS_INKS))
            fitted = QFontMetrics(self._look.font(bold=column == self._strong))
            for word in self._uncut.get(column, ()):
                least = max(least, fitted.horizontalAdvance(word) + gap)
            own = self._kept.widths.get(_name(column))
            sizes[column] = self._look.px(own) if own else max(abs(letters) * letter + gap, least)
        room, shown = self.viewport().width(), dict(sizes)
        for column in self._spare if self._chosen is None else ():
            if sum(shown.values()) > room:
                shown.pop(column, None)
        left = room - sum(shown.values())
        wide = {c: -letters for c, letters in wanted.items() if letters < 0 and c in shown}
        wide = {c: share for c, share in wide.items() if _name(c) not in self._kept.widths}
        self._arranging = True
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column not in shown)
        for column in shown:
            more = max(left, 0) * wide.get(column, 0) // (sum(wide.values()) or 1)
            self.horizontalHeader().resizeSection(column, sizes[column] + more)
        self._arranging = False


def _name(column: Any) -> str:
    """What a column is remembered by."""
    return str(getattr(column, "name", column))
