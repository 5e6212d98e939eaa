"""The secretary types paper ballots into the meeting's table, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from db import ballots, campaigns, entries
from db.home import Home
from db.queries.meeting_cells import CellState
from db.queries.results import results
from db.rule_changes import Because
from desktop.models.meeting_grid import MeetingGrid
from desktop.screens.meeting import MeetingScreen
from desktop.widgets.meeting_menu import MeetingMenu
from tests.flows.meeting_book import Alone, make_panel_of_nine
from tests.flows.sample_book import CODES, RUBRIC, code

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Meeting = Alone[MeetingScreen]


@pytest.fixture
def meeting(tmp_path: Path, home: Home) -> Iterator[Meeting]:
    """The table with the first of six submissions, nobody has scored."""
    path = make_panel_of_nine(tmp_path / "nine.thamdinh", home)
    driver = Alone(path, home, MeetingScreen)
    yield driver
    driver.close()


def nine_ballots() -> list[tuple[int, ...]]:
    """Marks that do not come out even: their mean has more than two decimals."""
    chance = Random(3)
    return [
        tuple(25 * chance.randint(c.max // 50, c.max // 25) for c in RUBRIC.criteria)
        for _ in range(9)
    ]


def shown(points: int | Fraction) -> str:
    """Two decimals, half up, reckoned apart from the program."""
    cents = int(Fraction(points) + Fraction(1, 2))
    return f"{cents // 100},{cents % 100:02d}"


def type_all(meeting: Meeting, marks: list[tuple[int, ...]]) -> None:
    """One ballot after the other, comma and point by turns, as a keypad sends them."""
    for number, ballot in enumerate(marks):
        for mark in ballot:
            text = f"{mark / 100:.2f}".rstrip("0").rstrip(".")
            meeting.enter(text.replace(".", ",") if number % 2 else text)


def state(grid: MeetingGrid, column: int) -> CellState:
    """How a column stands now."""
    return grid.ballots[column].state


def focused(meeting: Meeting, widget: QWidget) -> bool:
    """Whether a widget has the focus now."""
    return meeting.focus is widget


def block(meeting: Meeting, rows: list[list[str]]) -> None:
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
    meeting.key(Qt.Key.Key_V, CTRL)


def test_nine_paper_ballots_by_keyboard(meeting: Meeting) -> None:
    """Typed in the order of the papers, handed in at once; every figure to the hundredth."""
    marks = nine_ballots()
    screen = meeting.screen
    type_all(meeting, marks)

    grid = screen.grid
    assert grid.complete() == list(range(9))
    assert grid.sheet is not None and grid.sheet.tally.final is None  # drafts do not count
    assert focused(meeting, screen.sheet.foot.submit_all)

    meeting.key(Qt.Key.Key_Return, CTRL | SHIFT)
    assert not meeting.errors
    assert grid.sheet.tally.ballots_valid == 9
    totals = [sum(ballot) for ballot in marks]
    rows = len(CODES)
    for column, ballot in enumerate(marks):
        typed = [grid.item(row, column).text() for row in range(rows)]
        assert typed == [shown(mark) for mark in ballot]
        assert grid.item(rows, column).text() == shown(totals[column])
    for row in range(rows):
        mean = Fraction(sum(ballot[row] for ballot in marks), 9)
        assert grid.item(row, 9).text() == shown(mean)
    final = shown(Fraction(sum(totals), 9))
    assert grid.item(rows, 9).text() == final
    foot = screen.sheet.foot
    assert foot.final.text() == f"ĐIỂM {final}"
    median, spread = shown(sorted(totals)[4]), shown(max(totals) - min(totals))
    assert foot.figures.text() == f"Phiếu 9/9 · trung vị {median} · chênh lệch {spread}"
    assert foot.quorum.text() == "Dự họp số 1 ngày 24/11/2023: 9/9, đủ"

    session = meeting.session
    assert session.campaign is not None
    found = next(r for r in results(session.book, session.campaign) if r.code == code(1))
    assert (shown(found.final or 0), shown(found.median or 0)) == (final, median)
    assert foot.name.text() == f"· {found.class_name}"
    assert screen.list.full == (1, 6)
    states = {ballot.state for ballot in grid.ballots}
    assert states == {CellState.PAPER}


def test_comma_and_point_and_a_mark_too_high(meeting: Meeting) -> None:
    """8,5 and 8.5 read alike; what is above the maximum keeps the old mark and the cell."""
    screen, grid = meeting.screen, meeting.screen.grid
    meeting.enter("1.5")
    meeting.enter("3,5")
    assert (grid.item(0, 0).text(), grid.item(1, 0).text()) == ("1,50", "3,50")
    for wrong in ("2,5", "8.5", "8,5", "1,3", "1..5"):
        meeting.enter(wrong)
        assert (screen.sheet.table.currentIndex().row(), grid.item(2, 0).text()) == (2, "")
        assert wrong in screen.sheet.foot.who.text()
    assert "TV01 · TC3" in screen.sheet.foot.who.text()
    meeting.enter("2")
    assert grid.item(2, 0).text() == "2,00"
    assert screen.sheet.foot.who.text().startswith("Đ/c Nguyễn Văn An (TV01): phiếu nháp")
    assert not screen.sheet.notice.text


def test_enter_goes_down_then_to_the_next_member(meeting: Meeting) -> None:
    table = meeting.screen.sheet.table

    def at() -> tuple[int, int]:
        return table.currentIndex().row(), table.currentIndex().column()

    for mark in ("2", "4", "2", "1", "0.5"):
        meeting.enter(mark)
    assert at() == (5, 0)
    meeting.enter("0.5")
    assert at() == (0, 1)
    meeting.key(Qt.Key.Key_Return, SHIFT)
    assert at() == (5, 0)
    meeting.key(Qt.Key.Key_Return)
    assert at() == (0, 1)
    meeting.type("1")
    meeting.key(Qt.Key.Key_Tab)
    assert at() == (0, 2)
    assert meeting.screen.grid.item(0, 1).text() == "1,00"


def test_one_column_is_handed_in_when_it_is_complete(meeting: Meeting) -> None:
    screen, grid = meeting.screen, meeting.screen.grid
    meeting.enter("2")
    meeting.key(Qt.Key.Key_Return, CTRL)
    assert "còn thiếu TC2, TC3, TC4, DT1, DT2" in screen.sheet.notice.text
    for mark in ("4", "2", "1", "0,5"):
        meeting.enter(mark)
    meeting.type("0,25")  # still in its editor
    meeting.key(Qt.Key.Key_Return, CTRL)
    assert state(grid, 0) == CellState.PAPER
    assert "9,75" in screen.sheet.notice.text
    assert screen.sheet.column == 1
    assert grid.horizontalHeaderItem(0).text() == "An\nTV01\ngiấy"

    meeting.key(Qt.Key.Key_Left)
    meeting.type("1")
    assert grid.item(0, 0).text() == "2,00"
    assert "đã nộp" in screen.sheet.notice.text
    meeting.session.undo()  # nothing of a ballot handed in can be undone
    assert not meeting.errors


def test_a_block_from_a_spreadsheet(meeting: Meeting) -> None:
    """Good cells are kept, every refused one is named with its reason."""
    screen, grid = meeting.screen, meeting.screen.grid
    block(
        meeting,
        [
            ["1,5", "2", "1.75"],
            ["4,5", "3.5", "x"],
            ["1", "", "2"],
            ["0,3", "1", "1"],
            ["0,5", "0,5", "0.5"],
            ["0", "0,25", "0,5"],
            ["3,00", "7,25", "9"],
            ["9", "", ""],
        ],
    )
    texts = [[grid.item(row, column).text() for row in range(7)] for column in range(3)]
    assert texts == [
        ["1,50", "", "1,00", "", "0,50", "0,00", "3,00"],
        ["2,00", "3,50", "", "1,00", "0,50", "0,25", "7,25"],
        ["1,75", "", "2,00", "1,00", "0,50", "0,50", "5,75"],
    ]
    refused = screen.sheet.refused
    lines = [refused.list.item(i).text() for i in range(refused.list.count())]
    assert lines == [
        "TV01 · TC2: “4,5” vượt mức tối đa 4,00",
        "TV03 · TC2: “x” không phải điểm, hãy gõ số như 1,75",
        "TV01 · TC4: “0,3” không theo bước 0,25",
        "Hàng 8, cột 1 của khối (“9”): ngoài bảng",
        "TV03 · Tổng: khối ghi “9”, cộng các điểm là 5,75",
    ]
    assert refused.heading.text() == "Đã nhận 14 điểm; 5 ô của khối không nhận:"
    assert refused.isVisible()

    meeting.session.undo()
    assert [grid.item(row, 0).text() for row in range(7)] == [""] * 7
    meeting.session.redo()
    assert grid.item(0, 2).text() == "1,75"
    assert not meeting.errors


def test_a_block_reaches_over_closed_columns(meeting: Meeting) -> None:
    """What is handed in stays; a block that says the same of it is no fault."""
    session, grid = meeting.session, meeting.screen.grid
    assert grid.sheet is not None
    around, submission = session.around, grid.sheet.submission
    member = around.members[1]
    for criterion in RUBRIC.criteria:
        session.run(ballots.set_mark, around, member, submission, criterion.code, criterion.max)
    session.run(ballots.submit, around, member, submission, None)
    session.run(ballots.recuse, around.members[2], submission, "Đồng tác giả")
    block(meeting, [["1", "2", "1", "1"], ["1", "3", "", "1"]])
    refused = meeting.screen.sheet.refused
    lines = [refused.list.item(i).text() for i in range(refused.list.count())]
    assert [line.split(":")[0] for line in lines] == ["TV03 · TC1 (“1”)", "TV02 · TC2 (“3”)"]
    assert [grid.item(0, c).text() for c in range(4)] == ["1,00", "2,00", "LQ", "1,00"]


def test_recusal_with_a_reason(meeting: Meeting) -> None:
    """"LQ" typed in a column asks for the reason; quorum and ballots expected follow."""
    screen, grid = meeting.screen, meeting.screen.grid
    meeting.enter("lq")
    assert screen.sheet.ask.isVisible()
    meeting.key(Qt.Key.Key_Return)
    assert state(grid, 0) == CellState.EMPTY  # not without a reason
    meeting.type("Dong tac gia")
    meeting.key(Qt.Key.Key_Return)
    assert state(grid, 0) == CellState.AWAY
    assert grid.item(0, 0).text() == "LQ"
    assert grid.sheet is not None and grid.sheet.tally.ballots_expected == 8
    assert screen.sheet.foot.quorum.text().endswith("8/8, đủ")
    meeting.session.undo()
    assert state(grid, 0) == CellState.EMPTY


def test_quorum_is_live(meeting: Meeting) -> None:
    session, screen = meeting.session, meeting.screen
    sheet = screen.grid.sheet
    assert sheet is not None and sheet.session is not None
    away = {f"absent:{m.id.hex()}": "Đi công tác" for m in session.around.members[:4]}
    assert session.run(entries.save, "session", sheet.session.id, away)
    assert screen.sheet.foot.quorum.text().endswith("5/9, KHÔNG ĐỦ hai phần ba")
    assert screen.grid.horizontalHeaderItem(0).text() == "An\nTV01\nvắng"
    screen.sheet.table.go_to(0, 4)
    for mark in ("2", "4", "2", "1", "0", "0"):
        meeting.enter(mark)
    assert screen.sheet.table.currentIndex().column() == 5  # those away are passed over


def test_from_all_submissions_to_one_and_on(meeting: Meeting) -> None:
    screen = meeting.screen
    meeting.key(Qt.Key.Key_B, CTRL)
    assert focused(meeting, screen.table)
    meeting.key(Qt.Key.Key_Down)
    meeting.key(Qt.Key.Key_Down)
    meeting.key(Qt.Key.Key_Return)
    assert screen.grid.sheet is not None
    assert screen.grid.sheet.submission.code == code(3)
    assert focused(meeting, screen.sheet.table)
    meeting.enter("1.5")
    meeting.key(Qt.Key.Key_Down, CTRL)
    assert screen.grid.sheet.submission.code == code(4)
    meeting.key(Qt.Key.Key_Up, CTRL)
    assert screen.grid.item(0, 0).text() == "1,50"
    meeting.key(Qt.Key.Key_F, CTRL)  # the window's own key: here it is asked directly
    screen.focus_search()
    meeting.type("ma qr")
    assert [screen.list.line(row).code for row in range(screen.list.rowCount())] == [code(4)]


def test_a_member_recused_by_unit_does_not_count(meeting: Meeting) -> None:
    meeting.key(Qt.Key.Key_Down, CTRL)
    grid = meeting.screen.grid
    assert state(grid, 8) == CellState.AWAY
    assert grid.sheet is not None
    assert (grid.sheet.present, grid.sheet.entitled) == (8, 8)


def test_the_comment_of_a_paper_ballot(meeting: Meeting) -> None:
    screen, grid = meeting.screen, meeting.screen.grid
    for mark in ("2", "4", "2", "1", "0", "0"):
        meeting.enter(mark)
    screen.sheet.go_to(0, 0)
    screen.sheet.foot.comment.setFocus()
    meeting.type("Co so lieu ro")
    screen.sheet.table.setFocus()
    meeting.key(Qt.Key.Key_Return, CTRL)
    assert state(grid, 0) == CellState.PAPER
    assert grid.ballots[0].comment == "Co so lieu ro"


def test_a_ballot_under_the_wrong_member_is_moved_in_one_step(meeting: Meeting) -> None:
    marks: list[tuple[int, ...]] = [(200, 400, 100, 100, 25, 50)]
    type_all(meeting, marks)
    grid, ask = meeting.screen.grid, meeting.screen.sheet.ask
    meeting.key(Qt.Key.Key_Return, CTRL | SHIFT)
    assert state(grid, 0) is CellState.PAPER
    menu = QMenu()
    MeetingMenu(meeting.session, grid, ask).fill(menu, 0)
    (moving,) = [a.menu() for a in menu.actions() if a.text().startswith("Nhập nhầm người")]
    assert isinstance(moving, QMenu)
    others = moving.actions()
    right = grid.ballots[3].member
    (to,) = [action for action in others if right.code in action.text()]
    assert len(others) == 8
    edges = {"set:reason_edges": "1"}  # the paper was typed before anybody asked for reasons
    why = Because("Theo quy chế", "Quy chế số 3")
    assert meeting.session.run(campaigns.change, meeting.session.campaign, edges, why)
    asked = ["TC1: 2,00/2,00", "TC2: 4,00", "TC4: 1,00", "DT2: 0,50"]  # two at a time
    to.trigger()
    meeting.key(Qt.Key.Key_Return)
    assert ask.isVisible() and state(grid, 0) is CellState.PAPER, "a reason is asked for"
    meeting.type("Nham cot")
    meeting.key(Qt.Key.Key_Return)
    while ask.isVisible():
        assert state(grid, 0) is CellState.PAPER and not meeting.errors
        field = meeting.focus
        assert isinstance(field, QLineEdit)
        assert field.accessibleName().startswith(asked.pop(0))
        meeting.type("Co so lieu")
        meeting.key(Qt.Key.Key_Return)
    assert not asked
    assert (state(grid, 0), state(grid, 3)) == (CellState.VOID, CellState.PAPER)
    assert [grid.item(row, 3).text() for row in range(len(CODES))] == [shown(m) for m in marks[0]]
    assert not meeting.errors
