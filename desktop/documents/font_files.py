"""Where the typefaces lie on this computer: Times New Roman, else one with its metrics."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

STYLES: Final = ("regular", "bold", "italic", "bold_italic")


@dataclass(frozen=True, slots=True)
class Family:
    """A typeface and the names that its four files go by, in the order of STYLES."""

    name: str
    files: tuple[tuple[str, ...], ...]


FAMILIES: Final = (
    Family(
        "Times New Roman",
        (
            ("times.ttf", "Times New Roman.ttf", "Times_New_Roman.ttf"),
            ("timesbd.ttf", "Times New Roman Bold.ttf", "Times_New_Roman_Bold.ttf"),
            ("timesi.ttf", "Times New Roman Italic.ttf", "Times_New_Roman_Italic.ttf"),
            ("timesbi.ttf", "Times New Roman Bold Italic.ttf", "Times_New_Roman_Bold_Italic.ttf"),
        ),
    ),
    Family(
        "Liberation Serif",
        (
            ("LiberationSerif-Regular.ttf",),
            ("LiberationSerif-Bold.ttf",),
            ("LiberationSerif-Italic.ttf",),
            ("LiberationSerif-BoldItalic.ttf",),
        ),
    ),
    Family(
        "Tinos",
        (
            ("Tinos-Regular.ttf",),
            ("Tinos-Bold.ttf",),
            ("Tinos-Italic.ttf",),
            ("Tinos-BoldItalic.ttf",),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class FontFiles:
    """Four files of one family, in the order of STYLES, all from one folder."""

    family: str
    paths: tuple[Path, ...]


def system_folders() -> tuple[Path, ...]:
    """The folders where this platform keeps its fonts, existing or not."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        return windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    roots = [Path(root) for root in shared.split(":") if root]
    roots += [Path("/usr/local/share"), Path("/usr/share"), own]
    return (*(root / "fonts" for root in roots), home / ".fonts")


def candidates(folders: Iterable[Path]) -> list[FontFiles]:
    """All complete families below ``folders``, the preferred family first."""
    by_folder = _listing(tuple(dict.fromkeys(folders)))
    found = []
    for family in FAMILIES:
        for files in by_folder.values():
            paths = tuple(
                next((files[n.lower()] for n in names if n.lower() in files), None)
                for names in family.files
            )
            whole = tuple(path for path in paths if path is not None)
            if len(whole) == len(STYLES):
                found.append(FontFiles(family.name, whole))
    return found


@lru_cache(maxsize=4)
def _listing(folders: tuple[Path, ...]) -> Mapping[str, Mapping[str, Path]]:
    """Folder -> file name in small letters -> path; sorted, so that a choice is repeatable."""
    listing: dict[str, dict[str, Path]] = {}
    for top in folders:
        for folder, subfolders, names in os.walk(top):
            subfolders.sort()
            files = {n.lower(): Path(folder, n) for n in names if n.lower().endswith(".ttf")}
            if files:
                listing.setdefault(folder, files)
    return listing
