"""What is selected in a table goes to the clipboard, so that a spreadsheet takes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QTreeView

from desktop.models.clip import clip

View = QTableView | QTreeView
_ACROSS, _DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
_WITH_HEADINGS = QKeySequence("Ctrl+Shift+C")


def copy_keys(view: View, event: QKeyEvent) -> bool:
    """Ctrl+C copies what is selected; Ctrl+Shift+C the same with its headings, and the whole
    table where no more than one cell or row is selected. False for every other key."""
    if event.matches(QKeySequence.StandardKey.Copy):
        copy_selected(view)
    elif with_headings(event):
        copy_selected(view, headings=True)
    else:
        return False
    event.accept()
    return True


def with_headings(event: QKeyEvent) -> bool:
    """Whether it is Ctrl+Shift+C."""
    return QKeySequence(event.keyCombination()) == _WITH_HEADINGS


def copy_selected(view: View, *, headings: bool = False) -> None:
    """Copies what is selected, as it is read on the screen."""
    chosen = view.selectionModel().selectedIndexes() or [view.currentIndex()]
    chosen = [index for index in chosen if index.isValid()]
    by_row = view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
    one = len({(index.parent(), index.row()) for index in chosen}) <= 1
    if headings and one and (by_row or len(chosen) <= 1):
        put(view, _all_rows(view), columns_of(view), headings=True)
    elif chosen:
        marked = {index.column() for index in chosen}
        columns = [c for c in columns_of(view) if by_row or c in marked]
        cells = {(index.parent(), index.row(), index.column()) for index in chosen}
        first = {index.siblingAtColumn(0) for index in chosen}
        rows = sorted(first, key=lambda index: view.visualRect(index).top())
        put(view, rows, columns, headings=headings, only=None if by_row else cells)


def columns_of(view: View) -> list[int]:
    """The columns that are shown, from the left."""
    heading = view.header() if isinstance(view, QTreeView) else view.horizontalHeader()
    columns = range(view.model().columnCount())
    return sorted((c for c in columns if not view.isColumnHidden(c)), key=heading.visualIndex)


def put(
    view: View,
    rows: Sequence[QModelIndex],
    columns: Sequence[int],
    *,
    headings: bool,
    only: set[tuple[QModelIndex, int, int]] | None = None,
) -> None:
    """Puts cells on the clipboard; ``rows`` by their first cells; cells that are not in ``only``
    stay empty. Names beside the rows go with the headings."""
    model = view.model()
    beside = headings and isinstance(view, QTableView) and not view.verticalHeader().isHidden()
    lines = []
    for row in rows:
        line = [
            _read(row.siblingAtColumn(column))
            if only is None or (row.parent(), row.row(), column) in only
            else ""
            for column in columns
        ]
        lines.append([_name(view, row.row()), *line] if beside else line)
    if headings:
        titles = [_one_line(model.headerData(column, _ACROSS)) for column in columns]
        lines.insert(0, ["", *titles] if beside else titles)
    figures = {place + beside for place, c in enumerate(columns) if rows and _right(rows, c)}
    if lines:
        QGuiApplication.clipboard().setMimeData(clip(lines, figures))


def _all_rows(view: View) -> list[QModelIndex]:
    """All rows from above; of a tree also those that are shut in."""
    model, found = view.model(), []

    def walk(parent: QModelIndex) -> None:
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            found.append(index)
            walk(index)

    walk(QModelIndex())
    return found


def _name(view: View, row: int) -> str:
    return _one_line(view.model().headerData(row, _DOWN))


def _right(rows: Sequence[QModelIndex], column: int) -> bool:
    """Whether figures stand in a column: to the right."""
    side = rows[0].siblingAtColumn(column).data(Qt.ItemDataRole.TextAlignmentRole)
    return side is not None and bool(Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignRight)


def _read(index: QModelIndex) -> str:
    return str(index.data() or "")


def _one_line(text: object) -> str:
    return " ".join(str(text or "").split())
