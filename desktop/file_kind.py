"""What a file is, told by its content: what is dropped on the window goes its own way by it.

Reads a few bytes only; whether the file is sound is asked by whoever opens it.
"""

from __future__ import annotations

import json
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from db.schema import APPLICATION_ID


class FileKind(StrEnum):
    """What can be dropped; ``MISSING`` and ``FOLDER`` are no files at all."""

    BOOK = "book"
    WORKBOOK = "workbook"
    RUBRIC = "rubric"
    OFFICE_KEY = "office_key"
    FOLDER = "folder"
    MISSING = "missing"
    UNREADABLE = "unreadable"  # the system refuses to read it
    UNKNOWN = "unknown"


_SQLITE = b"SQLite format 3\0"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_IN_OLE = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book", "EncryptedPackage"))
_KEY_FORMAT = "thamdinh-office-key-"
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
            if head.startswith(_SQLITE):
                ours = int.from_bytes(head[68:72], "big") == APPLICATION_ID
                return FileKind.BOOK if ours else FileKind.UNKNOWN
            if head.startswith(_ZIP):
                return FileKind.WORKBOOK if _is_xlsx(path) else FileKind.UNKNOWN
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


def _is_xlsx(path: Path) -> bool:
    try:
        with ZipFile(path) as package:
            return any(name.lower().startswith("xl/") for name in package.namelist())
    except (BadZipFile, ValueError, NotImplementedError, EOFError):
        return path.suffix.lower() in (".xlsx", ".xlsm")  # damaged: the reading says so


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
        return FileKind.OFFICE_KEY if _is_key(text) else FileKind.UNKNOWN
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return FileKind.RUBRIC if named else FileKind.UNKNOWN  # the reading says what is wrong
    looks = "applies_to" in table or "criterion" in table
    return FileKind.RUBRIC if looks else FileKind.UNKNOWN


def _is_key(text: str) -> bool:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and str(found.get("format", "")).startswith(_KEY_FORMAT)
