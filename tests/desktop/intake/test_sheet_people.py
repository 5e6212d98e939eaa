"""Tổ thẩm định and Đối tượng."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.intake.records import Intake

PANEL = ["Mã thành viên", "Họ và tên", "Vai trò", "Mã đơn vị", "Chức vụ"]
SUBJECTS = [
    *("Mã đối tượng", "Đối tượng", "Tên đối tượng", "Chức vụ", "Mã đơn vị", "Thẩm quyền"),
    *("Phải đăng ký", "Đề nghị HTXSNV"),
]
Take = Callable[..., Intake]


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("Tổ trưởng", "chair"),
        ("TỔ PHÓ", "vice_chair"),
        ("thu ky", "secretary"),
        ("Thư kí", "secretary"),
        (" Thành  viên ", "member"),
        (("Tæ tr\xadëng", ".VnTime"), "chair"),
        ("Tæ phã", "vice_chair"),  # the font is lost
        (("Toå vieân", "VNI-Times"), "member"),
    ],
)
def test_roles(take: Take, written: object, role: str) -> None:
    intake = take({"Tổ thẩm định": [PANEL, ["TV1", "A", written, "LD01", "Bí thư"]]})
    assert not intake.refused
    assert intake.rows[0].values == {
        "name": "A",
        "role": role,
        "unit": "LD01",
        "post": "Bí thư",
    }


def test_panel_refused(take: Take) -> None:
    intake = take(
        {"Tổ thẩm định": [PANEL, ["TV1", "A", "Giám sát", "X"], ["TV1", "B"], [" ", "C"]]}
    )
    assert [refusal.cell for refusal in intake.refused] == [
        *("Tổ thẩm định!C2", "Tổ thẩm định!D2", "Tổ thẩm định!A3", "Tổ thẩm định!A4")
    ]


def test_subjects(take: Take) -> None:
    intake = take(
        {
            "Đối tượng": [
                SUBJECTS,
                ["DT1", "Tập thể", "Xã A", None, "LD01", "Ban Thường vụ", "x", "không"],
                ["DT2", "CÁ NHÂN", "Bà B", "Bí thư", "LD02", None, None, True],
            ]
        }
    )
    assert not intake.refused
    assert [row.values for row in intake.of("subject")] == [
        {
            "kind": "collective",
            "name": "Xã A",
            "unit": "LD01",
            "authority": "Ban Thường vụ",
            "must_register": True,
            "aims_excellent": False,
        },
        {
            "kind": "individual",
            "name": "Bà B",
            "post": "Bí thư",
            "unit": "LD02",
            "aims_excellent": True,
        },
    ]


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        *(("x", True), ("X", True), ("có", True), ("Co", True), (1, True), (True, True)),
        *((False, False), (0, False), ("Không", False), ("TRUE", True), ("✓", True)),
        *((None, None), (" ", None)),
    ],
)
def test_flags(take: Take, written: object, flag: bool | None) -> None:
    row = ["DT1", "Tập thể", "A", None, None, None, written]
    intake = take({"Đối tượng": [SUBJECTS, row]})
    assert not intake.refused
    assert intake.rows[0].values.get("must_register") is flag


@pytest.mark.parametrize("written", ["đã", 2, "?", "01/02/2023"])
def test_no_flag(take: Take, written: object) -> None:
    row = ["DT1", "Tập thể", "A", None, None, None, written]
    intake = take({"Đối tượng": [SUBJECTS, row]})
    assert [refusal.cell for refusal in intake.refused] == ["Đối tượng!G2"]
    assert "x" in intake.refused[0].reason


def test_subjects_refused(take: Take) -> None:
    intake = take({"Đối tượng": [SUBJECTS, ["DT1", "Nhóm", "A", None, "X"], ["dt1", "Tập thể"]]})
    assert [refusal.cell for refusal in intake.refused] == [
        *("Đối tượng!B2", "Đối tượng!E2", "Đối tượng!A3")
    ]
