"""Paper ballots typed twice: what differs, what is settled, what the signed ballot says of it."""

from __future__ import annotations

import json

import pytest

from db import ballots, keyed, second_entry
from db.drafts import Draft
from db.errors import (
    ControlTotalError,
    MarkTooHighError,
    SecondEntryError,
    TypistsError,
    UnknownCodeError,
)
from db.handing_in import submit_all, unsent
from db.queries.meeting import sheet
from db.queries.meeting_cells import CellState
from db.second_entry import Mismatch
from tests.support import Sample, marks


def _type(sample: Sample, total: int = 800, member: str = "TV01") -> None:
    who, what = sample.member(member), sample.submission("HS1")
    for code, mark in marks(total).items():
        ballots.set_mark(sample.book, sample.around, who, what, code, mark)


def _again(sample: Sample, given: dict[str, int | None], member: str = "TV01") -> None:
    who, what = sample.member(member), sample.submission("HS1")
    typed = [(who, code, mark) for code, mark in given.items()]
    second_entry.keep_marks(sample.book, sample.around, what, typed)


def _submit(sample: Sample, member: str = "TV01") -> dict[str, object]:
    who, what = sample.member(member), sample.submission("HS1")
    ident, _ = ballots.submit(sample.book, sample.around, who, what, None)
    (raw,) = sample.book.connection.execute(
        "SELECT body FROM ballot WHERE id = ?", (ident,)
    ).fetchone()
    found: dict[str, object] = json.loads(raw)
    return found


def _found(sample: Sample) -> list[Mismatch]:
    one = sheet(sample.book, sample.around, sample.submission("HS1").id)
    return second_entry.mismatches(sample.book, [one])


def test_what_agrees_is_handed_in_with_both_names(sample: Sample) -> None:
    keyed.name_typists(sample.book, "Ya Văn Cường", " Lê  Thị Mai ")
    _type(sample)
    _again(sample, dict(marks(800)))
    assert _found(sample) == []
    assert _submit(sample)["keyed"] == {
        "first": "Ya Văn Cường", "second": "Lê Thị Mai", "settled": [],
    }  # fmt: skip
    who, what = sample.member("TV01").id, sample.submission("HS1").id
    assert sample.book.drafts.second.marks(who, what) == {}


def test_a_mismatch_is_refused_until_it_is_settled_and_stays_on_record(sample: Sample) -> None:
    keyed.name_typists(sample.book, "A", "B")
    _type(sample)
    given = marks(800)
    first, second = given["TC2"], given["TC2"] - 50
    _again(sample, {**given, "TC2": second})
    (found,) = _found(sample)
    assert (found.criterion, found.first, found.second) == ("TC2", first, second)
    with pytest.raises(SecondEntryError) as caught:
        _submit(sample)
    assert caught.value.facts["criteria"] == ["TC2"]
    second_entry.settle(sample.book, sample.around, found, second)
    assert _found(sample) == []
    body = _submit(sample)
    assert body["marks"]["TC2"] == second  # type: ignore[index]  # made by this test
    assert body["keyed"]["settled"] == [["TC2", first, second, second]]  # type: ignore[index]  # made by this test


def test_half_a_second_entry_is_none(sample: Sample) -> None:
    _type(sample)
    _again(sample, {"TC1": marks(800)["TC1"]})
    with pytest.raises(SecondEntryError):
        _submit(sample)
    who = sample.member("TV01")
    assert unsent(sample.book, sample.around, who).complete == ()
    assert submit_all(sample.book, sample.around, who, None)[0] == 0
    _again(sample, {"TC1": None})
    assert submit_all(sample.book, sample.around, who, None)[0] == 1


def test_a_ballot_typed_once_says_nothing_of_it(sample: Sample) -> None:
    _type(sample)
    assert "keyed" not in _submit(sample)


def test_the_total_on_the_paper(sample: Sample) -> None:
    who, what = sample.member("TV01"), sample.submission("HS1")
    _type(sample)
    second_entry.set_control(sample.book, who, what, 775)
    one = sheet(sample.book, sample.around, what.id).ballots[0]
    assert (one.control, one.total, one.off_total) == (775, 800, True)
    with pytest.raises(ControlTotalError) as caught:
        _submit(sample)
    assert (caught.value.facts["stated"], caught.value.facts["counted"]) == (775, 800)
    second_entry.set_control(sample.book, who, what, 800)
    assert _submit(sample)["keyed"] == {"control": 800}


def test_the_second_person_sees_no_mark_of_the_first(sample: Sample) -> None:
    sample.score("TV02", "HS1")
    _type(sample)
    _again(sample, {"TC1": 25}, "TV03")
    one = sheet(sample.book, sample.around, sample.submission("HS1").id)
    blind = second_entry.blind_sheet(sample.book, one)
    assert [dict(b.marks) for b in blind.ballots] == [{}, {}, {"TC1": 25}, {}, {}]
    assert [b.state for b in blind.ballots] == [
        CellState.EMPTY, CellState.PAPER, CellState.DRAFT, CellState.EMPTY, CellState.EMPTY,
    ]  # fmt: skip
    assert (blind.tally.final, blind.tally.criteria, blind.class_name) == (None, None, None)


def test_progress_counts_what_is_begun(sample: Sample) -> None:
    _type(sample)
    _type(sample, 700, "TV02")
    _again(sample, dict(marks(800)))
    _again(sample, {"TC1": 25}, "TV03")
    one = sheet(sample.book, sample.around, sample.submission("HS1").id)
    found = second_entry.progress(sample.book, [one])
    assert (found.begun, found.once, found.twice, found.alike) == (3, 2, 1, 1)


def test_bad_marks_are_refused(sample: Sample) -> None:
    with pytest.raises(UnknownCodeError):
        _again(sample, {"TC9": 25})
    with pytest.raises(MarkTooHighError):
        _again(sample, {"TC1": 900})


@pytest.mark.parametrize("names", [("", "B"), ("A", " "), ("Lê Mai", "le  mai")])
def test_two_people_with_names(sample: Sample, names: tuple[str, str]) -> None:
    with pytest.raises(TypistsError):
        keyed.name_typists(sample.book, *names)
    assert keyed.typists(sample.book) == ("", "")


def test_an_own_ballot_knows_nothing_of_typists(sample: Sample) -> None:
    who, what = sample.member("TV01"), sample.submission("HS1")
    _again(sample, {"TC1": 25})
    assert keyed.with_proof(sample.book, sample.member("TV02"), what, Draft()) == Draft()
    with pytest.raises(SecondEntryError):
        keyed.with_proof(sample.book, who, what, Draft({"TC1": 50}))
