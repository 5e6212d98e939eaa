"""Where files lie: full, read-only, failing and pulled media, and names of every sort.

A small tmpfs stands for a disk or a stick where this process may mount one; elsewhere those tests
are skipped and the same seams are tried in ``test_usb_file.py`` and ``test_book.py``.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PureWindowsPath

import pytest

from db import backups, ballots, campaigns, freeze, rubrics
from db.book import Book
from db.check import check
from db.errors import (
    DiskFullError,
    DriveFullError,
    DriveGoneError,
    FileUnusableError,
    ReadOnlyBookError,
    ThamdinhError,
)
from db.exchange import merge, stick
from db.home import Home
from db.rules import proof
from db.storage import uri
from desktop.documents.papers import write_papers
from desktop.messages import sentence
from tests.db.exchange.laptops import raw_file
from tests.support import START, Clock, Sample, collective, individual, panel

ROOT = Path(__file__).parents[2]
Mount = Callable[[str, int], Path]
FALLBACK = "ngoài dự kiến"


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


def _mount(*words: str) -> bool:
    with suppress(OSError):
        done = subprocess.run(["mount", *words], capture_output=True, check=False)
        return done.returncode == 0
    return False


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a file system of so many kilobytes; gone afterwards."""
    made: list[Path] = []

    def of(name: str, kilobytes: int) -> Path:
        place = tmp_path / name
        place.mkdir()
        if not _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)):
            pytest.skip("nothing can be mounted here")
        made.append(place)
        return place

    yield of
    for place in made:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)


def fill(place: Path, leave: int = 0) -> Path:
    """Takes the room of a file system but for so many bytes."""
    ballast = place / "rac.bin"
    with ballast.open("wb", buffering=0) as stream:
        with suppress(OSError):
            while True:
                stream.write(bytes(64 * 1024))
        with suppress(OSError):
            while True:
                stream.write(bytes(4096))
        size = stream.tell()
        stream.truncate(max(size - leave, 0))
    return ballast


def words_of(act: Callable[..., object], *arguments: object) -> str:
    """The sentence for what goes wrong."""
    with pytest.raises((ThamdinhError, OSError)) as caught:
        act(*arguments)
    words = sentence(caught.value)
    assert FALLBACK not in words and words.endswith("."), words
    return words


# -- full --------------------------------------------------------------------------------------


def test_a_full_disk_under_book_drafts_and_backups(mount: Mount) -> None:
    """Each write is refused with a sentence and changes nothing; with room again all goes on."""
    disk = mount("dia", 4096)
    home = Home(disk / "home")
    with Book.create(disk / "so.thamdinh", home, Clock()) as book:
        campaign = campaigns.create(book, 2023, "Huyện ủy Lạc Dương")
        for rubric in (collective(), individual()):
            rubrics.store(book, campaign, rubric)
        sample = Sample(book, campaign)
        sample.take(panel())
        sample.score_all()
        case = (book, sample.around, sample.member("TV01"), sample.submission("HS1"))
        ballots.begin_new_version(*case, "Chấm lại")
        ballots.set_mark(*case, "TC1", 100)
        ballast = fill(disk)
        before = book.path.read_bytes()
        with pytest.raises(DiskFullError) as caught:
            ballots.set_comment(*case, "x" * 300_000)
        assert "đã đầy" in sentence(caught.value) or "đầy" in sentence(caught.value)
        with pytest.raises(DiskFullError):
            sample.set("unit", sample.around.units["A"].id, name="x" * 300_000)
        assert "đầy" in words_of(backups.make, book)
        assert "đầy" in words_of(stick.write, book, disk / "ban.thamdinh")
        assert book.path.read_bytes() == before and check(book) == []
        kept = sample.draft("TV01", "HS1")
        assert kept is not None and kept.marks["TC1"] == 100
        names = sorted(p.name for p in disk.rglob("*") if p.suffix == ".part")
        assert names == [] and list(home.folder("temp").iterdir()) == []
        ballast.unlink()
        sample.set("unit", sample.around.units["A"].id, name="x" * 300_000)
        assert backups.make(book) and check(book) == []


def test_a_full_stick(sample: Sample, mount: Mount, monkeypatch: pytest.MonkeyPatch) -> None:
    usb = mount("usb", 1024)
    sample.score_all()
    ballast = fill(usb, leave=8192)
    with pytest.raises(DriveFullError) as caught:
        stick.write(sample.book, usb / "ban.thamdinh")
    assert sentence(caught.value).startswith("Ổ đĩa nhận còn trống 8 KB mà cần ")
    room = shutil.disk_usage(usb)._replace(free=10**9)
    with monkeypatch.context() as lying:  # somebody else writes to it at the same time
        lying.setattr(shutil, "disk_usage", lambda _: room)
        with pytest.raises(DriveFullError) as caught:
            stick.write(sample.book, usb / "ban.thamdinh")
    assert sentence(caught.value).startswith("Ổ đĩa nhận đã đầy khi đang ghi")
    assert [p.name for p in usb.iterdir()] == [ballast.name]
    ballast.unlink()
    written = stick.write(sample.book, usb / "ban.thamdinh").copy.path
    assert raw_file(written)["ballot"] == raw_file(sample.book.path)["ballot"]


def test_papers_on_a_full_disk(sample: Sample, mount: Mount) -> None:
    """No paper is half written under its name."""
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    body, code = freeze.body_of(sample.book, sample.campaign, 1)
    disk = mount("giay", 256)
    with pytest.raises((ThamdinhError, OSError)) as caught:
        write_papers(body, disk, proof_code=code)
    assert "đầy" in sentence(caught.value)
    for path in disk.rglob("*"):
        assert not path.is_file() or path.suffix != ".pdf" or (
            path.read_bytes().rstrip().endswith(b"%%EOF")
        ), path


# -- read-only, pulled ---------------------------------------------------------------------------


def test_a_read_only_medium(sample: Sample, mount: Mount, tmp_path: Path) -> None:
    sample.score_all()
    disc = mount("cd", 4096)
    path = disc / "so.thamdinh"
    shutil.copy(sample.book.path, path)
    body, _ = freeze.body_of(sample.book, sample.campaign, 1)
    assert _mount("-o", "remount,ro", str(disc))
    with Book.open(path, Home(tmp_path / "khac"), clock=Clock(START + 90_000)) as book:
        assert book.readonly and check(book) == []
        assert Sample(book, sample.campaign).result("HS1").final == 850
        with pytest.raises(ReadOnlyBookError), book.write():
            pass
    with pytest.raises(FileUnusableError) as caught:
        stick.write(sample.book, disc / "ban.thamdinh")
    assert caught.value.facts["errno"] == errno.EROFS
    assert "chỉ cho đọc" in sentence(caught.value)
    assert "chỉ cho đọc" in words_of(write_papers, body, disc)
    assert "chỉ cho đọc" in words_of(Book.create, disc / "moi.thamdinh", Home(tmp_path / "x"))
    assert [p.name for p in disc.iterdir()] == ["so.thamdinh"]


def test_a_stick_pulled_in_mid_copy(sample: Sample, mount: Mount) -> None:
    usb = mount("usb", 8192)
    sample.score_all()
    pulled = False

    def pull(done: int, size: int) -> None:
        nonlocal pulled
        if not pulled and (usb / "ban.thamdinh.part").exists():
            pulled = True
            subprocess.run(["umount", "-l", str(usb)], check=True)
            usb.rmdir()

    before = sample.book.path.read_bytes()
    with pytest.raises(DriveGoneError) as caught:
        stick.write(sample.book, usb / "ban.thamdinh", progress=pull)
    assert pulled and "bị rút hoặc bị lỗi" in sentence(caught.value)
    assert "sổ trên máy vẫn nguyên" in sentence(caught.value)
    assert sample.book.path.read_bytes() == before


def test_the_stick_under_an_open_book_is_full(sample: Sample, mount: Mount) -> None:
    """A book worked on straight on a stick: not even a journal has room; it stays whole."""
    usb = mount("usb", 8192)
    path = Path(shutil.copy(sample.book.path, usb / "so.thamdinh"))
    with Book.open(path, sample.book.home, clock=Clock(START + 90_000)) as book:
        there = Sample(book, sample.campaign)
        ballast, before = fill(usb), path.read_bytes()
        unit = there.around.units["A"].id
        assert "đầy" in words_of(lambda: there.set("unit", unit, name="x" * 50_000))
        assert path.read_bytes() == before
        ballast.unlink()
        there.set("unit", unit, name="x" * 50_000)
        assert check(book) == []


# -- names -----------------------------------------------------------------------------------------

VIETNAMESE = "Sổ thẩm định Huyện ủy Lạc Dương"
NAMES = {
    "blanks": "so cua to  hai",
    "hash": "so #1",
    "percent": "100% a%20b%23",
    "question mark": "so?mode=ro&x=1",
    "composed": unicodedata.normalize("NFC", VIETNAMESE),
    "decomposed": unicodedata.normalize("NFD", VIETNAMESE),
    "quotes": "so ' và \" và ;",
    "colon": "file:so",
    "leading dash": "-so",
}


def journey(folder: Path, name: str, home: Home) -> None:
    """Made, scored, frozen, backed up, written out, merged, printed, evidence apart."""
    path = folder / f"{name}.thamdinh"
    with Book.create(path, home, Clock()) as book:
        campaign = campaigns.create(book, 2023, "Huyện ủy Lạc Dương")
        for rubric in (collective(), individual()):
            rubrics.store(book, campaign, rubric)
        sample = Sample(book, campaign)
        sample.take(panel())
        sample.score_all()
        freeze.freeze(book, campaign, 1)
        assert backups.make(book)
        usb = folder / "usb"
        usb.mkdir()
        out = stick.write(book, usb / f"{name}.thamdinh").copy.path
        with merge.plan(book, [usb]) as planned:
            assert [f.verdict for f in planned.report.files] == [merge.NOTHING_NEW]
        assert raw_file_of(out) == raw_file_of(path)
        body, code = freeze.body_of(book, campaign, 1)
        write_papers(body, folder / f"{name} giấy", proof_code=code, only=["minutes"])
        assert (folder / f"{name} giấy" / "minutes.pdf").is_file()
    with Book.open(path, home, clock=Clock(START + 90_000)) as again:
        assert check(again) == [] and not again.readonly
    assert sorted(p.name for p in folder.iterdir() if p.is_file()) == [path.name]


def raw_file_of(path: Path) -> object:
    return raw_file(path)["ballot"]


@pytest.mark.skipif(sys.platform == "win32", reason="signs that Windows does not allow in names")
@pytest.mark.parametrize("what", NAMES)
def test_names_of_every_sort(tmp_path: Path, home: Home, what: str) -> None:
    folder = tmp_path / NAMES[what]
    folder.mkdir()
    journey(folder, NAMES[what], home)


@pytest.mark.skipif(sys.platform == "win32", reason="long paths are a setting there")
def test_a_path_of_more_than_three_hundred_characters(tmp_path: Path, home: Home) -> None:
    folder = tmp_path
    while len(str(folder)) < 330:
        folder /= "thư mục của Huyện ủy Lạc Dương năm 2023"
    folder.mkdir(parents=True)
    journey(folder, "sổ", home)


@pytest.mark.parametrize("letters", [90, 245, 300])
def test_a_name_longer_than_the_system_takes(tmp_path: Path, home: Home, letters: int) -> None:
    """90 letters of three bytes each, or 300 of one: said, and nothing is left. Where the name
    fits and that of its journal does not, the book is not half usable."""
    name = ("ệ" if letters == 90 else "x") * letters
    path = tmp_path / f"{name}.thamdinh"
    words = words_of(Book.create, path, home)
    assert "quá dài" in words or "Không đọc hoặc ghi được" in words or "Không có quyền" in words
    assert [p.name for p in tmp_path.iterdir() if p != home.root] == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (r"\\may-chu\Chia sẻ\Sổ #1 100%.thamdinh",
         "file:////may-chu/Chia%20s%E1%BA%BB/S%E1%BB%95%20%231%20100%25.thamdinh?mode=rw"),
        (r"\\?\UNC\may-chu\chia\so.thamdinh", "file:////may-chu/chia/so.thamdinh?mode=rw"),
        (r"\\?\C:\so\so.thamdinh", "file:///C:/so/so.thamdinh?mode=rw"),
        (r"E:\Sổ?.thamdinh", "file:///E:/S%E1%BB%95%3F.thamdinh?mode=rw"),
    ],
)  # fmt: skip
def test_names_of_windows(path: str, name: str) -> None:
    """UNC and long form, as text: SQLite allows no server in a URI (sqlite.org/uri.html)."""
    assert uri(PureWindowsPath(path), "mode=rw") == name


# -- a book without its journal ------------------------------------------------------------------

HALF = """
import os, sys
from pathlib import Path
from db.book import Book
from db.home import Home
book = Book.open(Path(sys.argv[1]), Home(Path(sys.argv[2])))
book.connection.execute("PRAGMA cache_size = 5")  # so that pages reach the file before COMMIT
with book.write() as operation:
    for number in range(int(sys.argv[3])):
        operation.set("unit", number.to_bytes(16, "big"), {"name": "Đơn vị %d" % number})
    operation.derive()
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("rows", [300, 1500, 4000])
def test_killed_in_mid_commit_and_copied_without_its_journal(
    sample: Sample, tmp_path: Path, rows: int
) -> None:
    sample.score_all()
    sample.book.close()
    path, home = sample.book.path, sample.book.home
    before = raw_file(path)
    words = [sys.executable, "-c", HALF, str(path), str(home.root), str(rows)]
    subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    assert path.with_name(path.name + "-journal").exists(), "it was not killed in the middle"
    torn = Path(shutil.copy(path, tmp_path / "chep-tay.thamdinh"))
    try:
        with Book.open(torn, Home(tmp_path / "khac"), clock=Clock(START + 90_000)) as found:
            assert found.altered is not None or raw_file(torn) == before
            if found.altered is not None:
                assert found.readonly and FALLBACK not in sentence(found.altered)
    except ThamdinhError as error:
        assert FALLBACK not in sentence(error)
    with Book.open(path, home, clock=Clock(START + 95_000)) as book:  # with its journal: whole
        assert check(book) == [] and raw_file(path) == before
        with merge.plan(book, [torn]) as planned:
            (file,) = planned.report.files
        assert file.verdict != merge.MERGED
        if file.error is not None:
            assert FALLBACK not in sentence(file.error)


# -- two programs on one book ----------------------------------------------------------------------

SECOND = """
import sys
from pathlib import Path
from db.book import Book
from db.errors import ThamdinhError
from db.home import Home
from desktop.messages import sentence
with Book.open(Path(sys.argv[1]), Home(Path(sys.argv[2]))) as book:
    print(book.readonly)
    try:
        with book.write() as operation:
            operation.set("unit", b"u" * 16, {"name": "x"})
    except ThamdinhError as error:
        print(sentence(error))
"""


def test_two_programs_on_one_book(sample: Sample) -> None:
    words = [sys.executable, "-c", SECOND, str(sample.book.path), str(sample.book.home.root)]
    done = subprocess.run(
        words, cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    readonly, said = done.stdout.splitlines()
    assert readonly == "True" and "đang mở" in said
    sample.score_all()
    assert check(sample.book) == []
