"""Scenes of what is read beside the ballot for ``tests.flows.screens``."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from db import evidence
from db.evidence_file import path_beside
from tests.flows.driver import ALT, Driver
from tests.flows.entry_scenes import Scene
from tests.flows.meeting_scenes import make_meeting, room
from tests.flows.panel_scenes import make_nine
from tests.flows.pass_scenes import take_turn
from tests.flows.sample_book import code


def attach_files(driver: Driver, folder: Path, number: int = 4) -> list[str]:
    """A PDF of two pages, a picture and a workbook on a submission; their names."""
    from tests.evidence_support import office_file
    from tests.flows.test_evidence import paper_of, picture_of

    files = [
        paper_of(folder, "Báo cáo kết quả mô hình Ngày thứ Bảy vì dân.pdf", "Báo cáo"),
        picture_of(folder, "Ảnh tiếp nhận tại thôn.png"),
        office_file(folder / "Số liệu.xlsx", "xl/workbook.xml"),
    ]
    session = driver.session
    ident = session.book.connection.execute(
        "SELECT id FROM submission WHERE code = ?", (code(number),)
    ).fetchone()[0]
    for file in files:
        assert session.run(partial(evidence.attach, progress=lambda *_: None), ident, file)
    return [file.name for file in files]


def _reading(driver: Driver) -> None:
    with tempfile.TemporaryDirectory() as folder:
        attach_files(driver, Path(folder))
        driver.front.show_submission(_ident(driver, 4))
    driver.settle()
    side = driver.scoring.side
    if not side.part:
        driver.key(Qt.Key.Key_M, ALT)
    driver.wait(lambda: side.reader.preview.pages.count == 2)
    driver.enter("1,75")
    driver.enter("3,5")


def _picture(driver: Driver) -> None:
    _reading(driver)
    driver.key(Qt.Key.Key_2, ALT)
    preview = driver.scoring.side.reader.preview
    driver.wait(lambda: preview.currentWidget() is preview.image)


def _elsewhere(driver: Driver) -> None:
    _reading(driver)
    driver.key(Qt.Key.Key_3, ALT)


def _absent(driver: Driver) -> None:
    """The evidence did not travel with the book."""
    with tempfile.TemporaryDirectory() as folder:
        attach_files(driver, Path(folder), 5)
    path_beside(driver.session.path).unlink()
    driver.front.show_submission(_ident(driver, 5))
    driver.settle()
    if not driver.scoring.side.part:
        driver.key(Qt.Key.Key_M, ALT)


def _summary(driver: Driver) -> None:
    _reading(driver)
    driver.key(Qt.Key.Key_T, ALT)


def _folded(driver: Driver) -> None:
    _reading(driver)
    driver.key(Qt.Key.Key_M, ALT)


def _ident(driver: Driver, number: int) -> bytes:
    found: bytes = driver.session.book.connection.execute(
        "SELECT id FROM submission WHERE code = ?", (code(number),)
    ).fetchone()[0]
    return found


def _in_pass(driver: Driver) -> None:
    with tempfile.TemporaryDirectory() as folder:
        attach_files(driver, Path(folder), 1)
    take_turn(driver)
    driver.key(Qt.Key.Key_M, ALT)
    passing = driver.window.passing
    assert passing is not None and passing.score is not None
    page = passing.score
    driver.wait(lambda: page.reading.reader.preview.pages.count == 2)


def _in_meeting(driver: Driver) -> None:
    with tempfile.TemporaryDirectory() as folder:
        attach_files(driver, Path(folder), 1)
    screen = room(driver)
    driver.key(Qt.Key.Key_M, ALT)
    driver.wait(lambda: screen.side.reader.preview.pages.count == 2)


SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "reading-evidence": (_reading, {"member": "TV04"}),
    "reading-picture": (_picture, {"member": "TV04"}),
    "reading-elsewhere": (_elsewhere, {"member": "TV04"}),
    "reading-summary": (_summary, {"member": "TV04"}),
    "reading-absent": (_absent, {"member": "TV04"}),
    "reading-pass": (_in_pass, {"make": make_nine, "submissions": 12}),
    "reading-meeting": (_in_meeting, {"make": make_meeting}),
    "reading-folded": (_folded, {"member": "TV04"}),
}
