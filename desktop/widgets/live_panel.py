"""Beside the discussion: quorum, figures and spreads of the submission, re-scoring, projector."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.change_log import Value
from desktop.models.hearing_live import Live
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_words import named
from desktop.models.projection import Projected, idle, projected
from desktop.models.words import shown_points
from desktop.session import Outcome
from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look
from desktop.widgets.labels import heading, wrapped
from desktop.widgets.message_bar import INFO, MessageBar
from desktop.widgets.minutes_attendance import Attendance
from desktop.widgets.projector_controls import ProjectorControls
from desktop.widgets.properties import set_property
from desktop.widgets.rescore_form import RescoreForm
from desktop.widgets.scrolling import ScrolledPage

_NO_CHAIR = "Chưa có ai chủ trì hồ sơ này: hãy chọn người chủ trì thay ở “Chủ trì hồ sơ này”."


class LivePanel(ScrolledPage):
    """``wants_case`` (submission) when a line of the list of large spreads is chosen."""

    wants_case = Signal(bytes)

    def __init__(self, meeting: Meeting, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Số dự họp, điểm, chênh lệch của hồ sơ")
        self._meeting, self._look = meeting, look
        self.live: Live | None = None
        self.quorum, self.figures, self.criteria = wrapped(), wrapped(), QLabel()
        self.quorum.setProperty("role", "strong")
        self.criteria.setTextFormat(Qt.TextFormat.RichText)
        self.criteria.setWordWrap(True)
        self.attendance = Attendance(self._save_attendance)
        self.roll = _fold("Điểm danh", self.attendance)
        self.rescore = RescoreForm(meeting.session)
        self.rescore.done.connect(self._rescored)
        self.again = _fold("Chấm lại…   F6", self.rescore)
        self.wide_words = wrapped()
        self.wide = QListWidget()
        self.wide.setAccessibleName("Chênh lệch lớn: hồ sơ và tiêu chí")
        self.wide.itemActivated.connect(self._go)
        self.wide.itemClicked.connect(self._go)
        self.notice = MessageBar()
        self.projector = ProjectorControls(look, self._projected)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 6, 12, 12)
        column.setSpacing(6)
        for part in (
            self.quorum, self.roll, self.attendance, self.figures, self.criteria, self.notice,
            self.again, self.rescore, heading("Chênh lệch lớn"), self.wide_words, self.wide,
            heading("Màn chiếu"), self.projector,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        self.hold(inner)
        look.changed.connect(self.renew)

    def show_live(self, live: Live | None, *, other: bool) -> None:
        """Another submission (``other``), or the same one as it stands now."""
        self.live = live
        if other:
            self.notice.hide()
            self.projector.next_case()
        self.renew()

    def keep(self) -> bool:
        """Saves reasons of absence that are being typed."""
        return self.attendance.keep()

    def renew(self) -> None:
        """Everything as it stands."""
        meeting, live = self._meeting, self.live
        record = meeting.record
        if record is None:
            return
        members = meeting.session.around.members
        self.attendance.show_panel(members, record.absent)
        self.attendance.lock(not meeting.editable)
        here = sum(m.id not in record.absent for m in members)
        self.roll.setText(f"Điểm danh: có mặt {here}/{len(members)}   F7")
        self.rescore.show_live(live, editable=meeting.editable)
        self.again.setEnabled(meeting.editable and live is not None)
        self._show_wide()
        self.projector.renew()
        if live is None:
            for label in (self.quorum, self.figures, self.criteria):
                label.setText("")
            return
        sheet = live.sheet
        enough = "đủ hai phần ba." if live.enough else "KHÔNG ĐỦ hai phần ba, hồ sơ sẽ để lại."
        self.quorum.setText(f"Được quyền chấm có mặt {sheet.present}/{sheet.entitled}, {enough}")
        set_property(self.quorum, "role", "strong" if live.enough else "bad")
        tally = sheet.tally
        chair = f"Chủ trì: {named(live.chair)}" if live.chair else _NO_CHAIR
        figures = f"Phiếu {tally.ballots_valid}/{tally.ballots_expected}"
        if tally.final is not None:
            figures += f" · trung vị {shown_points(tally.median)}"
            figures += f" · chênh lệch {shown_points(tally.spread)}"
        self.figures.setText(f"{figures}\n{chair}")
        self.criteria.setText(self._table(live))

    def _table(self, live: Live) -> str:
        colour = self._look.colour
        rows = []
        for line in live.lines:
            between = ""
            if line.low is not None and line.low != line.high:
                between = f"{shown_points(line.low)} – {shown_points(line.high)}"
            wide = f"<b style='color:{colour('warn').name()}'>lệch lớn</b>" if line.wide else ""
            rows.append(
                f"<tr><td>{escape(line.code)}</td><td align='right'>&nbsp;&nbsp;"
                f"<b>{shown_points(line.mean) or '–'}</b>/{shown_points(line.most)}</td>"
                f"<td>&nbsp;&nbsp;{between}</td><td>&nbsp;&nbsp;{wide}</td></tr>"
            )
        name = ""
        if live.class_name:
            ink = colour(CLASS_INKS.get(live.class_name, "text")).name()
            name = f" · <span style='color:{ink}'>{escape(live.class_name)}</span>"
            if live.class_name != live.computed:
                name += f" <span>(theo điểm: {escape(live.computed or '')})</span>"
        size = self._look.font(3).pointSizeF()
        final = shown_points(live.sheet.tally.final) or "–"
        return (
            f"<p style='font-size:{size:.1f}pt; margin:0'><b>ĐIỂM {final}{name}</b></p>"
            f"<table>{''.join(rows)}</table>"
        )

    def _show_wide(self) -> None:
        chosen = self.wide.currentRow()
        self.wide.clear()
        for case in self._meeting.body.get("submissions", ()):
            for code in case["wide"]:
                marks = [b["marks"].get(code) for b in case["ballots"] if code in b["marks"]]
                between = f"{shown_points(min(marks))} – {shown_points(max(marks))}"
                item = QListWidgetItem(f"{case['code']} · {code}: {between}")
                item.setData(Qt.ItemDataRole.UserRole, bytes.fromhex(case["id"]))
                self.wide.addItem(item)
        count = self.wide.count()
        self.wide_words.setText(
            "Bấm vào dòng để đưa hồ sơ ra thảo luận, chấm lại có lý do."
            if count
            else "Không có tiêu chí nào chênh lệch quá mức của đợt."
        )
        self.wide.setVisible(count > 0)
        self.wide.setCurrentRow(min(max(chosen, 0), count - 1))
        height = self.wide.sizeHintForRow(0) if count else 0
        self.wide.setFixedHeight(min(count, 5) * height + 2 * self.wide.frameWidth() + 4)

    def _go(self, item: QListWidgetItem) -> None:
        self.wants_case.emit(item.data(Qt.ItemDataRole.UserRole))

    def _rescored(self, words: str) -> None:
        self.notice.say(words, INFO)

    def _save_attendance(self, name: str, value: Value) -> Outcome:
        record = self._meeting.record
        number = record.number if record else ""
        return self._meeting.save({name: value}, f"điểm danh, cuộc họp số {number}")

    def _projected(self, opened: bool, wanted: set[str]) -> Projected:
        campaign = self._meeting.session.campaign
        record = self._meeting.record
        if self.live is None:
            assert campaign is not None
            return idle(campaign.body, campaign.year, record.number if record else None)
        return projected(self.live, opened, wanted)


def _fold(words: str, part: QWidget) -> QToolButton:
    """A button that shows and hides a part."""
    button = QToolButton()
    button.setProperty("role", "chip")
    button.setCheckable(True)
    button.setText(words)
    button.setAccessibleName(words.partition("…")[0])
    button.toggled.connect(part.setVisible)
    part.hide()
    return button
