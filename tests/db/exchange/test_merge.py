"""Ghép: planned and carried out, refused, enrolled, undone."""

from __future__ import annotations

import itertools
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import backups, ballots, enrolment, entries
from db.book import Book
from db.change_log import Value, change_id
from db.check import check
from db.errors import (
    AlteredFileError,
    CancelledError,
    NotABookError,
    OtherBodyError,
    PassphraseNeededError,
    UnfinishedFileError,
    WrittenSinceMergeError,
)
from db.exchange import copy_out, merge
from db.exchange.fingerprint import fingerprint
from db.home import Home
from db.keys import make_member_key
from db.queries.ballot_notes import BallotNote
from db.queries.results import results
from tests.support import START, Clock, Sample, copy_of, row

Laptop = Callable[[str], Sample]


@pytest.fixture
def laptop(sample: Sample, tmp_path: Path) -> Iterator[Laptop]:
    """Opens a member's copy on a laptop of its own."""
    opened: list[Book] = []

    def of(code: str) -> Sample:
        folder = tmp_path / f"stick-{code}"
        folder.mkdir()
        target = folder / "ban.thamdinh"
        copy_out.copy(sample.book, target, for_member=sample.member(code))
        book = Book.open(target, Home(folder / "home"), clock=Clock(START + 60_000))
        opened.append(book)
        return Sample(book, sample.campaign)

    yield of
    for book in opened:
        book.close()


class Later:
    """A clock that stands still at another time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def monotonic(self) -> float:
        return self._seconds


def take(book: Book, *paths: Path) -> merge.Report:
    with merge.plan(book, paths) as planned:
        return merge.merge(book, planned)


def score(there: Sample, code: str, total: int = 800) -> None:
    """The member hands in HS1 and HS3 under a key made on that laptop."""
    signer, _ = enrolment.signer_of(there.book, there.member(code).id, "2468")
    for submission in ("HS1", "HS3"):
        there.score(code, submission, total, signer=signer)


def back(there: Sample, name: str = "ve.thamdinh") -> Path:
    target = there.book.path.parent / name
    return copy_out.copy(there.book, target).path


def test_a_member_comes_back_and_the_key_confirms_itself(sample: Sample, laptop: Laptop) -> None:
    there = laptop("TV04")
    score(there, "TV04")
    report = take(sample.book, back(there))
    (file,) = report.files
    assert (file.verdict, file.new_ballots, file.known_ballots) == (merge.MERGED, 2, 0)
    assert file.source == "K'Brít (TV04)"
    assert report.confirmed == (sample.member("TV04").id,)
    assert sample.status("TV04", "HS1") == "valid"
    assert check(sample.book) == []
    (state,) = [m for m in report.members if m.code == "TV04"]
    assert (state.expected, state.here, state.missing) == (3, 2, ("HS2",))


def test_planning_announces_the_same_and_writes_nothing(sample: Sample, laptop: Laptop) -> None:
    there = laptop("TV04")
    score(there, "TV04")
    path, before = back(there), sample.book.path.read_bytes()
    with merge.plan(sample.book, [path]) as planned:
        assert sample.book.path.read_bytes() == before
        done = merge.merge(sample.book, planned)
    assert [(f.verdict, f.new_changes, f.new_ballots) for f in planned.report.files] == [
        (f.verdict, f.new_changes, f.new_ballots) for f in done.files
    ]
    assert planned.report.members == done.members


def test_again_is_nothing_new_and_touches_no_byte(sample: Sample, laptop: Laptop) -> None:
    there = laptop("TV04")
    score(there, "TV04")
    path = back(there)
    take(sample.book, path)
    before = sample.book.path.read_bytes()
    report = take(sample.book, path)
    assert [f.verdict for f in report.files] == [merge.NOTHING_NEW]
    assert sample.book.path.read_bytes() == before
    assert len(backups.backups(sample.book)) == 1


def test_an_older_copy_is_said_to_be_older(sample: Sample, laptop: Laptop) -> None:
    there = laptop("TV04")
    first = back(there, "dau.thamdinh")
    score(there, "TV04")
    take(sample.book, back(there, "sau.thamdinh"))
    (file,) = take(sample.book, first).files
    assert (file.verdict, file.older) == (merge.NOTHING_NEW, True)


def test_a_secret_confirms_one_key_only(sample: Sample, laptop: Laptop, tmp_path: Path) -> None:
    """The same copy on a second laptop answers the same secret: that key stays unconfirmed."""
    there = laptop("TV04")
    thief_path = copy_of(there.book, "trom")
    score(there, "TV04")
    take(sample.book, back(there))
    with Book.open(thief_path, Home(tmp_path / "trom-home"), clock=Clock(START + 90_000)) as other:
        thief = Sample(other, sample.campaign)
        score(thief, "TV04", 500)
        path = copy_out.copy(other, tmp_path / "trom.thamdinh").path
    report = take(sample.book, path)
    assert report.confirmed == ()
    assert sample.result("HS1").final == 800


def test_the_secret_is_in_the_copy_alone_and_gone_once_answered(
    sample: Sample, laptop: Laptop
) -> None:
    there = laptop("TV04")
    assert enrolment.awaited(there.book) == sample.member("TV04").id
    assert enrolment.awaited(sample.book) is None
    score(there, "TV04")
    assert enrolment.awaited(there.book) is None
    with Book.open(back(there), Home(there.book.path.parent / "x"), readonly=True) as copied:
        assert enrolment.awaited(copied) is None


def test_a_forgotten_pin_and_a_new_copy(sample: Sample, laptop: Laptop, tmp_path: Path) -> None:
    """The new key confirms itself; what was handed in under the old one stays valid."""
    there = laptop("TV04")
    signer, _ = enrolment.signer_of(there.book, there.member("TV04").id, "quen-mat")
    there.score("TV04", "HS1", signer=signer)
    take(sample.book, back(there))
    again = tmp_path / "lai.thamdinh"
    copy_out.copy(sample.book, again, for_member=sample.member("TV04"))
    with Book.open(again, there.book.home, clock=Clock(START + 70_000)) as second:
        other = Sample(second, sample.campaign)
        new, changes = enrolment.renew_key(second, other.member("TV04").id, "1357")
        assert changes and new.public != signer.public
        other.score("TV04", "HS3", signer=new)
        report = take(sample.book, copy_out.copy(second, tmp_path / "ve-lai.thamdinh").path)
    assert report.confirmed == (sample.member("TV04").id,)
    assert [sample.status("TV04", code) for code in ("HS1", "HS3")] == ["valid", "valid"]


def test_without_the_office_key_nothing_confirms_itself(
    sample: Sample, laptop: Laptop, tmp_path: Path
) -> None:
    there = laptop("TV04")
    score(there, "TV04")
    other = sample.elsewhere("khac")
    try:
        report = take(other.book, back(there))
        assert report.confirmed == ()
        assert other.status("TV04", "HS1") == "unconfirmed"
    finally:
        other.book.close()


def test_a_member_copy_holds_no_ballot_of_others(sample: Sample, laptop: Laptop) -> None:
    sample.score_all()
    there = laptop("TV04")
    found = there.book.connection.execute("SELECT DISTINCT member FROM ballot").fetchall()
    assert found == [(sample.member("TV04").id,)]
    for table in ("snapshot", "sent"):
        assert there.book.connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert take(sample.book, back(there)).new_ballots == 0


def test_all_orders_give_one_fingerprint(sample: Sample, laptop: Laptop) -> None:
    """Three members' copies, in every order, through one another and twice."""
    paths = []
    for number, code in enumerate(("TV02", "TV04", "TV05")):
        there = laptop(code)
        score(there, code, 700 + 100 * number)
        paths.append(back(there))
    seen = set()
    for number, order in enumerate(itertools.permutations(paths)):
        other = sample.elsewhere(f"thu-tu-{number}")
        for path in (*order, order[0]):
            take(other.book, path)
        assert check(other.book) == []
        seen.add((fingerprint(other.book.connection), repr(results(other.book, other.campaign))))
        other.book.close()
    assert len(seen) == 1


def test_a_folder_is_walked_and_a_damaged_file_left_out(
    sample: Sample, laptop: Laptop, tmp_path: Path
) -> None:
    there = laptop("TV04")
    score(there, "TV04")
    folder = tmp_path / "usb" / "TV04"
    folder.mkdir(parents=True)
    copy_out.copy(there.book, folder / "a.thamdinh")
    (folder / "b.thamdinh").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    half = (folder / "a.thamdinh").read_bytes()
    (folder / "c.thamdinh").write_bytes(half[: len(half) // 2])
    (folder / "ghi-chu.txt").write_text("không phải sổ", "utf-8")
    report = take(sample.book, folder.parent)
    assert [(f.path.name, f.verdict) for f in report.files] == [
        ("a.thamdinh", merge.MERGED),
        ("b.thamdinh", merge.REFUSED),
        ("c.thamdinh", merge.REFUSED),
    ]
    assert sample.status("TV04", "HS1") == "valid"


def test_another_bodys_book_is_not_merged(sample: Sample, tmp_path: Path) -> None:
    folder = tmp_path / "khac"
    folder.mkdir()
    with Book.create(folder / "khac.thamdinh", Home(folder / "home")) as other:
        path = other.path
    (file,) = take(sample.book, path).files
    assert isinstance(file.error, OtherBodyError)


def test_a_file_copied_in_the_middle_of_a_write_is_refused(sample: Sample) -> None:
    path = copy_of(sample.book, "do")
    path.with_name(path.name + "-journal").write_bytes(b"x" * 512)
    (file,) = take(sample.book, path).files
    assert isinstance(file.error, UnfinishedFileError)


def test_a_trigger_in_the_file_is_refused(sample: Sample) -> None:
    path = copy_of(sample.book, "bay")
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON local BEGIN DELETE FROM change; END")
    connection.close()
    (file,) = take(sample.book, path).files
    assert isinstance(file.error, NotABookError)


ALTERED = {
    "value": "UPDATE change SET val = 'Tên khác' WHERE fld = 'submission.title'",
    "time": "UPDATE change SET id = CAST(zeroblob(6) || substr(id, 7) AS BLOB) "
    "WHERE fld = 'unit.name'",
    "orphan": "DELETE FROM op WHERE op = (SELECT op FROM change WHERE val = 'Tên mới')",
    "signature": "UPDATE op SET sig = zeroblob(64)",
    "part of an operation": "DELETE FROM change WHERE fld = 'submission.title'",
    "ballot": "UPDATE ballot SET body = CAST(replace(CAST(body AS TEXT), ':200', ':100') AS BLOB)",
    "ballot's columns": "UPDATE ballot SET member = zeroblob(16)",
    "ballot's signature": "UPDATE ballot SET sig = zeroblob(64)",
    "office": "UPDATE book SET office = zeroblob(32)",
    "snapshot": "INSERT INTO snapshot SELECT zeroblob(16), 1, zeroblob(64), x'7B7D', office "
    "FROM book",
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_was_altered_refuses_the_file_and_changes_nothing(
    sample: Sample, what: str
) -> None:
    other = sample.elsewhere("sua")
    other.set("submission", sample.submission("HS1").id, title="Tên mới")
    other.book.close()
    sample.score("TV04", "HS1")  # a ballot that only the altered file lacks or has
    path = copy_of(sample.book, "sua-phieu") if "ballot" in what else other.book.path
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute(ALTERED[what])
    connection.commit()
    connection.close()
    before = sample.book.path.read_bytes()
    (file,) = take(sample.book, path).files
    assert isinstance(file.error, AlteredFileError), file
    assert sample.book.path.read_bytes() == before


def test_a_change_slipped_into_a_signed_operation_is_refused(sample: Sample) -> None:
    """Its id is right, its operation is known here and signed; only the count is not."""
    path = copy_of(sample.book, "chen")
    connection = sqlite3.connect(path)
    (op,) = connection.execute("SELECT op FROM op LIMIT 1").fetchone()
    ent, fld = sample.submission("HS1").id, "submission.title"
    ident = change_id(sample.book.id, START, ent, fld, b"", "Chèn", "office", op)
    connection.execute(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)",
        (ent, fld, ident, b"", "Chèn", "office", op),
    )
    connection.commit()
    connection.close()
    (file,) = take(sample.book, path).files
    assert isinstance(file.error, AlteredFileError)


def test_office_cells_of_others_arrive_as_proposals(sample: Sample) -> None:
    other = sample.elsewhere("may-khac")
    other.set("submission", sample.submission("HS1").id, title="Tên đề nghị")
    other.book.close()
    report = take(sample.book, other.book.path)
    assert (report.files[0].proposals, report.proposals, report.conflicts) == (1, 1, 0)
    assert sample.submission("HS1").title == "Mô hình HS1"


def test_two_rows_typed_with_one_code_are_a_conflict(sample: Sample, tmp_path: Path) -> None:
    home = sample.book.home
    path = copy_of(sample.book, "hai")
    with Book.open(path, home, clock=Clock(START + 50_000)) as other:  # the office's second laptop
        for there, title in ((other, "Nhập bên kia"), (sample.book, "Nhập bên này")):
            values: dict[str, Value] = {
                "campaign": sample.campaign.id, "code": "HS9", "title": title,
            }  # fmt: skip
            entries.save(there, "submission", None, values)
    report = take(sample.book, path)
    assert report.files[0].conflicts == 2
    marks = sample.book.connection.execute(
        "SELECT count(*) FROM trouble WHERE what = 'same_code'"
    ).fetchone()
    assert marks == (2,)
    assert check(sample.book) == []


def test_two_snapshots_of_one_session_are_a_conflict(sample: Sample) -> None:
    from db import freeze

    sample.score_all()
    home = sample.book.home
    path = copy_of(sample.book, "chot")
    with Book.open(path, home, clock=Clock(START + 50_000)) as other:
        entries.save(other, "submission", sample.submission("HS1").id, {"title": "Khác"})
        freeze.freeze(other, sample.campaign, 1)
    freeze.freeze(sample.book, sample.campaign, 1)
    before = sample.book.connection.execute("SELECT * FROM snapshot").fetchall()
    report = take(sample.book, path)
    assert report.files[0].conflicts == 1
    after = sample.book.connection.execute("SELECT * FROM snapshot").fetchall()
    assert set(before) < set(after)
    freeze.unfreeze(sample.book, sample.campaign, 1, "Hai máy cùng chốt")
    marks = sample.book.connection.execute(
        "SELECT count(*) FROM trouble WHERE what = 'two_frozen'"
    ).fetchone()
    assert marks == (0,)
    assert check(sample.book) == []


def test_stopping_in_the_middle_leaves_the_book_as_it_was(
    sample: Sample, laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.exchange.verify._ROWS", 8)
    monkeypatch.setattr("db.exchange.union._STEP", 8)
    there = laptop("TV04")
    score(there, "TV04")
    path, before = back(there), sample.book.path.read_bytes()

    def stop(done: int, size: int) -> None:
        assert 0 < done <= size
        raise CancelledError()

    with merge.plan(sample.book, [path]) as planned, pytest.raises(CancelledError):
        merge.merge(sample.book, planned, progress=stop)
    assert sample.book.path.read_bytes() == before
    assert backups.backups(sample.book) == []
    with pytest.raises(CancelledError):
        merge.plan(sample.book, [path], progress=stop)
    assert list(sample.book.home.folder("temp").iterdir()) == []


def test_a_plan_may_be_thought_about_for_an_hour(
    sample: Sample, laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The deadline for reading a file is none for the person who looks at the plan."""
    monkeypatch.setattr("db.exchange.foreign._STEPS", 5)
    there = laptop("TV04")
    score(there, "TV04")
    with merge.plan(sample.book, [back(there)]) as planned:
        begun = time.monotonic()
        monkeypatch.setattr("db.exchange.foreign.time", Later(begun + 3600))
        assert merge.merge(sample.book, planned).new_ballots == 2


def test_progress_tells_of_files_too(sample: Sample, laptop: Laptop) -> None:
    told: list[tuple[int, int]] = []
    paths = [back(laptop("TV04")), back(laptop("TV05"))]
    with merge.plan(sample.book, paths, progress=lambda *at: told.append(at)):
        assert told == [(1, 2), (2, 2)] * 2


def test_undoing_a_merge(sample: Sample, laptop: Laptop) -> None:
    there = laptop("TV04")
    score(there, "TV04")
    before = fingerprint(sample.book.connection)
    take(sample.book, back(there))
    backups.undo_merge(sample.book)
    assert fingerprint(sample.book.connection) == before
    assert sample.status("TV04", "HS1") is None
    take(sample.book, back(there, "lai.thamdinh"))
    assert sample.status("TV04", "HS1") == "valid"
    sample.score("TV01", "HS1")
    with pytest.raises(WrittenSinceMergeError):
        backups.undo_merge(sample.book)


def test_under_a_passphrase(sample: Sample, laptop: Laptop) -> None:
    there = laptop("TV04")
    score(there, "TV04")
    target = there.book.path.parent / "kin.thamdinh.age"
    path = copy_out.copy(there.book, target, passphrase="mật khẩu dài").path
    (file,) = take(sample.book, path).files
    assert isinstance(file.error, PassphraseNeededError)
    with merge.plan(sample.book, [path], passphrase="mật khẩu dài") as planned:
        assert merge.merge(sample.book, planned).new_ballots == 2


def test_unknown_fields_pass_through(sample: Sample) -> None:
    """A newer version's cell, signed by the office, travels on though nobody here shows it."""
    with sample.book.write() as operation:
        operation.append("submission", sample.submission("HS1").id, "mới_hơn", [], "giá trị")
    other = sample.elsewhere("chuyen")
    take(other.book, copy_out.copy(sample.book, sample.book.path.parent / "x.thamdinh").path)
    found = other.book.connection.execute(
        "SELECT val FROM change WHERE fld = 'submission.mới_hơn'"
    ).fetchone()
    other.book.close()
    assert found == ("giá trị",)


def test_a_forged_ballot_knocks_nothing_out(sample: Sample, laptop: Laptop) -> None:
    """TV05's laptop signs a ballot in TV04's name: it counts for nothing."""
    there = laptop("TV04")
    score(there, "TV04")
    take(sample.book, back(there))
    forger = laptop("TV05")
    signer = make_member_key(forger.book.home, forger.book.id, forger.member("TV04").id, "9999")
    forger.score("TV04", "HS1", 100, signer=signer)
    report = take(sample.book, back(forger))
    assert report.new_ballots == 1
    assert report.notes == (BallotNote("strange", "K'Brít", "HS1"),)
    assert sample.status("TV04", "HS1") == "valid"
    assert sample.result("HS1").final == 800


def test_nine_members_in_all_sorts_of_orders(sample: Sample, laptop: Laptop) -> None:
    """Nine copies, twice, through one another: one fingerprint, one set of results."""
    codes = [f"TV0{number}" for number in range(1, 10)]
    sample.take(
        row("member", code, name=f"Thành viên {code}", role="member", unit="V", post="")
        for code in codes[5:]
    )
    paths = []
    for number, code in enumerate(codes):
        there = laptop(code)
        score(there, code, 600 + 25 * number)
        paths.append(back(there))
    shuffled, seen = random.Random(9), set()
    for turn in range(3):
        other = sample.elsewhere(f"chin-{turn}")
        shuffled.shuffle(paths)
        take(other.book, *paths[:4])
        halfway = copy_out.copy(other.book, other.book.path.with_name("nua.thamdinh")).path
        for path in (*paths[4:], halfway, *paths[:2]):
            take(other.book, path)
        seen.add((fingerprint(other.book.connection), repr(results(other.book, other.campaign))))
    assert len(seen) == 1
    report = take(sample.book, *paths)
    assert report.new_ballots == 18 and len(report.confirmed) == 9
    assert sample.result("HS1").final == 700
    assert check(sample.book) == []


def test_ballots_that_are_not_simply_one_more_are_named(sample: Sample, laptop: Laptop) -> None:
    """Changed, voided, double: each by member and submission, and only where it came from."""
    there = laptop("TV04")
    score(there, "TV04")
    assert take(sample.book, back(there)).notes == ()
    signer, _ = enrolment.signer_of(there.book, there.member("TV04").id, "2468")
    there.score("TV04", "HS1", 900, signer=signer, reason="Chấm lại")
    sample.score("TV04", "HS3", 500, reason="Nhập từ phiếu giấy")  # at the office meanwhile
    there.score("TV04", "HS3", 700, signer=signer, reason="Chấm lại")
    report = take(sample.book, back(there, "hai.thamdinh"))
    assert report.notes == (
        BallotNote("changed", "K'Brít", "HS1"),
        BallotNote("double", "K'Brít", "HS3"),
    )
    ballots.void(sample.book, standing(sample, "TV04", "HS1"), "Sai người")
    other = laptop("TV05")  # whose copy holds no ballot of TV04
    whole = copy_out.copy(sample.book, sample.book.path.with_name("ca.thamdinh")).path
    notes = take(other.book, whole).notes
    assert BallotNote("voided", "K'Brít", "HS1") in notes


def standing(sample: Sample, member: str, submission: str) -> bytes:
    found = ballots.standing(
        sample.book, sample.member(member).id, sample.submission(submission).id
    )
    assert found is not None
    return found.ballot
