"""The paper of amending minutes: why, what with old, new, who and why, the results in full."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.amending import signing_papers
from db.rules import proof
from desktop.documents.blocks import Paper, Para, Table
from desktop.documents.content_amendment import LONG, paper_of
from desktop.documents.minutes import write_minutes
from desktop.documents.minutes_docx import write_minutes_docx
from desktop.documents.page_check import page_faults
from desktop.documents.read_body import read_facts
from tests.amending import amended, closed, put_right, rescore, send_up, session_id, void
from tests.support import Sample

Open = Callable[[Path], Any]  # conftest.Pdf, which tests cannot import by name
OPINION = "Đề nghị làm rõ số liệu của các thôn. " * 6


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


def _changed(sample: Sample) -> None:
    """A ballot again, one voided, votes and a long opinion added."""
    put_right(sample, "Rà soát phiếu giấy")
    rescore(sample, 600, "đọc nhầm 6,00 thành 8,50")
    void(sample, "TV04", "HS1", "chấm nhầm hồ sơ")
    sample.set(
        "hearing", b"h" * 16, session=session_id(sample), submission=sample.submission("HS1").id,
        votes_for=4, votes_against=1, opinions=OPINION,
    )  # fmt: skip


def _body(sample: Sample) -> dict[str, Any]:
    _, amending, _ = signing_papers(sample.book, sample.campaign, 1)
    assert amending is not None
    return amending.body


def _paper(sample: Sample, code: str | None = "0000-1111-2222") -> Paper:
    return paper_of(read_facts(_body(sample)), code)


def _texts(paper: Paper) -> str:
    return " ".join(
        f"{block.lead} {block.text}" for block in paper.blocks if isinstance(block, Para)
    )


@pytest.mark.parametrize(
    ("form", "person"),
    [("hd36_2018", "đồng chí"), ("hd05_2026", "đồng chí"), ("nd30_2020", "ông/bà")],
)
def test_the_paper_says_what_why_and_the_results(sample: Sample, form: str, person: str) -> None:
    sample.set("campaign", sample.campaign.id, form=form)
    closed(sample)
    sample.set("session", session_id(sample), minutes_no="03-BB/TTĐ")
    _changed(sample)
    made = amended(sample)
    sample.set(
        "amendment",
        sample.book.connection.execute("SELECT id FROM amendment").fetchone()[0],
        minutes_no="05-BB/TTĐ",
        date="2023-12-08",
    )
    paper = _paper(sample, made.proof_code)
    assert (paper.type_name, paper.marks.draft) == ("BIÊN BẢN", False)
    assert paper.subject.startswith("Điều chỉnh, bổ sung lần 1 kết quả thẩm định")
    assert "05" in paper.heading.number
    said = _texts(paper)
    assert "03" in said and "24/11/2023" in said and "ngày 08 tháng 12 năm 2023" in said
    assert made.body["amends"]["code"] in said and "Đối chiếu lại phiếu giấy" in said
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert table.lines[0].cells[0].startswith("Hồ sơ HS1: ")
    first = table.lines[1].cells
    assert first[1:4] == (f"Phiếu của {person} Nguyễn Văn An", "TC3 2,50; tổng 8,50",
                          "TC3 0,00; tổng 6,00")  # fmt: skip
    assert first[4] == "Văn phòng; đọc nhầm 6,00 thành 8,50"
    assert "như phần I" in {line.cells[-1].split("; ")[-1] for line in table.lines[1:]}
    assert OPINION.strip(" .") in said and all(
        len(cell) <= 2 * LONG for line in table.lines for cell in line.cells
    )
    assert paper.signatures[0].role == "secretary"
    assert len(paper.appendices) == 2 and "bổ sung lần 1" in paper.appendices[0].reference


def test_a_long_reason_stands_below_the_table_in_full(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    why = "Đối chiếu lại phiếu giấy với bản đã nhập, thấy đọc nhầm dòng. " * 5
    rescore(sample, 600, why)
    amended(sample)
    paper = _paper(sample)
    assert _texts(paper).count(why.strip(" .")) == 1
    table = next(block for block in paper.blocks if isinstance(block, Table))
    whence = [line.cells[4] for line in table.lines[1:]]
    assert whence[0] == "Văn phòng; nêu dưới bảng"
    assert set(whence[1:]) == {"Văn phòng; như mục 1"}


def test_a_long_reason_on_the_pages_is_not_to_be_altered(sample: Sample, tmp_path: Path) -> None:
    closed(sample)
    put_right(sample)
    rescore(sample, 600, "Đối chiếu lại phiếu giấy với bản đã nhập, thấy đọc nhầm dòng. " * 5)
    made = amended(sample)
    body = _body(sample)
    for text, codes in (("thấy đọc nhầm dòng", []), ("theo ý kiến chỉ đạo", ["page_results"])):
        shown = json.loads(json.dumps(body))
        for each in shown["amends"]["differences"]:
            each["why"] = [w.replace("thấy đọc nhầm dòng", text) for w in each["why"]]
        write_minutes(shown, tmp_path / "bb.pdf", made.proof_code)
        found = page_faults((tmp_path / "bb.pdf").read_bytes(), body)
        assert [fault.code for fault in found] == codes


def test_a_draft_has_no_code_and_no_fields(sample: Sample, tmp_path: Path) -> None:
    closed(sample)
    _changed(sample)
    body = _body(sample)
    paper = paper_of(read_facts(body))
    assert paper.marks.draft and paper.marks.proof_code is None
    assert "Rà soát phiếu giấy" in _texts(paper)
    write_minutes(body, tmp_path / "nhap.pdf", None, None)
    assert b"/FT /Sig" not in (tmp_path / "nhap.pdf").read_bytes()


def test_the_second_one_names_the_first(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    rescore(sample)
    first = amended(sample)
    send_up(sample)
    put_right(sample)
    rescore(sample, 700, "lần nữa")
    second = amended(sample)
    said = _texts(_paper(sample))
    assert second.number == 2 and "lần 1 tại Biên bản số ……, ngày …… của" in said
    assert first.proof_code in said and "bổ sung lần 2 đối với" in said


def test_pages_show_what_is_recorded_and_word_reads_the_same(
    sample: Sample, tmp_path: Path, open_pdf: Open
) -> None:
    closed(sample)
    _changed(sample)
    amended(sample)
    _, amending, _ = signing_papers(sample.book, sample.campaign, 1)
    assert amending is not None and amending.snapshot is not None
    path = tmp_path / "bo-sung.pdf"
    write_minutes(amending.body, path, "0000-1111-2222")
    frozen = json.loads(amending.snapshot.body)
    assert page_faults(path.read_bytes(), frozen) == []
    for each in frozen["amends"]["differences"]:
        if each["path"][-1] == "votes_for":
            each["new"] = 5
    for case in frozen["submissions"]:
        case["votes_for"] = 5 if case["code"] == "HS1" else case["votes_for"]
    (fault,) = page_faults(path.read_bytes(), frozen)
    assert (fault.code, fault.facts["submissions"]) == ("page_results", ("HS1",))
    written = write_minutes_docx(amending.body, tmp_path / "bo-sung.docx", "0000-1111-2222")
    assert written.missing == ()
