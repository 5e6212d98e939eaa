"""An earlier value comes back as a change of its own, and goes again by undo."""

from __future__ import annotations

import pytest

from db import freeze, undo
from db.check import check
from db.errors import (
    DuplicateCodeError,
    NoOfficeKeyError,
    NotRestorableError,
    SessionFrozenError,
    UnknownCodeError,
)
from db.queries.cell_changes import values_of
from db.restoring import restorable, restore
from tests.support import Sample, changes

TITLE = "submission.title"


def earlier(sample: Sample, ident: bytes, fld: str, value: object) -> bytes:
    """The change that once wrote that value."""
    found = values_of(sample.book, ident, fld, open_to=True)
    return next(each.change for each in found if each.value == value)


def title(sample: Sample) -> str:
    return sample.submission("HS1").title


def test_a_value_comes_back_and_goes_again(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    sample.set("submission", submission, title="Gõ nhầm")
    before = changes(sample.book)
    made = restore(
        sample.book, submission, TITLE, earlier(sample, submission, TITLE, "Mô hình HS1")
    )
    assert title(sample) == "Mô hình HS1" and changes(sample.book) == before + 1
    assert made.op is not None
    undo.undo(sample.book, made.op)
    assert title(sample) == "Gõ nhầm"
    assert not check(sample.book)


def test_what_stands_already_is_not_written_again(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    before = changes(sample.book)
    again = restore(
        sample.book, submission, TITLE, earlier(sample, submission, TITLE, "Mô hình HS1")
    )
    assert not again and changes(sample.book) == before


def test_an_empty_value_and_a_mark_come_back(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    sample.set("submission", submission, self__TC1=175, result=None)
    sample.set("submission", submission, self__TC1=200, result="Trả 412 hồ sơ")
    sample.set("submission", submission, result=None)
    restore(
        sample.book, submission, "submission.self:TC1",
        earlier(sample, submission, "submission.self:TC1", 175),
    )  # fmt: skip
    restore(
        sample.book, submission, "submission.result",
        earlier(sample, submission, "submission.result", "Trả 412 hồ sơ"),
    )  # fmt: skip
    assert sample.submission("HS1").self_marks == {"TC1": 175}
    restore(
        sample.book, submission, "submission.result",
        earlier(sample, submission, "submission.result", None),
    )  # fmt: skip
    assert values_of(sample.book, submission, "submission.result", open_to=True)[0].value is None


@pytest.mark.parametrize(
    ("fld", "can"),
    [
        ("submission.title", True),
        ("submission.recused:" + "00" * 16, True),
        ("session.place", True),
        ("member.role", True),
        ("submission.campaign", False),
        ("submission.~gone", False),
        ("target.submission", False),
        ("campaign.set:blind", False),
        ("rubric.criteria", False),
        ("member.key:" + "00" * 32, False),
        ("office.key:" + "00" * 32, False),
        ("void.reason", False),
        ("decision.document", False),
        ("submission.unheard_of", False),
        ("unheard.of", False),
        ("", False),
    ],
)
def test_what_has_a_rule_of_its_own_is_not_restored(sample: Sample, fld: str, can: bool) -> None:
    """A rubric and settings need a reason and a basis, keys and voids are signed matters."""
    assert restorable(fld) is can
    if not can:
        with pytest.raises(NotRestorableError):
            restore(sample.book, bytes(16), fld, bytes(22))


def test_a_change_that_is_not_there(sample: Sample) -> None:
    with pytest.raises(UnknownCodeError):
        restore(sample.book, sample.submission("HS1").id, TITLE, bytes(22))


def test_a_code_that_is_taken_stays_away(sample: Sample) -> None:
    submission, other = sample.submission("HS1").id, sample.submission("HS3").id
    sample.set("submission", submission, code="HS9")
    sample.set("submission", other, code="HS1")
    with pytest.raises(DuplicateCodeError):
        restore(
            sample.book, submission, "submission.code",
            earlier(sample, submission, "submission.code", "HS1"),
        )  # fmt: skip


def test_frozen_results_are_not_touched(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    sample.set("submission", submission, title="Tên đã chốt")
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    with pytest.raises(SessionFrozenError):
        restore(sample.book, submission, TITLE, earlier(sample, submission, TITLE, "Mô hình HS1"))
    assert title(sample) == "Tên đã chốt"


def test_the_office_alone_restores(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    sample.set("submission", submission, title="Tên mới")
    other = sample.elsewhere("thanh-vien")
    before = changes(other.book)
    with pytest.raises(NoOfficeKeyError):
        restore(other.book, submission, TITLE, earlier(sample, submission, TITLE, "Mô hình HS1"))
    assert changes(other.book) == before
    other.book.close()
