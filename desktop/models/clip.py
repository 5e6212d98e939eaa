"""Tables through the clipboard: what a spreadsheet puts there is read, what it takes is written.

Excel and LibreOffice write a block as lines of cells with tabs between; a cell with a line break
or a quote in it stands in quotes, which are doubled inside. They prefer HTML to plain text, and
there a cell can say that it is text ("001" stays, "=1+1" is no formula) or which number it is,
whatever the language of the spreadsheet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from html import escape

from PySide6.QtCore import QMimeData

MANY = 10_000  # rows up to which HTML is written, too
_FIGURE = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?")
_LINE_END = ("\r\n", "\n", "\r")
_HEAD = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head>'
_TEXT = '<td style="mso-number-format:\'\\@\'" sdnum="1066;0;@">'
_BREAK = '<br style="mso-data-placement:same-cell">'


def rows_of(text: str) -> list[list[str]]:
    """The cells of a block; empty lines at its end are no part of it."""
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        cell, place = _cell(text, place)
        rows[-1].append(cell)
        if place >= len(text):
            break
        if text[place] == "\t":
            place += 1
        else:
            place += 2 if text.startswith("\r\n", place) else 1
            rows.append([])
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def is_block(text: str) -> bool:
    """Whether it holds several cells."""
    rows = rows_of(text)
    return len(rows) > 1 or (bool(rows) and len(rows[0]) > 1)


def plain(rows: Sequence[Sequence[str]]) -> str:
    """As plain text; what would be a formula is marked as text."""
    return "\n".join("\t".join(_guarded(_one_line(cell)) for cell in row) for row in rows)


def clip(rows: Sequence[Sequence[str]], figures: Collection[int] = ()) -> QMimeData:
    """What goes to the clipboard. ``figures`` are the columns whose cells may be numbers, written
    as on screen ("8,50"); all else is text."""
    data = QMimeData()
    data.setText(plain(rows))
    if len(rows) <= MANY and (len(rows) > 1 or len(rows[0]) > 1):
        lines = (
            "<tr>" + "".join(_html(cell, n in figures) for n, cell in enumerate(row)) + "</tr>"
            for row in rows
        )
        data.setHtml(f"{_HEAD}<body><table>{''.join(lines)}</table></body></html>")
    return data


def _cell(text: str, place: int) -> tuple[str, int]:
    """A cell and where it ends."""
    if text.startswith('"', place):
        end = place + 1
        while (end := text.find('"', end)) >= 0 and text.startswith('""', end):
            end += 2
        after = end + 1
        if end > 0 and (after >= len(text) or text[after] in "\t\r\n"):
            inside = text[place + 1 : end].replace('""', '"')
            return inside.replace("\r\n", "\n").replace("\r", "\n"), after
    found = re.compile(r"[^\t\r\n]*").match(text, place)
    assert found is not None  # also nothing is something here
    return found.group(), found.end()


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _guarded(cell: str) -> str:
    """A text that a spreadsheet would take for a formula is marked as a text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") and not _is_figure(cell) else cell


def _is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(cell) is not None


def _html(cell: str, may_be_figure: bool) -> str:
    text = cell.strip()
    if may_be_figure and _is_figure(text):
        number = text.replace(".", "").replace(",", ".")
        return f'<td x:num="{number}" sdval="{number}" sdnum="1033;0;General">{text}</td>'
    lines = _BREAK.join(escape(line) for line in text.splitlines())
    return f"{_TEXT}{lines}</td>"
