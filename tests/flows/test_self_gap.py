"""Chênh lệch tự chấm in Kết quả: criteria, units, years, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from db.home import Home
from desktop.models.self_gap_model import Column, SelfGapModel, View
from tests.flows.driver import Driver
from tests.flows.gap_scenes import gaps, make_two_years


@pytest.fixture
def path(tmp_path: Path, home: Home) -> Path:
    return make_two_years(tmp_path / "lac-duong-2023.thamdinh", home)


def _column(model: SelfGapModel, column: Column) -> list[str]:
    return [model.cell_text(row, column) for row in range(model.rowCount())]


def test_criteria_units_and_years(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = gaps(driver)
    model = screen.model
    names = _column(model, Column.NAME)
    assert names[0].startswith("TC1. ") and names[-1] == "Tổng điểm"
    assert "Mất điểm nhiều nhất ở TC" in screen.words.text()
    assert "Chênh lệch chung năm 2023:" in screen.words.text()
    screen.years.setCurrentIndex(screen.years.findData("2022"))
    assert _column(model, Column.GAP) == ["+0,25", "+0,75", "+0,50", "+0,25", "+0,25", "+0,25",
                                          "+2,25"]  # fmt: skip
    assert "Mất điểm nhiều nhất ở TC2" in screen.words.text()
    screen.views.choose(View.UNIT)
    assert _column(model, Column.NAME) == ["Đảng bộ xã Lát"]
    screen.years.setCurrentIndex(0)
    screen.views.choose(View.YEAR)
    assert _column(model, Column.NAME) == ["2023", "2022"]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Năm"
    driver.settle()
    assert driver.focus is not None


def test_sorting_leaves_the_whole_score_last(driver: Driver, path: Path) -> None:
    driver.open(path)
    model = SelfGapModel(driver.session)
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.load()
    model.choose(kind="collective", year="2022")
    model.sort(Column.GAP, Qt.SortOrder.DescendingOrder)
    names = _column(model, Column.NAME)
    assert names[0].startswith("TC2.") and names[-1] == "Tổng điểm"
    said = model.index(0, Column.BARS).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Tự chấm 3,75, Tổ chấm 3,00" and tester is not None
    model.deleteLater()


def test_a_new_result_is_told_when_one_comes_back(driver: Driver, path: Path) -> None:
    from db import ballots
    from tests.flows.sample_book import code

    driver.open(path)
    screen = gaps(driver)
    before = _column(screen.model, Column.COUNT)
    session = driver.session
    campaign = session.campaign
    assert campaign is not None and session.campaigns()[0].year == 2023
    found = ballots.submission(session.book, campaign.id, code(5))
    member = session.around.by_code["TV01"]
    for criterion in session.around.rubrics[found.kind].criteria:
        assert session.run(ballots.set_mark, session.around, member, found, criterion.code, 25)
    assert session.run(ballots.submit, session.around, member, found, None)
    driver.settle()
    assert _column(screen.model, Column.COUNT) != before


def test_without_ballots_the_way_leads_to_the_import(
    driver: Driver, tmp_path: Path, home: Home
) -> None:
    from tests.flows.sample_book import make_book

    driver.open(make_book(tmp_path / "khac.thamdinh", home, ballots=False))
    screen = gaps(driver)
    assert screen.states.notice.startswith("Chưa so được") and screen.states.button.isVisible()
