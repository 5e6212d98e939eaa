"""A rubric as a TOML file (the contract in design part 5); ``db.rubrics`` reads it."""

from __future__ import annotations

from typing import Final

from db.records import Hundredths, Rubric
from db.rules.points import dotted

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def to_toml(rubric: Rubric) -> str:
    """The text of the file; reading it gives an equal rubric."""
    parts = [
        f"id = {_text(rubric.id)}",
        f"name = {_text(rubric.name)}",
        f"applies_to = {_text(str(rubric.applies_to))}",
        f"basis = {_text(rubric.basis)}",
        f"total = {_points(rubric.total)}",
        f"step = {_points(rubric.step)}",
        f"confirmed = {_flag(rubric.confirmed)}",
        f"bands_basis = {_text(rubric.bands_basis)}",
        f"illustrative = {_flag(rubric.illustrative)}",
    ]
    for criterion in rubric.criteria:
        parts += [
            "\n[[criterion]]",
            f"code = {_text(criterion.code)}",
            f"name = {_text(criterion.name)}",
            f"max = {_points(criterion.max)}",
            f"bonus = {_flag(criterion.bonus)}",
        ]
    for band in rubric.bands:
        parts += ["\n[[band]]", f"class = {_text(band.name)}", f"from = {_points(band.start)}"]
    return "\n".join(parts) + "\n"


def _text(text: str) -> str:
    """A basic string; what TOML forbids in one is written by its number."""
    written = "".join(
        _ESCAPES.get(sign) or (f"\\u{ord(sign):04X}" if sign < " " or sign == "\x7f" else sign)
        for sign in text
    )
    return f'"{written}"'


def _points(points: Hundredths) -> str:
    return f'"{dotted(points)}"'


def _flag(flag: bool) -> str:
    return "true" if flag else "false"
