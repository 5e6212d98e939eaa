"""Rows typed by hand, assignments and agreed marks."""

from __future__ import annotations

from typing import Any

import pytest

from db import assignments, entries, freeze
from db.agreed import set_agreed
from db.check import check
from db.errors import (
    BallotBarredError,
    DuplicateCodeError,
    MarkTooHighError,
    NoOfficeKeyError,
    ReasonMissingError,
    SessionFrozenError,
    UnknownCodeError,
)
from db.sessions import find
from tests.support import Sample, submission_row


def _new(sample: Sample, kind: str, /, **values: Any) -> bytes:
    ident, _ = entries.save(sample.book, kind, None, {"campaign": sample.campaign.id, **values})
    return ident


def test_a_new_row_has_an_id_of_its_own(sample: Sample) -> None:
    one, other = _new(sample, "unit", code="M", name="M"), _new(sample, "unit", code="N", name="N")
    assert one != other
    assert sample.around.units["N"].id == other


def test_only_what_differs_is_saved(sample: Sample) -> None:
    unit = sample.around.units["A"]
    _, changes = entries.save(sample.book, "unit", unit.id, {"name": unit.name})
    assert not changes
    _, changes = entries.save(sample.book, "unit", unit.id, {"name": "Tên mới"})
    assert changes.rows == {("unit", unit.id)}


def test_a_code_that_is_taken_is_refused(sample: Sample) -> None:
    for kind, values in (
        ("unit", {"code": "A"}), ("member", {"code": "TV01"}), ("submission", {"code": "HS1"}),
        ("session", {"number": 1}),
    ):  # fmt: skip
        with pytest.raises(DuplicateCodeError):
            _new(sample, kind, **values)
    with pytest.raises(DuplicateCodeError):
        entries.save(sample.book, "unit", sample.around.units["B"].id, {"code": "A"})
    entries.save(sample.book, "unit", sample.around.units["A"].id, {"code": "A", "name": "x"})


def test_a_code_in_decomposed_letters_is_taken_too(sample: Sample) -> None:
    _new(sample, "unit", code="Ư1")
    with pytest.raises(DuplicateCodeError):
        _new(sample, "unit", code="U\u031b1")


def test_an_unknown_field_is_refused(sample: Sample) -> None:
    with pytest.raises(UnknownCodeError):
        entries.save(sample.book, "unit", sample.around.units["A"].id, {"motto": "x"})


def test_a_submission_with_ballots_is_withdrawn_not_removed(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    sample.score("TV01", "HS1")
    with pytest.raises(ReasonMissingError):
        entries.remove(sample.book, "submission", submission)
    with pytest.raises(ReasonMissingError):
        entries.withdraw(sample.book, submission, " ")
    entries.withdraw(sample.book, submission, "trùng hồ sơ")
    assert (sample.result("HS1").eligible, sample.result("HS1").eligible_code) == (
        False, "withdrawn",
    )  # fmt: skip
    entries.withdraw(sample.book, submission, None)
    assert sample.result("HS1").final == 800
    entries.remove(sample.book, "submission", sample.submission("HS2").id)
    with pytest.raises(UnknownCodeError):
        sample.submission("HS2")


def test_what_is_frozen_is_not_edited(sample: Sample) -> None:
    sample.score_all()
    session = find(sample.book.connection, sample.campaign, 1).id
    hearing = {"session": session, "submission": sample.submission("HS1").id}
    ident, _ = entries.save(sample.book, "hearing", None, {**hearing, "votes_for": 5})
    freeze.freeze(sample.book, sample.campaign, 1)
    for kind, row, values in (
        ("submission", sample.submission("HS1").id, {"title": "x"}),
        ("session", session, {"place": "x"}),
        ("hearing", ident, {"votes_for": 4}),
        ("hearing", None, hearing),
    ):
        with pytest.raises(SessionFrozenError):
            entries.save(sample.book, kind, row, values)
    with pytest.raises(SessionFrozenError):
        entries.remove(sample.book, "session", session)
    entries.save(sample.book, "submission", sample.submission("HS4").id, {"title": "x"})


def test_an_assignment_names_exactly_who_scores(sample: Sample) -> None:
    submissions = [sample.submission(code).id for code in ("HS1", "HS2")]
    both = [sample.member("TV01"), sample.member("TV05")]
    assignments.assign(sample.book, submissions, both)
    assert (sample.result("HS1").ballots_expected, sample.result("HS2").ballots_expected) == (2, 1)
    assert (sample.result("HS1").recused, sample.result("HS2").recused) == (0, 1)
    assert assignments.assigned(sample.book, sample.campaign.id) == {
        s: {m.id for m in both} for s in submissions
    }
    assignments.assign(sample.book, submissions[:1], both[:1])
    assert sample.result("HS1").ballots_expected == 1
    assignments.assign(sample.book, submissions, [])
    assert assignments.assigned(sample.book, sample.campaign.id) == {}
    assert sample.result("HS1").ballots_expected == 5
    assert check(sample.book) == []


def test_an_assignment_is_the_offices_and_not_of_what_is_frozen(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    other = sample.elsewhere("khac")
    with pytest.raises(NoOfficeKeyError):
        assignments.assign(other.book, [submission], [])
    other.book.close()
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    with pytest.raises(SessionFrozenError):
        assignments.assign(sample.book, [submission], [sample.member("TV01")])


def test_agreed_marks_count_where_the_campaign_says_so(sample: Sample) -> None:
    case = (sample.book, sample.around, sample.submission("HS1"))
    for code, mark in (("TC1", 200), ("TC2", 300), ("TC3", 100), ("DT1", 0)):
        set_agreed(*case, code, mark)
    assert sample.result("HS1").final is None
    sample.settings(agreed_mark=True)
    assert (sample.result("HS1").final, sample.result("HS1").ballots_expected) == (600, 0)
    set_agreed(*case, "DT1", None)
    assert sample.result("HS1").final is None


def test_agreed_marks_are_checked_like_any_others(sample: Sample) -> None:
    case = (sample.book, sample.around, sample.submission("HS1"))
    with pytest.raises(MarkTooHighError):
        set_agreed(*case, "TC1", 225)
    with pytest.raises(UnknownCodeError):
        set_agreed(*case, "TC9", 0)
    with pytest.raises(BallotBarredError):
        set_agreed(sample.book, sample.around, sample.submission("HS4"), "TC1", 0)


def test_a_row_of_the_workbook_and_one_typed_here_are_told_apart(sample: Sample) -> None:
    ident = _new(sample, "submission", **{**submission_row("HS9", "A").values, "code": "HS9"})
    assert sample.submission("HS9").id == ident
    assert sample.take([submission_row("HS9", "A")]).added == {}
