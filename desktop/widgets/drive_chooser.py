"""Where copies are written: a stick that is plugged in, or a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.drives import Drive, Drives
from desktop.folders import STICK, documents
from desktop.models.amounts import drive_words
from desktop.preferences import Preferences


class DriveChooser(QWidget):
    """The first stick is chosen by itself; a folder stays chosen while sticks come and go."""

    changed = Signal()
    folder_chosen = Signal()  # in the system's dialog

    def __init__(
        self, drives: Drives, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._drives, self._preferences = drives, preferences
        self._group = QButtonGroup(self)
        self._by_root: dict[Path, QRadioButton] = {}
        self._folder: Path | None = None
        self._wanted: Path | None = None
        self._lines = QVBoxLayout()
        self._none = QLabel("Chưa thấy USB nào; cắm USB vào, hoặc chọn thư mục.")
        self._none.setProperty("role", "muted")
        self._none.setWordWrap(True)
        self.folder_button = QPushButton("Thư mục khác…")
        self.folder_button.clicked.connect(self.choose_folder)
        row = QHBoxLayout()
        row.addWidget(self.folder_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._none)
        column.addLayout(self._lines)
        column.addLayout(row)
        drives.came.connect(self.renew)
        drives.went.connect(self.renew)
        self.renew()

    @property
    def folder(self) -> Path | None:
        """Where to write, None where nothing is chosen."""
        return next((root for root, b in self._by_root.items() if b.isChecked()), None)

    @property
    def name(self) -> str:
        """What the place is called: "USB KINGSTON", or the folder's name."""
        folder = self.folder
        drive = next((d for d in self._drives.here if d.root == folder), None)
        if drive is not None:
            return f"USB {drive.name}"
        return f"“{folder.name or folder}”" if folder is not None else ""

    def prefer(self, path: Path | None) -> None:
        """Chooses the stick that this path lies on, or its folder where it is on none."""
        if path is not None:
            on = next((d.root for d in self._drives.here if path.is_relative_to(d.root)), None)
            if on is None:
                self._folder = path if path.is_dir() else path.parent
            self._wanted = on or self._folder
        self.renew()

    def choose_folder(self) -> None:
        """Asks for a folder through the system's dialog."""
        start = self._folder or self._preferences.folder_of(STICK) or documents()
        name = QFileDialog.getExistingDirectory(self, "Ghi vào thư mục", str(start))
        if name:
            self._preferences.remember_folder(STICK, Path(name))
            self._folder = self._wanted = Path(name)
            self.renew()
            self.folder_chosen.emit()

    def renew(self, _: object = None) -> None:
        """The sticks that are there now."""
        chosen = self._wanted or self.folder
        for button in self._by_root.values():
            self._group.removeButton(button)
            self._lines.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._by_root = {}
        for drive in self._drives.here:
            self._add(drive.root, f"USB {drive_words(drive)}", drive)
        if self._folder is not None and self._folder not in self._by_root:
            self._add(self._folder, f"Thư mục {self._folder}", None)
        usable = [b for b in self._by_root.values() if b.isEnabled()]
        wanted = self._by_root.get(chosen) if chosen is not None else None
        if wanted is not None or usable:
            (wanted or usable[0]).setChecked(True)
        self._none.setVisible(not self._by_root)
        self.changed.emit()

    def _add(self, root: Path, words: str, drive: Drive | None) -> None:
        button = QRadioButton(words)
        button.setEnabled(drive is None or not drive.readonly)
        button.toggled.connect(self._toggled)
        self._group.addButton(button)
        self._lines.addWidget(button)
        self._by_root[root] = button

    def _toggled(self, on: bool) -> None:
        if on:
            self._wanted = self.folder
            self.changed.emit()
