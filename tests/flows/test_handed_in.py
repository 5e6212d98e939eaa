"""A ballot that is handed in: it says so to whoever types, and looks like what can be read only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage

from desktop.models.score_model import Column
from tests.flows.driver import CTRL, Driver

READ_ONLY = "không gõ thêm được"


def at(driver: Driver, number: int) -> None:
    """The n-th submission, its first mark."""
    driver.scoring._go_to(number - 1)
    driver.scoring.sheet.table.go_to(0)
    driver.scoring.sheet.table.setFocus()
    driver.settle()


def cell(driver: Driver, row: int = 0) -> QImage:
    """How the cell of a mark looks."""
    table = driver.scoring.sheet.table
    rect: QRect = table.visualRect(table.model().index(row, Column.MARK))
    return table.viewport().grab(rect).toImage()


def colours(picture: QImage) -> set[str]:
    """Every colour in a picture."""
    wide, high = picture.width(), picture.height()
    return {QColor(picture.pixel(x, y)).name() for x in range(wide) for y in range(high)}


@pytest.mark.parametrize("press", ["figure", "delete", "paste", "F2"])
def test_typing_is_answered_in_one_sentence(driver: Driver, path: Path, press: str) -> None:
    driver.open(path, "TV01")
    at(driver, 1)
    notice = driver.scoring.sheet.notice
    assert notice.text.startswith("Đã nộp phiếu") and READ_ONLY not in notice.text
    QGuiApplication.clipboard().setText("1,5\n2")
    match press:
        case "figure":
            driver.type("1")
        case "delete":
            driver.key(Qt.Key.Key_Delete)
        case "paste":
            driver.key(Qt.Key.Key_V, CTRL)
        case _:
            driver.key(Qt.Key.Key_F2)
    assert not driver.scoring.sheet.table.editing
    assert READ_ONLY in notice.text and "“Sửa phiếu đã nộp…”" in notice.text
    assert "lý do" in notice.text and notice.text.count(".") <= 1
    assert notice.property("kind") == "warn"
    at(driver, 2)
    assert READ_ONLY not in notice.text  # another ballot: said to nobody yet


def test_keys_that_only_look_are_not_answered(driver: Driver, path: Path) -> None:
    driver.open(path, "TV01")
    at(driver, 1)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Escape):
        driver.key(key)
    driver.key(Qt.Key.Key_C, CTRL)
    assert READ_ONLY not in driver.scoring.sheet.notice.text


def test_who_does_not_score_is_told_why_again(driver: Driver, path: Path) -> None:
    driver.open(path, "TV05")
    driver.key(Qt.Key.Key_4, CTRL)
    recused = next(n for n in range(1, 10) if _closed(driver, n))
    at(driver, recused)
    driver.type("1")
    notice = driver.scoring.sheet.notice
    assert notice.text.startswith("Không tham gia chấm hồ sơ này")
    assert notice.property("kind") == "warn"


def _closed(driver: Driver, number: int) -> bool:
    driver.scoring._go_to(number - 1)
    ballot = driver.scoring.scores.ballot
    return ballot is not None and ballot.closed is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_can_only_be_read_has_no_edit_box(driver: Driver, path: Path, scheme: str) -> None:
    driver.look.set_scheme(scheme)
    driver.open(path, "TV01")
    at(driver, 1)
    base, edge, accent, stripe = (
        driver.look.colour(name).name() for name in ("base", "edge", "accent", "stripe")
    )
    second = cell(driver, 1)  # not the cursor's
    assert base not in colours(second) and edge not in colours(second)
    assert stripe in colours(second)
    here = cell(driver)
    assert accent in colours(here)  # the focus is seen
    middle = here.height() // 2
    row = [QColor(here.pixel(x, middle)).name() for x in range(3, here.width() // 2)]
    assert accent not in row  # and no box stands in the cell
    driver.open(path, "TV04")
    at(driver, 1)
    assert base in colours(cell(driver, 1)) and edge in colours(cell(driver, 1))
