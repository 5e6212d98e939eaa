"""The form of a meeting: number, time and place, who sits, agenda, conclusion."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QPushButton,
    QWidget,
)

from db import entries
from db.change_log import Value
from db.sessions import OPEN_FIELDS
from desktop import undoable
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_words import (
    named,
    quorum_words,
    read_clock,
    read_day,
    read_number,
    shown_count,
    stand_in_words,
)
from desktop.models.words import shown_date
from desktop.session import Outcome
from desktop.theme.look import Look
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.field_page import FieldPage
from desktop.widgets.labels import heading, wrapped
from desktop.widgets.minutes_attendance import Attendance
from desktop.widgets.minutes_choice import ChoiceField
from desktop.widgets.minutes_field_row import FieldRow
from desktop.widgets.minutes_fields import (
    LineField,
    Read,
    SavedField,
    Shown,
    TextField,
    as_text,
    plain,
)
from desktop.widgets.scrolling import show_soon

_Field = TypeVar("_Field", bound=SavedField)


class MeetingForm(FieldPage):
    """Every field saves itself; a frozen meeting's can only be read, but number and date."""

    removed = Signal()

    def __init__(self, meeting: Meeting, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Thông tin cuộc họp", 8, parent)
        self.meeting, self._look = meeting, look
        self.attendance = Attendance(self._save)
        self.quorum, self.stand_in = wrapped(), wrapped()
        self.quorum.setProperty("role", "strong")
        self.remove_button = QPushButton("Bỏ cuộc họp này…")
        self.remove_button.setProperty("role", "plain")
        self.remove_button.clicked.connect(self._ask_removal)
        self.ask = AskBar()
        self._fill()
        self.hold_column()
        meeting.loaded.connect(self._load)
        meeting.renewed.connect(self._renew)

    def keep(self) -> bool:
        """Saves what is being typed; False where something cannot be read or written."""
        kept = [field.keep() for field in self.fields.values()]
        return self.attendance.keep() and all(kept)

    def give_back(self, name: str) -> None:
        """Shows in a field what the book holds, whatever was typed."""
        self.fields[name].give_back()

    def _fill(self) -> None:
        self._section("Cuộc họp")
        self._row(
            self._line("number", "Cuộc họp số", read_number, shown_count),
            self._line("minutes_no", "Số biên bản", hint="…-BB/TTĐ"),
            self._line("date", "Ngày họp", read_day, _shown_day, hint="…/…/…"),
        )
        self._row(
            self._line("start", "Giờ bắt đầu", read_clock, hint="…:…"),
            self._line("end", "Giờ kết thúc", read_clock, hint="…:…"),
            self._line("place", "Địa điểm"),
            last=3,
        )
        self._row(
            self._line(
                "decision",
                "Quyết định thành lập Tổ thẩm định",
                hint="Quyết định số …, ngày …",
            )
        )
        self._section("Thành phần")
        self._row(
            self._choice("chair", "Chủ trì"),
            self._choice("secretary", "Người ghi biên bản"),
            least=260,
        )
        self._column.addWidget(self.stand_in)
        self._column.addWidget(self.attendance)
        self._column.addWidget(self.quorum)
        self._text("guests", "Khách mời, mỗi người một dòng", 1)
        self._section("Nội dung và kết luận")
        self._text("agenda", "Chương trình", 2)
        self._text("conclusion", "Kết luận của chủ trì", 3)
        self._text("recipients", "Nơi nhận, mỗi nơi một dòng", 2)
        self._column.addWidget(self.ask)
        self._column.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _section(self, name: str) -> None:
        if self._column.count():
            self._column.addSpacing(6)
        self._column.addWidget(heading(name))

    def _row(self, *fields: SavedField, least: int = 0, last: int = 1) -> None:
        self._column.addWidget(FieldRow(self._look, *fields, least=least, last=last))

    def _line(
        self, name: str, label: str, read: Read = plain, shown: Shown = as_text, hint: str = ""
    ) -> LineField:
        return self._known(LineField(name, label, self._save, read, shown, hint))

    def _choice(self, name: str, label: str) -> ChoiceField:
        return self._known(ChoiceField(name, label, self._save))

    def _text(self, name: str, label: str, least: int) -> None:
        self._column.addWidget(self._known(TextField(name, label, self._save, least=least)))

    def _known(self, field: _Field) -> _Field:
        self.fields[field.name] = field
        field.typed.connect(self.meeting.type)
        return field

    def _save(self, name: str, value: Value) -> Outcome:
        record = self.meeting.record
        label = "điểm danh" if name.startswith("absent:") else self.fields[name].label
        number = record.number if record else ""
        return self.meeting.save({name: value}, f"{label}, cuộc họp số {number}")

    def _load(self) -> None:
        if self.meeting.record is None:
            return
        self.ask.give_up()
        self.attendance.show_panel((), {})
        for name, field in self.fields.items():
            field.reset(self.meeting.value(name))
        self._renew()
        self.verticalScrollBar().setValue(0)

    def _renew(self) -> None:
        meeting = self.meeting
        if meeting.record is None:
            return
        members = meeting.session.around.members
        choices = [("", "(chưa chọn)"), *((m.code, named(m)) for m in members)]
        for field in self.fields.values():
            if isinstance(field, ChoiceField):
                field.offer(choices)
            field.set_stored(meeting.value(field.name))
            later = meeting.may_write and field.name in OPEN_FIELDS
            field.lock(not meeting.editable and not later)
        self.attendance.show_panel(members, meeting.record.absent)
        self.attendance.lock(not meeting.editable)
        self.quorum.setText(quorum_words(meeting.body))
        by_code = meeting.session.around.by_code
        self.stand_in.setText(stand_in_words(meeting.body, by_code, meeting.record))
        self.stand_in.setVisible(bool(self.stand_in.text()))
        never = not meeting.frozen and not meeting.reasons
        self.remove_button.setVisible(meeting.editable and never)

    def _ask_removal(self) -> None:
        record = self.meeting.record
        if record is None:
            return
        number, ident = record.number, record.id

        def remove(_: dict[str, str]) -> bool:
            session, words = self.meeting.session, f"bỏ cuộc họp số {number}"
            outcome = undoable.run(session, words, entries.remove, "session", ident)
            if outcome:
                self.removed.emit()
            return bool(outcome)

        self.ask.ask(
            f"Bỏ cuộc họp số {number}? Các ô đã ghi của cuộc họp này không hiện nữa; "
            "phiếu chấm vẫn còn nguyên.",
            [],
            f"Bỏ cuộc họp số {number}",
            remove,
        )
        show_soon(self, self.ask)


def _shown_day(value: Value) -> str:
    return shown_date(str(value) if value else None)
