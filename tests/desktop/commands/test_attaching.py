"""attach: a signed copy is taken in by its code, whichever way it was signed; nothing else is."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from db import freeze
from db.amendments import amendments
from db.book import Book
from db.home import Home
from db.rules import proof
from db.sessions import find
from db.signed_papers import SignedPaper, Sort, signed_papers
from desktop.cli import main
from desktop.documents import certificates
from desktop.documents.minutes import write_minutes
from desktop.documents.signing import sign
from desktop.documents.verifying import verify
from tests.amending import amended, put_right, rescore
from tests.scans import scanned
from tests.signing_support import authority, frozen_record, minutes_to_sign, record, signers
from tests.support import Sample

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def minutes(sample: Sample, tmp_path: Path) -> Path:
    """The signing copy of the frozen session 1; nobody has signed it."""
    frozen_record(sample)
    return minutes_to_sign(sample, tmp_path / "bien-ban.pdf")


@pytest.fixture
def run(sample: Sample, capsys: pytest.CaptureFixture[str]) -> Run:
    """attach BOOK FILE --session 1 --json …: exit code, payload, standard error."""

    def run(file: Path, *words: str, session: int = 1) -> tuple[int, Any, str]:
        path = sample.book.path
        sample.book.close()
        line = ["attach", str(path), str(file), "--session", str(session), "--json", *words]
        code = main(line)
        sample.book = Book.open(path, sample.book.home)
        out, err = capsys.readouterr()
        assert "Traceback" not in err and len(err.strip().splitlines()) <= 1
        return code, json.loads(out) if out else None, err

    return run


def _papers(sample: Sample) -> list[SignedPaper]:
    return signed_papers(sample.book, find(sample.book.connection, sample.campaign, 1).id)


@pytest.mark.parametrize("ending", ["pdf", "png", "jpg"])
def test_a_scan(sample: Sample, minutes: Path, tmp_path: Path, run: Run, ending: str) -> None:
    scan = scanned(minutes, tmp_path / f"quet.{ending}")
    code, found, _ = run(scan, "--number", "15-BB/TTĐ", "--date", "25/11/2023")
    assert code == 0
    assert (found["sort"], found["number"], found["date"]) == ("scan", "15-BB/TTĐ", "2023-11-25")
    assert found["proof_code"] == freeze.body_of(sample.book, sample.campaign, 1)[1]
    (paper,) = _papers(sample)
    assert paper.sort is Sort.SCAN and paper.hash.hex() == found["hash"] and paper.here


def test_signed_here_and_on_in_the_office_s_program(
    sample: Sample, minutes: Path, tmp_path: Path, run: Run
) -> None:
    """Recognised as the same minutes by the record inside, and verified; one copy in the list."""
    sign(minutes, "ThuKy", signers()[0].file(tmp_path))
    code, found, _ = run(minutes)
    assert code == 0 and found["sort"] == "digital" and found["attached"] == 1
    assert any("tin cậy" in text for text in found["remarks"])  # no CA was imported
    with authority().person("Huyện ủy Ví Dụ").file(tmp_path).open(certificates.now()) as key:
        writer = IncrementalPdfFileWriter(io.BytesIO(minutes.read_bytes()))
        spec = SigFieldSpec("Signature1", on_page=0, box=(100, 700, 200, 780))
        made = PdfSigner(PdfSignatureMetadata(field_name="Signature1"), key, new_field_spec=spec)
        minutes.write_bytes(made.sign_pdf(writer).getvalue())
    code, found, _ = run(minutes)
    assert code == 0 and found["sort"] == "digital" and found["attached"] == 1
    assert _papers(sample)[0].size == minutes.stat().st_size


def _without_record(minutes: Path, tmp_path: Path) -> None:
    """As another program writes it anew before signing: no attachment, no fields of ours."""
    with pikepdf.open(minutes, allow_overwriting_input=True) as pdf:
        del pdf.Root.AF, pdf.Root.Names, pdf.Root.AcroForm
        for page in pdf.pages:
            if "/Annots" in page:
                del page["/Annots"]
        pdf.save(minutes)
    with signers()[2].file(tmp_path).open(certificates.now()) as key:
        writer = IncrementalPdfFileWriter(io.BytesIO(minutes.read_bytes()))
        spec = SigFieldSpec("Signature1", on_page=0, box=(100, 700, 200, 780))
        made = PdfSigner(PdfSignatureMetadata(field_name="Signature1"), key, new_field_spec=spec)
        minutes.write_bytes(made.sign_pdf(writer).getvalue())


def test_signed_without_the_record(minutes: Path, tmp_path: Path, run: Run) -> None:
    _without_record(minutes, tmp_path)
    code, found, _ = run(minutes)
    assert code == 0 and found["sort"] == "digital"


def test_signed_without_the_record_other_figures(
    sample: Sample, minutes: Path, tmp_path: Path, run: Run
) -> None:
    body, code = freeze.body_of(sample.book, sample.campaign, 1)
    body["submissions"][0]["final"] = 1000
    write_minutes(body, minutes, code)
    with pikepdf.open(minutes, allow_overwriting_input=True) as pdf:
        pdf.Root.AF = pdf.Root.Names = pdf.Root.AcroForm = pikepdf.Dictionary()
        pdf.save(minutes)
    _without_record(minutes, tmp_path)
    exit_code, _, err = run(minutes)
    assert exit_code == 2 and "HS1" in err and "khác kết quả" in err and _papers(sample) == []


def test_a_code_typed_where_none_is_read(
    sample: Sample, tmp_path: Path, minutes: Path, run: Run
) -> None:
    blank = tmp_path / "mo.png"
    Image.new("L", (400, 400), 255).save(blank)
    code, _, err = run(blank)
    assert code == 2 and "hãy gõ 12 ký tự" in err
    proof_code = freeze.body_of(sample.book, sample.campaign, 1)[1]
    assert proof_code is not None
    assert run(blank, "--code", "7K3D")[0] == 2
    typed = proof_code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert run(blank, "--code", typed)[0] == 0


def test_not_that_paper(sample: Sample, minutes: Path, tmp_path: Path, run: Run) -> None:
    """Each said plainly, and nothing attached."""
    scan = scanned(minutes, tmp_path / "quet.png", pages=1)
    told = [
        (run(minutes), "chưa có chữ ký nào"),
        (run(scan, "--code", "7K3D-90QX-MB2T"), "khác mã đọc được"),
        (run(scan, session=2), "cuộc họp"),
        (run(scan, "--date", "31/02/2023"), "không phải ngày"),
        (run(scan, "--date", "01/11/2023"), "trước ngày họp"),
    ]
    strange = tmp_path / "thu.txt"
    strange.write_text("Kính gửi", encoding="utf-8")
    told.append((run(strange), "không phải ảnh hay PDF"))
    for (code, found, err), words in told:
        assert code == 2 and found is None and words in err, err
    freeze.unfreeze(sample.book, sample.campaign, 1, "Ghi nhầm ngày")
    assert run(scan)[0] == 2  # nothing stands frozen
    freeze.freeze(sample.book, sample.campaign, 1)
    code, _, err = run(scan)
    assert code == 2 and "bản đã thu hồi" in err and "Ghi nhầm ngày" in err
    assert _papers(sample) == []
    freeze.unfreeze(sample.book, sample.campaign, 1, "thử")  # so it is still open


def test_another_session_s_and_another_book_s(
    sample: Sample, minutes: Path, tmp_path: Path, run: Run, home: Home
) -> None:
    scan = scanned(minutes, tmp_path / "quet.png", pages=1)
    sample.set("session", b"2" * 16, campaign=sample.campaign.id, number=2, date="2023-12-01")
    sample.set("submission", sample.submission("HS4").id, has_report=True)
    for number in range(1, 5):
        sample.score(f"TV0{number}", "HS4")
    freeze.freeze(sample.book, sample.campaign, 2)
    code, _, err = run(scan, session=2)
    assert code == 2 and "là của cuộc họp số 1 năm 2023" in err
    unknown = tmp_path / "khac.png"
    Image.new("L", (300, 300), 255).save(unknown)
    code, _, err = run(unknown, "--code", "7K3D-90QX-MB2T")
    assert code == 2 and "không có trong sổ này" in err


def test_altered_after_signing(minutes: Path, tmp_path: Path, sample: Sample, run: Run) -> None:
    sign(minutes, "ThuKy", signers()[0].file(tmp_path))
    minutes.write_bytes(minutes.read_bytes() + b"\n% more\n")
    code, _, err = run(minutes)
    assert code == 2 and "không đính được" in err and "thêm nội dung" in err
    assert _papers(sample) == []


def test_after_an_amendment_the_amending_paper_alone(
    sample: Sample, minutes: Path, tmp_path: Path, run: Run
) -> None:
    """The first minutes, true or forged, are no copy of what stands; the amending ones are."""
    sign(minutes, "ThuKy", signers()[0].file(tmp_path))
    assert run(minutes, "--number", "03-BB/TTĐ")[0] == 0
    put_right(sample)
    rescore(sample, 600)
    made = amended(sample)
    (before,) = _papers(sample)
    scan = scanned(minutes, tmp_path / "lan-dau.png", pages=1)
    for file in (scan, minutes):
        code, _, err = run(file)
        assert code == 2 and "bản đã có biên bản điều chỉnh thay thế" in err
    code, _, err = run(scan, "--code", made.proof_code)  # the old paper under the new code
    assert code == 2 and "khác mã đọc được" in err
    body, old = freeze.body_of(sample.book, sample.campaign, 1)
    forged = tmp_path / "gia.pdf"
    body["submissions"][0]["final"] = 1000
    write_minutes(body, forged, old, record(sample))
    sign(forged, "ChuTri", signers()[2].file(tmp_path))
    code, _, err = run(forged)
    assert code == 2 and "không đính được" in err and "HS1" in err
    assert _papers(sample) == [before]
    amending = minutes_to_sign(sample, tmp_path / "bo-sung.pdf")
    sign(amending, "ChuTri", signers()[2].file(tmp_path))
    code, found, _ = run(amending, "--number", "05-BB/TTĐ", "--date", "2023-12-08")
    assert (code, found["sort"], found["proof_code"]) == (0, "digital", made.proof_code)
    assert [paper.number for paper in _papers(sample)] == ["05-BB/TTĐ", "03-BB/TTĐ"]
    meeting = find(sample.book.connection, sample.campaign, 1)
    assert meeting.minutes_no == "03-BB/TTĐ"
    (own,) = amendments(sample.book.connection, meeting.id)
    assert (own.minutes_no, own.date) == ("05-BB/TTĐ", "2023-12-08")
    for file, remark in ((minutes, "book_amended"), (amending, "book_agrees")):
        verdict = verify(file, authority().trust, book=sample.book)
        assert verdict.valid and remark in [each.code for each in verdict.remarks]
