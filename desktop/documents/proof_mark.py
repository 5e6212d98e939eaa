"""The QR code beside a proof code: drawn on pages, and as a picture for other papers."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from PIL.Image import Image

MODULE: Final = 0.5 * mm
"""Six dots of a scan at 300 dpi."""

QUIET: Final = 4
"""Modules that stay white on every side, by the standard of QR codes."""

_DOTS: Final = 8  # a module, so that no viewer blurs the edges

Rows = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=64)
def modules(code: str) -> Rows:
    """The dark modules of the QR code of a proof code, from above.

    The text is the code as it is printed, in the QR standard's letters and figures; up to 20
    signs make 21 × 21 modules at error correction M (about 15 % may be lost).
    """
    made: Any = QRCode(None, QRErrorCorrectLevel.M)
    made.addData(code)
    made.make()
    size = made.getModuleCount()
    return tuple(tuple(bool(made.isDark(r, c)) for c in range(size)) for r in range(size))


def side(code: str) -> float:
    """How wide and high the dark part is drawn, in points."""
    return len(modules(code)) * MODULE


def draw(canvas: Canvas, code: str, x: float, y: float) -> None:
    """Draws the QR code with its lower left corner at (x, y), without the white around it.

    It stands once in the file, however many pages show it.
    """
    size = side(code)
    canvas.drawImage(_reader(code), x, y, size, size)


@lru_cache(maxsize=8)
def _reader(code: str) -> ImageReader:
    return ImageReader(_picture(code, 0, _DOTS).convert("L"))


def png(code: str, dots: int = _DOTS) -> bytes:
    """The QR code with its white margin as a PNG, ``dots`` a module; for Word and screens."""
    target = io.BytesIO()
    _picture(code, QUIET, dots).save(target, "PNG")
    return target.getvalue()


def _picture(code: str, quiet: int, dots: int) -> Image:
    from PIL import Image

    rows = modules(code)
    size = len(rows) + 2 * quiet
    image = Image.new("1", (size, size), 1)
    for down, row in enumerate(rows):
        for at, dark in enumerate(row):
            if dark:
                image.putpixel((at + quiet, down + quiet), 0)
    return image.resize((size * dots, size * dots))
