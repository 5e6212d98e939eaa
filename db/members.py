"""Whose key a member's key is: confirmed by the office, by fingerprint or by paper; withdrawn."""

from __future__ import annotations

from db.ballot_picture import is_paper, read_body, whole
from db.book import Book
from db.change_log import id_of, ms_of
from db.errors import FingerprintMismatchError, ReasonMissingError
from db.keys import Signer, same_fingerprint
from db.kinds import ANSWER
from db.operation import Changes
from db.records import Campaign, Member
from db.surroundings import member as find_member

BY_FINGERPRINT, BY_COPY, BY_PAPER = "fingerprint", "enrolment", "paper"
BY_EYE = "present"  # made on the office's own laptop, before its eyes (db.passing)
"""How a key was confirmed: the first word of its basis."""


def confirm(book: Book, campaign: Campaign, code: str, fingerprint: str) -> Changes:
    """Confirms the member's key whose fingerprint was read out; its ballots then count.

    Among all keys that signed a ballot of that member, so that a stranger's later ballot
    hides nothing. Raises NoOfficeKeyError, UnknownCodeError, FingerprintMismatchError.
    """
    book.require_office()
    found = find_member(book.connection, campaign, code)
    for key in keys_seen(book, found):
        if same_fingerprint(fingerprint, key):
            return _confirm(book, found, key, BY_FINGERPRINT)
    raise FingerprintMismatchError(member=found.name)


def confirm_on_paper(book: Book, member: Member, key: bytes, note: str) -> Changes:
    """Confirms a key by the printed ballots that the member signed by hand; ``note`` says
    which paper it was. Its ballots then count.

    Raises NoOfficeKeyError, ReasonMissingError without a note, FingerprintMismatchError for a
    key that does not speak for the member.
    """
    book.require_office()
    if not note.strip():
        raise ReasonMissingError(what="paper")
    if key not in keys_seen(book, member):
        raise FingerprintMismatchError(member=member.name)
    return _confirm(book, member, key, f"{BY_PAPER} {note.strip()}")


def confirm_here(book: Book, member: Member, signer: Signer) -> Changes:
    """Confirms a key that the member made on the office's own laptop, before its eyes; a withdrawn
    one stays withdrawn. Raises NoOfficeKeyError.
    """
    book.require_office()
    withdrawn = book.connection.execute(
        "SELECT 1 FROM withdrawn_key WHERE member = ? AND key = ?", (member.id, signer.public)
    ).fetchone()
    return Changes() if withdrawn else _confirm(book, member, signer.public, BY_EYE)


def withdraw_key(book: Book, member: Member, key: bytes, reason: str) -> Changes:
    """Withdraws a key (a lost laptop, a key that was never the member's): its ballots stay on
    record and count no more, and no copy confirms it by itself again.

    Raises NoOfficeKeyError, ReasonMissingError, FingerprintMismatchError.
    """
    book.require_office()
    if not reason.strip():
        raise ReasonMissingError(what="key")
    if key not in keys_seen(book, member):
        raise FingerprintMismatchError(member=member.name)
    cells = {f"key:{key.hex()}": None, f"withdrawn:{key.hex()}": reason.strip()}
    with book.write() as operation:
        operation.set("member", member.id, cells)
    return operation.changes


def keys_seen(book: Book, member: Member) -> list[bytes]:
    """Keys that speak or ask to speak for a member, the newest first.

    Those under which ballots of the member lie here and those that only answered a copy's
    secret, by the claimed time of the latest; then confirmed and withdrawn ones without a word.
    """
    latest: dict[bytes, int] = {}
    for key, raw in book.connection.execute(
        "SELECT b.key, b.body FROM member m JOIN submission s ON s.campaign = m.campaign "
        "JOIN ballot b ON b.submission = s.id AND b.member = m.id WHERE m.id = ?",
        (member.id,),
    ):
        if key in book.authority.office:  # paper, entered by the office
            continue
        body = read_body(raw)
        if not is_paper(body):
            latest[key] = max(latest.get(key, 0), whole(body, "time"))
    for fld, change, key in book.connection.execute(
        "SELECT c.fld, c.id, o.key FROM change c JOIN op o ON o.op = c.op "
        "WHERE c.ent = ? AND c.fld >= ? AND c.fld < ?",
        (member.id, ANSWER, ANSWER[:-1] + ";"),
    ):
        if id_of(fld.removeprefix(ANSWER)) == key:  # else it answers in another's name
            latest[key] = max(latest.get(key, 0), ms_of(change))
    settled = book.connection.execute(
        "SELECT key FROM member_key WHERE member = ? UNION "
        "SELECT key FROM withdrawn_key WHERE member = ? ORDER BY key",
        (member.id, member.id),
    )
    for (key,) in settled.fetchall():
        latest.setdefault(key, -1)
    return sorted(latest, key=lambda key: (-latest[key], key))


def _confirm(book: Book, member: Member, key: bytes, basis: str) -> Changes:
    cells = {f"key:{key.hex()}": basis, f"withdrawn:{key.hex()}": None}
    with book.write() as operation:
        operation.set("member", member.id, cells)
    return operation.changes
