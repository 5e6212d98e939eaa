"""When a frozen session is opened no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import decisions, freeze
from db.closing import Closed, closed, require_open
from db.errors import SessionClosedError
from db.exchange.deliver import deliver
from db.frozen_picture import digest_of
from db.sessions import find, standing_snapshot
from tests.support import Sample


def test_results_that_went_to_the_level_above_are_closed(sample: Sample, tmp_path: Path) -> None:
    sample.score_all()
    book, campaign = sample.book, sample.campaign
    freeze.freeze(book, campaign, 1)
    session = find(book.connection, campaign, 1).id
    snapshot = standing_snapshot(book.connection, session)
    assert snapshot is not None
    digest = digest_of(snapshot.body)
    assert closed(book.connection, session, digest) is None
    require_open(book.connection, session, digest)
    decisions.record(book, campaign, 1, "12-QĐ/ĐU", "2023-11-30")
    deliver(book, campaign, 1, tmp_path / "kq.giaonop")
    assert closed(book.connection, session, digest) is Closed.DELIVERED
    assert closed(book.connection, session, "00" * 32) is None  # another snapshot of it is not
    with pytest.raises(SessionClosedError) as caught:
        require_open(book.connection, session, digest)
    assert caught.value.facts == {"session": 1, "why": Closed.DELIVERED}
    with pytest.raises(SessionClosedError):
        freeze.unfreeze(book, campaign, 1, "Ghi nhầm")
