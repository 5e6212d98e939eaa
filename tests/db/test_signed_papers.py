"""Signed copies of minutes: kept once, listed, travelling, and closing what stands frozen."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import freeze
from db.check import check
from db.closing import Closed
from db.errors import (
    EvidenceKindError,
    NoOfficeKeyError,
    SessionClosedError,
    SessionNotFrozenError,
    SignedPaperRefusedError,
)
from db.evidence import content
from db.exchange.evidence_copy import needed
from db.frozen_picture import digest_of
from db.queries.authors import Standing
from db.queries.evidence import named
from db.rules import proof
from db.sessions import find, standing_snapshot
from db.signed_papers import SignedPaper, Sort, attach, signed_papers
from tests.support import Clock, Sample, union


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def frozen(sample: Sample) -> Sample:
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    return sample


def _digest(sample: Sample) -> str:
    snapshot = standing_snapshot(sample.book.connection, _session(sample))
    assert snapshot is not None
    return digest_of(snapshot.body)


def _session(sample: Sample) -> bytes:
    return find(sample.book.connection, sample.campaign, 1).id


def _pdf(folder: Path, name: str = "da-ky.pdf", more: bytes = b"") -> Path:
    path = folder / name
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 5000 + more)
    return path


def _attach(
    sample: Sample,
    path: Path,
    sort: Sort = Sort.SCAN,
    *,
    digest: str = "",
    number: str = "",
    date: str | None = None,
) -> None:
    digest = digest or _digest(sample)
    attach(sample.book, sample.campaign, 1, path, sort, digest=digest, number=number, date=date)


def _papers(sample: Sample) -> list[SignedPaper]:
    return signed_papers(sample.book, _session(sample))


def test_what_is_kept(frozen: Sample, tmp_path: Path) -> None:
    path = _pdf(tmp_path)
    _attach(frozen, path, number="15-BB/TTĐ", date="2023-11-25")
    (paper,) = _papers(frozen)
    assert (paper.sort, paper.number, paper.date) == (Sort.SCAN, "15-BB/TTĐ", "2023-11-25")
    assert paper.name == "da-ky.pdf" and paper.size == path.stat().st_size and paper.here
    assert paper.digest == _digest(frozen)
    assert paper.author.standing is Standing.OFFICE and paper.added > 0
    assert content(frozen.book, paper.hash) == path.read_bytes()
    assert check(frozen.book) == []


def test_the_minutes_get_the_number_that_was_left_open(frozen: Sample, tmp_path: Path) -> None:
    assert find(frozen.book.connection, frozen.campaign, 1).minutes_no == ""
    _attach(frozen, _pdf(tmp_path), number="15-BB/TTĐ")
    meeting = find(frozen.book.connection, frozen.campaign, 1)
    assert meeting.minutes_no == "15-BB/TTĐ" and meeting.date == "2023-11-24"
    _attach(frozen, _pdf(tmp_path, "hai.pdf", b"2"))
    assert _papers(frozen)[0].number == "15-BB/TTĐ"  # what is not said is the minutes' own
    _attach(frozen, _pdf(tmp_path, "hai.pdf", b"2"), number="16-BB/TTĐ")
    assert find(frozen.book.connection, frozen.campaign, 1).minutes_no == "15-BB/TTĐ"


def test_the_same_file_again_corrects_number_and_date(frozen: Sample, tmp_path: Path) -> None:
    _attach(frozen, _pdf(tmp_path), number="15-BB/TTĐ")
    first = _papers(frozen)[0]
    _attach(frozen, _pdf(tmp_path), number="16-BB/TTĐ")
    (paper,) = _papers(frozen)
    assert paper.number == "16-BB/TTĐ" and paper.added == first.added and paper.id == first.id


def test_one_signature_more_replaces_the_copy_before(frozen: Sample, tmp_path: Path) -> None:
    _attach(frozen, _pdf(tmp_path), Sort.DIGITAL)
    _attach(frozen, _pdf(tmp_path, "khac.pdf", b"another"), Sort.SCAN)
    _attach(frozen, _pdf(tmp_path, "da-ky-2.pdf", b"second"), Sort.DIGITAL)
    _attach(frozen, _pdf(tmp_path, "da-ky-3.pdf", b"second third"), Sort.DIGITAL)
    assert [paper.name for paper in _papers(frozen)] == ["da-ky-3.pdf", "khac.pdf"]


def test_it_closes_the_frozen_results(frozen: Sample, tmp_path: Path) -> None:
    _attach(frozen, _pdf(tmp_path))
    with pytest.raises(SessionClosedError) as refused:
        freeze.unfreeze(frozen.book, frozen.campaign, 1, "ghi nhầm")
    assert refused.value.facts["why"] is Closed.SIGNED


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"digest": "00" * 32}, "other"),
        ({"date": "2023-11-01"}, "date_before"),
        ({"date": "24/11/2023"}, "date_unreadable"),
    ],
)
def test_refused(frozen: Sample, tmp_path: Path, more: dict[str, str], code: str) -> None:
    with pytest.raises(SignedPaperRefusedError) as refused:
        _attach(frozen, _pdf(tmp_path), digest=more.get("digest", ""), date=more.get("date"))
    assert refused.value.facts["code"] == code
    assert _papers(frozen) == []
    freeze.unfreeze(frozen.book, frozen.campaign, 1, "ghi nhầm")


def test_only_what_is_frozen_and_only_papers(frozen: Sample, tmp_path: Path) -> None:
    digest = _digest(frozen)
    strange = tmp_path / "bang.txt"
    strange.write_text("chữ", encoding="utf-8")
    with pytest.raises(EvidenceKindError):
        _attach(frozen, strange)
    freeze.unfreeze(frozen.book, frozen.campaign, 1, "ghi nhầm")
    with pytest.raises(SessionNotFrozenError):
        _attach(frozen, _pdf(tmp_path), digest=digest)


def test_another_laptop_of_the_office(frozen: Sample, tmp_path: Path) -> None:
    """The row travels with the book, the content as evidence; a member's laptop attaches none."""
    other = frozen.elsewhere("other", Clock(2_000_000_000_000))
    try:
        digest = _digest(other)
        with pytest.raises(NoOfficeKeyError):
            _attach(other, _pdf(tmp_path), digest=digest)
        _attach(frozen, _pdf(tmp_path))
        union(other.book, frozen.book)
        (paper,) = _papers(other)
        assert not paper.here and paper.hash in named(other.book)
        assert paper.hash in needed(frozen.book)
        assert paper.hash not in needed(frozen.book, frozen.member("TV04").id)
    finally:
        other.close_elsewhere()
        frozen.close_elsewhere()
