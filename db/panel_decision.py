"""The decision that set the panel up: said once, in every meeting's minutes (domain.md part 5)."""

from __future__ import annotations

import sqlite3
from typing import Final

from db.book import Book
from db.locked import locked_row
from db.operation import Changes
from db.records import Campaign
from db.sessions import sessions
from db.year_rules import PANEL_DECISION

CELL: Final = f"set:{PANEL_DECISION}"


def decision_of(connection: sqlite3.Connection, campaign: bytes) -> str:
    """Number and date as they were typed, "" where nobody said."""
    found = connection.execute(
        "SELECT value FROM setting WHERE campaign = ? AND name = ?", (campaign, PANEL_DECISION)
    ).fetchone()
    return (found and found[0]) or ""


def set_decision(book: Book, campaign: Campaign, text: str) -> Changes:
    """Says it, and says it in the meetings that name none, or the one that stood here before;
    what is frozen stays, and so does what a meeting names of its own. Raises NoOfficeKeyError."""
    book.require_office()
    former, said = decision_of(book.connection, campaign.id), " ".join(text.split())
    meetings = [
        meeting.id
        for meeting in sessions(book.connection, campaign.id)
        if meeting.decision in ("", former)
        and locked_row(book.connection, "session", meeting.id) is None
    ]
    with book.write() as operation:
        operation.set("campaign", campaign.id, {CELL: said or None})
        for meeting in meetings:
            operation.set("session", meeting, {"decision": said or None})
    return operation.changes
