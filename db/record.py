"""The record inside signed minutes: the frozen body and the ballots it names, as they were signed.

Canonical JSON (UTF-8, keys sorted, no spaces). The signed texts stand in it letter for letter, so
that anybody can check them years later without the book: the snapshot's SHA-256 gives the proof
code, the snapshot names every ballot by its BLAKE2b-128, and each ballot bears its own signature.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.amendments import chain
from db.ballot_picture import is_paper, read_body
from db.book import Book
from db.errors import DamagedBookError
from db.frozen_picture import digest_of
from db.rules.proof import proof_code
from db.sessions import Snapshot

FORMAT = "thamdinh-record-1"
LARGEST = 64 * 1024**2  # bytes


@dataclass(frozen=True, slots=True)
class SignedText:
    """Bytes with the Ed25519 signature over them and the public key that made it."""

    body: bytes
    sig: bytes
    key: bytes

    @property
    def id(self) -> bytes:
        """What names a ballot: BLAKE2b-128 of its body."""
        return hashlib.blake2b(self.body, digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class RecordMember:
    """A member of the panel: id, code, and the keys that signed the ballots in the record."""

    id: bytes
    code: str
    keys: frozenset[bytes]


@dataclass(frozen=True, slots=True)
class Record:
    """What a record holds. ``office`` are the office's public keys that signed anything in it;
    ``root`` is the one that the book began with."""

    book: bytes
    root: bytes
    office: frozenset[bytes]
    session: bytes
    seq: int
    snapshot: SignedText
    members: tuple[RecordMember, ...]
    ballots: tuple[SignedText, ...]
    amended: tuple[SignedText, ...] = ()
    """Of amending minutes: the snapshots that they amend, the first minutes first."""

    @property
    def digest(self) -> str:
        """SHA-256 of the snapshot in hex."""
        return hashlib.sha256(self.snapshot.body).hexdigest()

    def code(self) -> str:
        """Mã đối chiếu. Takes about a tenth of a second."""
        return proof_code(hashlib.sha256(self.snapshot.body).digest())


def record_of(book: Book, snapshot: Snapshot) -> bytes:
    """The record of a frozen session; the same snapshot always gives the same bytes.

    Raises DamagedBookError where a ballot that the snapshot names is not in the book.
    """
    content = read_body(snapshot.body)
    wanted = [bytes.fromhex(ballot["id"]) for ballot in _named(content)]
    codes: dict[bytes, str] = {}
    keys: dict[bytes, set[bytes]] = {}
    office = {snapshot.key}
    office |= {s.key for s in chain(book.connection, snapshot.session, digest_of(snapshot.body))}
    ballots = []
    for ident, named in sorted(zip(wanted, _named(content), strict=True), key=lambda pair: pair[0]):
        row = book.connection.execute(
            "SELECT member, body, sig, key FROM ballot WHERE id = ?", (ident,)
        ).fetchone()
        if row is None:
            raise DamagedBookError(path=book.path, detail=f"ballot {ident.hex()}")
        member, body, sig, key = row
        codes[member] = str(named["member"])
        if is_paper(read_body(body)):
            office.add(key)
        else:
            keys.setdefault(member, set()).add(key)
        ballots.append(_text(SignedText(body, sig, key)))
    return _exactly(
        {
            "format": FORMAT,
            "book": book.id.hex(),
            "root": book.root.hex(),
            "office": sorted(key.hex() for key in office),
            "session": snapshot.session.hex(),
            "seq": snapshot.seq,
            "snapshot": _text(SignedText(snapshot.body, snapshot.sig, snapshot.key)),
            "members": [
                {
                    "id": member.hex(),
                    "code": code,
                    "keys": sorted(key.hex() for key in keys.get(member, ())),
                }
                for member, code in sorted(codes.items())
            ],
            "ballots": ballots,
            **_amended(book, snapshot),
        }
    )


def _amended(book: Book, snapshot: Snapshot) -> dict[str, Any]:
    """The snapshots that an amending one amends, so that every difference can be found anew."""
    former = chain(book.connection, snapshot.session, digest_of(snapshot.body))[:-1]
    if not former:
        return {}
    return {"amended": [_text(SignedText(each.body, each.sig, each.key)) for each in former]}


def read_record(raw: bytes) -> Record:
    """The record that the bytes spell. Raises ValueError for anything that is not one."""
    if len(raw) > LARGEST:
        raise ValueError("too large")
    try:
        content = json.loads(raw)
        if content["format"] != FORMAT:
            raise ValueError("format")
        if type(content["seq"]) is not int:
            raise ValueError("seq")
        return Record(
            book=_bytes(content["book"], 16),
            root=_bytes(content["root"], 32),
            office=frozenset(_bytes(key, 32) for key in content["office"]),
            session=_bytes(content["session"], 16),
            seq=content["seq"],
            snapshot=_signed(content["snapshot"]),
            members=tuple(
                RecordMember(
                    _bytes(member["id"], 16),
                    _word(member["code"]),
                    frozenset(_bytes(key, 32) for key in member["keys"]),
                )
                for member in content["members"]
            ),
            ballots=tuple(_signed(ballot) for ballot in content["ballots"]),
            amended=tuple(_signed(each) for each in content.get("amended", ())),
        )
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("not a record") from error


def _named(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [ballot for s in content["submissions"] for ballot in s["ballots"]]


def _exactly(content: object) -> bytes:
    """As ``canonical.dumps``, but no text is composed anew: the signed ones stay as signed."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _text(signed: SignedText) -> dict[str, str]:
    return {"body": signed.body.decode(), "sig": signed.sig.hex(), "key": signed.key.hex()}


def _signed(said: Mapping[str, Any]) -> SignedText:
    return SignedText(
        _word(said["body"]).encode(), _bytes(said["sig"], 64), _bytes(said["key"], 32)
    )


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value


def _bytes(value: object, size: int) -> bytes:
    found = bytes.fromhex(_word(value))
    if len(found) != size:
        raise ValueError("length")
    return found

