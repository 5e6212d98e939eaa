"""Đến hạn, Đối tượng, Đăng ký và kết quả, by keyboard in the real window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.report_place import DUE, PROMISES, ROSTER
from tests.flows.driver import CTRL, Driver, answers_folder
from tests.flows.duty_scenes import under_letter
from tests.flows.sample_book import code

ENTER = Qt.Key.Key_Return


def _part(driver: Driver, path: Path, key: str) -> Any:
    driver.open(path)
    under_letter(driver)
    driver.workspace.show_part("report", key)
    driver.settle()
    return driver.front


def _cells(screen: Any, column: int) -> list[str]:
    return [screen.model.index(r, column).data() for r in range(screen.model.rowCount())]


def test_what_is_due_stands_with_its_basis(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, DUE)
    lines = [
        [screen.due_rows.index(row, column).data() for column in range(5)]
        for row in range(screen.due_rows.rowCount())
    ]
    assert [line[0] for line in lines] == [
        "Hạn gửi đăng ký", "Hạn gửi báo cáo kết quả", "Hạn Tổ thẩm định làm xong",
        "Hạn gửi tổng hợp lên cấp trên", "Tỷ lệ tập thể, cá nhân đăng ký",
        "Tỷ lệ tập thể, cá nhân có sản phẩm xếp loại Đạt trở lên",
    ]  # fmt: skip
    assert "hết ngày 27/03/2023" in lines[0][2] and "848-CV/HU" in lines[0][4]
    assert "2 chưa gửi, 1 gửi chậm" in lines[0][3]
    assert lines[4][3] == (
        "chưa đạt: 60,00 % (3 tập thể, cá nhân đã đăng ký trên 5 tập thể, cá nhân phải đăng ký)"
    )
    assert _cells(screen, 0)[:2] == ["Huyện đoàn", "Lê Thị Ánh"]


def test_the_reminder_is_one_press(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = _part(driver, path, DUE)
    asked = answers_folder(monkeypatch, tmp_path)
    assert screen.letter_button.text() == "Công văn đôn đốc 3 nơi"
    screen.letter_button.setFocus()
    driver.key(Qt.Key.Key_Space)
    driver.key(Qt.Key.Key_Space)  # a second one: the folder is known, the first file stays
    assert len(asked) == 1
    names = sorted(file.name for file in tmp_path.glob("cong-van*"))
    assert names == [
        "cong-van-don-doc-2023-2.docx", "cong-van-don-doc-2023-2.pdf",
        "cong-van-don-doc-2023.docx", "cong-van-don-doc-2023.pdf",
    ]  # fmt: skip
    with pypdfium2.PdfDocument(tmp_path / names[3]) as paper:
        text = "".join(page.get_textpage().get_text_range() for page in paper)
    assert "Huyện đoàn" in text and "quá hạn" in text and "848-CV/HU" in text
    word = Document(str(tmp_path / names[2]))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    said = "\n".join([p.text for p in word.paragraphs] + cells)
    assert "Lê Thị Ánh" in said and "Nơi nhận:" in said and "V/v đôn đốc" in said
    assert "cong-van-don-doc-2023-2.pdf" in screen.messages.text


def test_the_letter_goes_to_those_that_are_chosen(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, DUE)
    screen.table.setFocus()
    driver.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert screen.letter_button.text() == "Công văn đôn đốc 2 nơi"
    screen.chips.choose("report")
    assert screen.letter_button.text() == "Công văn đôn đốc 1 nơi"
    screen.chips.choose("came")
    assert not screen.letter_button.isEnabled()


def test_a_reason_is_given_to_what_came_late(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, DUE)
    screen.chips.choose("came")
    screen.reason_button.click()
    edit = driver.focus
    assert isinstance(edit, QLineEdit) and "Hội Nông dân" in edit.text()
    edit.clear()
    driver.key(ENTER)
    assert not screen.ask.isHidden(), "without a reason the question stays"
    driver.type("Mưa lũ")
    driver.key(ENTER)
    assert screen.ask.isHidden() and _cells(screen, 7) == ["Mưa lũ"]


def test_without_deadlines_the_way_leads_to_settings(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.workspace.show_part("report", DUE)
    screen: Any = driver.front
    assert screen.states.notice == "Chưa đặt hạn và chỉ tiêu"
    screen.states.button.click()
    assert driver.workspace.place_in_front == "settings"


def test_a_member_sees_no_share_of_classes_while_scoring_is_blind(
    member_driver: Driver, driver: Driver, path: Path
) -> None:
    _part(driver, path, DUE)
    driver.window.close()
    screen = _bare_part(member_driver, path)
    names = [screen.due_rows.index(r, 0).data() for r in range(screen.due_rows.rowCount())]
    assert not any("xếp loại" in name for name in names) and len(names) == 5


def _bare_part(driver: Driver, path: Path) -> Any:
    driver.open(path)
    driver.workspace.show_part("report", DUE)
    return driver.front


def test_the_roster_names_who_never_filed(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, ROSTER)
    states = dict(zip(_cells(screen, 1), _cells(screen, 9), strict=True))
    assert states["Huyện đoàn"] == "chưa gửi gì"
    assert states["Ao Văn Đông"] == "chưa gửi, không bắt buộc"
    assert states["Trần Văn Nam 4"] == "đã đăng ký, đã báo cáo"
    screen.chips.choose("missing")
    assert _cells(screen, 1) == ["Huyện đoàn", "Lê Thị Ánh"]
    screen.chips.choose("individual")
    screen.table.sort_by(1)
    assert _cells(screen, 1) == ["Trần Văn Nam 4", "Lê Thị Ánh", "Ao Văn Đông"]


def test_the_roster_explains_who_never_filed(driver: Driver, path: Path) -> None:
    """Every rule with its clause; it follows what is typed."""
    screen = _part(driver, path, ROSTER)
    row = next(r for r in range(screen.model.rowCount()) if _cells(screen, 1)[r] == "Huyện đoàn")
    screen.table.go_to(row)
    screen.open_row(row)
    assert screen.form.explanation.isHidden()
    screen.form.explain_button.click()
    said = screen.form.explanation.text()
    assert "Phải đăng ký nhưng chưa gửi đăng ký và báo cáo: không thẩm định" in said
    assert "804-CV/HU" in said or "848-CV/HU" in said
    screen.form.fields["must_register"].editor.click()
    assert "Có trong danh sách, chưa gửi" in screen.form.explanation.text()


def test_a_row_of_the_roster_is_typed(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, ROSTER)
    driver.key(Qt.Key.Key_N, CTRL)
    assert screen.entry.code == "DT07"
    driver.type("Hội Cựu chiến binh")
    driver.key(ENTER)
    assert screen.entry.ident is not None and screen.model.rowCount() == 7
    field = screen.form.fields["unit"]
    field.editor.setFocus()
    driver.type("lat")
    driver.key(ENTER)
    assert screen.entry.value("unit") == "LD01"
    assert _cells(screen, 9)[-1] == "chưa gửi gì"
    screen.form.fields["must_register"].editor.click()
    assert _cells(screen, 9)[-1] == "chưa gửi, không bắt buộc"
    code_field = screen.form.fields["code"]
    code_field.put("DT01")
    assert not code_field.keep() and "DT01" in code_field.trouble
    code_field.give_back()
    screen.form.removal_asked.emit()
    driver.key(ENTER)
    assert screen.model.rowCount() == 6
    driver.session.undo()
    driver.settle()
    assert screen.model.rowCount() == 7


def test_who_filed_and_is_not_listed_is_added_in_one_press(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, ROSTER)
    assert not screen.unlisted_button.isHidden()
    screen.unlisted_button.click()
    driver.settle()
    assert screen.unlisted_button.isHidden() and screen.model.rowCount() == 8
    driver.session.undo()
    driver.settle()
    assert screen.model.rowCount() == 6


def test_promises_stand_beside_results(driver: Driver, path: Path) -> None:
    screen = _part(driver, path, PROMISES)
    found = {(a, b): c for a, b, c in zip(*(_cells(screen, n) for n in (0, 4, 9)), strict=True)}
    assert found[code(1), "Hồ sơ trả tại thôn"] == "137,33"
    assert found[code(2), "Tỷ lệ hộ phân loại rác"] == "90,00"
    screen.chips.choose("short")
    assert _cells(screen, 0) == [code(2)]
    screen.chips.choose("never_reported")
    assert _cells(screen, 0) == [code(10)] and screen.table.isColumnHidden(4)
    driver.key(ENTER) if screen.table.hasFocus() else screen.open_row(0)
    assert code(10) in screen.panel.view.toPlainText()
    screen.chips.choose("running")
    assert screen.found.notice == "Không có dòng nào"
    screen.found.button.click()
    assert screen.model.rowCount() == 11
