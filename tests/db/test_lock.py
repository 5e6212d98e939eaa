"""The pen: held by one, free again at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.lock import PenLock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "so.thamdinh"
    made.write_bytes(b"")
    return made


def test_only_one_holds_the_pen(path: Path) -> None:
    first = PenLock.take(path)
    assert first is not None
    assert PenLock.take(path) is None
    first.release()
    second = PenLock.take(path)
    assert second is not None
    second.release()
    assert [p.name for p in path.parent.iterdir()] == ["so.thamdinh"]


def test_two_books_in_one_folder_have_a_pen_each(path: Path) -> None:
    other = path.with_name("khac.thamdinh")
    other.write_bytes(b"")
    pens = [PenLock.take(path), PenLock.take(other)]
    assert None not in pens
    for pen in pens:
        assert pen is not None
        pen.release()


def test_a_file_left_by_a_killed_program_holds_nothing(path: Path) -> None:
    path.with_name(f".{path.name}.lock").write_bytes(b"")
    pen = PenLock.take(path)
    assert pen is not None
    pen.release()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_the_book_leads_to_the_same_pen(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "lối tắt.thamdinh"
    link.symlink_to(path)
    pen = PenLock.take(path)
    assert pen is not None
    assert PenLock.take(link) is None
    pen.release()


def test_where_no_file_can_be_made_there_is_no_pen(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "open", refuse)
    assert PenLock.take(path) is None


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be removed there")
def test_a_lock_file_that_vanished_is_taken_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program lays its pen down between our opening the file and locking it."""
    from db import lock

    took, lockfile = lock._lock, path.with_name(f".{path.name}.lock")
    times = []

    def lose_the_first(descriptor: int) -> bool:
        times.append(descriptor)
        if len(times) == 1:
            lockfile.unlink()
        return took(descriptor)

    monkeypatch.setattr(lock, "_lock", lose_the_first)
    pen = PenLock.take(path)
    assert pen is not None and len(times) == 2
    assert PenLock.take(path) is None
    pen.release()
