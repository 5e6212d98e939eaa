"""What can be done with several registrations at once: accept, ask to revise, answer the units."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from db.rules.recheck import ACCEPTED, REVISE
from desktop.messages import sentence
from desktop.models.import_words import number
from desktop.models.recheck_entry import decide_many
from desktop.models.recheck_letter import write_answers
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.message_bar import MessageBar
from desktop.widgets.paper_flow import PaperFlow


class RecheckBar(QWidget):
    """Shown while several rows are selected, where submissions can be typed. ``chosen`` gives
    the registrations that are meant, ``answered`` how many of them have an outcome."""

    def __init__(
        self,
        session: Session,
        look: Look,
        chosen: Callable[[], list[bytes]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._chosen = session, chosen
        self.messages, self.ask = MessageBar(), AskBar()
        self._papers = PaperFlow(session, look.preferences, self.messages, self)
        self._count = QLabel()
        self._count.setProperty("role", "strong")
        self.accept_button = QPushButton("Chấp nhận đăng ký")
        self.note_button = QPushButton("Gửi ý kiến, đề nghị sửa…")
        self.letter_button = QPushButton("Phiếu trả lời đơn vị")
        self.letter_button.setToolTip("Văn bản trả lời từng đơn vị, PDF và Word")
        self.accept_button.clicked.connect(lambda: self._decide(ACCEPTED, ""))
        self.note_button.clicked.connect(self._ask_note)
        self.letter_button.clicked.connect(self._write)
        self._line = QWidget()
        row = FlowLayout(self._line, gap=8)
        for widget in (self._count, self.accept_button, self.note_button, self.letter_button):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.messages)
        column.addWidget(self.ask)
        column.addWidget(self._line)
        self.renew(0)

    def renew(self, count: int, *, always: bool = False) -> None:
        """``count`` rows are meant; shown from two on, or ``always``."""
        may = self._session.office and not self._session.readonly
        self._line.setVisible(may and (always or count > 1))
        self._count.setText(f"{number(count)} hồ sơ")
        for button in (self.accept_button, self.note_button, self.letter_button):
            button.setEnabled(bool(count))

    def _decide(self, outcome: str, note: str) -> bool:
        wanted = self._chosen()
        done = decide_many(self._session, wanted, outcome, note)
        if done:
            what = "Đã chấp nhận" if outcome == ACCEPTED else "Đã ghi ý kiến cho"
            self._session.noted.emit(f"{what} {number(len(wanted))} đăng ký; Ctrl+Z lấy lại được.")
        elif done.error is not None:
            self.ask.complain(sentence(done.error))
        return bool(done)

    def _ask_note(self) -> None:
        count = len(self._chosen())

        def answered(answers: Answers) -> bool:
            note = " ".join(answers["note"].split())
            if not note:
                self.ask.complain("Hãy ghi ý kiến gửi đơn vị.")
                return False
            return self._decide(REVISE, note)

        self.ask.ask(
            f"Đề nghị sửa {number(count)} đăng ký đã chọn; ý kiến gửi các đơn vị là gì?",
            [Field("note", "Ý kiến")],
            f"Ghi cho {number(count)} hồ sơ",
            answered,
        )

    def _write(self) -> None:
        wanted = frozenset(self._chosen())
        job = partial(write_answers, self._session, wanted)
        self._papers.write(
            self.letter_button, job, "Các hồ sơ đã chọn chưa có kết quả rà soát để trả lời đơn vị."
        )
