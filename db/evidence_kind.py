"""What a piece of evidence is, told by its content and its name together.

Only PDF, PNG, JPEG, docx and xlsx are kept. Nothing is rendered here: a few bytes, and of an
Office file the list of its parts and, for the mark of a state secret, its first lines.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO, Final
from zipfile import BadZipFile

from db.errors import EvidenceKindError
from db.pdf_scripts import acts_by_itself
from db.rules.secrecy import mentions_secrecy, name_hints_secrecy, secret_mark
from db.zip_file import open_zip

PDF: Final = "application/pdf"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

SUFFIXES: Final = {
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
}
"""Endings of names by media type; the first is the usual one."""

_PDF_WITHIN = 1024  # readers forgive so many bytes before the mark (ISO 32000-1, annex H)
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_MOST_PARTS = 20_000
_HEAD_OF_TEXT = 1 << 18  # of a docx, unpacked
_HEADING_LINES = 25
_PARAGRAPH = re.compile(r"<w:p[ >].*?(?:</w:p>|$)", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)|<w:(tab|br|cr)[ />]")
_REFUSED_ZIPS = (BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


@dataclass(frozen=True, slots=True)
class Secrecy:
    """What speaks of a state secret: ``mark`` on the heading refuses the paper, ``ask`` wants
    a person's word first (domain.md §5)."""

    mark: str | None = None
    ask: bool = False


def media_of(name: str, stream: BinaryIO) -> str:
    """The media type, where content and ending agree. Raises EvidenceKindError, OSError."""
    media = media_of_content(stream, name)
    if media is None:
        raise EvidenceKindError(path=name, detail="unknown")
    if PurePath(name).suffix.lower() not in SUFFIXES[media]:
        raise EvidenceKindError(path=name, detail="name")
    return media


def media_of_content(stream: BinaryIO, name: str = "") -> str | None:
    """The media type by the content alone, None where it is none of ours.

    Raises EvidenceKindError for an empty file, or one with macros or scripts, OSError.
    """
    stream.seek(0)
    head = stream.read(_PDF_WITHIN)
    if not head:
        raise EvidenceKindError(path=name, detail="empty")
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"PK\x03\x04"):
        return _office(stream, name)
    if b"%PDF-" not in head:
        return None
    if acts_by_itself(stream):
        raise EvidenceKindError(path=name, detail="scripts")
    return PDF


def _office(stream: BinaryIO, name: str) -> str | None:
    try:
        with open_zip(stream) as package:
            parts = {part.lower() for part in package.namelist()}
    except _REFUSED_ZIPS:
        return None
    if "[content_types].xml" not in parts or len(parts) > _MOST_PARTS:
        return None
    found = [media for part, media in _MAIN_PARTS.items() if part in parts]
    if len(found) != 1:
        return None
    if any(part.endswith("vbaproject.bin") for part in parts):
        raise EvidenceKindError(path=name, detail="macros")
    return found[0]


def file_name(name: str, media: str) -> str:
    """A name that is safe on every system and ends as its media type does: what a book from
    elsewhere says is not trusted when its evidence is opened by another program."""
    clean = " ".join(_UNSAFE.sub(" ", name).split()).strip(" .")
    endings = SUFFIXES.get(media, ("",))
    stem, suffix = PurePath(clean).stem, PurePath(clean).suffix
    if suffix.lower() not in endings:
        stem, suffix = clean, endings[0]
    return f"{stem.strip(' .')[:100] or 'minh-chung'}{suffix}"


def secrecy(name: str, stream: BinaryIO | None = None, heading: str = "") -> Secrecy:
    """Whether name or heading speak of a state secret.

    The heading of a docx is read here; of other papers the caller hands over the first lines
    where it has them. A file's name never refuses, it only asks. Raises OSError.
    """
    lines = heading
    if stream is not None:
        lines = "\n".join((lines, docx_heading(stream)))
    mark = secret_mark(lines)
    return Secrecy(mark, mark is None and (name_hints_secrecy(name) or mentions_secrecy(lines)))


def docx_heading(stream: BinaryIO) -> str:
    """The first lines of a docx, "" for anything else or what cannot be read."""
    stream.seek(0)
    if stream.read(4) != b"PK\x03\x04":
        return ""
    try:
        with open_zip(stream) as package, package.open("word/document.xml") as part:
            text = part.read(_HEAD_OF_TEXT).decode("utf-8", "ignore")
    except (*_REFUSED_ZIPS, KeyError):
        return ""
    lines = []
    for paragraph in _PARAGRAPH.finditer(text):
        found = _TEXT.finditer(paragraph[0])
        line = "".join(match[1] if match[1] is not None else " " for match in found)
        lines.append(line)
        if len(lines) == _HEADING_LINES:
            break
    return "\n".join(lines)
