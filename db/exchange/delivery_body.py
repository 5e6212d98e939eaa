"""What a delivery (gói kết quả) says: the signed JSON, written and read back.

Reading is strict: a body comes from another office's laptop, and whatever is not of its type
or range is no delivery. Points are whole hundredths, times milliseconds since 1970.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from db.canonical import dumps
from db.records import SubjectKind
from db.rules.bands import CLASSES

FORMAT = "thamdinh-delivery-1"
LARGEST = 16 * 1024**2  # bytes
_MOST = 2**53
LONGEST = 20_000  # letters of one text


@dataclass(frozen=True, slots=True)
class Line:
    """One submission's result: what the subject, the panel and the committee said."""

    code: str
    title: str
    kind: str  # collective | individual
    subject: str
    post: str
    unit: str
    unit_name: str
    field: str
    self_score: int | None
    self_class: str
    final: int | None
    class_name: str | None
    decided_class: str | None
    reason: str  # why the committee changed the class
    excellent: bool  # registered for HTXSNV
    round: int = 1  # of the appraisal: later ones were sent back once
    sent_back: str = ""  # why the committee wants it appraised once more, "" where it does not


@dataclass(frozen=True, slots=True)
class KindCounts:
    """Of one kind of subject, over the unit's whole campaign (R19, R21); None: not stated.

    ``must_registered`` are those among ``must_register`` that did register; ``registered``,
    ``reported`` and ``appraised`` count submissions.
    """

    must_register: int | None = None
    must_registered: int | None = None
    registered: int | None = None
    reported: int | None = None
    appraised: int | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Control totals of a list: lines, the sum of final scores, lines by class."""

    submissions: int
    final_sum: int | None
    classes: Mapping[str, int]
    decided: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Decided:
    """The standing committee's decision as delivered."""

    document: str
    date: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryBody:
    """All of it. Ids and digests are hex; those of a form on paper are ""."""

    book: str
    campaign: str
    year: int
    body: str  # name of the body that delivers
    unit: str  # its code with the level above
    parent: str  # name of the level above
    session: str
    number: int
    minutes_no: str
    date: str | None
    snapshot_seq: int
    digest: str  # SHA-256 of the snapshot
    proof_code: str
    time: int
    seq: int
    illustrative: bool
    decision: Decided | None
    lines: tuple[Line, ...]
    counts: Mapping[str, KindCounts] = field(default_factory=dict)
    totals: Totals | None = None

    @property
    def group(self) -> tuple[str, str]:
        """What a newer delivery replaces: the same session of the same book."""
        return self.book, self.session


def totals_of(lines: Iterable[Line]) -> Totals:
    """The control totals that a list itself gives."""
    count, points = 0, 0
    classes, decided = dict.fromkeys(CLASSES, 0), dict.fromkeys(CLASSES, 0)
    for line in lines:
        count += 1
        points += line.final or 0
        for counter, name in ((classes, line.class_name), (decided, line.decided_class)):
            if name in counter:
                counter[name] += 1
    return Totals(count, points, classes, decided)


def write(body: DeliveryBody) -> bytes:
    """The canonical bytes that are signed."""
    content = asdict(body)
    content["format"] = FORMAT
    content["counts"] = {kind: asdict(counts) for kind, counts in body.counts.items()}
    return dumps(content)


def read(raw: bytes) -> DeliveryBody:
    """The body that the bytes spell. Raises ValueError for anything that is not one."""
    if len(raw) > LARGEST:
        raise ValueError("too large")
    try:
        content = json.loads(raw)
    except RecursionError as error:
        raise ValueError("too deep") from error
    source = _Source(content)
    if source.text("format") != FORMAT:
        raise ValueError("format")
    lines = tuple(_line(_Source(item)) for item in source.list("lines"))
    if len({(line.kind, line.code) for line in lines}) != len(lines):
        raise ValueError("a code twice")
    decision = source.optional("decision")
    if decision is None and any(line.decided_class or line.sent_back for line in lines):
        raise ValueError("decided without a decision")
    totals = source.optional("totals")
    counts = source.table("counts")
    return DeliveryBody(
        book=source.text("book"),
        campaign=source.text("campaign"),
        year=source.whole("year"),
        body=source.text("body"),
        unit=source.text("unit"),
        parent=source.text("parent"),
        session=source.text("session"),
        number=source.whole("number"),
        minutes_no=source.text("minutes_no"),
        date=source.day("date"),
        snapshot_seq=source.whole("snapshot_seq"),
        digest=source.text("digest"),
        proof_code=source.text("proof_code"),
        time=source.whole("time"),
        seq=source.whole("seq"),
        illustrative=source.flag("illustrative"),
        decision=None if decision is None else _decided(_Source(decision)),
        lines=lines,
        counts={
            kind: _counts(_Source(item)) for kind, item in counts.items() if kind in _KINDS
        },
        totals=None if totals is None else _totals(_Source(totals)),
    )


_KINDS = frozenset(str(kind) for kind in SubjectKind)


def _line(source: _Source) -> Line:
    kind = source.text("kind")
    if kind not in _KINDS:
        raise ValueError("kind")
    return Line(
        code=source.text("code"),
        title=source.text("title"),
        kind=kind,
        subject=source.text("subject"),
        post=source.text("post"),
        unit=source.text("unit"),
        unit_name=source.text("unit_name"),
        field=source.text("field"),
        self_score=source.maybe_whole("self_score"),
        self_class=source.text("self_class"),
        final=source.maybe_whole("final"),
        class_name=source.grade("class_name"),
        decided_class=source.grade("decided_class"),
        reason=source.text("reason"),
        excellent=source.flag("excellent"),
        round=source.whole("round") if "round" in source.content else 1,
        sent_back=source.text("sent_back") if "sent_back" in source.content else "",
    )


def _decided(source: _Source) -> Decided:
    return Decided(source.text("document"), source.day("date"), source.text("note"))


def _counts(source: _Source) -> KindCounts:
    return KindCounts(
        *(
            source.maybe_whole(name)
            for name in ("must_register", "must_registered", "registered", "reported", "appraised")
        )
    )


def _totals(source: _Source) -> Totals:
    def by_class(name: str) -> dict[str, int]:
        found = _Source(source.table(name))
        return {grade: found.whole(grade) for grade in CLASSES if grade in found.content}

    return Totals(
        source.whole("submissions"),
        source.maybe_whole("final_sum"),
        by_class("classes"),
        by_class("decided"),
    )


class _Source:
    """One JSON object, each of its values asked for by type."""

    def __init__(self, content: object) -> None:
        if not isinstance(content, dict):
            raise ValueError("not an object")
        self.content: dict[str, Any] = content

    def text(self, name: str) -> str:
        value = self.content.get(name)
        if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
            raise ValueError(name)
        value.encode()  # half a surrogate pair is no text: UnicodeEncodeError is a ValueError
        return value

    def whole(self, name: str) -> int:
        value = self.content.get(name)
        if type(value) is not int or not 0 <= value < _MOST:
            raise ValueError(name)
        return value

    def maybe_whole(self, name: str) -> int | None:
        return None if self.content.get(name) is None else self.whole(name)

    def flag(self, name: str) -> bool:
        value = self.content.get(name)
        if not isinstance(value, bool):
            raise ValueError(name)
        return value

    def day(self, name: str) -> str | None:
        if self.content.get(name) is None:
            return None
        text = self.text(name)
        if date.fromisoformat(text).isoformat() != text:
            raise ValueError(name)
        return text

    def grade(self, name: str) -> str | None:
        if self.content.get(name) is None:
            return None
        text = self.text(name)
        if text not in CLASSES:
            raise ValueError(name)
        return text

    def list(self, name: str) -> Iterable[object]:
        value = self.content.get(name)
        if not isinstance(value, list):
            raise ValueError(name)
        return value

    def table(self, name: str) -> dict[str, Any]:
        value = self.content.get(name)
        if not isinstance(value, dict):
            raise ValueError(name)
        return value

    def optional(self, name: str) -> object | None:
        return self.content.get(name)
