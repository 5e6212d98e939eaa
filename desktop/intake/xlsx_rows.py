"""Rows and texts out of an .xlsx part, streamed.

openpyxl's read-only mode makes a Python object of every cell. Here expat and the C tree
builder do the work: the tree grows under an element of ours, and after each piece of the
file the finished rows are taken out of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Final
from xml.etree.ElementTree import Element, TreeBuilder, XMLParser

from desktop.intake.cells import (
    COLUMN_LIMIT,
    FALSE,
    TRUE,
    Fault,
    RichText,
    Row,
    Value,
    column_index,
)

_PIECE: Final = 1 << 18
_MOST: Final = 8 << 20  # bytes that may be read without a row coming to its end
_BEFORE: Final = 4 << 20  # and before the rows begin
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")


def namespace(element: Element) -> str:
    """The ``{…}`` in front of an element's name, "" where there is none."""
    return element.tag[: element.tag.rfind("}") + 1]


def items(part: IO[bytes], holder: str) -> Iterator[list[Element]]:
    """The children of the first ``holder`` in an XML part, in batches, as they are read.

    ``holder`` is the root or one of its children; what stands behind it is not looked at. Raises
    ElementTree's ParseError, ValueError where a child or what stands before never ends.
    """
    builder = TreeBuilder()
    top = builder.start("top", {})
    parser: XMLParser = XMLParser(target=builder)
    found: Element | None = None
    waited = 0
    while piece := part.read(_PIECE):
        parser.feed(piece)
        waited += len(piece)
        found = found if found is not None else _find(top, holder)
        if found is not None and len(found) > 1:
            batch = found[:-1]  # the last one may still be open
            del found[:-1]
            yield batch
            waited = 0
        if waited > (_BEFORE if found is None else _MOST):
            raise ValueError("nothing comes to its end")
        if found is not None and found is not top[0] and top[0][-1] is not found:
            while part.read(_PIECE):  # to the end, where it is known to be whole
                pass
            yield found[:]
            return
    parser.close()
    found = found if found is not None else _find(top, holder)
    if found is not None:
        yield found[:]


def _find(top: Element, holder: str) -> Element | None:
    for root in top:
        name = namespace(root) + holder
        return root if root.tag == name else root.find(name)
    return None


def rows(part: IO[bytes], strings: Sequence[str]) -> Iterator[Row]:
    """The rows of a worksheet part that hold anything.

    ``strings`` is the workbook's table of texts. Raises ParseError, ValueError, IndexError
    for a part that is not sound.
    """
    number = 0
    columns = _Columns()
    for batch in items(part, "sheetData"):
        read = _reader(namespace(batch[0]) if batch else "", strings)
        for row in batch:
            number = int(row.get("r") or number + 1)
            values: list[Value] = []
            styles: list[int] = []
            width = 0
            for cell in row:
                get = cell.get
                reference = get("r")
                column = columns[reference.rstrip("0123456789")] if reference else width
                style = get("s")
                if column == width:
                    values.append(read(cell))
                    styles.append(int(style) if style else 0)
                    width += 1
                elif column < COLUMN_LIMIT:
                    missing = column + 1 - width
                    if missing > 0:  # otherwise out of order: not Excel's, but readable
                        values += [None] * missing
                        styles += [0] * missing
                        width += missing
                    values[column] = read(cell)
                    styles[column] = int(style) if style else 0
            if values:
                yield Row(number, values, styles)


class _Columns(dict[str, int]):
    """Letters of a column -> index, worked out once."""

    def __missing__(self, letters: str) -> int:
        index = self[letters] = column_index(letters)
        return index


def _reader(space: str, strings: Sequence[str]) -> Callable[[Element], Value]:
    """What reads the cells of a part whose names stand in the namespace ``space``."""
    value_tag, formula_tag, inline_tag = space + "v", space + "f", space + "is"

    def read(cell: Element) -> Value:
        text = cell.findtext(value_tag)
        kind = cell.get("t", "n")
        if text:
            if kind == "s":
                return strings[int(text)] or None
            if kind == "n":
                return int(text) if text.isdigit() else float(text)
            if kind == "b":
                return TRUE if text.strip() in ("1", "true") else FALSE
            return Fault(text) if kind == "e" else _unescape(text)
        if kind == "inlineStr":
            inline = cell.find(inline_tag)
            return None if inline is None else text_of(inline) or None
        # A formula whose result is the empty text is of kind "str" and has a value.
        uncalculated = kind != "str" and cell.find(formula_tag) is not None
        return Fault("") if uncalculated else None

    return read


def strings(part: IO[bytes]) -> list[str]:
    """The table of texts of a workbook, with the fonts of parts where a text has them."""
    return [text_of(item) for batch in items(part, "sst") for item in batch]


def text_of(element: Element) -> str:
    """The text of an ``si`` or ``is``: a str, or a RichText where parts name a font."""
    space = namespace(element)
    if len(element) == 1 and element[0].tag == space + "t":
        return _unescape(element[0].text or "")
    runs: list[tuple[str, str | None]] = []
    for part in element:
        if part.tag == space + "t":
            runs.append((_unescape(part.text or ""), None))
        elif part.tag == space + "r":
            name = part.find(f"{space}rPr/{space}rFont")
            font = None if name is None else name.get("val")
            runs.append((_unescape(part.findtext(space + "t") or ""), font))
    if any(font for _, font in runs):
        return RichText.of(runs)
    return "".join(text for text, _ in runs)


def _unescape(text: str) -> str:
    """``_x000D_`` is how a workbook writes signs that XML cannot hold."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
