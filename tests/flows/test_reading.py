"""A member reads the evidence beside the ballot while the marks keep the focus."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from db.evidence_file import path_beside
from desktop.preferences import Preferences
from desktop.widgets.reading_side import EVIDENCE, FOLDED, SUMMARY, ReadingSide
from tests.flows.driver import ALT, CTRL, Driver
from tests.flows.reading_scenes import attach_files


@pytest.fixture
def side(driver: Driver, path: Path, tmp_path: Path) -> ReadingSide:
    """TV04 before a submission with three files of evidence."""
    driver.window.resize(1366, 768)
    driver.open(path, "TV04")
    attach_files(driver, tmp_path / "files", 4)
    while driver.scoring.scores.ballot.submission.code != "LD-2023-004":  # type: ignore[union-attr]  # there while a ballot is open
        driver.key(Qt.Key.Key_Down, CTRL)
    found = driver.scoring.side
    driver.wait(lambda: found.reader.preview.pages.count == 2)
    return found


def test_pages_and_files_turn_while_marks_are_typed(driver: Driver, side: ReadingSide) -> None:
    preview = side.reader.preview
    assert side.part == EVIDENCE and side.isVisible()
    assert side.buttons[EVIDENCE].text() == "Minh chứng: 3 ▸"
    driver.enter("1,75")
    marks = driver.focus
    for _ in range(20):
        if preview.paper.page == 1:
            break
        driver.key(Qt.Key.Key_PageDown, ALT)
    assert preview.paper.page == 1
    before = preview.paper.sheet.width()
    driver.key(Qt.Key.Key_Equal, ALT)
    assert preview.paper.sheet.width() > before
    driver.key(Qt.Key.Key_0, ALT)
    assert preview.paper.sheet.width() == before
    driver.key(Qt.Key.Key_2, ALT)
    driver.wait(lambda: preview.currentWidget() is preview.image)
    driver.key(Qt.Key.Key_3, ALT)
    assert preview.currentWidget() is preview.none
    driver.key(Qt.Key.Key_PageUp, ALT)
    driver.wait(lambda: preview.currentWidget() is preview.image)
    assert driver.focus is marks
    driver.enter("3,5")
    ballot = driver.scoring.scores.ballot
    assert ballot is not None and dict(ballot.marks) == {"TC1": 175, "TC2": 350}


def test_a_click_into_the_page_leaves_the_focus_with_the_marks(
    driver: Driver, side: ReadingSide
) -> None:
    marks = driver.focus
    reader = side.reader
    for widget in (reader.list.viewport(), reader.preview.paper.area.viewport()):
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
        assert driver.focus is marks
    for part in (SUMMARY, SUMMARY, EVIDENCE):
        QTest.mouseClick(side.buttons[part], Qt.MouseButton.LeftButton)
        assert driver.focus is marks


def test_it_folds_away_and_that_is_remembered(driver: Driver, side: ReadingSide) -> None:
    wide = driver.scoring.sheet.width()
    driver.key(Qt.Key.Key_M, ALT)
    assert side.isHidden() and driver.scoring.sheet.width() > wide
    assert Preferences.load(driver.look.preferences.home).reading == FOLDED
    driver.key(Qt.Key.Key_T, ALT)
    assert side.part == SUMMARY and side.summary.isVisible()
    driver.key(Qt.Key.Key_M, ALT)
    assert side.part == EVIDENCE and side.reader.isVisible()
    side.reader.list.setFocus()
    driver.key(Qt.Key.Key_Escape)
    assert side.isHidden() and driver.focus is driver.scoring.sheet.table


def test_without_evidence_the_summary_is_read(driver: Driver, side: ReadingSide) -> None:
    driver.key(Qt.Key.Key_Down, CTRL)
    assert side.part == SUMMARY and side.buttons[EVIDENCE].text() == "Minh chứng: 0 ▸"
    driver.key(Qt.Key.Key_M, ALT)
    assert "Chưa có minh chứng" in side.reader.preview.none.notice
    side.reader.preview.none.button.click()
    assert side.part == SUMMARY
    driver.key(Qt.Key.Key_M, ALT)
    driver.key(Qt.Key.Key_Up, CTRL)
    assert side.part == EVIDENCE


def test_content_that_did_not_travel_is_said(driver: Driver, side: ReadingSide) -> None:
    driver.key(Qt.Key.Key_Down, CTRL)
    path_beside(driver.session.path).unlink()
    driver.key(Qt.Key.Key_Up, CTRL)
    assert side.reader.list.item(0).text().endswith("(chưa có tệp)")
    assert "Chưa có tệp trên máy này" in side.reader.preview.none.notice
    assert side.reader.open_button.isHidden()
    side.reader.preview.none.button.click()
    assert driver.workspace.place_in_front == "exchange"


def test_large_type_shows_it_in_place_of_the_list(driver: Driver, side: ReadingSide) -> None:
    driver.look.set_scale(175)
    driver.settle()
    assert side.isHidden() and driver.scoring.view.isVisible()
    driver.key(Qt.Key.Key_M, ALT)
    driver.settle()
    assert side.isVisible() and not driver.scoring.view.isVisible()
    assert driver.focus is driver.scoring.sheet.table
    driver.key(Qt.Key.Key_F, CTRL)
    assert driver.scoring.view.isVisible() and driver.scoring.search.hasFocus()
    driver.look.set_scale(100)
    driver.settle()
    assert side.part == EVIDENCE and driver.scoring.view.isVisible()


def test_the_file_opens_in_its_own_program(
    driver: Driver, side: ReadingSide, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def keep(url: object) -> bool:
        opened.append(Path(url.toLocalFile()))  # type: ignore[attr-defined]  # a QUrl
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", keep)
    driver.key(Qt.Key.Key_2, ALT)
    driver.key(Qt.Key.Key_O, ALT)
    assert [path.name for path in opened] == ["Ảnh tiếp nhận tại thôn.png"]
    assert opened[0].is_file()
