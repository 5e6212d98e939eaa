"""Drafts under a member's own key, on a laptop that goes from hand to hand (chuyền máy).

Without the key, which lies under the member's PIN, nobody reads them: not the next member, not
the office whose laptop it is.
"""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from db.storage import transaction

_NONCE = 12
_ON = "passing"

DDL = (
    "CREATE TABLE IF NOT EXISTS sealed(member BLOB NOT NULL, submission BLOB NOT NULL, "
    "content BLOB NOT NULL, PRIMARY KEY(member, submission)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS place(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)


class SealedDrafts:
    """One durable transaction a write, as for plain drafts; ``content`` is a JSON object."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path
        self._member: bytes | None = None
        self._cipher: ChaCha20Poly1305 | None = None

    def open(self, member: bytes, key: bytes) -> None:
        """From now on that member's drafts are read and written here, under ``key`` (32 bytes)."""
        self._member, self._cipher = member, ChaCha20Poly1305(key)

    def lock(self) -> None:
        """Forgets the key."""
        self._member, self._cipher = None, None

    def holds(self, member: bytes) -> bool:
        """Whether that member's drafts are open."""
        return member == self._member

    def get(self, submission: bytes) -> dict[str, Any] | None:
        """What is kept of the open member, None where nothing is or another key sealed it."""
        found = self._connection.execute(
            "SELECT content FROM sealed WHERE member = ? AND submission = ?",
            (self._member, submission),
        ).fetchone()
        return None if found is None else self._read(submission, found[0])

    def all(self) -> dict[bytes, dict[str, Any]]:
        """Everything of the open member, by submission."""
        found = self._connection.execute(
            "SELECT submission, content FROM sealed WHERE member = ?", (self._member,)
        ).fetchall()
        read = {submission: self._read(submission, content) for submission, content in found}
        return {submission: content for submission, content in read.items() if content is not None}

    def put(self, submission: bytes, content: dict[str, Any]) -> None:
        """Keeps it."""
        assert self._cipher is not None and self._member is not None
        nonce = os.urandom(_NONCE)
        plain = json.dumps(content, ensure_ascii=False).encode()
        sealed = nonce + self._cipher.encrypt(nonce, plain, self._member + submission)
        with transaction(self._connection, self._path):
            self._connection.execute(
                "INSERT OR REPLACE INTO sealed VALUES (?, ?, ?)", (self._member, submission, sealed)
            )

    def drop(self, submission: bytes) -> None:
        """Forgets one."""
        with transaction(self._connection, self._path):
            self._connection.execute(
                "DELETE FROM sealed WHERE member = ? AND submission = ?",
                (self._member, submission),
            )

    @property
    def on_the_way(self) -> bool:
        """Whether the laptop goes from hand to hand, also after a power cut."""
        return bool(self.place(_ON))

    def send_off(self, *, away: bool) -> None:
        """The laptop goes round from now on, or is back."""
        self.keep_place(_ON, "1" if away else "")

    def place(self, name: str) -> str:
        """What :meth:`keep_place` kept, "" where nothing is."""
        found = self._connection.execute(
            "SELECT value FROM place WHERE name = ?", (name,)
        ).fetchone()
        return "" if found is None else str(found[0])

    def keep_place(self, name: str, value: str) -> None:
        """Remembers where somebody is, so that a power cut loses nothing; "" forgets it."""
        if value == self.place(name):
            return
        with transaction(self._connection, self._path):
            self._connection.execute("DELETE FROM place WHERE name = ?", (name,))
            if value:
                self._connection.execute("INSERT INTO place VALUES (?, ?)", (name, value))

    def _read(self, submission: bytes, sealed: bytes) -> dict[str, Any] | None:
        assert self._cipher is not None and self._member is not None
        try:
            plain = self._cipher.decrypt(
                sealed[:_NONCE], sealed[_NONCE:], self._member + submission
            )
        except (InvalidTag, ValueError):  # of a key that was replaced: its PIN is forgotten
            return None
        content = json.loads(plain)
        return content if isinstance(content, dict) else None
