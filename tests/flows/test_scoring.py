"""Scoring by keyboard, from the first mark to the ballot on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db import ballots
from db.home import Home
from db.queries.results import results
from db.rules.points import show
from db.rules.totals import total
from desktop.screens.exchange import ExchangeScreen
from desktop.screens.overview import OverviewScreen
from desktop.screens.results import ResultsScreen
from tests.flows.driver import CTRL, SHIFT, Driver
from tests.flows.sample_book import CODES, code

MARKS = ("1,75", "3.5", "1,25", ".75", "0,5", "0")
KEPT = {"TC1": 175, "TC2": 350, "TC3": 125, "TC4": 75, "DT1": 50, "DT2": 0}


def draft(driver: Driver, number: int) -> dict[str, int]:
    """What is kept of the member's draft on the n-th submission."""
    session = driver.session
    assert session.member is not None and session.campaign is not None
    found = ballots.submission(session.book, session.campaign.id, code(number))
    kept = ballots.draft(session.book, session.member.id, found.id)
    return dict(kept.marks) if kept else {}


def cell(driver: Driver, name: str) -> str:
    """The mark that the table shows for a criterion."""
    model = driver.scoring.scores
    return str(model.index(CODES.index(name), 2).data())


def error(driver: Driver, name: str) -> str:
    """What the page says about the text typed for a criterion."""
    return driver.scoring.scores.error(CODES.index(name))


def foot(driver: Driver) -> str:
    """Total and class as shown."""
    sheet = driver.scoring.sheet.foot
    return f"{sheet._total.text()} {sheet._class.text()}".strip()


def test_marks_are_saved_one_by_one_and_the_total_runs_along(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    running = 0
    for name, text, kept in zip(CODES, ("1,75", "3.5", "1,25", "0,75", "0,5", "0"), KEPT.values(),
                                strict=True):  # fmt: skip
        driver.enter(text)
        running += kept
        assert draft(driver, 1)[name] == kept
        assert foot(driver).startswith(f"TỔNG {show(running)}")
    assert draft(driver, 1) == KEPT
    assert foot(driver) == "TỔNG 7,75 · Khá"
    assert "Đã lưu lúc" in driver.workspace.top_line._saved.text()


def test_handing_in_gives_the_results_of_the_book(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    for text in ("1,75", "3,5", "1,25", "0,75", "0,5", "0"):
        driver.enter(text)
    driver.key(Qt.Key.Key_Return, CTRL)
    session = driver.session
    assert session.member is not None and session.campaign is not None
    found = ballots.submission(session.book, session.campaign.id, code(1))
    standing = ballots.standing(session.book, session.member.id, found.id)
    assert standing is not None and standing.paper and dict(standing.marks) == KEPT
    assert draft(driver, 1) == {}
    assert driver.scoring.list.done == 1
    assert "Đã chấm 1/9" in driver.scoring._progress_words.text()
    driver.key(Qt.Key.Key_5, CTRL)
    [result] = [r for r in results(session.book, session.campaign) if r.code == code(1)]
    screen = driver.front
    assert isinstance(screen, ResultsScreen)
    row = screen.model.row_of(found.id)
    assert screen.model.index(row, 6).data() == show(result.final or 0)
    assert result.ballots_valid == 4


@pytest.mark.parametrize(("typed", "kept"), [("1,5", 150), ("1.5", 150), ("2", 200), ("0", 0)])
def test_comma_and_point(driver: Driver, path: Path, typed: str, kept: int) -> None:
    driver.open(path, "TV04")
    driver.enter(typed)
    assert draft(driver, 1) == {"TC1": kept}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("8.5", "vượt mức tối đa 2,00"),
        ("8,5", "vượt mức tối đa 2,00"),
        ("1,3", "không theo bước 0,25"),
        ("abc", "không phải điểm"),
        ("1,2,3", "không phải điểm"),
        ("-1", "không phải điểm"),
    ],
)
def test_a_refused_mark_is_said_beside_the_cell(
    driver: Driver, path: Path, typed: str, said: str
) -> None:
    driver.open(path, "TV04")
    driver.enter("1,75")
    driver.key(Qt.Key.Key_Return, SHIFT)
    driver.enter(typed)
    assert said in error(driver, "TC1") and typed in error(driver, "TC1")
    assert cell(driver, "TC1") == "1,75" and draft(driver, 1) == {"TC1": 175}
    assert driver.scoring.sheet.table.currentIndex().row() == 0  # stays there
    driver.enter("2")
    assert error(driver, "TC1") == "" and draft(driver, 1) == {"TC1": 200}


def test_enter_goes_on_and_shift_enter_back(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    table = driver.scoring.sheet.table
    driver.enter("1")
    assert table.currentIndex().row() == 1
    driver.type("2")
    driver.key(Qt.Key.Key_Return, SHIFT)
    assert table.currentIndex().row() == 0 and draft(driver, 1) == {"TC1": 100, "TC2": 200}
    driver.key(Qt.Key.Key_Return)
    assert table.currentIndex().row() == 1


def test_escape_keeps_the_old_mark_and_the_total(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.enter("1,75")
    driver.key(Qt.Key.Key_Up)
    driver.type("2")
    assert foot(driver).startswith("TỔNG 2,00")  # runs along while typing
    driver.key(Qt.Key.Key_Escape)
    assert foot(driver).startswith("TỔNG 1,75") and draft(driver, 1) == {"TC1": 175}


def test_delete_clears_and_ctrl_z_brings_back(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.enter("1,75")
    driver.key(Qt.Key.Key_Up)
    driver.key(Qt.Key.Key_Delete)
    assert draft(driver, 1) == {}
    driver.key(Qt.Key.Key_Z, CTRL)
    assert draft(driver, 1) == {"TC1": 175}
    driver.key(Qt.Key.Key_Z, CTRL)
    assert draft(driver, 1) == {}
    driver.key(Qt.Key.Key_Y, CTRL)
    assert draft(driver, 1) == {"TC1": 175}


def test_undo_goes_to_the_submission_that_it_changes(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.enter("1,75")
    driver.key(Qt.Key.Key_Down, CTRL)
    driver.enter("1")
    driver.key(Qt.Key.Key_Down, CTRL)
    driver.key(Qt.Key.Key_Z, CTRL)
    ballot = driver.scoring.scores.ballot
    assert ballot is not None and ballot.submission.code == code(2)
    assert draft(driver, 2) == {} and draft(driver, 1) == {"TC1": 175}


def test_a_block_fills_downward(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    QGuiApplication.clipboard().setText("1,75\n3.5\n1,25\n0,75\n0,5\n0\n")
    driver.key(Qt.Key.Key_V, CTRL)
    assert draft(driver, 1) == KEPT and total(draft(driver, 1)) == 775
    driver.key(Qt.Key.Key_Z, CTRL)  # one step
    assert draft(driver, 1) == {}


def test_a_block_is_taken_whole_or_not_at_all(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    QGuiApplication.clipboard().setText("1,75\t9\t1,25")
    driver.key(Qt.Key.Key_V, CTRL)
    assert draft(driver, 1) == {} and "vượt mức" in error(driver, "TC2")
    assert "chưa dán gì" in driver.scoring.sheet.notice.text
    QGuiApplication.clipboard().setText("\n".join(["1"] * 7))
    driver.key(Qt.Key.Key_V, CTRL)
    assert draft(driver, 1) == {} and "7 ô" in driver.scoring.sheet.notice.text


def test_a_block_pasted_into_the_editor(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.type("1")
    QGuiApplication.clipboard().setText("0,5\n4")
    driver.key(Qt.Key.Key_V, CTRL)
    assert draft(driver, 1) == {"TC1": 50, "TC2": 400}


def test_ctrl_arrows_keep_what_is_being_typed(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.type("1,5")
    driver.key(Qt.Key.Key_Down, CTRL)
    ballot = driver.scoring.scores.ballot
    assert ballot is not None and ballot.submission.code == code(2)
    assert draft(driver, 1) == {"TC1": 150}
    driver.type("9")
    driver.key(Qt.Key.Key_Up, CTRL)  # refused: stays, and says why
    ballot = driver.scoring.scores.ballot
    assert ballot is not None and ballot.submission.code == code(2)
    assert "vượt mức" in error(driver, "TC1")


def test_an_incomplete_ballot_is_not_handed_in(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.enter("1,75")
    driver.key(Qt.Key.Key_Return, CTRL)
    assert "còn thiếu điểm TC2" in driver.scoring.sheet.notice.text
    assert driver.scoring.list.done == 0
    assert driver.scoring.sheet.table.currentIndex().row() == 1
    driver.enter("3,5")
    assert "còn thiếu điểm TC2" in driver.scoring.sheet.notice.text
    for mark in ("1,25", "0,75", "0,5", "0"):
        driver.enter(mark)
    assert driver.scoring.sheet.notice.text == ""  # nothing is missing any more


def test_half_a_ballot_has_no_class_in_red(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.enter("1,75")
    assert foot(driver) == "TỔNG 1,75 · tạm tính Không đạt"
    assert not driver.scoring.sheet.foot._class.property("ink")


def test_no_old_mark_is_promised_where_there_was_none(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.enter("8,5")
    assert error(driver, "TC1") == "“8,5” vượt mức tối đa 2,00; hãy gõ lại."
    driver.enter("1")
    driver.key(Qt.Key.Key_Return, SHIFT)
    driver.enter("8,5")
    assert error(driver, "TC1").endswith("Điểm cũ vẫn giữ.")


def test_the_comment_is_kept(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.scoring.sheet.foot.comment.setFocus()
    driver.type("Có số liệu.")
    driver.key(Qt.Key.Key_Down, CTRL)
    driver.key(Qt.Key.Key_Up, CTRL)
    assert driver.scoring.sheet.foot.comment.toPlainText() == "Có số liệu."


def test_a_handed_in_ballot_is_read_only_until_a_reason(driver: Driver, path: Path) -> None:
    driver.open(path, "TV01")
    driver.scoring._go_to(0)
    driver.scoring.arrive()
    driver.type("1")
    assert not driver.scoring.sheet.table.editing and draft(driver, 1) == {}
    driver.scoring.sheet.foot.reopen.click()
    driver.key(Qt.Key.Key_Return)  # no reason: asked again
    assert driver.scoring.sheet.ask.isVisible()
    driver.type("Gõ nhầm")
    driver.key(Qt.Key.Key_Return)
    assert not driver.scoring.sheet.ask.isVisible()
    before = total(draft(driver, 1))
    driver.enter("0,25")
    driver.key(Qt.Key.Key_Return, CTRL)
    session = driver.session
    assert session.member is not None and session.campaign is not None
    found = ballots.submission(session.book, session.campaign.id, code(1))
    standing = ballots.standing(session.book, session.member.id, found.id)
    assert standing is not None and standing.seq == 2 and standing.reason == "Gõ nhầm"
    assert total(standing.marks) == before - 175 + 25


def test_recusal_with_a_reason_and_back(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.scoring.sheet.foot.recuse.click()
    driver.type("Anh ruot")
    driver.key(Qt.Key.Key_Return)
    assert "Anh ruot" in driver.scoring.sheet.notice.text
    assert driver.scoring.list.total == 8
    driver.scoring.sheet.foot.recuse.click()
    driver.settle()
    driver.scoring.sheet.ask.confirm.click()
    driver.settle()
    assert driver.scoring.list.total == 9 and driver.scoring.sheet.notice.text == ""


def test_search_needs_no_diacritics(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    driver.key(Qt.Key.Key_F, CTRL)
    driver.type("vuon ca phe")
    assert driver.scoring.list.rowCount() == 1
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)
    ballot = driver.scoring.scores.ballot
    assert ballot is not None and ballot.submission.code == code(3)


def test_a_member_hands_in_under_a_pin(member_driver: Driver, path: Path) -> None:
    driver = member_driver
    driver.open(path, "TV04")
    assert not driver.session.sees_results
    for text in ("1,75", "3,5", "1,25", "0,75", "0,5", "0"):
        driver.enter(text)
    driver.key(Qt.Key.Key_Return, CTRL)
    driver.type("12")
    driver.key(Qt.Key.Key_Return)
    driver.type("12")
    driver.key(Qt.Key.Key_Return)  # too short: said in the question
    assert driver.scoring.sheet.ask.isVisible() and driver.scoring.list.done == 0
    for _ in range(2):
        driver.type("2468")
        driver.key(Qt.Key.Key_Return)
    assert driver.scoring.list.done == 1
    session = driver.session
    assert session.member is not None and session.campaign is not None
    found = ballots.submission(session.book, session.campaign.id, code(1))
    standing = ballots.standing(session.book, session.member.id, found.id)
    assert standing is not None and not standing.paper
    driver.settle()
    following = driver.scoring.next
    assert driver.focus is following and following.text() == "Chấm tiếp hồ sơ 002"
    driver.key(Qt.Key.Key_Return)
    ballot = driver.scoring.scores.ballot
    assert ballot is not None and ballot.submission.code == code(2) and following.isHidden()
    QGuiApplication.clipboard().setText("1\n1\n1\n1\n0\n0")
    driver.key(Qt.Key.Key_V, CTRL)
    driver.key(Qt.Key.Key_Return, CTRL)
    driver.type("1357")
    driver.key(Qt.Key.Key_Return)
    assert driver.scoring.sheet.ask.isVisible()  # the wrong PIN
    driver.type("2468")
    driver.key(Qt.Key.Key_Return)
    assert driver.scoring.list.done == 2


def test_after_the_last_ballot_the_way_leads_to_the_stick(
    member_driver: Driver, home: Home, tmp_path: Path
) -> None:
    from tests.flows.sample_book import make_book

    driver = member_driver
    driver.open(make_book(tmp_path / "mot.thamdinh", home, submissions=1), "TV04")
    for text in ("1,75", "3,5", "1,25", "0,75", "0,5", "0"):
        driver.enter(text)
    driver.key(Qt.Key.Key_Return, CTRL)
    for _ in range(2):
        driver.type("2468")
        driver.key(Qt.Key.Key_Return)
    driver.settle()
    assert driver.focus is driver.scoring.next and driver.scoring.next.text() == "Ghi ra USB…"
    driver.key(Qt.Key.Key_1, CTRL)
    overview = driver.front
    assert isinstance(overview, OverviewScreen)
    driver.wait(lambda: overview.model.whole and not overview.model.stale)
    assert [step.count for step in overview.model.shown.steps][-1] == "1/1 phiếu đã nộp"
    driver.key(Qt.Key.Key_4, CTRL)
    driver.scoring.next.click()
    exchange = driver.front
    assert isinstance(exchange, ExchangeScreen)
    assert exchange.pages.currentWidget() is exchange.writing


def test_no_class_while_the_rubric_is_unconfirmed(driver: Driver, tmp_path: Path) -> None:
    from tests.flows.sample_book import make_book

    path = make_book(tmp_path / "chua-xac-nhan.thamdinh", driver.window.home, confirmed=False)
    driver.open(path, "TV04")
    driver.enter("2")
    assert foot(driver) == "TỔNG 2,00"
    assert "chưa được xác nhận" in driver.scoring.sheet.foot.note.text()


def test_a_second_window_only_reads(driver: Driver, path: Path, tmp_path: Path) -> None:
    from db.book import Book

    with Book.open(path, driver.window.home):
        driver.open(path, "TV04")
        driver.type("1")
        assert not driver.scoring.sheet.table.editing
        assert "chỉ để xem" in driver.scoring.sheet.notice.text
        assert driver.workspace.top_line._locked.isVisible()
