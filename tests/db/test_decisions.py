"""The standing committee's decision: what it may say, and what results say after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import decisions, freeze
from db.check import check
from db.errors import (
    DecisionDateError,
    DecisionRefusedError,
    NoOfficeKeyError,
    ReasonMissingError,
    SessionNotFrozenError,
    UnknownCodeError,
)
from db.rules import proof
from db.sessions import find
from db.undo import undo
from tests.support import Sample, union


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def frozen(sample: Sample) -> Sample:
    """HS1 Tốt, HS2 Khá and HS3 Đạt, frozen."""
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    return sample


def _record(
    sample: Sample, changes: dict[str, tuple[str, str]] | None = None, **more: str
) -> bytes:
    said = {"document": "215-QĐ/HU", "date": "2023-12-05", **more}
    found = decisions.record(
        sample.book, sample.campaign, 1, said["document"], said["date"], changes or {}
    )
    return found.op or b""


def _decided(sample: Sample) -> dict[str, str | None]:
    return {code: sample.result(code).decided_class for code in ("HS1", "HS2", "HS3", "HS4")}


def test_after_the_decision_results_carry_the_decided_class(frozen: Sample) -> None:
    assert set(_decided(frozen).values()) == {None}
    _record(frozen, {"HS2": ("tốt", "Có sản phẩm mới được công nhận")})
    assert _decided(frozen) == {"HS1": "Tốt", "HS2": "Tốt", "HS3": "Đạt", "HS4": None}
    assert frozen.result("HS2").class_name == "Khá", "the panel's class stays beside it"
    session = find(frozen.book.connection, frozen.campaign, 1)
    found = decisions.decision_of(frozen.book.connection, session.id)
    assert found is not None
    assert (found.document, found.date) == ("215-QĐ/HU", "2023-12-05")
    assert list(found.changed.values()) == [("Tốt", "Có sản phẩm mới được công nhận")]
    assert check(frozen.book) == []


def test_recorded_again_it_says_all_anew(frozen: Sample) -> None:
    _record(frozen, {"HS1": ("Khá", "Chưa rõ sản phẩm"), "HS2": ("Đạt", "Báo cáo chậm")})
    _record(frozen, {"HS2": ("Tốt", "Xem lại")})
    assert _decided(frozen) == {"HS1": "Tốt", "HS2": "Tốt", "HS3": "Đạt", "HS4": None}


def test_the_panels_own_class_is_no_change(frozen: Sample) -> None:
    _record(frozen, {"HS1": ("Tốt", "Giữ nguyên")})
    session = find(frozen.book.connection, frozen.campaign, 1)
    found = decisions.decision_of(frozen.book.connection, session.id)
    assert found is not None and found.changed == {}


def test_a_decision_is_undone_and_recorded_once_more(frozen: Sample) -> None:
    op = _record(frozen)
    undo(frozen.book, op)
    assert set(_decided(frozen).values()) == {None}
    _record(frozen)
    assert _decided(frozen)["HS1"] == "Tốt"


def test_opened_and_frozen_again_the_session_waits_for_a_decision_of_its_own(
    frozen: Sample,
) -> None:
    _record(frozen)
    freeze.unfreeze(frozen.book, frozen.campaign, 1, "Ghi nhầm giờ họp")
    assert set(_decided(frozen).values()) == {None}
    freeze.freeze(frozen.book, frozen.campaign, 1)
    assert set(_decided(frozen).values()) == {None}


REFUSED: list[tuple[type[Exception], Callable[[Sample], object]]] = [
    (UnknownCodeError, lambda s: _record(s, {"HS4": ("Đạt", "Xét lại")})),
    (UnknownCodeError, lambda s: _record(s, {"HS1": ("Xuất sắc", "Xét lại")})),
    (ReasonMissingError, lambda s: _record(s, {"HS1": ("Khá", "  ")})),
    (DecisionRefusedError, lambda s: _record(s, document=" ")),
    (DecisionDateError, lambda s: _record(s, date="05/12/2023")),
    (DecisionDateError, lambda s: _record(s, date="2023-11-23")),
    (DecisionDateError, lambda s: _record(s, date="2025-01-01")),
    (UnknownCodeError, lambda s: decisions.record(s.book, s.campaign, 7, "1", "2023-12-05")),
]


@pytest.mark.parametrize(("error", "act"), REFUSED)
def test_what_no_decision_can_say(
    frozen: Sample, error: type[Exception], act: Callable[[Sample], object]
) -> None:
    with pytest.raises(error):
        act(frozen)
    assert set(_decided(frozen).values()) == {None}


def test_only_what_is_frozen_is_decided_and_only_by_the_office(sample: Sample) -> None:
    with pytest.raises(SessionNotFrozenError):
        _record(sample)
    other = sample.elsewhere("kia")
    with pytest.raises(NoOfficeKeyError):
        _record(other)
    other.book.close()


def test_two_frozen_on_two_laptops_are_settled_before_a_decision(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.score_all()
    other = sample.elsewhere("kia")
    other.book.office = sample.book.office  # the same office on a second laptop
    sample.set("session", find(sample.book.connection, sample.campaign, 1).id, place="Hội trường")
    for one in (sample, other):
        freeze.freeze(one.book, one.campaign, 1)
    union(sample.book, other.book)
    other.book.close()
    with pytest.raises(DecisionRefusedError) as caught:
        _record(sample)
    assert caught.value.facts["what"] == "two_frozen"


def test_papers_after_the_decision_carry_both_classes(frozen: Sample) -> None:
    before, code = freeze.body_of(frozen.book, frozen.campaign, 1)
    assert "decision" not in before
    _record(frozen, {"HS2": ("Tốt", "Nhân rộng")})
    body, same = freeze.body_of(frozen.book, frozen.campaign, 1)
    assert same == code, "the decision is no part of what was frozen"
    assert body["decision"] == {"document": "215-QĐ/HU", "date": "2023-12-05", "note": ""}
    assert {
        s["code"]: (s["class"], s["decided_class"], s["decided_reason"])
        for s in body["submissions"]
    } == {
        "HS1": ("Tốt", "Tốt", ""),
        "HS2": ("Khá", "Tốt", "Nhân rộng"),
        "HS3": ("Đạt", "Đạt", ""),
    }
