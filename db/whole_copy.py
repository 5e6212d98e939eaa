"""Bytes to a file so that they are there for certain: flushed, read back through a fresh handle.

What a stick or a failing disk says it has written is not always what it gives back.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from db.errors import CopyDamagedError, DiskFullError, FileUnusableError, ThamdinhError

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all), reading back included; what it raises cancels."""

PIECE = 1024**2
_SETTLE = 64 * 1024**2  # flushed so often that the progress shown is the stick's, not the cache's
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def pieces(path: Path, size: int) -> Iterator[bytes]:
    """The bytes of a file of ``size`` bytes, one mebibyte at a time.

    Raises FileUnusableError, also where the file grew or shrank meanwhile.
    """
    left = size
    try:
        with path.open("rb") as stream:
            while piece := stream.read(PIECE):
                left -= len(piece)
                yield piece
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    if left:
        raise FileUnusableError(path=path, errno=None)


def cut(content: bytes) -> Iterator[bytes]:
    """Bytes in memory, one mebibyte at a time."""
    return (content[at : at + PIECE] for at in range(0, len(content), PIECE))


def write_checked(
    content: Iterable[bytes],
    size: int,
    part: Path,
    progress: Progress | None = None,
    mode: int = 0o600,
) -> str:
    """Makes the file ``part`` (a remnant of that name goes first) of ``size`` bytes, has it
    flushed to the medium and reads it back. Returns the digest as hex.

    Raises CopyDamagedError where it reads back otherwise, OSError as the system gives it for
    ``part``, and whatever ``content`` and ``progress`` raise. The caller removes ``part``.
    """
    digest, done, settled = _digest(), 0, 0
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, _NEW, mode), "wb") as stream:
        for piece in content:
            stream.write(piece)
            digest.update(piece)
            done += len(piece)
            if done - settled >= _SETTLE:
                _flush(stream.fileno(), stream.flush)
                settled = done
            if progress is not None:
                progress(done, 2 * size)
        _flush(stream.fileno(), stream.flush)
    if _read_back(part, done, size, progress) != digest.hexdigest():
        raise CopyDamagedError(path=part)
    return digest.hexdigest()


def settle_folder(folder: Path) -> None:
    """Has the folder's own entry flushed, where the system can (Windows and some sticks cannot)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def is_full(error: OSError) -> bool:
    """Whether the medium has no room left."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def named(error: OSError, path: Path) -> ThamdinhError:
    """The typed error for what the system says about a file of this laptop's own disk."""
    if is_full(error):
        return DiskFullError(path=path)
    return FileUnusableError(path=path, errno=error.errno)


def _digest() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=32)


def _flush(descriptor: int, flush: Callable[[], None]) -> None:
    flush()
    os.fsync(descriptor)


def _read_back(part: Path, done: int, size: int, progress: Progress | None) -> str:
    digest = _digest()
    with part.open("rb") as stream:
        _past_the_cache(stream.fileno())
        while piece := stream.read(PIECE):
            digest.update(piece)
            done += len(piece)
            if progress is not None:
                progress(done, 2 * size)
    return digest.hexdigest()


def _past_the_cache(descriptor: int) -> None:
    """Asks for the medium's own bytes; the cache would only tell what we meant to write."""
    with contextlib.suppress(OSError):
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(descriptor, fcntl.F_NOCACHE, 1)
        elif sys.platform != "win32":
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
