"""What a digital signature shows on the page: the block of the letters, or a handwritten image.

Drawn with reportlab in the paper's own typeface (domain.md part 5; S2's heading: Email, Cơ quan,
Ngày ký), one PDF page as large as the field, which the signature then takes in as it is.
"""

from __future__ import annotations

import io
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.certificates import Holder
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.measure import width, wrap
from desktop.documents.signing_errors import SignImageError

if TYPE_CHECKING:
    from PIL.Image import Image

VIETNAM: Final = timezone(timedelta(hours=7))
"""All of the country, all of the year."""

_LARGEST, _SMALLEST = 11.0, 5.0  # type sizes
_LEADING: Final = 1.25
_EDGE: Final = 3.0
_INK: Final = (20, 40, 140)
_PAPER: Final = 200  # from this grey on a scan is paper, not ink
_MOST_DOTS: Final = 1200
_MOST_BYTES: Final = 20 * 1024**2


def stamp_lines(holder: Holder, moment: datetime) -> tuple[str, ...]:
    """The block: ``Email: …``, ``Cơ quan: …``, ``Ngày ký: dd.MM.yyyy HH:mm:ss +07:00``.

    Without an address the signer's name stands first; what the certificate does not say is
    left out.
    """
    lines = [f"Email: {holder.email}" if holder.email else f"Người ký: {holder.name}"]
    if holder.organisation:
        lines.append(f"Cơ quan: {holder.organisation}")
    lines.append(f"Ngày ký: {moment.astimezone(VIETNAM):%d.%m.%Y %H:%M:%S} +07:00")
    return tuple(lines)


def draw_stamp(
    holder: Holder, moment: datetime, size: tuple[float, float], image: Path | None = None
) -> bytes:
    """A PDF of one page of ``size`` points with the image, or the block where there is none.

    Raises SignImageError, FontMissingError.
    """
    face = typeface()
    target = io.BytesIO()
    settings: dict[str, Any] = {"invariant": 1, "initialFontName": face.regular}
    canvas = Canvas(target, pagesize=size, **settings)
    if image is not None:
        _draw_image(canvas, image, size)
    else:
        _draw_lines(canvas, face, stamp_lines(holder, moment), size)
    canvas.save()
    return target.getvalue()


def _draw_lines(
    canvas: Canvas, face: Typeface, lines: tuple[str, ...], size: tuple[float, float]
) -> None:
    """As large as fits, flush left, the block as a whole in the middle of the field."""
    lines = tuple(face.readable(line, set()) for line in lines)
    room = size[0] - 2 * _EDGE
    type_size, broken = _LARGEST, lines
    while type_size >= _SMALLEST:
        broken = tuple(part for line in lines for part in wrap(line, face.regular, type_size, room))
        if len(broken) * type_size * _LEADING <= size[1] - _EDGE:
            break
        type_size -= 0.5
    leading = type_size * _LEADING
    wide = max(width(line, face.regular, type_size) for line in broken)
    shrink = min(1.0, (size[1] - 2) / (len(broken) * leading))  # only in a field like a slit
    canvas.translate((size[0] - wide * shrink) / 2, (size[1] + len(broken) * leading * shrink) / 2)
    canvas.scale(shrink, shrink)
    canvas.setFont(face.regular, type_size)
    for place, line in enumerate(broken, start=1):
        canvas.drawString(0, 0.25 * type_size - place * leading, line)


def _draw_image(canvas: Canvas, path: Path, size: tuple[float, float]) -> None:
    image = signature_image(path)
    scale = min((size[0] - 2 * _EDGE) / image.width, (size[1] - 2) / image.height)
    wide, high = image.width * scale, image.height * scale
    x, y = (size[0] - wide) / 2, (size[1] - high) / 2
    canvas.drawImage(ImageReader(image), x, y, wide, high, mask="auto")


def signature_image(path: Path) -> Image:
    """A handwritten signature in blue on transparent ground (NĐ 30, phụ lục I).

    A picture without transparency counts as a scan: the darker, the more ink. What is not ink
    around it is cut off. Raises SignImageError.
    """
    from PIL import Image, ImageOps

    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SignImageError(path=path)
        with Image.open(path) as opened:
            source = ImageOps.exif_transpose(opened)
            source.thumbnail((_MOST_DOTS, _MOST_DOTS))
            if "A" in source.getbands() or "transparency" in source.info:
                ink = source.convert("RGBA").getchannel("A")
            else:
                grey = source.convert("L")
                ink = grey.point([max(0, 255 * (_PAPER - g) // _PAPER) for g in range(256)])
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise SignImageError(path=path) from error
    box = ink.point([0] * 32 + [255] * 224).getbbox()
    if box is None:  # an empty sheet
        raise SignImageError(path=path)
    ink = ink.crop(box)
    made = Image.new("RGBA", ink.size, (*_INK, 0))
    made.putalpha(ink)
    return made
