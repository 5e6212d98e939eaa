"""Results: one row a submission, in code order, barred ones too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db import ballots, freeze, rubrics
from db.exchange.verify import FOR
from db.queries.results import of_subject, results
from tests.support import Sample, ballot_row, collective, session_row, submission_row


def test_every_submission_has_a_row_in_code_order(sample: Sample) -> None:
    sample.take([submission_row("HS0", "A")])
    codes = [r.code for r in results(sample.book, sample.campaign)]
    assert codes == ["HS0", "HS1", "HS2", "HS3", "HS4", "HS5"]


def test_what_nobody_scored_has_no_figures(sample: Sample) -> None:
    found = sample.result("HS1")
    assert (found.final, found.median, found.spread, found.criteria) == (None,) * 4
    assert (found.rank, found.class_name, found.class_code) == (None, None, "no_result")
    assert (found.ballots_valid, found.ballots_expected, found.recused) == (0, 5, 0)
    assert (found.eligible, found.flags) == (True, ())


@pytest.mark.parametrize(("code", "rule"), [("HS4", "R8"), ("HS5", "R9")])
def test_a_barred_submission_counts_nothing_and_says_why(
    sample: Sample, code: str, rule: str
) -> None:
    found = sample.result(code)
    assert (found.eligible, found.eligible_code) == (False, rule)
    assert found.clause.startswith("S3")
    assert (found.ballots_valid, found.ballots_expected, found.final) == (0, 0, None)


def test_figures_are_those_of_the_ballots(sample: Sample) -> None:
    for member, total in (("TV01", 800), ("TV02", 825), ("TV03", 900)):
        sample.score(member, "HS1", total)
    found = sample.result("HS1")
    assert (found.final, found.median, found.spread) == (842, 825, 100)
    assert found.criteria == {"TC1": 200, "TC2": 400, "TC3": 242, "DT1": 0}
    assert (found.class_name, found.class_code) == ("Tốt", "")
    assert (found.ballots_valid, found.ballots_expected) == (3, 5)


def test_equal_scores_share_a_rank_among_the_same_kind(sample: Sample) -> None:
    sample.take([submission_row("HS6", "A"), submission_row("HS7", "A")])
    for code, total in (("HS1", 800), ("HS2", 900), ("HS6", 800), ("HS7", 700), ("HS3", 500)):
        sample.score("TV01", code, total)
    ranks = {r.code: r.rank for r in results(sample.book, sample.campaign)}
    assert ranks == {
        "HS1": 2, "HS2": 1, "HS3": 1, "HS4": None, "HS5": None, "HS6": 2, "HS7": 4,
    }  # fmt: skip


def test_marks_far_apart_and_results_near_an_edge_are_flagged(sample: Sample) -> None:
    sample.take([ballot_row("HS1", "TV01", 1000), ballot_row("HS1", "TV02", 600)])
    assert sample.result("HS1").flags == ("spread",), "somebody is still scoring"
    for member in ("TV03", "TV04", "TV05"):
        sample.score(member, "HS1", 800)
    assert sample.result("HS1").flags == ("spread", "borderline")
    sample.settings(spread_part=100)
    assert sample.result("HS1").flags == ("borderline",)


def test_who_is_absent_holds_the_flag_up_no_longer(sample: Sample) -> None:
    sample.take([ballot_row("HS1", "TV01", 800), ballot_row("HS1", "TV02", 800)])
    assert sample.result("HS1").flags == ()
    sample.take([session_row(absent={"TV03": "ốm", "TV04": "họp", "TV05": "ốm"})])
    assert sample.result("HS1").flags == ("borderline",)


def test_only_chair_and_secretary_are_told(sample: Sample) -> None:
    sample.take([ballot_row("HS1", f"TV0{number}", 800) for number in range(1, 6)])
    assert sample.result("HS1").flags == ("borderline",)
    sample.book.office = None
    told = {}
    for code in ("TV01", "TV02", "TV03", "TV04"):
        mark = (FOR, sample.member(code).id)
        sample.book.connection.execute("INSERT OR REPLACE INTO local VALUES (?, ?)", mark)
        told[code] = sample.result("HS1").flags
    flagged = ("borderline",)
    assert told == {"TV01": flagged, "TV02": (), "TV03": flagged, "TV04": ()}


def test_a_criterion_code_may_hold_a_blank(sample: Sample) -> None:
    named = [replace(c, code=c.code.replace("TC", "TC ")) for c in collective().criteria]
    rubrics.store(sample.book, sample.campaign, replace(collective(), criteria=tuple(named)))
    for member, third in (("TV01", 300), ("TV02", 0), ("TV03", 0), ("TV04", 0)):
        case = (sample.book, sample.around, sample.member(member), sample.submission("HS1"))
        for criterion, mark in (("TC 1", 200), ("TC 2", 400), ("TC 3", third), ("DT1", 0)):
            ballots.set_mark(*case, criterion, mark)
        ballots.submit(*case, None)
    body, _ = freeze.body_of(sample.book, sample.campaign, 1)
    assert body["submissions"][0]["wide"] == ["TC 3"]


def test_without_a_rubric_there_is_a_note_and_no_class(sample: Sample) -> None:
    with sample.book.write() as operation:
        operation.remove("rubric", operation.row_id("rubric", sample.campaign.id, "collective"))
    assert sample.result("HS1").class_code == "no_rubric"
    assert sample.result("HS3").class_code == "no_result"


def test_the_self_score_is_the_sum_of_the_self_marks(sample: Sample) -> None:
    sample.set("submission", sample.submission("HS1").id, self__TC1=150, self__TC2=300)
    assert sample.result("HS1").self_score == 450
    assert sample.result("HS2").self_score is None


def test_a_subject_with_several_models_has_one_result_by_the_campaigns_setting(
    sample: Sample,
) -> None:
    """HS1 (8,50) and HS2 (7,00) of one subject; domain.md part 4."""
    sample.score_all()
    found = results(sample.book, sample.campaign)
    one, two = (
        next(r for r in found if r.code == code)._replace(subject="Một tập thể", unit="X")
        for code in ("HS1", "HS2")
    )
    rubric = sample.around.rubrics[one.kind]
    settings = sample.campaign.settings
    alone = of_subject([one], one, settings, rubric)
    assert alone is None
    scores = {}
    for how in ("highest", "mean", "main"):
        got = of_subject([one, two], one, replace(settings, several_models=how), rubric)
        assert got is not None and got.models == 2
        scores[how] = got.score
    assert scores == {"highest": 850, "mean": 775, "main": None}
    main = two._replace(is_main=True)
    got = of_subject([one, main], one, replace(settings, several_models="main"), rubric)
    assert got is not None and got.score == 700
