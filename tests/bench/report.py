"""The figures for people: a table, and the page of results with the machine named."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import qVersion

from tests.bench.figures import Figure

RESULTS = Path(__file__).with_name("RESULTS.md")
_HEADINGS = ("bench", "value", "baseline", "ratio", "goal", "met", "against", "note")


def table(figures: Sequence[Figure]) -> str:
    """Columns of equal width, for a terminal."""
    rows = [_HEADINGS[:6], *(_cells(figure)[:6] for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    lines = []
    for row in rows:
        first, *others = row
        cells = [f"{cell:>{w}}" for cell, w in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([f"{first:<{widths[0]}}", *cells]).rstrip())
    return "\n".join(lines)


def page(figures: Sequence[Figure]) -> str:
    """RESULTS.md: the machine without its name, and every figure with its baseline."""
    rows = [_HEADINGS, tuple("---" for _ in _HEADINGS), *map(_cells, figures)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(
        [
            "# Results of the benches",
            "",
            f"Made by `python3 dev.py bench --save` on {machine()}.",
            "A goal bounds the ratio, or the value itself where there is no baseline.",
            "",
            *lines,
            "",
        ]
    )


def machine() -> str:
    """Processor and versions; no name, no place."""
    return (
        f"{_processor()}; Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"Qt {qVersion()}"
    )


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text("utf-8", "replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _cells(figure: Figure) -> tuple[str, ...]:
    goal = "" if figure.goal is None else f"≤ {figure.goal:g}"
    if figure.goal is not None:
        goal += "×" if figure.ratio is not None else f" {figure.unit}".rstrip()
    return (
        figure.name,
        _amount(figure.value, figure.unit),
        _amount(figure.baseline, figure.unit),
        "" if figure.ratio is None else f"{figure.ratio:.2f}×",
        goal,
        {True: "yes", False: "NO", None: ""}[figure.met],
        figure.against,
        figure.note,
    )


def _amount(number: float | None, unit: str) -> str:
    if number is None:
        return ""
    if not unit:
        return f"{number:g}"
    if unit == "ms" and number >= 10_000:
        return f"{number / 1000:.1f} s"
    return f"{number:.2f} {unit}" if number < 10 else f"{number:.0f} {unit}"
