"""Scale: a province's ten years in one file, and how each operation grows from size to size."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from db import backups, ballots
from db.book import Book
from db.campaigns import Surroundings
from db.check import check
from db.exchange import copy_out, merge
from db.queries import register
from db.queries.register_rows import window
from db.queries.results import results
from db.queries.status import status
from desktop.sample.book import make, share
from tests.bench.figures import Figure, middle, timed
from tests.bench.lab import YEAR, Lab, newest
from tests.bench.start import started

_PANEL = 7
_BUSY = 1.15
"""A slope of 1 is linear; so much is left to sorting (n log n) and to a busy machine."""


def bench(lab: Lab) -> Iterator[Figure]:
    """The window on the largest book against an empty one; bytes; slopes of the operations."""
    least = 3 * lab.scale.years
    sizes = [max(lab.scale.listed // part, least + n) for n, part in enumerate((100, 10, 1))]
    books = [_book(lab, size) for size in sizes]
    yield from _opened(lab, books[-1])
    yield from _bytes(lab, books[-1], sizes[-1])
    taken = [_operations(lab, path) for path in books]
    for name in taken[0]:
        times = [took[name] for took in taken]
        told = " · ".join(
            f"{size:,}: {_said(took)}" for size, took in zip(sizes, times, strict=True)
        )
        yield Figure(
            f"growth.{name}", max(slope(sizes, times), 0.0), goal=_BUSY, unit="",
            note=f"slope on a double logarithmic scale; {told}",
        )  # fmt: skip


def slope(sizes: Sequence[int], times: Sequence[float]) -> float:
    """The exponent by which times grow with sizes, by least squares: 0 constant, 1 linear."""
    across = [math.log(size) for size in sizes]
    up = [math.log(max(time, 1e-3)) for time in times]
    x, y = sum(across) / len(across), sum(up) / len(up)
    width = sum((a - x) ** 2 for a in across)
    return sum((a - x) * (b - y) for a, b in zip(across, up, strict=True)) / width


def _opened(lab: Lab, path: Path) -> Iterator[Figure]:
    empty = lab.empty_book("scale-empty")
    first, second = [], []
    memory = 0.0
    for book in (empty, path) if lab.scale.starts > 1 else ():
        started(lab, [str(book)])  # fills the disk's cache
    for _ in range(lab.scale.starts):
        first.append(started(lab, [str(empty)]).took)
        large = started(lab, [str(path)])
        second.append(large.took)
        memory = max(memory, large.memory)
    note = "process start to first paint, a book of ten years"
    yield Figure("scale", middle(second), middle(first), 1.5, against="an empty book", note=note)
    yield Figure("scale.memory", memory, goal=300, unit="MB", note="at the first paint, at most")


def _bytes(lab: Lab, path: Path, submissions: int) -> Iterator[Figure]:
    """What a ballot takes: the file against the same one without ballots, by their number."""
    with Book.open(path, lab.home, readonly=True) as book:
        (found,) = book.connection.execute("SELECT count(*) FROM ballot").fetchone()
    size, few = path.stat().st_size, max(lab.scale.listed // 100, 3 * lab.scale.years)
    bare = make(
        lab.folder / "scale-bare.thamdinh", lab.home, submissions=share(few, lab.scale.years),
        members=_PANEL, year=YEAR, years=lab.scale.years, ballots=False,
    )  # fmt: skip
    rest = bare.stat().st_size * submissions / few
    note = f"{submissions:,} submissions, {found:,} ballots, {size / 1e6:,.0f} MB in all"
    yield Figure("scale.ballot", max(size - rest, 0.0) / found, unit="bytes", note=note)
    bare.unlink()


def _book(lab: Lab, submissions: int) -> Path:
    """Ten campaigns with so many submissions in all, and a ballot of each member on those that
    are scored; made as ``demo`` makes it."""
    lab.say(f"a book of {submissions} submissions in {lab.scale.years} years")
    path = lab.folder / f"scale-{submissions}.thamdinh"
    return make(
        path, lab.home, submissions=share(submissions, lab.scale.years), members=_PANEL, year=YEAR,
        years=lab.scale.years,
    )  # fmt: skip


def _operations(lab: Lab, path: Path) -> Mapping[str, float]:
    """Milliseconds of each operation on one book."""
    lab.say(f"every operation on {path.stem}")
    took = {"open": _best(lambda: Book.open(path, lab.home, readonly=True).close())}
    out = lab.folder / "scale-copy.thamdinh"
    with Book.open(path, lab.home) as book:
        campaign = newest(book)
        around = Surroundings(book.connection, campaign)
        took["status"] = _best(lambda: status(book, campaign))
        took["results"] = _best(lambda: results(book, campaign))
        took["list"] = _best(lambda: _list(book, around, ""))
        took["search"] = _best(lambda: _list(book, around, "nong dan"))
        took["ballot"] = middle([timed(partial(_hand_in, book, around, n)) for n in range(5)])
        took["backup"] = timed(lambda: backups.forget(backups.make(book)))
        took["copy"] = timed(lambda: copy_out.copy(book, out))
        took["merge"] = timed(lambda: _merge(book, out))
        out.unlink()
        took["check"] = timed(lambda: _sound(book))
        took["rebuild"] = timed(book.rebuild)
    return took


def _best(job: Callable[[], object]) -> float:
    return middle([timed(job) for _ in range(3)])


def _list(book: Book, around: Surroundings, words: str) -> None:
    window(book, around, register.idents(book, around, words=words)[:128])


def _hand_in(book: Book, around: Surroundings, number: int) -> None:
    """A member's ballot once more, with another mark: the work of one hand-in."""
    (ident, member) = book.connection.execute(
        "SELECT b.submission, b.member FROM ballot_state b "
        "JOIN submission s ON s.id = b.submission "
        "WHERE s.campaign = ? AND b.status = 'valid' ORDER BY s.code LIMIT 1 OFFSET ?",
        (around.campaign.id, number),
    ).fetchone()
    scorer = next(m for m in around.members if m.id == member)
    found = ballots.by_id(book, ident)
    former = ballots.standing(book, member, ident)
    assert former is not None
    code, mark = next(iter(former.marks.items()))
    ballots.begin_new_version(book, around, scorer, found, "Gõ nhầm")
    ballots.set_mark(book, around, scorer, found, code, 0 if mark else 100)
    ballots.submit(book, around, scorer, found, None)


def _merge(book: Book, file: Path) -> None:
    """A file with nothing new, read through all the same."""
    with merge.plan(book, [file]) as planned:
        assert planned.report.files[0].verdict == merge.NOTHING_NEW


def _sound(book: Book) -> None:
    found = check(book)
    assert not found, found


def _said(took: float) -> str:
    return f"{took / 1000:.1f} s" if took >= 10_000 else f"{took:.3g} ms"
