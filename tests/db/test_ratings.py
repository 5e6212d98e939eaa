"""What the office writes down for HTXSNV: decisions, documents, heads, rewards."""

from __future__ import annotations

from typing import Any

import pytest

from db import campaigns, check, freeze, ratings
from db.errors import RatingRefusedError, SessionFrozenError
from db.queries.cases import Subject, subjects
from db.queries.excellent import Proposed, State, excellent
from db.rules import rulings
from desktop.messages import sentence
from desktop.rule_words import quoted
from desktop.words import eligible_note
from tests.support import Sample, row, submission_row

TODAY = "2023-12-01"
DECIDED = ("QĐ 12-QĐ/HU", "2023-12-01", "Sáng kiến đã áp dụng")


@pytest.fixture
def people(sample: Sample) -> Sample:
    """The sample with Hà Văn Hai of B, who did not register but names an initiative, and two of
    the roster who never filed: K'Tư of A and Lơ Mu of B."""
    sample.take(
        [
            submission_row("HS6", "B", kind="individual", subject="Hà Văn Hai", title="",
                           registered_on=None, has_report=False, aims_excellent=True,
                           alternative_basis="Sáng kiến số 5"),
            *(row("subject", code, unit=unit, kind="individual", name=name, post="Chuyên viên",
                  authority="", must_register=True, aims_excellent=True)
              for code, unit, name in (("DT1", "A", "K'Tư"), ("DT2", "B", "Lơ Mu"))),
        ]
    )  # fmt: skip
    return sample


def _of(sample: Sample, name: str) -> Proposed:
    rows = excellent(sample.book, sample.campaign, TODAY).rows
    return next(each for each in rows if each.subject.name == name)


def _subject(sample: Sample, name: str) -> Subject:
    return next(s for s in subjects(sample.book, sample.campaign) if s.name == name)


def _decide(sample: Sample, name: str, outcome: str) -> None:
    found = _of(sample, name)
    rules = rulings.open_rules(found.steps)
    ratings.decide(sample.book, found.subject.holder, outcome, rules, *DECIDED)


def test_an_accepted_ground_is_appraised_and_qualifies(people: Sample) -> None:
    assert people.result("HS6").eligible is None
    assert _of(people, "Hà Văn Hai").state is State.DECIDE
    _decide(people, "Hà Văn Hai", "accepted")
    result = people.result("HS6")
    assert (result.eligible, result.eligible_code) == (True, "R7")
    note = eligible_note(
        result.eligible_code, result.registered, result.reported, {}, result.ruling
    )
    assert note == (
        "Cá nhân không đăng ký, xét theo căn cứ thay thế (Công văn 804-CV/HU, mục 1). Đã chấp "
        "nhận theo QĐ 12-QĐ/HU, ngày 01/12/2023; lý do: Sáng kiến đã áp dụng."
    )
    found = _of(people, "Hà Văn Hai")
    assert (found.verdict, [step.code for step in found.why]) == (True, ["document_project"])
    assert quoted(found.why[0], {}).endswith("lý do: Sáng kiến đã áp dụng.")
    assert check.check(people.book) == []


def test_a_refused_one_is_not_appraised_and_the_reason_is_quoted(people: Sample) -> None:
    _decide(people, "Hà Văn Hai", "refused")
    result = people.result("HS6")
    assert (result.eligible, result.eligible_code) == (False, "refused")
    found = _of(people, "Hà Văn Hai")
    assert found.verdict is False
    assert "Không được chấp nhận theo QĐ 12-QĐ/HU" in quoted(found.why[0], {})
    ratings.take_back(people.book, found.subject.holder)
    assert people.result("HS6").eligible is None


def test_what_came_late_is_settled_by_a_decision(people: Sample) -> None:
    late = {"set:deadline.registration.committee": "2023-02-02"}
    campaigns.change(people.book, people.campaign, late)
    found = _of(people, "Chi bộ A")
    assert rulings.open_rules(found.steps) == ("R16/R19/R21",)
    _decide(people, "Chi bộ A", "refused")
    assert people.result("HS1").eligible is False
    assert [step.code for step in _of(people, "Chi bộ A").why] == ["late"]
    campaigns.change(people.book, people.campaign, dict.fromkeys(late))
    assert [step.code for step in _of(people, "Chi bộ A").why] == ["refused"]


def test_whoever_never_filed_rests_on_a_typed_document(people: Sample) -> None:
    assert _of(people, "K'Tư").verdict is False
    holder = _subject(people, "K'Tư").holder
    assert holder[0] == "subject"
    said = {"what": "project", "document": "Sáng kiến số hóa sổ tay"}
    ground, _ = ratings.save_ground(people.book, people.campaign, holder, None, said)
    short = _of(people, "K'Tư")
    assert (short.state, short.why[0].facts["missing_of"]) == (
        State.DECIDE, ("number", "date", "level"),
    )  # fmt: skip
    whole = {**said, "number": "12/QĐ-UBND", "date": "2023-06-05", "level": "UBND huyện"}
    ratings.save_ground(people.book, people.campaign, holder, ground, whole)
    found = _of(people, "K'Tư")
    assert (found.verdict, [step.code for step in found.why]) == (True, ["ground_project"])
    assert "số 12/QĐ-UBND, ngày 05/06/2023, UBND huyện" in quoted(found.why[0], {})
    ratings.save_ground(
        people.book, people.campaign, holder, ground, {**whole, "date": "2022-06-05"}
    )
    assert [step.code for step in _of(people, "K'Tư").why] == ["ground_year"]


def test_a_document_makes_an_unregistered_submission_a_matter_to_decide(people: Sample) -> None:
    people.take([submission_row("HS7", "A", kind="individual", subject="Rơ Ông",
                                registered_on=None, has_report=False)])  # fmt: skip
    assert people.result("HS7").eligible is False
    holder = _subject(people, "Rơ Ông").holder
    said = {"what": "reward", "document": "Bằng khen đột xuất"}
    ground, _ = ratings.save_ground(people.book, people.campaign, holder, None, said)
    assert people.result("HS7").eligible is None
    people.book.rebuild()
    assert people.result("HS7").eligible is None
    from db import entries

    entries.remove(people.book, "ground", ground)
    assert people.result("HS7").eligible is False


def test_the_head_of_the_roster_rests_on_the_organisation(people: Sample) -> None:
    people.score_all()  # B: Khá
    assert [step.code for step in _of(people, "Lơ Mu").why] == ["if_head"]
    listed = _subject(people, "Lơ Mu").listed
    assert listed is not None
    ratings.say_head(people.book, listed.id, True)
    assert _of(people, "Lơ Mu").verdict is True
    ratings.say_head(people.book, listed.id, False)
    assert _of(people, "Lơ Mu").verdict is False


def test_a_reward_and_who_proposes_it(people: Sample) -> None:
    people.score_all()
    freeze.freeze(people.book, people.campaign, 1)
    holder = _subject(people, "Chi bộ A").holder
    ratings.propose_reward(people.book, holder, "Giấy khen của Huyện ủy", "Đảng ủy A")
    found = _subject(people, "Chi bộ A")
    assert (found.reward, found.reward_by) == ("Giấy khen của Huyện ủy", "Đảng ủy A")
    with pytest.raises(SessionFrozenError):
        ratings.decide(people.book, holder, "refused", ("R12/R16",), *DECIDED)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"rules": ()}, "rules"),
        ({"document": " "}, "document"),
        ({"reason": ""}, "reason"),
        ({"date": "31/02/2023"}, "date"),
    ],
)
def test_what_is_missing_is_said(people: Sample, change: dict[str, Any], what: str) -> None:
    holder = _subject(people, "Hà Văn Hai").holder
    said: dict[str, Any] = {"rules": ("R7",), "document": "QĐ 1", "date": "", "reason": "Đúng"}
    with pytest.raises(RatingRefusedError) as caught:
        ratings.decide(people.book, holder, "accepted", **{**said, **change})
    assert caught.value.facts["what"] == what
    assert "; hãy " in sentence(caught.value)
