"""The index of the novelty check: made when missing, brought up to date by what changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import campaigns, entries
from db.check import check
from db.home import Home
from db.novelty_index import Near, NoveltyIndex
from tests.support import Sample, submission_row

TEXT = "Vườn cà phê trồng xen cây mắc ca, tưới nước nhỏ giọt, hợp tác xã bao tiêu quả"
OTHER = "Tổ hòa giải đọc luật bằng tiếng dân tộc trên loa của buôn mỗi buổi chiều"


@pytest.fixture
def index(sample: Sample) -> Iterator[NoveltyIndex]:
    sample.take(
        [
            submission_row("N1", "A", title=TEXT),
            submission_row("N2", "B", title=f"{TEXT} tại xã Lát"),
            submission_row("N3", "B", title=OTHER),
        ]
    )
    with NoveltyIndex(sample.book) as found:
        found.refresh()
        yield found


def near(sample: Sample, index: NoveltyIndex, code: str) -> list[Near]:
    return index.near(sample.submission(code).id, 0.24)


def file(home: Home, sample: Sample) -> Path:
    return home.root / "similar" / f"{sample.book.id.hex()}.sqlite"


def test_the_copy_is_found_and_itself_is_not(sample: Sample, index: NoveltyIndex) -> None:
    (found,) = near(sample, index, "N1")
    assert found.id == sample.submission("N2").id and found.score > 0.95
    assert near(sample, index, "N3") == []
    assert index.near(bytes(16), 0.24) == []


def test_nothing_is_done_twice_and_a_change_is_seen(sample: Sample, index: NoveltyIndex) -> None:
    assert index.step() == 0
    entries.save(sample.book, "submission", sample.submission("N2").id, {"title": OTHER})
    index.refresh()
    assert near(sample, index, "N1") == []
    assert [found.id for found in near(sample, index, "N3")] == [sample.submission("N2").id]
    entries.remove(sample.book, "submission", sample.submission("N2").id)
    index.refresh()
    assert near(sample, index, "N3") == []


def test_it_can_be_made_in_parts(sample: Sample, home: Home, index: NoveltyIndex) -> None:
    index.close()
    file(home, sample).unlink()
    with NoveltyIndex(sample.book) as fresh:
        left = [fresh.step(2)]
        while left[-1]:
            left.append(fresh.step(2))
        assert left == sorted(left, reverse=True) and len(left) == 4
        assert len(near(sample, fresh, "N1")) == 1


def test_incremental_equals_made_anew(sample: Sample, home: Home, index: NoveltyIndex) -> None:
    for title in (OTHER, f"{OTHER} và {TEXT}", TEXT):
        entries.save(sample.book, "submission", sample.submission("N3").id, {"title": title})
        index.refresh()
    kept = [near(sample, index, code) for code in ("N1", "N2", "N3")]
    index.close()
    file(home, sample).unlink()
    with NoveltyIndex(sample.book) as fresh:
        fresh.refresh()
        assert [near(sample, fresh, code) for code in ("N1", "N2", "N3")] == kept
        assert len(kept[0]) == 2


@pytest.mark.parametrize("content", [b"", b"no database at all" * 300])
def test_a_damaged_file_is_made_again(
    sample: Sample, home: Home, index: NoveltyIndex, content: bytes
) -> None:
    index.close()
    file(home, sample).write_bytes(content)
    with NoveltyIndex(sample.book) as fresh:
        fresh.refresh()
        assert len(near(sample, fresh, "N1")) == 1


def test_damage_within_is_made_good(sample: Sample, home: Home, index: NoveltyIndex) -> None:
    index.close()
    path = file(home, sample)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)  # the list of tables still reads
    path.write_bytes(content)
    with NoveltyIndex(sample.book) as fresh:
        fresh.refresh()
        assert len(near(sample, fresh, "N1")) == 1


def test_later_years_are_not_looked_at(sample: Sample, index: NoveltyIndex) -> None:
    year = sample.campaign.year + 1
    campaign = campaigns.create(sample.book, year, "Huyện ủy", place="Lạc Dương")
    later, _ = entries.save(
        sample.book,
        "submission",
        None,
        {"campaign": campaign.id, "code": "N9", "kind": "collective", "unit": "A", "title": TEXT},
    )
    index.refresh()
    assert len(near(sample, index, "N1")) == 1
    assert len(index.near(later, 0.24)) == 2


def test_it_lies_in_the_home_and_not_in_the_book(
    sample: Sample, home: Home, index: NoveltyIndex
) -> None:
    assert file(home, sample).stat().st_mode & 0o077 == 0
    tables = sample.book.connection.execute("SELECT name FROM sqlite_schema").fetchall()
    assert not {"doc", "term", "found"} & {name for (name,) in tables}
    assert check(sample.book) == []
