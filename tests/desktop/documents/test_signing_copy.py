"""Minutes dressed for signing: attachment, PDF/A-3u, named fields, the same bytes twice."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from db import freeze
from db.rules import proof
from desktop.documents.certificates import Holder
from desktop.documents.errors import SignedPaperError
from desktop.documents.minutes import write_minutes
from desktop.documents.pdf_signatures import attachment, open_pdf, read_pdf
from desktop.documents.record import ATTACHMENT
from desktop.documents.signing import sign
from desktop.documents.signing_errors import SignImageError
from desktop.documents.srgb import srgb_profile
from desktop.documents.stamp import draw_stamp, signature_image, stamp_lines
from desktop.messages import sentence
from tests.signing_support import NOW, frozen_record, minutes_to_sign, record, signers
from tests.support import Sample

PROFILE = "495c5376af9d3e3de5bc1bfa91ffe465155aaf9498ef714c522dd7e5bbeb2676"


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


def test_the_same_session_gives_the_same_bytes(sample: Sample, tmp_path: Path) -> None:
    frozen_record(sample)
    first = minutes_to_sign(sample, tmp_path / "1.pdf").read_bytes()
    sample.book.rebuild()
    assert minutes_to_sign(sample, tmp_path / "2.pdf").read_bytes() == first


def test_the_record_is_inside_byte_for_byte(sample: Sample, tmp_path: Path) -> None:
    raw = frozen_record(sample)
    path = minutes_to_sign(sample, tmp_path / "m.pdf")
    assert attachment(open_pdf(read_pdf(path), path)) == raw
    with pikepdf.open(path) as pdf:
        (file,) = pdf.Root.AF
        assert file.AFRelationship == "/Data" and str(file.UF) == ATTACHMENT
        assert file.EF.F.Subtype == "/application/json"
        assert file.EF.F.read_bytes() == raw


def test_pdf_a(sample: Sample, tmp_path: Path) -> None:
    """What ISO 19005-3 asks for, as far as it can be seen from the objects."""
    frozen_record(sample)
    path = minutes_to_sign(sample, tmp_path / "m.pdf")
    with pikepdf.open(path) as pdf:
        assert pdf.pdf_version == "1.7" and not pdf.is_encrypted and "/ID" in pdf.trailer
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes() == srgb_profile()
        with pdf.open_metadata() as metadata:
            assert metadata["pdfaid:part"] == "3" and metadata["pdfaid:conformance"] == "U"
            assert metadata["dc:title"] == str(pdf.docinfo["/Title"])
            assert metadata["dc:creator"] == [str(pdf.docinfo["/Author"])]
            assert metadata["pdf:Producer"] == str(pdf.docinfo["/Producer"])
            day = re.sub(r"\D", "", metadata["xmp:CreateDate"])[:14]
            assert str(pdf.docinfo["/CreationDate"]).startswith(f"D:{day}")
        fonts = {font.objgen: font for page in pdf.pages for font in _fonts(page)}
        assert fonts
        for font in fonts.values():
            assert "FontFile2" in str(font.FontDescriptor.keys()) and "/ToUnicode" in font
            assert "Helvetica" not in str(font.BaseFont)
        for page in pdf.pages:
            for widget in page.get("/Annots", []):
                assert int(widget.F) & 4 and "/N" in widget.AP


def _fonts(page: Any) -> list[Any]:
    return list(page.Resources.get("/Font", {}).values())


def test_fields_stand_where_the_blocks_are(sample: Sample, tmp_path: Path) -> None:
    frozen_record(sample)
    body, code = freeze.body_of(sample.book, sample.campaign, 1)
    written = write_minutes(body, tmp_path / "m.pdf", code, record(sample))
    with pikepdf.open(written.path) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(f.T) for f in fields][::4] == ["ThuKy", "ChuTri"]
        for field, spot in zip(fields, written.signatures, strict=True):
            assert [float(edge) for edge in field.Rect] == pytest.approx(spot.rect, abs=0.01)
            assert pdf.pages[spot.page - 1].obj == field.P
            assert spot.name in str(field.TU)


def test_a_draft_has_none_of_it(sample: Sample, tmp_path: Path) -> None:
    body, code = freeze.body_of(sample.book, sample.campaign, 1)
    assert code is None
    write_minutes(body, tmp_path / "m.pdf", None, b"{}")
    with pikepdf.open(tmp_path / "m.pdf") as pdf:
        assert not {"/AcroForm", "/AF", "/Names"} & set(pdf.Root.keys())


def test_members_sign_only_where_the_campaign_says_so(sample: Sample, tmp_path: Path) -> None:
    sample.settings(members_sign=False)
    frozen_record(sample)
    with pikepdf.open(minutes_to_sign(sample, tmp_path / "m.pdf")) as pdf:
        assert [str(f.T) for f in pdf.Root.AcroForm.Fields] == ["ThuKy", "ChuTri"]


def test_signed_minutes_are_not_written_over(sample: Sample, tmp_path: Path) -> None:
    frozen_record(sample)
    path = minutes_to_sign(sample, tmp_path / "m.pdf")
    minutes_to_sign(sample, path)  # nobody signed yet
    sign(path, "ThuKy", signers()[0].file(tmp_path))
    before = path.read_bytes()
    with pytest.raises(SignedPaperError) as caught:
        minutes_to_sign(sample, path)
    assert path.read_bytes() == before and "không ghi đè" in sentence(caught.value)


def test_the_profile_never_changes() -> None:
    assert hashlib.sha256(srgb_profile()).hexdigest() == PROFILE


# -- what a signature shows ----------------------------------------------------------------


def test_the_block_of_the_letters() -> None:
    from datetime import UTC, datetime

    moment = datetime(2023, 2, 23, 9, 10, 0, tzinfo=UTC)
    whole = Holder("Ban Tổ chức", "btctu@lamdong.gov.vn", "Tỉnh ủy Lâm Đồng")
    assert stamp_lines(whole, moment) == (
        "Email: btctu@lamdong.gov.vn",
        "Cơ quan: Tỉnh ủy Lâm Đồng",
        "Ngày ký: 23.02.2023 16:10:00 +07:00",
    )
    assert stamp_lines(Holder("K'Brít", "", ""), moment)[0] == "Người ký: K'Brít"


@pytest.mark.parametrize("size", [(216.0, 83.0), (40.0, 20.0), (500.0, 10.0)])
def test_a_block_of_any_length_fits(size: tuple[float, float]) -> None:
    import io

    import pypdfium2

    who = Holder("Tên rất dài " * 8, "dia.chi.rat.dai@" + "don.vi." * 9 + "vn", "Cơ quan " * 12)
    pdf = pypdfium2.PdfDocument(io.BytesIO(draw_stamp(who, NOW, size)))
    assert pdf[0].get_size() == pytest.approx(size)
    left, _, right, high = next(iter(pdf[0].get_objects())).get_bounds()
    assert left >= 0 and right <= size[0] + 1 and high <= size[1] + 1
    pdf.close()


def test_a_handwritten_signature(sample: Sample, tmp_path: Path) -> None:
    from PIL import Image, ImageDraw

    scan = Image.new("RGB", (600, 300), "white")
    ImageDraw.Draw(scan).line([(100, 200), (250, 80), (400, 220), (500, 100)], "black", 8)
    scan.save(tmp_path / "chu-ky.jpg")
    made = signature_image(tmp_path / "chu-ky.jpg")
    assert made.mode == "RGBA" and made.width < 450 and made.height < 200  # cut to the ink
    assert [made.getchannel(band).getextrema() for band in "RGB"] == [(v, v) for v in (20, 40, 140)]
    alpha = made.getchannel("A")
    assert alpha.getextrema() == (0, 255)
    scan.putalpha(0)
    scan.save(tmp_path / "trong.png")
    (tmp_path / "x.png").write_text("x")
    for name in ("trong.png", "x.png", "khong-co.png"):
        with pytest.raises(SignImageError) as caught:
            signature_image(tmp_path / name)
        assert name in sentence(caught.value)
    frozen_record(sample)
    path = minutes_to_sign(sample, tmp_path / "m.pdf")
    sign(path, "ThuKy", signers()[0].file(tmp_path), image=tmp_path / "chu-ky.jpg")
    with pikepdf.open(path) as pdf:
        look = pdf.Root.AcroForm.Fields[0].AP.N
        assert b"/Stamp Do" in look.read_bytes()
