"""Units by date: parents before and after 1/7/2025, who carries on, rings that end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from db.records import Unit
from db.rules.unit_tree import UnitTree, parent_on

BEFORE, AFTER = "2024-12-31", "2026-12-31"
TURN = "2025-07-01"


def unit(code: str, parent: str = "", **more: Any) -> Unit:
    return replace(Unit(code.encode() * 4, code, f"Đơn vị {code}", parent, ""), **more)


def tree() -> UnitTree:
    """District H ended on 30/6/2025; G1 and G2 went under the new commune X, the old commune C
    was merged into X; the province T stays."""
    return UnitTree(
        [
            unit("T"),
            unit("H", "T", end="2025-06-30"),
            unit("X", "T", start=TURN),
            unit("C", "H", end="2025-06-30", successor="X"),
            unit("G1", "X", former=((TURN, "C"),)),
            unit("G2", "X", former=(("2024-01-01", "C"), (TURN, "H"))),
        ]
    )


def test_a_unit_stands_where_it_stood_on_the_day() -> None:
    found = tree()
    assert found.above("G1", BEFORE) == ["C", "H", "T"]
    assert found.above("G1", AFTER) == ["X", "T"]
    assert [parent_on(found.units["G2"], day) for day in ("2023-06-01", BEFORE, TURN)] == [
        "C", "H", "X"
    ]  # fmt: skip
    assert sorted(found.below("H", BEFORE)) == ["C", "G1", "G2"]


def test_whoever_carries_on_stands_in_the_place() -> None:
    found = tree()
    assert (found.heir("C", BEFORE), found.heir("C", AFTER)) == ("C", "X")
    assert found.heir("H", AFTER) == "H", "nobody carries on: its units went elsewhere"


def test_the_tree_of_a_day_holds_who_was_there() -> None:
    found = tree().children(AFTER)
    assert {code: [u.code for u in units] for code, units in found.items()} == {
        "": ["T"], "T": ["X"], "X": ["G1", "G2"],
    }  # fmt: skip
    before = tree().children(BEFORE)
    assert [u.code for u in before["H"]] == ["C", "G2"]
    whole = tree().children(None)
    assert sum(map(len, whole.values())) == 6


def test_a_ring_ends_and_hides_nobody() -> None:
    found = UnitTree([unit("A", "B", end=BEFORE, successor="B"), unit("B", "A", end=BEFORE,
                     successor="A"), unit("C", "A"), unit("D", "D")])  # fmt: skip
    assert found.above("C", AFTER) == ["A", "B"]
    assert found.heir("A", AFTER) in ("A", "B")
    shown = found.children(None)
    assert sorted(u.code for u in shown[""]) == ["A", "B", "D"]
    assert [u.code for u in shown["A"]] == ["C"]
