"""Results of a unit without the program: keyed in from paper, or out of the form that we issue.

Nobody signed them but our own office that entered them; the control totals that the unit
states stand beside what its list adds up to.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from db.book import Book
from db.change_log import Value
from db.errors import KeyInError, UnknownCodeError
from db.exchange import delivery_body
from db.exchange.delivery_body import Decided, DeliveryBody, KindCounts, Line, Totals
from db.exchange.held import EXCEL, PAPER, held, keep
from db.operation import Changes, Operation
from db.records import Campaign, Unit
from db.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Keyed:
    """What a unit states; ``lines`` may be empty where there are only totals."""

    lines: tuple[Line, ...] = ()
    totals: Totals | None = None
    counts: Mapping[str, KindCounts] = field(default_factory=dict)
    decision: Decided | None = None
    minutes_no: str = ""
    date: str | None = None
    source: str = PAPER


def key_in(book: Book, campaign: Campaign, unit: str, keyed: Keyed) -> Changes:
    """Records the results of a unit; a later entry for it replaces this one on the desk.

    Raises NoOfficeKeyError, UnknownCodeError (unit), KeyInError (no_lines, twice,
    decided_without, reason).
    """
    book.require_office()
    known = Surroundings(book.connection, campaign).units.get(unit)
    if known is None:
        raise UnknownCodeError(kind="unit", code=unit)
    check(keyed)
    with book.write() as operation:
        stored(book, operation, campaign, known, keyed)
    return operation.changes


def check(keyed: Keyed) -> None:
    """Whether it can be recorded at all. Raises KeyInError."""
    for line in keyed.lines:
        said = (line.title, line.subject, line.post, line.field, line.self_class, line.reason)
        if any(len(text) > delivery_body.LONGEST for text in said):
            raise KeyInError(what="too_long", code=line.code)
    if not keyed.lines and keyed.totals is None:
        raise KeyInError(what="no_lines")
    seen = set()
    for line in keyed.lines:
        if (line.kind, line.code) in seen:
            raise KeyInError(what="twice", code=line.code)
        seen.add((line.kind, line.code))
        if line.decided_class is None:
            continue
        if keyed.decision is None:
            raise KeyInError(what="decided_without")
        if line.decided_class != line.class_name and line.class_name and not line.reason:
            raise KeyInError(what="reason", code=line.code)


def stored(
    book: Book, operation: Operation, campaign: Campaign, unit: Unit, keyed: Keyed
) -> None:
    """Writes the row inside an operation; ``keyed`` has passed :func:`check`."""
    past = [h for h in held(operation.connection, campaign.id) if _on_form(h.source, h.unit, unit)]
    seq = max((h.body.seq for h in past), default=0) + 1
    body = replace(_body(campaign, unit, keyed), time=book.clock(), seq=seq)
    values: dict[str, Value] = {
        "campaign": campaign.id,
        "unit": unit.code,
        "source": keyed.source if keyed.source in (EXCEL, PAPER) else PAPER,
        "seq": body.seq,
        "time": body.time,
    }
    keep(operation, os.urandom(16), values, delivery_body.write(body))
    operation.derive()  # the next form of this unit is to see it


def same_results(book: Book, campaign: Campaign, unit: Unit, keyed: Keyed) -> bool:
    """Whether the newest form of the unit says the very same."""
    past = [h for h in held(book.connection, campaign.id) if _on_form(h.source, h.unit, unit)]
    if not past:
        return False
    newest = max(past, key=lambda h: h.order)
    mine = delivery_body.write(_body(campaign, unit, keyed))
    return delivery_body.write(replace(newest.body, time=0, seq=0)) == mine


def _on_form(source: str, of: str, unit: Unit) -> bool:
    return source in (EXCEL, PAPER) and of == unit.code


def _body(campaign: Campaign, unit: Unit, keyed: Keyed) -> DeliveryBody:
    return DeliveryBody(
        book="",
        campaign=campaign.id.hex(),
        year=campaign.year,
        body=unit.name,
        unit=unit.code,
        parent=campaign.body,
        session="",
        number=0,
        minutes_no=keyed.minutes_no,
        date=keyed.date,
        snapshot_seq=0,
        digest="",
        proof_code="",
        time=0,
        seq=0,
        illustrative=False,
        decision=keyed.decision,
        lines=keyed.lines,
        counts=keyed.counts,
        totals=keyed.totals,
    )
