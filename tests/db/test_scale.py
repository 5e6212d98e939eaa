"""One edit, one mark, one ballot: the work does not grow with the book."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import ballots, campaigns, freeze, rubrics
from db.book import Book
from db.keys import make_member_key
from db.records import Campaign
from db.surroundings import Surroundings
from tests.support import (
    Sample,
    ballot_row,
    collective,
    individual,
    marks,
    panel,
    row,
    submission_row,
)

FEW, MANY = 20, 400


def _grow(sample: Sample, number: int) -> None:
    """So many submissions and as many units, each scored by two members."""
    codes = [f"X{i:04}" for i in range(number)]
    sample.take(
        [
            *(row("unit", f"U{code}", name=code, kind="Đảng bộ") for code in codes),
            *(submission_row(code, f"U{code}") for code in codes),
            *(ballot_row(code, member) for code in codes for member in ("TV01", "TV02")),
        ]
    )


def _steps(book: Book, act: Callable[[], object]) -> int:
    """How many times SQLite did ten steps of its machine."""
    count = [0]

    def tick() -> int:
        count[0] += 1
        return 0

    book.connection.set_progress_handler(tick, 10)
    try:
        act()
    finally:
        book.connection.set_progress_handler(None, 0)
    return count[0]


def _read(sample: Sample) -> Surroundings:
    """Surroundings as they are when somebody scores: read once before."""
    around = sample.around
    assert around.units and around.members and around.rubrics
    return around


def _costs(book: Book, campaign: Campaign, number: int) -> dict[str, int]:
    sample = Sample(book, campaign)
    sample.take(panel())
    _grow(sample, number)
    who = sample.member("TV03")
    signer = make_member_key(book.home, book.id, who.id, "1234")
    sample.set("member", who.id, **{f"key__{signer.public.hex()}": "x"})
    sample.score("TV03", "X0001", signer=signer)
    one, other = sample.submission("X0002"), sample.submission("X0003")
    around = _read(sample)
    book.drafts.start(who.id, other.id, marks(800), "", "")
    case = (book, around, who)
    ballot = ballots.standing(book, sample.member("TV01").id, one.id)
    assert ballot is not None
    return {
        "edit": _steps(book, lambda: sample.set("submission", one.id, title="Tên mới")),
        "unit": _steps(book, lambda: sample.set("unit", around.units["A"].id, parent="V")),
        "meeting": _steps(book, lambda: sample.take([row("session", "1", number=1, place="B")])),
        "mark": _steps(book, lambda: ballots.set_mark(*case, one, "TC1", 100)),
        "ballot": _steps(book, lambda: ballots.submit(*case, other, signer)),
        "recusal": _steps(book, lambda: ballots.recuse(book, who, one, "em")),
        "void": _steps(book, lambda: ballots.void(book, ballot.ballot, "x")),
    }


def test_the_work_for_one_write_does_not_depend_on_the_number_of_submissions(
    book: Book, campaign: Campaign, tmp_path_factory: pytest.TempPathFactory
) -> None:
    few = _costs(book, campaign, FEW)
    with Book.create(tmp_path_factory.mktemp("many") / "so.thamdinh", book.home) as large:
        other = campaigns.create(large, 2023, "Huyện ủy")
        for rubric in (collective(), individual()):
            rubrics.store(large, other, rubric)
        many = _costs(large, other, MANY)
    allowed = {"unit": 6.0, "meeting": 12.0}  # they look for submissions, or read all codes
    grown = {n: (few[n], many[n]) for n in few if many[n] > few[n] * allowed.get(n, 1.3) + 10}
    assert grown == {}


def test_a_mark_does_not_read_what_is_frozen(book: Book, campaign: Campaign) -> None:
    sample = Sample(book, campaign)
    sample.take(panel())
    _grow(sample, FEW)
    around, who, what = _read(sample), sample.member("TV03"), sample.submission("HS3")
    before = _steps(book, lambda: ballots.set_mark(book, around, who, what, "TC1", 100))
    for member in ("TV03", "TV04"):
        sample.take([ballot_row(f"X{i:04}", member) for i in range(FEW)])
    assert freeze.freeze(book, sample.campaign, 1).submissions == FEW
    after = _steps(book, lambda: ballots.set_mark(book, around, who, what, "TC1", 150))
    assert after <= before + 10
