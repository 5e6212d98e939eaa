"""The meeting while it runs: the chair recused once, one large spread, one quorum failure, one
conclusion against the mean; the projector shows only what is opened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from db import freeze
from db.freeze import body_of
from db.home import Home
from db.rules import proof
from desktop.documents.contents import minutes
from desktop.documents.read_body import read_facts
from desktop.models.projection import MEMBERS
from desktop.screens.hearing_room import HearingRoomScreen
from desktop.widgets.projector import Projector
from tests.flows.driver import ALT, CTRL, Driver
from tests.flows.meeting_scenes import make_meeting, room
from tests.flows.reading_scenes import attach_files
from tests.flows.sample_book import code

RETURN, TAB, DOWN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Space
F6, F7, F8, F9 = Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9


@pytest.fixture(autouse=True)
def cheap_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is tested with the rule itself."""
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def driver(tmp_path: Path, home: Home) -> Iterator[Driver]:
    make_meeting(tmp_path / "hop.thamdinh", home)
    found = Driver(home)
    found.open(tmp_path / "hop.thamdinh")
    yield found
    found.close()


def body(driver: Driver) -> dict[str, object]:
    campaign = driver.session.campaign
    assert campaign is not None
    found, _ = body_of(driver.session.book, campaign, 1)
    return found


def case(driver: Driver, number: int) -> dict[str, object]:
    listed = body(driver)["submissions"]
    assert isinstance(listed, list)
    return next(dict(s) for s in listed if s["code"] == code(number))


def left_out(driver: Driver) -> dict[str, str]:
    listed = body(driver)["left_out"]
    assert isinstance(listed, list)
    return {s["code"]: s["code_reason"] for s in listed}


def field(driver: Driver, screen: HearingRoomScreen, name: str, text: str) -> None:
    """Types into a field of the discussion and leaves it."""
    screen.hearings.fields[name].editor.setFocus()
    driver.type(text)
    driver.key(TAB)


def test_a_whole_meeting(driver: Driver) -> None:
    screen = room(driver)
    panel = screen.panel
    assert screen.meetings.currentText() == "Cuộc họp số 1 · 24/11/2023"

    # the first: the chair is recused, the vice-chair presides by itself
    assert "Chủ trì: Đ/c Trần Thị Bình (Tổ phó)" in panel.figures.text()
    assert "7/8, đủ hai phần ba" in panel.quorum.text()
    field(driver, screen, "opinions", "Co tinh moi.")
    field(driver, screen, "votes_for", "6")
    field(driver, screen, "votes_against", "0")
    assert case(driver, 1)["chair"] == "TV02"

    # the second: one criterion with a large spread, scored anew with its reason
    driver.key(DOWN, CTRL)
    screen.load()  # all is read anew, as after the laptop was passed round: still the second
    assert panel.live is not None and panel.live.sheet.submission.code == code(2)
    assert [line.code for line in panel.live.lines if line.wide] == ["TC2"]
    assert panel.wide.count() == 1 and f"{code(2)} · TC2" in panel.wide.item(0).text()
    driver.key(F6)
    form = panel.rescore
    assert form.member.hasFocus() and form.criterion.currentData() == "TC2"
    form.member.setCurrentIndex(3)
    form.mark.setFocus()
    driver.type("2,75")
    driver.key(RETURN)
    driver.key(RETURN)
    assert "lý do" in form.trouble.text()  # never without one
    driver.type("Da xem lai minh chung")
    driver.key(RETURN)
    assert not form.trouble.isVisible(), form.trouble.text()
    assert panel.wide.count() == 0
    assert "0,75 → 2,75" in panel.notice.text
    again = case(driver, 2)
    assert again["rescored"] == [
        {
            "member": "TV04",
            "old_total": 475,
            "new_total": 675,
            "reason": "Da xem lai minh chung",
        }
    ]
    stored = driver.session.book.connection.execute(
        "SELECT count(*) FROM ballot b JOIN submission s ON s.id = b.submission "
        "JOIN member m ON m.id = b.member WHERE s.code = ? AND m.code = 'TV04'",
        (code(2),),
    ).fetchone()
    assert stored == (2,)  # the first is kept

    # the third: one more leaves, and too few are left to conclude
    driver.key(Qt.Key.Key_Escape)
    screen.hearings.view.setFocus()
    driver.key(DOWN, CTRL)
    assert "3/4, đủ hai phần ba" in panel.quorum.text()
    driver.key(F7)
    box, reason = panel.attendance.row(driver.session.around.by_code["TV09"].id)
    box.setFocus()
    driver.key(SPACE)
    reason.edit.setFocus()
    driver.type("ve som")
    driver.key(TAB)
    assert "2/4, KHÔNG ĐỦ" in panel.quorum.text()
    assert left_out(driver)[code(3)] == "quorum"
    assert code(2) not in left_out(driver)

    # the fourth: the panel concludes another class than the mean gives
    screen.hearings.view.setFocus()
    driver.key(DOWN, CTRL)
    outcome = screen.hearings.outcome
    assert outcome.concluded.combo.itemText(0) == "Theo điểm: Khá"
    outcome.concluded.combo.setFocus()
    driver.key(DOWN)  # Tốt
    outcome.concluded.combo.activated.emit(outcome.concluded.combo.currentIndex())
    driver.settle()
    assert outcome.reason.isVisible()
    field(driver, screen, "concluded_reason", "Lan toa ca tinh")
    field(driver, screen, "conclusion", "Thong nhat xep loai Tot.")
    concluded = case(driver, 4)
    assert (concluded["class"], concluded["computed_class"]) == ("Tốt", "Khá")
    assert "Tốt" in panel.criteria.text() and "theo điểm: Khá" in panel.criteria.text()

    # and all of it stands in the minutes that are frozen
    campaign = driver.session.campaign
    assert campaign is not None and screen.leave()
    frozen = freeze.freeze(driver.session.book, campaign, 1)
    assert frozen.left_out == ((code(3), "quorum"),)
    text = json.dumps(frozen.body, ensure_ascii=False)
    assert "Lan toa ca tinh" in text and "Co tinh moi." in text
    paper = str(minutes(read_facts(frozen.body), frozen.proof_code))
    for words in (
        "Tổ phó, chủ trì thay", "Da xem lai minh chung", "Lan toa ca tinh",
        "Theo điểm, hồ sơ ở mức Khá; Tổ thẩm định kết luận xếp loại Tốt",
    ):  # fmt: skip
        assert words in paper


def projector(screen: HearingRoomScreen) -> Projector:
    found = screen.panel.projector.window_shown
    assert found is not None
    return found


def texts(window: Projector) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_the_projector_shows_only_what_is_opened(driver: Driver) -> None:
    screen = room(driver)
    controls = screen.panel.projector
    assert not controls.results.isEnabled() and not controls.hold.isEnabled()
    controls.open_button.click()
    driver.window.activateWindow()
    screen.arrive()
    shown = projector(screen)
    assert code(1) in texts(shown) and "Dự họp 7/8" in texts(shown)
    for secret in ("7,00", "Khá", "1,50", "TC1"):
        assert secret not in texts(shown)
    driver.key(F8)
    for opened in ("ĐIỂM 7,00", "Khá", "1,50 / 2,00"):
        assert opened in texts(shown)
    assert "Trần Thị Bình" not in texts(shown)  # single ballots are a choice of their own
    controls.boxes[MEMBERS].click()
    assert "Trần Thị Bình" in texts(shown)
    driver.key(DOWN, CTRL)  # the next: closed again, single ballots not meant any more
    assert code(2) in texts(shown)
    assert "ĐIỂM" not in texts(shown) and "Trần Thị Bình" not in texts(shown)
    assert not controls.boxes[MEMBERS].isChecked()


def test_one_key_keeps_the_picture(driver: Driver) -> None:
    screen = room(driver)
    screen.panel.projector.open_button.click()
    driver.window.activateWindow()
    screen.arrive()
    shown = projector(screen)
    driver.key(F9)
    assert "Đang giữ hình" in screen.panel.projector.state.text()
    driver.key(DOWN, CTRL)
    driver.key(F8)
    assert code(1) in texts(shown) and code(2) not in texts(shown)
    assert "ĐIỂM" not in texts(shown)
    driver.key(F9)
    assert code(2) in texts(shown) and "ĐIỂM" in texts(shown)
    shown.close()
    driver.settle()
    assert screen.panel.projector.window_shown is None
    assert screen.panel.projector.open_button.text() == "Mở màn chiếu"


def test_the_projector_fits_any_screen(driver: Driver) -> None:
    screen = room(driver)
    screen.panel.projector.open_button.click()
    shown = projector(screen)
    screen.panel.projector.results.click()
    screen.panel.projector.boxes[MEMBERS].click()
    for size in ((1366, 768), (1024, 768), (800, 600), (1920, 1080)):
        shown.resize(*size)
        driver.settle()
        assert (shown.width(), shown.height()) == size
        for label in shown.findChildren(QLabel):
            if label.isVisible() and label.text():
                assert label.geometry().bottom() <= shown.height(), label.text()


def test_where_there_is_no_meeting_the_way_leads_to_one(tmp_path: Path, home: Home) -> None:
    from tests.flows.opening_scenes import make_bare

    found = Driver(home)
    try:
        found.open(make_bare(tmp_path / "bare.thamdinh", home))
        screen = room(found)
        assert screen.states.notice
        found.key(RETURN)
        assert found.workspace.place_in_front == "minutes"
    finally:
        found.close()


def test_evidence_is_read_in_place_of_the_right_half(driver: Driver, tmp_path: Path) -> None:
    screen = room(driver)
    attach_files(driver, tmp_path / "files", 1)
    driver.key(Qt.Key.Key_Down, CTRL)
    driver.key(Qt.Key.Key_Up, CTRL)
    assert screen.panel.isVisible() and screen.side.isHidden()
    driver.key(Qt.Key.Key_M, ALT)
    driver.settle()
    assert screen.side.isVisible() and not screen.panel.isVisible()
    assert screen.side.reader.rows.rowCount() == 3 and screen.side.reader.isVisible()
    driver.key(F7)
    driver.settle()
    assert screen.panel.isVisible() and screen.side.isHidden()


def test_the_roll_is_called_by_keys_and_the_next_submission_follows(driver: Driver) -> None:
    screen = room(driver)
    driver.key(F7)
    first = screen.panel.attendance.focusProxy()
    assert first is not None and first.hasFocus()
    driver.key(TAB)
    assert driver.focus is not first and driver.focus.accessibleName().endswith("có mặt")
    before = screen.hearings.view.currentIndex().row()
    driver.key(DOWN, CTRL)
    assert screen.hearings.view.currentIndex().row() == before + 1
