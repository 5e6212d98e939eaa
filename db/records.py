"""The things of the field as plain values: what rules, queries and papers speak about.

Points are whole hundredths (``Hundredths``): 8,75 points are ``875``. Dates are ISO text
(``2023-11-24``), times ``HH:MM``. Ids are 16 bytes. ``None`` means "no value".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Hundredths = int


class SubjectKind(StrEnum):
    """Who is appraised (S3 §2.3): tập thể or cá nhân."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


class Role(StrEnum):
    """Place in the panel (Tổ thẩm định)."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric; ``max`` in hundredths; ``bonus`` marks điểm thưởng."""

    code: str
    name: str
    max: Hundredths
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A class and the score from which it holds (inclusive, in hundredths)."""

    name: str
    start: Hundredths


@dataclass(frozen=True, slots=True)
class Rubric:
    """Bộ tiêu chí of one kind of subject in one campaign (S2, HD 09 part I.2).

    ``id`` is the rubric's own text id, such as "hd09-2022-tap-the".
    ``bands`` stand from the highest to the lowest.
    """

    id: str
    name: str
    applies_to: SubjectKind
    basis: str
    total: Hundredths
    step: Hundredths
    criteria: tuple[Criterion, ...]
    bands: tuple[Band, ...] = ()
    confirmed: bool = False
    bands_basis: str = ""
    illustrative: bool = False

    def criterion(self, code: str) -> Criterion | None:
        """The criterion of that code, or None."""
        return next((c for c in self.criteria if c.code == code), None)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a campaign decides for itself (domain.md §4), with the defaults of ``new``."""

    recusal_by_unit: bool = True
    drop_extremes: bool = False
    exclude_kinds: bool = True
    excluded_unit_kinds: tuple[str, ...] = ("Chi bộ thôn, tổ dân phố", "Doanh nghiệp tư nhân")
    alternatives: bool = True  # R7; off: whoever did not register is barred (R8)
    several_models: str = "highest"  # highest | mean | main
    blind: bool = True
    agreed_mark: bool = False
    absent_ballot_counts: bool = True
    members_sign: bool = True  # the minutes, between secretary and chair
    spread_part: int = 50  # per cent of a criterion's maximum
    reason_edges: bool = False  # a mark of nothing or of the maximum needs a reason
    reason_gap: int = 100  # so does one that far from the self-score: per cent of the maximum
    phrases: tuple[str, ...] = ()  # stock phrases of the office for comments
    bases: Mapping[str, str] = dataclasses.field(default_factory=dict)  # setting name -> căn cứ


@dataclass(frozen=True, slots=True)
class Campaign:
    """Đợt thẩm định: one year's round of one appraising body."""

    id: bytes
    year: int
    body: str
    unit: str  # code of the body's own unit, may be ""
    parent: str
    place: str
    form: str  # hd36_2018 | hd05_2026 | nd30_2020
    settings: Settings


@dataclass(frozen=True, slots=True)
class Unit:
    """Đơn vị, tổ chức; ``kind`` is the free text of the column Loại; dates may be None.

    ``successor`` is the code of the unit that carries on after the end; ``former`` where the
    unit stood before: (first day that this was over, code of the parent then), oldest first.
    """

    id: bytes
    code: str
    name: str
    parent: str
    kind: str
    start: str | None = None
    end: str | None = None
    successor: str = ""
    former: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the panel."""

    id: bytes
    code: str
    name: str
    role: Role
    unit: str  # unit code
    post: str
    team: str = ""  # name of a group of members, where the panel has groups


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the office decided where the rules leave a decision open: ``outcome`` accepted or
    refused; ``rules`` those that it settles ("R7", "R12/R16"); its document, day and reason."""

    outcome: str
    rules: tuple[str, ...]
    document: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Submission:
    """Hồ sơ: a model with its registration and its report, as far as rules need it."""

    id: bytes
    code: str
    kind: SubjectKind
    title: str
    subject: str  # name of the collective or of the person
    post: str
    unit: str  # unit code
    is_head: bool = False
    field: str = ""
    registered_on: str | None = None
    reported_on: str | None = None
    has_report: bool = False
    self_marks: Mapping[str, Hundredths] = dataclasses.field(default_factory=dict)
    self_class: str = ""
    alternative_basis: str = ""
    withdrawn: bool = False
    documented: bool = False  # a document that stands in for the registration is on record
    ruling: Ruling | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """Phiếu chấm điểm as handed in: one member's marks on one submission."""

    id: bytes
    member: bytes
    submission: bytes
    marks: Mapping[str, Hundredths]
    comment: str = ""
    paper: bool = False
    seq: int = 1


@dataclass(frozen=True, slots=True)
class Recusal:
    """A member who does not score a submission, and why (reason code or typed text)."""

    member: bytes
    submission: bytes
    origin: str  # declared | unit | subject
    reason: str


@dataclass(frozen=True, slots=True)
class Tally:
    """What the valid ballots of one submission add up to; all points in hundredths.

    ``criteria`` are means by criterion code, half up; ``final`` is the mean of totals,
    half up; ``spread`` is the largest total minus the smallest.
    """

    ballots_valid: int
    ballots_expected: int
    recused: int
    criteria: Mapping[str, Hundredths] | None = None
    final: Hundredths | None = None
    median: Hundredths | None = None
    spread: Hundredths | None = None
    wide: tuple[str, ...] = ()  # criteria whose marks differ by more than the set part
