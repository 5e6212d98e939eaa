"""Chấm lại at the meeting: whose mark, which, the new one and why; the first ballot is kept."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import rescoring
from db.errors import MarkError
from db.queries.meeting import MeetingBallot
from db.queries.meeting_cells import CellState
from db.rules.marks import read_mark
from desktop.messages import sentence
from desktop.models.ballot import mark_fault
from desktop.models.hearing_live import Live
from desktop.models.words import shown_points
from desktop.session import Session
from desktop.widgets.labels import wrapped


class RescoreForm(QWidget):
    """Enter goes on to the next field and at the end writes; ``done`` says what was written."""

    done = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._live: Live | None = None
        self.member, self.criterion = QComboBox(), QComboBox()
        self.member.setAccessibleName("Thành viên chấm lại")
        self.criterion.setAccessibleName("Tiêu chí chấm lại")
        for combo in (self.member, self.criterion):
            combo.setMinimumContentsLength(8)
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.currentIndexChanged.connect(lambda _: self._say(""))
        self.mark, self.reason = QLineEdit(), QLineEdit()
        self.mark.setAccessibleName("Điểm mới")
        self.reason.setAccessibleName("Lý do chấm lại")
        self.write = QPushButton("Ghi điểm chấm lại")
        self.write.clicked.connect(self._write)
        self.mark.returnPressed.connect(lambda: self.reason.setFocus())
        self.reason.returnPressed.connect(self._write)
        self._own = wrapped()
        self._own.hide()
        self.trouble = wrapped()
        self.trouble.setProperty("role", "bad")
        self.trouble.hide()
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        fields = (
            ("Thành viên", self.member), ("Tiêu chí", self.criterion),
            ("Điểm mới", self.mark), ("Lý do", self.reason),
        )  # fmt: skip
        for row, (words, field) in enumerate(fields):
            label = QLabel(words)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addWidget(self._own)
        column.addWidget(self.trouble)
        column.addLayout(foot)

    def show_live(self, live: Live | None, *, editable: bool) -> None:
        """The ballots that are in, the criteria with a large spread first."""
        other = live is None or self._live is None or (
            live.sheet.submission.id != self._live.sheet.submission.id
        )
        self._live = live
        self._offer(self.member, [
            (f"{b.member.name}: {shown_points(b.total)}", b.member.id) for b in self._ballots()
        ])  # fmt: skip
        lines = sorted(live.lines, key=lambda line: not line.wide) if live else []
        self._offer(self.criterion, [
            (f"{line.code}{' · lệch lớn' if line.wide else ''}", line.code) for line in lines
        ])  # fmt: skip
        self.setEnabled(editable and bool(self._ballots()))
        if other:
            self.mark.clear()
            self.reason.clear()
            self.criterion.setCurrentIndex(0)
            self._say("")
        self._hint()

    def arrive(self) -> None:
        """The first field."""
        self.member.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ballots(self) -> list[MeetingBallot]:
        there = (CellState.PAPER, CellState.OWN)
        return [b for b in self._live.sheet.ballots if b.state in there] if self._live else []

    def _offer(self, combo: QComboBox, choices: list[tuple[str, object]]) -> None:
        chosen = combo.currentData()
        with QSignalBlocker(combo):
            combo.clear()
            for words, value in choices:
                combo.addItem(words, value)
            place = next((n for n, (_, value) in enumerate(choices) if value == chosen), 0)
            combo.setCurrentIndex(place if choices else -1)

    def _hint(self) -> None:
        ballot, code = self._chosen()
        mark = ballot.marks.get(code) if ballot is not None else None
        self.mark.setPlaceholderText(f"đang là {shown_points(mark)}" if mark is not None else "")
        own = ballot is not None and ballot.state is CellState.OWN
        for widget in (self.criterion, self.mark, self.reason, self.write):
            widget.setEnabled(not own)
        self._own.setText(
            f"Đ/c {ballot.member.name} đã nộp phiếu điện tử: mở “Chuyền máy” để đ/c tự sửa dưới "
            "mã PIN."
            if own and ballot is not None
            else ""
        )
        self._own.setVisible(own)

    def _chosen(self) -> tuple[MeetingBallot | None, str]:
        ident = self.member.currentData()
        found = next((b for b in self._ballots() if b.member.id == ident), None)
        return found, str(self.criterion.currentData() or "")

    def _write(self) -> None:
        ballot, code = self._chosen()
        live = self._live
        if ballot is None or live is None or live.sheet.rubric is None:
            return
        criterion = live.sheet.rubric.criterion(code)
        assert criterion is not None
        typed = self.mark.text().strip()
        try:
            mark = read_mark(criterion, live.sheet.rubric.step, typed)
        except MarkError as error:
            self._say(mark_fault(error, typed) + ".")
            self.mark.setFocus()
            return
        if not self.reason.text().strip():
            self._say("Hãy ghi lý do chấm lại; lý do được ghi vào biên bản.")
            self.reason.setFocus()
            return
        session, member = self._session, ballot.member
        if ballot.state is CellState.OWN:
            return
        before = ballot.marks.get(code)
        done = session.run(
            rescoring.rescore, session.around, member, live.sheet.submission, code, mark,
            self.reason.text(),
        )  # fmt: skip
        if not done:
            self._say(sentence(done.error or OSError()))
            return
        for who in (member.id, b""):
            session.history.forget((who, live.sheet.submission.id))
        self.mark.clear()
        self.reason.clear()
        self._say("")
        self.done.emit(
            f"Đ/c {member.name} chấm lại {code}: {shown_points(before)} → {shown_points(mark)}; "
            "phiếu trước vẫn lưu."
        )

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self._hint()
