"""What going back would take out of the book is counted before anybody goes back."""

from __future__ import annotations

import pytest

from db import backups, entries
from db.backup_lost import Difference, difference
from db.errors import BackupDamagedError
from tests.support import Sample


def _rename(sample: Sample, title: str) -> None:
    ident = sample.book.connection.execute("SELECT id FROM submission LIMIT 1").fetchone()[0]
    entries.save(sample.book, "submission", ident, {"title": title})


def test_nothing_is_lost_of_what_is_the_same(sample: Sample) -> None:
    made = backups.make(sample.book)
    assert not difference(sample.book, made)


def test_what_was_written_since_is_counted_both_ways(sample: Sample) -> None:
    made = backups.make(sample.book)
    for title in ("Một", "Hai"):
        _rename(sample, title)
    assert difference(sample.book, made) == Difference(2, 0, 0, 0)
    backups.restore(sample.book, made)
    newest = backups.backups(sample.book)[0]
    assert newest.why == backups.RESTORE
    assert difference(sample.book, newest) == Difference(0, 0, 0, 2)


def test_a_damaged_backup_is_named_so(sample: Sample) -> None:
    made = backups.make(sample.book)
    made.path.write_bytes(b"nothing of ours" * 100)
    with pytest.raises(BackupDamagedError):
        difference(sample.book, made)
