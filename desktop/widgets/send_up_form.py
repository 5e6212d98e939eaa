"""Gửi kết quả lên cấp trên: where to, and knowingly where nothing is decided yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout, QWidget

from db.exchange.deliver import Delivered
from desktop.drives import Drives
from desktop.messages import sentence
from desktop.models.after_freezing import AfterFreezing, send
from desktop.models.import_words import number
from desktop.models.minutes_meeting import Meeting
from desktop.preferences import Preferences
from desktop.widgets.at_work import at_work
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.drive_chooser import DriveChooser
from desktop.widgets.labels import say, unsaid, wrapped

_UNDECIDED = (
    "Chưa có quyết định của Ban Thường vụ: nên ghi quyết định trước. Nếu cấp trên cần ngay thì "
    "đánh dấu dưới đây; gói sẽ ghi rõ, có quyết định thì gửi lại gói mới thay gói này."
)
_ONCE = "Gửi rồi thì không mở chốt được nữa; sai sót sau đó làm biên bản điều chỉnh."


class SendUpForm(QFrame):
    """Nothing is written before "Ghi gói kết quả"."""

    closed = Signal()
    sent = Signal(str)  # a sentence

    def __init__(
        self, meeting: Meeting, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "ask")
        self.meeting = meeting
        self.drives = Drives(self)
        self.chooser = DriveChooser(self.drives, preferences)
        self.chooser.changed.connect(self._renew)
        self.chooser.folder_chosen.connect(self._go_on)
        self.warning = unsaid("")
        self.undecided = QCheckBox("Vẫn gửi, ghi rõ “chưa có quyết định”")
        self.undecided.toggled.connect(self._renew)
        self.complaint = unsaid("bad")
        self.send_button, self.drop_button = QPushButton("Ghi gói kết quả"), QPushButton("Thôi")
        self.send_button.setProperty("role", "primary")
        self.send_button.clicked.connect(self.send)
        self.drop_button.clicked.connect(self.close_form)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        for widget in (
            wrapped("Ghi gói kết quả vào đâu?", "strong"), self.chooser, self.warning,
            self.undecided, wrapped(_ONCE, "muted"), self.complaint,
            ButtonFoot(self.drop_button, self.send_button),
        ):  # fmt: skip
            column.addWidget(widget)
        self.hide()

    def open_form(self, known: AfterFreezing) -> None:
        """Asks where to."""
        undecided = known.decision is None
        say(self.warning, _UNDECIDED if undecided else "")
        self.undecided.setVisible(undecided)
        self.undecided.setChecked(False)
        say(self.complaint, "")
        self.chooser.renew()
        self._renew()
        self.show()
        if self.chooser.folder is None:
            self.chooser.folder_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_on()

    def close_form(self) -> None:
        """Nothing is written."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def send(self) -> None:
        """Writes the delivery; why not stands in the form."""
        folder, where = self.chooser.folder, self.chooser.name
        if folder is None:
            return
        undecided = self.undecided.isChecked() and not self.undecided.isHidden()
        with at_work(self.send_button, "Đang ghi gói kết quả…"):
            outcome = send(self.meeting, folder, undecided=undecided)
        if not outcome:
            say(self.complaint, sentence(outcome.error or OSError()))
            return
        made: Delivered = outcome.value
        self.close_form()
        self.sent.emit(
            f"Đã ghi “{made.path.name}” vào {where}: {number(len(made.body.lines))} hồ sơ, mã đối "
            f"chiếu {made.body.proof_code}. Hãy rút USB an toàn trước khi tháo."
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Sticks are looked for while the form is seen."""
        super().showEvent(event)
        self.drives.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """And not while it is not."""
        super().hideEvent(event)
        self.drives.stop()

    def _go_on(self) -> None:
        """Where to is known: what is still asked, or the button that writes."""
        asked = not self.undecided.isHidden() and not self.undecided.isChecked()
        target = self.undecided if asked else self.send_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew(self) -> None:
        told = self.undecided.isHidden() or self.undecided.isChecked()
        self.send_button.setEnabled(self.chooser.folder is not None and told)
