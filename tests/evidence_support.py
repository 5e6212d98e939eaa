"""Scans to attach and laptops to carry them between."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

from db import evidence
from db.book import Book
from db.evidence_file import EvidenceFile, new_digest, path_beside
from db.home import Home
from tests.support import START, Clock, Sample


def pdf(seed: int, size: int = 3000) -> bytes:
    """A PDF by its first bytes, of that size, different for each seed."""
    return (b"%PDF-1.7\n" + random.Random(seed).randbytes(size))[:size]


def hash_of(content: bytes) -> bytes:
    digest = new_digest()
    digest.update(content)
    return digest.digest()


def scan(folder: Path, name: str, content: bytes) -> Path:
    """A file to attach."""
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / name
    path.write_bytes(content)
    return path


def office_file(
    path: Path, main: str, text: str = "", parts: Mapping[str, bytes] | None = None
) -> Path:
    """A docx or xlsx as far as anybody here looks."""
    with ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
        package.writestr(main, f"<w:document><w:body>{lines}</w:body></w:document>")
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return path


def attach(sample: Sample, code: str, name: str, content: bytes) -> bytes:
    """Attaches a scan to a submission; returns its hash."""
    path = scan(sample.book.path.parent / "scans", name, content)
    assert evidence.attach(sample.book, sample.submission(code).id, path)
    return hash_of(content)


def with_key(sample: Sample, name: str) -> Sample:
    """The same book on another laptop of the office."""
    folder = sample.book.path.parent / name
    folder.mkdir()
    home = Home(folder / "home")
    shutil.copytree(sample.book.home.keys(sample.book.id), home.keys(sample.book.id),
                    dirs_exist_ok=True)  # fmt: skip
    path = Path(shutil.copy(sample.book.path, folder / sample.book.path.name))
    other = Book.open(path, home, clock=Clock(START + 10_000))
    assert other.office is not None
    return Sample(other, sample.campaign)


def held(path: Path) -> dict[bytes, bytes]:
    """The contents of a file of evidence, each proved; nothing where there is no file."""
    store = EvidenceFile.read(path)
    if store is None:
        return {}
    with store:
        return {hash_: b"".join(store.chunks(hash_)) for hash_ in store.hashes()}


def held_by(book: Book) -> dict[bytes, bytes]:
    """The contents beside a book."""
    return held(path_beside(book.path))


def carry(path: Path, *contents: bytes) -> Path:
    """A file of evidence with these contents, as a stick brings it."""
    with EvidenceFile.write(path) as made:
        for content in contents:
            pieces = [content[i : i + (1 << 20)] for i in range(0, len(content), 1 << 20)]
            made.add(hash_of(content), pieces)
    return path


def forge(path: Path, *statements: str) -> None:
    """SQL on a file of evidence, by somebody who does not keep our rules."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for statement in statements:
        connection.execute(statement)
    connection.close()
