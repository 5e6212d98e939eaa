"""Scenes of Sổ mới and Nhập bảng for ``tests.flows.screens``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from db import entries, rubrics
from db.home import Home
from desktop.new_book_making import NewBook, make
from desktop.screens.import_workbook import ImportScreen
from desktop.screens.new_book import NewBookScreen
from tests.flows.driver import CTRL, Driver, drop

FILES = Path(__file__).parents[1] / "files"
WORKBOOK = FILES / "lac-duong-2023.xlsx"
ENTER = Qt.Key.Key_Return
_PANEL = (
    "Bùi Đức Mai\tTổ trưởng\tBan Tổ chức Huyện ủy\tTrưởng ban, Ủy viên Ban Thường vụ\n"
    "Bon Thị Lợi\tTổ phó\tBan Tuyên giáo Huyện ủy\tPhó Trưởng ban Thường trực\n"
    "Ya Văn Cường\tThư ký\tVăn phòng Huyện ủy\tChuyên viên\n"
    "Trần Thị Hòa\tThành viên\tỦy ban Mặt trận Tổ quốc Việt Nam huyện\tPhó Chủ tịch\n"
)
_NAME = "Ban Thường vụ Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh Lâm Đồng"


def make_bare(path: Path, home: Home) -> Path:
    """A book with both rubrics and nothing else: no panel, no units, no submissions."""
    names = ("rubric-collective.toml", "rubric-individual.toml")
    scales = tuple(rubrics.read_file(FILES / name) for name in names)
    return make(path, home, NewBook("Huyện ủy Lạc Dương", 2023, scales=scales))


# -- Sổ mới --------------------------------------------------------------------------------


def _wizard(driver: Driver) -> NewBookScreen:
    if driver.window.new_book is None or not driver.window.new_book.isVisible():
        driver.window.make_new_book()
        driver.settle()
    found = driver.window.new_book
    assert found is not None
    return found


@contextmanager
def _answering(path: Path) -> Iterator[None]:
    """The system's dialog of saving names this file."""
    with patch.object(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), "")):
        yield


def _body_missing(driver: Driver, _: Path) -> None:
    _wizard(driver)
    driver.key(ENTER)


def _body(driver: Driver, _: Path) -> None:
    page = _wizard(driver).body
    page.body.setText(_NAME)
    page.superior.setText("Tỉnh ủy Lâm Đồng")
    page.place.setText("Đà Lạt")


def _scales(driver: Driver, folder: Path) -> None:
    _body(driver, folder)
    _wizard(driver).go_on()


def _scales_wrong(driver: Driver, folder: Path) -> None:
    _scales(driver, folder)
    wizard = _wizard(driver)
    broken = folder / "thang-diem-ca-nhan-theo-huong-dan-so-09.toml"
    broken.write_text("id = ", "utf-8")
    wizard.scales.take_file(FILES / "rubric-collective.toml")
    wizard.scales.take_file(broken)
    wizard.scales.year.setText("23")
    wizard.go_on()


def _panel(driver: Driver, folder: Path) -> None:
    _scales(driver, folder)
    _wizard(driver).scales.year.setText("2023")
    _wizard(driver).go_on()


def _panel_filled(driver: Driver, folder: Path) -> None:
    _panel(driver, folder)
    QGuiApplication.clipboard().setText(_PANEL)
    _wizard(driver).panel.table.paste()
    _wizard(driver).panel.table.next_cell()


def _panel_typing(driver: Driver, folder: Path) -> None:
    _panel_filled(driver, folder)
    table = _wizard(driver).panel.table
    table.setCurrentIndex(table.model().index(3, 1))
    table.edit(table.currentIndex())


def _existing(driver: Driver, folder: Path) -> None:
    _panel_filled(driver, folder)
    path = folder / "dang-uy-khoi-2023.thamdinh"
    path.write_bytes(b"")
    with _answering(path):
        _wizard(driver).finish()


def _key(driver: Driver, folder: Path) -> None:
    _panel_filled(driver, folder)
    with _answering(folder / "dang-uy-khoi-2023.thamdinh"):
        _wizard(driver).finish()


def _key_wrong(driver: Driver, folder: Path) -> None:
    _key(driver, folder)
    key = _wizard(driver).key
    key.first.setText("mot hai ba")
    key.second.setText("mot hai bon")
    key.store()


def _key_later(driver: Driver, folder: Path) -> None:
    _key(driver, folder)
    _wizard(driver).key.later_button.click()


START_SCENES: dict[str, Callable[[Driver, Path], None]] = {
    "new-body-missing": _body_missing,
    "new-body": _body,
    "new-scales": _scales,
    "new-scales-wrong": _scales_wrong,
    "new-panel-empty": _panel,
    "new-panel": _panel_filled,
    "new-panel-typing": _panel_typing,
    "new-existing": _existing,
    "new-key": _key,
    "new-key-wrong": _key_wrong,
    "new-key-later": _key_later,
}

# -- Nhập bảng -----------------------------------------------------------------------------


def _welcome(driver: Driver) -> None:
    assert driver.window.workspace is not None
    driver.window.workspace.show_place("import")


def _import(driver: Driver, path: Path = WORKBOOK) -> ImportScreen:
    drop(driver, path)
    assert driver.window.workspace is not None
    screen = driver.window.workspace.screen_in_front
    assert isinstance(screen, ImportScreen)
    driver.wait(lambda: not screen.reader.busy)
    return screen


def _edited(driver: Driver, edit: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(WORKBOOK)
    edit(book)
    path: Path = driver.session.path.parent / "bang-tong-hop-lac-duong-2023-sua-lan-2.xlsx"
    book.save(path)
    return path


def _ahead(driver: Driver) -> None:
    _import(driver)


def _done(driver: Driver) -> None:
    _import(driver).take_in()


def _again(driver: Driver) -> None:
    _done(driver)
    _import(driver)


def _refused(driver: Driver) -> None:
    def spoil(book: Any) -> None:
        sheet = book["Phiếu chấm"]
        sheet["C9"], sheet["B20"] = 4.5, "TV99"
        book["Đăng ký"]["J10"] = "31/02/2023"

    _import(driver, _edited(driver, spoil))


def _refused_seen(driver: Driver) -> None:
    _refused(driver)
    driver.key(ENTER)


def _changed(driver: Driver) -> None:
    """A cell edited in the workbook, and one edited here meanwhile."""
    _done(driver)
    ident = driver.session.book.connection.execute(
        "SELECT id FROM submission WHERE code = 'LD-2023-001'"
    ).fetchone()[0]
    driver.session.run(entries.save, "submission", ident, {"title": "Tên do thư ký sửa"})

    def edit(book: Any) -> None:
        sheet = book["Đăng ký"]
        first = next(row for row in sheet.iter_rows(min_row=5) if row[0].value == "LD-2023-001")
        first[6].value = "Tên trong bảng"
        sheet["J10"] = "05/03/2023"

    _import(driver, _edited(driver, edit))


def _kept(driver: Driver) -> None:
    _changed(driver)
    assert driver.window.workspace is not None
    screen = driver.window.workspace.screen_in_front
    assert isinstance(screen, ImportScreen)
    screen.preview.chips.choose("kept")
    screen.preview.show_cell()


def _unreadable(driver: Driver) -> None:
    path = driver.session.path.parent / "bang.xlsx"
    path.write_bytes(b"PK\x03\x04 cut off")
    assert driver.window.workspace is not None
    driver.window.workspace.import_workbook(path)
    screen = driver.window.workspace.screen_in_front
    assert isinstance(screen, ImportScreen)
    driver.wait(lambda: not screen.reader.busy)


def _reading(driver: Driver) -> None:
    _welcome(driver)
    assert driver.window.workspace is not None
    screen = driver.window.workspace.screen_in_front
    assert isinstance(screen, ImportScreen)
    screen.states.show_loading("lac-duong-2023.xlsx, trang Phiếu chấm, dòng 12.000", cancel=True)


def _columns(driver: Driver) -> None:
    """A unit's own table: headings that are not ours, an unknown column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tổng hợp đăng ký mô hình"
    sheet.append(["ĐẢNG ỦY XÃ LÁT"])
    sheet.append(["STT", "Tên tập thể", "Mô hình", "Ngày đăng ký", "Ghi chú của Đảng ủy xã"])
    for number, title in enumerate(("Tuyến đường hoa tự quản", "Đổi rác lấy quà"), start=1):
        sheet.append([number, f"Chi bộ thôn {number}", title, "05/03/2023", "đã kiểm tra"])
    path = driver.session.path.parent / "xa-lat.xlsx"
    book.save(path)
    _import(driver, path)


def _columns_missing(driver: Driver) -> None:
    _columns(driver)
    assert driver.window.workspace is not None
    screen = driver.window.workspace.screen_in_front
    assert isinstance(screen, ImportScreen)
    page = screen._columns
    assert page is not None
    page.form.setCurrentIndex(0)
    page.form.activated.emit(0)
    page.finish()


def _columns_ours(driver: Driver) -> None:
    screen = _import(driver)
    screen.choose_columns()
    driver.wait(lambda: not screen.reader.busy)


_BARE: dict[str, Any] = {"make": make_bare}

SCENES: dict[str, tuple[Callable[[Driver], None], dict[str, Any]]] = {
    "bare-register": (lambda driver: driver.key(Qt.Key.Key_2, CTRL), _BARE),
    "bare-score": (lambda driver: driver.key(Qt.Key.Key_4, CTRL), _BARE),
    "bare-results": (lambda driver: driver.key(Qt.Key.Key_5, CTRL), _BARE),
    "import-empty": (_welcome, _BARE),
    "import-ahead": (_ahead, _BARE),
    "import-done": (_done, _BARE),
    "import-again": (_again, _BARE),
    "import-refused": (_refused, _BARE),
    "import-refused-seen": (_refused_seen, _BARE),
    "import-changed": (_changed, _BARE),
    "import-kept": (_kept, _BARE),
    "import-unreadable": (_unreadable, _BARE),
    "import-reading": (_reading, _BARE),
    "import-columns": (_columns, _BARE),
    "import-columns-missing": (_columns_missing, _BARE),
    "import-columns-ours": (_columns_ours, _BARE),
}
