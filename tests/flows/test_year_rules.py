"""Deadlines and targets in Cài đặt, the explanation in Kết quả, the letter in Sổ mới."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from db.year_rules import read
from desktop.settings_place import CAMPAIGN, SettingsPlace
from desktop.widgets.new_book_scales import ScalesPage
from tests.flows.driver import CTRL, Driver


def _form(driver: Driver, path: Path) -> Any:
    driver.open(path)
    driver.workspace.show_place("settings")
    place = driver.workspace.screen_in_front
    assert isinstance(place, SettingsPlace)
    place.chips.choose(CAMPAIGN)
    driver.settle()
    return place.current


def _rules(driver: Driver) -> Any:
    campaign = driver.session.campaign
    assert campaign is not None
    return read(driver.session.book.connection, campaign)


def _choose(form: Any, name: str) -> None:
    names = [form.letters.itemData(n).id for n in range(form.letters.count())]
    form.letters.setCurrentIndex(names.index(name))
    form.take.click()


def test_a_letter_is_taken_and_edited(driver: Driver, path: Path) -> None:
    form = _form(driver, path).year_rules
    _choose(form, "lac-duong-848")
    driver.settle()
    day = form.fields["set:deadline.report.committee"]
    assert day.text() == "15/11/2023"
    assert "mục 3" in form.fields["basis:deadline.report.committee"].text()
    assert "848-CV/HU" in form.state.text()
    day.put("32/11/2023")
    assert not day.keep() and "không phải ngày" in day.trouble
    day.put("đến hết 20/11/2023")
    assert day.keep()
    found = _rules(driver).deadline("report")
    assert (found.date, found.inclusive) == ("2023-11-20", True)
    percent = form.fields["set:target.register.all"]
    percent.put("101")
    assert not percent.keep()
    percent.put("90 %")
    assert percent.keep() and _rules(driver).targets[0].least == 90


def test_a_letter_is_taken_back_in_one_step(driver: Driver, path: Path) -> None:
    form = _form(driver, path).year_rules
    _choose(form, "lac-duong-848")
    driver.settle()
    assert len(_rules(driver).deadlines) == 3
    driver.session.undo()
    driver.settle()
    assert _rules(driver).deadlines == () and _rules(driver).profile == ""
    assert form.fields["set:deadline.report.committee"].text() == ""


def test_a_yearly_letter_is_for_every_year(driver: Driver, path: Path) -> None:
    form = _form(driver, path).year_rules
    _choose(form, "lac-duong-804")
    driver.settle()
    assert form.trouble.isHidden()
    assert form.fields["set:deadline.report.committee"].text() == "20/12"
    assert _rules(driver).deadline("report").date == "2023-12-20"


def test_results_explain_with_the_clause(driver: Driver, path: Path) -> None:
    _choose(_form(driver, path).year_rules, "lac-duong-848")
    driver.key(Qt.Key.Key_5, CTRL)
    screen: Any = driver.front
    rows = range(screen.model.rowCount())
    row = next(n for n in rows if screen.model.result(n).eligible is False)
    screen.table.setCurrentIndex(screen.model.index(row, 0))
    screen.open_row(row)
    assert "Hoàn thành xuất sắc nhiệm vụ: không" not in screen.panel.view.toPlainText()
    screen.panel.explain_button.click()
    said = screen.panel.view.toPlainText()
    assert "Hoàn thành xuất sắc nhiệm vụ: không đủ điều kiện" in said
    assert "804-CV/HU, ngày 15/12/2022, mục 3" in said


def test_a_letter_of_another_year_holds_step_two_up(driver: Driver) -> None:
    page = ScalesPage()
    names = [getattr(page.letters.itemData(n), "id", None) for n in range(page.letters.count())]
    page.letters.setCurrentIndex(names.index("lac-duong-848"))
    page.year.setText("2025")
    assert not page.complete() and "2023" in page._letter_line.fault
    page.year.setText("2023")
    assert page.complete() and page.profile is not None
    page.letters.setCurrentIndex(0)
    assert page.profile is None
    page.deleteLater()
