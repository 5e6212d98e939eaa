"""Rows and texts out of XML parts."""

from __future__ import annotations

from io import BytesIO
from xml.etree.ElementTree import ParseError

import pytest

from desktop.intake.cells import COLUMN_LIMIT, Fault, RichText, Row
from desktop.intake.xlsx_rows import items, rows, strings

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def read(cells: str, *, space: str = MAIN, texts: tuple[str, ...] = ("không", "một")) -> list[Row]:
    xml = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData><x/></worksheet>'
    return list(rows(BytesIO(xml.encode()), texts))


@pytest.mark.parametrize("space", [MAIN, STRICT])
def test_kinds_of_cells(space: str) -> None:
    row = read(
        '<row r="7"><c r="A7"><v>1</v></c><c r="B7" s="3"><v>1.5</v></c>'
        '<c r="C7" t="s"><v>1</v></c><c r="D7" t="inlineStr"><is><t> chữ </t></is></c>'
        '<c r="E7" t="b"><v>1</v></c><c r="F7" t="b"><v>0</v></c><c r="G7" t="e"><v>#N/A</v></c>'
        '<c r="H7" t="str"><f>A1</f><v>kết quả</v></c><c r="I7" t="d"><v>2023-03-05</v></c>'
        '<c r="J7"><v>1E3</v></c></row>',
        space=space,
    )[0]
    assert row.number == 7
    assert row.values == [
        *(1, 1.5, "một", " chữ ", "TRUE", "FALSE", Fault("#N/A"), "kết quả", "2023-03-05", 1000.0)
    ]
    assert row.styles == [0, 3, 0, 0, 0, 0, 0, 0, 0, 0]


def test_formulas() -> None:
    row = read(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c>'
        '<c r="C1"><f>1+1</f><v/></c><c r="D1" t="str"><f>""</f><v></v></c></row>'
    )[0]
    assert row.values == [2, Fault(""), Fault(""), None]


def test_gaps_and_missing_references() -> None:
    found = read(
        '<row r="2"><c r="B2"><v>1</v></c><c r="D2" s="2"/></row>'
        "<row><c><v>1</v></c><c><v>2</v></c></row><row/>"
        '<row r="9"><c r="C9"><v>3</v></c><c r="A9"><v>1</v></c></row>'
    )
    assert [(row.number, row.values) for row in found] == [
        (2, [None, 1, None, None]),
        (3, [1, 2]),
        (9, [1, None, 3]),
    ]
    assert found[0].styles == [0, 0, 0, 2]


def test_far_columns_are_not_read() -> None:
    assert read('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>')[0].values == [1]
    assert COLUMN_LIMIT < 16384


def test_long_parts_come_in_batches_and_whole() -> None:
    count = 60_000
    xml = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, count + 1))
    part = f'<worksheet xmlns="{MAIN}"><sheetData>{xml}</sheetData></worksheet>'.encode()
    assert len(list(items(BytesIO(part), "sheetData"))) > 2
    found = list(rows(BytesIO(part), ()))
    assert [row.number for row in found] == list(range(1, count + 1))
    assert all(row.values == [row.number] for row in found)


def test_no_rows() -> None:
    assert read("") == []
    assert list(rows(BytesIO(b"<worksheet/>"), ())) == []


@pytest.mark.parametrize(
    "part",
    [b"", b"<worksheet><sheetData><row>", b'<worksheet><a b="&x;"/></worksheet>', b"PK\0\0"],
)
def test_broken_parts(part: bytes) -> None:
    with pytest.raises(ParseError):
        list(rows(BytesIO(part), ()))


def test_entities_do_not_grow() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    part = (
        f'<!DOCTYPE w [<!ENTITY e0 "{"ha" * 50}">{levels}]>'
        "<worksheet><sheetData><row><c t='str'><v>&e9;</v></c></row></sheetData></worksheet>"
    )
    with pytest.raises(ParseError):
        list(rows(BytesIO(part.encode()), ()))


def test_texts() -> None:
    table = strings(
        BytesIO(
            f'<sst xmlns="{MAIN}"><si><t>một</t></si><si/><si><t>a_x000D_b_x005F_x000D_</t></si>'
            "<si><r><t>hai </t></r><r><t>ba</t></r></si>"
            '<si><r><rPr><rFont val=".VnTime"/></rPr><t>bé</t></r><r><t> x</t></r></si>'
            "<si><t>漢</t><rPh><t>kan</t></rPh></si></sst>".encode()
        )
    )
    assert table == ["một", "", "a\rb_x000D_", "hai ba", "bé x", "漢"]
    rich = table[4]
    assert isinstance(rich, RichText)
    assert rich.runs == (("bé", ".VnTime"), (" x", None))
