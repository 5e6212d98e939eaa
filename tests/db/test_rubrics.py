"""Rubrics: read from TOML, put into a campaign, locked by the first ballot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from db import rubrics
from db.errors import (
    FileMissingError,
    FileUnusableError,
    NoOfficeKeyError,
    RubricFileError,
    RubricLockedError,
    RubricUnsoundError,
)
from db.records import Band, Criterion, SubjectKind
from tests.support import Sample, collective

FILES = Path(__file__).parents[1] / "files"

TEXT = """
id = "thu"
name = "Thử"
applies_to = "collective"
basis = "Hướng dẫn"
total = "10"
step = "0.25"
[[criterion]]
code = "TC1"
name = "Một"
max = "9,5"
[[criterion]]
code = "DT1"
name = "Thưởng"
max = 0.5
bonus = true
[[band]]
class = "Không đạt"
from = 0
[[band]]
class = "Tốt"
from = "8.00"
"""


def _file(folder: Path, text: str | bytes) -> Path:
    path = folder / "thang diem.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# -- reading -------------------------------------------------------------------------------


def test_a_file_is_read_with_points_as_text_or_numbers(tmp_path: Path) -> None:
    found = rubrics.read_file(_file(tmp_path, TEXT))
    assert (found.id, found.name, found.applies_to) == ("thu", "Thử", SubjectKind.COLLECTIVE)
    assert (found.total, found.step) == (1000, 25)
    assert found.criteria == (
        Criterion("TC1", "Một", 950),
        Criterion("DT1", "Thưởng", 50, bonus=True),
    )
    assert found.bands == (Band("Tốt", 800), Band("Không đạt", 0)), "from the highest down"
    assert (found.confirmed, found.illustrative, found.bands_basis) == (False, False, "")


@pytest.mark.parametrize(
    "name", ["rubric-collective.toml", "rubric-individual.toml", "rubric-unconfirmed.toml"]
)
def test_the_sample_files_are_read(name: str) -> None:
    found = rubrics.read_file(FILES / name)
    assert found.criteria
    assert found.confirmed is ("unconfirmed" not in name)


def test_a_byte_order_mark_and_decomposed_letters_do_no_harm(tmp_path: Path) -> None:
    text = TEXT.replace("Thử", "Thu\u031b\u0309").replace("TC1", "TCU\u031b")
    found = rubrics.read_file(_file(tmp_path, b"\xef\xbb\xbf" + text.encode()))
    assert found.name == "Thử"
    assert found.criteria[0].code == "TC\u01af"


@pytest.mark.parametrize(
    ("old", "new", "key", "detail"),
    [
        ('id = "thu"', "", "id", "missing"),
        ('id = "thu"', "id = 5", "id", "value"),
        ('"collective"', '"both"', "applies_to", "value"),
        ('total = "10"', "", "total", "missing"),
        ('total = "10"', 'total = "ten"', "total", "value"),
        ('total = "10"', "total = 10.001", "total", "value"),
        ('total = "10"', "total = true", "total", "value"),
        ('max = "9,5"', "", "criterion[1].max", "missing"),
        ('max = "9,5"', "max = -1", "criterion[1].max", "value"),
        ("bonus = true", 'bonus = "x"', "criterion[2].bonus", "value"),
        ('name = "Một"', "", "criterion[1].name", "missing"),
        ('from = "8.00"', "", "band[2].from", "missing"),
        ("[[band]]", "[[bond]]", "", ""),
        ('basis = "Hướng dẫn"', "criterion = 5", "", "toml"),
        ("[[criterion]]", "[[[", "", "toml"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, key: str, detail: str) -> None:
    path = _file(tmp_path, TEXT.replace(old, new))
    if not detail:  # unknown tables are passed over
        assert rubrics.read_file(path).bands == ()
        return
    with pytest.raises(RubricFileError) as caught:
        rubrics.read_file(path)
    assert (caught.value.facts["key"], caught.value.facts["detail"]) == (key, detail)
    assert caught.value.facts["path"] == path


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = " + b"[" * 5000, b"# " + b"x" * 1_000_001])
def test_what_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(RubricFileError):
        rubrics.read_file(_file(tmp_path, content))


def test_criteria_must_be_tables(tmp_path: Path) -> None:
    head = TEXT[: TEXT.index("[[criterion]]")]
    with pytest.raises(RubricFileError) as caught:
        rubrics.read_file(_file(tmp_path, head + "criterion = [1, 2]"))
    assert caught.value.facts["key"] == "criterion"


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError):
        rubrics.read_file(tmp_path / "khong co.toml")
    with pytest.raises(FileUnusableError):
        rubrics.read_file(tmp_path)


# -- in a campaign -------------------------------------------------------------------------


def test_a_rubric_comes_back_as_it_was_stored(sample: Sample) -> None:
    assert sample.around.rubrics[SubjectKind.COLLECTIVE] == collective()


def test_storing_the_same_again_changes_nothing(sample: Sample) -> None:
    assert not rubrics.store(sample.book, sample.campaign, collective())


def test_each_kind_of_subject_has_its_own(sample: Sample) -> None:
    other = replace(collective(), name="Tập thể, sửa")
    rubrics.store(sample.book, sample.campaign, other)
    assert sample.around.rubrics[SubjectKind.COLLECTIVE].name == "Tập thể, sửa"
    assert sample.around.rubrics[SubjectKind.INDIVIDUAL].name.startswith("Cá nhân")


def test_a_confirmed_rubric_that_does_not_add_up_is_refused(sample: Sample) -> None:
    with pytest.raises(RubricUnsoundError) as caught:
        rubrics.store(sample.book, sample.campaign, replace(collective(), total=900))
    problems = caught.value.facts["problems"]
    assert "maxima_differ" in {p.code for p in problems}
    assert sample.around.rubrics[SubjectKind.COLLECTIVE].total == 1000


def test_a_confirmed_rubric_needs_bands_and_where_they_come_from(sample: Sample) -> None:
    for unsound in (replace(collective(), bands=()), replace(collective(), bands_basis=" ")):
        with pytest.raises(RubricUnsoundError):
            rubrics.store(sample.book, sample.campaign, unsound)


def test_an_unconfirmed_rubric_may_be_incomplete(sample: Sample) -> None:
    draft = replace(collective(), confirmed=False, criteria=(), bands=())
    rubrics.store(sample.book, sample.campaign, draft)
    assert sample.around.rubrics[SubjectKind.COLLECTIVE] == draft


def test_the_first_ballot_locks_the_criteria(sample: Sample) -> None:
    sample.score("TV01", "HS1")
    renamed = replace(collective().criteria[0], code="TC0")
    for other in (
        replace(collective(), criteria=(renamed, *collective().criteria[1:])),
        replace(collective(), criteria=collective().criteria[:1], confirmed=False),
        replace(collective(), total=900, confirmed=False),
    ):
        with pytest.raises(RubricLockedError):
            rubrics.store(sample.book, sample.campaign, other)
    assert sample.around.rubrics[SubjectKind.COLLECTIVE] == collective()


def test_ballots_of_one_kind_do_not_lock_the_other(sample: Sample) -> None:
    sample.score("TV01", "HS1")
    other = replace(
        collective(), applies_to=SubjectKind.INDIVIDUAL, criteria=(), confirmed=False, bands=()
    )
    rubrics.store(sample.book, sample.campaign, other)


def test_bands_may_come_after_the_scoring(sample: Sample) -> None:
    without = replace(collective(), bands=(), confirmed=False, bands_basis="")
    rubrics.store(sample.book, sample.campaign, without)
    sample.score("TV01", "HS1", 850)
    assert sample.result("HS1").final == 850
    assert sample.result("HS1").class_name is None
    assert sample.result("HS1").class_code == "rubric_unconfirmed"
    rubrics.store(sample.book, sample.campaign, collective())
    assert sample.result("HS1").class_name == "Tốt"


def test_only_the_office_stores_a_rubric(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    with pytest.raises(NoOfficeKeyError):
        rubrics.store(other.book, other.campaign, collective())
    other.book.close()
