"""What a file is, told by its content: what is dropped on the window goes its own way by it.

Reads a few bytes only; whether the file is sound is asked by whoever opens it.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile

from db import toml_text
from db.schema import APPLICATION_ID
from db.zip_file import open_zip


class FileKind(StrEnum):
    """What can be dropped; ``MISSING`` and ``FOLDER`` are no files at all."""

    BOOK = "book"
    WORKBOOK = "workbook"
    WORD = "word"  # a .docx: perhaps a filled form
    RUBRIC = "rubric"
    OFFICE_KEY = "office_key"
    SEALED = "sealed"  # anything of ours under a passphrase
    DELIVERY = "delivery"
    EVIDENCE = "evidence"
    DRAFTS = "drafts"
    PDF = "pdf"
    PICTURE = "picture"  # perhaps the scan of a signed paper
    FOLDER = "folder"
    MISSING = "missing"
    EMPTY = "empty"  # often a copy that was broken off
    UNREADABLE = "unreadable"  # the system refuses to read it
    UNKNOWN = "unknown"


_SQLITE = b"SQLite format 3\0"
_AGE = b"age-encryption.org/v1"
_PDF = b"%PDF-"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_IN_OLE = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage"))
_IN_JSON = {
    "thamdinh-office-key-": FileKind.OFFICE_KEY,
    "thamdinh-drafts-": FileKind.DRAFTS,
}
_LARGEST_TEXT = 1_000_000
_BLOCK = 1 << 20
_LOOKED_AT = 200 << 20


def kind_of(path: Path) -> FileKind:
    """What the file at ``path`` is. Never raises: what cannot be read is said so."""
    try:
        if path.is_dir():
            return FileKind.FOLDER
        with path.open("rb") as stream:
            head = stream.read(512)
            if not head:
                return FileKind.EMPTY
            if head.startswith(_SQLITE):
                return _of_database(int.from_bytes(head[68:72], "big"))
            if head.startswith(_AGE):
                return FileKind.SEALED
            if head.startswith(_PDF):
                return FileKind.PDF
            if head.startswith(_PICTURES):
                return FileKind.PICTURE
            if head.startswith(_ZIP):
                return _of_package(path)
            if head.startswith(_OLE):
                return FileKind.WORKBOOK if _holds(stream, _IN_OLE) else FileKind.UNKNOWN
            if head[:2] in _BARE_BIFF:
                return FileKind.WORKBOOK
            stream.seek(0)
            return _of_text(path, stream.read(_LARGEST_TEXT + 1))
    except FileNotFoundError:
        return FileKind.MISSING
    except OSError:
        return FileKind.UNREADABLE


def _of_database(application: int) -> FileKind:
    from db import evidence_file  # nobody waits for these at the start
    from db.exchange import delivery_file

    ours = {
        APPLICATION_ID: FileKind.BOOK,
        delivery_file.APPLICATION_ID: FileKind.DELIVERY,
        evidence_file.APPLICATION_ID: FileKind.EVIDENCE,
    }
    return ours.get(application, FileKind.UNKNOWN)


def _of_package(path: Path) -> FileKind:
    try:
        with open_zip(path) as package:
            names = [name.lower() for name in package.namelist()]
    except (BadZipFile, ValueError, NotImplementedError, EOFError):  # the reading says so
        damaged = path.suffix.lower() in (".xlsx", ".xlsm")
        return FileKind.WORKBOOK if damaged else FileKind.UNKNOWN
    if any(name.startswith("xl/") for name in names):
        return FileKind.WORKBOOK
    return FileKind.WORD if "word/document.xml" in names else FileKind.UNKNOWN


def _holds(stream: BinaryIO, names: tuple[bytes, ...]) -> bool:
    """Whether a container of old Office files has one of these parts in its directory."""
    stream.seek(0)
    tail, read = b"", 0
    while read < _LOOKED_AT and (block := stream.read(_BLOCK)):
        if any(name in tail + block for name in names):
            return True
        tail, read = block[-64:], read + len(block)
    return False


def _of_text(path: Path, content: bytes) -> FileKind:
    named = path.suffix.lower() == ".toml"
    if len(content) > _LARGEST_TEXT:
        return FileKind.UNKNOWN
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return FileKind.RUBRIC if named else FileKind.UNKNOWN
    if text.lstrip().startswith("{"):
        return _of_json(text)
    try:
        table = toml_text.parse(text)
    except toml_text.TomlTextError:
        return FileKind.RUBRIC if named else FileKind.UNKNOWN  # the reading says what is wrong
    looks = "applies_to" in table or "criterion" in table
    return FileKind.RUBRIC if looks else FileKind.UNKNOWN


def _of_json(text: str) -> FileKind:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return FileKind.UNKNOWN
    said = str(found.get("format", "")) if isinstance(found, dict) else ""
    return next((k for start, k in _IN_JSON.items() if said.startswith(start)), FileKind.UNKNOWN)
