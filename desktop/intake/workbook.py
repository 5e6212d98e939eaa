"""Opening a workbook: what is it really, is it safe to read, where are its sheets.

The kind of file is told by its content, never by its ending. ``WorkbookError`` names the
file and, as ``detail``, one of ``Unreadable``; the sentence is made where errors are shown.
"""

from __future__ import annotations

import errno
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from db.errors import FileUnusableError, ThamdinhError, WorkbookError
from db.zip_file import open_zip
from desktop.intake.cells import Row, Sheet, Workbook
from desktop.intake.xls import XlsWorkbook
from desktop.intake.xlsx import XlsxWorkbook


class Unreadable(StrEnum):
    """Why a file cannot be read as a workbook: the ``detail`` of WorkbookError."""

    MISSING = "missing"
    NOT_A_WORKBOOK = "not_a_workbook"
    OTHER_FORMAT = "other_format"  # .ods, .xlsb, a web page or text named .xls
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"  # unpacks to more than any panel's workbook


FILE_LIMIT: Final = 200 << 20
UNPACKED_LIMIT: Final = 1 << 30
TEXTS_LIMIT: Final = 128 << 20
PACKING_LIMIT: Final = 300
"""Sheets pack ten to thirty times; deflate can reach a thousand."""
PACKING_COUNTS_FROM: Final = 16 << 20

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF: Final = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_DAMAGE: Final = (
    *(BadZipFile, ParseError, zlib.error, EOFError, struct.error, NotImplementedError),
    *(LookupError, ValueError, TypeError, AttributeError, AssertionError),
    *(OverflowError, StopIteration, RecursionError, MemoryError, CompDocError),
)


@contextmanager
def open_workbook(path: Path) -> Iterator[Workbook]:
    """The workbook at ``path``; closed at the end of the block.

    Raises WorkbookError(path, detail: Unreadable), FileUnusableError(path, errno).
    """
    try:
        book = _open(path)
    except OSError as error:
        raise _failed(path, error) from error
    try:
        yield book
    finally:
        book.close()


def rows(path: Path, sheet: Sheet) -> Iterator[Row]:
    """The rows of a sheet of the workbook at ``path``, where damage may only now turn up.

    Raises WorkbookError, FileUnusableError.
    """
    try:
        yield from sheet.rows()
    except _DAMAGE as error:
        raise _refused(path, Unreadable.DAMAGED) from error
    except OSError as error:
        raise _failed(path, error) from error


def _failed(path: Path, error: OSError) -> ThamdinhError:
    """The system's refusal; but a seek to nowhere comes of a damaged directory of parts."""
    if error.errno == errno.EINVAL:
        return _refused(path, Unreadable.DAMAGED)
    return FileUnusableError(path=str(path), errno=error.errno)


def _refused(path: Path, detail: Unreadable) -> WorkbookError:
    return WorkbookError(path=str(path), detail=detail)


def _open(path: Path) -> Workbook:
    try:
        state = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise _refused(path, Unreadable.MISSING) from None
    if not stat.S_ISREG(state.st_mode):
        raise _refused(path, Unreadable.NOT_A_WORKBOOK)
    if state.st_size > FILE_LIMIT:
        raise _refused(path, Unreadable.TOO_LARGE)
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith(_ZIP):
        return _open_xlsx(path)
    if head.startswith(_OLE) or head[:2] in _BARE_BIFF:
        return _open_xls(path)
    raise _refused(path, _of_other_files(head))


def _of_other_files(head: bytes) -> Unreadable:
    """Web pages and lists of text are often named .xls; those can be saved anew."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<", b"mime-version")):
        return Unreadable.OTHER_FORMAT
    is_text = bool(head) and b"\0" not in head and any(sign in head for sign in b",;\t")
    return Unreadable.OTHER_FORMAT if is_text else Unreadable.NOT_A_WORKBOOK


def _open_xlsx(path: Path) -> Workbook:
    try:
        package = open_zip(path)
    except _DAMAGE as error:
        raise _refused(path, Unreadable.DAMAGED) from error
    try:
        _look_over(path, package)
        return XlsxWorkbook(package)
    except _DAMAGE as error:
        package.close()
        raise _refused(path, Unreadable.DAMAGED) from error
    except WorkbookError:
        package.close()
        raise


def _look_over(path: Path, package: ZipFile) -> None:
    """Refuse what is no workbook, is locked, or unpacks to more than it should.

    Sizes are the declared ones: zipfile never unpacks more than a part declares.
    """
    entries = package.infolist()
    names = {entry.filename.lower() for entry in entries}
    if "[content_types].xml" not in names:
        other = names & {"mimetype", "content.xml", "index/document.iwa"}
        raise _refused(path, Unreadable.OTHER_FORMAT if other else Unreadable.NOT_A_WORKBOOK)
    if any(name.endswith("workbook.bin") for name in names):
        raise _refused(path, Unreadable.OTHER_FORMAT)
    if not any(name.startswith("xl/") for name in names) and any(
        name.startswith(("word/", "ppt/")) for name in names
    ):
        raise _refused(path, Unreadable.NOT_A_WORKBOOK)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _refused(path, Unreadable.ENCRYPTED)
    for entry in entries:
        packed_too_well = (
            entry.file_size > PACKING_COUNTS_FROM
            and entry.file_size > PACKING_LIMIT * max(entry.compress_size, 1)
        )
        texts = entry.filename.lower().endswith("sharedstrings.xml")
        if packed_too_well or (texts and entry.file_size > TEXTS_LIMIT):
            raise _refused(path, Unreadable.TOO_LARGE)
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise _refused(path, Unreadable.TOO_LARGE)


def _open_xls(path: Path) -> Workbook:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:  # an .xlsx under a password
        raise _refused(path, Unreadable.ENCRYPTED)
    try:
        return XlsWorkbook(content)
    except XLRDError as error:
        said = str(error).lower()
        locked = "encrypted" in said or "password" in said
        # A Word document lies in the same kind of container, without a workbook in it.
        foreign = "can't find workbook" in said
        detail = Unreadable.ENCRYPTED if locked else Unreadable.DAMAGED
        raise _refused(path, Unreadable.NOT_A_WORKBOOK if foreign else detail) from error
    except _DAMAGE as error:
        raise _refused(path, Unreadable.DAMAGED) from error
