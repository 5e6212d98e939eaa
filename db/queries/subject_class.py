"""The class of a subject with several models, by the campaign's setting (domain.md part 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db.queries.results import Result
from db.records import Rubric
from db.rules import bands
from db.rules.bands import CLASSES
from db.rules.models import subject_score


class Scored(NamedTuple):
    """As much of a result as the class of its subject asks for."""

    final: int | None
    is_main: bool
    class_name: str | None
    panel_class: str | None
    decided_class: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The class of a subject: that holds, whether the committee decided it, the panel's."""

    class_name: str | None = None
    decided: bool = False
    panel: str | None = None
    mixed: bool = False


def standing(models: Sequence[Result | Scored], how: str, rubric: Rubric | None) -> Standing:
    """The class that stands for a subject with these models (domain.md part 4); ``how`` is the
    campaign's setting.

    Panel and committee conclude on submissions: where the mean stands for the subject and
    a class was changed, only classes that agree make one.
    """
    there = list(models)
    if len(there) > 1 and how == "mean":
        score = subject_score([(r.final, r.is_main) for r in there], how)
        panel = bands.class_of(rubric, score) if rubric else None
        scored = [r for r in there if r.final is not None]
        if any(_of(r) != r.class_name for r in scored):
            given = {_of(r) for r in scored}
            name = given.pop() if len(given) == 1 else None
            return Standing(name, name is not None, panel, name is None)
        return Standing(panel, bool(scored) and all(r.decided_class for r in scored), panel)
    if len(there) > 1 and how == "main":
        main = [r for r in there if r.is_main]
        there = main if len(main) == 1 else []
    ranked = [
        (CLASSES.index(name), name, r.decided_class is not None)
        for r in there
        if (name := _of(r)) in CLASSES
    ]
    panel = min((r.panel_class for r in there if r.panel_class in CLASSES),
                key=CLASSES.index, default=None)  # fmt: skip
    return Standing(*min(ranked)[1:], panel) if ranked else Standing(panel=panel)


def _of(result: Result | Scored) -> str | None:
    return result.decided_class or result.panel_class
