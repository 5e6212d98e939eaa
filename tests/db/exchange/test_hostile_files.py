"""Files made by an enemy, or by a stick that is dying: a typed refusal or a clean verdict,
never another error, never a change of the book, never a long wait."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from db import freeze, schema
from db.book import Book
from db.change_log import change_id, op_message
from db.errors import (
    DamagedBookError,
    FileError,
    NewerBookError,
    NotABookError,
    UnfinishedFileError,
)
from db.exchange import copy_out, foreign, merge
from db.exchange.report import MERGED, REFUSED, FileReport
from db.home import Home
from db.keys import Signer
from db.rules import proof
from tests.support import START, Clock, Sample

STRANGER = Signer(b"?" * 32)


@pytest.fixture
def target(sample: Sample, tmp_path: Path) -> Iterator[Book]:
    """A laptop that has the book as it was before anybody scored."""
    folder = tmp_path / "dich"
    folder.mkdir()
    shutil.copy(sample.book.path, folder / "so.thamdinh")
    clock = Clock(START + 90_000)
    with Book.open(folder / "so.thamdinh", Home(folder / "home"), clock=clock) as book:
        yield book


@pytest.fixture
def file(
    target: Book, sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A good copy with changes, ballots and a snapshot that the laptop does not have."""
    monkeypatch.setattr(proof, "_N", 2)
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    return copy_out.copy(sample.book, tmp_path / "ban.thamdinh").path


def taken(target: Book, path: Path) -> FileReport:
    """What merging says of the file; a refused one has changed nothing, kept nothing open."""
    before = target.path.read_bytes()
    with merge.plan(target, [path]) as planned:
        assert target.path.read_bytes() == before
        (report,) = merge.merge(target, planned).files
    assert list(target.home.folder("temp").iterdir()) == []
    if report.verdict == REFUSED:
        assert isinstance(report.error, FileError), report.error
        assert report.error.facts["path"] == path
        assert target.path.read_bytes() == before
    return report


def test_the_good_file_is_taken(target: Book, file: Path) -> None:
    report = taken(target, file)
    assert (report.verdict, report.new_ballots) == (MERGED, 14)


# -- the file around the content ---------------------------------------------------------------


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_somebody_was_writing_to_it(target: Book, file: Path, ending: str) -> None:
    file.with_name(file.name + ending).write_bytes(b"x" * 600)
    assert isinstance(taken(target, file).error, UnfinishedFileError)


def _at(offset: int, content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with path.open("r+b") as stream:
            stream.seek(offset)
            stream.write(content)

    return write


HEADERS: dict[str, tuple[Callable[[Path], None], type[FileError]]] = {
    "write-ahead log": (_at(18, b"\2\2"), DamagedBookError),
    "page size 1 (65536)": (_at(16, b"\0\1"), DamagedBookError),
    "page size 0": (_at(16, b"\0\0"), DamagedBookError),
    "page size 256": (_at(16, b"\1\0"), DamagedBookError),
    "page size 5000": (_at(16, (5000).to_bytes(2, "big")), DamagedBookError),
    "huge page count": (_at(28, b"\xff\xff\xff\xff"), DamagedBookError),
    "no page count": (_at(28, bytes(4)), DamagedBookError),
    "stale page count": (_at(92, bytes(4)), DamagedBookError),
    "reserved space": (_at(20, b"\xff"), DamagedBookError),
    "schema format": (_at(44, b"\0\0\0\x09"), DamagedBookError),
    "text as UTF-16": (_at(56, b"\0\0\0\2"), DamagedBookError),
    "another application": (_at(68, b"abcd"), NotABookError),
    "no database": (_at(0, b"SQLite format 4\0"), NotABookError),
    "newer format": (_at(60, (schema.FORMAT + 1).to_bytes(4, "big")), NewerBookError),
    "older format": (_at(60, bytes(4)), DamagedBookError),
    "freelist beyond the end": (_at(32, b"\0\xff\xff\xff\0\0\0\x05"), DamagedBookError),
}


@pytest.mark.parametrize("what", HEADERS)
def test_a_header_that_lies(target: Book, file: Path, what: str) -> None:
    change, error = HEADERS[what]
    change(file)
    assert type(taken(target, file).error) is error


@pytest.mark.parametrize("size", [0, 1, 99, 100, 512, 4095, 4096, 4097])
def test_cut_off(target: Book, file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])
    assert taken(target, file).verdict == REFUSED


# -- what acts by itself -------------------------------------------------------------------------

_LOOP = "(WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r) SELECT max(i) FROM r)"
ACTING = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON local BEGIN DELETE FROM change; END",
    "view": "CREATE VIEW v AS SELECT 1",
    "view in the place of a table of ours": "CREATE VIEW local2 AS SELECT * FROM local",
    "virtual table": "CREATE VIRTUAL TABLE v USING fts5(a)",
    "index over an expression": "CREATE INDEX i ON change(length(hex(fld)))",
    "index over some rows": "CREATE INDEX i ON ballot(id) WHERE length(body) > 5",
    "further index": "CREATE INDEX i ON change(op, id)",
}


@pytest.mark.parametrize("what", ACTING)
def test_what_acts_by_itself_is_refused(target: Book, file: Path, what: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute(ACTING[what])
    connection.commit()
    connection.close()
    assert isinstance(taken(target, file).error, NotABookError)


FORGED_SCHEMA = {
    "virtual table in disguise": (
        "table", "v", "CREATE /* a */ VIRTUAL TABLE v USING fts5(a)", NotABookError,
    ),
    "recursion in a check": ("table", "t", f"CREATE TABLE t(a CHECK(a < {_LOOP}))", FileError),
    "no statement": ("table", "t", "DROP TABLE change", FileError),
    "another kind": ("trick", "t", "CREATE TABLE t(a)", FileError),
    "bytes": ("table", "t", b"CREATE TABLE t(a)", FileError),
    "number": ("table", "t", 5, FileError),
}  # fmt: skip


@pytest.mark.parametrize("what", FORGED_SCHEMA)
def test_a_schema_written_by_hand(target: Book, file: Path, what: str) -> None:
    kind, name, sql, error = FORGED_SCHEMA[what]
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA writable_schema = ON")
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'local'"
    ).fetchone()
    row = (kind, name, name, 0 if kind == "trick" else page, sql)
    connection.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", row)
    connection.commit()
    connection.close()
    report = taken(target, file)
    assert report.verdict == REFUSED and isinstance(report.error, error)


def test_what_takes_for_ever_is_cut_short(
    target: Book, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table beside ours whose check, or whose computed column, keeps the machine busy."""
    monkeypatch.setattr(foreign, "_SECONDS", 0.2)
    monkeypatch.setattr(foreign, "_STEPS", 100)
    connection = sqlite3.connect(file)
    heavy = "length(hex(zeroblob(2000000 + a))) > 1"
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(f"CREATE TABLE t(a, b NOT NULL AS ({heavy}), CHECK({heavy}))")
    rows = "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r LIMIT 400)"
    connection.execute(f"INSERT INTO t(a) {rows} SELECT i FROM r")
    connection.commit()
    connection.close()
    assert isinstance(taken(target, file).error, DamagedBookError)


def test_the_deadline_is_for_the_file_alone(
    target: Book, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing to our own disk may take as long as it takes, between two rows of the file."""
    monkeypatch.setattr(foreign, "_STEPS", 5)
    monkeypatch.setattr("db.exchange.verify._ROWS", 4)
    monkeypatch.setattr("db.exchange.union._STEP", 4)
    now = 0.0

    def slow(done: int, size: int) -> None:
        nonlocal now
        now += 50

    monkeypatch.setattr(foreign, "time", SimpleNamespace(monotonic=lambda: now))
    other = Path(shutil.copy(file, file.with_name("hai.thamdinh")))
    with merge.plan(target, [file, other], progress=slow) as planned:
        assert [f.error for f in merge.merge(target, planned, progress=slow).files] == [None, None]
    assert now > 3_000


# -- what stands in the tables -------------------------------------------------------------------


def _signed(path: Path, book: bytes, **said: object) -> None:
    """A change by a stranger, rightly signed and numbered, with any values."""
    row = {"ent": b"e" * 16, "fld": "submission.title", "prev": b"", "val": "x", "who": "x", **said}
    op = b"o" * 16
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    connection.execute("PRAGMA ignore_check_constraints = ON")
    ident = change_id(
        book, START, row["ent"], "submission.title", b"", "x", "x", op  # type: ignore[arg-type]
    )
    texts = {name: f"CAST(:{name} AS TEXT)" for name in ("fld", "who", "val")}
    places = ", ".join(
        texts[name] if name in texts and isinstance(row[name], bytes) else f":{name}"
        for name in ("ent", "fld", "id", "prev", "val", "who", "op")
    )
    connection.execute(f"INSERT INTO change VALUES ({places})", {**row, "id": ident, "op": op})
    signature = STRANGER.sign(op_message(book, op, [ident]))
    connection.execute("INSERT INTO op VALUES (?, ?, ?)", (op, STRANGER.public, signature))
    connection.commit()
    connection.close()


@pytest.mark.parametrize("column", ["fld", "who", "val"])
@pytest.mark.parametrize("text", [b"\xff\xfe", b"\xed\xa0\x80", b"a\xc3"])
def test_text_that_is_no_text(target: Book, file: Path, column: str, text: bytes) -> None:
    _signed(file, target.id, **{column: text})
    assert isinstance(taken(target, file).error, DamagedBookError)


def test_a_stranger_who_signs_rightly_is_taken_and_counts_for_nothing(
    target: Book, file: Path
) -> None:
    _signed(file, target.id)
    report = taken(target, file)
    assert (report.verdict, report.proposals) == (MERGED, 1)


def test_a_value_too_large_for_any_field(target: Book, file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("UPDATE change SET val = zeroblob(200000000) WHERE fld = 'campaign.body'")
    connection.commit()
    connection.close()
    assert isinstance(taken(target, file).error, DamagedBookError)


TYPES = {
    "change": ("val ANY", "who TEXT NOT NULL", "UPDATE change SET who = CAST(who AS BLOB)"),
    "op": ("sig BLOB", "sig BLOB", "UPDATE op SET sig = CAST(hex(substr(sig, 1, 32)) AS TEXT)"),
    "ballot": ("body BLOB", "body BLOB", "UPDATE ballot SET body = CAST(body AS TEXT)"),
    "sent": ("seq INTEGER", "seq INTEGER", "UPDATE sent SET seq = 'một'"),
    "snapshot": ("body BLOB", "body BLOB", "UPDATE snapshot SET body = 12"),
}


@pytest.mark.parametrize("table", TYPES)
def test_types_that_the_table_does_not_allow(target: Book, file: Path, table: str) -> None:
    """The table is strict by its words, its rows were written while it was not."""
    ours = schema.TRAVELLING[table]
    for loose in (True, False):
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute("PRAGMA writable_schema = ON")
        words = ours.replace("STRICT, ", "").replace(" STRICT", "") if loose else ours
        connection.execute("UPDATE sqlite_schema SET sql = ? WHERE name = ?", (words, table))
        connection.close()
        if loose:
            connection = sqlite3.connect(file, isolation_level=None)
            connection.execute("PRAGMA ignore_check_constraints = ON")
            if table == "sent":  # the panel's ballots are on paper: there is no list yet
                connection.execute(
                    "INSERT INTO sent "
                    "VALUES (zeroblob(16), 1, zeroblob(64), x'', x'', zeroblob(32))"
                )
            connection.execute(TYPES[table][2])
            connection.close()
    assert isinstance(taken(target, file).error, DamagedBookError)


LOCAL = {
    "text for a time": "UPDATE local SET value = 'hôm qua' WHERE name = 'copy.made'",
    "time out of bounds": "UPDATE local SET value = -1 WHERE name = 'copy.made'",
    "bytes for a name": "UPDATE local SET value = zeroblob(99) WHERE name = 'copy.source'",
    "endless name": "UPDATE local SET value = CAST(zeroblob(1000000) AS TEXT)",
    "no such table": "DROP TABLE local",
}


@pytest.mark.parametrize("what", LOCAL)
def test_what_a_copy_says_of_itself_is_no_danger(target: Book, file: Path, what: str) -> None:
    connection = sqlite3.connect(file)
    connection.execute(LOCAL[what])
    connection.commit()
    connection.close()
    report = taken(target, file)
    assert report.verdict == MERGED and len(report.source) <= 200


def test_another_table_under_the_name_of_the_local_one(target: Book, file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("DROP TABLE local")
    connection.execute("CREATE TABLE local(a, b)")
    connection.commit()
    connection.close()
    assert isinstance(taken(target, file).error, DamagedBookError)
