"""Evidence travels by need: what a member's submissions have, and of that only what the other
side does not have yet.

:func:`send` does all of it: a file is made on this laptop, brought to the stick, read back, and
remembered as handed over. ``evidence_take.take`` is the other end.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from db.book import Book
from db.errors import EvidenceDamagedError, FileExistsAlreadyError, FileUnusableError
from db.evidence import require_room, told
from db.evidence_file import FRAME, EvidenceFile, Progress, path_beside, weight
from db.exchange import age_file, usb_file
from db.exchange.evidence_record import OFFICE, record_of
from db.exchange.evidence_source import Slip
from db.exchange.file_system import FAT_LARGEST, is_fat
from db.exchange.verify import PARTS
from db.queries.assignment import assignment_lines
from db.queries.evidence import listed, named
from db.signed_papers import signed_contents
from db.storage import put_in_place
from db.surroundings import Surroundings, campaigns

_SPARE = 8 << 20  # bytes of the stick that are left for the book itself


@dataclass(frozen=True, slots=True)
class Copied:
    """A file for a stick: what is in it; what had no room; what should be in it but is not on
    this laptop; what is here but damaged. ``size`` counts the contents' bytes."""

    path: Path
    written: tuple[bytes, ...]
    no_room: tuple[bytes, ...]
    absent: tuple[bytes, ...]
    damaged: tuple[bytes, ...]
    size: int


def needed(book: Book, for_member: bytes | None = None) -> list[bytes]:
    """The contents that somebody works with, each once, newest campaign first: a member's are
    those of the submissions that are his or hers to score, the office's are all, the signed
    papers of its meetings among them."""
    found: dict[bytes, None] = {}
    for campaign in campaigns(book.connection):
        items = listed(book, campaign.id)
        if for_member is not None and items:
            lines = assignment_lines(book, Surroundings(book.connection, campaign))
            own = {line.id for line in lines if for_member in line.scorers([for_member])}
            panel = _panel(book, campaign.id)
            items = [i for i in items if for_member in panel and i.submission in own]
        found.update(dict.fromkeys(item.hash for item in items))
        if for_member is None:
            found.update(dict.fromkeys(signed_contents(book.connection, campaign.id)))
    return list(found)


def send(
    book: Book,
    target: Path,
    receiver: bytes = OFFICE,
    *,
    me: bytes | None = None,
    passphrase: str | None = None,
    progress: Progress | None = None,
) -> Copied | None:
    """Writes onto a stick what the receiver (a member's id, or OFFICE) needs and, as far as we
    know, does not have, and remembers it; None where the book has no evidence for the receiver.

    ``me`` is the member whose laptop this is; the office knows itself. What does not fit on
    the stick is left out and said. Another name with a number is taken where ``target`` is
    there already. Raises as :func:`write_copy` and ``usb_file.write``.
    """
    me = OFFICE if me is None and book.office is not None else me
    wanted = needed(book, None if receiver == OFFICE else receiver)
    if not wanted:
        return None
    with record_of(book) as record:
        already = record.at(receiver)
        wrote, took = record.numbers(receiver)
    slip = None if me is None else Slip(me, receiver, wrote + 1, took)
    folder = Path(tempfile.mkdtemp(dir=book.home.folder("temp")))
    first, second = _halves(progress)
    try:
        copied = write_copy(
            book,
            folder / "copy",
            wanted,
            already=already,
            room=_room(target, passphrase is not None),
            slip=slip,
            progress=first,
        )
        never = (book.path, path_beside(book.path))
        placed = usb_file.write(
            copied.path, target, passphrase=passphrase, never=never, progress=second
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    with record_of(book) as record:
        record.handed(receiver, wrote + 1, copied.written)
    return replace(copied, path=placed)


def write_copy(
    book: Book,
    target: Path,
    hashes: Iterable[bytes],
    *,
    already: Collection[bytes] = (),
    room: int | None = None,
    slip: Slip | None = None,
    progress: Progress | None = None,
) -> Copied:
    """Makes a new file of evidence with those contents, without what is there ``already``.

    ``room``: how many bytes the file may have; what comes first in ``hashes`` goes first. Each
    content is proved by its hash on the way. Raises FileExistsAlreadyError,
    EvidenceFileError of some kind, DiskFullError, FileUnusableError, and what ``progress``
    raises; then there is no file.
    """
    wanted = [hash_ for hash_ in dict.fromkeys(hashes) if hash_ not in already]
    part = target.with_name(target.name + ".part")
    if target.exists():
        raise FileExistsAlreadyError(path=target)
    own = EvidenceFile.read(path_beside(book.path))
    try:
        sizes = own.sizes(wanted) if own is not None else {}
        present = [hash_ for hash_ in wanted if hash_ in sizes]
        carried = list(_fitting(present, sizes, room))
        require_room(target, weight(*(sizes[hash_] for hash_ in carried)))
        _remove(part)
        with EvidenceFile.write(part) as made:
            if own is not None:
                _copy(own, made, carried, sizes, progress)
            written = made.hashes()
            if slip is not None:
                holds = own.hashes() & named(book) if own is not None else set()
                made.sign(slip.sender, slip.receiver, slip.number, slip.answers, holds)
        put_in_place(part, target)
    except FileExistsError as error:
        raise FileExistsAlreadyError(path=target) from error
    except OSError as error:
        raise FileUnusableError(path=target, errno=error.errno) from error
    finally:
        if own is not None:
            own.close()
        _remove(part)
    return Copied(
        path=target,
        written=tuple(hash_ for hash_ in carried if hash_ in written),
        no_room=tuple(hash_ for hash_ in present if hash_ not in set(carried)),
        absent=tuple(hash_ for hash_ in wanted if hash_ not in sizes),
        damaged=tuple(hash_ for hash_ in carried if hash_ not in written),
        size=sum(sizes[hash_] for hash_ in written),
    )


def _panel(book: Book, campaign: bytes) -> set[bytes]:
    found = book.connection.execute("SELECT id FROM member WHERE campaign = ?", (campaign,))
    return {ident for (ident,) in found}


def _fitting(hashes: Iterable[bytes], sizes: dict[bytes, int], room: int | None) -> Iterator[bytes]:
    """Those that have room, in their order; a large one that does not fit stops no small one."""
    used = FRAME
    for hash_ in hashes:
        more = weight(sizes[hash_]) - FRAME
        if room is None or used + more <= room:
            used += more
            yield hash_


def _copy(
    own: EvidenceFile,
    made: EvidenceFile,
    hashes: Iterable[bytes],
    sizes: dict[bytes, int],
    progress: Progress | None,
) -> None:
    hashes = list(hashes)
    total, done = sum(sizes[hash_] for hash_ in hashes), 0
    for hash_ in hashes:
        with suppress(EvidenceDamagedError):  # said in the report
            made.add(hash_, told(own.chunks(hash_), total, progress, done))
        done += sizes[hash_]


def _room(target: Path, sealed: bool) -> int:
    """Bytes that a file on the stick may have."""
    try:
        room = shutil.disk_usage(target.parent).free - _SPARE
    except OSError as error:
        raise FileUnusableError(path=target, errno=error.errno) from error
    if is_fat(target.parent):
        room = min(room, FAT_LARGEST)
    return min(room, age_file.LARGEST) if sealed else room


def _halves(progress: Progress | None) -> tuple[Progress | None, Progress | None]:
    """Progress in a thousand parts: making the file is a third, bringing it to the stick the
    rest."""
    if progress is None:
        return None, None
    tell, third = progress, PARTS // 3
    return (
        lambda done, total: tell(third * done // max(total, 1), PARTS),
        lambda done, total: tell(third + (PARTS - third) * done // max(total, 1), PARTS),
    )


def _remove(part: Path) -> None:
    for ending in ("", "-journal"):
        part.with_name(part.name + ending).unlink(missing_ok=True)
