"""A file onto a stick: flushed, read back and compared, against a bare copy of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count

from db.exchange import usb_file
from tests.bench.figures import Figure, by_turns, middle
from tests.bench.lab import Lab

MEGABYTE = 1024**2


def bench(lab: Lab) -> Iterator[Figure]:
    """The times of writing and of ``shutil.copyfile`` alone, and of the same with a flush."""
    lab.say(f"a file of {lab.scale.stick} MB onto a stick")
    folder = lab.folder / "stick"
    folder.mkdir()
    source = lab.folder / "large"
    with source.open("wb") as stream:
        for _ in range(lab.scale.stick):
            stream.write(os.urandom(MEGABYTE))
    names = count()

    def write() -> None:
        usb_file.write(source, folder / f"a-{next(names)}").unlink()

    def copy() -> None:
        shutil.copyfile(source, folder / "b")
        (folder / "b").unlink()

    def copy_and_flush() -> None:
        with source.open("rb") as bare, (folder / "c").open("wb") as target:
            shutil.copyfileobj(bare, target, MEGABYTE)
            target.flush()
            os.fsync(target.fileno())
        (folder / "c").unlink()

    written, copied, flushed = by_turns(lab.scale.repeats, write, copy, copy_and_flush)
    size = f"{lab.scale.stick} MB, read back and compared"
    yield Figure("stick", middle(written), middle(copied), against="shutil.copyfile", note=size)
    yield Figure("stick.flushed", middle(written), middle(flushed), against="a copy and fsync")
