"""The foot of the place Biên bản: export, print, how far either is, and where it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_papers import Papers
from desktop.models.paper_source import MINUTES, PRINTED, USUAL, gather
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.message_bar import BAD, INFO, MessageBar
from desktop.widgets.print_dialog import ask_printer, refused_words

PACKET_FILE = "packet.pdf"
PACKET_WORDS = "packet.pdf gộp tất cả để in"
_PATIENCE = 200  # milliseconds before the progress shows
_LONG = 1000  # milliseconds before it can be stopped


class PapersBar(QWidget):
    """Buttons, progress and the outcome in one line each."""

    def __init__(self, meeting: Meeting, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meeting = meeting
        self.papers = Papers(jobs, self)
        self.only: Sequence[str] = USUAL  # what is written and printed together
        self.mirrored = False  # margins of files for both sides
        self.export_button = QPushButton("Xuất giấy tờ…")
        self.export_button.setToolTip("Các giấy tờ đã chọn của cuộc họp vào một thư mục")
        self.print_button = QPushButton("In…")
        self.all_button = QPushButton("In tất cả…")
        self.all_button.setToolTip("In một lượt mọi giấy tờ đã chọn, theo thứ tự")
        self._buttons = (self.export_button, self.print_button, self.all_button)
        self.show_paper(MINUTES, "Biên bản")
        self._words = ElidedLabel()
        self._words.setProperty("role", "muted")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setMinimumWidth(24)
        self._progress.setAccessibleName("Đang ghi hoặc in giấy tờ")
        self._stop = QPushButton("Dừng")
        self._stop.setAccessibleName("Dừng ghi hoặc in giấy tờ")
        self._stop.clicked.connect(self.papers.stop)
        self.message = MessageBar()
        self.message.acted.connect(self._open_folder)
        self._folder = Path()
        self._target = Path()  # the file that stands for a printer
        self._printing = ""  # what is on its way there
        self._said_of = self._stand
        self._pressed: QPushButton | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(lambda: self._show_progress(self.papers.busy))
        self._long = QTimer(self, singleShot=True, interval=_LONG)
        self._long.timeout.connect(lambda: self._stop.setVisible(self.papers.busy))
        row = QHBoxLayout()
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(self._words, 2)
        row.addWidget(self._progress, 1)
        row.addWidget(self._stop)
        row.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QHBoxLayout()
        holder.setContentsMargins(10, 0, 10, 0)
        holder.addWidget(self.message)
        column.addLayout(holder)
        column.addLayout(row)
        flow, foot = FlowLayout(gap=8), QVBoxLayout()
        foot.setContentsMargins(10, 6, 10, 8)
        for button in self._buttons:
            flow.addWidget(button)
        foot.addLayout(flow)
        column.addLayout(foot)
        self._connect()
        self._show_progress(False)

    def show_paper(self, key: str, name: str) -> None:
        """The paper that is previewed: "In…" prints it."""
        self._shown, self._called = key, name[:1].lower() + name[1:]
        self.print_button.setAccessibleName(f"In {self._called}")
        self.print_button.setToolTip(f"In {self._called} (Ctrl+P)")

    def choose(self, only: Sequence[str], *, mirrored: bool) -> None:
        """Which papers are written and printed together, and whether for both sides."""
        self.only, self.mirrored = tuple(only), mirrored
        if not self.papers.busy:
            self._renew_buttons()

    def tell_written(self, path: Path) -> None:
        """A file beside the papers was written."""
        self._folder, self._said_of = path.parent, self._stand
        self.message.say(f"Đã điền biểu mẫu vào “{path.name}”.", INFO, "Mở thư mục")

    def ask_folder(self) -> None:
        """Asks where to, then writes."""
        start = self._folder if self._folder.name else self.meeting.session.path.parent
        name = QFileDialog.getExistingDirectory(self, "Chọn thư mục để ghi giấy tờ", str(start))
        if name:
            self.export_to(Path(name))

    def export_to(self, folder: Path) -> None:
        """Writes the chosen papers of the meeting into a folder."""
        if self.meeting.record is not None and not self.papers.busy:
            self._begin()
            source = gather(self.meeting, self.only)
            self.papers.export(source, folder, self.only, mirrored=self.mirrored)

    def ask_printer(self) -> None:
        """The system's print dialog, then prints the paper that is previewed."""
        self._ask(self._called, self.print_to)

    def ask_printer_for_all(self) -> None:
        """The same for all papers in order."""
        self._ask("giấy tờ", self.print_all_to)

    def print_to(self, printer: Any) -> None:
        """Prints the paper that is previewed on a QPrinter."""
        first = last = 0
        if hasattr(printer, "fromPage"):
            first, last = printer.fromPage(), printer.toPage()
        source, name = gather(self.meeting, (self._shown,)), self._shown
        self._begin_printing(self._called, printer)

        def make(mirrored: bool) -> bytes:
            return source.pdf(name, mirrored=mirrored)

        self.papers.print(make, printer, first, last)

    def print_all_to(self, printer: Any) -> None:
        """Prints all chosen papers as one job."""
        source = gather(self.meeting, self.only)
        self._begin_printing("giấy tờ", printer)
        self.papers.print_all(source, self.only, printer)

    def _ask(self, what: str, then: Callable[[Any], None]) -> None:
        if self.meeting.record is None or self.papers.busy:
            return
        name = f"{what[:1].upper()}{what[1:]} cuộc họp số {self.meeting.record.number}"
        printer = ask_printer(self, what, name, pages=then == self.print_to)
        if printer is not None:
            then(printer)

    def _begin_printing(self, what: str, printer: Any) -> None:
        self._printing = what
        named = printer.outputFileName() if hasattr(printer, "outputFileName") else ""
        self._target = Path(named)  # "" for a real printer
        self._begin()

    def _connect(self) -> None:
        self.export_button.clicked.connect(self.ask_folder)
        self.print_button.clicked.connect(self.ask_printer)
        self.all_button.clicked.connect(self.ask_printer_for_all)
        self.papers.went_on.connect(self._went_on)
        self.papers.written.connect(self._written)
        self.papers.printed.connect(self._printed)
        self.papers.failed.connect(self._failed)
        self.meeting.loaded.connect(self._forget_old)
        self.meeting.renewed.connect(self._forget_old)
        self.papers.stopped.connect(lambda: self._end("Đã dừng; phần đã xong vẫn còn.", INFO))

    def _forget_old(self) -> None:
        """What was said of papers goes where another meeting is shown, or this one is frozen
        or opened again: those papers are others then."""
        if self._said_of != self._stand:
            self.message.hide()

    @property
    def _stand(self) -> tuple[bytes | None, bytes | None]:
        """The meeting, and what it is frozen as."""
        record, snapshot = self.meeting.record, self.meeting.snapshot
        return record.id if record else None, snapshot.body if snapshot else None

    def _begin(self) -> None:
        self.message.hide()
        self._said_of = self._stand
        front = self.window().focusWidget()  # also while a dialog is only just closing
        self._pressed = next((button for button in self._buttons if button is front), None)
        for button in self._buttons:
            button.setEnabled(False)
        self._patience.start()
        self._long.start()

    def _went_on(self, done: int, total: int, what: str) -> None:
        self._words.setText(f"{done}/{total} · đang làm {what}")
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def _show_progress(self, shown: bool) -> None:
        for widget in (self._words, self._progress):
            widget.setVisible(shown)
        self._stop.hide()

    def _written(self, folder: Path, names: list[str], signed: list[str]) -> None:
        self._folder = folder
        state = "" if self.meeting.frozen else "Chưa chốt nên mọi trang ghi DỰ THẢO. "
        if signed:
            state += f"Giữ nguyên bản đã ký số: {', '.join(signed)}. "
        packet = f"; {PACKET_WORDS}" if PACKET_FILE in names else ""
        words = f"Đã ghi {len(names)} tệp vào thư mục “{folder.name}”{packet}. {state}"
        self._end(words.strip(), INFO, "Mở thư mục")

    def _printed(self, pages: int) -> None:
        name = self._target.name
        if not name:
            self._end(f"Đã gửi {pages} trang {self._printing} tới máy in.", INFO)
            return
        self._folder = self._target.parent
        words = f"Đã gửi {pages} trang {self._printing} tới tệp “{name}”."
        self._end(words, INFO, "Mở thư mục")

    def _failed(self, error: Exception) -> None:
        self._end(refused_words(error), BAD)

    def _end(self, words: str, kind: str, action: str = "") -> None:
        self._patience.stop()
        self._long.stop()
        self._show_progress(False)
        self._renew_buttons()
        if self._pressed is not None:  # a disabled button hands the focus to its neighbour
            self._pressed.setFocus(Qt.FocusReason.OtherFocusReason)
        self.message.say(words, kind, action)

    def _renew_buttons(self) -> None:
        self.print_button.setEnabled(True)
        self.export_button.setEnabled(bool(self.only))
        self.all_button.setEnabled(any(name in self.only for name, _ in PRINTED))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
