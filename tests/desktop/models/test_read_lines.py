"""Lists whose lines are read by the window, a part at a time, and anew where a write touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db import ballots
from db.operation import Changes
from db.queries.meeting import MeetingLine
from desktop.models import read_lines
from desktop.models.meeting_list import BALLOTS, CODE, MeetingList
from desktop.models.slices import Slices
from desktop.session import Session
from tests.support import Sample


@pytest.fixture
def session(sample: Sample, qtbot: QtBot) -> Iterator[Session]:
    made = Session(sample.book)
    yield made
    made.deleteLater()


@pytest.fixture
def table(session: Session, monkeypatch: pytest.MonkeyPatch) -> MeetingList:
    """Three submissions, and lines that are read one at a time."""
    monkeypatch.setattr(read_lines, "AT_ONCE", 1)
    monkeypatch.setattr(read_lines, "_WINDOW", 1)
    return MeetingList(session)


def codes(table: MeetingList) -> list[str]:
    """The rows from the top."""
    return [table.place(row).code for row in range(table.rowCount())]


def test_rows_are_there_before_their_lines(qtbot: QtBot, table: MeetingList) -> None:
    table.load()
    assert codes(table) == ["HS1", "HS2", "HS3"]
    assert (table.known, table.whole) == (0, False)
    assert table.index(2, CODE).data() == "HS3"
    assert table.known == 1
    qtbot.waitUntil(lambda: table.whole)
    assert table.known == 3


def test_a_search_finds_more_as_lines_come_in(qtbot: QtBot, table: MeetingList) -> None:
    tester = QAbstractItemModelTester(table)
    table.load()
    assert table.line(2).code == "HS3"
    table.search("hs")
    assert codes(table) == ["HS1", "HS3"]  # the tester looked at the first row
    qtbot.waitUntil(lambda: table.whole)
    assert codes(table) == ["HS1", "HS2", "HS3"]
    del tester


def test_rows_are_sorted_when_all_is_known(qtbot: QtBot, table: MeetingList) -> None:
    tester = QAbstractItemModelTester(table)
    table.load()
    table.sort(CODE, Qt.SortOrder.DescendingOrder)
    assert codes(table) == ["HS1", "HS2", "HS3"]
    qtbot.waitUntil(lambda: table.whole)
    assert codes(table) == ["HS3", "HS2", "HS1"]
    del tester


def test_a_ballot_is_read_anew_alone(
    qtbot: QtBot,
    session: Session,
    sample: Sample,
    table: MeetingList,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table.load()
    qtbot.waitUntil(lambda: table.whole)
    asked: list[int] = []
    read = table.read

    def count(idents: Sequence[bytes]) -> list[MeetingLine]:
        asked.append(len(idents))
        return read(idents)

    monkeypatch.setattr(table, "read", count)
    member, submission = sample.member("TV01"), sample.submission("HS2")
    for criterion in session.around.rubrics[submission.kind].criteria:
        session.run(ballots.set_mark, session.around, member, submission, criterion.code, 0)
    session.run(ballots.submit, session.around, member, submission, None)
    assert table.index(1, table.after(BALLOTS)).data() == "1/4"
    assert set(asked) == {1}
    table.sleep()
    asked.clear()
    session.run(ballots.recuse, sample.member("TV02"), submission, "Đồng tác giả")
    assert not asked
    table.wake()
    assert asked == [1]
    assert table.index(1, table.after(BALLOTS)).data() == "1/3"


def test_which_submissions_a_write_touched() -> None:
    one = frozenset({("submission", b"1")})
    assert Changes(frozenset({"draft"}), one).submissions() == frozenset({b"1"})
    two = frozenset({b"2"})
    assert Changes(frozenset({"ballot"}), scored=two).submissions() == two
    assert Changes(frozenset({"submission", "unit"}), one).submissions() is None
    assert Changes(frozenset({"submission", "unit"}), one).submissions(frozenset({"unit"}))
    assert Changes(frozenset({"ballot", "submission"}), one).submissions() is None


def test_slices_tell_what_goes_wrong(qtbot: QtBot) -> None:
    slices, told = Slices(), list[Exception]()
    slices.failed.connect(told.append)
    slices.begin((int(n) for n in ("1", "2")), lambda: told.append(ValueError("done")))
    qtbot.waitUntil(lambda: not slices.busy)
    assert [str(error) for error in told] == ["done"]

    def broken() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    slices.begin(broken(), lambda: told.append(ValueError("done")))
    qtbot.waitUntil(lambda: not slices.busy)
    assert [type(error) for error in told[1:]] == [OSError]
    assert not slices.busy
