"""``python -m tests.faults.fuzz TARGET [SECONDS]``: coverage-guided fuzzing of foreign content.

Needs ``atheris`` (``pip install atheris``), which is a tool of whoever looks for faults and in no
lock: it has wheels for few systems. Each target begins with ``tests/files/corpus/TARGET``; what it
finds lies in the folder named by ``FUZZ_OUT`` (default: the present one), and becomes a test in
``tests/faults/test_corpus.py`` by being put into that corpus.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from tests.faults.pdf_mutations import mutate

CORPUS = Path(__file__).parents[1] / "files" / "corpus"


def main(arguments: list[str]) -> int:
    """Fuzzes one target for so many seconds."""
    if not arguments or arguments[0] not in TARGETS:
        print(f"TARGET is one of {', '.join(TARGETS)}", file=sys.stderr)
        return 2
    name, seconds = arguments[0], int(arguments[1]) if len(arguments) > 1 else 60
    try:
        import atheris
    except ImportError:
        said = "atheris is not installed (pip install atheris); nothing was fuzzed."
        print(said, file=sys.stderr)
        return 2
    target = TARGETS[name]
    with atheris.instrument_imports(include=["db", "desktop", "tomllib", "openpyxl", "xlrd"]):
        target(b"")
    more = {"custom_mutator": MUTATORS[name]} if name in MUTATORS else {}
    found = Path(os.environ.get("FUZZ_OUT", "."))
    with tempfile.TemporaryDirectory() as grown:
        atheris.Setup(
            ["fuzz", f"-max_total_time={seconds}", "-max_len=200000", "-rss_limit_mb=3000",
             "-timeout=20", f"-artifact_prefix={found}/{name}-", grown, str(CORPUS / name)],
            target,
            **more,
        )  # fmt: skip
        atheris.Fuzz()
    return 0


def inspect(content: bytes) -> None:
    """A book from a stick: opened as foreign, everything in it verified."""
    from db.errors import FileError
    from db.exchange.foreign import open_foreign
    from db.exchange.verify import Content, verify_all
    from db.home import Home

    path = _file(content, "so.thamdinh")
    with suppress(FileError), open_foreign(path, Home(path.parent / "home")) as foreign:
        verify_all(Content(foreign.connection, foreign.path))


def workbook(content: bytes) -> None:
    """A workbook: each sheet read as a stranger's, its rows as the template's."""
    from db.errors import WorkbookError
    from desktop.intake.workbook import open_workbook, rows

    path = _file(content, "bang.xlsx")
    with suppress(WorkbookError), open_workbook(path) as book:
        for sheet in book.sheets:
            for _ in islice(rows(path, sheet), 200):
                pass


def rubric(content: bytes) -> None:
    """A rubric or a profile as TOML."""
    from db import profiles, rubrics
    from db.errors import ProfileFileError, RubricFileError
    from desktop.file_kind import kind_of

    path = _file(content, "thang-diem.toml")
    kind_of(path)
    with suppress(RubricFileError):
        rubrics.read_file(path)
    with suppress(ProfileFileError):
        profiles.read_file(path)


def encodings(content: bytes) -> None:
    """Text in TCVN3 and VNI, letter by letter."""
    from desktop.intake import old_encodings

    text = content.decode("latin-1")
    for font in (None, ".VnTime", ".VnTimeH", "VNI-Times", "Arial"):
        old_encodings.decode(text, font)
    old_encodings.guess(text)


def verify(content: bytes) -> None:
    """Signed minutes: a verdict, whatever they hold."""
    from db.rules import proof
    from desktop.documents.signing_errors import NotPdfError
    from desktop.documents.trust import Trust
    from desktop.documents.verifying import verify as judge

    with suppress(NotPdfError), patch.object(proof, "_N", 2**4):  # else a run is only scrypt
        assert not judge(_file(content, "minutes.pdf"), Trust(())).valid


def record(content: bytes) -> None:
    """The record that lies in minutes."""
    from db.record import read_record
    from db.record_check import faults

    try:
        found = read_record(content)
    except ValueError:
        return
    faults(found)


_FOLDER = tempfile.TemporaryDirectory(prefix="thamdinh-fuzz-")


def _file(content: bytes, name: str) -> Path:
    path = Path(_FOLDER.name) / name
    path.write_bytes(content)
    return path


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "inspect": inspect,
    "workbook": workbook,
    "rubric": rubric,
    "encodings": encodings,
    "verify": verify,
    "record": record,
}
MUTATORS: Mapping[str, Callable[[bytes, int, int], bytes]] = {
    "verify": lambda content, most, seed: mutate(content, random.Random(seed))[:most]
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
