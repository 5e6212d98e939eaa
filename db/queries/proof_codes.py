"""What a book says to a proof code (mã đối chiếu) typed or scanned from paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from db.amendments import amended_by, number_of
from db.book import Book
from db.frozen_picture import digest_of
from db.rules.proof import proof_code, read_code


class CodeState(StrEnum):
    """What stands behind a code."""

    STANDING = "standing"  # khớp bản chốt
    AMENDED = "amended"  # genuine, and an amending paper stands over it
    WITHDRAWN = "withdrawn"  # bản đã thu hồi
    DOUBLE = "double"  # two frozen results: of one meeting, or with one code; neither counts
    RECEIVED = "received"  # results that a unit below delivered
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """The answer to a code. ``code`` is written as on paper, "" where it cannot be one;
    ``session`` and ``year`` are 0 and ``unit`` "" where nothing is known; ``reason`` is that
    of mở chốt, or of the amending; ``digest`` the snapshot's SHA-256 in hex, "" for a delivery.
    ``number`` is lần of an amending paper, 0 for the minutes; ``amended_by`` that of the
    newest amending paper which stands over it, 0 where none does."""

    state: CodeState
    code: str
    session: int = 0
    year: int = 0
    unit: str = ""
    reason: str = ""
    digest: str = ""
    number: int = 0
    amended_by: int = 0
    meeting: bytes = b""  # its id


def find_code(book: Book, typed: str) -> CodeAnswer:
    """Which frozen results a code stands for. Small letters, blanks and O for 0 are forgiven.

    Takes a tenth of a second a snapshot, the first time that a program looks.
    """
    code = read_code(typed)
    if code is None:
        return CodeAnswer(CodeState.UNKNOWN, "")
    connection = book.connection
    found = list(_frozen(book, code))
    if len({answer.digest for answer in found}) > 1:  # it proves neither
        return replace(found[0], state=CodeState.DOUBLE)
    if found:
        return found[0]
    received = connection.execute(
        "SELECT d.unit, coalesce(c.year, 0) FROM delivery d LEFT JOIN campaign c "
        "ON c.id = d.campaign WHERE d.proof_code = ? ORDER BY d.time DESC LIMIT 1",
        (code,),
    ).fetchone()
    if received is not None:
        return CodeAnswer(CodeState.RECEIVED, code, 0, received[1], received[0] or "")
    return CodeAnswer(CodeState.UNKNOWN, code)


def _frozen(book: Book, code: str) -> Iterator[CodeAnswer]:
    """The frozen results with that code."""
    connection = book.connection
    for session, seq, sig, body, key, number, year in connection.execute(
        "SELECT n.session, n.seq, n.sig, n.body, n.key, coalesce(s.number, 0), "
        "coalesce(c.year, 0) FROM snapshot n LEFT JOIN session s ON s.id = n.session "
        "LEFT JOIN campaign c ON c.id = s.campaign ORDER BY c.year DESC, s.number, n.seq DESC"
    ).fetchall():
        digest = digest_of(body)
        if key not in book.authority.office or _code(digest) != code:
            continue
        standing = connection.execute(
            "SELECT 1 FROM standing WHERE session = ? AND seq = ? AND sig = ?", (session, seq, sig)
        ).fetchone()
        withdrawn = connection.execute(
            "SELECT reason FROM unfreeze WHERE session = ? AND seq = ? AND digest = ?",
            (session, seq, digest),
        ).fetchone()
        double = connection.execute(
            "SELECT 1 FROM trouble WHERE ent = ? AND what = 'two_frozen'", (session,)
        ).fetchone()
        state, reason = CodeState.STANDING, ""
        above = amended_by(connection, session, digest)
        if above is not None and double is None:
            state, reason = CodeState.AMENDED, above.reason
        elif withdrawn is not None:
            state, reason = CodeState.WITHDRAWN, withdrawn[0] or ""
        elif double is not None or standing is None:
            state = CodeState.DOUBLE
        yield CodeAnswer(
            state,
            code,
            number,
            year,
            "",
            reason,
            digest,
            number_of(body),
            above.number if above is not None else 0,
            session,
        )


def frozen_digests(book: Book) -> tuple[str, ...]:
    """The SHA-256 in hex of everything that was ever frozen in the book."""
    return tuple(
        digest_of(body)
        for body, key in book.connection.execute("SELECT body, key FROM snapshot")
        if key in book.authority.office
    )


def work_out(digests: Iterable[str]) -> None:
    """Works their codes out, so that :func:`find_code` answers at once; needs no book."""
    for digest in digests:
        _code(digest)


@lru_cache(maxsize=4096)
def _code(digest: str) -> str:
    return proof_code(bytes.fromhex(digest))
