"""The same content for the other programs: a database of entries, a workbook with formulas."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from db.book import Book

_TEXTS = ("title", "subject", "content", "novelty", "product")
_NAMES = ("Title", "UserName", "Notes", "Password", "URL")  # KeePass' own five fields
_CHANGED = " (bổ sung)"
_BASE = datetime(2023, 2, 2, tzinfo=UTC)


class Entry(NamedTuple):
    """One submission as five texts."""

    id: bytes
    texts: tuple[str, ...]


def entries(book: Book) -> Iterator[Entry]:
    """All submissions in the order of their codes."""
    query = f"SELECT id, {', '.join(_TEXTS)} FROM submission ORDER BY code"
    for ident, *texts in book.connection.execute(query):
        yield Entry(ident, tuple(text or "" for text in texts))


def edit(book: Book, count: int) -> None:
    """Gives the first ``count`` submissions another title, each in an operation of its own."""
    found = book.connection.execute("SELECT id, title FROM submission ORDER BY code").fetchall()
    for ident, title in found[:count]:
        with book.write() as operation:
            operation.set("submission", ident, {"title": f"{title}{_CHANGED}"})


def write_keepass(path: Path, listed: Sequence[Entry], changed: int) -> None:
    """The entries as KeePass writes XML; the first ``changed`` were edited a day later."""
    with path.open("w", encoding="utf-8") as out:
        group = base64.b64encode(bytes(range(16))).decode()
        out.write(
            "<?xml version='1.0' encoding='UTF-8'?><KeePassFile><Meta/><Root><Group>"
            f"<UUID>{group}</UUID><Name>Root</Name>{_times(_BASE)}"
        )
        for place, entry in enumerate(listed):
            edited = place < changed
            texts = (entry.texts[0] + _CHANGED * edited, *entry.texts[1:])
            out.write(
                f"<Entry><UUID>{base64.b64encode(entry.id).decode()}</UUID>"
                f"{_times(_BASE + timedelta(days=edited))}"
            )
            for name, text in zip(_NAMES, texts, strict=True):
                said = f"<Key>{name}</Key><Value>{escape(text)}</Value>"
                out.write(f"<String>{said}</String>")
            out.write("</Entry>")
        out.write("</Group></Root></KeePassFile>")


def _times(moment: datetime) -> str:
    said = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    names = ("CreationTime", "LastAccessTime", "ExpiryTime", "LocationChanged")
    first = f"{_BASE:%Y-%m-%dT%H:%M:%SZ}"
    same = "".join(f"<{name}>{first}</{name}>" for name in names)
    modified = f"<LastModificationTime>{said}</LastModificationTime>"
    return f"<Times>{modified}{same}<Expires>False</Expires><UsageCount>0</UsageCount></Times>"


def write_marks(path: Path, book: Book) -> int:
    """A row a submission: each ballot's marks and their sum, then mean, median, spread, class
    and rank, all as formulas. Returns how many marks there are."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Chấm")
    rows: dict[bytes, list[list[int]]] = {}
    for submission, text in book.connection.execute(
        "SELECT submission, marks FROM ballot_state ORDER BY submission, member"
    ):
        rows.setdefault(submission, []).append(list(json.loads(text).values()))
    written = 0
    for number, ballots in enumerate(rows.values(), start=1):
        cells: list[object] = [number]
        sums = []
        for marks in ballots:
            first = len(cells) + 1
            cells += [mark / 100 for mark in marks]
            span = f"{get_column_letter(first)}{number}:{get_column_letter(len(cells))}{number}"
            cells.append(f"=SUM({span})")
            sums.append(f"{get_column_letter(len(cells))}{number}")
            written += len(marks)
        listed = ",".join(sums)
        cells.append(f"=ROUND(AVERAGE({listed}),2)")
        mean = get_column_letter(len(cells))
        cells += [
            f"=MEDIAN({listed})",
            f"=MAX({listed})-MIN({listed})",
            f'=IF({mean}{number}>=8,"Tốt",IF({mean}{number}>=6.5,"Khá",'
            f'IF({mean}{number}>=5,"Đạt","Không đạt")))',
            f"=RANK({mean}{number},${mean}$1:${mean}${len(rows)})",
        ]
        sheet.append(cells)
    workbook.save(path)
    return written
