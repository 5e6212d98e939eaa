"""Proposal, notices, reminder, briefs and summary as PDF: layout measured, nothing lost."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db.queries.office_papers import OfficeFacts, Signer
from db.rules.deadlines import Deadline
from desktop.documents.briefs import write_briefs
from desktop.documents.errors import PaperEmptyError, SecretMarkError
from desktop.documents.office_letters import write_notices, write_proposal, write_reminders
from desktop.documents.papers import write_papers
from desktop.documents.summary_pdf import write_summary_pdf

Make = Callable[..., dict[str, Any]]
Office = Callable[..., OfficeFacts]
Open = Callable[[Path], Any]  # conftest.Pdf, which tests cannot import by name

FORMS = ("hd36_2018", "hd05_2026", "nd30_2020")
CODE = "7K3D-90QX-MB2T"
NEAR = 0.5  # mm
DECIDED = {"document": "512-QĐ/HU", "date": "2023-12-05"}


def written(
    name: str, body: dict[str, Any], office: OfficeFacts, folder: Path, **more: Any
) -> Path:
    (path,) = write_papers(body, folder, only=[name], office=lambda: office, **more)
    return path


def decide(body: dict[str, Any]) -> str:
    """Marks the body as decided, the first class changed; returns that code."""
    body["decision"] = DECIDED
    for row in body["submissions"]:
        row["decided_class"], row["decided_reason"] = row["class"], ""
    first = body["submissions"][0]
    first["decided_class"] = "Khá" if first["class"] != "Khá" else "Đạt"
    first["decided_reason"] = "xem xét thêm kết quả phối hợp"
    return str(first["code"])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["proposal", "notices", "reminders", "briefs", "summary-pdf"])
def test_margins(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open, form: str, name: str
) -> None:
    body = make_body(form=form, submissions=12)
    pdf = open_pdf(written(name, body, make_office(body, 12), tmp_path, proof_code=CODE))
    lefts, tops = [], []
    for page in range(1, len(pdf) + 1):
        width, height = pdf.size(page)
        inside = [a for a in pdf.letters(page) if a.text.strip() and 15 < a.y < height - 15]
        lefts.append(min(a.x for a in inside))
        tops.append(min(a.top for a in inside))
        assert max(a.right for a in inside) < width - 15 + NEAR
        assert max(a.y for a in inside) < height - 20
        for left, top, right, bottom in pdf.rules(page):
            assert left > 30 - NEAR
            assert right < width - 15 + NEAR
            assert top > 20 - NEAR
            assert bottom < height - 20 + NEAR
    assert abs(min(tops) - 20) < NEAR
    assert 30 - NEAR < min(lefts) < 31.5


@pytest.mark.parametrize("name", ["proposal", "notices", "reminders", "briefs", "summary-pdf"])
def test_mirrored_margins(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open, name: str
) -> None:
    body = make_body(submissions=12)
    path = written(name, body, make_office(body, 12), tmp_path, mirrored=True)
    pdf = open_pdf(path)
    assert len(pdf) > 1
    for page in range(1, len(pdf) + 1):
        width, height = pdf.size(page)
        inside = [a for a in pdf.letters(page) if a.text.strip() and 15 < a.y < height - 15]
        if not inside:
            assert page % 2 == 0  # the back of a sheet
            continue
        left, right = (30, 15) if page % 2 else (15, 30)
        assert min(a.x for a in inside) > left - NEAR
        assert max(a.right for a in inside) < width - right + NEAR


def test_party_authority_and_forms_of_address(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(submissions=3)
    pdf = open_pdf(written("proposal", body, make_office(body), tmp_path))
    last = len(pdf) - 1  # the list comes behind
    over, title = pdf.line(last, "T/M TỔ THẨM ĐỊNH"), pdf.line(last, "TỔ TRƯỞNG")
    assert {a.size for a in (*over, *title)} == {14}
    assert all("Bold" in a.font for a in over)
    assert not any("Bold" in a.font for a in title)
    name = pdf.line(last, body["panel"][0]["name"])
    assert all("Bold" in a.font and a.size == 14 for a in name)
    assert {a.size for a in pdf.line(last, "Nơi nhận:")} == {14}
    assert {a.size for a in pdf.line(last, "- Như trên,")} == {12}
    text = pdf.text()
    assert "TỜ TRÌNH" in text
    assert "Số -TTr/TTĐ" in text  # left open for the clerk
    assert "Lạc Dương, ngày …… tháng …… năm 2023" in text
    assert "Kính gửi: Ban Thường vụ Huyện ủy Lạc Dương" in text
    assert "xem xét, quyết định./." in text


def test_a_proposal_of_the_new_party_form(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(submissions=3, form="hd05_2026")
    text = open_pdf(written("proposal", body, make_office(body), tmp_path)).text()
    assert "Kính trình: Ban Thường vụ" in text
    assert "- Như trên;" in text
    assert "./." not in text


def test_state_authority(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(submissions=3, form="nd30_2020")
    pdf = open_pdf(written("proposal", body, make_office(body), tmp_path))
    last = len(pdf) - 1
    for words in ("TM. TỔ THẨM ĐỊNH", "TỔ TRƯỞNG"):
        assert all("Bold" in a.font for a in pdf.line(last, words))
    assert all("BoldItalic" in a.font for a in pdf.line(last, "Nơi nhận:"))
    assert {a.size for a in pdf.line(last, "- Như trên;")} == {11}
    assert "Số: /TTr-TTĐ" in pdf.text()


@pytest.mark.parametrize(
    ("signer", "party", "state"),
    [
        (Signer("by_order", "Ban Thường vụ", "Trưởng ban"), "T/L BAN THƯỜNG VỤ", "TL. BAN"),
        (Signer("instead", "Trưởng ban", "Phó Trưởng ban"), "K/T TRƯỞNG BAN", "KT. TRƯỞNG BAN"),
        (Signer("mandate", "Chủ tịch", "Chánh Văn phòng"), "T/L CHỦ TỊCH", "TUQ. CHỦ TỊCH"),
        (Signer("own", "", "Trưởng ban"), "TRƯỞNG BAN", "TRƯỞNG BAN"),
        (Signer(), "T/M ……", "TM. ……"),
    ],
)
def test_who_signs_for_the_body(
    tmp_path: Path,
    make_body: Make,
    make_office: Office,
    open_pdf: Open,
    signer: Signer,
    party: str,
    state: str,
) -> None:
    for form, words in (("hd36_2018", party), ("nd30_2020", state)):
        body = make_body(submissions=1, form=form)
        office = replace(make_office(body), signer=signer)
        pdf = open_pdf(written("notices", body, office, tmp_path / form))
        line = pdf.line(1, words)
        assert all("Bold" in a.font for a in line)
        assert signer.title.upper() in pdf.text(1)


def test_a_proposal_counts_and_lists_everything(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(submissions=20)
    body["submissions"][2].update(votes_for=5, votes_against=2)
    pdf = open_pdf(written("proposal", body, make_office(body), tmp_path, proof_code=CODE))
    text = pdf.text()
    for words in (
        "Tiếp nhận 40 hồ sơ, trong đó có đăng ký 38, có báo cáo kết quả 36.",
        "16 hồ sơ không đưa ra cuộc họp này",
        "kết luận 20 hồ sơ",
        "Chưa kết luận hoặc không thẩm định 04 hồ sơ:",
        "LD-2023-900 (Đảng bộ thị trấn Lạc Dương)",
        "LD-2023-003 (",
        "05 tán thành, 02 không tán thành",
        "Căn cứ Quyết định số 412-QĐ/HU, ngày 06/11/2023",
        "Biên bản số 03-BB/TTĐ, ngày 24/11/2023",
        f"Mã đối chiếu: {CODE}",
    ):
        assert words in text
    for row in body["submissions"]:
        assert row["code"] in text
        assert row["title"] in text
        assert f"{row['final'] // 100},{row['final'] % 100:02d}" in text
    assert "DỰ THẢO" not in text


@pytest.mark.parametrize("name", ["proposal", "notices", "summary-pdf", "briefs"])
def test_after_the_decision_both_classes_stand(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open, name: str
) -> None:
    body = make_body(submissions=6)
    code = decide(body)
    first = body["submissions"][0]
    text = open_pdf(written(name, body, make_office(body), tmp_path, proof_code=CODE)).text()
    assert code in text
    assert first["class"] in text
    assert first["decided_class"] in text
    assert first["decided_reason"] in text
    if name != "briefs":
        assert "512-QĐ/HU" in text or name == "summary-pdf"
    before = make_body(submissions=6)
    plain = open_pdf(written(name, before, make_office(before), tmp_path / "b")).text()
    assert "quyết định xếp loại" not in plain.lower()


def test_every_unit_gets_its_own_notice(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(submissions=12)
    result = write_notices(body, tmp_path / "n.pdf", CODE, make_office(body))
    units = {row["unit_name"] for row in (*body["submissions"], *body["left_out"])}
    assert result.letters == len(units)
    pdf = open_pdf(result.path)
    firsts = [p for p in range(1, len(pdf) + 1) if "THÔNG BÁO" in pdf.text(p)]
    assert len(firsts) == len(units)
    for page in firsts:  # each begins to count anew
        assert not any(a.text.isdigit() for a in pdf.letters(page) if a.y < 19)
        unit = next(u for u in units if f"Kính gửi: {u}" in pdf.text(page))
        mine = [row["code"] for row in body["submissions"] if row["unit_name"] == unit]
        others = [row["code"] for row in body["submissions"] if row["unit_name"] != unit]
        assert all(code in pdf.text(page) for code in mine)
        assert not any(code in pdf.text(page) for code in others)
    assert "Ban Thường vụ Huyện ủy Lạc Dương chưa quyết định" in pdf.text()


@pytest.mark.parametrize("owing", [3, 40])
def test_reminders_name_who_is_late_and_make_up_no_day(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open, owing: int
) -> None:
    body = make_body(submissions=2)
    office = make_office(body, owing)
    pdf = open_pdf(write_reminders(body, tmp_path / "r.pdf", office).path)
    text = pdf.text()
    for each in office.owing:
        assert each.subject in text
        assert each.title in text
    assert "V/v đôn đốc gửi hồ sơ" in text
    assert f"đến nay còn {owing:02d} tập thể chưa gửi" in text
    assert ("theo danh sách kèm theo" in text) is (owing > 6)
    assert "trước ngày" not in text
    assert "DỰ THẢO" not in text
    about = pdf.line(1, "V/v đôn đốc")
    assert all("Italic" in a.font and a.size == 12 for a in about)


def test_reminders_name_the_days_that_are_set(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(submissions=2)
    due = (
        Deadline("registration", "2023-03-28", "Công văn số 848-CV/HU"),
        Deadline("report", "2023-11-15", "", inclusive=True),
    )
    office = replace(make_office(body), due=due)
    text = open_pdf(write_reminders(body, tmp_path / "r.pdf", office).path).text()
    assert (
        "Thời hạn gửi: phiếu đăng ký trước ngày 28/3/2023 (Công văn số 848-CV/HU); báo cáo kết "
        "quả chậm nhất ngày 15/11/2023." in text
    )


def test_nobody_late_nobody_reminded(
    tmp_path: Path, make_body: Make, make_office: Office
) -> None:
    body = make_body(submissions=2)
    office = make_office(body, 0)
    names = [p.name for p in write_papers(body, tmp_path, office=lambda: office)]
    assert "reminders.pdf" not in names
    with pytest.raises(PaperEmptyError):
        write_reminders(body, tmp_path / "r.pdf", office)
    assert not (tmp_path / "r.pdf").exists()


@pytest.mark.parametrize("length", [0, 200, 4000])
def test_a_brief_is_one_page_however_long(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open, length: int
) -> None:
    body = make_body(submissions=4)
    office = make_office(body)
    for brief in office.briefs:
        values = brief.details.values
        assert isinstance(values, dict)
        for name in ("content", "novelty", "result", "effect", "limits", "product"):
            values[name] = ("Kết quả có số liệu so sánh trước và sau. " * 200)[:length]
        values["title"] = ("Mô hình “Mỗi đảng viên một sáng kiến”; " * 12)[: length or 40]
    result = write_briefs(body, office, tmp_path / "b.pdf")
    assert (result.briefs, result.pages) == (4, 4)
    pdf = open_pdf(result.path)
    for page, brief in enumerate(office.briefs, start=1):
        text = pdf.text(page)
        assert f"Mã hồ sơ: {brief.details.values['code']!s}" in text
        assert "Ý kiến sơ bộ của chuyên viên:" in text
        assert "CHUYÊN VIÊN" in text
        assert "Số cuộc đối thoại" in text
        assert ("xem hồ sơ" in text) is (length == 4000)


@pytest.mark.parametrize("members", [1, 9, 15])
@pytest.mark.parametrize("submissions", [1, 200])
def test_any_size(
    tmp_path: Path,
    make_body: Make,
    make_office: Office,
    open_pdf: Open,
    members: int,
    submissions: int,
) -> None:
    body = make_body(members=members, submissions=submissions)
    for place, person in enumerate(body["panel"]):
        person["name"] = f"Nguyễn Phước Bảo Ngọc Tôn Nữ Hoàng Diễm {place:02d}"[:40]
    for row in body["submissions"][::7]:
        row["title"] = ("Mô hình “Mỗi đảng viên một sáng kiến” gắn với chuyển đổi số; " * 9)[:400]
    office = make_office(body, 30)
    for name in ("proposal", "notices", "summary-pdf"):
        pdf = open_pdf(written(name, body, office, tmp_path, proof_code=CODE))
        text = pdf.text().replace(" ", "")
        for row in body["submissions"]:
            assert row["code"] in text
        signing = "CHỦ TRÌ" if name == "summary-pdf" else "Nơi nhận:"
        for page in range(1, len(pdf) + 1):
            width, height = pdf.size(page)
            for left, top, right, bottom in pdf.rules(page):
                assert left > 29.5 and right < width - 14.5
                assert top > 6 and bottom < height - 5
            if signing in pdf.text(page):  # a signature never stands alone on a page
                below = pdf.line(page, signing)[0].y
                above = [a for a in pdf.letters(page) if 20 < a.y < below - 1 and a.text.strip()]
                assert len(above) > 40, (name, page)
            rows = [row for row in pdf.lines(page) if 15 < row[0].y < height - 20]
            last = "".join(a.text for a in rows[-1])
            assert not last.startswith(("I-", "II-", "III-"))


def test_tall_rows_leave_no_page_empty(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(members=15, submissions=30)
    for row in body["submissions"]:
        row["title"] = ("Mô hình “Mỗi đảng viên một sáng kiến” gắn với chuyển đổi số; " * 9)[:400]
    pdf = open_pdf(write_summary_pdf(body, tmp_path / "s.pdf", CODE, make_office(body)).path)
    assert "LD-2023-001" in pdf.text(1)


def test_a_thousand_rows_repeat_their_headings(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(submissions=1000)
    pdf = open_pdf(write_summary_pdf(body, tmp_path / "s.pdf", CODE, make_office(body)).path)
    assert all(pdf.size(page)[0] > pdf.size(page)[1] for page in range(1, len(pdf) + 1))
    pages = [pdf.text(page) for page in range(1, len(pdf) + 1)]
    rows = [text for text in pages if "LD-2023-" in text]
    assert len(rows) > 40
    assert all("Mã hồ sơ" in text for text in rows)
    text = "".join(pages)
    for row in body["submissions"]:
        assert row["code"] in text
    assert "Hồ sơ có đăng ký: 38/40 (95,00%)" in text


@pytest.mark.parametrize("name", ["proposal", "notices", "reminders", "briefs", "summary-pdf"])
def test_text_is_exact_fonts_embedded_bytes_repeat(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open, name: str
) -> None:
    body = make_body(submissions=3)
    pangram = "Kỹ năng quý ẳẵẫậ ỗộ ỡợ ữự ỹỵ ĂÂÊÔƠƯĐ “Ẻ” – … <b>& 5 < 7"
    body["submissions"][0]["title"] = unicodedata.normalize("NFD", pangram)
    office = make_office(body)
    first = written(name, body, office, tmp_path / "1", proof_code=CODE)
    again = written(name, body, office, tmp_path / "2", proof_code=CODE)
    assert first.read_bytes() == again.read_bytes()
    assert b"Helvetica" not in first.read_bytes()
    pdf = open_pdf(first)
    assert unicodedata.is_normalized("NFC", pdf.text())
    assert all(pdf.fonts().values())
    if name != "reminders":
        assert pangram.split(" – ")[0] in pdf.text()


def test_a_secret_mark_is_refused(
    tmp_path: Path, make_body: Make, make_office: Office
) -> None:
    body = make_body(submissions=2)
    office = make_office(body)
    values = office.briefs[0].details.values
    assert isinstance(values, dict)
    values["content"] = "TỐI MẬT\nKế hoạch"
    with pytest.raises(SecretMarkError):
        write_briefs(body, office, tmp_path / "b.pdf")
    values["content"] = "Mô hình bảo vệ bí mật nhà nước"
    write_briefs(body, office, tmp_path / "b.pdf")
    body["submissions"][0]["title"] = "MẬT"
    with pytest.raises(SecretMarkError):
        write_proposal(body, tmp_path / "p.pdf", None, office)
    assert [p.name for p in tmp_path.iterdir()] == ["b.pdf"]
