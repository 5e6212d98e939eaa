"""PDFium, one thread at a time: it keeps its state for the whole program, and two threads in it
at once end the program without a word.

Everybody opens a PDF here; a test over the sources holds it. What is read must be read inside
the ``with`` block: pages and pictures of a closed PDF are gone. Never hand control to others
(``yield``) inside it. pypdfium2 is imported where it is used: not at start-up.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_TURN = threading.RLock()  # the same thread may open a second one


@contextmanager
def opened(source: Path | bytes) -> Iterator[PdfDocument]:
    """A PDF to read while the block lasts; others wait. Raises PdfiumError, OSError."""
    import pypdfium2

    with _TURN, pypdfium2.PdfDocument(source) as paper:
        yield paper


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
