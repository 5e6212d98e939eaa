"""Giấy tờ of a meeting: what is previewed, found, printed, written; an upper level's workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QFileDialog

from db.change_log import Value
from desktop.documents.own_template import remembered
from desktop.models.minutes_pages import page_sizes
from desktop.models.paper_search import Hit
from desktop.models.paper_source import PRINTED, gather
from desktop.screens.minutes_screen import FREEZE, PAPERS, MinutesScreen
from tests.flows.driver import CTRL, Driver
from tests.flows.minutes_steps import SPACE, TAB, part, with_meeting
from tests.flows.paper_scenes import make_template


def frozen(driver: Driver, path: Path) -> MinutesScreen:
    """The sample's meeting, frozen."""
    screen = with_meeting(driver, path)
    screen.form.go_to("date")
    driver.type("24/11/2023")
    driver.key(TAB)
    part(driver, screen, FREEZE)
    driver.key(SPACE)
    assert screen.meeting.frozen
    return screen


def preview(driver: Driver, screen: MinutesScreen, key: str) -> None:
    """Chooses another paper with the keyboard."""
    combo = screen.page.bar.papers
    combo.setFocus()
    driver.key(Qt.Key.Key_Home)
    for _ in range(combo.count()):
        if combo.currentData() == key:
            break
        driver.key(Qt.Key.Key_Down)
    assert screen.page.paper == key


def shows(driver: Driver, screen: MinutesScreen, words: str) -> bool:
    """Whether the paper that is being made says so; PDFium has one thread, which is not ours."""
    driver.wait(lambda: not screen.page._waiting and screen.pages.count > 0)
    found: list[tuple[Hit, ...]] = []
    screen.pages.found.connect(found.append)
    screen.pages.search(words)
    driver.wait(lambda: bool(found))
    return bool(found[-1])


def mark_all(driver: Driver, **values: Value) -> None:
    """The same in every submission."""
    book = driver.session.book
    with book.write() as operation:
        for (ident,) in book.connection.execute("SELECT id FROM submission"):
            operation.set("submission", ident, values)


def test_every_printed_paper_is_previewed(driver: Driver, path: Path) -> None:
    screen = with_meeting(driver, path)
    mark_all(driver, aims_excellent=1)
    driver.wait(lambda: screen.pages.count > 0)
    titles = {
        "summary-pdf": "BẢNG TỔNG HỢP", "ballots": "PHIẾU CHẤM ĐIỂM", "proposal": "TỜ TRÌNH",
        "notices": "THÔNG BÁO", "reminders": "đôn đốc", "briefs": "PHIẾU TÓM TẮT HỒ SƠ",
        "trace": "PHIẾU TRUY VẾT", "htxsnv": "DANH SÁCH",
    }  # fmt: skip
    own_test = {"minutes", "amendment"}  # the second one: test_amending
    assert set(titles) | own_test == {name for name, _ in PRINTED}
    for key, words in titles.items():
        preview(driver, screen, key)
        assert shows(driver, screen, words), key
        assert screen.page.page == 0 and not screen.page.words


def test_what_has_nothing_to_say_is_said_so(driver: Driver, path: Path) -> None:
    screen = with_meeting(driver, path)
    mark_all(driver, has_report=1, registered_on="2023-02-03")
    preview(driver, screen, "reminders")
    driver.wait(lambda: screen.page.words.startswith("Chưa dựng được trang in."))
    preview(driver, screen, "minutes")
    driver.wait(lambda: not screen.page.words)


def test_words_are_found_in_the_pages(driver: Driver, path: Path) -> None:
    screen = with_meeting(driver, path)
    driver.wait(lambda: screen.pages.count > 1)
    screen.page.area.setFocus()
    driver.key(Qt.Key.Key_F, CTRL)
    search = screen.page.search
    assert driver.focus is search.edit
    driver.type("phu luc")
    driver.wait(lambda: bool(search.hits))
    assert search.current is not None and screen.page.page == search.current.page
    first = search.current
    driver.key(Qt.Key.Key_Return)
    assert search.current is not first or len(search.hits) == 1
    driver.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert search.current is first
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("khong he co chu nay")
    driver.wait(lambda: not search.hits)
    assert "không thấy" in search._count.text()
    driver.key(Qt.Key.Key_Escape)
    assert search.isHidden()
    assert driver.focus.accessibleName().startswith("Bản xem trước: Biên bản")


def test_what_is_previewed_is_printed(driver: Driver, path: Path, tmp_path: Path) -> None:
    screen = with_meeting(driver, path)
    preview(driver, screen, "proposal")
    assert shows(driver, screen, "TỜ TRÌNH")
    assert screen.papers.print_button.accessibleName() == "In tờ trình"
    writer = QPdfWriter(str(tmp_path / "in.pdf"))
    writer.setResolution(72)
    screen.papers.print_to(writer)
    message = screen.papers.message
    driver.wait(lambda: bool(message.text))
    assert message.text == f"Đã gửi {screen.pages.count} trang tờ trình tới máy in."


def test_all_chosen_papers_are_printed_in_one_job(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    screen = frozen(driver, path)
    part(driver, screen, PAPERS)
    page = screen.choosing
    page.none_button.setFocus()
    driver.key(SPACE)
    assert not screen.papers.export_button.isEnabled() and not screen.papers.all_button.isEnabled()
    for name in ("minutes", "notices", "summary"):
        page.boxes[name].setFocus()
        driver.key(SPACE)
    assert screen.papers.only == ("minutes", "summary", "notices")
    source = gather(screen.meeting, screen.papers.only)
    wanted = sum(len(page_sizes(source.pdf(name))) for name in ("minutes", "notices"))
    writer = QPdfWriter(str(tmp_path / "in.pdf"))
    writer.setResolution(72)
    screen.papers.print_all_to(writer)
    message = screen.papers.message
    driver.wait(lambda: bool(message.text))
    assert message.text == f"Đã gửi {wanted} trang giấy tờ tới máy in."
    screen.papers.export_to(tmp_path / "out")
    driver.wait(lambda: message.text.startswith("Đã ghi"))
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        *("minutes.pdf", "summary.xlsx", "notices.pdf", "packet.pdf")
    }


def test_files_for_both_sides_have_mirrored_margins(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    screen = with_meeting(driver, path)
    part(driver, screen, PAPERS)
    screen.choosing.none_button.click()
    screen.choosing.boxes["minutes"].click()
    message = screen.papers.message

    def written(name: str) -> bytes:
        message.hide()
        screen.papers.export_to(tmp_path / name)
        driver.wait(lambda: message.text.startswith("Đã ghi"))
        return (tmp_path / name / "minutes.pdf").read_bytes()

    plain = written("one")
    screen.choosing.two_sides.setFocus()
    driver.key(SPACE)
    assert written("two") != plain


def test_an_upper_levels_workbook_is_mapped_once(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = make_template(tmp_path / "Biểu 02.xlsx")
    before, out = template.read_bytes(), tmp_path / "da dien.xlsx"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(template), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    screen = frozen(driver, path)
    part(driver, screen, PAPERS)
    choosing, page = screen.choosing, screen.choosing.template
    choosing.template_button.setFocus()
    driver.key(SPACE)
    assert page.isVisible() and driver.focus is page.table
    page.fill_button.click()
    assert "ít nhất một ô" in page.complaint.text()
    for _ in range(5):
        driver.key(Qt.Key.Key_Down)
    page.fields.setCurrentIndex(page.fields.findData("number"))
    page.fields.activated.emit(page.fields.currentIndex())
    driver.key(Qt.Key.Key_Right)
    page.fields.setCurrentIndex(page.fields.findData("subject"))
    page.fields.activated.emit(page.fields.currentIndex())
    assert page.grid.cells == {"A6": "number", "B6": "subject"}
    page.fill_button.setFocus()
    driver.key(SPACE)
    assert page.isHidden()
    assert driver.focus.accessibleName() == choosing.template_button.accessibleName()
    assert "da dien.xlsx" in screen.papers.message.text
    sheet = load_workbook(out).worksheets[0]
    cases = screen.meeting.body["submissions"]
    assert [sheet.cell(6 + n, 2).value for n in range(len(cases))] == [c["subject"] for c in cases]
    assert template.read_bytes() == before
    known = remembered(driver.session.book.home, template)
    assert known is not None and known.cells == {"A6": "number", "B6": "subject"}
    choosing.template_button.click()
    assert page.grid.cells == known.cells, "mapped once"
    driver.key(Qt.Key.Key_Delete)
    assert page.grid.cells == {"B6": "subject"}
    driver.key(Qt.Key.Key_Escape)
    assert page.isHidden()


def test_a_file_that_is_no_workbook_is_said_so(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    screen = with_meeting(driver, path)
    part(driver, screen, PAPERS)
    wrong = tmp_path / "anh.xlsx"
    wrong.write_bytes(b"no workbook")
    page = screen.choosing.template
    assert not page.open_template(wrong)
    assert page.complaint.text() and driver.focus is page.drop_button
    driver.key(SPACE)
    assert page.isHidden()
