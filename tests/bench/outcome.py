"""Rank, and the results' screen after one more ballot."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication

from db import ballots
from db.book import Book
from db.operation import Changes
from db.queries import standings
from db.queries.results import results, some
from db.records import Campaign
from desktop.models.all_standings import AllStandings
from desktop.models.result_model import WINDOW
from desktop.models.result_order import ResultOrder
from desktop.screens.results import ResultsScreen
from tests.bench.figures import Figure, by_turns, middle, timed
from tests.bench.lab import MEMBERS, Lab, newest
from tests.flows.meeting_book import Alone

_GROUP_BY = "SELECT submission, sum(mark), count(*) FROM mark GROUP BY submission"
_FRAME = 16
_PATIENCE = 60_000


def rank(lab: Lab) -> Iterator[Figure]:
    """What the results' screen does: all standings ranked, counted and in order, the rows in
    sight; and every field of every result, as commands and papers want them. Against one GROUP
    BY over the marks."""
    wanted = lab.scale.submissions
    with Book.open(lab.book(wanted), lab.home, readonly=True) as book:
        marks = _marks(lab, book)
        campaign = newest(book)
        found = results(book, campaign)
        assert len(found) == wanted and all(result.rank for result in found)
        lab.say(f"ranks of {wanted} submissions")
        assert _in_order(book, campaign) == sorted(
            r.rank or 0 for r in found if r.kind == found[0].kind
        )
        ours, whole, bare = by_turns(
            lab.scale.repeats,
            lambda: _in_order(book, campaign),
            lambda: results(book, campaign),
            lambda: marks.execute(_GROUP_BY).fetchall(),
        )
        marks.close()
    against = "GROUP BY submission over all marks"
    yield Figure("rank", middle(ours), middle(bare), 1.3, against=against)
    yield Figure("rank.whole", middle(whole), middle(bare), against=against)


def _in_order(book: Book, campaign: Campaign) -> list[int]:
    """The ranks of the first kind, best first."""
    every = AllStandings()
    for part in standings.parts(book, campaign):
        every.add(part)
    every.settle()
    shown = ResultOrder().sorted(every.in_order)
    in_sight = some(book, campaign, [one.id for one in shown[:WINDOW]])
    assert len(in_sight) == min(WINDOW, len(shown))
    first = every.in_order[0].kind
    return [every.ranking.rank(one.kind, one.final) or 0 for one in shown if one.kind == first]


def _marks(lab: Lab, book: Book) -> sqlite3.Connection:
    """All marks of the book as rows, under the key that a rank wants."""
    connection = sqlite3.connect(lab.folder / "marks.sqlite", isolation_level=None)
    connection.execute(
        "CREATE TABLE mark(submission BLOB NOT NULL, member BLOB NOT NULL, "
        "criterion TEXT NOT NULL, mark INTEGER NOT NULL, "
        "PRIMARY KEY(submission, member, criterion)) STRICT, WITHOUT ROWID"
    )
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO mark VALUES (?, ?, ?, ?)",
        (
            (submission, member, criterion, mark)
            for submission, member, text in book.connection.execute(
                "SELECT submission, member, marks FROM ballot_state ORDER BY submission, member"
            )
            for criterion, mark in json.loads(text).items()
        ),
    )
    connection.execute("COMMIT")
    return connection


def refresh(lab: Lab) -> Iterator[Figure]:
    """The results' screen after one ballot: many submissions, and a tenth of them."""
    many = lab.scale.submissions
    few = max(many // 10, 2)
    slow, quick = (_refreshes(lab, number) for number in (many, few))
    yield Figure("refresh", slow, goal=_FRAME, note=f"{many} submissions × {MEMBERS}")
    yield Figure("refresh.growth", slow, quick, 1.5, against=f"the same at {few} submissions")


def _refreshes(lab: Lab, submissions: int) -> float:
    """Milliseconds from the news of a ballot until it is painted, the median of several."""
    path = lab.folder / f"refresh-{submissions}.thamdinh"
    shutil.copy(lab.book(submissions), path)
    lab.say(f"the results' screen of {submissions} submissions")
    driver = Alone(path, lab.home, ResultsScreen, (1366, 768))
    try:
        driver.wait(lambda: driver.screen.model.whole)
        return middle([_refresh(driver) for _ in range(lab.scale.repeats)])
    finally:
        driver.close()


def _refresh(driver: Alone[ResultsScreen]) -> float:
    session, model = driver.session, driver.screen.model
    row = min(5, model.rowCount() - 1)
    before = model.result(row)
    changes, final = _rescore(driver, before.id)
    assert final != before.final
    patience = QDeadlineTimer(_PATIENCE)

    def shown() -> bool:
        return model.result(model.row_of(before.id)).final == final

    def tell() -> None:
        session.changed.emit(changes)
        QApplication.processEvents()
        while not shown():  # where the screen takes its time
            assert not patience.hasExpired(), "the results never changed"
            QApplication.processEvents()

    return timed(tell)


def _rescore(driver: Alone[ResultsScreen], ident: bytes) -> tuple[Changes, int]:
    """A member's new version with another total; (its changes, the submission's score)."""
    book, around = driver.session.book, driver.session.around
    member, found = around.members[0], ballots.by_id(book, ident)
    former = ballots.standing(book, member.id, ident)
    assert former is not None
    rubric = around.rubrics[found.kind]
    criterion = max(rubric.criteria, key=lambda c: c.max)
    mark = 100 if former.marks[criterion.code] != 100 else 200
    ballots.begin_new_version(book, around, member, found, "Gõ nhầm")
    ballots.set_mark(book, around, member, found, criterion.code, mark)
    _, changes = ballots.submit(book, around, member, found, None)
    (final,) = book.connection.execute(
        "SELECT final FROM tally WHERE submission = ?", (ident,)
    ).fetchone()
    return changes, final
