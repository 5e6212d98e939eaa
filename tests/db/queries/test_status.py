"""Counts of a campaign."""

from __future__ import annotations

from db import freeze
from db.queries.status import status
from tests.support import Sample


def test_submissions_are_counted_by_how_far_they_are(sample: Sample) -> None:
    sample.set("submission", sample.submission("HS5").id, registered_on=None)
    found = status(sample.book, sample.campaign)
    assert (found.submissions, found.registered, found.reported) == (5, 4, 4)
    assert (found.scored, found.frozen) == (0, 0)
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    found = status(sample.book, sample.campaign)
    assert (found.scored, found.frozen) == (3, 3)
