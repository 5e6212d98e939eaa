"""The foot of the meeting's table: the result so far, who sits, the ballot under the cursor."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.queries.meeting import MeetingBallot
from db.queries.meeting_cells import CellState
from desktop.models.meeting_grid import MeetingGrid
from desktop.models.meeting_words import (
    DRAFT_NOTE,
    class_sentence,
    quorum_sentence,
    spoken_state,
)
from desktop.models.words import shown_points
from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.properties import set_property


class MeetingFoot(QFrame):
    """Reads the grid; the buttons are the screen's to connect."""

    def __init__(self, grid: MeetingGrid, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._grid, self._look = grid, look
        self._column, self._brief = 0, False
        self.final, self.name = QLabel(), QLabel()
        self.figures, self.quorum = ElidedLabel(), QLabel()
        self.note = ElidedLabel()
        for label in (self.final, self.name):
            label.setProperty("role", "total")
        self.note.setProperty("role", "muted")
        self.who = ElidedLabel()
        self.who.setProperty("role", "strong")
        self.comment = QLineEdit()
        self.comment.setPlaceholderText("Nhận xét trên phiếu giấy")
        self.comment.setAccessibleName("Nhận xét trên phiếu giấy")
        self.menu = QPushButton("Phiếu này ▾")
        self.menu.setAccessibleName("Việc khác với phiếu này: sửa, hủy, không tham gia, vắng")
        self.submit_all = QPushButton()
        self.submit_all.setToolTip("Ctrl+Shift+Enter")
        self.submit = QPushButton("Nộp phiếu này   Ctrl+Enter")
        self.submit.setAccessibleName("Nộp phiếu này")
        self.submit.setProperty("role", "primary")
        results = QHBoxLayout()
        results.setSpacing(8)
        results.addWidget(self.final)
        results.addWidget(self.name)
        results.addSpacing(8)
        results.addWidget(self.figures, 1)
        results.addWidget(self.quorum)
        ballot = QHBoxLayout()
        ballot.addWidget(self.who, 5)
        ballot.addWidget(self.comment, 2)
        buttons = QHBoxLayout()
        for widget in (self.menu, self.submit_all, self.submit):
            buttons.addWidget(widget)
            if widget is self.menu:
                buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 8)
        column.setSpacing(5)
        column.addLayout(results)
        column.addWidget(self.note)
        column.addLayout(ballot)
        column.addLayout(buttons)
        grid.renewed.connect(self.renew)
        look.changed.connect(self.renew)

    @property
    def ballot(self) -> MeetingBallot | None:
        """The ballot under the cursor."""
        return self._grid.ballot(self._column)

    def set_column(self, column: int) -> None:
        """The cursor is in another column."""
        self._column = column
        self._show_comment()
        self._renew_ballot()

    def set_brief(self, brief: bool) -> None:
        """Leaves out what can be left out."""
        if brief != self._brief:
            self._brief = brief
            self.comment.setVisible(not brief and not self._grid.second)
            self.renew()

    def renew(self) -> None:
        """Reads the grid again."""
        sheet = self._grid.sheet
        if sheet is None:
            return
        tally = sheet.tally
        final = shown_points(tally.final)
        self.final.setText(f"ĐIỂM {final or '-'}")
        self.name.setText(f"· {sheet.class_name}" if sheet.class_name else "")
        set_property(self.name, "ink", CLASS_INKS.get(sheet.class_name or "", ""))
        said = f", {sheet.class_name}" if sheet.class_name else ""
        self.final.setAccessibleName(f"Điểm chung {final or 'chưa có'}{said}")
        ballots = f"Phiếu {tally.ballots_valid}/{tally.ballots_expected}"
        if sheet.agreed:
            ballots = "Điểm thống nhất"
        parts = [ballots]
        if tally.median is not None:
            parts.append(f"trung vị {shown_points(tally.median)}")
        if tally.spread is not None:
            parts.append(f"chênh lệch {shown_points(tally.spread)}")
        if tally.recused and not self._brief:
            parts.append(f"{tally.recused} LQ")
        self.figures.setText(" · ".join(parts))
        self.quorum.setText(quorum_sentence(sheet, brief=self._brief))
        set_property(self.quorum, "role", "bad" if sheet.quorum is False else "")
        self._show_note()
        for widget in (self.submit, self.submit_all, self.menu):
            widget.setVisible(not self._grid.second)
        self.comment.setVisible(not self._brief and not self._grid.second)
        complete = len(self._grid.complete())
        self.submit_all.setText(f"Nộp tất cả phiếu đủ điểm ({complete})")
        self.submit_all.setEnabled(complete > 0)
        if not self.comment.hasFocus():
            self._show_comment()
        self._renew_ballot()

    def _show_note(self) -> None:
        """Why there is no class, else what the slanted marks are."""
        sheet = self._grid.sheet
        assert sheet is not None
        drafts = any(b.state is CellState.DRAFT for b in sheet.ballots)
        why = "" if sheet.class_name else class_sentence(None, sheet.class_code)
        if sheet.class_code == "no_result":
            why = ""  # the dash and "0/9" say it
        self.note.setText(why or (DRAFT_NOTE if drafts else ""))
        self.note.setVisible(bool(self.note.text()))

    def _renew_ballot(self) -> None:
        ballot = self.ballot
        for widget in (self.comment, self.menu, self.submit):
            widget.setEnabled(ballot is not None)
        if ballot is None:
            self.who.setText("Chọn cột của một thành viên để nhập phiếu.")
            return
        error = self._grid.error_in(self._column)
        state = spoken_state(ballot)
        words = f"Đ/c {ballot.member.name} ({ballot.member.code}): {state}"
        if ballot.total is not None:
            words += f" · tổng {shown_points(ballot.total)}"
        self.who.setText(error or words)
        set_property(self.who, "role", "bad" if error else "strong")
        self.submit.setEnabled(ballot.editable)
        self.comment.setReadOnly(not ballot.editable)

    def _show_comment(self) -> None:
        ballot = self.ballot
        text = ballot.comment if ballot else ""
        if text != self.comment.text():
            self.comment.setText(text)
