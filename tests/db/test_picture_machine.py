"""Whatever is written in whatever order, the picture equals a rebuild from the log."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from db import campaigns, picture, rubrics, storage
from db.ballot_body import add
from db.book import Book
from db.canonical import dumps
from db.check import tables
from db.drafts import Draft
from db.frozen_picture import digest_of
from db.home import Home
from db.keys import Signer
from db.operation import Operation
from tests.support import Clock, Sample, collective, individual, marks, panel

STRANGER, MEMBER, SECOND = (Signer(bytes([i]) * 32) for i in (1, 2, 3))
SIGNERS = {"office": None, "stranger": STRANGER, "member": MEMBER, "second": SECOND}

ROWS = {
    "unit": ["V", "A", "B", "T"],
    "member": ["TV01", "TV02", "TV05"],
    "submission": ["HS1", "HS2", "HS3"],
    "session": ["1", "2"],
}
VALUES: list[Any] = ["A", "B", "T", "x", "collective", "individual", "2023-02-30", "2023-02-03",
                     "1", "0", 0, 1, 2, 250, -1, 2**62, 0.5, b"b" * 16, b"?", None]  # fmt: skip
FIELDS = {
    "unit": ["code", "name", "kind", "campaign", "unheard_of"],
    "member": ["code", "name", "role", "unit", "campaign"],
    "submission": ["code", "kind", "unit", "subject", "registered_on", "has_report", "withdrawn",
                   "self:TC1", "self:TC9", "agreed:TC1", "campaign", "is_head"],
    "session": ["number", "campaign", "date", "absent:zz"],
    "campaign": ["year", "body", "set:agreed_mark", "set:absent_ballot_counts",
                 "set:drop_extremes", "set:recusal_by_unit", "set:exclude_kinds",
                 "set:spread_part", "set:excluded_unit_kinds"],
    "rubric": ["applies_to", "total", "step", "criteria", "bands", "confirmed", "campaign"],
}  # fmt: skip
SCALES = ["[]", "no list", '[["TC1","a",200,false],["TC2","b",400,false]]', None]

signers = st.sampled_from(sorted(SIGNERS))


class Picture(RuleBasedStateMachine):
    """Random writes by the office, a second office, a member and a stranger."""

    @initialize()
    def make_a_book(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="thamdinh-picture-"))
        storage_before, storage.SYNCHRONOUS = storage.SYNCHRONOUS, "OFF"
        self.restore = storage_before
        self.book = Book.create(self.folder / "so.thamdinh", Home(self.folder / "home"), Clock())
        self.campaign = campaigns.create(self.book, 2023, "Huyện ủy")
        for rubric in (collective(), individual()):
            rubrics.store(self.book, self.campaign, rubric)
        sample = Sample(self.book, self.campaign)
        sample.take(panel())
        self.around = sample.around
        self.members = {m.code: m for m in self.around.members}
        self.submissions = {code: sample.submission(code) for code in ROWS["submission"]}
        self.ballots: list[bytes] = []
        self.snapshots: list[tuple[bytes, int, str]] = []

    def teardown(self) -> None:
        if hasattr(self, "book"):
            self.book.close()
            storage.SYNCHRONOUS = self.restore
            shutil.rmtree(self.folder)

    @rule(data=st.data(), who=signers, times=st.integers(1, 3))
    def set_fields(self, data: st.DataObject, who: str, times: int) -> None:
        with self.book.write("x", SIGNERS[who]) as operation:
            for _ in range(times):
                kind = data.draw(st.sampled_from(["unit", "member", "submission", "session"]))
                code = data.draw(st.sampled_from(ROWS[kind]))
                field = data.draw(st.sampled_from(FIELDS[kind]))
                value = data.draw(st.sampled_from([*VALUES, self.campaign.id]))
                operation.set(kind, self.id_of(operation, kind, code), {field: value})

    @rule(data=st.data(), who=signers)
    def set_settings(self, data: st.DataObject, who: str) -> None:
        field = data.draw(st.sampled_from(FIELDS["campaign"]))
        values = [2023, 2024, "no"] if field == "year" else ["0", "1", '["A"]', "no", None, 5]
        with self.book.write("x", SIGNERS[who]) as operation:
            value = data.draw(st.sampled_from([None, *values]))
            operation.set("campaign", self.campaign.id, {field: value})

    @rule(data=st.data(), who=signers)
    def set_a_rubric(self, data: st.DataObject, who: str) -> None:
        field = data.draw(st.sampled_from(FIELDS["rubric"]))
        value = data.draw(st.sampled_from(SCALES if field in ("criteria", "bands") else VALUES))
        kind = data.draw(st.sampled_from(["collective", "individual"]))
        with self.book.write("x", SIGNERS[who]) as operation:
            operation.set("rubric", self.id_of(operation, "rubric", kind), {field: value})

    @rule(data=st.data(), who=signers)
    def set_what_members_do(self, data: st.DataObject, who: str) -> None:
        member = self.members[data.draw(st.sampled_from(ROWS["member"]))].id.hex()
        family = data.draw(st.sampled_from(["recused", "dismissed", "assigned"]))
        value = data.draw(st.sampled_from([0, 1, "lý do", None]))
        submission = data.draw(st.sampled_from(ROWS["submission"]))
        with self.book.write("x", SIGNERS[who]) as operation:
            ident = self.submissions[submission].id
            operation.set("submission", ident, {f"{family}:{member}": value})

    @rule(data=st.data(), who=signers)
    def attend(self, data: st.DataObject, who: str) -> None:
        member = self.members[data.draw(st.sampled_from(ROWS["member"]))].id.hex()
        submission = self.submissions[data.draw(st.sampled_from(ROWS["submission"]))].id.hex()
        cell = data.draw(st.sampled_from([f"absent:{member}", f"takes:{submission}"]))
        value = data.draw(st.sampled_from(["ốm", 0, 1, None]))
        session = data.draw(st.sampled_from(ROWS["session"]))
        with self.book.write("x", SIGNERS[who]) as operation:
            ident = self.id_of(operation, "session", session)
            operation.set(
                "session",
                ident,
                {"campaign": self.campaign.id, "number": int(session), cell: value},
            )

    @rule(data=st.data(), who=signers, back=st.booleans())
    def remove_or_restore(self, data: st.DataObject, who: str, back: bool) -> None:
        kind = data.draw(st.sampled_from([*ROWS, "campaign", "rubric"]))
        code = data.draw(st.sampled_from(ROWS.get(kind, ["collective", "individual"])))
        with self.book.write("x", SIGNERS[who]) as operation:
            ident = self.id_of(operation, kind, code)
            if back:
                operation.restore(kind, ident)
            else:
                operation.remove(kind, ident)

    @rule(data=st.data(), who=signers, total=st.sampled_from([0, 500, 825, 1000]))
    def hand_in(self, data: st.DataObject, who: str, total: int) -> None:
        member = self.members[data.draw(st.sampled_from(ROWS["member"]))]
        submission = self.submissions[data.draw(st.sampled_from(ROWS["submission"]))]
        own = data.draw(st.booleans())
        with self.book.write("x", SIGNERS[who]) as operation:
            ballot = add(
                operation, self.around, member, submission, collective(), Draft(marks(total)),
                signer=SIGNERS[who] or self.book.require_office(),
                entry="own" if own else "keyed",
            )  # fmt: skip
        self.ballots.append(ballot)

    @rule(data=st.data(), who=signers, back=st.booleans())
    def void(self, data: st.DataObject, who: str, back: bool) -> None:
        if not self.ballots:
            return
        ballot = data.draw(st.sampled_from(self.ballots))
        with self.book.write("x", SIGNERS[who]) as operation:
            ident = operation.row_id("void", b"", ballot.hex())
            if back:
                operation.remove("void", ident)
            else:
                operation.set("void", ident, {"ballot": ballot, "reason": "lý do"})

    @rule(data=st.data(), who=signers, there=st.booleans())
    def confirm_a_key(self, data: st.DataObject, who: str, there: bool) -> None:
        member = self.members[data.draw(st.sampled_from(ROWS["member"]))]
        key = data.draw(st.sampled_from([MEMBER, STRANGER])).public.hex()
        with self.book.write("x", SIGNERS[who]) as operation:
            operation.set("member", member.id, {f"key:{key}": "x" if there else None})

    @rule(who=signers, there=st.booleans(), spelling=st.sampled_from(["small", "large"]))
    def add_an_office_key(self, who: str, there: bool, spelling: str) -> None:
        key = SECOND.public.hex() if spelling == "small" else SECOND.public.hex().upper()
        with self.book.write("x", SIGNERS[who]) as operation:
            operation.set("office", self.book.id, {f"key:{key}": "x" if there else None})

    @rule(data=st.data(), who=signers)
    def freeze(self, data: st.DataObject, who: str) -> None:
        held = data.draw(st.lists(st.sampled_from(ROWS["submission"]), unique=True))
        session = data.draw(st.sampled_from(ROWS["session"]))
        with self.book.write("x", SIGNERS[who]) as operation:
            ident = self.id_of(operation, "session", session)
            body: dict[str, Any] = {
                "submissions": [{"id": self.submissions[code].id.hex()} for code in held]
            }
            earlier = [digest for there, _, digest in self.snapshots if there == ident]
            if earlier and data.draw(st.sampled_from(["amends", ""])):
                body["amends"] = {"digest": data.draw(st.sampled_from(earlier))}
            seq = len(self.snapshots) + 1
            operation.add_snapshot(ident, seq, dumps(body))
        self.snapshots.append((ident, seq, digest_of(dumps(body))))

    @rule(data=st.data(), who=signers, back=st.booleans())
    def unfreeze(self, data: st.DataObject, who: str, back: bool) -> None:
        if not self.snapshots:
            return
        session, seq, _ = data.draw(st.sampled_from(self.snapshots))
        with self.book.write("x", SIGNERS[who]) as operation:
            ident = operation.row_id("unfreeze", session, str(seq))
            if back:
                operation.remove("unfreeze", ident)
            else:
                (body,) = self.book.connection.execute(
                    "SELECT body FROM snapshot WHERE session = ? AND seq = ?", (session, seq)
                ).fetchone()
                operation.set(
                    "unfreeze",
                    ident,
                    {"session": session, "seq": seq, "digest": digest_of(body), "reason": "x"},
                )

    @rule(data=st.data(), who=signers, back=st.booleans())
    def decide(self, data: st.DataObject, who: str, back: bool) -> None:
        """A decision on a snapshot sends one back, or takes that back."""
        if not self.snapshots:
            return
        session, seq, _ = data.draw(st.sampled_from(self.snapshots))
        submission = self.submissions[data.draw(st.sampled_from(ROWS["submission"]))].id.hex()
        (body,) = self.book.connection.execute(
            "SELECT body FROM snapshot WHERE session = ? AND seq = ?", (session, seq)
        ).fetchone()
        named = data.draw(st.booleans())
        with self.book.write("x", SIGNERS[who]) as operation:
            ident = operation.row_id("decision", session, digest_of(body))
            if back and not named:
                operation.remove("decision", ident)
                return
            operation.set(
                "decision",
                ident,
                {
                    "session": session,
                    "digest": digest_of(body),
                    f"back:{submission}": None if back else "lý do",
                },
            )

    def id_of(self, operation: Operation, kind: str, code: str) -> bytes:
        if kind == "campaign":
            return self.campaign.id
        return operation.row_id(kind, self.campaign.id, code)

    @invariant()
    def equals_a_rebuild(self) -> None:
        if not hasattr(self, "book"):
            return
        live = tables(self.book.connection)
        memory = sqlite3.connect(":memory:", isolation_level=None)
        try:
            self.book.connection.backup(memory)
            (root,) = memory.execute("SELECT office FROM book").fetchone()
            memory.execute("BEGIN")
            authority = picture.rebuild(memory, self.book.id, root)
            anew = tables(memory)
        finally:
            memory.close()
        differing = {name for name in anew if live.get(name) != anew[name]}
        assert not differing, {name: (live[name], anew[name]) for name in differing}
        assert live.keys() == anew.keys()
        assert authority == self.book.authority


class TestPicture(Picture.TestCase):  # type: ignore[misc, valid-type]  # Hypothesis makes it
    settings = settings(
        max_examples=12, stateful_step_count=12, deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip


@pytest.mark.long
class TestPictureLong(Picture.TestCase):  # type: ignore[misc, valid-type]  # Hypothesis makes it
    settings = settings(
        max_examples=100, stateful_step_count=30, deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip
