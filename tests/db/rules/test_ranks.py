"""Shared ranks 1, 1, 3 among the same kind."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.records import SubjectKind
from db.rules.ranks import rank

COLLECTIVE, INDIVIDUAL = SubjectKind.COLLECTIVE, SubjectKind.INDIVIDUAL

finals = st.none() | st.integers(0, 12)
fields = st.lists(st.tuples(st.sampled_from([COLLECTIVE, INDIVIDUAL]), finals), max_size=30).map(
    lambda rows: [(number, kind, final) for number, (kind, final) in enumerate(rows)]
)


def test_equal_scores_share_a_rank() -> None:
    items = [("a", COLLECTIVE, 800), ("b", COLLECTIVE, 900), ("c", COLLECTIVE, 900)]
    assert rank(items) == {"a": 3, "b": 1, "c": 1}


def test_kinds_are_ranked_apart_and_no_score_has_no_rank() -> None:
    # LD-2023-001, 008, 010, 012 and 003 of the sample campaign with LD-2023-019.
    items = [
        ("001", COLLECTIVE, 893),
        ("008", INDIVIDUAL, 932),
        ("010", COLLECTIVE, 896),
        ("012", INDIVIDUAL, 831),
        ("003", INDIVIDUAL, None),
        ("019", COLLECTIVE, 954),
    ]
    expected = {"001": 3, "008": 1, "010": 2, "012": 2, "003": None, "019": 1}
    assert rank(items) == expected


def test_nothing_to_rank() -> None:
    assert rank([]) == {}


@given(fields)
def test_a_rank_is_one_more_than_those_above(
    items: list[tuple[int, SubjectKind, int | None]],
) -> None:
    ranks = rank(items)
    assert list(ranks) == [key for key, _, _ in items]
    for key, kind, final in items:
        if final is None:
            assert ranks[key] is None
        else:
            above = sum(1 for _, k, f in items if k == kind and f is not None and f > final)
            assert ranks[key] == above + 1


@given(fields.flatmap(lambda f: st.tuples(st.just(f), st.permutations(f))))
def test_order_does_not_matter(
    pair: tuple[
        list[tuple[int, SubjectKind, int | None]], list[tuple[int, SubjectKind, int | None]]
    ],
) -> None:
    assert rank(pair[0]) == rank(pair[1])
