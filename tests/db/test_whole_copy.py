"""Bytes written so that they are there for certain."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from db import whole_copy
from db.errors import CopyDamagedError, DiskFullError, FileUnusableError
from db.whole_copy import PIECE, cut, named, pieces, write_checked

CONTENT = os.urandom(2 * PIECE + 17)


def test_written_read_back_and_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    part = tmp_path / "a.part"
    part.write_bytes(b"a remnant")
    size = len(CONTENT)
    first = write_checked(cut(CONTENT), size, part, lambda *said: told.append(said))
    assert part.read_bytes() == CONTENT
    assert part.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    assert told[-1] == (2 * size, 2 * size) and told == sorted(told) and len(told) == 6
    assert write_checked(pieces(part, size), size, tmp_path / "b.part") == first


def test_what_reads_back_otherwise_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that loses a bit between flushing and reading."""
    part = tmp_path / "a.part"

    def lose(descriptor: int) -> None:
        with part.open("r+b") as stream:
            stream.seek(PIECE + 5)
            letter = stream.read(1)
            stream.seek(PIECE + 5)
            stream.write(bytes([letter[0] ^ 1]))

    monkeypatch.setattr(whole_copy, "_past_the_cache", lose)
    with pytest.raises(CopyDamagedError):
        write_checked(cut(CONTENT), len(CONTENT), part)


def test_flushed_before_it_is_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr(whole_copy, "_SETTLE", PIECE)
    monkeypatch.setattr(os, "fsync", lambda _: order.append("flush"))
    monkeypatch.setattr(whole_copy, "_past_the_cache", lambda _: order.append("read"))
    write_checked(cut(CONTENT), len(CONTENT), tmp_path / "a.part")
    assert order == ["flush", "flush", "flush", "read"]


def test_a_source_that_shrinks_or_is_gone(tmp_path: Path) -> None:
    source = tmp_path / "source"
    with pytest.raises(FileUnusableError):
        list(pieces(source, 3))
    source.write_bytes(b"ab")
    with pytest.raises(FileUnusableError):
        list(pieces(source, 3))


def test_what_the_system_says_gets_a_name(tmp_path: Path) -> None:
    assert isinstance(named(OSError(errno.ENOSPC, ""), tmp_path), DiskFullError)
    other = named(OSError(errno.EROFS, ""), tmp_path)
    assert isinstance(other, FileUnusableError) and other.facts["errno"] == errno.EROFS
