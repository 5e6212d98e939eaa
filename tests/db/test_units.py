"""Units move, end and are carried on by date; what was before stays known."""

from __future__ import annotations

import pytest

from db import campaigns, units
from db.check import check
from db.errors import NoOfficeKeyError, UnitTreeError
from db.rules.unit_tree import UnitTree
from db.undo import undo
from tests.support import Sample, row

TURN = "2025-07-01"


@pytest.fixture
def province(sample: Sample) -> Sample:
    """District H with grassroots organisations G1 and G2; the new commune X."""
    sample.take(
        [
            row("unit", "H", name="Huyện ủy H", parent="", kind="Huyện ủy"),
            row("unit", "X", name="Đảng ủy xã X", parent="", kind="Đảng ủy xã"),
            row("unit", "G1", name="Đảng bộ G1", parent="H", kind="Tổ chức cơ sở đảng"),
            row("unit", "G2", name="Đảng bộ G2", parent="H", kind="Tổ chức cơ sở đảng"),
        ]
    )
    return sample


def _move(sample: Sample, codes: str, parent: str, day: str = TURN) -> bytes:
    known = sample.around.units
    found = units.move(
        sample.book, sample.campaign, [known[code] for code in codes.split()], parent, day
    )
    return found.op or b""


def test_several_move_from_a_day_on_and_end(province: Sample) -> None:
    _move(province, "G1 G2", "X")
    units.end(province.book, province.campaign, [province.around.units["H"]], TURN)
    known = province.around.units
    assert (known["G1"].parent, known["G1"].former) == ("X", ((TURN, "H"),))
    assert known["H"].end == "2025-06-30"
    assert province.around.unit("G1") == known["G1"]
    tree = UnitTree(known)
    assert tree.above("G1", "2024-12-31") == ["H"] and tree.above("G1", TURN) == ["X"]
    assert check(province.book) == []


def test_the_same_day_again_mends_and_undo_goes_back(province: Sample) -> None:
    _move(province, "G1", "X")
    op = _move(province, "G1", "A")
    assert province.around.units["G1"].former == ((TURN, "H"),)
    undo(province.book, op)
    assert province.around.units["G1"].parent == "X"


def test_the_next_campaign_knows_the_history(province: Sample) -> None:
    _move(province, "G1", "X")
    units.end(province.book, province.campaign, [province.around.units["H"]], TURN, "X")
    made = campaigns.create_next(province.book, 2026)
    known = campaigns.Surroundings(province.book.connection, made).units
    assert known["G1"].former == ((TURN, "H"),) and known["H"].successor == "X"


def test_the_workbook_again_leaves_what_was_moved_here(province: Sample) -> None:
    _move(province, "G1", "X")
    report = province.take([row("unit", "G1", name="Đảng bộ G1", parent="H")])
    assert province.around.units["G1"].parent == "X" and report.changed == {}


@pytest.mark.parametrize(
    ("codes", "parent", "day", "what"),
    [
        ("H", "G1", TURN, "ring"),
        ("H", "H", TURN, "ring"),
        ("G1", "ZZ", TURN, "unknown"),
        ("G1", "X", "1/7/2025", "day"),
        ("G1", "X", "0025-07-01", "day"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(
    province: Sample, codes: str, parent: str, day: str, what: str
) -> None:
    with pytest.raises(UnitTreeError) as caught:
        _move(province, f"G2 {codes}", parent, day)
    assert caught.value.facts["what"] == what
    assert province.around.units["G2"].parent == "H"


def test_dates_go_forward_and_nobody_carries_on_itself(province: Sample) -> None:
    _move(province, "G1", "X")
    with pytest.raises(UnitTreeError) as caught:
        _move(province, "G1", "A", "2024-01-01")
    assert (caught.value.facts["what"], caught.value.facts["day"]) == ("before", TURN)
    known = province.around.units
    units.end(province.book, province.campaign, [known["H"]], TURN, "X")
    with pytest.raises(UnitTreeError) as caught:
        units.end(province.book, province.campaign, [known["X"]], TURN, "H")
    assert caught.value.facts["what"] == "ring"


def test_without_the_office_key_nothing_moves(province: Sample) -> None:
    other = province.elsewhere("other")
    try:
        with pytest.raises(NoOfficeKeyError):
            units.move(other.book, other.campaign, [other.around.units["G1"]], "X", TURN)
    finally:
        province.close_elsewhere()
