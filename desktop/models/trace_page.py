"""A trace sheet as a page to read on the screen: the words of the paper, as simple HTML."""

from __future__ import annotations

from html import escape

from desktop.documents.blocks import Cell, Level, Note, Para, Section, Table
from desktop.documents.content_trace import TYPE, TraceText


def page(sheet: TraceText, muted: str, line: str) -> str:
    """The sheet; ``muted`` and ``line`` are colours of the screen."""
    parts = [
        f"<h3 style='margin:0 0 2px 0'>{escape(TYPE.capitalize())}</h3>"
        f"<p style='margin:0 0 6px 0'><b>{escape(sheet.subject)}</b></p>"
    ]
    for block in sheet.blocks:
        match block:
            case Section(text):
                parts.append(
                    f"<p style='margin:14px 0 4px 0'><b>{escape(text)}</b></p>"
                )
            case Note(text):
                parts.append(f"<p style='margin:2px 0; color:{muted}'>{escape(text)}</p>")
            case Para(text, lead):
                bold = f"<b>{escape(lead)}</b> " if lead else ""
                parts.append(f"<p style='margin:2px 0'>{bold}{_lines(text)}</p>")
            case Table():
                parts.append(_table(block, line))
    return "".join(parts)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _table(table: Table, line: str) -> str:
    aligns = ["left" if c.cell is Cell.TEXT else "center" for c in table.columns]
    edge = f"padding:3px 6px; border-bottom:1px solid {line}"
    heads = "".join(
        f"<th align='{align}' style='{edge}'>{escape(column.title)}</th>"
        for column, align in zip(table.columns, aligns, strict=True)
    )
    rows = []
    for row in table.lines:
        if row.level is Level.BAND:
            rows.append(
                f"<tr><td colspan='{len(aligns)}' style='padding:8px 6px 3px 6px'>"
                f"<b>{_lines(row.cells[0])}</b></td></tr>"
            )
            continue
        cells = "".join(
            f"<td align='{align}' style='{edge}'>{_lines(text)}</td>"
            for text, align in zip(row.cells, aligns, strict=True)
        )
        rows.append(f"<tr>{cells}</tr>")
    return (
        "<table width='100%' cellspacing='0' style='margin-top:4px'>"
        f"<tr>{heads}</tr>{''.join(rows)}</table>"
    )
