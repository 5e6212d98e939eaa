"""What can be done with a list as a whole: choose its columns, copy it, take it out as Excel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from desktop.messages import sentence
from desktop.models.clip import clip
from desktop.models.import_words import number
from desktop.models.list_out import Lines, ListOut, Sheet
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.list_table import ListTable

_OUT = "list-out"  # what the folder is remembered for
_WORDS = "Bảng ▾"
_ACROSS = Qt.Orientation.Horizontal


class ListMenu(QToolButton):
    """While rows are being read it says how many, and a press stops it."""

    def __init__(
        self, session: Session, look: Look, table: ListTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._look, self._table = session, look, table
        self.out = ListOut(table.model(), self)
        self.out.went_on.connect(self._went_on)
        self.out.written.connect(self._written)
        self.out.failed.connect(lambda error: self._ended(sentence(error)))
        table.copy_asked.connect(lambda rows: self._copy(rows))
        self.setText(_WORDS)
        self.setProperty("role", "chip")
        self.setAccessibleName("Cột, sao chép, xuất ra Excel")
        self.setToolTip("Chọn cột, sao chép cả bảng, xuất ra Excel")
        self._menu = QMenu(self)
        self._menu.setAccessibleName(self.accessibleName())
        self.clicked.connect(self._pressed)

    @property
    def actions_by_name(self) -> dict[str, QAction]:
        """What the menu offers now."""
        self._fill()
        return {action.text(): action for action in self._menu.actions() if action.text()}

    def export_to(self, path: Path) -> None:
        """Writes the whole list into a workbook; the window says where it went."""
        campaign, name = self._session.campaign, self._table.accessibleName()
        assert campaign is not None
        titles = (name.upper(), f"{campaign.body}, đợt {campaign.year}")
        mark = "SỐ LIỆU MINH HỌA" if self._session.illustrative else ""
        self._begin()
        sheet = Sheet(name[:31], titles, campaign.body, mark)
        self.out.write(self._table.columns_shown, path, sheet)

    def copy_all(self) -> None:
        """All rows to the clipboard, with headings."""
        self._copy(None)

    def _fill(self) -> None:
        menu, table = self._menu, self._table
        menu.clear()
        rows = table.model().rowCount()
        self._add("Sao chép dòng đang chọn\tCtrl+C", table.copy_selected, bool(rows))
        if len(table.selected_rows()) > 1:
            kept = partial(table.copy_selected, headings=True)
            self._add("Sao chép dòng đang chọn, kèm tiêu đề\tCtrl+Shift+C", kept, True)
        self._add(f"Sao chép cả bảng ({number(rows)} dòng)", self.copy_all, bool(rows))
        self._add("Xuất ra Excel…", self._ask_file, bool(rows))
        menu.addSeparator()
        if table.sorts:
            orders = menu.addMenu("Sắp xếp theo")
            for column in table.columns_shown:
                title = str(table.model().headerData(column, _ACROSS) or "")
                orders.addAction(title).triggered.connect(partial(self._sort, column))
        shown = table.columns_shown
        for column in table.columns:
            title = str(table.model().headerData(column, _ACROSS) or "")
            action = self._add(f"Cột {title}", partial(self._toggle, column), True)
            action.setCheckable(True)
            with QSignalBlocker(action):
                action.setChecked(column in shown)
        self._add("Các cột mặc định", lambda: table.choose_columns(None), True)

    def _add(self, words: str, act: Callable[[], None], can: bool) -> QAction:
        action = self._menu.addAction(words)
        action.setEnabled(can)
        action.triggered.connect(lambda _=False: act())
        return action

    def _sort(self, column: int, _: bool = False) -> None:
        """As a press on the heading: once more, the other way round."""
        self._table.horizontalHeader().sectionClicked.emit(column)

    def _toggle(self, column: int) -> None:
        shown = set(self._table.columns_shown)
        shown ^= {column}
        if shown:
            self._table.choose_columns(sorted(shown))

    def _ask_file(self) -> None:
        campaign = self._session.campaign
        assert campaign is not None
        kept = self._look.preferences.folder_of(_OUT) or self._session.path.parent
        stem = "-".join(self._table.accessibleName().lower().split())
        name, _ = QFileDialog.getSaveFileName(
            self, "Xuất ra Excel", str(kept / f"{stem}-{campaign.year}.xlsx"), "Bảng tính (*.xlsx)"
        )
        if name:
            path = Path(name)
            path = path if path.suffix else path.with_suffix(".xlsx")
            self._look.preferences.remember_folder(_OUT, path.parent)
            self.export_to(path)

    def _copy(self, rows: list[int] | None) -> None:
        def then(lines: Lines) -> None:
            QGuiApplication.clipboard().setMimeData(clip(lines, self.out.figures))
            self._ended(f"Đã sao chép {number(len(lines) - 1)} dòng; dán vào Excel bằng Ctrl+V.")

        self._begin()
        self.out.read(self._table.columns_shown, then, rows)

    def _begin(self) -> None:
        self.setText("Dừng")

    def _went_on(self, done: int, of: int) -> None:
        if self.out.busy and done < of:
            self.setText(f"Dừng ({number(done)}/{number(of)})")

    def _written(self, path: Path) -> None:
        self._ended(f"Đã xuất bảng vào “{path.name}”, thư mục “{path.parent.name}”.")

    def _pressed(self) -> None:
        if self.out.busy:
            self.out.stop()
            self._ended("Đã dừng, chưa ghi gì.")
        else:
            self._fill()
            self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _ended(self, words: str) -> None:
        self.setText(_WORDS)
        self._session.told.emit(words)
