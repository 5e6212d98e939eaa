"""A table of submissions: one line a row, sortable, Enter or a double click opens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look

Index = QModelIndex | QPersistentModelIndex
MANY = 2000  # rows that are copied at once; more are left to who listens to ``copy_asked``


class ListTable(QTableView):
    """``widths`` are in letters; columns with a negative width share what is left over.
    ``spare`` columns are left out, the first named first, where there is no room. A column of
    ``uncut`` is never narrower than the longest of these words. ``extra`` columns are shown
    only where a person chose them; what was chosen is kept under the name ``remember``.
    ``several`` rows can be selected. Ctrl+C copies the selected ones."""

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
        super().__init__(parent)
        self._look, self._widths, self._spare = look, dict(widths), tuple(spare)
        self._class, self._strong, self._uncut = class_column, strong_column, dict(uncut or {})
        self._extra, self._remember = tuple(extra), remember
        self._chosen = self._remembered()
        self.setModel(model)
        self.setItemDelegate(_Cell(look, class_column, strong_column, self))
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
        heading.sectionClicked.connect(self._sort)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        look.changed.connect(self._renew)
        self._renew()

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
        """The columns that could be shown, in their order."""
        return sorted(self._widths)

    @property
    def columns_shown(self) -> list[int]:
        """Those that are shown now."""
        return [column for column in self.columns if not self.isColumnHidden(column)]

    def choose_columns(self, columns: Sequence[int] | None) -> None:
        """Shows these columns and remembers them; None for those that it shows by itself."""
        self._chosen = None if columns is None else frozenset(columns)
        if self._remember:
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
        self._chosen = self._remembered()
        self._share_width()

    def selected_rows(self) -> list[int]:
        """From above."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def text_of(self, rows: Sequence[int]) -> str:
        """Rows as a spreadsheet takes them; several ones with their headings."""
        model, columns = self.model(), self.columns_shown
        sides = Qt.Orientation.Horizontal
        lines = [[str(model.index(row, c).data() or "") for c in columns] for row in rows]
        if len(lines) > 1:
            lines.insert(0, [str(model.headerData(c, sides) or "") for c in columns])
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)

    def copy_selected(self) -> None:
        """The selected rows to the clipboard."""
        rows = self.selected_rows()
        if len(rows) > MANY:
            self.copy_asked.emit(rows)
        elif rows:
            QGuiApplication.clipboard().setText(self.text_of(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, Ctrl+C copies what is selected."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
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

    def _renew(self) -> None:
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
            sizes[column] = max(abs(letters) * letter + gap, least)
        room, shown = self.viewport().width(), dict(sizes)
        for column in self._spare if self._chosen is None else ():
            if sum(shown.values()) > room:
                shown.pop(column, None)
        left = room - sum(shown.values())
        shares = sum(-letters for c, letters in wanted.items() if letters < 0 and c in shown)
        for column in range(self.model().columnCount()):
            self.setColumnHidden(column, column not in shown)
        for column in shown:
            letters = wanted[column]
            more = left * -letters // shares if letters < 0 and left > 0 and shares else 0
            self.horizontalHeader().resizeSection(column, sizes[column] + more)


class _Cell(QStyledItemDelegate):
    """Paints text itself: half the time of the style's way."""

    def __init__(self, look: Look, class_column: int, strong: int, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._class, self._strong = look, class_column, strong

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.px(60), QFontMetrics(self._look.font()).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._look, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
        elif option.features & QStyleOptionViewItem.ViewItemFeature.Alternate:
            painter.fillRect(rect, look.colour("stripe"))
        text = index.data()
        if text:
            strong = index.column() in (self._class, self._strong)
            font = look.font(bold=strong)
            ink = CLASS_INKS.get(text, "text") if index.column() == self._class else "text"
            painter.setFont(font)
            painter.setPen(look.colour(ink))
            area = rect.adjusted(look.px(8), 0, -look.px(8), 0)
            shown = QFontMetrics(font).elidedText(text, elide_mode(text), area.width())
            align = index.data(Qt.ItemDataRole.TextAlignmentRole)
            if align is None:
                align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, int(align), shown)
        table = self.parent()
        if (
            isinstance(table, QTableView)
            and table.hasFocus()
            and index.row() == table.currentIndex().row()
        ):
            self._paint_focus(painter, rect, index.column(), table)
        painter.restore()

    def _paint_focus(
        self, painter: QPainter, rect: QRect, column: int, table: QTableView
    ) -> None:
        """A frame around the whole row that has the focus."""
        painter.setPen(QPen(self._look.colour("accent"), 2))
        top, bottom = rect.top() + 1, rect.bottom()
        painter.drawLine(rect.left(), top, rect.right(), top)
        painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        if column == 0:
            painter.drawLine(rect.left() + 1, top, rect.left() + 1, bottom)
        if column == _last_shown(table):
            painter.drawLine(rect.right(), top, rect.right(), bottom)


def elide_mode(text: str) -> Qt.TextElideMode:
    """Codes differ at their end ("…2023-00001"), everything else is told from its beginning."""
    code = "-" in text and " " not in text
    return Qt.TextElideMode.ElideLeft if code else Qt.TextElideMode.ElideRight


def _name(column: Any) -> str:
    """What a column is remembered by."""
    return str(getattr(column, "name", column))


def _last_shown(table: QTableView) -> int:
    columns = range(table.model().columnCount())
    return max(column for column in columns if not table.isColumnHidden(column))
