"""``python -m tests.bench.merging_child BOOK FILE…``: merges one by one in a process of its own.

Tells of each, as a JSON list, how long it computed, how much memory the process held at most,
and how often progress was told.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from db import storage
from db.book import Book
from db.exchange import merge
from db.home import Home
from tests.bench.memory import peak


def main(book: Path, files: Sequence[Path]) -> list[dict[str, float]]:
    storage.SYNCHRONOUS = "OFF"  # the disk is not what is measured
    with Book.open(book, Home.default()) as opened:
        return [_merged(opened, file) for file in files]


def _merged(book: Book, file: Path) -> dict[str, float]:
    told = 0

    def tell(done: int, size: int) -> None:
        nonlocal told
        told += 1

    said = {"start": peak()}
    begun = process_time()
    with merge.plan(book, [file], progress=tell) as planned:
        said["plan_ms"] = (process_time() - begun) * 1000
        said["plan"] = peak()
        begun = process_time()
        report = merge.merge(book, planned, progress=tell)
        said["merge_ms"] = (process_time() - begun) * 1000
    return {**said, "merge": peak(), "changes": report.new_changes, "told": told}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), [Path(word) for word in sys.argv[2:]])))
