"""A long appendix costs little more than the bare strings on it (design.md §4)."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Any

from desktop.documents import measure
from desktop.documents.blocks import Marks, Table
from desktop.documents.contents import minutes
from desktop.documents.fonts import typeface
from desktop.documents.forms import load_form
from desktop.documents.grid import Grid
from desktop.documents.grid_build import build_grid, grid_style
from desktop.documents.layout import Properties, area, build, new_canvas
from desktop.documents.read_body import read_facts

NOTHING = Properties("", "")


def _grids(tables: list[Table]) -> list[Grid]:
    measure.wrap.cache_clear()
    room = area(load_form("hd36_2018"))
    style = grid_style(typeface(), 9, room.height)
    return [build_grid(table, style, room.width) for table in tables]


def _ours(tables: list[Table]) -> float:
    begin = time.process_time()
    form = load_form("hd36_2018")
    build(form, typeface(), Marks(False, False, None), NOTHING, _grids(tables))
    return time.process_time() - begin


def _bare(strings: list[str]) -> float:
    begin = time.process_time()
    canvas = new_canvas(io.BytesIO(), typeface(), NOTHING)
    for place, text in enumerate(strings):
        if place % 400 == 0:
            canvas.showPage()
            canvas.setFont(typeface().regular, 9)
        canvas.drawString(90 + place % 7 * 50, 100 + place % 60 * 11, text)
    canvas.save()
    return time.process_time() - begin


def test_appendix_of_a_thousand_rows(make_body: Callable[..., dict[str, Any]]) -> None:
    paper = minutes(read_facts(make_body(submissions=1000, remarks=False)))
    tables = [block for block in paper.appendices[0].blocks if isinstance(block, Table)]
    strings = [
        line
        for grid in _grids(tables)
        for row in grid.rows
        for piece in row.pieces
        for line in piece.lines
    ]
    assert len(strings) > 15_000
    # The best of several pairs; twice the bare strings leaves room for a busy machine.
    assert min(_ours(tables) / _bare(strings) for _ in range(4)) < 2
