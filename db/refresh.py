"""Brings the picture up to date with what a write, or a merge, touched in the log."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from db import history_picture, picture
from db.ballot_picture import apply_pairs
from db.change_log import Authority, load_authority
from db.dirty import Dirty
from db.frozen_picture import apply_frozen
from db.kinds import KINDS
from db.picture_rows import Row, apply_rows
from db.same_code import SameCode
from db.tallies import apply_dirty

# Above so many touched rows the picture is made anew: quicker, and memory stays small.
_MANY = 50_000


class Refresh:
    """Collects what was touched; :meth:`finish` derives the picture from it.

    Whatever is touched, the result equals a rebuild of the picture from the log.
    """

    def __init__(self, connection: sqlite3.Connection, book: bytes, authority: Authority) -> None:
        self.connection, self.book, self.authority = connection, book, authority
        self.rows: dict[Row, None] = {}
        self.pairs: dict[tuple[bytes, bytes], None] = {}
        self.sessions: dict[bytes, None] = {}
        self.kinds: set[str] = set()
        self._derived: set[Row] = set()
        self._dirty = Dirty(connection)
        self._same_code = SameCode(connection)
        self._whole = False
        self._stale = False  # written to since the last rebuild

    @property
    def scored(self) -> frozenset[bytes]:
        """The submissions whose ballots were touched."""
        return frozenset(submission for submission, _ in self.pairs)

    def touch_row(self, kind: str, ent: bytes) -> None:
        """A cell of that row changed."""
        self.kinds.add(kind)
        self._stale = True
        self._derived.discard((kind, ent))
        if not self._whole:
            self.rows[kind, ent] = None
            self._bound()

    def touch_ballot(self, submission: bytes, member: bytes) -> None:
        """A ballot came in."""
        self.kinds.add("ballot")
        self._stale = True
        if not self._whole:
            self.pairs[submission, member] = None
            self._bound()

    def touch_snapshot(self, session: bytes) -> None:
        """A session was frozen."""
        self.sessions[session] = None
        self.kinds.add("snapshot")
        self._stale = True

    def _bound(self) -> None:
        if len(self.rows) + len(self.pairs) > _MANY:
            self._whole = True
            for remembered in (self.rows, self.pairs, self._derived):
                remembered.clear()

    def derive(self) -> None:
        """Brings the rows up to date with what was written so far."""
        if self._whole:
            (root,) = self.connection.execute("SELECT office FROM book").fetchone()
            self._rebuild(root)
            return
        pending = [row for row in self.rows if row not in self._derived]
        self._apply(pending)
        self._derived.update(pending)

    def _rebuild(self, root: bytes) -> None:
        if self._stale:
            self.authority = picture.rebuild(self.connection, self.book, root)
            self._stale = False

    def finish(self, root: bytes) -> Authority:
        """Brings the whole picture up to date; returns whose signatures count from now on."""
        if self._whole:
            self._rebuild(root)
            self.kinds.update(KINDS)
            return self.authority
        self.derive()
        while any(kind in ("member", "office") for kind, _ in self.rows):
            if not self._renew_authority(root):
                break
        self._same_code.apply()
        apply_pairs(self.connection, self.authority, self.pairs)
        apply_frozen(self.connection, self.authority, self.sessions)
        self._dirty.scored(self.pairs)
        self._dirty.frozen(self.sessions)
        apply_dirty(self.connection, self._dirty)
        history_picture.apply_touched(self.connection, self.rows, self.pairs, self.sessions)
        return self.authority

    def _apply(self, rows: Collection[Row]) -> None:
        self._note(rows)  # what leaves a campaign, a ballot or a session concerns it too
        apply_rows(self.connection, self.authority, rows)
        self._note(rows)

    def _note(self, rows: Iterable[Row]) -> None:
        self._dirty.note(rows)
        self._same_code.note(rows)
        for kind, ent in rows:
            if kind == "void":
                pairs = self.connection.execute(_VOIDED, (ent,)).fetchall()
                self.pairs.update(dict.fromkeys(pairs))
            elif kind in ("unfreeze", "decision"):
                named = self.connection.execute(_OF_SESSION[kind], (ent,)).fetchall()
                for (session,) in named:
                    self.sessions[session] = None
                    self._sent_back(session)

    def _sent_back(self, session: bytes) -> None:
        """A meeting's submissions that are, or were, sent back: another round of them counts."""
        for (submission,) in self.connection.execute(_SENT_BACK, (session,)).fetchall():
            self._dirty.submissions.add(submission)
            handed_in = self.connection.execute(_PAIRS, (submission,)).fetchall()
            self.pairs.update(dict.fromkeys(handed_in))

    def _renew_authority(self, root: bytes) -> bool:
        """Keys were confirmed or withdrawn: what they signed counts differently from now on.

        Returns whether anything changed; once more then, because an office key that is new
        may have confirmed members' keys before.
        """
        old, new = self.authority, load_authority(self.connection, self.book, root)
        changed = (old.office ^ new.office) | {
            key
            for key in old.members.keys() | new.members.keys()
            if old.members.get(key) != new.members.get(key)
        }
        self.authority = new
        for key in changed:
            signed = self.connection.execute(_SIGNED, (key,)).fetchall()
            rows = dict.fromkeys((fld.partition(".")[0], ent) for fld, ent in signed)
            self.rows.update(rows)
            self._apply(rows.keys())
            pairs = self.connection.execute(_HANDED_IN, (key,)).fetchall()
            self.pairs.update(dict.fromkeys(pairs))
            for (session,) in self.connection.execute(_FROZEN_BY, (key,)).fetchall():
                self.sessions[session] = None
        return bool(changed)


_SIGNED = "SELECT DISTINCT c.fld, c.ent FROM op o JOIN change c ON c.op = o.op WHERE o.key = ?"
_HANDED_IN = "SELECT DISTINCT submission, member FROM ballot WHERE key = ?"
_FROZEN_BY = "SELECT DISTINCT session FROM snapshot WHERE key = ?"
_VOIDED = (
    "SELECT b.submission, b.member FROM void v JOIN ballot b ON b.id = v.ballot WHERE v.id = ?"
)
_OF_SESSION = {
    kind: f"SELECT session FROM {kind} WHERE id = ? AND session IS NOT NULL"
    for kind in ("unfreeze", "decision")
}
_SENT_BACK = (
    "SELECT b.submission FROM decision d JOIN sent_back b ON b.decision = d.id WHERE d.session = ?"
)
_PAIRS = "SELECT DISTINCT submission, member FROM ballot WHERE submission = ?"
