"""After a ballot is handed in: the button that leads to the next, with none left to the stick."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.models.ballot_list import CODE_ROLE, BallotList
from desktop.models.score_model import ScoreModel
from desktop.session import Session


class NextBallot(QPushButton):
    """Stands at the foot of a ballot that can only be read. ``leads`` to a row of the list;
    ``done`` once a member has handed in all of them: they go back to the secretary."""

    leads = Signal(int)
    done = Signal()

    def __init__(
        self,
        session: Session,
        ballots: BallotList,
        scores: ScoreModel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._ballots, self._scores = session, ballots, scores
        self._row = -1
        self.setProperty("role", "primary")
        self.clicked.connect(self._go)
        ballots.counted.connect(self.renew)
        scores.summary_changed.connect(self.renew)
        self.hide()

    def renew(self) -> None:
        """Where it leads from here; hidden where there is something to do on this ballot."""
        ballot = self._scores.ballot
        self._row = -1
        if ballot is None or ballot.editable:
            self.hide()
            return
        here = self._ballots.row_of(ballot.submission.id)
        self._row = self._ballots.next_open(here)
        if self._row >= 0:
            code = self._ballots.index(self._row, 0).data(CODE_ROLE)
            self._say(f"Chấm tiếp hồ sơ {code}", f"Chấm hồ sơ tiếp theo, {code}")
        elif self._ballots.total and self._ballots.done >= self._ballots.total:
            self._say("Ghi ra USB…", "Đã nộp đủ phiếu; ghi ra USB gửi thư ký")
            self.setVisible(not self._session.office)
        else:
            self.hide()

    def go_on_from_here(self) -> None:
        """A ballot was just handed in: Enter goes on."""
        self.renew()
        if not self.isHidden():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, words: str, spoken: str) -> None:
        self.setText(words)
        self.setAccessibleName(spoken)
        self.show()

    def _go(self) -> None:
        if self._row >= 0:
            self.leads.emit(self._row)
        else:
            self.done.emit()
