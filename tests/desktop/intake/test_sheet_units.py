"""Đơn vị."""

from __future__ import annotations

from collections.abc import Callable

from desktop.intake.records import Intake

HEAD = ["Mã đơn vị", "Tên đơn vị", "Mã đơn vị cấp trên", "Loại", "Từ ngày", "Đến ngày"]
Take = Callable[..., Intake]


def test_all_columns(take: Take) -> None:
    intake = take({"Đơn vị": [HEAD, ["A", "Xã A", "B", "Đảng bộ", "01/07/2025", 45900], ["B"]]})
    assert not intake.refused
    assert [(row.key, row.values) for row in intake.of("unit")] == [
        (
            ("A",),
            {
                "name": "Xã A",
                "parent": "B",
                "kind": "Đảng bộ",
                "start": "2025-07-01",
                "end": "2025-08-31",
            },
        ),
        (("B",), {}),
    ]


def test_codes_however_typed(take: Take) -> None:
    intake = take({"Đơn vị": [HEAD, [" LD01\u00a0", "x"], [7, "y", "ld02"], [8.0, "z", 7]]})
    assert not intake.refused
    assert [(row.key[0], row.values.get("parent")) for row in intake.of("unit")] == [
        ("LD01", None),
        ("7", "LD02"),
        ("8", "7"),
    ]


def test_known_code_in_another_case_is_the_known_one(take: Take) -> None:
    assert take({"Đơn vị": [HEAD, ["ld01", "Xã"]]}).rows[0].key == ("LD01",)


def test_refused(take: Take) -> None:
    intake = take(
        {
            "Đơn vị": [
                HEAD,
                ["A", "Xã A", "Z9"],
                ["a", "Xã B"],
                [None, "Xã C"],
                ["D", "Xã D", None, None, "31/02/2023"],
                ["E", "Xã E", "F"],
                ["F", "Xã F", "G"],
                ["G", "Xã G", "E"],
                ["H", "Xã H", "H"],
                ["I", "Xã I", None, None, "02/01/2023", "01/01/2023"],
            ]
        }
    )
    reasons = {refusal.cell: refusal.reason for refusal in intake.refused}
    assert list(reasons) == [
        *("Đơn vị!A3", "Đơn vị!A4", "Đơn vị!C2", "Đơn vị!E5", "Đơn vị!F10"),
        *("Đơn vị!C6", "Đơn vị!C7", "Đơn vị!C8", "Đơn vị!C9"),
    ]
    assert "dòng 2" in reasons["Đơn vị!A3"]
    assert "Z9" in reasons["Đơn vị!C2"]
    assert "chính mình" in reasons["Đơn vị!C9"]
