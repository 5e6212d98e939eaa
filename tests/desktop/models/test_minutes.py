"""Models of the place Biên bản under Qt's own tester; jobs; the meeting's body."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from pytestqt.qtbot import QtBot

from db import ballots, campaigns, entries, freeze
from db.queries.minutes import Candidate, MeetingLine
from db.session_body import compose
from desktop.models import minutes_read
from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_list import Heard, HearingList, MeetingList, TakeList, heard_lines
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_words import (
    empty_fields,
    listed,
    missing_ballots,
    quorum_words,
    read_clock,
    read_count,
    read_day,
    read_number,
    stand_in_words,
)
from desktop.session import Session
from tests.flows.sample_book import code

Watch = Callable[[QAbstractItemModel], None]
CHECK = Qt.ItemDataRole.CheckStateRole


def ident(number: int) -> bytes:
    return bytes([number]) * 16


@pytest.fixture
def meeting(session: Session, qtbot: QtBot) -> Meeting:
    """An empty meeting over three scored submissions."""
    assert session.campaign is not None
    values = {"campaign": session.campaign.id, "number": 1, "chair": "TV01", "secretary": "TV03"}
    assert session.run(entries.save, "session", None, values)
    found = Meeting(session, Jobs())
    found.load()
    return found


def test_meetings_in_words(watch: Watch) -> None:
    model = MeetingList()
    watch(model)
    model.show([])
    model.show(
        [MeetingLine(ident(1), 1, "2023-11-24", True), MeetingLine(ident(2), 2, None, False)]
    )
    assert model.index(0).data() == "Cuộc họp số 1 · 24/11/2023 · đã chốt"
    assert model.index(1).data() == "Cuộc họp số 2 · chưa ghi ngày · dự thảo"
    model.show(
        [MeetingLine(ident(1), 1, "2023-11-24", False), MeetingLine(ident(2), 2, None, False)]
    )
    assert model.index(0).data().endswith("dự thảo")
    model.show([MeetingLine(ident(2), 2, None, False)])
    assert (model.row_of(ident(2)), model.row_of(ident(1))) == (0, -1)


def test_hearings_are_found_without_diacritics(watch: Watch) -> None:
    model = HearingList()
    watch(model)
    lines = [
        Heard(ident(1), "LD-2023-001", "Vườn cà phê", "Đảng bộ xã Lát", "Điểm 8,00", "", True),
        Heard(ident(2), "LD-2023-002", "Sổ tay", "Huyện đoàn", "", "không đủ", False),
    ]
    model.show(lines)
    assert model.index(0).data() == "● 001  Đảng bộ xã Lát"
    assert model.index(1).data() == "○ 002  để lại · Huyện đoàn"
    spoken = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "để lại vì không đủ" in spoken and "chưa ghi ý kiến" in spoken
    model.search("ca phe LAT")
    assert model.rowCount() == 1 and model.total == 2
    model.show(lines[1:])
    assert model.rowCount() == 0
    model.search("")
    assert model.index(0).data().endswith("để lại · Huyện đoàn")


def test_ticks_are_told_and_shown_only_when_kept(watch: Watch, qtbot: QtBot) -> None:
    model = TakeList()
    watch(model)
    lines = [
        Candidate(ident(n), f"LD-{n}", "", "Ai", n == 1, False, 4 if n == 2 else None)
        for n in (1, 2)
    ]
    model.show(lines, {ident(1)}, editable=False)
    assert not model.setData(model.index(1), Qt.CheckState.Checked, CHECK)
    model.show(lines, {ident(1)}, editable=True)
    assert model.index(1).data() == "LD-2  Ai · chưa có phiếu · ở cuộc họp số 4"
    with qtbot.waitSignal(model.ticked) as told:
        model.setData(model.index(1), Qt.CheckState.Checked, CHECK)
    assert told.args == [ident(2), True]
    assert Qt.CheckState(model.index(1).data(CHECK)) == Qt.CheckState.Unchecked
    model.show(lines, {ident(1), ident(2)}, editable=True)
    assert Qt.CheckState(model.index(1).data(CHECK)) == Qt.CheckState.Checked


def test_the_newest_job_of_a_lane_wins(qtbot: QtBot) -> None:
    jobs, gate, found = Jobs(), threading.Event(), []
    jobs.run("a", lambda: gate.wait(5) and "first", lambda value, _: found.append(value))
    for number in range(5):
        jobs.run("a", partial(int, number), lambda value, _: found.append(value))
    jobs.run("b", lambda: 1 // 0, lambda _, error: found.append(type(error)))
    gate.set()
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found == [4, ZeroDivisionError]


def test_a_plain_field_leaves_the_body_as_composing_would_make_it(meeting: Meeting) -> None:
    first = bytes.fromhex(meeting.body["submissions"][0]["id"])
    assert meeting.save({"place": "Phòng 2", "date": "2023-11-24"}, "")
    assert meeting.save_hearing(first, {"opinions": "Tốt", "votes_for": 0}, "")
    quick = meeting.body
    meeting.load()
    assert quick == meeting.body
    assert quick["submissions"][0]["votes_for"] == 0


def test_what_is_typed_is_on_the_page_before_it_is_in_the_book(
    meeting: Meeting, qtbot: QtBot
) -> None:
    first = meeting.body["submissions"][0]
    with qtbot.waitSignal(meeting.page_due):
        meeting.type("place", "Hội trường")
        meeting.type_hearing(bytes.fromhex(first["id"]), "summary", "Gọn")
    shown = meeting.body_shown()
    assert shown["session"]["place"] == "Hội trường"
    assert shown["submissions"][0]["summary"] == "Gọn"
    assert meeting.body["session"]["place"] == "" and first["summary"] == ""


def test_a_frozen_meeting_shows_what_was_signed(meeting: Meeting, qtbot: QtBot) -> None:
    session = meeting.session
    made = session.run(freeze.freeze, session.campaign, 1).value
    assert meeting.frozen and not meeting.editable and not meeting.obstacles()
    assert meeting.body == made.body
    with qtbot.waitSignal(meeting.code_known) as told:
        meeting.ask_code()
    assert told.args == [made.proof_code] == [meeting.proof_code]
    refused = meeting.save({"place": "x"}, "")
    assert not refused and meeting.value("place") is None
    assert meeting.save({"minutes_no": "27-BB/TTĐ"}, "")  # the clerk's, after signing
    assert meeting.body["session"]["minutes_no"] == "27-BB/TTĐ"


def test_heard_lines_name_why_something_is_left_out(meeting: Meeting) -> None:
    members = meeting.session.around.members
    absent = {f"absent:{m.id.hex()}": "" for m in members[1:]}
    assert meeting.save(absent, "")
    lines = heard_lines(meeting.body, meeting.idents, set(), {"quorum": "thiếu người"})
    assert [line.why for line in lines] == ["thiếu người"] * 3
    assert quorum_words(meeting.body) == (
        "Có mặt 1/5 thành viên. Không đủ hai phần ba cho hồ sơ nào nên chưa chốt được."
    )
    assert [code for code, _ in meeting.obstacles()] == ["nothing"]


def test_who_presides_where_the_chair_is_away(meeting: Meeting) -> None:
    chair = meeting.session.around.by_code["TV01"]
    assert meeting.record is not None
    by_code = meeting.session.around.by_code
    assert stand_in_words(meeting.body, by_code, meeting.record) == ""
    assert meeting.save({f"absent:{chair.id.hex()}": "ốm"}, "")
    words = stand_in_words(meeting.body, by_code, meeting.record)
    assert words.startswith("Chủ trì đang ghi vắng. Đ/c Bon Thị Lợi (Tổ phó) chủ trì thay")


def test_missing_ballots_and_empty_fields_are_listed(meeting: Meeting) -> None:
    assert meeting.record is not None
    assert any(
        "Trần Thị Hòa" in words and code(1) in words for words in missing_ballots(meeting.body)
    )
    assert [name for name, _ in empty_fields(meeting.record)] == [
        "date", "start", "end", "place", "decision", "conclusion",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (read_day, "24/11/2023", "2023-11-24"),
        (read_day, " ", None),
        (read_clock, "8h30", "08:30"),
        (read_clock, "", None),
        (read_number, "12", 12),
        (read_count, "0", 0),
        (read_count, "", None),
    ],
)
def test_typed_values(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_day, "11/24/2023"),
        (read_day, "24/11/23"),
        (read_clock, "25:00"),
        (read_number, ""),
        (read_number, "0"),
        (read_count, "-1"),
        (read_count, "sáu"),
        (read_count, "٣"),
    ],
)
def test_values_that_cannot_be(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(ValueError, match="hãy"):
        read(text)


def test_long_lists_are_cut() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed("abcdefgh", 3) == "a, b, c và 5 hồ sơ khác"


def test_whatever_is_written_the_body_is_as_composing_would_make_it(meeting: Meeting) -> None:
    """Only what a write touched is composed anew: nothing else may have changed."""
    session, record = meeting.session, meeting.record
    around, campaign = session.around, session.campaign
    assert record is not None and campaign is not None
    member, other = around.members[0], around.members[-1]
    found = ballots.by_id(session.book, bytes.fromhex(meeting.body["submissions"][0]["id"]))
    criterion = around.rubrics[found.kind].criteria[0].code
    version = ballots.begin_new_version
    takes = {f"takes:{found.id.hex()}": 1}
    writes: tuple[tuple[Any, ...], ...] = (
        (entries.save, "session", record.id, {f"absent:{member.id.hex()}": "Bận"}),
        (ballots.recuse, other, found, "Đồng tác giả"),
        (ballots.recuse, other, found, None),
        (version, around, member, found, "Chấm lại"),
        (ballots.set_mark, around, member, found, criterion, 25),
        (ballots.submit, around, member, found, None),
        (entries.save, "submission", found.id, {"novelty_finding": "new", "title": "Tên khác"}),
        (entries.save, "submission", found.id, {"has_report": None, "reported_on": None}),
        (entries.save, "submission", found.id, {"has_report": 1}),
        (entries.save, "session", record.id, takes),
        (entries.save, "session", record.id, {f"absent:{member.id.hex()}": None}),
        (campaigns.change, campaign, {"place": "Đà Lạt"}),
    )
    for write in writes:
        done = session.run(*write)
        assert done, (write, done.error)
        assert meeting.record is not None and session.campaign is not None
        assert meeting.body == compose(session.book, session.campaign, meeting.record, seq=0), write
    assert set(meeting.idents.values()) >= {found.id}


def test_a_large_meeting_is_read_between_two_keys(
    meeting: Meeting, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = meeting.body
    monkeypatch.setattr(minutes_read, "_AT_ONCE", 0)
    other = Meeting(meeting.session, Jobs(), meeting)
    followed: list[str] = []
    other.loaded.connect(lambda: followed.append("loaded"))
    other.load(then=lambda: followed.append("then"))
    assert other.loading and other.record is None and not followed
    qtbot.waitUntil(lambda: not other.loading)
    assert followed == ["loaded", "then"] and other.body == whole
