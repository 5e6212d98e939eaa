"""Signed minutes prove themselves, and a forger is told from it: each attack with its reason."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from db import freeze
from db.book import Book
from db.home import Home
from db.rules import proof
from desktop.documents import certificates
from desktop.documents.signing import sign
from desktop.documents.token import Token
from desktop.documents.trust import Trust
from desktop.documents.verifying import Verdict, verify
from desktop.verify_words import sentences, verdict_line
from tests.signing_support import (
    DAY,
    NOW,
    PIN,
    SoftToken,
    authority,
    frozen_record,
    minutes_to_sign,
    record,
    signers,
)
from tests.support import Clock, Sample

FIELDS = ("ThuKy", "ThanhVien1", "ChuTri")


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def blank(sample: Sample, tmp_path: Path) -> Path:
    """Minutes with five fields, nobody has signed."""
    frozen_record(sample)
    return minutes_to_sign(sample, tmp_path / "bien-ban.pdf")


@pytest.fixture
def signed(blank: Path, tmp_path: Path) -> Path:
    """Signed by secretary, a member and the chair, not locked."""
    for field, person in zip(FIELDS, signers(), strict=True):
        sign(blank, field, person.file(tmp_path))
    return blank


def _verify(path: Path, **more: Any) -> Verdict:
    return verify(path, more.pop("trust", authority().trust), **more)


def _codes(verdict: Verdict) -> list[str]:
    """Codes of the reasons; of a record's faults theirs."""
    found = [
        reason.facts["fault"].code if reason.code == "record" else reason.code
        for reason in verdict.reasons
    ]
    assert all(sentences(verdict.reasons)) and verdict_line(verdict)
    return sorted(set(found))


def _page_change(data: bytes) -> bytes:
    """Draws over the first page by an incremental update, as any PDF editor does."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    more = writer.add_object(generic.StreamObject(stream_data=b"0 0 200 200 re f"))
    before = page.raw_get("/Contents")
    page["/Contents"] = generic.ArrayObject([before, more])
    writer.update_container(page)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _sign_anyway(path: Path, field: str, folder: Path) -> None:
    """Signs without asking whether the file is locked."""
    with signers()[0].file(folder).open(certificates.now()) as signer:
        writer = IncrementalPdfFileWriter(io.BytesIO(path.read_bytes()))
        made = PdfSigner(PdfSignatureMetadata(field_name=field), signer)
        path.write_bytes(made.sign_pdf(writer).getvalue())


def _flip(path: Path, at: int, bits: int = 1) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= bits
    path.write_bytes(bytes(data))


def test_signed_by_three(signed: Path, sample: Sample) -> None:
    verdict = _verify(signed, book=sample.book)
    assert verdict.valid and verdict.whole_file and verdict.recomputed
    assert verdict.reasons == ()
    names = [each.signer for each in verdict.signatures]
    assert names == ["Lê Văn Cường", "Trần Thị Bình", "Nguyễn Văn An", None, None]
    assert [s.field for s in verdict.signatures][3:] == ["ThanhVien2", "ThanhVien3"]
    assert all(s.valid and s.trusted for s in verdict.signatures[:3])
    assert {s.authority for s in verdict.signatures[:3]} == {"CA thử nghiệm"}
    _, code = freeze.body_of(sample.book, sample.campaign, 1)
    assert verdict.proof_code == code
    assert "book_agrees" in {reason.code for reason in verdict.remarks}
    assert "chưa kiểm tra được việc thu hồi" in verdict_line(verdict)  # never silently fine


def test_outside_tools_agree(
    blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three key files and a token; pdfsig with the CA in an NSS database trusts all four."""
    if shutil.which("pdfsig") is None or shutil.which("certutil") is None:
        pytest.skip("poppler's pdfsig and NSS's certutil are not installed")
    token = SoftToken(tmp_path / "hsm", monkeypatch)
    token.make()
    token.put(authority().person("K'Brít"))
    for field, person in zip(FIELDS[:2], signers(), strict=False):
        sign(blank, field, person.file(tmp_path))
    sign(blank, "ThanhVien2", Token(token.module, PIN))
    sign(blank, "ChuTri", signers()[2].file(tmp_path), last=True)
    stick = Path(shutil.copy(blank, tmp_path / "usb.pdf"))
    assert _verify(stick).valid
    nss, ca = tmp_path / "nss", tmp_path / "ca.pem"
    nss.mkdir()
    ca.write_bytes(authority().certificate.public_bytes(Encoding.PEM))
    for line in (["-N", "--empty-password"], ["-A", "-n", "ca", "-t", "CT,C,C", "-i", str(ca)]):
        subprocess.run(["certutil", "-d", str(nss), *line], check=True, capture_output=True)
    told = subprocess.run(
        ["pdfsig", "-nssdir", str(nss), str(stick)], check=True, capture_output=True, text=True
    ).stdout
    assert told.count("Signature is Valid.") == 4
    assert told.count("Certificate is Trusted.") == 4
    assert told.count("\n  - Total document signed") == 1


def test_signed_on_in_another_program(signed: Path, tmp_path: Path) -> None:
    """The clerk adds the body's own signature, with its stamp, in a field of that program."""
    office = authority().person("Huyện ủy Ví Dụ").file(tmp_path)
    spec = SigFieldSpec("Signature1", on_page=0, box=(100, 700, 200, 780))
    with office.open(certificates.now()) as signer:
        writer = IncrementalPdfFileWriter(io.BytesIO(signed.read_bytes()))
        made = PdfSigner(
            PdfSignatureMetadata(field_name="Signature1", subfilter=SigSeedSubFilter.PADES),
            signer,
            new_field_spec=spec,
        )
        signed.write_bytes(made.sign_pdf(writer).getvalue())
    verdict = _verify(signed)
    assert verdict.valid and verdict.whole_file
    assert [s.field for s in verdict.signatures][:4] == [*FIELDS, "Signature1"]


# -- tampering -----------------------------------------------------------------------------


def test_nobody_signed(blank: Path) -> None:
    verdict = _verify(blank)
    assert _codes(verdict) == ["unsigned"] and not verdict.whole_file and verdict.recomputed


def test_one_byte_of_the_first_revision(signed: Path) -> None:
    data = signed.read_bytes()
    _flip(signed, data.index(b"stream\n") + 100)  # in the first object that has a content
    assert "broken" in _codes(_verify(signed))


def test_one_byte_of_the_last_revision(signed: Path) -> None:
    data = signed.read_bytes()
    _flip(signed, data.rindex(b"/Name (") + 8)  # in the last signature's own dictionary
    verdict = _verify(signed)
    assert _codes(verdict) == ["broken"]
    assert [s.valid for s in verdict.signatures[:3]] == [True, True, False]


@pytest.mark.parametrize("part", [0.1, 0.35, 0.6, 0.85, 0.999])
def test_one_byte_anywhere(signed: Path, part: float) -> None:
    """Wherever it lies: never valid, never a crash."""
    _flip(signed, int(len(signed.read_bytes()) * part))
    verdict = _verify(signed)
    assert not verdict.valid and _codes(verdict)


@pytest.mark.parametrize("place", ["padding", "case", "another certificate"])
def test_one_byte_of_what_no_signature_covers(signed: Path, place: str) -> None:
    """The container of the last signature: zeros behind it, hexadecimal, the CA beside it."""
    data = signed.read_bytes()
    start = data.rindex(b"/Contents <") + len(b"/Contents <")
    end = data.index(b">", start)
    if place == "padding":
        _flip(signed, end - 20)
    elif place == "case":
        at = next(at for at in range(start, end) if data[at : at + 1].isalpha())
        _flip(signed, at, 0x20)
    else:
        ca = authority().certificate.public_bytes(Encoding.DER).hex()
        _flip(signed, data.lower().index(ca.encode(), start) + len(ca) - 40)
    verdict = _verify(signed)
    assert not verdict.valid
    assert {"blemished", "broken", "unreadable", "damaged"} & set(_codes(verdict))
    if place != "another certificate":
        assert _codes(verdict) == ["blemished"]


def test_a_page_changed_after_the_last_signature(signed: Path) -> None:
    signed.write_bytes(_page_change(signed.read_bytes()))
    verdict = _verify(signed)
    assert _codes(verdict) == ["added_after", "changed"] and not verdict.whole_file


def test_a_page_changed_between_two_signatures(blank: Path, tmp_path: Path) -> None:
    sign(blank, "ThuKy", signers()[0].file(tmp_path))
    blank.write_bytes(_page_change(blank.read_bytes()))
    sign(blank, "ChuTri", signers()[2].file(tmp_path))
    verdict = _verify(blank)
    assert _codes(verdict) == ["changed"] and verdict.whole_file
    assert [s.valid for s in verdict.signatures[:2]] == [False, True]


def test_bytes_after_the_end(signed: Path) -> None:
    signed.write_bytes(signed.read_bytes() + b"\n% more\n")
    assert "added_after" in _codes(_verify(signed))


def test_a_signature_after_the_lock(blank: Path, tmp_path: Path) -> None:
    sign(blank, "ChuTri", signers()[2].file(tmp_path), last=True)
    assert _verify(blank).valid
    _sign_anyway(blank, "ThuKy", tmp_path)
    assert _codes(_verify(blank)) == ["after_lock"]


def test_a_signature_that_is_only_drawn(blank: Path, tmp_path: Path) -> None:
    with pikepdf.open(blank, allow_overwriting_input=True) as pdf:
        look = pdf.Root.AcroForm.Fields[0].AP.N
        look.write(b"0 0 20 20 re f")
        pdf.save(blank)
    sign(blank, "ChuTri", signers()[2].file(tmp_path))
    assert _codes(_verify(blank)) == ["drawn"]


def _attached(sample: Sample, path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    content = json.loads(record(sample))
    change(content)
    minutes_to_sign(sample, path, json.dumps(content, ensure_ascii=False).encode())
    for field, person in zip(FIELDS, signers(), strict=True):
        sign(path, field, person.file(path.parent))
    return path


def test_a_mark_altered_in_the_attachment_before_signing(sample: Sample, tmp_path: Path) -> None:
    def better(content: dict[str, Any]) -> None:
        body = json.loads(content["ballots"][0]["body"])
        body["marks"]["DT1"] = 100 if body["marks"]["DT1"] == 0 else 0
        content["ballots"][0]["body"] = json.dumps(body, ensure_ascii=False)

    frozen_record(sample)
    verdict = _verify(_attached(sample, tmp_path / "m.pdf", better))
    assert "ballot_altered" in _codes(verdict) and not verdict.recomputed
    assert all(s.valid and s.trusted for s in verdict.signatures[:3])


def test_a_ballot_left_out(sample: Sample, tmp_path: Path) -> None:
    frozen_record(sample)
    verdict = _verify(_attached(sample, tmp_path / "m.pdf", lambda c: c["ballots"].pop()))
    assert "ballot_missing" in _codes(verdict)


def test_other_results_under_the_same_code(sample: Sample, tmp_path: Path) -> None:
    """The results are altered, the code on the pages is the old one."""

    def better(content: dict[str, Any]) -> None:
        body = json.loads(content["snapshot"]["body"])
        body["submissions"][2]["class"] = "Tốt"
        content["snapshot"]["body"] = json.dumps(body, ensure_ascii=False)

    frozen_record(sample)
    codes = _codes(_verify(_attached(sample, tmp_path / "m.pdf", better)))
    assert codes == ["counts", "figure", "page_results", "printed_code", "snapshot_altered"]


def test_no_record_at_all(blank: Path, tmp_path: Path) -> None:
    with pikepdf.open(blank, allow_overwriting_input=True) as pdf:
        del pdf.Root.AF
        pdf.save(blank)
    sign(blank, "ChuTri", signers()[2].file(tmp_path))
    assert _codes(_verify(blank)) == ["no_record"]


def test_the_code_from_paper(signed: Path) -> None:
    code = _verify(signed).proof_code
    assert code is not None
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert _verify(signed, code=typed).valid
    for wrong in ("7K3D-90QX-MB2T", "7K3D", "mã nào đó", ""):
        assert _codes(_verify(signed, code=wrong)) == ["code"]


# -- certificates --------------------------------------------------------------------------


def test_nobody_is_trusted_by_default(signed: Path) -> None:
    verdict = _verify(signed, trust=Trust())
    assert _codes(verdict) == ["untrusted"]
    assert all(s.valid and not s.trusted for s in verdict.signatures[:3])


def test_a_revoked_certificate(signed: Path) -> None:
    ca, member = authority(), signers()[1]
    revoked = replace(ca.trust, revocations=(ca.revocations(member),))
    verdict = _verify(signed, trust=revoked)
    assert _codes(verdict) == ["revoked"]
    assert [s.valid for s in verdict.signatures[:3]] == [True, False, True]
    clean = replace(ca.trust, revocations=(ca.revocations(),))
    verdict = _verify(signed, trust=clean)
    assert verdict.valid and {r.code for r in verdict.remarks} == {"cleared"}
    assert "thu hồi" not in verdict_line(verdict)


def test_an_old_list_clears_nobody(signed: Path) -> None:
    ca = authority()
    old = ca.revocations(made=NOW - 90 * DAY)
    verdict = _verify(signed, trust=replace(ca.trust, revocations=(old,)))
    assert verdict.valid and {r.code for r in verdict.remarks} == {"stale"}


def test_a_list_that_the_ca_did_not_sign(signed: Path) -> None:
    from tests.signing_support import Authority

    false = Authority("CA thử nghiệm").revocations(signers()[0])
    verdict = _verify(signed, trust=replace(authority().trust, revocations=(false,)))
    assert verdict.valid and {r.code for r in verdict.remarks} == {"unchecked"}


def test_years_later(signed: Path) -> None:
    """Certificates that ran out since do no harm."""
    assert _verify(signed, now=NOW + 3000 * DAY).valid


def test_signed_with_what_had_run_out(blank: Path, tmp_path: Path) -> None:
    old = authority().person("Quá hạn", start=-20 * DAY, end=-2 * DAY)
    sign(blank, "ThuKy", old.file(tmp_path), moment=NOW - 3 * DAY)
    verdict = _verify(blank)
    assert verdict.valid  # in time
    assert "other_name" in {r.code for r in verdict.remarks}  # the block is the secretary's
    other = minutes_like(blank, tmp_path)
    sign(other, "ThuKy", old.file(tmp_path), moment=NOW - 3 * DAY)
    assert _verify(other, now=NOW - 10 * DAY).reasons[0].code == "future"


def minutes_like(path: Path, folder: Path) -> Path:
    """The minutes before their first signature: the file up to its first end."""
    data = path.read_bytes()
    other = folder / "other.pdf"
    other.write_bytes(data[: data.index(b"%%EOF") + 6])
    return other


# -- against a book ------------------------------------------------------------------------


def test_a_withdrawn_copy(signed: Path, sample: Sample) -> None:
    freeze.unfreeze(sample.book, sample.campaign, 1, "Ghi nhầm ngày")
    verdict = _verify(signed, book=sample.book)
    assert _codes(verdict) == ["book_withdrawn"]
    assert "Ghi nhầm ngày" in sentences(verdict.reasons)[0]


def test_another_book(signed: Path, tmp_path: Path, home: Home) -> None:
    with Book.create(tmp_path / "khac.thamdinh", home, Clock()) as other:
        assert _codes(_verify(signed, book=other)) == ["book_other"]


def test_a_scan_of_the_hand_signed_minutes(blank: Path, sample: Sample, tmp_path: Path) -> None:
    """No text, no record, no signature: the code is read from the QR code."""
    pdf = pypdfium2.PdfDocument(blank)
    pages = [pdf[n].render(scale=150 / 72).to_pil().convert("L").rotate(1, fillcolor=255)
             for n in range(2)]  # fmt: skip
    pdf.close()
    scan = tmp_path / "scan.pdf"
    pages[0].save(scan, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    verdict = _verify(scan, book=sample.book)
    _, code = freeze.body_of(sample.book, sample.campaign, 1)
    assert verdict.proof_code == code
    assert "book_agrees" in {reason.code for reason in verdict.remarks}
    assert {"unsigned", "no_record"} <= set(_codes(verdict))
