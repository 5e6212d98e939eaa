"""Copies go out, are scored on other laptops, come back through the window; and undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from db.exchange.fingerprint import fingerprint
from db.home import Home
from db.queries.results import results
from desktop.intake.template import write_template
from tests.flows.driver import CTRL, Driver, drop
from tests.flows.exchange_book import back, handed_in, member_copy, score
from tests.flows.exchange_scenes import place_of, plug_in, screen_of
from tests.flows.sample_book import code, make_book

ENTER, ESC, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
PASSPHRASE = "mat khau dai"


@pytest.fixture
def path(tmp_path: Path, home: Home) -> Path:
    """Three submissions; TV01 to TV03 have handed in everything, TV04 and TV05 nothing."""
    return make_book(tmp_path / "lac-duong-2023.thamdinh", home, submissions=3)


def focused(driver: Driver) -> str:
    """What the button with the focus is called."""
    button = driver.focus
    assert isinstance(button, QPushButton)
    return button.text()


def valid(driver: Driver, number: int) -> int:
    """How many ballots count for a submission."""
    session = driver.session
    assert session.campaign is not None
    found = {row.code: row for row in results(session.book, session.campaign)}
    return found[code(number)].ballots_valid


def test_out_to_two_members_and_back_by_keyboard(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    driver.open(path)
    screen = screen_of(driver)
    plug_in(screen, stick)
    assert "Đ/c Trần Thị Hòa (TV04) còn thiếu 3/3 phiếu: 001, 002, 003." in (
        screen.home.missing.text()
    )
    driver.key(TAB)
    driver.key(ENTER)  # Ghi ra USB
    assert focused(driver) == "Ghi 5 tệp vào USB KINGSTON"
    driver.key(ENTER)
    assert screen.written.head.text() == "Đã ghi 5 tệp vào USB KINGSTON."
    assert "Rút USB an toàn" in screen.written.hint.text()
    out = sorted(stick.iterdir())
    assert len(out) == 5
    driver.key(ENTER)  # Xong

    for who, file in (("TV04", out[3]), ("TV05", out[4])):
        assert who in file.name
        laptop = Home(tmp_path / f"laptop-{who}")
        own = tmp_path / f"{who}.thamdinh"
        own.write_bytes(file.read_bytes())
        score(own, laptop, who, (1, 2, 3) if who == "TV04" else (2, 3))
        back(own, laptop, stick)

    driver.key(ENTER)  # Nhận dữ liệu
    assert focused(driver).startswith("USB KINGSTON")
    driver.key(ENTER)
    assert screen.receiving.totals.text() == (
        "7 tệp: 2 tệp có phần mới (5 phiếu, 2 thay đổi), 5 tệp không có gì mới."
    )
    before = fingerprint(driver.session.book.connection)
    assert focused(driver) == "Ghép 2 tệp"
    driver.key(ENTER)
    assert screen.receiving.totals.text() == (
        "Đã ghép: 2 tệp, 5 phiếu mới, 2 thay đổi, không có chỗ nào cần xem, "
        "5 tệp không có gì mới."
    )
    said = screen.receiving.outcome.text()
    assert "Khóa tự xác nhận qua bản sao đã cấp: đ/c Trần Thị Hòa, đ/c Cil Văn Quỳnh." in said
    assert "Không thiếu phiếu nào." in said
    assert fingerprint(driver.session.book.connection) in said
    assert valid(driver, 3) == 5

    assert focused(driver) == "Ghi lại bản mới ra USB"
    driver.key(ENTER)
    chosen = [member.code for member in screen.writing.whom.chosen if member]
    assert chosen == ["TV04", "TV05"] and screen.writing.drives.folder == stick
    driver.key(ENTER)
    assert len(list(stick.iterdir())) == 9
    driver.key(ENTER)

    assert "2 tệp, 5 phiếu mới" in screen.home.last.text()
    screen.home.undo_button.setFocus()
    driver.key(ENTER)
    assert fingerprint(driver.session.book.connection) == before
    assert valid(driver, 3) == 3
    assert not screen.home.undo_button.isVisible()


def test_a_copy_of_the_open_book_is_taken_in_wherever_it_is_dropped(
    driver: Driver, path: Path, home: Home, tmp_path: Path
) -> None:
    stick = handed_in(path, home, tmp_path, ("TV04",), numbers=(1,))
    driver.open(path)
    assert driver.window.workspace is not None
    drop(driver, stick / "TV04.thamdinh")
    assert driver.window.workspace.place_in_front == "exchange"
    screen = screen_of(driver)
    assert screen.receiving.merge_button.text() == "Ghép 1 tệp"
    assert driver.session.path == path
    driver.key(Qt.Key.Key_2, CTRL)
    drop(driver, stick)
    assert screen.receiving.merge_button.text() == "Ghép 1 tệp"
    drop(driver, stick / "TV04.thamdinh", path)
    assert len(screen.receiving.model.lines) == 2
    driver.key(ESC)
    assert screen.pages.currentWidget() is screen.home
    assert list(home.folder("temp").iterdir()) == []


def test_another_bodys_book_is_opened_not_merged(
    driver: Driver, path: Path, tmp_path: Path, home: Home
) -> None:
    other = make_book(tmp_path / "khac.thamdinh", home, submissions=1, ballots=False)
    driver.open(path)
    drop(driver, other)
    assert driver.window.drops.question.isVisible()
    drop(driver, tmp_path)
    lines = screen_of(driver).receiving.model.lines
    assert [(line.path.name, line.state) for line in lines] == [
        ("khac.thamdinh", "refused"),
        ("lac-duong-2023.thamdinh", "nothing"),
    ]
    assert "cơ quan khác" in screen_of(driver).receiving.detail.text()
    assert screen_of(driver).receiving.merge_button.isHidden()


def test_the_passphrase_is_asked_in_the_page(
    driver: Driver, path: Path, home: Home, tmp_path: Path
) -> None:
    stick = handed_in(
        path, home, tmp_path, ("TV04", "TV05"), numbers=(2,), passphrase=PASSPHRASE
    )
    driver.open(path)
    drop(driver, stick)
    page = screen_of(driver).receiving
    assert driver.focus is page.unlock_button
    driver.key(ENTER)
    driver.type("khong phai the")
    driver.key(ENTER)
    assert [line.state for line in page.model.lines] == ["locked", "locked"]
    assert "Mật khẩu không mở được" in page.detail.text()
    driver.key(ENTER)
    driver.type(PASSPHRASE)
    driver.key(ENTER)
    assert focused(driver) == "Ghép 2 tệp"
    page.table.setFocus()
    driver.key(ENTER, CTRL)
    assert valid(driver, 2) == 5


def test_a_member_hands_in_what_is_complete_before_writing(
    qtbot: QtBot, path: Path, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, laptop = tmp_path / "usb", Home(tmp_path / "laptop")
    stick.mkdir()
    copy = member_copy(path, home, "TV04", tmp_path)
    score(copy, laptop, "TV04", (1, 2), hand_in=False)
    driver = Driver(laptop)
    driver.open(copy, "TV04")
    screen = screen_of(driver)
    driver.key(TAB)
    driver.key(ENTER)
    assert screen.writing.unsent.words.text() == (
        "Còn 3 phiếu chưa nộp, 2 phiếu đã đủ điểm. Chỉ phiếu đã nộp mới có trong tệp."
    )
    assert focused(driver) == "Nộp 2 phiếu đã đủ điểm"
    driver.key(ENTER)
    for _ in range(2):
        driver.type("2468")
        driver.key(ENTER)
    assert screen.writing.unsent.words.text() == "Còn 1 phiếu chưa nộp, chưa phiếu nào đủ điểm."
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    screen.writing.drives.folder_button.click()
    assert driver.focus is screen.writing.write_button
    driver.key(ENTER)
    (written,) = stick.iterdir()
    driver.close()
    office_driver = Driver(home)
    office_driver.open(path)
    drop(office_driver, written)
    office_driver.key(ENTER)
    assert valid(office_driver, 1) == 4 and valid(office_driver, 2) == 4
    office_driver.close()


def test_stopping_writes_nothing_and_nothing_else_is_heard(
    driver: Driver, path: Path, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = handed_in(path, home, tmp_path, ("TV04",), numbers=(1, 2, 3))
    driver.open(path)
    drop(driver, stick)
    screen, before = screen_of(driver), path.read_bytes()
    work, heard = screen.work, []
    for name in ("SHOW_AFTER", "STOP_AFTER", "EVERY"):
        monkeypatch.setattr(type(work), name, 0.0)
    monkeypatch.setattr("db.exchange.union._STEP", 8)
    show = work._show

    def press(done: int, all_: int, gone: float) -> None:
        show(done, all_, gone)
        heard.append((done, all_))
        assert driver.window.workspace is not None
        if len(heard) == 1:
            driver.key(Qt.Key.Key_2, CTRL)
            assert driver.window.workspace.place_in_front == "exchange"
            assert not driver.window.close()
            driver.key(ESC)

    monkeypatch.setattr(work, "_show", press)
    screen.receiving.merge_button.click()
    assert len(heard) == 1 and screen.receiving.isVisible()
    assert path.read_bytes() == before
    assert driver.window.workspace is not None
    assert "chưa ghi gì vào sổ" in driver.window.workspace.messages._label.text()
    monkeypatch.setattr(work, "_show", show)
    driver.key(ENTER)
    assert valid(driver, 1) == 4
    assert QApplication.overrideCursor() is None


def test_drafts_go_to_another_laptop_under_a_pin(
    qtbot: QtBot, path: Path, home: Home, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    copy = member_copy(path, home, "TV04", tmp_path)
    first = Home(tmp_path / "may-cu")
    score(copy, first, "TV04", (1, 2), hand_in=False)
    second = tmp_path / "may-moi.thamdinh"
    second.write_bytes(copy.read_bytes())
    old = Driver(first)
    old.open(copy, "TV04")
    screen = screen_of(old)
    plug_in(screen, stick)
    screen.home.give_button.click()
    screen.writing.drafts_button.click()
    for _ in range(2):
        old.type("1357")
        old.key(ENTER)
    (written,) = stick.iterdir()
    assert written.suffix == ".nhap"
    old.close()
    driver = Driver(Home(tmp_path / "may-khac"))
    driver.open(second, "TV04")
    drop(driver, written)
    page = screen_of(driver).receiving
    assert "cần mã PIN" in page.totals.text() and driver.focus is page.unlock_button
    driver.key(ENTER)
    driver.type("1357")
    driver.key(ENTER)
    assert "Đã nhận 2 phiếu nháp" in page.detail.text()
    assert place_of(driver).exchange is screen_of(driver)
    member = driver.session.around.by_code["TV04"].id
    assert len(driver.session.book.drafts.of(member)) == 2
    driver.close()


def test_a_workbook_chosen_among_data_is_imported(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One way in for whatever somebody brings: a workbook leads to Nhập bảng."""
    workbook = tmp_path / "bang.xlsx"
    write_template(workbook)
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(workbook)], "")
    )
    driver.open(path)
    driver.key(Qt.Key.Key_7, CTRL)
    screen_of(driver).choose_files()
    driver.settle()
    assert driver.workspace.place_in_front == "import"
