"""Ctrl+Z wherever something is written: says what it took back, and brings its place into view."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db import ballots, campaigns
from db.book import Book
from db.drafts import Draft
from db.home import Home
from db.records import SubjectKind
from desktop.models.target_rows import TargetRows
from desktop.screens.minutes_screen import MinutesScreen
from desktop.screens.rubric_editor import RubricEditorScreen
from desktop.settings_place import CAMPAIGN, RUBRIC
from desktop.widgets.edit_table import EditTable
from tests.flows.driver import CTRL, SHIFT, Driver
from tests.flows.sample_book import code

Z, RETURN = Qt.Key.Key_Z, Qt.Key.Key_Return


def test_undo_brings_its_place_into_view(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.workspace.show_part("settings", CAMPAIGN)
    field = driver.front.fields["place"].editor  # type: ignore[attr-defined]  # the part in front
    before = field.text()
    field.setFocus()
    field.selectAll()
    driver.type("Da Lat")
    driver.key(Qt.Key.Key_Tab)
    driver.key(Qt.Key.Key_5, CTRL)
    driver.key(Z, CTRL)
    assert driver.workspace.where == f"settings/{CAMPAIGN}"
    assert field.text() == before and "Đã hoàn tác" in driver.workspace.messages.text
    driver.key(Qt.Key.Key_2, CTRL)
    driver.key(Z, CTRL | SHIFT)
    assert driver.workspace.where == f"settings/{CAMPAIGN}"
    assert field.text() == "Da Lat" and "Đã làm lại" in driver.workspace.messages.text


def test_in_a_field_it_is_the_fields_own(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.workspace.show_part("settings", CAMPAIGN)
    field = driver.front.fields["place"].editor  # type: ignore[attr-defined]  # the part in front
    field.setFocus()
    field.selectAll()
    driver.type("Bao Loc")
    driver.key(Z, CTRL)
    assert field.text() != "Bao Loc" and driver.focus is field
    assert driver.workspace.messages.text == ""


def test_a_meeting_is_added_removed_and_both_taken_back(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.key(Qt.Key.Key_6, CTRL)
    screen = driver.front
    assert isinstance(screen, MinutesScreen)
    driver.key(Qt.Key.Key_Space)
    assert screen.list.rowCount() == 1
    screen.form._ask_removal()
    screen.form.ask.confirm.click()
    assert screen.list.rowCount() == 0
    screen.add_button.setFocus()
    driver.key(Z, CTRL)
    assert screen.list.rowCount() == 1 and "bỏ cuộc họp số 1" in driver.workspace.messages.text
    screen.view.setFocus()
    driver.key(Z, CTRL)
    assert screen.list.rowCount() == 0 and "thêm cuộc họp số 1" in driver.workspace.messages.text
    driver.key(Z, CTRL | SHIFT)
    assert screen.list.rowCount() == 1


def test_a_ballot_opened_anew_and_given_up_comes_back(driver: Driver, path: Path) -> None:
    driver.open(path, "TV02")
    session = driver.session
    campaign = session.campaign
    assert campaign is not None and session.member is not None
    member, submission = session.member, ballots.submission(session.book, campaign.id, code(1))
    driver.scoring.show_submission(submission.id)
    sheet = driver.scoring.sheet
    sheet.foot.reopen.click()
    driver.type("Go nham")
    driver.key(RETURN)
    sheet.table.setFocus()
    driver.enter("0,5")

    def kept() -> Draft | None:
        return ballots.draft(session.book, member.id, submission.id)

    changed = kept()
    assert changed is not None and changed.marks["TC1"] == 50
    sheet.foot.give_up.click()
    assert kept() is None
    sheet.table.setFocus()
    driver.key(Z, CTRL)
    assert kept() == changed and "bỏ bản đang chấm" in driver.workspace.messages.text
    driver.key(Z, CTRL)
    driver.key(Z, CTRL)  # the mark, then the opening itself
    assert kept() is None and sheet.foot.reopen.isVisible()


def test_a_block_pasted_into_a_table_is_one_step(driver: Driver, path: Path) -> None:
    """What Excel puts there; what is refused is named cell by cell, the rest is kept."""
    driver.open(path)
    driver.key(Qt.Key.Key_2, CTRL)
    driver.key(RETURN)
    place = driver.workspace.screen_in_front
    assert place is not None
    driver.key(Qt.Key.Key_F2)
    tables = [t for t in driver.window.findChildren(EditTable) if isinstance(t.model(), TargetRows)]
    (table,) = (t for t in tables if t.isVisible())
    model = table.model()
    assert isinstance(model, TargetRows)
    rows = model.rowCount()
    lines = [
        '"Số hội\nviên"\tngười\t8,5\t12\t15',
        "\tbuổi\t1\t\t",
        "Số mô hình\tmô hình\t2\t3\t4\tthừa",
    ]
    block = "\r\n".join([*lines, "", ""])
    QGuiApplication.clipboard().setText(block)
    table.setFocus()
    table.go_to(rows - 1, 0)
    said: list[str] = []
    model.refused.connect(said.append)
    driver.key(Qt.Key.Key_V, CTRL)
    assert [model.index(rows - 1, c).data() for c in range(5)] == [
        "Số hội viên", "người", "8,5", "12", "15",
    ]  # fmt: skip
    assert "dòng 3, cột 6" in said[-1] and "ngoài bảng" in said[-1]
    table.setFocus()
    driver.key(Z, CTRL)
    assert model.rowCount() == rows


def test_a_new_rubric_is_taken_back(driver: Driver, tmp_path: Path, home: Home) -> None:
    with Book.create(tmp_path / "moi.thamdinh", home) as book:
        campaigns.create(book, 2023, "Huyện ủy Lạc Dương")
    driver.open(tmp_path / "moi.thamdinh")
    driver.workspace.show_part("settings", RUBRIC)
    screen = driver.front
    assert isinstance(screen, RubricEditorScreen)
    screen.states.button.click()
    assert SubjectKind.COLLECTIVE in driver.session.around.rubrics
    driver.session.undo()
    assert SubjectKind.COLLECTIVE not in driver.session.around.rubrics
    assert screen.states.notice.startswith("Chưa có thang điểm")
    driver.session.redo()
    assert SubjectKind.COLLECTIVE in driver.session.around.rubrics and not screen.states.notice
