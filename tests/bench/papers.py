"""Papers: the minutes with a long appendix, and the summary table as a workbook."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from db.book import Book
from db.freeze import body_of
from desktop.documents.content_summary import summary
from desktop.documents.minutes import write_minutes
from desktop.documents.read_body import read_facts
from desktop.documents.summary import write_summary
from tests.bench.figures import Figure, by_turns, middle
from tests.bench.lab import Lab, newest

Drawn = tuple[int, str, float, str]
"""A string on paper: page, font, size, text."""

_BASE = 1000  # submissions; a larger body says them again under other codes
_COLUMNS = 20
_TEXT = "_formatText"  # what every string of reportlab goes through; not in its public types


def minutes(lab: Lab) -> Iterator[Figure]:
    """The minutes as PDF, against the same strings drawn with nothing around them."""
    body = _body(lab, lab.scale.appendix)
    path = lab.folder / "minutes.pdf"
    drawn, pages = _recorded(lambda: write_minutes(body, path).pages)
    lab.say(f"minutes of {lab.scale.appendix} submissions, {pages} pages")
    ours, bare = by_turns(
        lab.scale.repeats, lambda: write_minutes(body, path), lambda: _draw_bare(drawn)
    )
    yield Figure(
        "papers",
        middle(ours),
        middle(bare),
        1.5,
        against="reportlab drawString of the same strings",
        note=f"{pages} pages, {len(drawn)} strings",
    )


def _body(lab: Lab, submissions: int) -> dict[str, Any]:
    """A session's body of so many submissions, all scored by nine."""
    with Book.open(lab.book(min(submissions, _BASE)), lab.home, readonly=True) as book:
        body, _ = body_of(book, newest(book), 1)
    known = body["submissions"]
    assert len(known) == min(submissions, _BASE)
    times = -(-submissions // len(known))
    body["submissions"] = [
        {**row, "code": f"{row['code']}-{time}" if time else row["code"]}
        for time in range(times)
        for row in known
    ][:submissions]
    return body


def _recorded(write: Any) -> tuple[list[Drawn], int]:
    """Every string that reportlab is given while ``write`` runs, and what that returns."""
    drawn: list[Drawn] = []
    kept: Callable[[Any, str], Any] = getattr(PDFTextObject, _TEXT)

    def watch(self: Any, text: str) -> Any:
        drawn.append((self._canvas.getPageNumber(), self._fontname, self._fontsize, text))
        return kept(self, text)

    setattr(PDFTextObject, _TEXT, watch)
    try:
        return drawn, write()
    finally:
        setattr(PDFTextObject, _TEXT, kept)


def _draw_bare(drawn: Sequence[Drawn]) -> bytes:
    """The strings one below the other, page by page."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=landscape(A4), invariant=1)
    page, font, line = 1, ("", 0.0), 0
    for on, name, size, text in drawn:
        if on != page:
            canvas.showPage()
            page, font, line = on, ("", 0.0), 0
        if font != (name, size):
            font = (name, size)
            canvas.setFont(name, size)
        canvas.drawString(20 + 40 * (line // 70), 580 - 8 * (line % 70), text)
        line += 1
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def workbook(lab: Lab) -> Iterator[Figure]:
    """The summary table, against the same values written by openpyxl with shared styles."""
    body = _body(lab, lab.scale.summary)
    _cut_to(body, _COLUMNS)
    path = lab.folder / "summary.xlsx"
    tables = [sheet.rows for sheet in summary(read_facts(body, str)).sheets]
    columns = max(len(rows[0]) for rows in tables if rows)
    lab.say(f"a summary table of {lab.scale.summary} × {columns}")
    ours, bare = by_turns(
        min(lab.scale.repeats, 5), lambda: write_summary(body, path), lambda: _write_bare(tables)
    )
    yield Figure(
        "summary",
        middle(ours),
        middle(bare),
        1.15,
        against="openpyxl write_only, shared styles",
        note=f"{sum(map(len, tables))} rows × {columns}",
    )


def _cut_to(body: dict[str, Any], columns: int) -> None:
    """Leaves out members until no table has more columns."""
    while len(body["panel"]) > 1:
        few = {**body, "submissions": body["submissions"][:50]}
        if max(len(s.columns) for s in summary(read_facts(few, str)).sheets) <= columns:
            break
        body["panel"].pop()
    codes = {member["code"] for member in body["panel"]}
    for row in body["submissions"]:
        row["ballots"] = [b for b in row["ballots"] if b["member"] in codes]


def _write_bare(tables: Sequence[Sequence[Sequence[Any]]]) -> bytes:
    """All values, text and figures each in one named style."""
    book = Workbook(write_only=True)
    side = Side(style="thin")
    for name, across in (("chu", "left"), ("so", "center")):
        style = NamedStyle(
            name=name,
            font=Font(name="Times New Roman", size=12),
            alignment=Alignment(horizontal=across, vertical="center", wrap_text=across == "left"),
            border=Border(left=side, right=side, top=side, bottom=side),
        )
        book.add_named_style(style)
    for rows in tables:
        sheet = book.create_sheet()
        for values in rows:
            cells = []
            for value in values:
                cell = WriteOnlyCell(sheet, value=value)
                cell.style = "chu" if isinstance(value, str) else "so"
                cells.append(cell)
            sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
