"""The place Biên bản by keyboard: a meeting typed, frozen, opened again, exported, printed."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from db import campaigns, entries
from db.book import Book
from db.change_log import Value
from db.home import Home
from desktop.screens.minutes_screen import FREEZE, HEARINGS
from tests.flows.driver import CTRL, SHIFT, Driver
from tests.flows.minutes_steps import DOWN, SPACE, TAB, arrive, is_blank, part, record, with_meeting
from tests.flows.sample_book import code, make_book


def test_a_meeting_is_typed_frozen_and_opened_again(driver: Driver, path: Path) -> None:
    screen = arrive(driver, path)
    assert screen.states.notice == "Chưa có cuộc họp nào"
    driver.key(SPACE)  # the one button has the focus
    assert screen.states.notice == ""

    driver.type("03-BB/TTĐ")
    for text in ("24/11/2023", "8h", "11:30", "Phòng họp số 2", "Quyết định số 412-QĐ/HU"):
        driver.key(TAB)
        driver.type(text)
    driver.key(TAB)
    found = record(driver)
    assert (found.number, found.minutes_no, found.date) == (1, "03-BB/TTĐ", "2023-11-24")
    assert (found.start, found.end, found.place) == ("08:00", "11:30", "Phòng họp số 2")
    assert (found.chair, found.secretary) == ("TV01", "TV03")
    assert screen.form.fields["start"].text() == "08:00"

    fifth = driver.session.around.by_code["TV05"]
    here, _ = screen.form.attendance.row(fifth.id)
    for _ in range(20):
        if driver.focus is here:
            break
        driver.key(TAB)
    driver.key(SPACE)
    driver.type("đi công tác")
    driver.key(TAB)
    assert record(driver).absent == {fifth.id: "đi công tác"}
    assert screen.form.quorum.text() == ("Có mặt 4/5 thành viên. Đủ hai phần ba với cả 3 hồ sơ.")

    driver.wait(lambda: not is_blank(screen.page.sheet.picture))
    part(driver, screen, FREEZE)
    assert driver.focus is screen.freezing.freeze
    assert screen.freezing.freeze.text() == "Chốt 3 hồ sơ để ký"
    driver.key(SPACE)
    proof = screen.freezing.code.text()
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", proof)
    assert "đã chốt" in screen.list.index(0).data()
    assert driver.focus is screen.freezing.copy
    driver.key(SPACE)
    assert QGuiApplication.clipboard().text() == proof

    part(driver, screen, "form")
    screen.form.go_to("place")
    driver.type("x")
    assert screen.form.fields["place"].text() == "Phòng họp số 2"
    assert not here.isEnabled()

    part(driver, screen, FREEZE)
    screen.freezing.unfreeze.setFocus()
    driver.key(SPACE)
    driver.key(Qt.Key.Key_Return)  # without a reason
    assert screen.meeting.frozen
    driver.type("Sửa kết luận")
    driver.key(Qt.Key.Key_Return)
    assert not screen.meeting.frozen
    assert screen.meeting.reasons == {1: "Sửa kết luận"}
    assert driver.focus is screen.freezing.freeze  # not somewhere at the edge of the window
    part(driver, screen, "form")
    screen.form.go_to("place")
    driver.type("A")
    driver.key(TAB)
    assert "A" in record(driver).place


def test_absences_below_two_thirds_leave_submissions_out_by_name(
    driver: Driver, path: Path
) -> None:
    screen = with_meeting(driver, path)
    for member in ("TV03", "TV04"):
        here, reason = screen.form.attendance.row(driver.session.around.by_code[member].id)
        here.setFocus()
        driver.key(SPACE)
        assert driver.focus is reason.editor
    words = screen.form.quorum.text()
    assert words.startswith("Có mặt 3/5 thành viên. Không đủ hai phần ba")
    part(driver, screen, FREEZE)
    shown = " ".join(screen.freezing.sentences)
    left = {case["code"] for case in screen.meeting.body["left_out"]}
    assert left and all(each in shown for each in left - {code(10)})


def test_an_unconfirmed_rubric_is_named_with_a_way_to_it(
    driver: Driver, tmp_path: Path, home: Home
) -> None:
    path = make_book(tmp_path / "chua.thamdinh", home, confirmed=False)
    screen = with_meeting(driver, path)
    part(driver, screen, FREEZE)
    assert any("chưa được xác nhận" in words for words in screen.freezing.sentences)
    assert not screen.freezing.freeze.isEnabled()
    screen.freezing.freeze_now()  # as if something had changed under its feet
    assert not screen.meeting.frozen
    assert "chưa được xác nhận" in screen.freezing.refusal.text()
    (way, *_) = screen.freezing.ways
    way.setFocus()
    driver.key(SPACE)
    assert driver.window.workspace is not None
    assert driver.window.workspace.place_in_front == "settings"


def test_typing_is_kept_after_a_pause_without_leaving_the_field(driver: Driver, path: Path) -> None:
    screen = with_meeting(driver, path)
    screen.form.go_to("conclusion")
    assert isinstance(driver.focus, QPlainTextEdit)
    driver.type("Thống nhất")
    driver.wait(lambda: record(driver).conclusion == "Thống nhất")
    driver.type(" trình")
    assert screen.meeting.body_shown()["session"]["conclusion"] == "Thống nhất trình"
    driver.wait(lambda: record(driver).conclusion == "Thống nhất trình")


def test_a_date_that_cannot_be_is_said_beside_the_field(driver: Driver, path: Path) -> None:
    screen = with_meeting(driver, path)
    screen.form.go_to("date")
    driver.type("24/11/2023")
    driver.key(TAB)
    driver.key(Qt.Key.Key_Backtab, SHIFT)
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("31/11/2023")
    field = screen.form.fields["date"]
    assert field.trouble == ""  # not while it is being typed
    driver.key(TAB)
    assert "không có ngày 31/11/2023" in field.trouble
    assert "24/11/2023" in field.trouble
    assert record(driver).date == "2023-11-24"
    driver.key(Qt.Key.Key_2, CTRL)
    assert driver.window.workspace is not None
    assert driver.window.workspace.place_in_front == "minutes"  # nothing is lost silently
    screen.form.go_to("date")
    driver.key(Qt.Key.Key_Escape)
    assert field.text() == "24/11/2023" and field.trouble == ""
    driver.key(Qt.Key.Key_2, CTRL)
    assert driver.window.workspace.place_in_front == "register"


def test_a_number_that_is_taken_is_refused_in_words(driver: Driver, path: Path) -> None:
    screen = with_meeting(driver, path)
    screen.add_meeting()
    assert screen.list.rowCount() == 2
    screen.form.go_to("number")
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("1")
    driver.key(TAB)
    assert "Đã có cuộc họp số 1" in screen.form.fields["number"].trouble.replace("đã", "Đã")
    assert screen.meeting.record is not None and screen.meeting.record.number == 2


def test_ctrl_down_goes_to_the_next_submission_in_the_same_field(
    driver: Driver, path: Path
) -> None:
    screen = with_meeting(driver, path)
    part(driver, screen, HEARINGS)
    hearings = screen.hearings
    assert hearings.list.total == 3
    hearings.fields["opinions"].editor.setFocus()
    driver.type("Cần nhân rộng")
    driver.key(DOWN, CTRL)
    assert driver.focus is hearings.fields["opinions"].editor
    assert hearings.view.currentIndex().row() == 1
    assert hearings.fields["opinions"].text() == ""
    first, second, _ = (hearings.list.line(row) for row in range(3))
    assert screen.meeting.hearings[first.id].opinions == "Cần nhân rộng"
    assert first.written and not second.written
    driver.key(TAB)
    assert isinstance(driver.focus, QLineEdit)
    driver.type("nhiều")
    driver.key(DOWN, CTRL)  # not on to the next one: this cannot be kept
    assert hearings.view.currentIndex().row() == 1
    assert "không phải số người" in hearings.fields["votes_for"].trouble
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("4")
    driver.key(Qt.Key.Key_Up, CTRL)
    assert hearings.view.currentIndex().row() == 0
    assert screen.meeting.hearings[second.id].votes_for == 4
    case = next(c for c in screen.meeting.body["submissions"] if c["code"] == second.code)
    assert case["votes_for"] == 4


def test_submissions_are_chosen_by_name(driver: Driver, path: Path) -> None:
    screen = with_meeting(driver, path)
    part(driver, screen, HEARINGS)
    takes = screen.hearings.takes
    screen.hearings.choose.setFocus()
    driver.key(SPACE)
    takes.named.setFocus()
    driver.key(SPACE)
    assert takes.named.isChecked()
    takes.view.setFocus()
    takes.view.setCurrentIndex(takes.list.index(0))
    driver.key(SPACE)
    assert [case["code"] for case in screen.meeting.body["submissions"]] == [code(2), code(3)]
    takes.all.setFocus()
    driver.key(SPACE)
    assert len(screen.meeting.body["submissions"]) == 3


def test_undo_takes_a_field_back(driver: Driver, path: Path) -> None:
    screen = with_meeting(driver, path)
    screen.form.go_to("place")
    driver.type("Phòng A")
    screen.view.setFocus()
    driver.settle()
    assert record(driver).place == "Phòng A"
    driver.key(Qt.Key.Key_Z, CTRL)
    assert record(driver).place == ""
    assert screen.form.fields["place"].text() == ""
    driver.key(Qt.Key.Key_Y, CTRL)
    assert screen.form.fields["place"].text() == "Phòng A"


def test_a_meeting_added_by_mistake_goes_again(driver: Driver, path: Path) -> None:
    screen = with_meeting(driver, path)
    screen.form.remove_button.setFocus()
    driver.key(SPACE)
    assert driver.focus is screen.form.ask.confirm
    driver.key(SPACE)
    assert screen.states.notice == "Chưa có cuộc họp nào"


def test_while_scoring_is_blind_a_member_sees_no_minutes(member_driver: Driver, path: Path) -> None:
    member_driver.open(path)
    member_driver.key(Qt.Key.Key_6, CTRL)
    assert member_driver.window.workspace is not None
    assert member_driver.window.workspace.place_in_front != "minutes"


def test_without_the_office_key_all_can_only_be_read(
    member_driver: Driver, path: Path, home: Home
) -> None:
    with Book.open(path, home) as book:
        campaign = campaigns.find(book.connection, None)
        campaigns.change(book, campaign, {"set:blind": "0"})
        values: dict[str, Value] = {"campaign": campaign.id, "number": 1, "place": "Phòng A"}
        entries.save(book, "session", None, values)
    screen = arrive(member_driver, path)
    assert screen.add_button.isHidden() and not screen.notice.isHidden()
    screen.form.go_to("place")
    member_driver.type("x")
    assert screen.form.fields["place"].text() == "Phòng A"
    part(member_driver, screen, FREEZE)
    assert screen.freezing.freeze.isHidden()
    assert screen.leave()
