"""TCVN3 and VNI become Unicode; Unicode stays what it is."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.intake.old_encodings import Encoding, Face, decode, face, guess
from desktop.intake.old_tables import TCVN3, VNI

FILES = Path(__file__).parents[2] / "files"
TEXTS = (
    "Huyện ủy Lạc Dương",
    "Xây dựng Đảng, hệ thống chính trị",
    "Cải cách hành chính, chuyển đổi số",
    "Phương pháp, lề lối làm việc",
    "Nghiệm thu mô hình nuôi cá nước lạnh ở thôn Đưng K'Nớh",
    "Quỹ “Nuôi heo đất” giúp học sinh nghèo đến trường",
    "Thuyết minh: giảm 60% văn bản in, rút ngắn 1/3 thời gian (kể cả ngày nghỉ)",
    "Cũng vì những người khuyết tật, đỡ đầu trẻ mồ côi",
)

_TO_TCVN3 = {letter: old for old, letter in TCVN3.items()}
_TO_VNI = {letter: old for old, letter in VNI.items() if old[1:].islower() or len(old) == 1}
_TO_VNI |= {
    letter: old for old, letter in VNI.items() if letter.isupper() and old[1:] == old[1:].upper()
}


def tcvn3(text: str) -> str:
    """As ABC fonts hold it: capitals with a tone have no sign and become small."""
    return "".join(_TO_TCVN3.get(c) or _TO_TCVN3.get(c.lower()) or c for c in text)


def vni(text: str) -> str:
    return "".join(_TO_VNI.get(c, c) for c in text)


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", Face(Encoding.TCVN3)),
        (".VnTimeH", Face(Encoding.TCVN3, capitals=True)),
        (".VnArial NarrowH", Face(Encoding.TCVN3, capitals=True)),
        (".vntimeh", Face(Encoding.TCVN3, capitals=True)),
        (".VNTIME", Face(Encoding.TCVN3)),
        ("VNI-Times", Face(Encoding.VNI)),
        ("VNI Times", Face(Encoding.VNI)),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
        (None, None),
    ],
)
def test_what_a_font_says(font: str | None, expected: Face | None) -> None:
    assert face(font) == expected


@pytest.mark.parametrize("text", TEXTS)
def test_by_font(text: str) -> None:
    assert decode(tcvn3(text), ".VnTime") == text
    assert decode(vni(text), "VNI-Times") == text
    assert decode(vni(text.upper()), "VNI-Times") == text.upper()
    assert decode(tcvn3(text.lower()), ".VnTimeH") == text.upper()


@pytest.mark.parametrize("text", TEXTS)
def test_by_content(text: str) -> None:
    for old, encoding in ((tcvn3(text), "tcvn3"), (vni(text), "vni")):
        assert guess(old) == encoding
        assert decode(old, None) == text
        assert decode(old, "Times New Roman") == text


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("font", [None, "Arial", ".VnTime", ".VnTimeH", "VNI-Times"])
def test_unicode_stays_whatever_the_font(text: str, font: str | None) -> None:
    assert decode(text, font) == text
    assert decode(unicodedata.normalize("NFD", text), font) == text


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Khá", ".VnTime"),
        ("Cá nhân", ".VnTime"),
        ("Thôn Sáu", ".VnTime"),
        ("xã", ".VnTime"),
        ("Chuyên viên", ".VnTime"),
        ("toàn", "VNI-Times"),
        ("Thôn Sáu", "VNI-Times"),
        ("hòa", "VNI-Times"),
        ("LD-2023-001", "VNI-Times"),
    ],
)
def test_short_unicode_under_an_old_font(text: str, font: str) -> None:
    assert decode(text, font) == text


@pytest.mark.parametrize(
    ("old", "font", "text"),
    [
        ("bé", ".VnTime", "bộ"),
        ("tÕ", ".VnTime", "tế"),
        ("Kinh tÕ", None, "Kinh tế"),
        ("Kh¸", ".VnTime", "Khá"),
        ("§\xadng K'Níh", ".VnTime", "Đưng K'Nớh"),
        ("L¹c D\xad¬ng", ".VnTime", "Lạc Dương"),
        ("ban", ".VnTimeH", "BAN"),
        ("uû ban", ".VnTimeH", "UỶ BAN"),
        ("ñoà", "VNI-Times", "đồ"),
        ("Ñaûng", "VNI-Times", "Đảng"),
        ("Ủy ban MÆt trËn Tæ quèc", ".VnTime", "Ủy ban Mặt trận Tổ quốc"),
        ("Ủy ban MÆt trËn Tæ quèc", None, "Ủy ban Mặt trận Tổ quốc"),
        ("§¶ng bé xã Đạ Chais", ".VnTime", "Đảng bộ xã Đạ Chais"),
        ("®ạng", ".VnTime", "đạng"),
        ("Đảng ủy khoái doanh nghieäp", "VNI-Times", "Đảng ủy khối doanh nghiệp"),
        ("Đảng ủy x· «Ngôi nhà trí tuệ»", ".VnTime", "Đảng ủy xã «Ngôi nhà trí tuệ»"),
        ("50 m², ½ ha đất rừng cña x·", ".VnTime", "50 m², ½ ha đất rừng của xã"),
    ],
)
def test_letter_by_letter(old: str, font: str | None, text: str) -> None:
    assert decode(old, font) == text


@pytest.mark.parametrize(
    "text",
    [
        "Noël à l'école laïque: façade, crème brûlée, hôtel, été",
        "Où ça",
        "laïc",
        "naïve Müller über Köln",
        "El niño de São Paulo",
        "Windows® 10 · Office© 365",
        "«Ngôi nhà trí tuệ»",
        "50 µm",
        "µm",
        "½ ha",
        "20°C ± 2",
        "Lạc \xadDương chuyển\xadđổi",
        "· Xây dựng Đảng § 5",
        "kích thước n×m và m×n",
        "hoà, hoá, toàn, ngoài",
        "LD-2023-001",
        "TC1",
        "",
    ],
)
def test_what_is_not_old_stays(text: str) -> None:
    assert decode(text, None) == text


def test_sample_to_the_letter(files: Path) -> None:
    expected = json.loads((files / "cu-2022-tcvn3-vni.expected.json").read_text("utf-8"))
    book = load_workbook(files / "cu-2022-tcvn3-vni.xlsx")
    for sheet, column, wanted in (("Đơn vị", 1, "units"), ("Đăng ký", 6, "titles")):
        read = {
            str(row[0].value): decode(str(row[column].value), row[column].font.name)
            for row in book[sheet].iter_rows(min_row=2)
        }
        assert read == expected[wanted]


def test_new_sample_stays_under_any_font(files: Path) -> None:
    for sheet in load_workbook(files / "lac-duong-2023.xlsx"):
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if isinstance(value, str) and value not in ("Vai trò",):
                    composed = unicodedata.normalize("NFC", value)
                    for font in (None, ".VnTime", "VNI-Times"):
                        assert decode(value, font) == composed


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = [word for text in TEXTS for word in text.split()]
    return " ".join(draw(st.lists(st.sampled_from(words), min_size=4, max_size=12)))


@given(sentences())
def test_any_sentence_by_font(sentence: str) -> None:
    assert decode(tcvn3(sentence), ".VnTime") == sentence
    assert decode(vni(sentence), "VNI-Times") == sentence


@given(sentences(), st.sampled_from([None, "Arial"]))
def test_no_unicode_sentence_is_touched(sentence: str, font: str | None) -> None:
    assert decode(sentence, font) == sentence
    assert guess(sentence) is None


@given(st.text(), st.sampled_from([None, ".VnTime", ".VnTimeH", "VNI-Times"]))
def test_any_text_becomes_composed_and_stays_so(text: str, font: str | None) -> None:
    once = decode(text, font)
    assert unicodedata.is_normalized("NFC", once)
    assert guess(text) in (None, "tcvn3", "vni")
