"""A copy of a book with any number of further changes, signed by its office: for the merge."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from db import schema
from db.book import Book
from db.change_log import Value, change_id, op_message
from db.records import Campaign

_SAVE, _IMPORT = 1000, 10  # changes in one operation; one part in so many is one import alone
_START = 1_700_000_000_000

Cell = tuple[bytes, str, Value]


def write(book: Book, campaign: Campaign, changes: int, path: Path) -> None:
    """The book's log and ``changes`` more: submissions with twelve cells, each with a target of
    four, in operations of 1,000 and one large one, as an import makes it."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("ATTACH ? AS src", (str(book.path),))
        connection.execute("BEGIN")
        schema.create_log(connection)
        for table in ("book", "change", "op", "ballot", "sent", "snapshot"):
            connection.execute(f"INSERT INTO {table} SELECT * FROM src.{table}")
        cells = _cells(campaign.id)
        left = changes
        while left:
            size = min(left, changes // _IMPORT if left == changes else _SAVE)
            _operation(connection, book, list(islice(cells, size)), changes - left)
            left -= size
        connection.execute("COMMIT")
        connection.execute("DETACH src")
    finally:
        connection.close()


def _cells(campaign: bytes) -> Iterator[Cell]:
    """Cells without end; rows lie in the log in no order that they are written in."""
    number = 0
    while True:
        number += 1
        ent = hashlib.blake2b(b"hs%d" % number, digest_size=16).digest()
        values: dict[str, Value] = {
            "campaign": campaign, "code": f"M{number:07}", "kind": "collective",
            "title": f"Mô hình {number} làm theo lời Bác ở khu dân cư", "unit": f"U{number % 50}",
            "subject": f"Chi bộ {number % 997}", "field": "Dân vận", "has_report": 1,
            "registered_on": "2023-02-02", "reported_on": "2023-10-10",
            "content": "Nội dung đăng ký " * 4, "product": "Sản phẩm",
        }  # fmt: skip
        yield from ((ent, f"submission.{name}", value) for name, value in values.items())
        target = hashlib.blake2b(b"ct%d" % number, digest_size=16).digest()
        for name, promised in (("submission", ent), ("name", "Chỉ tiêu"), ("promised", "12")):
            yield target, f"target.{name}", promised


def _operation(connection: sqlite3.Connection, book: Book, cells: list[Cell], at: int) -> None:
    op = hashlib.blake2b(b"op%d" % at, digest_size=16).digest()
    rows = []
    for ent, fld, value in cells:
        ident = change_id(book.id, _START + at, ent, fld, b"", value, "office", op)
        rows.append((ent, fld, ident, b"", value, "office", op))
    connection.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    signer = book.require_office()
    signature = signer.sign(op_message(book.id, op, [row[2] for row in rows]))
    connection.execute("INSERT INTO op VALUES (?, ?, ?)", (op, signer.public, signature))
