"""A rubric written as TOML reads back as the same rubric."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import rubrics
from db.records import Band, Criterion, Rubric, SubjectKind
from db.rubric_file import to_toml
from desktop.new_book import bundled_rubrics
from tests.support import collective

_POINTS = st.integers(min_value=0, max_value=99_999)
_WORDS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30
).map(lambda text: text.strip())


def read(text: str) -> Rubric:
    import tomllib

    return rubrics.parse(tomllib.loads(text), Path("x.toml"))


def test_every_bundled_rubric_comes_back(tmp_path: Path) -> None:
    for rubric in [collective(), *bundled_rubrics()]:
        path = tmp_path / "thang-diem.toml"
        path.write_text(to_toml(rubric), "utf-8")
        assert rubrics.read_file(path) == rubric


@pytest.mark.parametrize("name", ['Dấu " nháy', "gạch \\ chéo", "hai\ndòng", "\x01\x7f điều khiển"])
def test_signs_that_toml_escapes(name: str) -> None:
    rubric = replace(collective(), name=name.strip())
    assert read(to_toml(rubric)) == rubric


@given(
    name=_WORDS,
    criteria=st.lists(st.tuples(_WORDS, _WORDS, _POINTS, st.booleans()), max_size=5),
    starts=st.lists(_POINTS, max_size=4, unique=True),
    flags=st.tuples(st.booleans(), st.booleans()),
)
def test_any_rubric_comes_back(
    name: str,
    criteria: list[tuple[str, str, int, bool]],
    starts: list[int],
    flags: tuple[bool, bool],
) -> None:
    import unicodedata

    def nfc(text: str) -> str:
        return unicodedata.normalize("NFC", text).strip()

    rubric = Rubric(
        id="x",
        name=nfc(name),
        applies_to=SubjectKind.INDIVIDUAL,
        basis="",
        total=1000,
        step=25,
        criteria=tuple(Criterion(nfc(c), nfc(n), most, b) for c, n, most, b in criteria),
        bands=tuple(Band("Tốt", start) for start in sorted(starts, reverse=True)),
        confirmed=flags[0],
        bands_basis="",
        illustrative=flags[1],
    )
    assert read(to_toml(rubric)) == rubric
