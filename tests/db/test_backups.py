"""Backups of the open book, thinned; and back to one of them, a merge undone among others."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from db import backups, whole_copy
from db.backups import Backup
from db.book import Book
from db.check import check
from db.errors import (
    BackupDamagedError,
    BookBusyError,
    CopyDamagedError,
    DiskFullError,
    FileUnusableError,
    NoMergeToUndoError,
    ReadOnlyBookError,
    ThamdinhError,
    WrittenSinceMergeError,
)
from db.exchange.fingerprint import fingerprint
from db.home import Home
from tests.support import Clock, Sample, changes, copy_of, union


def folder(book: Book) -> Path:
    return book.home.root / "backups" / book.id.hex()


def files(book: Book) -> list[str]:
    return sorted(path.name for path in folder(book).iterdir())


def mark_of(book: Book) -> str:
    return fingerprint(book.connection)


def write_something(book: Book) -> None:
    with book.write() as operation:
        operation.set("unit", os.urandom(16), {"code": "X", "name": "Đảng ủy X"})


def merge(book: Book) -> Backup:
    """What a merge does around itself."""
    backup = backups.make(book, backups.MERGE)
    write_something(book)
    return backups.note_after(backup, mark_of(book))


def test_a_backup_is_the_book_as_it_was(sample: Sample) -> None:
    book = sample.book
    before, content = mark_of(book), book.path.read_bytes()
    made = backups.make(book, backups.MERGE)
    write_something(book)
    assert made.path.read_bytes() == content != book.path.read_bytes()
    assert (made.before, made.after, made.why, made.number) == (before, "", "merge", 1)
    assert Path(made.book_path) == book.path.resolve()
    assert backups.backups(book) == [made]
    assert files(book) == [made.path.with_suffix(".json").name, made.path.name]
    assert made.path.name.startswith("000001_2023-11-") and made.size == len(content)
    with Book.open(made.path, book.home, readonly=True) as copy:
        assert mark_of(copy) == before and check(copy) == []
    assert made.path.stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_evidence_is_never_in_a_backup(sample: Sample) -> None:
    beside = sample.book.path.with_suffix(".minhchung")
    beside.write_bytes(b"scans")
    backups.make(sample.book)
    assert not [name for name in files(sample.book) if "minhchung" in name]


def test_after_the_merge_is_noted(sample: Sample) -> None:
    noted = merge(sample.book)
    assert noted.after == mark_of(sample.book) != noted.before
    assert backups.backups(sample.book) == [noted]
    said = json.loads(noted.path.with_suffix(".json").read_text("utf-8"))
    assert said["after"] == noted.after and "path" not in said


def test_undoing_a_merge_goes_back_and_keeps_the_backup(sample: Sample) -> None:
    book = sample.book
    before, office = mark_of(book), book.office
    noted = merge(book)
    merged = mark_of(book)
    used, touched = backups.undo_merge(book)
    assert used.path == noted.path and used.undone and used.path.exists()
    assert mark_of(book) == before and check(book) == []
    assert {"campaign", "unit", "member", "ballot", "snapshot"} <= touched.kinds
    assert book.office is not None and office is not None
    assert book.office.public == office.public
    newest = backups.backups(book)[0]
    assert (newest.why, newest.before) == (backups.UNDO, merged)
    write_something(book)  # the pen was never laid down
    assert not list(book.path.parent.glob("*.part"))


def test_merges_are_undone_one_after_the_other(sample: Sample) -> None:
    book = sample.book
    states = []
    for _ in range(3):
        states.append(mark_of(book))
        merge(book)
    for state in reversed(states):
        backups.undo_merge(book)
        assert mark_of(book) == state
    with pytest.raises(NoMergeToUndoError):
        backups.undo_merge(book)


def test_an_undone_merge_can_be_made_again(sample: Sample) -> None:
    book = sample.book
    other = sample.elsewhere("khac")
    with other.book.write() as operation:
        operation.set("unit", b"u" * 16, {"code": "Y"})

    def take() -> str:
        backup = backups.make(book, backups.MERGE)
        union(book, other.book)
        backups.note_after(backup, mark_of(book))
        return mark_of(book)

    before = changes(book)
    first = take()
    backups.undo_merge(book)
    assert changes(book) == before
    assert take() == first
    other.book.close()


def test_nothing_is_undone_after_a_write(sample: Sample) -> None:
    noted = merge(sample.book)
    write_something(sample.book)
    now = mark_of(sample.book)
    with pytest.raises(WrittenSinceMergeError) as caught:
        backups.undo_merge(sample.book)
    assert caught.value.facts["time"] == noted.time
    assert mark_of(sample.book) == now and len(backups.backups(sample.book)) == 1


def test_a_draft_typed_after_the_merge_stays(sample: Sample) -> None:
    member, submission = sample.member("TV01"), sample.submission("HS1")
    merge(sample.book)
    sample.book.drafts.set_mark(member.id, submission.id, "TC1", 175)
    backups.undo_merge(sample.book)
    assert sample.book.drafts.of(member.id) == {submission.id: {"TC1": 175}}


def test_there_may_be_no_merge_to_undo(sample: Sample) -> None:
    with pytest.raises(NoMergeToUndoError):
        backups.undo_merge(sample.book)
    backups.make(sample.book)  # asked for, no merge
    backups.make(sample.book, backups.MERGE)  # the merge was refused
    with pytest.raises(NoMergeToUndoError):
        backups.undo_merge(sample.book)


def test_a_merge_that_failed_does_not_hide_the_one_before(sample: Sample) -> None:
    before = mark_of(sample.book)
    merge(sample.book)
    backups.make(sample.book, backups.MERGE)
    backups.undo_merge(sample.book)
    assert mark_of(sample.book) == before


def test_a_merge_into_a_copy_elsewhere_is_another_matter(sample: Sample) -> None:
    merge(sample.book)
    path = copy_of(sample.book, "ban-sao")
    with Book.open(path, sample.book.home, clock=sample.book.clock) as copy:
        assert mark_of(copy) == mark_of(sample.book)
        with pytest.raises(NoMergeToUndoError):
            backups.undo_merge(copy)


def test_back_to_a_chosen_backup(sample: Sample) -> None:
    book = sample.book
    chosen = backups.make(book)
    write_something(book)
    write_something(book)
    now = mark_of(book)
    used, _ = backups.restore(book, chosen)
    assert used == chosen and mark_of(book) == chosen.before
    newest = backups.backups(book)[0]
    assert (newest.why, newest.before) == (backups.RESTORE, now)
    backups.restore(book, newest)  # and forth again
    assert mark_of(book) == now and check(book) == []


def test_the_chosen_backup_is_not_thinned_away_by_its_own_restoring(sample: Sample) -> None:
    first = backups.make(sample.book)
    for _ in range(9):
        backups.make(sample.book)
    backups.restore(sample.book, first)
    assert first.path.exists() and mark_of(sample.book) == first.before


def spoil(backup: Backup, how: str, other: Path) -> None:
    note = backup.path.with_suffix(".json")
    content = bytearray(backup.path.read_bytes())
    match how:
        case "a bit":
            content[len(content) // 2] ^= 1
        case "cut":
            del content[-4096:]
        case "empty":
            content.clear()
        case "another book":
            content = bytearray(other.read_bytes())
            said = json.loads(note.read_bytes())
            note.write_text(json.dumps({**said, "digest": ""}))
    backup.path.write_bytes(content)


@pytest.mark.parametrize("how", ["a bit", "cut", "empty", "another book"])
def test_a_spoilt_backup_is_refused_and_the_book_stays(
    sample: Sample, tmp_path: Path, home: Home, how: str
) -> None:
    book = sample.book
    other = tmp_path / "khac.thamdinh"
    Book.create(other, home).close()
    made = backups.make(book)
    write_something(book)
    spoil(made, how, other)
    now = mark_of(book)
    with pytest.raises(BackupDamagedError) as caught:
        backups.restore(book, backups.backups(book)[0])
    assert caught.value.facts["path"] == made.path
    assert mark_of(book) == now and check(book) == []
    write_something(book)
    assert not list(book.path.parent.glob("*.part"))


def test_a_file_that_cannot_be_swapped_leaves_the_book_open(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = sample.book
    chosen = backups.make(book)
    write_something(book)
    now, real = mark_of(book), os.replace
    for error, named in ((PermissionError, BookBusyError), (OSError, FileUnusableError)):

        def refuse(source: Path, target: Path, error: type[OSError] = error) -> None:
            if Path(target) == book.path:
                raise error(5, "in use")
            real(source, target)

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", refuse)
            with pytest.raises(named):
                backups.restore(book, chosen)
        assert mark_of(book) == now
        write_something(book)
        now = mark_of(book)
    assert not list(book.path.parent.glob("*.part"))


def test_a_book_reached_by_a_link_is_restored_where_it_lies(sample: Sample, tmp_path: Path) -> None:
    path, home, clock = sample.book.path, sample.book.home, sample.book.clock
    sample.book.close()
    link = tmp_path / "loi-tat.thamdinh"
    link.symlink_to(path)
    with Book.open(link, home, clock=clock) as book:
        before = mark_of(book)
        merge(book)
        backups.undo_merge(book)
        assert mark_of(book) == before
    assert link.is_symlink() and not path.is_symlink()
    with Book.open(path, home) as book:
        assert mark_of(book) == before


def test_whoever_has_no_pen_makes_and_restores_nothing(sample: Sample) -> None:
    made = backups.make(sample.book)
    with Book.open(sample.book.path, sample.book.home) as reader:
        assert reader.readonly
        for job in (
            lambda: backups.make(reader),
            lambda: backups.restore(reader, made),
            lambda: reader.swap_file(made.path),
        ):
            with pytest.raises(ReadOnlyBookError):
                job()
    assert made.path.exists()


def test_not_in_the_middle_of_a_write(sample: Sample) -> None:
    with sample.book.write(), pytest.raises(RuntimeError):
        backups.make(sample.book)


def test_without_a_note_a_backup_is_still_one(sample: Sample) -> None:
    book = sample.book
    for content in (None, b"", b"[]", b'{"time": 1e400}', b'{"time": "x"}'):
        made = backups.make(book)
        note = made.path.with_suffix(".json")
        note.unlink() if content is None else note.write_bytes(content)
        found = backups.backups(book)[0]
        assert (found.path, found.why, found.after) == (made.path, "", "")
        assert found.time > 0
        backups.restore(book, found)


def test_strange_files_among_the_backups_are_left_alone(sample: Sample) -> None:
    backups.make(sample.book)
    for name in ("ghi-chu.txt", "so.thamdinh", "x_2023.thamdinh"):
        (folder(sample.book) / name).write_text("của tôi")
    backups.make(sample.book)
    assert len(backups.backups(sample.book)) == 2
    assert (folder(sample.book) / "so.thamdinh").read_text() == "của tôi"


def test_what_a_killed_program_left_is_no_backup_and_goes_in_time(sample: Sample) -> None:
    backups.make(sample.book)
    old, fresh = (folder(sample.book) / f"00000{n}_x.thamdinh.part" for n in (7, 8))
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert len(backups.backups(sample.book)) == 1
    assert backups.make(sample.book).number == 2
    assert not old.exists() and fresh.exists()


# -- room, and thinning --------------------------------------------------------------------


def test_no_room_for_a_backup(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100))
    with pytest.raises(DiskFullError):
        backups.make(sample.book)
    assert files(sample.book) == []


def test_a_disk_that_fails_leaves_no_backup(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "no room")

    def lose(_: int) -> None:
        next(folder(sample.book).glob("*.part")).write_bytes(b"")

    expected: list[tuple[str, object, type[ThamdinhError]]] = [
        ("_past_the_cache", fail, DiskFullError),
        ("_past_the_cache", lose, CopyDamagedError),
    ]
    for name, broken, error in expected:
        with monkeypatch.context() as patch:
            patch.setattr(whole_copy, name, broken)
            with pytest.raises(error):
                backups.make(sample.book)
    assert files(sample.book) == []


@pytest.fixture
def days(sample: Sample, clock: Clock) -> Iterator[list[int]]:
    """Numbers of the backups after forty days with three each."""
    start = datetime(2023, 10, 1, 8, 0)
    for day in range(40):
        for hour in range(3):
            clock.now = int((start + timedelta(days=day, hours=hour)).timestamp() * 1000)
            backups.make(sample.book)
    yield [backup.number for backup in backups.backups(sample.book)]


def test_the_last_ten_and_one_a_day_for_thirty_days(sample: Sample, days: list[int]) -> None:
    newest = 120
    last_ten = set(range(newest - 9, newest + 1))
    a_day = {3 * day for day in range(1, 41) if 40 - day < 30}
    assert set(days) == last_ten | a_day
    assert len(files(sample.book)) == 2 * len(days)  # notes go with their backups


def test_at_most_a_tenth_of_the_free_disk_but_always_the_newest(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = sample.book
    size = book.path.stat().st_size
    used = 0
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=45 * size - used))
    for _ in range(8):
        used = sum(backup.size for backup in backups.backups(book))
        backups.make(book)
    assert [backup.number for backup in backups.backups(book)] == [8, 7, 6, 5]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2 * size))
    made = backups.make(book)
    assert backups.backups(book) == [made]


def test_a_clock_set_back_mixes_nothing_up(sample: Sample, clock: Clock) -> None:
    book = sample.book
    backups.make(book)
    clock.now -= 400 * 24 * 3600 * 1000
    newest = backups.make(book)
    assert [backup.number for backup in backups.backups(book)] == [2, 1]
    assert backups.backups(book)[0] == newest


def test_a_merge_that_did_not_happen_needs_no_backup(sample: Sample) -> None:
    backups.forget(backups.make(sample.book, backups.MERGE))
    assert files(sample.book) == []
