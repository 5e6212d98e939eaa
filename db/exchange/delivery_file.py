"""The file of a delivery (``.giaonop``): a small database of the same family as a book.

It holds one signed body, the signed snapshot that the body speaks of, and of the log only
the changes that made further office keys, so that whoever knows the book's first key can
prove the others.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from db import schema
from db.change_log import load_office
from db.errors import AlteredFileError, DamagedBookError, ForeignDeliveryError
from db.exchange import delivery_body
from db.exchange.delivery_body import DeliveryBody
from db.exchange.delivery_list import from_snapshot
from db.exchange.foreign import open_foreign
from db.exchange.rows import SnapshotRow
from db.exchange.verify import Content
from db.home import Home
from db.keys import verify
from db.rules.proof import proof_code

APPLICATION_ID = 0x5444474E  # "TDGN"
FORMAT = 1
SUFFIX = ".giaonop"

TABLES: dict[str, str] = {
    **{name: schema.TRAVELLING[name] for name in ("book", "change", "change_op", "op", "snapshot")},
    "delivery": (
        "CREATE TABLE delivery(body BLOB NOT NULL, sig BLOB NOT NULL CHECK(length(sig) = 64), "
        "key BLOB NOT NULL CHECK(length(key) = 32)) STRICT"
    ),
}


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery that passed every check that needs no book of ours; ``raw`` was signed."""

    body: DeliveryBody
    raw: bytes
    sig: bytes
    key: bytes
    root: bytes  # the office key that its book began with
    snapshot: bytes

    @property
    def digest(self) -> str:
        """What tells this delivery from any other, SHA-256 in hex."""
        return hashlib.sha256(self.raw).hexdigest()


def write(source: sqlite3.Connection, path: Path, delivery: tuple[bytes, bytes, bytes],
          snapshot: tuple[bytes, int, bytes, bytes, bytes]) -> None:  # fmt: skip
    """Writes a new file at ``path`` from the book behind ``source``: (body, sig, key) and the
    snapshot's row. Raises what sqlite3 raises."""
    book, root = source.execute("SELECT id, office FROM book").fetchone()
    target = sqlite3.connect(path, isolation_level=None)
    try:
        target.execute("PRAGMA journal_mode = DELETE")
        target.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        target.execute(f"PRAGMA user_version = {FORMAT}")
        target.execute("BEGIN")
        for statement in TABLES.values():
            target.execute(statement)
        target.execute("INSERT INTO book VALUES (?, ?)", (book, root))
        ops = source.execute(
            "SELECT DISTINCT op FROM change WHERE ent = ? AND fld >= 'office.' AND fld < 'office/' "
            "ORDER BY op",
            (book,),
        ).fetchall()
        for (op,) in ops:  # the signature is over all changes of an operation
            target.executemany(
                "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)",
                source.execute(
                    "SELECT ent, fld, id, prev, val, who, op FROM change WHERE op = ?", (op,)
                ),
            )
            target.executemany(
                "INSERT INTO op VALUES (?, ?, ?)",
                source.execute("SELECT op, key, sig FROM op WHERE op = ?", (op,)),
            )
        target.execute(
            "INSERT INTO snapshot(session, seq, sig, body, key) VALUES (?, ?, ?, ?, ?)", snapshot
        )
        target.execute("INSERT INTO delivery VALUES (?, ?, ?)", delivery)
        target.execute("COMMIT")
    finally:
        target.close()


def read(path: Path, home: Home, passphrase: str | None = None) -> Parcel:
    """Opens a delivery as if an enemy had made it, and verifies all that it says of itself.

    Raises what ``open_foreign`` raises, AlteredFileError, ForeignDeliveryError.
    """
    with open_foreign(
        path,
        home,
        passphrase=passphrase,
        tables=TABLES,
        application_id=APPLICATION_ID,
        format_=FORMAT,
    ) as foreign:
        try:
            content = Content(foreign.connection, path)
            changes = sum(1 for _ in content.changes())
            if sum(content.signed(op) for op in content.ops()) != changes:
                raise AlteredFileError(path=path, what="operation")
            snapshots = list(content.snapshots())
            rows = foreign.connection.execute("SELECT body, sig, key FROM delivery").fetchall()
            office = load_office(foreign.connection, content.book, content.root)
        except (sqlite3.Error, UnicodeDecodeError) as error:  # cut short by a limit, or no text
            raise DamagedBookError(path=path, detail=str(error)) from error
    if len(rows) != 1 or len(snapshots) != 1 or not all(isinstance(v, bytes) for v in rows[0]):
        raise ForeignDeliveryError(path=path, code="incomplete")
    raw, sig, key = rows[0]
    if key not in office or not verify(key, sig, raw):
        raise AlteredFileError(path=path, what="delivery")
    try:
        body = delivery_body.read(raw)
    except ValueError as error:
        raise ForeignDeliveryError(path=path, code="unreadable", detail=str(error)) from error
    if body.book != content.book.hex():
        raise AlteredFileError(path=path, what="delivery")
    _agrees(path, body, snapshots[0])
    return Parcel(body, raw, sig, key, content.root, snapshots[0].body)


def _agrees(path: Path, body: DeliveryBody, row: SnapshotRow) -> None:
    """That the list is the frozen one: the snapshot's digest, proof code and every result."""
    digest = hashlib.sha256(row.body)
    if (body.session, body.snapshot_seq, body.digest) != (
        row.session.hex(),
        row.seq,
        digest.hexdigest(),
    ):
        raise AlteredFileError(path=path, what="snapshot")
    if body.proof_code != proof_code(digest.digest()):
        raise ForeignDeliveryError(path=path, code="proof_code")
    if not from_snapshot(row.body).same_as(body):
        raise ForeignDeliveryError(path=path, code="list_differs")


def is_delivery(path: Path) -> bool:
    """Whether the header says so; what cannot be read is none."""
    try:
        with path.open("rb") as stream:
            header = stream.read(100)
    except OSError:
        return False
    application = APPLICATION_ID.to_bytes(4, "big")
    return header.startswith(b"SQLite format 3\0") and header[68:72] == application
