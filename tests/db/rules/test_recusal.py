"""Who does not score a submission: declared, the subject, of its unit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.records import Member, Recusal, Role, Settings, SubjectKind, Submission
from db.rules.recusal import Recuser, recusals

# The panel of the sample campaign, as far as it is needed.
TV01 = Member(b"1", "TV01", "Bùi Đức Mai", Role.CHAIR, "LD03", "Trưởng ban")
TV02 = Member(b"2", "TV02", "Ya Văn Cường", Role.SECRETARY, "LD05", "Chuyên viên")
TV05 = Member(b"5", "TV05", "Phan Văn Cường", Role.MEMBER, "LD03", "Chuyên viên")
TV06 = Member(b"6", "TV06", "Ngô Quốc Cường", Role.MEMBER, "", "")
PANEL = (TV01, TV02, TV05, TV06)

MODEL = Submission(
    b"s", "LD-2023-005", SubjectKind.COLLECTIVE, "Nuôi heo đất", "Đảng bộ xã Đạ Sar", "", "LD03"
)
PERSON = replace(
    MODEL, kind=SubjectKind.INDIVIDUAL, subject="Phan Văn Cường", post="Chuyên viên", unit="LD03"
)

BY_UNIT = Settings()
NOT_BY_UNIT = Settings(recusal_by_unit=False)


def found(submission: Submission, settings: Settings) -> dict[bytes, tuple[str, str]]:
    result = recusals(submission, PANEL, settings, {}, ())
    return {member: (r.origin, r.reason) for member, r in result.items()}


def test_by_unit() -> None:
    assert found(MODEL, BY_UNIT) == {b"1": ("unit", "same_unit"), b"5": ("unit", "same_unit")}
    assert found(MODEL, NOT_BY_UNIT) == {}
    assert found(replace(MODEL, unit="LD12"), BY_UNIT) == {}


def test_no_unit_is_not_a_common_unit() -> None:
    assert found(replace(MODEL, unit=""), BY_UNIT) == {}


def test_the_subject_itself_goes_before_the_unit() -> None:
    assert found(PERSON, BY_UNIT) == {
        b"1": ("unit", "same_unit"),
        b"5": ("subject", "same_name_and_unit"),
    }
    assert found(PERSON, NOT_BY_UNIT) == {b"5": ("subject", "same_name_and_unit")}


@pytest.mark.parametrize(
    "name", ["PHAN VĂN CƯỜNG", "Phan  Van Cuong", "Phan Văn Cu\u031bo\u031b\u0300ng"]
)
def test_names_are_compared_folded(name: str) -> None:
    assert list(found(replace(PERSON, subject=name), NOT_BY_UNIT)) == [b"5"]


@pytest.mark.parametrize(
    ("unit", "post", "expected"),
    [
        ("LD03", "Bí thư", {b"5": ("subject", "same_name_and_unit")}),
        ("LD99", "chuyên  viên", {b"5": ("subject", "same_name_and_post")}),
        ("LD99", "Bí thư", {}),  # a namesake
        ("LD99", "", {}),
        ("", "", {}),
    ],
)
def test_a_name_alone_is_not_enough(
    unit: str, post: str, expected: dict[bytes, tuple[str, str]]
) -> None:
    assert found(replace(PERSON, unit=unit, post=post), NOT_BY_UNIT) == expected


def test_empty_unit_and_post_prove_nothing() -> None:
    namesake = replace(PERSON, subject="Ngô Quốc Cường", unit="", post="")
    assert found(namesake, NOT_BY_UNIT) == {}


def test_a_collective_is_nobody() -> None:
    odd = replace(MODEL, subject="Phan Văn Cường")
    assert found(odd, NOT_BY_UNIT) == {}


def test_declared_with_its_reason() -> None:
    result = recusals(MODEL, PANEL, NOT_BY_UNIT, {b"2": "Vợ là chủ nhiệm mô hình"}, ())
    assert result == {b"2": Recusal(b"2", b"s", "declared", "Vợ là chủ nhiệm mô hình")}


def test_a_declaration_goes_before_every_other_reason() -> None:
    result = recusals(PERSON, PANEL, BY_UNIT, {b"5": "LQ", b"1": ""}, ())
    assert {m: (r.origin, r.reason) for m, r in result.items()} == {
        b"1": ("declared", ""),
        b"5": ("declared", "LQ"),
    }


def test_a_false_hit_is_dismissed_but_never_a_declaration() -> None:
    recuser = Recuser(PANEL, BY_UNIT)
    assert list(recuser.of(PERSON, {}, {b"5"})) == [b"1"]
    assert recuser.of(PERSON, {}, {b"1", b"5"}) == {}
    assert list(recuser.of(PERSON, {b"5": "LQ"}, {b"1", b"5"})) == [b"5"]


def test_strangers_are_passed_over() -> None:
    assert recusals(MODEL, PANEL, NOT_BY_UNIT, {b"x": "LQ"}, {b"y"}) == {}


def test_one_recuser_serves_many_submissions() -> None:
    """An answer is the asker's own: changing it does not change the next one."""
    recuser = Recuser(iter(PANEL), BY_UNIT)
    first = recuser.of(MODEL, {}, ())
    first.clear()
    assert set(recuser.of(MODEL, {}, ())) == {b"1", b"5"}
    assert set(recuser.of(replace(MODEL, unit="LD05"), {}, ())) == {b"2"}
