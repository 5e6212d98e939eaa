"""What changed after results were closed, as people read it."""

from __future__ import annotations

from typing import Any

import pytest

from db.amending_causes import Cause
from db.amendments import Told
from db.errors import AmendingRefusedError
from db.rules.differences import differences
from desktop.amending_words import Change, changes, summary
from desktop.messages import sentence

CASE: dict[str, Any] = {
    "id": "aa", "code": "HS1", "kind": "collective", "title": "Ngày thứ Bảy vì dân", "final": 850,
    "class": "Tốt", "class_code": "", "median": 850, "spread": 0, "wide": [], "borderline": False,
    "criteria": {"TC1": 200, "TC2": 650}, "issued": 5, "collected": 5, "valid": 5, "present": 5,
    "entitled": 5, "agreed": False, "votes_for": None, "votes_against": None, "summary": "",
    "opinions": "", "conclusion": "", "recused": [], "chair": "TV01", "self_score": 900,
    "unit_name": "Đảng ủy A", "ballots": [
        {"member": "TV01", "id": "01", "marks": {"TC1": 200, "TC2": 650}, "total": 850,
         "comment": "", "paper": True},
    ],
}  # fmt: skip


def _body(case: dict[str, Any] | None = None, **values: Any) -> dict[str, Any]:
    panel = [
        {"code": "TV01", "name": "Nguyễn Văn An", "role": "chair", "present": True, "absence": ""},
        {"code": "TV02", "name": "K'Brít", "role": "member", "present": True, "absence": ""},
    ]
    body = {
        "session": {"place": "Hội trường A", "chair": "TV01"},
        "campaign": {"body": "Huyện ủy"},
        "panel": panel,
        "settings": {"drop_extremes": False, "bases": {}},
        "rubrics": [
            {"applies_to": "collective", "name": "Tập thể", "total": 1000,
             "bands": [{"class": "Tốt", "from": 800}]},
        ],
        "submissions": [{**CASE, **(case or {})}],
        "left_out": [{"code": "HS2", "code_reason": "quorum"}],
    }  # fmt: skip
    return {**body, **values}


def _changes(new: dict[str, Any], cause: Cause | None = None) -> list[Change]:
    found = differences(_body(), new)
    told = [Told(each, cause or Cause(("office",), ("ghi nhầm",))) for each in found]
    return changes(_body(), new, told)


def _one(new: dict[str, Any]) -> tuple[str, str, str, str]:
    (found,) = _changes(new)
    return found.about, found.what, found.old, found.new


def test_a_ballot_says_what_of_it_is_another() -> None:
    ballot = {**CASE["ballots"][0], "marks": {"TC1": 200, "TC2": 400}, "total": 600}
    case = {"ballots": [ballot], "final": 600, "class": "Đạt"}
    found = _changes(_body(case), Cause(("TV01", "office"), ("cộng nhầm", "LQ")))
    assert [(c.about, c.what, c.old, c.new) for c in found] == [
        ("Hồ sơ HS1", "Phiếu của đ/c Nguyễn Văn An", "TC2 6,50; tổng 8,50", "TC2 4,00; tổng 6,00"),
        ("Hồ sơ HS1", "Điểm, xếp loại", "8,50 điểm, Tốt", "6,00 điểm, Đạt"),
    ]
    assert (found[0].who, found[0].why) == (
        "đ/c Nguyễn Văn An, Văn phòng", "cộng nhầm; tự khai có liên quan",
    )  # fmt: skip
    assert summary(found)[1] == (
        "Hồ sơ HS1, điểm, xếp loại: 8,50 điểm, Tốt → 6,00 điểm, Đạt; đ/c Nguyễn Văn An, "
        "Văn phòng; lý do: cộng nhầm; tự khai có liên quan."
    )


@pytest.mark.parametrize(
    ("case", "what", "old", "new"),
    [
        ({"ballots": []}, "Phiếu của đ/c Nguyễn Văn An", "tổng 8,50", "không có phiếu"),
        ({"ballots": [{**CASE["ballots"][0], "comment": "tốt"}]}, "Phiếu của đ/c Nguyễn Văn An",
         "nhận xét: không ghi", "nhận xét: tốt"),
        ({"ballots": [{**CASE["ballots"][0], "paper": False}]}, "Phiếu của đ/c Nguyễn Văn An",
         "phiếu giấy, 8,50 điểm", "phiếu thành viên tự ký, 8,50 điểm"),
        ({"recused": [{"member": "TV02", "origin": "unit", "reason": "same_unit"}]},
         "Đ/c K'Brít tham gia chấm", "có chấm", "không chấm: công tác tại đơn vị có hồ sơ"),
        ({"votes_for": 4, "votes_against": 1}, "Biểu quyết", "không có",
         "4 tán thành, 1 không tán thành"),
        ({"opinions": "Nhất trí"}, "Ý kiến", "không có", "Nhất trí"),
        ({"valid": 4, "collected": 4}, "Số phiếu, số thành viên",
         "phát ra 5, thu về 5, hợp lệ 5; có mặt 5/5", "phát ra 5, thu về 4, hợp lệ 4; có mặt 5/5"),
        ({"spread": 100, "wide": ["TC2"]}, "Trung vị, chênh lệch",
         "trung vị 8,50; chênh lệch 0,00",
         "trung vị 8,50; chênh lệch 1,00; chênh lệch lớn ở TC2"),
        ({"chair": "TV02"}, "Chủ trì phần này", "đ/c Nguyễn Văn An", "đ/c K'Brít"),
        ({"agreed": True}, "Cách chấm", "bằng phiếu", "một mức điểm thống nhất"),
        ({"title": "Vì dân"}, "Tên mô hình", "Ngày thứ Bảy vì dân", "Vì dân"),
        ({"unit_name": "Đảng ủy B"}, "Đơn vị", "Đảng ủy A", "Đảng ủy B"),
        ({"self_score": 875}, "Tự chấm", "9,00", "8,75"),
        ({"criteria": {"TC1": 200, "TC2": 600}}, "Điểm trung bình tiêu chí", "TC2 6,50",
         "TC2 6,00"),
        ({"computed_class": "Khá", "concluded_reason": "có tính mới"}, "Xếp loại Tổ kết luận",
         "theo điểm", "Tốt, lý do: có tính mới"),
        ({"novelty": {"finding": "new", "basis": "Báo cáo 12"}}, "Kết luận về tính mới",
         "không có", "Có tính mới: Báo cáo 12"),
        ({"ruling": {"outcome": "accepted", "document": "Tờ trình 3", "reason": "đủ căn cứ"}},
         "Xem xét điều kiện", "không có", "chấp nhận, Tờ trình 3: đủ căn cứ"),
    ],
)  # fmt: skip
def test_each_sort_of_change_has_its_words(
    case: dict[str, Any], what: str, old: str, new: str
) -> None:
    assert _one(_body(case)) == ("Hồ sơ HS1", what, old, new)


@pytest.mark.parametrize(
    ("values", "what", "old", "new"),
    [
        ({"session": {"place": "Hội trường B", "chair": "TV01"}}, "Địa điểm", "Hội trường A",
         "Hội trường B"),
        ({"session": {"place": "Hội trường A", "chair": "TV02"}}, "Chủ trì",
         "đ/c Nguyễn Văn An", "đ/c K'Brít"),
        ({"settings": {"drop_extremes": True, "bases": {"drop_extremes": "Quy chế 3"}}},
         "Bỏ phiếu cao nhất, thấp nhất", "không", "có"),
        ({"settings": {"drop_extremes": False, "bases": {"panel": "QĐ 7"}}},
         "Căn cứ: điều chỉnh Tổ thẩm định", "không có", "QĐ 7"),
        ({"left_out": []}, "Hồ sơ HS2 để lại",
         "không đủ số thành viên dự họp (cần ít nhất hai phần ba)", "không có"),
        ({"campaign": {"body": "Đảng ủy xã"}}, "Cơ quan thẩm định", "Huyện ủy", "Đảng ủy xã"),
    ],
)  # fmt: skip
def test_changes_of_the_meeting_have_theirs(
    values: dict[str, Any], what: str, old: str, new: str
) -> None:
    assert _one(_body(**values)) == ("Cuộc họp", what, old, new)


def test_people_come_late_fall_ill_and_leave() -> None:
    panel = _body()["panel"]
    ill = [panel[0], {**panel[1], "present": False, "absence": "ốm"}]
    assert _one(_body(panel=ill))[1:] == ("Điểm danh đ/c K'Brít", "có mặt", "vắng: ốm")
    assert _one(_body(panel=panel[:1]))[1:] == ("Thành viên đ/c K'Brít", "trong Tổ", "không có")
    post = [panel[0], {**panel[1], "role": "secretary"}]
    assert _one(_body(panel=post))[1:] == ("Vai trò của đ/c K'Brít", "Thành viên", "Thư ký")


def test_a_rubric_and_whole_submissions() -> None:
    bands = _body()["rubrics"][0] | {"bands": [{"class": "Tốt", "from": 900}]}
    assert _one(_body(rubrics=[bands]))[1:] == (
        "Mức xếp loại (tập thể)", "Tốt: 8,00", "Tốt: 9,00",
    )  # fmt: skip
    assert _one(_body(rubrics=[])) == ("Cuộc họp", "Thang điểm (tập thể)", "Tập thể", "không có")
    both = _body()
    both["submissions"] = [CASE, {**CASE, "id": "bb", "code": "HS2", "class": None}]
    both["left_out"] = []
    assert _one(both) == (
        "Hồ sơ HS2", "Kết quả của hồ sơ", "không kết luận", "8,50 điểm, chưa xếp loại",
    )  # fmt: skip


@pytest.mark.parametrize("what", ["open", "nothing", "two_frozen"])
def test_why_nothing_is_amended(what: str) -> None:
    text = sentence(AmendingRefusedError(session=3, what=what))
    assert "ố 3" in text and text.endswith(".") and "ngoài dự kiến" not in text
