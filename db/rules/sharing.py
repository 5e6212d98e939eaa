"""Sharing submissions out among members so that nobody carries more than another.

Every submission gets its number of scorers where so many may score it; beyond that the
loads are as equal as can be. Nobody who is recused is ever given a submission.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence


def share(
    may_score: Mapping[bytes, Collection[bytes]],
    members: Sequence[bytes],
    each: int,
    before: Mapping[bytes, int] | None = None,
) -> dict[bytes, tuple[bytes, ...]]:
    """Members by submission: ``each`` of them, or as many as there are.

    ``may_score`` are the members who are not recused, by submission; others than
    ``members`` are passed over. ``before`` is the load that members carry already, counted
    in submissions, with which the whole load is evened out. The scorers stand in the order
    of ``members``; equal input gives equal output.

    No other choice has a smaller largest load, nor a larger smallest one: where loads can
    differ by one at most, they do. Source: domain.md §4, assignment (practice).
    Raises ValueError where ``each`` is negative.
    """
    if each < 0:
        raise ValueError("each must not be negative")
    order = {member: place for place, member in enumerate(members)}
    load = {member: (before or {}).get(member, 0) for member in members}
    open_to = {}
    for submission, able in may_score.items():
        allowed = set(able)
        open_to[submission] = [m for m in members if m in allowed]
    given: dict[bytes, set[bytes]] = {}
    for submission, able in open_to.items():
        chosen = sorted(able, key=lambda m: (load[m], order[m]))[:each]
        given[submission] = set(chosen)
        for member in chosen:
            load[member] += 1
    while _even_out(open_to, given, load, order):
        pass
    return {
        submission: tuple(sorted(chosen, key=order.__getitem__))
        for submission, chosen in given.items()
    }


def loads(given: Mapping[bytes, Collection[bytes]], members: Sequence[bytes]) -> dict[bytes, int]:
    """How many submissions each member is to score."""
    found = dict.fromkeys(members, 0)
    for chosen in given.values():
        for member in chosen:
            if member in found:
                found[member] += 1
    return found


def _even_out(
    open_to: Mapping[bytes, Sequence[bytes]],
    given: dict[bytes, set[bytes]],
    load: dict[bytes, int],
    order: Mapping[bytes, int],
) -> bool:
    """Passes one submission on, over others if need be, from somebody to somebody who
    carries two less or fewer still. False when nobody can: then it is as even as can be."""
    passes: dict[bytes, dict[bytes, bytes]] = {member: {} for member in load}
    for submission, chosen in given.items():
        for taker in open_to[submission]:
            if taker not in chosen:
                for giver in chosen:
                    passes[giver].setdefault(taker, submission)
    for start in sorted(load, key=lambda m: (-load[m], order[m])):
        came_from: dict[bytes, bytes] = {start: start}
        queue = [start]
        for member in queue:
            if load[member] <= load[start] - 2:
                _pass_on(start, member, came_from, passes, given)
                load[start] -= 1
                load[member] += 1
                return True
            for taker in passes[member]:
                if taker not in came_from:
                    came_from[taker] = member
                    queue.append(taker)
    return False


def _pass_on(
    start: bytes,
    end: bytes,
    came_from: Mapping[bytes, bytes],
    passes: Mapping[bytes, Mapping[bytes, bytes]],
    given: dict[bytes, set[bytes]],
) -> None:
    taker = end
    while taker != start:
        giver = came_from[taker]
        chosen = given[passes[giver][taker]]
        chosen.discard(giver)
        chosen.add(taker)
        taker = giver
