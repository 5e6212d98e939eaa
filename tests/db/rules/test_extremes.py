"""Which marks ask for a reason."""

from __future__ import annotations

from db.records import Settings
from db.rules.extremes import extreme, unreasoned
from tests.support import collective

MARKS = {"TC1": 200, "TC2": 0, "TC3": 150, "DT1": 0}


def test_none_where_the_campaign_does_not_ask() -> None:
    assert extreme(collective(), Settings(), MARKS, {"TC3": 300}) == ()


def test_nothing_and_the_maximum_but_no_empty_bonus() -> None:
    settings = Settings(reason_edges=True)
    assert extreme(collective(), settings, MARKS, {}) == ("TC1", "TC2")
    assert extreme(collective(), settings, {**MARKS, "DT1": 100}, {}) == ("TC1", "TC2", "DT1")


def test_far_from_the_self_score() -> None:
    settings = Settings(reason_gap=25)  # 0,75 of 3
    assert extreme(collective(), settings, MARKS, {"TC3": 225}) == ()
    assert extreme(collective(), settings, MARKS, {"TC3": 250}) == ("TC3",)
    assert extreme(collective(), settings, MARKS, {"TC3": 50}) == ("TC3",)


def test_what_has_its_reason_is_done() -> None:
    settings = Settings(reason_edges=True)
    why = {"TC1": "Đủ văn bản", "TC2": "  "}
    assert unreasoned(collective(), settings, MARKS, {}, why) == ("TC2",)
