"""A file that is said to be a signed copy of a session's minutes: is it, and of which?

Two steps, because the first reads the file (away from the window's thread) and the second asks
the book: :func:`examine`, then :func:`recognise`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from db.book import Book
from db.errors import SessionNotFrozenError, SignedPaperRefusedError
from db.queries.proof_codes import CodeAnswer, CodeState, find_code
from db.records import Campaign
from db.rules.proof import read_code
from db.sessions import find, standing_snapshot
from db.signed_papers import Sort
from desktop.documents.pdf_signatures import read_pdf
from desktop.documents.scan_code import scan_codes
from desktop.documents.signature_check import Reason
from desktop.documents.signing_errors import NotPdfError
from desktop.documents.trust import Trust
from desktop.documents.verifying import Verdict, printed_codes, verify

# What stands against who signed, or is judged with the book; not against the paper itself.
_HARMLESS: Final = frozenset({"untrusted", "future", "no_record", "no_printed_code"})


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file says of itself. ``codes`` stand on its pages, or are counted from the record
    inside; ``verdict`` is None for a picture; ``against`` are the reasons why a digitally signed
    file is not what was signed."""

    path: Path
    sort: Sort
    codes: tuple[str, ...]
    verdict: Verdict | None = None
    against: tuple[Reason, ...] = field(default=())


def examine(path: Path, trust: Trust, frozen: bytes | None = None) -> Examined:
    """Reads the file. ``frozen`` is the body of the session's snapshot: the pages of a digitally
    signed file that lost its record (printed anew by another program) are compared with it.

    Raises ScanUnreadableError, NotPdfError (too large), OSError.
    """
    try:
        data = read_pdf(path)
    except NotPdfError as error:
        if error.facts.get("detail") == "size":
            raise
        return Examined(path, Sort.SCAN, scan_codes(path))
    found = judged(path, verify(path, trust))
    if found.verdict is None or found.verdict.record is not None:
        return found
    found = replace(found, codes=tuple(dict.fromkeys(printed_codes(path))))
    if found.sort is Sort.DIGITAL and frozen is not None:
        from desktop.documents.page_check import page_faults

        faults = page_faults(data, json.loads(frozen))
        more = tuple(Reason(fault.code, fault.facts) for fault in faults)
        found = replace(found, against=(*found.against, *more))
    return found


def judged(path: Path, verdict: Verdict) -> Examined:
    """The same of a PDF that was verified already."""
    codes = () if verdict.proof_code is None else (verdict.proof_code,)
    against = tuple(
        reason
        for reason in verdict.reasons
        if reason.code not in _HARMLESS and not reason.code.startswith("book_")
    )
    if verdict.signed:
        return Examined(path, Sort.DIGITAL, codes, verdict, against)
    if verdict.record is not None:
        return Examined(path, Sort.DIGITAL, codes, verdict, (Reason("unsigned"),))
    return Examined(path, Sort.SCAN, codes, verdict)


def recognise(
    book: Book, campaign: Campaign, session: int, found: Examined, typed: str | None = None
) -> CodeAnswer:
    """What the file's code stands for, where it is a signed copy of what stands frozen of the
    session; ``typed`` is the code as somebody read it from the paper.

    Raises UnknownCodeError, SessionNotFrozenError, SignedPaperRefusedError.
    """
    meeting = find(book.connection, campaign, session)
    if standing_snapshot(book.connection, meeting.id) is None:
        raise SessionNotFrozenError(session=session, what="needed")
    told = {"path": found.path, "session": session, "year": campaign.year}
    if found.against:
        first = found.against[0]
        code = "unsigned" if first.code == "unsigned" else "altered"
        raise SignedPaperRefusedError(code=code, reason=first, **told)
    code = _code(found, typed, told)
    answer = find_code(book, code)
    record = found.verdict.record if found.verdict is not None else None
    if record is not None and record.book != book.id:
        raise SignedPaperRefusedError(code="other_book", proof_code=code, **told)
    if answer.state is not CodeState.STANDING:
        raise SignedPaperRefusedError(
            code=answer.state.value,
            proof_code=code,
            other=answer.session,
            unit=answer.unit,
            why=answer.reason,
            **told,
        )
    if (answer.session, answer.year) != (session, campaign.year):
        told |= {"year": answer.year, "other": answer.session}
        raise SignedPaperRefusedError(code="other_session", proof_code=code, **told)
    return answer


def _code(found: Examined, typed: str | None, told: dict[str, object]) -> str:
    """The one code of the file, or the one that was typed where none can be read."""
    wanted = None
    if typed is not None and typed.strip():
        wanted = read_code(typed)
        if wanted is None:
            raise SignedPaperRefusedError(code="code_unreadable", typed=typed.strip(), **told)
    if len(found.codes) > 1:
        raise SignedPaperRefusedError(code="several_codes", codes=found.codes, **told)
    if not found.codes and wanted is None:
        raise SignedPaperRefusedError(code="no_code", **told)
    if found.codes and wanted is not None and wanted != found.codes[0]:
        raise SignedPaperRefusedError(
            code="code_differs", typed=wanted, proof_code=found.codes[0], **told
        )
    return found.codes[0] if found.codes else wanted or ""
