"""The minutes as a PDF: layout measured, text exact, bytes repeatable, any size of session."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.documents.errors import FormUnknownError, PaperFileError, SecretMarkError
from desktop.documents.minutes import write_minutes

Make = Callable[..., dict[str, Any]]
Open = Callable[[Path], Any]  # conftest.Pdf, which tests cannot import by name

FORMS = ("hd36_2018", "hd05_2026", "nd30_2020")
CODE = "7K3D-90QX-MB2T"
NEAR = 0.5  # mm


@pytest.mark.parametrize("form", FORMS)
def test_margins_on_every_page(tmp_path: Path, make_body: Make, open_pdf: Open, form: str) -> None:
    written = write_minutes(make_body(form=form), tmp_path / "m.pdf", CODE)
    pdf = open_pdf(written.path)
    assert len(pdf) == written.pages
    lefts, rights, tops = [], [], []
    for page in range(1, len(pdf) + 1):
        width, height = pdf.size(page)
        inside = [a for a in pdf.letters(page) if a.text.strip() and 15 < a.y < height - 15]
        lefts.append(min(a.x for a in inside))
        rights.append(width - max(a.right for a in inside))
        tops.append(min(a.top for a in inside))
        assert max(a.y for a in inside) < height - 20
        for left, top, right, bottom in pdf.rules(page):
            assert left > 30 - NEAR
            assert right < width - 15 + NEAR
            assert top > 20 - NEAR
            assert bottom < height - 20 + NEAR
    assert abs(min(lefts) - 30) < NEAR
    assert abs(min(rights) - 15) < NEAR
    assert abs(min(tops) - 20) < NEAR


def test_party_heading(tmp_path: Path, make_body: Make, open_pdf: Open) -> None:
    pdf = open_pdf(write_minutes(make_body(), tmp_path / "m.pdf").path)
    for words, size, bold in (
        ("HUYỆN ỦY LẠC DƯƠNG", 14, False),
        ("TỔ THẨM ĐỊNH", 14, True),
        ("*", 14, False),
        ("Số 03-BB/TTĐ", 14, False),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 15, True),
        ("BIÊN BẢN", 16, True),
        ("Họp thẩm định mô hình mới, cách làm sáng tạo năm 2023", 14, True),
        ("-----", 14, False),
    ):
        line = pdf.line(1, words)
        assert {a.size for a in line} == {size}
        assert all(("Bold" in a.font) is bold for a in line)
    date = pdf.line(1, "Lạc Dương, ngày 24 tháng 11 năm 2023")
    assert all("Italic" in a.font and a.size == 14 for a in date)
    title = pdf.line(1, "ĐẢNG CỘNG SẢN VIỆT NAM")
    rule = max(pdf.rules(1), key=lambda box: box[1])
    assert abs(rule[0] - title[0].x) < NEAR
    assert abs(rule[2] - title[-1].right) < NEAR
    middle = (title[0].x + title[-1].right) / 2
    assert abs((date[0].x + date[-1].right) / 2 - middle) < NEAR


def test_state_heading(tmp_path: Path, make_body: Make, open_pdf: Open) -> None:
    pdf = open_pdf(write_minutes(make_body(form="nd30_2020"), tmp_path / "m.pdf", CODE).path)
    for words, size, bold in (
        ("HUYỆN ỦY LẠC DƯƠNG", 13, False),
        ("TỔ THẨM ĐỊNH", 13, True),
        ("Số: 03/BB-TTĐ", 13, False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True),
        ("Độc lập - Tự do - Hạnh phúc", 14, True),
        ("BIÊN BẢN", 14, True),
    ):
        line = pdf.line(1, words)
        assert {a.size for a in line} == {size}
        assert all(("Bold" in a.font) is bold for a in line)
    lengths = sorted(right - left for left, _, right, _ in pdf.rules(1))
    motto, issuer = pdf.line(1, "Độc lập - Tự do - Hạnh phúc"), pdf.line(1, "TỔ THẨM ĐỊNH")
    subject = pdf.line(1, "Họp thẩm định mô hình mới, cách làm sáng tạo năm 2023")
    for line, low, high in ((issuer, 1 / 3, 1 / 2), (subject, 1 / 3, 1 / 2), (motto, 1, 1)):
        long = line[-1].right - line[0].x
        assert any(low * long - NEAR < length < high * long + 2 * NEAR for length in lengths)


@pytest.mark.parametrize("form", FORMS)
def test_running_text(tmp_path: Path, make_body: Make, open_pdf: Open, form: str) -> None:
    pdf = open_pdf(write_minutes(make_body(form=form), tmp_path / "m.pdf").path)
    rows = [row for row in pdf.lines(1) if row[0].y > 60]
    start = next(i for i, row in enumerate(rows) if row[0].text == "T" and row[0].x > 35)
    first, second, third = rows[start : start + 3]
    assert abs(first[0].x - 40) < NEAR
    assert abs(second[0].x - 30) < NEAR
    assert abs(first[-1].right - 195) < NEAR
    assert abs((second[0].y - first[0].y) / 25.4 * 72 - 18) < 0.1
    assert abs((third[0].y - second[0].y) / 25.4 * 72 - 18) < 0.1
    section = pdf.line(1, "THÀNH PHẦN")
    before = max(row[0].y for row in pdf.lines(1) if row[0].y < section[0].y - 1)
    assert (section[0].y - before) / 25.4 * 72 >= 18 + 6 - 0.1


@pytest.mark.parametrize("form", FORMS)
def test_page_numbers(tmp_path: Path, make_body: Make, open_pdf: Open, form: str) -> None:
    pdf = open_pdf(write_minutes(make_body(form=form), tmp_path / "m.pdf").path)
    assert not any(a.text.isdigit() for a in pdf.letters(1) if a.y < 19)
    for page in range(2, len(pdf) + 1):
        width, _ = pdf.size(page)
        digits = [a for a in pdf.letters(page) if a.y < 19 and a.text.isdigit()]
        assert "".join(a.text for a in digits) == str(page)
        assert {a.size for a in digits} == {14}
        middle = (digits[0].x + digits[-1].right) / 2
        assert abs(middle - (30 + (width - 45) / 2)) < NEAR
        assert abs(digits[0].y - 14 * 0.66 * 25.4 / 72 / 2 - 10) < NEAR


def test_signature_blocks(tmp_path: Path, make_body: Make, open_pdf: Open) -> None:
    written = write_minutes(make_body(), tmp_path / "m.pdf", CODE)
    pdf = open_pdf(written.path)
    secretary, chair = written.signatures
    assert (secretary.role, chair.role) == ("secretary", "chair")
    assert secretary.page == chair.page
    page = chair.page
    for spot in written.signatures:
        title, name = pdf.line(page, spot.title), pdf.line(page, spot.name)
        assert {a.size for a in (*title, *name)} == {14}
        assert all("Bold" in a.font for a in (*title, *name))
        x0, y0, x1, y1 = (value / 72 * 25.4 for value in spot.rect)
        assert title[0].y < 297 - y1 < 297 - y0 < name[0].top
        assert y1 - y0 > 25
        assert x0 < name[0].x < name[-1].right < x1
    assert secretary.rect[2] < chair.rect[0]
    assert pdf.line(page, "Biên bản này được đọc lại")
    recipients = pdf.line(page, "Nơi nhận:")
    assert {a.size for a in recipients} == {14}
    assert {a.size for a in pdf.line(page, "Huyện ủy Lạc Dương (báo cáo),")} == {12}


@pytest.mark.parametrize("members", [7, 30])
def test_members_may_sign_too(tmp_path: Path, make_body: Make, members: int) -> None:
    body = make_body(members=members, submissions=6)
    body["settings"]["members_sign"] = True
    spots = write_minutes(body, tmp_path / "m.pdf", CODE).signatures
    others = [p["code"] for p in body["panel"] if p["code"] not in ("TV01", "TV03")]
    assert [s.member for s in spots] == ["TV03", *others, "TV01"]
    boxes = [s.rect for s in spots if s.page == spots[0].page]
    for place, (x0, y0, x1, y1) in enumerate(boxes):
        for a0, b0, a1, b1 in boxes[place + 1 :]:
            assert x1 <= a0 or a1 <= x0 or y1 <= b0 or b1 <= y0


def test_marks_on_every_page(tmp_path: Path, make_body: Make, open_pdf: Open) -> None:
    draft = open_pdf(write_minutes(make_body(), tmp_path / "draft.pdf").path)
    frozen = open_pdf(write_minutes(make_body(), tmp_path / "frozen.pdf", CODE).path)
    plain = open_pdf(
        write_minutes(make_body(illustrative=False), tmp_path / "plain.pdf", CODE).path
    )
    for page in range(1, len(draft) + 1):
        assert "DỰ THẢO" in draft.text(page)
        assert "Số liệu minh họa" in draft.text(page)
        assert "Mã đối chiếu" not in draft.text(page)
    for page in range(1, len(frozen) + 1):
        assert "DỰ THẢO" not in frozen.text(page)
        code = frozen.line(page, f"Mã đối chiếu: {CODE}")
        assert code[0].y > frozen.size(page)[1] - 20
    assert "Số liệu minh họa" not in plain.text()


def test_text_is_exact_and_fonts_are_embedded(
    tmp_path: Path, make_body: Make, open_pdf: Open
) -> None:
    body = make_body(submissions=3)
    pangram = "Kỹ năng quý ẳẵẫậ ỗộ ỡợ ữự ỹỵ ĂÂÊÔƠƯĐ “Ẻ” – … <b>&amp; 5 < 7 > 3</b>"
    body["submissions"][0]["opinions"] = unicodedata.normalize("NFD", pangram)
    written = write_minutes(body, tmp_path / "m.pdf", CODE)
    pdf = open_pdf(written.path)
    text = pdf.text()
    assert unicodedata.is_normalized("NFC", text)
    assert pangram in text
    for person in body["panel"]:
        assert person["name"] in text
    for row in body["submissions"]:
        assert row["title"] in text
        assert f"{row['final'] // 100},{row['final'] % 100:02d}" in text
    fonts = pdf.fonts()
    assert fonts
    assert all(fonts.values())
    assert b"Helvetica" not in written.path.read_bytes()
    assert written.missing == ()


def test_a_sign_without_a_glyph_is_seen_and_reported(
    tmp_path: Path, make_body: Make, open_pdf: Open
) -> None:
    body = make_body(submissions=2)
    body["submissions"][0]["title"] = "Mô hình 中 số 1"
    written = write_minutes(body, tmp_path / "m.pdf")
    assert written.missing == ("中",)
    assert "Mô hình □ số 1" in open_pdf(written.path).text()


@pytest.mark.parametrize("form", FORMS)
def test_same_body_same_bytes(tmp_path: Path, make_body: Make, form: str) -> None:
    body = make_body(form=form, submissions=8)
    first = write_minutes(body, tmp_path / "1.pdf", CODE).path.read_bytes()
    write_minutes(make_body(members=9, submissions=2), tmp_path / "between.pdf")
    assert write_minutes(body, tmp_path / "2.pdf", CODE).path.read_bytes() == first


def test_properties(tmp_path: Path, make_body: Make, open_pdf: Open) -> None:
    pdf = open_pdf(write_minutes(make_body(submissions=1), tmp_path / "m.pdf").path)
    said = pdf.document.get_metadata_dict()
    assert said["Title"].startswith("Biên bản họp thẩm định")
    assert said["Author"] == "Tổ thẩm định, Huyện ủy Lạc Dương"
    assert b"/Lang (vi)" in pdf.path.read_bytes()


@pytest.mark.parametrize("members", [1, 9, 15])
@pytest.mark.parametrize("submissions", [1, 200])
def test_any_size(
    tmp_path: Path, make_body: Make, open_pdf: Open, members: int, submissions: int
) -> None:
    body = make_body(members=members, submissions=submissions)
    for place, person in enumerate(body["panel"]):
        person["name"] = f"Nguyễn Phước Bảo Ngọc Tôn Nữ Hoàng Diễm {place:02d}"[:40]
    for row in body["submissions"][::7]:
        row["title"] = ("Mô hình “Mỗi đảng viên một sáng kiến” gắn với chuyển đổi số; " * 9)[:400]
        row["opinions"] = ("Đề nghị làm rõ số liệu trước và sau khi thực hiện. " * 40)[:2000]
    written = write_minutes(body, tmp_path / "m.pdf", CODE)
    pdf = open_pdf(written.path)
    spot = written.signatures[0]
    assert pdf.line(spot.page, "Biên bản này được đọc lại")
    text = pdf.text(spot.page)
    assert "Nơi nhận:" in text
    for page in range(1, len(pdf) + 1):
        width, height = pdf.size(page)
        for left, top, right, bottom in pdf.rules(page):
            assert left > 29.5
            assert right < width - 14.5
            assert top > 6
            assert bottom < height - 19.5
        rows = [row for row in pdf.lines(page) if 15 < row[0].y < height - 15]
        last = "".join(a.text for a in rows[-1])
        assert not last.startswith(("I-", "II-", "III-", "IV-"))
        assert not last.rstrip().endswith("ý kiến đối với từng hồ sơ:")


def test_members_names_stand_upright_over_their_marks(
    tmp_path: Path, make_body: Make, open_pdf: Open
) -> None:
    pdf = open_pdf(write_minutes(make_body(), tmp_path / "m.pdf").path)
    name = [a for a in pdf.letters(3) if a.text.strip()]
    column = [a for a in name if a.y < 60 and abs(a.x - name[0].x) > 40]
    assert len({round(a.y) for a in column}) > 15


def test_errors_leave_an_older_paper_as_it_was(tmp_path: Path, make_body: Make) -> None:
    path = tmp_path / "m.pdf"
    path.write_bytes(b"older")
    body = make_body(submissions=1)
    body["submissions"][0]["title"] = "TUYỆT MẬT"
    with pytest.raises(SecretMarkError):
        write_minutes(body, path)
    with pytest.raises(FormUnknownError):
        write_minutes(make_body(form="hd99"), path)
    assert path.read_bytes() == b"older"
    folder = tmp_path / "folder.pdf"
    folder.mkdir()
    with pytest.raises(PaperFileError) as caught:
        write_minutes(make_body(submissions=1), folder)
    assert caught.value.facts["path"] == str(folder)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.pdf", "m.pdf"]
