"""The table of marks: Enter saves and goes on, Shift+Enter back, a block can be pasted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.models.score_model import Column, ScoreModel
from desktop.theme.look import Look
from desktop.widgets.copying import copy_keys
from desktop.widgets.mark_delegate import MarkDelegate

Index = QModelIndex | QPersistentModelIndex
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class MarkTable(QTableView):
    """The focus stays in the column of marks."""

    finished = Signal()  # Enter on the last criterion, and nothing is missing
    locked = Signal()  # somebody wants to write where marks can only be read

    def __init__(self, model: ScoreModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scores, self._look = model, look
        self._delegate = MarkDelegate(look, self)
        self._delegate.stepped.connect(self._after_editor)
        self._delegate.typed.connect(model.preview)
        self._delegate.pasted.connect(self._paste)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setProperty("role", "bare")
        self.setAccessibleName("Bảng điểm theo tiêu chí")
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        heading.setMinimumSectionSize(20)
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        heading.sectionResized.connect(self._name_resized)
        look.changed.connect(self._renew_widths)
        self._renew_widths()

    @property
    def editing(self) -> bool:
        """Whether a mark is being typed."""
        return self._delegate.editor is not None

    def go_to(self, row: int) -> None:
        """Puts the focus cell on the mark of that row."""
        if 0 <= row < self._scores.rowCount():
            self.setCurrentIndex(self._scores.index(row, Column.MARK))

    def commit(self) -> bool:
        """Keeps the mark that is being typed; False where it was refused."""
        editor = self._delegate.editor
        row = self.currentIndex().row()
        if editor is None:
            return True
        self.commitData(editor)
        self.closeEditor(editor, self._delegate.EndEditHint.NoHint)
        self.setFocus()
        return row < 0 or not self._scores.error(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys outside the editor."""
        row = self.currentIndex().row()
        if event.key() in _RETURN and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(row, -1 if back else 1)
        elif row >= 0 and not self._editable(row) and _writes(event):
            self.locked.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        elif copy_keys(self, event):
            pass
        elif event.key() in _CLEAR and row >= 0:
            self._scores.setData(self._scores.index(row, Column.MARK), "")
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.accept()  # only marks can be chosen
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the editor, or says why there is none."""
        index = self.indexAt(event.position().toPoint())
        if index.column() == Column.MARK and not self._editable(index.row()):
            self.locked.emit()
        else:
            super().mouseDoubleClickEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Digits typed into a closed ballot choose no other row."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """A click on a name chooses its mark."""
        super().currentChanged(current, previous)
        if current.isValid() and current.column() != Column.MARK:
            self.setCurrentIndex(self._scores.index(current.row(), Column.MARK))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names wrap anew; the row that is being marked stays in sight."""
        super().resizeEvent(event)
        self.resizeRowsToContents()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _editable(self, row: int) -> bool:
        flags = self._scores.flags(self._scores.index(row, Column.MARK))
        return bool(flags & Qt.ItemFlag.ItemIsEditable)

    def _after_editor(self, row: int, step: int) -> None:
        self.setFocus()
        if self._scores.error(row):
            self.go_to(row)
            self.resizeRowsToContents()
            self.scrollTo(self.currentIndex())
        else:
            self._step(row, step)

    def _step(self, row: int, step: int) -> None:
        following = row + step
        if 0 <= following < self._scores.rowCount():
            self.go_to(following)
        elif step > 0:
            if self._scores.missing:
                self.go_to(self._scores.first_open())
            else:
                self.finished.emit()

    def _paste(self, text: str) -> None:
        row = max(self.currentIndex().row(), 0)
        self._scores.paste(row, text)
        self.go_to(row)

    def _name_resized(self, section: int) -> None:
        if section == Column.NAME:
            self.resizeRowsToContents()

    def _renew_widths(self) -> None:
        figures = self.fontMetrics().horizontalAdvance("Tự chấm") + self._look.px(20)
        heading = self.horizontalHeader()
        for column in (Column.MAX, Column.SELF):
            heading.resizeSection(column, figures)
        heading.resizeSection(Column.MARK, figures + self._look.px(14))
        self.resizeRowsToContents()


def _writes(event: QKeyEvent) -> bool:
    """Whether the key would change a mark, where it could be changed."""
    if event.matches(QKeySequence.StandardKey.Paste) or event.key() in (*_CLEAR, Qt.Key.Key_F2):
        return True
    plain = not event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    )
    return plain and event.text().isprintable() and bool(event.text().strip())
