"""The pages say what the record says: found in every form and size, and every change told."""

from __future__ import annotations

import copy
import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from db import freeze
from db.rules import proof
from desktop.documents.minutes import write_minutes
from desktop.documents.page_check import PageFault, page_faults
from desktop.documents.signing import sign
from desktop.documents.verifying import verify
from desktop.verify_words import sentences, verdict_line
from tests.desktop.documents.conftest import Body, build_body
from tests.signing_support import authority, frozen_record, record, signers
from tests.support import Sample

CODE = "7K3D-90QX-MB2T"


def _written(folder: Path, body: Body) -> bytes:
    path = folder / "m.pdf"
    write_minutes(body, path, CODE)
    return path.read_bytes()


def _codes(found: list[PageFault]) -> list[str]:
    return sorted({fault.code for fault in found})


@pytest.mark.parametrize("form", ["hd36_2018", "hd05_2026", "nd30_2020"])
@pytest.mark.parametrize(("members", "submissions"), [(1, 1), (7, 5), (15, 9)])
def test_minutes_as_they_are_written(
    tmp_path: Path, form: str, members: int, submissions: int
) -> None:
    body = build_body(members, submissions, form, seq=1)
    assert page_faults(_written(tmp_path, body), body) == []


def test_two_hundred_submissions(tmp_path: Path) -> None:
    body = build_body(3, 200, seq=1)
    assert page_faults(_written(tmp_path, body), body) == []


def test_texts_of_any_length_and_kind(tmp_path: Path) -> None:
    """A title that a page's end parts, signs that no font has, the same model twice."""
    body = build_body(5, 12, seq=1)
    for place, title in enumerate(("Rất dài " * 500, "Số ８ và 😀 mô² hình", "", "8,00 Tốt")):
        body["submissions"][place]["title"] = title
    body["submissions"][5]["title"] = body["submissions"][4]["title"]
    assert page_faults(_written(tmp_path, body), body) == []


def test_number_date_and_decision_are_no_part_of_it(tmp_path: Path) -> None:
    body = build_body(5, 8, seq=1)
    data = _written(tmp_path, body)
    frozen = copy.deepcopy(body)
    del frozen["session"]["minutes_no"], frozen["session"]["date"]
    assert page_faults(data, frozen) == []


@pytest.mark.parametrize("submissions", [3, 20])
@pytest.mark.parametrize("what", ["final", "class", "mark", "mean"])
def test_one_figure_altered(tmp_path: Path, submissions: int, what: str) -> None:
    body = build_body(5, submissions, seq=1)
    other = copy.deepcopy(body)
    case = next(c for c in other["submissions"] if c["ballots"] and c["final"] != 800)
    if what == "final":
        case["final"] = 800
    elif what == "class":
        case["class"] = "Đạt" if case["class"] != "Đạt" else "Tốt"
    elif what == "mark":
        case["ballots"][0]["marks"]["TC2"] = 25
    else:
        case["criteria"]["TC1"] = 3
    (fault,) = page_faults(_written(tmp_path, other), body)
    assert fault == PageFault("page_results", {"submissions": (case["code"],)})


@pytest.mark.parametrize("submissions", [3, 20])
@pytest.mark.parametrize("what", ["former", "rescored"])
def test_figures_in_the_text_altered(tmp_path: Path, submissions: int, what: str) -> None:
    """The result of the round before, a ballot given anew: they stand in sentences."""
    body = build_body(5, submissions, seq=1)
    case = body["submissions"][1]
    case["round"] = 2
    case["former"] = [
        {
            "session": 1, "final": 850, "class_name": "Tốt", "document": "215-QĐ/HU",
            "date": "2023-12-05", "reason": "Chưa rõ số liệu so sánh",
        }
    ]  # fmt: skip
    case["rescored"] = [
        {"member": "TV01", "old_total": 850, "new_total": 700, "reason": "cộng nhầm"}
    ]
    assert page_faults(_written(tmp_path, body), body) == []
    other = copy.deepcopy(body)
    if what == "former":
        other["submissions"][1]["former"][0]["final"] = 650
    else:
        other["submissions"][1]["rescored"][0]["old_total"] = 650
    (fault,) = page_faults(_written(tmp_path, other), body)
    assert fault == PageFault("page_results", {"submissions": (case["code"],)})


def test_a_submission_left_off_the_pages(tmp_path: Path) -> None:
    body = build_body(5, 12, seq=1)
    other = copy.deepcopy(body)
    gone = other["submissions"].pop(4)
    (fault,) = page_faults(_written(tmp_path, other), body)
    assert fault.code == "page_results" and gone["code"] in fault.facts["submissions"]


def test_figures_drawn_over(tmp_path: Path) -> None:
    """White over the old figure, the new one on it: the old text is still in the file."""
    body = build_body(5, 3, seq=1)
    data = _written(tmp_path, body)
    for painted, written in ((True, ""), (False, "9,75"), (True, "9,75")):
        assert _codes(page_faults(_over(data, painted, written), body)) == ["page_covered"]
    noted = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[300, 330, 500, 400],
            DA=pikepdf.String("/F 12 Tf"), Contents=pikepdf.String("9,75"),
        )  # fmt: skip
        pdf.pages[-1].Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save(noted)
    assert _codes(page_faults(noted.getvalue(), body)) == ["page_covered"]


def _over(data: bytes, painted: bool, written: str) -> bytes:
    """The last page, that of the results by criterion, drawn over in the table's first rows."""
    top, target = io.BytesIO(), io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[-1]
        width, height = (float(page.MediaBox[n]) for n in (2, 3))
        canvas = Canvas(top, pagesize=(width, height))
        canvas.setFillGray(1)
        if painted:
            canvas.rect(width / 2, height - 300, 60, 120, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(width / 2, height - 230, written)
        canvas.save()
        with pikepdf.open(top) as more:
            stream = more.pages[0].Contents.read_bytes()
            page.Resources.Font["/F1"] = pdf.copy_foreign(more.pages[0].Resources.Font["/F1"])
        page.contents_add(stream)
        pdf.save(target)
    return target.getvalue()


def test_pages_that_show_nothing(tmp_path: Path) -> None:
    body = build_body(3, 2, seq=1)
    empty = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(empty)
    assert _codes(page_faults(empty.getvalue(), body)) == ["page_results"]
    assert _codes(page_faults(b"%PDF-1.7 nothing", body)) == ["page_unread"]
    strange: dict[str, Any] = {**body, "campaign": {**body["campaign"], "form": "hd99_2099"}}
    assert _codes(page_faults(empty.getvalue(), strange)) == ["page_unread"]


def test_verify_says_so(sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way: pages altered before the signatures, the record inside untouched."""
    monkeypatch.setattr(proof, "_N", 2**4)
    frozen_record(sample)
    body, code = freeze.body_of(sample.book, sample.campaign, 1)
    body["submissions"][1]["final"] = 975
    path = tmp_path / "m.pdf"
    write_minutes(body, path, code, record(sample))
    sign(path, "ChuTri", signers()[2].file(tmp_path))
    verdict = verify(path, authority().trust, book=sample.book)
    assert not verdict.valid and verdict.recomputed
    assert [reason.code for reason in verdict.reasons] == ["page_results"]
    assert "HS2" in sentences(verdict.reasons)[0]
    assert verdict_line(verdict).startswith("KHÔNG HỢP LỆ: Số liệu in trên trang của 1 hồ sơ")
