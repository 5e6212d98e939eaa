"""Books that many tests begin with: made once a process, then copied as files.

Whoever asks gets a copy of its own, the first one too, so that no test sees what another wrote
and none depends on which came first. A copy is known to its laptop as the original was: opening
it reads nothing through.
"""

from __future__ import annotations

import atexit
import functools
import json
import shutil
import tempfile
from collections.abc import Callable, Hashable
from pathlib import Path

import pytest

from db import storage
from db.home import Home
from db.known_files import KnownFile

Make = Callable[[Path, Home], object]  # makes a book at that path, on the laptop of that home

_made: dict[Hashable, Path] = {}


def cast(name: Hashable, make: Make, path: Path, home: Home) -> Path:
    """Puts a book that ``make`` makes at ``path``, and what its laptop keeps into ``home``.

    ``name`` tells what is made: whatever ``make`` depends on must be in it. A home that has keys
    of this very book already gets another book, made anew.
    """
    mould = _mould(name, lambda folder: make(folder / "so.thamdinh", Home(folder / "home")))
    laptop = mould / "home"
    if any((home.root / "keys" / key.name).exists() for key in (laptop / "keys").iterdir()):
        make(path, home)
        return path
    shutil.copyfile(mould / "so.thamdinh", path)
    shutil.copytree(laptop, home.root, dirs_exist_ok=True)
    _know(laptop, home, {str(mould / "so.thamdinh"): path})
    return path


def cast_folder(name: Hashable, make: Callable[[Path], object], folder: Path) -> None:
    """Fills an empty folder with what ``make`` puts into one: books, homes, sticks."""
    mould = _mould(name, make)
    shutil.copytree(mould, folder, dirs_exist_ok=True)
    there = {str(path): folder / path.relative_to(mould) for path in mould.rglob("*")}
    for known in mould.rglob("known"):
        _know(known.parent, Home(folder / known.parent.relative_to(mould)), there)
    _move(mould, folder)


def _mould(name: Hashable, make: Callable[[Path], object]) -> Path:
    if name not in _made:
        folder = Path(tempfile.mkdtemp(dir=_root()))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(storage, "SYNCHRONOUS", "OFF")
            make(folder)
        _made[name] = folder
    return _made[name]


@functools.cache
def _root() -> Path:
    root = Path(tempfile.mkdtemp(prefix="thamdinh-moulds-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return root


def _know(laptop: Path, home: Home, there: dict[str, Path]) -> None:
    """Notes in ``home`` of the copies what ``laptop`` had noted of the originals."""
    for notes in (laptop / "known").iterdir():
        copied = home.root / "known" / notes.name
        copied.unlink()
        for note in json.loads(notes.read_text("utf-8")).values():
            if path := there.get(note["path"]):
                book = bytes.fromhex(notes.stem)
                KnownFile(home, book, path).note(open_=note["open"])


def _move(mould: Path, folder: Path) -> None:
    """What the homes say of places says it of the copies' places."""
    for path in folder.rglob("*.json"):
        text = path.read_text("utf-8")
        if str(mould) in text:
            path.write_text(text.replace(str(mould), str(folder)), "utf-8")
