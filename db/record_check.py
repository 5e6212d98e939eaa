"""Whether a record holds together: signatures, ballots, and every total and class anew.

Nothing here trusts the record: it comes out of a PDF that anybody may have made. Figures are
counted with the rules that screens and papers use (db.rules), from the ballots alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from db.amendment_check import amendment_faults
from db.ballot_picture import is_paper, read_body
from db.frozen_picture import amends
from db.keys import verify
from db.record import Record, SignedText
from db.records import Band, Criterion, Rubric, Settings, SubjectKind, Tally
from db.rules import bands, totals
from db.rules.bands import CLASSES


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold. Codes and their facts: ``snapshot_unreadable``,
    ``snapshot_altered``, ``office_unknown``, ``ballot_altered`` (member, submission),
    ``ballot_missing`` (member, submission), ``ballot_extra`` (member, submission),
    ``ballot_key`` (member, submission), ``ballot_differs`` (member, submission), ``figure``
    (submission, what, stated, counted; points in hundredths), ``counts`` (kind),
    ``amended_missing``, ``amended_altered``, ``amendment`` (what: see
    ``db.amendment_check``)."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def faults(record: Record) -> list[Fault]:
    """Everything that is wrong with a record; empty where it proves itself."""
    return [*_snapshot(record), *_content(record), *_amendment(record)]


def _snapshot(record: Record) -> Iterator[Fault]:
    signed = record.snapshot
    if not verify(signed.key, signed.sig, signed.body):
        yield Fault("snapshot_altered")
    elif signed.key not in record.office:
        yield Fault("office_unknown")


def _amendment(record: Record) -> Iterator[Fault]:
    """The chain back to the first minutes: each amends the one before, for a reason, and tells
    every difference."""
    links = [*record.amended, record.snapshot]
    if amends(links[0].body):
        yield Fault("amended_missing")
    for former, latter in pairwise(links):
        if not verify(former.key, former.sig, former.body) or former.key not in record.office:
            yield Fault("amended_altered")
        for what in amendment_faults(latter.body, former.body):
            yield Fault("amendment", {"what": what})


def _content(record: Record) -> list[Fault]:
    try:
        return list(_Checker(record).faults())
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
        return [Fault("snapshot_unreadable")]


class _Checker:
    """Raises KeyError, TypeError or ValueError where the snapshot is not one."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.body = read_body(record.snapshot.body)
        if self.body["book"] != record.book.hex() or self.body["seq"] != record.seq:
            raise ValueError("another book's snapshot")
        self.ballots = {ballot.id: ballot for ballot in record.ballots}
        self.members = {member.code: member for member in record.members}
        self.codes = {member.id.hex(): member.code for member in record.members}
        self.names = {p["code"]: p["name"] for p in self.body["panel"]}
        said = self.body["settings"]
        self.settings = Settings(
            drop_extremes=bool(said.get("drop_extremes")),
            spread_part=int(said.get("spread_part", Settings().spread_part)),
        )
        self.rubrics = {r["applies_to"]: _rubric(r) for r in self.body["rubrics"]}

    def faults(self) -> Iterator[Fault]:
        named: set[bytes] = set()
        by_content = {
            (c.get("submission"), c.get("member")): ballot
            for ballot in self.record.ballots
            for c in (read_body(ballot.body),)
        }
        for said in self.body["submissions"]:
            for ballot in said["ballots"]:
                ident = bytes.fromhex(ballot["id"])
                named.add(ident)
                yield from self._ballot(said, ballot, self.ballots.get(ident), by_content)
            yield from self._figures(said)
        for ballot in self.record.ballots:
            content = read_body(ballot.body)
            if ballot.id not in named and not self._replaces(content):
                yield Fault("ballot_extra", self._who(self.codes.get(str(content.get("member")))))
        yield from self._counts()

    def _replaces(self, content: Mapping[str, Any]) -> bool:
        """Whether the ballot stands where one is missing: then that one is said to be altered."""
        for said in self.body["submissions"]:
            if said["id"] == content.get("submission"):
                code = self.codes.get(str(content.get("member")))
                return any(
                    ballot["member"] == code and bytes.fromhex(ballot["id"]) not in self.ballots
                    for ballot in said["ballots"]
                )
        return False

    def _ballot(
        self,
        said: Mapping[str, Any],
        stated: Mapping[str, Any],
        ballot: SignedText | None,
        by_content: Mapping[tuple[Any, Any], SignedText],
    ) -> Iterator[Fault]:
        who = self._who(stated["member"], said["code"])
        member = self.members.get(stated["member"])
        if ballot is None:
            here = member is not None and (said["id"], member.id.hex()) in by_content
            yield Fault("ballot_altered" if here else "ballot_missing", who)
            return
        content = read_body(ballot.body)
        if not verify(ballot.key, ballot.sig, ballot.body):
            yield Fault("ballot_altered", who)
            return
        allowed = self.record.office if is_paper(content) else member.keys if member else ()
        if ballot.key not in allowed or content.get("key") != ballot.key.hex():
            yield Fault("ballot_key", who)
        rubric = self.rubrics[said["kind"]]
        if (
            member is None
            or content.get("book") != self.record.book.hex()
            or content.get("campaign") != self.body["campaign"]["id"]
            or content.get("submission") != said["id"]
            or content.get("member") != member.id.hex()
            or content.get("marks") != stated["marks"]
            or is_paper(content) != stated["paper"]
            or sum(stated["marks"].values()) != stated["total"]
            or content.get("criteria") != [[c.code, c.max] for c in rubric.criteria]
        ):
            yield Fault("ballot_differs", who)

    def _who(self, code: object, submission: str = "") -> dict[str, Any]:
        return {"member": self.names.get(code, code or ""), "submission": submission}

    def _figures(self, said: Mapping[str, Any]) -> Iterator[Fault]:
        rubric = self.rubrics[said["kind"]]
        counted = self._tally(said, rubric)
        pairs: list[tuple[str, Any, Any]] = [
            ("valid", said["valid"], counted.ballots_valid),
            ("criteria", said["criteria"], counted.criteria),
            ("final", said["final"], counted.final),
            ("median", said["median"], counted.median),
            ("spread", said["spread"], counted.spread),
            ("class", _computed(said), bands.class_of(rubric, counted.final)),
        ]
        for what, stated, figure in pairs:
            if stated != (dict(figure) if what == "criteria" and figure is not None else figure):
                facts = {"submission": said["code"], "what": what}
                yield Fault("figure", {**facts, "stated": stated, "counted": figure})

    def _tally(self, said: Mapping[str, Any], rubric: Rubric) -> Tally:
        """From the ballots that are attached and named; agreed marks count as they stand."""
        if said["agreed"]:
            return totals.agreed(rubric, said["criteria"] or {})
        marks = [
            read_body(self.ballots[ident].body)["marks"]
            for ballot in said["ballots"]
            if (ident := bytes.fromhex(ballot["id"])) in self.ballots
        ]
        return totals.tally(rubric, marks, expected=0, recused=0, settings=self.settings)

    def _counts(self) -> Iterator[Fault]:
        found: dict[str, Counter[str]] = {}
        for said in self.body["submissions"]:
            if said["class"] is not None:
                found.setdefault(said["kind"], Counter())[said["class"]] += 1
        for kind in sorted({*found, *self.body["counts"]}):
            if dict(found.get(kind, {})) != self.body["counts"].get(kind, {}):
                yield Fault("counts", {"kind": kind})


def _computed(said: Mapping[str, Any]) -> Any:
    """The class that the marks come to: the stated one, or the one that is stated beside it
    where the panel concluded another with a reason."""
    if "computed_class" not in said:
        return said["class"]
    apart = said["class"] in CLASSES and str(said.get("concluded_reason") or "").strip()
    return said["computed_class"] if apart else said["class"]


def _rubric(said: Mapping[str, Any]) -> Rubric:
    return Rubric(
        id=said["id"],
        name=said["name"],
        applies_to=SubjectKind(said["applies_to"]),
        basis=said["basis"],
        total=said["total"],
        step=said["step"],
        criteria=tuple(
            Criterion(c["code"], c["name"], c["max"], bool(c["bonus"])) for c in said["criteria"]
        ),
        bands=tuple(Band(b["class"], b["from"]) for b in said["bands"]),
        confirmed=bool(said["confirmed"]),
    )
