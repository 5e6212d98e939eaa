"""Đính bản đã ký: the file, the paper's number and date; its code is read from the QR code."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.folders import SIGNED
from desktop.messages import sentence
from desktop.models.attaching import Attaching, Order, wants_code
from desktop.models.unit_figures import UnreadableError
from desktop.models.words import DAY_HINT, shown_date
from desktop.preferences import Preferences
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.file_line import FileLine
from desktop.widgets.form_lines import FormLine
from desktop.widgets.labels import say, unsaid, wrapped

_FILES = "Bản đã ký (*.pdf *.png *.jpg *.jpeg);;Mọi tệp (*)"
_ABOUT = (
    "Bản quét đã ký tay, đóng dấu, hoặc tệp PDF đã ký số. Mã đối chiếu đọc từ tệp và so với cuộc "
    "họp này. Đã có bản ký thì không mở chốt được nữa."
)


class AttachForm(QFrame):
    """Nothing is attached before its button; what is refused is said in the form."""

    closed = Signal()

    def __init__(
        self, attaching: Attaching, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "ask")
        self.attaching, self._preferences = attaching, preferences
        self.file = FileLine("Tệp bản đã ký", "Chọn tệp…", _FILES, none="Chưa chọn")
        self.number, self.day, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.day.setPlaceholderText(DAY_HINT)
        self.day_line = FormLine("Ngày văn bản", self.day)
        self.code_line = FormLine(
            "Mã đối chiếu", self.code, "12 ký tự in ở chân trang; gạch nối, chữ thường đều được"
        )
        self.complaint = unsaid("bad")
        self.attach_button, self.drop_button = QPushButton("Đính bản đã ký"), QPushButton("Thôi")
        self.attach_button.setProperty("role", "primary")
        self.attach_button.clicked.connect(self.attach)
        self.drop_button.clicked.connect(self.close_form)
        for edit in (self.number, self.day, self.code):
            # Queued: the same Enter must not press the button that gets the focus by then.
            edit.returnPressed.connect(self.attach, Qt.ConnectionType.QueuedConnection)
        self.file.chosen.connect(self._chosen)
        attaching.refused.connect(self._refused)
        attaching.attached.connect(lambda _: self.close_form())
        head = QGridLayout()
        head.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(FormLine("Số văn bản", self.number), 0, 0, top)
        head.addWidget(self.day_line, 0, 1, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(wrapped("Đính bản đã ký", "strong"))
        column.addWidget(self.file)
        column.addLayout(head)
        for widget in (
            self.code_line, wrapped(_ABOUT, "muted"), self.complaint,
            ButtonFoot(self.drop_button, self.attach_button),
        ):  # fmt: skip
            column.addWidget(widget)
        self.hide()

    def open_form(self, path: Path | None = None) -> None:
        """Number and date are those of the paper that stands, where they are known."""
        if self.attaching.meeting.record is None:
            return
        number, date = self.attaching.number_and_date()
        book = self.attaching.meeting.session.path
        self.file.folder = self._preferences.folder_of(SIGNED) or book.parent
        self.file.set(path)
        self.number.setText(number)
        self.day.setText(shown_date(date))
        self.code.clear()
        self.code_line.hide()
        self.day_line.clear_fault()
        say(self.complaint, "")
        self._renew()
        self.show()
        first = self.file.button if path is None else self.number
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> None:
        say(self.complaint, "")
        if self.file.path is not None:
            self._preferences.remember_folder(SIGNED, self.file.path.parent)

    def close_form(self) -> None:
        """Nothing is attached."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def attach(self) -> None:
        """Reads the file's code, then attaches."""
        if self.attaching.busy:
            return
        say(self.complaint, "")
        self.day_line.clear_fault()
        if self.file.path is None:
            say(self.complaint, "Hãy chọn tệp bản đã ký.")
            self.file.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        order = Order(self.file.path, self.number.text(), self.day.text(), self.code.text())
        try:
            self.attaching.attach(order)
        except UnreadableError as error:
            self.day_line.complain(str(error))
            return
        self._renew()

    def _refused(self, error: Exception) -> None:
        if self.isHidden():
            return
        self._renew()
        say(self.complaint, sentence(error))
        if wants_code(error):
            self.code_line.show()
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.attach_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew(self) -> None:
        busy = self.attaching.busy
        self.attach_button.setText("Đang đọc mã…" if busy else "Đính bản đã ký")
        self.attach_button.setEnabled(not busy)
