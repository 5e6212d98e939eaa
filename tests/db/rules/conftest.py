"""Rubrics and settings that the tests of the rules share."""

from __future__ import annotations

import pytest

from db.records import Band, Criterion, Rubric, Settings, SubjectKind


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    """R2's criteria (2+4+2+1, bonus 0,5+0,5) with illustrative bands, step 0,25."""
    return Rubric(
        id="minh-hoa",
        name="Tập thể (số liệu minh họa)",
        applies_to=SubjectKind.COLLECTIVE,
        basis="Hướng dẫn số 09-HD/BTCTU",
        total=1000,
        step=25,
        criteria=(
            Criterion("TC1", "Ban hành văn bản", 200),
            Criterion("TC2", "Kết quả", 400),
            Criterion("TC3", "Tính mới", 200),
            Criterion("TC4", "Sơ, tổng kết", 100),
            Criterion("DT1", "Tháo gỡ khó khăn", 50, bonus=True),
            Criterion("DT2", "Điểm thưởng khác", 50, bonus=True),
        ),
        bands=(Band("Tốt", 800), Band("Khá", 650), Band("Đạt", 500), Band("Không đạt", 0)),
        confirmed=True,
        bands_basis="Số liệu minh họa, không phải quy định",
        illustrative=True,
    )


@pytest.fixture(scope="session")
def settings() -> Settings:
    """What ``new`` sets: no dropping of extremes, recusal by unit, R9 on."""
    return Settings()
