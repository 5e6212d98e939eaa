"""The last files that were merged on this laptop."""

from __future__ import annotations

from dataclasses import dataclass

from db.book import Book


@dataclass(frozen=True, slots=True)
class LastMerge:
    """``time`` in ms since 1970 by this laptop; ``files`` were merged then, together."""

    time: int
    files: int
    ballots: int


def last_merge(book: Book) -> LastMerge | None:
    """The newest merge into this file that is not undone, or None."""
    found = book.connection.execute(
        "SELECT time, count(*), sum(ballots) FROM taken_in "
        "WHERE time = (SELECT max(time) FROM taken_in) GROUP BY time"
    ).fetchone()
    return None if found is None else LastMerge(*found)
