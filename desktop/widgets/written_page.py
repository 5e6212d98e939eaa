"""What lies on the stick now, and that it is to be ejected before it is pulled."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.copying_out import Written
from desktop.models.import_words import number
from desktop.models.written_files import Column, WrittenFiles
from desktop.theme.look import Look
from desktop.widgets.list_table import ListTable

_WIDTHS = {
    Column.NAME: -14,
    Column.RECEIVER: -19,
    Column.SIZE: 6,
    Column.HOLDS: -8,
    Column.MARK: 26,
}
_HINT = (
    "Đọc dấu đối chiếu cho người nhận: bên đó thấy đúng dấu ấy thì tệp còn nguyên. "
    "Rút USB an toàn trước khi tháo."
)


class WrittenPage(QWidget):
    """Shows what was written; one button goes back."""

    finished = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = WrittenFiles()
        self.model.setParent(self)
        self.head, self.hint = QLabel(), QLabel(_HINT)
        self.head.setProperty("role", "heading")
        for label in (self.head, self.hint):
            label.setWordWrap(True)
        self.table = ListTable(
            self.model, look, "Các tệp đã ghi", _WIDTHS, (Column.HOLDS,), strong_column=Column.MARK
        )
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.close_button = QPushButton("Xong")
        self.close_button.clicked.connect(self.finished)
        frame = QFrame()
        frame.setProperty("role", "panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(frame, 1)
        column.addWidget(self.hint)
        column.addLayout(foot)

    def show_files(self, files: list[Written], where: str, *, of: int) -> None:
        """``of`` files were wanted; fewer stand there where one failed."""
        self.model.show(files)
        count = len(files)
        words = f"Đã ghi {number(count)} tệp vào {where}."
        if count < of:
            words = f"Mới ghi được {number(count)}/{number(of)} tệp vào {where}; hãy ghi tiếp."
        self.head.setText(words)
        if count:
            self.table.go_to(0)

    def begin(self) -> None:
        """Nothing more is to be done."""
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
