"""Chuyền máy: one laptop, member after member, nothing of the former one left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from db import passing, sealed
from db.home import Home
from db.queries.results import results
from desktop.pass_laptop import PassLaptop
from desktop.score_place import ScorePlace
from desktop.widgets.pass_score_page import PassScorePage
from tests.flows.driver import ALT, CTRL, Driver
from tests.flows.meeting_book import make_panel_of_nine
from tests.flows.reading_scenes import attach_files
from tests.flows.sample_book import code

RETURN, SPACE, DOWN, F12 = Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_F12
MARKS = ("1,5", "3,25", "1,75", "0,75", "0,5", "0,25")


@pytest.fixture(autouse=True)
def cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is tested with the keys."""
    monkeypatch.setattr(sealed, "_COST", 2**4)


@pytest.fixture
def driver(tmp_path: Path, home: Home) -> Iterator[Driver]:
    make_panel_of_nine(tmp_path / "nine.thamdinh", home, submissions=3)
    found = Driver(home)
    found.open(tmp_path / "nine.thamdinh")
    yield found
    found.close()


def begin(driver: Driver) -> PassLaptop:
    """From the place Chấm điểm."""
    driver.key(Qt.Key.Key_4, CTRL)
    place = driver.workspace.screen_in_front
    assert isinstance(place, ScorePlace)
    place.round.setFocus()
    driver.key(SPACE)
    assert driver.window.passing is not None
    return driver.window.passing


def sit_down(driver: Driver, place: int, pin: str, *, new: bool = True) -> PassScorePage:
    """The member at that place of the list, by keyboard."""
    laptop = driver.window.passing
    assert laptop is not None
    driver.key(Qt.Key.Key_Home)
    for _ in range(place):
        driver.key(DOWN)
    driver.key(RETURN)
    for _ in range(2 if new else 1):
        driver.type(pin)
        driver.key(RETURN)
    assert laptop.score is not None, laptop.pin.trouble.text()
    return laptop.score


def type_ballot(driver: Driver, page: PassScorePage, marks: tuple[str, ...] = MARKS) -> None:
    for mark in marks:
        driver.type(mark)
        driver.key(RETURN)
        driver.wait(lambda: not page.sheet.table.editing)


def seen(driver: Driver) -> str:
    """Every text on the window, and what is around it."""
    window = driver.window
    found = [window.windowTitle(), QGuiApplication.clipboard().text()]
    for label in window.findChildren(QLabel):
        if label.isVisible():
            found.append(label.text())
    for line in window.findChildren(QLineEdit):
        if line.isVisible():
            found.append(line.text())
    for edit in window.findChildren(QPlainTextEdit):
        if edit.isVisible():
            found.append(edit.toPlainText())
    for table in window.findChildren(QTableView):
        model = table.model()
        if table.isVisible():
            found += [
                str(model.index(r, c).data() or "")
                for r in range(model.rowCount())
                for c in range(model.columnCount())
            ]
    laptop = window.passing
    assert laptop is not None
    found += [laptop.list.list.item(r).text() for r in range(laptop.list.list.count())]
    return "\n".join(found)


def test_members_score_one_after_the_other_and_see_nothing_of_each_other(driver: Driver) -> None:
    laptop = begin(driver)
    assert not driver.workspace.isVisible()
    page = sit_down(driver, 0, "1234")
    for _ in range(3):
        type_ballot(driver, page)
        driver.key(RETURN, CTRL)
    assert page.curtain.hasFocus()
    driver.key(SPACE)
    assert laptop.score is None
    assert "đã nộp 3/3" in laptop.list.list.item(0).text()
    assert laptop.list.progress.text() == "1/9 thành viên đã nộp đủ"
    page = sit_down(driver, 1, "5678")
    texts = seen(driver)
    assert not any(mark in texts for mark in ("3,25", "1,75", "8,00"))
    assert all(not page.scores.index(row, 2).data() for row in range(page.scores.rowCount()))
    for key in ("Z", "Y"):
        driver.key(getattr(Qt.Key, f"Key_{key}"), CTRL)
    assert not any(mark in seen(driver) for mark in ("3,25", "1,75", "8,00"))
    type_ballot(driver, page)
    driver.key(RETURN, CTRL)
    driver.key(F12)
    assert laptop.score is None
    laptop.list.end.setFocus()
    driver.key(SPACE)
    driver.key(RETURN)
    assert driver.window.passing is None and driver.workspace.isVisible()
    campaign = driver.session.campaign
    assert campaign is not None
    by_code = {r.code: r for r in results(driver.session.book, campaign)}
    assert [by_code[code(n)].ballots_valid for n in (1, 2, 3)] == [2, 1, 1]


def test_undo_reaches_only_the_own_marks(driver: Driver) -> None:
    laptop = begin(driver)
    page = sit_down(driver, 0, "1234")
    type_ballot(driver, page, MARKS[:2])
    driver.key(F12)
    page = sit_down(driver, 1, "5678")
    type_ballot(driver, page, ("1",))
    driver.key(Qt.Key.Key_Z, CTRL)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert page.scores.marks == {}
    driver.key(F12)
    page = sit_down(driver, 0, "1234", new=False)
    assert page.scores.marks == {"TC1": 150, "TC2": 325}
    assert laptop.score is page


def test_drafts_are_closed_to_the_office_and_to_a_wrong_pin(driver: Driver) -> None:
    laptop = begin(driver)
    page = sit_down(driver, 0, "1234")
    type_ballot(driver, page, MARKS[:2])
    member = page._member
    driver.key(F12)
    driver.key(Qt.Key.Key_Home)
    driver.key(RETURN)
    driver.type("9999")
    driver.key(RETURN)
    assert laptop.score is None and "PIN" in laptop.pin.trouble.text()
    assert laptop.pin.pin.text() == ""
    driver.key(Qt.Key.Key_Tab)
    laptop.pin.back.click()
    laptop.list.ended.emit()
    assert driver.session.book.drafts.of(member.id) == {}
    assert b"325" not in driver.session.book.home.drafts(driver.session.book.id).read_bytes()


def test_after_a_power_cut_everybody_goes_on_where_they_were(
    driver: Driver, tmp_path: Path, home: Home
) -> None:
    begin(driver)
    page = sit_down(driver, 2, "1234")
    driver.key(DOWN, CTRL)
    type_ballot(driver, page, MARKS[:3])
    submission = page.scores.ballot.submission.id  # type: ignore[union-attr]  # there while a ballot is open
    # the power goes: nothing is closed in order, the file alone is there
    book = driver.session.book
    book.drafts.close()
    book._drafts = None
    assert passing.is_on(book)
    driver.window.round.put_away()
    assert driver.window.close_book()
    driver.open(tmp_path / "nine.thamdinh")
    laptop = driver.window.passing
    assert laptop is not None and laptop.score is None
    assert laptop.list.list.currentRow() == 2
    driver.key(RETURN)
    driver.type("1234")
    driver.key(RETURN)
    again = laptop.score
    assert again is not None and again.scores.ballot is not None
    assert again.scores.ballot.submission.id == submission
    assert again.scores.marks == {"TC1": 150, "TC2": 325, "TC3": 175}
    assert again.sheet.table.currentIndex().row() == 3


def test_the_keys_on_the_screen_do_what_the_keyboard_does(driver: Driver) -> None:
    laptop = begin(driver)
    driver.key(RETURN)
    for _ in range(2):
        for key in "2468":
            laptop.pin.keypad.keys[key].click()
            driver.settle()
        laptop.pin.keypad.enter.click()
        driver.settle()
    page = laptop.score
    assert page is not None
    for text in ("1,5", "3,25"):
        for key in text:
            page.keypad.keys[key].click()
            driver.settle()
        page.keypad.enter.click()
        driver.settle()
    page.keypad.keys["9"].click()
    page.keypad.keys["back"].click()
    page.keypad.keys["1"].click()
    page.keypad.enter.click()
    driver.wait(lambda: not page.sheet.table.editing)
    assert page.scores.marks == {"TC1": 150, "TC2": 325, "TC3": 100}
    focus = QApplication.focusWidget()
    assert focus is page.sheet.table


def test_the_submission_can_be_read_in_place_of_the_keys(driver: Driver) -> None:
    begin(driver)
    page = sit_down(driver, 0, "1234")
    driver.key(Qt.Key.Key_F11)
    assert page.reading.summary.isVisible() and not page.keypad.isVisible()
    type_ballot(driver, page, MARKS[:1])  # the keyboard goes on
    assert page.scores.marks == {"TC1": 150}
    driver.key(DOWN, CTRL)
    assert page.reading.summary.isVisible()
    driver.key(Qt.Key.Key_F11)
    assert page.keypad.isVisible() and not page.reading.isVisible()


def test_every_control_has_a_name(driver: Driver) -> None:
    laptop = begin(driver)
    pages: list[QWidget] = [laptop.list, laptop.pin, sit_down(driver, 0, "1234")]
    for page in pages:
        for widget in page.findChildren(QWidget):
            if not widget.isVisibleTo(page) or isinstance(widget, QHeaderView):
                continue
            silent = isinstance(widget, QAbstractButton) and not widget.text()
            if silent or isinstance(widget, QLineEdit | QPlainTextEdit | QAbstractItemView):
                assert widget.accessibleName(), widget
    least = driver.window.minimumSizeHint()
    assert least.width() <= 1366 and least.height() <= 740
    driver.look.set_scale(175)
    driver.settle()
    least = driver.window.minimumSizeHint()
    assert least.width() <= 1366 and least.height() <= 740


def test_the_office_keys_wait_while_the_laptop_goes_round(driver: Driver) -> None:
    driver.window.showMaximized()
    laptop = begin(driver)
    driver.key(Qt.Key.Key_W, CTRL)
    driver.key(Qt.Key.Key_7, CTRL)
    assert driver.window.passing is not None and not driver.workspace.isVisible()
    assert not driver.window.acceptDrops()
    assert driver.window.isFullScreen() and driver.window.isMaximized()  # what it goes back to
    laptop.ended.emit()
    assert not driver.window.isFullScreen() and driver.window.isMaximized()


def test_evidence_is_read_in_place_of_the_keypad(driver: Driver, tmp_path: Path) -> None:
    attach_files(driver, tmp_path / "files", 1)
    begin(driver)
    page = sit_down(driver, 0, "1234")
    marks = driver.focus
    assert page.keypad.isVisible() and page.reading.isHidden()
    driver.key(Qt.Key.Key_M, ALT)
    driver.settle()
    assert page.reading.reader.isVisible() and not page.keypad.isVisible()
    driver.wait(lambda: page.reading.reader.preview.pages.count == 2)
    driver.type(MARKS[0])
    driver.key(RETURN)
    assert dict(page.scores.ballot.marks) == {"TC1": 150}  # type: ignore[union-attr]  # there while a ballot is open
    driver.key(Qt.Key.Key_M, ALT)
    driver.settle()
    assert page.keypad.isVisible() and driver.focus is marks


def test_the_curtain_falls_by_itself_and_nothing_typed_is_lost(driver: Driver) -> None:
    """A mark as kept, one that is being typed, one that was refused, a comment: all still there."""
    laptop = begin(driver)
    page = sit_down(driver, 0, "1234")
    driver.type("1,5")
    driver.key(RETURN)
    driver.type("3,3")  # off the step: refused, and it says so
    driver.key(RETURN)
    driver.key(DOWN)
    driver.type("1,25")  # not yet entered
    QGuiApplication.clipboard().setText("1,5")
    assert laptop.watch.on
    laptop.watch._warned()
    assert "màn che" in laptop.messages.text
    laptop.watch._over()
    driver.settle()
    assert "1,25" not in seen(driver) and laptop.messages.text == ""
    member = laptop._member
    assert member is not None
    assert not driver.session.book.drafts.sealed.holds(member.id)
    assert driver.focus is laptop.pin.pin and not laptop.watch.on
    driver.type("9999")
    driver.key(RETURN)
    assert laptop.pin.trouble.text() and laptop._pages.currentWidget() is laptop.pin
    driver.type("1234")
    driver.key(RETURN)
    assert laptop.score is page and page.sheet.table.hasFocus() and laptop.watch.on
    assert page.scores.marks["TC1"] == 150 and page.scores.marks["TC3"] == 125
    assert page.scores.error(1)
    driver.key(DOWN)
    driver.type("0,5")
    driver.key(RETURN)
    driver.wait(lambda: page.scores.marks.get("TC4") == 50)
    laptop.watch._over()
    laptop.pin.back.click()  # somebody else takes the laptop
    assert laptop.score is None
    page = sit_down(driver, 1, "5678")
    assert not page.scores.marks


def test_input_keeps_the_curtain_up_and_its_time_is_kept(driver: Driver) -> None:
    laptop = begin(driver)
    box = laptop.list.curtain
    box.setFocus()
    driver.key(Qt.Key.Key_End)
    assert driver.look.preferences.curtain == 0
    laptop.list.list.setFocus()
    sit_down(driver, 0, "1234")
    assert not laptop.watch.on  # never, as chosen
    laptop.watch.start(5)
    laptop.watch._warned()
    driver.key(DOWN)
    assert not laptop.watch._end.isActive() and laptop.messages.text == ""
