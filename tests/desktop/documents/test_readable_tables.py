"""Tables stay readable however many members there are; nothing stands empty for nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from db.queries.office_papers import Brief, OfficeFacts
from db.rules.targets import Share
from db.rules.year import PRODUCT, REGISTER, Target
from desktop.documents.content_scores import score_table
from desktop.documents.content_tables import BODY_MEMBERS
from desktop.documents.papers import write_papers
from desktop.documents.read_body import read_facts

Make = Callable[..., dict[str, Any]]
Office = Callable[..., OfficeFacts]
Open = Callable[[Path], Any]  # conftest.Pdf, which tests cannot import by name


@pytest.mark.parametrize("members", [BODY_MEMBERS, BODY_MEMBERS + 1, 15])
def test_many_members_get_a_line_each(make_body: Make, members: int) -> None:
    facts = read_facts(make_body(members=members, submissions=2))
    case = facts.cases[1]
    table = score_table(facts, case)
    lines = {line.cells[0]: line.cells for line in table.lines}
    if members <= BODY_MEMBERS:
        assert [column.title for column in table.columns][3:-1] == [p.name for p in facts.panel]
        return
    assert [line.cells[0] for line in table.lines] == [
        "Điểm tối đa", "Tự chấm", *(p.name for p in facts.panel), "Trung bình",
    ]  # fmt: skip
    recused = {row.member for row in case.recused}
    assert recused, "submission 2 has recused members"
    for person in facts.panel:
        if person.code in recused:
            assert set(lines[person.name][1:]) == {"LQ"}
    ballot = case.ballots[-1]
    scorer = facts.person(ballot.member)
    assert scorer is not None and ballot.total is not None
    said = lines[scorer.name]
    assert said[-1] == f"{ballot.total // 100},{ballot.total % 100:02d}"
    assert len(said) == len(table.columns) == 2 + 6


def test_a_filled_ballot_has_no_empty_column(
    tmp_path: Path, make_body: Make, open_pdf: Open
) -> None:
    body = make_body(members=3, submissions=1, recusals=False)
    (path,) = write_papers(body, tmp_path, only=["ballots"])
    assert "Lý do" not in open_pdf(path).text(2)
    body["submissions"][0]["ballots"].clear()
    (path,) = write_papers(body, tmp_path / "blank", only=["ballots"])
    assert "Lý do" in open_pdf(path).text(2), "a blank one is filled in by hand"


@pytest.mark.parametrize("form", ["hd36_2018", "hd05_2026", "nd30_2020"])
def test_the_heading_in_word_is_two_lines_of_a_table(
    tmp_path: Path, make_body: Make, form: str
) -> None:
    """Number, place and date in one line; a rule is no border of the text above it, which would
    break that text at the rule's ends."""
    (path,) = write_papers(make_body(form=form), tmp_path, only=["minutes-word"])
    above, below = Document(str(path)).tables[0].rows
    assert "TỔ THẨM ĐỊNH" in above.cells[0].text and "03" in below.cells[0].text
    dated = "Lạc Dương, ngày 24 tháng 11 năm 2023"
    assert below.cells[1].text == (dated if form == "hd36_2018" else "")
    for cell in above.cells:
        for line in cell.paragraphs:
            assert not (line.text and line._p.xpath("w:pPr/w:pBdr"))
    ruled = [len(c._tc.xpath("w:p/w:pPr/w:pBdr")) for c in above.cells]
    assert ruled == ([1, 1] if form == "nd30_2020" else [0, 1])


def test_codes_are_not_broken_in_word(tmp_path: Path, make_body: Make) -> None:
    (path,) = write_papers(make_body(submissions=2), tmp_path, only=["minutes-word"])
    word = Document(str(path))
    line = next(p for p in word.paragraphs if "LD-2023-901" in p.text)
    assert line._p.xpath(".//w:noBreakHyphen")


def test_why_somebody_qualifies_and_the_shares_of_the_targets(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(submissions=6)
    row = next(r for r in body["submissions"] if r["kind"] == "individual")
    row |= {"eligible_code": "R7", "class": "Khá"}
    office = make_office(body)
    briefs = [
        Brief(
            replace(b.details, values={**b.details.values, "alternative_basis": "Sáng kiến số 7"}),
            b.evidence,
        )
        for b in office.briefs
    ]
    office = replace(
        office,
        briefs=tuple(briefs),
        targets=(
            (Target(REGISTER, "collective", 100, "Công văn 854-CV/HU"), Share(58, 60, 100)),
            (Target(PRODUCT, "all", 25, "Công văn 436-CV/ĐUK"), Share(20, 58, 25)),
        ),
    )
    xlsx, pdf = write_papers(
        body, tmp_path, only=["summary", "summary-pdf"], proof_code="C", office=lambda: office
    )
    book = load_workbook(xlsx)
    rows = (row for page in book.worksheets for row in page.iter_rows())
    cells = [str(cell.value) for row in rows for cell in row if cell.value]
    assert "Kết quả Khá; căn cứ thay thế: Sáng kiến số 7" in cells
    shares = (
        "Tỷ lệ tập thể đăng ký: 58/60 (96,67%); chỉ tiêu ít nhất 100% (Công văn 854-CV/HU).",
        "Tỷ lệ tập thể, cá nhân có sản phẩm xếp loại Đạt trở lên: 20/58 (34,48%); chỉ tiêu ít "
        "nhất 25% (Công văn 436-CV/ĐUK).",
    )
    text = open_pdf(pdf).text()
    for share in shares:
        assert share in cells and share in text
    assert "Có (Khá)" in text and "xét theo căn cứ thay thế: Sáng kiến số 7" in text
