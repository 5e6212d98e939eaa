"""What a delivery is beside all others of its batch and beside what our book holds: whose it
is, whether its key may speak for that unit, whether it is new, here already, or too late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.book import Book
from db.change_log import Value
from db.exchange.addressing import address
from db.exchange.delivery_file import Parcel
from db.exchange.held import FILE, Held, held, keep, order, unit_keys
from db.exchange.reports import FileReport, Verdict
from db.keys import fingerprint, same_fingerprint
from db.operation import Operation
from db.surroundings import Surroundings, campaigns


@dataclass(slots=True)
class ReadFile:
    """A file and what is in it, or why not; then what is to become of it."""

    path: Path
    parcel: Parcel | None
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    unit: str | None = None
    campaign: bytes = b""
    verdict: Verdict = Verdict.REFUSED

    def refuse(self, code: str, **facts: Any) -> None:
        """Says why it is not taken."""
        assert self.parcel is not None
        body = self.parcel.body
        told = {"body": body.body, "unit": body.unit, "parent": body.parent, "year": body.year}
        self.code, self.facts = code, {**told, **facts}

    def report(self) -> FileReport:
        parcel = self.parcel
        if parcel is None:
            return FileReport(self.path, self.verdict, None, self.code, self.facts)
        return FileReport(
            self.path,
            self.verdict,
            self.unit,
            self.code,
            self.facts,
            parcel.body.proof_code,
            parcel.body.year,
            fingerprint(parcel.root),
            parcel.body.decision is not None,
        )


class Judge:
    """Says of each file what it is beside all others and beside what the book holds."""

    def __init__(self, book: Book, units: Mapping[str, str], trust: Mapping[str, str]) -> None:
        self._book, self._units, self._trust = book, units, trust
        self._by_year = {c.year: c for c in campaigns(book.connection)}
        self._around = {
            year: Surroundings(book.connection, c) for year, c in self._by_year.items()
        }
        self._held: dict[bytes, list[Held]] = {
            c.id: held(book.connection, c.id) for c in self._by_year.values()
        }
        self._known = {
            one.body.book: one.unit
            for found in self._held.values()
            for one in found
            if one.source == FILE
        }
        self._keys = unit_keys(book.connection)
        self._new: list[ReadFile] = []

    def files(self, read: Sequence[ReadFile]) -> list[FileReport]:
        """The verdicts in the order given; the newest is known only when all are read."""
        sound = [one for one in read if one.parcel is not None and self._addressed(one)]
        for one in sound:
            self._check_key(one, sound)
        taken: dict[str, ReadFile] = {}
        for one in sorted((o for o in sound if not o.code), key=_newness, reverse=True):
            self._place(one, taken)
        return [one.report() for one in read]

    def store(self, operation: Operation) -> None:
        """Writes what was not here yet, older ones too: all that came stands on record."""
        for one in self._new:
            parcel = one.parcel
            assert parcel is not None and one.unit is not None
            ident = operation.row_id("delivery", one.campaign, f"{FILE} {parcel.digest}")
            values: dict[str, Value] = {
                "campaign": one.campaign,
                "unit": one.unit,
                "source": FILE,
                "book": parcel.body.book,
                "session": parcel.body.session,
                "seq": parcel.body.seq,
                "time": parcel.body.time,
                "proof_code": parcel.body.proof_code,
                "root": parcel.root.hex(),
                "key": parcel.key.hex(),
                "sig": parcel.sig.hex(),
            }
            keep(operation, ident, values, parcel.raw)
            unit = self._around[parcel.body.year].units[one.unit]
            if parcel.root.hex() not in self._keys.get(one.unit, ()):
                basis = "fingerprint" if one.unit in self._trust else "first"
                operation.set("unit", unit.id, {f"key:{parcel.root.hex()}": basis})

    def _addressed(self, one: ReadFile) -> bool:
        parcel = one.parcel
        assert parcel is not None
        body = parcel.body
        campaign = self._by_year.get(body.year)
        if body.book == self._book.id.hex():
            one.refuse("own")
        elif campaign is None:
            one.refuse("no_campaign")
        else:
            one.campaign = campaign.id
            units = self._around[body.year].units
            chosen = self._units.get(one.path.name)
            found = address(body, campaign, units, self._known, chosen)
            one.unit = found.unit
            if found.unit is None:
                one.refuse(found.code, candidates=found.candidates)
        return not one.code

    def _check_key(self, one: ReadFile, others: Sequence[ReadFile]) -> None:
        """The first delivery of a unit fixes the office key of its book; another is refused
        until somebody has compared the fingerprint."""
        parcel, unit = one.parcel, one.unit
        assert parcel is not None and unit is not None
        root, mine = parcel.root.hex(), fingerprint(parcel.root)
        known = self._keys.get(unit, set())
        if root in known or same_fingerprint(self._trust.get(unit, ""), parcel.root):
            return
        owner = next((u for u, keys in sorted(self._keys.items()) if root in keys), None)
        if known:
            first = fingerprint(bytes.fromhex(min(known)))
            one.refuse("other_key", fingerprint=mine, known=first)
        elif owner is not None:
            one.refuse("key_of_other", fingerprint=mine, owner=owner)
        elif any(o.unit == unit and o.parcel and o.parcel.root != parcel.root for o in others):
            one.refuse("two_keys", fingerprint=mine)

    def _place(self, one: ReadFile, taken: dict[str, ReadFile]) -> None:
        """Called with the newest first: whether it is here already, or came too late."""
        parcel = one.parcel
        assert parcel is not None
        here = [h for h in self._held[one.campaign] if h.source == FILE]
        if parcel.digest in taken or any(h.digest == parcel.digest for h in here):
            one.verdict = Verdict.DUPLICATE
            return
        rivals = [h.order for h in here if h.body.group == parcel.body.group]
        rivals += [
            order(other.parcel.body, other.parcel.digest)
            for other in taken.values()
            if other.parcel is not None and other.parcel.body.group == parcel.body.group
        ]
        mine = order(parcel.body, parcel.digest)
        one.verdict = Verdict.OLDER if any(r > mine for r in rivals) else Verdict.RECEIVED
        taken[parcel.digest] = one
        self._new.append(one)


def _newness(one: ReadFile) -> tuple[int, int, int, str]:
    assert one.parcel is not None
    return order(one.parcel.body, one.parcel.digest)
