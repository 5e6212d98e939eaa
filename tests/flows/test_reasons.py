"""A member's twelve dossiers by keyboard alone; reasons of extreme marks; stock phrases; blind."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit

from db import campaigns, importing, sealed
from db.book import Book
from db.home import Home
from db.queries.results import results
from tests.flows.driver import CTRL, Driver
from tests.flows.meeting_book import ballot, make_panel_of_nine
from tests.flows.sample_book import code

RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture(autouse=True)
def cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is tested with the keys."""
    monkeypatch.setattr(sealed, "_COST", 2**4)


@pytest.fixture
def path(tmp_path: Path, home: Home) -> Path:
    """Twelve submissions; everybody but TV01 has handed in, with marks that are told apart."""
    found = make_panel_of_nine(tmp_path / "nine.thamdinh", home, submissions=12)
    others = {2: (125, 275, 125, 50, 25, 0), 3: (75, 225, 75, 25, 0, 0)}
    rows = [ballot(n, m, marks) for n in range(1, 13) for m, marks in others.items()]
    with Book.open(found, home) as book:
        importing.apply(book, campaigns.find(book.connection, None), rows, file="phieu.xlsx")
    return found


@pytest.fixture
def driver(home: Home) -> Iterator[Driver]:
    found = Driver(home)
    yield found
    found.close()


def setting(driver: Driver, **values: object) -> None:
    written = {f"set:{n}": campaigns.write_setting(v) for n, v in values.items()}  # type: ignore[arg-type]  # of those kinds only
    assert driver.session.run(campaigns.change, driver.session.campaign, written)
    driver.scoring.arrive()


def body(driver: Driver, number: int) -> dict[str, object]:
    (raw,) = driver.session.book.connection.execute(
        "SELECT b.body FROM ballot b JOIN submission s ON s.id = b.submission "
        "JOIN member m ON m.id = b.member WHERE s.code = ? AND m.code = 'TV01'",
        (code(number),),
    ).fetchone()
    found: dict[str, object] = json.loads(raw)
    return found


def test_a_member_scores_twelve_dossiers_by_keyboard_alone(path: Path, tmp_path: Path) -> None:
    """On the member's own laptop: marks, a comment, the PIN."""
    other = Driver(Home(tmp_path / "member"))
    try:
        other.open(path, "TV01")
        screen = other.scoring
        assert not other.session.office
        for number in range(1, 13):
            assert screen.sheet.model.ballot is not None
            assert screen.sheet.model.ballot.submission.code == code(number)
            for mark in ("1,5", "3.25", "1,75", "0,75", "0,5", "0"):
                other.enter(mark)
            if number == 3:
                other.type("So lieu ro")
            other.key(RETURN, CTRL)
            other.type("1234")
            other.key(RETURN)
            if number == 1:  # a new PIN is typed twice
                other.type("1234")
                other.key(RETURN)
            if number < 12:
                other.key(Qt.Key.Key_Down, CTRL)
        assert screen.list.done == 12 == screen.list.total
        assert [m.code for m in other.session.keyed_members()] == ["TV01"]
    finally:
        other.close()


def test_extreme_marks_wait_for_their_reasons(driver: Driver, path: Path) -> None:
    driver.open(path, "TV01")
    setting(driver, reason_edges=True)
    screen = driver.scoring
    for mark in ("2", "0", "1,75", "0,75", "0", "0"):
        driver.enter(mark)
    driver.key(RETURN, CTRL)
    sheet = screen.sheet
    assert sheet.ask.isVisible() and set(sheet.ask._edits) == {"TC1", "TC2"}
    driver.type("Du van ban")
    driver.key(RETURN)
    driver.key(RETURN)  # the second is empty: it stays
    assert sheet.ask.isVisible()
    driver.type("Khong co so lieu")
    driver.key(RETURN)
    assert not sheet.ask.isVisible()
    found = body(driver, 1)
    assert found["mark_reasons"] == {"TC1": "Du van ban", "TC2": "Khong co so lieu"}
    assert found["marks"]["TC2"] == 0  # type: ignore[index]  # made by this test


def test_a_bulk_hand_in_leaves_out_what_waits_for_a_reason(driver: Driver, path: Path) -> None:
    from db.handing_in import submit_all, unsent

    driver.open(path, "TV01")
    setting(driver, reason_edges=True)
    for mark in ("2", "3", "1,75", "0,75", "0", "0"):
        driver.enter(mark)
    driver.key(Qt.Key.Key_Down, CTRL)
    for mark in ("1,5", "3", "1,75", "0,75", "0,25", "0"):
        driver.enter(mark)
    session = driver.session
    assert session.member is not None
    assert len(unsent(session.book, session.around, session.member).complete) == 1
    assert submit_all(session.book, session.around, session.member, None)[0] == 1


def test_stock_phrases_go_into_the_comment_by_keyboard(driver: Driver, path: Path) -> None:
    driver.open(path, "TV01")
    setting(driver, phrases=("Số liệu rõ, có kiểm chứng.", "Chưa có số liệu trước khi làm."))
    foot = driver.scoring.sheet.foot
    assert foot.phrases.button.isVisible()
    foot.comment.setFocus()
    driver.type("Tot.")
    driver.key(Qt.Key.Key_F4)
    assert foot.phrases.menu.isVisible()
    foot.phrases.menu.actions()[1].trigger()
    foot.phrases.menu.close()
    assert foot.comment.toPlainText() == "Tot. Chưa có số liệu trước khi làm."
    assert foot.comment.hasFocus()


def test_a_member_sees_nothing_of_the_others_not_even_by_order(
    path: Path, tmp_path: Path, home: Home
) -> None:
    """Walks all places of a member's window while scoring is blind: every text, tooltip and
    spoken name; with the others' ballots in the file."""
    member = Driver(Home(tmp_path / "member"))
    try:
        member.open(path, "TV01")
        session = member.session
        assert not session.office and not session.sees_results
        with Book.open(path, home, readonly=True) as book:
            campaign = campaigns.find(book.connection, None)
            secret = {
                f"{value / 100:.2f}".replace(".", ",")
                for r in results(book, campaign)
                for value in (r.final, r.median, r.spread, *(r.criteria or {}).values())
                if value is not None
            } | {"1,25", "2,75", "2,25", "6,00", "4,00"}
        secret -= {"0,50", "1,00", "2,00", "4,00", "0,00"}  # maxima stand there anyway
        for number in (2, 3, 4, 5, 6, 7, 8):
            member.key(getattr(Qt.Key, f"Key_{number}"), CTRL)
            member.settle()
            text = _everything(member)
            assert not [mark for mark in secret if mark in text], number
        member.key(Qt.Key.Key_4, CTRL)
        codes = [member.scoring.list.line(row).code for row in range(12)]
        assert codes == sorted(codes)
    finally:
        member.close()


def _everything(driver: Driver) -> str:
    found = [driver.window.windowTitle()]
    for label in driver.window.findChildren(QLabel):
        if label.isVisible():
            found += [label.text(), label.accessibleName(), label.toolTip()]
    for line in driver.window.findChildren(QLineEdit):
        found.append(line.text())
    for edit in driver.window.findChildren(QPlainTextEdit):
        found.append(edit.toPlainText())
    roles = (
        Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )  # fmt: skip
    for view in driver.window.findChildren(QAbstractItemView):
        model = view.model()
        if model is None or not view.isVisible():
            continue
        for row in range(model.rowCount()):
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
            for column in range(columns):
                index = model.index(row, column)
                found += [str(index.data(role) or "") for role in roles]
    return "\n".join(found)
