"""Delivering (gói kết quả): a session's frozen results for the level above.

Refused until the standing committee's decision is recorded, unless it is said openly that
there is none yet; a later delivery of the same session replaces the earlier one up there.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from db.book import Book
from db.decided import decision_in_force
from db.decisions import Decision, decision_of, two_frozen
from db.errors import DeliveryRefusedError, SessionNotFrozenError
from db.exchange import delivery_body, delivery_file
from db.exchange.delivery_body import Decided, DeliveryBody, KindCounts, totals_of
from db.exchange.delivery_list import from_snapshot, with_decision
from db.exchange.usb_file import dated_name
from db.exchange.usb_file import write as write_to_stick
from db.frozen_picture import digest_of
from db.handovers import handovers
from db.operation import Changes
from db.queries.results import Result, results
from db.records import Campaign, SubjectKind
from db.rules.proof import proof_code
from db.rules.vietnamese import fold
from db.sessions import Session, Snapshot, find, frozen_submissions, standing_snapshot


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was written and where; ``seq`` counts the deliveries of this session."""

    path: Path
    body: DeliveryBody
    changes: Changes

    @property
    def seq(self) -> int:
        """1 for the first delivery of the session."""
        return self.body.seq


def deliver(
    book: Book, campaign: Campaign, number: int, target: Path, *, undecided: bool = False
) -> Delivered:
    """Writes the delivery of a session, and on record that it went out.

    ``target`` is a file or a folder; what lies there is never written over, so the file may
    get another name (``Delivered.path``). Raises NoOfficeKeyError, UnknownCodeError,
    SessionNotFrozenError, DeliveryRefusedError, and what ``usb_file.write`` raises.
    """
    signer = book.require_office()
    session = find(book.connection, campaign, number)
    snapshot = standing_snapshot(book.connection, session.id)
    if snapshot is None:
        raise SessionNotFrozenError(session=number, what="needed")
    if two_frozen(book.connection, session.id):
        raise DeliveryRefusedError(session=number, what="two_frozen")
    decision = decision_of(book.connection, session.id)
    if decision is None and not undecided:
        before = decision_in_force(book.connection, session.id)  # on what was amended since
        what = "undecided" if before is None else "decided_before"
        raise DeliveryRefusedError(session=number, what=what)
    body = compose(book, campaign, session, snapshot, decision)
    if target.is_dir():
        whose = f"{body.unit or body.body}-{body.year}"
        target /= dated_name(whose, f"KQ{body.number}", body.time, delivery_file.SUFFIX)
    raw = delivery_body.write(body)
    with tempfile.TemporaryDirectory(dir=book.home.folder("temp")) as folder:
        part = Path(folder) / target.name
        delivery_file.write(
            book.connection,
            part,
            (raw, signer.sign(raw), signer.public),
            (snapshot.session, snapshot.seq, snapshot.sig, snapshot.body, snapshot.key),
        )
        delivery_file.read(part, book.home)  # what we send stands up to what is asked up there
        with book.write() as operation:
            operation.set(
                "handover",
                os.urandom(16),
                {
                    "session": session.id,
                    "digest": body.digest,
                    "seq": body.seq,
                    "time": body.time,
                    "decided": decision is not None,
                },
            )
            # Where this fails, nothing is on record either.
            written = write_to_stick(part, target, never=(book.path,))
    return Delivered(written, body, operation.changes)


def compose(
    book: Book,
    campaign: Campaign,
    session: Session,
    snapshot: Snapshot,
    decision: Decision | None,
) -> DeliveryBody:
    """The body of a delivery of what stands frozen of a session."""
    frozen = from_snapshot(snapshot.body)
    found = results(book, campaign)
    codes = {result.id: result.code for result in found}
    changed, returned = None, {}
    if decision is not None:
        changed = {codes.get(ident, ""): said for ident, said in decision.changed.items()}
        returned = {codes.get(ident, ""): why for ident, why in decision.sent_back.items()}
    lines = with_decision(frozen, changed, _excellent(book, campaign), returned)
    digest = hashlib.sha256(snapshot.body)
    past = handovers(book.connection, session.id)
    return DeliveryBody(
        book=book.id.hex(),
        campaign=frozen.campaign,
        year=frozen.year,
        body=frozen.body,
        unit=frozen.unit,
        parent=frozen.parent,
        session=session.id.hex(),
        number=frozen.number,
        minutes_no=session.minutes_no,
        date=session.date,
        snapshot_seq=snapshot.seq,
        digest=digest_of(snapshot.body),
        proof_code=proof_code(digest.digest()),
        time=book.clock(),
        seq=max((one.seq for one in past), default=0) + 1,
        illustrative=frozen.illustrative,
        decision=None
        if decision is None
        else Decided(decision.document, decision.date, decision.note),
        lines=lines,
        counts=_counts(book, campaign, found),
        totals=totals_of(lines),
    )


def _excellent(book: Book, campaign: Campaign) -> frozenset[str]:
    found = book.connection.execute(
        "SELECT code FROM submission WHERE campaign = ? AND aims_excellent = 1", (campaign.id,)
    )
    return frozenset(code for (code,) in found if code is not None)


def _counts(book: Book, campaign: Campaign, found: list[Result]) -> dict[str, KindCounts]:
    """Who must register and did, what was registered, reported and appraised, by kind."""
    frozen = frozen_submissions(book.connection, campaign.id)
    standing = [result for result in found if result.eligible_code != "withdrawn"]
    who = {(r.kind, r.unit, fold(r.subject)) for r in standing if r.registered}
    must: dict[str, list[bool]] = {str(kind): [] for kind in SubjectKind}
    for kind, unit, name in book.connection.execute(
        "SELECT kind, unit, name FROM subject WHERE campaign = ? AND must_register = 1",
        (campaign.id,),
    ):
        if kind in must:
            must[kind].append((kind, unit or "", fold(name or "")) in who)
    counts = {}
    for kind in map(str, SubjectKind):
        here = [result for result in standing if result.kind == kind]
        stated = must[kind]
        counts[kind] = KindCounts(
            must_register=len(stated),
            must_registered=sum(stated),
            registered=sum(result.registered for result in here),
            reported=sum(result.reported for result in here),
            appraised=sum(result.id in frozen for result in here),
        )
    return counts
