"""The page beside the form, papers into a folder, pages to a printer."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from db.queries import trace
from desktop.models import paper_source
from desktop.models.minutes_pages import page_sizes
from desktop.screens.minutes_screen import FREEZE
from tests.flows.driver import Driver
from tests.flows.minutes_steps import SPACE, TAB, is_blank, part, with_meeting


def test_papers_go_into_a_folder(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = with_meeting(driver, path)
    out = tmp_path / "giấy tờ"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(out))
    screen.papers.export_button.setFocus()
    driver.key(SPACE)
    driver.wait(lambda: bool(screen.papers.message.text))
    assert screen.papers.message.text.startswith("Đã ghi 10 tệp vào thư mục “giấy tờ”")
    assert {p.name for p in out.iterdir()} == {
        *("minutes.pdf", "minutes.docx", "summary.xlsx", "summary.pdf", "ballots.pdf"),
        *("proposal.pdf", "notices.pdf", "reminders.pdf", "briefs.pdf", "packet.pdf"),
    }
    assert screen.papers.export_button.isEnabled()
    assert driver.focus is screen.papers.export_button


def test_a_folder_that_refuses_is_said_in_the_page(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    screen = with_meeting(driver, path)
    target = tmp_path / "tep"
    target.write_text("a file where the folder should be")
    screen.papers.export_to(target)
    driver.wait(lambda: bool(screen.papers.message.text))
    assert not screen.papers.message.text.startswith("Đã ghi")
    assert target.read_text() == "a file where the folder should be"


def test_all_pages_are_printed(driver: Driver, path: Path, tmp_path: Path) -> None:
    screen = with_meeting(driver, path)
    driver.wait(lambda: screen.pages.count > 0)
    out = tmp_path / "in.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(96)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setFullPage(True)
    screen.papers.print_to(printer)
    driver.wait(lambda: bool(screen.papers.message.text))
    words = f"Đã gửi {screen.pages.count} trang biên bản tới tệp “in.pdf”."  # not to a printer
    assert screen.papers.message.text == words
    printed = page_sizes(out.read_bytes())
    wanted = [size.width() > size.height() for size in screen.pages.sizes]
    assert [size.width() > size.height() for size in printed] == wanted


def test_a_printer_is_told_of_as_one(driver: Driver, path: Path, tmp_path: Path) -> None:
    screen = with_meeting(driver, path)
    driver.wait(lambda: screen.pages.count > 0)
    writer = QPdfWriter(str(tmp_path / "nhu-may-in.pdf"))  # stands for one: names no file
    writer.setResolution(96)
    screen.papers.print_to(writer)
    driver.wait(lambda: bool(screen.papers.message.text))
    words = f"Đã gửi {screen.pages.count} trang biên bản tới máy in."
    assert screen.papers.message.text == words


@pytest.mark.parametrize("name", ["mat/in.pdf", "day/in.pdf"])
def test_a_page_that_is_not_taken_is_no_success(
    driver: Driver, path: Path, tmp_path: Path, name: str
) -> None:
    """A folder that is gone; a disk that is full, which a file of Linux plays."""
    out, full = tmp_path / name, Path("/dev/full")
    if out.parent.name == "day":
        if not full.exists():
            pytest.skip("no such file here")
        out.parent.mkdir()
        out.symlink_to(full)
    screen = with_meeting(driver, path)
    driver.wait(lambda: screen.pages.count > 0)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(96)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    screen.papers.print_to(printer)
    driver.wait(lambda: bool(screen.papers.message.text))
    words = "Không đọc hoặc ghi được “in.pdf”; hãy kiểm tra ổ đĩa, USB rồi làm lại."
    assert screen.papers.message.text == words


def test_a_printer_that_stops_is_no_success(driver: Driver, path: Path, tmp_path: Path) -> None:
    class Jammed(QPdfWriter):
        def newPage(self) -> bool:
            return False

    screen = with_meeting(driver, path)
    driver.wait(lambda: screen.pages.count > 1)
    printer = Jammed(str(tmp_path / "ket.pdf"))
    printer.setResolution(96)
    screen.papers.print_to(printer)
    driver.wait(lambda: bool(screen.papers.message.text))
    assert screen.papers.message.text.startswith("Máy in không nhận bản in")


def test_the_page_follows_what_is_typed(driver: Driver, path: Path) -> None:
    screen = with_meeting(driver, path)
    driver.wait(lambda: not is_blank(screen.page.sheet.picture))
    former = screen.page.sheet.picture
    screen.form.go_to("place")
    driver.type("Nha van hoa")
    driver.wait(lambda: screen.page.sheet.picture != former)
    assert screen.page.sheet.picture is not None
    assert screen.page.sheet.picture.pixelColor(2, 2) == QColor("white")
    pages = screen.pages.count
    assert pages > 1
    screen.page.area.setFocus()
    driver.key(Qt.Key.Key_End)
    assert screen.page.page == pages - 1
    QTest.keyClick(screen.page.area, Qt.Key.Key_Home)
    assert screen.page.page == 0


def test_what_was_written_is_forgotten_when_the_meeting_is_opened_again(
    driver: Driver, path: Path, tmp_path: Path
) -> None:
    screen = with_meeting(driver, path)
    screen.form.go_to("date")
    driver.type("24/11/2023")
    driver.key(TAB)
    message = screen.papers.message

    def export() -> None:
        screen.papers.export_to(tmp_path / "giay to")
        driver.wait(lambda: bool(message.text))
        assert message.text.startswith("Đã ghi 10 tệp")

    export()
    screen.form.go_to("place")
    driver.type("Nha van hoa")
    driver.key(TAB)
    assert message.text  # the papers lie there all the same
    part(driver, screen, FREEZE)
    driver.key(SPACE)
    assert screen.meeting.frozen and message.text == ""  # they were drafts
    export()
    screen.freezing.unfreeze.setFocus()
    driver.key(SPACE)
    driver.type("Ghi nham ngay")
    driver.key(Qt.Key.Key_Return)
    assert not screen.meeting.frozen and message.text == ""  # their code is withdrawn
    export()
    screen.add_meeting()
    assert message.text == ""  # another meeting


def test_traces_are_read_away_from_the_window(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty of them take a second; the paper is the same."""
    threads: list[bool] = []
    read = trace.session_traces

    def seen(*arguments: Any) -> Any:
        threads.append(threading.current_thread() is threading.main_thread())
        return read(*arguments)

    monkeypatch.setattr(paper_source, "session_traces", seen)
    screen = with_meeting(driver, path)
    screen.papers.choose(["trace"], mirrored=False)
    screen.papers.export_to(tmp_path)
    driver.wait(lambda: bool(screen.papers.message.text))
    assert threads == [False] and (tmp_path / "trace.pdf").stat().st_size > 1000
