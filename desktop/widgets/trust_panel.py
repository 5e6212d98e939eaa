"""Tổ chức cấp chứng thư được tin cậy: imported from files, shown, taken away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from db.errors import ThamdinhError
from db.home import Home
from desktop.folders import documents
from desktop.messages import sentence
from desktop.models.signed_file_rows import TrustColumn, TrustRows
from desktop.theme.look import Look
from desktop.widgets.labels import say, unsaid, wrapped
from desktop.widgets.list_table import ListTable
from desktop.widgets.properties import unsorted
from desktop.widgets.side_panel import ClosingPanel

_FILES = "Chứng thư, danh sách thu hồi (*.cer *.crt *.pem *.der *.p7b *.crl);;Mọi tệp (*)"
_ABOUT = (
    "Chữ ký chỉ được tin cậy khi nơi cấp chứng thư có trong danh sách này. Danh sách thu hồi cho "
    "biết chứng thư nào đã bị hủy. Tất cả lưu trên máy này, không lấy gì từ mạng."
)
_WIDTHS = {
    TrustColumn.NAME: -12, TrustColumn.KIND: -10, TrustColumn.UNTIL: 10, TrustColumn.MARK: 14,
}  # fmt: skip


class TrustPanel(ClosingPanel):
    """``changed`` when the list is another one: what is looked at is judged again."""

    changed = Signal()

    def __init__(self, home: Home, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "Tổ chức cấp được tin cậy", "danh sách tin cậy", parent)
        self._home = home
        self.rows = TrustRows()
        self.rows.setParent(self)
        self.table = ListTable(
            self.rows, look, "Tổ chức cấp được tin cậy", _WIDTHS, (TrustColumn.MARK,)
        )
        unsorted(self.table)
        self.table.setMinimumHeight(look.px(120))
        self.empty = wrapped(
            "Chưa có tổ chức nào. Hãy nhập tệp chứng thư của nơi cấp chữ ký số.", "strong"
        )
        self.add_button = QPushButton("Nhập từ tệp…")
        self.add_button.setAccessibleName("Nhập chứng thư hoặc danh sách thu hồi từ tệp")
        self.add_button.clicked.connect(self.ask)
        self.remove_button = QPushButton("Bỏ mục này")
        self.remove_button.clicked.connect(self.remove)
        self.complaint = unsaid("bad")
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        self.column.addWidget(wrapped(_ABOUT, "muted"))
        self.column.addWidget(self.empty)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.complaint)
        self.column.addLayout(buttons)
        self.column.addStretch(0)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._renew_buttons())

    def open_panel(self) -> None:
        """Shows what is kept."""
        self.read()
        super().open_panel()
        front = self.add_button if not self.rows.items else self.table
        front.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self) -> None:
        """Reads the list anew."""
        from desktop.documents import trust

        self.rows.show(trust.items(self._home))
        say(self.complaint, "")
        self.table.setVisible(bool(self.rows.items))
        self.empty.setVisible(not self.rows.items)
        if self.rows.items:
            self.table.go_to(0)
        self._renew_buttons()

    def ask(self) -> None:
        """The system's dialog; several files at once."""
        names, _ = QFileDialog.getOpenFileNames(self, "Nhập từ tệp", str(documents()), _FILES)
        if names:
            self.take([Path(name) for name in names])

    def take(self, paths: list[Path]) -> None:
        """Imports files, all or none."""
        from desktop.documents import trust

        try:
            trust.keep(self._home, paths)
        except (ThamdinhError, OSError) as error:
            say(self.complaint, sentence(error))
            return
        self.read()
        self.changed.emit()

    def remove(self) -> None:
        """Forgets the chosen entry."""
        from desktop.documents import trust

        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.rows.items):
            return
        try:
            trust.remove(self._home, self.rows.items[row].id)
        except (ThamdinhError, OSError) as error:
            say(self.complaint, sentence(error))
            return
        self.read()
        (self.table if self.rows.items else self.add_button).setFocus(
            Qt.FocusReason.OtherFocusReason
        )
        self.changed.emit()

    def _renew_buttons(self) -> None:
        row = self.table.currentIndex().row()
        chosen = 0 <= row < len(self.rows.items)
        self.remove_button.setVisible(bool(self.rows.items))
        self.remove_button.setEnabled(chosen)
        name = self.rows.items[row].name if chosen else ""
        self.remove_button.setAccessibleName(f"Bỏ khỏi danh sách tin cậy: {name}")
