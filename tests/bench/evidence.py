"""Evidence: a stick with many scans of which one is new, and what it costs to take it in."""

from __future__ import annotations

import os
import random
import shutil
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from db.book import Book
from db.evidence_file import CHUNK, EvidenceFile, new_digest, path_beside
from db.exchange.evidence_take import take
from tests.bench.figures import Figure, timed
from tests.bench.lab import Lab

_COUNTERS = Path("/proc/self/io")  # Linux: what this process has read and written so far


def bench(lab: Lab) -> Iterator[Figure]:
    """Bytes written to our file, against the new scan's; bytes read; memory at two sizes."""
    number, size = lab.scale.scans, lab.scale.scan_size
    lab.say(f"a stick with {number} scans of {size >> 20} MB, one of them new")
    book, stick = _laptop_and_stick(lab, number, size)
    with book:
        new = _hash(_scan(number - 1, size))
        assert new not in _here(book)
        before, counted = path_beside(book.path).stat().st_size, _counted()
        took = timed(lambda: _take_one(book, stick))
        read, wrote = (now - then for now, then in zip(_counted(), counted, strict=True))
        grown = path_beside(book.path).stat().st_size - before
        assert new in _here(book)
        again = timed(lambda: take(book, stick))
    note = f"{number} × {size >> 20} MB in {took:.0f} ms, again {again:.1f} ms"
    one = size / 1e6
    against = "the new scan's bytes"
    yield Figure("evidence", max(wrote, grown) / 1e6, one, 1.1, "MB", against, f"written; {note}")
    yield Figure("evidence.read", read / 1e6, one, 1.2, "MB", against, "the list and one scan")
    small, large = (_memory(lab, part) for part in (2 * CHUNK, max(size, 25 * CHUNK)))
    yield Figure("evidence.memory", large, small, 1.2, "MB", "taking in 2 MB", "Python's, at most")


def _take_one(book: Book, stick: Path) -> None:
    taken = take(book, stick)
    assert len(taken.taken) == 1 and not taken.refused


def _laptop_and_stick(lab: Lab, number: int, size: int) -> tuple[Book, Path]:
    """A book that names all scans and has all but the last; a stick that has them all."""
    folder = lab.folder / f"evidence-{number}-{size}"
    folder.mkdir()
    book = Book.create(folder / "so.thamdinh", lab.home)
    beside, stick = path_beside(book.path), folder / "usb.minhchung"
    _add(beside, (_scan(seed, size) for seed in range(number - 1)))
    if beside.exists():
        shutil.copy(beside, stick)
    _add(stick, [_scan(number - 1, size)])
    with EvidenceFile.write(stick) as store, book.write() as operation:
        for hash_ in store.hashes():
            operation.set("evidence", os.urandom(16), {"hash": hash_.hex()})
    return book, stick


def _memory(lab: Lab, size: int) -> float:
    """Megabytes of Python's memory at most while one scan of that size is taken in."""
    book, stick = _laptop_and_stick(lab, 1, size)
    with book:
        tracemalloc.start()
        try:
            _take_one(book, stick)
            return tracemalloc.get_traced_memory()[1] / 1e6
        finally:
            tracemalloc.stop()


def _scan(seed: int, size: int) -> list[bytes]:
    """Chunks of noise: nothing about a scan can be pressed together."""
    source = random.Random(seed)
    return [source.randbytes(min(CHUNK, size - at)) for at in range(0, size, CHUNK)]


def _hash(chunks: list[bytes]) -> bytes:
    digest = new_digest()
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()


def _add(path: Path, scans: Iterator[list[bytes]] | list[list[bytes]]) -> None:
    for chunks in scans:
        with EvidenceFile.write(path) as store:
            store.add(_hash(chunks), chunks)


def _here(book: Book) -> set[bytes]:
    store = EvidenceFile.read(path_beside(book.path))
    if store is None:
        return set()
    with store:
        return store.hashes()


def _counted() -> tuple[int, int]:
    """Bytes (read, written) by this process through the system, zeros where nobody counts."""
    if not _COUNTERS.exists():
        return 0, 0
    lines = dict(line.split(": ") for line in _COUNTERS.read_text("ascii").splitlines())
    return int(lines["rchar"]), int(lines["wchar"])
