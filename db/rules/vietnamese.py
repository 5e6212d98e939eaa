"""Vietnamese text: folding for search, keys for sorting (domain.md §6).

Both work code point by code point through tables that fill themselves, because a
province's ten years are 100,000 titles.

A sort key is ASCII text but for foreign letters, and orders rightly both as a Python str
and as SQLite TEXT compared bytewise. Its signs, from the lowest:

    " "  between the parts of a person's name
    "!"  between letters and tones
    "#"  between words
    0–@  numbers (length, then digits)      A–a  the letters      ~  any other letter
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The Vietnamese alphabet, with f, j, w, z where Latin has them."""

TONES: Final = "\u0300\u0309\u0303\u0301\u0323"
"""The tone marks in order: à, ả, ã, á, ạ; no mark comes before them."""

_PART, _LEVEL, _WORD = " ", "!", "#"
_WEIGHTS: Final = {letter: chr(ord("A") + place) for place, letter in enumerate(LETTERS)}
_TONE_DIGITS: Final = {mark: str(place) for place, mark in enumerate(TONES, start=1)}
_LETTER, _NO_TONE = "L", "0"
# Strokes do not decompose. ð stands for đ in old files; ƀ is a letter of the highlands.
_STROKES: Final = {"đ": "d", "ð": "d", "ƀ": "b"}
_STROKE_LETTERS: Final = {"ð": "đ", "ƀ": "b"}
_SIGNS: Final = {
    **dict.fromkeys("’‘ʼ`´′", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_CACHED_BELOW: Final = 0x10000
_NUMBER: Final = re.compile("[0-9]+")
_LONG_NUMBER: Final = 17


def fold(text: str) -> str:
    """``text`` as search compares it: "  ỦY ban Đạ Sar" -> "uy ban da sar".

    Small letters without marks, đ as d, so that ủy and uỷ, hòa and hoà are one; typographic
    quotes and dashes as typed ones; invisible signs gone; blanks collapsed and trimmed.
    Idempotent. Full-width and other compatibility forms become plain ones.
    """
    return " ".join(text.translate(_FOLDED).split())


def sort_key(text: str) -> str:
    """A key that sorts ``text`` as a Vietnamese list does; never holds a space.

    Letters decide first (a ă â b c d đ …; words before longer words), then tones (none,
    à, ả, ã, á, ạ), one a word, so that hòa and hoà stand together. Case and punctuation do
    not count: a hyphen or a quote parts words, an apostrophe is passed over. Numbers
    compare by value: LD-2 before LD-10, before letters.
    """
    composed = unicodedata.normalize("NFC", text)
    words = composed.translate(_PRIMARY).split()
    if not words:
        return ""
    letters = _NUMBER.sub(_number, _WORD.join(words))
    # A word without a letter (a mark standing alone) has no primary weight either.
    toned = [word for word in composed.translate(_SECONDARY).split() if _LETTER in word]
    tones = [word.replace(_LETTER, "") or _NO_TONE for word in toned]
    return letters + _LEVEL + _WORD.join(tones)


def person_key(name: str) -> str:
    """A key that sorts people by given name, then family name, then middle names.

    "Nguyễn Thị Ánh" sorts as Ánh, Nguyễn, Thị. Of a single word that is the given name.
    Each part counts with its tones before the next is looked at: every Hoa comes before
    the first Hòa.
    """
    words = name.split()
    if not words:
        return ""
    family = words[0] if len(words) > 1 else ""
    parts = (words[-1], family, " ".join(words[1:-1]))
    return _PART.join(sort_key(part) for part in parts)


def _number(match: re.Match[str]) -> str:
    """A run of digits that compares by value: its length as one sign, then the digits."""
    digits = match[0].lstrip("0") or "0"
    length = len(digits)
    if length < _LONG_NUMBER:
        return chr(ord("0") + length - 1) + digits
    return f"@{length:012d}{digits}"


class _Table(dict[int, str]):
    """A table for str.translate that works out a code point when it first meets it."""

    def __missing__(self, code: int) -> str:
        result = self.work_out(chr(code))
        if code < _CACHED_BELOW:
            self[code] = result
        return result

    def work_out(self, char: str) -> str:
        raise NotImplementedError


class _FoldTable(_Table):
    """What search sees of a code point."""

    def work_out(self, char: str) -> str:
        while True:
            plain = _SIGNS.get(char) or unicodedata.normalize("NFKD", char).lower()
            shapes = (_SIGNS.get(c, c) for c in plain if not _unseen(c))
            folded = "".join(_STROKES.get(c, c) for c in shapes)
            if folded == char:
                return folded
            char = folded


class _PrimaryTable(_Table):
    """Weights of letters, digits as they are, a blank for what parts words."""

    def work_out(self, char: str) -> str:
        return "".join(_weight(piece) for piece in _pieces(char))


class _SecondaryTable(_Table):
    """A sign for each letter or digit, tone digits behind it, a blank where words part."""

    def work_out(self, char: str) -> str:
        result = ""
        for piece in _pieces(char):
            weight = _weight(piece)
            result += _TONE_DIGITS.get(piece) or (_LETTER if weight.strip() else weight)
        return result


def _unseen(char: str) -> bool:
    """Marks, and signs without a shape such as soft hyphens."""
    return unicodedata.combining(char) > 0 or unicodedata.category(char) in ("Mn", "Cf")


def _pieces(char: str) -> list[str]:
    """``Ậ`` -> ["â", dot below]: small letters of the alphabet, then their other marks."""
    pieces: list[str] = []
    base = 0
    plain = _SIGNS.get(char) or unicodedata.normalize("NFKD", char).lower()
    for piece in unicodedata.normalize("NFD", plain):
        if not unicodedata.combining(piece):
            base = len(pieces)
        elif pieces:
            joined = unicodedata.normalize("NFC", pieces[base] + piece)
            if joined in _WEIGHTS:
                pieces[base] = joined
                continue
        pieces.append(_STROKE_LETTERS.get(piece, piece))
    return pieces


def _weight(piece: str) -> str:
    """The primary weight of one item of ``_pieces``; "" for marks and apostrophes."""
    if piece in _WEIGHTS:
        return _WEIGHTS[piece]
    category = unicodedata.category(piece)
    if category == "Nd":
        return str(unicodedata.decimal(piece))
    if piece == "'" or category.startswith("M") or category == "Cf":
        return ""
    return f"~{piece}" if category.startswith("L") else " "


_FOLDED: Final = _FoldTable()
_PRIMARY: Final = _PrimaryTable()
_SECONDARY: Final = _SecondaryTable()
