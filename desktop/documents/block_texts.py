"""Passes the texts of a block on, one by one."""

from __future__ import annotations

from collections.abc import Callable

from desktop.documents.blocks import Block, Column, Line, Note, Para, Section, Table


def said(block: Block, say: Callable[[str], str]) -> Block:
    """The block with every text through ``say``: what a typeface can draw."""
    match block:
        case Table(columns, lines, whole):
            heads = tuple(
                Column(say(c.title), c.cell, c.weight, c.strong, c.least) for c in columns
            )
            return Table(
                heads,
                tuple(Line(tuple(say(cell) for cell in ln.cells), ln.level) for ln in lines),
                whole,
            )
        case Para(text, lead):
            return Para(say(text), say(lead))
        case Note(text):
            return Note(say(text))
        case Section(text):
            return Section(say(text))
