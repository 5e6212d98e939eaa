"""``python -m tests.faults.audit all.zip [LOCK]``: known faults of what is locked, offline.

``all.zip`` is the export of osv.dev for PyPI (osv-vulnerabilities.storage.googleapis.com,
PyPI/all.zip), fetched on another machine and brought by stick. Exit 0: nothing known; 1: something
is, listed by package and advisory; 2: no list.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

LOCK = Path(__file__).parents[2] / "requirements.lock"
_LINE = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)


def main(arguments: list[str]) -> int:
    """Prints what is known."""
    if not arguments or not Path(arguments[0]).is_file():
        print(
            "Fetch PyPI/all.zip from osv-vulnerabilities.storage.googleapis.com on a machine with "
            "a network and name it here.",
            file=sys.stderr,
        )
        return 2
    here = locked(Path(arguments[1]) if len(arguments) > 1 else LOCK)
    found = 0
    with zipfile.ZipFile(arguments[0]) as archive:
        for name in archive.namelist():
            if name.endswith(".json"):
                advisory = json.loads(archive.read(name))
                for package, version in _hit(advisory, here):
                    found += 1
                    print(f"{package} {version}: {advisory['id']} {advisory.get('summary', '')}")
    return 1 if found else 0


def normal(name: str) -> str:
    """A package's name as indexes compare them (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: Path) -> dict[str, set[str]]:
    """Versions by name in the lock; one name may have several, for several systems."""
    found: dict[str, set[str]] = {}
    for name, version in _LINE.findall(lock.read_text("utf-8")):
        found.setdefault(normal(name), set()).add(version)
    return found


def _hit(advisory: dict[str, Any], here: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    if advisory.get("withdrawn"):
        return
    for affected in advisory.get("affected", ()):
        package = affected.get("package", {})
        name = normal(package.get("name", ""))
        for version in sorted(here.get(name, ())):
            listed = version in affected.get("versions", ())
            if package.get("ecosystem") == "PyPI" and (listed or _in_range(affected, version)):
                yield name, version


def _in_range(affected: dict[str, Any], version: str) -> bool:
    """Whether it lies in a range of versions (osv.dev schema, ``affected[].ranges[].events``)."""
    mine = Version(version)
    for one in affected.get("ranges", ()):
        if one.get("type") != "ECOSYSTEM":
            continue
        inside = False
        for event in one.get("events", ()):
            for kind, stated in event.items():
                try:
                    bound = Version(stated)
                except InvalidVersion:
                    continue
                if kind == "introduced" and mine >= bound:
                    inside = True
                elif (kind == "fixed" and mine >= bound) or (
                    kind == "last_affected" and mine > bound
                ):
                    inside = False
        if inside:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
