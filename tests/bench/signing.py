"""Four signatures on frozen minutes: adding them, and judging them, against pyHanko alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from db import campaigns
from db.book import Book
from db.freeze import body_of, freeze
from db.record import record_of
from db.sessions import find, standing_snapshot
from desktop.documents.certificates import KeyFile, to_asn1
from desktop.documents.minutes import write_minutes
from desktop.documents.pdf_signatures import field_objects, open_pdf, quiet
from desktop.documents.signature_check import check_signatures
from desktop.documents.signing import sign
from desktop.documents.verifying import verify
from desktop.sample.book import make
from tests.bench.figures import Figure, by_turns, middle
from tests.bench.lab import Lab
from tests.signing_support import NOW, PASSPHRASE, authority

_SIGNATURES = 4


def bench(lab: Lab) -> Iterator[Figure]:
    """``sign``: four signatures one after the other; ``verify``: what is said of each of them."""
    minutes, fields = _minutes(lab)
    folder = lab.folder / "signing"
    keys = [authority().person(f"Người ký {n}").file(folder) for n in range(len(fields))]
    mine, theirs = folder / "mine.pdf", folder / "theirs.pdf"
    lab.say(f"{len(fields)} signatures on {minutes.stat().st_size >> 10} KB of minutes")

    def ours() -> None:
        shutil.copyfile(minutes, mine)
        for field, key in zip(fields, keys, strict=True):
            sign(mine, field, key)

    def bare() -> None:
        shutil.copyfile(minutes, theirs)
        for field, key in zip(fields, keys, strict=True):
            _sign_bare(theirs, field, key)

    ours()  # what is imported on use is imported now
    bare()
    made, plain = by_turns(lab.scale.repeats, ours, bare)
    note = f"{len(fields)} one after the other, key files of 2048 bits"
    yield Figure("sign", middle(made), middle(plain), 1.2, against="pyHanko alone", note=note)
    yield from _verified(lab, mine)


def _verified(lab: Lab, path: Path) -> Iterator[Figure]:
    trust = authority().trust
    assert verify(path, trust, now=NOW).valid

    def signatures() -> None:
        check_signatures(open_pdf(path.read_bytes(), path), trust, NOW)

    judged, plain, whole = by_turns(
        lab.scale.repeats,
        signatures,
        lambda: _verify_bare(path),
        lambda: verify(path, trust, now=NOW),
    )
    bare, note = middle(plain), "who, when, whole, trusted, revoked"
    yield Figure("verify", middle(judged), bare, 1.2, against="pyHanko alone", note=note)
    note = "also the record counted anew, every page read, the code"
    yield Figure("verify.whole", middle(whole), bare, against="pyHanko alone", note=note)


def _minutes(lab: Lab) -> tuple[Path, list[str]]:
    """Minutes of the sample's meeting, ready to be signed; the first fields of theirs."""
    folder = lab.folder / "signing"
    folder.mkdir()
    path = folder / "minutes.pdf"
    with Book.open(make(folder / "so.thamdinh", lab.home), lab.home) as book:
        campaign = campaigns.find(book.connection, None)
        freeze(book, campaign, 1)
        body, code = body_of(book, campaign, 1)
        snapshot = standing_snapshot(book.connection, find(book.connection, campaign, 1).id)
        assert snapshot is not None
        write_minutes(body, path, code, record_of(book, snapshot))
    fields = list(field_objects(open_pdf(path.read_bytes(), path)))[:_SIGNATURES]
    assert len(fields) == _SIGNATURES
    return path, fields


def _sign_bare(path: Path, field: str, key: KeyFile) -> None:
    """As pyHanko's own guide does it, with its own block on the page."""
    signer = SimpleSigner.load_pkcs12(str(key.path), passphrase=PASSPHRASE.encode())
    assert signer is not None
    with path.open("rb+") as stream, quiet():
        told = PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
        sign_pdf(
            IncrementalPdfFileWriter(stream),
            told,
            signer,
            existing_fields_only=True,
            in_place=True,
        )


def _verify_bare(path: Path) -> None:
    make_context: Any = ValidationContext  # without types
    roots = [to_asn1(each) for each in authority().trust.authorities]
    with path.open("rb") as stream, quiet():
        for signature in PdfFileReader(stream).embedded_signatures:
            context = make_context(trust_roots=roots, moment=NOW, allow_fetching=False)
            status = validate_pdf_signature(signature, signer_validation_context=context)
            assert status.intact and status.valid
