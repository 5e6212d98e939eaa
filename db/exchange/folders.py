"""What a folder on a stick holds, without what people threw away or never see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_STEP = 256


def inside(folder: Path, progress: Callable[[int, int], None] | None = None) -> Iterator[Path]:
    """The files of a folder and its sub-folders, in no order: neither hidden ones nor those in
    a bin (.Trash-1000, $RECYCLE.BIN), nor another program's locks. ``progress`` is told how
    many names were looked at, of nobody knows how many (0)."""
    for count, path in enumerate(folder.rglob("*"), 1):
        if progress is not None and count % _STEP == 0:
            progress(count, 0)
        parts = path.relative_to(folder).parts
        if not any(part.startswith((".", "$", "~$")) for part in parts) and path.is_file():
            yield path


def expand(paths: Iterable[Path], wanted: Callable[[Path], bool]) -> Iterator[Path]:
    """The files named, whatever they are, and of folders those that are wanted, by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(filter(wanted, inside(path)))
        else:
            yield path
