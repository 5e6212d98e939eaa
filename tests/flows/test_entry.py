"""A submission typed in from its two papers, by keyboard only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from db import entries
from db.queries.entry import targets
from db.queries.register import idents
from db.queries.submission import Details, details
from desktop.register_place import RegisterPlace
from desktop.screens.submission_form import SubmissionFormScreen
from desktop.widgets.minutes_fields import LineField
from tests.flows.driver import CTRL, SHIFT, Driver
from tests.flows.sample_book import code

ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def place_of(driver: Driver) -> RegisterPlace:
    assert driver.window.workspace is not None
    front = driver.window.workspace.screen_in_front
    assert isinstance(front, RegisterPlace)
    return front


def form_of(driver: Driver) -> SubmissionFormScreen:
    front = place_of(driver).current
    assert isinstance(front, SubmissionFormScreen)
    return front


def read_only(form: SubmissionFormScreen, name: str) -> bool:
    """Whether a line of the form can only be read."""
    field = form.form.fields[name]
    assert isinstance(field, LineField)
    return field.edit.isReadOnly()


def stored(driver: Driver) -> Details:
    """What the book holds of the submission in the form."""
    ident = form_of(driver).entry.ident
    assert ident is not None
    return details(driver.session.book, driver.session.around, ident)


def trouble(driver: Driver, name: str) -> str:
    return form_of(driver).form.fields[name].trouble


def go(driver: Driver, name: str, text: str = "") -> None:
    """Puts the cursor into a field and types over what is there."""
    form_of(driver).form.go_to(name)
    driver.settle()
    focus = driver.focus
    if isinstance(focus, QLineEdit | QPlainTextEdit):
        focus.selectAll()
    driver.type(text)


@pytest.fixture
def office(driver: Driver, path: Path) -> Driver:
    driver.open(path)
    driver.key(Qt.Key.Key_2, CTRL)
    return driver


def test_a_whole_entry(office: Driver) -> None:
    driver = office
    driver.key(Qt.Key.Key_N, CTRL)
    form = form_of(driver)
    assert form.entry.new and form.entry.code == code(11)
    before = len(idents(driver.session.book, driver.session.around))
    driver.type("Đảng bộ xã Lát")
    driver.key(ENTER)  # post
    assert not form.entry.new and stored(driver).values["subject"] == "Đảng bộ xã Lát"
    driver.key(ENTER)  # unit
    driver.type("lat")
    driver.key(ENTER)  # field
    assert stored(driver).values["unit"] == "LD01"
    driver.type("K")  # Kinh tế
    driver.key(TAB)
    driver.type("Vườn mẫu")
    driver.key(ENTER)
    driver.key(TAB)
    driver.key(Qt.Key.Key_Space)  # aims at HTXSNV
    driver.key(TAB)
    for text in ("Nội dung", "Căn cứ", "Hiện trạng", "Tính mới", "Giải pháp", "Sản phẩm"):
        driver.type(text)
        driver.key(TAB)
    for text in ("Toàn xã", "Quý II", "Hội Nông dân", "Bí thư", "Nguyễn Văn A"):
        driver.type(text)
        driver.key(ENTER)
    driver.key(Qt.Key.Key_Space)  # the main one of its models
    driver.key(TAB)
    values = stored(driver).values
    assert values["is_main"] == 1
    assert values["field"] == "Kinh tế" and values["aims_excellent"] == 1
    for name, text in (
        ("title", "Vườn mẫu"), ("content", "Nội dung"), ("basis", "Căn cứ"),
        ("current_state", "Hiện trạng"), ("novelty", "Tính mới"), ("solution", "Giải pháp"),
        ("product", "Sản phẩm"), ("scope", "Toàn xã"), ("schedule", "Quý II"),
        ("partners", "Hội Nông dân"), ("lead", "Bí thư"), ("signer", "Nguyễn Văn A"),
    ):  # fmt: skip
        assert values[name] == text, name
    assert form.form.targets.hasFocus()  # the targets come next
    for text in ("Hộ tham gia", "hộ", "0", "40", "52"):
        driver.type(text)
        driver.key(ENTER)
    assert form.entry.ident is not None
    [row] = targets(driver.session.book, form.entry.ident)
    assert (row.name, row.measure, row.baseline, row.promised, row.actual) == (
        "Hộ tham gia", "hộ", "0", "40", "52",
    )  # fmt: skip
    go(driver, "registered_on", "5/3/2023")
    driver.key(ENTER)
    driver.type("107")
    driver.key(ENTER)
    form.form.fields["has_report"].editor.setFocus()
    driver.key(Qt.Key.Key_Space)
    go(driver, "reported_on", "10/11/2023")
    driver.key(ENTER)
    go(driver, "result", "52 hộ tham gia, thu nhập tăng 12 %.")
    driver.key(TAB)
    form.sections.choose("marks")
    driver.settle()
    for text in ("1,75", "3.5", "1", "0,5", "0,25", "0"):
        driver.type(text)
        driver.key(ENTER)
    assert form.form.marks.total.text() == "TỔNG TỰ CHẤM 7,00"
    driver.type("K")  # Khá
    driver.key(TAB)
    go(driver, "subject")
    driver.key(Qt.Key.Key_Escape)
    assert not place_of(driver).typing
    found = idents(driver.session.book, driver.session.around)
    assert len(found) == before + 1
    kept = details(driver.session.book, driver.session.around, found[-1])
    assert kept.values["code"] == code(11) and kept.values["registered_on"] == "2023-03-05"
    assert kept.values["has_report"] == 1 and kept.values["reported_on"] == "2023-11-10"
    assert sum(kept.self_marks.values()) == 700 and kept.values["self_class"] == "Khá"
    assert kept.values["arrival_no"] == "107" and kept.eligible is True


def test_wrong_dates_and_marks_are_said_beside_the_field(office: Driver) -> None:
    driver = office
    driver.key(Qt.Key.Key_F2)
    go(driver, "registered_on", "31/02/2023")
    driver.key(TAB)
    assert "Không có ngày 31/02/2023 trong lịch" in trouble(driver, "registered_on")
    assert "Sổ vẫn giữ: 02/02/2023." in trouble(driver, "registered_on")
    assert stored(driver).values["registered_on"] == "2023-02-02"
    driver.key(Qt.Key.Key_2, CTRL)
    driver.key(Qt.Key.Key_4, CTRL)  # stays: what is typed would be lost
    assert place_of(driver).typing
    driver.key(Qt.Key.Key_Escape)
    assert trouble(driver, "registered_on") == ""
    form = form_of(driver).form
    form.marks.fields[0].editor.setFocus()
    for text, said in (("8.5", "vượt mức tối đa 2,00"), ("x", "không phải điểm")):
        field = form.marks.fields[0]
        editor = field.editor
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        driver.type(text)
        driver.key(TAB)
        assert said in field.trouble and stored(driver).self_marks["TC1"] == 175
        editor.setFocus()


def test_a_code_that_is_taken(office: Driver) -> None:
    driver = office
    driver.key(Qt.Key.Key_N, CTRL)
    go(driver, "code", code(3))
    driver.key(TAB)
    assert f"Đã có hồ sơ {code(3)}" in trouble(driver, "code")
    assert form_of(driver).entry.new
    driver.key(TAB, SHIFT)
    driver.key(Qt.Key.Key_Escape)
    assert trouble(driver, "code") == "" and form_of(driver).entry.code == code(11)
    driver.key(Qt.Key.Key_Escape)  # nothing typed: nothing kept
    assert not place_of(driver).typing
    assert len(idents(driver.session.book, driver.session.around)) == 10


def test_an_unclear_unit(office: Driver) -> None:
    driver = office
    driver.key(Qt.Key.Key_F2)
    go(driver, "unit", "dang bo")
    driver.key(TAB)
    assert "khớp 3 đơn vị" in trouble(driver, "unit")
    assert stored(driver).values["unit"] == "LD02"


def test_undo_and_redo_of_one_field(office: Driver) -> None:
    driver = office
    driver.key(Qt.Key.Key_F2)
    go(driver, "title", "Tên khác")
    driver.key(ENTER)
    assert stored(driver).values["title"] == "Tên khác"
    driver.session.undo()
    assert str(stored(driver).values["title"]).startswith("Chi bộ")
    assert form_of(driver).form.fields["title"].text().startswith("Chi bộ")
    driver.session.redo()
    assert stored(driver).values["title"] == "Tên khác"


def test_undo_by_key_in_a_field_where_nothing_was_typed(office: Driver) -> None:
    driver = office
    driver.key(Qt.Key.Key_F2)
    go(driver, "title", "Tên khác")
    for name in ("content", "subject"):  # lines of text, and one line
        go(driver, name)
        driver.key(Qt.Key.Key_Z, CTRL)
        assert str(stored(driver).values["title"]).startswith("Chi bộ"), name
        driver.key(Qt.Key.Key_Z, CTRL | SHIFT)
        assert stored(driver).values["title"] == "Tên khác", name


def test_undo_leaves_the_list_where_it_is(office: Driver) -> None:
    driver = office
    screen = place_of(driver).list
    for _ in range(3):
        driver.key(Qt.Key.Key_Down)
    ident = screen.model.id_of(3)
    assert screen.table.currentIndex().row() == 3
    driver.key(Qt.Key.Key_F2)
    go(driver, "title", "Tên khác")
    driver.key(ENTER)
    driver.key(Qt.Key.Key_Escape)
    driver.key(Qt.Key.Key_Z, CTRL)
    found = details(driver.session.book, driver.session.around, ident)
    assert found.values["title"] != "Tên khác"
    assert screen.table.currentIndex().row() == 3


def test_next_and_previous(office: Driver) -> None:
    driver = office
    driver.key(Qt.Key.Key_F2)
    driver.key(Qt.Key.Key_Down, CTRL)
    driver.key(Qt.Key.Key_Down, CTRL)
    assert form_of(driver).entry.code == code(3)
    driver.key(Qt.Key.Key_Up, CTRL)
    assert form_of(driver).entry.code == code(2)


def test_a_paper_without_its_day_and_a_list_that_has_grown_meanwhile(office: Driver) -> None:
    driver = office
    driver.key(Qt.Key.Key_F2)
    form = form_of(driver)
    go(driver, "registered_on", "")
    driver.key(Qt.Key.Key_Delete)
    driver.key(TAB)
    assert "đang tính là chưa đăng ký" in form.notice.text
    go(driver, "registered_on", "10/3/2023")
    driver.key(TAB)
    assert form.notice.text == ""
    form._order = form._order[:1]  # as it was before an import that brought more
    form._renew()
    assert not form._next.isEnabled()
    place_of(driver).renew()
    assert form._next.isEnabled()
    given = form.sections.buttons["marks"].text()
    assert "/7" in given
    mark = form.form.marks.first
    assert isinstance(mark, QLineEdit)
    mark.setFocus()
    mark.selectAll()
    driver.type("0")  # a mark that was given
    driver.key(TAB)
    assert form.sections.buttons["marks"].text() == given


def test_withdrawal_asks_why(office: Driver) -> None:
    driver = office
    driver.key(Qt.Key.Key_F2)
    form = form_of(driver)
    form.withdraw_button.click()
    driver.key(ENTER)
    assert form.ask.isVisible() and not form.entry.withdrawn
    driver.type("Trung ho so")
    driver.key(ENTER)
    assert stored(driver).values["withdrawn"] == "Trung ho so" and form.entry.locked
    assert "đã rút" in form.notice.text
    assert read_only(form, "title")
    form.withdraw_button.click()
    driver.settle()
    assert not form.entry.locked and not read_only(form, "title")


def test_what_is_frozen_is_only_read(office: Driver) -> None:
    from db import freeze

    driver = office
    session = driver.session
    campaign = session.campaign
    assert campaign is not None
    values = {"campaign": campaign.id, "number": 1, "date": "2023-11-24", "chair": "TV01",
              "secretary": "TV03"}  # fmt: skip
    assert session.run(entries.save, "session", None, values)
    assert session.run(freeze.freeze, campaign, 1)
    driver.key(Qt.Key.Key_F2)
    form = form_of(driver)
    assert "chốt để ký ở cuộc họp số 1" in form.notice.text
    assert read_only(form, "title")
    assert form.form.target_rows.rowCount() == 1  # no empty row


def test_without_the_office_key_it_is_only_read(member_driver: Driver, path: Path) -> None:
    driver = member_driver
    driver.open(path)
    driver.key(Qt.Key.Key_2, CTRL)
    place = place_of(driver)
    assert not place.add_button.isVisible()
    driver.key(Qt.Key.Key_N, CTRL)
    assert not place.typing
    driver.key(Qt.Key.Key_F2)
    assert "không giữ khóa cơ quan" in form_of(driver).notice.text
