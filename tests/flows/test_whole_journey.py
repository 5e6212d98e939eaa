"""From the start screen to paper: the secretary's way, and a member's first ballot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from db import ballots, schema
from db.home import Home
from db.queries.results import results
from desktop.models.minutes_pages import page_sizes
from desktop.screens.import_workbook import ImportScreen
from desktop.screens.minutes_screen import FREEZE, MinutesScreen
from tests.flows.driver import CTRL, Driver, drop
from tests.flows.minutes_steps import SPACE, part
from tests.flows.sample_book import code, make_book

FILES = Path(__file__).parents[1] / "files"
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


def test_new_book_to_printed_minutes(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, out = tmp_path / f"ld{schema.SUFFIX}", tmp_path / "giấy tờ"
    out.mkdir()
    chosen = [book, tmp_path / "khoa"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(chosen.pop(0)), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))

    driver.key(Qt.Key.Key_N, CTRL)
    for text in ("Huyện ủy Lạc Dương", "Tỉnh ủy Lâm Đồng"):
        driver.type(text)
        driver.key(TAB)
    driver.type("Lạc Dương")
    driver.key(ENTER)
    driver.type("2023")
    drop(driver, FILES / "rubric-collective.toml")
    drop(driver, FILES / "rubric-individual.toml")
    driver.key(ENTER, CTRL)
    driver.key(ENTER, CTRL)  # the panel comes with the workbook
    assert book.exists()
    for _ in range(2):
        driver.type("mot cum dai")
        driver.key(ENTER)
    driver.wait(lambda: driver.window.session is not None)  # the key is put away aside
    assert driver.session.path == book

    drop(driver, FILES / "lac-duong-2023.xlsx")
    assert driver.window.workspace is not None
    importing = driver.window.workspace.screen_in_front
    assert isinstance(importing, ImportScreen)
    driver.wait(lambda: not importing.reader.busy)
    driver.key(ENTER, CTRL)
    assert importing.preview.sentence.text().startswith("Đã nhập: thêm 29 đơn vị")

    session = driver.session
    assert session.campaign is not None
    expected = json.loads((FILES / "lac-duong-2023.expected.json").read_text("utf-8"))
    wanted = {row["code"]: row["final"] for row in expected["submissions"]}
    for row in results(session.book, session.campaign):
        shown = None if row.final is None else f"{row.final // 100}.{row.final % 100:02}"
        assert shown == wanted[row.code]

    driver.key(Qt.Key.Key_6, CTRL)
    screen = driver.window.workspace.screen_in_front
    assert isinstance(screen, MinutesScreen)
    part(driver, screen, FREEZE)
    assert screen.freezing.freeze.text() == "Chốt 33 hồ sơ để ký"
    driver.key(SPACE)
    assert len(screen.freezing.code.text()) == 14

    screen.papers.export_button.setFocus()
    driver.key(SPACE)
    driver.wait(lambda: bool(screen.papers.message.text))
    names = {p.name for p in out.iterdir()}
    assert {"minutes.pdf", "ballots.pdf", "summary.xlsx", "packet.pdf"} <= names
    driver.wait(lambda: screen.pages.count > 0)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(96)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    printer.setFullPage(True)
    screen.papers.print_to(printer)
    driver.wait(lambda: screen.papers.message.text.startswith("Đã gửi"))
    pages = page_sizes((out / "minutes.pdf").read_bytes())
    assert len(page_sizes((tmp_path / "in.pdf").read_bytes())) == len(pages)


def test_a_members_first_ballot_from_the_start_screen(
    member_driver: Driver, tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver, path = member_driver, make_book(tmp_path / "ld.thamdinh", home)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(path), ""))
    driver.key(Qt.Key.Key_O, CTRL)
    driver.key(Qt.Key.Key_4, CTRL)
    session = driver.session
    assert not session.office and session.campaign is not None
    driver.key(SPACE)  # "Chọn thành viên" has the focus; the panel's list opens
    for _ in range(4):
        driver.key(Qt.Key.Key_Down)
    driver.key(ENTER)
    assert session.member is not None and session.member.code == "TV04"
    for text in ("1,75", "3.5", "1,25", "0,75", "0,5", "0"):
        driver.enter(text)
    driver.key(ENTER, CTRL)
    for _ in range(2):
        driver.type("2468")
        driver.key(ENTER)
    found = ballots.submission(session.book, session.campaign.id, code(1))
    standing = ballots.standing(session.book, session.member.id, found.id)
    assert standing is not None and not standing.paper
    assert sum(standing.marks.values()) == 775
    assert driver.scoring.list.done == 1
    said = driver.scoring.sheet.notice.text
    assert said.endswith("Phiếu được tính sau khi thư ký ghép và xác nhận khóa.")
