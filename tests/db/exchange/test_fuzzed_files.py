"""A good copy with bytes flipped, cut, swapped: refused by name, or taken for what it still is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db import freeze
from db.ballot_body import add
from db.book import Book
from db.drafts import Draft
from db.errors import FileError
from db.exchange import merge
from db.exchange.report import REFUSED, Report
from tests.db.exchange.laptops import Laptop, World, quick, raw_file, template
from tests.support import collective, marks

PAGE = 4096
Edit = tuple[str, int, int]


@dataclass(frozen=True)
class Bench:
    """A laptop, and a good file with changes, ballots, a list and a snapshot that are new to it."""

    there: Laptop
    content: bytes
    path: Path
    honest: Report


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    made = template()
    with quick():
        world = World()
        try:
            office, member = world.at("office"), world.at("tv1")
            for there, code, what, entry in (
                (office, "TV03", "HS1", "keyed"),
                (office, "TV03", "HS2", "keyed"),
                (member, "TV01", "HS1", "own"),
            ):
                signer = there.signer or there.book.require_office()
                with there.book.write("x", signer) as operation:
                    add(
                        operation, there.around, made.members[code], made.submissions[what],
                        collective(), Draft(marks(825)), signer=signer, entry=entry,
                    )  # fmt: skip
            with merge.plan(office.book, [world.copy("tv1")]) as planned:
                merge.merge(office.book, planned)
            freeze.freeze(office.book, office.campaign, 1)
            path = world.copy("office")
            there = world.at("stranger")
            with merge.plan(there.book, [path]) as planned:
                honest = planned.report
            assert honest.new_ballots == 3 and honest.new_changes
            yield Bench(there, path.read_bytes(), path, honest)
        finally:
            world.close()


def edited(content: bytes, edits: list[Edit]) -> bytes:
    """The bytes after what befell them; places count round the end."""
    found = bytearray(content)
    for what, at, how in edits:
        if not found:
            break
        place = at % len(found)
        page = place // PAGE * PAGE
        other = how % max(len(found) // PAGE, 1) * PAGE
        match what:
            case "flip":
                found[place] ^= 1 + how % 255
            case "cut":
                del found[place:]
            case "cut page":
                del found[page:]
            case "longer":
                found += bytes(how % (2 * PAGE))
            case "swap":
                mine, theirs = found[page : page + PAGE], found[other : other + PAGE]
                found[page : page + PAGE], found[other : other + PAGE] = theirs, mine
            case "copy":
                found[page : page + PAGE] = found[other : other + PAGE]
            case "wipe":
                size = min(1 + how % PAGE, len(found) - place)
                found[place : place + size] = bytes(size)
            case "slip":
                del found[place : place + 1 + how % 8]
    return bytes(found)


KINDS = ["flip"] * 4 + ["cut", "cut page", "longer", "swap", "copy", "wipe", "slip"]
edits = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.one_of(st.integers(0, 200), st.integers(0, 2**20)),
        st.integers(0, 2**16),
    ),
    min_size=1,
    max_size=6,
)


def never_more_than_refused(bench: Bench, changes: list[Edit]) -> None:
    """What came of the file: a FileError with its name, or no more than its honest content."""
    book: Book = bench.there.book
    before = book.path.read_bytes()
    bench.path.write_bytes(edited(bench.content, changes))
    with merge.plan(book, [bench.path]) as planned:
        (file,) = planned.report.files
    assert book.path.read_bytes() == before
    assert list(book.home.folder("temp").iterdir()) == []
    if file.verdict == REFUSED:
        assert isinstance(file.error, FileError) and file.error.facts["path"] == bench.path
        return
    honest = bench.honest.files[0]
    assert file.new_changes <= honest.new_changes and file.new_ballots <= honest.new_ballots
    if file.fingerprint != honest.fingerprint:  # then it only leaves something out
        whole = bench.path.with_name("whole")
        whole.write_bytes(bench.content)
        there, here = raw_file(bench.path), raw_file(whole)
        assert all(there[table] <= here[table] for table in here)


_SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)


@settings(_SETTINGS, max_examples=150)
@given(changes=edits)
@example(changes=[])
@example(changes=[("cut page", PAGE, 0)])
@example(changes=[("swap", PAGE, 2)])
@example(changes=[("wipe", 100, PAGE)])
def test_a_damaged_file(bench: Bench, changes: list[Edit]) -> None:
    never_more_than_refused(bench, changes)


@pytest.mark.long
@settings(_SETTINGS, max_examples=20_000)
@given(changes=edits)
def test_many_damaged_files(bench: Bench, changes: list[Edit]) -> None:
    never_more_than_refused(bench, changes)


@pytest.mark.parametrize("offset", range(100))
def test_each_byte_of_the_header(bench: Bench, offset: int) -> None:
    for value in (0x01, 0x80, 0xFF):
        never_more_than_refused(bench, [("flip", offset, value - 1)])
