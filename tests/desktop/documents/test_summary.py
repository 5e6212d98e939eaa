"""The summary workbook: figures are numbers, input is never a formula, bytes repeat."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.summary import write_summary

Make = Callable[..., dict[str, Any]]

CODE = "7K3D-90QX-MB2T"


def sheet(path: Path, name: str) -> Worksheet:
    page = openpyxl.load_workbook(path)[name]
    assert isinstance(page, Worksheet)
    return page


def header(page: Worksheet) -> tuple[int, list[Any]]:
    for row in page.iter_rows():
        if row[0].value == "TT":
            return row[0].row or 0, [cell.value for cell in row]
    raise AssertionError("no heading row")


def record(page: Worksheet, code: str) -> dict[str, Any]:
    _, titles = header(page)
    for row in page.iter_rows(values_only=True):
        if row[1] == code:
            return dict(zip(titles, row, strict=True))
    raise AssertionError(code)


def words(page: Worksheet) -> list[str]:
    return [str(v) for row in page.iter_rows(values_only=True) for v in row if v is not None]


def corner(margin: HeaderFooterItem | None) -> str | None:
    """What stands on the left of a page's margin."""
    return margin.left.text if margin and margin.left else None


def test_columns_and_figures(tmp_path: Path, make_body: Make) -> None:
    body = make_body()
    page = sheet(write_summary(body, tmp_path / "s.xlsx").path, "Tập thể")
    source = body["submissions"][1]
    row = record(page, "LD-2023-002")
    assert row["Tập thể"] == source["subject"]
    assert row["Mô hình, cách làm sáng tạo"] == source["title"]
    assert row["Tự chấm"] == 9
    assert row["Tự xếp loại"] == "Tốt"
    for person in body["panel"]:
        totals = {b["member"]: b["total"] / 100 for b in source["ballots"]}
        assert row[person["name"]] == totals.get(person["code"], "LQ")
    for code, mean in source["criteria"].items():
        assert row[f"TB {code}"] == mean / 100
    assert row["Điểm kết luận"] == source["final"] / 100
    assert row["Trung vị"] == source["median"] / 100
    assert row["Chênh lệch"] == source["spread"] / 100
    assert row["Xếp loại"] == source["class"]
    assert row["Đủ điều kiện xét HTXSNV"] == "Không"
    assert "Bon Văn Sơn không chấm: công tác tại đơn vị có hồ sơ" in row["Ghi chú"]
    at, titles = header(page)
    cell = page.cell(at + 1, titles.index("Điểm kết luận") + 1)
    assert cell.number_format == "0.00"
    assert cell.font.name == "Times New Roman"


def test_individuals_and_left_out_have_their_own_sheets(tmp_path: Path, make_body: Make) -> None:
    written = write_summary(make_body(), tmp_path / "s.xlsx")
    assert written.sheets == ("Tập thể", "Cá nhân", "Không kết luận")
    row = record(sheet(written.path, "Cá nhân"), "LD-2023-004")
    assert row["Chức vụ"] == "Chuyên viên"
    left = record(sheet(written.path, "Không kết luận"), "LD-2023-901")
    assert left["Lý do"] == "chưa đủ hai phần ba số thành viên được quyền chấm có mặt"


def test_totals_signers_and_marks(tmp_path: Path, make_body: Make) -> None:
    body = make_body()
    body["counts"]["collective"] = {"Tốt": 5, "Khá": 8, "Đạt": 8}
    draft = sheet(write_summary(body, tmp_path / "d.xlsx").path, "Tập thể")
    frozen = sheet(write_summary(body, tmp_path / "f.xlsx", CODE).path, "Tập thể")
    totals = {row[2]: row[3] for row in draft.iter_rows(values_only=True) if row[2]}
    assert totals["Tổng số hồ sơ"] == 21
    assert [totals[name] for name in ("Tốt", "Khá", "Đạt", "Không đạt")] == [5, 8, 8, 0]
    for name in ("NGƯỜI LẬP BẢNG", "CHỦ TRÌ", "Bon Văn Sơn", "Nguyễn Xuân Quỳnh"):
        assert name in words(draft)
    assert "DỰ THẢO - Số liệu minh họa" in words(draft)
    assert corner(draft.oddHeader) == "DỰ THẢO"
    assert f"Số liệu minh họa - Mã đối chiếu: {CODE}" in words(frozen)
    assert corner(frozen.oddFooter) == f"Mã đối chiếu: {CODE}"
    assert corner(frozen.oddHeader) is None


def test_page_set_up(tmp_path: Path, make_body: Make) -> None:
    page = sheet(write_summary(make_body(), tmp_path / "s.xlsx").path, "Tập thể")
    at, _ = header(page)
    assert page.freeze_panes == f"D{at + 1}"
    assert page.print_title_rows == f"${at}:${at}"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 8, "33 columns are read on A3, not on A4"
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "=1", "'=1"]
)
def test_input_is_never_a_formula(tmp_path: Path, make_body: Make, text: str) -> None:
    body = make_body(submissions=6)
    body["submissions"][0].update(title=text, subject=text, self_class=text)
    body["panel"][0]["name"] = text
    path = write_summary(body, tmp_path / "s.xlsx").path
    page = sheet(path, "Tập thể")
    assert record(page, "LD-2023-001")["Mô hình, cách làm sáng tạo"] == text
    cells = [cell for row in page.iter_rows() for cell in row if cell.value == text]
    assert len(cells) >= 4
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.quotePrefix for cell in cells} == {not text.startswith("'")}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name)
            assert b"<hyperlink" not in archive.read(name)


def test_control_characters_do_not_stop_it(tmp_path: Path, make_body: Make) -> None:
    body = make_body(submissions=6)
    body["submissions"][0]["title"] = "một\x0bhai\x00"
    path = write_summary(body, tmp_path / "s.xlsx").path
    assert record(sheet(path, "Tập thể"), "LD-2023-001")["Mô hình, cách làm sáng tạo"] == "một hai"


def test_unconfirmed_rubric(tmp_path: Path, make_body: Make) -> None:
    page = sheet(write_summary(make_body(confirmed=False), tmp_path / "s.xlsx").path, "Tập thể")
    row = record(page, "LD-2023-001")
    assert row["Xếp loại"] is None
    assert row["Đủ điều kiện xét HTXSNV"] is None
    assert row["Thứ tự"] == 14
    assert any("chưa được xác nhận mức xếp loại" in text for text in words(page))


def test_empty_session(tmp_path: Path, make_body: Make) -> None:
    body = make_body(submissions=0)
    body["left_out"] = []
    assert write_summary(body, tmp_path / "s.xlsx").sheets == ("Không kết luận",)


def test_same_body_same_bytes(tmp_path: Path, make_body: Make) -> None:
    body = make_body(submissions=8)
    first = write_summary(body, tmp_path / "1.xlsx", CODE).path.read_bytes()
    assert write_summary(body, tmp_path / "2.xlsx", CODE).path.read_bytes() == first
    with zipfile.ZipFile(tmp_path / "1.xlsx") as archive:
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"2000-01-01T"}


def test_after_the_decision_both_classes_stand_side_by_side(
    tmp_path: Path, make_body: Make
) -> None:
    body = make_body()
    body["decision"] = {"document": "215-QĐ/HU", "date": "2023-12-05", "note": ""}
    for submission in body["submissions"]:
        submission |= {"decided_class": submission["class"], "decided_reason": ""}
    changed = body["submissions"][1]
    changed |= {"class": "Khá", "decided_class": "Đạt", "decided_reason": "Báo cáo chậm"}
    page = sheet(write_summary(body, tmp_path / "s.xlsx", CODE).path, "Tập thể")
    row = record(page, changed["code"])
    assert (row["Xếp loại"], row["Quyết định xếp loại"]) == ("Khá", "Đạt")
    assert row["Đủ điều kiện xét HTXSNV"] == "Không", "the standing committee decides (R6, R14)"
    assert "Quyết định đổi xếp loại: Báo cáo chậm" in row["Ghi chú"]
    said = words(page)
    assert any("theo Quyết định số 215-QĐ/HU, ngày 05/12/2023 của Ban Thường vụ" in w for w in said)
    assert "Đạt (quyết định)" in said
    before = sheet(write_summary(make_body(), tmp_path / "t.xlsx").path, "Tập thể")
    assert "Quyết định xếp loại" not in header(before)[1]
