"""A question in the page is answered and given up by keyboard, with and without fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.widgets.ask_bar import AskBar, Field
from tests.flows.driver import Driver

ENTER, KEYPAD, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab


@pytest.fixture
def asked(qtbot: QtBot) -> AskBar:
    """A bar by itself: no window around it helps with the keys."""
    bar = AskBar()
    qtbot.addWidget(bar)
    bar.show()
    qtbot.waitExposed(bar)
    return bar


@pytest.mark.parametrize("key", [ENTER, KEYPAD, Qt.Key.Key_Space])
def test_the_focused_button_answers(qtbot: QtBot, asked: AskBar, key: Qt.Key) -> None:
    answers: list[dict[str, str]] = []

    def take(given: dict[str, str]) -> bool:
        answers.append(given)
        return True

    asked.ask("Bỏ cuộc họp số 1?", [], "Bỏ cuộc họp", take)
    asked.activateWindow()
    qtbot.waitUntil(lambda: asked.confirm.hasFocus())
    qtbot.keyClick(asked.confirm, key)
    assert answers == [{}] and asked.isHidden()


def test_enter_on_the_other_button_gives_up(qtbot: QtBot, asked: AskBar) -> None:
    answers: list[dict[str, str]] = []

    def take(given: dict[str, str]) -> bool:
        answers.append(given)
        return True

    asked.ask("Bỏ cuộc họp số 1?", [], "Bỏ cuộc họp", take)
    asked._cancel.setFocus()
    qtbot.keyClick(asked._cancel, ENTER)
    assert not answers and asked.isHidden()


@pytest.mark.parametrize("fields", [[], [Field("reason", "Lý do")]])
def test_esc_gives_up_wherever_the_focus_is(
    qtbot: QtBot, asked: AskBar, fields: list[Field]
) -> None:
    for name in ("confirm", "_cancel"):
        asked.ask("Mở chốt?", fields, "Mở chốt", lambda _: True)
        button = getattr(asked, name)
        button.setFocus()
        qtbot.keyClick(button, ESC)
        assert asked.isHidden()


def test_in_the_window_enter_takes_a_recusal_back(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    sheet = driver.scoring.sheet
    sheet.foot.recuse.click()
    driver.type("Anh ruot")
    driver.key(ENTER)
    assert "Anh ruot" in sheet.notice.text
    sheet.foot.recuse.setFocus()
    driver.key(ENTER)
    assert driver.focus is sheet.ask.confirm
    driver.key(ESC)
    assert sheet.ask.isHidden() and "Anh ruot" in sheet.notice.text
    sheet.foot.recuse.setFocus()
    driver.key(ENTER)
    driver.key(ENTER)
    assert sheet.ask.isHidden() and sheet.notice.text == ""


def test_enter_gives_nothing_up_while_the_ballots_are_looked_at(
    qtbot: QtBot, asked: AskBar
) -> None:
    answers: list[dict[str, str]] = []

    def take(given: dict[str, str]) -> bool:
        answers.append(given)
        return True

    asked.ask("Vẫn đổi?", [], "Vẫn đổi", take)
    asked.activateWindow()
    qtbot.waitUntil(lambda: asked.confirm.hasFocus())
    asked.tell("Đang xem phiếu: 1/9 hồ sơ…", ready=False)
    qtbot.keyClick(asked.focusWidget(), ENTER)
    assert asked.isVisible() and not answers
    asked.tell("Không có phiếu đã nộp nào bị tác động.")
    assert asked.confirm.hasFocus()
    qtbot.keyClick(asked.confirm, ENTER)
    assert answers == [{}] and asked.isHidden()
