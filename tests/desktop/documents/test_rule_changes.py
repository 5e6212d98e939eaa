"""“Thay đổi trong quá trình chấm” in the minutes: PDF and Word, the three forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import campaigns
from db.queries.history import viewer_of
from db.queries.trace import traces
from db.rule_changes import Because
from desktop.documents.blocks import Para
from desktop.documents.content_trace import trace_text
from desktop.documents.minutes import write_minutes
from desktop.documents.minutes_docx import write_minutes_docx
from desktop.documents.page_check import page_faults
from desktop.history_words import value_words
from tests.desktop.documents.conftest import build_body
from tests.support import Sample

Make = Callable[..., dict[str, Any]]
Open = Callable[[Path], Any]  # conftest.Pdf, which tests cannot import by name

FORMS = ("hd36_2018", "hd05_2026", "nd30_2020")
HEAD = "Thay đổi trong quá trình chấm:"
FIRST = (
    "Ngày 20/11/2023, đổi “bỏ phiếu cao nhất và thấp nhất”: không → có; lý do: Theo đề nghị của "
    "Tổ; căn cứ: Kết luận số 5-KL/HU. Phiếu bị tác động: 01 phiếu. Được tính → bỏ vì cao nhất "
    "hoặc thấp nhất: HS1 ("
)
SECOND = (
    "Ngày 21/11/2023, đổi bộ tiêu chí đối với tập thể: bước điểm 0,25 → 0,50; mức xếp loại Tốt "
    "từ 8,00 → Tốt từ 8,50; lý do: Sửa; căn cứ: QĐ 7. Không có phiếu đã nộp nào bị tác động."
)
THIRD = (
    "Ngày 22/11/2023, đổi Tổ thẩm định: thêm đồng chí K'Brôh (thành viên); thôi tham gia: đồng "
    "chí Lê An (tổ phó); lý do: Chuyển công tác; căn cứ: QĐ 8. Không có phiếu đã nộp nào bị tác "
    "động."
)


def member(ident: str, name: str, role: str) -> dict[str, str]:
    return {"id": ident, "code": ident, "name": name, "role": role, "unit": "", "post": ""}


def with_changes(body: dict[str, Any]) -> dict[str, Any]:
    scorer = body["panel"][0]["code"]
    rules = [
        {"name": "A", "step": step, "criteria": [], "bands": [{"class": "Tốt", "from": start}]}
        for step, start in ((25, 800), (50, 850))
    ]
    changes = [
        {
            "what": "drop_extremes", "old": False, "new": True, "reason": "Theo đề nghị của Tổ",
            "basis": "Kết luận số 5-KL/HU", "date": "2023-11-20",
            "ballots": [{"submission": "HS1", "member": scorer, "total": 975,
                         "was": "counted", "now": "extreme"}],
            "results": [{"submission": "HS1", "old_final": 730, "new_final": 708,
                         "old_class": "Khá", "new_class": "Đạt"}],
        },
        {"what": "rubric_collective", "old": rules[0], "new": rules[1], "reason": "Sửa",
         "basis": "QĐ 7", "date": "2023-11-21", "ballots": [], "results": []},
        {"what": "panel", "old": [member("1", "Lê An", "vice_chair")],
         "new": [member("2", "K'Brôh", "member")], "reason": "Chuyển công tác",
         "basis": "QĐ 8", "date": "2023-11-22", "ballots": [], "results": []},
    ]  # fmt: skip
    return {**body, "rule_changes": changes}


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("form", FORMS)
def test_pdf(tmp_path: Path, make_body: Make, open_pdf: Open, form: str) -> None:
    body = with_changes(make_body(form=form, submissions=4))
    pdf = open_pdf(write_minutes(body, tmp_path / "m.pdf").path)
    text = squeezed(" ".join(pdf.text(page) for page in range(1, len(pdf) + 1)))
    for words in (HEAD, FIRST, SECOND, THIRD, "975"[0] + ",75 điểm). Kết quả tính lại: HS1 7,30"):
        assert words in text
    assert "7,30 → 7,08 (Khá → Đạt)." in text


@pytest.mark.parametrize("form", FORMS)
def test_word(tmp_path: Path, make_body: Make, form: str) -> None:
    from docx import Document

    target = tmp_path / "m.docx"
    write_minutes_docx(with_changes(make_body(form=form, submissions=4)), target)
    text = squeezed(" ".join(p.text for p in Document(str(target)).paragraphs))
    for words in (HEAD, FIRST, SECOND, THIRD):
        assert words in text


def test_nothing_where_nothing_changed(tmp_path: Path, make_body: Make, open_pdf: Open) -> None:
    pdf = open_pdf(write_minutes(make_body(submissions=4), tmp_path / "m.pdf").path)
    assert all(HEAD not in squeezed(pdf.text(page)) for page in range(1, len(pdf) + 1))


def test_the_trace_sheet_tells_it(sample: Sample) -> None:
    for code, total in zip(sorted(sample.around.by_code), (500, 625, 700, 800, 1000), strict=True):
        sample.score(code, "HS1", total)
    because = Because("Theo đề nghị của Tổ", "Kết luận số 5-KL/HU")
    campaigns.change(sample.book, sample.campaign, {"set:drop_extremes": "1"}, because)
    ident, viewer = sample.submission("HS1").id, viewer_of(sample.book, None)
    (told,) = traces(sample.book, sample.around.campaign, [ident], viewer)
    said = " ".join(block.text for block in trace_text(told).blocks if isinstance(block, Para))
    assert "căn cứ: Kết luận số 5-KL/HU" in said
    assert "Nguyễn Văn An 5,00 điểm, Phạm Thị Đào 10,00 điểm" in said
    assert "Kết quả tính lại: HS1 7,25 → 7,08." in said


def test_the_log_says_it_in_words() -> None:
    rule = '{"bands": [{"class": "Tốt", "from": 850}], "step": 50}'
    panel = '[{"id": "1", "code": "TV01", "name": "Lê An", "role": "chair"}]'
    for fld, stored, words in (
        ("what", "drop_extremes", "bỏ phiếu cao nhất và thấp nhất"),
        ("what", "rubric_individual", "bộ tiêu chí đối với cá nhân"),
        ("what", "panel", "Tổ thẩm định"),
        ("old", "false", "không"),
        ("new", "true", "có"),
        ("new", rule, "bước điểm 0,50; mức xếp loại Tốt từ 8,50"),
        ("old", panel, "đồng chí Lê An (tổ trưởng)"),
        ("old", "{", "(không đọc được)"),
        ("reason", "Sửa", "Sửa"),
    ):
        assert value_words(f"rule_change.{fld}", stored) == words


# -- the pages against the record (page_rules) ---------------------------------------------


@pytest.mark.parametrize(
    ("form", "submissions"), [*((form, n) for form in FORMS for n in (1, 6)), (FORMS[1], 60)]
)
def test_the_pages_say_of_rules_what_the_record_says(
    tmp_path: Path, form: str, submissions: int
) -> None:
    members = 3 if submissions == 60 else 5
    plain = build_body(members, submissions, form, seq=1)
    body = many_changes(plain)
    data = written(tmp_path, body)
    assert page_faults(data, body) == []
    if (form, submissions) == (FORMS[0], 6):  # what a forger would do
        assert page_faults(written(tmp_path, plain), plain) == []
        told = body["rule_changes"]
        for forged in (
            told[:-1],  # one left out
            [],
            [*told, {**told[0], "reason": "thêm vào"}],
            [{**told[0], "reason": "khác"}, *told[1:]],
            [{**told[0], "ballots": []}, *told[1:]],
        ):
            other = written(tmp_path, {**body, "rule_changes": forged})
            assert [f.code for f in page_faults(other, body)] == ["page_rules"]
        assert [f.code for f in page_faults(data, plain)] == ["page_rules"]
        agenda = {**plain["session"], "agenda": "4. Thay đổi trong quá trình chấm: không"}
        typed = {**plain, "session": agenda}
        assert page_faults(written(tmp_path, typed), typed) == []


def written(folder: Path, body: dict[str, Any]) -> bytes:
    write_minutes(body, folder / "m.pdf", "7K3D-90QX-MB2T")
    return (folder / "m.pdf").read_bytes()


def many_changes(body: dict[str, Any]) -> dict[str, Any]:
    """Changes of any length: short ones, and one whose ballots fill pages."""
    body = with_changes(body)
    first = body["rule_changes"][0]
    scorers = [person["code"] for person in body["panel"]]
    ballots = [
        {**first["ballots"][0], "submission": case["code"], "member": scorer}
        for case in body["submissions"] for scorer in scorers
    ]  # fmt: skip
    return {**body, "rule_changes": [*body["rule_changes"], {**first, "ballots": ballots}]}
