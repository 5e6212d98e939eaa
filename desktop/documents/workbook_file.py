"""Makes the bytes of a workbook or a Word file repeatable: both are archives that bear the present
time."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from datetime import datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

FIXED_TIME: Final = datetime(2000, 1, 1)
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
# What XML has no signs for.
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST: Final = 32767  # letters that a cell holds
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")


def cell_text(text: str) -> str:
    """The text as a cell can hold it: composed, without what XML has no sign for."""
    return _NO_TEXT.sub(" ", unicodedata.normalize("NFC", text))[:_LONGEST]


def workbook_bytes(workbook: Workbook) -> bytes:
    """The .xlsx of ``workbook``; same contents, same bytes."""
    workbook.properties.created = FIXED_TIME
    written = io.BytesIO()
    # Pressed together once, at the end, and not here as well.
    ExcelWriter(workbook, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED)).save()
    return repeatable_archive(written.getvalue())


def repeatable_archive(data: bytes) -> bytes:
    """The archive with one and the same time everywhere."""
    written = io.BytesIO(data)
    stamp = FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    repeatable = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(repeatable, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == _CORE:
                data = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", data)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, data)
    return repeatable.getvalue()
