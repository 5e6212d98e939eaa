"""key-in: a unit's control totals from its paper, for units without the program."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from db import campaigns
from db.book import Book
from db.exchange.key_in import key_in as record
from db.home import Home
from db.rules.bands import CLASSES
from desktop.commands.outcome import Outcome, UsageError
from desktop.models.unit_figures import COUNTS, KIND_KEYS, UnitFigures, UnreadableError


def key_in(arguments: Namespace) -> Outcome:
    """Records what the paper states; a later entry for the unit replaces this one."""
    try:
        keyed = _figures(arguments).keyed()
    except UnreadableError as error:
        raise UsageError(str(error)) from error
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        record(book, campaign, arguments.unit, keyed)
    assert keyed.totals is not None
    payload = {
        "unit": arguments.unit,
        "source": keyed.source,
        "submissions": keyed.totals.submissions,
        "decided": keyed.decision is not None,
    }
    state = "" if keyed.decision else "; chưa có quyết định"
    count = keyed.totals.submissions
    said = f"Đã nhập từ giấy kết quả của {arguments.unit}: {count} hồ sơ{state}."
    return Outcome(payload, [said])


def _figures(arguments: Namespace) -> UnitFigures:
    """The words of the command as they would be typed on the screen. Raises UnreadableError."""
    figures = UnitFigures(
        head={
            "minutes_no": arguments.minutes,
            "date": arguments.held,
            "document": arguments.document,
            "decided_on": arguments.date,
        }
    )
    figures.set_total("submissions", arguments.submissions)
    if arguments.final_sum:
        figures.set_total("final_sum", arguments.final_sum)
    for option, what, said in (
        ("--class", "panel", arguments.classes),
        ("--decided", "decided", arguments.decided),
    ):
        for name, count in _pairs(option, said):
            figures.set_total(f"{what}:{name}", count)
    for name, _ in COUNTS:
        stated = getattr(arguments, name).split(",") if getattr(arguments, name) else []
        if len(stated) > len(KIND_KEYS):
            raise UsageError(f"--{name.replace('_', '-')} ghi như 12 hoặc 12,5; hãy gõ lại.")
        for kind, count in zip(KIND_KEYS, stated, strict=False):
            figures.set_count(name, kind, count.strip())
    return figures


def _pairs(option: str, said: Sequence[str]) -> list[tuple[str, str]]:
    found = []
    for text in said:
        left, _, count = text.rpartition("=")
        name = next((c for c in CLASSES if c.casefold() == left.strip().casefold()), None)
        if name is None or not count.strip():
            raise UsageError(f"{option} phải ghi như Tốt=3; hãy gõ lại.")
        found.append((name, count.strip()))
    return found
