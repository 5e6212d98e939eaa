"""Small things that must not get in the way: Enter, choices, what is remembered, what is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.records import SubjectKind
from desktop.preferences import Preferences
from desktop.workspace import Workspace
from tests.flows.driver import Driver
from tests.flows.minutes_steps import arrive, with_meeting

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def test_enter_in_a_field_presses_no_button_that_it_leads_to(driver: Driver) -> None:
    """The field's own Enter moves the focus; the same key does not press what got it."""
    pressed: list[str] = []
    page = QWidget()
    column = QVBoxLayout(page)
    field, button = QLineEdit(), QPushButton("Ghi")
    column.addWidget(field)
    column.addWidget(button)
    driver.window._stack.addWidget(page)
    driver.window._stack.setCurrentWidget(page)
    field.returnPressed.connect(button.setFocus)
    button.clicked.connect(lambda: pressed.append("Ghi"))
    field.setFocus()
    driver.key(ENTER)
    assert driver.focus is button and not pressed
    driver.key(ENTER)
    assert pressed == ["Ghi"]
    driver.key(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert pressed == ["Ghi", "Ghi"]


def test_walking_over_a_choice_opens_no_dialog(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(_: object, title: str, *more: object) -> tuple[str, str]:
        asked.append(title)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    driver.window.make_new_book()
    wizard = driver.window.new_book
    assert wizard is not None
    wizard._show(1)
    box = wizard.scales.boxes[SubjectKind.COLLECTIVE]
    before = box.currentIndex()
    box.setFocus()
    driver.key(Qt.Key.Key_End)
    assert "tệp" in box.currentText() and not asked
    driver.key(Qt.Key.Key_Home)
    driver.key(Qt.Key.Key_End)
    driver.key(ENTER)
    assert len(asked) == 1 and box.currentIndex() == before  # given up: what was chosen before


def test_the_choice_of_papers_is_remembered(driver: Driver, path: Path) -> None:
    page = with_meeting(driver, path).choosing
    page.none_button.click()
    page.boxes["summary"].setChecked(True)
    page.two_sides.setChecked(True)
    driver.window.close_book()
    driver.look.preferences = Preferences.load(driver.window.home)
    screen = arrive(driver, path)
    assert screen.choosing.ticked == ["summary"] and screen.choosing.two_sides.isChecked()
    assert screen.papers.only == ("summary",) and screen.papers.mirrored


def test_no_title_is_cut_while_a_place_loads(
    driver: Driver, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands on the window at the moment when a new place keeps its thread."""
    driver.open(path)
    cut: list[str] = []
    make = Workspace._make

    def look_then_make(workspace: Workspace, place: object) -> object:
        for label in workspace.findChildren(QLabel):
            if label.isVisible() and label.text() and type(label) is QLabel:
                room = label.heightForWidth(label.width()) if label.wordWrap() else 0
                wide = 0 if label.wordWrap() else label.sizeHint().width()
                if label.height() < room or label.width() < wide:
                    cut.append(label.text())
        return make(workspace, place)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(Workspace, "_make", look_then_make)
    for place in ("exchange", "minutes", "overview", "log"):
        driver.workspace.show_place(place)
    assert not cut
