"""The table of domain.md part 5, row by row, measured on the minutes and the proposal of each form
(0.5 mm; type sizes exactly)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.queries.office_papers import OfficeFacts
from desktop.documents.minutes import write_minutes
from desktop.documents.papers import write_papers

Make = Callable[..., dict[str, Any]]
Office = Callable[..., OfficeFacts]
Open = Callable[[Path], Any]  # conftest.Pdf, which tests cannot import by name

NEAR = 0.5  # mm
PARTY = (
    ("HUYỆN ỦY LẠC DƯƠNG", 14, False), ("TỔ THẨM ĐỊNH", 14, True), ("*", 14, False),
    ("Số 03-BB/TTĐ", 14, False), ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, True), ("BIÊN BẢN", 16, True),
    ("Họp thẩm định mô hình mới, cách làm sáng tạo năm 2023", 14, True), ("-----", 14, False),
    ("NGƯỜI GHI BIÊN BẢN", 14, True), ("CHỦ TRÌ HỘI NGHỊ", 14, True), ("Nơi nhận:", 14, False),
)  # fmt: skip
STATE = (
    ("HUYỆN ỦY LẠC DƯƠNG", 13, False), ("TỔ THẨM ĐỊNH", 13, True), ("Số: 03/BB-TTĐ", 13, False),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True), ("Độc lập - Tự do - Hạnh phúc", 14, True),
    ("BIÊN BẢN", 14, True), ("Họp thẩm định mô hình mới, cách làm sáng tạo năm 2023", 14, True),
    ("THƯ KÝ", 14, True), ("CHỦ TỌA", 14, True), ("Nơi nhận:", 12, True),
)  # fmt: skip
FORMS = {"hd36_2018": PARTY, "hd05_2026": PARTY, "nd30_2020": STATE}
LIST = {"hd36_2018": (12, ",", "."), "hd05_2026": (12, ";", "."), "nd30_2020": (11, ";", ".")}
DATED = "Lạc Dương, ngày 24 tháng 11 năm 2023"


@pytest.mark.parametrize("form", FORMS)
def test_the_minutes(tmp_path: Path, make_body: Make, open_pdf: Open, form: str) -> None:
    body = make_body(form=form, submissions=8)
    written = write_minutes(body, tmp_path / "m.pdf", "7K3D-90QX-MB2T")
    pdf, last = open_pdf(written.path), written.signatures[-1].page
    for words, size, bold in FORMS[form]:
        line = pdf.line(last if words in ("Nơi nhận:", *_titles(form)) else 1, words)
        assert {a.size for a in line} == {size}, words
        assert all(("Bold" in a.font) is bold for a in line), words
    size, between, end = LIST[form]
    for words, sign in (("Huyện ủy Lạc Dương (báo cáo)", between), ("Lưu hồ sơ Tổ thẩm định", end)):
        line = pdf.line(last, words + sign)
        assert {a.size for a in line} == {size}
    if form == "hd36_2018":
        dated = pdf.line(1, DATED)
        assert {a.size for a in dated} == {14} and all("Italic" in a.font for a in dated)
    else:
        assert DATED not in pdf.text(1), "the line stays empty on minutes"
    assert ("cùng ngày./." in pdf.text()) is (form != "hd05_2026")
    person, other = ("đồng chí", "ông/bà") if form != "nd30_2020" else ("ông/bà", "đồng chí")
    assert person in pdf.text().lower() and other not in pdf.text().lower()
    _text_area(pdf, page=2)
    _page_number(pdf, page=2)


@pytest.mark.parametrize("form", FORMS)
def test_the_proposal(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open, form: str
) -> None:
    body = make_body(form=form, submissions=8)
    office = make_office(body)
    (path,) = write_papers(body, tmp_path, only=["proposal"], office=lambda: office)
    pdf, state = open_pdf(path), form == "nd30_2020"
    page = next(p for p in range(1, len(pdf) + 1) if "Nơi nhận" in pdf.text(p))
    authority = pdf.line(page, "TM. TỔ THẨM ĐỊNH" if state else "T/M TỔ THẨM ĐỊNH")
    title, name = pdf.line(page, "TỔ TRƯỞNG"), pdf.line(page, body["panel"][0]["name"])
    assert {a.size for a in (*authority, *title, *name)} == {14}
    assert all("Bold" in a.font for a in (*authority, *name))
    assert all(("Bold" in a.font) is state for a in title)
    opening = {"hd05_2026": "Kính trình:"}.get(form, "Kính gửi:")
    assert {a.size for a in pdf.line(1, opening)} == {14}
    number = "Số:      /TTr-TTĐ" if state else "Số      -TTr/TTĐ"
    assert {a.size for a in pdf.line(1, number)} == {13 if state else 14}
    dated = pdf.line(1, "Lạc Dương, ngày …… tháng …… năm 2023")  # left for the clerk
    assert {a.size for a in dated} == {14} and all("Italic" in a.font for a in dated)


def _titles(form: str) -> tuple[str, ...]:
    return tuple(words for words, _, _ in FORMS[form][-3:-1])


def _text_area(pdf: Any, page: int) -> None:
    """Margins 20/20/30/15; text 14 on 18 points, first lines 10 mm in."""
    width, height = pdf.size(page)
    inside = [a for a in pdf.letters(page) if a.text.strip() and 19 < a.y < height - 19]
    assert abs(min(a.x for a in inside) - 30) < NEAR
    assert abs(max(a.right for a in inside) - (width - 15)) < NEAR
    assert abs(min(a.top for a in inside) - 20) < 2, "the first line begins at the margin"
    assert any(abs(row[0].x - 40) < NEAR and row[0].size == 14 for row in pdf.lines(page))


def _page_number(pdf: Any, page: int) -> None:
    assert not any(a.text.isdigit() for a in pdf.letters(1) if a.y < 19)
    digits = [a for a in pdf.letters(page) if a.y < 19 and a.text.isdigit()]
    assert "".join(a.text for a in digits) == str(page) and {a.size for a in digits} == {14}
    assert abs((digits[0].x + digits[-1].right) / 2 - (30 + 195) / 2) < NEAR
