"""Cuộc họp."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.intake.records import Intake

HEAD = [
    *("Số cuộc họp", "Số biên bản", "Ngày", "Giờ bắt đầu", "Giờ kết thúc", "Địa điểm", "Chủ trì"),
    *("Thư ký", "Vắng", "Quyết định thành lập", "Kết luận"),
]
Take = Callable[..., Intake]


def test_all_columns(take: Take) -> None:
    row = [
        *(1, "03-BB/TTĐ", "24/11/2023", "8h00", (11.5 / 24, None, "hh:mm"), "Phòng họp", "TV01"),
        *("tv02", "TV02 (đi công tác, có phép), TV01", "QĐ 412", "Thống nhất.\nTrình."),
    ]
    intake = take({"Cuộc họp": [HEAD, row]})
    assert not intake.refused
    assert not intake.warnings
    assert intake.rows[0].key == ("1",)
    assert intake.rows[0].values == {
        "number": 1,
        "minutes_no": "03-BB/TTĐ",
        "date": "2023-11-24",
        "start": "08:00",
        "end": "11:30",
        "place": "Phòng họp",
        "chair": "TV01",
        "secretary": "TV02",
        "absent": {"TV02": "đi công tác, có phép", "TV01": ""},
        "decision": "QĐ 412",
        "conclusion": "Thống nhất.\nTrình.",
    }


@pytest.mark.parametrize(
    ("written", "absent"),
    [
        ("TV01 (ốm); TV02(bận)", {"TV01": "ốm", "TV02": "bận"}),
        ("TV01\nTV02 ( ốm )\n", {"TV01": "", "TV02": "ốm"}),
        ("TV01, TV01 (ốm)", {"TV01": "ốm"}),
        ("Không", {}),
        ("không có", {}),
        (0, {}),
        (None, None),
    ],
)
def test_absent(take: Take, written: object, absent: dict[str, str] | None) -> None:
    row = [1, *[None] * 7, written]
    intake = take({"Cuộc họp": [HEAD, row]})
    assert not intake.refused
    assert intake.rows[0].values.get("absent") == absent


@pytest.mark.parametrize("written", ["TV09 (ốm)", "TV01 (ốm", "(ốm)", "TV01 ốm", "TV01 (ốm) TV02"])
def test_absent_refused(take: Take, written: str) -> None:
    intake = take({"Cuộc họp": [HEAD, [1, *[None] * 7, written]]})
    assert [refusal.cell for refusal in intake.refused] == ["Cuộc họp!I2"]


@pytest.mark.parametrize(
    ("written", "number"), [("01", 1), (2.0, 2), ("Lần thứ 3", 3), ("số 4", 4)]
)
def test_numbers(take: Take, written: object, number: int) -> None:
    intake = take({"Cuộc họp": [HEAD, [written, "BB"]]})
    assert intake.rows[0].key == (str(number),)
    assert intake.rows[0].values["number"] == number


def test_refused(take: Take) -> None:
    table = [
        HEAD,
        ["một", "BB"],
        [None, "BB"],
        [0, "BB"],
        [1, "BB", "30/02/2023", "25:00", "x", None, "TV08", "TV09"],
        ["01", "BB"],
    ]
    intake = take({"Cuộc họp": table})
    assert [refusal.cell.partition("!")[2] for refusal in intake.refused] == [
        *("A2", "A3", "A4", "C5", "D5", "E5", "G5", "H5", "A6")
    ]


def test_date_outside_the_year(take: Take) -> None:
    intake = take({"Cuộc họp": [HEAD, [1, "BB", "03/01/2024"]]})
    assert [sentence.partition(":")[0] for sentence in intake.warnings] == ["Cuộc họp!C2"]
