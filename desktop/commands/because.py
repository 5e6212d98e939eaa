"""Why a rule changes once ballots are in, on the command line: asked for, and what it touches."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from db import campaigns
from db.book import Book
from db.errors import RuleReasonError
from db.records import Campaign
from db.rule_changes import PANEL, Because
from db.rule_effects import Touched, apart, effects
from db.rules.points import show
from desktop.commands.outcome import UsageError
from desktop.rule_change_words import rule_words, state_words


def because_of(arguments: Namespace) -> Because | None:
    """``--reason`` and ``--basis``, None where neither was said."""
    said = bool(arguments.reason.strip() or arguments.basis.strip())
    return Because(arguments.reason, arguments.basis) if said else None


@contextmanager
def asking() -> Iterator[None]:
    """A rule that changes without a reason: which one, and how to say why."""
    try:
        yield
    except RuleReasonError as error:
        what = str(error.facts["what"])
        if what.startswith("rubric_"):
            name = "bước điểm, mức xếp loại"
        elif what == PANEL:
            name = "Tổ thẩm định"
        else:
            name = f"“{rule_words('rule_change.what', what)}”"
        raise UsageError(
            f"Đã có phiếu chấm nên đổi {name} phải ghi lý do và căn cứ; hãy thêm --reason LÝ_DO "
            "--basis CĂN_CỨ."
        ) from error


def touched_by(book: Book, campaign: Campaign, what: str, old: Any) -> list[Touched]:
    """The ballots that count otherwise than while the rule was as ``old`` says."""
    around = campaigns.Surroundings(book.connection, campaign)
    found = effects(apart(around, what, old), around)
    return [ballot for effect in found for ballot in effect.ballots]


def touched_lines(touched: Sequence[Touched]) -> list[str]:
    """One line a ballot."""
    return [
        f"Phiếu bị tác động: {b.submission}, {b.member}, {show(b.total)} điểm: "
        f"{state_words(b.was)} → {state_words(b.now)}."
        for b in touched
    ]
