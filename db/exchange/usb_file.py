"""A finished file onto a stick: room checked first, written beside its name, read back, named.

Nothing that lies there is ever written over, but for a book that :func:`renew` writes back after
it was proved to hold nothing else; a stick pulled in the middle leaves at most a remnant
``NAME.part`` that the next writing removes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

from db import schema
from db.errors import (
    CopyDamagedError,
    DriveFullError,
    DriveGoneError,
    FileMissingError,
    FileUnusableError,
    OwnFileError,
    StickNewerError,
    ThamdinhError,
    TooLargeForDriveError,
)
from db.exchange import age_file
from db.exchange.file_system import FAT_LARGEST, is_fat
from db.rules.vietnamese import fold
from db.storage import put_in_place
from db.whole_copy import Progress, cut, is_full, pieces, settle_folder, write_checked

_SLACK = 256 * 1024  # for the folder's entry and half-filled clusters
_LONGEST = {"body": 40, "who": 20}
_GONE = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.ESTALE}
_WRITE_PROTECTED = 19  # what Windows calls ERROR_WRITE_PROTECT
_SHARED = 0o666  # a stick is read on other laptops by other people


def write(
    source: Path,
    target: Path,
    *,
    passphrase: str | None = None,
    never: Iterable[Path] = (),
    progress: Progress | None = None,
) -> Path:
    """Copies ``source`` to ``target``, under a passphrase where one is given. Returns the path
    that it got: another name with a number where ``target`` is there already.

    ``never`` are files that must not be meant (the open book, whatever name leads to it).
    Raises OwnFileError, WeakPinError, TooLargeToSealError, TooLargeForDriveError,
    DriveFullError, DriveGoneError, CopyDamagedError, FileMissingError (no such folder),
    FileUnusableError (read-only, no permission; or ``source`` cannot be read), and whatever
    ``progress`` raises; then nothing new is there.
    """
    own = (source, *never)
    try:
        size = source.stat().st_size
    except OSError as error:
        raise FileUnusableError(path=source, errno=error.errno) from error
    if passphrase is None:
        return _deliver(pieces(source, size), size, target, own, progress)
    age_file.check_passphrase(passphrase)
    age_file.check_size(size, source)
    _look_ahead(size, target, own)  # sealing takes seconds: no stick, no waiting
    sealed = age_file.seal(b"".join(pieces(source, size)), passphrase)
    return _deliver(cut(sealed), len(sealed), target, own, progress)


def renew(
    source: Path,
    target: Path,
    *,
    unchanged: Callable[[], bool],
    progress: Progress | None = None,
) -> None:
    """Puts ``source`` in the place of ``target``, which holds nothing that ``source`` lacks: the
    old file stays under its name until the new one is whole, flushed and read back.

    ``unchanged`` is asked last of all: whether ``target`` is still the file that was looked at.
    Raises StickNewerError where it is not, and what :func:`write` raises; then the old file is
    there as it was.
    """
    try:
        size = source.stat().st_size
    except OSError as error:
        raise FileUnusableError(path=source, errno=error.errno) from error
    _look_ahead(size, target, (source,))
    part = _part(target)
    try:
        write_checked(pieces(source, size), size, part, progress, _SHARED)
        if not unchanged():
            raise StickNewerError(path=target)
        os.replace(part, target)
    except CopyDamagedError as error:
        raise CopyDamagedError(path=target) from error
    except OSError as error:
        raise _named(error, target, size) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    settle_folder(target.parent)


def write_bytes(
    content: bytes,
    target: Path,
    *,
    never: Iterable[Path] = (),
    progress: Progress | None = None,
) -> Path:
    """The same for what is in memory. Returns and raises as :func:`write`."""
    return _deliver(cut(content), len(content), target, tuple(never), progress)


def dated_name(body: str, who: str, time: int, suffix: str = schema.SUFFIX) -> str:
    """A name such as ``LacDuong-2023_TV04_2023-11-20_0941.thamdinh``.

    ``body`` and ``who`` in any letters, ``time`` in milliseconds since 1970, shown as this
    laptop's local time. ASCII without blanks, so that any file system and any mail takes it.
    """
    parts = [_plain(body, _LONGEST["body"]) or "so", _plain(who, _LONGEST["who"])]
    parts.append(datetime.fromtimestamp(time / 1000).strftime("%Y-%m-%d_%H%M"))
    return "_".join(filter(None, parts)) + suffix


def _plain(text: str, longest: int) -> str:
    """Lạc Dương-2023 -> LacDuong-2023; codes keep their capitals (TV04)."""
    words = re.split(r"[^0-9A-Za-z-]+", _without_marks(text))
    joined = "".join(word[:1].upper() + word[1:] for word in words)
    return re.sub("-+", "-", joined)[:longest].strip("-")


def _without_marks(text: str) -> str:
    """Letter by letter, because folding a whole text loses its capitals."""
    folded = ((letter, fold(letter)) for letter in unicodedata.normalize("NFC", text))
    return "".join(plain.upper() if letter.isupper() else plain or " " for letter, plain in folded)


def _deliver(
    content: Iterable[bytes],
    size: int,
    target: Path,
    own: tuple[Path, ...],
    progress: Progress | None,
) -> Path:
    _look_ahead(size, target, own)
    part = _part(target)
    try:
        write_checked(content, size, part, progress, _SHARED)
        placed = _place(part, target)
    except CopyDamagedError as error:
        raise CopyDamagedError(path=target) from error
    except OSError as error:
        raise _named(error, target, size) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    settle_folder(target.parent)
    return placed


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")


def _look_ahead(size: int, target: Path, own: tuple[Path, ...]) -> None:
    """Everything that can be known before a byte is written."""
    folder, part = target.parent, _part(target)
    if not folder.is_dir():
        raise FileMissingError(path=folder)
    for path in own:
        if _same(path, target) or _same(path, part):
            raise OwnFileError(path=target)
    try:
        part.unlink(missing_ok=True)  # its room counts
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise _named(error, target, size) from error
    if size > FAT_LARGEST and is_fat(folder):
        raise TooLargeForDriveError(path=target, size=size)
    if size + _SLACK > free:
        raise DriveFullError(path=target, need=size + _SLACK, free=free)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def _place(part: Path, target: Path) -> Path:
    for name in _names(target):
        try:
            put_in_place(part, name)
        except FileExistsError:
            continue
        return name
    raise AssertionError("names do not end")


def _names(target: Path) -> Iterator[Path]:
    yield target
    yield from (target.with_stem(f"{target.stem}-{number}") for number in count(2))


def _named(error: OSError, target: Path, size: int) -> ThamdinhError:
    """The typed error for what the system says in the middle of writing. Windows has many words
    for a stick that was pulled; that its folder is gone says it everywhere."""
    if not target.parent.is_dir() or error.errno in _GONE:
        return DriveGoneError(path=target)
    if is_full(error):
        return DriveFullError(path=target, need=size, free=None)
    if error.errno == errno.EFBIG:
        return TooLargeForDriveError(path=target, size=size)
    if getattr(error, "winerror", None) == _WRITE_PROTECTED:
        return FileUnusableError(path=target, errno=errno.EROFS)
    return FileUnusableError(path=target, errno=error.errno)
