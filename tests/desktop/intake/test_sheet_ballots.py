"""Phiếu chấm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.records import SubjectKind
from desktop.intake.records import Context, Intake
from desktop.intake.sheet_ballots import RECUSED_REASON

HEAD = ["Mã hồ sơ", "Mã thành viên", "TC1", "TC2", "DT1", "CN1", "Nhận xét"]
Take = Callable[..., Intake]


def cells(intake: Intake) -> list[str]:
    return [refusal.cell.partition("!")[2] for refusal in intake.refused]


def test_marks(take: Take) -> None:
    intake = take(
        {
            "Phiếu chấm": [
                HEAD,
                ["HS1", "TV01", "1,75", 3.5, 0, None, "Có số liệu"],
                ["HS1", "TV02", 2, "4", "0.5"],
                [" hs2", "tv01 ", "1,75", None, None, 3, " một\n hai "],
                ["HS2", "TV02", "1,75", None, None, 3],
            ]
        }
    )
    assert not intake.refused
    assert not intake.warnings
    assert [(row.key, row.values) for row in intake.of("ballot")] == [
        (("HS1", "TV01"), {"marks": {"TC1": 175, "TC2": 350, "DT1": 0}, "comment": "Có số liệu"}),
        (("HS1", "TV02"), {"marks": {"TC1": 200, "TC2": 400, "DT1": 50}}),
        (("HS2", "TV01"), {"marks": {"TC1": 175, "CN1": 300}, "comment": "một\nhai"}),
        (("HS2", "TV02"), {"marks": {"TC1": 175, "CN1": 300}}),
    ]
    assert intake.rows[0].cells == {"marks": "Phiếu chấm!C2", "comment": "Phiếu chấm!G2"}


def test_the_short_way_gives_what_the_long_one_gives(take: Take) -> None:
    """The same rows again and again: the first go cell by cell, the rest do not."""
    members = [f"TV{n:02d}" for n in range(20)]
    panel = [["Mã thành viên", "Họ và tên"], *([code, "A"] for code in members)]
    rows = [["HS1", code, "1,75" if n % 2 else 1.75, 3.5, 0] for n, code in enumerate(members)]
    intake = take({"Tổ thẩm định": panel, "Phiếu chấm": [HEAD, *rows]})
    assert not intake.refused
    ballots = intake.of("ballot")
    assert [row.number for row in ballots] == list(range(2, 22))
    assert all(row.values == {"marks": {"TC1": 175, "TC2": 350, "DT1": 0}} for row in ballots)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("2,25", "vượt mức tối đa 2,00 của TC1"),
        (1.3, "bước 0,25"),
        ("một", "không phải điểm"),
        ("1,755", "không phải điểm"),
        (-0.25, "không phải điểm"),
        (True, "không phải điểm"),
        (None, "thiếu điểm TC1"),
        ((45048, None, "dd/mm/yyyy"), "thành ngày tháng"),
        ("=1+1", "Excel"),
    ],
)
def test_marks_refused(take: Take, value: object, says: str) -> None:
    sound = ["HS1", "TV01", 1, 1, 0.5]
    intake = take({"Phiếu chấm": [HEAD, sound, ["HS1", "TV02", value, 1, 0.5]]})
    assert cells(intake) == ["C3"]
    assert says in intake.refused[0].reason


def test_marks_of_the_other_kind(take: Take) -> None:
    table = [HEAD, ["HS1", "TV01", 1, 1, 0.5], ["HS1", "TV02", 1, 1, 0.5, 3]]
    intake = take({"Phiếu chấm": table})
    assert cells(intake) == ["F3"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["LQ"], RECUSED_REASON),
        ([" lq "], RECUSED_REASON),
        (["L.Q."], RECUSED_REASON),
        (["Liên quan"], RECUSED_REASON),
        (["LQ", "LQ", "lq"], RECUSED_REASON),
        ([None, "LQ"], RECUSED_REASON),
        (["LQ: cùng đơn vị"], "cùng đơn vị"),
        (["LQ", None, None, None, "Vợ là tác giả"], "Vợ là tác giả"),
    ],
)
def test_recused(take: Take, row: list[object], reason: str) -> None:
    intake = take({"Phiếu chấm": [HEAD, ["HS1", "TV01", *row]]})
    assert not intake.refused
    assert intake.rows[0].values == {"recused": True, "reason": reason}


def test_recused_and_scoring(take: Take) -> None:
    intake = take({"Phiếu chấm": [HEAD, ["HS1", "TV01", "LQ", 3]]})
    assert cells(intake) == ["C2"]


def test_no_rubric_at_all(take: Take, context: Context) -> None:
    """No column is known to hold marks then; the ballots must not get lost over it."""
    table = [HEAD, ["HS1", "TV01", "LQ"], ["HS1", "TV02", 1], ["HS2", "TV01", 1]]
    intake = take({"Phiếu chấm": table}, replace(context, rubrics={}))
    assert cells(intake) == ["A2", "A4"]
    assert ["thang điểm" in refusal.reason for refusal in intake.refused] == [True, True]


def test_no_rubric_for_this_kind(take: Take, context: Context) -> None:
    only = {SubjectKind.INDIVIDUAL: context.rubrics[SubjectKind.INDIVIDUAL]}
    table = [
        HEAD,
        ["HS1", "TV01", "LQ"],
        ["HS1", "TV02", 1],
        ["HS1", "TV01", 1],
        ["HS2", "TV01", 1, None, None, 3],
    ]
    intake = take({"Phiếu chấm": table}, replace(context, rubrics=only))
    assert cells(intake) == ["C3"]
    assert [row.key for row in intake.rows] == [("HS1", "TV01"), ("HS2", "TV01")]
    assert "tập thể" in intake.refused[0].reason


def test_column_missing(take: Take) -> None:
    rows = [["HS1", member, 1, 0] for member in ("TV01", "TV02")]
    intake = take({"Phiếu chấm": [["Mã hồ sơ", "Mã thành viên", "TC1", "DT1"], *rows]})
    assert cells(intake) == ["A1"]
    assert "TC2" in intake.refused[0].reason


def test_codes_refused(take: Take) -> None:
    table = [
        HEAD,
        ["X", "TV01", 1, 1, 0],
        ["HS1", "TV09", 1, 1, 0],
        [None, "TV01", 1, 1, 0],
        ["HS1", None, 1, 1, 0],
        ["HS1", "TV01", 1, 1, 0],
        ["HS2", "TV01", 1, None, None, 1],
        ["HS1", "tv01", 1, 1, 0],
        ["HS1", "TV01", "LQ"],
    ]
    intake = take({"Phiếu chấm": table})
    assert cells(intake) == ["A2", "B3", "A4", "B5", "A8", "A9"]
    assert "dòng 6" in intake.refused[4].reason


def test_rows_without_any_mark_wait(take: Take) -> None:
    table = [HEAD, *(["HS1", member] for member in ("TV01", "TV02")), ["HS2", "TV01", " "]]
    intake = take({"Phiếu chấm": table})
    assert not intake.refused
    assert not intake.rows
    assert intake.warnings == [
        "Phiếu chấm!A2, Phiếu chấm!A3, Phiếu chấm!A4: phiếu chưa có điểm nào nên chưa nhập."
    ]


def test_a_comment_alone_is_no_ballot(take: Take) -> None:
    intake = take({"Phiếu chấm": [HEAD, ["HS1", "TV01", None, None, None, None, "tốt"]]})
    assert cells(intake) == ["C2", "D2", "E2"]


def test_doubtful_submissions_are_told_once(take: Take, context: Context) -> None:
    sheets = {
        "Đăng ký": [
            ["Mã hồ sơ", "Đối tượng", "Ngày đăng ký"],
            ["M1", "Tập thể", None],
            ["M2", "Tập thể", "01/03/2023"],
            ["M3", "Tập thể", "01/03/2023"],
        ],
        "Báo cáo": [["Mã hồ sơ", "Kết quả"], ["M1", "tốt"], ["M3", "tốt"]],
        "Phiếu chấm": [
            HEAD,
            *([code, m, 1, 1, 0] for code in ("M1", "M2", "M3", "HS1") for m in ("TV01", "TV02")),
        ],
    }
    told = take(sheets).warnings
    assert [sentence.partition(" nhưng")[0] for sentence in told] == [
        "Phiếu chấm!A2: hồ sơ M1 chưa đăng ký",
        "Phiếu chấm!A4: hồ sơ M2 chưa có báo cáo",
    ]
    known = take(sheets, replace(context, registered=["HS1", "M1"], reported=["M2"])).warnings
    assert [sentence.partition(" nhưng")[0] for sentence in known] == [
        "Phiếu chấm!A8: hồ sơ HS1 chưa có báo cáo"
    ]


def test_old_font_in_the_sheet(take: Take) -> None:
    """ASCII in a font of capitals is shown in capitals; so are codes and LQ."""
    row = [("hs1", ".VnTimeH"), "TV01", "1,75", 1, 0, None, ("Cã sè liÖu", ".VnTime")]
    intake = take({"Phiếu chấm": [HEAD, row, [("HS1", ".VnTimeH"), "TV02", ("lq", ".VnTimeH")]]})
    assert not intake.refused
    assert intake.rows[0].values["comment"] == "Có số liệu"
    assert intake.rows[1].values["recused"] is True
