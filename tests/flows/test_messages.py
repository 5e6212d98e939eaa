"""What the window says: passing words go by themselves, what lasts stays until it is hidden."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.widgets.message_bar import MessageBar
from tests.flows.driver import CTRL, Driver

NOTHING = "Không còn gì để hoàn tác."


def messages(driver: Driver) -> MessageBar:
    """The line under the top line."""
    return driver.workspace.messages


@pytest.mark.parametrize(
    ("key", "words"), [(Qt.Key.Key_Z, NOTHING), (Qt.Key.Key_Y, "Không còn gì để làm lại.")]
)
def test_passing_words_go_after_a_moment(
    driver: Driver, path: Path, key: Qt.Key, words: str
) -> None:
    driver.open(path, "TV04")
    bar = messages(driver)
    driver.key(key, CTRL)
    assert bar.text == words and bar.life.isActive()
    assert 2000 <= bar.life.interval() <= 10_000  # long enough to be read, and no longer
    bar._hide.setFocus()
    bar.life.timeout.emit()
    assert bar.text == words and bar.life.isActive()  # nothing goes from under the focus
    driver.scoring.sheet.table.setFocus()
    bar.life.timeout.emit()
    assert bar.text == ""


def test_passing_words_go_with_the_next_mark(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.key(Qt.Key.Key_Z, CTRL)
    assert messages(driver).text == NOTHING
    driver.enter("1,5")
    assert messages(driver).text == ""
    driver.key(Qt.Key.Key_Z, CTRL)
    assert messages(driver).text.startswith("Đã hoàn tác: điểm TC1")
    driver.enter("1")
    assert messages(driver).text == ""


def test_what_lasts_outlives_passing_words_and_marks(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.key(Qt.Key.Key_Z, CTRL)
    driver.session.told.emit("Đã cất khóa cơ quan vào khoa.khoa; hãy giữ nơi an toàn.")
    bar = messages(driver)
    assert not bar.life.isActive()
    driver.enter("1,5")
    assert bar.text.startswith("Đã cất khóa cơ quan")
