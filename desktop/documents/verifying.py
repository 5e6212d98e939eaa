"""Whether signed minutes prove themselves: signatures, record, ballots, totals, proof code.

One verdict; every reason is a code with facts, worded by desktop/verify_words.py. Nothing in the
file is believed: figures are counted anew from the ballots, signatures against CAs that were
imported on this laptop.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.book import Book
from db.queries.proof_codes import CodeState, find_code
from db.record import Record, read_record
from db.record_check import faults
from db.rules.proof import ALPHABET, read_code
from desktop.documents import certificates, pdfium
from desktop.documents.errors import ScanUnreadableError
from desktop.documents.pdf_signatures import attachment, open_pdf, quiet, read_pdf
from desktop.documents.scan_code import scan_codes
from desktop.documents.signature_check import (
    Reason,
    SignatureVerdict,
    check_signatures,
    shown_without_signature,
)
from desktop.documents.signing_errors import DamagedPdfError
from desktop.documents.trust import Trust

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader

_GROUP: Final = f"[{ALPHABET}]{{4}}"
_PRINTED: Final = re.compile(rf"Mã đối chiếu:\s*({_GROUP}-{_GROUP}-{_GROUP})")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. ``reasons`` stand against the file (those of the signatures among them),
    ``remarks`` do not. ``proof_code`` is counted from the record, or read from a scan where there
    is none. Codes beside those of Reason: ``damaged``, ``unsigned``, ``added_after``, ``drawn``
    (field), ``no_record``, ``record_unreadable``, ``record`` (fault: db.record_check.Fault),
    ``page_results`` (submissions), ``page_rules``, ``page_covered`` (page), ``page_unread`` (what
    the pages show is not what the record says, see page_check),
    ``printed_code`` (printed, counted), ``no_printed_code``, ``code`` (typed, counted),
    ``book_other``, ``book_withdrawn`` (session, year, reason), ``book_unknown``, ``book_double``
    (session, year), ``book_agrees`` (session, year, number), ``book_amended`` (also amended_by,
    reason), ``book_received`` (unit, year)."""

    valid: bool
    signatures: tuple[SignatureVerdict, ...] = ()
    whole_file: bool = False
    proof_code: str | None = None
    recomputed: bool = False
    reasons: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()
    record: Record | None = None

    @property
    def signed(self) -> bool:
        """Whether anybody signed it digitally."""
        return any(each.signer is not None for each in self.signatures)


def verify(
    path: Path,
    trust: Trust,
    *,
    book: Book | None = None,
    code: str | None = None,
    now: datetime | None = None,
) -> Verdict:
    """Looks at everything, so that all reasons are told at once.

    ``book`` is asked whether it knows these results; ``code`` is one that was typed or read
    aloud, read leniently. Raises NotPdfError, OSError; a damaged PDF is a verdict.
    """
    verdict = _Verifier(path, trust, code, now or certificates.now()).verdict()
    return verdict if book is None else against(verdict, book)


def against(verdict: Verdict, book: Book) -> Verdict:
    """The same, with what the book says to these results."""
    agrees, reason = _answer(verdict, book)
    if agrees:
        return replace(verdict, remarks=(*verdict.remarks, reason))
    return replace(verdict, valid=False, reasons=(*verdict.reasons, reason))


def _answer(verdict: Verdict, book: Book) -> tuple[bool, Reason]:
    """Whether the book agrees, and what it says."""
    if verdict.proof_code is None:
        return False, Reason("book_unknown")
    answer, record = find_code(book, verdict.proof_code), verdict.record
    told = {"session": answer.session, "year": answer.year}
    same = record is None or (record.digest, record.book) == (answer.digest, book.id)
    if answer.state is CodeState.STANDING and same:
        return True, Reason("book_agrees", {**told, "number": answer.number})
    if answer.state is CodeState.AMENDED and same:  # genuine; another paper says what changed
        over = {"amended_by": answer.amended_by, "reason": answer.reason}
        return True, Reason("book_amended", {**told, "number": answer.number, **over})
    if answer.state is CodeState.RECEIVED:
        return True, Reason("book_received", {"unit": answer.unit, **told})
    if answer.state is CodeState.WITHDRAWN:
        return False, Reason("book_withdrawn", {**told, "reason": answer.reason})
    if answer.state is CodeState.DOUBLE:
        return False, Reason("book_double", told)
    strange = record is not None and record.book != book.id
    return False, Reason("book_other" if strange else "book_unknown")


class _Verifier:
    def __init__(
        self, path: Path, trust: Trust, code: str | None, now: datetime
    ) -> None:
        self.path, self.trust, self.typed, self.now = path, trust, code, now
        self.reasons: list[Reason] = []
        self.remarks: list[Reason] = []
        self.signatures: tuple[SignatureVerdict, ...] = ()
        self.record: Record | None = None
        self.whole = self.recomputed = False

    def verdict(self) -> Verdict:
        data = read_pdf(self.path)
        raw = None
        try:
            reader = open_pdf(data, self.path)
        except DamagedPdfError:
            # Many a scanner writes PDFs that a strict reader refuses; none of them is signed.
            scan = b"/ByteRange" not in data
            found = ("unsigned", "no_record") if scan else ("damaged",)
            self.reasons += [Reason(code) for code in found]
        else:
            raw = self._read(reader)
        proof = self._recorded(raw, data) if raw is not None else None
        proof = self._codes(proof)
        return Verdict(
            not self.reasons,
            self.signatures,
            self.whole,
            proof,
            self.recomputed,
            tuple(self.reasons),
            tuple(self.remarks),
            self.record,
        )

    def _read(self, reader: PdfFileReader) -> bytes | None:
        """Judges the signatures and gives the record."""
        self.signatures = check_signatures(reader, self.trust, self.now)
        self._signed()
        try:
            self.reasons += [
                Reason("drawn", {"field": name}) for name in shown_without_signature(reader)
            ]
            with quiet():
                raw = attachment(reader)
        except Exception:  # forged objects may be anything
            self.reasons.append(Reason("record_unreadable"))
            return None
        if raw is None:
            self.reasons.append(Reason("no_record"))
        return raw

    def _signed(self) -> None:
        signed = [each for each in self.signatures if each.signer is not None]
        if not signed:
            self.reasons.append(Reason("unsigned"))
            return
        for each in signed:
            self.reasons += each.problems
            self.remarks += each.remarks
        self.whole = signed[-1].covers_all
        if not self.whole:
            self.reasons.append(Reason("added_after"))

    def _recorded(self, raw: bytes, data: bytes) -> str | None:
        """The proof code of the record, all of which is counted anew and looked for on the
        pages."""
        try:
            self.record = read_record(raw)
        except ValueError:
            self.reasons.append(Reason("record_unreadable"))
            return None
        found = faults(self.record)
        self.reasons += [Reason("record", {"fault": fault}) for fault in found]
        self.recomputed = not found
        if not any(fault.code == "snapshot_unreadable" for fault in found):
            from desktop.documents.page_check import page_faults

            body = json.loads(self.record.snapshot.body)
            self.reasons += [Reason(each.code, each.facts) for each in page_faults(data, body)]
        return self.record.code()

    def _codes(self, proof: str | None) -> str | None:
        """The code counted from the record, on the pages, and the one that was typed."""
        printed = sorted(set(printed_codes(self.path)))
        if proof is None:
            proof = printed[0] if len(printed) == 1 else None
        elif not printed:
            self.reasons.append(Reason("no_printed_code", {"counted": proof}))
        for each in printed:
            if each != proof:
                self.reasons.append(Reason("printed_code", {"printed": each, "counted": proof}))
        if self.typed is not None and (proof is None or read_code(self.typed) != proof):
            self.reasons.append(Reason("code", {"typed": self.typed, "counted": proof}))
        return proof


def printed_codes(path: Path) -> Iterator[str]:
    """Codes in the text of a PDF's pages; of a scan, those in its QR codes."""
    found: list[str] = []
    try:
        with pdfium.opened(path) as pdf:
            for number in range(min(len(pdf), pdfium.MOST_PAGES)):
                page = pdf[number]
                text = page.get_textpage()
                found += (match[1] for match in _PRINTED.finditer(text.get_text_range()))
                text.close()
                page.close()
    except pdfium.damage():
        yield from found
        return
    yield from found
    if not found:
        try:
            yield from scan_codes(path)
        except ScanUnreadableError:
            return
