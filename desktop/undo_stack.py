"""Undo and redo of what was typed in this sitting: pairs of calls, newest last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Call:
    """A write of ``db`` with its arguments, the book aside."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done. ``words`` name it in the message; ``where`` is the row that
    shows it, as (member, id of the submission); ``spot`` the criterion, if any; ``place`` where
    the window was, as "place/part"."""

    words: str
    where: tuple[bytes, bytes]  # member and submission
    forth: tuple[Call, ...]
    back: tuple[Call, ...]
    spot: str = ""
    place: str = ""


class UndoStack:
    """Steps that can be taken back, and those taken back that can be done again."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self.here: Callable[[], str] = str  # where the window is
        self._together: list[Step] | None = None
        self.own: set[bytes] = set()  # operations of this sitting, undoing ones too

    def push(self, step: Step) -> None:
        """Remembers what was just done; what had been undone is forgotten."""
        if self._together is not None:
            self._together.append(step)
            return
        place = step.place or self.here()
        self._done.append(step if step.place == place else replace(step, place=place))
        del self._done[:-LONGEST]
        self._undone.clear()

    @contextmanager
    def together(self, words: str) -> Iterator[None]:
        """Whatever is pushed inside is one step, called ``words`` where it is more than one."""
        if self._together is not None:
            yield  # inside another one
            return
        steps = self._together = []
        try:
            yield
        finally:
            self._together = None
            if len(steps) == 1:
                self.push(steps[0])
            elif steps:
                forth = tuple(call for step in steps for call in step.forth)
                back = tuple(call for step in reversed(steps) for call in step.back)
                self.push(Step(words, steps[0].where, forth, back, steps[0].spot))

    def take_back(self) -> Step | None:
        """The newest step, moved to those that can be done again."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def take_again(self) -> Step | None:
        """The last step taken back, moved to those done."""
        if not self._undone:
            return None
        self._done.append(self._undone.pop())
        return self._done[-1]

    def forget(self, where: tuple[bytes, bytes]) -> None:
        """Drops the steps of one ballot: it was handed in, or given up."""
        self._done = [step for step in self._done if step.where != where]
        self._undone = [step for step in self._undone if step.where != where]

    def clear(self) -> None:
        """Forgets everything: the book is no longer the one that the steps were made in."""
        self.own.clear()
        self._done.clear()
        self._undone.clear()

    def drop(self, step: Step) -> None:
        """Drops a step that could not be carried out."""
        for steps in (self._done, self._undone):
            if step in steps:
                steps.remove(step)
