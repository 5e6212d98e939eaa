"""Thẩm định lại: what the committee sends back is scored once more, in a round of its own."""

from __future__ import annotations

import json

import pytest

from db import agreed, ballots, decisions, freeze, rounds
from db.check import check
from db.errors import (
    DecisionRefusedError,
    ReasonMissingError,
    SessionClosedError,
    SessionFrozenError,
    UnknownCodeError,
)
from db.former_rounds import FormerRound, former_rounds
from db.queries.history import viewer_of
from db.queries.minutes import candidates
from db.queries.status import status
from db.queries.trace import trace
from db.queries.trace_ballots import Fate
from db.rules import proof
from db.sessions import Agenda, find, frozen_in, standing_snapshot, taken
from db.undo import undo
from tests.support import Sample, ballot_row, marks, session_row, union

WHY = "Chưa rõ số liệu so sánh"


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def frozen(sample: Sample) -> Sample:
    """HS1 Tốt 8,50, HS2 Khá 7,00 and HS3 Đạt 6,00, frozen; a second meeting is planned."""
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    sample.take([session_row(2, date="2023-12-12")])
    return sample


def _decide(sample: Sample, *codes: str, session: int = 1, date: str = "2023-12-05") -> bytes:
    found = decisions.record(
        sample.book, sample.campaign, session, "215-QĐ/HU", date,
        send_back=dict.fromkeys(codes, WHY),
    )  # fmt: skip
    return found.op or b""


def _again(sample: Sample, total: int = 750) -> None:
    for number in range(1, 6):
        sample.score(f"TV0{number}", "HS1", total)


def test_a_submission_sent_back_is_open_and_has_no_result_until_scored_again(
    frozen: Sample,
) -> None:
    book, hs1 = frozen.book, frozen.submission("HS1")
    before = standing_snapshot(book.connection, find(book.connection, frozen.campaign, 1).id)
    _decide(frozen, "HS1")
    found = frozen.result("HS1")
    assert (found.round, found.final, found.class_name) == (2, None, None)
    assert (found.decided_class, found.flags) == (None, ("again",))
    assert found.ballots_valid == 0 and found.ballots_expected == 5
    assert [frozen.result(code).decided_class for code in ("HS2", "HS3")] == ["Khá", "Đạt"]
    assert frozen_in(book.connection, hs1.id) is None
    assert frozen.status("TV01", "HS1") is None, "nothing of the new round is handed in"
    assert status(book, frozen.campaign).frozen == 2
    after = standing_snapshot(book.connection, find(book.connection, frozen.campaign, 1).id)
    assert after == before, "what was signed stays as it was"
    assert former_rounds(book.connection, hs1.id) == [
        FormerRound(1, 850, "Tốt", "215-QĐ/HU", "2023-12-05", WHY)
    ]
    assert check(book) == []


def test_the_new_round_goes_through_a_later_meeting_to_a_decision(frozen: Sample) -> None:
    book = frozen.book
    _decide(frozen, "HS1")
    _again(frozen)
    found = frozen.result("HS1")
    assert (found.final, found.class_name, found.ballots_valid) == (750, "Khá", 5)
    first, second = (find(book.connection, frozen.campaign, n) for n in (1, 2))
    hs1 = frozen.submission("HS1").id
    assert taken(book.connection, frozen.campaign.id, second) == [hs1]
    assert Agenda(book.connection, frozen.campaign.id).of(hs1) == second
    made = freeze.freeze(book, frozen.campaign, 2)
    (said,) = made.body["submissions"]
    assert (said["code"], said["round"], said["final"], said["rescored"]) == ("HS1", 2, 750, [])
    assert said["former"] == [
        {"session": 1, "final": 850, "class_name": "Tốt", "document": "215-QĐ/HU",
         "date": "2023-12-05", "reason": WHY}
    ]  # fmt: skip
    assert frozen_in(book.connection, hs1) == 2
    assert frozen.result("HS1").decided_class is None
    decisions.record(book, frozen.campaign, 2, "230-QĐ/HU", "2023-12-20")
    assert frozen.result("HS1").decided_class == "Khá"
    body, _ = freeze.body_of(book, frozen.campaign, 1)
    old = next(s for s in body["submissions"] if s["code"] == "HS1")
    assert (old["class"], old["decided_class"], old["sent_back"]) == ("Tốt", None, WHY)
    assert first.id != second.id and check(book) == []


def test_ballots_of_both_rounds_stay_on_record(frozen: Sample) -> None:
    _decide(frozen, "HS1")
    ballot = frozen.score("TV01", "HS1", 700)
    body = json.loads(
        frozen.book.connection.execute("SELECT body FROM ballot WHERE id = ?", (ballot,))
        .fetchone()[0]
    )
    assert (body["round"], body["seq"], body["prev"]) == (2, 1, [])
    hs1, viewer = frozen.submission("HS1").id, viewer_of(frozen.book, None)
    found = trace(frozen.book, frozen.campaign, hs1, viewer)
    mine = [(b.round, b.seq, b.total, b.fate) for b in found.ballots if b.member.code == "TV01"]
    assert mine == [(1, 1, 850, Fate.EARLIER), (2, 1, 700, Fate.STANDS)]
    assert [past.session for past in found.former] == [1]


def test_a_later_round_may_be_sent_back_too(frozen: Sample) -> None:
    _decide(frozen, "HS1")
    _again(frozen)
    freeze.freeze(frozen.book, frozen.campaign, 2)
    _decide(frozen, "HS1", session=2, date="2023-12-20")
    assert frozen.result("HS1").round == 3
    _again(frozen, 800)
    assert frozen.result("HS1").final == 800
    assert [p.session for p in former_rounds(frozen.book.connection, frozen.submission("HS1").id)] \
        == [1, 2]
    assert check(frozen.book) == []


def test_a_ballot_of_the_round_before_is_neither_voided_nor_counted(frozen: Sample) -> None:
    hs1 = frozen.submission("HS1")
    old = ballots.standing(frozen.book, frozen.member("TV01").id, hs1.id)
    assert old is not None
    _decide(frozen, "HS1")
    with pytest.raises(SessionFrozenError):
        ballots.void(frozen.book, old.ballot, "Nhầm")


def test_the_same_workbook_again_says_nothing_of_the_new_round(sample: Sample) -> None:
    rows = [ballot_row("HS1", f"TV0{n}", 850) for n in range(1, 6)]
    sample.take(rows)
    freeze.freeze(sample.book, sample.campaign, 1)
    _decide(sample, "HS1")
    report = sample.take(rows)
    assert (report.added, report.changed, report.kept) == ({}, {}, [])
    assert sample.result("HS1").ballots_valid == 0
    report = sample.take([ballot_row("HS1", "TV01", 700), *rows[1:]])
    assert report.added == {"ballot": 1}
    assert sample.result("HS1").ballots_valid == 1


def test_an_agreed_mark_belongs_to_its_round(sample: Sample) -> None:
    sample.settings(agreed_mark=True)
    for criterion, mark in marks(850).items():
        agreed.set_agreed(sample.book, sample.around, sample.submission("HS1"), criterion, mark)
    freeze.freeze(sample.book, sample.campaign, 1)
    sample.take([session_row(2, date="2023-12-12")])
    _decide(sample, "HS1")
    assert sample.result("HS1").final is None
    second = find(sample.book.connection, sample.campaign, 2)
    assert taken(sample.book.connection, sample.campaign.id, second) == []
    for criterion, mark in marks(600).items():
        agreed.set_agreed(sample.book, sample.around, sample.submission("HS1"), criterion, mark)
    assert sample.result("HS1").final == 600
    made = freeze.freeze(sample.book, sample.campaign, 2)
    assert made.body["submissions"][0]["criteria"] == marks(600)
    assert check(sample.book) == []


def test_what_was_assigned_to_the_first_meeting_is_free_for_another(sample: Sample) -> None:
    hs1 = sample.submission("HS1")
    first = find(sample.book.connection, sample.campaign, 1)
    sample.set("session", first.id, **{f"takes__{hs1.id.hex()}": True})
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    sample.take([session_row(2, date="2023-12-12")])
    _decide(sample, "HS1")
    second = find(sample.book.connection, sample.campaign, 2)
    assert next(
        c for c in candidates(sample.book, sample.campaign, second) if c.id == hs1.id
    ).elsewhere is None
    _again(sample)
    assert hs1.id in taken(sample.book.connection, sample.campaign.id, second)
    assert taken(sample.book.connection, sample.campaign.id, first) == []


def test_what_is_asked_of_it_is_refused_in_words(frozen: Sample) -> None:
    with pytest.raises(UnknownCodeError):
        _decide(frozen, "HS4")
    with pytest.raises(ReasonMissingError):
        decisions.record(
            frozen.book, frozen.campaign, 1, "1", "2023-12-05", send_back={"HS1": " "}
        )
    with pytest.raises(DecisionRefusedError) as caught:
        decisions.record(
            frozen.book, frozen.campaign, 1, "1", "2023-12-05", {"HS1": ("Khá", "Vì")},
            send_back={"HS1": WHY},
        )  # fmt: skip
    assert caught.value.facts["what"] == "both"
    assert frozen.result("HS1").round == 1


def test_until_it_is_scored_again_the_sending_back_is_taken_back(frozen: Sample) -> None:
    op = _decide(frozen, "HS1")
    undo(frozen.book, op)
    assert (frozen.result("HS1").round, frozen.result("HS1").final) == (1, 850)
    _decide(frozen, "HS1")
    _decide(frozen)
    assert frozen.result("HS1").decided_class == "Tốt"
    _decide(frozen, "HS1")
    freeze.unfreeze(frozen.book, frozen.campaign, 1, "Sai tên")
    assert (frozen.result("HS1").round, frozen.result("HS1").final) == (1, 850)
    assert check(frozen.book) == []


def test_once_scored_again_neither_decision_nor_freeze_is_taken_back(frozen: Sample) -> None:
    op = _decide(frozen, "HS1")
    frozen.score("TV01", "HS1", 700)
    with pytest.raises(DecisionRefusedError) as caught:
        _decide(frozen)
    assert (caught.value.facts["what"], caught.value.facts["code"]) == ("rescored", "HS1")
    with pytest.raises(SessionClosedError):
        freeze.unfreeze(frozen.book, frozen.campaign, 1, "Sai tên")
    with pytest.raises(SessionFrozenError):
        undo(frozen.book, op)
    _decide(frozen, "HS1", "HS2")
    assert frozen.result("HS2").round == 2, "more may be sent back"


def test_copies_agree_in_whatever_order_they_meet(frozen: Sample) -> None:
    """A laptop that scored the first round late, one that knows of the decision."""
    late = frozen.elsewhere("late")
    try:
        _decide(frozen, "HS1")
        _again(frozen)
        late.set("submission", late.submission("HS2").id, title="Tên khác")
        ours, theirs = frozen.elsewhere("ours"), late.elsewhere("theirs")
        union(ours.book, late.book)
        union(theirs.book, frozen.book)
        for found in (ours, theirs):
            assert (found.result("HS1").round, found.result("HS1").final) == (2, 750)
            assert found.result("HS1") == ours.result("HS1")
        ours.close_elsewhere()
    finally:
        late.close_elsewhere()
        frozen.close_elsewhere()


def test_a_copy_without_snapshots_knows_the_round(frozen: Sample) -> None:
    _decide(frozen, "HS1")
    connection = frozen.book.connection
    hs1 = frozen.submission("HS1").id
    connection.execute("DELETE FROM snapshot")
    connection.execute("DELETE FROM ballot")
    frozen.book.rebuild()
    assert rounds.round_of(connection, hs1) == 2
