"""The intake desk in the window: a stick dropped, questions answered, paper typed, papers out."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView

from db import campaigns
from db.book import Book
from db.exchange.verify import PARTS
from db.home import Home
from db.keys import fingerprint
from db.queries.desk import desk
from db.rules import proof
from desktop.documents.unit_form import write_unit_form
from desktop.exchange_place import DESK, ExchangePlace
from desktop.folders import STICK
from desktop.models.desk_grid import MISSING, Column
from desktop.screens.unit_desk import UnitDeskScreen
from desktop.widgets.work_page import WorkPage
from tests.flows.desk_book import OTHER_KEY, make_district
from tests.flows.desk_scenes import desk_of, received, stick_of
from tests.flows.driver import CTRL, Driver, answers_folder, drop
from tests.flows.exchange_scenes import place_of

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def path(tmp_path: Path, home: Home) -> Path:
    return make_district(tmp_path / "huyen.thamdinh", home)


def names(screen: UnitDeskScreen) -> dict[str, str]:
    """What became of each file that was just received."""
    return {one.path.name: str(one.verdict) for one in screen.report.model.reports}


def row_of(screen: UnitDeskScreen, name: str) -> int:
    return [one.path.name for one in screen.report.model.reports].index(name)


def states(driver: Driver) -> dict[str, str]:
    session = driver.session
    assert session.campaign is not None
    return {unit.code: unit.state for unit in desk(session.book, session.campaign).units}


def test_a_folder_of_deliveries_dropped_anywhere_is_named_file_by_file(
    driver: Driver, path: Path
) -> None:
    driver.open(path)
    drop(driver, stick_of(driver))
    place = driver.workspace.screen_in_front
    assert isinstance(place, ExchangePlace) and isinstance(place.current, UnitDeskScreen)
    screen = place.current
    assert place.chips.current == DESK
    assert names(screen) == {
        "xa-01.giaonop": "received",
        "xa-02.giaonop": "duplicate",
        "xa-02-chep.giaonop": "older",
        "xa-02-moi.giaonop": "received",
        "xa-03.giaonop": "received",
        "xa-04.giaonop": "received",
        "xa-05.giaonop": "refused",
        "xa-06-hong.giaonop": "refused",
        "la.giaonop": "refused",
    }
    assert "4 đã nhận" in screen.report.totals.text()
    assert screen.report.missing.text() == "Còn 4 đơn vị chưa gửi."
    driver.key(ESC)
    assert screen.home.totals.text() == "4/8 đơn vị đã nhận · 4 còn thiếu"
    assert screen.home.filters.buttons[MISSING].text() == "Còn thiếu 4"
    driver.key(Qt.Key.Key_Z, CTRL)
    assert set(states(driver).values()) == {"missing"}
    assert screen.home.totals.text() == "0/8 đơn vị đã nhận · 8 còn thiếu"


def test_a_folder_that_was_chosen_goes_to_the_desk_the_open_book_in_it_or_not(
    driver: Driver, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.open(path)
    exchange = place_of(driver).exchange
    (path.parent / "usb" / "la.giaonop").replace(path.parent / "la.giaonop")
    answers_folder(monkeypatch, path.parent)  # the book, another's, deliveries, one of nobody
    (path.parent / "xa.thamdinh").unlink()
    exchange.choose_folder()
    screen = driver.front
    assert isinstance(screen, UnitDeskScreen)
    assert names(screen)["la.giaonop"] == "refused" and names(screen)["xa-03.giaonop"] == "received"
    assert driver.look.preferences.folder_of(STICK) == path.parent


def test_a_delivery_among_copies_that_is_not_taken_says_why(driver: Driver, path: Path) -> None:
    driver.open(path)
    exchange = place_of(driver).exchange
    page = exchange.receiving
    place_of(driver).receive([path.parent / "xa.thamdinh", path.parent / "usb" / "la.giaonop"])
    assert exchange.isVisible() and "2 tệp: 1 tệp có phần mới, 1 tệp không nhận." in (
        page.totals.text()
    )
    page.merge_button.click()
    assert page.merge_button.isHidden() and "2 tệp không nhận" in page.totals.text()


def test_whose_a_file_is_and_whose_a_key_a_person_says(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = received(driver)
    screen.report.table.go_to(row_of(screen, "xa-05.giaonop"))
    driver.key(ENTER)
    choice = screen.report.choice
    assert choice.isVisible() and choice.box.currentData() == ""
    assert not choice.take_button.isEnabled()
    assert choice.box.itemText(1) == "Đảng ủy xã 05 (DU05), tên gần giống"
    choice.box.setCurrentIndex(1)
    choice.take_button.click()
    assert names(screen)["xa-05.giaonop"] == "received" and states(driver)["DU05"] == "received"
    assert choice.isHidden()
    screen.receive([path.parent / "xa-01-may-moi.giaonop"])
    driver.key(ENTER)
    driver.type("0000-0000-0000-0000")
    driver.key(ENTER)
    assert names(screen) == {"xa-01-may-moi.giaonop": "refused"}
    assert "khác dấu" in screen.report.ask._trouble.text()
    field = screen.report.ask.edit("mark")
    field.clear()
    field.setFocus()
    driver.type(fingerprint(OTHER_KEY.public).lower())
    driver.key(ENTER)
    assert names(screen) == {"xa-01-may-moi.giaonop": "received"}


def test_a_stopped_batch_changes_nothing(
    driver: Driver, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.open(path)
    screen = desk_of(driver)
    monkeypatch.setattr(WorkPage, "EVERY", 0.0)
    monkeypatch.setattr(WorkPage, "SHOW_AFTER", 0.0)
    shown: list[str] = []

    def stop(*_: object) -> None:
        shown.append(screen.work.count.text())
        screen.work.stop()

    monkeypatch.setattr(screen.work.bar, "setValue", stop)
    screen.receive([stick_of(driver)])
    assert shown and screen.pages.currentWidget() is screen.states
    assert set(states(driver).values()) == {"missing"}


def test_thousandths_are_told_in_per_cent(driver: Driver, path: Path) -> None:
    driver.open(path)
    work = desk_of(driver).work
    for done, of, words in ((333, PARTS, "33 %"), (3, 12, "3/12"), (1, 0, "1")):
        work._show(done, of, 0.3)
        assert work.count.text() == words


def test_a_filled_in_form_goes_to_the_desk_a_workbook_of_ours_does_not(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    driver.open(path)
    campaign = driver.session.campaign
    assert campaign is not None
    form = write_unit_form(campaign, driver.session.around.units["DU06"], tmp_path / "mau.xlsx")
    drop(driver, form)
    screen = driver.front
    assert isinstance(screen, UnitDeskScreen)
    (report,) = screen.report.model.reports
    assert (report.path.name, str(report.verdict)) == ("mau.xlsx", "refused")
    assert "hồ sơ" in screen.report.detail.text()  # nothing is filled in: it says so


def test_totals_from_paper_are_typed_and_undone(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = desk_of(driver)
    screen.home.go_to("DU07")
    screen.home.key_in_button.click()
    page = screen.keying
    assert page.unit == "DU07"
    for text in ("3", "24.5", "2", "1"):
        driver.type(text)
        driver.key(ENTER)
    assert [page.totals.cell_text(row, 1) for row in range(4)] == ["3", "24,50", "2", "1"]
    driver.key(Qt.Key.Key_4, CTRL)
    assert driver.workspace.place_in_front == "exchange"  # nothing typed is lost
    assert "chưa ghi" in screen.messages.text
    page.save_button.click()
    assert screen.pages.currentWidget() is screen.states
    assert states(driver)["DU07"] == "received"
    chosen = screen.home.chosen()
    assert chosen is not None and chosen.code == "DU07"
    row = screen.home.model.row_of(b"DU07")
    assert screen.home.model.cell_text(row, Column.SOURCE) == "giấy"
    assert "chỉ có số tổng" in screen.home.model.cell_text(row, Column.NOTES)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert states(driver)["DU07"] == "missing"


def test_papers_are_one_press_each_and_the_folder_is_asked_once(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.open(path)
    screen = received(driver)
    screen.go_home()
    out = tmp_path / "giay-to"
    out.mkdir()
    asked = answers_folder(monkeypatch, out)
    for button in screen.home.papers:
        button.click()
    screen.home.filters.choose(MISSING)
    assert screen.home.forms_button.text() == "Phát mẫu Excel cho 4 đơn vị"
    screen.home.forms_button.click()
    assert sorted(file.name for file in out.iterdir()) == [
        "bien-nhan-2023.pdf", "don-doc-2023.pdf", "don-doc-2023.xlsx",
        "mau-ket-qua-2023-DU05.xlsx", "mau-ket-qua-2023-DU06.xlsx", "mau-ket-qua-2023-DU07.xlsx",
        "mau-ket-qua-2023-DU08.xlsx", "tong-hop-2023.pdf", "tong-hop-2023.xlsx",
    ]  # fmt: skip
    assert len(asked) == 1
    assert "4 tệp" in screen.messages.text and "giay-to" in screen.home.where_button.text()


def test_a_unit_and_the_rollup_are_looked_at_by_keyboard(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = received(driver)
    driver.key(ESC)
    screen.home.go_to("DU02")
    driver.key(ENTER)
    assert screen.pages.currentWidget() is screen.unit
    assert "đang tính" in screen.unit.about.text() and "12-QĐ/ĐU" in screen.unit.about.text()
    assert screen.unit.model.compared
    driver.key(ESC)
    screen.home.rollup_button.click()
    assert "4 đơn vị đã gửi, trong 8" in screen.rollup.totals.text()
    assert screen.rollup.units.rowCount() == 4
    driver.key(Qt.Key.Key_Z, CTRL)
    assert "0 đơn vị đã gửi" in screen.rollup.totals.text()


def test_a_member_has_no_desk(member_driver: Driver, path: Path) -> None:
    member_driver.open(path)
    place = place_of(member_driver)
    assert place.chips.buttons[DESK].isHidden()


def test_every_control_of_the_desk_has_a_name(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = received(driver)
    pages = [
        lambda: None,
        lambda: screen.report.answer(),
        lambda: screen.show_unit("DU02"),
        lambda: screen.show_rollup(),
        lambda: screen.begin_key_in(""),
        lambda: screen.go_home(),
    ]
    seen = set()
    for turn in pages:
        turn()
        driver.settle()
        seen.add(screen.pages.currentIndex())
        for kind in (QAbstractButton, QComboBox, QLineEdit, QTableView):
            for control in screen.findChildren(kind):
                if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    said = control.text() if isinstance(control, QAbstractButton) else ""
                    assert control.accessibleName() or said, control
    assert len(seen) == 5


def test_without_units_the_desk_says_what_fills_it(
    driver: Driver, home: Home, tmp_path: Path
) -> None:
    with Book.create(tmp_path / "trong.thamdinh", home) as book:
        campaigns.create(book, 2023, "Huyện ủy Lạc Dương")
    driver.open(tmp_path / "trong.thamdinh")
    screen = desk_of(driver)
    assert screen.states.notice == "Chưa có đơn vị nào phải gửi kết quả"
    assert screen.states.button.text() == "Nhập bảng tính…"
    assert driver.focus is screen.states.button
