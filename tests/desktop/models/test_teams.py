"""Groups of members by name."""

from __future__ import annotations

from db import entries
from db.records import Member, Role
from db.session_body import compose
from db.sessions import find
from desktop.models.teams import Team, team_name, teams
from desktop.session import Session


def _panel(*names: str) -> list[Member]:
    return [
        Member(bytes([n]), f"TV{n}", f"Người {n}", Role.MEMBER, "", "", name)
        for n, name in enumerate(names)
    ]


def test_groups_stand_by_number_and_take_any_way_of_writing() -> None:
    found = teams(_panel("10", "Nhóm 2", "", "nhóm  10", "2", "Kinh tế"))
    assert found == [
        Team("Nhóm 2", (b"\x01", b"\x04")),
        Team("Nhóm 10", (b"\x00", b"\x03")),
        Team("Nhóm Kinh tế", (b"\x05",)),
    ]


def test_without_names_there_are_no_groups() -> None:
    assert teams(_panel("", " ", "")) == []


def test_tones_tell_groups_apart() -> None:
    assert [team.name for team in teams(_panel("Đất", "Đạt"))] == ["Nhóm Đạt", "Nhóm Đất"]
    assert team_name("NHÓM") == "Nhóm NHÓM" and team_name("nhom A&B") == "Nhóm A&B"


def test_a_group_is_no_part_of_what_is_frozen(session: Session) -> None:
    campaign = session.campaign
    assert campaign is not None
    values = {"campaign": campaign.id, "number": 1, "date": "2023-11-24"}
    assert session.run(entries.save, "session", None, values)
    meeting = find(session.book.connection, campaign, 1)
    before = compose(session.book, campaign, meeting, seq=0)
    first = session.around.members[0]
    assert session.run(entries.save, "member", first.id, {"team": "1"})
    assert session.around.members[0].team == "1"
    assert compose(session.book, campaign, meeting, seq=0) == before
