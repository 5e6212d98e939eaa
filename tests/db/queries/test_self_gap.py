"""Own scores beside the panel's: by criterion, unit and year, worked out by hand."""

from __future__ import annotations

from db import campaigns
from db.queries.self_gap import TOTAL, compared
from db.records import SubjectKind
from desktop.models.self_gap_words import lost_points, shown_gap
from tests.support import Sample, submission_row

OWN = {"TC1": 200, "TC2": 400, "TC3": 300, "DT1": 0}


def _filled(sample: Sample) -> None:
    """HS1 of A gives itself 9,00 and gets 8,00 (2 + 4 + 2); HS2 of B 9,00 and gets 6,00
    (2 + 4 + 0); HS3, an individual, gives itself nothing."""
    for code, unit in (("HS1", "A"), ("HS2", "B")):
        sample.take([submission_row(code, unit, **{f"self:{c}": m for c, m in OWN.items()})])
    for member in ("TV01", "TV02", "TV03", "TV04"):
        sample.score(member, "HS1", 800)
        sample.score(member, "HS2", 600)
        sample.score(member, "HS3", 700)


def test_by_criterion_and_by_unit(sample: Sample) -> None:
    _filled(sample)
    found = compared(sample.book, campaigns.campaigns(sample.book.connection))
    assert {mark.kind for mark in found.marks} == {SubjectKind.COLLECTIVE}
    lines = {line.key: line for line in found.by_criterion(found.chosen())}
    assert [*lines] == ["TC1", "TC2", "TC3", "DT1", TOTAL]
    third, whole = lines["TC3"], lines[TOTAL]
    assert (third.own, third.panel, third.gap, third.count, third.most) == (300, 100, 200, 2, 300)
    assert (whole.own, whole.panel, whole.gap, whole.most) == (900, 700, 200, 1000)
    assert lines["TC1"].gap == 0
    assert [(u.key, u.gap) for u in found.by_unit(found.chosen())] == [("B", 300), ("A", 100)]
    assert [(y.key, y.gap) for y in found.by_year(found.chosen())] == [("2023", 200)]
    assert lost_points(found, found.chosen(), SubjectKind.COLLECTIVE) == (
        "Các tập thể tự chấm trung bình 9,00 điểm, Tổ thẩm định chấm 7,00 điểm (2 hồ sơ): tự chấm "
        "cao hơn 2,00 điểm. Mất điểm nhiều nhất ở TC3 (tính mới): tự chấm 3,00, Tổ thẩm định chấm "
        "1,00, kém 2,00 điểm."
    )


def test_what_has_no_result_or_no_own_mark_is_not_counted(sample: Sample) -> None:
    found = compared(sample.book, campaigns.campaigns(sample.book.connection))
    assert found.marks == () and found.years == []
    assert lost_points(found, [], None) == ""


def test_a_part_of_the_own_marks_makes_no_whole(sample: Sample) -> None:
    sample.take([submission_row("HS1", "A", **{"self:TC1": 200})])
    sample.score("TV01", "HS1", 800)
    found = compared(sample.book, campaigns.campaigns(sample.book.connection))
    assert [mark.criterion for mark in found.marks] == ["TC1"]


def test_signs() -> None:
    assert [shown_gap(points) for points in (50, -25, 0)] == ["+0,50", "−0,25", "0,00"]
