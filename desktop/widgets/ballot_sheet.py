"""One ballot: its head, the marks, the comment, handing in, recusal."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db import ballots
from db.book import Book
from db.errors import BallotRecusedError
from db.keys import Signer
from db.operation import Changes
from db.records import Member
from desktop.messages import sentence
from desktop.models import redrafting
from desktop.models.ballot import Ballot
from desktop.models.ballot_words import closed_words, handed_in_words, locked_words, recused
from desktop.models.score_model import ScoreModel
from desktop.session import Session
from desktop.theme.look import Look
from desktop.undo_stack import Call, Step
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.key_asking import KeyAsking
from desktop.widgets.mark_table import MarkTable
from desktop.widgets.message_bar import BAD, INFO, WARN, MessageBar
from desktop.widgets.reason_asking import ReasonAsking
from desktop.widgets.sheet_foot import SheetFoot
from desktop.widgets.sheet_header import SheetHeader
from desktop.words import CLASS_NOTES

_PAUSE = 800  # ms after the last key before a comment is kept


class BallotSheet(QFrame):
    """The ballot of one member on one submission. ``submitted`` after it was handed in."""

    submitted = Signal()

    def __init__(
        self, session: Session, model: ScoreModel, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._session, self.model = session, model
        self.header = SheetHeader(look)
        self.table = MarkTable(model, look)
        self.notice, self.ask = MessageBar(), AskBar()
        self._incomplete = False  # handing in was refused: marks are missing
        self._keys = KeyAsking(session, self.ask)
        self._reasons = ReasonAsking(session, self.ask)
        self.signer: Signer | None = None  # of the member who has the laptop (chuyền máy)
        self.foot = SheetFoot(session, model, look)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.table, 1)
        inner = QVBoxLayout()
        inner.setContentsMargins(10, 6, 10, 6)
        inner.setSpacing(6)
        inner.addWidget(self.notice)
        inner.addWidget(self.ask)
        column.addLayout(inner)
        column.addWidget(self.foot)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.keep_comment)
        self.foot.comment.textChanged.connect(self._comment_typed)
        self.foot.comment.left.connect(self.keep_comment)
        self.foot.submit.clicked.connect(self.submit)
        self.foot.reopen.clicked.connect(self._ask_reopen)
        self.foot.give_up.clicked.connect(self._give_up)
        self.foot.recuse.clicked.connect(self._recuse_or_return)
        self.table.finished.connect(self.foot.comment.setFocus)
        self.table.locked.connect(self._say_locked)
        self.ask.opened.connect(self._renew)
        self.ask.closed.connect(self._renew)
        self.ask.closed.connect(self.table.setFocus)
        model.summary_changed.connect(self._renew)
        model.pasted.connect(lambda words: self.notice.say(words, BAD))

    def show_ballot(self, member: Member | None, submission: bytes | None) -> None:
        """Shows another ballot; what is being typed must have been kept (:meth:`keep`)."""
        self.ask.give_up()
        self.notice.hide()
        self._timer.stop()
        self.model.show(member, submission)
        ballot = self.model.ballot
        if ballot is not None:
            unit = self._session.around.units.get(ballot.submission.unit)
            self.header.show_submission(ballot.submission, unit.name if unit else "")
        self._show_comment()
        self.table.resizeRowsToContents()
        self.table.go_to(self.model.first_open())

    def keep(self) -> bool:
        """Keeps the mark and the comment that are being typed; False where one was refused."""
        return self.table.commit() and self.keep_comment()

    def keep_comment(self) -> bool:
        """Keeps the comment, where it is another than before."""
        self._timer.stop()
        ballot = self.model.ballot
        if ballot is None or not ballot.editable:
            return True
        text = self.foot.comment.toPlainText().strip()
        before = ballot.draft.comment if ballot.draft else ""
        if text == before:
            return True
        words = f"nhận xét của hồ sơ {ballot.submission.code}"
        step = Step(
            words, ballot.where, (self._comment(ballot, text),), (self._comment(ballot, before),)
        )
        return bool(self._session.run_all(step.forth, step=step))

    def submit(self) -> None:
        """Hands the ballot in: on paper where the office types it, else under the PIN."""
        if not self.keep():
            return
        ballot = self.model.ballot
        if ballot is None or not ballot.editable:
            return
        missing = self.model.missing
        self._incomplete = bool(missing)
        if missing:
            code = ballot.submission.code
            self.notice.say(
                f"Phiếu hồ sơ {code} còn thiếu điểm {', '.join(missing)}; chấm đủ rồi nộp.", WARN
            )
            self.table.go_to(self.model.first_open())
            self.table.setFocus()
        elif ballot.rubric is not None and self._reasons.ask(
            ballot.member,
            ballot.submission,
            ballot.rubric,
            ballot.marks,
            ballot.draft.why if ballot.draft else {},
            self.submit,
        ):
            return
        elif self.signer is not None or self._session.office:
            self._hand_in(ballot, self.signer)
        else:
            self._keys.ask(
                ballot.member,
                "Nộp phiếu chấm. Phiếu đã nộp chỉ sửa được kèm lý do.",
                "Nộp phiếu",
                [],
                lambda _, signer: self._hand_in(ballot, signer),
            )

    def _hand_in(self, ballot: Ballot, signer: Signer | None) -> bool:
        done = self._session.run(
            ballots.submit, self._session.around, ballot.member, ballot.submission, signer
        )
        if not done:
            if done.error is not None:
                self.notice.say(sentence(done.error), BAD)
            return False
        self._session.history.forget(ballot.where)
        self.submitted.emit()
        return True

    def _say_locked(self) -> None:
        ballot = self.model.ballot
        if ballot is not None:
            self.notice.say(locked_words(ballot), WARN, lasting=True)

    def _ask_reopen(self) -> None:
        ballot = self.model.ballot
        if ballot is None:
            return

        def answered(answers: Answers) -> bool:
            if not answers["reason"].strip():
                self.ask.complain("Hãy ghi lý do sửa; lý do được ghi vào biên bản.")
                return False
            member, submission = ballot.member, ballot.submission
            done = redrafting.reopen(self._session, member, submission, answers["reason"])
            self._show_comment()
            return bool(done)

        self.ask.ask(
            "Phiếu đã nộp vẫn được lưu; bản sửa thay phiếu cũ khi nộp lại.",
            [Field("reason", "Lý do sửa")],
            "Mở phiếu để sửa",
            answered,
        )

    def _give_up(self) -> None:
        ballot = self.model.ballot
        if ballot is not None and redrafting.give_up(
            self._session, ballot.member, ballot.submission
        ):
            self._show_comment()
            self.notice.say("Đã bỏ bản sửa; phiếu đã nộp vẫn nguyên.", INFO)

    def _recuse_or_return(self) -> None:
        ballot = self.model.ballot
        if ballot is None or not self.keep():
            return
        declared = recused(ballot)
        title = ballot.submission.code

        def write(reason: str | None, signer: Signer | None) -> bool:
            return bool(
                self._session.run(
                    ballots.recuse, ballot.member, ballot.submission, reason, signer
                )
            )

        def answered(answers: Answers, signer: Signer | None) -> bool:
            if declared:
                return write(None, signer)
            if not answers["reason"].strip():
                self.ask.complain("Hãy ghi lý do; lý do được ghi vào biên bản.")
                return False
            return write(answers["reason"].strip(), signer)

        words = (
            f"Đ/c {ballot.member.name} chấm lại hồ sơ {title}."
            if declared
            else f"Đ/c {ballot.member.name} không tham gia chấm hồ sơ {title}."
        )
        result = "Rút lại" if declared else "Ghi nhận không tham gia"
        fields = [] if declared else [Field("reason", "Lý do")]
        if self.signer is not None or self._session.office:
            signer = self.signer
            self.ask.ask(words, fields, result, lambda answers: answered(answers, signer))
        else:
            self._keys.ask(ballot.member, words, result, fields, answered)

    def _comment(self, ballot: Ballot, text: str) -> Call:
        def write(book: Book, words: str) -> Changes:
            around = self._session.around  # of that moment: an undo may come long after
            return ballots.set_comment(book, around, ballot.member, ballot.submission, words)

        return Call(write, (text,))

    def _comment_typed(self) -> None:
        ballot = self.model.ballot
        if ballot is not None and ballot.editable:
            self._timer.start()

    def _show_comment(self) -> None:
        ballot = self.model.ballot
        text = ""
        if ballot is not None:
            content = ballot.draft or ballot.handed_in
            text = content.comment if content else ""
        if text != self.foot.comment.toPlainText().strip():
            self.foot.comment.blockSignals(True)
            self.foot.comment.setPlainText(text)
            self.foot.comment.blockSignals(False)

    def _renew(self) -> None:
        """Which buttons there are, and what is to be said about this ballot."""
        ballot = self.model.ballot
        self.setEnabled(ballot is not None)
        if ballot is None:
            return
        foot, editable = self.foot, ballot.editable
        away = isinstance(ballot.closed, BallotRecusedError)
        foot.comment.setReadOnly(not editable)
        foot.submit.setVisible(editable)
        foot.give_up.setVisible(ballot.reopened)
        foot.reopen.setVisible(ballot.closed is None and not editable)
        foot.recuse.setText("Rút lại…" if recused(ballot) else "Không tham gia chấm…")
        foot.recuse.setVisible(
            recused(ballot) or (ballot.closed is None and ballot.handed_in is None)
        )
        if not foot.comment.hasFocus():
            self._show_comment()
        foot.phrases.renew()
        written = editable or bool(foot.comment.toPlainText())
        foot.writing.setVisible(written and self.ask.isHidden())
        if ballot.closed is not None:
            kind = INFO if away else WARN
            self.notice.say(closed_words(ballot), kind, lasting=True)
        elif ballot.reopened and ballot.draft is not None:
            words = f"Đang sửa phiếu đã nộp. Lý do: {ballot.draft.reason}"
            self.notice.say(words, WARN, lasting=True)
        elif ballot.handed_in is not None:
            self.notice.say(handed_in_words(ballot), INFO, lasting=True)
        elif self.notice.lasting or (self._incomplete and not self.model.missing):
            self._incomplete = False
            self.notice.hide()
        confirmed = ballot.rubric is not None and ballot.rubric.confirmed
        asking = not self.ask.isHidden()  # one thing at a time, and room for the marks
        foot.buttons.setVisible(not asking)
        if asking:
            self.notice.hide()
        foot.note.setText("" if confirmed else CLASS_NOTES["rubric_unconfirmed"])
        foot.note.setVisible(not confirmed and ballot.rubric is not None)
