"""Widths of text and lines broken by hand: fast enough for tables of thousands of cells.

reportlab's Paragraph in every cell costs many times a bare string. Here the width of a word
is kept once measured, and so are the lines of a text.
"""

from __future__ import annotations

from functools import lru_cache

from reportlab.pdfbase.pdfmetrics import stringWidth


@lru_cache(maxsize=1 << 15)
def _em_width(text: str, font: str) -> float:
    """Width at one point of type size."""
    return float(stringWidth(text, font, 1))


def width(text: str, font: str, size: float) -> float:
    """Width of one line in points."""
    return _em_width(text, font) * size


@lru_cache(maxsize=1 << 15)
def wrap(text: str, font: str, size: float, limit: float) -> tuple[str, ...]:
    """``text`` in lines no wider than ``limit`` points; () for blank text.

    Breaks at blanks, inside a word only where the word alone is too wide. Line feeds stay.
    """
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _wrap_line(part, font, limit / size)
    return tuple(lines)


def _wrap_line(text: str, font: str, limit: float) -> list[str]:
    blank = _em_width(" ", font)
    lines: list[str] = []
    line: list[str] = []
    used = 0.0
    for word in text.split():
        wide = _em_width(word, font)
        if line and used + blank + wide <= limit:
            line.append(word)
            used += blank + wide
            continue
        if line:
            lines.append(" ".join(line))
        if wide > limit:
            *full, word = _cut(word, font, limit)
            lines += full
            wide = _em_width(word, font)
        line, used = [word], wide
    if line:
        lines.append(" ".join(line))
    return lines


def _cut(word: str, font: str, limit: float) -> list[str]:
    """A word too wide for a line, in pieces; at least one letter each."""
    pieces: list[str] = []
    piece, used = "", 0.0
    for letter in word:
        wide = _em_width(letter, font)
        if piece and used + wide > limit:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += letter
        used += wide
    return [*pieces, piece]


def wrap_evenly(text: str, font: str, size: float, limit: float) -> tuple[str, ...]:
    """As ``wrap``, but with lines of nearly the same width, as headings are set."""
    best = wrap(text, font, size, limit)
    if len(best) < 2:
        return best
    low, high = limit / len(best), limit
    for _ in range(8):
        middle = (low + high) / 2
        lines = wrap(text, font, size, middle)
        if len(lines) == len(best) and max(width(s, font, size) for s in lines) <= middle:
            best, high = lines, middle
        else:
            low = middle
    return best


def widest_word(text: str, font: str, size: float) -> float:
    """Width of the widest word: a column with this title is at least as wide."""
    return max((width(word, font, size) for word in text.split()), default=0.0)
