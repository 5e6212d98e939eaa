"""Drafts: marks and comments not handed in yet, in the laptop's own file, never in a book.

Scoring is blind by construction: a book that travels holds no draft. Every call is one
durable transaction, so a crash loses at most the mark that is being typed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from db import sealed_drafts, second_drafts
from db.errors import FileUnusableError
from db.sealed_drafts import SealedDrafts
from db.second_drafts import SecondDrafts
from db.storage import connect, transaction, translate

_DDL = (
    "CREATE TABLE IF NOT EXISTS mark(member BLOB NOT NULL, submission BLOB NOT NULL, "
    "criterion TEXT NOT NULL, mark INTEGER NOT NULL, "
    "PRIMARY KEY(member, submission, criterion)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS note(member BLOB NOT NULL, submission BLOB NOT NULL, "
    "comment TEXT NOT NULL, reason TEXT NOT NULL, "
    "PRIMARY KEY(member, submission)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS why(member BLOB NOT NULL, submission BLOB NOT NULL, "
    "criterion TEXT NOT NULL, reason TEXT NOT NULL, "
    "PRIMARY KEY(member, submission, criterion)) STRICT, WITHOUT ROWID",
    *second_drafts.DDL,
    *sealed_drafts.DDL,
)


@dataclass(slots=True)
class Draft:
    """A member's unfinished ballot: marks in hundredths by criterion, comment, the reason of a
    new version, reasons of single marks by criterion. ``keyed`` is who entered a paper ballot,
    and how (see ``db.second_entry``)."""

    marks: dict[str, int] = field(default_factory=dict)
    comment: str = ""
    reason: str = ""
    why: dict[str, str] = field(default_factory=dict)
    keyed: dict[str, Any] = field(default_factory=dict)


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
        self.second = SecondDrafts(self._connection, path)
        self.sealed = SealedDrafts(self._connection, path)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def get(self, member: bytes, submission: bytes) -> Draft | None:
        """The draft, or None where nothing is kept."""
        if self.sealed.holds(member):
            content = self.sealed.get(submission)
            return None if content is None else _read(content)
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
        why = self._connection.execute(
            "SELECT criterion, reason FROM why WHERE member = ? AND submission = ?",
            (member, submission),
        )
        comment, reason = note or ("", "")
        return Draft(marks, comment, reason, dict(why.fetchall()))

    def of(self, member: bytes) -> dict[bytes, dict[str, int]]:
        """All drafts of a member: marks by submission (those with a note only are empty)."""
        if self.sealed.holds(member):
            return {ident: _read(content).marks for ident, content in self.sealed.all().items()}
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

    def some(self, member: bytes, submissions: Sequence[bytes]) -> dict[bytes, dict[str, int]]:
        """The same of these submissions only."""
        if self.sealed.holds(member):
            every = self.of(member)
            return {ident: every[ident] for ident in submissions if ident in every}
        named = f"WHERE member = ? AND submission IN ({', '.join('?' * len(submissions))})"
        values = (member, *submissions)
        found: dict[bytes, dict[str, int]] = {
            submission: {}
            for (submission,) in self._connection.execute(
                f"SELECT submission FROM note {named}", values
            )
        }
        for submission, criterion, mark in self._connection.execute(
            f"SELECT submission, criterion, mark FROM mark {named}", values
        ):
            found.setdefault(submission, {})[criterion] = mark
        return found

    def set_mark(self, member: bytes, submission: bytes, criterion: str, mark: int | None) -> None:
        """Keeps one mark; None takes it away."""
        if self.sealed.holds(member):
            kept = self.get(member, submission) or Draft()
            kept.marks.pop(criterion, None)
            kept.marks |= {} if mark is None else {criterion: mark}
            self._seal(submission, kept)
            return
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
        if self.sealed.holds(member):
            kept = self.get(member, submission) or Draft()
            kept.comment, kept.reason = comment, reason
            self._seal(submission, kept)
            return
        with transaction(self._connection, self._path):
            self._note(member, submission, comment, reason)

    def set_why(self, member: bytes, submission: bytes, why: Mapping[str, str]) -> None:
        """Keeps the reasons of single marks, by criterion, in place of those kept before."""
        if self.sealed.holds(member):
            kept = self.get(member, submission) or Draft()
            kept.why = dict(why)
            self._seal(submission, kept)
            return
        with transaction(self._connection, self._path):
            self._put_why(member, submission, why)

    def start(
        self,
        member: bytes,
        submission: bytes,
        marks: Mapping[str, int],
        comment: str,
        reason: str,
        why: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Puts a whole draft in place of what is kept."""
        if self.sealed.holds(member):
            self._seal(submission, Draft(dict(marks), comment, reason, dict(why)))
            return
        with transaction(self._connection, self._path):
            self._delete(member, submission)
            self._put(member, submission, marks, comment, reason)
            self._put_why(member, submission, why)

    def start_all(self, member: bytes, drafts: Mapping[bytes, Draft]) -> None:
        """Puts whole drafts, by submission, in place of what is kept: all of them or none."""
        with transaction(self._connection, self._path):
            for submission, draft in drafts.items():
                self._delete(member, submission)
                self._put(member, submission, draft.marks, draft.comment, draft.reason)

    def drop(self, member: bytes, submission: bytes) -> None:
        """Forgets a draft: it was handed in, or given up."""
        if self.sealed.holds(member):
            self.sealed.drop(submission)
            return
        with transaction(self._connection, self._path):
            self._delete(member, submission)

    def _seal(self, submission: bytes, kept: Draft) -> None:
        content = {"marks": kept.marks, "comment": kept.comment, "reason": kept.reason}
        self.sealed.put(submission, {**content, "why": kept.why})

    def _put_why(self, member: bytes, submission: bytes, why: Mapping[str, str]) -> None:
        self._connection.execute(
            "DELETE FROM why WHERE member = ? AND submission = ?", (member, submission)
        )
        self._connection.executemany(
            "INSERT INTO why VALUES (?, ?, ?, ?)",
            [(member, submission, code, text) for code, text in why.items() if text.strip()],
        )

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
        for table in ("mark", "note", "why"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE member = ? AND submission = ?", (member, submission)
            )
        self.second.forget(member, submission)


def _read(content: Mapping[str, Any]) -> Draft:
    """A draft as it was sealed."""
    return Draft(
        {str(code): int(mark) for code, mark in content.get("marks", {}).items()},
        str(content.get("comment", "")),
        str(content.get("reason", "")),
        {str(code): str(text) for code, text in content.get("why", {}).items()},
    )
