"""Whatever is done on whichever laptop, and whatever meets in whatever order: the laws hold."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from db import amending, backups, correcting, entries, sessions
from db.errors import NoMergeToUndoError, WrittenSinceMergeError
from db.exchange.report import MERGED, NOTHING_NEW, REFUSED
from db.frozen_picture import digest_of
from tests.db.exchange import laws
from tests.db.exchange.laptops import NAMES, raw, raw_file
from tests.db.exchange.machine import YEAR, Exchange, laptops, texts

DAMAGE = (
    "UPDATE change SET val = 'khác' WHERE id = (SELECT max(id) FROM change)",
    "UPDATE op SET key = randomblob(32) WHERE op = (SELECT max(op) FROM op)",
    "UPDATE ballot SET body = CAST(body || ' ' AS BLOB)",
    "UPDATE ballot SET sig = CAST(zeroblob(64) AS BLOB)",
    "UPDATE snapshot SET body = CAST(body || ' ' AS BLOB)",
)


class Laws(Exchange):
    """What :class:`Exchange` lets laptops write, carried from one to the other."""

    # -- files -----------------------------------------------------------------------------

    @rule(who=laptops)
    def copy(self, who: int) -> None:
        self.files.append(self.world.copy(self.at(who).name))

    @rule(who=laptops, code=st.sampled_from(["TV01", "TV02"]))
    def copy_for(self, who: int, code: str) -> None:
        self.files.append(self.world.copy(self.office(who).name, code))

    @rule(who=laptops, part=st.integers(0, 3))
    def copy_in_part(self, who: int, part: int) -> None:
        """A file that somebody has left ballots, lists or snapshots out of."""
        there = self.at(who)
        path = self.world.copy(there.name)
        with _opened(path) as connection:
            for table in ("ballot", "sent", "snapshot"):
                connection.execute(f"DELETE FROM {table} WHERE rowid % 4 = {part}"
                                   if table == "ballot" else f"DELETE FROM {table}")  # fmt: skip
        laws.keeps(raw_file(path), raw(there.book.connection))
        self.files.append(path)

    @precondition(lambda self: self.files)
    @rule(who=laptops, picked=st.lists(st.integers(0, 30), min_size=1, max_size=3))
    def merge(self, who: int, picked: list[int]) -> None:
        there = self.at(who)
        paths = list(dict.fromkeys(self.files[-1 - number % len(self.files)] for number in picked))
        laws.merged(there, paths)
        self.look(there)

    @rule(who=laptops, other=laptops)
    def meet(self, who: int, other: int) -> None:
        """A stick goes over and comes back: both hold the same, but for keys just confirmed."""
        first, second = self.at(who), self.at(other)
        there = laws.merged(second, [self.world.copy(first.name)])
        laws.merged(first, [self.world.copy(second.name)])
        if first.name == second.name:
            assert there.new_changes == there.new_ballots == 0
        laws.keeps(raw(second.book.connection), raw(first.book.connection))

    @rule(who=laptops, with_=laptops, number=st.integers(0, len(DAMAGE) - 1))
    def damaged(self, who: int, with_: int, number: int) -> None:
        """A file that was tampered with is refused, and a good one beside it is taken."""
        there, other = self.at(who), self.at(with_)
        bad, good = self.world.copy(other.name), self.world.copy(other.name)
        with _opened(bad) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            if not connection.execute(DAMAGE[number]).rowcount:
                return
        content, here = there.book.path.read_bytes(), raw(there.book.connection)
        harmless = all(rows <= here[table] for table, rows in raw_file(bad).items())
        report = laws.merged(there, [bad], honest=False)
        assert [file.verdict for file in report.files] == [NOTHING_NEW if harmless else REFUSED]
        assert there.book.path.read_bytes() == content
        report = laws.merged(there, [bad, good], honest=False)
        assert report.files[-1].verdict != REFUSED
        self.look(there)

    @rule(who=st.tuples(laptops, laptops, laptops))
    def unions_agree(self, who: tuple[int, int, int]) -> None:
        laws.unions_agree(self.world, *(self.world.copy(self.at(number).name) for number in who))

    # -- amending --------------------------------------------------------------------------

    @precondition(lambda self: "frozen" in self.did)
    @rule(who=laptops)
    def hand_over(self, who: int) -> None:
        """What stands frozen goes to the level above: it is opened no more."""
        there = self.office(who)
        with self.step(there):
            session = sessions.find(there.book.connection, there.campaign, 1)
            standing = sessions.standing_snapshot(there.book.connection, session.id)
            if standing is not None:
                self.did.add("sent")
                digest = digest_of(standing.body)
                with there.book.write() as operation:
                    ident = operation.row_id("handover", session.id, digest)
                    operation.set("handover", ident, {"session": session.id, "digest": digest})

    @precondition(lambda self: "sent" in self.did)
    @rule(who=laptops, text=texts)
    def amend(self, who: int, text: str) -> None:
        """The conclusion is put right; amending minutes say so."""
        there = self.office(who)
        with self.step(there):
            correcting.begin(there.book, there.campaign, 1, "Ghi nhầm")
        with self.step(there):
            session = sessions.find(there.book.connection, there.campaign, 1)
            entries.save(there.book, "session", session.id, {"conclusion": text})
        with self.step(there):
            amending.amend(there.book, there.campaign, 1, "Ghi nhầm")
            self.did.add("amended")

    # -- laptops ---------------------------------------------------------------------------

    @precondition(lambda self: len(self.world.names) < self.most)
    @rule(who=laptops)
    def clone(self, who: int) -> None:
        self.look(self.world.clone(self.at(who % len(NAMES)).name))

    @rule(who=laptops)
    def back_up(self, who: int) -> None:
        there = self.at(who)
        self.kept.setdefault(there.name, []).append(backups.make(there.book))

    @precondition(lambda self: self.kept)
    @rule(who=st.integers(0, 9), number=st.integers(0, 9))
    def restore(self, who: int, number: int) -> None:
        """Going back may lose; what was given away before comes back with the next file."""
        name = sorted(self.kept)[who % len(self.kept)]
        there = self.at(self.world.names.index(name))
        copied = self.world.copy(name)
        kept = [b for b in self.kept[name] if b.path.exists()]
        if not kept:
            return
        backups.restore(there.book, kept[number % len(kept)])
        self.look(there)
        self.files.append(copied)

    @rule(who=laptops)
    def undo_merge(self, who: int) -> None:
        there, before = self.at(who), None
        if there.name != (other := self.at(who + 1)).name:
            here = raw(there.book.connection)
            report = laws.merged(there, [self.world.copy(other.name)])
            before = here if report.files[0].verdict == MERGED else None
        with contextlib.suppress(NoMergeToUndoError, WrittenSinceMergeError):
            backups.undo_merge(there.book)
            assert before in (None, raw(there.book.connection))
        self.look(there)

    @rule(who=laptops, years=st.integers(-30, 30))
    def set_the_clock(self, who: int, years: int) -> None:
        self.at(who).clock.now += years * YEAR


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A file in the hands of somebody with another program."""
    connection = sqlite3.connect(path)
    try:
        yield connection
        connection.commit()
    finally:
        connection.close()


class LongLaws(Laws):
    """More laptops, a rebuild of the picture after every step, and more merges that outgrow what
    is remembered."""

    closely = True
    most = 9
    meeting = 5
    remembered = 6


_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


class TestLaws(Laws.TestCase):  # type: ignore[misc, valid-type]  # Hypothesis makes it
    settings = settings(
        max_examples=60, stateful_step_count=10, deadline=None, suppress_health_check=_SLOW
    )


@pytest.mark.long
class TestManyRuns(LongLaws.TestCase):  # type: ignore[misc, valid-type]  # Hypothesis makes it
    settings = settings(
        max_examples=1500, stateful_step_count=12, deadline=None, suppress_health_check=_SLOW
    )


@pytest.mark.long
class TestLongRuns(LongLaws.TestCase):  # type: ignore[misc, valid-type]  # Hypothesis makes it
    settings = settings(
        max_examples=500, stateful_step_count=35, deadline=None, suppress_health_check=_SLOW
    )
