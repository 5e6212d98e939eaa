"""The HTXSNV list as paper and workbook: bases with their clauses, rewards, the quota."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from db import campaigns, decisions, entries, freeze, ratings
from db.queries.cases import subjects
from db.queries.office_papers import office_facts
from desktop.documents.errors import PaperEmptyError
from desktop.documents.papers import can_be_made, write_papers
from tests.support import Sample, row, session_row, submission_row

Open = Callable[[Path], Any]
CODE = "7K3D-90QX-MB2T"


@pytest.fixture
def aiming(sample: Sample) -> Sample:
    """Chi bộ A (Tốt) and B (Khá), Cil Ha (Đạt), the head of B, K'Tư with a recognised initiative
    and Lơ Mu without anything; a quota of 20 per cent."""
    sample.take(
        [
            submission_row("HS1", "A", aims_excellent=True),
            submission_row("HS2", "B", aims_excellent=True),
            submission_row("HS3", "A", kind="individual", subject="Cil Ha", aims_excellent=True),
            *(row("subject", code, unit=unit, kind="individual", name=name, post="Chuyên viên",
                  authority="", must_register=True, aims_excellent=True)
              for code, unit, name in (
                  ("DT1", "A", "K'Tư"), ("DT2", "A", "Lơ Mu"), ("DT3", "B", "Hà Văn Hai"))),
        ]
    )  # fmt: skip
    book, campaign = sample.book, sample.campaign
    campaigns.change(
        book, campaign, {"set:quota": "20", "basis:quota": "Hướng dẫn số 25-HD/BTCTU, mục 4"}
    )
    named = {subject.name: subject for subject in subjects(book, campaign)}
    ratings.say_head(book, named["Hà Văn Hai"].holder[1], True)
    ratings.say_head(book, named["Lơ Mu"].holder[1], False)
    said = {"what": "project", "document": "Sáng kiến số hóa", "number": "12/QĐ-UBND",
            "date": "2023-06-05", "level": "UBND huyện"}  # fmt: skip
    ratings.save_ground(book, campaign, named["K'Tư"].holder, None, said)
    ratings.propose_reward(book, named["K'Tư"].holder, "Giấy khen", "Đảng ủy A")
    sample.score_all()
    return sample


def _written(sample: Sample, folder: Path, name: str) -> Path:
    campaign = sample.campaign
    body, code = freeze.body_of(sample.book, campaign, 1)
    office = office_facts(sample.book, campaign, body)
    (path,) = write_papers(body, folder, only=[name], office=lambda: office, proof_code=code)
    return path


@pytest.mark.parametrize("form", ["hd36_2018", "hd05_2026", "nd30_2020"])
def test_the_paper_names_each_basis_with_its_clause(
    aiming: Sample, tmp_path: Path, open_pdf: Open, form: str
) -> None:
    campaigns.change(aiming.book, aiming.campaign, {"form": form})
    text = " ".join(open_pdf(_written(aiming, tmp_path, "htxsnv")).text().split())
    for words in (
        "Xét hoàn thành xuất sắc nhiệm vụ năm 2023",
        "I. Đủ điều kiện (tập thể 2, cá nhân 2):",
        "II. Không đủ điều kiện (cá nhân 2):",
        "số 12/QĐ-UBND, ngày 05/06/2023, UBND huyện (Công văn 804-CV/HU, mục 1)",
        "lấy kết quả loại Khá của tổ chức (Chi bộ B) làm cơ sở",
        "Giấy khen (Đảng ủy A đề nghị)",
        "tối đa 20 % (Hướng dẫn số 25-HD/BTCTU, mục 4)",
        "33,33 vượt tỷ lệ",
        "Thiết lập của đợt: xét căn cứ thay thế.",
    ):
        assert words in text, words
    assert "DỰ THẢO" in text


def test_after_the_decision_both_classes_stand_and_the_decided_one_governs(
    aiming: Sample, tmp_path: Path, open_pdf: Open
) -> None:
    freeze.freeze(aiming.book, aiming.campaign, 1)
    changed = {"HS2": ("Đạt", "Sản phẩm chưa rõ")}
    decisions.record(aiming.book, aiming.campaign, 1, "QĐ 9", "2023-12-05", changed)
    text = " ".join(open_pdf(_written(aiming, tmp_path, "htxsnv.pdf")).text().split())
    assert "DỰ THẢO" not in text and "Quyết định xếp loại" in text
    assert "Tổ thẩm định đề nghị loại Khá, Ban Thường vụ quyết định loại Đạt" in text
    assert "Chi bộ B: Tổ thẩm định đề nghị Khá, Ban Thường vụ quyết định Đạt" in text


def test_what_the_committee_sent_back_is_said(
    aiming: Sample, tmp_path: Path, open_pdf: Open
) -> None:
    freeze.freeze(aiming.book, aiming.campaign, 1)
    why = "chưa có số liệu đối chứng"
    decisions.record(
        aiming.book, aiming.campaign, 1, "QĐ 9", "2023-12-05", send_back={"HS2": why}
    )
    told = f"trả lại để thẩm định lại theo QĐ 9, ngày 05/12/2023, lý do: {why}; chưa có kết quả"
    for name in ("htxsnv", "htxsnv-excel"):
        written = _written(aiming, tmp_path / name, name)
        if name == "htxsnv":
            text = " ".join(open_pdf(written).text().split())
            assert "Chờ kết quả (tập thể 1, cá nhân 1):" in text
        else:
            page = load_workbook(written)["HTXSNV"]
            text = " ".join(str(cell) for line in page.values for cell in line if cell)
        assert told in text, name
    aiming.take([session_row(2, date="2023-12-12")])
    for number in range(1, 5):
        aiming.score(f"TV0{number}", "HS2", 700)
    assert "Sau khi thẩm định lại, Tổ thẩm định đề nghị loại Khá" in " ".join(
        open_pdf(_written(aiming, tmp_path / "again", "htxsnv")).text().split()
    )


def test_a_proposed_reward_stands_in_the_summary(
    aiming: Sample, tmp_path: Path, open_pdf: Open
) -> None:
    named = {subject.name: subject for subject in subjects(aiming.book, aiming.campaign)}
    ratings.propose_reward(aiming.book, named["Chi bộ A"].holder, "Giấy khen", "Đảng ủy A")
    text = " ".join(open_pdf(_written(aiming, tmp_path, "summary.pdf")).text().split())
    assert "Giấy khen (Đảng ủy A đề nghị)" in text
    page = load_workbook(_written(aiming, tmp_path, "summary.xlsx"))["Tập thể"]
    titles = next(line for line in page.values if line[0] == "TT")
    reward = {line[1]: line[titles.index("Khen thưởng")] for line in page.values}
    assert (reward["HS1"], reward["HS2"]) == ("Giấy khen (Đảng ủy A đề nghị)", None)


def test_the_workbook_has_a_row_each_and_the_quota(aiming: Sample, tmp_path: Path) -> None:
    unit = aiming.book.connection.execute("SELECT id FROM unit WHERE code = 'B'").fetchone()[0]
    ratings.rated_good(aiming.book, unit, 5)
    book = load_workbook(_written(aiming, tmp_path, "htxsnv-excel"))
    rows = [[str(cell or "") for cell in line] for line in book["HTXSNV"].values]
    found = {line[2]: line for line in rows}
    assert found["K'Tư"][8] == "Đủ điều kiện"
    assert found["K'Tư"][10:13] == ["Sáng kiến số hóa, số 12/QĐ-UBND, ngày 05/06/2023, UBND huyện",
                                    "Giấy khen", "Đảng ủy A"]  # fmt: skip
    assert found["Lơ Mu"][8] == "Không đủ điều kiện"
    shares = [line for line in book["Tỷ lệ"].values if line[1] in ("A", "B")]
    assert [tuple(line[3:9]) for line in shares] == [
        (1, 3, "trong danh sách", 33.33, 20, "vượt tỷ lệ"),
        (1, 5, "hoàn thành tốt nhiệm vụ", 20, 20, "trong tỷ lệ"),
    ]


def test_without_anybody_put_forward_there_is_no_list(sample: Sample, tmp_path: Path) -> None:
    sample.score_all()
    with pytest.raises(PaperEmptyError):
        _written(sample, tmp_path, "htxsnv")
    from desktop.documents.papers import Material

    body, _ = freeze.body_of(sample.book, sample.campaign, 1)
    assert not can_be_made("htxsnv", Material(body, None))


def test_minutes_and_brief_say_what_was_found_and_decided(
    aiming: Sample, tmp_path: Path, open_pdf: Open
) -> None:
    """The panel's finding on novelty, and the decision on what the rules left open."""
    ident = aiming.submission("HS1").id
    found = {"novelty_finding": "developed", "novelty_basis": "ý kiến tại cuộc họp số 1"}
    entries.save(aiming.book, "submission", ident, found)
    campaigns.change(
        aiming.book, aiming.campaign, {"set:deadline.registration.committee": "2023-02-02"}
    )
    said = ("accepted", ("R16/R19/R21",), "Thông báo 45-TB/HU", "2023-12-01", "Mưa lũ chia cắt")
    ratings.decide(aiming.book, ("submission", ident), *said)
    minutes = " ".join(open_pdf(_written(aiming, tmp_path, "minutes")).text().split())
    assert "kế thừa, có phần mới (ý kiến tại cuộc họp số 1)" in minutes
    assert (
        "đã chấp nhận theo Thông báo 45-TB/HU, ngày 01/12/2023; lý do: Mưa lũ chia cắt." in minutes
    )
    brief = " ".join(open_pdf(_written(aiming, tmp_path, "briefs")).text().split())
    assert "Kế thừa, có phần mới (ý kiến tại cuộc họp số 1)" in brief
