"""Reads proof codes from a scan: the QR codes of a picture or of the pages of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.rules.proof import read_code
from desktop.documents import pdfium
from desktop.documents.errors import ScanUnreadableError

if TYPE_CHECKING:
    from PIL.Image import Image

_SCALES: Final = (200 / 72, 400 / 72)
"""Dots a point: most scans are read at once, small or faint codes at the second look."""

_MOST_PAGES: Final = 60
_MOST_DOTS: Final = 100_000_000  # of a picture
_MOST_PAGE_DOTS: Final = 40_000_000  # of a drawn page: A3 at the larger scale
_MOST_DRAWN: Final = 1_000_000_000  # of all pages: 60 of A4 at both scales


def scan_codes(path: Path) -> tuple[str, ...]:
    """The proof codes on a scan (PNG, JPG, TIFF … or PDF), each once, in reading order.

    QR codes that hold something else are passed over. Of a PDF the first 60 pages are looked
    at. Raises ScanUnreadableError(path, errno).
    """
    found: dict[str, None] = {}
    try:
        pages = _pdf(path) if _is_pdf(path) else _picture(path)
        for page in pages:
            found |= dict.fromkeys(codes_of(page))
    except OSError as error:
        raise ScanUnreadableError(path=path, errno=error.errno) from error
    return tuple(found)


def codes_of(image: Image) -> list[str]:
    """The proof codes in a picture."""
    import zxingcpp

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    read = zxingcpp.read_barcodes(image, formats=formats)
    return [code for each in read if (code := read_code(each.text)) is not None]


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as stream:
        return b"%PDF-" in stream.read(1024)


def _picture(path: Path) -> Iterator[Image]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            if image.width * image.height > _MOST_DOTS:
                raise OSError(None, "too large")
            yield image.convert("L")
    except (UnidentifiedImageError, ValueError, Image.DecompressionBombError) as error:
        raise OSError(None, str(error)) from error


def _pdf(path: Path) -> Iterator[Image]:
    """Each page at the first scale; once more, larger, where no page showed a code."""
    shown, left = False, _MOST_DRAWN
    for scale in _SCALES:
        number = 0
        while left > 0 and (image := _drawn(path, number, scale)) is not None:
            left -= image.width * image.height
            shown = shown or bool(codes_of(image))
            yield image
            number += 1
        if shown:
            return


def _drawn(path: Path, number: int, scale: float) -> Image | None:
    """One page, opened anew for it so that others need not wait for all pages; None behind the
    last."""
    try:
        with pdfium.opened(path) as pdf:
            if number >= min(len(pdf), _MOST_PAGES):
                return None
            page = pdf[number]
            width, height = page.get_size()
            fit = min(1.0, (_MOST_PAGE_DOTS / (width * height * scale**2)) ** 0.5)
            image: Image = page.render(scale=scale * fit, grayscale=True).to_pil().copy()
            page.close()
            return image
    except pdfium.damage() as error:
        raise OSError(None, str(error)) from error
