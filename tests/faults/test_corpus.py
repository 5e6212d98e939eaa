"""The corpus of the fuzzer, and whatever it found, through each target without it."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import fuzz
from tests.faults.pdf_mutations import mutate

ROOT = Path(__file__).parents[2]
FILES = sorted(path for path in fuzz.CORPUS.rglob("*") if path.is_file())
SMALL = 300_000  # bytes, all together


@pytest.mark.parametrize("path", FILES, ids=[f"{p.parent.name}/{p.name}" for p in FILES])
def test_what_was_fuzzed_with(path: Path) -> None:
    """Its own target, and, as whoever renames files does, the others."""
    content = path.read_bytes()
    for target in fuzz.TARGETS.values():
        target(content)


def _forge(count: int, seed: int) -> None:
    """Signed minutes with an eye to how a PDF is built: each time a verdict."""
    content, chance = (fuzz.CORPUS / "verify" / "minutes.pdf").read_bytes(), random.Random(seed)
    for _ in range(count):
        fuzz.verify(mutate(content, chance))


def test_some_forged_papers() -> None:
    _forge(15, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_many_forged_papers(seed: int) -> None:
    _forge(500, seed)


@pytest.mark.parametrize("target", fuzz.TARGETS)
@pytest.mark.parametrize("content", [b"", b"\0", b"{}", b"PK\x03\x04", b"%PDF-1.7", b"[[["])
def test_next_to_nothing(target: str, content: bytes) -> None:
    fuzz.TARGETS[target](content)


def test_the_corpus_is_small_and_every_target_has_one() -> None:
    assert sum(path.stat().st_size for path in FILES) < SMALL
    assert {path.parent.name for path in FILES} == set(fuzz.TARGETS)


def test_without_the_tool_it_says_so() -> None:
    line = [sys.executable, "-c", "import sys; sys.modules['atheris'] = None\n"
            "from tests.faults.fuzz import main; sys.exit(main(['rubric', '1']))"]  # fmt: skip
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "nothing was fuzzed" in done.stderr
