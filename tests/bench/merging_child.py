"""``python -m tests.bench.merging_child BOOK FILE``: merges in a process of its own and tells, as
JSON, how long it took, how much memory it held at most, and how often progress was told."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from db import storage
from db.book import Book
from db.exchange import merge
from db.home import Home


def peak() -> float:
    """Megabytes that this process held at most, 0 where the system does not tell. (What
    ``getrusage`` tells on Linux began with the process that started this one.)"""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text("ascii").splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024 / 1e6
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6


def main(book: Path, file: Path) -> dict[str, float]:
    storage.SYNCHRONOUS = "OFF"  # the disk is not what is measured
    told = 0

    def tell(done: int, size: int) -> None:
        nonlocal told
        told += 1

    with Book.open(book, Home.default()) as opened:
        said = {"start": peak()}
        begun = perf_counter()
        with merge.plan(opened, [file], progress=tell) as planned:
            said["plan_ms"] = (perf_counter() - begun) * 1000
            said["plan"] = peak()
            begun = perf_counter()
            report = merge.merge(opened, planned, progress=tell)
            said["merge_ms"] = (perf_counter() - begun) * 1000
    return {**said, "merge": peak(), "changes": report.new_changes, "told": told}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))
