"""What the papers around the minutes say: who is late, who signs, each submission in full."""

from __future__ import annotations

from db import campaigns, freeze
from db.queries.office_papers import BOTH, REGISTRATION, REPORT, Signer, office_facts, owing
from db.session_body import compose
from db.sessions import find
from tests.support import Sample, row, submission_row


def body_of(sample: Sample) -> dict[str, object]:
    session = find(sample.book.connection, sample.campaign, 1)
    return compose(sample.book, sample.campaign, session, seq=0)


def test_who_has_not_filed(sample: Sample) -> None:
    sample.take(
        [
            submission_row("HS6", "B", registered_on=None, has_report=False),
            submission_row("HS7", "B", registered_on=None),
            submission_row("HS8", "A", has_report=False, subject="Chi bộ đã rút"),
            row("subject", "DT1", kind="collective", name="Chi bộ chưa nộp", unit="A",
                must_register=True),
            row("subject", "DT2", kind="collective", name="Chi bộ A", unit="A",
                must_register=True),
            row("subject", "DT3", kind="collective", name="Chi bộ thôn 2", unit="T",
                must_register=True),
            row("subject", "DT4", kind="individual", name="Không bắt buộc", unit="A"),
        ]
    )  # fmt: skip
    sample.set("submission", sample.submission("HS8").id, withdrawn="không triển khai")
    late = [(o.unit_name, o.code or o.subject, o.what) for o in owing(sample.book, sample.around)]
    assert late == [
        ("Đảng ủy A", "Chi bộ chưa nộp", BOTH),
        ("Đảng ủy A", "HS4", REPORT),
        ("Đảng ủy B", "HS6", BOTH),
        ("Đảng ủy B", "HS7", REGISTRATION),
    ]


def test_briefs_of_the_session_and_before_scoring_of_all(sample: Sample) -> None:
    facts = office_facts(sample.book, sample.campaign, body_of(sample))
    codes = [brief.details.values["code"] for brief in facts.briefs]
    assert codes == ["HS1", "HS2", "HS3"]  # HS4 (R8) and HS5 (R9) are barred
    assert facts.received.submissions == 5
    assert facts.received.reported == 4
    assert facts.illustrative
    sample.score("TV01", "HS1")
    facts = office_facts(sample.book, sample.campaign, body_of(sample))
    assert [brief.details.values["code"] for brief in facts.briefs] == ["HS1"]


def test_briefs_of_a_frozen_session(sample: Sample) -> None:
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    body, _ = freeze.body_of(sample.book, sample.campaign, 1)
    facts = office_facts(sample.book, sample.campaign, body)
    assert [b.details.values["code"] for b in facts.briefs] == ["HS1", "HS2", "HS3"]


def test_who_signs_for_the_body(sample: Sample) -> None:
    assert office_facts(sample.book, sample.campaign, body_of(sample)).signer == Signer()
    campaigns.change(
        sample.book,
        sample.campaign,
        {
            "set:signer_authority": "by_order",
            "set:signer_of": "Ban Thường vụ",
            "set:signer_title": "Trưởng ban",
            "set:signer_name": "Bùi Đức Mai",
        },
    )
    signer = office_facts(sample.book, sample.campaign, body_of(sample)).signer
    assert signer == Signer("by_order", "Ban Thường vụ", "Trưởng ban", "Bùi Đức Mai")


def test_only_days_that_are_set_are_due(sample: Sample) -> None:
    assert office_facts(sample.book, sample.campaign, body_of(sample)).due == ()
    campaigns.change(
        sample.book, sample.campaign, {"set:deadline.report.committee": "2023-11-15"}
    )
    (due,) = office_facts(sample.book, sample.campaign, body_of(sample)).due
    assert (due.name, due.date, due.inclusive) == (REPORT, "2023-11-15", False)
