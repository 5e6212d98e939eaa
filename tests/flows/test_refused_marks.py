"""Bảng cả Tổ: what is said of a mark that is refused holds for an empty and a filled cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.home import Home
from desktop.screens.meeting import MeetingScreen
from tests.flows.meeting_book import Alone, make_panel_of_nine

Meeting = Alone[MeetingScreen]


@pytest.fixture
def meeting(tmp_path: Path, home: Home) -> Iterator[Meeting]:
    """The table with the first of two submissions, nobody has scored."""
    path = make_panel_of_nine(tmp_path / "nine.thamdinh", home, submissions=2)
    driver = Alone(path, home, MeetingScreen)
    yield driver
    driver.close()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("8,5", "“8,5” vượt mức tối đa 2,00."),
        ("1,3", "“1,3” không theo bước 0,25."),
        ("abc", "“abc” không phải điểm, hãy gõ số như 1,75."),
    ],
)
def test_no_old_mark_is_promised_where_there_was_none(
    meeting: Meeting, typed: str, said: str
) -> None:
    foot = meeting.screen.sheet.foot
    meeting.enter(typed)
    assert foot.who.text() == f"TV01 · TC1: {said}"
    meeting.enter("1,5")
    meeting.screen.sheet.table.go_to(0, 0)
    meeting.enter(typed)
    assert foot.who.text() == f"TV01 · TC1: {said} Điểm cũ vẫn giữ."
    assert meeting.screen.grid.item(0, 0).text() == "1,50"
