"""Báo lỗi: everything that the report holds is shown before it is saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.book import Book
from db.home import Home
from desktop import error_report
from desktop.folders import documents
from desktop.messages import sentence
from desktop.theme.look import Look
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.labels import wrapped

NAME = "bao-loi-thamdinh.zip"
_ABOUT = (
    "Gói này để gửi người phụ trách kỹ thuật. Trong gói chỉ có những gì hiện dưới đây: phiên bản, "
    "số lượng, chỗ lỗi trong mã chương trình. Không có tên người, tên hồ sơ, đường dẫn hay điểm."
)


class ErrorReportDialog(QDialog):
    """Not modal. What was shown is what is saved."""

    def __init__(
        self, home: Home, look: Look, book: Book | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Báo lỗi")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.texts = error_report.compose(home, book, str(qVersion()), _screen(look))
        self.preview = QPlainTextEdit(
            "\n\n".join(f"[{name}]\n{text}" for name, text in self.texts.items())
        )
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName("Toàn bộ nội dung của gói báo lỗi")
        self._said = wrapped("", "muted")
        self._said.hide()
        self.save_button = QPushButton("Lưu gói báo lỗi…")
        self.save_button.setProperty("role", "primary")
        self.save_button.clicked.connect(self.ask)
        close = QPushButton("Đóng")
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.setSpacing(look.px(6))
        column.addWidget(wrapped(_ABOUT))
        column.addWidget(self.preview, 1)
        column.addWidget(self._said)
        column.addWidget(ButtonFoot(close, self.save_button))
        self.resize(min(look.px(620), 1200), min(look.px(460), 690))
        self.save_button.setFocus()

    @property
    def said(self) -> str:
        """What came of the last saving."""
        return self._said.text()

    def ask(self) -> None:
        """Where to."""
        name, _ = QFileDialog.getSaveFileName(
            self, "Lưu gói báo lỗi", str(documents() / NAME), "Gói nén (*.zip)"
        )
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Writes the file."""
        path = path if path.suffix else path.with_suffix(".zip")
        try:
            error_report.save(path, self.texts)
        except OSError as error:
            self._said.setText(sentence(error))
        else:
            self._said.setText(f"Đã lưu “{path.name}”. Hãy gửi tệp này cho người phụ trách.")
        self._said.show()


def _screen(look: Look) -> str:
    screen = QGuiApplication.primaryScreen()
    if screen is None:
        return "không có"
    size, ratio = screen.size(), screen.devicePixelRatio()
    return f"{size.width()}×{size.height()}, tỉ lệ {ratio:g}, cỡ chữ {look.scale} %"
