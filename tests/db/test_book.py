"""A book on disk: made, opened, written by one program at a time, whole after a crash."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from db import ballots, campaigns, keys, schema
from db.book import Book, now
from db.check import check, tables
from db.errors import (
    BookBusyError,
    DamagedBookError,
    DiskFullError,
    FileExistsAlreadyError,
    FileMissingError,
    FileUnusableError,
    NewerBookError,
    NoOfficeKeyError,
    NotABookError,
    ReadOnlyBookError,
    ThamdinhError,
)
from db.home import Home
from db.records import Campaign
from tests.support import Sample, changes, copy_of


def _poke(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def _run(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A program of its own that works on a book."""
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60,
    )  # fmt: skip


# -- making --------------------------------------------------------------------------------


def test_a_new_book_is_empty_sound_and_ours(book: Book) -> None:
    assert changes(book) == 0
    assert check(book) == []
    assert not book.readonly
    assert book.authority.office == {book.require_office().public}
    header = book.path.read_bytes()[:100]
    assert header.startswith(b"SQLite format 3\0")
    assert int.from_bytes(header[68:72], "big") == schema.APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == schema.FORMAT


def test_each_new_book_has_an_id_and_an_office_key_of_its_own(book: Book) -> None:
    other = Book.create(book.path.with_name("khac.thamdinh"), book.home)
    assert other.id != book.id
    assert other.require_office().public != book.require_office().public
    other.close()


def test_nothing_is_written_over(book: Book) -> None:
    before = book.path.read_bytes()
    with pytest.raises(FileExistsAlreadyError):
        Book.create(book.path, book.home)
    assert book.path.read_bytes() == before


def test_a_file_that_appears_meanwhile_is_not_written_over(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "so.thamdinh"
    make = keys.make_office_key

    def slow(*arguments: object) -> object:
        path.write_text("của người khác")
        return make(*arguments)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr("db.book.make_office_key", slow)
    with pytest.raises(FileExistsAlreadyError):
        Book.create(path, home)
    assert path.read_text() == "của người khác"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, home: Home) -> None:
    with pytest.raises(FileUnusableError):
        Book.create(tmp_path / "khong co" / "so.thamdinh", home)


def test_a_file_system_without_hard_links_will_do(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    with Book.create(tmp_path / "so.thamdinh", home) as made:
        assert check(made) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["home", "so.thamdinh"]


@pytest.mark.parametrize(
    "name", ["sổ thẩm định", "100% #1 & co", "a%20b", "tên có dấu ' và ;", "Huyện ủy Lạc Dương"]
)
def test_paths_with_blanks_signs_and_vietnamese_letters(
    tmp_path: Path, home: Home, name: str
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with Book.create(folder / f"{name}.thamdinh", home) as made:
        campaigns.create(made, 2023, "Huyện ủy")
    with Book.open(folder / f"{name}.thamdinh", home) as again:
        assert campaigns.find(again.connection, None).year == 2023
        assert check(again) == []
    assert [p.name for p in folder.iterdir()] == [f"{name}.thamdinh"]


# -- opening -------------------------------------------------------------------------------


def test_what_was_written_is_there_when_opened_again(sample: Sample) -> None:
    sample.score_all()
    book = sample.book
    before = tables(book.connection)
    book.close()
    with Book.open(book.path, book.home) as again:
        assert tables(again.connection) == before
        assert again.office is not None
        assert check(again) == []


def test_a_file_that_is_not_there(tmp_path: Path, home: Home) -> None:
    with pytest.raises(FileMissingError):
        Book.open(tmp_path / "so.thamdinh", home)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_book(tmp_path: Path, home: Home) -> None:
    with pytest.raises(NotABookError):
        Book.open(tmp_path, home)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"SQLite format 3\0", b"x" * 5000, b"SQLite format 3\0" * 300]
)
def test_another_files_content_is_no_book(tmp_path: Path, home: Home, content: bytes) -> None:
    path = tmp_path / "so.thamdinh"
    path.write_bytes(content)
    with pytest.raises(NotABookError):
        Book.open(path, home)
    assert path.read_bytes() == content


def test_another_programs_database_is_no_book(tmp_path: Path, home: Home) -> None:
    path = tmp_path / "so.thamdinh"
    _poke(path, "CREATE TABLE book(id)", "PRAGMA application_id = 5")
    with pytest.raises(NotABookError):
        Book.open(path, home)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE sent",
        "DROP INDEX change_op",
        "ALTER TABLE book ADD COLUMN extra BLOB",
        "CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM ballot; END",
        "CREATE VIEW v AS SELECT 1",
    ],
)
def test_tables_that_are_not_ours_to_the_letter_are_refused(book: Book, statement: str) -> None:
    book.close()
    _poke(book.path, statement)
    with pytest.raises(NotABookError):
        Book.open(book.path, book.home)


def test_a_newer_book_is_refused_and_left_alone(book: Book) -> None:
    book.close()
    _poke(book.path, f"PRAGMA user_version = {schema.FORMAT + 1}")
    before = book.path.read_bytes()
    with pytest.raises(NewerBookError) as caught:
        Book.open(book.path, book.home)
    assert caught.value.facts["format"] == schema.FORMAT + 1
    assert book.path.read_bytes() == before


def test_a_book_without_its_own_row_is_damaged(book: Book) -> None:
    book.close()
    _poke(book.path, "DELETE FROM book")
    with pytest.raises(DamagedBookError):
        Book.open(book.path, book.home)


@pytest.mark.parametrize("part", [0.01, 0.3, 0.5, 0.99])
def test_a_truncated_book_is_damaged(sample: Sample, part: float) -> None:
    book = sample.book
    book.close()
    content = book.path.read_bytes()
    book.path.write_bytes(content[: max(200, int(len(content) * part))])
    with pytest.raises(DamagedBookError):
        Book.open(book.path, book.home)


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_book_never_ends_in_a_traceback(sample: Sample, seed: int) -> None:
    sample.score_all()
    path = copy_of(sample.book, "hong")
    content = bytearray(path.read_bytes())
    chance = random.Random(seed)
    start = chance.randrange(100, len(content))
    for _ in range(chance.choice([1, 16, 256])):
        content[min(start, len(content) - 1)] = chance.randrange(256)
        start += 1
    path.write_bytes(content)
    try:
        with Book.open(path, sample.book.home) as opened:
            check(opened)
    except ThamdinhError:
        pass


def test_without_the_office_key_the_book_is_opened_all_the_same(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    assert other.book.office is None
    with pytest.raises(NoOfficeKeyError):
        other.book.require_office()
    assert other.result("HS1").code == "HS1"
    other.book.close()


def test_a_strangers_key_under_the_offices_name_is_none(book: Book) -> None:
    (book.home.keys(book.id) / "office.key").write_bytes(b"x" * 32)
    book.close()
    with Book.open(book.path, book.home) as again:
        assert again.office is None


def test_a_damaged_office_key_is_said(book: Book) -> None:
    (book.home.keys(book.id) / "office.key").write_bytes(b"short")
    book.close()
    with pytest.raises(FileUnusableError):
        Book.open(book.path, book.home)
    (book.home.keys(book.id) / "office.key").unlink()
    with Book.open(book.path, book.home) as again:
        assert not again.readonly, "the pen was laid down"


def test_a_further_office_key_is_made_by_the_office(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    second = keys.make_office_key(other.book.home, other.book.id)
    other.book.close()
    sample.set("office", sample.book.id, **{f"key__{second.public.hex()}": "máy thứ hai"})
    other.book.path.write_bytes(sample.book.path.read_bytes())
    with Book.open(other.book.path, other.book.home) as again:
        assert again.require_office().public == second.public
        Sample(again, sample.campaign).score("TV01", "HS1")
        assert check(again) == []


def test_nobody_else_makes_an_office_key(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    own = keys.make_office_key(other.book.home, other.book.id)
    other.set("office", other.book.id, **{f"key__{own.public.hex()}": "tự phong"})
    assert own.public not in other.book.authority.office
    other.book.close()


def test_the_clock_is_the_laptops() -> None:
    assert 1_600_000_000_000 < now() < 10_000_000_000_000


# -- one writer ----------------------------------------------------------------------------


def test_the_second_window_reads_only(sample: Sample) -> None:
    first = sample.book
    with Book.open(first.path, first.home) as second:
        assert second.readonly
        with pytest.raises(ReadOnlyBookError), second.write():
            pass
        with pytest.raises(BookBusyError):
            second.require_pen()
        sample.score("TV01", "HS1", 800)
        assert Sample(second, sample.campaign).result("HS1").final == 800


def test_the_pen_is_free_when_the_first_window_closes(book: Book) -> None:
    book.close()
    book.close()  # twice does no harm
    with Book.open(book.path, book.home) as second:
        assert not second.readonly
        second.require_pen()
    assert [p.name for p in book.path.parent.iterdir() if p.is_file()] == [book.path.name]


def test_another_program_gets_the_pen_only_when_it_is_free(book: Book) -> None:
    script = (
        "import sys; from pathlib import Path; from db.book import Book; from db.home import Home;"
        "book = Book.open(Path(sys.argv[1]), Home(Path(sys.argv[2])));"
        "print(book.readonly); book.close()"
    )
    assert _run(script, book.path, book.home.root).stdout == "True\n"
    book.close()
    assert _run(script, book.path, book.home.root).stdout == "False\n"


def test_one_view_over_several_reads(sample: Sample) -> None:
    with Book.open(sample.book.path, sample.book.home, readonly=True) as reader:
        with reader.reading() as connection, reader.reading() as inner:
            assert inner is connection
            assert connection.in_transaction
        assert not reader.connection.in_transaction


def test_a_reader_that_is_busy_keeps_the_writer_waiting_not_failing(sample: Sample) -> None:
    sample.book.connection.execute("PRAGMA busy_timeout = 1")
    with Book.open(sample.book.path, sample.book.home, readonly=True) as reader:
        before = changes(sample.book)
        with reader.reading() as connection:
            connection.execute("SELECT count(*) FROM change").fetchone()
            with pytest.raises(BookBusyError):
                sample.set("unit", sample.around.units["A"].id, name="Tên mới")
        assert changes(sample.book) == before
        sample.set("unit", sample.around.units["A"].id, name="Tên mới")
        assert changes(sample.book) == before + 1


# -- places that cannot be written ---------------------------------------------------------


def test_on_read_only_media_the_book_is_read(
    sample: Sample, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.score_all()
    sample.book.close()
    before = sample.book.path.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Book.open(sample.book.path, sample.book.home) as reader:
        assert reader.readonly
        assert Sample(reader, campaign).result("HS1").final == 850
        assert check(reader) == []
        with pytest.raises(ReadOnlyBookError), reader.write():
            pass
    assert sample.book.path.read_bytes() == before


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_folder_that_cannot_be_written_is_read(sample: Sample) -> None:
    sample.book.close()
    folder = sample.book.path.parent
    folder.chmod(0o500)
    try:
        with Book.open(sample.book.path, sample.book.home) as reader:
            assert reader.readonly
    finally:
        folder.chmod(0o700)


def test_a_full_disk_is_said_and_changes_nothing(sample: Sample) -> None:
    book = sample.book
    before = tables(book.connection)
    count = changes(book)
    (pages,) = book.connection.execute("PRAGMA page_count").fetchone()
    book.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullError) as caught:
        sample.set("unit", sample.around.units["A"].id, name="x" * 100_000)
    assert caught.value.facts["path"] == book.path
    assert not book.connection.in_transaction
    assert changes(book) == count
    assert tables(book.connection) == before
    book.connection.execute("PRAGMA max_page_count = 1000000")
    sample.set("unit", sample.around.units["A"].id, name="x" * 100_000)
    assert check(book) == []


def test_a_full_disk_keeps_the_draft_as_it_was(sample: Sample) -> None:
    case = (sample.book, sample.around, sample.member("TV01"), sample.submission("HS1"))
    ballots.set_mark(*case, "TC1", 175)
    drafts = sample.book.drafts._connection
    (pages,) = drafts.execute("PRAGMA page_count").fetchone()
    drafts.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullError):
        ballots.set_comment(*case, "x" * 100_000)
    kept = sample.draft("TV01", "HS1")
    assert kept is not None
    assert (kept.marks, kept.comment) == ({"TC1": 175}, "")
    ballots.set_mark(*case, "TC1", 150)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on file sizes there")
def test_a_file_that_may_not_grow_is_said_and_stays_whole(sample: Sample) -> None:
    sample.book.close()
    before = sample.book.path.read_bytes()
    script = """
import resource, signal, sys
from pathlib import Path
from db.book import Book
from db.home import Home
from db.errors import ThamdinhError
path = Path(sys.argv[1])
book = Book.open(path, Home(Path(sys.argv[2])))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    with book.write() as operation:
        operation.set("unit", b"u" * 16, {"name": "x" * 200_000})
except ThamdinhError as error:
    print(type(error).__name__)
book.close()
"""
    done = _run(script, sample.book.path, sample.book.home.root)
    assert done.stdout.strip() in ("DiskFullError", "FileUnusableError"), done.stderr
    assert sample.book.path.read_bytes() == before
    with Book.open(sample.book.path, sample.book.home) as again:
        assert check(again) == []


# -- crashes -------------------------------------------------------------------------------

CRASH = """
import os, sys
from pathlib import Path
from db.book import Book
from db.home import Home
book = Book.open(Path(sys.argv[1]), Home(Path(sys.argv[2])))
book.connection.execute("PRAGMA cache_size = 5")  # so that pages reach the file before COMMIT
with book.write() as operation:
    for number in range(3000):
        operation.set("unit", number.to_bytes(16, "big"), {"name": "Đơn vị %d" % number})
    operation.derive()
    print("half", flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("readonly", [False, True])
def test_a_program_killed_in_the_middle_leaves_a_whole_book_and_the_pen_free(
    sample: Sample, readonly: bool
) -> None:
    sample.score_all()
    before, count = tables(sample.book.connection), changes(sample.book)
    sample.book.close()
    size = sample.book.path.stat().st_size
    done = _run(CRASH, sample.book.path, sample.book.home.root)
    assert done.stdout == "half\n", done.stderr
    assert sample.book.path.stat().st_size > size, "pages had reached the file"
    assert sample.book.path.with_name(sample.book.path.name + "-journal").exists()
    with Book.open(sample.book.path, sample.book.home, readonly=readonly) as again:
        assert again.readonly is readonly
        assert changes(again) == count
        assert tables(again.connection) == before
        assert check(again) == []
    assert not sample.book.path.with_name(sample.book.path.name + "-journal").exists()
    with Book.open(sample.book.path, sample.book.home) as again:
        assert not again.readonly


def test_a_program_killed_between_two_marks_loses_neither(
    sample: Sample, campaign: Campaign
) -> None:
    sample.book.close()
    script = """
import os, sys
from pathlib import Path
from db import ballots, campaigns
from db.book import Book
from db.home import Home
from db.surroundings import Surroundings
book = Book.open(Path(sys.argv[1]), Home(Path(sys.argv[2])))
campaign = campaigns.find(book.connection, None)
around = Surroundings(book.connection, campaign)
case = book, around, around.by_code["TV01"], ballots.submission(book, campaign.id, "HS1")
ballots.set_mark(*case, "TC1", 175)
ballots.set_mark(*case, "TC2", 300)
os.kill(os.getpid(), 9)
"""
    _run(script, sample.book.path, sample.book.home.root)
    with Book.open(sample.book.path, sample.book.home) as again:
        kept = Sample(again, campaign).draft("TV01", "HS1")
        assert kept is not None and kept.marks == {"TC1": 175, "TC2": 300}


def test_a_program_killed_while_making_a_book_leaves_none(tmp_path: Path, home: Home) -> None:
    script = """
import os, sys
from pathlib import Path
from db import book as books
from db.home import Home
books.put_in_place = lambda *_: os.kill(os.getpid(), 9)
books.Book.create(Path(sys.argv[1]), Home(Path(sys.argv[2])))
"""
    path = tmp_path / "so.thamdinh"
    _run(script, path, home.root)
    assert not path.exists()
    with Book.create(path, home) as made:  # what lay half done is in nobody's way
        assert check(made) == []
    assert not path.with_name("so.thamdinh.part").exists()


def test_a_journal_that_a_killed_program_left_is_cleared_away(sample: Sample) -> None:
    """Nothing is to be rolled back, but a folder copied with it would look cut short."""
    book = sample.book
    book.close()
    left = book.path.with_name(book.path.name + "-journal")
    left.write_bytes(bytes(512))
    with Book.open(book.path, book.home) as again:
        assert not left.exists() and check(again) == []
