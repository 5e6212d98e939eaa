"""A Word file as it is read: tables of cells' texts, and paragraphs outside tables.

Only the document's own part is read, nothing is followed; old Vietnamese encodings are
converted by the fonts of the runs.
"""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile

from db.errors import FileUnusableError
from db.zip_file import open_zip
from desktop.documents.errors import WordFormError
from desktop.intake.cells import RichText

LIMIT: Final = 8 << 20
"""Bytes of the unpacked document: hundreds of pages of text."""
FILE_LIMIT: Final = 256 << 20  # with its pictures

_DEEPEST: Final = 12  # tables within tables

_PART: Final = "word/document.xml"
_DAMAGE: Final = (BadZipFile, ParseError, zlib.error, EOFError, NotImplementedError, KeyError,
                  ValueError, RecursionError)  # fmt: skip

Table = tuple[tuple[RichText, ...], ...]


@dataclass(frozen=True, slots=True)
class WordFile:
    """What a document says, in order within each kind."""

    tables: tuple[Table, ...]
    paragraphs: tuple[RichText, ...]


def is_word(path: Path) -> bool:
    """Whether the file is a .docx by its content. Never raises."""
    try:
        with path.open("rb") as stream:
            if stream.read(4) != b"PK\x03\x04":
                return False
        with open_zip(path) as package:
            return _PART in package.namelist()
    except (OSError, *_DAMAGE):
        return False


def read_word(path: Path) -> WordFile:
    """Raises WordFormError (path, detail: missing, damaged, encrypted, too_large),
    FileUnusableError."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode) or state.st_size > FILE_LIMIT:
            raise WordFormError(path=str(path), detail="too_large")
        body = fromstring(_part(path))
    except FileNotFoundError:
        raise WordFormError(path=str(path), detail="missing") from None
    except OSError as error:
        raise FileUnusableError(path=str(path), errno=error.errno) from error
    except _DAMAGE as error:
        raise WordFormError(path=str(path), detail="damaged") from error
    space = body.tag.partition("}")[0] + "}"
    found = body.find(f"{space}body")
    if found is None or _deep(found, f"{space}tbl"):
        raise WordFormError(path=str(path), detail="damaged")
    tables = tuple(_table(table, space) for table in found.iter(f"{space}tbl"))
    inside = {id(p) for table in found.iter(f"{space}tbl") for p in table.iter(f"{space}p")}
    outside = (p for p in found.iter(f"{space}p") if id(p) not in inside)
    return WordFile(tables, tuple(_joined([p], space) for p in outside))


def _deep(body: Element, table: str) -> bool:
    """Whether tables lie in tables without end: each would be read again for those around it."""
    waiting = [(body, 0)]
    while waiting:
        element, depth = waiting.pop()
        depth += element.tag == table
        if depth > _DEEPEST:
            return True
        waiting += [(child, depth) for child in element]
    return False


def _part(path: Path) -> bytes:
    with open_zip(path) as package:
        entry = package.getinfo(_PART)
        if entry.flag_bits & 1:
            raise WordFormError(path=str(path), detail="encrypted")
        if entry.file_size > LIMIT:
            raise WordFormError(path=str(path), detail="too_large")
        data = package.read(entry)
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:  # Word writes none
        raise WordFormError(path=str(path), detail="damaged")
    return data


def _table(table: Element, space: str) -> Table:
    return tuple(
        tuple(_joined(cell.iter(f"{space}p"), space) for cell in row.iter(f"{space}tc"))
        for row in table.iter(f"{space}tr")
    )


def _joined(paragraphs: Iterable[Element], space: str) -> RichText:
    runs: list[tuple[str, str | None]] = []
    for place, paragraph in enumerate(paragraphs):
        if place:
            runs.append(("\n", None))
        runs += _runs(paragraph, space)
    return RichText.of(runs)


def _runs(paragraph: Element, space: str) -> Iterator[tuple[str, str | None]]:
    for run in paragraph.iter(f"{space}r"):
        fonts = run.find(f"{space}rPr/{space}rFonts")
        font = None if fonts is None else fonts.get(f"{space}ascii")
        text = ""
        for piece in run:
            if piece.tag == f"{space}t":
                text += piece.text or ""
            elif piece.tag in (f"{space}tab", f"{space}noBreakHyphen"):
                text += "\t" if piece.tag.endswith("tab") else "-"
            elif piece.tag in (f"{space}br", f"{space}cr"):
                text += "\n"
        if text:
            yield text, font
