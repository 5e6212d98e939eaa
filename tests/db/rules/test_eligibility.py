"""Who may be appraised: R7, R8, R9 and their order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.records import Settings, SubjectKind, Submission, Unit
from db.rules.eligibility import Verdict, eligible

COMMUNE = Unit(b"u", "LD02", "Đảng bộ xã Lát", "LD", "Đảng bộ cơ sở")
HAMLET = Unit(b"h", "LD27", "Chi bộ thôn Đạ Nghịt, xã Lát", "LD", "Chi bộ thôn, tổ dân phố")
FIRM = Unit(b"f", "LD28", "Doanh nghiệp tư nhân Cao Nguyên", "LD", "Doanh nghiệp tư nhân")

COLLECTIVE = Submission(
    b"s",
    "LD-2023-001",
    SubjectKind.COLLECTIVE,
    "Đối thoại định kỳ",
    "Đảng bộ xã Lát",
    "",
    "LD02",
    registered_on="2023-03-24",
    reported_on="2023-11-02",
    has_report=True,
)
PERSON = replace(COLLECTIVE, kind=SubjectKind.INDIVIDUAL, subject="Lê Thị Quỳnh", post="Bí thư")


def outcome(verdict: Verdict) -> tuple[bool | None, str, str]:
    return verdict.eligible, verdict.code, verdict.clause


@pytest.mark.parametrize("submission", [COLLECTIVE, PERSON])
def test_registered_and_reported(submission: Submission, settings: Settings) -> None:
    assert eligible(submission, COMMUNE, settings) == Verdict(True)
    assert eligible(submission, None, settings) == Verdict(True)


@pytest.mark.parametrize("unit", [HAMLET, FIRM])
@pytest.mark.parametrize("submission", [COLLECTIVE, PERSON])
def test_r9_leaves_out_the_unit_with_its_people(
    submission: Submission, unit: Unit, settings: Settings
) -> None:
    verdict = eligible(submission, unit, settings)
    assert outcome(verdict) == (False, "R9", "S3 §2.3")
    assert verdict.facts == {"unit": unit.code, "kind": unit.kind}


@pytest.mark.parametrize(
    "kind",
    ["DOANH NGHIỆP TƯ NHÂN", "  doanh nghiep  tu nhan ", "Doanh nghie\u0323\u0302p tư nhân"],
)
def test_r9_forgives_spelling(kind: str, settings: Settings) -> None:
    assert eligible(COLLECTIVE, replace(FIRM, kind=kind), settings).code == "R9"


@pytest.mark.parametrize("kind", ["", " ", "Doanh nghiệp", "Chi bộ thôn"])
def test_r9_takes_the_whole_kind(kind: str, settings: Settings) -> None:
    assert eligible(COLLECTIVE, replace(FIRM, kind=kind), settings).eligible is True


def test_r9_is_a_setting() -> None:
    assert eligible(COLLECTIVE, FIRM, Settings(exclude_kinds=False)).eligible is True
    other = Settings(excluded_unit_kinds=("Đảng bộ cơ sở", ""))
    assert eligible(COLLECTIVE, FIRM, other).eligible is True
    assert eligible(COLLECTIVE, COMMUNE, other).code == "R9"
    assert eligible(COLLECTIVE, replace(COMMUNE, kind=""), other).eligible is True


@pytest.mark.parametrize(
    ("registered", "report", "missing"),
    [
        (None, True, ("registration",)),
        ("", True, ("registration",)),
        ("2023-03-24", False, ("report",)),
        (None, False, ("registration", "report")),
    ],
)
@pytest.mark.parametrize("submission", [COLLECTIVE, PERSON])
def test_r8(
    submission: Submission,
    registered: str | None,
    report: bool,
    missing: tuple[str, ...],
    settings: Settings,
) -> None:
    lacking = replace(submission, registered_on=registered, has_report=report)
    verdict = eligible(lacking, COMMUNE, settings)
    assert outcome(verdict) == (False, "R8", "S3 §3")
    assert verdict.facts == {"missing": missing}


@pytest.mark.parametrize(
    ("is_head", "basis", "paths"),
    [
        (True, "", ("head",)),
        (False, "Sáng kiến được công nhận", ("alternative_basis",)),
        (True, "Bằng khen đột xuất", ("head", "alternative_basis")),
    ],
)
@pytest.mark.parametrize("report", [True, False])
def test_r7_needs_a_decision(
    is_head: bool, basis: str, paths: tuple[str, ...], report: bool, settings: Settings
) -> None:
    unregistered = replace(
        PERSON,
        registered_on=None,
        has_report=report,
        is_head=is_head,
        alternative_basis=basis,
    )
    verdict = eligible(unregistered, COMMUNE, settings)
    assert outcome(verdict) == (None, "R7", "S3 §1")
    assert verdict.facts == {"paths": paths, "alternative_basis": basis, "report": report}


def test_r7_is_for_individuals_who_did_not_register(settings: Settings) -> None:
    collective = replace(COLLECTIVE, registered_on=None, is_head=True, alternative_basis="x")
    assert eligible(collective, COMMUNE, settings).code == "R8"
    registered = replace(PERSON, has_report=False, is_head=True, alternative_basis="x")
    assert eligible(registered, COMMUNE, settings).code == "R8"
    blank = replace(PERSON, registered_on=None, alternative_basis="  ")
    assert eligible(blank, COMMUNE, settings).code == "R8"


def test_the_order_of_the_rules(settings: Settings) -> None:
    worst = replace(PERSON, withdrawn=True, registered_on=None, has_report=False, is_head=True)
    assert eligible(worst, FIRM, settings).code == "R9"
    assert outcome(eligible(worst, COMMUNE, settings)) == (False, "withdrawn", "")
    assert eligible(replace(worst, withdrawn=False), COMMUNE, settings).code == "R7"
