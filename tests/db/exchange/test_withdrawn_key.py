"""A further office key that was withdrawn: what it signed before stays on record and travels."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import freeze
from db.check import check
from db.exchange import copy_out, merge
from db.exchange.report import MERGED
from db.keys import Signer
from db.rules import proof
from tests.support import Sample

SECOND = Signer(b"2" * 32)


@pytest.fixture
def withdrawn(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """Session 1 was frozen under the second key, which counts no more."""
    monkeypatch.setattr(proof, "_N", 2)
    field = f"key__{SECOND.public.hex()}"
    sample.set("office", sample.book.id, **{field: "x"})
    sample.score_all()
    first, sample.book.office = sample.book.office, SECOND
    freeze.freeze(sample.book, sample.campaign, 1)
    sample.book.office = first
    sample.set("office", sample.book.id, **{field: None})
    return sample


def test_the_book_is_sound_and_can_be_copied_and_merged(withdrawn: Sample, tmp_path: Path) -> None:
    assert check(withdrawn.book) == []
    other = withdrawn.elsewhere("khac")
    try:
        assert other.book.altered is None
        other.set("unit", withdrawn.around.units["A"].id, name="Đề nghị")
        path = copy_out.copy(other.book, tmp_path / "ve.thamdinh").path
    finally:
        other.book.close()
    with merge.plan(withdrawn.book, [path]) as planned:
        (file,) = merge.merge(withdrawn.book, planned).files
    assert (file.verdict, file.proposals) == (MERGED, 1)


def test_it_stands_no_more(withdrawn: Sample) -> None:
    found = withdrawn.book.connection.execute("SELECT count(*) FROM standing").fetchone()
    assert found == (0,)
    kept = withdrawn.book.connection.execute("SELECT count(*) FROM snapshot").fetchone()
    assert kept == (1,)
