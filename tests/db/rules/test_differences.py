"""What differs between two bodies of a session: complete, and read as a person reads it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.rules.change_lines import lines
from db.rules.differences import Difference, Move, applied, differences, turned

TEXTS = st.sampled_from(["", "a", "Khá", "Tốt"])
POINTS = st.none() | st.integers(0, 1000)
BALLOT = st.fixed_dictionaries(
    {
        "marks": st.dictionaries(st.sampled_from(["TC1", "TC2"]), st.integers(0, 400)),
        "total": st.integers(0, 1000),
        "comment": TEXTS,
    }
)


def _named(name: str, names: list[str], item: st.SearchStrategy[dict[str, Any]]) -> Any:
    """Lists of items with names of their own, in any order."""
    return st.dictionaries(st.sampled_from(names), item).flatmap(
        lambda found: st.permutations([{name: key, **value} for key, value in found.items()])
    )


CASE = st.fixed_dictionaries(
    {
        "code": TEXTS,
        "final": POINTS,
        "class": st.none() | TEXTS,
        "rank": POINTS,
        "criteria": st.none() | st.dictionaries(st.sampled_from(["TC1"]), st.integers(0, 9)),
        "ballots": _named("member", ["TV01", "TV02", "TV03"], BALLOT),
        "recused": _named("member", ["TV01", "TV02"], st.fixed_dictionaries({"reason": TEXTS})),
        "votes_for": POINTS,
        "wide": st.lists(TEXTS, max_size=2),
    },
    optional={"new_field": st.booleans() | st.integers(0, 1)},
)
BODIES = st.fixed_dictionaries(
    {
        "seq": st.integers(1, 3),
        "session": st.fixed_dictionaries({"place": TEXTS, "conclusion": TEXTS}),
        "settings": st.fixed_dictionaries(
            {"bases": st.dictionaries(TEXTS, TEXTS), "spread_part": st.integers(0, 100)}
        ),
        "panel": _named(
            "code", ["TV01", "TV02"], st.fixed_dictionaries({"present": st.booleans()})
        ),
        "submissions": _named("id", ["aa", "bb", "cc"], CASE),
        "left_out": _named("code", ["HS4"], st.fixed_dictionaries({"code_reason": TEXTS})),
        "rubrics": st.lists(st.fixed_dictionaries({"applies_to": TEXTS}), max_size=2),
        "counts": st.dictionaries(TEXTS, st.dictionaries(TEXTS, st.integers(0, 3))),
    }
)


def _spelt(body: Any) -> Any:
    """Equal only where the JSON is: Python holds True for 1."""
    if isinstance(body, dict):
        return {key: _spelt(value) for key, value in body.items()}
    if isinstance(body, list):
        return [_spelt(value) for value in body]
    return repr(body)


def _without_frame(body: dict[str, Any]) -> Any:
    return _spelt({key: value for key, value in body.items() if key not in ("seq", "amends")})


@given(BODIES, BODIES)
@settings(max_examples=150, deadline=None)
def test_the_list_is_complete(old: dict[str, Any], new: dict[str, Any]) -> None:
    before = copy.deepcopy(old)
    found = differences(old, new)
    assert (found == []) is (_without_frame(old) == _without_frame(new))
    assert _spelt(applied(old, found)) == _without_frame(new)
    assert old == before
    assert _spelt(applied(new, turned(found))) == _without_frame(old)
    told = [part for line in lines(found) for part in line.parts]
    assert len(told) == len({(part.path, part.move) for part in told})
    assert all(part in found for part in told)
    assert differences(new, applied(old, found)) == []


def _body(**values: Any) -> dict[str, Any]:
    case = {
        "id": "aa", "code": "HS1", "final": 850, "class": "Tốt", "rank": 1, "median": 850,
        "votes_for": 5, "votes_against": 0, "recused": [], "rescored": [],
        "ballots": [{"member": "TV01", "id": "01", "marks": {"TC1": 850}, "total": 850}],
    }  # fmt: skip
    return {
        "seq": 1,
        "session": {"place": "Hội trường"},
        "submissions": [{**case, **values}],
        "left_out": [{"code": "HS2", "code_reason": "quorum"}],
        "counts": {"collective": {"Tốt": 1}},
    }


def test_a_new_ballot_is_one_line_and_its_result_another() -> None:
    ballot = {"member": "TV01", "id": "02", "marks": {"TC1": 700}, "total": 700}
    again = {"member": "TV01", "old_total": 850, "new_total": 700, "reason": "ghi nhầm"}
    new = _body(final=700, median=700, ballots=[ballot], rescored=[again], rank=3)
    new["submissions"][0]["class"] = "Khá"
    new["counts"] = {"collective": {"Khá": 1}}
    found = lines(differences(_body(), new))
    assert [(line.what, line.case, line.key) for line in found] == [
        ("ballot", "aa", "TV01"), ("result", "aa", ""), ("spread", "aa", ""),
    ]  # fmt: skip
    assert [(p.path[-1], p.old, p.new) for p in found[1].parts] == [
        ("class", "Tốt", "Khá"), ("final", 850, 700),
    ]  # fmt: skip


def test_ranks_alone_are_no_change_that_is_told() -> None:
    found = differences(_body(), _body(rank=2))
    assert found == [Difference(("submissions", "aa", "rank"), Move.CHANGED, 1, 2)]
    assert lines(found) == []


def test_a_submission_that_comes_in_is_told_once() -> None:
    new = _body()
    new["submissions"].append({"id": "bb", "code": "HS2", "final": 700})
    new["left_out"] = []
    assert [(line.what, line.case) for line in lines(differences(_body(), new))] == [("case", "bb")]
    assert [line.what for line in lines(differences(new, _body()))] == ["case"]
    gone = {**_body(), "left_out": []}
    assert [line.what for line in lines(differences(_body(), gone))] == ["left_out"]


@pytest.mark.parametrize(
    ("path", "what", "key"),
    [
        (("submissions", "aa", "votes_for"), "votes", ""),
        (("submissions", "aa", "opinions"), "said", "opinions"),
        (("submissions", "aa", "title"), "fact", "title"),
        (("submissions", "aa", "recused", "TV02"), "recusal", "TV02"),
        (("submissions", "aa", "issued"), "count", ""),
        (("panel", "TV02", "absence"), "attendance", "TV02"),
        (("panel", "TV02", "post"), "member", "TV02"),
        (("panel", "TV02"), "member", "TV02"),
        (("session", "place"), "session", "place"),
        (("settings", "drop_extremes"), "setting", "drop_extremes"),
        (("settings", "bases", "drop_extremes"), "setting", "drop_extremes"),
        (("rubrics", "collective", "bands"), "rubric", "collective:bands"),
        (("rubrics", "collective"), "rubric", "collective"),
        (("campaign", "body"), "campaign", "body"),
        (("illustrative",), "campaign", "illustrative"),
    ],
)
def test_each_place_is_read_as_a_person_reads_it(
    path: tuple[str, ...], what: str, key: str
) -> None:
    (line,) = lines([Difference(path, Move.CHANGED, None, 1)])
    assert (line.what, line.key) == (what, key)
