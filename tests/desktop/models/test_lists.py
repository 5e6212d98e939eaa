"""The three lists under Qt's own model tester."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from db import ballots
from db.book import Book
from db.campaigns import Surroundings
from db.queries.register import Filter, Listed, View, window
from db.queries.scoring import BallotState
from desktop.models import register_model, result_model
from desktop.models.ballot_list import CODE_ROLE, STATE_ROLE, BallotList
from desktop.models.register_model import RegisterModel
from desktop.models.result_model import ALL, NO_CLASS, ResultModel
from desktop.session import Session
from tests.desktop.models.conftest import Watch
from tests.flows.sample_book import code

DOWN = Qt.SortOrder.DescendingOrder


def test_ballot_list(session: Session, watch: Watch) -> None:
    model = BallotList(session)
    watch(model)
    model.load()
    assert (model.rowCount(), model.total, model.done) == (9, 9, 0)  # the tenth has no report
    assert [model.index(r, 0).data(CODE_ROLE) for r in range(2)] == ["001", "002"]
    model.search("DA SAR")
    assert 0 < model.rowCount() < 9
    model.search("khong co")
    assert model.rowCount() == 0 and model.first_open() == -1
    model.search("")
    assert model.rowCount() == 9 and model.first_open() == 0


def test_ballot_list_follows_marks_and_recusals(session: Session, watch: Watch) -> None:
    model = BallotList(session)
    watch(model)
    model.load()
    member, campaign = session.member, session.campaign
    assert member is not None and campaign is not None
    found = ballots.submission(session.book, campaign.id, code(1))
    assert session.run(ballots.set_mark, session.around, member, found, "TC1", 150)
    assert model.index(0, 0).data(STATE_ROLE) == BallotState.BEGUN
    assert session.run(ballots.recuse, member, found, "Anh ruột")
    assert model.index(0, 0).data(STATE_ROLE) == BallotState.AWAY and model.total == 8
    assert "Anh ruột" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    session.choose_member(session.around.by_code["TV01"].id)
    model.load()
    assert model.done == 3


def test_register_model(session: Session, watch: Watch) -> None:
    model = RegisterModel(session)
    watch(model)
    model.load()
    assert model.rowCount() == 10 and model.counts[Filter.INDIVIDUAL] == 2
    assert model.counts[Filter.BARRED] == 1 and model.counts[Filter.REPORTED] == 9
    for column in range(model.columnCount()):
        model.sort(column)
        up = [model.id_of(r) for r in range(10)]
        model.sort(column, DOWN)
        assert sorted(up) == sorted(model.id_of(r) for r in range(10))
    model.sort(register_model.Column.TITLE)
    titles = [model.index(r, register_model.Column.TITLE).data() for r in range(10)]
    assert [t.split()[0] for t in titles[:5]] == ["Chi", "Đội", "Đối", "Ngày", "Phân"]
    model.show_only(Filter.INDIVIDUAL)
    assert model.rowCount() == 2
    model.show_only(Filter.ALL)
    model.search("tran van nam")
    assert model.rowCount() == 2 and model.counts[Filter.COLLECTIVE] == 0
    model.search("lát%")
    assert model.rowCount() == 0
    model.search("xa lat")  # by the name of the unit
    assert model.rowCount() > 0


def test_register_reads_by_windows(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    model = RegisterModel(session)
    model.load()
    asked = []

    def counting(
        book: Book, around: Surroundings, wanted: list[bytes], view: View
    ) -> dict[bytes, Listed]:
        asked.append(len(wanted))
        return window(book, around, wanted, view)

    monkeypatch.setattr(register_model, "window", counting)
    for row in range(model.rowCount()):
        model.index(row, 0).data()
    assert asked == [10]


def test_result_model(session: Session, watch: Watch) -> None:
    model = ResultModel(session)
    watch(model)
    model.load()
    assert model.rowCount() == 10 and model.scored() == (3, 9)
    model.sort(result_model.Column.RANK)
    ranks = [model.index(r, 0).data() for r in range(4)]
    assert ranks == ["1", "1", "3", ""]
    for column in range(model.columnCount()):
        model.sort(column)
        model.sort(column, DOWN)
    model.sort(result_model.Column.FINAL, DOWN)
    assert model.index(0, result_model.Column.FINAL).data() == "7,75"
    assert model.index(9, result_model.Column.FINAL).data() == ""  # empty ones come last
    model.filter(name="Khá")
    assert model.rowCount() == model.by_class()["Khá"]
    model.filter(name=NO_CLASS)
    assert model.rowCount() == 7
    model.filter(name=ALL, kind="individual")
    assert model.rowCount() == 2
    model.filter(kind=ALL)
    model.search("vuon ca phe")
    assert model.rowCount() == 1 and model.notes == []


def test_results_are_hidden_from_a_member_while_scoring_is_blind(session: Session) -> None:
    session.book.office = None
    model = ResultModel(session)
    model.load()
    assert not session.sees_results and model.rowCount() == 0
