"""What a new book can be made of: the rubrics of the program, a free name for the file."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from db import rubrics, schema
from db.records import Rubric
from db.rules.vietnamese import fold


def bundled_rubrics() -> list[Rubric]:
    """The rubrics that come with the program: real ones first, then by name."""
    found = []
    for entry in (files("resources") / "rubrics").iterdir():
        if entry.name.endswith(".toml"):
            with as_file(entry) as path:
                found.append(rubrics.read_file(path))
    return sorted(found, key=lambda r: (r.applies_to, r.illustrative, r.name))


def file_name(body: str, year: int) -> str:
    """A plain file name: "Huyện ủy Lạc Dương", 2023 -> ``huyen-uy-lac-duong-2023.thamdinh``."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(body)).split()
    return "-".join([*words[:8], str(year)]) + schema.SUFFIX


def free_path(folder: Path, body: str, year: int) -> Path:
    """A name in that folder that no file bears yet."""
    path = folder / file_name(body, year)
    number = 2
    while path.exists():
        path = folder / f"{Path(file_name(body, year)).stem}-{number}{schema.SUFFIX}"
        number += 1
    return path
