"""What the exchange screen reads: the last merge, what waits where, from whose file."""

from __future__ import annotations

from pathlib import Path

from db import backups, conflicts, entries
from db.change_log import Value
from db.exchange import copy_out, merge
from db.queries.arrived import source_of, source_of_ballot
from db.queries.taken_in import last_merge
from db.queries.waiting import waiting_submissions
from tests.support import Sample


def _take(sample: Sample, *paths: Path) -> None:
    with merge.plan(sample.book, paths) as planned:
        merge.merge(sample.book, planned)


def _copy_back(other: Sample, name: str) -> Path:
    target = other.book.path.parent / name
    return copy_out.copy(other.book, target).path


def test_the_last_merge_is_told_until_it_is_undone(sample: Sample) -> None:
    assert last_merge(sample.book) is None
    other = sample.elsewhere("khac")
    other.set("submission", sample.submission("HS1").id, title="Đề nghị")
    _take(sample, _copy_back(other, "a.thamdinh"))
    found = last_merge(sample.book)
    assert found is not None and (found.files, found.ballots) == (1, 0)
    backups.undo_merge(sample.book)
    assert last_merge(sample.book) is None
    other.book.close()


def test_what_waits_on_which_submission_and_from_whom(sample: Sample) -> None:
    hs1, hs2 = sample.submission("HS1").id, sample.submission("HS2").id
    values: dict[str, Value] = {"submission": hs2, "name": "Hồ sơ", "promised": "300"}
    row, _ = entries.save(sample.book, "target", None, values)
    other = sample.elsewhere("khac")
    other.set("submission", hs1, title="Đề nghị")
    other.set("target", row, promised="500")
    assert waiting_submissions(sample.book) == frozenset()
    _take(sample, _copy_back(other, "a.thamdinh"))
    assert waiting_submissions(sample.book) == {hs1, hs2}
    matter = next(m for m in conflicts.open_matters(sample.book) if m.kind == "submission")
    fld = f"{matter.kind}.{matter.field}"
    by_state = {c.stands: source_of(sample.book, hs1, fld, c.change) for c in matter.choices}
    assert by_state == {True: "", False: ""}, "a laptop without a member does not say whose it is"
    for one in conflicts.open_matters(sample.book):
        conflicts.settle(sample.book, one, None)
    assert waiting_submissions(sample.book) == frozenset()
    other.book.close()


def test_a_ballot_made_here_came_from_nobody(sample: Sample) -> None:
    ballot = sample.score("TV01", "HS1")
    assert source_of_ballot(sample.book, ballot) == ""
