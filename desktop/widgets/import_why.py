"""Asks why a workbook changes the panel once ballots are in, with the ballots that it touches."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from db.importing import ImportReport
from db.queries.usage import ballots
from db.rule_changes import PANEL, Because
from desktop.models.rule_effects import RuleEffects
from desktop.rule_change_words import change_words
from desktop.session import Session
from desktop.widgets.ask_bar import Answers, AskBar
from desktop.widgets.rule_question import WHY, because_of


class ImportWhy(QObject):
    """Goes straight on where no rule changes."""

    def __init__(self, session: Session, ask: AskBar) -> None:
        super().__init__(ask)
        self._session, self._ask = session, ask
        self._effects = RuleEffects(session, self)
        self._effects.told.connect(self._tell)
        ask.closed.connect(self._effects.stop)

    def begin(
        self, report: ImportReport, action: str, write: Callable[[Because | None], bool]
    ) -> None:
        """``report`` says what would come in; ``write`` takes it in and says whether it did."""
        session = self._session
        moved = next((each for each in report.moved if each.what == PANEL), None)
        if moved is None or session.campaign is None:
            write(None)
            return

        def answered(answers: Answers) -> bool:
            because = because_of(self._ask, answers)
            return because is not None and write(because)

        words = change_words(PANEL, moved.old, moved.new)
        self._ask.ask(
            f"Đã có {ballots(session.book, session.campaign)} phiếu mà bảng này {words}. Vì sao "
            "sửa? Lý do, căn cứ và các phiếu bị tác động được ghi vào biên bản.",
            list(WHY),
            action,
            answered,
        )
        self._effects.start(PANEL, moved.new)

    def _tell(self, words: str, ready: bool) -> None:
        if not self._ask.isHidden():
            self._ask.tell(words, ready=ready)
