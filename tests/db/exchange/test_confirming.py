"""A key that confirms itself by a merge does nothing else by the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import enrolment, entries, sealed
from db.book import Book
from db.check import check
from db.conflicts import open_matters
from db.exchange import copy_out, merge
from db.exchange.report import Report
from db.home import Home
from tests.support import START, Clock, Sample


@pytest.fixture
def there(sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    """TV04's own laptop, its key made there."""
    monkeypatch.setattr(sealed, "_COST", 2**4)
    folder = tmp_path / "tv04"
    folder.mkdir()
    member = sample.member("TV04")
    copy_out.copy(sample.book, folder / "ban.thamdinh", for_member=member)
    clock = Clock(START + 60_000)
    with Book.open(folder / "ban.thamdinh", Home(folder / "home"), clock=clock) as book:
        enrolment.signer_of(book, member.id, "2468")
        yield Sample(book, sample.campaign)


def take(sample: Sample, there: Sample, name: str) -> Report:
    path = copy_out.copy(there.book, there.book.path.with_name(name)).path
    with merge.plan(sample.book, [path]) as planned:
        return merge.merge(sample.book, planned)


def test_a_member_who_was_taken_off_the_panel_is_not_put_back(
    sample: Sample, there: Sample
) -> None:
    member = sample.member("TV04")
    entries.remove(sample.book, "member", member.id)
    assert take(sample, there, "mot.thamdinh").confirmed == ()
    assert "TV04" not in sample.around.by_code
    assert open_matters(sample.book) == [] and check(sample.book) == []
    with sample.book.write() as operation:
        operation.restore("member", member.id)
    there.set("unit", sample.around.units["A"].id, name="Đề nghị")
    assert take(sample, there, "hai.thamdinh").confirmed == (member.id,)


def test_a_deletion_that_waits_for_a_person_is_not_settled(sample: Sample, there: Sample) -> None:
    member = sample.member("TV04")
    (head,) = sample.book.connection.execute(
        "SELECT id FROM change WHERE ent = ? AND fld = 'member.name'", (member.id,)
    ).fetchone()
    entries.remove(sample.book, "member", member.id)
    with sample.book.write() as operation:  # somebody who had not seen it
        operation.append("member", member.id, "name", [head], "Tên mới")
    assert [matter.what for matter in open_matters(sample.book)] == ["gone_edited"]
    assert take(sample, there, "mot.thamdinh").confirmed == (member.id,)
    assert [matter.what for matter in open_matters(sample.book)] == ["gone_edited"]
    assert check(sample.book) == []
