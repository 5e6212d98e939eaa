"""One file of evidence on the screen: pages of a PDF, a picture, or why it is not shown."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.evidence import Evidence
from db.evidence_kind import JPEG, PDF, PNG
from desktop.messages import sentence
from desktop.models.evidence_rows import EvidenceRows
from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_pages import PaperPages
from desktop.theme.look import Look
from desktop.widgets.image_view import ImageView
from desktop.widgets.page_view import PageView
from desktop.widgets.state_stack import StateStack

SHOWN = (PDF, PNG, JPEG)  # other kinds are left to their own programs


class EvidencePreview(QStackedWidget):
    """Drawn away from the window's thread; what was shown before is never left standing under
    another file's name. A notice's button asks to open the file elsewhere (``opens``), for a
    place (``led``), or for something else to read (``lacks``)."""

    opens = Signal()
    led = Signal(str, bytes)  # as Screen.wants
    lacks = Signal()

    def __init__(
        self, rows: EvidenceRows, look: Look, opening: str, parent: QWidget | None = None
    ) -> None:
        """``opening`` is what opens a file in its own program."""
        super().__init__(parent)
        self._rows, self._opening = rows, opening
        self._jobs = Jobs(self)
        self.pages = PaperPages(self._jobs, self)
        self.paper = PageView(
            self.pages, look, "Minh chứng",
            waiting="Đang mở tệp…", failing="Không xem được tệp này ở đây.",
        )  # fmt: skip
        self.image = ImageView()
        self.none = StateStack(QWidget())
        for widget in (self.paper, self.image, self.none):
            self.addWidget(widget)
        self._shown: bytes | None = None
        self.leads = True  # there are places to go to
        self.none.led.connect(self.led)
        self.none.acted.connect(self._act)

    def show_item(self, item: Evidence | None) -> None:
        """Another file, None for none."""
        ident = item.hash if item is not None and item.here else None
        if ident is not None and ident == self._shown:
            return
        self._shown = ident
        self._jobs.drop("image")
        if item is None:
            self._say("", "")
        elif not item.here:
            self._say(
                "Chưa có tệp trên máy này",
                "Nhận tệp minh chứng từ USB của thư ký rồi xem lại.",
                *(("Mở Giao nhận", "exchange") if self.leads else ()),
            )
        elif item.media == PDF:
            self.setCurrentWidget(self.paper)
            self.paper.begin(self._rows.content(item))
        elif item.media in (PNG, JPEG):
            content = self._rows.content(item)
            self._jobs.run("image", lambda: QImage.fromData(content()), self._show_image)
        else:
            self._say("Xem bằng Word hoặc Excel", "Tệp này không xem trước được.", self._opening)

    def say_nothing(self) -> None:
        """There is no file at all."""
        self._shown = None
        self._jobs.drop("image")
        self._say("Chưa có minh chứng", "Hồ sơ này chưa kèm tệp nào.", "Đọc tóm tắt")

    def turn(self, step: int) -> bool:
        """A screenful on or back, over the ends of pages; False where the file ends there."""
        if self.currentWidget() is self.paper:
            return self.paper.read_on(step)
        if self.currentWidget() is self.image:
            bar = self.image.verticalScrollBar()
            before = bar.value()
            bar.setValue(before + step * bar.pageStep())
            return bar.value() != before
        return False

    def zoom(self, step: int) -> None:
        """Larger, smaller, 0 fits the width."""
        if self.currentWidget() is self.paper:
            self.paper.zoom(step)
        elif self.currentWidget() is self.image:
            self.image.zoom(step)

    def _show_image(self, image: QImage | None, error: Exception | None) -> None:
        if error is not None or image is None or image.isNull():
            self._say("Không xem được ảnh này", sentence(error) if error else "Ảnh bị hỏng.")
            return
        self.image.show_image(image)
        self.setCurrentWidget(self.image)

    def _act(self) -> None:
        (self.opens if self._shown is not None else self.lacks).emit()

    def _say(self, title: str, text: str, action: str = "", place: str = "") -> None:
        self.none.show_empty(title, text, action, place)
        self.setCurrentWidget(self.none)
