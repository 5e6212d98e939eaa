"""Whole workbooks: the samples to the letter, and sheets as they come."""

from __future__ import annotations

import gc
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.errors import WorkbookError
from db.records import Criterion, Rubric, SubjectKind
from db.rules.points import dotted, parse_points
from desktop.intake.records import Context, Intake
from desktop.intake.tables import parse

Take = Callable[..., Intake]
UNITS = [["Mã đơn vị", "Tên đơn vị"], ["A", "Xã A"]]


def sample_rubric(path: Path) -> Rubric:
    read = tomllib.loads(path.read_text("utf-8"))
    criteria = tuple(
        Criterion(each["code"], each["name"], parse_points(each["max"]), each["bonus"])
        for each in read["criterion"]
    )
    kind = SubjectKind(read["applies_to"])
    return Rubric(
        *(read["id"], read["name"], kind, read["basis"]),
        *(parse_points(read["total"]), parse_points(read["step"]), criteria),
    )


@pytest.fixture
def empty_campaign(files: Path) -> Callable[[int], Context]:
    rubrics = [sample_rubric(files / f"rubric-{kind}.toml") for kind in SubjectKind]
    return lambda year: Context(year, {rubric.applies_to: rubric for rubric in rubrics})


def test_new_sample(files: Path, empty_campaign: Callable[[int], Context]) -> None:
    intake = parse(files / "lac-duong-2023.xlsx", empty_campaign(2023))
    assert (intake.refused, intake.warnings, intake.converted) == ([], [], 0)
    expected = json.loads((files / "lac-duong-2023.expected.json").read_text("utf-8"))
    submissions: dict[str, dict[str, Any]] = {}
    for row in intake.of("submission"):
        submissions.setdefault(row.key[0], {}).update(row.values)
    ballots: dict[str, list[dict[str, Any]]] = {}
    for row in intake.of("ballot"):
        ballots.setdefault(row.key[0], []).append(row.values)
    assert list(submissions) == [one["code"] for one in expected["submissions"]]
    for one in expected["submissions"]:
        read = submissions[one["code"]]
        given = ballots.get(one["code"], [])
        marks = [points for name, points in read.items() if name.startswith("self:")]
        assert read["kind"] == one["kind"]
        assert read["title"] == one["title"]
        assert ("registered_on" in read) is one["registered"]
        assert read.get("has_report", False) is one["reported"]
        assert (dotted(sum(marks)) if marks else None) == one["self_score"]
        assert sum("recused" in ballot for ballot in given) == one["recused"]
        assert sum("marks" in ballot for ballot in given) == one["ballots_valid"]
    assert len(intake.of("unit")) == 29
    assert [row.values["role"] for row in intake.of("member")][:3] == [
        *("chair", "secretary", "vice_chair")
    ]
    assert intake.of("session")[0].values["date"] == "2023-11-24"


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_old_sample(files: Path, empty_campaign: Callable[[int], Context], ending: str) -> None:
    intake = parse(files / f"cu-2022-tcvn3-vni.{ending}", empty_campaign(2022))
    assert (intake.refused, intake.warnings, intake.converted) == ([], [], 138)
    expected = json.loads((files / "cu-2022-tcvn3-vni.expected.json").read_text("utf-8"))
    assert {row.key[0]: row.values["name"] for row in intake.of("unit")} == expected["units"]
    assert {row.key[0]: row.values["title"] for row in intake.of("submission")} == (
        expected["titles"]
    )
    assert intake.of("submission")[0].values["registered_on"] == "2022-02-08"
    assert "Chi bộ thôn, tổ dân phố" in {row.values["kind"] for row in intake.of("unit")}


def test_again_into_a_book_that_has_it_all(
    files: Path, empty_campaign: Callable[[int], Context]
) -> None:
    new = empty_campaign(2023)
    first = parse(files / "lac-duong-2023.xlsx", new)
    kinds = {
        row.key[0]: SubjectKind(str(row.values["kind"]))
        for row in first.of("submission")
        if "kind" in row.values
    }
    full = Context(
        2023,
        new.rubrics,
        [row.key[0] for row in first.of("unit")],
        [row.key[0] for row in first.of("member")],
        kinds,
    )
    again = parse(files / "lac-duong-2023.xlsx", full)
    assert again.rows == first.rows
    assert not again.refused


def test_sheets_in_any_order_and_spelling(take: Take) -> None:
    intake = take(
        {
            "PHIEU CHAM": [["Mã hồ sơ", "Mã thành viên", "TC1", "CN1"], ["M1", "T1", 1, 1]],
            "dang  ky": [["Mã hồ sơ", "Đối tượng", "Mã đơn vị"], ["M1", "Cá nhân", "A"]],
            "Tæ thÈm ®Þnh": [["Mã thành viên", "Mã đơn vị"], ["T1", "A"]],
            "Đơn vị (2023)": UNITS,
        }
    )
    assert not intake.refused
    assert [sentence.partition(":")[0] for sentence in intake.warnings] == ["PHIEU CHAM!A2"]
    assert [(row.table, row.key) for row in intake.rows] == [
        ("unit", ("A",)),
        ("member", ("T1",)),
        ("submission", ("M1",)),
        ("ballot", ("M1", "T1")),
    ]
    assert intake.rows[3].cells == {"marks": "PHIEU CHAM!C2"}


def test_strange_sheets_and_columns_are_told(take: Take) -> None:
    intake = take(
        {
            "Đơn vị": [["Mã đơn vị", "Tên đơn vị", "Ghi chú"], ["A", "Xã A", "=1+1"]],
            "Nháp": [["gì đó"]],
            "Trống": [],
            "Hướng dẫn": [["Mã đơn vị", "Tên đơn vị"]],
        }
    )
    assert not intake.refused
    assert intake.warnings == [
        "Trang “Nháp” không có trong mẫu, đã bỏ qua.",
        "Đơn vị!C1: cột “Ghi chú” không có trong mẫu, đã bỏ qua.",
    ]


@pytest.mark.parametrize(
    ("sheets", "cell", "says"),
    [
        ({"Nháp": UNITS}, "Nháp!A1", "đặt tên trang"),
        ({"Đơn vị": UNITS, "DON VI": UNITS}, "DON VI!A1", "trùng"),
        ({"Đơn vị": [["Xã A"], ["Xã B"]]}, "Đơn vị!A1", "dòng tiêu đề"),
        ({"Đơn vị": [[], ["Tên đơn vị", "Loại"], ["Xã A"]]}, "Đơn vị!A2", "Mã đơn vị"),
        (
            {"Đơn vị": [["Mã đơn vị", "Loại", "loai"], ["A", "x", "y"]]},
            "Đơn vị!C1",
            "hai lần",
        ),
        (
            {"Phiếu chấm": [["Mã hồ sơ", "TC1", "TC2"], ["HS1", 1, 1]]},
            "Phiếu chấm!A1",
            "Mã thành viên",
        ),
    ],
)
def test_sheets_that_cannot_be_read(
    take: Take, sheets: dict[str, list[list[Any]]], cell: str, says: str
) -> None:
    intake = take(sheets)
    assert [refusal.cell for refusal in intake.refused] == [cell]
    assert says in intake.refused[0].reason


def test_empty_sheets_say_nothing(take: Take) -> None:
    intake = take({"Đơn vị": [], "Báo cáo": [["Mã hồ sơ", "Kết quả"], [" ", "\u00a0"]]})
    assert (intake.rows, intake.refused, intake.warnings) == ([], [], [])


def test_all_reasons_together(take: Take) -> None:
    """One pass tells everything that is to be put right."""
    intake = take(
        {
            "Đơn vị": [["Mã đơn vị", "Tên đơn vị"], ["A", "x"], ["A", "y"]],
            "Đăng ký": [["Mã hồ sơ", "Đối tượng", "Mã đơn vị"], ["M1", "Tập thể", "Z"]],
            "Phiếu chấm": [["Mã hồ sơ", "Mã thành viên", "TC1"], ["M1", "Z", 9]],
        }
    )
    sheets = {refusal.cell.partition("!")[0] for refusal in intake.refused}
    assert sheets == {"Đơn vị", "Đăng ký", "Phiếu chấm"}
    assert all(refusal.reason[-1] not in ".;" for refusal in intake.refused)


def test_progress_can_stop_it(
    workbook: Callable[[dict[str, list[list[Any]]]], Path], context: Context
) -> None:
    told: list[tuple[str, int]] = []

    def stop(sheet: str, row: int) -> None:
        told.append((sheet, row))
        if row >= 2000:
            raise KeyboardInterrupt

    rows = [[f"A{n}", "Xã"] for n in range(3000)]
    path = workbook({"Đơn vị": [UNITS[0], *rows]})
    with pytest.raises(KeyboardInterrupt):
        parse(path, context, stop)
    assert told == [("Đơn vị", 1000), ("Đơn vị", 2000)]
    assert gc.isenabled()


def test_not_a_workbook(tmp_path: Path, context: Context) -> None:
    with pytest.raises(WorkbookError):
        parse(tmp_path / "không có.xlsx", context)
    assert gc.isenabled()
