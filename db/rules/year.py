"""What the letters of one year ask: deadlines, targets, a quota, clauses; each its basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from db.rules import deadlines as due
from db.rules import targets
from db.rules.deadlines import Deadline

REGISTER: Final = "register"
PRODUCT: Final = "product"
TARGETS: Final = (REGISTER, PRODUCT)
"""Those who register (R19, R21); those with a product classed Đạt or better (R21)."""

ALL: Final = "all"
SCOPES: Final = (ALL, "collective", "individual")

GOOD: Final = "target.good"
OVER: Final = "target.over"
GOOD_CLASSES: Final = targets.GOOD_ENOUGH
GOOD_FROM: Final = "Đạt"
REGISTERED: Final = "registered"
APPRAISED: Final = "appraised"
"""How "đạt" is read (R21): from which class on, over those registered or those with a class."""

QUOTA: Final = "quota"
MOST_MODELS: Final = "models.most"
THEME: Final = "theme"
LEVEL: Final = "level"
PROFILE: Final = "profile"
CLAUSE: Final = "rule."
"""``basis:rule.R8`` keeps the clause that a rule rests on in this campaign."""


@dataclass(frozen=True, slots=True)
class Target:
    """``least`` per cent of ``of`` (all, collective, individual), with its basis. Of a product:
    the lowest class that is read as "đạt", and over whom (REGISTERED or APPRAISED)."""

    kind: str
    of: str
    least: int
    basis: str
    good: str = GOOD_FROM
    over: str = REGISTERED


@dataclass(frozen=True, slots=True)
class YearRules:
    """``level`` is the one that this book's submissions are due to; ``quota`` the most per
    cent of a unit's listed individuals to be rated excellent, None where none is set;
    ``profile`` the id of the profile chosen, ``letter`` its letter ("" where none)."""

    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    quota: int | None = None
    quota_basis: str = ""
    level: str = due.COMMITTEE
    profile: str = ""
    letter: str = ""
    bases: Mapping[str, str] = field(default_factory=dict)
    most_models: int | None = None  # of one collective (R24), None where none is set
    theme: str = ""  # the year's theme and resolutions that registrations are held to (R20)

    def deadline(self, kind: str) -> Deadline | None:
        """The deadline of that kind which this book's submissions are held to."""
        level = due.SUPERIOR if kind == due.AGGREGATE else self.level
        return due.of(self.deadlines, kind, level)


def read(values: Mapping[str, str], bases: Mapping[str, str], year: int) -> YearRules:
    """The rules that the campaign's settings spell; what spells none is passed over.

    Names: ``deadline.<kind>.<level>``, ``target.<kind>.<of>``, ``quota``, ``level``,
    ``profile``; ``bases`` by the same names, and ``rule.R8`` for clauses.
    """
    level = values.get(LEVEL, due.COMMITTEE)
    quota = _percent(values.get(QUOTA, ""))
    return YearRules(
        deadlines=tuple(_deadlines(values, bases, year)),
        targets=tuple(_targets(values, bases)),
        quota=quota,
        quota_basis=bases.get(QUOTA, "") if quota is not None else "",
        level=level if level in due.LEVELS else due.COMMITTEE,
        profile=values.get(PROFILE, ""),
        letter=bases.get(PROFILE, ""),
        bases=bases,
        most_models=_percent(values.get(MOST_MODELS, "")),
        theme=values.get(THEME, ""),
    )


def _deadlines(
    values: Mapping[str, str], bases: Mapping[str, str], year: int
) -> Iterator[Deadline]:
    for kind in due.KINDS:
        for level in due.LEVELS:
            name = f"deadline.{kind}.{level}"
            basis = bases.get(name, "")
            found = due.read(kind, level, values.get(name, ""), basis, year)
            if found is not None:
                yield found


def _targets(values: Mapping[str, str], bases: Mapping[str, str]) -> Iterator[Target]:
    for kind in TARGETS:
        for scope in SCOPES:
            name = f"target.{kind}.{scope}"
            least = _percent(values.get(name, ""))
            if least is not None:
                yield Target(kind, scope, least, bases.get(name, ""), *product_reading(values))


def product_reading(values: Mapping[str, str]) -> tuple[str, str]:
    """(lowest class read as "đạt", over whom), as the campaign sets it (R21: our reading)."""
    good, over = values.get(GOOD, ""), values.get(OVER, "")
    return (
        good if good in GOOD_CLASSES else GOOD_FROM,
        over if over in (REGISTERED, APPRAISED) else REGISTERED,
    )


def _percent(text: str) -> int | None:
    """A whole number of per cent from 1 to 100."""
    known = text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= 100
    return int(text) if known else None
