"""Bugs sown on purpose: the laws catch each in a short story, the machine by itself."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from db import picture_rows
from db.ballot_body import add
from db.change_log import Authority, Cell, Change, evaluate
from db.conflicts import open_matters, settle
from db.drafts import Draft
from db.exchange.report import REFUSED
from db.exchange.rows import OpRow
from db.exchange.union import Gain, Union
from db.exchange.verify import Content, Progress, quiet
from db.keys import Signer, laptop_key
from db.operation import Operation, SignedBallot
from tests.db.exchange import laws
from tests.db.exchange.laptops import World, quick, raw, template
from tests.db.exchange.test_laws import Laws
from tests.support import collective, marks

Patch = pytest.MonkeyPatch
Sow = Callable[[Patch], None]


# -- a story that touches everything once -----------------------------------------------------


def _title(world: World, name: str, value: str, signer: Signer | None = None) -> None:
    with world.at(name).book.write("x", signer) as operation:
        submission = world.template.submissions["HS1"].id
        operation.set("submission", submission, {"title": value})


def _score(world: World, name: str, total: int, signer: Signer) -> None:
    there, made = world.at(name), world.template
    with there.book.write("TV01", signer) as operation:
        add(
            operation, there.around, made.members["TV01"], made.submissions["HS1"], collective(),
            Draft(marks(total)), signer=signer, entry="own",
        )  # fmt: skip


def story(world: World) -> None:
    """A conflict settled, a true ballot and a forged one, a proposal, a file tampered with."""
    office, second, member = (world.at(name) for name in ("office", "office2", "tv1"))
    _title(world, "office", "Ở đây")
    _title(world, "office2", "Ở kia")
    laws.merged(office, [world.copy("office2")])
    for matter in open_matters(office.book):
        settle(office.book, matter, matter.choices[0].change)
    assert open_matters(office.book) == []
    laws.merged(second, [world.copy("office")])
    assert raw(second.book.connection) == raw(office.book.connection)
    assert member.signer is not None
    _score(world, "tv1", 800, member.signer)
    laws.merged(office, [world.copy("tv1")])
    stranger = world.at("stranger")
    laws.merged(stranger, [world.copy("office")])
    _title(world, "stranger", "Đề nghị")
    _score(world, "stranger", 100, laptop_key(stranger.book.home, stranger.book.id))
    forged = world.copy("stranger")
    tampered = _tampered(world.copy("stranger"))
    report = laws.merged(office, [tampered], honest=False)
    assert [file.verdict for file in report.files] == [REFUSED]
    laws.merged(office, [forged])
    laws.is_whole(office.book)
    laws.unions_agree(world, *(world.copy(name) for name in ("office", "office2", "stranger")))


def _tampered(path: Path) -> Path:
    connection = sqlite3.connect(path)
    connection.execute(
        "UPDATE op SET sig = CAST(zeroblob(64) AS BLOB) "
        "WHERE op = (SELECT op FROM change WHERE val = 'Đề nghị')"
    )
    connection.commit()
    connection.close()
    return path


@pytest.fixture
def world() -> Iterator[World]:
    template()
    with quick():
        made = World()
        try:
            yield made
        finally:
            made.close()


def test_the_story_holds_without_a_bug(world: World) -> None:
    story(world)
    assert len(raw(world.at("office").book.connection)["ballot"]) == 2


# -- the bugs ---------------------------------------------------------------------------------


def a_head_is_dropped(patch: Patch) -> None:
    """The merge keeps only the newest change of a cell that both wrote."""
    take = Union.take

    def dropping(self: Union, content: Content, run: int, progress: Progress = quiet) -> Gain:
        gain = take(self, content, run, progress)
        self._connection.execute(
            "DELETE FROM change WHERE EXISTS(SELECT 1 FROM change b WHERE b.ent = change.ent "
            "AND b.fld = change.fld AND b.id > change.id AND b.prev = change.prev)"
        )
        return gain

    patch.setattr(Union, "take", dropping)


def a_head_is_not_seen(patch: Patch) -> None:
    """Who writes after a conflict names the newest head only, so the other one comes back."""
    cells = Operation.cells

    def blind(self: Operation, kind: str, ent: bytes) -> dict[str, Cell]:
        found = cells(self, kind, ent)
        for cell in found.values():
            cell.heads = cell.heads[-1:]
        return found

    def of_one(changes: list[Change], counts: Callable[[str, bytes | None], bool]) -> Cell:
        cell = evaluate(changes, counts)
        cell.heads = cell.heads[-1:]
        return cell

    patch.setattr(Operation, "cells", blind)
    patch.setattr("db.conflicts.evaluate", of_one)


def the_newest_wins(patch: Patch) -> None:
    """Two values of one cell, and nobody is told."""

    def silent(changes: list[Change], counts: Callable[[str, bytes | None], bool]) -> Cell:
        cell = evaluate(changes, counts)
        cell.conflict = False
        return cell

    patch.setattr(picture_rows, "evaluate", silent)


def a_ballot_is_written_anew(patch: Patch) -> None:
    """The ballot's content is kept, its signed bytes are not."""
    ballots = Content.true_ballots

    def rewritten(self: Content, batch: list[tuple[Any, ...]]) -> Iterator[SignedBallot]:
        for row in ballots(self, batch):
            yield row._replace(body=json.dumps(json.loads(row.body)).encode())

    patch.setattr(Content, "true_ballots", rewritten)


def a_forged_ballot_counts(patch: Patch) -> None:
    """Heads are taken over all ballots, so a forged one that names the true one replaces it."""
    patch.setattr(Authority, "speaks_for", lambda self, key, member, paper: True)


def an_unconfirmed_change_counts(patch: Patch) -> None:
    """Office cells count whoever signed them."""
    patch.setattr(Authority, "counts", lambda self, fld, key: True)


def an_unsigned_change_counts(patch: Patch) -> None:
    """Nobody looks at an operation's signature."""

    def trusting(self: Content, row: OpRow, ids: Iterable[bytes] | None = None) -> int:
        return len(list(self._rows("SELECT 1 FROM change WHERE op = ?", row.op)))

    patch.setattr(Content, "signed", trusting)


BUGS: tuple[Sow, ...] = (
    a_head_is_dropped,
    a_head_is_not_seen,
    the_newest_wins,
    a_ballot_is_written_anew,
    a_forged_ballot_counts,
    an_unconfirmed_change_counts,
    an_unsigned_change_counts,
)


@pytest.mark.parametrize("bug", BUGS)
def test_the_story_catches(bug: Sow, world: World, monkeypatch: Patch) -> None:
    bug(monkeypatch)
    with pytest.raises(AssertionError):
        story(world)


@pytest.mark.long
@pytest.mark.parametrize("bug", BUGS)
def test_the_machine_catches(bug: Sow, monkeypatch: Patch) -> None:
    template()
    bug(monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(
            Laws,
            settings=settings(
                max_examples=1000, stateful_step_count=20, deadline=None, database=None,
                phases=[Phase.generate], suppress_health_check=list(HealthCheck),
                report_multiple_bugs=False,
            ),
        )  # fmt: skip
