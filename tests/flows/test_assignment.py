"""The secretary shares submissions out among nine members, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db import ballots, entries
from db.assignments import assigned
from db.home import Home
from db.queries.results import results
from desktop.models.assignment_model import FIRST
from desktop.models.teams import WHERE
from desktop.screens.assignment import AssignmentScreen
from tests.flows.meeting_book import Alone, make_panel_of_nine
from tests.flows.sample_book import RUBRIC, code

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Desk = Alone[AssignmentScreen]


@pytest.fixture
def desk(tmp_path: Path, home: Home) -> Iterator[Desk]:
    """Twelve submissions; TV09 is recused from four of them."""
    path = make_panel_of_nine(tmp_path / "nine.thamdinh", home, submissions=12)
    driver = Alone(path, home, AssignmentScreen)
    yield driver
    driver.close()


def stored(desk: Desk) -> dict[str, set[str]]:
    """Members' codes by submission, as the book has them."""
    session = desk.session
    assert session.campaign is not None
    names = {member.id: member.code for member in session.around.members}
    codes = {result.id: result.code for result in results(session.book, session.campaign)}
    found = assigned(session.book, session.campaign.id)
    return {codes[s]: {names[m] for m in members} for s, members in found.items()}


def expected(desk: Desk) -> dict[str, int]:
    """Ballots expected, as the results show them."""
    session = desk.session
    assert session.campaign is not None
    return {r.code: r.ballots_expected for r in results(session.book, session.campaign)}


def test_a_tick_takes_one_member_off_and_undo_puts_him_back(desk: Desk) -> None:
    screen = desk.screen
    assert screen._loads.text().startswith("Chưa phân công: cả Tổ chấm mọi hồ sơ")
    assert desk.focus is screen.table
    desk.key(Qt.Key.Key_Space)
    assert stored(desk) == {code(1): {f"TV{n:02d}" for n in range(2, 10)}}
    assert (expected(desk)[code(1)], expected(desk)[code(2)]) == (8, 8)  # TV09 sits in 2's unit
    assert screen.members.button(screen.model.members[0].id).text() == "An 11"
    desk.session.undo()
    assert stored(desk) == {} and expected(desk)[code(1)] == 9
    desk.session.redo()
    desk.key(Qt.Key.Key_Space)
    assert stored(desk) == {}  # the whole panel again


def test_rows_go_to_the_members_chosen(desk: Desk) -> None:
    screen = desk.screen
    desk.key(Qt.Key.Key_Down, SHIFT)
    desk.key(Qt.Key.Key_Down, SHIFT)
    for number in (3, 4):
        button = screen.members.button(screen.model.members[number].id)
        button.setFocus()
        desk.key(Qt.Key.Key_Space)
    assert screen.assign.text() == "Giao 3 hồ sơ cho 2 người"
    screen.assign.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert stored(desk) == {code(n): {"TV04", "TV05"} for n in (1, 2, 3)}
    assert expected(desk)[code(2)] == 2
    screen.everybody.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert stored(desk) == {}


def test_sharing_out_is_even_and_leaves_out_the_recused(desk: Desk) -> None:
    screen = desk.screen
    screen.share.setFocus()
    desk.key(Qt.Key.Key_Space)
    found = stored(desk)
    assert len(found) == 12 and all(len(members) == 3 for members in found.values())
    for number in (2, 5, 8, 11):
        assert "TV09" not in found[code(number)]
    carried = screen.model.loads().values()
    assert (min(carried), max(carried)) == (4, 4)
    assert screen._loads.text() == "Đã phân công 12/12 hồ sơ; mỗi người chấm 4."
    desk.session.undo()
    assert stored(desk) == {}


def test_sharing_what_is_shown_counts_what_is_given_already(desk: Desk) -> None:
    """One field first, to three members; the rest is then shared so that the sums are even."""
    screen = desk.screen
    screen.model.filter(field="Kinh tế")
    for number in range(3):
        screen.members.button(screen.model.members[number].id).click()
    screen.share.click()
    assert len(stored(desk)) == 6
    screen.model.filter(field="Văn hóa, xã hội")
    for number in range(3):
        screen.members.button(screen.model.members[number].id).click()
    screen.share.click()
    assert len(stored(desk)) == 12
    carried = screen.model.loads()
    assert [carried[member.id] for member in screen.model.members[:3]] == [6, 6, 6]
    assert {carried[member.id] for member in screen.model.members[3:]} == {3}


def test_ballots_of_those_not_assigned_are_pointed_out(desk: Desk) -> None:
    session, screen = desk.session, desk.screen
    around = session.around
    assert session.campaign is not None
    first = ballots.submission(session.book, session.campaign.id, code(1))
    for criterion in RUBRIC.criteria:
        session.run(ballots.set_mark, around, around.members[0], first, criterion.code, 50)
    session.run(ballots.submit, around, around.members[0], first, None)
    assert screen.model.index(0, FIRST).data() == "●"
    screen.members.button(screen.model.members[4].id).click()
    screen.table.go_to(0, FIRST)
    screen.assign.click()
    assert "1 phiếu của người không được giao không tính" in screen.notice.text
    assert screen.model.index(0, FIRST).data() == "(●)"


def test_a_click_ticks_and_a_recusal_says_why(desk: Desk) -> None:
    table, model = desk.screen.table, desk.screen.model
    where = table.visualRect(model.index(2, FIRST + 1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert "TV02" not in stored(desk)[code(3)]
    table.go_to(1, FIRST + 8)
    table.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert "không tham gia chấm" in desk.screen.notice.text
    assert code(2) not in stored(desk)


def test_search_and_nothing_found(desk: Desk) -> None:
    screen = desk.screen
    screen.focus_search()
    desk.type("ma qr")
    assert screen.model.rowCount() == 3
    desk.type(" khong")
    assert screen.found.notice == "Không có hồ sơ nào khớp"
    screen.found.acted.emit()
    assert screen.model.rowCount() == 12


def name_teams(desk: Desk, names: tuple[str, ...]) -> None:
    """One name a member, "" for those in no group."""
    for member, team in zip(desk.session.around.members, names, strict=True):
        desk.session.run(entries.save, "member", member.id, {"team": team or None})
    picker = desk.screen.members
    desk.wait(lambda: all(button.isVisible() for button in picker.teams))
    desk.wait(lambda: picker.button(member.id).isVisible())


def test_a_group_is_chosen_at_once(desk: Desk) -> None:
    screen = desk.screen
    picker = screen.members
    assert picker.teams == [] and picker.hint.isVisible() and picker.hint.text() == WHERE
    name_teams(desk, ("1", "1", "", "Nhóm 1", "2", "2", "2", "10", ""))
    assert [b.text() for b in picker.teams] == ["Nhóm 1 (3)", "Nhóm 2 (3)", "Nhóm 10 (1)"]
    assert not picker.hint.isVisible()
    screen.table.go_to(0, FIRST)
    screen.table.setFocus()
    desk.key(Qt.Key.Key_Down, SHIFT)
    picker.button(screen.model.members[8].id).click()  # a group takes the place of others
    picker.teams[0].setFocus()
    desk.key(Qt.Key.Key_Space)
    assert screen.assign.text() == "Giao 2 hồ sơ cho 3 người"
    screen.assign.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert stored(desk) == {code(n): {"TV01", "TV02", "TV04"} for n in (1, 2)}
    picker.teams[1].setFocus()
    desk.key(Qt.Key.Key_Space)
    assert [b.isChecked() for b in picker.teams] == [False, True, False]
    desk.key(Qt.Key.Key_Space)
    assert picker.chosen == [] and not picker.teams[1].isChecked()


def test_a_group_and_the_members_of_it_are_one(desk: Desk) -> None:
    picker, members = desk.screen.members, desk.screen.model.members
    name_teams(desk, ("1", "1", *["2"] * 7))
    picker.button(members[0].id).setFocus()
    desk.key(Qt.Key.Key_Space)
    assert not picker.teams[0].isChecked()
    picker.button(members[1].id).setFocus()
    desk.key(Qt.Key.Key_Space)
    assert picker.teams[0].isChecked()
    desk.key(Qt.Key.Key_Space)
    assert not picker.teams[0].isChecked() and picker.chosen == [members[0].id]


def test_sharing_out_within_a_group(desk: Desk) -> None:
    """A group of two cannot give three members a submission: two it is, and nobody is missed."""
    screen = desk.screen
    name_teams(desk, ("1", "1", *[""] * 7))
    screen.members.teams[0].setFocus()
    desk.key(Qt.Key.Key_Space)
    assert screen.share.accessibleDescription() == "cho 2 người đã chọn"
    screen.share.setFocus()
    desk.key(Qt.Key.Key_Space)
    assert stored(desk) == {code(n): {"TV01", "TV02"} for n in range(1, 13)}
    assert screen.notice.text == "Đã chia 12 hồ sơ, mỗi hồ sơ 2 người."
    desk.session.undo()
    assert stored(desk) == {}
    assert screen.notice.isHidden()  # what it told of holds no longer
