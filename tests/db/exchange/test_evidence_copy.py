"""Evidence from laptop to laptop: by need, new scans only, each proved, nothing written again."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import evidence
from db.assignments import assign
from db.book import Book
from db.errors import (
    CancelledError,
    DamagedEvidenceFileError,
    DiskFullError,
    FileExistsAlreadyError,
    FileMissingError,
    NewerEvidenceFileError,
    NotEvidenceFileError,
    PassphraseNeededError,
    ReadOnlyBookError,
    SealDamagedError,
    ThamdinhError,
    UnfinishedFileError,
    WrongPassphraseError,
)
from db.evidence_file import CHUNK, path_beside
from db.exchange import evidence_copy
from db.exchange.evidence_copy import Copied, needed, send, write_copy
from db.exchange.evidence_record import OFFICE, record_of
from db.exchange.evidence_source import Source
from db.exchange.evidence_take import take
from db.home import Home
from desktop.messages import sentence
from tests.evidence_support import (
    attach,
    carry,
    forge,
    hash_of,
    held,
    held_by,
    pdf,
    scan,
)
from tests.support import Sample, copy_of


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def _sent(sample: Sample, stick: Path, name: str, receiver: bytes, **more: bytes) -> Copied:
    copied = send(sample.book, stick / f"{name}.minhchung", receiver, **more)  # type: ignore[arg-type]
    assert copied is not None
    return copied


# -- by need -------------------------------------------------------------------------------


def test_a_member_needs_what_is_to_be_scored(sample: Sample) -> None:
    first = attach(sample, "HS1", "a.pdf", pdf(1))
    second = attach(sample, "HS2", "b.pdf", pdf(2))
    both = attach(sample, "HS1", "c.pdf", pdf(3))
    attach(sample, "HS2", "c.pdf", pdf(3))
    barred = attach(sample, "HS4", "d.pdf", pdf(4))
    assert needed(sample.book) == [first, both, second, barred]
    assert needed(sample.book, sample.member("TV01").id) == [first, both, second]
    assert needed(sample.book, sample.member("TV05").id) == [first, both]  # recused from HS2
    assign(sample.book, [sample.submission("HS1").id], [sample.member("TV02")])
    assert needed(sample.book, sample.member("TV01").id) == [second, both]
    assert needed(sample.book, sample.member("TV02").id) == [first, both, second]
    assert needed(sample.book, b"x" * 16) == []
    evidence.detach(sample.book, sample.submission("HS4").id, barred)
    assert barred not in needed(sample.book)


def test_a_copy_has_what_is_asked_for_and_says_what_it_has_not(
    sample: Sample, tmp_path: Path
) -> None:
    hashes = [attach(sample, "HS1", f"{n}.pdf", pdf(n, 9000 + n)) for n in range(4)]
    strange = hash_of(b"never seen")
    target = tmp_path / "ra.minhchung"
    made = write_copy(sample.book, target, [*hashes, strange], already={hashes[0]})
    assert made.written == tuple(hashes[1:]) and made.absent == (strange,)
    assert made.size == sum(9000 + n for n in (1, 2, 3)) and not made.damaged
    assert held(target) == {hashes[n]: pdf(n, 9000 + n) for n in (1, 2, 3)}
    with pytest.raises(FileExistsAlreadyError):
        write_copy(sample.book, target, hashes)
    assert [p.name for p in tmp_path.glob("ra*")] == ["ra.minhchung"]


def test_what_does_not_fit_is_left_out_and_said(sample: Sample, tmp_path: Path) -> None:
    large = attach(sample, "HS1", "a.pdf", pdf(1, 2 * CHUNK))
    small = attach(sample, "HS1", "b.pdf", pdf(2))
    target = tmp_path / "ra.minhchung"
    made = write_copy(sample.book, target, [large, small], room=CHUNK)
    assert made.written == (small,) and made.no_room == (large,)
    assert target.stat().st_size <= CHUNK


@given(sizes=st.lists(st.integers(1, 3 * CHUNK), min_size=1, max_size=5), room=st.integers(0, 6))
@settings(max_examples=25)
def test_a_copy_never_takes_more_room_than_it_may(sizes: list[int], room: int) -> None:
    with TemporaryDirectory() as folder:
        source = carry(Path(folder) / "so.minhchung", *(pdf(n, s) for n, s in enumerate(sizes)))
        book = _Beside(source)
        hashes = [hash_of(pdf(n, s)) for n, s in enumerate(sizes)]
        target = Path(folder) / "ra.minhchung"
        made = write_copy(book, target, hashes, room=room * CHUNK)  # type: ignore[arg-type]
        assert {*made.written, *made.no_room} == {*hashes}
        if made.written:
            assert target.stat().st_size <= room * CHUNK


class _Beside:
    """As much of a book as copying out wants."""

    def __init__(self, source: Path) -> None:
        self.path = source.with_suffix(".thamdinh")


def test_what_is_damaged_here_is_not_handed_on(sample: Sample, tmp_path: Path) -> None:
    bad = attach(sample, "HS1", "a.pdf", pdf(1))
    good = attach(sample, "HS1", "b.pdf", pdf(2))
    forge(path_beside(sample.book.path), "UPDATE chunk SET data = zeroblob(3000) WHERE id = 1")
    made = write_copy(sample.book, tmp_path / "ra.minhchung", [bad, good])
    assert made.damaged == (bad,) and made.written == (good,)
    assert held(tmp_path / "ra.minhchung") == {good: pdf(2)}


def test_cancelled_while_copying_leaves_no_file(sample: Sample, tmp_path: Path) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1, 2 * CHUNK))
    with pytest.raises(CancelledError):
        write_copy(sample.book, tmp_path / "ra.minhchung", [hash_], progress=_stop(1))
    assert not list(tmp_path.glob("ra*"))


def _stop(after: int) -> Callable[[int, int], None]:
    told: list[int] = []

    def progress(done: int, total: int) -> None:
        assert 0 <= done <= total
        told.append(done)
        if len(told) > after:
            raise CancelledError()

    return progress


# -- there and back ------------------------------------------------------------------------


def test_only_new_scans_go_to_who_has_the_others(sample: Sample, stick: Path) -> None:
    member = sample.member("TV01").id
    first = attach(sample, "HS1", "a.pdf", pdf(1))
    told: list[tuple[int, int]] = []
    made = send(sample.book, stick / "1.minhchung", member, progress=lambda *at: told.append(at))
    assert made is not None and made.written == (first,)
    assert told == sorted(told) and told[-1] == (1000, 1000)
    second = attach(sample, "HS2", "b.pdf", pdf(2))
    assert _sent(sample, stick, "2", member).written == (second,)
    assert _sent(sample, stick, "3", sample.member("TV02").id).written == (first, second)
    assert _sent(sample, stick, "4", member).written == ()
    with record_of(sample.book) as record:
        record.forget(member)  # the stick was lost
    assert _sent(sample, stick, "5", member).written == (first, second)


def test_a_book_without_evidence_writes_no_file(sample: Sample, stick: Path) -> None:
    assert send(sample.book, stick / "a.minhchung", sample.member("TV01").id) is None
    assert not list(stick.iterdir())


def test_a_member_sends_back_new_scans_only(sample: Sample, stick: Path) -> None:
    member = sample.member("TV01").id
    first = attach(sample, "HS1", "a.pdf", pdf(1))
    there = sample.elsewhere("tv01")
    _sent(sample, stick, "di", member)
    got = take(there.book, stick / "di.minhchung", me=member)
    assert got.taken == (first,) and got.size == 3000
    path = scan(there.book.path.parent, "moi.pdf", pdf(9))
    evidence.attach(there.book, there.submission("HS2").id, path)  # a proposal: in the log
    cells = {"submission": sample.submission("HS2").id, "name": "moi.pdf"}
    sample.set("evidence", os.urandom(16), **cells, hash=hash_of(pdf(9)).hex())
    there.book.close()
    shutil.copy(sample.book.path, there.book.path)
    with Book.open(there.book.path, there.book.home) as book:
        again = Sample(book, sample.campaign)
        back = _sent(again, stick, "ve", OFFICE, me=member)
        assert back.written == (hash_of(pdf(9)),)
    got = take(sample.book, stick / "ve.minhchung")
    assert got.taken == (hash_of(pdf(9)),) and got.known == 0
    assert held_by(sample.book) == {first: pdf(1), hash_of(pdf(9)): pdf(9)}
    assert _sent(sample, stick, "lai", member).written == ()  # it came from there
    assert evidence.missing(sample.book, sample.campaign.id) == []


def test_what_was_damaged_on_the_way_is_handed_again(sample: Sample, stick: Path) -> None:
    member = sample.member("TV01").id
    good = attach(sample, "HS1", "a.pdf", pdf(1))
    bad = attach(sample, "HS1", "b.pdf", pdf(2, 3001))
    late = attach(sample, "HS2", "c.pdf", pdf(3))
    there = sample.elsewhere("tv01")
    _sent(sample, stick, "di", member)
    forge(
        stick / "di.minhchung", "UPDATE chunk SET data = zeroblob(3001) WHERE length(data) = 3001"
    )
    got = take(there.book, stick / "di.minhchung", me=member)
    assert [(refused.hash, refused.names) for refused in got.refused] == [(bad, ("b.pdf",))]
    assert {*got.taken} == {good, late}
    _sent(there, stick, "ve", OFFICE, me=member)
    take(sample.book, stick / "ve.minhchung")
    assert _sent(sample, stick, "lai", member).written == (bad,)
    there.book.close()


def test_an_older_stick_does_not_make_everything_travel_again(sample: Sample, stick: Path) -> None:
    member = sample.member("TV01").id
    there = sample.elsewhere("tv01")
    cells = {"submission": sample.submission("HS1").id, "name": "x.pdf"}
    sample.set("evidence", os.urandom(16), **cells, hash="ab" * 32)
    there.book.close()
    shutil.copy(sample.book.path, there.book.path)
    with Book.open(there.book.path, there.book.home) as book:
        _sent(Sample(book, sample.campaign), stick, "cu", OFFICE, me=member)  # holds nothing yet
    first = attach(sample, "HS1", "a.pdf", pdf(1))
    assert _sent(sample, stick, "di", member).written == (first,)
    take(sample.book, stick / "cu.minhchung")
    assert _sent(sample, stick, "lai", member).written == ()


def test_under_a_passphrase(sample: Sample, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1))
    there = sample.elsewhere("tv01")
    target = stick / "kin.minhchung"
    assert send(sample.book, target, sample.member("TV01").id, passphrase="mật khẩu dài")
    with pytest.raises(PassphraseNeededError):
        take(there.book, target)
    with pytest.raises(WrongPassphraseError):
        take(there.book, target, passphrase="không phải nó")
    broken = stick / "hong.minhchung"
    broken.write_bytes(target.read_bytes()[:-40])
    with pytest.raises(SealDamagedError):
        take(there.book, broken, passphrase="mật khẩu dài")
    assert held_by(there.book) == {}
    assert take(there.book, target, passphrase="mật khẩu dài").taken == (hash_,)
    assert not list(there.book.home.folder("temp").iterdir())
    there.book.close()


# -- the union -----------------------------------------------------------------------------

CONTENTS = [pdf(n, size) for n, size in enumerate((1, 20, 3000, 20_000, CHUNK, CHUNK + 1))]
HASHES = [hash_of(content) for content in CONTENTS]
_parts = st.sets(st.integers(0, len(CONTENTS) - 1))


@given(parts=st.lists(_parts, min_size=2, max_size=3), own=_parts, data=st.data())
@settings(max_examples=20)
def test_in_any_order_and_any_number_of_times_the_same_is_here(
    parts: list[set[int]], own: set[int], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder, _books(Path(folder)) as books:
        sticks = [
            carry(Path(folder) / f"{n}.minhchung", *(CONTENTS[i] for i in sorted(part)))
            for n, part in enumerate(parts)
        ]
        for book in books:
            if own:
                carry(path_beside(book.path), *(CONTENTS[i] for i in own))
            order = data.draw(st.permutations(sticks))
            for path in [*order, *data.draw(st.lists(st.sampled_from(sticks), max_size=2))]:
                before = held_by(book).keys()
                got = take(book, path)
                assert not got.refused and not got.unnamed
                assert {*got.taken} == held(path).keys() - before
                assert got.known == len(held(path).keys() & before)
        wanted = {HASHES[i]: CONTENTS[i] for i in own.union(*parts)}
        assert all(held_by(book) == wanted for book in books)


@contextmanager
def _books(folder: Path) -> Iterator[list[Book]]:
    """Two copies of a book whose log names all contents."""
    path, home = folder / "so.thamdinh", Home(folder / "home")
    with Book.create(path, home) as book, book.write() as operation:
        for hash_ in HASHES:
            operation.set("evidence", os.urandom(16), {"hash": hash_.hex()})
    with ExitStack() as opened:
        copies = [Path(shutil.copy(path, folder / f"{name}.thamdinh")) for name in "ab"]
        yield [opened.enter_context(Book.open(copied, home)) for copied in copies]


def test_what_no_row_names_is_left_alone(sample: Sample, stick: Path) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1))
    carry(stick / "a.minhchung", pdf(1), pdf(2), pdf(3))
    got = take(sample.book, stick / "a.minhchung")
    assert (got.taken, got.known, got.unnamed, got.refused) == ((), 1, 2, ())
    assert held_by(sample.book) == {hash_: pdf(1)}


def test_taking_what_is_here_reads_the_list_alone(
    sample: Sample, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = [attach(sample, "HS1", f"{n}.pdf", pdf(n, CHUNK)) for n in range(5)]
    there = sample.elsewhere("khac")
    made = write_copy(sample.book, stick / "a.minhchung", hashes)
    write_copy(sample.book, path_beside(there.book.path), hashes[:4])
    before = path_beside(there.book.path).read_bytes()
    read: list[bytes] = []
    chunks = Source.chunks
    monkeypatch.setattr(Source, "chunks", lambda s, h: read.append(h) or chunks(s, h))  # type: ignore[func-returns-value]
    got = take(there.book, made.path)
    assert read == [hashes[4]] == [*got.taken] and got.known == 4
    after = path_beside(there.book.path).read_bytes()
    assert len(after) - len(before) < 1.1 * CHUNK
    take(there.book, made.path)
    assert read == [hashes[4]] and path_beside(there.book.path).read_bytes() == after
    there.book.close()


@pytest.mark.parametrize("after", range(6))
def test_a_crash_between_chunks_keeps_what_was_finished(
    sample: Sample, stick: Path, after: int
) -> None:
    hashes = [attach(sample, "HS1", f"{n}.pdf", pdf(n, 2 * CHUNK)) for n in range(2)]
    there = sample.elsewhere("khac")
    write_copy(sample.book, stick / "a.minhchung", hashes)
    with pytest.raises(CancelledError):
        take(there.book, stick / "a.minhchung", progress=_stop(after))
    assert len(held_by(there.book)) == after // 3
    got = take(there.book, stick / "a.minhchung")
    assert got.known == after // 3 and held_by(there.book) == held_by(sample.book)
    there.book.close()


def test_no_room_is_said_before_anything_is_written(
    sample: Sample, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1))
    write_copy(sample.book, stick / "a.minhchung", [hash_])
    there = sample.elsewhere("khac")
    full = shutil.disk_usage(stick)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: full)
    with pytest.raises(DiskFullError):
        take(there.book, stick / "a.minhchung")
    assert not path_beside(there.book.path).exists()
    there.book.close()


def test_a_book_that_is_only_read_takes_nothing(sample: Sample, stick: Path) -> None:
    carry(stick / "a.minhchung", pdf(1))
    with (
        Book.open(sample.book.path, sample.book.home, readonly=True) as second,
        pytest.raises(ReadOnlyBookError),
    ):
        take(second, stick / "a.minhchung")


# -- what an enemy, or a bad stick, made of it ---------------------------------------------


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE chunk SET data = zeroblob(1048576) WHERE id = 2",  # other bytes
        "UPDATE chunk SET id = CASE id WHEN 2 THEN -3 ELSE -2 END WHERE id IN (2, 3)",
        "UPDATE chunk SET data = CAST((SELECT substr(data, 1048576) FROM chunk WHERE id = 3) "
        "|| data AS BLOB) WHERE id = 4; "  # the same bytes, cut elsewhere
        "UPDATE chunk SET data = substr(data, 1, 1048575) WHERE id = 3",
        "DELETE FROM chunk WHERE id = 3",
        "UPDATE chunk SET data = zeroblob(5) WHERE id = 2",
        "UPDATE chunk SET data = zeroblob(3000000) WHERE id = 3",
        "UPDATE content SET first = first + 1 WHERE size > 2000000",
        "UPDATE content SET first = 9223372036854775807 WHERE size > 2000000",
        "UPDATE content SET size = size - 1 WHERE size > 2000000",
        "UPDATE content SET size = size + 1 WHERE size > 2000000",
        "UPDATE content SET size = 9223372036854775807 WHERE size > 2000000",
        "UPDATE content SET size = -1 WHERE size > 2000000",
    ],
)
def test_what_is_not_what_its_hash_says_is_refused_by_name(
    sample: Sample, stick: Path, harm: str
) -> None:
    contents = [pdf(1, 900), pdf(2, 2 * CHUNK + 5), pdf(3, 901)]
    hashes = [attach(sample, "HS1", f"{n}.pdf", c) for n, c in enumerate(contents)]
    there = sample.elsewhere("khac")
    write_copy(sample.book, stick / "a.minhchung", hashes)
    forge(stick / "a.minhchung", *harm.split(";"), "UPDATE chunk SET id = -id WHERE id < 0")
    got = take(there.book, stick / "a.minhchung")
    assert [(refused.hash, refused.names) for refused in got.refused] == [(hashes[1], ("1.pdf",))]
    assert {*got.taken} == {hashes[0], hashes[2]}
    assert held_by(there.book) == {hashes[0]: contents[0], hashes[2]: contents[2]}
    assert [item.name for item in evidence.missing(there.book, there.campaign.id)] == ["1.pdf"]
    there.book.close()


def test_two_contents_that_change_places_are_both_refused(sample: Sample, stick: Path) -> None:
    hashes = [attach(sample, "HS1", f"{n}.pdf", pdf(n)) for n in range(2)]
    there = sample.elsewhere("khac")
    write_copy(sample.book, stick / "a.minhchung", hashes)
    forge(stick / "a.minhchung", "UPDATE content SET first = 3 - first")
    got = take(there.book, stick / "a.minhchung")
    assert {refused.hash for refused in got.refused} == {*hashes} and not got.taken
    there.book.close()


def _garbage(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(300))


def _truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 16384)


def _longer(path: Path) -> None:
    with path.open("ab") as stream:
        stream.write(bytes(100))


def _journal(path: Path) -> None:
    path.with_name(path.name + "-journal").write_bytes(b"half a commit")


def _wal(path: Path) -> None:
    forge(path, "PRAGMA journal_mode = WAL", "DELETE FROM holds")


def _newer(path: Path) -> None:
    forge(path, "PRAGMA user_version = 2")


def _trigger(path: Path) -> None:
    forge(path, "CREATE TRIGGER t AFTER INSERT ON chunk BEGIN DELETE FROM content; END")


def _view(path: Path) -> None:
    forge(path, "DROP TABLE holds", "CREATE VIEW holds AS SELECT hash FROM content")


def _virtual(path: Path) -> None:
    forge(path, "CREATE VIRTUAL TABLE v USING fts5(x)")


def _index(path: Path) -> None:
    forge(path, "CREATE INDEX i ON content(size)")


def _looser(path: Path) -> None:
    forge(path, "DROP TABLE holds", "CREATE TABLE holds(hash)")


def _book(path: Path) -> None:
    shutil.copy(path.with_name("so.thamdinh"), path)


def _bad_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[16384:] = os.urandom(len(content) - 16384)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "error"),
    [
        (_garbage, NotEvidenceFileError),
        (_truncated, DamagedEvidenceFileError),
        (_longer, DamagedEvidenceFileError),
        (_journal, UnfinishedFileError),
        (_wal, DamagedEvidenceFileError),
        (_newer, NewerEvidenceFileError),
        (_trigger, NotEvidenceFileError),
        (_view, NotEvidenceFileError),
        (_virtual, NotEvidenceFileError),
        (_index, NotEvidenceFileError),
        (_looser, NotEvidenceFileError),
        (_book, NotEvidenceFileError),
        (_bad_pages, DamagedEvidenceFileError),
        (Path.unlink, FileMissingError),
    ],
)
def test_files_that_are_not_opened(
    sample: Sample, stick: Path, harm: Callable[[Path], None], error: type[ThamdinhError]
) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1, 40_000))
    there = sample.elsewhere("khac")
    path = stick / "a.minhchung"
    write_copy(sample.book, path, [hash_])
    shutil.copy(sample.book.path, stick / "so.thamdinh")
    harm(path)
    with pytest.raises(error) as caught:
        take(there.book, path)
    assert "a.minhchung" in sentence(caught.value)
    assert not path_beside(there.book.path).exists()
    assert evidence.missing(there.book, there.campaign.id)
    there.book.close()


@given(seed=st.integers(0, 1 << 30), flips=st.integers(1, 40))
@settings(max_examples=60)
def test_whatever_is_broken_in_a_file_nothing_false_gets_in(seed: int, flips: int) -> None:
    chance = random.Random(seed)
    with TemporaryDirectory() as folder, _books(Path(folder)) as (book, _):
        path = carry(Path(folder) / "x.minhchung", *CONTENTS[:4])
        content = bytearray(path.read_bytes())
        for _ in range(flips):
            content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
        try:
            take(book, path)
        except ThamdinhError:
            assert held_by(book) == {}
        for hash_, found in held_by(book).items():
            assert found == CONTENTS[HASHES.index(hash_)]


def test_the_stick_is_read_where_it_is_and_left_as_it_was(sample: Sample, stick: Path) -> None:
    hash_ = attach(sample, "HS1", "a.pdf", pdf(1))
    path = stick / "a.minhchung"
    write_copy(sample.book, path, [hash_])
    there = Sample(Book.open(copy_of(sample.book, "khac"), sample.book.home), sample.campaign)
    before = path.read_bytes()
    path.chmod(0o400)
    take(there.book, path)
    assert path.read_bytes() == before and [p.name for p in stick.iterdir()] == ["a.minhchung"]
    assert not list(sample.book.home.folder("temp").iterdir())
    there.book.close()


def test_the_room_on_the_stick_bounds_the_file(
    sample: Sample, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(sample, "HS1", "a.pdf", pdf(1, 2 * CHUNK))
    small = attach(sample, "HS1", "b.pdf", pdf(2))
    monkeypatch.setattr(evidence_copy, "is_fat", lambda folder: True)
    monkeypatch.setattr(evidence_copy, "FAT_LARGEST", CHUNK)
    made = _sent(sample, stick, "a", sample.member("TV01").id)
    assert made.written == (small,) and len(made.no_room) == 1
    assert made.path.stat().st_size <= CHUNK
