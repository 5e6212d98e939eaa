"""Rà soát: hints, the checklist, several at once, the answer; last year's taken over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from PySide6.QtCore import Qt

from db import campaigns
from db.queries.promises import running
from db.queries.submission import details
from desktop.register_place import EARLIER, RECHECK
from tests.flows.driver import CTRL, SHIFT, Driver, answers_folder
from tests.flows.duty_scenes import two_years, under_letter, vague
from tests.flows.sample_book import code

ENTER = Qt.Key.Key_Return


def _part(driver: Driver, path: Path, key: str) -> Any:
    driver.open(path)
    vague(driver)
    driver.workspace.show_part("register", key)
    driver.settle()
    return driver.front


def _cells(screen: Any, column: int) -> list[str]:
    return [screen.model.index(r, column).data() for r in range(screen.model.rowCount())]


def test_hints_are_counted_and_name_what_is_the_same(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, RECHECK)
    hints = dict(zip(_cells(screen, 0), _cells(screen, 6), strict=True))
    assert hints[code(2)] == (
        "viết quá ngắn; tên mô hình còn chung chung; chưa ghi tính mới"
    )  # its target has a figure
    assert hints[code(5)] == hints[code(7)] == "trùng nguyên văn hồ sơ khác" and not hints[code(1)]
    assert screen.chips.buttons["hinted"].text() == "Có gợi ý 3"
    screen.chips.choose("hinted")
    assert _cells(screen, 0) == [code(2), code(5), code(7)]
    screen.table.go_to(1)
    driver.key(ENTER)
    assert code(7) in screen.checklist._hints.text()
    screen.show_all()
    words = [screen.hints.itemText(n) for n in range(screen.hints.count())]
    assert "trùng nguyên văn hồ sơ khác 2" in words


def test_the_limit_of_models_is_a_setting(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, RECHECK)
    session = driver.session
    assert session.campaign is not None
    values = {"set:models.most": "1", "basis:models.most": "Kế hoạch số 12"}
    assert session.run(campaigns.change, session.campaign, values)
    driver.settle()
    assert any("nhiều mô hình" in hint for hint in _cells(screen, 6))
    assert session.run(campaigns.change, session.campaign, {"set:models.most": "9"})
    driver.settle()
    assert not any("nhiều mô hình" in hint for hint in _cells(screen, 6))


def test_a_checklist_is_filled_in_and_the_next_one_comes(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, RECHECK)
    driver.key(ENTER)
    panel = screen.checklist
    panel.begin()
    driver.key(Qt.Key.Key_Down)  # Đạt
    ident = screen.model.registration(0).id
    marks = driver.session.book.connection.execute(
        "SELECT question, answer FROM recheck_mark WHERE submission = ?", (ident,)
    ).fetchall()
    assert marks == [("real", "yes")] and _cells(screen, 7)[0] == "1/5"
    panel.buttons["refused"].click()
    assert "Hãy ghi ý kiến" in panel._trouble.text() and _cells(screen, 8)[0] == ""
    driver.type("Không có sản phẩm cụ thể")
    panel.buttons["refused"].click()
    driver.settle()
    assert _cells(screen, 8)[0] == "Không chấp nhận"
    assert screen.entry.one.code == code(2), "the next one"
    kept = details(driver.session.book, driver.session.around, ident).values
    assert kept["recheck_note"] == "Không có sản phẩm cụ thể"
    driver.session.undo()
    driver.settle()
    assert _cells(screen, 8)[0] == ""


def test_several_are_accepted_in_the_register_as_one_step(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, "list")
    assert screen.bar._line.isHidden()
    for _ in range(2):
        driver.key(Qt.Key.Key_Down, SHIFT)
    assert screen.bar._count.text() == "3 hồ sơ"
    screen.bar.accept_button.click()
    driver.settle()
    first = [screen.model.id_of(row) for row in range(4)]
    outcomes = [one.recheck for one in screen.model.listed(first)]
    assert outcomes == ["accepted", "accepted", "accepted", ""]
    driver.session.undo()
    driver.settle()
    outcomes = [one.recheck for one in screen.model.listed(first)]
    assert outcomes == ["", "", "accepted", ""], "what stood before comes back"


def test_a_note_goes_to_several_and_the_answer_is_printed(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = _part(driver, path, RECHECK)
    under_letter(driver)
    answers_folder(monkeypatch, tmp_path)
    screen.table.setFocus()
    screen.table.go_to(0)
    driver.key(Qt.Key.Key_Down, SHIFT)
    screen.bar.note_button.click()
    driver.key(ENTER)
    assert not screen.bar.ask.isHidden()
    driver.type("Ghi rõ chỉ tiêu")
    driver.key(ENTER)
    driver.settle()
    assert _cells(screen, 8)[:2] == ["Đề nghị sửa", "Đề nghị sửa"]
    screen.table.selectAll()
    screen.bar.letter_button.click()
    with pypdfium2.PdfDocument(tmp_path / "phieu-tra-loi-dang-ky-2023.pdf") as paper:
        pages = [page.get_textpage().get_text_range() for page in paper]
    assert len(pages) == 3, "a letter to each unit that has an outcome"
    text = " ".join(" ".join(pages).split())
    assert "Ghi rõ chỉ tiêu." in text and "V/v kết quả rà soát đăng ký" in text
    assert "01 đăng ký được chấp nhận" in text
    word = Document(str(tmp_path / "phieu-tra-loi-dang-ky-2023.docx"))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "Đề nghị sửa" in cells and "Chấp nhận" in cells


def test_what_is_similar_is_one_key_away(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, RECHECK)
    driver.key(ENTER)
    driver.wait(lambda: not screen.similar.search.busy)
    screen.checklist.begin()
    driver.key(Qt.Key.Key_T, CTRL)
    assert screen.similar.opened
    driver.key(Qt.Key.Key_Escape)
    assert not screen.similar.opened


def test_last_years_registrations_are_taken_over(driver: Driver, path: Path) -> None:
    driver.open(path)
    two_years(driver)
    driver.workspace.show_part("register", EARLIER)
    driver.settle()
    screen: Any = driver.front
    assert _cells(screen, 0)[0] == code(1) and screen.chips.buttons["not_yet"].text()[-2:] == "10"
    driver.key(Qt.Key.Key_Down, SHIFT)
    screen.take_button.click()
    driver.settle()
    book, campaign = driver.session.book, driver.session.campaign
    assert campaign is not None and campaign.year == 2024
    assert _cells(screen, 6)[:3] == ["đã lấy lại: 2024-001", "đã lấy lại: 2024-002", ""]
    rows = book.connection.execute(
        "SELECT title, registered_on, has_report, self_class FROM submission WHERE campaign = ? "
        "ORDER BY code",
        (campaign.id,),
    ).fetchall()
    assert len(rows) == 2 and rows[0][0].startswith("Chi bộ “4 tốt”")
    assert rows[0][1:] == (None, None, None), "nothing of last year's report"
    targets = book.connection.execute(
        "SELECT t.name, t.baseline, t.promised, t.actual FROM target t JOIN submission s "
        "ON s.id = t.submission WHERE s.campaign = ? ORDER BY s.code",
        (campaign.id,),
    ).fetchall()
    assert targets == [("Hồ sơ trả tại thôn", "412", None, None)] * 2
    assert [(r.code, r.former_code, r.linked) for r in running(book, campaign)] == [
        ("2024-001", code(1), True), ("2024-002", code(2), True),
    ]  # fmt: skip
    screen.table.selectAll()
    assert len(screen.chosen()) == 8, "nothing is taken twice"
    driver.session.undo()
    driver.settle()
    assert running(book, campaign) == [] and _cells(screen, 6)[0] == ""
