"""Adds one digital signature to a PDF: an incremental update, whole or not at all.

Approval signatures only: nobody's signature stops the clerk from adding number, date, stamp and
the body's own signature afterwards in the office's program; only ``last`` locks the file.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from cryptography import x509
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.form_tools import get_single_field_annot
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.cms_embedder import SigMDPSetup
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle

from desktop.documents import certificates
from desktop.documents.certificates import Holder, holder
from desktop.documents.files import refuse_signed, write_whole
from desktop.documents.pdf_signatures import (
    field_objects,
    open_pdf,
    quiet,
    read_pdf,
    signed_fields,
)
from desktop.documents.signing_errors import (
    SignFieldTakenError,
    SignFieldUnknownError,
    SignLockedError,
)
from desktop.documents.stamp import draw_stamp


class KeySource(Protocol):
    """A key file or a token (certificates.KeyFile, token.Token)."""

    def open(self, moment: datetime) -> AbstractContextManager[Signer]:
        """The key, ready to sign. Raises KeyFileError, TokenError, CertificateError."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed: the file, the field, by whom and when, and what is still to be signed."""

    path: Path
    field: str
    signer: Holder
    time: datetime
    locked: bool
    left: tuple[str, ...]


def sign(
    path: Path,
    field: str,
    source: KeySource,
    *,
    last: bool = False,
    out: Path | None = None,
    image: Path | None = None,
    moment: datetime | None = None,
) -> Signed:
    """Signs the named field; ``last`` locks the file against every further change.

    Written to ``out``, or over ``path`` at the last moment. ``image`` is the picture of the
    signer's handwriting, shown instead of the block. Raises what pdf_signatures.read_pdf,
    ``source`` and the stamp raise, SignFieldUnknownError, SignFieldTakenError, SignLockedError,
    SignedPaperError (other signed minutes lie at ``out``), PaperFileError; the file is then as
    it was.
    """
    moment = moment or certificates.now()
    data = read_pdf(path)
    if out is not None and out.absolute() != path.absolute():
        refuse_signed(out)
    reader = open_pdf(data, path)
    fields = _require_free(reader, field)
    with quiet(), source.open(moment) as signer:
        signed = _signed(data, field, signer, fields[field], last, image, moment)
        who = _holder_of(signer)
    target = out or path
    write_whole(target, signed)
    taken = signed_fields(reader)
    left = tuple(name for name in fields if name != field and name not in taken)
    return Signed(target, field, who, moment, last, left)


def _require_free(reader: PdfFileReader, field: str) -> Mapping[str, Any]:
    fields, taken = field_objects(reader), signed_fields(reader)
    if field not in fields:
        raise SignFieldUnknownError(field=field, fields=tuple(fields))
    lock = lock_of(reader, field)
    if lock is not None:
        raise SignLockedError(field=lock, signer=_name_of(taken[lock].signer_cert))
    if field in taken:
        raise SignFieldTakenError(field=field, signer=_name_of(taken[field].signer_cert))
    return fields


def lock_of(reader: PdfFileReader, field: str | None = None) -> str | None:
    """The field whose signature locked the file, or only ``field``; None where none did."""
    for name, signature in signed_fields(reader).items():
        spec: FieldMDPSpec | None = signature.fieldmdp
        closed = spec is not None and (
            spec.action == FieldMDPAction.ALL or (field is not None and spec.is_locked(field))
        )
        if closed or signature.docmdp_level == MDPPerm.NO_CHANGES:
            return name
    return None


def _signed(
    data: bytes,
    field: str,
    signer: Signer,
    widget: Any,
    last: bool,
    image: Path | None,
    moment: datetime,
) -> bytes:
    x0, y0, x1, y1 = (float(edge) for edge in get_single_field_annot(widget)["/Rect"])
    size = abs(x1 - x0), abs(y1 - y0)
    who = _holder_of(signer)
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    style = None
    if min(size) > 1:
        style = StaticStampStyle(
            border_width=0,
            background=_Drawing(draw_stamp(who, moment, size, image)),
            background_layout=layout.SimpleBoxLayoutRule(
                x_align=layout.AxisAlignment.ALIGN_MID,
                y_align=layout.AxisAlignment.ALIGN_MID,
                margins=layout.Margins(),
            ),
            background_opacity=1.0,
        )
    told = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", name=who.name)
    made = _Signer(told, signer, stamp_style=style, moment=moment, last=last)
    target = made.sign_pdf(writer, existing_fields_only=True)
    return bytes(target.getvalue())


class _Signer(PdfSigner):
    """Signs with one moment throughout, in the signature and in the block on the page; and
    locks where it is the last."""

    def __init__(self, *arguments: Any, moment: datetime, last: bool, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._moment, self._last = moment, last

    def init_signing_session(self, *arguments: Any, **more: Any) -> PdfSigningSession:
        session = super().init_signing_session(*arguments, **more)
        session.system_time = self._moment
        if self._last:
            # FieldMDP over all fields (ISO 32000-1, 12.8.2.4), said by the signature alone: a
            # /Lock put into the field now would be a change to what others signed before.
            rules = SigMDPSetup(
                certify=False,
                field_lock=FieldMDPSpec(FieldMDPAction.ALL),
                docmdp_perms=None,
                md_algorithm=session.md_algorithm,
            )
            vars(session)["_apply_locking_rules"] = lambda: rules
        return session


class _Drawing(PdfContent):
    """The one page of a PDF in memory, taken in as it is."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Stamp"] = page
        left, low, right, high = page.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=float(right - left), height=float(high - low))
        return b"/Stamp Do"


def _holder_of(signer: Signer) -> Holder:
    certificate = signer.signing_cert
    assert certificate is not None  # both sources give one
    return holder(x509.load_der_x509_certificate(certificate.dump()))


def _name_of(certificate: Any) -> str:
    return holder(x509.load_der_x509_certificate(certificate.dump())).name


