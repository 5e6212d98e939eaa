"""What may go wrong while the window reads the open book, and the sentence for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from db.errors import ThamdinhError
from db.storage import translate
from desktop.messages import sentence
from desktop.session import Session

READ_FAILED = (ThamdinhError, OSError, sqlite3.Error)  # a stick pulled out, a page that is damaged


def read_sentence(session: Session, error: Exception) -> str:
    """The sentence for one of them."""
    if isinstance(error, sqlite3.DatabaseError):
        error = translate(error, session.path)
    return sentence(error)


def saying(session: Session, show: Callable[[str], None]) -> Callable[[Exception], None]:
    """Takes an error and has its sentence shown."""
    return lambda error: show(read_sentence(session, error))
