"""The import screen: what would come in, every refused cell, and that nothing is hidden."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db import campaigns, entries, rubrics
from db.book import Book
from db.home import Home
from db.queries.results import results
from desktop.app import make_look, prepare
from desktop.cli import main
from desktop.intake import mapping_store, tables
from desktop.models.import_findings import Column, FindingKind
from desktop.new_book_making import NewBook, make
from desktop.screens.import_workbook import ImportScreen
from desktop.session import Session

FILES = Path(__file__).parents[2] / "files"
WORKBOOK = FILES / "lac-duong-2023.xlsx"
RUBRICS = ("rubric-collective.toml", "rubric-individual.toml")
Edit = Callable[[openpyxl.Workbook], None]


def new_book(path: Path, home: Home) -> Path:
    scales = tuple(rubrics.read_file(FILES / name) for name in RUBRICS)
    return make(path, home, NewBook("Huyện ủy Lạc Dương", 2023, scales=scales))


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path, home: Home) -> Iterator[ImportScreen]:
    prepare([])
    session = Session(Book.open(new_book(tmp_path / "so.thamdinh", home), home))
    found = ImportScreen(session, make_look(home))
    qtbot.addWidget(found)
    found.resize(1200, 700)
    found.show()
    found.arrive()
    yield found
    found.reader.stop()
    session.close()


@pytest.fixture
def look_at(screen: ImportScreen, qtbot: QtBot) -> Callable[[Path], None]:
    """Has the screen read a workbook and waits for what it says."""

    def read(path: Path) -> None:
        screen.read(path)
        qtbot.waitUntil(lambda: not screen.reader.busy)

    return read


def edited(tmp_path: Path, edit: Edit) -> Path:
    """A copy of the sample workbook with a few cells written over."""
    path = tmp_path / "sua.xlsx"
    book = openpyxl.load_workbook(WORKBOOK)
    edit(book)
    book.save(path)
    return path


def changes(screen: ImportScreen) -> int:
    found = screen.session.book.connection.execute("SELECT count(*) FROM change").fetchone()
    return int(found[0])


def test_the_screen_does_what_the_command_line_does(
    screen: ImportScreen, look_at: Callable[[Path], None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    before = changes(screen)
    look_at(WORKBOOK)
    assert screen.preview.confirm.text() == "Nhập 48 hồ sơ, 223 phiếu"
    assert screen.preview.sentence.text().startswith("Sẽ thêm 29 đơn vị, 7 thành viên, 48 hồ sơ")
    assert changes(screen) == before
    screen.preview.confirm.click()
    assert screen.preview.sentence.text().startswith("Đã nhập: thêm 29 đơn vị")
    other_home = Home(tmp_path / "dong-lenh")
    monkeypatch.setenv("THAMDINH_HOME", str(other_home.root))
    other = new_book(tmp_path / "dong-lenh.thamdinh", other_home)
    assert main(["import", str(other), str(WORKBOOK), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["added"]["ballot"] == 223
    with Book.open(other, other_home) as book:
        theirs = results(book, campaigns.find(book.connection, 2023))
    assert screen.session.campaign is not None
    ours = results(screen.session.book, screen.session.campaign)
    assert len(ours) == 48
    assert [r._replace(id=b"") for r in ours] == [r._replace(id=b"") for r in theirs]


def test_again_there_is_nothing_new(screen: ImportScreen, look_at: Callable[[Path], None]) -> None:
    look_at(WORKBOOK)
    screen.take_in()
    before = changes(screen)
    look_at(WORKBOOK)
    assert screen.preview.sentence.text().startswith("Không có gì mới: 29 đơn vị")
    assert not screen.preview.confirm.isVisible()
    screen.preview.confirmed.emit()
    assert changes(screen) == before


def test_every_refused_cell_is_listed_in_its_place(
    screen: ImportScreen, look_at: Callable[[Path], None], tmp_path: Path
) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book["Phiếu chấm"]["C9"] = 4.5
        book["Phiếu chấm"]["B20"] = "TV99"
        book["Đăng ký"]["J10"] = "13/25/2023"

    before = changes(screen)
    look_at(edited(tmp_path, spoil))
    preview, findings = screen.preview, screen.preview.findings
    listed = [findings.finding(row) for row in range(findings.rowCount())]
    assert [(f.cell, f.there) for f in listed] == [
        ("Đăng ký!J10", "13/25/2023"), ("Phiếu chấm!C9", "4,5"), ("Phiếu chấm!B20", "TV99"),
    ]  # fmt: skip
    assert all(f.reason for f in listed)
    assert "3 ô" in preview.sentence.text() and not preview.confirm.isVisible()
    assert changes(screen) == before
    assert preview.grid.isVisible() and preview.grid.model.at.data() == "13/25/2023"
    preview.table.setCurrentIndex(findings.index(1, 0))
    assert preview.grid.model.at.data() == "4,5"
    assert preview.table.isColumnHidden(Column.HERE)
    preview.copy_list()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 4 and copied[2].startswith("Phiếu chấm!C9\t4,5\tđiểm")


def test_what_changes_and_what_is_kept(
    screen: ImportScreen, look_at: Callable[[Path], None], tmp_path: Path
) -> None:
    look_at(WORKBOOK)
    screen.take_in()
    session = screen.session
    assert session.campaign is not None
    ident = session.book.connection.execute(
        "SELECT id FROM submission WHERE code = 'LD-2023-001'"
    ).fetchone()[0]
    session.run(entries.save, "submission", ident, {"title": "Tên do thư ký sửa"})

    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["Đăng ký"]
        first = next(row for row in sheet.iter_rows(min_row=5) if row[0].value == "LD-2023-001")
        first[6].value = "Tên trong bảng"
        sheet["J10"] = "05/03/2023"

    look_at(edited(tmp_path, edit))
    findings = screen.preview.findings
    assert findings.counts() == {"edited": 1, "kept": 1}
    (one,) = [findings.finding(row) for row in range(findings.rowCount())]
    assert (one.kind, one.cell, one.there) == (FindingKind.EDITED, "Đăng ký!J10", "05/03/2023")
    screen.preview.chips.choose("kept")
    kept = findings.finding(0)
    assert (kept.there, kept.here) == ("Tên trong bảng", "Tên do thư ký sửa")
    screen.preview.show_cell()  # read only now, because nobody refused it
    assert screen.preview.grid.model.at.data() == "Tên trong bảng"
    screen.preview.confirm.click()
    assert screen.preview.sentence.text() == ("Đã nhập: sửa 1 hồ sơ. Giữ bản trong sổ ở 1 ô.")


def test_a_book_that_changed_meanwhile_is_looked_at_again(
    screen: ImportScreen, look_at: Callable[[Path], None], qtbot: QtBot
) -> None:
    look_at(WORKBOOK)
    assert screen.session.campaign is not None
    values = {"campaign": screen.session.campaign.id, "code": "MOI"}
    screen.session.run(entries.save, "unit", None, values)
    before = changes(screen)
    screen.preview.confirm.click()
    assert "xem lại" in screen.messages.text and changes(screen) == before
    qtbot.waitUntil(lambda: not screen.reader.busy)
    screen.preview.confirm.click()
    assert changes(screen) > before


def test_a_slow_reading_shows_progress_and_can_be_stopped(
    screen: ImportScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(path: Path, context: object, tell: Callable[[str, int], None], _: object) -> None:
        begun.set()
        tell("Phiếu chấm", 12000)
        go_on.wait(10)
        tell("Phiếu chấm", 13000)
        raise AssertionError("was not stopped")

    monkeypatch.setattr(tables, "parse", slow)
    screen.progress.slow.setInterval(0)
    screen.progress.very_slow.setInterval(1)
    screen.read(WORKBOOK)
    qtbot.waitUntil(lambda: "dòng 12.000" in screen.states.notice)
    assert "lac-duong-2023.xlsx" in screen.states.notice
    button = screen.states._notice.button
    qtbot.waitUntil(lambda: button.isVisible() and button.text() == "Dừng")
    button.click()
    go_on.set()
    assert not screen.reader.busy and screen.states.notice == ""
    assert screen.welcome.isVisible()


def test_what_cannot_be_read_is_said(
    screen: ImportScreen, look_at: Callable[[Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    look_at(FILES / "rubric-collective.toml")
    assert screen.states.notice == "Chưa đọc được"
    empty = tmp_path / "trong.xlsx"
    openpyxl.Workbook().save(empty)
    look_at(empty)
    assert "không có trang nào" in screen.preview.findings.finding(0).reason
    screen.choose_columns()
    qtbot.waitUntil(lambda: screen.states.notice == "Chưa đọc được")
    look_at(WORKBOOK)
    assert screen.states.notice == ""


def test_columns_are_chosen_once(
    screen: ImportScreen, look_at: Callable[[Path], None], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "xa-lat.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ĐẢNG ỦY XÃ LÁT"])
    sheet.append(["STT", "Tên tập thể", "Mô hình", "Ngày đăng ký"])
    sheet.append([1, "Chi bộ thôn 1", "Đường hoa", "05/03/2023"])
    book.save(path)
    look_at(path)
    page = screen._columns
    assert page is not None and page.choice.form == "Đăng ký" and page.choice.heading == 2
    page.form.setCurrentIndex(0)
    page.form.activated.emit(0)
    page.finish()
    assert "ít nhất một trang" in page.trouble.text()
    page.form.setCurrentText("Đăng ký")
    page.form.activated.emit(page.form.currentIndex())
    page.kind.setCurrentText("Tập thể")
    page.kind.activated.emit(page.kind.currentIndex())
    page.prefix.setText("XL-")
    page.prefix.textEdited.emit("XL-")
    page.finish()
    qtbot.waitUntil(lambda: not screen.reader.busy)
    assert screen.preview.confirm.text() == "Nhập 1 hồ sơ"
    screen.take_in()
    assert len(mapping_store.load(screen.session.book.home)) == 1
    again = tmp_path / "xa-lat-thang-4.xlsx"
    sheet.append([2, "Chi bộ thôn 2", "Camera", "06/03/2023"])
    book.save(again)
    look_at(again)
    assert screen._columns is None
    assert screen.preview.sentence.text() == "Sẽ thêm 1 hồ sơ; giữ nguyên 1 hồ sơ."


def test_our_own_sheets_are_not_remembered(
    screen: ImportScreen, look_at: Callable[[Path], None], qtbot: QtBot
) -> None:
    look_at(WORKBOOK)
    screen.choose_columns()
    qtbot.waitUntil(lambda: not screen.reader.busy)
    page = screen._columns
    assert page is not None and len(page.choices) == 6
    page.given_up.emit()
    assert screen.preview.confirm.text() == "Nhập 48 hồ sơ, 223 phiếu"
    screen.choose_columns()
    qtbot.waitUntil(lambda: not screen.reader.busy)
    page = screen._columns
    assert page is not None
    page.choices[4].form = ""  # without the ballots, this time
    page.finish()
    qtbot.waitUntil(lambda: not screen.reader.busy)
    assert screen.preview.confirm.text() == "Nhập 48 hồ sơ"
    assert mapping_store.load(screen.session.book.home) == []


def test_only_the_office_imports(qtbot: QtBot, tmp_path: Path, home: Home) -> None:
    prepare([])
    path = new_book(tmp_path / "so.thamdinh", home)
    elsewhere = Home(tmp_path / "may-khac")
    session = Session(Book.open(path, elsewhere))
    screen = ImportScreen(session, make_look(elsewhere))
    qtbot.addWidget(screen)
    screen.read(WORKBOOK)
    assert screen.states.notice == "Chưa nhập được" and not screen.reader.busy
    session.close()


def test_the_template_is_written_and_read(
    screen: ImportScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    look_at: Callable[[Path], None],
) -> None:  # fmt: skip
    path = tmp_path / "mau.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    screen.welcome.template.click()
    assert "mau.xlsx" in screen.messages.text
    look_at(path)
    assert screen.preview.sentence.text() == "Không có gì mới trong bảng này."
    screen.welcome.write_template()
    assert "Đã có" in screen.messages.text
