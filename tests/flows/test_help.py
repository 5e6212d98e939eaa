"""F1 wherever somebody is; the first-run hints; About and Báo lỗi from the menu."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.home import Home
from desktop import help_pages
from desktop.dialogs.about import AboutDialog
from desktop.dialogs.error_report import ErrorReportDialog
from desktop.dialogs.help import HelpWindow
from desktop.preferences import Preferences
from tests.flows.driver import CTRL, Driver

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def fresh(qtbot: QtBot, home: Home) -> Iterator[Driver]:
    """A laptop where nobody dismissed a hint."""
    found = Driver(home, hints=True)
    yield found
    found.close()


def _help(driver: Driver) -> HelpWindow:
    found = driver.window.help
    assert found is not None and found.isVisible()
    return found


@pytest.mark.parametrize(
    ("number", "key"), [(1, "overview"), (2, "register"), (6, "minutes"), (8, "log")]
)
def test_f1_opens_the_page_of_the_place(
    driver: Driver, path: Path, number: int, key: str
) -> None:
    driver.open(path)
    driver.key(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    driver.key(Qt.Key.Key_F1)
    shown = _help(driver)
    assert shown.key == key
    assert help_pages.pages()[0].title in [
        shown.list.item(row).text() for row in range(shown.list.count())
    ]


def test_f1_knows_the_part(driver: Driver, path: Path) -> None:
    driver.open(path, "TV01")
    driver.key(Qt.Key.Key_PageDown, CTRL)
    driver.key(Qt.Key.Key_F1)
    assert _help(driver).key == "score-panel"


def test_f1_without_a_book(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F1)
    assert _help(driver).key == help_pages.FIRST


def test_back_forward_search_and_esc(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F1)
    shown = _help(driver)
    shown.open_page("keys")
    QTest.keyClick(shown.view, Qt.Key.Key_Left, ALT)
    assert shown.key == help_pages.FIRST
    QTest.keyClick(shown.view, Qt.Key.Key_Right, ALT)
    assert shown.key == "keys"
    QTest.keyClick(shown.view, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(shown.search, "quen ma pin")
    found = [shown.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(3)]
    assert "settings-profile" in found and shown.list.count() < len(help_pages.ORDER)
    QTest.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.key == found[0]
    QTest.keyClick(shown.view, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_every_page_is_drawn_with_its_picture(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F1)
    shown = _help(driver)
    for page in help_pages.pages():
        shown.open_page(page.key)
        assert page.title in shown.view.toPlainText()
        picture = help_pages.folder() / "hinh" / f"{page.key}.png"
        if picture.is_file():
            kind = QTextDocument.ResourceType.ImageResource.value
            assert shown.view.loadResource(kind, QUrl(f"hinh/{page.key}.png")) is not None


def test_a_hint_once_dismissed_never_returns(
    fresh: Driver, path: Path, qtbot: QtBot
) -> None:
    fresh.open(path)
    fresh.key(Qt.Key.Key_4, CTRL)
    hint = fresh.workspace.hint
    assert "Enter" in hint.text
    focus = fresh.focus
    hint.done_button.click()
    assert not hint.text and fresh.focus is focus
    fresh.key(Qt.Key.Key_2, CTRL)
    fresh.key(Qt.Key.Key_4, CTRL)
    assert not hint.text
    assert "score" in Preferences.load(fresh.look.preferences.home).hints_done


def test_a_hint_leads_to_its_page(fresh: Driver, path: Path) -> None:
    fresh.open(path)
    fresh.key(Qt.Key.Key_6, CTRL)
    fresh.workspace.hint.more_button.click()
    assert _help(fresh).key == "minutes"


def _dialog(driver: Driver, kind: type) -> AboutDialog | ErrorReportDialog:
    driver.settle()
    found = [widget for widget in QApplication.topLevelWidgets()
             if isinstance(widget, kind) and widget.isVisible()]  # fmt: skip
    assert len(found) == 1
    return found[0]  # type: ignore[return-value]  # just asked for


def test_about_says_the_book_and_copies_it(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.window.show_about()
    dialog = _dialog(driver, AboutDialog)
    assert isinstance(dialog, AboutDialog)
    names = [name for name, _ in dialog.facts]
    assert "Dấu vân tay nội dung sổ" in names and "Dấu vân tay khóa cơ quan" in names
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert str(path) in copied and "LGPL" in copied
    dialog.close()


def test_about_without_a_book(driver: Driver) -> None:
    driver.window.show_about()
    dialog = _dialog(driver, AboutDialog)
    assert isinstance(dialog, AboutDialog) and len(dialog.facts) == 3
    dialog.close()


def test_the_report_shows_all_that_it_saves(driver: Driver, path: Path, tmp_path: Path) -> None:
    driver.open(path)
    driver.window.report_error()
    dialog = _dialog(driver, ErrorReportDialog)
    assert isinstance(dialog, ErrorReportDialog)
    shown = dialog.preview.toPlainText()
    assert all(text in shown for text in dialog.texts.values())
    dialog.save(tmp_path / "goi")
    assert (tmp_path / "goi.zip").is_file() and "Đã lưu" in dialog.said
    dialog.save(tmp_path / "khong" / "co.zip")
    assert "Đã lưu" not in dialog.said
    dialog.close()
