"""A session's body (the JSON that freeze signs) as typed values, for drafts and frozen alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.records import Hundredths, Role, Rubric, Ruling, SubjectKind
from desktop.amending_words import Change

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the panel at this session."""

    code: str
    name: str
    role: Role
    post: str
    unit_name: str
    present: bool
    absence: str  # reason


@dataclass(frozen=True, slots=True)
class Meeting:
    """The session's own fields; chair and secretary are member codes, "" while open."""

    number: int
    minutes_no: str
    day: date | None
    start: str
    end: str
    place: str
    chair: str
    secretary: str
    guests: str
    agenda: str
    decision: str
    conclusion: str
    recipients: str
    series: str = ""  # the body's own; "" where numbers are the panel's


@dataclass(frozen=True, slots=True)
class Recused:
    """A member who does not score a submission."""

    member: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scored:
    """One member's valid ballot."""

    member: str
    marks: Mapping[str, Hundredths]
    total: Hundredths | None
    comment: str
    paper: bool
    reasons: Mapping[str, str] = field(default_factory=dict)  # of single marks, by criterion


@dataclass(frozen=True, slots=True)
class Rescored:
    """A ballot given anew after discussion."""

    member: str
    old_total: Hundredths | None
    new_total: Hundredths | None
    reason: str


@dataclass(frozen=True, slots=True)
class Former:
    """A round that is over: its meeting and result, and the decision that sent it back."""

    session: int
    final: Hundredths | None
    class_name: str
    document: str
    day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Case:
    """One submission as the session dealt with it."""

    code: str
    kind: SubjectKind
    title: str
    subject: str
    post: str
    unit_name: str
    field: str
    self_score: Hundredths | None
    self_class: str
    self_marks: Mapping[str, Hundredths]
    eligible_code: str
    recused: tuple[Recused, ...]
    absent: tuple[str, ...]
    missing: tuple[str, ...] | None  # present and expected, without a ballot; None: not said
    entitled: int
    present: int
    quorum: bool
    issued: int
    collected: int
    valid: int
    agreed: bool
    ballots: tuple[Scored, ...]
    criteria: Mapping[str, Hundredths]
    final: Hundredths | None
    median: Hundredths | None
    spread: Hundredths | None
    wide: tuple[str, ...]
    class_name: str
    rank: int | None
    chair: str
    summary: str
    opinions: str
    votes_for: int | None
    votes_against: int | None
    conclusion: str
    rescored: tuple[Rescored, ...]
    computed_class: str = ""  # by the marks, where the panel concluded another …
    concluded_reason: str = ""  # … and why
    decided_class: str = ""  # by the standing committee, "" while nothing is decided
    decided_reason: str = ""  # why it is not the panel's
    ruling: Ruling | None = None  # where the rules left a decision open
    novelty: str = ""  # what the panel found: new | developed | repeated
    novelty_basis: str = ""
    sent_back: str = ""  # why the committee wants it appraised once more
    round: int = 1
    former: tuple[Former, ...] = ()

    @property
    def decided_words(self) -> str:
        """The decided class, or that there is none because it was sent back."""
        return "thẩm định lại" if self.sent_back else self.decided_class


@dataclass(frozen=True, slots=True)
class Decision:
    """The standing committee's decision on the session."""

    document: str
    day: date | None
    amended_by: int = 0  # lần of the first amendment made after it, 0 where none was


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that an amending one amends: the minutes (``lần`` 0) or an amending paper."""

    number: int
    minutes_no: str
    day: date | None
    code: str


@dataclass(frozen=True, slots=True)
class Amends:
    """What an amending paper says of itself: lần ``number``, its own number and date ("" and
    None while open), why, what changed, and the papers that it amends, the minutes first."""

    number: int
    minutes_no: str
    day: date | None
    reason: str
    changes: tuple[Change, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """A rule that changed after scoring had begun: see ``db.rule_change_part``."""

    what: str
    old: Any
    new: Any
    reason: str
    basis: str
    day: date | None
    ballots: tuple[Body, ...]
    results: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A submission that the session did not conclude on, and the code of the reason."""

    code: str
    title: str
    subject: str
    unit_name: str
    reason: str
    clause: str
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a body says."""

    year: int
    body: str
    parent: str
    place: str
    form: str
    illustrative: bool
    meeting: Meeting
    panel: tuple[Person, ...]
    rubrics: tuple[Rubric, ...]
    drop_extremes: bool
    members_sign: bool  # the minutes
    cases: tuple[Case, ...]
    left_out: tuple[LeftOut, ...]
    counts: Mapping[SubjectKind, Mapping[str, int]]
    decision: Decision | None = None
    amends: Amends | None = None
    bases: Mapping[str, str] = field(default_factory=dict)  # of settings, by name
    absent_ballot_counts: bool = True
    several_models: str = "highest"
    rule_changes: tuple[RuleChanged, ...] = ()

    def person(self, code: str) -> Person | None:
        """The member of that code, or None."""
        return next((person for person in self.panel if person.code == code), None)

    def rubric(self, kind: SubjectKind) -> Rubric | None:
        """The rubric that this kind of subject is scored by, or None."""
        return next((rubric for rubric in self.rubrics if rubric.applies_to is kind), None)

    def classes(self, kind: SubjectKind) -> list[tuple[str, int]]:
        """How many got each class, the best first; [] where nothing is classed."""
        counts = dict(self.counts.get(kind, {}))
        rubric = self.rubric(kind)
        ordered = [(band.name, counts.pop(band.name, 0)) for band in rubric.bands] if rubric else []
        ordered += counts.items()
        return ordered if any(number for _, number in ordered) else []

    def of_kind(self, kind: SubjectKind) -> tuple[Case, ...]:
        """The submissions of one kind, in their order."""
        return tuple(case for case in self.cases if case.kind is kind)
