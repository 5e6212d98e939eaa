"""What the program is delivered with is locked; every licence is known and can be read."""

from __future__ import annotations

import json
import re
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

import dev
from desktop.version import LIBRARIES
from tests.faults import audit

TOOLS = frozenset(
    "altgraph ast-serialize execnet hypothesis iniconfig librt macholib mypy mypy-extensions "
    "pathspec pefile pygments pyinstaller pyinstaller-hooks-contrib pytest pytest-qt pytest-xdist "
    "pywin32-ctypes ruff setuptools sortedcontainers types-openpyxl types-reportlab "
    "types-xlrd".split()
)
"""What only builds and tests the program."""


def locked() -> dict[str, set[str]]:
    """Names in the lock, lower-case with hyphens, with their versions."""
    return audit.locked(dev.LOCK)


def test_every_locked_package_has_a_known_licence_or_is_a_tool() -> None:
    known = {audit.normal(name) for name, _ in LIBRARIES}
    assert set(locked()) - TOOLS - known == set()
    assert known - {"python", "sqlite"} - set(locked()) == set(), "not delivered any more"
    assert TOOLS & known == set()


_FAMILIES = ("MIT", "BSD", "Apache", "PSF", "MPL", "LGPL", "HPND", "miền công cộng")


@pytest.mark.parametrize(("name", "licence"), LIBRARIES)
def test_the_licence_is_the_one_that_the_package_states(name: str, licence: str) -> None:
    assert any(family in licence for family in _FAMILIES)
    assert "AGPL" not in licence and not licence.startswith("GPL")
    if name in ("Python", "SQLite"):
        return
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        pytest.skip("not for this system")
    stated = " ".join(
        [
            *(found.get_all("License-Expression") or []),
            *(text[:200] for text in found.get_all("License") or []),
            *(c for c in found.get_all("Classifier") or [] if c.startswith("License")),
        ]
    )
    if not stated.strip():
        pytest.skip("the package states none in its metadata")
    words = {"PSF": "PSF|Python Software", "miền công cộng": "Public Domain", "MPL": "MPL|Mozilla"}
    families = [family for family in _FAMILIES if family in licence]
    assert any(re.search(words.get(f, f), stated) for f in families), stated


# -- known faults, from a saved list ---------------------------------------------------------------


def _osv(folder: Path, **said: object) -> Path:
    """An export as osv.dev gives it: one JSON file an advisory."""
    advisory = {
        "id": "PYSEC-1", "summary": "x",
        "affected": [{"package": {"ecosystem": "PyPI", "name": "PyHanko"}, **said}],
    }  # fmt: skip
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("PYSEC-1.json", json.dumps(advisory))
        archive.writestr("README", "no advisory")
    return path


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"versions": ["0.37.0", "0.38.0"]}, True),
        ({"versions": ["0.37.0"]}, False),
        ({"ranges": [{"type": "ECOSYSTEM",
                      "events": [{"introduced": "0"}, {"fixed": "0.40"}]}]}, True),
        ({"ranges": [{"type": "ECOSYSTEM",
                      "events": [{"introduced": "0"}, {"fixed": "0.38.0"}]}]}, False),
        ({"ranges": [{"type": "ECOSYSTEM",
                      "events": [{"introduced": "0.30"}, {"last_affected": "0.38.0"}]}]}, True),
        ({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, False),
        ({}, False),
    ],
)  # fmt: skip
def test_known_faults_from_a_saved_list(
    tmp_path: Path, said: dict[str, object], found: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("pyhanko==0.38.0 \\\n    --hash=sha256:00\n", "utf-8")
    assert audit.main([str(_osv(tmp_path, **said)), str(lock)]) == (1 if found else 0)
    assert ("pyhanko 0.38.0: PYSEC-1" in capsys.readouterr().out) == found


def test_without_a_list_it_says_how_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([]) == 2
    assert "PyPI/all.zip" in capsys.readouterr().err
