"""Sharing out: everybody gets the same where that can be, nobody who is recused gets any."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.rules.sharing import loads, share

MEMBERS = [bytes([65 + n]) for n in range(9)]
LOADS = st.dictionaries(st.sampled_from(MEMBERS), st.integers(0, 9))


@st.composite
def panels(draw: st.DrawFn, most: int, people: int) -> dict[bytes, set[bytes]]:
    """Who may score what."""
    members = MEMBERS[:people]
    count = draw(st.integers(0, most))
    return {
        bytes([n]): set(draw(st.sets(st.sampled_from(members)))) for n in range(count)
    }


@given(panels(40, 9), st.integers(0, 9), LOADS)
@settings(deadline=None)
def test_everybody_who_can_and_nobody_else(
    able: dict[bytes, set[bytes]], each: int, before: dict[bytes, int]
) -> None:
    found = share(able, MEMBERS, each, before)
    assert found.keys() == able.keys()
    for submission, scorers in found.items():
        assert set(scorers) <= able[submission]
        assert len(set(scorers)) == len(scorers) == min(each, len(able[submission]))
        assert list(scorers) == sorted(scorers)
    assert found == share(able, MEMBERS, each, before)


@given(st.integers(1, 60), st.integers(1, 9), st.integers(1, 9))
def test_loads_differ_by_one_at_most_where_nobody_is_recused(
    submissions: int, people: int, each: int
) -> None:
    members = MEMBERS[:people]
    able = {n.to_bytes(2, "big"): members for n in range(submissions)}
    found = loads(share(able, members, each), members)
    assert max(found.values()) - min(found.values()) <= 1
    assert sum(found.values()) == submissions * min(each, people)


@given(panels(4, 4), st.integers(1, 3), LOADS)
@settings(deadline=None, max_examples=60)
def test_no_other_choice_is_more_even(
    able: dict[bytes, set[bytes]], each: int, before: dict[bytes, int]
) -> None:
    """Against every choice there is: neither a smaller largest load nor a larger smallest."""
    members = MEMBERS[:4]

    def carried(given: dict[bytes, tuple[bytes, ...]]) -> list[int]:
        counted = loads(given, members)
        return sorted(counted[m] + before.get(m, 0) for m in members)

    found = carried(share(able, members, each, before))
    choices = [list(combinations(sorted(a), min(each, len(a)))) for a in able.values()]
    for one in product(*choices):
        other = carried(dict(zip(able, one, strict=True)))
        assert sum(x * x for x in found) <= sum(x * x for x in other)
        assert found[-1] <= other[-1]
        assert found[0] >= other[0]


def test_a_submission_is_passed_on_over_a_third_member() -> None:
    """C can only take over from B, B only from A: the way leads over both."""
    a, b, c = MEMBERS[:3]
    able = {b"1": [a], b"2": [a, b], b"3": [a, b], b"4": [b, c], b"5": [b, c], b"6": [b, c]}
    found = loads(share(able, [a, b, c], 1), [a, b, c])
    assert sorted(found.values()) == [2, 2, 2]


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError):
        share({}, MEMBERS, -1)
