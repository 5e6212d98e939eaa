"""Raw values of cells as text that people would read in them.

A number reads as the cell shows it in Vietnamese: 1 and not 1.0, a comma for decimals, a
percentage or a date where the cell is formatted so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Final

from desktop.intake.cells import Fault, RichText, Style, Value
from desktop.intake.dates import DateRefusedError, Epoch, read_date, read_time
from desktop.intake.old_encodings import decode, face

# Signs without a shape, and control characters, which come with copied text; halves of signs and
# what is no sign at all, which a workbook can name (_xD800_) and no file can hold.
_INVISIBLE: Final = re.compile(
    "[\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]"
)


class TextReader:
    """Reads the texts of one sheet; ``converted`` counts cells in an old encoding."""

    def __init__(self, styles: Sequence[Style], epoch: Epoch) -> None:
        self.styles = styles
        self.epoch = epoch
        self.converted = 0
        # A font matters only where it is an old one.
        self._fonts = [style.font if face(style.font) else None for style in styles]
        self._known: dict[tuple[str, str | None], tuple[str, bool]] = {}

    @property
    def plain(self) -> bool:
        """True where no cell has an old font: then ASCII text is what it is."""
        return not any(self._fonts)

    def text(self, value: Value, style: int, *, lines: bool = False) -> str:
        """One line of text, or several with ``lines``; "" for an empty cell or a Fault."""
        if value is None or isinstance(value, Fault):
            return ""
        if isinstance(value, str):
            text = self._decoded(value, style)
            return _lines(text) if lines else " ".join(text.split())
        return shown(value, self._style(style), self.epoch)

    def code(self, value: Value, style: int) -> str:
        """As ``text``, for codes: soft hyphens are gone and decimals keep their point."""
        if isinstance(value, int | float):
            return shown(value, self._style(style), self.epoch, comma=".")
        return self.text(value, style).replace("\xad", "")

    def is_date(self, style: int) -> bool:
        """True where the cell is formatted as a date or time."""
        return kind_of_format(self._style(style).number_format) in (Format.DATE, Format.TIME)

    def _style(self, style: int) -> Style:
        return self.styles[style] if style < len(self.styles) else Style()

    def _decoded(self, value: str, style: int) -> str:
        font = self._fonts[style] if style < len(self._fonts) else None
        if font is None and value.isascii() and value.isprintable():
            return value
        if isinstance(value, RichText):
            found = _decode(value, font)
        else:
            key = (value, font)
            known = self._known.get(key)
            found = known or _decode(value, font)
            self._known[key] = found
        self.converted += found[1]
        return found[0]


def _decode(value: str, font: str | None) -> tuple[str, bool]:
    """The text in Unicode, and whether it came from an old encoding."""
    runs = value.runs if isinstance(value, RichText) else ()
    faces = {face(run or font) for _, run in runs}
    if len(faces) > 1:
        text = "".join(decode(part, run or font) for part, run in runs)
    else:  # the more text there is, the surer is what it is written in
        text = decode(str(value), runs[0][1] or font if runs else font)
    converted = text != unicodedata.normalize("NFC", str(value))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)), converted


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


class Format(Enum):
    """What a number format makes of a number."""

    PLAIN = "plain"
    PERCENT = "percent"
    PADDED = "padded"
    DATE = "date"
    TIME = "time"


_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@lru_cache(maxsize=512)
def kind_of_format(code: str) -> Format:
    """What Excel's format ``code`` shows; only its first section counts."""
    if _ELAPSED.search(code):
        return Format.TIME
    signs = _LITERAL.sub("", code).split(";")[0].lower()
    if signs in ("general", "standard", "@", ""):
        return Format.PLAIN
    if any(sign in signs for sign in "yd"):
        return Format.DATE
    if any(sign in signs for sign in "hs") or "mm" in signs:
        return Format.TIME if "h" in signs or "s" in signs else Format.DATE
    if "%" in signs:
        return Format.PERCENT
    return Format.PADDED if re.fullmatch("00+", signs) else Format.PLAIN


def shown(number: float, style: Style, epoch: Epoch, comma: str = ",") -> str:
    """``number`` as its cell shows it: "1", "0,5", "85%", "05/03/2023", "007"."""
    kind = kind_of_format(style.number_format)
    try:
        if kind is Format.DATE:
            year, month, day = read_date(number, epoch).split("-")
            return f"{day}/{month}/{year}"
        if kind is Format.TIME:
            return read_time(number)
    except DateRefusedError:
        pass  # then the number itself is the best that can be said
    if kind is Format.PERCENT:
        decimals = re.search(r"\.(0+)", style.number_format)
        return f"{number * 100:.{len(decimals[1]) if decimals else 0}f}%".replace(".", comma)
    plain = _plain(number)
    if kind is Format.PADDED and plain.isdigit():
        return plain.zfill(style.number_format.split(";")[0].count("0"))
    return plain.replace(".", comma)


def _plain(number: float) -> str:
    """Fifteen digits, as Excel has them, never with an exponent: 0.30000000000000004 is 0.3."""
    if isinstance(number, int):
        return str(number)
    text = f"{Decimal(f'{number:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
