"""After freezing, in the window: the decision is recorded, the results go to the level above."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db import decisions
from db.exchange import delivery_file
from db.home import Home
from desktop.models.after_freezing import DECIDED, REASON, bare_number
from tests.flows.desk_scenes import after_freezing
from tests.flows.driver import CTRL, Driver, answers_folder
from tests.flows.sample_book import make_book


def test_the_decision_is_recorded_then_the_results_go_up(
    driver: Driver, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.open(make_book(tmp_path / "lac-duong-2023.thamdinh", home))
    after = after_freezing(driver)
    session = driver.session
    assert after.decide_button.isVisible() and "Chưa ghi" in after.decision.text()
    stick = tmp_path / "usb"
    stick.mkdir()
    answers_folder(monkeypatch, stick)
    after.send_button.click()
    after.sending.chooser.choose_folder()
    assert after.sending.undecided.hasFocus()
    assert not after.sending.send_button.isEnabled()  # nothing is decided: say so knowingly
    after.sending.undecided.setChecked(True)
    assert after.sending.send_button.isEnabled()
    after.sending.chooser.choose_folder()
    assert after.sending.send_button.hasFocus()
    after.sending.close_form()

    after.decide_button.click()
    form = after.form
    driver.settle()
    button = form.save_button
    assert button.visibleRegion().boundingRect() == button.rect()
    form.save_button.click()
    assert form.document_line.fault
    driver.type("215-QD/HU")
    form.day.setFocus()
    driver.type("32/12/2023")
    form.save_button.click()
    assert form.day_line.fault
    form.day.setText("05/12/2023")
    assert form.rows.setData(form.rows.index(0, DECIDED), "Tốt")
    form.save_button.click()
    assert "lý do" in form.complaint.text() and form.rows.code_of(0) in form.complaint.text()
    assert form.table.hasFocus() and form.table.currentIndex().column() == REASON
    assert form.rows.setData(form.rows.index(0, REASON), "Nhân rộng toàn huyện")
    form.save_button.click()
    assert form.isHidden() and "đổi xếp loại 1 hồ sơ" in after.decision.text()
    after.decide_button.click()
    assert form.rows.setData(form.rows.index(1, DECIDED), "thẩm định lại")
    form.save_button.click()
    assert "lý do" in form.complaint.text()
    assert form.rows.setData(form.rows.index(1, REASON), "Thiếu số liệu so sánh")
    form.save_button.click()
    assert "trả lại để thẩm định lại 1 hồ sơ" in after.decision.text()
    driver.key(Qt.Key.Key_Z, CTRL)
    assert "trả lại" not in after.decision.text()
    driver.key(Qt.Key.Key_Z, CTRL)
    assert "Chưa ghi" in after.decision.text()
    driver.key(Qt.Key.Key_Y, CTRL)
    driver.key(Qt.Key.Key_Y, CTRL)
    assert after.decide_button.text() == "Sửa quyết định…"

    after.send_button.click()
    assert after.sending.undecided.isHidden()
    after.sending.send_button.click()
    (file,) = stick.iterdir()
    body = delivery_file.read(file, session.book.home).body
    assert body.decision is not None and body.decision.document == "215-QD/HU"
    assert body.lines[0].decided_class == "Tốt"
    assert body.lines[1].sent_back == "Thiếu số liệu so sánh"
    assert "Đã ghi" in after.outcome.text() and "lần 1" in after.sent.text()
    assert decisions.decision_of(session.book.connection, bytes.fromhex(body.session)) is not None


@pytest.mark.parametrize("typed", ["412-QĐ/HU", "Số 412-QĐ/HU", " Quyết định số: 412-QĐ/HU "])
def test_the_word_number_is_not_said_twice(typed: str) -> None:
    assert bare_number(typed) == "412-QĐ/HU"
