"""A PDF that is being signed, or a paper that is being checked, as a screen shows it: its fields
in signing order, who signed them, whether all of it holds, whether it is locked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.queries.proof_codes import CodeAnswer
from desktop.documents.pdf_signatures import at, field_objects, open_pdf, quiet, read_pdf
from desktop.documents.scan_code import scan_codes
from desktop.documents.signature_check import SignatureVerdict
from desktop.documents.signing_errors import DamagedPdfError, NotPdfError
from desktop.documents.trust import Trust
from desktop.documents.verifying import Verdict, verify

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field to sign: whose it is by the paper (``title`` and ``person``, "" where the paper
    does not say), and what came of it."""

    name: str
    title: str
    person: str
    signature: SignatureVerdict


@dataclass(frozen=True, slots=True)
class Copy:
    """What there is to show. ``verdict`` is None for a picture; ``codes`` are the proof codes on
    a picture. ``locked_by`` names whose signature locked the file, "" where none did."""

    path: Path
    verdict: Verdict | None
    fields: tuple[FieldLine, ...] = ()
    locked_by: str = ""
    codes: tuple[str, ...] = ()
    answer: CodeAnswer | None = None  # of the open book, where it has frozen anything

    @property
    def proof_code(self) -> str | None:
        """Mã đối chiếu of the results inside, or on the paper; None where none can be read."""
        if self.verdict is not None:
            return self.verdict.proof_code
        return self.codes[0] if len(self.codes) == 1 else None

    @property
    def free(self) -> tuple[FieldLine, ...]:
        """The fields that may still be signed, in signing order."""
        if self.locked_by:
            return ()
        return tuple(line for line in self.fields if line.signature.signer is None)


def read_copy(path: Path, trust: Trust, now: datetime | None = None) -> Copy:
    """Reads a PDF or a picture. Raises NotPdfError (too large), ScanUnreadableError, OSError."""
    try:
        data = read_pdf(path)
    except NotPdfError as error:
        if error.facts.get("detail") == "size":
            raise
        return Copy(path, None, codes=scan_codes(path))
    verdict = verify(path, trust, now=now)
    signatures = {each.field: each for each in verdict.signatures}
    try:
        with quiet():
            reader = open_pdf(data, path)
            titles = _titles(reader)
    except DamagedPdfError:
        return Copy(path, verdict)
    order = [name for name in titles if name in signatures]
    order += [name for name in signatures if name not in titles]
    fields = tuple(FieldLine(name, *titles.get(name, ("", "")), signatures[name]) for name in order)
    return Copy(path, verdict, fields, _locked_by(reader, verdict))


def _titles(reader: PdfFileReader) -> dict[str, tuple[str, str]]:
    """Title and name by field, as the paper says them ("NGƯỜI GHI BIÊN BẢN: Lê Văn Cường")."""
    found = {}
    for name, widget in field_objects(reader).items():
        title, _, person = str(at(widget, "/TU") or "").rpartition(": ")
        found[name] = (title, person)
    return found


def _locked_by(reader: PdfFileReader, verdict: Verdict) -> str:
    from desktop.documents.signing import lock_of

    names = {each.field: each.signer or "" for each in verdict.signatures}
    field = lock_of(reader)
    return "" if field is None else names.get(field) or field
