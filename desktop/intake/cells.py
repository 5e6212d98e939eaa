"""What both kinds of workbook are read into: sheets, rows of raw values, styles.

A row is a plain tuple, because a province's workbook has a million cells. Raw values are
text, numbers or a ``Fault``; dates are still serial numbers and truth values are the text
that Excel shows, so that no ``True`` is taken for a mark of 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

from desktop.intake.dates import Epoch

TRUE: Final = "TRUE"
FALSE: Final = "FALSE"

COLUMN_LIMIT: Final = 400
"""Cells further right are not read; the form has some twenty columns."""


class RichText(str):
    """Text of a cell whose parts have fonts of their own.

    ``runs`` are (text, font) in order; a font of None is the cell's.
    """

    __slots__ = ("runs",)
    runs: tuple[tuple[str, str | None], ...]

    @classmethod
    def of(cls, runs: Sequence[tuple[str, str | None]]) -> RichText:
        text = cls("".join(part for part, _ in runs))
        text.runs = tuple(runs)
        return text


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell without a value that could be read.

    ``shown`` is Excel's own error ("#N/A"); "" for a formula that was never calculated.
    """

    shown: str


Value = str | int | float | Fault | None


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's look says about its value; ``number_format`` is Excel's code."""

    font: str | None = None
    number_format: str = "General"


class Row(NamedTuple):
    """One row: its number from 1, raw values from column A on, and indices of styles."""

    number: int
    values: Sequence[Value]
    styles: Sequence[int]


class Sheet(Protocol):
    """One sheet of a workbook, read row by row as it is asked for."""

    @property
    def name(self) -> str: ...

    @property
    def hidden(self) -> bool: ...

    @property
    def epoch(self) -> Epoch: ...

    @property
    def styles(self) -> Sequence[Style]: ...

    def rows(self) -> Iterator[Row]:
        """Rows that hold anything, in order; may be called again."""
        ...


class Workbook(Protocol):
    """An open workbook; ``close`` lets go of the file."""

    @property
    def sheets(self) -> Sequence[Sheet]: ...

    def close(self) -> None: ...


def column_letters(index: int) -> str:
    """0 -> "A", 26 -> "AA"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """ "A" -> 0, "AA" -> 26. Raises ValueError for anything but letters."""
    index = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
