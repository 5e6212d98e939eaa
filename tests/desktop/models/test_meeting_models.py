"""The meeting's models behave as Qt expects, whatever happens to them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db import ballots
from db.errors import NoOfficeKeyError
from db.queries.meeting import lines, sheet
from db.queries.meeting_cells import CellState
from db.records import Member, Role
from desktop.models.assignment_jobs import AssignmentJobs
from desktop.models.assignment_model import FIRST, AssignmentModel
from desktop.models.meeting_grid import MeetingGrid
from desktop.models.meeting_list import BALLOTS, MEAN, MeetingList
from desktop.models.meeting_words import common_part, short_names
from desktop.session import Session
from tests.support import Sample

EDIT = Qt.ItemDataRole.EditRole


def checked(model: QAbstractItemModel) -> QAbstractItemModelTester:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    return QAbstractItemModelTester(model, mode)


@pytest.fixture
def session(sample: Sample, qtbot: QtBot) -> Iterator[Session]:
    made = Session(sample.book)
    yield made
    made.deleteLater()


def test_the_grid(session: Session, sample: Sample) -> None:
    grid = MeetingGrid(session)
    tester = checked(grid)
    grid.show(sample.submission("HS1").id)
    assert (grid.rowCount(), grid.columnCount()) == (5, 7)
    assert grid.setData(grid.index(0, 1), "1,25", EDIT)
    assert not grid.setData(grid.index(0, 1), "9", EDIT)
    assert grid.error(0, 1) == "TV02 · TC1: “9” vượt mức tối đa 2,00"
    assert grid.setData(grid.index(0, 1), "1.25", EDIT)
    assert not grid.error(0, 1)
    assert not grid.setData(grid.index(4, 1), "1", EDIT)  # the row of totals
    assert not grid.setData(grid.index(0, 5), "1", EDIT)  # the mean
    for member in ("TV01", "TV03", "TV04"):
        sample.score(member, "HS1", 800)
    session.changed.emit(_changes())
    assert grid.item(4, 5).text() == "8,00"
    assert grid.setData(grid.index(0, 1), "", EDIT)
    assert grid.item(0, 1).text() == ""
    grid.paste(0, 1, "1\t\n2\n3\n1\n7")
    assert grid.item(4, 1).text() == "7,00"
    grid.show(sample.submission("HS2").id)
    assert grid.ballots[4].state is CellState.AWAY
    session.run(ballots.recuse, sample.member("TV01"), sample.submission("HS2"), "Đồng tác giả")
    assert grid.item(0, 0).text() == "LQ"
    grid.show(None)
    assert grid.columnCount() == 0
    del tester


def test_wide_criteria_are_marked_in_words(session: Session, sample: Sample) -> None:
    sample.score("TV01", "HS1", 1000)
    sample.score("TV02", "HS1", 300)
    grid = MeetingGrid(session)
    grid.show(sample.submission("HS1").id)
    assert [grid.item(row, 6).text() for row in range(5)] == [
        "", "lệch lớn", "lệch lớn", "lệch lớn", "",
    ]  # fmt: skip


def test_the_list(session: Session, sample: Sample) -> None:
    table = MeetingList(session)
    tester = checked(table)
    table.load()
    assert [table.line(row).code for row in range(table.rowCount())] == ["HS1", "HS2", "HS3"]
    for member in ("TV01", "TV02", "TV03", "TV04", "TV05"):
        sample.score(member, "HS1", 800)
    session.changed.emit(_changes())
    assert table.full == (1, 3)
    assert table.index(0, table.after(MEAN)).data() == "8,00"
    assert table.index(0, table.after(BALLOTS)).data() == "5/5"
    assert table.index(1, table.after(BALLOTS)).data() == "0/4"
    table.sort(table.after(MEAN), Qt.SortOrder.DescendingOrder)
    assert table.line(0).code == "HS1"
    table.search("cil ha")
    assert [table.line(row).code for row in range(table.rowCount())] == ["HS3"]
    assert table.first_open() == 0
    table.search("khong co")
    assert table.first_open() == -1
    del tester


def test_the_assignment(session: Session, sample: Sample) -> None:
    model = AssignmentModel(session)
    tester, jobs = checked(model), AssignmentJobs(session, model)
    model.load()
    assert [model.index(1, FIRST + n).data() for n in range(5)] == ["✓", "✓", "✓", "✓", "LQ"]
    assert jobs.toggle(0, FIRST) == ""
    assert model.index(0, FIRST).data() == ""
    assert model.index(0, FIRST + 5).data() == "4"
    jobs.share(range(3), model.panel(), 2)
    assert sorted(model.loads().values()) == [1, 1, 1, 1, 2]
    model.filter(words="khong co")
    assert model.rowCount() == 0
    del tester


def test_blind_scoring_shows_nothing_without_the_office_key(sample: Sample) -> None:
    other = sample.elsewhere("may-khac")
    assert other.book.office is None
    with pytest.raises(NoOfficeKeyError):
        lines(other.book, other.around)
    with pytest.raises(NoOfficeKeyError):
        sheet(other.book, other.around, other.submission("HS1").id)
    other.book.close()


def test_names_are_as_short_as_they_can_be() -> None:
    names = ("Trần Thị Hòa", "Lê Văn Hòa", "Ngô Văn Hòa", "K'Brít", "")
    panel = [
        Member(bytes([n]), f"TV{n}", name, Role.MEMBER, "", "") for n, name in enumerate(names)
    ]
    found = list(short_names(panel).values())
    assert found == ["Thị Hòa", "Lê Văn Hòa", "Ngô Văn Hòa", "K'Brít", "TV4"]


def test_what_codes_have_in_common() -> None:
    assert common_part(["LD-2023-001", "LD-2023-014"]) == 8
    assert common_part(["HS1", "HS2"]) == 0
    assert common_part(["LD-2023-001"]) == 0
    assert common_part([]) == 0


def _changes() -> object:
    """As if the window had written what the test wrote beside it."""
    from db.operation import Changes

    return Changes(frozenset({"ballot"}))
