"""Opens the files that are to be merged, one refused file no hindrance to the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from db.book import Book
from db.errors import FileError, ThamdinhError
from db.exchange.foreign import Foreign, open_foreign
from db.exchange.report import REFUSED, FileReport
from db.exchange.verify import Progress


def open_all(
    book: Book,
    paths: Sequence[Path],
    passphrase: str | None,
    passphrases: Mapping[Path, str],
    progress: Progress,
) -> list[Foreign | FileReport]:
    """Private copies of the files, each looked at from outside; the report of one that is refused
    stands in its place. Raises what ``progress`` raises."""
    files: list[Foreign | FileReport] = []
    try:
        for path in paths:
            try:
                files.append(
                    open_foreign(path, book.home, passphrase=passphrases.get(path, passphrase))
                )
            except FileError as error:
                files.append(FileReport(path, REFUSED, error))
            except ThamdinhError as error:  # the passphrase
                files.append(FileReport(path, REFUSED, error))
            progress(len(files), len(paths))
    except BaseException:
        close_all(files)
        raise
    return files


def close_all(files: Iterable[Foreign | FileReport]) -> None:
    """Lets go of the private copies."""
    for file in files:
        if isinstance(file, Foreign):
            file.close()
