"""A file dropped on the window goes its own way; a workbook is imported by keyboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget

from db import campaigns, rubrics, rule_changes
from db.book import Book
from db.home import Home
from db.queries.submission import details
from desktop.documents.word_form import filled, write_word_form
from desktop.intake.word_form_layout import REGISTRATION
from desktop.models.import_columns import Column
from desktop.models.import_outcome import RUBRIC_FIRST
from desktop.new_book_making import NewBook, make
from desktop.screens.import_workbook import ImportScreen
from tests.flows.driver import CTRL, Driver, drop
from tests.flows.exchange_scenes import screen_of
from tests.flows.sample_book import make_book
from tests.support import panel_workbook

FILES = Path(__file__).parents[1] / "files"


@pytest.fixture
def empty(tmp_path: Path, home: Home) -> Path:
    """A book of 2023 with both rubrics and nothing else."""
    names = ("rubric-collective.toml", "rubric-individual.toml")
    scales = tuple(rubrics.read_file(FILES / name) for name in names)
    return make(tmp_path / "so.thamdinh", home, NewBook("Huyện ủy", 2023, scales=scales))


def importing(driver: Driver) -> ImportScreen:
    assert driver.window.workspace is not None
    front = driver.window.workspace.screen_in_front
    assert isinstance(front, ImportScreen)
    return front


def test_a_dropped_workbook_is_imported(driver: Driver, empty: Path) -> None:
    driver.open(empty)
    drop(driver, FILES / "lac-duong-2023.xlsx")
    screen = importing(driver)
    driver.wait(lambda: not screen.reader.busy)
    driver.key(Qt.Key.Key_Return, CTRL)
    assert screen.preview.sentence.text().startswith("Đã nhập: thêm 29 đơn vị")
    assert driver.focus is screen.preview.register
    driver.key(Qt.Key.Key_Space)
    assert driver.window.workspace is not None
    assert driver.window.workspace.place_in_front == "register"
    assert len(driver.session.around.members) == 7


def test_an_import_can_be_stopped_and_done_after_all(
    driver: Driver, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.open(empty)
    drop(driver, FILES / "lac-duong-2023.xlsx")
    screen = importing(driver)
    driver.wait(lambda: not screen.reader.busy)
    before, work, told = empty.read_bytes(), screen.work, list[tuple[int, int]]()
    for name in ("SHOW_AFTER", "STOP_AFTER", "EVERY"):
        monkeypatch.setattr(type(work), name, 0.0)
    show = work._show

    def press(done: int, all_: int, gone: float) -> None:
        show(done, all_, gone)
        told.append((done, all_))
        if len(told) == 3:
            driver.key(Qt.Key.Key_Escape)

    monkeypatch.setattr(work, "_show", press)
    driver.key(Qt.Key.Key_Return, CTRL)
    assert told == [(0, told[0][1]), (50, told[0][1]), (100, told[0][1])]
    assert empty.read_bytes() == before
    assert driver.window.workspace is not None
    assert "chưa ghi gì vào sổ" in driver.window.workspace.messages._label.text()
    monkeypatch.setattr(work, "_show", show)
    driver.key(Qt.Key.Key_Return, CTRL)
    assert screen.preview.sentence.text().startswith("Đã nhập: thêm 29 đơn vị")


def test_a_dropped_book_opens_at_once_or_after_a_question(
    driver: Driver, empty: Path, tmp_path: Path, home: Home
) -> None:
    drop(driver, empty)
    assert driver.session.path == empty
    other = make_book(tmp_path / "khac.thamdinh", home)
    drop(driver, other)
    assert driver.session.path == empty and driver.window.drops.question.isVisible()
    driver.key(Qt.Key.Key_Escape)
    assert driver.session.path == empty and not driver.window.drops.question.isVisible()
    drop(driver, other)
    driver.key(Qt.Key.Key_Return)
    assert driver.session.path == other and not driver.window.drops.question.isVisible()
    drop(driver, other)
    assert driver.window.workspace is not None
    assert "đang mở rồi" in driver.window.workspace.messages.text


def test_a_dropped_rubric_is_offered(driver: Driver, tmp_path: Path, home: Home) -> None:
    path = make(tmp_path / "so.thamdinh", home, NewBook("Huyện ủy", 2023))
    drop(driver, FILES / "rubric-collective.toml")
    assert "mở hoặc tạo sổ trước" in driver.window.drops._words.text
    driver.open(path)
    drop(driver, FILES / "rubric-collective.toml")
    driver.window.drops.question.confirm.click()
    assert len(driver.session.around.rubrics) == 1
    with Book.open(path, home, readonly=True) as book:
        assert campaigns.rubrics(book.connection, campaigns.find(book.connection, None).id)


def test_a_rubric_that_is_missing_is_asked_for_not_the_cells(
    driver: Driver, tmp_path: Path, home: Home
) -> None:
    scales = (rubrics.read_file(FILES / "rubric-collective.toml"),)
    driver.open(make(tmp_path / "so.thamdinh", home, NewBook("Huyện ủy", 2023, scales=scales)))
    drop(driver, FILES / "lac-duong-2023.xlsx")
    screen = importing(driver)
    driver.wait(lambda: not screen.reader.busy)
    said = {label.text() for label in screen.preview.findChildren(QLabel) if label.isVisible()}
    assert RUBRIC_FIRST in said


def test_a_rubric_dropped_on_a_new_book_is_chosen(driver: Driver) -> None:
    driver.key(Qt.Key.Key_N, CTRL)
    drop(driver, FILES / "rubric-individual.toml")
    assert driver.window.new_book is not None and driver.window.new_book.step == 1
    assert [r.applies_to for r in driver.window.new_book.scales.scales][-1] == "individual"


def test_anything_else_gets_one_sentence(driver: Driver, tmp_path: Path, empty: Path) -> None:
    picture = tmp_path / "anh.png"
    picture.write_bytes(b"\x89PNG")
    drop(driver, picture)
    assert "“anh.png” không phải sổ" in driver.window.drops._words.text
    driver.open(empty)
    assert driver.window.workspace is not None
    messages = driver.window.workspace.messages
    drop(driver, picture)
    assert "“anh.png” không phải sổ" in messages.text
    folder = tmp_path / "trong"
    folder.mkdir()
    drop(driver, folder)
    screen = screen_of(driver)
    assert screen.receiving.totals.text() == "Không thấy tệp nào của chương trình ở đó."
    drop(driver, picture, empty)
    words = screen.receiving.totals.text()
    assert words == "2 tệp: 1 tệp không có gì mới, 1 tệp không nhận."


def test_files_for_a_book_need_one(driver: Driver, tmp_path: Path, empty: Path) -> None:
    drop(driver, tmp_path)
    words = driver.window.drops._words
    assert words.text.startswith("Hãy mở hoặc tạo sổ trước")
    drop(driver, empty, tmp_path)
    assert "2 tệp vào lần nữa" in words.text


def test_a_member_without_the_office_key_is_told(member_driver: Driver, path: Path) -> None:
    member_driver.open(path)
    drop(member_driver, FILES / "lac-duong-2023.xlsx")
    assert member_driver.window.workspace is not None
    assert "khóa cơ quan" in member_driver.window.workspace.messages.text
    member_driver.window.workspace.messages.hide()
    drop(member_driver, FILES / "rubric-collective.toml")
    assert "khóa cơ quan" in member_driver.window.workspace.messages.text
    assert member_driver.window.drops.question.isHidden()


def test_a_book_can_be_closed_while_a_workbook_is_read(driver: Driver, empty: Path) -> None:
    for _ in range(3):
        driver.open(empty)
        drop(driver, FILES / "lac-duong-2023.xlsx")
        assert driver.window.close_book()
        driver.settle()
    driver.open(empty)
    assert not driver.session.around.members


def test_columns_are_chosen_by_keyboard(driver: Driver, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "xa-lat.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["STT", "Tên tập thể", "Mô hình", "Đối tượng", "Cột lạ"])
    sheet.append([1, "Chi bộ thôn 1", "Đường hoa", "Tập thể", "05/03/2023"])
    book.save(path)
    driver.open(empty)
    drop(driver, path)
    screen = importing(driver)
    driver.wait(lambda: not screen.reader.busy)
    page = screen._columns
    assert page is not None and page.isVisible()
    while driver.focus is not page.table:
        driver.key(Qt.Key.Key_Tab)
    driver.key(Qt.Key.Key_Down)
    for _ in range(3):
        driver.key(Qt.Key.Key_Down)
    assert page.model.index(4, Column.FIELD).data() == "(bỏ qua)"
    driver.key(Qt.Key.Key_Return)  # the list of fields
    driver.wait(lambda: isinstance(QApplication.activePopupWidget(), QWidget))
    popup = QApplication.activePopupWidget()
    assert popup is not None
    view = popup.findChild(QAbstractItemView)
    assert view is not None
    QTest.keyClicks(view, "S")  # Sản phẩm
    QTest.keyClick(view, Qt.Key.Key_Return)
    driver.settle()
    assert page.model.index(4, Column.FIELD).data() == "Sản phẩm"
    assert driver.focus is page.table
    driver.key(Qt.Key.Key_Return, CTRL)
    driver.wait(lambda: not screen.reader.busy)
    assert screen.preview.confirm.text() == "Nhập 1 hồ sơ"
    driver.key(Qt.Key.Key_Return, CTRL)
    assert screen.preview.sentence.text() == "Đã nhập: thêm 1 hồ sơ."


def test_a_filled_form_in_word_is_taken_in_after_a_question(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    driver.open(path)
    session = driver.session
    assert session.campaign is not None
    ident = session.book.connection.execute(
        "SELECT id FROM submission WHERE code IS NOT NULL ORDER BY code LIMIT 1"
    ).fetchone()[0]
    form = tmp_path / "phieu.docx"

    def write(title: str) -> None:
        said = details(session.book, session.around, ident)
        content = filled(session.campaign, said) if session.campaign else None
        assert content is not None
        changed = replace(content, values={**content.values, "title": title})
        assert session.campaign is not None
        write_word_form(REGISTRATION, session.campaign, changed, None, form)

    write("Tên mô hình sửa trong Word")
    drops = driver.window.drops
    drop(driver, form)
    assert drops.question.isVisible()
    drops.question.give_up()
    assert "sửa trong Word" not in str(details(session.book, session.around, ident).values)
    drop(driver, form)
    drops.question.confirm.click()
    assert details(session.book, session.around, ident).values["title"] == (
        "Tên mô hình sửa trong Word"
    )
    foreign = tmp_path / "thu.docx"
    with ZipFile(foreign, "w") as package:
        package.writestr("word/document.xml", "<w:document xmlns:w='w'><w:body/></w:document>")
    drop(driver, foreign)
    drops.question.confirm.click()
    driver.settle()
    assert not drops.question.isVisible()
    assert details(session.book, session.around, ident).values["title"] == (
        "Tên mô hình sửa trong Word"
    )


def test_a_panel_that_changes_after_scoring_asks_why(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    driver.open(path)
    drop(driver, panel_workbook(tmp_path, "TV06"))
    screen = importing(driver)
    driver.wait(lambda: not screen.reader.busy)
    ask = screen.preview.ask
    driver.key(Qt.Key.Key_Return, CTRL)
    assert "thêm đồng chí K'Brôh (thành viên)" in ask.accessibleName() and ask.isVisible()
    driver.key(Qt.Key.Key_Escape)
    assert "TV06" not in driver.session.around.by_code
    assert driver.focus is screen.preview.confirm
    driver.key(Qt.Key.Key_Return, CTRL)
    driver.type("Bo sung nhan su")
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Return)
    assert ask.isVisible(), "the basis, too"
    driver.type("Quyet dinh 21")
    driver.wait(ask.confirm.isEnabled)
    driver.key(Qt.Key.Key_Return)
    assert ask.isHidden() and screen.preview.sentence.text().startswith("Đã nhập: thêm 1")
    campaign = driver.session.campaign
    assert campaign is not None
    (change,) = rule_changes.changes(driver.session.book.connection, campaign.id)
    assert (change.what, change.reason, change.basis) == (
        "panel", "Bo sung nhan su", "Quyet dinh 21",
    )  # fmt: skip
    assert [m["code"] for m in change.new][-1] == "TV06"


def test_a_settled_conflict_that_changes_the_panel_asks_why(driver: Driver, path: Path) -> None:
    driver.open(path)
    member = driver.session.around.by_code["TV04"]
    with driver.session.book.write() as operation:  # as if two laptops had written it
        operation.append("member", member.id, "unit", [], "LD01")
    assert driver.window.workspace is not None
    driver.window.workspace.show_part("exchange", "matters")
    driver.settle()
    screen: Any = driver.front
    screen.load()
    other = next(i for i, c in enumerate(screen.model.cards(0)) if c.state != "đang hiển thị")
    screen.cards.buttons[other].setFocus()
    driver.key(Qt.Key.Key_Space)
    assert screen.ask.isVisible() and len(screen.model.matters) == 1
    for text in ("Chuyen cong tac", "Quyet dinh 22"):
        driver.type(text)
        driver.key(Qt.Key.Key_Return)
    assert screen.ask.isHidden() and not screen.model.matters
    assert "biên bản sẽ nêu" in driver.workspace.messages.text
