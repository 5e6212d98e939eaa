"""Đối chiếu: what two people typed differently, settled one by one with the paper in hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.errors import MarkError
from db.rules.marks import read_mark
from desktop.models import meeting_jobs as jobs
from desktop.models.ballot import mark_fault
from desktop.models.mismatch_rows import FIRST, SECOND, MismatchRows
from desktop.models.words import shown_points
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.labels import wrapped
from desktop.widgets.list_table import ListTable
from desktop.widgets.message_bar import INFO, MessageBar

_KEEP_PLACE = Qt.FocusReason.OtherFocusReason


class SecondEntryPage(QFrame):
    """Keys: 1 takes the first entry, 2 the second, 3 types anew; Ctrl+Shift+Enter hands in all
    that agree."""

    changed = Signal()  # something was settled or handed in

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._session = session
        self.rows = MismatchRows(session, self)
        self._words = wrapped()
        self._words.setProperty("role", "strong")
        self.table = ListTable(
            self.rows,
            look,
            "Các điểm hai lượt nhập khác nhau",
            {0: 14, 1: -1, 2: 10, FIRST: 9, SECOND: 9},
        )
        self._none = wrapped()
        self._none.setProperty("role", "muted")
        self.first, self.second = QPushButton(), QPushButton()
        self.again = QPushButton("Gõ theo phiếu… (3)")
        self.again.setAccessibleName("Gõ điểm theo phiếu giấy")
        self.submit = QPushButton()
        self.submit.setProperty("role", "primary")
        self.submit.setToolTip("Ctrl+Shift+Enter")
        self.notice, self.ask = MessageBar(), AskBar()
        buttons = QHBoxLayout()
        for button in (self.first, self.second, self.again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        for widget in (self._words, self._none):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        column.addWidget(self.notice)
        column.addWidget(self.ask)
        column.addLayout(foot)
        self.first.clicked.connect(lambda: self._take(FIRST))
        self.second.clicked.connect(lambda: self._take(SECOND))
        self.again.clicked.connect(self._type_again)
        self.submit.clicked.connect(self.submit_all)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._renew())
        self.ask.closed.connect(self.arrive)
        for keys, job in (
            ("1", lambda: self._take(FIRST)),
            ("2", lambda: self._take(SECOND)),
            ("3", self._type_again),
        ):
            key = QShortcut(QKeySequence(keys), self.table)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(job)

    def load(self, submission: bytes = b"") -> None:
        """Compares anew, or one submission alone; the row stays, or the one in its place."""
        row = max(self.table.currentIndex().row(), 0)
        if submission:
            self.rows.renew(submission)
        else:
            self.rows.load()
        if self.rows.rowCount():
            self.table.setCurrentIndex(self.rows.index(min(row, self.rows.rowCount() - 1), 0))
        self._renew()

    def arrive(self) -> None:
        """The first that is to be settled, else the button that hands in."""
        if self.rows.rowCount():
            self.table.setFocus(_KEEP_PLACE)
        elif self.submit.isEnabled():
            self.submit.setFocus(_KEEP_PLACE)
        else:
            self.table.setFocus(_KEEP_PLACE)

    def submit_all(self) -> None:
        """Hands in what was typed twice and agrees."""
        count = 0
        for sheet, place in self.rows.ready():
            if not jobs.submit(self._session, sheet, sheet.ballots[place]):
                break
            count += 1
        self.load()
        if count:
            self.notice.say(f"Đã nộp {count} phiếu giấy, hai lượt nhập khớp nhau.", INFO)
        self.changed.emit()

    def _take(self, column: int) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            found = self.rows.mismatch(row)
            self._settle(row, found.first if column == FIRST else found.second)

    def _settle(self, row: int, mark: int) -> bool:
        found = self.rows.mismatch(row)
        done = bool(jobs.settle(self._session, found, mark))
        if done:
            self.load(found.submission.id)
            code = f"{found.submission.code} · {found.member.code} · {found.criterion}"
            self.notice.say(f"{code}: lấy {shown_points(mark)} cho cả hai lượt.", INFO)
            self.changed.emit()
            self.arrive()
        return done

    def _type_again(self) -> None:
        row = self.table.currentIndex().row()
        if row < 0:
            return
        found = self.rows.mismatch(row)
        rubric = self._session.around.rubrics[found.submission.kind]
        criterion = rubric.criterion(found.criterion)
        assert criterion is not None

        def answered(answers: Answers) -> bool:
            typed = answers["mark"].strip()
            try:
                mark = read_mark(criterion, rubric.step, typed)
            except MarkError as error:
                self.ask.complain(mark_fault(error, typed) + ".")
                return False
            return self._settle(row, mark)

        self.ask.ask(
            f"Phiếu của đ/c {found.member.name}, hồ sơ {found.submission.code}: {criterion.code} "
            f"{criterion.name}, tối đa {shown_points(criterion.max)}.",
            [Field("mark", "Điểm ghi trên phiếu")],
            "Lấy điểm này",
            answered,
        )

    def _renew(self) -> None:
        rows, progress, row = self.rows, self.rows.progress, self.table.currentIndex().row()
        self._words.setText(
            f"Lượt một {progress.once}/{progress.begun} phiếu · lượt hai "
            f"{progress.twice}/{progress.begun} · khớp {progress.alike}"
        )
        there = 0 <= row < rows.rowCount()
        self._none.setText(
            ""
            if rows.rowCount()
            else "Không có điểm nào khác nhau."
            if progress.twice
            else "Lượt hai chưa có phiếu nào đủ điểm; chọn “Lượt hai” để người thứ hai nhập."
        )
        self._none.setVisible(bool(self._none.text()))
        for button in (self.first, self.second, self.again):
            button.setVisible(rows.rowCount() > 0)
            button.setEnabled(there)
        if there:
            found = rows.mismatch(row)
            for button, which, mark in (
                (self.first, "lượt một", found.first), (self.second, "lượt hai", found.second),
            ):  # fmt: skip
                key = 1 if button is self.first else 2
                button.setText(f"Lấy {which}: {shown_points(mark)} ({key})")
                button.setAccessibleName(f"Lấy {which}: {shown_points(mark)}")
        ready = len(rows.ready())
        self.submit.setText(f"Nộp {ready} phiếu đã khớp")
        self.submit.setAccessibleName(f"Nộp {ready} phiếu đã khớp")
        self.submit.setEnabled(ready > 0)
