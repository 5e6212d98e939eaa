"""Nhật ký from end to end: yesterday's value comes back, with the keys of real laptops."""

from __future__ import annotations

import time
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt

from db import ballots, campaigns, entries, freeze
from db.book import Book
from db.check import check
from db.home import Home
from db.keys import fingerprint, make_member_key
from db.members import confirm
from db.surroundings import Surroundings
from desktop.history_words import who_words
from desktop.models.history_cells import ValueColumn
from desktop.models.history_list import Column
from desktop.screens.history import HistoryScreen
from desktop.screens.results import ResultsScreen
from tests.flows.driver import CTRL, Driver
from tests.flows.history_scenes import history, submission
from tests.flows.sample_book import CODES, code

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape
DAY = 24 * 60 * 60 * 1000
OLD = "Ngày thứ Bảy vì dân: tiếp nhận và trả hồ sơ tại thôn cho người dân ở xa trung tâm"
MARKS = (150, 300, 150, 75, 50, 25)


def title(driver: Driver) -> str:
    (found,) = driver.session.book.connection.execute(
        "SELECT title FROM submission WHERE code = ?", (code(4),)
    ).fetchone()
    return str(found)


def ident(book: Book, number: int) -> bytes:
    found = book.connection.execute("SELECT id FROM submission WHERE code = ?", (code(number),))
    return bytes(found.fetchone()[0])


def lines(screen: HistoryScreen, column: Column = Column.WHAT) -> list[str]:
    return [screen.model.cell_text(row, column) for row in range(screen.model.rowCount())]


@pytest.fixture
def yesterday(path: Path, home: Home) -> Path:
    """A book whose fourth title was typed over yesterday, and once more today."""
    before = time.time_ns() // 1_000_000 - DAY
    with Book.open(path, home, clock=lambda: before) as book:
        entries.save(book, "submission", ident(book, 4), {"title": "Tên của hôm qua"})
    with Book.open(path, home) as book:
        entries.save(book, "submission", ident(book, 4), {"title": "Gõ nhầm hôm nay"})
    return path


def test_yesterdays_value_comes_back(driver: Driver, yesterday: Path) -> None:
    driver.open(yesterday)
    screen = history(driver)
    assert lines(screen)[0] == "Hồ sơ LD-2023-004: Tên mô hình"
    driver.key(ENTER)
    panel = screen.panel
    assert panel.before.toPlainText() == "Tên của hôm qua"
    assert panel.after.toPlainText() == "Gõ nhầm hôm nay"
    said = [panel.values.cell_text(row, ValueColumn.VALUE) for row in range(3)]
    # in the order of claimed times: the import says today, though it was first
    assert said[0] == "Gõ nhầm hôm nay" and set(said[1:]) == {OLD, "Tên của hôm qua"}
    assert not panel.restore_button.isEnabled()  # what stands needs no restoring
    panel.value_table.go_to(said.index("Tên của hôm qua"))
    driver.settle()
    assert panel.restore_button.isEnabled()
    panel.restore_button.click()
    driver.settle()
    assert title(driver) == "Tên của hôm qua"
    assert not check(driver.session.book)
    assert screen.model.total == 16 and lines(screen)[0] == "Hồ sơ LD-2023-004: Tên mô hình"
    driver.key(Qt.Key.Key_Z, CTRL)
    assert title(driver) == "Gõ nhầm hôm nay"
    driver.key(Qt.Key.Key_Y, CTRL)
    assert title(driver) == "Tên của hôm qua"
    assert not check(driver.session.book)


def test_a_members_laptop_reads_and_restores_nothing(
    member_driver: Driver, yesterday: Path
) -> None:
    member_driver.open(yesterday)
    screen = history(member_driver)
    assert not any("phiếu" in words for words in lines(screen))
    member_driver.key(ENTER)
    assert screen.panel.isVisible() and screen.panel.restore_button.isHidden()
    screen.panel.value_table.go_to(1)
    screen.panel.value_table.opened.emit(1)
    assert title(member_driver) == "Gõ nhầm hôm nay"


def test_a_book_without_any_key_opens_to_read_the_log_and_the_sheet(
    member_driver: Driver, path: Path, home: Home, tmp_path: Path
) -> None:
    """Years later: another laptop, no key, no PIN; the first window still has the pen."""
    with Book.open(path, home) as book:
        campaign = campaigns.find(book.connection, None)
        member = book.connection.execute("SELECT id FROM member WHERE code = 'TV04'").fetchone()[0]
        signer = make_member_key(home, book.id, member, "2468")
        around = Surroundings(book.connection, campaign)
        scored = ballots.by_id(book, ident(book, 1))
        for criterion, mark in zip(CODES, MARKS, strict=True):
            ballots.set_mark(book, around, around.by_code["TV04"], scored, criterion, mark)
        ballots.submit(book, around, around.by_code["TV04"], scored, signer)
        confirm(book, campaign, "TV04", fingerprint(signer.public))
        entries.save(
            book, "session", None,
            {"campaign": campaign.id, "number": 1, "chair": "TV01", "secretary": "TV03"},
        )  # fmt: skip
        frozen = freeze.freeze(book, campaign, 1)
        member_driver.open(path)
        assert member_driver.session.readonly and not member_driver.session.office
        screen = history(member_driver)
        assert "Chốt để ký cuộc họp số 1, lần 1: 3 hồ sơ" in lines(screen)
        screen.show_submission(ident(book, 1))
        assert screen.traced
        text = screen.sheet.text.toPlainText()
        assert "Trần Thị Hòa (TV04)" in text and fingerprint(signer.public) in text
        assert "Thành viên tự chấm, ký bằng khóa của mình" in text and "7,50" in text
        assert frozen.proof_code in text
        assert screen.sheet.save_to(tmp_path / "phieu.pdf")
        with pypdfium2.PdfDocument(tmp_path / "phieu.pdf") as paper:
            assert "PHIẾU TRUY VẾT" in paper[0].get_textpage().get_text_range()
        member_driver.key(ESCAPE)
        assert not screen.traced


def test_results_lead_to_the_sheet_and_back(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.key(Qt.Key.Key_5, CTRL)
    driver.key(ENTER)
    workspace = driver.window.workspace
    assert workspace is not None
    results = driver.front
    assert isinstance(results, ResultsScreen)
    results.panel.trace_button.click()
    driver.settle()
    screen = workspace.screen_in_front
    assert isinstance(screen, HistoryScreen) and screen.traced
    assert screen.sheet.trace is not None
    found = screen.sheet.trace.submission.id
    screen.sheet.log_button.click()
    driver.settle()
    assert not screen.traced and screen.model.submissions == (found,)
    assert 0 < screen.model.total < 13
    driver.key(Qt.Key.Key_F, CTRL)
    driver.type("khong co")
    assert screen.found.notice == "Không có lần ghi nào khớp"
    screen.found.button.click()
    assert screen.model.total == 13 and screen.search.text() == ""


def test_an_import_is_looked_through_for_one_submission(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = history(driver)
    screen.search.setText(code(7))
    driver.settle()
    assert lines(screen) == ["Nhập bảng “flows.xlsx”: 330 ô"]
    screen.table.setFocus()
    driver.key(ENTER)
    assert screen.panel.cells.cell(0).row.code == code(7)
    assert who_words(screen.model.entry(0).author) == "Văn phòng"
    screen.panel.trace_button.click()
    driver.settle()
    assert screen.sheet.trace is not None
    assert screen.sheet.trace.submission.id == submission(driver, 7)
