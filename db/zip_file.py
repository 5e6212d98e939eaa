"""A package of parts (.xlsx, .docx) opened, where its own list of them is not endless.

``zipfile`` makes an object of every entry that the list at the end names, and it names as many as
its maker likes: 50 MB of it cost half a gigabyte.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO, Final
from zipfile import BadZipFile, ZipFile

_MOST: Final = 4 << 20  # bytes of the list: some 50,000 parts
_TAIL: Final = (1 << 16) + 200  # the end of the list, its comment, and the long form's
_ENDS: Final = ((b"PK\x05\x06", 12, 4), (b"PK\x06\x06", 40, 8))  # mark, where the size, how long


def open_zip(source: Path | BinaryIO) -> ZipFile:
    """Raises BadZipFile, also for a list that is too long; what zipfile and the system raise."""
    if isinstance(source, Path):
        with source.open("rb") as stream:
            _look(stream)
    else:
        _look(source)
    return ZipFile(source)


def _look(stream: BinaryIO) -> None:
    """Every end that there might be, whichever of them zipfile takes."""
    stream.seek(max(0, stream.seek(0, os.SEEK_END) - _TAIL))
    tail = stream.read()
    for mark, offset, length in _ENDS:
        at = tail.find(mark)
        while at >= 0:
            size = tail[at + offset : at + offset + length]
            if int.from_bytes(size, "little") > _MOST and size != b"\xff" * length:
                raise BadZipFile("list of parts")
            at = tail.find(mark, at + 1)
