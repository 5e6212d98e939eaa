"""Minh chứng in the window: dropped onto a submission, seen in the page, stored once, opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from db.evidence_file import path_beside
from desktop.models.register_model import Column
from desktop.register_place import RegisterPlace
from desktop.screens.submission_form import EVIDENCE
from tests.evidence_support import office_file, scan
from tests.flows.driver import CTRL, NO_BUTTON, NONE, Driver
from tests.flows.sample_book import code

COPY = Qt.DropAction.CopyAction


def paper_of(folder: Path, name: str, words: str = "Bao cao") -> Path:
    """Two pages to attach."""
    from reportlab.pdfgen.canvas import Canvas

    folder.mkdir(exist_ok=True)
    path = folder / name
    canvas = Canvas(str(path), invariant=True)
    for page in range(2):
        canvas.drawString(72, 700, f"{words} {page}")
        canvas.showPage()
    canvas.save()
    return path


def picture_of(folder: Path, name: str) -> Path:
    """A green one."""
    folder.mkdir(exist_ok=True)
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(folder / name))
    return folder / name


def _drop(widget: QWidget, at: QPoint, *paths: Path) -> None:
    """As the system tells a widget of it; what it does not want goes to the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(at, COPY, data, NO_BUTTON, NONE)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(at), COPY, data, NO_BUTTON, NONE))


@pytest.fixture
def form(driver: Driver, path: Path) -> Any:
    driver.open(path)
    driver.key(Qt.Key.Key_2, CTRL)
    driver.key(Qt.Key.Key_F2)
    place = driver.workspace.screen_in_front
    assert isinstance(place, RegisterPlace)
    place.form.sections.choose(EVIDENCE)
    driver.settle()
    return place.form


def test_files_are_dropped_and_seen_in_the_page(
    driver: Driver, form: Any, tmp_path: Path
) -> None:
    page = form.evidence
    assert page.found.notice == "Chưa có minh chứng"
    files = [paper_of(tmp_path / "a", "bao-cao.pdf"), picture_of(tmp_path / "a", "anh.png")]
    _drop(page, QPoint(50, 50), *files)
    driver.settle()
    assert page.messages.text == "Đã đính kèm 2 tệp: bao-cao.pdf, anh.png."
    assert [page.rows.index(r, 0).data() for r in range(2)] == ["bao-cao.pdf", "anh.png"]
    assert form.sections.buttons[EVIDENCE].text() == "Minh chứng 2"
    driver.wait(lambda: page.preview.currentWidget() is page.preview.image)
    page.table.go_to(0)
    preview = page.preview
    driver.wait(lambda: preview.pages.count == 2 and preview.currentWidget() is preview.paper)
    _drop(page, QPoint(50, 50), scan(tmp_path / "a", "tin.txt", b"x"))
    assert page.rows.rowCount() == 2 and "tin.txt" in driver.workspace.messages.text


def test_the_same_file_is_stored_once(driver: Driver, form: Any, tmp_path: Path) -> None:
    page = form.evidence
    file = paper_of(tmp_path / "a", "bao-cao.pdf")
    page.add([file])
    size = path_beside(driver.session.path).stat().st_size
    page.add([file.rename(tmp_path / "a" / "ten-khac.pdf")])
    assert "đã có nội dung này: ten-khac.pdf" in page.messages.text
    assert page.rows.rowCount() == 1
    driver.key(Qt.Key.Key_Down, CTRL)
    driver.settle()
    assert page.rows.rowCount() == 0 and form.entry.code == code(2)
    page.add([tmp_path / "a" / "ten-khac.pdf"])
    assert page.rows.rowCount() == 1
    assert path_beside(driver.session.path).stat().st_size == size


def test_what_cannot_be_kept_is_said(driver: Driver, form: Any, tmp_path: Path) -> None:
    page = form.evidence
    page.add([scan(tmp_path / "a", "trong.pdf", b"")])
    assert "trống" in page.messages.text and page.rows.rowCount() == 0
    secret = office_file(tmp_path / "mat.docx", "word/document.xml", "TUYỆT MẬT\nBáo cáo")
    page.add([secret])
    assert "bí mật nhà nước" in page.messages.text and page.rows.rowCount() == 0
    asked = office_file(
        tmp_path / "ke-hoach.docx", "word/document.xml", "Kế hoạch bảo vệ bí mật nhà nước"
    )
    page.add([asked])
    assert page.rows.rowCount() == 0 and not page.ask.isHidden()
    page.ask.confirm.click()
    assert page.rows.rowCount() == 1


def test_a_file_is_opened_and_taken_away(
    driver: Driver, form: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page = form.evidence
    file = paper_of(tmp_path / "a", "bao-cao.pdf")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    page.found.button.click()
    assert page.rows.rowCount() == 1
    page.table.setFocus()
    driver.key(Qt.Key.Key_Return)
    assert opened and Path(opened[0]).read_bytes() == file.read_bytes()
    page.remove_button.click()
    page.ask.confirm.click()
    assert page.rows.rowCount() == 0
    driver.session.undo()
    driver.settle()
    assert page.rows.rowCount() == 1


def test_a_scan_is_dropped_onto_a_row_of_the_list(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    driver.open(path)
    driver.key(Qt.Key.Key_2, CTRL)
    place = driver.workspace.screen_in_front
    assert isinstance(place, RegisterPlace)
    table = place.list.table
    where = table.visualRect(table.model().index(2, int(Column.TITLE))).center()
    workbook = office_file(tmp_path / "bang.xlsx", "xl/workbook.xml")
    _drop(table.viewport(), where, workbook)
    driver.settle()
    assert driver.workspace.place_in_front == "import", "a workbook goes its own way"
    driver.key(Qt.Key.Key_2, CTRL)
    _drop(table.viewport(), where, paper_of(tmp_path / "a", "anh-chup.pdf"))
    driver.settle()
    assert place.typing and place.form.entry.code == code(3)
    assert place.form.evidence.rows.rowCount() == 1 and place.form.evidence.isVisible()
    driver.key(Qt.Key.Key_Escape)
    assert place.list.model.listed([place.list.model.id_of(2)])[0].evidence == 1


def test_a_laptop_without_the_office_key_looks_only(
    driver: Driver, member_driver: Driver, path: Path, tmp_path: Path
) -> None:
    member_driver.open(path)
    member_driver.key(Qt.Key.Key_2, CTRL)
    place = member_driver.workspace.screen_in_front
    assert isinstance(place, RegisterPlace)
    place.open_form(place.list.model.id_of(0))
    place.form.sections.choose(EVIDENCE)
    page = place.form.evidence
    assert page.add_button.isHidden() and not page.found.button.isVisible()
    assert page.takes(QMimeData()) == []
    page.add([paper_of(tmp_path / "a", "bao-cao.pdf")])
    assert page.rows.rowCount() == 0
