"""Chỗ cần xem and Khóa thành viên, by keyboard; what waits is marked elsewhere, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db import conflicts
from db.home import Home
from db.keys import fingerprint
from db.queries.member_keys import member_keys
from desktop.exchange_place import KEYS
from desktop.models.register_model import Column as RegisterColumn
from desktop.models.result_words import Column as ResultColumn
from desktop.register_place import RegisterPlace
from desktop.screens.exchange import MATTERS
from desktop.screens.member_keys import MemberKeysScreen
from desktop.screens.open_matters import OpenMattersScreen
from desktop.screens.results import ResultsScreen
from tests.flows.driver import CTRL, Driver
from tests.flows.exchange_book import (
    handed_in,
    member_copy,
    score,
    second_office,
    taken_in,
)
from tests.flows.exchange_scenes import place_of, screen_of
from tests.flows.sample_book import code, make_book

ENTER, DOWN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Tab


@pytest.fixture
def path(tmp_path: Path, home: Home) -> Path:
    """Two office laptops wrote differently, and TV04 proposes another title."""
    made = make_book(tmp_path / "lac-duong-2023.thamdinh", home, submissions=5)
    stick = handed_in(made, home, tmp_path, ("TV04",), numbers=(2,), title="Chi bộ bốn tốt")
    taken_in(made, home, second_office(made, home, tmp_path), stick)
    return made


def matters_of(driver: Driver) -> OpenMattersScreen:
    """The part, brought to the front."""
    place = place_of(driver)
    place.chips.choose(MATTERS)
    found = place.current
    assert isinstance(found, OpenMattersScreen)
    driver.settle()
    return found


def keys_of(driver: Driver) -> MemberKeysScreen:
    """The part, brought to the front."""
    place = place_of(driver)
    place.chips.choose(KEYS)
    found = place.current
    assert isinstance(found, MemberKeysScreen)
    driver.settle()
    return found


def whats(driver: Driver) -> list[str]:
    """What waits, in the book's order."""
    return [matter.what for matter in conflicts.open_matters(driver.session.book)]


def title(driver: Driver, number: int) -> str:
    """What a submission is called."""
    found = driver.session.book.connection.execute(
        "SELECT title FROM submission WHERE code = ?", (code(number),)
    ).fetchone()
    return str(found[0])


def test_everything_is_settled_by_keyboard(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = matters_of(driver)
    place = place_of(driver)
    waiting = whats(driver)
    assert sorted(waiting) == ["ballots", "conflict", "proposal", "same_code"]
    assert place.chips.buttons[MATTERS].text() == "Chỗ cần xem 4"
    while waiting:
        screen.table.go_to(0)
        assert driver.focus is screen.table
        first = waiting[0]
        driver.key(ENTER)
        assert driver.focus.accessibleName() in [b.accessibleName() for b in screen.cards.buttons]
        if first == "proposal":
            driver.key(TAB)
        driver.key(ENTER)
        if first == "ballots":
            driver.type("Phieu nhap nham")
            driver.key(ENTER)
        now = whats(driver)
        assert len(now) == len(waiting) - 1, first
        waiting = now
    assert screen.states.notice == "Không có chỗ nào cần xem"
    assert place.chips.buttons[MATTERS].text() == "Chỗ cần xem"
    assert title(driver, 1) == "Chi bộ bốn tốt"


def test_both_values_are_side_by_side_with_who_and_before(driver: Driver, path: Path) -> None:
    driver.open(path)
    model = matters_of(driver).model
    row = [matter.what for matter in model.matters].index("conflict")
    first, second = model.cards(row)
    assert {first.value, second.value} == {"Ngày thứ Bảy vì dân", "Thứ Bảy về thôn"}
    assert [card.state for card in (first, second)].count("đang hiển thị") == 1
    assert "trong tệp của Huyện ủy Lạc Dương" in first.who + second.who
    assert model.before(row).startswith("Ngày thứ Bảy vì dân: tiếp nhận")


def test_a_reason_must_be_given(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = matters_of(driver)
    screen.table.go_to([m.what for m in screen.model.matters].index("ballots"))
    screen.cards.buttons[0].click()
    driver.key(ENTER)
    assert screen.ask.isVisible() and "ballots" in whats(driver)


def test_proposals_all_at_once(driver: Driver, path: Path, home: Home, tmp_path: Path) -> None:
    for who, title_ in (("TV02", "Một"), ("TV03", "Hai")):
        copy = member_copy(path, home, who, tmp_path / f"ra-{who}")
        score(copy, Home(tmp_path / f"may-{who}"), who, (), title=title_, number=5)
        taken_in(path, home, copy)
    driver.open(path)
    screen = matters_of(driver)
    assert screen.accept_button.text() == "Nhận cả 2 đề nghị"
    screen.accept_button.setFocus()
    driver.key(ENTER)
    assert "proposal" not in whats(driver)
    assert title(driver, 1) == "Chi bộ bốn tốt" and title(driver, 5) in ("Một", "Hai")


def test_a_member_may_look_only(member_driver: Driver, path: Path) -> None:
    member_driver.open(path, "TV04")
    screen = matters_of(member_driver)
    assert screen.model.matters and screen.cards.buttons == []
    assert "ở đây chỉ xem" in screen.count.text()
    keys = keys_of(member_driver)
    buttons = (keys.read_button, keys.paper_button, keys.withdraw_button, keys.copy_button)
    assert not any(button.isVisible() for button in buttons)


def test_until_settled_the_lists_mark_it(driver: Driver, path: Path) -> None:
    driver.open(path)
    workspace = driver.window.workspace
    assert workspace is not None
    register = workspace.screen_in_front
    assert isinstance(register, RegisterPlace)
    model = register.list.model

    def states() -> list[str]:
        return [model.cell_text(row, RegisterColumn.STATE) for row in range(model.rowCount())]

    assert [i for i, words in enumerate(states()) if words.endswith("; cần xem")] == [0, 3, 5, 6]
    driver.key(Qt.Key.Key_5, CTRL)
    results = driver.front
    assert isinstance(results, ResultsScreen)
    flagged = [
        results.model.result(row).code
        for row in range(results.model.rowCount())
        if "cần xem" in results.model.cell_text(row, ResultColumn.FLAGS)
    ]
    assert code(4) in flagged and code(2) not in flagged
    assert results.flags.buttons["waiting"].isVisible()
    screen = matters_of(driver)
    while screen.model.matters:
        conflict = screen.model.matters[0].what
        screen.model.settle(0, screen.model.cards(0)[0], f"Xong {conflict}")
    workspace.show_part("register", "list")
    assert not any("cần xem" in words for words in states())


def test_a_key_is_confirmed_withdrawn_and_renewed(
    driver: Driver, path: Path, home: Home, tmp_path: Path
) -> None:
    copy = member_copy(path, home, "TV05", tmp_path / "ra")
    score(copy, Home(tmp_path / "may-TV05"), "TV05", (2,))
    for file in home.root.rglob("enrolments.json"):
        file.unlink()  # as if another laptop of the office had made the copy
    taken_in(path, home, copy)
    driver.open(path)
    screen = keys_of(driver)
    assert screen.count.text() == "1/5 thành viên có khóa đã xác nhận"
    key = screen.chosen
    assert key is not None and key.member.code == "TV05"
    driver.key(ENTER)
    driver.type("0000-0000-0000-0000")
    driver.key(ENTER)
    assert "không khớp" in screen.ask._trouble.text()
    screen.ask.edit("mark").setText(fingerprint(key.key).lower())
    driver.key(ENTER)
    assert screen.count.text() == "2/5 thành viên có khóa đã xác nhận"
    assert driver.focus is screen.table

    screen.withdraw_button.click()
    assert "1 phiếu" in screen.ask._sentence.text() and "không tính nữa" in (
        screen.ask._sentence.text()
    )
    driver.key(ENTER)
    assert "lý do" in screen.ask._trouble.text()
    driver.type("Mat may")
    driver.key(ENTER)
    assert screen.chosen is not None and screen.chosen.withdrawn == "Mat may"

    screen.paper_button.click()
    driver.type("Phieu in 20/11")
    driver.key(ENTER)
    assert screen.chosen is not None and screen.chosen.basis == "paper Phieu in 20/11"

    screen.copy_button.click()
    exchange = screen_of(driver)
    assert exchange.pages.currentWidget() is exchange.writing
    assert [m.code for m in exchange.writing.whom.chosen if m] == ["TV05"]


def test_a_forgotten_pin_is_replaced_on_the_members_laptop(
    member_driver: Driver, path: Path, home: Home, tmp_path: Path
) -> None:
    copy = member_copy(path, home, "TV04", tmp_path / "ra")
    score(copy, member_driver.window.home, "TV04", (3,))
    member_driver.open(copy, "TV04")
    screen = keys_of(member_driver)
    assert screen.chosen is not None and screen.chosen.member.code == "TV04"
    own = member_driver.session.member
    assert own is not None and screen.pin_button.isVisible()
    screen.pin_button.click()
    for pin in ("1357", "1358"):
        member_driver.type(pin)
        member_driver.key(ENTER)
    assert "không giống nhau" in screen.ask._trouble.text()
    for _ in range(2):
        member_driver.type("1357")
        member_driver.key(ENTER)
    assert not screen.ask.isVisible()
    campaign = member_driver.session.campaign
    assert campaign is not None
    found = [k for k in member_keys(member_driver.session.book, campaign) if k.member == own]
    assert len(found) == 2, "the old key keeps its ballots"
