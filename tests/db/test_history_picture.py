"""The order by time: written with each operation, and the same as made anew."""

from __future__ import annotations

import pytest

from db import ballots, freeze
from db.book import Book
from db.check import check
from db.history_picture import Topic, sealed, topics_of
from tests.support import START, Clock, Sample, union


def events(book: Book) -> list[tuple[object, ...]]:
    return book.connection.execute("SELECT * FROM event ORDER BY time, id").fetchall()


def topics(book: Book) -> list[Topic]:
    found = book.connection.execute("SELECT topics FROM event ORDER BY time, id")
    return [Topic(value) for (value,) in found]


def test_every_operation_ballot_and_snapshot_is_one_event(sample: Sample) -> None:
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    freeze.unfreeze(sample.book, sample.campaign, 1, "Sai giờ họp")
    connection = sample.book.connection
    (expected,) = connection.execute(
        "SELECT (SELECT count(*) FROM op) + (SELECT count(*) FROM ballot)"
    ).fetchone()
    assert len(events(sample.book)) == expected  # the cell that says when it was frozen is no more
    (changes,) = connection.execute(
        "SELECT sum(changes) FROM event e JOIN op ON op = e.id"
    ).fetchone()
    assert changes == connection.execute("SELECT count(*) - 1 FROM change").fetchone()[0]
    (time,) = connection.execute(
        "SELECT time FROM event WHERE topics & ?", (int(Topic.SNAPSHOT),)
    ).fetchone()
    assert START < time < sample.book.clock()
    assert not check(sample.book)


def test_it_is_the_same_made_anew_and_after_a_union(sample: Sample, clock: Clock) -> None:
    other = sample.elsewhere("kia")
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    other.set("submission", other.submission("HS1").id, title="Tên đề nghị")
    union(other.book, sample.book)
    union(sample.book, other.book)
    assert events(sample.book) == events(other.book)
    before = events(sample.book)
    sample.book.rebuild()
    assert events(sample.book) == before
    other.book.close()


def test_the_time_is_the_claimed_one(sample: Sample, clock: Clock) -> None:
    clock.now = 1_900_000_000_000
    operation = sample.set("submission", sample.submission("HS1").id, title="Tên mới")
    assert sample.book.connection.execute(
        "SELECT time, who, changes FROM event WHERE id = ?", (operation.op,)
    ).fetchone() == (1_900_000_000_001, "office", 1)


@pytest.mark.parametrize(
    ("fld", "hidden"),
    [
        ("submission.title", False),
        ("submission.self:TC1", False),
        ("submission.agreed:TC1", True),
        ("hearing.opinions", True),
        ("session.conclusion", True),
        ("session.place", False),
        ("void.reason", True),
        ("decision.class:00", True),
    ],
)
def test_what_tells_of_marks_is_sealed(fld: str, hidden: bool) -> None:
    assert sealed(fld) is hidden
    assert bool(topics_of(fld) & Topic.OPEN) is not hidden


def test_an_operation_is_about_all_that_it_touches(sample: Sample) -> None:
    submission = sample.submission("HS1")
    ballots.recuse(sample.book, sample.member("TV04"), submission, "Người nhà")
    assert topics(sample.book)[-1] == Topic.SHARING | Topic.OPEN
    sample.score("TV01", "HS1")
    assert topics(sample.book)[-1] == Topic.BALLOT | Topic.PAPER
    assert Topic.IMPORT in topics(sample.book)[-3]


def test_rows_that_hang_on_a_submission_are_known_when_they_are_gone(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    target = bytes(range(16))
    sample.set("target", target, submission=submission, name="Hồ sơ trả tại thôn")
    with sample.book.write() as operation:
        operation.remove("target", target)
    found = sample.book.connection.execute(
        "SELECT ent FROM event_row WHERE submission = ?", (submission,)
    ).fetchall()
    assert found == [(target,)]
    assert not check(sample.book)
