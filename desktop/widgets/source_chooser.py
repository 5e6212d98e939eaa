"""Where data comes from: a stick that is plugged in, files, a folder."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.drives import Drives
from desktop.models.amounts import drive_words


class SourceChooser(QWidget):
    """One button a stick; it comes and goes with the stick."""

    chosen = Signal(object)  # Path of a stick
    wants_files = Signal()
    wants_folder = Signal()

    def __init__(self, drives: Drives, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drives = drives
        panel = QFrame()
        panel.setProperty("role", "panel")
        title = QLabel("Lấy dữ liệu ở đâu?")
        title.setProperty("role", "heading")
        self._none = QLabel("Chưa thấy USB nào; cắm USB vào là hiện ở đây.")
        self._none.setProperty("role", "muted")
        self._none.setWordWrap(True)
        self._sticks = QVBoxLayout()
        self.files_button, self.folder_button = QPushButton("Chọn tệp…"), QPushButton(
            "Chọn thư mục…"
        )
        self.files_button.clicked.connect(self.wants_files)
        self.folder_button.clicked.connect(self.wants_folder)
        row = QHBoxLayout()
        row.addWidget(self.files_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        hint = QLabel("Cũng có thể kéo tệp, nhiều tệp hoặc cả thư mục thả vào cửa sổ.")
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(18, 14, 18, 16)
        inside.setSpacing(8)
        inside.addWidget(title)
        inside.addLayout(self._sticks)
        inside.addWidget(self._none)
        inside.addLayout(row)
        inside.addWidget(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch(1)
        drives.came.connect(self.renew)
        drives.went.connect(self.renew)
        self.renew()

    def renew(self, _: object = None) -> None:
        """The sticks that are there now."""
        while (item := self._sticks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for drive in self._drives.here:
            button = QPushButton(f"USB {drive_words(drive)}")
            button.setProperty("role", "card")
            button.setAccessibleName(f"Nhận từ USB {drive.name}")
            button.clicked.connect(lambda _=False, root=drive.root: self.chosen.emit(root))
            self._sticks.addWidget(button)
        self._none.setVisible(not self._drives.here)

    def begin(self) -> None:
        """The first stick, else files."""
        item = self._sticks.itemAt(0)
        button = item.widget() if item is not None else None
        (button or self.files_button).setFocus(Qt.FocusReason.OtherFocusReason)
