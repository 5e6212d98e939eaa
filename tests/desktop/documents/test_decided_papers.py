"""After the decision every paper carries both classes; what was frozen stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from db import decisions, freeze
from db.queries.office_papers import OfficeFacts, office_facts
from db.queries.trace import session_traces
from db.record import read_record
from db.rules import proof
from desktop.documents.page_check import page_faults
from desktop.documents.papers import write_papers
from desktop.documents.pdf_signatures import attachment, open_pdf, read_pdf
from tests.signing_support import frozen_record, minutes_to_sign, record
from tests.support import Sample

Make = Callable[..., dict[str, Any]]
Office = Callable[..., OfficeFacts]
Open = Callable[[Path], Any]  # conftest.Pdf, which tests cannot import by name

NUMBER = "Quyết định số 512-QĐ/HU, ngày 05/12/2023"
REASON = "xem xét thêm kết quả phối hợp"


def decide(body: dict[str, Any]) -> dict[str, Any]:
    """Marks the body as decided, the first class changed; returns that submission."""
    body["decision"] = {"document": "512-QĐ/HU", "date": "2023-12-05"}
    for row in body["submissions"]:
        row["decided_class"], row["decided_reason"] = row["class"], ""
    first: dict[str, Any] = body["submissions"][0]
    first |= {"class": "Khá", "decided_class": "Đạt", "decided_reason": REASON}
    return first


@pytest.mark.parametrize("submissions", [3, 12])
@pytest.mark.parametrize("name", ["minutes", "minutes-word"])
def test_the_results_appendix_has_both_classes_in_a_table_of_its_own(
    tmp_path: Path, make_body: Make, open_pdf: Open, name: str, submissions: int
) -> None:
    body = make_body(submissions=submissions)
    (path,) = write_papers(body, tmp_path / "before", only=[name], proof_code="C")
    before = _words(path, open_pdf)
    first = decide(body)
    (path,) = write_papers(body, tmp_path / "after", only=[name], proof_code="C")
    after = _words(path, open_pdf)
    assert "Quyết định xếp loại" not in before and NUMBER not in before
    assert f"Xếp loại theo {NUMBER} của Ban Thường vụ Huyện ủy Lạc Dương:" in after
    assert REASON in after
    if name == "minutes-word":
        table = next(
            t for t in Document(str(tmp_path / "after" / "minutes.docx")).tables
            if t.rows[0].cells[-2].text == "Quyết định xếp loại"
        )  # fmt: skip
        row = next(r for r in table.rows if r.cells[1].text == first["code"])
        assert [cell.text for cell in row.cells[-3:]] == ["Khá", "Đạt", REASON]


def _words(path: Path, open_pdf: Open) -> str:
    if path.suffix == ".pdf":
        return str(open_pdf(path).text())
    word = Document(str(path))
    cells = (c.text for t in word.tables for r in t.rows for c in r.cells)
    return " ".join(" ".join([*(p.text for p in word.paragraphs), *cells]).split())


@pytest.mark.parametrize(
    "name", ["minutes", "summary-pdf", "ballots", "proposal", "notices", "briefs"]
)
def test_both_classes_number_and_date_on_every_paper(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open, name: str
) -> None:
    body = make_body(submissions=7)
    decide(body)
    office = make_office(body)
    (path,) = write_papers(body, tmp_path, only=[name], proof_code="C", office=lambda: office)
    text = open_pdf(path).text()
    for words in ("Khá", "Đạt", NUMBER, REASON):
        assert words in text, name


def test_filled_ballots_alone_tell_the_outcome(
    tmp_path: Path, make_body: Make, open_pdf: Open
) -> None:
    body = make_body(members=3, submissions=1, recusals=False)
    decide(body)
    (path,) = write_papers(body, tmp_path, only=["ballots"], proof_code="C")
    told = "Tổ thẩm định xếp loại Khá"
    assert open_pdf(path).text().count(told) == 3
    body["submissions"][0]["ballots"].pop()
    (path,) = write_papers(body, tmp_path / "blank", only=["ballots"])  # the third is a blank
    assert open_pdf(path).text().count(told) == 2


@pytest.fixture
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.mark.usefixtures("cheap_scrypt")
def test_the_decision_changes_neither_record_nor_code(
    sample: Sample, tmp_path: Path, open_pdf: Open
) -> None:
    raw = frozen_record(sample)
    before = minutes_to_sign(sample, tmp_path / "before.pdf")
    _, code = freeze.body_of(sample.book, sample.campaign, 1)
    body, _ = freeze.body_of(sample.book, sample.campaign, 1)
    row = body["submissions"][0]
    other = next(name for name in ("Tốt", "Khá", "Đạt") if name != row["class"])
    decisions.record(
        sample.book, sample.campaign, 1, "512-QĐ/HU", f"{sample.campaign.year}-12-28",
        {row["code"]: (other, REASON)},
    )  # fmt: skip
    decided, same = freeze.body_of(sample.book, sample.campaign, 1)
    assert same == code and record(sample) == raw
    changed = decided["submissions"][0]
    assert (changed["class"], changed["decided_class"]) == (row["class"], other)
    after = minutes_to_sign(sample, tmp_path / "after.pdf")
    assert after.read_bytes() != before.read_bytes()
    assert attachment(open_pdf_file(after)) == raw == attachment(open_pdf_file(before))
    assert minutes_to_sign(sample, tmp_path / "again.pdf").read_bytes() == after.read_bytes()
    frozen = json.loads(read_record(raw).snapshot.body)
    for path in (before, after):  # the pages still show what the record says
        assert page_faults(path.read_bytes(), frozen) == []
    office = office_facts(sample.book, sample.campaign, decided)
    traces = session_traces(sample.book, sample.campaign, decided)
    (path,) = write_papers(
        decided, tmp_path, only=["trace"], proof_code=code, traces=lambda: traces,
        office=lambda: office,
    )  # fmt: skip
    assert f"xếp loại {other}, khác kết luận của Tổ; lý do: {REASON}" in open_pdf(path).text()


def open_pdf_file(path: Path) -> Any:
    return open_pdf(read_pdf(path), path)
