"""Places that are already on the screen follow colours and text size; empty ones show a way on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from db import campaigns
from db.book import Book
from db.home import Home
from db.rules.bands import CLASSES
from desktop.screens.results import ResultsScreen
from tests.flows.driver import CTRL, Driver


def test_an_opened_result_follows_colours_and_size(driver: Driver, path: Path) -> None:
    driver.look.set_scheme("light")
    driver.open(path)
    driver.key(Qt.Key.Key_5, CTRL)
    screen = driver.front
    assert isinstance(screen, ResultsScreen)
    driver.key(Qt.Key.Key_Return)
    before = driver.look.colour("muted").name()
    assert before in screen.panel.view.toHtml()
    driver.look.set_scheme("dark")
    driver.look.set_scale(150)
    after = driver.look.colour("muted").name()
    html = screen.panel.view.toHtml()
    assert after in html and before not in html
    assert f"{driver.look.font(4).pointSizeF():.1f}pt" in html


def test_a_line_of_the_histogram_is_clicked(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.key(Qt.Key.Key_5, CTRL)
    screen = driver.front
    assert isinstance(screen, ResultsScreen)
    counts = screen.model.by_class()
    for line, name in enumerate(CLASSES):
        height = screen.histogram.height() // len(CLASSES)
        place = QPoint(screen.histogram.width() // 2, line * height + height // 2)
        QTest.mouseClick(
            screen.histogram, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )
        assert screen.classes.current == name
        assert screen.model.rowCount() == counts.get(name, 0)
    screen.show_all()
    assert screen.model.rowCount() > 0


def test_without_a_panel_scoring_leads_to_the_import(
    driver: Driver, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(*arguments: object, **_: object) -> tuple[str, str]:
        asked.append(str(arguments[1]))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    path = tmp_path / "moi.thamdinh"
    with Book.create(path, home) as book:
        campaigns.create(book, 2023, "Huyện ủy Lạc Dương")
    driver.open(path)
    driver.key(Qt.Key.Key_4, CTRL)
    assert driver.scoring.states.notice == "Chưa có Tổ thẩm định"
    driver.scoring.states._notice.button.setFocus()
    driver.key(Qt.Key.Key_Return)
    assert driver.window.workspace is not None
    assert driver.window.workspace.place_in_front == "import" and asked
