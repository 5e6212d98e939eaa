"""Chuyền máy, one member's turn: the ballot with large figures on the screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import passing
from db.keys import Signer
from db.queries.submission import details
from db.records import Member
from desktop.models.ballot_list import BallotList
from desktop.models.score_model import ScoreModel
from desktop.session import Session
from desktop.theme.look import Look
from desktop.undo_stack import Step
from desktop.widgets.ballot_sheet import BallotSheet
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.keypad import Keypad
from desktop.widgets.reading_side import SUMMARY, ReadingSide

_ROOMY = 900  # pixels at 100 % below which the keypad is narrow


class PassScorePage(QWidget):
    """Made for one turn and thrown away after it: nothing of it can be seen by the next.

    Keys: Enter and Ctrl+Enter as on every ballot, Ctrl+↓/↑ next and previous submission,
    Ctrl+Z undo, F12 draws the curtain. What the submission says is read in place of the keypad
    (F11, and the keys of :class:`ReadingSide`).
    """

    put_down = Signal()

    def __init__(
        self,
        session: Session,
        look: Look,
        member: Member,
        signer: Signer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._look, self._member = session, look, member
        self.list = BallotList(session, self)
        self.scores = ScoreModel(session, self)
        self.sheet = BallotSheet(session, self.scores, look)
        self.sheet.signer = signer
        self.keypad = Keypad(look)
        self.reading = ReadingSide(session, look, self, brief=True)
        self.sheet.header.add_links(self.reading.buttons.values())
        self._name, self._progress, self._saved = ElidedLabel(), QLabel(), QLabel()
        self._name.setText(f"Đồng chí {member.name}")
        self._name.setProperty("role", "heading")
        self._progress.setProperty("role", "strong")
        self._saved.setProperty("role", "muted")
        self.before, self.after = QPushButton("◀ Hồ sơ trước"), QPushButton("Hồ sơ sau ▶")
        self.before.setAccessibleName("Hồ sơ trước")
        self.after.setAccessibleName("Hồ sơ sau")
        self.curtain = QPushButton("Xong, chuyền máy   F12")
        self.curtain.setAccessibleName("Xong, chuyền máy")
        self._row = -1
        self._lay_out()
        self._connect()
        self.list.load()
        self._begin()

    def leave(self) -> bool:
        """Keeps what is being typed; False where a mark was refused."""
        return self.sheet.keep()

    def arrive(self) -> None:
        """The next mark."""
        self.sheet.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_by(self, step: int) -> None:
        """The next or previous submission."""
        if 0 <= self._row + step < self.list.rowCount() and self.sheet.keep():
            self._show(self._row + step)
            self.arrive()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The keypad takes a third, less where there is little room."""
        super().resizeEvent(event)
        self._renew_width()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self._name, 1)
        head.addWidget(self._saved)
        head.addWidget(self._progress)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.keypad, 1)
        side.addWidget(self.reading, 1)
        moves = QHBoxLayout()
        moves.addWidget(self.before)
        moves.addWidget(self.after)
        side.addLayout(moves)
        side.addWidget(self.curtain)
        self._side = QWidget()
        self._side.setLayout(side)
        body = QHBoxLayout()
        body.addWidget(self.sheet, 1)
        body.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.addLayout(head)
        column.addLayout(body, 1)
        for button in (self.before, self.after, self.curtain):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.move_by(-1))
        self.after.clicked.connect(lambda: self.move_by(1))
        self.curtain.clicked.connect(self._put_down)
        self.list.counted.connect(self._renew_counts)
        self.sheet.submitted.connect(self._submitted)
        self._session.saved.connect(self._show_saved)
        self._session.stepped.connect(self._show_step)
        self.sheet.table.selectionModel().currentChanged.connect(lambda *_: self._keep_place())
        self._look.changed.connect(self._renew_width)
        self.reading.turned.connect(self._renew_width)
        self.reading.closed.connect(self.arrive)
        self.reading.reader.preview.leads = False  # the office's places are out of reach
        for keys, job in (
            ("Ctrl+Down", lambda: self.move_by(1)),
            ("Ctrl+Up", lambda: self.move_by(-1)),
            ("Ctrl+Return", self.sheet.submit),
            ("Ctrl+Enter", self.sheet.submit),
            ("Ctrl+Z", self._session.undo),
            ("Ctrl+Shift+Z", self._session.redo),
            ("F11", self.reading.buttons[SUMMARY].click),
            ("F12", self._put_down),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(job)

    def _begin(self) -> None:
        """Exactly where the member was, else the first that is open."""
        place = passing.place_of(self._session.book, self._member)
        row = self.list.row_of(place[0]) if place else -1
        self._show(row if row >= 0 else self.list.first_open())
        codes = [criterion.code for criterion in self.scores.criteria]
        if place and row >= 0 and place[1] in codes:
            self.sheet.table.go_to(codes.index(place[1]))

    def _show(self, row: int) -> None:
        if row < 0:
            return
        self._row = row
        ident = self.list.line(row).id
        self.sheet.show_ballot(self._member, ident)
        session = self._session
        self.reading.show_submission(ident, details(session.book, session.around, ident))
        self.before.setEnabled(row > 0)
        self.after.setEnabled(row + 1 < self.list.rowCount())
        self._renew_counts()
        self._keep_place()

    def _keep_place(self) -> None:
        ballot, row = self.scores.ballot, self.sheet.table.currentIndex().row()
        if ballot is not None and 0 <= row < len(self.scores.criteria):
            code = self.scores.criteria[row].code
            passing.keep_place(self._session.book, self._member, ballot.submission.id, code)

    def _submitted(self) -> None:
        """On to the next that is open; with none left, the button that passes the laptop on."""
        if self.list.done < self.list.total:
            self._show(self.list.first_open())
            self.arrive()
        else:
            self.curtain.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self, step: Step) -> None:
        row = self.list.row_of(step.where[1])
        if row >= 0 and row != self._row:
            self._show(row)
        codes = [criterion.code for criterion in self.scores.criteria]
        if step.spot in codes:
            self.sheet.table.go_to(codes.index(step.spot))

    def _show_saved(self, time: str) -> None:
        self._saved.setText(f"Đã lưu lúc {time}")

    def _put_down(self) -> None:
        if self.leave():
            self.put_down.emit()

    def _renew_counts(self) -> None:
        total, done = self.list.total, self.list.done
        place = f"Hồ sơ {self._row + 1}/{self.list.rowCount()}"
        self._progress.setText(f"{place} · đã nộp {done}/{total}")

    def _renew_width(self) -> None:
        reads = bool(self.reading.part)
        self.keypad.setVisible(not reads)
        part = 0.38 if reads else 0.3 if self.width() >= self._look.px(_ROOMY) else 0.34
        self._side.setFixedWidth(max(round(self.width() * part), 200))
