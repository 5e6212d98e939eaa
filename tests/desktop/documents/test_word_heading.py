"""Headings of Word files: place and date stand in one line, whatever the place is called."""

from __future__ import annotations

import pytest
from docx.shared import Pt

from desktop.documents.blocks import HeadingText
from desktop.documents.fonts import typeface
from desktop.documents.forms import load_form
from desktop.documents.measure import width
from desktop.documents.word_file import new_document
from desktop.documents.word_heading import add_heading

_SIDES = 3.0  # points inside the cell


@pytest.mark.parametrize("form", ["hd36_2018", "hd05_2026", "nd30_2020"])
@pytest.mark.parametrize("place", ["Lạc Dương", "Đạ Đờn, Lâm Hà"])
def test_place_and_date_stand_in_one_line(form: str, place: str) -> None:
    loaded = load_form(form)
    day = f"{place}, ngày …… tháng …… năm 2023"
    document = new_document(loaded, "Công văn", "Huyện ủy")
    add_heading(document, loaded, HeadingText("TỈNH ỦY", "HUYỆN ỦY LẠC DƯƠNG", "Số -CV/HU", day))
    (table,) = document.tables
    cell = table.rows[1].cells[1]
    assert cell.width is not None
    needed = width(day, typeface().italic, loaded.heading.place_date_size)
    assert cell.width >= Pt(needed + _SIDES)
    order = [str(child.tag).rpartition("}")[2] for child in table._tbl.tblPr]
    assert order.index("tblCellMar") < order.index("tblLook"), "the schema's order"
