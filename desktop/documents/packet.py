"""One file with several papers in order: what "print everything" sends to the printer."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.documents import pdfium
from desktop.documents.errors import PaperFileError
from desktop.documents.files import write_whole

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


def write_packet(papers: Sequence[Path], path: Path, *, mirrored: bool = False) -> Path:
    """Writes the pages of all ``papers`` into one PDF, repeatably, and returns its path.

    Where both sides are printed (``mirrored``), each paper begins on the front of a sheet.
    Raises PaperFileError where a paper cannot be read or the packet not be written.
    """
    target = io.BytesIO()
    with pdfium.new() as whole:
        for paper in papers:
            _append(whole, paper, mirrored)
        whole.save(target)
    write_whole(path, _repeatable(target.getvalue()))
    return path


def _repeatable(data: bytes) -> bytes:
    """Without the present time and with an id that follows from the contents; places to sign are
    those of the minutes alone, here what stands in them is part of the page."""
    import pikepdf

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name in ("/Info", "/ID"):
            if name in pdf.trailer:
                del pdf.trailer[name]
        pdf.flatten_annotations("print")
        pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _append(whole: PdfDocument, paper: Path, mirrored: bool) -> None:
    try:
        with pdfium.opened(paper.read_bytes()) as part:
            if mirrored and len(whole) % 2:
                width, height = whole[len(whole) - 1].get_size()
                whole.new_page(width, height)
            whole.import_pages(part)
    except (OSError, pdfium.damage()) as error:
        raise PaperFileError(path=str(paper), errno=getattr(error, "errno", None)) from error
