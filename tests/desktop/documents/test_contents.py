"""The minutes say every field that domain.md §5 lists, and make nothing up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.documents.blocks import Level, Line, Note, Paper, Para, Section, Table
from desktop.documents.contents import minutes
from desktop.documents.read_body import read_facts

Make = Callable[..., dict[str, Any]]


def gathered(body: dict[str, Any], proof_code: str | None = None) -> Paper:
    return minutes(read_facts(body), proof_code)


def said(paper: Paper, *, tables: bool = False) -> str:
    """Everything in the body, line by line."""
    lines: list[str] = []
    for block in paper.blocks:
        if isinstance(block, Para):
            lines.append(f"{block.lead} {block.text}".strip())
        elif isinstance(block, Section | Note):
            lines.append(block.text)
        elif tables:
            lines += [" | ".join(line.cells) for line in block.lines]
    return "\n".join([*lines, paper.closing.text])


def table_lines(paper: Paper, appendix: int) -> list[Line]:
    blocks = paper.appendices[appendix].blocks
    return [line for block in blocks if isinstance(block, Table) for line in block.lines]


def test_heading_and_title(make_body: Make) -> None:
    paper = gathered(make_body())
    assert paper.heading.parent == "HUYỆN ỦY LẠC DƯƠNG"
    assert paper.heading.issuer == "TỔ THẨM ĐỊNH"
    assert paper.heading.number == "Số 03-BB/TTĐ"
    assert paper.heading.place_date == "Lạc Dương, ngày 24 tháng 11 năm 2023"
    assert paper.type_name == "BIÊN BẢN"
    assert paper.marks.draft
    assert paper.marks.illustrative


def test_number_of_the_body_itself(make_body: Make) -> None:
    body = make_body()
    body["session"]["minutes_no"] = "15-BB/HU"
    heading = gathered(body).heading
    assert (heading.parent, heading.issuer) == ("TỈNH ỦY LÂM ĐỒNG", "HUYỆN ỦY LẠC DƯƠNG")


def test_place_and_date_only_where_the_form_has_them(make_body: Make) -> None:
    for form in ("hd05_2026", "nd30_2020"):
        assert gathered(make_body(form=form)).heading.place_date == ""


def test_meeting_and_attendance(make_body: Make) -> None:
    body = make_body()
    body["panel"][5].update(present=False, absence="đi công tác")
    body["session"]["guests"] = "Đồng chí Lê Văn A, Phó Bí thư\nĐồng chí B"
    body["session"]["agenda"] = "Nghe báo cáo\nChấm điểm"
    text = said(gathered(body))
    for words in (
        "Thực hiện Quyết định số 412-QĐ/HU, ngày 06/11/2023",
        "vào hồi 08 giờ 00, ngày 24 tháng 11 năm 2023, tại Phòng họp số 2, Huyện ủy",
        "1. Chủ trì: đồng chí Bon Văn Sơn, Trưởng ban",
        "2. Người ghi biên bản: đồng chí Nguyễn Xuân Quỳnh",
        "tổng số 07; có mặt 06; vắng 01",
        "lý do: đi công tác",
        "4. Khách mời: Đồng chí Lê Văn A, Phó Bí thư; Đồng chí B.",
        "1. Chương trình: Nghe báo cáo.\nChấm điểm.",
        "Cuộc họp có 06/07 thành viên dự",
        "hai phần ba",
        "kết thúc vào hồi 11 giờ 30 cùng ngày./.",
        "đọc lại cho các thành viên dự họp cùng nghe, thống nhất thông qua",
    ):
        assert words in text


def test_state_words(make_body: Make) -> None:
    text = said(gathered(make_body(form="nd30_2020")))
    assert "ông/bà Bon Văn Sơn" in text
    assert "đồng chí" not in text
    assert "08 giờ 00 phút" in text
    assert "I. THÀNH PHẦN" in text


def test_few_submissions_stand_in_full(make_body: Make) -> None:
    body = make_body(submissions=2)
    body["submissions"][0].update(votes_for=6, votes_against=1, conclusion="Thống nhất mức Đạt.")
    paper = gathered(body)
    text = said(paper, tables=True)
    for words in (
        "tập thể Đảng bộ xã Đạ Sar; mô hình “Đối thoại định kỳ",
        "tự chấm 9,00 điểm; tự xếp loại Tốt",
        "Tóm tắt: Mô hình đã triển khai tại 6 thôn",
        "Ý kiến: Đề nghị bổ sung số liệu",
        "Phiếu chấm điểm phát ra 07, thu về 07, hợp lệ 07",
        "TC1. Ban hành văn bản",
        "biểu quyết: 06 tán thành, 01 không tán thành",
        "Kết luận: Thống nhất mức Đạt.",
        "Điểm kết luận: 5,86 điểm; xếp loại: Đạt",
        "Ghi chú: LQ: không tham gia chấm do có liên quan.",
    ):
        assert words in text
    assert len(paper.appendices) == 1
    assert paper.appendices[0].label == "PHỤ LỤC"


def test_many_submissions_share_a_table(make_body: Make) -> None:
    body = make_body(submissions=33)
    paper = gathered(body)
    table = next(block for block in paper.blocks if isinstance(block, Table))
    titles = [column.title for column in table.columns]
    assert titles[3:10] == [person["name"] for person in body["panel"]]
    assert len([line for line in table.lines if line.level is Level.ROW]) == 33
    bands = [line.cells[0] for line in table.lines if line.level is Level.BAND]
    assert bands == ["I. Tập thể", "II. Cá nhân"]
    assert [appendix.label for appendix in paper.appendices] == ["PHỤ LỤC I", "PHỤ LỤC II"]
    totals = [line for line in table_lines(paper, 1) if line.level is Level.TOTAL]
    assert len(totals) == 33
    assert "Biên bản số 03-BB/TTĐ, ngày 24/11/2023" in paper.appendices[0].reference


def test_many_members_leave_the_body_table(make_body: Make) -> None:
    paper = gathered(make_body(members=15))
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert [c.title for c in table.columns][2:] == ["Phiếu", "Điểm kết luận", "Xếp loại"]
    assert len(table_lines(paper, 1)[1].cells) == 3 + 15 + 1


def test_recusals_and_the_chair_instead(make_body: Make) -> None:
    text = said(gathered(make_body()))
    assert (
        "Hồ sơ LD-2023-002 (Hội Liên hiệp Phụ nữ huyện): Không tham gia chấm: đồng chí Bon Văn "
        "Sơn và đồng chí Ya Minh Mai, lý do: công tác tại đơn vị có hồ sơ." in text
    )
    assert "đồng chí Ya Minh Đạt, Tổ phó, chủ trì thay" in text


def test_typed_reason_stands_as_typed(make_body: Make) -> None:
    body = make_body()
    body["submissions"][1]["recused"] = [
        {"member": "TV01", "origin": "declared", "reason": "Em ruột là tác giả"}
    ]
    assert "lý do: em ruột là tác giả." in said(gathered(body))


def test_rescores(make_body: Make) -> None:
    text = said(gathered(make_body()))
    assert "chấm lại hồ sơ LD-2023-010: từ 6,00 điểm thành 7,25 điểm; lý do: bổ sung" in text


def test_left_out_with_reasons_and_without_our_codes(make_body: Make) -> None:
    text = said(gathered(make_body()))
    assert "(02 hồ sơ): LD-2023-900 (Đảng bộ thị trấn Lạc Dương); LD-2023-903" in text
    assert "Chưa đủ hai phần ba số thành viên được quyền chấm có mặt (01 hồ sơ)" in text
    assert "Không thuộc đối tượng thẩm định (01 hồ sơ): LD-2023-902" in text
    for code in ("R8", "R9", "barred", "quorum", "same_unit"):
        assert code not in text


def test_totals_by_class(make_body: Make) -> None:
    body = make_body()
    body["counts"] = {"collective": {"Đạt": 8, "Tốt": 5}, "individual": {"Khá": 3}}
    text = said(gathered(body))
    assert "Tập thể 21 hồ sơ, trong đó: Tốt 05; Khá 0; Đạt 08; Không đạt 0." in text
    assert "Cá nhân 12 hồ sơ, trong đó: Tốt 0; Khá 03; Đạt 0; Không đạt 0." in text


def test_bands_and_basis(make_body: Make) -> None:
    text = said(gathered(make_body()))
    assert "căn cứ Hướng dẫn số 09-HD/BTCTU, ngày 14/12/2022" in text
    assert (
        "Tốt từ 8 điểm trở lên; Khá từ 6,5 đến dưới 8 điểm; Đạt từ 5 đến dưới 6,5 điểm; "
        "Không đạt dưới 5 điểm." in text
    )


@pytest.mark.parametrize("submissions", [3, 33])
def test_unconfirmed_rubric_gives_no_class_and_says_why(make_body: Make, submissions: int) -> None:
    paper = gathered(make_body(confirmed=False, submissions=submissions))
    text = said(paper, tables=True)
    assert "chưa được xác nhận nên Biên bản chỉ ghi điểm và thứ tự, chưa xếp loại." in text
    assert "chưa xếp loại." in text
    assert "| Tốt" not in text
    assert "xếp loại: " not in text


def test_drop_rule(make_body: Make) -> None:
    body = make_body()
    assert "bỏ một phiếu" not in said(gathered(body))
    body["settings"]["drop_extremes"] = True
    assert "từ 05 phiếu hợp lệ trở lên thì bỏ một phiếu có tổng điểm cao nhất" in said(
        gathered(body)
    )


def test_agreed_marks(make_body: Make) -> None:
    body = make_body(submissions=8)
    for row in body["submissions"]:
        row.update(agreed=True, ballots=[], issued=0, collected=0, valid=0)
    paper = gathered(body)
    text = said(paper)
    assert "chấm thống nhất một mức điểm, không chấm bằng phiếu" in text
    assert "phát ra" not in text
    assert len(paper.appendices) == 1
    body["submissions"][0]["agreed"] = False
    assert "Hồ sơ LD-2023-002" in said(gathered(body))


def test_present_member_without_a_ballot_is_named(make_body: Make) -> None:
    body = make_body(submissions=8)
    for row in body["submissions"]:
        row["missing"] = []
    row = body["submissions"][0]
    row["ballots"] = [b for b in row["ballots"] if b["member"] not in ("TV06", "TV07")]
    row["missing"] = ["TV06"]
    paper = gathered(body)
    assert "Có mặt nhưng không có phiếu hợp lệ: đồng chí" in said(paper)
    table = next(block for block in paper.blocks if isinstance(block, Table))
    first = next(line for line in table.lines if line.level is Level.ROW)
    assert first.cells[8:10] == ("–", "K")
    assert "K: không được phân công chấm" in said(paper)


def test_an_empty_draft_leaves_dots(make_body: Make) -> None:
    body = make_body(submissions=0)
    body["session"] = {"number": 1, "date": None}
    body["left_out"] = []
    paper = gathered(body)
    text = said(paper)
    assert paper.heading.number == "Số      -BB/TTĐ"
    assert "Quyết định số ……, ngày ……" in text
    assert "đồng chí ……" in text
    assert "chưa có hồ sơ nào" in text
    assert paper.signatures[0].name == ""
    assert paper.appendices == ()


def test_quorum_is_not_claimed_of_no_submission(make_body: Make) -> None:
    body = make_body()
    body["submissions"] = []
    text = said(gathered(body))
    assert "Cuộc họp có " in text and "đủ điều kiện thẩm định" not in text


def test_a_body_of_nothing_but_a_number() -> None:
    paper = minutes(read_facts({"session": {"number": 1}}))
    assert paper.form.id == "hd36_2018"


def test_signatures_in_signing_order(make_body: Make) -> None:
    body = make_body()
    assert [(s.title, s.member) for s in gathered(body).signatures] == [
        ("NGƯỜI GHI BIÊN BẢN", "TV03"),
        ("CHỦ TRÌ HỘI NGHỊ", "TV01"),
    ]
    body["settings"]["members_sign"] = True
    body["panel"][6]["present"] = False
    signers = [s.member for s in gathered(body).signatures]
    assert signers == ["TV03", "TV02", "TV04", "TV05", "TV06", "TV01"]


def test_recipients(make_body: Make) -> None:
    body = make_body()
    assert gathered(body).recipients[-1] == "Lưu hồ sơ Tổ thẩm định."
    body["session"]["recipients"] = "- Như trên,\n- Ban Tổ chức; Lưu./."
    assert gathered(body).recipients == ("Như trên,", "Ban Tổ chức,", "Lưu.")
    body["campaign"]["form"] = "hd05_2026"
    assert gathered(body).recipients == ("Như trên;", "Ban Tổ chức;", "Lưu.")


def leads(paper: Paper) -> list[str]:
    """The numbers that bold beginnings bear, section by section, as "II 3"."""
    found, section = [], ""
    for block in paper.blocks:
        if isinstance(block, Section):
            section = block.text.split("-")[0].split(".")[0]
        elif isinstance(block, Para) and block.lead[:1].isdigit() and block.lead[1:3] == ". ":
            found.append(f"{section} {block.lead[0]}")
    return found


@pytest.mark.parametrize("submissions", [0, 1, 33])
def test_numbers_follow_each_other_in_every_part(make_body: Make, submissions: int) -> None:
    body = make_body(submissions=submissions)
    body["settings"]["bases"] = {"panel": "Quyết định số 420-QĐ/HU thay thành viên"}
    numbers: dict[str, list[int]] = {}
    for lead in leads(gathered(body)):
        section, number = lead.split()
        numbers.setdefault(section, []).append(int(number))
    assert set(numbers) == {"I", "II", "III", "IV"}
    for found in numbers.values():
        assert found == list(range(1, len(found) + 1))


def test_reasons_for_changes_after_scoring_began(make_body: Make) -> None:
    body = make_body()
    assert "Căn cứ, lý do của quy định" not in said(gathered(body))
    body["settings"]["bases"] = {
        "rubric_collective": "Ban Tổ chức Tỉnh ủy đính chính điểm thưởng",
        "panel": "thay thành viên chuyển công tác.",
        "drop_extremes": "Quy chế của Tổ",
        "panel_unknown": "không ghi ra",
    }
    text = said(gathered(body))
    assert (
        "4. Căn cứ, lý do của quy định và điều chỉnh:\n"
        "- Điều chỉnh Tổ thẩm định sau khi đã bắt đầu chấm: thay thành viên chuyển công tác.\n"
        "- Điều chỉnh bộ tiêu chí đối với tập thể sau khi đã bắt đầu chấm: Ban Tổ chức Tỉnh ủy "
        "đính chính điểm thưởng.\n"
        "- Bỏ phiếu cao nhất, thấp nhất: Quy chế của Tổ." in text
    )
    assert "không ghi ra" not in text


def test_who_presides_instead_of_the_chair(make_body: Make) -> None:
    body = make_body()
    body["session"]["chair"] = "TV02"
    body["panel"][0].update(present=False, absence="ốm")
    text = said(gathered(body))
    assert "1. Chủ trì: đồng chí Ya Minh Đạt" in text
    assert "Tổ phó, chủ trì thay đồng chí Bon Văn Sơn, Tổ trưởng vắng (ốm)." in text


def test_ballots_sent_ahead_several_models_spread_and_r7(make_body: Make) -> None:
    body = make_body(submissions=3)
    for row in body["submissions"]:
        row.update(subject="Đảng bộ xã Lát", unit_name="Đảng bộ xã Lát", kind="collective")
    body["submissions"][0].update(absent=["TV05"], wide=["TC2", "TC3"], eligible_code="R7")
    text = said(gathered(body))
    assert "Phiếu gửi trước của thành viên vắng mặt được tính." in text
    assert "có nhiều mô hình thì lấy kết quả cao nhất." in text
    assert "chênh lệch lớn ở tiêu chí: TC2, TC3." in text
    assert "được xem xét theo căn cứ thay thế." in text
    body["settings"].update(absent_ballot_counts=False, several_models="main")
    text = said(gathered(body))
    assert "không được tính" in text
    assert "lấy kết quả của mô hình chính." in text


@pytest.mark.parametrize("submissions", [1, 12])
def test_a_class_concluded_against_the_mean_stands_with_its_reason(
    make_body: Make, submissions: int
) -> None:
    body = make_body(submissions=submissions)
    case = body["submissions"][0]
    case |= {"class": "Tốt", "computed_class": "Khá", "concluded_reason": "Lan tỏa cả tỉnh."}
    paper = gathered(body)
    words = (
        "Theo điểm, hồ sơ ở mức Khá; Tổ thẩm định kết luận xếp loại Tốt, lý do: Lan tỏa cả tỉnh."
    )
    assert said(paper).count(words) == 1
    notes = [block.text for block in paper.appendices[0].blocks if isinstance(block, Note)]
    assert f"{case['code']}: {words}" in notes
