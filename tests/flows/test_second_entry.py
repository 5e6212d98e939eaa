"""Paper ballots typed twice by two people, against the totals written on them, by keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from db.home import Home
from db.queries.history import viewer_of
from db.queries.results import results
from db.queries.trace import trace
from db.records import Campaign
from db.rules.points import show
from desktop.screens.meeting import MeetingScreen
from desktop.typing_words import typed_words
from desktop.widgets.entry_turns import COMPARE, FIRST, SECOND
from tests.flows.meeting_book import Alone, make_panel_of_nine
from tests.flows.sample_book import CODES, RUBRIC, code

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SPACE, RETURN = Qt.Key.Key_Space, Qt.Key.Key_Return
Meeting = Alone[MeetingScreen]
TWELVE = 12


@pytest.fixture
def meeting(tmp_path: Path, home: Home) -> Iterator[Meeting]:
    """Twelve submissions that nobody has scored, a panel of nine."""
    path = make_panel_of_nine(tmp_path / "nine.thamdinh", home, submissions=TWELVE)
    driver = Alone(path, home, MeetingScreen)
    yield driver
    driver.close()


def papers(submissions: int) -> dict[tuple[int, str], tuple[int, ...]]:
    """What stands on the paper ballots, by submission and member, in the order of print."""
    chance = Random(12)
    return {
        (number, f"TV{member:02d}"): tuple(
            25 * chance.randint(c.max // 50, c.max // 25) for c in RUBRIC.criteria
        )
        for number in range(1, submissions + 1)
        for member in range(1, 10)
        if member < 9 or (number - 1) % 3 != 1  # TV09 sits in that unit
    }


def enter(meeting: Meeting, text: str) -> None:
    """A mark and Enter: the first figure opens the editor, the others go into it."""
    QTest.keyClicks(meeting.focus, text[0])
    QTest.keyClicks(meeting.focus, text[1:])
    QTest.keyClick(meeting.focus, RETURN)


def spelt(mark: int) -> str:
    """As a keypad sends it."""
    return f"{mark / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def turn(meeting: Meeting, key: str) -> None:
    """Presses a chip by keyboard."""
    meeting.screen.turns.turns.buttons[key].setFocus()
    meeting.key(SPACE)


def twice(meeting: Meeting) -> None:
    """Chooses that two people type."""
    meeting.screen.turns.twice.trigger()
    assert meeting.screen.turns.row.isVisible()


def second_person(meeting: Meeting, name: str = "Le Thi Mai") -> None:
    """The second person sits down."""
    turn(meeting, SECOND)
    meeting.enter(name)
    assert meeting.screen.turns.current == SECOND


def body(meeting: Meeting, number: int, member: str) -> dict[str, object]:
    """The signed bytes of a ballot."""
    session = meeting.session
    (raw,) = session.book.connection.execute(
        "SELECT b.body FROM ballot b JOIN submission s ON s.id = b.submission "
        "JOIN member m ON m.id = b.member WHERE s.code = ? AND m.code = ?",
        (code(number), member),
    ).fetchone()
    found: dict[str, object] = json.loads(raw)
    return found


def test_nine_by_twelve_ballots_with_a_second_entry_and_a_planted_mismatch(
    meeting: Meeting,
) -> None:
    """All ballots twice in the order of the papers; one mark mistyped the first time."""
    screen, sheets = meeting.screen, papers(TWELVE)
    wrong = (5, "TV04", 1)  # the second criterion
    twice(meeting)
    screen.arrive()
    for (number, member), marks in sheets.items():
        for place, mark in enumerate(marks):
            if (number, member, place) == wrong:
                mark -= 50
            enter(meeting, spelt(mark))
    assert "Đã nhập hết" in screen.sheet.notice.text
    second_person(meeting)
    shown = screen.grid.sheet
    assert shown is not None and all(not b.marks for b in shown.ballots)
    while screen.grid.sheet and screen.grid.sheet.submission.code != code(1):
        meeting.key(Qt.Key.Key_Up, CTRL)
    for marks in sheets.values():
        for mark in marks:
            enter(meeting, spelt(mark))
    turn(meeting, COMPARE)
    rows = screen.compared.rows
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert rows.rowCount() == 1
    found = rows.mismatch(0)
    assert (found.submission.code, found.member.code, found.criterion) == (
        code(5), "TV04", CODES[1],
    )  # fmt: skip
    assert rows.progress.twice == len(sheets) == rows.progress.alike + 1
    assert screen.compared.submit.text() == f"Nộp {len(sheets) - 1} phiếu đã khớp"
    meeting.key(Qt.Key.Key_2)
    assert rows.rowCount() == 0
    meeting.key(RETURN if screen.compared.submit.hasFocus() else SPACE, CTRL | SHIFT)
    by_code = {found.code: found for found in results(meeting.session.book, campaign(meeting))}
    for number in range(1, TWELVE + 1):
        mine = [sum(marks) for (n, _), marks in sheets.items() if n == number]
        result = by_code[code(number)]
        assert result.ballots_valid == len(mine) == result.ballots_expected
        assert abs(result.final * len(mine) - sum(mine)) * 2 <= len(mine)  # type: ignore[operator]  # never None here
    true, first = sheets[5, "TV04"][1], sheets[5, "TV04"][1] - 50
    assert body(meeting, 5, "TV04")["keyed"] == {
        "first": "Lê Văn Cường",
        "second": "Le Thi Mai",
        "settled": [[CODES[1], first, true, true]],
    }
    assert body(meeting, 5, "TV05")["keyed"] == {
        "first": "Lê Văn Cường", "second": "Le Thi Mai", "settled": [],
    }  # fmt: skip
    submission = by_code[code(5)].id
    book = meeting.session.book
    versions = trace(book, campaign(meeting), submission, viewer_of(book, None)).ballots
    typed = next(v.typed for v in versions if v.member.code == "TV04")
    assert typed is not None
    assert typed_words(typed) == (
        f"nhập hai lượt: Lê Văn Cường, Le Thi Mai; {CODES[1]}: {show(first)} và {show(true)}, "
        f"lấy {show(true)}"
    )
    assert meeting.errors == []


def campaign(meeting: Meeting) -> Campaign:
    found = meeting.session.campaign
    assert found is not None
    return found


def test_the_total_on_the_paper_is_compared_at_once_and_the_ballot_named(
    meeting: Meeting,
) -> None:
    screen = meeting.screen
    screen.turns.totals.trigger()
    screen.arrive()
    for text in ("1,5", "3", "1,5", "0,75", "0,5", "0"):
        meeting.enter(text)
    meeting.enter("7,5")  # the marks come to 7,25
    words = "TV01 · Tổng: phiếu ghi 7,50, cộng các điểm là 7,25."
    assert screen.sheet.foot.who.text() == words
    assert screen.grid.item(len(CODES), 10).text() == "≠ TV01"
    meeting.key(RETURN, CTRL)
    assert meeting.errors and screen.grid.ballots[0].editable  # not handed in
    meeting.errors.clear()
    screen.sheet.go_to(1, 0)
    meeting.enter("3,25")  # it was misread
    assert screen.grid.error(len(CODES), 0) == ""
    meeting.key(RETURN, CTRL)
    assert body(meeting, 1, "TV01")["keyed"] == {"control": 750}
    assert meeting.errors == []


def test_the_second_person_sees_nothing_of_the_first(meeting: Meeting) -> None:
    screen = meeting.screen
    twice(meeting)
    screen.arrive()
    for text in ("1,5", "3", "1,5", "0,75", "0,5", "0"):
        meeting.enter(text)
    second_person(meeting)
    grid = screen.grid
    texts = [
        str(grid.item(row, column).text())
        for row in range(grid.rowCount())
        for column in range(grid.columnCount())
    ]
    assert not any(texts)
    assert not screen.views.buttons["all"].isVisible()
    assert not screen.sheet.foot.submit.isVisible()
    meeting.key(Qt.Key.Key_Z, CTRL)
    meeting.session.undo()  # the window's key
    drafts = meeting.session.book.drafts
    first = meeting.session.around.by_code["TV01"]
    assert grid.sheet is not None
    assert drafts.get(first.id, grid.sheet.submission.id).marks["TC1"] == 150  # type: ignore[union-attr]  # there while a ballot is open
    turn(meeting, FIRST)
    assert grid.item(0, 0).text() == "1,50"


def test_two_names_are_two_people(meeting: Meeting) -> None:
    screen = meeting.screen
    twice(meeting)
    turn(meeting, SECOND)
    meeting.enter("le van cuong".title())
    screen.turns.ask.edit("first").setText("Le Van Cuong")
    screen.turns.ask.confirm.click()
    assert screen.turns.current == FIRST and screen.turns.ask.isVisible()
    meeting.key(Qt.Key.Key_Escape)
    assert not screen.turns.ask.isVisible()


def test_a_ballot_is_not_handed_in_before_both_agree(meeting: Meeting) -> None:
    screen = meeting.screen
    twice(meeting)
    screen.arrive()
    meeting.enter("1,5")
    meeting.key(RETURN, CTRL)
    assert "Đối chiếu" in screen.sheet.notice.text
