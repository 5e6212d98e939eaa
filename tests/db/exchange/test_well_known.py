"""Situations in which others lost data: what happens here, and why, in a line each.

The first half are KeePassXC's merge situations, the second half what users of other programs
wrote about (anchors.md). ``here`` is the office, ``there`` its second laptop with the same key.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import backups, campaigns, enrolment, entries, sealed
from db.book import Book
from db.change_log import Value
from db.check import check
from db.conflicts import Open, open_matters, settle
from db.exchange import copy_out, merge
from db.exchange.fingerprint import fingerprint
from db.exchange.report import MERGED, NOTHING_NEW, Report
from db.home import Home
from db.keys import member_key
from tests.support import START, Clock, Sample, panel, submission_row

TEN_YEARS = 10 * 365 * 24 * 60 * 60 * 1000


class Pair:
    """Two laptops of one office."""

    def __init__(self, here: Sample, there: Sample, folder: Path) -> None:
        self.here, self.there, self._folder = here, there, folder
        self._copies = 0

    def copy(self, source: Sample) -> Path:
        """A copy of one laptop's book on a stick."""
        self._copies += 1
        return copy_out.copy(source.book, self._folder / f"{self._copies}.thamdinh").path

    def meet(self) -> Report:
        """Both take in the other; they must then show the same. The report of ``here``."""
        there = self.copy(self.there)
        take(self.there, self.copy(self.here))
        report = take(self.here, there)
        assert fingerprint(self.here.book.connection) == fingerprint(self.there.book.connection)
        assert open_matters(self.here.book) == open_matters(self.there.book)
        assert check(self.here.book) == check(self.there.book) == []
        return report


def take(sample: Sample, *paths: Path) -> Report:
    with merge.plan(sample.book, paths) as planned:
        return merge.merge(sample.book, planned)


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is tested with the keys."""
    monkeypatch.setattr(sealed, "_COST", 2**4)


@pytest.fixture
def pair(sample: Sample, tmp_path: Path) -> Iterator[Pair]:
    folder = tmp_path / "hai"
    shutil.copytree(sample.book.home.root, folder / "home")
    shutil.copy(sample.book.path, folder / "so.thamdinh")
    later = Clock(START + 500_000)
    with Book.open(folder / "so.thamdinh", Home(folder / "home"), clock=later) as book:
        yield Pair(sample, Sample(book, sample.campaign), folder)


def clock(sample: Sample) -> Clock:
    """The laptop's clock, to be set."""
    found = sample.book.clock
    assert isinstance(found, Clock)
    return found


def title(sample: Sample, value: str, code: str = "HS1") -> None:
    sample.set("submission", sample.submission(code).id, title=value)


def remove(sample: Sample, code: str = "HS1") -> None:
    with sample.book.write() as operation:
        operation.remove("submission", operation.row_id("submission", sample.campaign.id, code))


def titles(sample: Sample) -> dict[str, str]:
    found = sample.book.connection.execute("SELECT code, title FROM submission")
    return dict(found.fetchall())


def only(sample: Sample) -> Open:
    (matter,) = open_matters(sample.book)
    return matter


# -- what KeePassXC's tests list -------------------------------------------------------------


def test_edited_here_and_there(pair: Pair) -> None:
    """Neither had seen the other, so a person decides; both values stay on offer."""
    title(pair.here, "Ở đây")
    title(pair.there, "Ở kia")
    assert pair.meet().conflicts == 1
    matter = only(pair.here)
    assert matter.what == "conflict" and matter.before == "Mô hình HS1"
    assert {choice.value for choice in matter.choices} == {"Ở đây", "Ở kia"}
    settle(pair.here.book, matter, matter.choices[0].change)
    pair.meet()
    assert titles(pair.there)["HS1"] == matter.choices[0].value
    assert open_matters(pair.there.book) == []


def test_different_cells_of_one_row(pair: Pair) -> None:
    """Cells are apart: both edits stand, nobody is asked (KeePassXC would drop one)."""
    title(pair.here, "Tên mới")
    pair.there.set("submission", pair.there.submission("HS1").id, field="Dân vận")
    assert pair.meet().conflicts == 0
    assert titles(pair.here)["HS1"] == "Tên mới"
    assert pair.here.submission("HS1").field == "Dân vận"


def test_the_same_edit_on_both(pair: Pair) -> None:
    """Equal values agree: two heads, no conflict."""
    title(pair.here, "Giống nhau")
    title(pair.there, "Giống nhau")
    assert pair.meet().conflicts == 0


@pytest.mark.parametrize("first", ["delete", "edit"])
def test_deleted_here_and_edited_there(pair: Pair, first: str) -> None:
    """The deletion has not seen the edit, so the row is there and marked, whichever was first."""
    late = START + TEN_YEARS
    clock(pair.here if first == "edit" else pair.there).now = late
    remove(pair.here)
    title(pair.there, "Sửa ở kia")
    clock(pair.here).now = late + 1  # not ahead of itself
    clock(pair.there).now = late + 1
    assert pair.meet().conflicts == 1
    assert only(pair.here).what == "gone_edited"
    assert titles(pair.here)["HS1"] == "Sửa ở kia"


def test_a_deletion_that_saw_the_edit(pair: Pair) -> None:
    """Who deletes after having taken the edit in means it: the row is gone on both."""
    title(pair.there, "Sửa ở kia")
    pair.meet()
    remove(pair.here)
    assert pair.meet().conflicts == 0
    assert "HS1" not in titles(pair.there)


def test_deleted_on_both(pair: Pair) -> None:
    """Both mean the same: gone, and no conflict."""
    remove(pair.here)
    remove(pair.there)
    assert pair.meet().conflicts == 0
    assert "HS1" not in titles(pair.here)


def test_a_newer_deletion_against_an_older_edit(pair: Pair) -> None:
    """Newer does not win, having seen does: the older edit that it did not see stays."""
    title(pair.there, "Sửa trước")
    clock(pair.here).now = clock(pair.there).now + 60_000
    remove(pair.here)
    pair.meet()
    assert titles(pair.here)["HS1"] == "Sửa trước"
    assert only(pair.here).what == "gone_edited"


def test_moved_here_and_edited_there(pair: Pair) -> None:
    """The unit is a cell like any other: the submission is moved and edited, once."""
    pair.here.set("submission", pair.here.submission("HS1").id, unit="B")
    title(pair.there, "Sửa ở kia")
    assert pair.meet().conflicts == 0
    moved = pair.there.submission("HS1")
    assert (moved.unit, moved.title) == ("B", "Sửa ở kia")
    assert len(titles(pair.there)) == 5


def test_moved_to_two_places(pair: Pair) -> None:
    """Two units are two values of one cell: a conflict, not two submissions."""
    for sample, unit in ((pair.here, "B"), (pair.there, "V")):
        sample.set("submission", sample.submission("HS1").id, unit=unit)
    assert pair.meet().conflicts == 1
    assert {choice.value for choice in only(pair.here).choices} == {"B", "V"}


@pytest.mark.parametrize("values", [("x", "y"), ("y", "x")])
def test_in_the_same_millisecond(pair: Pair, values: tuple[str, str]) -> None:
    """Equal times decide nothing: a conflict, and both laptops show the same of the two."""
    for sample, value in zip((pair.here, pair.there), values, strict=True):
        clock(sample).now = START + 900_000
        title(sample, value)
    assert pair.meet().conflicts == 1
    assert titles(pair.here) == titles(pair.there)


def test_with_a_clock_set_back(pair: Pair) -> None:
    """What names what it replaces follows it, however early it claims to be."""
    title(pair.here, "Trước")
    pair.meet()
    now = clock(pair.there).now
    clock(pair.there).now = START - TEN_YEARS
    title(pair.there, "Sau")
    clock(pair.there).now = now
    assert pair.meet().conflicts == 0
    assert titles(pair.here)["HS1"] == "Sau"


def test_with_a_clock_ten_years_ahead(pair: Pair) -> None:
    """It wins nothing later: who has seen it writes after it; and it is warned of."""
    now = clock(pair.there).now
    clock(pair.there).now = now + TEN_YEARS
    title(pair.there, "Từ tương lai")
    report = take(pair.here, pair.copy(pair.there))
    assert report.files[0].ahead == 1
    title(pair.here, "Sửa lại hôm nay")
    clock(pair.there).now = now
    take(pair.there, pair.copy(pair.here))
    assert titles(pair.there)["HS1"] == titles(pair.here)["HS1"] == "Sửa lại hôm nay"
    assert open_matters(pair.there.book) == []


def test_into_itself(pair: Pair) -> None:
    """A∪A = A: its own file and its own copy bring nothing and touch no byte."""
    title(pair.here, "Tên mới")
    for path in (pair.here.book.path, pair.copy(pair.here)):
        before = pair.here.book.path.read_bytes()
        assert take(pair.here, path).files[0].verdict == NOTHING_NEW
        assert pair.here.book.path.read_bytes() == before


def test_its_own_older_backup(pair: Pair) -> None:
    """All of a backup is here already: what was written since stays."""
    backup = backups.make(pair.here.book)
    title(pair.here, "Sau khi sao lưu")
    remove(pair.here, "HS3")
    assert take(pair.here, backup.path).files[0].verdict == NOTHING_NEW
    assert titles(pair.here)["HS1"] == "Sau khi sao lưu" and "HS3" not in titles(pair.here)


def test_back_to_a_backup_then_the_copy_again(pair: Pair) -> None:
    """What was given away before going back is no conflict when it returns."""
    backup = backups.make(pair.here.book)
    title(pair.here, "Đã cho đi")
    copied = pair.copy(pair.here)
    backups.restore(pair.here.book, backup)
    assert titles(pair.here)["HS1"] == "Mô hình HS1"
    report = take(pair.here, copied)
    assert (report.files[0].verdict, report.conflicts) == (MERGED, 0)
    assert titles(pair.here)["HS1"] == "Đã cho đi"


def test_into_an_empty_book(pair: Pair, tmp_path: Path) -> None:
    """A copy made while the book was empty takes everything in; it never was an enemy."""
    home = Home(tmp_path / "moi")
    folder = tmp_path / "trong"
    folder.mkdir()
    with Book.create(folder / "goc.thamdinh", home, Clock()) as book:
        empty = copy_out.copy(book, folder / "trong.thamdinh").path
        full = Sample(book, campaigns.create(book, 2023, "Huyện ủy"))
        full.take(panel())
        path = copy_out.copy(book, folder / "day.thamdinh").path
        with Book.open(empty, Home(folder / "khac"), clock=Clock()) as target:
            there = Sample(target, full.campaign)
            (file,) = take(there, path).files
            assert file.verdict == MERGED and file.new_changes > 100
            assert fingerprint(target.connection) == fingerprint(book.connection)
            assert titles(there) == titles(full)
            back = copy_out.copy(target, folder / "ve.thamdinh").path
        assert take(full, back, empty).new_changes == 0


# -- what users of other programs wrote --------------------------------------------------------


def test_importing_the_workbook_again_after_a_merge(pair: Pair) -> None:
    """FTC #405: rows have ids by their codes, so two imports of one workbook are one."""
    rows = [submission_row("HS6", "A"), submission_row("HS7", "B", title="Tên chung")]
    pair.here.take(rows)
    pair.there.take(rows)
    assert pair.meet().conflicts == 0
    assert sum(code in ("HS6", "HS7") for code in titles(pair.here)) == 2
    again = pair.here.take(rows)
    assert pair.meet().conflicts == 0 and len(titles(pair.there)) == 7
    assert again.kept == [] and again.changed.get("submission", 0) == 0


def test_a_corrected_error_stays_corrected(pair: Pair) -> None:
    """FTC #160: a third file that still carries the error brings nothing back."""
    title(pair.there, "Tên sai")
    old = pair.copy(pair.there)
    take(pair.here, old)
    title(pair.here, "Tên đúng")
    chained = pair.copy(pair.there)  # the error again, through another file
    report = take(pair.here, chained, old)
    assert {file.verdict for file in report.files} == {NOTHING_NEW}
    assert titles(pair.here)["HS1"] == "Tên đúng"
    pair.meet()
    assert titles(pair.there)["HS1"] == "Tên đúng"
    assert open_matters(pair.there.book) == []


def test_absence_is_no_deletion(pair: Pair) -> None:
    """Joplin #883: a file from before a row, a ballot was made takes neither away."""
    old = pair.copy(pair.there)
    pair.here.take([submission_row("HS8", "B")])
    pair.here.score("TV01", "HS1")
    assert take(pair.here, old).files[0].verdict == NOTHING_NEW
    assert "HS8" in titles(pair.here) and pair.here.status("TV01", "HS1") == "valid"


def test_a_member_copy_without_others_ballots_takes_none_away(pair: Pair) -> None:
    """BCOE&M #1403: what a copy leaves out stays where it is."""
    pair.here.score_all()
    path = pair.copy(pair.here).with_name("tv04.thamdinh")
    copy_out.copy(pair.here.book, path, for_member=pair.here.member("TV04"))
    before = fingerprint(pair.here.book.connection)
    assert take(pair.here, path).files[0].verdict == NOTHING_NEW
    assert fingerprint(pair.here.book.connection) == before


def test_a_copied_laptop_with_its_identity(pair: Pair, tmp_path: Path) -> None:
    """cr-sqlite #145: no counter belongs to a laptop, so two with one key lose nothing; two
    ballots of one member that do not know of each other count as neither until settled."""
    member = pair.here.member("TV04")
    first = tmp_path / "mot" / "so.thamdinh"
    first.parent.mkdir()
    copy_out.copy(pair.here.book, first, for_member=member)
    with Book.open(first, Home(first.parent / "home"), clock=Clock(START + 60_000)) as book:
        enrolment.signer_of(book, member.id, "2468")
    shutil.copytree(first.parent, tmp_path / "hai-may")
    paths = []
    for number, folder in enumerate(("mot", "hai-may")):
        path = tmp_path / folder / "so.thamdinh"
        home, now = Home(path.parent / "home"), Clock(START + 70_000 + number)
        with Book.open(path, home, clock=now) as book:
            sample = Sample(book, pair.here.campaign)
            signer = member_key(book.home, book.id, member.id, "2468")
            sample.score("TV04", "HS1", 700 + 100 * number, signer=signer)
            sample.score("TV04", "HS3", 600, signer=signer)
            paths.append(copy_out.copy(book, path.with_name("ve.thamdinh")).path)
    report = take(pair.here, *paths)
    assert report.new_ballots == 4
    assert pair.here.status("TV04", "HS1") == "conflict"
    assert check(pair.here.book) == []
    for matter in open_matters(pair.here.book):
        settle(pair.here.book, matter, matter.choices[0].change, "Máy bị sao chép")
    assert pair.here.status("TV04", "HS1") == pair.here.status("TV04", "HS3") == "valid"


def test_a_row_typed_on_both_under_one_code(pair: Pair) -> None:
    """Two rows, not one overwritten: the code is what a person must settle."""
    for sample in (pair.here, pair.there):
        values: dict[str, Value] = {"campaign": sample.campaign.id, "code": "HS9", "title": "x"}
        entries.save(sample.book, "submission", None, values)
    pair.meet()
    assert only(pair.here).what == "same_code"
    settle(pair.here.book, only(pair.here), only(pair.here).choices[0].change)
    pair.meet()
    assert {"HS9", "HS9-2"} <= titles(pair.there).keys()
