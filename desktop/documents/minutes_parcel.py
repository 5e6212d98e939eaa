"""Signed minutes as a delivery: the frozen results that a minutes PDF carries in its record.

For units that send the paper's file instead of a delivery. It says what the panel concluded and
nothing of a decision; a delivery of the same session replaces it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from db.errors import AlteredFileError, DamagedBookError, FileUnusableError, ForeignDeliveryError
from db.exchange import delivery_body
from db.exchange.delivery_body import DeliveryBody, totals_of
from db.exchange.delivery_file import Parcel
from db.exchange.delivery_list import from_snapshot
from db.record import Record, read_record
from desktop.documents.pdf_signatures import attachment, open_pdf, quiet, read_pdf
from desktop.documents.signing_errors import DamagedPdfError, NotPdfError
from desktop.documents.trust import Trust
from desktop.documents.verifying import verify

# What stands against the signatures' certificates, not against the results: the record has
# the office's own signature, and the desk compares its key.
_HARMLESS = {"unsigned", "untrusted", "expired", "unchecked", "stale", "other_name", "future"}


def read_minutes(path: Path) -> Parcel:
    """The results in a minutes PDF, everything in it verified but who issued certificates.

    Raises FileUnusableError, DamagedBookError (no PDF that can be read), ForeignDeliveryError
    (no record inside), AlteredFileError.
    """
    try:
        verdict = verify(path, Trust())
        against = [reason for reason in verdict.reasons if reason.code not in _HARMLESS]
        record = _record(path)
    except (NotPdfError, DamagedPdfError) as error:
        raise DamagedBookError(path=path, detail="pdf") from error
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    if record is None:
        raise ForeignDeliveryError(path=path, code="no_record")
    if against or record.snapshot.key != record.root:
        raise AlteredFileError(path=path, what="minutes")
    body = _body(record)
    return Parcel(
        body, delivery_body.write(body), b"", record.snapshot.key, record.root, record.snapshot.body
    )


def _record(path: Path) -> Record | None:
    with quiet():
        try:
            raw = attachment(open_pdf(read_pdf(path), path))
            return None if raw is None else read_record(raw)
        except ValueError:
            return None


def _body(record: Record) -> DeliveryBody:
    """The list as a delivery would carry it; number 0, so that any delivery is newer."""
    frozen = from_snapshot(record.snapshot.body)
    return DeliveryBody(
        book=record.book.hex(),
        campaign=frozen.campaign,
        year=frozen.year,
        body=frozen.body,
        unit=frozen.unit,
        parent=frozen.parent,
        session=record.session.hex(),
        number=frozen.number,
        minutes_no="",
        date=None,
        snapshot_seq=record.seq,
        digest=hashlib.sha256(record.snapshot.body).hexdigest(),
        proof_code=record.code(),
        time=0,
        seq=0,
        illustrative=frozen.illustrative,
        decision=None,
        lines=frozen.lines,
        counts={},
        totals=totals_of(frozen.lines),
    )
