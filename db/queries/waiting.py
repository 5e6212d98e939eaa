"""On which submissions something waits for a person (chỗ cần xem)."""

from __future__ import annotations

from db.book import Book
from db.queries.noted import ODD_BALLOTS

_OF_SUBMISSION = (
    "SELECT ent FROM trouble WHERE fld >= 'submission.' AND fld < 'submission/' "
    "UNION SELECT t.submission FROM trouble JOIN target t ON t.id = ent "
    "WHERE fld >= 'target.' AND fld < 'target/' "
    f"UNION SELECT submission FROM ballot_state b WHERE {ODD_BALLOTS} AND b.status = 'conflict'"
)


def waiting_submissions(book: Book) -> frozenset[bytes]:
    """The submissions on which something waits: their own cells, targets, ballots."""
    return frozenset(ident for (ident,) in book.connection.execute(_OF_SUBMISSION))
