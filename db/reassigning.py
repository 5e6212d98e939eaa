"""A paper ballot that was entered under the wrong member goes to the right one in one step."""

from __future__ import annotations

from collections.abc import Mapping

from db import ballots
from db.ballot_body import add
from db.ballot_picture import is_paper, read_body, reasons_of
from db.book import Book
from db.drafts import Draft
from db.errors import BallotNotPaperError, BallotReasonError, BallotThereError, UnknownCodeError
from db.operation import Changes
from db.records import Member
from db.surroundings import Surroundings


def reasons_given(book: Book, ballot: bytes) -> dict[str, str]:
    """The reasons of single marks, by criterion, that a handed-in ballot carries."""
    found = book.connection.execute("SELECT body FROM ballot WHERE id = ?", (ballot,)).fetchone()
    return {} if found is None else dict(reasons_of(read_body(found[0])))


def reassign(
    book: Book,
    around: Surroundings,
    ballot: bytes,
    member: Member,
    reason: str,
    why: Mapping[str, str] | None = None,
) -> tuple[bytes, Changes]:
    """Voids a paper ballot and enters its marks and comment for ``member``, in one operation;
    both stay on record with the reason. ``why`` are reasons of single marks, beside those that
    the ballot gives (an imported one gives none). Returns the new ballot's id.

    A ballot under a member's own key is nobody else's. Raises NoOfficeKeyError,
    BallotReasonError, UnknownCodeError, BallotNotPaperError, BallotThereError (the right member
    has one already), MarkError, MarkReasonError and what :func:`db.ballots.check_open` raises
    for the right one.
    """
    office = book.require_office()
    found = book.connection.execute(
        "SELECT member, submission, body FROM ballot WHERE id = ?", (ballot,)
    ).fetchone()
    if found is None:
        raise UnknownCodeError(kind="ballot", code=ballot.hex())
    former, submission, body = found[0], ballots.by_id(book, found[1]), read_body(found[2])
    names = {one.id: one.name for one in around.members}
    if not is_paper(body):
        raise BallotNotPaperError(member=names.get(former, ""), submission=submission.code)
    if not reason.strip():
        raise BallotReasonError(member=member.name, submission=submission.code)
    there = ballots.standing(book, member.id, submission.id)
    if former == member.id or (there is not None and there.status != "void"):
        raise BallotThereError(member=member.name, submission=submission.code)
    rubric = ballots.check_open(book, around, member, submission)
    ballots.refuse_closed(book, submission.id, body)
    said = {**reasons_of(body), **(why or {})}
    content = Draft(dict(body["marks"]), str(body.get("comment", "")), reason.strip(), said)
    with book.write(member.code) as operation:
        ident = operation.row_id("void", b"", ballot.hex())
        operation.set("void", ident, {"ballot": ballot, "reason": reason.strip()})
        new = add(
            operation, around, member, submission, rubric, content, signer=office, entry="keyed"
        )
    return new, operation.changes
