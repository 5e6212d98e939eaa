"""Asking why a rule changes after scoring has begun: its reason, and the document behind it."""

from __future__ import annotations

from typing import Final

from db.errors import RuleReasonError
from db.rule_changes import Because, required
from desktop.widgets.ask_bar import Answers, AskBar, Field

WHY: Final = [Field("reason", "Lý do"), Field("basis", "Căn cứ (số, ngày văn bản)")]


def because_of(ask: AskBar, answers: Answers) -> Because | None:
    """What was answered; None, and a word in the question, where something is missing."""
    try:
        return required(Because(answers["reason"], answers["basis"]), "")
    except RuleReasonError:
        ask.complain("Hãy ghi cả lý do và căn cứ.")
        return None
