"""The laws of exchange, each as a function that fails where a book breaks it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from db.book import Book
from db.check import check, tables
from db.exchange import copy_out, merge
from db.exchange.fingerprint import fingerprint
from db.exchange.report import MERGED, NOTHING_NEW, REFUSED, Report
from db.queries.results import results
from tests.db.exchange.laptops import TABLES, Laptop, Raw, World, raw, raw_file
from tests.db.exchange.reference import Reference, shown_by

_TOLD = {"clock_ahead", "ballot_omitted"}  # said of the content, no fault of the book


def shows_what_the_log_says(book: Book) -> None:
    """Values, conflicts, proposals and standing ballots are those of an independent reading;
    equal values are no conflict, an unsigned or unconfirmed word does not count."""
    must, does = Reference(book.connection).shown(), shown_by(book.connection)
    for name, rows in must.items():
        assert does[name] == rows, (name, "shown", does[name] - rows, "due", rows - does[name])


def is_whole(book: Book) -> None:
    """Ids, signatures, and the picture that was kept up to date equals one made anew."""
    assert [t for t in check(book) if t.code not in _TOLD] == []


def keeps(before: Raw, after: Raw) -> None:
    """Nothing that was there is gone or otherwise: no change, no ballot, no snapshot."""
    for table in TABLES:
        assert before[table] <= after[table], (table, before[table] - after[table])


def merged(there: Laptop, paths: Sequence[Path], *, honest: bool = True) -> Report:
    """Plans and merges, and holds every law that one merge can break."""
    book = there.book
    content, before = book.path.read_bytes(), raw(book.connection)
    planned = merge.plan(book, paths)
    with planned:
        assert book.path.read_bytes() == content, "a plan wrote to the book"
        report = merge.merge(book, planned)
    assert announced(planned.report) == announced(report)
    after = raw(book.connection)
    taken = [file for file in report.files if file.verdict != REFUSED]
    if honest:
        assert len(taken) == len(report.files), report.refused
    expected = union(before, *(raw_file(file.path) for file in taken))
    keeps(expected, after)
    _adds_nothing_but(after, expected, report, book)
    if all(file.verdict != MERGED for file in report.files):
        assert book.path.read_bytes() == content, "nothing new, and yet the book was written to"
    assert report.new_changes == len(expected["change"]) - len(before["change"])
    assert report.new_ballots == len(expected["ballot"]) - len(before["ballot"])
    assert report.fingerprint == fingerprint(book.connection)
    shows_what_the_log_says(book)
    return report


def _adds_nothing_but(after: Raw, expected: Raw, report: Report, book: Book) -> None:
    """Beyond the union there is only the office's confirmation of keys that answered."""
    more = {table: after[table] - expected[table] for table in TABLES}
    assert bool(more["change"]) == bool(report.confirmed)
    assert len(more["op"]) == bool(report.confirmed)
    assert not more["ballot"] and not more["sent"] and not more["snapshot"]
    for op in more["op"]:
        assert op[1] in book.authority.office
    assert all(str(change[1]).startswith("member.key:") for change in more["change"])


def announced(report: Report) -> tuple[Any, ...]:
    """What a plan says and a merge must keep; the fingerprint only where no key is confirmed,
    since the operation that confirms one is made anew."""
    mark = "" if report.confirmed else report.fingerprint
    files = [(replace(file, error=None), repr(file.error)) for file in report.files]
    return (
        files, mark, report.members, report.confirmed, report.conflicts, report.proposals,
        report.changes,
    )  # fmt: skip


def union(*all_: Raw) -> Raw:
    """Everything that any of them has."""
    return {table: frozenset().union(*(one[table] for one in all_)) for table in TABLES}


def seen(there: Laptop) -> tuple[Any, ...]:
    """A book as its owner sees it."""
    connection = there.book.connection
    return fingerprint(connection), tables(connection), repr(results(there.book, there.campaign))


def unions_agree(world: World, a: Path, b: Path, c: Path) -> None:
    """A∪B = B∪A, (A∪B)∪C = C∪(B∪A) = all at once, A∪A = A: by content, picture and results."""
    first, second, third = (world.meeting_place(path) for path in (a, b, c))
    both = [first, second, third]
    try:
        merged(first, [b])
        merged(second, [a])
        assert seen(first) == seen(second)
        between = copy_out.copy(second.book, world.fresh()).path
        merged(third, [between])
        merged(first, [c])
        assert seen(first) == seen(third)
        again = merged(first, [a, b, c, between])
        assert {file.verdict for file in again.files} == {NOTHING_NEW}
        is_whole(first.book)
        is_whole(third.book)
    finally:
        for laptop in both:
            laptop.book.close()


def all_meet(world: World, paths: Sequence[Path]) -> None:
    """All at once, and one through another the other way round, give the same."""
    if len(paths) < 2:
        return
    first, last = world.meeting_place(paths[0]), world.meeting_place(paths[-1])
    try:
        merged(first, paths[1:])
        for path in reversed(paths[:-1]):
            merged(last, [path])
        assert seen(first) == seen(last)
        is_whole(first.book)
        assert raw(first.book.connection) == union(*map(raw_file, paths))
    finally:
        first.book.close()
        last.book.close()


def snapshots_stand(books: Iterable[Book], known: dict[tuple[Any, ...], tuple[Any, ...]]) -> None:
    """Every snapshot that was ever made is byte for byte the same wherever it lies."""
    for book in books:
        for session, seq, sig, body, key in book.connection.execute(
            "SELECT session, seq, sig, body, key FROM snapshot"
        ):
            assert known.setdefault((session, seq, sig), (body, key)) == (body, key)
