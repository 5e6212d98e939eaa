"""Hồ sơ tương tự in the scoring screen: reached, read, concluded and left with the keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.home import Home
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import make_book
from tests.flows.similar_scenes import alike, show

T, ESCAPE, ENTER = Qt.Key.Key_T, Qt.Key.Key_Escape, Qt.Key.Key_Return


@pytest.fixture
def driver(tmp_path: Path) -> Iterator[Driver]:
    home = Home(tmp_path / "home-similar")
    path = make_book(tmp_path / "similar.thamdinh", home, ballots=False)
    found = Driver(home)
    found.open(path, "TV04")
    yield found
    found.close()


def finding(driver: Driver, ident: bytes) -> tuple[str | None, str | None]:
    row = driver.session.book.connection.execute(
        "SELECT novelty_finding, novelty_basis FROM submission WHERE id = ?", (ident,)
    ).fetchone()
    return row[0], row[1]


def test_the_button_counts_and_the_keys_lead_there_and_back(driver: Driver) -> None:
    show(driver)
    scoring = driver.scoring
    assert scoring.similar.button.text() == "Tương tự: 2 ▸"
    driver.key(T, CTRL)
    page = scoring.similar.page
    assert scoring.similar.opened and page.list.hasFocus() and page.list.count() == 2
    assert "đơn vị khác, cùng năm" in page.list.item(0).text()
    assert "chính đơn vị này, năm trước" in page.list.item(1).text()
    driver.key(Qt.Key.Key_Down)
    assert "LD-2022-017" in page.right.toPlainText()
    driver.key(Qt.Key.Key_Up)
    left, right = page.left.toPlainText(), page.right.toPlainText()
    assert "LD-2023-004" in left and "LD-2023-005" in right
    assert "[1]" in left and "[1]" in right
    assert "font-weight" in page.right.toHtml() and "background-color" in page.right.toHtml()
    driver.key(ESCAPE)
    assert not scoring.similar.opened and scoring.sheet.table.hasFocus()


def test_no_mark_is_shown_there_and_no_ballot_handed_in_from_there(driver: Driver) -> None:
    show(driver)
    for text in ("1,75", "3,5", "1,25", "0,75", "0,5", "0,25"):
        driver.enter(text)
    driver.key(T, CTRL)
    page = driver.scoring.similar.page
    assert "8,00" not in page.left.toPlainText() + page.right.toPlainText()
    driver.key(ENTER, CTRL)
    (count,) = driver.session.book.connection.execute("SELECT count(*) FROM ballot").fetchone()
    assert count == 0


def test_the_office_records_the_finding_and_takes_it_back(driver: Driver) -> None:
    ident = alike(driver)
    driver.scoring.show_submission(ident)
    driver.scoring.arrive()
    driver.wait(lambda: not driver.scoring.similar.search.busy)
    driver.key(T, CTRL)
    page = driver.scoring.similar.page
    page.finding.setCurrentIndex(page.finding.findData("developed"))
    page.basis.setFocus()
    driver.type("hop ngay 24/11")
    driver.key(ENTER)
    assert finding(driver, ident) == ("developed", "hop ngay 24/11")
    driver.wait(lambda: not driver.scoring.similar.search.busy)
    driver.session.undo()
    assert finding(driver, ident) == (None, None)


def test_another_submission_comes_with_its_own_list(driver: Driver) -> None:
    show(driver)
    driver.key(T, CTRL)
    scoring = driver.scoring
    scoring.move_by(-1)
    driver.wait(lambda: not scoring.similar.search.busy)
    assert "LD-2023-003" in scoring.similar.page.left.toPlainText()
    assert scoring.similar.opened
