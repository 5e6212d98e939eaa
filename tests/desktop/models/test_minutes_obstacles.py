"""Every obstacle to freezing has words and a way to where it is cleared."""

from __future__ import annotations

import pytest

from db.freeze import OBSTACLES
from desktop.faults import obstacle
from desktop.models.minutes_obstacles import WAYS
from desktop.places import PLACES

FACTS = {"kind": "collective", "rubric": "Tập thể", "code": "HS1", "member": "K'Brít", "session": 2,
         "reason": "Chuyển công tác"}  # fmt: skip


@pytest.mark.parametrize("code", OBSTACLES)
def test_each_obstacle_has_words_and_a_way(code: str) -> None:
    place, action = WAYS[code]
    assert place.partition("/")[0] in {each.key for each in PLACES}
    assert action and obstacle(code, FACTS).endswith(".")


def test_no_two_obstacles_say_the_same() -> None:
    assert set(WAYS) == set(OBSTACLES)
    assert len({obstacle(code, FACTS) for code in OBSTACLES}) == len(OBSTACLES)
