"""``python -m tests.bench [--json] [--save] [--long] [NAME…]``: runs the benches, shows figures."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anybody loads Qt
os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false")

from tests.bench.benches import BENCHES, run
from tests.bench.lab import FULL, LONG, TINY, Lab
from tests.bench.report import RESULTS, page, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 also where a goal is missed: the table says so."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--json", action="store_true", help="one JSON object for programs")
    parser.add_argument("--save", action="store_true", help=f"writes {RESULTS.name} (all benches)")
    parser.add_argument("--tiny", action="store_true", help="a trial: the figures mean nothing")
    large = "300 scans of 30 MB (30 GB of disk), a merge of a million changes"
    parser.add_argument("--long", action="store_true", help=large)
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.names if name not in BENCHES]:
        parser.error(f"no bench {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    if asked.save and (asked.names or asked.tiny or asked.long):
        parser.error("--save wants all benches at full scale")
    with TemporaryDirectory(prefix="thamdinh-bench-") as folder:
        lab = Lab(Path(folder), TINY if asked.tiny else LONG if asked.long else FULL)
        figures = run(lab, asked.names or list(BENCHES))
    if asked.save:
        RESULTS.write_text(page(figures), "utf-8")
    if asked.json:
        print(json.dumps({figure.name: figure.as_json() for figure in figures}, indent=1))
    else:
        print(table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
