"""A file that is chosen through the system's dialog: its name, and the button that asks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.elided_label import ElidedLabel


class FileLine(QWidget):
    """``filter`` as QFileDialog takes it. Where the file may be left out, "Bỏ" takes it away."""

    chosen = Signal()

    def __init__(
        self, name: str, button: str, filter_: str, *, none: str = "", optional: bool = False
    ) -> None:
        super().__init__()
        self._name, self._filter, self._none = name, filter_, none
        self._path: Path | None = None
        self.folder = Path.home()
        label = QLabel(name)
        self._shown = ElidedLabel()
        self.button = QPushButton(button)
        self.button.setAccessibleName(f"{name}: {button}")
        self.button.clicked.connect(self.ask)
        self.drop = QPushButton("Bỏ")
        self.drop.setProperty("role", "plain")
        self.drop.setAccessibleName(f"{name}: bỏ tệp đã chọn")
        self.drop.clicked.connect(self._forget)
        self._optional = optional
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.button)
        row.addWidget(self._shown, 1)
        row.addWidget(self.drop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label)
        column.addLayout(row)
        self.set(None)

    @property
    def path(self) -> Path | None:
        """The file, None while there is none."""
        return self._path

    def set(self, path: Path | None) -> None:
        """Shows a file, or that there is none."""
        self._path = path
        if path is not None:
            self.folder = path.parent
        self._shown.setText(path.name if path is not None else self._none)
        self._shown.setToolTip(str(path) if path is not None else "")
        self.button.setAccessibleDescription(path.name if path is not None else self._none)
        self.drop.setVisible(self._optional and path is not None)

    def ask(self) -> None:
        """The system's dialog."""
        name, _ = QFileDialog.getOpenFileName(self, self._name, str(self.folder), self._filter)
        if name:
            self.set(Path(name))
            self.chosen.emit()

    def _forget(self) -> None:
        self.button.setFocus()
        self.set(None)
        self.chosen.emit()
