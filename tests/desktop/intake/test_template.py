"""The empty workbook: all sheets, ready to fill in, and read back without a word."""

from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.errors import DiskFullError, FileExistsAlreadyError, FileUnusableError
from db.records import Criterion, SubjectKind
from desktop.intake.layout import GUIDE, LAYOUTS
from desktop.intake.records import Context
from desktop.intake.tables import parse
from desktop.intake.template import DEFAULT_CRITERIA, HEADING_ROW, build_template, write_template


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Bảng mẫu.xlsx"


def test_reads_back_without_a_word(path: Path, context: Context) -> None:
    criteria = tuple(Criterion(code, code, 100) for code in DEFAULT_CRITERIA)
    rubric = replace(context.rubrics[SubjectKind.COLLECTIVE], criteria=criteria)
    usual = replace(context, rubrics={SubjectKind.COLLECTIVE: rubric})
    for rubrics, into in ((None, usual), (context.rubrics, context)):
        write_template(path, rubrics, overwrite=True)
        intake = parse(path, into)
        assert (intake.rows, intake.refused, intake.warnings) == ([], [], [])


def test_sheets_and_headings(path: Path) -> None:
    write_template(path, None)
    book = load_workbook(path)
    assert book.sheetnames == [GUIDE, *(layout.sheet for layout in LAYOUTS)]
    for layout in LAYOUTS:
        sheet = book[layout.sheet]
        headings = [cell.value for cell in sheet[HEADING_ROW] if cell.value]
        expected = [column.heading for column in layout.columns]
        if layout.criteria_at is not None:
            expected[layout.criteria_at : layout.criteria_at] = DEFAULT_CRITERIA
        assert headings == expected
        assert str(sheet.freeze_panes).endswith(str(HEADING_ROW + 1))
        assert sheet["A1"].value == layout.sheet.upper()


def test_criteria_of_the_campaign(context: Context) -> None:
    sheet = build_template(context.rubrics)["Phiếu chấm"]
    headings = [cell.value for cell in sheet[HEADING_ROW]]
    assert headings[2:-1] == ["TC1", "TC2", "DT1", "CN1"]
    guide = [str(row[0]) for row in build_template(context.rubrics)[GUIDE].values]
    assert any("TC2" in line and "4,00" in line for line in guide)


def test_typing_stays_as_typed() -> None:
    """Codes and dates are text, so that 05/03/2023 is not made the third of May."""
    book = build_template()
    for name, letters in (("Đơn vị", "AEF"), ("Đăng ký", "AELM"), ("Cuộc họp", "ACDE")):
        for letter in letters:
            assert book[name].column_dimensions[letter].number_format == "@"


def test_lists() -> None:
    book = build_template()
    rules = {
        (sheet.title, str(rule.sqref).partition(":")[0]): str(rule.formula1)
        for sheet in book
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    words = {}
    for at, formula in rules.items():
        column, start = formula.split("!$")[1][0], 3
        end = int(formula.rpartition("$")[2])
        words[at] = [book[GUIDE][f"{column}{n}"].value for n in range(start, end + 1)]
    assert words["Đăng ký", "B5"] == ["Tập thể", "Cá nhân"]
    assert words["Tổ thẩm định", "C5"] == ["Tổ trưởng", "Tổ phó", "Thư ký", "Thành viên"]
    assert len(words["Đăng ký", "H5"]) == 6
    assert words["Đăng ký", "F5"] == ["x"]
    assert words["Báo cáo", "J5"] == ["Tốt", "Khá", "Đạt", "Không đạt"]


def test_filled_in_it_is_understood(path: Path, context: Context) -> None:
    write_template(path, context.rubrics)
    book = load_workbook(path)
    book["Đơn vị"].append(["LD09", "Xã Lát", "LD01", "Đảng bộ", "01/01/2020"])
    book["Đăng ký"].append(["M1", "Tập thể", "Xã Lát", None, "LD09", "x", "Mô hình", "Kinh tế"])
    book["Phiếu chấm"].append(["M1", "TV01", "1,75", 4, 0.5])
    book.save(path)
    intake = parse(path, context)
    assert not intake.refused
    assert {row.table for row in intake.rows} == {"unit", "submission", "ballot"}


def test_never_over_a_filled_in_one(path: Path) -> None:
    path.write_bytes(b"filled in")
    with pytest.raises(FileExistsAlreadyError):
        write_template(path)
    assert path.read_bytes() == b"filled in"
    write_template(path, overwrite=True)
    assert load_workbook(path).sheetnames


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, DiskFullError), (errno.EACCES, FileUnusableError)],
)
def test_whole_or_not_at_all(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, expected: type[Exception]
) -> None:
    path.write_bytes(b"before")

    def fail(*_: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(expected):
        write_template(path, overwrite=True)
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(FileUnusableError):
        write_template(tmp_path / "không" / "a.xlsx")
