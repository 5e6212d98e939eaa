"""Giấy tờ of a meeting: which are written and printed together, margins, who signs, an upper
level's own workbook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.queries.office_papers import signer_of
from desktop.models.minutes_meeting import Meeting
from desktop.models.paper_source import PAPERS, USUAL
from desktop.theme.look import Look
from desktop.widgets.field_grid import FieldGrid
from desktop.widgets.labels import heading, wrapped
from desktop.widgets.minutes_papers import PapersBar
from desktop.widgets.scrolling import ScrolledPage
from desktop.widgets.template_page import TemplatePage

_TEMPLATE = (
    "Bảng Excel do cấp trên gửi xuống: chọn ô một lần, chương trình điền kết quả của cuộc họp vào "
    "bản sao, giữ nguyên công thức và phần dưới danh sách."
)
_TWO_SIDES = "Tệp để in hai mặt (lề đối xứng)"
_ABOUT_SIDES = (
    "Lề trang chẵn, lẻ đối xứng, mỗi giấy tờ bắt đầu ở mặt trước. Khi in thẳng từ đây, chọn in hai "
    "mặt trong hộp thoại máy in là đủ."
)


class PapersPage(ScrolledPage):
    """What is ticked here holds for "Xuất giấy tờ…" and "In tất cả…" below."""

    wants = Signal(str, bytes)  # as Screen.wants

    def __init__(
        self, meeting: Meeting, bar: PapersBar, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__("Giấy tờ của cuộc họp", parent)
        self.meeting, self._bar, self._kept = meeting, bar, look.preferences
        self.boxes: dict[str, QCheckBox] = {}
        for name, words in PAPERS:
            box = QCheckBox(words[:1].upper() + words[1:])
            box.setChecked(name in (USUAL if self._kept.papers is None else self._kept.papers))
            box.toggled.connect(self._chosen)
            self.boxes[name] = box
        self.all_button, self.none_button = QPushButton("Chọn tất cả"), QPushButton("Bỏ chọn")
        self.all_button.clicked.connect(lambda: self._tick(True))
        self.none_button.clicked.connect(lambda: self._tick(False))
        self.two_sides = QCheckBox(_TWO_SIDES)
        self.two_sides.setToolTip(_ABOUT_SIDES)
        self.two_sides.setChecked(self._kept.two_sides)
        self.two_sides.toggled.connect(self._chosen)
        self._choices = QWidget()
        self._signer = wrapped()
        self.signer_button = QPushButton("Đổi người ký…")
        self.signer_button.clicked.connect(lambda: self.wants.emit("settings", b""))
        self.template_button = QPushButton("Điền biểu mẫu cấp trên…")
        self.template_button.clicked.connect(self._ask_template)
        self.template = TemplatePage(meeting, look)
        self.template.opened.connect(self._template_opened)
        self.template.closed.connect(self._template_closed)
        self.template.written.connect(self._template_written)
        self._lay_out(look)
        self._show_chosen()
        meeting.loaded.connect(self.template.close_page)

    def arrive(self) -> None:
        """The first paper, or the workbook that is being mapped."""
        if not self.template.isHidden():
            self.template.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Who signs may have changed."""
        super().showEvent(event)
        session = self.meeting.session
        if session.campaign is not None:
            signer = signer_of(session.book, session.campaign)
            said = ", ".join(part for part in (signer.title, signer.name) if part)
            self._signer.setText(
                f"Công văn, thông báo do {said} ký."
                if said
                else "Chưa ghi người ký công văn, thông báo: trên giấy để trống."
            )
        self.signer_button.setVisible(self.meeting.may_write)

    @property
    def ticked(self) -> list[str]:
        """The papers that are chosen, in their order."""
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def _tick(self, ticked: bool) -> None:
        for box in self.boxes.values():
            box.setChecked(ticked)

    def _chosen(self) -> None:
        """The choice holds from now on, also for the next meeting and after the next start."""
        self._kept.papers, self._kept.two_sides = self.ticked, self.two_sides.isChecked()
        self._kept.save()
        self._show_chosen()

    def _show_chosen(self) -> None:
        only = self.ticked
        self._bar.choose(only, mirrored=self.two_sides.isChecked())
        self.none_button.setEnabled(bool(only))
        self.all_button.setEnabled(len(only) < len(self.boxes))

    def _ask_template(self) -> None:
        self.template.ask_template()

    def _template_opened(self) -> None:
        """The workbook takes the whole page."""
        self._choices.hide()
        self.verticalScrollBar().setValue(0)

    def _template_closed(self) -> None:
        self._choices.show()
        self.template_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _template_written(self, path: Path) -> None:
        self._bar.tell_written(path)

    def _lay_out(self, look: Look) -> None:
        column = QVBoxLayout(self._choices)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading("Xuất và in những giấy tờ nào"))
        grid = FieldGrid(look)
        for box in self.boxes.values():
            grid.add(box, 1)
        column.addWidget(grid)
        row = QHBoxLayout()
        row.addWidget(self.all_button)
        row.addWidget(self.none_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.two_sides, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(heading("Người ký"))
        column.addWidget(self._signer)
        column.addWidget(self.signer_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(heading("Biểu mẫu của cấp trên"))
        column.addWidget(wrapped(_TEMPLATE, "muted"))
        column.addWidget(self.template_button, 0, Qt.AlignmentFlag.AlignLeft)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(12, 8, 12, 12)
        outer.addWidget(self._choices)
        outer.addWidget(self.template)
        outer.addStretch(1)
        self.hold(page)
        self.setFrameShape(ScrolledPage.Shape.NoFrame)
