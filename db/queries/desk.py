"""The intake desk (bàn tiếp nhận): by unit what came, what counts, what is missing.

Deliveries stand in the log; which files were refused or came twice is this laptop's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db.book import Book
from db.exchange.addressing import addressed_to
from db.exchange.control_totals import Difference, differences
from db.exchange.delivery_body import DeliveryBody, Totals, totals_of
from db.exchange.held import FILE, Held, held, standing, unit_keys
from db.keys import fingerprint
from db.queries.expected import expected_units
from db.records import Campaign, Unit
from db.rules.vietnamese import fold, sort_key
from db.surroundings import Surroundings

_DAY: Final = 24 * 60 * 60 * 1000

RECEIVED, MISSING, REFUSED, EXTRA = "received", "missing", "refused", "extra"


@dataclass(frozen=True, slots=True)
class DeskFile:
    """What became of one file, by its name: verdict as ``receive`` said it, ``code`` and
    ``facts`` for the reason; ``time`` in ms."""

    name: str
    unit: str
    verdict: str  # received | duplicate | older | refused
    code: str
    facts: Mapping[str, Any]
    proof_code: str
    time: int


@dataclass(frozen=True, slots=True)
class DeskDelivery:
    """One delivery on record. ``replaced`` says why it does not count: "" (it counts),
    "newer", "replaced_by_file". ``flags``: undecided, totals_differ, totals_only,
    name_differs, parent_differs, chosen, illustrative, clock_ahead, code_twice."""

    id: bytes
    source: str  # file | excel | paper
    number: int  # of the session, 0 on a form
    minutes_no: str
    date: str | None
    seq: int
    made: int  # claimed by the unit's laptop, ms
    came: int  # claimed by ours, ms
    submissions: int
    proof_code: str
    fingerprint: str
    decision: str  # its number, "" while undecided
    replaced: str
    flags: tuple[str, ...]
    stated: Totals | None
    listed: Totals
    differences: tuple[Difference, ...]

    @property
    def counts(self) -> bool:
        """Whether the roll-up takes it."""
        return not self.replaced


@dataclass(frozen=True, slots=True)
class DeskUnit:
    """One line of the grid. ``state``: received, missing, refused (something came, nothing
    readable), extra (not expected, but it sent)."""

    code: str
    name: str
    expected: bool
    state: str
    deliveries: tuple[DeskDelivery, ...]  # the newest first
    files: tuple[DeskFile, ...]
    fingerprints: tuple[str, ...]

    @property
    def flags(self) -> tuple[str, ...]:
        """What is to be known of what counts."""
        return tuple(dict.fromkeys(f for d in self.deliveries if d.counts for f in d.flags))

    @property
    def sources(self) -> tuple[str, ...]:
        """How what counts came: file, excel, paper."""
        return tuple(dict.fromkeys(d.source for d in self.deliveries if d.counts))

    @property
    def newer_exists(self) -> bool:
        """Whether something that came was replaced by a newer one."""
        return any(d.replaced == "newer" for d in self.deliveries)

    @property
    def duplicates(self) -> int:
        """How many files said what was here already."""
        return sum(one.verdict == "duplicate" for one in self.files)


@dataclass(frozen=True, slots=True)
class Desk:
    """The grid by unit, by name; ``strays`` are refused files whose unit nobody knows."""

    units: tuple[DeskUnit, ...]
    strays: tuple[DeskFile, ...] = field(default_factory=tuple)

    @property
    def missing(self) -> tuple[DeskUnit, ...]:
        """Whom to chase."""
        return tuple(u for u in self.units if u.expected and u.state in (MISSING, REFUSED))

    @property
    def received(self) -> int:
        """How many units sent something that counts."""
        return sum(any(d.counts for d in u.deliveries) for u in self.units)

    @property
    def expected(self) -> int:
        """How many units were to send."""
        return sum(u.expected for u in self.units)


def desk(book: Book, campaign: Campaign, found: Sequence[Held] | None = None) -> Desk:
    """The desk of a campaign as it stands now; ``found`` where the deliveries were read."""
    connection = book.connection
    units = Surroundings(connection, campaign).units
    expected = {unit.code for unit in expected_units(book, campaign)}
    found = held(connection, campaign.id) if found is None else found
    why = standing(found)
    twice = codes_twice(one for one in found if not why[one.id])
    keys = unit_keys(connection)
    files = _files(book, campaign)
    lines = []
    for code in {*expected, *(one.unit for one in found)}:
        unit = units.get(code)
        mine = [one for one in found if one.unit == code]
        here = tuple(one for one in files if one.unit == code)
        deliveries = tuple(_delivery(one, campaign, unit, why[one.id], twice) for one in mine)
        state = RECEIVED if mine else MISSING
        if mine and code not in expected:
            state = EXTRA
        elif not mine and any(one.verdict == "refused" for one in here):
            state = REFUSED
        prints = tuple(sorted(fingerprint(bytes.fromhex(key)) for key in keys.get(code, ())))
        name = unit.name if unit else (mine[0].body.body if mine else code)
        lines.append(DeskUnit(code, name, code in expected, state, deliveries, here, prints))
    lines.sort(key=lambda line: (sort_key(line.name), line.code))
    strays = tuple(f for f in files if f.verdict == "refused" and f.unit not in expected)
    return Desk(tuple(lines), strays)


def codes_twice(counting: Iterable[Held]) -> frozenset[bytes]:
    """Deliveries of one unit that count and say the same submission, by id: two books."""
    seen: dict[tuple[str, str, str], list[bytes]] = {}
    for one in counting:
        for line in one.body.lines:
            seen.setdefault((one.unit, line.kind, line.code), []).append(one.id)
    return frozenset(ident for found in seen.values() if len(found) > 1 for ident in found)


def _delivery(
    one: Held, campaign: Campaign, unit: Unit | None, why: str, twice: frozenset[bytes]
) -> DeskDelivery:
    body = one.body
    found = differences(body)
    return DeskDelivery(
        id=one.id,
        source=one.source,
        number=body.number,
        minutes_no=body.minutes_no,
        date=body.date,
        seq=body.seq,
        made=body.time,
        came=one.came,
        submissions=len(body.lines) or (body.totals.submissions if body.totals else 0),
        proof_code=body.proof_code,
        fingerprint=fingerprint(bytes.fromhex(one.root)) if one.root else "",
        decision=body.decision.document if body.decision else "",
        replaced=why,
        flags=tuple(_flags(one, campaign, unit, bool(found), one.id in twice)),
        stated=body.totals,
        listed=totals_of(body.lines),
        differences=found,
    )


def _flags(
    one: Held, campaign: Campaign, unit: Unit | None, differ: bool, twice: bool
) -> Iterable[str]:
    body: DeliveryBody = one.body
    from_file = one.source == FILE
    said: Sequence[tuple[str, bool]] = (
        ("illustrative", body.illustrative),
        ("undecided", body.decision is None),
        ("totals_differ", differ),
        ("totals_only", not body.lines),
        ("name_differs", from_file and (unit is None or fold(unit.name) != fold(body.body))),
        ("parent_differs", from_file and bool(body.parent) and not addressed_to(body, campaign)),
        ("chosen", from_file and body.unit != one.unit),
        ("clock_ahead", body.time > one.came + _DAY),
        ("code_twice", twice),
    )
    return (flag for flag, there in said if there)


def _files(book: Book, campaign: Campaign) -> list[DeskFile]:
    """The files of this laptop, the latest first."""
    units = {u.code for u in Surroundings(book.connection, campaign).units.values()}
    found = []
    for name, unit, verdict, code, facts, proof, time in book.connection.execute(
        "SELECT name, unit, verdict, code, facts, proof_code, time FROM received_file "
        "WHERE campaign = ? ORDER BY time DESC, name",
        (campaign.id,),
    ):
        told = json.loads(facts)
        whose = unit or (told.get("unit") if told.get("unit") in units else "")
        if code in ("other_body", "unit_unknown", "own"):
            whose = ""  # it says so itself, and nobody believes it
        found.append(DeskFile(name, whose or "", verdict, code, told, proof, time))
    return found
