"""What differs between two bodies of one session: what was frozen, and what it would say now.

Bodies are the plain JSON of ``db.session_body``. :func:`differences` is complete: nothing but an
equal body gives none, and :func:`applied` makes the new body out of the old one and the list.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

Json = Any
Path = tuple[str, ...]
"""Where in a body: keys of mappings, and of a list's items the id or code that names them."""

FRAME: Final = frozenset({"seq", "amends"})
"""Top keys of a body that say which snapshot it is, not what the session concluded."""


class Move(StrEnum):
    """What happened to a place of a body."""

    CHANGED = "changed"
    ADDED = "added"  # ``old`` is None
    REMOVED = "removed"  # ``new`` is None
    ORDER = "order"  # of a list: the keys of its items before and after


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that is another now. ``old`` and ``new`` are JSON values, points in hundredths."""

    path: Path
    move: Move
    old: Json
    new: Json


# Lists whose items have names, and the field that is the name; "*" is any item.
_NAMED: Final[Mapping[Path, str]] = {
    ("submissions",): "id",
    ("submissions", "*", "ballots"): "member",
    ("submissions", "*", "recused"): "member",
    ("left_out",): "code",
    ("panel",): "code",
    ("rubrics",): "applies_to",
}
# Mappings whose fields are told one by one; any other value is told whole.
_OPENED: Final = frozenset(
    {
        (),
        ("campaign",),
        ("session",),
        ("settings",),
        ("settings", "bases"),
        ("counts",),
        ("panel", "*"),
        ("rubrics", "*"),
        ("submissions", "*"),
    }
)


def differences(old: Mapping[str, Json], new: Mapping[str, Json]) -> list[Difference]:
    """Every place where two bodies differ, in the order of their keys; [] for equal ones."""
    return list(_mapping((), (), _said(old), _said(new)))


def applied(old: Mapping[str, Json], found: Iterable[Difference]) -> dict[str, Json]:
    """The body that ``old`` becomes by the differences; ``old`` stays as it is."""
    body = copy.deepcopy(_said(old))
    for each in found:
        _apply(body, each)
    return body


def turned(found: Iterable[Difference]) -> list[Difference]:
    """The way back: what makes the old body out of the new one."""
    moves = {Move.ADDED: Move.REMOVED, Move.REMOVED: Move.ADDED}
    return [Difference(d.path, moves.get(d.move, d.move), d.new, d.old) for d in found]


def _said(body: Mapping[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in body.items() if key not in FRAME}


# -- finding -------------------------------------------------------------------------------


def _mapping(
    path: Path, shape: Path, old: Mapping[str, Json], new: Mapping[str, Json]
) -> Iterable[Difference]:
    for key in sorted({*old, *new}):
        here = (*path, key)
        if key not in new:
            yield Difference(here, Move.REMOVED, old[key], None)
        elif key not in old:
            yield Difference(here, Move.ADDED, None, new[key])
        else:
            yield from _value(here, (*shape, key), old[key], new[key])


def _value(path: Path, shape: Path, old: Json, new: Json) -> Iterable[Difference]:
    if _same(old, new):
        return
    if shape in _OPENED and isinstance(old, dict) and isinstance(new, dict):
        yield from _mapping(path, shape, old, new)
        return
    name = _NAMED.get(shape)
    before = _by_name(old, name) if name else None
    after = _by_name(new, name) if name else None
    if before is None or after is None:
        yield Difference(path, Move.CHANGED, old, new)
        return
    for key in {**before, **after}:
        here = (*path, key)
        if key not in after:
            yield Difference(here, Move.REMOVED, before[key], None)
        elif key not in before:
            yield Difference(here, Move.ADDED, None, after[key])
        else:
            yield from _value(here, (*shape, "*"), before[key], after[key])
    kept = [key for key in before if key in after]
    again = [key for key in after if key in before]
    new_last = [*kept, *(key for key in after if key not in before)] == list(after)
    old_last = [*again, *(key for key in before if key not in after)] == list(before)
    if not (new_last and old_last):  # either way the order is told where it is not plain
        yield Difference(path, Move.ORDER, list(before), list(after))


def _same(old: Json, new: Json) -> bool:
    """Equal as JSON: True is not 1."""
    if type(old) is not type(new):
        return False
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(_same(old[key], new[key]) for key in old)
    if isinstance(old, list):
        return len(old) == len(new) and all(map(_same, old, new))
    return bool(old == new)


def _by_name(items: Json, name: str) -> dict[str, Json] | None:
    """A list's items by their names; None where it is no list of items with names of their own."""
    if not isinstance(items, list):
        return None
    found: dict[str, Json] = {}
    for item in items:
        key = item.get(name) if isinstance(item, dict) else None
        if not isinstance(key, str) or key in found:
            return None
        found[key] = item
    return found


# -- applying ------------------------------------------------------------------------------


def _apply(body: dict[str, Json], each: Difference) -> None:
    at: Json = body
    shape: Path = ()
    for key in each.path[:-1]:
        at = at[key] if isinstance(at, dict) else at[_place(at, shape, key)]
        shape = (*shape, key) if shape not in _NAMED else (*shape, "*")
    last = each.path[-1]
    if each.move is Move.ORDER:
        name = _NAMED[(*shape, last)]
        at[last].sort(key=lambda item: each.new.index(item[name]))
    elif isinstance(at, list):
        if each.move is Move.ADDED:
            at.append(copy.deepcopy(each.new))
        elif each.move is Move.REMOVED:
            del at[_place(at, shape, last)]
        else:
            at[_place(at, shape, last)] = copy.deepcopy(each.new)
    elif each.move is Move.REMOVED:
        del at[last]
    else:
        at[last] = copy.deepcopy(each.new)


def _place(items: list[Json], shape: Path, key: str) -> int:
    name = _NAMED[shape]
    return next(i for i, item in enumerate(items) if item[name] == key)
