"""What is counted again when something around a submission changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from db import campaigns
from db.check import check
from db.rule_changes import Because
from tests.support import Sample, row, submission_row


@pytest.fixture
def scored(sample: Sample) -> Iterator[Sample]:
    """Everybody has scored; at the end the picture must equal a rebuild."""
    sample.score_all()
    yield sample
    assert check(sample.book) == []


def _rule(sample: Sample, code: str) -> str:
    return sample.result(code).eligible_code


def test_a_unit_that_becomes_a_hamlets_cell_takes_its_submissions_out(scored: Sample) -> None:
    unit = scored.around.units["A"].id
    scored.set("unit", unit, kind="Chi bộ thôn, tổ dân phố")
    assert [_rule(scored, code) for code in ("HS1", "HS2", "HS3")] == ["R9", "", "R9"]
    assert scored.result("HS1").final is None
    scored.set("unit", unit, kind="Đảng ủy")
    assert scored.result("HS1").final == 850


def test_a_unit_that_goes_away_or_changes_its_code_counts_no_more(scored: Sample) -> None:
    unit = scored.around.units["T"].id
    assert _rule(scored, "HS5") == "R9"
    with scored.book.write() as operation:
        operation.remove("unit", unit)
    assert _rule(scored, "HS5") == ""
    with scored.book.write() as operation:
        operation.restore("unit", unit)
    assert _rule(scored, "HS5") == "R9"
    scored.set("unit", unit, code="T2")
    assert _rule(scored, "HS5") == ""
    scored.set("unit", scored.around.units["V"].id, code="T", kind="Doanh nghiệp tư nhân")
    assert _rule(scored, "HS5") == "R9"


def test_many_units_at_once_are_counted_too(scored: Sample) -> None:
    units = [row("unit", f"N{i}", name="N", kind="Đảng ủy") for i in range(40)]
    scored.take([*units, *(submission_row(f"M{i}", f"N{i}") for i in range(40))])
    assert _rule(scored, "M7") == ""
    scored.take([row("unit", u.key[0], kind="Doanh nghiệp tư nhân") for u in units])
    assert {_rule(scored, f"M{i}") for i in range(40)} == {"R9"}


def test_a_submission_moves_to_another_unit(scored: Sample) -> None:
    scored.set("submission", scored.submission("HS1").id, unit="B")
    assert (scored.result("HS1").recused, scored.result("HS1").ballots_valid) == (1, 4)


def test_a_submission_of_another_kind_is_scored_by_another_rubric(scored: Sample) -> None:
    scored.set("submission", scored.submission("HS1").id, kind="individual")
    assert scored.result("HS1").rank == 1
    assert scored.result("HS3").rank == 2


def test_the_panel_counts_as_it_is_now(scored: Sample) -> None:
    member = scored.member("TV04").id
    with scored.book.write() as operation:
        operation.remove("member", member)
    assert (scored.result("HS1").ballots_valid, scored.result("HS1").ballots_expected) == (4, 4)
    added = row("member", "TV06", name="Mới", role="member", unit="A", post="")
    scored.take([added], because=Because("Kiện toàn Tổ", "Quyết định 20-QĐ/HU"))
    assert (scored.result("HS1").recused, scored.result("HS2").ballots_expected) == (1, 4)
    scored.set("member", scored.member("TV05").id, unit="V")
    assert scored.result("HS2").recused == 0


def test_whoever_bears_the_subjects_name_is_recused(scored: Sample) -> None:
    scored.set("submission", scored.submission("HS3").id, subject="nguyễn văn an", unit="V")
    scored.settings(recusal_by_unit=False)
    assert (scored.result("HS3").recused, scored.result("HS3").ballots_valid) == (1, 4)


def test_a_submission_that_leaves_the_campaign_is_counted_no_more(scored: Sample) -> None:
    later = campaigns.create_next(scored.book, 2024)
    submission = scored.submission("HS1").id
    scored.set("submission", submission, campaign=later.id)
    (campaign,) = scored.book.connection.execute(
        "SELECT campaign FROM tally WHERE submission = ?", (submission,)
    ).fetchone()
    assert campaign == later.id
    scored.set("submission", submission, campaign=b"x" * 16)
    assert not scored.book.connection.execute(
        "SELECT 1 FROM tally WHERE submission = ?", (submission,)
    ).fetchone()


def test_a_campaign_that_goes_away_takes_its_figures_with_it(scored: Sample) -> None:
    campaign = scored.campaign.id
    with scored.book.write() as operation:
        operation.remove("campaign", campaign)
    assert scored.book.connection.execute("SELECT count(*) FROM tally").fetchone() == (0,)
    with scored.book.write() as operation:
        operation.restore("campaign", campaign)
    assert scored.result("HS1").final == 850


def test_a_ballot_is_stale_while_the_rubric_is_another(scored: Sample) -> None:
    rubric = scored.book.connection.execute(
        "SELECT id, criteria FROM rubric WHERE applies_to = 'collective'"
    ).fetchone()
    other = '[["TC1","Một",1000,false]]'
    scored.set("rubric", rubric[0], criteria=other)
    assert (scored.status("TV01", "HS1"), scored.result("HS1").final) == ("stale", None)
    assert scored.status("TV01", "HS3") == "valid"
    scored.set("rubric", rubric[0], criteria=rubric[1])
    assert (scored.status("TV01", "HS1"), scored.result("HS1").final) == ("valid", 850)
