"""The invented district and its word lists, read from ``resources/sample``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from db.records import Role, Rubric, SubjectKind
from db.rubrics import parse

RUBRICS = {
    SubjectKind.COLLECTIVE: "minh-hoa-tap-the.toml",
    SubjectKind.INDIVIDUAL: "minh-hoa-ca-nhan.toml",
}


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A unit; ``group`` says what models suit it, ``head`` the post of who leads it."""

    code: str
    name: str
    short: str
    kind: str
    group: str
    parent: str = ""
    head: str = ""
    silent: bool = False  # files nothing


@dataclass(frozen=True, slots=True)
class SampleMember:
    """A member of the panel."""

    code: str
    name: str
    role: Role
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a model promises to move, from where, to where, and what comes of it at best."""

    name: str
    measure: str
    baseline: int
    promised: int
    actual: int


@dataclass(frozen=True, slots=True)
class Model:
    """A model that units of some groups may register."""

    suits: tuple[str, ...]
    title: str
    field: str
    content: str
    novelty: str
    product: str
    indicators: tuple[Indicator, ...]
    result: str


@lru_cache(maxsize=16)
def read(name: str) -> Mapping[str, Any]:
    """A word list of ``resources/sample``."""
    source = resources.files("resources") / "sample" / f"{name}.toml"
    return tomllib.loads(source.read_text("utf-8"))


@lru_cache(maxsize=2)
def models(kind: SubjectKind) -> tuple[Model, ...]:
    """The models of collectives or of individuals."""
    return tuple(
        Model(
            **{key: row[key] for key in ("title", "field", "content", "novelty", "product")},
            suits=tuple(row["suits"]),
            indicators=tuple(Indicator(*cells) for cells in row["indicators"]),
            result=row["result"],
        )
        for row in read(f"models-{kind}")["model"]
    )


def rubric_text(kind: SubjectKind) -> str:
    """The TOML of the illustrative rubric, as it comes with the program."""
    source = resources.files("resources") / "rubrics" / RUBRICS[kind]
    return source.read_text("utf-8")


@lru_cache(maxsize=2)
def rubric(kind: SubjectKind) -> Rubric:
    """The illustrative rubric of one kind of subject."""
    return parse(tomllib.loads(rubric_text(kind)), Path(RUBRICS[kind]))


def units(submissions: int) -> list[SampleUnit]:
    """The district's units, and for a large campaign one more for every dozen submissions."""
    district = read("district")
    root = district["prefix"]
    found = [
        SampleUnit(**{"parent": "" if row["code"] == root else root, **row})
        for row in district["unit"]
    ]
    communes = [unit for unit in found if unit.group == "commune"]
    patterns: Sequence[Mapping[str, str]] = district["more"]
    for extra in range(max(0, submissions - 48) // 12):
        pattern = patterns[extra % len(patterns)]
        turn = extra // len(patterns)
        commune = communes[turn % len(communes)]
        place = commune.short.removeprefix("xã ").removeprefix("thị trấn ")
        words = {"place": place, "number": turn // len(communes) + 1}
        found.append(
            SampleUnit(
                code=f"{root}{len(found):02d}",
                name=pattern["name"].format_map(words),
                short=pattern["short"].format_map(words),
                kind=pattern["kind"],
                group="branch",
                parent=commune.code,
                head=pattern["head"],
            )
        )
    return found


def members(count: int, people: Sequence[str]) -> list[SampleMember]:
    """A panel of ``count`` (three at least); ``people`` name those beyond the list.

    Raises ValueError for a smaller panel.
    """
    if count < 3:
        raise ValueError("a panel has a chair, a vice-chair and a secretary")
    district = read("district")
    listed = district["member"]
    homes = [row["code"] for row in district["unit"] if row["group"] in ("department", "mass")]
    found = []
    for place in range(count):
        code = f"TV{place + 1:02d}"
        if place < len(listed):
            row = listed[place]
            found.append(
                SampleMember(code, row["name"], Role(row["role"]), row["unit"], row["post"])
            )
        else:
            beyond = place - len(listed)
            post = district["more_member"]["post"]
            home = homes[beyond % len(homes)]
            found.append(SampleMember(code, people[beyond], Role.MEMBER, home, post))
    return found
