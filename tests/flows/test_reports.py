"""Báo cáo: whose report came, late or not; the list as it is chosen, copied and taken out."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db import campaigns, entries
from db.queries.register import Filter
from desktop.models.register_model import Column
from desktop.report_place import ReportPlace
from desktop.screens.submission_form import SubmissionFormScreen
from tests.flows.driver import CTRL, SHIFT, Driver
from tests.flows.sample_book import code


@pytest.fixture
def place(driver: Driver, path: Path) -> ReportPlace:
    driver.open(path)
    driver.key(Qt.Key.Key_3, CTRL)
    found = driver.workspace.screen_in_front
    assert isinstance(found, ReportPlace)
    return found


def _ident(driver: Driver, number: int) -> bytes:
    found = driver.session.book.connection.execute(
        "SELECT id FROM submission WHERE code = ?", (code(number),)
    ).fetchone()
    return bytes(found[0])


def _due(driver: Driver, day: str) -> None:
    session = driver.session
    assert session.campaign is not None
    values = {"set:deadline.report.committee": day}
    assert session.run(campaigns.change, session.campaign, values)


def test_late_and_overdue_reports_are_counted_and_found(driver: Driver, place: ReportPlace) -> None:
    _due(driver, "2023-11-10")  # before the day on which nine reports came
    model = place.list.model
    words = {
        model.index(r, Column.CODE).data(): model.index(r, Column.LATENESS).data()
        for r in range(10)
    }
    assert words[code(1)] == "chậm 1 ngày"
    assert words[code(10)].startswith("chưa, quá hạn ")
    counts = {key: button.text() for key, button in place.list.chips.buttons.items()}
    assert counts["late"] == "Báo cáo chậm 9" and counts["overdue"] == "Quá hạn 1"
    assert counts["unreported"] == "Chưa báo cáo 1"
    place.list.chips.choose("overdue")
    assert [model.index(r, 0).data() for r in range(model.rowCount())] == [code(10)]
    _due(driver, "<=2023-11-10")
    place.list.chips.choose("all")
    assert model.index(0, Column.LATENESS).data() == "đã báo cáo"


def test_the_report_is_typed_from_here(driver: Driver, place: ReportPlace) -> None:
    place.list.show_submission(_ident(driver, 10))
    driver.key(Qt.Key.Key_F2)
    form = place.current
    assert isinstance(form, SubmissionFormScreen)
    assert form.form.fields["has_report"].editor.hasFocus()
    driver.key(Qt.Key.Key_Space)
    driver.key(Qt.Key.Key_Escape)
    assert not place.typing and place.list.chips.buttons["reported"].text() == "Đã báo cáo 10"


def test_a_late_report_is_taken_with_a_reason_only(driver: Driver, place: ReportPlace) -> None:
    _due(driver, "2023-11-15")
    place.list.show_submission(_ident(driver, 10))
    driver.key(Qt.Key.Key_F2)
    form = place.current
    assert isinstance(form, SubmissionFormScreen)
    form.form.go_to("reported_on")
    driver.type("20/11/2023")
    driver.key(Qt.Key.Key_Tab)
    said = form.form.fields["reported_on"].trouble
    assert "6 ngày" in said and "Lý do" in said
    form.form.go_to("report_late_reason")
    driver.type("Chờ số liệu")
    driver.key(Qt.Key.Key_Tab)
    form.form.go_to("reported_on")
    driver.key(Qt.Key.Key_Tab)
    assert form.form.fields["reported_on"].trouble == ""


def test_columns_are_chosen_and_remembered(driver: Driver, place: ReportPlace) -> None:
    table = place.list.table
    assert table.isColumnHidden(Column.ARRIVAL)
    place.list.tools.actions_by_name["Cột Số đến"].trigger()
    assert not table.isColumnHidden(Column.ARRIVAL)
    kept = driver.look.preferences.columns["reports"]
    assert "ARRIVAL" in kept and "TITLE" in kept
    place.list.tools.actions_by_name["Các cột mặc định"].trigger()
    assert table.isColumnHidden(Column.ARRIVAL)
    assert "reports" not in driver.look.preferences.columns


def test_people_are_sorted_by_given_name(driver: Driver, place: ReportPlace) -> None:
    session = driver.session
    for number, name in ((4, "Nguyễn Thị Ánh"), (8, "Ao Văn Đông")):
        values = {"subject": name}
        assert session.run(entries.save, "submission", _ident(driver, number), values)
    place.list.show_filter(Filter.INDIVIDUAL)
    place.list.table.sort_by(Column.SUBJECT)
    model = place.list.model
    assert [model.index(r, Column.SUBJECT).data() for r in range(2)] == [
        "Nguyễn Thị Ánh", "Ao Văn Đông",
    ]  # fmt: skip


def test_rows_are_copied_and_the_list_taken_out(
    driver: Driver, place: ReportPlace, tmp_path: Path
) -> None:
    place.list.table.setFocus()
    driver.key(Qt.Key.Key_Down, SHIFT)
    driver.key(Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 2 and lines[0].startswith(code(1))
    driver.key(Qt.Key.Key_C, CTRL | SHIFT)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 3 and lines[0].startswith("Mã hồ sơ\t") and lines[1].startswith(code(1))
    driver.key(Qt.Key.Key_Up)
    driver.key(Qt.Key.Key_C, CTRL | SHIFT)  # one row: the whole list
    assert len(QGuiApplication.clipboard().text().split("\n")) == 11
    place.list.tools.copy_all()
    driver.wait(lambda: not place.list.tools.out.busy)
    assert len(QGuiApplication.clipboard().text().split("\n")) == 11
    out = tmp_path / "bao-cao.xlsx"
    place.list.tools.export_to(out)
    driver.wait(lambda: "Đã xuất" in driver.workspace.messages.text)
    page = load_workbook(out).worksheets[0]
    texts = [cell.value for row in page.iter_rows() for cell in row if cell.value]
    assert "DANH SÁCH BÁO CÁO KẾT QUẢ" in texts and code(10) in texts
    assert "SỐ LIỆU MINH HỌA" in texts
