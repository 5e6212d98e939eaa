"""Vietnamese typing: what ibus composes (preedit, commit) and what Unikey does (backspace and type
again) comes out right in every kind of field, and nothing half composed is saved or counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from db.records import SubjectKind
from db.rule_changes import Because
from desktop.settings_place import CAMPAIGN, RUBRIC
from desktop.widgets.submission_form import SubmissionForm
from tests.flows.driver import CTRL, Driver
from tests.flows.minutes_steps import part, with_meeting

ENTER = Qt.Key.Key_Return
Way = Callable[[Driver, str], None]


def composed(driver: Driver, text: str) -> None:
    """As ibus: each word under composition grows letter by letter, then is committed."""
    for place, word in enumerate(text.split(" ")):
        for letters in range(1, len(word) + 1):
            QApplication.sendEvent(driver.focus, QInputMethodEvent(word[:letters], []))
            driver.settle()
        event = QInputMethodEvent()
        event.setCommitString((" " if place else "") + word)
        QApplication.sendEvent(driver.focus, event)
        driver.settle()


def retyped(driver: Driver, text: str) -> None:
    """As Unikey: a plain letter is typed, taken back, and the one with its mark typed instead."""
    for sign in text:
        if sign.isascii():
            driver.type(sign)
        else:
            driver.type("x")
            driver.key(Qt.Key.Key_Backspace)
            driver.type(sign)


WAYS = pytest.mark.parametrize("way", [composed, retyped])
WORDS = "Tuyến đường hoa tự quản"


def said(widget: QWidget) -> str:
    assert isinstance(widget, QLineEdit | QPlainTextEdit)
    return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


@WAYS
def test_lines_and_texts_of_a_form(driver: Driver, path: Path, way: Way) -> None:
    driver.open(path)
    driver.key(Qt.Key.Key_2, CTRL)
    driver.key(Qt.Key.Key_N, CTRL)
    form = driver.window.findChild(SubmissionForm)
    assert form is not None
    for name in ("title", "novelty"):
        form.go_to(name)
        driver.settle()
        way(driver, WORDS)
        assert said(driver.focus) == WORDS


@WAYS
def test_a_setting_is_saved_as_composed(driver: Driver, path: Path, way: Way) -> None:
    driver.open(path)
    driver.workspace.show_part("settings", CAMPAIGN)
    field = driver.front.fields["place"].editor  # type: ignore[attr-defined]  # the part in front
    field.setFocus()
    field.selectAll()
    way(driver, "Đà Lạt")
    driver.key(Qt.Key.Key_Tab)
    assert driver.session.campaign is not None and driver.session.campaign.place == "Đà Lạt"


@WAYS
def test_search_finds_what_was_composed(driver: Driver, path: Path, way: Way) -> None:
    driver.open(path)
    driver.key(Qt.Key.Key_2, CTRL)
    driver.key(Qt.Key.Key_F, CTRL)
    way(driver, "sổ tay")
    model = driver.front.table.model()  # type: ignore[attr-defined]  # the list in front
    driver.wait(lambda: 0 < model.rowCount() < 10)
    assert said(driver.focus) == "sổ tay"


@WAYS
def test_a_table_opens_its_editor_and_keeps_the_words(
    driver: Driver, path: Path, way: Way
) -> None:
    driver.open(path)
    driver.workspace.show_part("settings", RUBRIC)
    editor = driver.front
    assert editor.draft.reopen(Because("Sửa tên", "QĐ 7"))  # type: ignore[attr-defined]  # the part in front
    table = editor.form.criteria  # type: ignore[attr-defined]  # Qt gives the base
    table.setFocus()
    table.go_to(0, 1)
    way(driver, "Kết quả thực hiện")
    driver.key(ENTER)
    rubric = driver.session.around.rubrics[SubjectKind.COLLECTIVE]
    assert rubric.criteria[0].name == "Kết quả thực hiện"


@WAYS
def test_marks_and_remarks(driver: Driver, path: Path, way: Way) -> None:
    driver.open(path, "TV04")
    table = driver.scoring.sheet.table
    table.setFocus()
    way(driver, "1,5")
    driver.key(ENTER)
    driver.wait(lambda: not table.editing)
    model = driver.scoring.sheet.model
    assert model.marks == {"TC1": 150}
    comment = driver.scoring.sheet.foot.comment
    comment.setFocus()
    way(driver, WORDS)
    assert said(driver.focus) == WORDS


def test_what_is_being_composed_is_not_saved(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.workspace.show_part("settings", CAMPAIGN)
    field = driver.front.fields["place"].editor  # type: ignore[attr-defined]  # the part in front
    field.setFocus()
    field.selectAll()
    QApplication.sendEvent(driver.focus, QInputMethodEvent("Đa", []))
    driver.settle()
    assert driver.session.campaign is not None
    assert "Đa" not in driver.session.campaign.place
    event = QInputMethodEvent()
    event.setCommitString("Đà")
    QApplication.sendEvent(driver.focus, event)
    driver.key(Qt.Key.Key_Tab)
    assert driver.session.campaign.place == "Đà"


def test_choices_do_not_swallow_letters(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.workspace.show_part("settings", CAMPAIGN)
    boxes = [box for box in driver.front.findChildren(QComboBox) if box.isVisible()]
    assert boxes and not any(box.isEditable() for box in boxes), "no half composed choice"


@WAYS
def test_a_question_in_the_page(driver: Driver, path: Path, way: Way) -> None:
    driver.open(path, "TV02")
    driver.scoring.sheet.foot.reopen.click()
    way(driver, "Gõ nhầm điểm")
    assert said(driver.focus) == "Gõ nhầm điểm"
    driver.key(ENTER)
    ballot = driver.scoring.sheet.model.ballot
    assert ballot is not None and ballot.draft is not None
    assert ballot.draft.reason == "Gõ nhầm điểm"


@WAYS
def test_minutes_are_typed_as_they_are_spoken(driver: Driver, path: Path, way: Way) -> None:
    screen = with_meeting(driver, path)
    part(driver, screen, "hearings")
    field = screen.hearings.fields["summary"].editor
    field.setFocus()
    way(driver, WORDS)
    driver.key(Qt.Key.Key_Tab)
    assert screen.leave()
    query = "SELECT summary FROM hearing WHERE summary = ?"
    assert driver.session.book.connection.execute(query, (WORDS,)).fetchone()


@WAYS
def test_a_unit_is_found_while_it_is_composed(driver: Driver, path: Path, way: Way) -> None:
    """The list of choices that opens under the field takes nothing away from the typing."""
    driver.open(path)
    driver.workspace.show_place("register", which="intake")
    driver.settle()
    assert isinstance(driver.focus, QLineEdit)
    way(driver, "Lát")
    assert said(driver.focus) == "Lát"
    driver.key(ENTER)
    field = driver.front.entry.edits["unit"]  # type: ignore[attr-defined]  # the part in front
    assert "Lát" in field.text()


@WAYS
def test_a_panel_is_typed_into_the_table_of_a_new_book(driver: Driver, way: Way) -> None:
    driver.window.make_new_book()
    wizard = driver.window.new_book
    assert wizard is not None
    wizard._show(2)
    wizard.panel.begin()
    driver.settle()
    way(driver, "Bùi Đức Mãi")
    driver.key(ENTER)
    way(driver, "Tổ phó")
    driver.key(ENTER)
    model = wizard.panel.model
    assert [model.index(0, column).data() for column in (0, 1)] == ["Bùi Đức Mãi", "Tổ phó"]


@WAYS
def test_the_help_is_searched(driver: Driver, path: Path, way: Way) -> None:
    driver.open(path)
    driver.key(Qt.Key.Key_F1)
    window = driver.window.help
    assert window is not None
    window.search.setFocus()
    driver.wait(lambda: QApplication.focusWidget() is window.search)
    way(driver, "biên bản")
    assert window.search.text() == "biên bản" and window.list.count() > 0
