"""Deadlines, targets, eligibility, promises and re-checks of a campaign that is played through."""

from __future__ import annotations

from typing import Any

import pytest

from db import campaigns, decisions, entries, freeze, ratings
from db.errors import LateReasonError
from db.queries.cases import subjects
from db.queries.due import due
from db.queries.excellent import ExcellentList, Proposed, State, excellent
from db.queries.promises import promises, rechecks
from db.queries.submission import details
from db.rules import grounds
from db.rules.case import conclude
from db.year_rules import read
from desktop.commands.rules import due_lines
from desktop.messages import sentence
from desktop.rule_words import quoted, text_of
from tests.support import Sample, row, submission_row

TODAY = "2023-12-01"


@pytest.fixture
def roster(sample: Sample) -> Sample:
    """The sample with a roster: A's and B's collectives, C who never filed, T (R9), a head of B
    who did not register, a person of A."""
    sample.take(
        [
            row("unit", "C", name="Đảng ủy C", parent="V", kind="Đảng ủy"),
            *(_listed(f"DT{unit}", unit, name=f"Chi bộ {unit}") for unit in "ABCT"),
            _listed("DTH", "B", kind="individual", name="Hà Văn Hai", aims_excellent=True),
            _listed("DTP", "A", kind="individual", name="Cil Ha", aims_excellent=True),
            submission_row("HS6", "B", kind="individual", subject="Hà Văn Hai", is_head=True,
                           registered_on=None, has_report=False, aims_excellent=True),
        ]
    )  # fmt: skip
    return sample


def _listed(code: str, unit: str, **values: Any) -> Any:
    said = {"kind": "collective", "post": "", "authority": "", "must_register": True, **values}
    return row("subject", code, unit=unit, **said)


def _set(sample: Sample, **values: str) -> None:
    texts = {f"set:{name.replace('__', '.')}": value for name, value in values.items()}
    campaigns.change(sample.book, sample.campaign, texts)


def _due(sample: Sample, today: str = TODAY) -> Any:
    return due(sample.book, sample.campaign, today)


def test_without_deadlines_nobody_is_late(roster: Sample) -> None:
    found = _due(roster)
    assert (found.deadlines, found.targets, found.late) == ((), (), ())


def test_who_is_late_and_by_how_many_days(roster: Sample) -> None:
    """Registered on 02/02: one day after 01/02 (before 02/02). C and the head did not at all:
    303 days from 01/02 to 01/12. T is left out (R9)."""
    _set(roster, deadline__registration__committee="2023-02-02")
    found = _due(roster)
    assert {(x.code, x.subject, x.days, x.came) for x in found.late} == {
        ("HS1", "Chi bộ A", 1, "2023-02-02"), ("HS2", "Chi bộ B", 1, "2023-02-02"),
        ("HS3", "Cil Ha", 1, "2023-02-02"), ("HS4", "Chi bộ A", 1, "2023-02-02"),
        ("", "Chi bộ C", 303, None), ("HS6", "Hà Văn Hai", 303, None),
    }  # fmt: skip
    assert [(x.subject, x.unit) for x in found.chase] == [("Hà Văn Hai", "B"), ("Chi bộ C", "C")]
    assert [(d.name, count) for d, count in found.deadlines] == [("registration", 6)]


def test_another_levels_deadline_holds_nobody_here(roster: Sample) -> None:
    _set(roster, deadline__registration__grassroots="2023-02-02")
    assert _due(roster).late == ()
    _set(roster, level="grassroots")
    assert len(_due(roster).late) == 6


def test_the_panels_own_day_counts_what_it_has_not_frozen_in_time(roster: Sample) -> None:
    """R17: HS1 to HS3 are appraised in the meeting of 24/11. Until its day is over nothing is
    late; minutes of a later day are late although they froze everything."""

    def late(today: str) -> int:
        return {each.name: count for each, count in _due(roster, today).deadlines}["panel"]

    roster.score_all()
    _set(roster, deadline__panel__committee="2023-11-30")
    assert (late("2023-11-29"), late("2023-11-30")) == (0, 3)
    said = due_lines(_due(roster, "2023-11-30"))
    assert said == ["Hạn Tổ thẩm định làm xong (Ban Thường vụ (cơ quan thẩm định)): hết "
                    "ngày 29/11/2023; 3 hồ sơ chưa chốt đúng hạn."]  # fmt: skip
    freeze.freeze(roster.book, roster.campaign, 1)
    assert late("2023-12-10") == 0
    _set(roster, deadline__panel__committee="2023-11-24")
    assert late("2023-12-10") == 3


def test_shares_name_numerator_and_denominator(roster: Sample) -> None:
    """Must register: A, B, C, head, Cil Ha (T is left out): 5, of them A, B and Cil Ha did.
    Collectives: 3, of them 2. Classed Đạt or better of those three: all."""
    roster.score_all()
    _set(roster, target__register__all="60", target__register__collective="100",
         target__product__all="25")  # fmt: skip
    shares = {(t.kind, t.of): share for t, share in _due(roster).targets}
    got = {key: (s.numerator, s.denominator, s.percent, s.met) for key, s in shares.items()}
    assert got == {
        ("register", "all"): (3, 5, 6000, True),
        ("register", "collective"): (2, 3, 6667, False),
        ("product", "all"): (3, 3, 10000, True),
    }


def test_the_short_way_says_the_same_as_whole_cases(roster: Sample) -> None:
    roster.score_all()
    roster.take([submission_row("HS7", "T"), submission_row("HS8", "B", reported_on=None)])
    entries.withdraw(roster.book, roster.submission("HS8").id, "Gửi nhầm")
    _set(roster, deadline__registration__committee="2023-02-02", target__product__all="25",
         deadline__report__committee="2023-03-01", target__register__collective="100")  # fmt: skip
    short = _due(roster)
    whole = due(roster.book, roster.campaign, TODAY, subjects(roster.book, roster.campaign))
    assert short == whole and len(short.late) == 8


def test_without_a_roster_a_share_is_of_nothing(sample: Sample) -> None:
    _set(sample, target__register__all="90")
    ((_, share),) = _due(sample).targets
    assert (share.denominator, share.percent, share.met) == (0, None, None)


# -- late entry ----------------------------------------------------------------------------


def test_a_workbook_with_late_rows_needs_their_reasons(roster: Sample) -> None:
    _set(roster, deadline__registration__committee="2023-03-01")
    late = [submission_row(code, "A", registered_on="2023-03-04") for code in ("HS7", "HS8")]
    with pytest.raises(LateReasonError) as caught:
        roster.take(late)
    said = sentence(caught.value)
    assert "HS7" in said and "4 ngày" in said and "28/02/2023" in said and "1 chỗ khác" in said
    assert roster.book.connection.execute(
        "SELECT count(*) FROM submission WHERE code = 'HS7'"
    ).fetchone() == (0,)
    roster.take([submission_row("HS7", "A", registered_on="2023-03-04", late_reason="Bão lũ")])
    assert details(roster.book, roster.around, roster.submission("HS7").id).values[
        "late_reason"
    ] == "Bão lũ"  # fmt: skip
    roster.take([submission_row("HS7", "A", registered_on="2023-03-04")])  # again: it stands


def test_a_form_asks_for_the_reason_too(roster: Sample) -> None:
    _set(roster, deadline__report__committee="2023-11-15")
    ident = roster.submission("HS4").id
    with pytest.raises(LateReasonError):
        entries.save(roster.book, "submission", ident, {"reported_on": "2023-11-15"})
    entries.save(roster.book, "submission", ident, {"reported_on": "2023-11-14"})
    entries.save(roster.book, "submission", ident, {"report_late_reason": "Chờ số liệu"})
    entries.save(roster.book, "submission", ident, {"reported_on": "2023-11-20"})
    with pytest.raises(LateReasonError):
        entries.save(roster.book, "submission", ident, {"report_late_reason": None})


def test_what_was_here_before_the_deadline_was_set_can_be_corrected(roster: Sample) -> None:
    _set(roster, deadline__registration__committee="2023-01-15")
    ident = roster.submission("HS1").id
    entries.save(roster.book, "submission", ident, {"title": "Tên sửa lại"})
    roster.take([submission_row("HS1", "A", title="Tên sửa lại")])


# -- HTXSNV --------------------------------------------------------------------------------


def _list(sample: Sample) -> ExcellentList:
    return excellent(sample.book, sample.campaign, TODAY)


def _verdicts(sample: Sample) -> dict[str, bool | None]:
    return {each.subject.name: each.verdict for each in _list(sample).aiming}


def _of(sample: Sample, name: str) -> Proposed:
    return next(each for each in _list(sample).rows if each.subject.name == name)


def test_the_head_follows_the_organisations_result_at_once(roster: Sample) -> None:
    assert _verdicts(roster) == {"Hà Văn Hai": None, "Cil Ha": None}, "no result yet"
    assert _of(roster, "Cil Ha").state is State.WAITS
    roster.score_all()  # HS2 of B: 7,00 Khá; HS3 Cil Ha: 6,00 Đạt
    assert _verdicts(roster) == {"Hà Văn Hai": True, "Cil Ha": False}
    for number in range(1, 5):
        roster.score(f"TV0{number}", "HS2", 550, reason="Chấm lại")
    assert roster.result("HS2").class_name == "Đạt"
    assert _verdicts(roster) == {"Hà Văn Hai": False, "Cil Ha": False}


def test_after_the_decision_the_decided_class_governs(roster: Sample) -> None:
    """The panel says Khá of B, the committee decides Đạt: its head falls, and the reason
    names both classes; Cil Ha goes up from Đạt to Khá."""
    roster.score_all()
    freeze.freeze(roster.book, roster.campaign, 1)
    changes = {"HS2": ("Đạt", "Sản phẩm chưa rõ"), "HS3": ("Khá", "Có bổ sung")}
    decisions.record(roster.book, roster.campaign, 1, "QĐ 9", "2023-12-05", changes)
    assert _verdicts(roster) == {"Hà Văn Hai": False, "Cil Ha": True}
    head, person = _of(roster, "Hà Văn Hai"), _of(roster, "Cil Ha")
    (step,) = head.why
    assert quoted(step, {}) == (
        "Là người đứng đầu nhưng tổ chức (Chi bộ B) xếp loại Đạt, chưa đạt Tốt hoặc Khá; Chi bộ B: "
        "Tổ thẩm định đề nghị Khá, Ban Thường vụ quyết định Đạt (Công văn 804-CV/HU, mục 1). "
        "Thiết lập của đợt: xét căn cứ thay thế."
    )
    assert (person.subject.case.panel_class, person.subject.case.class_name) == ("Đạt", "Khá")
    assert "Tổ thẩm định đề nghị loại Đạt, Ban Thường vụ quyết định loại Khá" in text_of(
        person.why[0]
    )


def test_one_class_for_several_models_by_the_mean(sample: Sample) -> None:
    """HS1 8,00 (Tốt) and HS9 6,00 (Đạt) of Chi bộ A: the mean 7,00 is Khá. Where the committee
    changes one of them, only classes that agree make one; else somebody must say."""
    sample.take([submission_row("HS9", "A")])
    sample.settings(several_models="mean")
    for member in ("TV01", "TV02", "TV03", "TV04"):
        sample.score(member, "HS1", 800)
        sample.score(member, "HS9", 600)
    case = _of(sample, "Chi bộ A").subject.case
    assert (case.class_name, case.panel_class, case.mixed) == ("Khá", "Khá", False)
    freeze.freeze(sample.book, sample.campaign, 1)
    record = (sample.book, sample.campaign, 1, "QĐ 9", "2023-12-05")
    decisions.record(*record)
    case = _of(sample, "Chi bộ A").subject.case
    assert (case.class_name, case.decided) == ("Khá", True), "the committee left them as they are"
    decisions.record(*record, {"HS9": ("Khá", "Đã bổ sung")})
    found = _of(sample, "Chi bộ A")
    assert found.subject.case.mixed and found.verdict is None
    assert "class_mixed" in {step.code for step in found.why}
    decisions.record(*record, {"HS9": ("Tốt", "Đã bổ sung")})
    case = _of(sample, "Chi bộ A").subject.case
    assert (case.class_name, case.panel_class, case.decided) == ("Tốt", "Khá", True)


def test_the_basis_stands_with_each(roster: Sample) -> None:
    roster.score_all()
    (step,) = _of(roster, "Hà Văn Hai").why
    assert (step.code, step.facts["organisation"], step.facts["class"]) == (
        "head_rests", "Chi bộ B", "Khá",
    )  # fmt: skip


def test_a_quota_warns_by_unit_and_names_what_it_is_of(roster: Sample) -> None:
    roster.score_all()
    assert _list(roster).quotas == ()
    _set(roster, quota="20")
    found = {quota.unit: quota for quota in _list(roster).quotas}
    assert (found["B"].proposed, found["B"].of, found["B"].rated, found["B"].over) == (
        1, 1, False, True,
    )  # fmt: skip
    assert not found["A"].over
    ratings.rated_good(roster.book, found["B"].id, 5)
    b = _list(roster).quota("B")
    assert b is not None and (b.of, b.rated, b.over, b.share.percent) == (5, True, False, 2000)
    ratings.rated_good(roster.book, found["B"].id, 4)
    b = _list(roster).quota("B")
    assert b is not None and b.over


def test_everybody_of_the_roster_has_a_verdict(roster: Sample) -> None:
    roster.score_all()
    rules, campaign = read(roster.book.connection, roster.campaign), roster.campaign
    found = {
        (s.listed.code if s.listed else ""): conclude(
            grounds.steps(s.case, campaign.settings, rules, campaign.body, TODAY)
        )
        for s in subjects(roster.book, campaign)
    }
    assert found == {"DTA": True, "DTB": True, "DTC": False, "DTT": False, "DTH": True,
                     "DTP": False}  # fmt: skip


# -- promise and result, re-check ----------------------------------------------------------


def test_promise_and_result(roster: Sample) -> None:
    roster.take(
        [row("target", ("HS1", "Số hộ"), measure="hộ", baseline="5", promised="40", actual="45",
             position=1),
         submission_row("HS9", "B", registered_on=None)]
    )  # fmt: skip
    found = promises(roster.book, roster.campaign)
    assert [(p.code, p.name, p.promised, p.actual) for p in found.promises] == [
        ("HS1", "Số hộ", "40", "45")
    ]
    assert (found.never_reported, found.never_registered) == (("HS4",), ("HS9",))


def test_hints_and_what_a_person_said(roster: Sample) -> None:
    ident = roster.submission("HS1").id
    said = {"recheck": "revise", "recheck_note": "Ghi rõ chỉ tiêu"}
    entries.save(roster.book, "submission", ident, said)
    found = {each.code: each for each in rechecks(roster.book, roster.campaign)}
    assert (found["HS1"].outcome, found["HS1"].note) == ("revise", "Ghi rõ chỉ tiêu")
    assert "short" in found["HS1"].hints and "no_figures" not in found["HS1"].hints
    assert "HS6" not in found, "nothing was registered"
