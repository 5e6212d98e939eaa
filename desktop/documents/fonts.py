"""The typeface of the papers: found, checked letter by letter, made known to reportlab.

A letter that a font lacks would be drawn as nothing at all. So the typeface is only taken
where it has every Vietnamese letter in all four styles, and any other sign that it lacks
is replaced by a visible box and reported.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from desktop.documents.errors import FontMissingError
from desktop.documents.font_files import FAMILIES, STYLES, FontFiles, candidates, system_folders

_VOWELS: Final = "aăâeêioôơuưy"
_CONSONANTS: Final = "bcdđfghjklmnpqrstvwxz"
_TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

VIETNAMESE: Final = frozenset(
    cased
    for letter in (
        *(unicodedata.normalize("NFC", v + t) for v in _VOWELS for t in _TONES),
        *_CONSONANTS,
    )
    for cased in (letter, letter.upper())
)
"""The 186 letters, f, j, w and z included."""

NEEDED: Final = VIETNAMESE | frozenset("0123456789 .,;:!?'\"()[]{}/\\-+=*%&@#_<>|~“”‘’–—…•§°×")
BOX: Final = "□"

# Signs that show nothing by themselves.
_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
# What looks the same, for a font that lacks it: unbreakable hyphens, full-width forms.
_ALIKE: Final = {"‐": "-", "‑": "-", "‒": "–", "―": "—", "−": "–"} | {
    chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)
}


@dataclass(frozen=True, slots=True)
class Typeface:
    """Four fonts that reportlab knows by these names, and the signs that all of them have."""

    family: str
    regular: str
    bold: str
    italic: str
    bold_italic: str
    coverage: frozenset[int]

    def readable(self, text: str, missing: set[str]) -> str:
        """``text`` composed (NFC), with a box for every sign that cannot be drawn.

        The signs replaced are added to ``missing``.
        """
        text = unicodedata.normalize("NFC", text)
        if text.isascii() and text.isprintable():
            return text
        return "".join(self._drawn(char, missing) for char in text)

    def _drawn(self, char: str, missing: set[str]) -> str:
        if char == "\n" or (ord(char) in self.coverage and char.isprintable()):
            return char
        if char in _UNSEEN:
            return ""
        if char in _ALIKE:
            return _ALIKE[char]
        if unicodedata.category(char) in ("Zs", "Zl", "Zp", "Cc"):
            return "\n" if char in "\u2028\u2029\r" else " "
        missing.add(char)
        return BOX if ord(BOX) in self.coverage else "?"


@lru_cache(maxsize=1)
def typeface() -> Typeface:
    """The typeface of this computer; FontMissingError where no family serves."""
    return find_typeface(system_folders())


def find_typeface(folders: Iterable[Path]) -> Typeface:
    """The first family below ``folders`` that has every Vietnamese letter in four styles.

    Families in the order of font_files.FAMILIES; an old Liberation Serif 1.x, which lacks
    half of the letters, is passed over.
    """
    for files in candidates(folders):
        fonts = _load(files)
        if fonts:
            return _register(files, fonts)
    raise FontMissingError(families=tuple(family.name for family in FAMILIES))


def _load(files: FontFiles) -> list[TTFont]:
    """The four fonts, or [] where one cannot be read, embedded, or lacks a letter."""
    fonts = []
    for style, path in zip(STYLES, files.paths, strict=True):
        try:
            font = TTFont(f"{files.family} {style}", str(path), shapable=False)
        except (TTFError, OSError):
            return []
        if not NEEDED.issubset(map(chr, font.face.charToGlyph)):
            return []
        fonts.append(font)
    return fonts


def _register(files: FontFiles, fonts: Sequence[TTFont]) -> Typeface:
    names = [font.fontName for font in fonts]
    for font in fonts:
        pdfmetrics.registerFont(font)
    addMapping(names[0], 0, 0, names[0])
    addMapping(names[0], 1, 0, names[1])
    addMapping(names[0], 0, 1, names[2])
    addMapping(names[0], 1, 1, names[3])
    coverage = frozenset.intersection(*(frozenset(f.face.charToGlyph) for f in fonts))
    return Typeface(files.family, names[0], names[1], names[2], names[3], coverage)
