"""Tra mã đối chiếu: typed from paper or read from a picture; "mã này là của …"."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.queries.proof_codes import CodeAnswer
from db.rules.proof import read_code
from desktop.folders import documents
from desktop.messages import sentence
from desktop.models.signed_file import SignedFile
from desktop.models.signed_file_words import code_against, code_words
from desktop.widgets.form_lines import FormLine
from desktop.widgets.labels import say, unsaid

PAPERS = "Ảnh, PDF (*.pdf *.png *.jpg *.jpeg *.tif *.tiff *.bmp);;Mọi tệp (*)"


class CodeBar(QWidget):
    """Asks the open book; without one, the code is held against the file that is looked at."""

    def __init__(self, file: SignedFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("ví dụ 7K3D-90QX-MB2T")
        self.edit.returnPressed.connect(self.ask, Qt.ConnectionType.QueuedConnection)
        self.ask_button, self.scan_button = QPushButton("Tra mã"), QPushButton("Đọc từ ảnh…")
        self.ask_button.setAccessibleName("Tra mã đối chiếu")
        self.scan_button.setAccessibleName("Đọc mã đối chiếu từ ảnh hoặc bản quét")
        self.ask_button.clicked.connect(self.ask)
        self.scan_button.clicked.connect(self.ask_picture)
        self.answer = unsaid("")
        self.row = row = QHBoxLayout()  # more buttons may stand at its end
        row.setSpacing(8)
        row.addWidget(FormLine("Mã đối chiếu trên giấy", self.edit), 1)
        for button in (self.ask_button, self.scan_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.answer)
        file.changed.connect(lambda: say(self.answer, ""))

    def ask(self) -> None:
        """What the code stands for."""
        typed = self.edit.text()
        if typed.strip():
            self.file.ask_code(typed, self._answered)
            self.edit.selectAll()  # the next code is typed over this one

    def ask_picture(self) -> None:
        """The system's dialog."""
        name, _ = QFileDialog.getOpenFileName(self, "Đọc mã từ ảnh", str(documents()), PAPERS)
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Reads the code from a picture or PDF, then asks."""
        self.file.scan(path, lambda codes, error: self._scanned(path, codes, error))

    def _scanned(self, path: Path, codes: tuple[str, ...], error: Exception | None) -> None:
        if error is not None:
            say(self.answer, sentence(error))
        elif len(codes) != 1:
            what = "Không đọc được mã đối chiếu nào" if not codes else "Có nhiều mã đối chiếu"
            say(self.answer, f"{what} trên “{path.name}”; hãy gõ mã in ở chân trang.")
        else:
            self.edit.setText(codes[0])
            self.ask()

    def _answered(self, answer: CodeAnswer | None) -> None:
        typed, copy, session = self.edit.text(), self.file.copy, self.file.session
        code = read_code(typed)
        if answer is not None and session is not None:
            found = code_words(answer, session.book)
        elif code is None:
            found = "Đây không phải mã đối chiếu; mã có 12 chữ và số, in ở chân mỗi trang."
        elif copy is None:
            found = f"Mã {code} viết đúng; hãy mở sổ, hoặc chọn tệp biên bản, để so."
        else:
            found = ""
        more = code_against(code, copy) if code is not None else ""
        say(self.answer, f"{found} {more}".strip())
        self.answer.setAccessibleName(self.answer.text())
