"""PDFium, one thread at a time: it keeps its state for the whole program, and two threads in it
at once end the program without a word.

Everybody opens a PDF here; a test over the sources holds it. What is read must be read inside
the ``with`` block: pages and pictures of a closed PDF are gone. Never hand control to others
(``yield``) inside it. pypdfium2 is imported where it is used: not at start-up.
"""

from __future__ import annotations

import mmap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from db.pdf_scripts import lists_without_end

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 5000  # that are read of one paper: a stranger's may claim millions

_TURN = threading.RLock()  # the same thread may open a second one


@contextmanager
def opened(source: Path | bytes) -> Iterator[PdfDocument]:
    """A PDF to read while the block lasts; others wait. Raises PdfiumError, also for a file whose
    list of objects is made to fill the memory; OSError."""
    import pypdfium2

    if isinstance(source, Path):
        state = source.stat()
        if _endless(source, state.st_size, state.st_mtime_ns):
            raise pypdfium2.PdfiumError("lists without end")
    with _TURN, pypdfium2.PdfDocument(source) as paper:
        yield paper


def numbers(paper: PdfDocument) -> range:
    """Its pages' numbers from 0. Raises ValueError for more than anybody would read."""
    if len(paper) > MOST_PAGES:
        raise ValueError("too many pages")
    return range(len(paper))


@lru_cache(maxsize=64)
def _endless(path: Path, size: int, written: int) -> bool:
    """Looked at once a file: pages are drawn one by one."""
    if not size:
        return False
    with path.open("rb") as stream, mmap.mmap(
        stream.fileno(), 0, access=mmap.ACCESS_READ
    ) as content:
        return lists_without_end(content)


@contextmanager
def new() -> Iterator[PdfDocument]:
    """An empty PDF to write into while the block lasts; others wait."""
    import pypdfium2

    with _TURN, pypdfium2.PdfDocument.new() as paper:
        yield paper


def damage() -> type[Exception]:
    """What PDFium raises for a file that it cannot read."""
    import pypdfium2

    error: type[Exception] = pypdfium2.PdfiumError
    return error
