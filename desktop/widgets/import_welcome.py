"""Before a workbook is chosen: what importing is, and the empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.errors import ThamdinhError
from desktop.folders import documents
from desktop.session import Session

_WORDS = (
    "Chọn bảng tính, hoặc kéo tệp thả vào cửa sổ. Chương trình cho xem trước những gì sẽ vào "
    "sổ và chỉ ghi khi bấm Nhập; nhập lại bao nhiêu lần cũng được.",
    "Bảng của đơn vị không theo mẫu cũng nhập được: chỉ cột một lần, lần sau tự nhớ. Chữ "
    "TCVN3 và VNI được đổi sang Unicode.",
)


class ImportWelcome(QWidget):
    """Two buttons and what they are for."""

    wants_file = Signal()
    told = Signal(str)
    failed = Signal(object)  # the error

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        panel = QFrame()
        panel.setProperty("role", "panel")
        title = QLabel("Nhập dữ liệu từ bảng tính")
        title.setProperty("role", "heading")
        column = QVBoxLayout(panel)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(10)
        column.addWidget(title)
        for words in _WORDS:
            label = QLabel(words)
            label.setProperty("role", "muted")
            label.setWordWrap(True)
            column.addWidget(label)
        self.choose = QPushButton("Chọn bảng tính…")
        self.choose.setProperty("role", "primary")
        self.choose.clicked.connect(self.wants_file)
        self.template = QPushButton("Ghi bảng mẫu trống…")
        self.template.clicked.connect(self.write_template)
        buttons = QHBoxLayout()
        buttons.addWidget(self.choose)
        buttons.addWidget(self.template)
        buttons.addStretch(1)
        column.addSpacing(4)
        column.addLayout(buttons)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(panel)
        page.addStretch(1)

    def begin(self) -> None:
        """Puts the focus where work begins."""
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_template(self) -> None:
        """Writes the empty workbook with the campaign's criteria."""
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Ghi bảng mẫu",
            str(documents() / "bang-mau.xlsx"),
            "Bảng tính Excel (*.xlsx)",
            options=QFileDialog.Option.DontConfirmOverwrite,  # refused below, in the page
        )
        if not name:
            return
        from desktop.intake.template import write_template

        path = Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx")
        try:
            write_template(path, self._session.around.rubrics or None)
        except (ThamdinhError, OSError) as error:
            self.failed.emit(error)
            return
        self.told.emit(f"Đã ghi bảng mẫu {path.name}; điền xong thì chọn tệp ở đây.")
