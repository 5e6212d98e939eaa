"""What a screen reader would be told of everything on the screen: names and roles."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QMenuBar,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QTableView,
    QTreeView,
    QWidget,
)

_PARTS_OF = (QComboBox, QLineEdit, QAbstractItemView, QAbstractSpinBox)
_SILENT = (QHeaderView, QScrollBar, QSplitterHandle, QMenuBar, QMainWindow)
_MUTE_ROLES = (QAccessible.Role.NoRole, QAccessible.Role.Client)
_ACROSS = Qt.Orientation.Horizontal


def unnamed() -> list[str]:
    """Every control in sight, in whichever window, that has no name or no role of its own."""
    found = []
    for widget in _in_sight():
        if isinstance(widget, QMenu):
            shown = [a for a in widget.actions() if a.isVisible() and not a.isSeparator()]
            found += [f"no words: {_where(widget)}" for a in shown if not a.text().strip()]
        if not _is_control(widget):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        name = told.text(QAccessible.Text.Name).strip() if told else ""
        if not name:
            found.append(f"no name: {_where(widget)}")
        if not isinstance(widget, QScrollArea) and (told is None or told.role() in _MUTE_ROLES):
            found.append(f"no role: {_where(widget)}")
        if isinstance(widget, QTableView | QTreeView):
            found += _headings(widget)
    return found


def _in_sight() -> Iterator[QWidget]:
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            yield window
            yield from (w for w in window.findChildren(QWidget) if w.isVisible())


def _is_control(widget: QWidget) -> bool:
    if isinstance(widget, (*_SILENT, QLabel)) or widget.isWindow():
        return False
    above = widget.parentWidget()
    if isinstance(above, _PARTS_OF):
        return False
    if isinstance(above, QAbstractScrollArea) and above.viewport() is widget:
        return False
    takes = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isEnabled()
    return takes or isinstance(widget, QAbstractButton | QComboBox | QLineEdit)


def _headings(view: QTableView | QTreeView) -> list[str]:
    """Columns in sight over which nothing stands, neither to read nor to hear."""
    heading = view.header() if isinstance(view, QTreeView) else view.horizontalHeader()
    model = view.model()
    if heading.isHidden() or model is None:
        return []
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    return [
        f"no heading {column}: {_where(view)}"
        for column in range(model.columnCount())
        if not view.isColumnHidden(column)
        and any(model.index(row, column).data() for row in range(min(model.rowCount(), 5)))
        and not any(str(model.headerData(column, _ACROSS, role) or "").strip() for role in roles)
    ]


def _where(widget: QWidget) -> str:
    names: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)
