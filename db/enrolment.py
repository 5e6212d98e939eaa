"""Enrolment: the one-time secret in a member's copy, and the new key's answer to it.

``copy --for`` puts a secret into the copy's local table; the key that the member makes there
answers it in the log; the office that issued the secret confirms the key by itself, once. The
secret never enters the log: only its HMAC over book, member and key does.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sqlite3

from db.book import Book
from db.home import write_private
from db.keys import Signer, has_member_key, make_member_key, member_key
from db.kinds import ANSWER
from db.operation import Changes, Operation

_LOCAL = "enrol"
_FILE = "enrolments.json"
_SECRET = 32
_BASIS = "enrolment "


def issue(book: Book, member: bytes) -> bytes:
    """Makes and keeps a one-time secret for a member's copy. Raises NoOfficeKeyError."""
    book.require_office()
    secret = os.urandom(_SECRET)
    kept = _issued(book)
    kept.setdefault(member.hex(), []).append(secret.hex())
    write_private(book.home.keys(book.id) / _FILE, json.dumps(kept).encode())
    return secret


def put_into(connection: sqlite3.Connection, member: bytes, secret: bytes) -> None:
    """Puts the secret into a copy that is being made, inside the caller's transaction."""
    connection.execute("INSERT INTO local(name, value) VALUES (?, ?)", (_LOCAL, member + secret))


def awaited(book: Book) -> bytes | None:
    """The member whose key this copy waits for, or None."""
    found = _secret(book)
    return None if found is None else found[0]


def signer_of(book: Book, member: bytes, pin: str) -> tuple[Signer, Changes]:
    """The member's key opened by its PIN, made under it where there is none. Where this copy
    waits for that member, the key answers its secret, and the secret is gone.

    Raises WeakPinError, WrongPinError, FileUnusableError.
    """
    if has_member_key(book.home, book.id, member):
        signer = member_key(book.home, book.id, member, pin)
    else:
        signer = make_member_key(book.home, book.id, member, pin)
    return signer, _answer_secret(book, member, signer)


def renew_key(book: Book, member: bytes, pin: str) -> tuple[Signer, Changes]:
    """A new key of the member under a new PIN, where the old PIN is forgotten. What was handed
    in under the old key stays valid. In a new copy from the office it confirms itself.

    Raises WeakPinError, FileUnusableError.
    """
    signer = make_member_key(book.home, book.id, member, pin)
    return signer, _answer_secret(book, member, signer)


def _answer_secret(book: Book, member: bytes, signer: Signer) -> Changes:
    """Where this copy waits for that member's key, the key answers, and the secret is gone."""
    found = _secret(book)
    if found is None or found[0] != member or book.readonly:
        return Changes()
    with book.write(signer=signer) as operation:
        field = f"{ANSWER.partition('.')[2]}{signer.public.hex()}"
        answer = _answer(found[1], book.id, member, signer.public)
        operation.append("member", member, field, [], answer)
        book.connection.execute("DELETE FROM local WHERE name = ?", (_LOCAL,))
    return operation.changes


def confirm_answers(book: Book, operation: Operation) -> list[bytes]:
    """Confirms the keys that answered a secret of this office, each secret once; the members.

    Called by a merge inside its transaction, where this laptop holds the office key.
    """
    confirmed = []
    for member_hex, secrets in _issued(book).items():
        member = bytes.fromhex(member_hex)
        there = operation.connection.execute("SELECT 1 FROM member WHERE id = ?", (member,))
        if there.fetchone() is None:  # taken off the panel meanwhile
            continue
        cells = operation.cells("member", member)
        used = {cell.value for name, cell in cells.items() if name.startswith("key:")}
        for public, answer in _answers(operation.connection, member):
            if any(f"{name}:{public.hex()}" in cells for name in ("key", "withdrawn")):
                continue
            for secret in map(bytes.fromhex, secrets):
                basis = _BASIS + hashlib.sha256(secret).hexdigest()[:16]
                right = _answer(secret, book.id, member, public)
                if basis not in used and hmac.compare_digest(answer.encode(), right.encode()):
                    # Not set(): that would settle a deletion that waits for a person.
                    operation.append("member", member, f"key:{public.hex()}", [], basis)
                    used.add(basis)
                    confirmed.append(member)
                    break
    return confirmed


def _answers(connection: sqlite3.Connection, member: bytes) -> list[tuple[bytes, str]]:
    """(key, answer) that a member's new keys wrote, each signed by the very key it names."""
    found = []
    for fld, val, key in connection.execute(
        "SELECT c.fld, c.val, o.key FROM change c JOIN op o ON o.op = c.op "
        "WHERE c.ent = ? AND c.fld >= ? AND c.fld < ? ORDER BY c.id",
        (member, ANSWER, ANSWER[:-1] + ";"),
    ):
        if isinstance(val, str) and fld == ANSWER + key.hex():
            found.append((key, val))
    return found


def _answer(secret: bytes, book: bytes, member: bytes, public: bytes) -> str:
    return hmac.new(secret, book + member + public, hashlib.sha256).hexdigest()


def _secret(book: Book) -> tuple[bytes, bytes] | None:
    found = book.connection.execute("SELECT value FROM local WHERE name = ?", (_LOCAL,)).fetchone()
    if found is None or not isinstance(found[0], bytes) or len(found[0]) != 16 + _SECRET:
        return None
    return found[0][:16], found[0][16:]


def _issued(book: Book) -> dict[str, list[str]]:
    """Secrets issued on this laptop, by member, in hex; a damaged file counts as none."""
    path = book.home.root / "keys" / book.id.hex() / _FILE
    try:
        content = json.loads(path.read_bytes())
        return {
            member: [secret for secret in secrets if len(bytes.fromhex(secret)) == _SECRET]
            for member, secrets in content.items()
            if len(bytes.fromhex(member)) == 16
        }
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
