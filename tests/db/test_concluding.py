"""The class that a panel concludes against the mean: recorded apart, with its reason."""

from __future__ import annotations

from typing import Any

import pytest

from db import decisions, entries, freeze
from db.book import Book
from db.concluding import concluded, presiding
from db.errors import FreezeRefusedError
from db.queries.minutes import hearing_id
from db.record import record_of
from db.record_check import faults
from db.records import Member, Role
from db.rules import proof
from db.sessions import find, standing_snapshot
from tests.support import Sample


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is tested with the rule itself."""
    monkeypatch.setattr(proof, "_N", 2**4)


def _hear(sample: Sample, code: str, **values: Any) -> None:
    session = find(sample.book.connection, sample.campaign, 1).id
    submission = sample.submission(code).id
    ident = hearing_id(sample.book, session, submission)
    whole = {"session": session, "submission": submission, **values}
    entries.save(sample.book, "hearing", ident, whole)


def _heard(body: dict[str, Any], code: str) -> dict[str, Any]:
    return next(dict(s) for s in body["submissions"] if s["code"] == code)


@pytest.fixture
def scored(sample: Sample) -> Sample:
    """Everybody has scored HS1 (8,50: Tốt), HS2 (7,00: Khá) and HS3 (6,00: Đạt)."""
    sample.score_all()
    return sample


def test_a_concluded_class_stands_beside_the_one_of_the_marks(scored: Sample) -> None:
    _hear(scored, "HS2", concluded="Tốt", concluded_reason="Sức lan tỏa cả tỉnh")
    body = freeze.freeze(scored.book, scored.campaign, 1).body
    two = _heard(body, "HS2")
    assert (two["class"], two["computed_class"]) == ("Tốt", "Khá")
    assert two["concluded_reason"] == "Sức lan tỏa cả tỉnh"
    assert "computed_class" not in _heard(body, "HS1")
    assert body["counts"]["collective"] == {"Tốt": 2}
    result = scored.result("HS2")
    assert (result.class_name, result.concluded_class, result.panel_class) == (
        "Khá", "Tốt", "Tốt",
    )  # fmt: skip


def test_the_same_class_is_no_conclusion_apart(scored: Sample) -> None:
    _hear(scored, "HS2", concluded="Khá")
    assert _heard(freeze.freeze(scored.book, scored.campaign, 1).body, "HS2")["class"] == "Khá"
    assert scored.result("HS2").concluded_class is None


def test_without_a_reason_nothing_is_frozen(scored: Sample) -> None:
    _hear(scored, "HS2", concluded="Tốt", concluded_reason="  ")
    with pytest.raises(FreezeRefusedError) as caught:
        freeze.freeze(scored.book, scored.campaign, 1)
    assert caught.value.facts["obstacles"] == [("conclusion_reason", {"code": "HS2"})]


def test_the_committee_decides_on_the_concluded_class(scored: Sample) -> None:
    _hear(scored, "HS2", concluded="Tốt", concluded_reason="Sức lan tỏa cả tỉnh")
    freeze.freeze(scored.book, scored.campaign, 1)
    decisions.record(scored.book, scored.campaign, 1, "12-QĐ/HU", "2023-12-01")
    result = scored.result("HS2")
    assert (result.class_name, result.concluded_class, result.decided_class) == (
        "Khá", "Tốt", "Tốt",
    )  # fmt: skip


def test_the_record_proves_itself_and_a_forged_class_does_not(scored: Sample) -> None:
    _hear(scored, "HS2", concluded="Tốt", concluded_reason="Sức lan tỏa cả tỉnh")
    freeze.freeze(scored.book, scored.campaign, 1)
    assert faults(_record(scored.book, scored)) == []


def _record(book: Book, sample: Sample) -> Any:
    from db.record import read_record

    snapshot = standing_snapshot(book.connection, find(book.connection, sample.campaign, 1).id)
    assert snapshot is not None
    return read_record(record_of(book, snapshot))


def test_the_last_meeting_counts_and_an_unknown_class_does_not(scored: Sample) -> None:
    _hear(scored, "HS2", concluded="Xuất sắc", concluded_reason="x")
    assert concluded(scored.book.connection, scored.campaign.id) == {}


def test_the_chosen_chair_presides_unless_away(scored: Sample) -> None:
    _hear(scored, "HS1", chair="TV03")
    body = freeze.freeze(scored.book, scored.campaign, 1).body
    assert _heard(body, "HS1")["chair"] == "TV03"
    assert _heard(body, "HS2")["chair"] == "TV01"


def test_who_presides() -> None:
    chair = Member(b"1", "A", "A", Role.CHAIR, "", "")
    vice = Member(b"2", "B", "B", Role.VICE_CHAIR, "", "")
    other = Member(b"3", "C", "C", Role.MEMBER, "", "")
    panel = (other, vice, chair)
    assert presiding(panel, (None, "A"), ()) == "A"
    assert presiding(panel, ("C", "A"), ()) == "C"
    assert presiding(panel, ("C", "A"), {b"3"}) == "A"
    assert presiding(panel, (None, "A"), {b"1"}) == "B"
    assert presiding(panel, (None, "C"), {b"3"}) == "A"
    assert presiding(panel, (None, "A"), {b"1", b"2"}) == ""
