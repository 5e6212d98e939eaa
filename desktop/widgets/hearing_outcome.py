"""Who presides over a submission, and the class that the panel concluded against the mean."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.concluding import unchaired
from db.queries.minutes import Hearing
from db.rules.bands import CLASSES
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_words import named
from desktop.theme.look import Look
from desktop.widgets.labels import wrapped
from desktop.widgets.minutes_choice import ChoiceField
from desktop.widgets.minutes_field_row import FieldRow
from desktop.widgets.minutes_fields import LineField, Save, SavedField

_NO_CHAIR = (
    "Tổ trưởng, tổ phó đều không tham gia hoặc vắng mặt: hãy chọn người chủ trì thay cho hồ sơ này."
)


class HearingOutcome(QWidget):
    """Chair, class and reason. What is worked out is the first choice; a class of the panel's
    own without its reason is said at once, for it would stop the freezing."""

    def __init__(self, look: Look, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chair = ChoiceField("chair", "Chủ trì hồ sơ này", save)
        self.concluded = ChoiceField("concluded", "Tổ kết luận xếp loại", save)
        self.reason = LineField("concluded_reason", "Lý do kết luận khác mức theo điểm", save)
        self._note, self._no_chair = wrapped(), wrapped()
        for label in (self._note, self._no_chair):
            label.setProperty("role", "bad")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(FieldRow(look, self.chair, self.concluded, least=240))
        column.addWidget(self._no_chair)
        column.addWidget(self.reason)
        column.addWidget(self._note)

    @property
    def fields(self) -> tuple[SavedField, ...]:
        """All of them."""
        return self.chair, self.concluded, self.reason

    def show_case(self, meeting: Meeting, code: str, hearing: Hearing) -> None:
        """What is worked out for that submission, beside what the meeting chose."""
        cases = meeting.body.get("submissions", ())
        case = next((c for c in cases if c["code"] == code), None)
        members = meeting.session.around.members
        by_code = {member.code: member for member in members}
        worked_out = by_code.get(case["chair"]) if case and not hearing.chair else None
        first = f"Tự xác định: {worked_out.name}" if worked_out else "Tự xác định"
        away = {p["code"] for p in meeting.body.get("panel", ()) if not p["present"]}
        away |= {r["member"] for r in case["recused"]} if case else set()
        there = [m for m in members if m.code not in away or m.code == hearing.chair]
        self.chair.offer([("", first), *((m.code, named(m)) for m in there)])
        alone = case is not None and unchaired(meeting.body, case)
        self._no_chair.setText(_NO_CHAIR if alone else "")
        self._no_chair.setVisible(alone)
        computed = case and case.get("computed_class", case["class"])
        first = f"Theo điểm: {computed}" if computed else "Theo điểm"
        self.concluded.offer([("", first), *((name, name) for name in CLASSES)])
        apart = bool(hearing.concluded) and hearing.concluded != computed
        self.reason.setVisible(apart or bool(hearing.concluded_reason))
        self._note.setText(
            "Kết luận khác mức theo điểm phải có lý do; lý do được ghi vào biên bản."
            if apart and not hearing.concluded_reason
            else ""
        )
        self._note.setVisible(bool(self._note.text()))
