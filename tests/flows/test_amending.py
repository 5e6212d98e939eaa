"""Results that are signed or sent, in the window: put right, listed, amended; all by keyboard."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db import signed_papers
from db.amendments import amendments
from db.check import check
from db.home import Home
from db.queries.proof_codes import CodeState, find_code
from db.rules import proof
from desktop.amending_words import Change
from desktop.documents import pdfium
from desktop.models.amending import ChangeRows, changed
from desktop.models.paper_source import gather
from desktop.screens.minutes_screen import FORM, FREEZE, HEARINGS, MinutesScreen
from desktop.widgets.amending_block import AmendingBlock
from tests.flows.amending_scenes import change_something, correct, sent_up
from tests.flows.driver import Driver
from tests.flows.minutes_steps import SPACE, part, record
from tests.flows.sample_book import make_book

RETURN, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def closed(driver: Driver, home: Home, tmp_path: Path) -> tuple[MinutesScreen, AmendingBlock]:
    """The meeting of the sample book, frozen and with the level above."""
    driver.open(make_book(tmp_path / "lac-duong-2023.thamdinh", home))
    return sent_up(driver)


def _words(data: bytes) -> str:
    """The text of the first page in one line."""
    with pdfium.opened(data) as pdf:
        return " ".join(pdf[0].get_textpage().get_text_range().split())


def _press(driver: Driver, button: QWidget) -> None:
    button.setFocus()
    driver.key(SPACE)


def test_what_is_closed_says_why_and_is_put_right_only_on_purpose(
    driver: Driver, closed: tuple[MinutesScreen, AmendingBlock]
) -> None:
    screen, block = closed
    panel = screen.freezing
    assert panel.unfreeze.isHidden() and block.isVisible()
    assert "đã gửi cấp trên" in block.why.text() and "không mở chốt được" in block.why.text()
    assert "chưa có gì thay đổi" in block.state.text()
    assert block.amend_button.isHidden() and block.table.isHidden()
    part(driver, screen, FORM)
    assert not screen.meeting.editable and "Chốt để ký" in screen.notice.text()
    part(driver, screen, FREEZE)
    _press(driver, block.correct_button)
    driver.key(RETURN)
    assert block.ask.isVisible()  # a reason is asked for
    driver.type("Ghi nham phieu")
    driver.key(RETURN)
    assert block.ask.isHidden() and block.give_up_button.hasFocus()
    assert "Ghi nham phieu" in block.putting_right.text()
    part(driver, screen, FORM)
    assert screen.meeting.editable and "Đang sửa để bổ sung" in screen.notice.text()
    screen.form.go_to("place")
    driver.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    driver.type("Hoi truong B")
    driver.key(Qt.Key.Key_Tab)
    assert record(driver).place == "Hoi truong B"
    part(driver, screen, FREEZE)
    assert "1 chỗ" in block.state.text()
    assert [block.rows.index(0, column).data() for column in range(4)] == [
        "Cuộc họp: địa điểm", "Phòng họp số 2, Huyện ủy Lạc Dương", "Hoi truong B", "Văn phòng",
    ]  # fmt: skip
    _press(driver, block.give_up_button)
    assert block.correct_button.hasFocus() and not screen.meeting.editable
    assert "1 chỗ" in block.state.text() and block.amend_button.isVisible()


def test_amending_minutes_are_made_numbered_and_withdrawn(
    driver: Driver, closed: tuple[MinutesScreen, AmendingBlock]
) -> None:
    screen, block = closed
    meeting, book = screen.meeting, driver.session.book
    driver.wait(lambda: bool(meeting.proof_code))
    first = meeting.proof_code
    correct(driver, block)
    change_something(driver)
    count = len(changed(meeting))
    assert count >= 3 and f"{count} chỗ" in block.state.text()
    assert block.amend_button.text() == "Lập biên bản bổ sung lần 1…"
    _press(driver, block.amend_button)
    assert block.ask.edit("reason").text() == "Rà soát phiếu giấy trước khi lưu hồ sơ"
    block.ask.edit("day").setText("35/12/2023")
    _press(driver, block.ask.confirm)
    assert block.ask.isVisible()  # such a day there is not
    block.ask.edit("day").setText("08/12/2023")
    _press(driver, block.ask.confirm)
    assert block.ask.isHidden() and block.number_button.hasFocus()
    assert meeting.state is not None and meeting.state.number == 1
    second = meeting.proof_code
    assert second and second != first and second in block.outcome.text()
    assert second in block.earlier.text() and "08/12/2023" in block.earlier.text()
    assert find_code(book, first).state is CodeState.AMENDED
    assert "trước khi bổ sung" in screen.freezing.after.sent.text()
    assert "đã bổ sung lần 1" in screen.freezing.heading.text()

    _press(driver, block.number_button)
    driver.type("05-BB/TTD")
    driver.key(RETURN)
    assert block.ask.isHidden() and "số 05-BB/TTD" in block.earlier.text()
    assert amendments(book.connection, record(driver).id)[0].minutes_no == "05-BB/TTD"
    assert meeting.proof_code == second

    panel = screen.freezing
    assert panel.unfreeze.text() == "Thu hồi biên bản bổ sung lần 1…"
    _press(driver, panel.unfreeze)
    driver.type("Thieu mot ho so")
    driver.key(RETURN)
    assert find_code(book, second).state is CodeState.WITHDRAWN
    assert find_code(book, first).state is CodeState.STANDING
    assert panel.unfreeze.isHidden() and block.amend_button.isVisible()
    assert check(book) == []


def test_papers_of_amended_results_are_exported(
    driver: Driver, closed: tuple[MinutesScreen, AmendingBlock], tmp_path: Path
) -> None:
    screen, block = closed
    correct(driver, block)
    change_something(driver)
    out, message = tmp_path / "giay", screen.papers.message
    screen.papers.export_to(out)
    driver.wait(lambda: message.text.startswith("Đã ghi"))
    assert b"/FT /Sig" not in (out / "amendment.pdf").read_bytes()  # a draft
    minutes = (out / "minutes.pdf").read_bytes()
    _press(driver, block.amend_button)
    _press(driver, block.ask.confirm)
    screen.papers.export_to(tmp_path / "lai")
    packet = tmp_path / "lai" / "packet.pdf"
    driver.wait(lambda: packet.exists() and not screen.papers.papers.busy)
    assert (tmp_path / "lai" / "minutes.pdf").read_bytes() == minutes
    assert (tmp_path / "lai" / "amendment.pdf").exists()
    assert (tmp_path / "lai" / "amendment.docx").exists()
    page, shown = screen.page, screen.pages
    subject = "lần 1 kết quả thẩm định"  # of the amending minutes alone

    def choose(paper: str) -> None:
        page.bar.papers.setCurrentIndex(page.bar.papers.findData(paper))
        page.bar.chosen.emit(paper)

    driver.wait(lambda: bool(shown.data) and subject not in _words(shown.data))
    choose("amendment")
    driver.wait(lambda: subject in _words(shown.data))
    choose("minutes")
    driver.wait(lambda: subject not in _words(shown.data))
    source = gather(screen.meeting, ("minutes", "amendment"))
    assert subject not in _words(source.pdf("minutes")) and subject in _words(
        source.pdf("amendment")
    )


def test_an_amending_paper_is_attached_with_its_own_number(
    driver: Driver,
    closed: tuple[MinutesScreen, AmendingBlock],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The number of the first minutes is not offered for it; 50 MB are stored elsewhere."""
    screen, amending = closed
    meeting, book = screen.meeting, driver.session.book
    number = meeting.record.minutes_no if meeting.record is not None else ""
    correct(driver, amending)
    change_something(driver)
    amending.amend_button.click()
    amending.ask.edit("number").setText("05-BB/TTĐ")
    amending.ask.edit("day").setText("08/12/2023")
    amending.ask.confirm.click()
    driver.wait(lambda: bool(meeting.proof_code))
    block = screen.freezing.signed
    scan = tmp_path / "quet.png"
    Image.new("L", (300, 300), 255).save(scan)
    block.open_form(scan)
    assert (block.form.number.text(), block.form.day.text()) == ("05-BB/TTĐ", "08/12/2023")
    assert block.form.number.text() != number
    threads: list[int] = []
    bring = signed_papers.bring

    def noted(*arguments: Any) -> Any:
        threads.append(threading.get_ident())
        return bring(*arguments)

    monkeypatch.setattr(signed_papers, "bring", noted)
    block.form.code.setText(str(meeting.proof_code))
    block.form.attach()
    driver.wait(lambda: bool(block.openers))
    assert threads and threading.get_ident() not in threads
    assert meeting.record is not None and meeting.record.minutes_no == number
    assert amendments(book.connection, meeting.record.id)[0].minutes_no == "05-BB/TTĐ"


def test_giving_up_a_question_writes_nothing(
    driver: Driver, closed: tuple[MinutesScreen, AmendingBlock]
) -> None:
    screen, block = closed
    _press(driver, block.correct_button)
    driver.type("Thoi")
    driver.key(ESCAPE)
    assert block.ask.isHidden() and screen.meeting.state is not None
    assert not screen.meeting.state.correcting
    part(driver, screen, HEARINGS)
    assert not screen.meeting.editable


def test_every_control_has_a_name(closed: tuple[MinutesScreen, AmendingBlock]) -> None:
    _, block = closed
    for button in (block.correct_button, block.give_up_button, block.number_button):
        assert button.text()
    assert block.table.accessibleName()


def test_the_rows_of_changes_are_a_sound_model(qtmodeltester: Any) -> None:
    rows = ChangeRows()
    qtmodeltester.check(rows)
    rows.show_changes([Change("Hồ sơ HS1", "Biểu quyết", "không có", "4", "Văn phòng", "thiếu")])
    assert rows.rowCount() == 1 and rows.index(0, 3).data() == "Văn phòng; thiếu"
    rows.show_changes([])
    assert rows.rowCount() == 0
