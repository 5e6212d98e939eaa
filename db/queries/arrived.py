"""From whose file a change, or a ballot, came to this laptop."""

from __future__ import annotations

from db.book import Book


def source_of_ballot(book: Book, ballot: bytes) -> str:
    """The same of a ballot."""
    found = book.connection.execute(
        "SELECT t.source FROM origin o JOIN taken_in t ON t.run = o.run WHERE o.id = ?", (ballot,)
    ).fetchone()
    return "" if found is None else str(found[0])


def source_of(book: Book, ent: bytes, fld: str, change: bytes) -> str:
    """What the file that brought a change says of its sender; "" where it was made here, or
    the file does not say."""
    found = book.connection.execute(
        "SELECT t.source FROM change c JOIN origin o ON o.id = c.op "
        "JOIN taken_in t ON t.run = o.run WHERE c.ent = ? AND c.fld = ? AND c.id = ?",
        (ent, fld, change),
    ).fetchone()
    return "" if found is None else str(found[0])
