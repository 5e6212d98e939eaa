"""The evidence (minh chứng) of one submission: its files, added, taken away, looked at."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from db import evidence
from db.errors import EvidenceSecretError, ThamdinhError
from db.evidence import Evidence
from db.evidence_kind import DOCX, JPEG, PDF, PNG, SUFFIXES, XLSX, file_name
from db.operation import Changes
from desktop import undoable
from desktop.documents import pdfium
from desktop.models.table_model import LEFT, RIGHT, TableModel
from desktop.session import Outcome, Session

KINDS = {PDF: "PDF", PNG: "Ảnh", JPEG: "Ảnh", DOCX: "Word", XLSX: "Excel"}
ENDINGS = tuple(ending for endings in SUFFIXES.values() for ending in endings)
SCANS = tuple(e for media in (PDF, PNG, JPEG) for e in SUFFIXES[media])
"""Endings of files that cannot be meant for anything but evidence."""

_HEAD = 1500  # letters of a PDF's first page that may bear a mark


class Column(IntEnum):
    """What stands where."""

    NAME = 0
    KIND = 1
    SIZE = 2
    STATE = 3


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that somebody wants to add: ``ask`` where its name or heading speaks of secrets,
    ``error`` where it cannot be added."""

    path: Path
    ask: bool = False
    error: Exception | None = None


class EvidenceRows(TableModel):
    """In the submission's own order."""

    headings = ("Tệp", "Loại", "Dung lượng", "Tình trạng")
    counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.submission: bytes | None = None
        self._items: list[Evidence] = []
        session.changed.connect(self._on_changed)

    def show(self, submission: bytes | None) -> None:
        """Another submission's, None for nothing."""
        self.submission = submission
        self.load()

    def load(self) -> None:
        """Reads the list anew; a damaged file of evidence shows as empty."""
        self.beginResetModel()
        self._items = []
        if self.submission is not None:
            with contextlib.suppress(ThamdinhError):
                self._items = evidence.listing(self._session.book, self.submission)
        self.endResetModel()
        self.counted.emit()

    def item(self, row: int) -> Evidence | None:
        """The file in that place."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def look_at(self, path: Path) -> Looked:
        """Whether a file can be added, and whether a person is to be asked first."""
        try:
            heading = _heading(path) if path.suffix.lower() == ".pdf" else ""
            found = evidence.secrecy_of(path, heading)
        except (ThamdinhError, OSError) as error:
            return Looked(path, error=error)
        if found.mark is not None:
            return Looked(path, error=EvidenceSecretError(path=path, mark=found.mark))
        return Looked(path, ask=found.ask)

    def attach(self, path: Path, progress: Callable[[int, int], None]) -> Outcome:
        """Keeps a file; the same content is stored once."""
        assert self.submission is not None
        write = partial(evidence.attach, progress=progress)
        words = f"minh chứng “{path.name}”"
        return undoable.run(self._session, words, write, self.submission, path)

    def detach(self, item: Evidence) -> Outcome:
        """Takes a file away from the submission; its content stays beside the book."""
        assert self.submission is not None
        words = f"bỏ minh chứng “{item.name}”"
        arguments = (self.submission, item.hash)
        return undoable.run(self._session, words, evidence.detach, *arguments)

    def content(self, item: Evidence) -> Callable[[], bytes]:
        """Reads a file's content, also away from the window's thread."""
        return partial(evidence.content, self._session.book, item.hash)

    def put_down(self, item: Evidence) -> Path:
        """The file in a folder of this laptop, for another program; those that were looked at
        before go, as far as no program holds them. Raises ThamdinhError, OSError."""
        kept = self._session.book.home.folder("preview")
        folder = kept / item.hash.hex()[:16]
        for other in kept.iterdir():
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / file_name(item.name, item.media)
        target.unlink(missing_ok=True)
        return evidence.extract(self._session.book, item.hash, target)

    def rows_shown(self) -> int:
        """A row a file."""
        return len(self._items)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        item = self._items[row]
        match column:
            case Column.NAME:
                return item.name
            case Column.KIND:
                return KINDS.get(item.media, "tệp khác")
            case Column.SIZE:
                return size_words(item.size)
        return "có tệp" if item.here else "chưa có tệp"

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Sizes to the right."""
        return RIGHT if column == Column.SIZE else LEFT

    def _on_changed(self, changes: Changes) -> None:
        if self.submission is not None and changes.kinds & {"evidence", "submission"}:
            self.load()


def size_words(size: int) -> str:
    """``1,2 MB``."""
    if size < 1 << 20:
        return f"{max(1, size >> 10)} KB"
    tenths = (size * 10) >> 20
    return f"{tenths // 10},{tenths % 10} MB"


def _heading(path: Path) -> str:
    """The beginning of a PDF's first page; "" for what cannot be read."""
    try:
        with pdfium.opened(path) as paper:
            return str(paper[0].get_textpage().get_text_range())[:_HEAD] if len(paper) else ""
    except (pdfium.damage(), OSError):
        return ""
