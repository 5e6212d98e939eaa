"""The deliveries that our book holds, as they came from below: which of them count.

Every delivery that came stays on record; of those of one session of one book the newest
counts, and a file counts before a form that the unit filled in or we keyed in for it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.change_log import Value, ms_of
from db.exchange import delivery_body
from db.exchange.delivery_body import DeliveryBody
from db.operation import Operation

FILE, EXCEL, PAPER = "file", "excel", "paper"


@dataclass(frozen=True, slots=True)
class Held:
    """One delivery on record; ``unit`` is the code in our book, ``came`` our own claimed time
    in ms, ``root`` and ``key`` office keys in hex ("" for a form)."""

    id: bytes
    unit: str
    source: str  # file | excel | paper
    root: str
    key: str
    digest: str
    came: int
    body: DeliveryBody

    @property
    def order(self) -> tuple[int, int, int, str]:
        """What makes one newer than another of its group."""
        return order(self.body, self.digest)

    @property
    def group(self) -> tuple[str, str, str]:
        """Of one group the newest counts."""
        return group(self.unit, self.source, self.body)


def order(body: DeliveryBody, digest: str) -> tuple[int, int, int, str]:
    """The number of the delivery first, then the claimed time, then which snapshot it is of:
    minutes sent as PDF have neither, and amending ones are newer. Never a tie."""
    return body.seq, body.time, body.snapshot_seq, digest


def group(unit: str, source: str, body: DeliveryBody) -> tuple[str, str, str]:
    """The session of the other book; without one, all that came for the unit on forms."""
    return ("", *body.group) if source == FILE else (unit, "", "")


def held(connection: sqlite3.Connection, campaign: bytes) -> list[Held]:
    """All deliveries of a campaign by unit, the newest of each unit first."""
    found = []
    for ident, unit, source, root, key, text in connection.execute(
        "SELECT id, unit, source, root, key, body FROM delivery WHERE campaign = ? "
        "AND body IS NOT NULL",
        (campaign,),
    ):
        raw = text.encode()
        try:
            body = delivery_body.read(raw)
        except ValueError:  # written by a newer program
            continue
        came = connection.execute(
            "SELECT min(id) FROM change WHERE ent = ? AND fld = 'delivery.body'", (ident,)
        ).fetchone()[0]
        found.append(
            Held(
                ident,
                unit or "",
                source if source in (FILE, EXCEL, PAPER) else FILE,
                root or "",
                key or "",
                hashlib.sha256(raw).hexdigest(),
                ms_of(came),
                body,
            )
        )
    found.sort(key=lambda one: (one.came, one.order), reverse=True)
    return sorted(found, key=lambda one: one.unit)


def standing(found: Iterable[Held]) -> dict[bytes, str]:
    """Why each does not count, by id: "" where it does, "newer" or "replaced_by_file"."""
    found = list(found)
    newest: dict[tuple[str, str, str], Held] = {}
    for one in found:
        best = newest.get(one.group)
        if best is None or one.order > best.order:
            newest[one.group] = one
    with_file = {one.unit for one in found if one.source == FILE}
    why = {}
    for one in found:
        if newest[one.group] is not one:
            why[one.id] = "newer"
        elif one.source != FILE and one.unit in with_file:
            why[one.id] = "replaced_by_file"
        else:
            why[one.id] = ""
    return why


def unit_keys(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """The office keys (hex) that each unit's own books began with, by unit code."""
    found: dict[str, set[str]] = {}
    for code, key in connection.execute(
        "SELECT u.code, k.key FROM unit_key k JOIN unit u ON u.id = k.unit WHERE u.code IS NOT NULL"
    ):
        found.setdefault(code, set()).add(key.hex())
    return found


def keep(operation: Operation, ident: bytes, values: Mapping[str, Value], raw: bytes) -> None:
    """Puts a delivery on record, also one that was there before and was undone."""
    operation.restore("delivery", ident)
    operation.set("delivery", ident, values)
    if "body" not in operation.cells("delivery", ident):
        # Not by set(), which composes a text as a whole: what was signed stays byte for byte.
        operation.append("delivery", ident, "body", [], raw.decode())
