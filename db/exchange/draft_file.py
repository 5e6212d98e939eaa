"""Drafts of one member from laptop to laptop, in a file of their own under a PIN.

Drafts never lie in a book. The file opens only with its PIN and is bound to the book and the
member. The member's key stays where it is: a stick that is lost must not put somebody in the
position to sign; on the other laptop the member makes a key or hands in from the first one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from db.ballots import standing
from db.book import Book
from db.drafts import Draft
from db.errors import (
    DraftFileError,
    DraftsOfOtherBookError,
    FileMissingError,
    FileTooLargeError,
    FileUnusableError,
    WeakPinError,
    WrongPinError,
)
from db.exchange.usb_file import write_bytes
from db.records import Member
from db.sealed import LEAST_PIN, seal, typed, unseal

SUFFIX = ".nhap"
_FORMAT = "thamdinh-drafts-1"
_LARGEST = 64 * 1024**2  # bytes; a draft is some 300
_COMMENT, _REASON = "comment", "reason"  # names of cells beside the criteria
_MOST = 100_000  # hundredths; a rubric's own maximum is held when the ballot is handed in


@dataclass(frozen=True, slots=True)
class Difference:
    """What the file says otherwise than this laptop: a criterion's code, "comment" or "reason"."""

    submission: bytes
    what: str
    here: int | str  # hundredths or text
    there: int | str


@dataclass(frozen=True, slots=True)
class DraftReport:
    """What taking drafts did; submissions are ids."""

    member: bytes
    added: tuple[bytes, ...]  # submissions that got something new
    replaced: tuple[Difference, ...]  # what was asked to be overwritten
    kept: tuple[Difference, ...]  # what differs and stayed as it is here
    handed_in: tuple[bytes, ...]  # handed in here meanwhile: not touched


def write_drafts(
    book: Book, member: Member, target: Path, pin: str, *, never: Iterable[Path] = ()
) -> Path:
    """Writes all drafts of a member, under a PIN of at least 4 characters; a PIN other than the
    one of the member's key is wiser. Returns the path that the file got.

    Raises WeakPinError, and what :func:`db.exchange.usb_file.write` raises.
    """
    if len(typed(pin)) < LEAST_PIN:
        raise WeakPinError(least=LEAST_PIN)
    drafts = {s: book.drafts.get(member.id, s) for s in sorted(book.drafts.of(member.id))}
    said = [
        {"submission": s.hex(), "marks": d.marks, "comment": d.comment, "reason": d.reason}
        for s, d in drafts.items()
        if d is not None
    ]
    sealed = seal(json.dumps(said).encode(), pin, _binding(book.id, member.id))
    head = {"format": _FORMAT, "book": book.id.hex(), "member": member.id.hex()}
    content = json.dumps({**head, **sealed}).encode()
    return write_bytes(content, target, never=(book.path, *never))


def take_drafts(
    book: Book, source: Path, pin: str, *, overwrite: Collection[tuple[bytes, str]] = ()
) -> DraftReport:
    """Adds the drafts in the file to this laptop's. Where both say something different the one
    here stays and is reported, unless (submission, what) stands in ``overwrite``; the second
    call, after asking the person, names those. All of it or nothing.

    Raises FileMissingError, FileUnusableError, FileTooLargeError, DraftFileError,
    DraftsOfOtherBookError, WrongPinError, and what :class:`Drafts` raises.
    """
    member, drafts = _open(book, source, pin)
    added: list[bytes] = []
    replaced: list[Difference] = []
    kept: list[Difference] = []
    handed_in: list[bytes] = []
    result: dict[bytes, Draft] = {}
    for submission, there in drafts.items():
        here = book.drafts.get(member, submission)
        reason = there.reason or (here.reason if here is not None else "")
        if not reason and standing(book, member, submission) is not None:
            handed_in.append(submission)  # a new version needs a reason: this draft is only old
            continue
        cells = _cells(here or Draft())
        before = dict(cells)
        for what, value in _cells(there).items():
            if cells.get(what, value) == value:
                cells[what] = value
                continue
            difference = Difference(submission, what, cells[what], value)
            if (submission, what) in overwrite:
                cells[what] = value
                replaced.append(difference)
            else:
                kept.append(difference)
        if set(cells) - set(before):
            added.append(submission)
        if cells != before or here is None:
            result[submission] = _draft(cells)
    book.drafts.start_all(member, result)
    return DraftReport(member, tuple(added), tuple(replaced), tuple(kept), tuple(handed_in))


def whose(book: Book, source: Path) -> bytes:
    """The id of the member whose drafts the file says to hold, before any PIN is asked for.

    Raises as :func:`take_drafts`, WrongPinError excepted.
    """
    return _head(book, source)[0]


def _cells(draft: Draft) -> dict[str, int | str]:
    """What a draft says, by name; empty texts say nothing."""
    cells: dict[str, int | str] = dict(draft.marks)
    texts = {_COMMENT: draft.comment, _REASON: draft.reason}
    return cells | {name: text for name, text in texts.items() if text}


def _draft(cells: Mapping[str, int | str]) -> Draft:
    marks = {name: value for name, value in cells.items() if isinstance(value, int)}
    return Draft(marks, str(cells.get(_COMMENT, "")), str(cells.get(_REASON, "")))


def _binding(book: bytes, member: bytes) -> bytes:
    return _FORMAT.encode() + book + member


def _head(book: Book, source: Path) -> tuple[bytes, dict[str, object]]:
    """The member and the sealed values."""
    try:
        if not source.exists():
            raise FileMissingError(path=source)
        if not source.is_file():
            raise DraftFileError(path=source)
        if source.stat().st_size > _LARGEST:
            raise FileTooLargeError(path=source, limit=_LARGEST)
        content = json.loads(source.read_bytes())
        if not isinstance(content, dict) or content.get("format") != _FORMAT:
            raise DraftFileError(path=source)
        owner, member = (bytes.fromhex(str(content[name])) for name in ("book", "member"))
    except OSError as error:
        raise FileUnusableError(path=source, errno=error.errno) from error
    except (ValueError, KeyError, RecursionError) as error:
        raise DraftFileError(path=source) from error
    if owner != book.id:
        raise DraftsOfOtherBookError(path=source)
    return member, content


def _open(book: Book, source: Path, pin: str) -> tuple[bytes, dict[bytes, Draft]]:
    member, content = _head(book, source)
    opened = unseal(content, pin, _binding(book.id, member))
    if opened is None:
        raise WrongPinError(member=member)
    try:
        drafts = {bytes.fromhex(str(said["submission"])): _read(said) for said in _rows(opened)}
    except (ValueError, KeyError, TypeError) as error:  # sealed by something else than us
        raise DraftFileError(path=source) from error
    return member, drafts


def _rows(opened: bytes) -> list[dict[str, object]]:
    rows = json.loads(opened)
    if not isinstance(rows, list):
        raise ValueError("rows")
    return rows


def _read(said: Mapping[str, object]) -> Draft:
    marks, comment, reason = said["marks"], said["comment"], said["reason"]
    if not (isinstance(marks, dict) and isinstance(comment, str) and isinstance(reason, str)):
        raise ValueError("draft")
    for criterion, mark in marks.items():
        if type(mark) is not int or not 0 <= mark <= _MOST or criterion in (_COMMENT, _REASON):
            raise ValueError(criterion)
    return Draft(marks, comment, reason)
