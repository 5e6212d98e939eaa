"""A book that another window writes: what is written there is seen here, and the pen is free
again once that window is closed."""

from __future__ import annotations

import os
from typing import Any

from db.book import Book
from db.known_files import KnownFile, state_of
from db.lock import PenLock
from db.operation import Changes


def writable(book: Book) -> bool:
    """Whether the book could be written at all: neither its file nor its folder is closed."""
    real = book.path.resolve()
    return os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)


class Watch:
    """What was written to the file of a book that is open here to be read only, and to its
    drafts on this laptop."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._seen = self._state()

    def look(self) -> Changes | None:
        """Reads what was written since the last look: everything may be another. None where it
        was written by another laptop: then the book is to be opened anew, which reads it through.

        Raises what :meth:`db.book.Book.reopen` raises, and OSError where the file is gone.
        """
        book, now = self._book, self._state()
        if now == self._seen or book.connection.in_transaction:
            return Changes()
        self._seen = now
        if not KnownFile(book.home, book.id, book.path).is_ours():
            return None
        from db.backups import ALL

        book.reopen()
        return ALL

    def pen_is_free(self) -> bool:
        """Whether nobody writes the book any more. The pen is not kept."""
        pen = PenLock.take(self._book.path)
        if pen is not None:
            pen.release()
        return pen is not None

    def _state(self) -> tuple[Any, ...]:
        drafts = self._book.home.drafts(self._book.id)
        typed = state_of(drafts) if drafts.exists() else None
        return state_of(self._book.path), typed
