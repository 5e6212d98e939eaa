"""Meetings: which one hears which submission."""

from __future__ import annotations

import pytest

from db import campaigns, freeze, importing
from db.errors import UnknownCodeError
from db.sessions import Agenda, find, frozen_row, frozen_submissions, sessions, taken
from tests.support import Sample, row, session_row, submission_row


def _taken(sample: Sample, number: int) -> list[str]:
    session = find(sample.book.connection, sample.campaign, number)
    codes = dict(sample.book.connection.execute("SELECT id, code FROM submission").fetchall())
    return [codes[i] for i in taken(sample.book.connection, sample.campaign.id, session)]


def _hears(sample: Sample, code: str) -> int | None:
    agenda = Agenda(sample.book.connection, sample.campaign.id)
    session = agenda.of(sample.submission(code).id)
    return None if session is None else session.number


def _assign(sample: Sample, number: int, *codes: str) -> None:
    session = find(sample.book.connection, sample.campaign, number).id
    cells = {f"takes__{sample.submission(code).id.hex()}": 1 for code in codes}
    sample.set("session", session, **cells)


def test_a_meeting_is_read_with_all_that_was_written(sample: Sample) -> None:
    sample.take(
        [
            session_row(
                3, minutes_no="03-BB/TTĐ", start="08:00", end="11:30", place="Phòng 2",
                decision="QĐ 12", conclusion="Nhất trí", absent={"TV05": "ốm"},
            )
        ]
    )  # fmt: skip
    found = find(sample.book.connection, sample.campaign, 3)
    assert (found.number, found.date, found.minutes_no) == (3, "2023-11-24", "03-BB/TTĐ")
    assert (found.start, found.end, found.place) == ("08:00", "11:30", "Phòng 2")
    assert (found.chair, found.secretary) == ("TV01", "TV03")
    assert (found.guests, found.agenda, found.recipients) == ("", "", "")
    assert (found.decision, found.conclusion) == ("QĐ 12", "Nhất trí")
    assert found.absent == {sample.member("TV05").id: "ốm"}


def test_meetings_stand_by_number_and_an_unknown_one_is_said(sample: Sample) -> None:
    sample.take([session_row(10), session_row(2)])
    found = sessions(sample.book.connection, sample.campaign.id)
    assert [s.number for s in found] == [1, 2, 10]
    with pytest.raises(UnknownCodeError):
        find(sample.book.connection, sample.campaign, 3)


def test_by_default_the_first_meeting_hears_everything_that_was_scored(sample: Sample) -> None:
    sample.take([session_row(2)])
    assert _taken(sample, 1) == []
    sample.score("TV01", "HS3")
    sample.score("TV01", "HS1")
    assert _taken(sample, 1) == ["HS1", "HS3"], "in code order"
    assert _taken(sample, 2) == []
    assert {_hears(sample, code) for code in ("HS1", "HS2", "HS3")} == {1}


def test_what_is_assigned_to_one_is_heard_by_no_other(sample: Sample) -> None:
    sample.take([session_row(2)])
    sample.score_all()
    _assign(sample, 2, "HS1", "HS4")
    assert _taken(sample, 1) == ["HS2", "HS3"]
    assert _taken(sample, 2) == ["HS1", "HS4"], "whether scored or not"
    assert (_hears(sample, "HS1"), _hears(sample, "HS2")) == (2, 1)


def test_a_frozen_meeting_hears_no_more_than_it_holds(sample: Sample) -> None:
    sample.take([session_row(2)])
    for member in ("TV01", "TV02", "TV03", "TV04"):
        sample.score(member, "HS1")
    freeze.freeze(sample.book, sample.campaign, 1)
    sample.score("TV01", "HS2")
    assert (_taken(sample, 1), _taken(sample, 2)) == (["HS1"], ["HS2"])
    assert (_hears(sample, "HS1"), _hears(sample, "HS2")) == (1, 2)
    freeze.unfreeze(sample.book, sample.campaign, 1, "x")
    assert (_taken(sample, 1), _taken(sample, 2)) == (["HS1", "HS2"], [])


def test_without_a_meeting_nobody_hears_anything(sample: Sample) -> None:
    with sample.book.write() as operation:
        operation.remove("session", find(sample.book.connection, sample.campaign, 1).id)
    sample.score("TV01", "HS1")
    assert _hears(sample, "HS1") is None


def test_forty_meetings_are_found_at_once(sample: Sample) -> None:
    """Each used to ask all earlier ones, and they theirs."""
    sample.take([*(session_row(n) for n in range(2, 41))])
    sample.score("TV01", "HS1")
    assert _taken(sample, 1) == ["HS1"]
    assert _taken(sample, 40) == []


def test_what_is_frozen_is_told_by_row(sample: Sample) -> None:
    connection = sample.book.connection
    session = find(connection, sample.campaign, 1).id
    hearing = b"h" * 16
    sample.set("hearing", hearing, session=session, submission=sample.submission("HS1").id)
    rows = [("session", session), ("hearing", hearing), ("submission", sample.submission("HS1").id)]
    sample.score_all()
    assert [frozen_row(connection, *each) for each in rows] == [None, None, None]
    freeze.freeze(sample.book, sample.campaign, 1)
    assert [frozen_row(connection, *each) for each in rows] == [1, 1, 1]
    assert frozen_row(connection, "unit", sample.around.units["A"].id) is None
    held = frozen_submissions(connection, sample.campaign.id)
    assert held == {sample.submission(code).id: 1 for code in ("HS1", "HS2", "HS3")}


def test_meetings_of_another_campaign_do_not_matter(sample: Sample) -> None:
    sample.score_all()
    later = campaigns.create_next(sample.book, 2024)
    rows = [session_row(1), submission_row("HS1", "A"), row("unit", "A", name="A")]
    importing.apply(sample.book, later, rows, file="x.xlsx")
    freeze.freeze(sample.book, sample.campaign, 1)
    assert frozen_submissions(sample.book.connection, later.id) == {}
    session = find(sample.book.connection, later, 1)
    assert taken(sample.book.connection, later.id, session) == []
