"""Drafts: marks and comments not handed in yet, in the laptop's own file, never in a book.

Scoring is blind by construction: a book that travels holds no draft. Every call is one
durable transaction, so a crash loses at most the mark that is being typed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from db.errors import FileUnusableError
from db.storage import connect, transaction, translate

_DDL = (
    "CREATE TABLE IF NOT EXISTS mark(member BLOB NOT NULL, submission BLOB NOT NULL, "
    "criterion TEXT NOT NULL, mark INTEGER NOT NULL, "
    "PRIMARY KEY(member, submission, criterion)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS note(member BLOB NOT NULL, submission BLOB NOT NULL, "
    "comment TEXT NOT NULL, reason TEXT NOT NULL, "
    "PRIMARY KEY(member, submission)) STRICT, WITHOUT ROWID",
)


@dataclass(slots=True)
class Draft:
    """A member's unfinished ballot: marks in hundredths by criterion, comment, reason."""

    marks: dict[str, int] = field(default_factory=dict)
    comment: str = ""
    reason: str = ""


class Drafts:
    """The draft file of one book on this laptop.

    Every call may raise DiskFullError, BookBusyError, DamagedBookError, FileUnusableError;
    what was kept before then stands.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            if not path.exists():
                path.touch(mode=0o600)
            self._connection = connect(path)
            try:
                with transaction(self._connection, path):
                    for statement in _DDL:
                        self._connection.execute(statement)
            except BaseException:
                self._connection.close()
                raise
        except OSError as error:
            raise FileUnusableError(path=path, errno=error.errno) from error
        except sqlite3.DatabaseError as error:
            raise translate(error, path) from error

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def get(self, member: bytes, submission: bytes) -> Draft | None:
        """The draft, or None where nothing is kept."""
        marks = dict(
            self._connection.execute(
                "SELECT criterion, mark FROM mark WHERE member = ? AND submission = ?",
                (member, submission),
            ).fetchall()
        )
        note = self._connection.execute(
            "SELECT comment, reason FROM note WHERE member = ? AND submission = ?",
            (member, submission),
        ).fetchone()
        if not marks and note is None:
            return None
        return Draft(marks, *(note or ("", "")))

    def of(self, member: bytes) -> dict[bytes, dict[str, int]]:
        """All drafts of a member: marks by submission (those with a note only are empty)."""
        found: dict[bytes, dict[str, int]] = {
            submission: {}
            for (submission,) in self._connection.execute(
                "SELECT submission FROM note WHERE member = ?", (member,)
            )
        }
        for submission, criterion, mark in self._connection.execute(
            "SELECT submission, criterion, mark FROM mark WHERE member = ?", (member,)
        ):
            found.setdefault(submission, {})[criterion] = mark
        return found

    def set_mark(self, member: bytes, submission: bytes, criterion: str, mark: int | None) -> None:
        """Keeps one mark; None takes it away."""
        with transaction(self._connection, self._path):
            if mark is None:
                self._connection.execute(
                    "DELETE FROM mark WHERE member = ? AND submission = ? AND criterion = ?",
                    (member, submission, criterion),
                )
            else:
                self._connection.execute(
                    "INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?)",
                    (member, submission, criterion, mark),
                )

    def set_note(self, member: bytes, submission: bytes, comment: str, reason: str) -> None:
        """Keeps the comment, and the reason of a new version."""
        with transaction(self._connection, self._path):
            self._note(member, submission, comment, reason)

    def start(
        self, member: bytes, submission: bytes, marks: Mapping[str, int], comment: str, reason: str
    ) -> None:
        """Puts a whole draft in place of what is kept."""
        with transaction(self._connection, self._path):
            self._delete(member, submission)
            self._put(member, submission, marks, comment, reason)

    def start_all(self, member: bytes, drafts: Mapping[bytes, Draft]) -> None:
        """Puts whole drafts, by submission, in place of what is kept: all of them or none."""
        with transaction(self._connection, self._path):
            for submission, draft in drafts.items():
                self._delete(member, submission)
                self._put(member, submission, draft.marks, draft.comment, draft.reason)

    def drop(self, member: bytes, submission: bytes) -> None:
        """Forgets a draft: it was handed in, or given up."""
        with transaction(self._connection, self._path):
            self._delete(member, submission)

    def _put(
        self, member: bytes, submission: bytes, marks: Mapping[str, int], comment: str, reason: str
    ) -> None:
        self._connection.executemany(
            "INSERT INTO mark VALUES (?, ?, ?, ?)",
            [(member, submission, criterion, mark) for criterion, mark in marks.items()],
        )
        self._note(member, submission, comment, reason)

    def _note(self, member: bytes, submission: bytes, comment: str, reason: str) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?)", (member, submission, comment, reason)
        )

    def _delete(self, member: bytes, submission: bytes) -> None:
        for table in ("mark", "note"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE member = ? AND submission = ?", (member, submission)
            )
