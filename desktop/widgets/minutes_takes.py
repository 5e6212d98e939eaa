"""Which submissions a meeting takes: all that are scored and wait, or those that are ticked."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from db.change_log import Value
from desktop.models.minutes_list import TakeList
from desktop.models.minutes_meeting import Meeting
from desktop.theme.look import Look
from desktop.widgets.minutes_rows import RowList


class TakesPanel(QWidget):
    """Every tick is written at once."""

    def __init__(self, meeting: Meeting, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meeting = meeting
        self.all = QRadioButton("Mọi hồ sơ đã có phiếu, chưa đưa ra cuộc họp khác")
        self.named = QRadioButton("Chỉ những hồ sơ đánh dấu dưới đây")
        self.list = TakeList(self)
        self.view = RowList(look, "Hồ sơ đưa ra cuộc họp, phím cách để đánh dấu")
        self.view.setModel(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.addWidget(self.all)
        column.addWidget(self.named)
        column.addWidget(self.view, 1)
        self.all.clicked.connect(self._take_all)
        self.named.clicked.connect(self._take_named)
        self.list.ticked.connect(self._tick)
        meeting.loaded.connect(self._renew)
        meeting.renewed.connect(self._renew)

    def showEvent(self, event: QShowEvent) -> None:
        """Read when it is looked at: there may be thousands."""
        super().showEvent(event)
        self._renew()

    def _renew(self) -> None:
        meeting = self.meeting
        if meeting.record is None or not self.isVisible():
            return
        named = {line.id for line in meeting.candidates if line.named}
        (self.named if named else self.all).setChecked(True)
        for button in (self.all, self.named):
            button.setEnabled(meeting.editable)
        taken = named or set(self._taken())
        self.list.show(meeting.candidates, taken, editable=meeting.editable and bool(named))

    def _taken(self) -> list[bytes]:
        """What the meeting takes of itself."""
        body, idents = self.meeting.body, self.meeting.idents
        found = [bytes.fromhex(case["id"]) for case in body["submissions"]]
        left = [case for case in body["left_out"] if case["code_reason"] != "barred"]
        return found + [idents[case["code"]] for case in left if case["code"] in idents]

    def _take_all(self) -> None:
        gone: dict[str, Value] = {
            f"takes:{line.id.hex()}": None for line in self.meeting.candidates if line.named
        }
        self._save(gone)

    def _take_named(self) -> None:
        """Begins with what it takes now."""
        self._save({f"takes:{ident.hex()}": True for ident in self._taken()})

    def _tick(self, submission: bytes, taken: bool) -> None:
        self._save({f"takes:{submission.hex()}": True if taken else None})

    def _save(self, values: dict[str, Value]) -> None:
        record = self.meeting.record
        if record is not None and values:
            self.meeting.save(values, f"hồ sơ của cuộc họp số {record.number}")
        self._renew()
