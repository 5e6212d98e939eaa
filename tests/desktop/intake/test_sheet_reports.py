"""Báo cáo."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db.records import SubjectKind
from desktop.intake.records import Context, Intake

HEAD = [
    *("Mã hồ sơ", "Ngày báo cáo", "Kết quả", "TC1", "TC2", "DT1", "CN1", "Tự xếp loại"),
    *("Căn cứ thay thế (R7)", "Kèm báo cáo thành tích"),
]
Take = Callable[..., Intake]


def test_all_columns(take: Take) -> None:
    intake = take(
        {
            "Báo cáo": [
                HEAD,
                ["HS1", "20/11/2023", "tốt", "1,75", 4, "0.5", None, "khong dat", "đề tài", "x"],
                ["HS2", None, None, 2, None, None, "3,00"],
            ]
        }
    )
    assert not intake.refused
    assert [(row.table, row.key, row.values) for row in intake.rows] == [
        (
            "submission",
            ("HS1",),
            {
                "has_report": True,
                "reported_on": "2023-11-20",
                "result": "tốt",
                "self:TC1": 175,
                "self:TC2": 400,
                "self:DT1": 50,
                "self_class": "Không đạt",
                "alternative_basis": "đề tài",
                "with_achievement": True,
            },
        ),
        ("submission", ("HS2",), {"has_report": True, "self:TC1": 200, "self:CN1": 300}),
    ]
    assert intake.rows[0].cells["self:TC2"] == "Báo cáo!E2"
    assert intake.rows[0].cells["has_report"] == "Báo cáo!A2"


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("2,25", "vượt mức tối đa 2,00 của TC1"),
        (1.3, "bước 0,25"),
        ("cao", "không phải điểm"),
        (-1, "không phải điểm"),
        ((1.5, None, "dd/mm/yyyy"), "thành ngày tháng"),
        (True, "không phải điểm"),
    ],
)
def test_self_marks_refused(take: Take, value: object, says: str) -> None:
    intake = take({"Báo cáo": [HEAD, ["HS1", None, None, value]]})
    assert [refusal.cell for refusal in intake.refused] == ["Báo cáo!D2"]
    assert says in intake.refused[0].reason


def test_refused(take: Take) -> None:
    table = [
        HEAD,
        ["X", "20/11/2023"],
        ["HS1", "31/11/2023", None, None, None, None, 1, "Giỏi"],
        ["hs1"],
        [None, "20/11/2023"],
    ]
    intake = take({"Báo cáo": table})
    assert [refusal.cell for refusal in intake.refused] == [
        *("Báo cáo!A2", "Báo cáo!B3", "Báo cáo!G3", "Báo cáo!H3", "Báo cáo!A4", "Báo cáo!A5")
    ]
    assert "không có CN1" in intake.refused[2].reason


def test_no_rubric(take: Take, context: Context) -> None:
    rubrics = {SubjectKind.INDIVIDUAL: context.rubrics[SubjectKind.INDIVIDUAL]}
    bare = Context(2023, rubrics, submissions=context.submissions)
    table = [HEAD, ["HS1", "20/11/2023", None, 1], ["HS2", None, None, 1]]
    intake = take({"Báo cáo": table}, bare)
    assert [refusal.cell for refusal in intake.refused] == ["Báo cáo!D2"]
    assert "tập thể" in intake.refused[0].reason


def test_a_row_with_nothing_but_its_code_is_told(take: Take) -> None:
    intake = take({"Báo cáo": [HEAD, ["HS1"]]})
    assert intake.rows[0].values == {"has_report": True}
    assert len(intake.warnings) == 1
    assert intake.warnings[0].startswith("Báo cáo!A2")
