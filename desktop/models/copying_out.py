"""Copies for sticks: for members, or of the whole book; and what of it is not handed in."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import evidence_file
from db.book import Book
from db.errors import ThamdinhError
from db.exchange import copy_out, draft_file, evidence_copy, usb_file
from db.exchange.evidence_record import OFFICE
from db.exchange.verify import Progress
from db.handing_in import Unsent, unsent
from db.records import Member
from desktop.models.incoming import SEAL, me_of
from desktop.session import Outcome, Session


@dataclass(frozen=True, slots=True)
class Written:
    """A file that lies on the stick now; counts are None for evidence."""

    path: Path
    receiver: str
    size: int
    fingerprint: str = ""
    ballots: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written where; a receiver None is everything."""

    folder: Path
    receivers: tuple[Member | None, ...]
    passphrase: str | None = None
    evidence: bool = False


def write(session: Session, order: Order, progress: Progress) -> Outcome:
    """Writes the copies; ``value`` is the list of Written, also of those that were finished
    before one failed. The book itself is not written to."""
    done: list[Written] = []
    try:
        for receiver in order.receivers:
            done.append(_copy(session, order, receiver, progress))
            if order.evidence:
                done += _evidence(session, order, receiver, done[-1].path, progress)
    except (ThamdinhError, OSError, sqlite3.Error) as error:
        session.failed.emit(error)
        return Outcome(False, done, error)
    return Outcome(True, done)


def has_evidence(book: Book) -> bool:
    """Whether there is evidence that could go along."""
    return bool(evidence_copy.needed(book)) and evidence_file.path_beside(book.path).exists()


def waiting(session: Session) -> list[Unsent]:
    """Whose ballots are typed on this laptop and not handed in: the member's whose laptop it
    is, also where none is begun; at the office of all for whom paper ballots are being typed."""
    if session.campaign is None:
        return []
    around = session.around
    if session.office:
        found = [unsent(session.book, around, member) for member in around.members]
        return [one for one in found if one.complete]
    own = own_member(session)
    return [unsent(session.book, around, own)] if own is not None else []


def own_member(session: Session) -> Member | None:
    """The member whose laptop this is; None at the office, or where nobody can tell."""
    if session.office or session.campaign is None:
        return None
    found = copy_out.owner(session.book, session.around.members)
    return found or session.member


def write_drafts(session: Session, folder: Path, pin: str) -> Outcome:
    """The drafts of this laptop's member for another laptop, under a PIN: value is Written."""
    member, campaign = own_member(session), session.campaign
    assert member is not None and campaign is not None
    name = usb_file.dated_name(
        f"{campaign.body}-{campaign.year}", member.code, session.book.clock(), draft_file.SUFFIX
    )
    try:
        path = draft_file.write_drafts(session.book, member, folder / name, pin)
        return Outcome(True, Written(path, f"{member.name} ({member.code})", path.stat().st_size))
    except (ThamdinhError, OSError, sqlite3.Error) as error:
        return Outcome(False, error=error)


def _copy(
    session: Session, order: Order, receiver: Member | None, progress: Progress
) -> Written:
    book = session.book
    name = copy_out.suggested_name(book, receiver) + (SEAL if order.passphrase else "")
    made = copy_out.copy(
        book,
        order.folder / name,
        for_member=receiver,
        passphrase=order.passphrase,
        progress=progress,
    )
    return Written(
        made.path, _who(session, receiver), made.path.stat().st_size, made.fingerprint, made.ballots
    )


def _who(session: Session, receiver: Member | None) -> str:
    if receiver is not None:
        return f"{receiver.name} ({receiver.code})"
    return "Thư ký" if not session.office else "Toàn bộ sổ"


def _evidence(
    session: Session, order: Order, receiver: Member | None, beside: Path, progress: Progress
) -> Sequence[Written]:
    """The receiver's evidence in a file of its own beside the copy; none where nothing is new."""
    stem = beside.name.removesuffix(SEAL).rpartition(".")[0]
    target = beside.with_name(stem + evidence_file.SUFFIX + (SEAL if order.passphrase else ""))
    sent = evidence_copy.send(
        session.book,
        target,
        OFFICE if receiver is None else receiver.id,
        me=me_of(session.book, session.campaign),
        passphrase=order.passphrase,
        progress=progress,
    )
    if sent is None:
        return []
    left = [f"{len(sent.no_room)} tệp không đủ chỗ"] if sent.no_room else []
    left += [f"{len(sent.absent)} tệp chưa có trên máy này"] if sent.absent else []
    left += [f"{len(sent.damaged)} tệp hỏng"] if sent.damaged else []
    note = ", ".join([f"{len(sent.written)} minh chứng", *left])
    who = _who(session, receiver)
    return [Written(sent.path, who, sent.path.stat().st_size, note=note)]
