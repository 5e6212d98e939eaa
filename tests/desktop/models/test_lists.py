"""The three lists under Qt's own model tester."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db import ballots, entries
from db.book import Book
from db.campaigns import Surroundings
from db.queries import register
from db.queries.register import Filter, Order, View, counts, idents, stages
from db.queries.register_rows import Listed, window
from db.queries.scoring import BallotState
from db.queries.stages import Stage
from desktop.models import register_model, result_words, slices
from desktop.models.all_standings import ALL, NO_CLASS
from desktop.models.ballot_list import CODE_ROLE, STATE_ROLE, BallotList
from desktop.models.register_model import RegisterModel
from desktop.models.result_model import ResultModel
from desktop.session import Session
from tests.desktop.models.conftest import Watch
from tests.flows.sample_book import code

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


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


def test_a_long_register_shows_its_first_rows_and_reads_the_others(
    qtbot: QtBot, session: Session, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stretches of two rows, as if there were thousands: at the end all is as in one go."""
    for module, name, few in ((register, "_FIRST", 2), (register, "_MORE", 2),
                              (register_model, "WINDOW", 3), (slices, "_AT_LEAST", 1)):  # fmt: skip
        monkeypatch.setattr(module, name, few)
    model = RegisterModel(session)
    watch(model)
    shown: list[int] = []
    model.counted.connect(lambda: shown.append(model.rowCount()))
    model.load()
    assert 0 < model.rowCount() < 10 and not model.all_there
    last = ballots.submission(session.book, session.around.campaign.id, code(10)).id

    def settled(words: str = "", which: Filter = Filter.ALL) -> None:
        qtbot.waitUntil(lambda: not model.busy)
        order, down = Order[model._order.name], model._descending
        wanted = idents(session.book, session.around, which, words, order, down, model._view)
        assert [model.id_of(row) for row in range(model.rowCount())] == wanted
        assert model.counts == counts(session.book, session.around, words)
        standing = stages(session.book, session.around, which, words, model._view)
        assert model.stages == dict(standing) and list(model.stages) == sorted(
            standing, key=list(Stage).index
        )

    settled()
    assert shown[0] < shown[-1] == 10 and model.row_of(last) == 9
    for column in range(model.columnCount()):
        for way in (UP, DOWN):
            model.sort(column, way)
            settled()
    model.sort(register_model.Column.CODE)
    model.search("tr")
    model.search("tran van nam")  # before the other is read
    settled("tran van nam")
    model.search("")
    model.show_only(Filter.INDIVIDUAL)
    settled(which=Filter.INDIVIDUAL)
    model.show_only(Filter.ALL)
    settled()
    former = [model.id_of(row) for row in range(10)]
    found = ballots.submission(session.book, session.around.campaign.id, code(1))
    assert session.run(entries.save, "submission", found.id, {"title": "Tên khác"})
    assert [model.id_of(row) for row in range(10)] == former, "what is shown stays meanwhile"
    settled()
    member = session.around.by_code["TV02"]
    found = ballots.submission(session.book, session.around.campaign.id, code(7))
    for criterion in session.around.rubrics[found.kind].criteria:
        arguments = (session.around, member, found, criterion.code, criterion.max)
        assert session.run(ballots.set_mark, *arguments)
    assert session.run(ballots.submit, session.around, member, found, None)
    settled()
    model.deleteLater()


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
    model.sort(result_words.Column.RANK)
    ranks = [model.index(r, 0).data() for r in range(4)]
    assert ranks == ["1", "1", "3", ""]
    for column in range(model.columnCount()):
        model.sort(column)
        model.sort(column, DOWN)
    model.sort(result_words.Column.FINAL, DOWN)
    assert model.index(0, result_words.Column.FINAL).data() == "7,75"
    assert model.index(9, result_words.Column.FINAL).data() == ""  # empty ones come last
    model.filter(name="Khá")
    assert model.rowCount() == model.by_class()["Khá"]
    model.filter(name=NO_CLASS)
    assert model.rowCount() == 7
    model.filter(name=ALL, kind="individual")
    assert model.rowCount() == 2
    model.filter(kind=ALL)
    model.search("vuon ca phe")
    assert model.rowCount() == 1 and model.notes == []


def _state(model: ResultModel) -> tuple[object, ...]:
    """All that a screen shows of the results."""
    columns = range(model.columnCount())
    texts = [[model.index(r, c).data() for c in columns] for r in range(model.rowCount())]
    return texts, model.by_kind(), model.by_class(), model.by_flag(), model.scored(), model.notes


@pytest.mark.parametrize("name", ["RANK", "TITLE", "MEDIAN", "FLAGS"])
def test_one_more_mark_leaves_the_results_as_if_read_anew(
    session: Session, watch: Watch, name: str
) -> None:
    column = result_words.Column[name]
    model, fresh = ResultModel(session), ResultModel(session)
    watch(model)
    fresh.sleep()
    for each in (model, fresh):
        each.sort(column, DOWN if column == result_words.Column.TITLE else UP)
    model.load()
    assert session.campaign is not None
    gathered: list[int] = []
    model.reading.connect(lambda: gathered.append(1))
    member = session.around.by_code["TV02"]
    for number, mark in ((1, 200), (3, 25), (2, 150), (1, 50)):
        found = ballots.submission(session.book, session.campaign.id, code(number))
        if ballots.standing(session.book, member.id, found.id) is not None:
            assert session.run(ballots.begin_new_version, session.around, member, found, "Nhầm")
        for criterion in session.around.rubrics[found.kind].criteria:
            value = min(mark, criterion.max)
            assert session.run(
                ballots.set_mark, session.around, member, found, criterion.code, value
            )
        assert session.run(ballots.submit, session.around, member, found, None)
        fresh.load()
        assert _state(model) == _state(fresh)
        row = model.row_of(found.id)
        assert model.result(row).id == found.id
    found = ballots.submission(session.book, session.campaign.id, code(2))
    model.filter(name="Khá")
    fresh.filter(name="Khá")
    assert session.run(entries.save, "submission", found.id, {"title": "Ăn quả nhớ người trồng"})
    assert session.run(entries.save, "submission", found.id, {"code": "X-9"})
    model.filter(name=ALL)
    fresh.filter(name=ALL)
    last = ballots.submission(session.book, session.campaign.id, code(10))
    assert session.run(entries.remove, "submission", last.id)
    fresh.load()
    assert _state(model) == _state(fresh)
    assert not gathered, "only what changed was read"


def test_results_that_nobody_sees_are_read_when_somebody_looks(session: Session) -> None:
    model = ResultModel(session)
    model.load()
    model.sleep()
    assert session.campaign is not None
    found = ballots.submission(session.book, session.campaign.id, code(1))
    former = model.result(model.row_of(found.id)).title
    assert session.run(entries.save, "submission", found.id, {"title": "Tên khác"})
    assert model.result(model.row_of(found.id)).title == former
    model.wake()
    assert model.result(model.row_of(found.id)).title == "Tên khác"


def test_results_are_hidden_from_a_member_while_scoring_is_blind(session: Session) -> None:
    session.book.office = None
    model = ResultModel(session)
    model.load()
    assert not session.sees_results and model.rowCount() == 0
