"""The intake register by keyboard only: a row, its correction, its receipt."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter

from db.queries.arrivals import Arrival, arrivals
from desktop.register_place import INTAKE, RegisterPlace
from desktop.screens.intake_register import IntakeRegisterScreen
from tests.flows.driver import CTRL, SHIFT, Driver
from tests.flows.sample_book import code

ENTER = Qt.Key.Key_Return


@pytest.fixture
def office(driver: Driver, path: Path) -> Driver:
    driver.open(path)
    driver.key(Qt.Key.Key_2, CTRL)
    assert driver.window.workspace is not None
    place = driver.window.workspace.screen_in_front
    assert isinstance(place, RegisterPlace)
    place.chips.choose(INTAKE)
    driver.settle()
    return driver


def screen(driver: Driver) -> IntakeRegisterScreen:
    assert driver.window.workspace is not None
    place = driver.window.workspace.screen_in_front
    assert isinstance(place, RegisterPlace)
    found = place.current
    assert isinstance(found, IntakeRegisterScreen)
    return found


def rows(driver: Driver) -> list[Arrival]:
    assert driver.session.campaign is not None
    return arrivals(driver.session.book, driver.session.campaign)


def enter_row(driver: Driver, *texts: str) -> None:
    """Types from the unit on; the last Enter saves."""
    for text in texts:
        driver.type(text)
        driver.key(ENTER)


def test_one_row_by_keyboard(office: Driver) -> None:
    driver = office
    assert screen(driver).rows.states.notice == "Sổ tiếp nhận chưa có dòng nào"
    enter_row(driver, "lat", "b", code(2), "w", "chữ ký bí thư", "+5", "")
    [row] = rows(driver)
    today = date.today()
    assert (row.number, row.date) == ("1", today.isoformat())
    assert (row.unit, row.what, row.carrier) == ("LD01", "report", "word")
    assert (row.submission, row.missing) == (code(2), "chữ ký bí thư")
    assert row.return_by == (today + timedelta(days=5)).isoformat() and not row.completed_on
    entry = screen(driver).entry
    assert driver.focus is entry.edits["unit"]  # the next row has begun
    assert entry.texts()["number"] == "2" and entry.texts()["what"] == "report"
    enter_row(driver, "LD02")
    driver.key(ENTER, CTRL)  # the rest is as suggested
    assert [row.number for row in rows(driver)] == ["2", "1"]
    assert rows(driver)[0].what == "report" and rows(driver)[0].missing == ""


def test_what_is_wrong_stays_and_is_said(office: Driver) -> None:
    driver = office
    entry = screen(driver).entry
    enter_row(driver, "", "", "", "", "", "", "")
    assert "Hãy ghi đơn vị gửi" in entry.trouble.text() and not rows(driver)
    assert driver.focus is entry.edits["unit"]
    enter_row(driver, "dang bo", "", "", "", "", "", "")
    assert "khớp 3 đơn vị" in entry.trouble.text() and not rows(driver)
    driver.key(Qt.Key.Key_4, CTRL)
    assert screen(driver) is not None  # still here: the row is not lost
    driver.key(Qt.Key.Key_Escape)
    assert entry.trouble.text() == "" and not entry.dirty
    driver.key(Qt.Key.Key_4, CTRL)
    assert driver.window.workspace is not None
    assert driver.window.workspace.place_in_front == "score"


def test_shift_enter_goes_back(office: Driver) -> None:
    driver = office
    driver.key(ENTER, SHIFT)
    assert driver.focus is screen(driver).entry.edits["date"]


def test_a_row_is_corrected_and_completed(office: Driver) -> None:
    driver = office
    enter_row(driver, "lat", "d", "", "g", "bieu mau", "", "")
    found = screen(driver)
    assert found.rows.complete_button.isEnabled()
    found.rows.table.setFocus()
    driver.key(ENTER)
    assert driver.focus is found.entry.edits["missing"]
    driver.type("biểu mẫu 2")
    driver.key(ENTER, CTRL)
    [row] = rows(driver)
    assert row.missing == "biểu mẫu 2" and row.number == "1" and row.what == "registration"
    assert found.rows.table.hasFocus()
    found.rows.complete_button.click()
    assert rows(driver)[0].completed_on == date.today().isoformat()
    assert not found.rows.complete_button.isEnabled()
    driver.key(Qt.Key.Key_Z, CTRL)
    assert rows(driver)[0].completed_on is None
    driver.key(Qt.Key.Key_Z, CTRL)
    driver.key(Qt.Key.Key_Z, CTRL)  # the row itself
    assert not rows(driver)
    driver.key(Qt.Key.Key_Y, CTRL)
    assert len(rows(driver)) == 1


def test_filters_and_search(office: Driver) -> None:
    driver = office
    enter_row(driver, "lat", "", "", "", "", "", "")
    enter_row(driver, "sar", "", "", "", "chu ky", "", "")
    found = screen(driver)
    assert found.rows.chips.buttons["missing"].text() == "Còn thiếu 1"
    found.rows.chips.choose("missing")
    assert found.model.rowCount() == 1
    driver.key(Qt.Key.Key_F, CTRL)
    driver.type("thi tran")
    assert found.rows.states.notice == "Không có dòng nào khớp"


def test_the_receipt(office: Driver, tmp_path: Path) -> None:
    driver = office
    enter_row(driver, "lat", "", code(2), "", "chu ky", "", "")
    found = screen(driver)
    found.rows.receipt_button.click()
    receipt = found.rows.receipt
    driver.wait(lambda: receipt.page.sheet.picture is not None)
    target = tmp_path / "giay" / "bien-nhan.pdf"
    assert receipt.save_to(target) and target.read_bytes().startswith(b"%PDF")
    assert "Đã lưu giấy biên nhận" in receipt.message.text
    (tmp_path / "tep").write_text("x")
    assert not receipt.save_to(tmp_path / "tep" / "x.pdf")
    assert "Không ghi được" in receipt.message.text
    writer = QPdfWriter(str(tmp_path / "in.pdf"))  # stands for a printer
    writer.setResolution(72)
    receipt.print_to(writer)
    driver.wait(lambda: receipt.message.text == "Đã gửi 1 trang giấy biên nhận tới máy in.")
    found.rows.table.setFocus()
    driver.key(Qt.Key.Key_Escape)
    assert receipt.isHidden()
