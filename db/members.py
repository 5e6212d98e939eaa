"""Whose key a member's key is: compared by fingerprint and confirmed by the office."""

from __future__ import annotations

from db.ballot_picture import is_paper, read_body, whole
from db.book import Book
from db.errors import FingerprintMismatchError
from db.keys import same_fingerprint
from db.operation import Changes
from db.records import Campaign, Member
from db.surroundings import member as find_member


def confirm(book: Book, campaign: Campaign, code: str, fingerprint: str) -> Changes:
    """Confirms the member's key whose fingerprint was read out; its ballots then count.

    Among all keys that signed a ballot of that member, so that a stranger's later ballot
    hides nothing. Raises NoOfficeKeyError, UnknownCodeError, FingerprintMismatchError.
    """
    book.require_office()
    found = find_member(book.connection, campaign, code)
    for key in keys_seen(book, found):
        if same_fingerprint(fingerprint, key):
            with book.write() as operation:
                operation.set("member", found.id, {f"key:{key.hex()}": "fingerprint"})
            return operation.changes
    raise FingerprintMismatchError(member=found.name)


def keys_seen(book: Book, member: Member) -> list[bytes]:
    """Keys that speak or ask to speak for a member, the newest first.

    Those under which ballots of the member lie here, by the claimed time of the latest, then
    confirmed ones without a ballot.
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
    confirmed = book.connection.execute(
        "SELECT key FROM member_key WHERE member = ? ORDER BY key", (member.id,)
    )
    for (key,) in confirmed.fetchall():
        latest.setdefault(key, -1)
    return sorted(latest, key=lambda key: (-latest[key], key))
