"""What a stranger typed into a workbook is text in the window: it becomes no heading, no link, and
fetches no picture from anywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser, QToolTip, QWidget

from db.book import Book
from db.home import Home
from tests.flows.driver import CTRL, Driver

EVIL = "<h1>Đã xác nhận</h1><img src='//may-chu/anh.png'>"
PLACES = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_8)

LISTS = (Qt.Key.Key_2, Qt.Key.Key_5)


def _poisoned(path: Path, home: Home) -> None:
    """Titles, subjects, units, members and the body's own name."""
    texts = {"submission": ("title", "subject", "content", "limits"), "unit": ("name",),
             "member": ("name", "post"), "campaign": ("place",)}  # fmt: skip
    with Book.open(path, home) as book, book.write() as operation:
        for kind, fields in texts.items():
            for (ident,) in book.connection.execute(f"SELECT id FROM {kind}").fetchall():
                operation.set(kind, ident, dict.fromkeys(fields, EVIL))


def test_markup_of_a_stranger_stays_text(driver: Driver, path: Path, home: Home) -> None:
    _poisoned(path, home)
    driver.open(path)
    seen = 0
    for place in PLACES:
        driver.key(place, CTRL)
        if place in LISTS:
            driver.key(Qt.Key.Key_Return)  # the line opens beside the list
        for label in driver.window.findChildren(QLabel):
            if label.isVisible() and label.textFormat() != Qt.TextFormat.PlainText:
                assert label.textFormat() == Qt.TextFormat.RichText, label.text()
                assert "<h1>" not in label.text() and "<img" not in label.text()
            seen += label.isVisible() and EVIL[:10] in label.text()
        for view in driver.window.findChildren(QTextBrowser):
            assert "<img" not in view.toHtml() and "</h1>" not in view.toHtml()
            seen += "<img" in view.toPlainText()
    assert seen, "nothing of it was on the screen"


def test_a_tip_is_text(driver: Driver) -> None:
    QToolTip.showText(QPoint(10, 10), EVIL, driver.window)
    driver.wait(lambda: bool(_tips()))
    (tip,) = _tips()
    assert (tip.text(), tip.textFormat()) == (EVIL, Qt.TextFormat.PlainText)
    QToolTip.hideText()


def _tips() -> list[QLabel]:
    found: list[QWidget] = QApplication.topLevelWidgets()
    return [each for each in found if isinstance(each, QLabel) and each.text() == EVIL]
