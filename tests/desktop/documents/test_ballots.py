"""Ballots: one page each, in order, blanks where one is still expected, none for the recused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.documents.ballots import write_ballots
from desktop.documents.content_ballots import ballot_pack
from desktop.documents.read_body import read_facts

Make = Callable[..., dict[str, Any]]
Open = Callable[[Path], Any]  # conftest.Pdf

CODE = "7K3D-90QX-MB2T"


def test_order_is_submission_then_panel_without_the_recused(make_body: Make) -> None:
    body = make_body(submissions=3)
    codes = [ballot.code for ballot in ballot_pack(read_facts(body), CODE).ballots]
    panel = [person["code"] for person in body["panel"]]
    away = {"TV01", "TV04"}
    assert codes == [
        *(f"LD-2023-001/{code}" for code in panel),
        *(f"LD-2023-002/{code}" for code in panel if code not in away),
        *(f"LD-2023-003/{code}" for code in panel),
    ]


def test_cover_names_the_recused_with_their_reason(make_body: Make) -> None:
    pack = ballot_pack(read_facts(make_body(submissions=3)), CODE)
    second = pack.cover.lines[1].cells
    assert second[2] == "5"
    assert "Bon Văn Sơn: công tác tại đơn vị có hồ sơ" in second[3]
    assert "tổng số 19 phiếu" in pack.cover_note


def test_blanks_only_while_a_ballot_is_expected(make_body: Make) -> None:
    body = make_body(submissions=1)
    row = body["submissions"][0]
    row["ballots"] = row["ballots"][:3]
    row["absent"] = ["TV07"]
    draft = ballot_pack(read_facts(body))
    assert [ballot.remarks is None for ballot in draft.ballots] == [False] * 3 + [True] * 3
    assert "3 phiếu trắng chờ chấm; Huỳnh Quốc Hạnh: vắng mặt" in draft.cover.lines[0].cells[3]
    assert len(ballot_pack(read_facts(body), CODE).ballots) == 3
    row["missing"] = ["TV05"]  # the others are not assigned
    assert len(ballot_pack(read_facts(body)).ballots) == 4


def test_pairs_pick_ballots(make_body: Make) -> None:
    pairs = [("TV02", "LD-2023-003"), ("TV02", "LD-2023-001"), ("TV01", "LD-2023-002")]
    pack = ballot_pack(read_facts(make_body(submissions=3)), None, pairs)
    assert [b.code for b in pack.ballots] == ["LD-2023-001/TV02", "LD-2023-003/TV02"]


def test_agreed_marks_have_no_ballots(make_body: Make) -> None:
    body = make_body(submissions=1)
    body["submissions"][0].update(agreed=True, ballots=[])
    pack = ballot_pack(read_facts(body))
    assert pack.ballots == ()
    assert "Chấm thống nhất" in pack.cover.lines[0].cells[3]


def test_a_filled_ballot_says_everything(tmp_path: Path, make_body: Make, open_pdf: Open) -> None:
    body = make_body(submissions=1)
    row = body["submissions"][0]
    row["ballots"][0].update(
        marks={"TC1": 175, "TC2": 400, "TC3": 150, "TC4": 75, "DT1": 25, "DT2": 0},
        total=825,
        comment="Ưu điểm: thiết thực.\nHạn chế: phạm vi hẹp.",
        paper=False,
    )
    written = write_ballots(body, tmp_path / "b.pdf", CODE)
    pdf = open_pdf(written.path)
    assert (written.ballots, written.pages, len(pdf)) == (7, 8, 8)
    text = pdf.text(2)
    for words in (
        "PHIẾU CHẤM ĐIỂM",
        "Số phiếu: LD-2023-001/TV01 - Cuộc họp số 1, ngày 24/11/2023",
        "Người chấm: Bon Văn Sơn, Trưởng ban, Đảng bộ thị trấn Lạc Dương; Tổ trưởng",
        "Mã hồ sơ: LD-2023-001",
        "Mô hình: Đối thoại định kỳ giữa bí thư cấp ủy với nhân dân",
        "Tự chấm: 9,00 điểm, tự xếp loại Tốt",
        "Hình thức: phiếu điện tử, thành viên ký số",
        "TC2. Kết quả thực hiện, có số liệu chứng minh",
        "(điểm thưởng)",
        "Đề nghị xếp loại: Tốt",
        "Ưu điểm: thiết thực. Hạn chế: phạm vi hẹp.",
        "Khai báo liên quan: không ghi nhận",
        "Thời gian chấm:",
        "NGƯỜI CHẤM ĐIỂM",
        f"Mã đối chiếu: {CODE}",
        "Số liệu minh họa",
    ):
        assert words in text
    assert "4,00" in text
    assert "8,25" in text
    assert "DỰ THẢO" not in pdf.text()
    assert all(pdf.fonts().values())
    assert b"Helvetica" not in written.path.read_bytes()


@pytest.mark.parametrize("form", ["hd36_2018", "nd30_2020"])
def test_a_blank_is_one_page_to_write_on(
    tmp_path: Path, make_body: Make, open_pdf: Open, form: str
) -> None:
    body = make_body(submissions=1, form=form)
    body["submissions"][0]["ballots"] = []
    written = write_ballots(body, tmp_path / "b.pdf")
    pdf = open_pdf(written.path)
    assert len(pdf) == 1 + 7
    text = pdf.text(2)
    for words in (
        "Ưu điểm:",
        "Hạn chế:",
        "không có liên quan",
        "có liên quan (ghi rõ):",
        "DỰ THẢO",
    ):
        assert words in text
    for name in ("Tốt", "Khá", "Đạt", "Không đạt"):
        assert name in text
    assert "Mã đối chiếu" not in text
    boxes = [r for r in pdf.rules(2) if 2.5 < r[2] - r[0] < 4 and 2.5 < r[3] - r[1] < 4]
    assert len(boxes) == 4 + 2


def test_unconfirmed_rubric_proposes_no_class(make_body: Make) -> None:
    pack = ballot_pack(read_facts(make_body(submissions=1, confirmed=False)))
    assert {ballot.proposed for ballot in pack.ballots} == {"……"}


def test_long_texts_run_on_and_the_signature_is_not_alone(
    tmp_path: Path, make_body: Make, open_pdf: Open
) -> None:
    body = make_body(submissions=1, members=3)
    row = body["submissions"][0]
    row["title"] = ("Mô hình “Mỗi đảng viên một sáng kiến” gắn với chuyển đổi số; " * 9)[:400]
    comment = ("Đề nghị làm rõ số liệu trước và sau khi thực hiện. " * 40)[:2000].strip()
    for ballot in row["ballots"]:
        ballot["comment"] = comment
    pdf = open_pdf(write_ballots(body, tmp_path / "b.pdf", CODE).path)
    shown = pdf.text(2).count("rõ số liệu") + pdf.text(3).count("rõ số liệu")
    assert shown in (comment.count("rõ số liệu"), comment.count("rõ số liệu") - 1)  # page break
    assert comment.endswith("Đề nghị làm")
    assert "Đề nghị làm Khai báo liên quan" in pdf.text(3)
    assert "Khai báo liên quan" in pdf.text(3)
    assert "NGƯỜI CHẤM ĐIỂM" in pdf.text(3)


def test_same_body_same_bytes(tmp_path: Path, make_body: Make) -> None:
    body = make_body(submissions=2)
    first = write_ballots(body, tmp_path / "1.pdf", CODE).path.read_bytes()
    assert write_ballots(body, tmp_path / "2.pdf", CODE).path.read_bytes() == first
