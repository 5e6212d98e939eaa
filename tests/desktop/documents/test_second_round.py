"""Minutes of a second round (thẩm định lại), signed: they prove themselves, and so do the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import decisions, freeze
from db.record import record_of
from db.rules import proof
from db.sessions import find, standing_snapshot
from desktop.documents.minutes import write_minutes
from desktop.documents.signing import sign
from desktop.documents.verifying import verify
from desktop.verify_words import sentences
from tests.signing_support import authority, frozen_record, signers
from tests.support import Sample, session_row


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


def _signed(sample: Sample, session: int, path: Path, *, former: int | None = None) -> Path:
    """Minutes of a frozen session signed by the chair; ``former``: a forger's figure of the
    round before on the pages."""
    body, code = freeze.body_of(sample.book, sample.campaign, session)
    meeting = find(sample.book.connection, sample.campaign, session)
    snapshot = standing_snapshot(sample.book.connection, meeting.id)
    assert snapshot is not None
    if former is not None:
        body["submissions"][0]["former"][0]["final"] = former
    write_minutes(body, path, code, record_of(sample.book, snapshot))
    sign(path, "ChuTri", signers()[2].file(path.parent))
    return path


@pytest.fixture
def twice(sample: Sample, tmp_path: Path) -> Sample:
    """HS1 was Tốt 8,50 in session 1, sent back, scored 7,50 and frozen in session 2."""
    frozen_record(sample)
    sample.take([session_row(2, date="2023-12-12")])
    _signed(sample, 1, tmp_path / "lan-1.pdf")
    decisions.record(
        sample.book, sample.campaign, 1, "215-QĐ/HU", "2023-12-05",
        send_back={"HS1": "Chưa rõ số liệu so sánh"},
    )  # fmt: skip
    for number in range(1, 6):
        sample.score(f"TV0{number}", "HS1", 750)
    freeze.freeze(sample.book, sample.campaign, 2)
    return sample


def test_both_rounds_prove_themselves(twice: Sample, tmp_path: Path) -> None:
    second = _signed(twice, 2, tmp_path / "lan-2.pdf")
    for path, session in ((tmp_path / "lan-1.pdf", 1), (second, 2)):
        verdict = verify(path, authority().trust, book=twice.book)
        assert verdict.valid and verdict.recomputed, sentences(verdict.reasons)
        (remark,) = [each for each in verdict.remarks if each.code == "book_agrees"]
        assert remark.facts["session"] == session


def test_the_result_of_the_round_before_is_not_to_be_altered(
    twice: Sample, tmp_path: Path
) -> None:
    verdict = verify(_signed(twice, 2, tmp_path / "gia.pdf", former=550), authority().trust)
    assert not verdict.valid and verdict.recomputed
    assert [reason.code for reason in verdict.reasons] == ["page_results"]
    assert "HS1" in sentences(verdict.reasons)[0]
