"""The rows of the sample: the same at every run, complete, and recognisably invented."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest

from db.records import Role, SubjectKind
from db.rules import bands
from desktop.sample import words
from desktop.sample.campaign import Campaign, Row
from desktop.sample.people import names


def rows(campaign: Campaign) -> Iterator[Row]:
    yield from campaign.frame()
    for case in campaign.cases():
        yield from case.rows


def digest(campaign: Campaign) -> str:
    return hashlib.sha256("\n".join(map(repr, rows(campaign))).encode()).hexdigest()


def test_same_bytes_twice_and_other_ones_for_another_year() -> None:
    assert digest(Campaign()) == digest(Campaign())
    assert digest(Campaign()) != digest(Campaign(year=2022))
    assert digest(Campaign()) != digest(Campaign(seed=1))


def test_a_smaller_campaign_is_the_beginning_of_a_larger_one() -> None:
    small, large = Campaign(submissions=10), Campaign(submissions=48)
    assert list(small.cases()) == list(islice(large.cases(), 10))


def test_counts_of_the_default() -> None:
    found = Counter(row.table for row in rows(Campaign()))
    reports = sum("has_report" in row.values for row in rows(Campaign()))
    assert found["unit"] == 29
    assert found["member"] == 7
    assert found["submission"] - reports == 48
    assert found["session"] == 1
    assert found["target"] == 2 * 48
    kinds = Counter(row.values["kind"] for row in rows(Campaign()) if "title" in row.values)
    assert 0.65 <= kinds["collective"] / 48 <= 0.75


def test_keys_come_once_and_titles_differ() -> None:
    found = [row for row in rows(Campaign()) if "has_report" not in row.values]
    assert len({(row.table, row.key) for row in found}) == len(found)
    titles = [row.values["title"] for row in found if "title" in row.values]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("panel", [3, 5, 7, 9, 12])
def test_panels(panel: int) -> None:
    members = Campaign(panel=panel).members
    assert Counter(m.role for m in members)[Role.MEMBER] == panel - 3
    assert len({m.name for m in members}) == len({m.code for m in members}) == panel


def test_a_panel_needs_three() -> None:
    with pytest.raises(ValueError, match="chair"):
        Campaign(panel=2)


def test_large_campaigns_have_more_units_and_name_who_is_heard() -> None:
    campaign = Campaign(submissions=700)
    assert len(campaign.units) == 29 + (700 - 48) // 12
    assert len({unit.name for unit in campaign.units}) == len(campaign.units)
    assert not campaign.in_one_meeting
    assert sum(case.heard for case in campaign.cases()) == 60
    parents = {unit.code for unit in campaign.units} | {""}
    assert all(unit.parent in parents for unit in campaign.units)


def test_texts_are_composed_and_marks_are_those_of_the_rubric() -> None:
    rubrics = {kind: words.rubric(kind) for kind in SubjectKind}
    for row in rows(Campaign(submissions=96)):
        text = repr(row)
        assert text == unicodedata.normalize("NFC", text)
        assert "{" not in str(row.values.get("result", "")) + str(row.values.get("content", ""))
        marks = row.values.get("marks")
        if isinstance(marks, dict):
            fitting = [r for r in rubrics.values() if set(marks) == {c.code for c in r.criteria}]
            assert len(fitting) == 1
            for criterion in fitting[0].criteria:
                mark = marks[criterion.code]
                assert 0 <= mark <= criterion.max
                assert mark % fitting[0].step == 0


def test_rubrics_are_sound_and_say_that_they_are_illustrative() -> None:
    for kind in SubjectKind:
        rubric = words.rubric(kind)
        assert rubric.applies_to is kind
        assert rubric.confirmed
        assert rubric.illustrative
        assert rubric.bands_basis == "Số liệu minh họa, không phải quy định"
        assert bands.check(rubric) == ()
    assert [c.max for c in words.rubric(SubjectKind.COLLECTIVE).criteria] == [
        *(200, 400, 200, 100),
        *(50, 50),
    ]


def test_every_group_of_units_finds_a_model() -> None:
    for kind in SubjectKind:
        suited = {suit for model in words.models(kind) for suit in model.suits}
        for unit in Campaign(submissions=200).units:
            if unit.head and not unit.silent:
                assert {unit.group, unit.code} & suited, (kind, unit)


def test_names_come_once_for_a_long_time() -> None:
    found = list(islice(names(), 1300))
    assert len(set(found)) == len(found)
    assert all(name == " ".join(name.split()) and len(name) >= 5 for name in found)
