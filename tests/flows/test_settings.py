"""Cài đặt by keyboard: a rubric to confirm and try out, settings with reasons, the panel."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from db import entries, freeze, keys, rubrics, sealed, sessions
from db.home import Home
from db.queries.minutes import first_values
from db.queries.office_papers import Signer, signer_of
from db.queries.results import results
from db.queries.settings import year_values
from db.records import SubjectKind
from db.rule_changes import Because, changes
from desktop.documents.content_office import body_heading
from desktop.documents.contents import heading_text
from desktop.documents.forms import load_form
from desktop.documents.read_body import read_facts
from desktop.settings_place import CAMPAIGN, KEY, PANEL, RUBRIC, SettingsPlace
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import make_book

ENTER = Qt.Key.Key_Return


def part(driver: Driver, key: str) -> Any:
    """A part of Cài đặt, in front."""
    assert driver.window.workspace is not None
    driver.window.workspace.show_place("settings")
    place = driver.window.workspace.screen_in_front
    assert isinstance(place, SettingsPlace)
    place.chips.choose(key)
    driver.settle()
    return place.current


@pytest.fixture
def fresh(driver: Driver, tmp_path: Path) -> Driver:
    """A campaign whose rubrics have no bands, and no ballots."""
    path = make_book(
        tmp_path / "moi.thamdinh", driver.window.home, confirmed=False, ballots=False
    )
    driver.open(path)
    return driver


def try_out(editor: Any, *texts: str) -> str:
    for edit, text in zip(editor.trial.edits.values(), texts, strict=False):
        edit.setText(text)
    trial = editor.trial
    return f"{trial.total.text()} {trial.class_name.text()}".strip()


def shown_whole(widget: QWidget) -> bool:
    """Whether nothing of it is scrolled out of sight."""
    return bool(widget.visibleRegion().boundingRect() == widget.rect())


def test_bands_are_typed_tried_and_confirmed(fresh: Driver) -> None:
    driver = fresh
    editor = part(driver, RUBRIC)
    assert editor.draft.change("x", bands_basis="")
    assert "chưa được xác nhận" in editor.form.notice.text
    assert try_out(editor, "1,75", "3,5", "1", "1", "0,5", "0") == "TỔNG 7,75"
    assert "chưa có mức xếp loại" in editor.trial.note.text()
    editor.form.confirm_button.click()
    assert "chưa có mức xếp loại" in editor.form._trouble.text()
    assert driver.focus is editor.form.bands
    driver.key(Qt.Key.Key_Right)
    for text in ("8", "6.5", "5,00", "0"):
        driver.type(text)
        driver.key(ENTER)
    assert try_out(editor) == "TỔNG 7,75 Khá"
    assert "chỉ có hiệu lực khi" in editor.trial.note.text()
    editor.form.confirm_button.click()
    assert "chưa ghi căn cứ" in editor.form._trouble.text()
    driver.type("Quyết định 12-QĐ/HU ngày 01/3/2023")
    driver.look.set_scale(150)  # the page is higher than the window
    driver.settle()
    bar = editor._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not shown_whole(editor.form.notice)
    editor.form.confirm_button.click()
    driver.settle()
    rubric = driver.session.around.rubrics[SubjectKind.COLLECTIVE]
    assert rubric.confirmed and [band.start for band in rubric.bands] == [800, 650, 500, 0]
    assert rubric.bands_basis == "Quyết định 12-QĐ/HU ngày 01/3/2023"
    assert editor.form.notice.text == "Thang điểm đã xác nhận."
    driver.wait(lambda: shown_whole(editor.form.notice))
    assert editor.form.confirm_button.isHidden() and not editor.draft.editable
    editor.form.reopen_button.click()
    driver.settle()
    driver.key(Qt.Key.Key_Space)  # nothing to answer: no ballots
    assert editor.draft.editable and editor.form.confirm_button.isVisible()
    *others, last = editor.draft.rubric.criteria
    open_ = replace(last, name="Điểm thưởng: (chưa có nội dung, cơ quan điền theo văn bản)")
    assert editor.draft.change("x", criteria=(*others, open_))
    editor.form.confirm_button.click()
    assert f"tiêu chí {last.code} chưa có nội dung" in editor.form._trouble.text()
    assert driver.focus is editor.form.criteria
    assert editor.form.criteria.currentIndex().row() == len(others)


def test_a_criterion_more_is_said_at_once(fresh: Driver) -> None:
    driver = fresh
    editor = part(driver, RUBRIC)
    editor.form.criteria.setFocus()
    editor.form.criteria.go_to(6, 1)
    driver.type("Tiêu chí mới")
    driver.key(ENTER)
    driver.type("0,5")
    driver.key(ENTER)
    assert "cộng lại là 10,50, khác tổng điểm 10,00" in editor.form.problems.text()
    assert editor.form.sum_words.text() == "Cộng 10,50 / 10,00"
    assert list(editor.trial.edits)[-1] == "TC5"
    driver.key(Qt.Key.Key_Z, CTRL)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert editor.form.problems.isHidden() and editor.form.criteria_rows.count == 6


def test_saving_in_a_pause_does_not_disturb_typing(fresh: Driver) -> None:
    driver = fresh
    editor = part(driver, RUBRIC)
    edit = editor.form.fields["name"].edit
    edit.setFocus()
    edit.setCursorPosition(7)
    driver.type("X")
    driver.wait(lambda: "X" in driver.session.around.rubrics[SubjectKind.COLLECTIVE].name)
    driver.type("Y")
    assert edit.text().startswith("Tập thểXY") and edit.cursorPosition() == 9


def test_a_mark_that_cannot_be_is_said_in_the_trial(fresh: Driver) -> None:
    editor = part(fresh, RUBRIC)
    assert try_out(editor, "8.5") == "TỔNG 0,00"
    assert "vượt mức tối đa 2,00" in editor.trial._trouble.text()


def test_after_the_first_ballot_a_reason(driver: Driver, path: Path) -> None:
    driver.open(path)
    editor = part(driver, RUBRIC)
    assert "Đã có 9 phiếu" in editor.form.notice.text
    editor.form.reopen_button.click()
    driver.key(ENTER)
    assert editor.form.ask.isVisible()  # asks again
    driver.type("Sua muc xep loai")
    driver.key(ENTER)
    assert editor.form.ask.isVisible()  # the basis, too
    driver.type("Ket luan so 5")
    driver.key(ENTER)
    assert editor.draft.editable and "Sua muc xep loai" in editor.form.notice.text
    campaign = driver.session.campaign
    assert campaign is not None
    assert not any(r.class_name for r in results(driver.session.book, campaign))
    editor.form.criteria.setFocus()
    editor.form.criteria.go_to(0, 2)
    driver.type("9")
    assert not editor.form.criteria.editing
    assert driver.session.around.rubrics[SubjectKind.COLLECTIVE].criteria[0].max == 200
    step = editor.form.fields["step"].editor
    step.setFocus()
    driver.key(Qt.Key.Key_Down)  # 0,5
    assert driver.session.around.rubrics[SubjectKind.COLLECTIVE].step == 50
    editor.form.confirm_button.setFocus()
    driver.key(Qt.Key.Key_Space)
    assert editor.form.ask.isVisible() and not editor.draft.rubric.confirmed
    driver.wait(editor.form.ask.confirm.isEnabled)
    assert "được tính → được tính, có điểm lẻ so với bước điểm" in editor.form.ask.details
    driver.key(ENTER)
    assert driver.session.around.rubrics[SubjectKind.COLLECTIVE].confirmed
    (change,) = changes(driver.session.book.connection, campaign.id)
    assert (change.old["step"], change.new["step"]) == (25, 50)
    assert (change.reason, change.basis) == ("Sua muc xep loai", "Ket luan so 5")
    driver.key(Qt.Key.Key_Z, CTRL)  # not confirmed any more
    assert editor.draft.editable and editor.draft.begun
    for _ in range(2):  # the step, the opening
        driver.key(Qt.Key.Key_Z, CTRL)
    assert driver.session.around.rubrics[SubjectKind.COLLECTIVE].confirmed
    assert changes(driver.session.book.connection, campaign.id) == []


def test_a_rubric_to_a_file_and_back(driver: Driver, path: Path, tmp_path: Path) -> None:
    driver.open(path)
    editor = part(driver, RUBRIC)
    before = driver.session.around.rubrics[SubjectKind.COLLECTIVE]
    target = tmp_path / "thang-diem.toml"
    assert editor.write(target) and rubrics.read_file(target) == before
    target.write_text(target.read_text("utf-8").replace('from = "8.00"', 'from = "8.50"'), "utf-8")
    assert not editor.read(target) and "ghi lý do, căn cứ" in editor.message.text
    assert editor.draft.reopen(Because("Sửa mức", "Kết luận 5"))
    assert editor.read(target)
    assert driver.session.around.rubrics[SubjectKind.COLLECTIVE].bands[0].start == 850
    assert driver.session.campaign is not None
    (change,) = changes(driver.session.book.connection, driver.session.campaign.id)
    assert change.new["bands"][0] == {"class": "Tốt", "from": 850}
    target.write_text("id = 1", "utf-8")
    assert not editor.read(target) and "thiếu mục" in editor.message.text
    assert not editor.read(tmp_path / "khong-co.toml")


def test_a_setting_before_scoring_is_saved_at_once(fresh: Driver) -> None:
    driver = fresh
    screen = part(driver, CAMPAIGN)
    row = screen.rows["drop_extremes"]
    row.field.box.setFocus()
    driver.key(Qt.Key.Key_Space)
    assert driver.session.campaign is not None
    assert driver.session.campaign.settings.drop_extremes and row.ask.isHidden()
    row.basis.edit.setFocus()
    driver.type("Quy chế số 3-QC/TTĐ")
    driver.key(Qt.Key.Key_Tab)
    assert driver.session.campaign.settings.bases["drop_extremes"] == "Quy chế số 3-QC/TTĐ"
    driver.key(Qt.Key.Key_Z, CTRL)
    driver.key(Qt.Key.Key_Z, CTRL)
    assert not driver.session.campaign.settings.drop_extremes and not row.field.box.isChecked()


def test_who_signs_for_the_body(fresh: Driver) -> None:
    driver = fresh
    screen = part(driver, CAMPAIGN)
    assert driver.session.campaign is not None
    for name, text in (("of", "Ban Thường vụ"), ("title", "Bí thư"), ("name", "Phạm Triều")):
        screen.fields[f"set:signer_{name}"].editor.setFocus()
        driver.type(text)
        driver.key(Qt.Key.Key_Tab)
    choice = screen.fields["set:signer_authority"]
    choice.editor.setFocus()
    driver.key(Qt.Key.Key_Down)
    signer = signer_of(driver.session.book, driver.session.campaign)
    assert signer == Signer("by_order", "Ban Thường vụ", "Bí thư", "Phạm Triều")
    driver.key(Qt.Key.Key_Z, CTRL)
    assert signer_of(driver.session.book, driver.session.campaign).authority == ""


def test_the_series_of_numbers_stands_on_the_papers(fresh: Driver) -> None:
    driver = fresh
    screen = part(driver, CAMPAIGN)
    field = screen.fields["set:series"]
    field.editor.setFocus()
    driver.type("H U?")
    driver.key(Qt.Key.Key_Tab)
    assert "hãy gõ ký hiệu" in field.trouble
    field.editor.setFocus()
    field.editor.selectAll()
    driver.type("HU")
    driver.key(Qt.Key.Key_Tab)
    assert driver.session.campaign is not None and not field.trouble
    session, campaign = driver.session, driver.session.campaign
    assert session.run(entries.save, "session", None, {"campaign": campaign.id, "number": 1})
    for typed, number, issuer in (
        ("", "Số      -BB/HU", "HUYỆN ỦY LẠC DƯƠNG"),
        ("3", "Số 03-BB/HU", "HUYỆN ỦY LẠC DƯƠNG"),
        ("3-BB/TTĐ", "Số 03-BB/TTĐ", "TỔ THẨM ĐỊNH"),
    ):
        meeting = sessions.find(session.book.connection, campaign, 1)
        session.run(entries.save, "session", meeting.id, {"minutes_no": typed})
        body, _ = freeze.body_of(session.book, campaign, 1)
        facts = read_facts(body)
        form = load_form(facts.form)
        heading = heading_text(facts, form)
        assert (heading.number, heading.issuer) == (number, issuer)
        assert body_heading(facts, form, "TB").number == "Số      -TB/HU"
    driver.key(Qt.Key.Key_Z, CTRL)  # the series again
    assert "series" not in str(year_values(session.book, campaign))


def test_a_setting_after_scoring_asks_why(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = part(driver, CAMPAIGN)
    row = screen.rows["spread_part"]
    row.field.edit.setFocus()
    row.field.edit.selectAll()
    driver.type("40")
    driver.key(Qt.Key.Key_Tab)
    assert row.ask.isVisible() and "Đã có 9 phiếu" in row.ask._sentence.text()
    driver.key(Qt.Key.Key_Escape)
    assert driver.session.campaign is not None
    assert driver.session.campaign.settings.spread_part == 50 and row.field.text() == "50"
    row.field.edit.setFocus()
    row.field.edit.selectAll()
    driver.type("40")
    driver.key(Qt.Key.Key_Tab)
    assert row.ask.details == "Không có phiếu đã nộp nào bị tác động."
    driver.type("Theo de nghi")
    driver.key(ENTER)
    assert row.ask.isVisible()
    driver.type("Ket luan 7")
    driver.key(ENTER)
    settings = driver.session.campaign.settings
    assert settings.spread_part == 40 and settings.bases["spread_part"] == "Ket luan 7"
    assert row.basis.text() == "Ket luan 7"
    row.field.edit.setFocus()
    row.field.edit.selectAll()
    driver.type("400")
    driver.key(Qt.Key.Key_Tab)
    assert "từ 1 đến 100" in row.field.trouble


def test_body_and_form(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = part(driver, CAMPAIGN)
    edit: QLineEdit = screen.fields["body"].edit
    edit.selectAll()
    driver.type("Đảng ủy xã Lạc Dương")
    driver.key(Qt.Key.Key_Tab)
    assert driver.session.campaign is not None
    assert driver.session.campaign.body == "Đảng ủy xã Lạc Dương"
    edit.setFocus()
    edit.clear()
    driver.key(Qt.Key.Key_Tab)
    assert "phải có tên cơ quan" in screen.fields["body"].trouble
    assert driver.session.campaign.body == "Đảng ủy xã Lạc Dương"


def test_the_panel_is_opened_with_a_reason(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = part(driver, PANEL)
    assert screen.member_rows.rowCount() == 5  # no empty row
    screen.open_button.click()
    driver.type("Chuyen cong tac")
    driver.key(ENTER)
    driver.type("Quyet dinh 20")
    driver.key(ENTER)
    assert "Lý do: Chuyen cong tac" in screen.notice.text
    assert screen.member_rows.rowCount() == 6
    screen.members.setFocus()
    screen.members.go_to(5, 1)
    for text in ("K'Brôh", "Thư ký", "lat", "Chuyên viên"):
        driver.type(text[:1] if text == "Thư ký" else text)
        driver.key(ENTER)
    added = driver.session.around.by_code["TV06"]
    assert (added.name, added.unit, added.post) == ("K'Brôh", "LD01", "Chuyên viên")
    screen.members.go_to(0, 1)
    driver.key(Qt.Key.Key_Delete, CTRL)
    assert "đã nộp 3 phiếu" in screen._member_trouble.text()
    screen.members.go_to(0, 3)  # TV01 moves into the unit of submissions 1, 4, 7 and 10
    driver.type("LD01")
    driver.key(ENTER)
    assert screen.ask.isVisible() and "có liên quan" in screen.ask.details
    assert driver.session.around.by_code["TV01"].unit != "LD01"
    driver.key(ENTER)
    assert driver.session.around.by_code["TV01"].unit == "LD01"
    screen.close_button.setFocus()
    driver.key(Qt.Key.Key_Space)
    assert screen.member_rows.rowCount() == 6 and screen.open_button.isVisible()
    assert driver.session.campaign is not None
    (change,) = changes(driver.session.book.connection, driver.session.campaign.id)
    assert (change.what, change.basis) == ("panel", "Quyet dinh 20")
    assert [each["code"] for each in change.new][-1] == "TV06"


def test_the_panels_decision_stands_in_every_meeting(driver: Driver, path: Path) -> None:
    driver.open(path)
    session, campaign = driver.session, driver.session.campaign
    assert campaign is not None
    for number, own in ((1, None), (2, "Quyết định 9")):
        values = {"campaign": campaign.id, "number": number, "decision": own}
        assert session.run(entries.save, "session", None, values)
    screen = part(driver, PANEL)
    field = screen.decision

    def named() -> list[str]:
        return [m.decision for m in sessions.sessions(session.book.connection, campaign.id)]

    for text in ("Quyết định 125-QĐ/HU", "Quyết định 126-QĐ/HU"):
        field.editor.setFocus()
        field.editor.selectAll()
        driver.type(text)
        driver.key(Qt.Key.Key_Tab)
        assert named() == [text, "Quyết định 9"]
    driver.key(Qt.Key.Key_Z, CTRL)
    assert named()[0] == "Quyết định 125-QĐ/HU" == field.text()
    body, _ = freeze.body_of(session.book, campaign, 1)
    assert body["session"]["decision"] == "Quyết định 125-QĐ/HU"
    begun = first_values(session.book, session.around, None)
    assert begun["decision"] == "Quyết định 125-QĐ/HU" and begun["number"] == 3
    screen.keys_button.setFocus()
    driver.key(Qt.Key.Key_Space)
    assert driver.workspace.place_in_front == "exchange"


def test_groups_need_no_reason(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = part(driver, PANEL)
    screen.members.setFocus()
    screen.members.go_to(0, 5)
    for text in ("1", "1", "Kinh tế"):
        driver.type(text)
        driver.key(ENTER)
    members = driver.session.around.by_code
    assert [members[f"TV0{n}"].team for n in (1, 2, 3, 4)] == ["1", "1", "Kinh tế", ""]
    screen.members.go_to(0, 1)
    driver.type("x")
    driver.key(Qt.Key.Key_Delete, CTRL)
    assert "TV01" in driver.session.around.by_code and not screen.members.editing


def test_the_office_key_goes_and_comes(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed, "_COST", 2**15)  # as dear as it is, so that it takes its time
    driver.open(path)
    screen = part(driver, KEY)
    office = driver.session.book.office
    assert office is not None and keys.fingerprint(office.public) in screen.state.text()
    target = tmp_path / "co-quan.khoa"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(target), ""))
    screen.open_button.click()
    driver.type("mat khau dai")
    driver.key(ENTER)
    driver.type("mat khau dai")
    driver.key(ENTER)
    assert screen.form.busy and screen.form.store_button.text() == "Đang cất khóa…"
    driver.key(Qt.Key.Key_Escape)  # neither given up nor begun twice meanwhile
    driver.wait(lambda: not screen.form.busy)
    assert target.exists() and "Đã cất khóa" in screen.message.text
    driver.window.close_book()
    other = Driver(Home(tmp_path / "may-khac"))
    other.open(path)
    screen = part(other, KEY)
    assert screen.take_button.isVisible()
    screen.take(target)
    other.type("sai mat khau")
    other.key(ENTER)
    assert not screen.ask.confirm.isEnabled()
    other.wait(screen.ask.confirm.isEnabled)
    assert screen.ask.isVisible()
    screen.ask._edits["passphrase"].selectAll()
    other.type("mat khau dai")
    other.key(ENTER)
    other.wait(screen.ask.isHidden)
    assert "hãy đóng sổ rồi mở lại" in screen.message.text
    other.open(path)
    assert other.session.office
    other.close()
