"""Mẫu Word at Đăng ký and Báo cáo: blank or filled in, and read back by the import."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.form_place import FormPlace
from desktop.intake.take_in import context_of
from desktop.intake.word_form import parse_word
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import code


def place(driver: Driver, path: Path, number: int) -> FormPlace:
    driver.open(path)
    driver.key(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    assert driver.window.workspace is not None
    front = driver.window.workspace.screen_in_front
    assert isinstance(front, FormPlace)
    driver.wait(lambda: front.list.model.rowCount() > 0)
    return front


def words(path: Path) -> str:
    word = Document(str(path))
    cells = (c.text for t in word.tables for r in t.rows for c in r.cells)
    return " ".join(" ".join([*(p.text for p in word.paragraphs), *cells]).split())


@pytest.mark.parametrize("number", [2, 3])
def test_forms_of_the_chosen_submission(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    front = place(driver, path, number)
    front.list.table.go_to(1)
    offered = front.word_forms.actions_by_name
    out = tmp_path / "mau.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    told: list[str] = []
    driver.session.told.connect(told.append)
    for name, title in (
        (f"Phiếu đăng ký ghi sẵn hồ sơ {code(2)}…", "PHIẾU ĐĂNG KÝ"),
        (f"Báo cáo kết quả ghi sẵn hồ sơ {code(2)}…", "BÁO CÁO KẾT QUẢ"),
    ):
        offered[name].trigger()
        assert told.pop() == f"Đã ghi “mau.docx” vào thư mục “{tmp_path.name}”."
        said = words(out)
        assert title in said and code(2) in said
        offered = front.word_forms.actions_by_name


def test_blank_forms_and_one_that_comes_back(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = place(driver, path, 2)
    out, campaign = tmp_path / "trong.docx", driver.session.campaign
    assert campaign is not None
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    for name in (
        "Báo cáo kết quả trống, cá nhân…",
        "Báo cáo kết quả trống, tập thể…",
        "Phiếu đăng ký trống…",
    ):
        front.word_forms.actions_by_name[name].trigger()
        assert out.is_file() and str(campaign.year) in words(out)
    front.list.table.go_to(0)
    front.word_forms.actions_by_name[f"Phiếu đăng ký ghi sẵn hồ sơ {code(1)}…"].trigger()
    word = Document(str(out))
    for table in word.tables:
        for row in table.rows:
            if row.cells[0].text == "Tên mô hình":
                row.cells[1].text = "Mô hình điền tay"
    word.save(str(out))
    context = context_of(driver.session.book, campaign)
    intake = parse_word(out, context)
    assert not intake.refused
    assert intake.rows[0].values["title"] == "Mô hình điền tay"


def test_a_folder_that_refuses_is_said(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    front = place(driver, path, 2)
    (tmp_path / "tep").write_text("a file")
    target = tmp_path / "tep" / "mau.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    told: list[str] = []
    driver.session.told.connect(told.append)
    front.word_forms.actions_by_name["Phiếu đăng ký trống…"].trigger()
    assert told and not told[0].startswith("Đã ghi")
