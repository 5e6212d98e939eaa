"""Chuyền máy: one laptop goes from member to member; each scores under the own PIN and key.

Drafts lie under the member's key (``db.sealed_drafts``), so neither the next member nor the
office reads them. Where everybody is, is kept at once: a power cut loses nothing. A key that is
made here is confirmed by the office whose laptop it is, for it was made before its eyes.
"""

from __future__ import annotations

from dataclasses import dataclass

from db import enrolment, members
from db.book import Book
from db.keys import Signer
from db.operation import Changes
from db.queries.scoring import BallotState, ballot_lines
from db.records import Member
from db.surroundings import Surroundings

_WHO = "passing:who"


@dataclass(frozen=True, slots=True)
class Turn:
    """How far one member is: ballots handed in, of how many; nothing that tells of marks."""

    member: Member
    done: int
    of: int

    @property
    def finished(self) -> bool:
        """Whether nothing is left to hand in."""
        return self.done == self.of


def turns(book: Book, around: Surroundings) -> list[Turn]:
    """The panel in its order."""
    found = []
    for member in around.members:
        lines = ballot_lines(book, around, member)
        states = [line.state for line in lines if line.state != BallotState.AWAY]
        found.append(Turn(member, states.count(BallotState.DONE), len(states)))
    return found


def is_on(book: Book) -> bool:
    """Whether the laptop is being passed: also after a power cut."""
    return book.office is not None and book.drafts.sealed.on_the_way


def begin(book: Book) -> Changes:
    """The laptop goes round. Raises NoOfficeKeyError."""
    book.require_office()
    book.drafts.sealed.send_off(away=True)
    return Changes()


def end(book: Book) -> Changes:
    """The laptop is back at the office; what was handed in meanwhile is looked at anew."""
    close(book)
    book.drafts.sealed.send_off(away=False)
    book.drafts.sealed.keep_place(_WHO, "")
    return Changes(frozenset({"ballot", "submission", "draft", "member"}))


def last(book: Book) -> bytes | None:
    """Who had the laptop when the power went, None where it had come back to the list."""
    place = book.drafts.sealed.place(_WHO)
    return bytes.fromhex(place) if place else None


def open_for(book: Book, member: Member, pin: str) -> tuple[Signer, Changes]:
    """Opens a member's key and drafts; makes the key under the PIN where this laptop has none.

    Raises WeakPinError, WrongPinError, NoOfficeKeyError, FileUnusableError.
    """
    book.require_office()
    signer, changes = enrolment.signer_of(book, member.id, pin)
    if not book.authority.speaks_for(signer.public, member.id, False):
        confirmed = members.confirm_here(book, member, signer)
        changes = Changes(
            changes.kinds | confirmed.kinds,
            changes.rows | confirmed.rows,
            scored=changes.scored | confirmed.scored,
        )
    book.drafts.sealed.open(member.id, signer.draft_key())
    book.drafts.sealed.keep_place(_WHO, member.id.hex())
    return signer, changes


def close(book: Book) -> None:
    """The curtain: the member's key and drafts are out of reach, the place is remembered."""
    book.drafts.sealed.lock()


def put_down(book: Book) -> None:
    """The member is done, or gives the laptop on."""
    close(book)
    book.drafts.sealed.keep_place(_WHO, "")


def keep_place(book: Book, member: Member, submission: bytes, criterion: str) -> None:
    """Remembers which mark of which submission the member is at."""
    value = f"{submission.hex()}:{criterion}"
    book.drafts.sealed.keep_place(f"passing:{member.id.hex()}", value)


def place_of(book: Book, member: Member) -> tuple[bytes, str] | None:
    """(submission, criterion) where the member was, None at the beginning."""
    value = book.drafts.sealed.place(f"passing:{member.id.hex()}")
    submission, _, criterion = value.partition(":")
    return (bytes.fromhex(submission), criterion) if submission else None
