"""A stick as people think of it: the copy and its evidence out in one gesture, and in again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from db.book import Book
from db.campaigns import campaigns
from db.errors import FileError, ThamdinhError, WrongPassphraseError
from db.evidence_file import SUFFIX, path_beside
from db.exchange import copy_out, evidence_copy, evidence_take
from db.exchange.evidence_record import OFFICE
from db.exchange.folders import inside
from db.exchange.verify import quiet
from db.records import Member
from db.surroundings import members

Progress = Callable[[int, int], None]
_SEALED = ".age"


@dataclass(frozen=True, slots=True)
class Written:
    """What lies on the stick now; ``evidence`` is None where none was needed or wished."""

    copy: copy_out.Copied
    evidence: evidence_copy.Copied | None


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """What came of one file of evidence."""

    path: Path
    taken: evidence_take.Taken | None
    error: ThamdinhError | None = None


def write(
    book: Book,
    target: Path,
    *,
    for_member: Member | None = None,
    with_evidence: bool = True,
    passphrase: str | None = None,
    progress: Progress = quiet,
) -> Written:
    """A copy to ``target`` and, in a file beside it, the evidence that the receiver needs and
    does not have. Raises as ``copy_out.copy`` and ``evidence_copy.send``."""
    copied = copy_out.copy(
        book, target, for_member=for_member, passphrase=passphrase, progress=progress
    )
    if not with_evidence:
        return Written(copied, None)
    name = copied.path.name.partition(".")[0] + SUFFIX + (_SEALED if passphrase else "")
    sent = evidence_copy.send(
        book,
        copied.path.with_name(name),
        OFFICE if for_member is None else for_member.id,
        me=_me(book),
        passphrase=passphrase,
        progress=progress,
    )
    return Written(copied, sent)


def evidence_in(paths: Iterable[Path], own: Path) -> list[Path]:
    """The files of evidence among files and folders, and those that lie beside a copy with its
    name; never the open book's own (``own`` is the book's path)."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            found.update(dict.fromkeys(sorted(filter(_is_evidence, inside(path)))))
        elif _is_evidence(path):
            found[path] = None
        else:
            stem = path.name.partition(".")[0]
            for ending in (SUFFIX, SUFFIX + _SEALED):
                if (beside := path.with_name(stem + ending)).is_file():
                    found[beside] = None
    kept = path_beside(own)
    return [path for path in found if not (kept.exists() and kept.samefile(path))]


def take_evidence(
    book: Book,
    paths: Iterable[Path],
    *,
    passphrase: str | None = None,
    passphrases: Mapping[Path, str] | None = None,
    progress: Progress = quiet,
) -> list[EvidenceReport]:
    """Takes evidence in, after the books were merged: a content that no row names is left
    alone. A file that cannot be read is reported, the others are taken. Raises
    ReadOnlyBookError, DiskFullError, and what ``progress`` raises."""
    reports = []
    for path in evidence_in(paths, book.path):
        secret = (passphrases or {}).get(path, passphrase)
        try:
            taken = evidence_take.take(
                book, path, me=_me(book), passphrase=secret, progress=progress
            )
        except (FileError, WrongPassphraseError) as error:
            reports.append(EvidenceReport(path, None, error))
        else:
            reports.append(EvidenceReport(path, taken))
    return reports


def _is_evidence(path: Path) -> bool:
    return path.is_file() and path.name.lower().endswith((SUFFIX, SUFFIX + _SEALED))


def _me(book: Book) -> bytes | None:
    """The member whose laptop this is; None at the office, or where nobody can tell."""
    known = campaigns(book.connection)
    member = copy_out.owner(book, members(book.connection, known[0].id)) if known else None
    return None if member is None else member.id
