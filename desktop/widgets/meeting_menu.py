"""The menu of one member's ballot on the meeting's table; reasons are asked in the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from db.queries.meeting import MeetingBallot, Sheet
from db.queries.meeting_cells import CellState
from db.records import Member
from db.rules.extremes import unreasoned
from db.rules.recusal import DECLARED
from desktop.models import meeting_jobs as jobs
from desktop.models.meeting_grid import MeetingGrid
from desktop.session import Outcome, Session
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.reason_asking import ReasonAsking, after

Job = Callable[[str], Outcome | bool]


class MeetingMenu(QObject):
    """Builds the menu for a column as it stands."""

    def __init__(
        self, session: Session, grid: MeetingGrid, ask: AskBar, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._grid, self._ask = session, grid, ask
        self._reasons = ReasonAsking(session, ask)

    def fill(self, menu: QMenu, column: int) -> None:
        """Puts what can be done with that column's ballot into the menu."""
        menu.clear()
        sheet, ballot = self._grid.sheet, self._grid.ballot(column)
        if sheet is None or ballot is None:
            return
        name = menu.addAction(f"Đ/c {ballot.member.name} ({ballot.member.code})")
        name.setEnabled(False)
        if self._session.office:
            if sheet.frozen is None:
                self._add_ballot(menu, column, sheet, ballot)
            self._add_attendance(menu, sheet, ballot)
        if len(menu.actions()) == 1:
            menu.addAction("Không có việc gì làm được ở đây").setEnabled(False)

    def ask_recusal(self, column: int) -> None:
        """Asks for the reason why a member does not score."""
        sheet, ballot = self._grid.sheet, self._grid.ballot(column)
        if sheet is None or ballot is None or not ballot.editable or ballot.reason:
            return
        self._reasoned(
            f"Đ/c {ballot.member.name} không tham gia chấm hồ sơ {sheet.submission.code}.",
            "Ghi nhận không tham gia",
            lambda reason: jobs.recuse(self._session, sheet, ballot, reason),
        )

    def _add_ballot(
        self, menu: QMenu, column: int, sheet: Sheet, ballot: MeetingBallot
    ) -> None:
        session, who = self._session, f"đ/c {ballot.member.name}"
        if ballot.state is CellState.AWAY:
            if ballot.recusal is not None and ballot.recusal.origin == DECLARED:
                menu.addAction("Rút lại việc không tham gia chấm").triggered.connect(
                    lambda: jobs.recuse(session, sheet, ballot, None)
                )
            else:
                self._add(
                    menu,
                    "Không phải liên quan…",
                    f"Xác định {who} không liên quan đến hồ sơ này, vẫn chấm.",
                    "Ghi nhận vẫn chấm",
                    lambda reason: jobs.dismiss(session, sheet, ballot, reason),
                )
            return
        if ballot.state is CellState.DRAFT:
            words = "Bỏ bản sửa" if ballot.reason else "Bỏ phiếu nháp"
            menu.addAction(words).triggered.connect(lambda: jobs.give_up(session, sheet, ballot))
        elif ballot.ballot is not None and ballot.state not in (
            CellState.OWN, CellState.UNCONFIRMED, CellState.CONFLICT,
        ):  # fmt: skip
            self._add(
                menu,
                "Sửa phiếu…",
                f"Phiếu cũ của {who} vẫn lưu; bản sửa thay phiếu cũ khi nộp lại.",
                "Mở phiếu để sửa",
                lambda reason: jobs.reopen(session, sheet, ballot, reason),
            )
        if ballot.ballot is not None and ballot.state is not CellState.VOID:
            self._add(
                menu,
                "Hủy phiếu…",
                f"Phiếu của {who} vẫn lưu nhưng không tính vào điểm nữa.",
                "Hủy phiếu",
                lambda reason: jobs.void(session, ballot, reason),
            )
        if ballot.state is CellState.PAPER:
            self._add_moving(menu, sheet, ballot)
        if ballot.editable and not ballot.reason:
            menu.addAction("Không tham gia chấm (LQ)…\tCtrl+L").triggered.connect(
                lambda: self.ask_recusal(column)
            )

    def _add_moving(self, menu: QMenu, sheet: Sheet, ballot: MeetingBallot) -> None:
        """Scores that were entered under the wrong member."""
        free = (CellState.EMPTY, CellState.VOID)
        others = [one for one in sheet.ballots if one.state in free and one.counts]
        if not others:
            return
        under = menu.addMenu("Nhập nhầm người: chuyển phiếu cho…")
        for other in others:
            to = other.member
            self._add(
                under,
                f"Đ/c {to.name} ({to.code})",
                f"Phiếu nhập nhầm cho đ/c {ballot.member.name} được hủy và ghi cho đ/c {to.name}; "
                "cả hai vẫn lưu.",
                "Chuyển phiếu",
                partial(self._move, sheet, ballot, to),
            )

    def _move(self, sheet: Sheet, ballot: MeetingBallot, to: Member, reason: str) -> bool:
        """Asks besides why single marks are what they are, where the campaign wants it said and
        the paper's first entry (a workbook) had no place for it."""

        def write(why: Mapping[str, str]) -> bool:
            return bool(jobs.reassign(self._session, ballot, to, reason, why))

        campaign, rubric = self._session.campaign, sheet.rubric
        assert campaign is not None and rubric is not None
        of, marks = sheet.submission, ballot.marks
        why = jobs.reasons_given(self._session, ballot)
        if not unreasoned(rubric, campaign.settings, marks, of.self_marks, why):
            return write(why)
        asking = (of, rubric, marks, why, "Chuyển phiếu", write)
        after(self._ask, lambda: self._reasons.gather(*asking))
        return True

    def _add_attendance(self, menu: QMenu, sheet: Sheet, ballot: MeetingBallot) -> None:
        meeting = sheet.session
        if meeting is None or sheet.frozen == meeting.number:
            return
        menu.addSeparator()
        if ballot.absent is None:
            self._add(
                menu,
                f"Vắng cuộc họp số {meeting.number}…",
                f"Đ/c {ballot.member.name} vắng cuộc họp số {meeting.number}.",
                "Ghi vắng mặt",
                lambda reason: jobs.set_absent(self._session, meeting, ballot, reason),
            )
        else:
            menu.addAction(f"Có dự cuộc họp số {meeting.number}").triggered.connect(
                lambda: jobs.set_absent(self._session, meeting, ballot, None)
            )

    def _add(self, menu: QMenu, words: str, sentence: str, result: str, job: Job) -> None:
        menu.addAction(words).triggered.connect(lambda: self._reasoned(sentence, result, job))

    def _reasoned(self, sentence: str, result: str, job: Job) -> None:
        def answered(answers: Answers) -> bool:
            reason = answers["reason"].strip()
            if not reason:
                self._ask.complain("Hãy ghi lý do; lý do được ghi vào biên bản.")
                return False
            return bool(job(reason))

        self._ask.ask(sentence, [Field("reason", "Lý do")], result, answered)
