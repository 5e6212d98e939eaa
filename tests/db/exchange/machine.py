"""Laptops that write, copy, clone, restore and merge in any order; after each step the laws."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from db import backups, ballots, conflicts, decisions, enrolment, entries, freeze, refresh
from db.ballot_body import add
from db.change_log import Value
from db.double_entries import void_ballot
from db.drafts import Draft
from db.errors import DuplicateCodeError, ReasonMissingError, ThamdinhError
from db.keys import Signer, laptop_key
from tests.db.exchange import laws
from tests.db.exchange.laptops import (
    MEMBERS,
    NAMES,
    OFFICES,
    PIN,
    SECOND,
    Laptop,
    World,
    quick,
    raw,
    template,
)
from tests.support import collective, marks

YEAR = 365 * 24 * 60 * 60 * 1000
REFUSALS = (ThamdinhError,)  # a rule of the program may say no: then nothing is written
VALUES = ["Một", "Hai", "Ba"]
TITLES = {
    "submission": ["title", "unit", "withdrawn", "field"],
    "unit": ["name", "kind"],
    "member": ["name", "unit"],
}

laptops = st.integers(0, 11)
texts = st.sampled_from(VALUES)
submissions = st.sampled_from(["HS1", "HS2"])
members = st.sampled_from(["TV01", "TV02", "TV03"])


class Exchange(RuleBasedStateMachine):
    """Subclasses say how many laptops there may be and how closely each step is looked at."""

    closely = False
    most = 7
    meeting = 3  # of them meet at the end
    remembered = 50_000  # rows that a merge remembers before it makes the picture anew

    @initialize()
    def make_laptops(self) -> None:
        self.patches = contextlib.ExitStack()
        template()  # made before, so that a run begins alike each time
        self.patches.enter_context(quick())
        patch = self.patches.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(refresh, "_MANY", self.remembered)
        self.world = World()
        self.files: list[Path] = []
        self.kept: dict[str, list[backups.Backup]] = {}
        self.snapshots: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self.did: set[str] = set()  # what must have been before something else makes sense

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            opened = sorted(self.world.laptops)
            for name in opened:
                laws.is_whole(self.world.laptops[name].book)
            laws.all_meet(self.world, [self.world.copy(name) for name in opened][-self.meeting :])
        finally:
            self.world.close()
            self.patches.close()

    # -- what the rules stand on -----------------------------------------------------------

    def at(self, number: int) -> Laptop:
        return self.world.at(self.world.names[number % len(self.world.names)])

    def office(self, number: int) -> Laptop:
        return self.at(number % len(OFFICES))

    def member(self, number: int) -> Laptop:
        return self.at(len(OFFICES) + number % len(MEMBERS))

    @contextlib.contextmanager
    def step(self, there: Laptop) -> Iterator[None]:
        """One act on one laptop: nothing gets lost, what was frozen stays."""
        before = raw(there.book.connection)
        with contextlib.suppress(*REFUSALS):
            yield
        laws.keeps(before, raw(there.book.connection))
        self.look(there)

    def look(self, there: Laptop) -> None:
        laws.shows_what_the_log_says(there.book)
        laws.snapshots_stand([there.book], self.snapshots)
        if self.closely:
            laws.is_whole(there.book)

    def row(self, kind: str, number: int) -> bytes:
        made = self.world.template
        rows = {
            "submission": [s.id for s in made.submissions.values()],
            "unit": [made.units["A"], made.units["B"]],
            "member": [m.id for m in made.members.values()],
        }[kind]
        return rows[number % len(rows)]

    # -- writing ---------------------------------------------------------------------------

    @rule(who=laptops, data=st.data(), number=st.integers(0, 2), value=st.none() | texts)
    def edit(self, who: int, data: st.DataObject, number: int, value: str | None) -> None:
        there = self.at(who)
        kind = data.draw(st.sampled_from(sorted(TITLES)))
        field = data.draw(st.sampled_from(TITLES[kind]))
        signer = data.draw(st.sampled_from([None, None, there.signer, SECOND]))
        with self.step(there), there.book.write("x", signer) as operation:
            operation.set(kind, self.row(kind, number), {field: value})

    @rule(first=laptops, second=laptops, values=st.tuples(texts, texts), number=st.integers(0, 1))
    def edit_on_both(self, first: int, second: int, values: tuple[str, str], number: int) -> None:
        for who, value in zip((self.office(first), self.at(second)), values, strict=True):
            with self.step(who), who.book.write() as operation:
                operation.set("submission", self.row("submission", number), {"title": value})

    @rule(who=laptops, kind=st.sampled_from(sorted(TITLES)), number=st.integers(0, 2))
    def remove(self, who: int, kind: str, number: int) -> None:
        there = self.at(who)
        self.did.add("removed")
        with self.step(there), there.book.write() as operation:
            operation.remove(kind, self.row(kind, number))

    @precondition(lambda self: "removed" in self.did)
    @rule(who=laptops, kind=st.sampled_from(sorted(TITLES)), number=st.integers(0, 2))
    def put_back(self, who: int, kind: str, number: int) -> None:
        there = self.at(who)
        with self.step(there), there.book.write() as operation:
            operation.restore(kind, self.row(kind, number))

    @rule(who=laptops, code=st.sampled_from(["HS8", "HS9"]), title=texts)
    def type_a_row(self, who: int, code: str, title: str) -> None:
        there, campaign = self.at(who), self.world.template.campaign
        with self.step(there), contextlib.suppress(DuplicateCodeError):
            values: dict[str, Value] = {"campaign": campaign, "code": code, "title": title}
            entries.save(there.book, "submission", None, values)

    @rule(who=laptops, number=st.integers(0, 1), value=texts)
    def write_what_is_newer(self, who: int, number: int, value: str) -> None:
        """Cells and kinds that this version does not know."""
        there = self.at(who)
        with self.step(there), there.book.write() as operation:
            operation.append("submission", self.row("submission", number), "mới_hơn", [], value)
            operation.append("phòng_họp", os.urandom(16), "tên", [], value)

    # -- ballots ---------------------------------------------------------------------------

    @rule(who=laptops, code=members, what=submissions, total=st.sampled_from([500, 825, 1000]))
    def hand_in(self, who: int, code: str, what: str, total: int) -> None:
        """A member's own ballot, in the member's name by whoever has no key: forged."""
        there = self.at(who)
        signer = there.signer or laptop_key(there.book.home, there.book.id)
        code = MEMBERS.get(there.name.partition("~")[0], code)
        self.score(there, code, what, total, signer, "own")

    @rule(who=laptops, code=members, what=submissions, total=st.sampled_from([500, 825, 1000]))
    def enter_paper(self, who: int, code: str, what: str, total: int) -> None:
        there = self.office(who)
        self.score(there, code, what, total, there.book.require_office(), "keyed")

    def score(
        self, there: Laptop, code: str, what: str, total: int, signer: Signer, entry: str
    ) -> None:
        made = self.world.template
        self.did.add("scored")
        with self.step(there), there.book.write(code, signer) as operation:
            add(
                operation, there.around, made.members[code], made.submissions[what], collective(),
                Draft(marks(total)), signer=signer, entry=entry,
            )  # fmt: skip

    @precondition(lambda self: "scored" in self.did)
    @rule(who=laptops, data=st.data(), back=st.booleans())
    def void(self, who: int, data: st.DataObject, back: bool) -> None:
        there = self.at(who)
        known = [b for (b,) in there.book.connection.execute("SELECT id FROM ballot ORDER BY id")]
        if not known:
            return
        ballot = known[data.draw(st.integers(0, len(known) - 1))]
        with self.step(there), there.book.write() as operation:
            if back:
                operation.remove("void", operation.row_id("void", b"", ballot.hex()))
            else:
                void_ballot(operation, ballot, "lý do")

    @rule(who=laptops, what=submissions, reason=st.none() | texts)
    def recuse(self, who: int, what: str, reason: str | None) -> None:
        there = self.member(who)
        member = self.world.template.members[MEMBERS[there.name]].id.hex()
        submission = self.world.template.submissions[what].id
        with self.step(there), there.book.write("x", there.signer) as operation:
            operation.set("submission", submission, {f"recused:{member}": reason})

    # -- keys ------------------------------------------------------------------------------

    @rule()
    def enrol(self) -> None:
        there = self.world.at("tv2")
        with self.step(there):
            member = self.world.template.members["TV02"].id
            there.signer, _ = enrolment.signer_of(there.book, member, PIN)

    @rule(who=laptops, code=members, of=st.sampled_from(NAMES), there=st.booleans())
    def confirm(self, who: int, code: str, of: str, there: bool) -> None:
        """An office confirms a laptop's key for a member by hand, or takes it back."""
        office, other = self.at(who), self.world.at(of)
        key = other.signer or laptop_key(other.book.home, other.book.id)
        member = self.world.template.members[code].id
        with self.step(office), office.book.write() as operation:
            operation.set("member", member, {f"key:{key.public.hex()}": "x" if there else None})

    @rule(who=laptops, there=st.booleans())
    def second_office_key(self, who: int, there: bool) -> None:
        office = self.at(who)
        with self.step(office), office.book.write() as operation:
            value = "x" if there else None
            operation.set("office", office.book.id, {f"key:{SECOND.public.hex()}": value})

    # -- settling and freezing -------------------------------------------------------------

    @rule(who=laptops, data=st.data())
    def settle(self, who: int, data: st.DataObject) -> None:
        there = self.office(who)
        if not conflicts.open_matters(there.book):
            self.edit_on_both(who, who + 1, ("Một", "Hai"), who)
            laws.merged(there, [self.world.copy(self.at(who + 1).name)])
        with self.step(there):
            matters = conflicts.open_matters(there.book)
            assert conflicts.count(there.book)[0] + conflicts.count(there.book)[1] == len(matters)
            if not matters:
                return
            matter = matters[data.draw(st.integers(0, len(matters) - 1))]
            offered: list[bytes | None] = [c.change for c in matter.choices]
            if matter.what in conflicts.CELLS:
                offered.append(None)
            if offered:
                take = offered[data.draw(st.integers(0, len(offered) - 1))]
                conflicts.settle(there.book, matter, take, "lý do")
                left = {m.ident for m in conflicts.open_matters(there.book)}
                assert matter.ident not in left or matter.what == "proposal"

    @rule(who=laptops, accept=st.booleans())
    def settle_all(self, who: int, accept: bool) -> None:
        there = self.office(who)
        with self.step(there):
            conflicts.settle_all(there.book, conflicts.open_matters(there.book), accept)
            assert not [m for m in conflicts.open_matters(there.book) if m.what == "proposal"]

    @rule(who=laptops, second=st.booleans())
    def freeze(self, who: int, second: bool) -> None:
        there = self.office(who)
        self.score_all(there)
        root = there.book.office
        if second and SECOND.public in there.book.authority.office:
            there.book.office = SECOND
        with self.step(there):
            freeze.freeze(there.book, there.campaign, 1)
            self.did.add("frozen")
        there.book.office = root

    def score_all(self, there: Laptop) -> None:
        """Paper ballots of everybody who has none and may score."""
        made, key = self.world.template, there.book.require_office()
        self.did.add("scored")
        with self.step(there), there.book.write("office", key) as operation:
            for code, what in (("TV01", "HS1"), ("TV02", "HS1"), ("TV03", "HS1"),
                               ("TV01", "HS2"), ("TV03", "HS2")):  # fmt: skip
                member, submission = made.members[code], made.submissions[what]
                if ballots.standing(there.book, member.id, submission.id) is None:
                    add(
                        operation, there.around, member, submission, collective(),
                        Draft(marks(825)), signer=key, entry="keyed",
                    )  # fmt: skip

    @precondition(lambda self: "frozen" in self.did)
    @rule(who=laptops, what=st.none() | submissions)
    def decide(self, who: int, what: str | None) -> None:
        """The standing committee decides and may send one back: its next round begins."""
        there = self.office(who)
        with self.step(there):
            returned = {} if what is None else {what: "Thiếu số liệu"}
            day = f"{there.campaign.year}-12-20"
            decisions.record(there.book, there.campaign, 1, "1-QĐ/HU", day, send_back=returned)

    @precondition(lambda self: "frozen" in self.did)
    @rule(who=laptops)
    def unfreeze(self, who: int) -> None:
        there = self.office(who)
        with self.step(there), contextlib.suppress(ReasonMissingError):
            freeze.unfreeze(there.book, there.campaign, 1, "Mở lại")
