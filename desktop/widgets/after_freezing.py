"""Below a frozen meeting: the decision on it, and sending it to the level above."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.models.after_freezing import after
from desktop.models.minutes_meeting import Meeting
from desktop.theme.look import Look
from desktop.widgets.decision_form import DecisionForm
from desktop.widgets.labels import say, unsaid, wrapped
from desktop.widgets.send_up_form import SendUpForm
from desktop.widgets.sentence_row import SentenceRow


class AfterFreezingBlock(QWidget):
    """One form at a time; what is typed into it stays while the book changes."""

    def __init__(
        self, meeting: Meeting, look: Look, sight: Callable[[QWidget], None]
    ) -> None:
        """``sight`` brings a form into sight."""
        super().__init__()
        self.meeting, self._sight, self._room = meeting, sight, 0
        self.decision, self.sent, self.outcome = wrapped(), wrapped(), unsaid("strong")
        self.decide_button, self.send_button = QPushButton(), QPushButton()
        self.decide_button.clicked.connect(self.open_decision)
        self.send_button.setText("Gửi kết quả lên cấp trên…")
        self.send_button.clicked.connect(self.open_sending)
        self.form, self.sending = DecisionForm(meeting, look), SendUpForm(meeting, look.preferences)
        self.form.closed.connect(lambda: self._back(self.decide_button))
        self.sending.closed.connect(lambda: self._back(self.send_button))
        self.sending.sent.connect(lambda words: say(self.outcome, words))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        for label, button, form in (
            (self.decision, self.decide_button, self.form),
            (self.sent, self.send_button, self.sending),
        ):
            column.addWidget(SentenceRow(label, button))
            column.addWidget(form)
        column.addWidget(self.outcome)

    def renew(self) -> None:
        """What stands in the book of the meeting."""
        known, may = after(self.meeting), self.meeting.may_write
        self.decision.setText(known.decision_words)
        self.sent.setText(known.sent_words)
        words = "Sửa quyết định…" if known.decision is not None else "Ghi quyết định…"
        self.decide_button.setText(words)
        self.decide_button.setVisible(may)
        self.send_button.setVisible(may)

    def forget(self) -> None:
        """Another meeting: what was asked of the last one goes."""
        self.form.hide()
        self.sending.hide()
        say(self.outcome, "")

    def fit_into(self, height: int) -> None:
        """How much of the page is seen at once."""
        self._room = height
        if not self.form.isHidden():
            self.form.fit_into(height)

    def open_decision(self) -> None:
        """The form of the decision."""
        self.forget()
        self.form.open_form(after(self.meeting))
        self.form.fit_into(self._room)
        self._sight(self.form)
        self._sight(self.form.document)  # where there is no room for all of it: its beginning

    def open_sending(self) -> None:
        """Where the delivery goes."""
        self.forget()
        self.sending.open_form(after(self.meeting))
        self._sight(self.sending)
        self._sight(self.sending.chooser)

    def _back(self, button: QPushButton) -> None:
        self.renew()
        if self.isVisible():
            button.setFocus(Qt.FocusReason.OtherFocusReason)
