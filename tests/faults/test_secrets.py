"""Keys, PINs, passphrases and drafts stay on the laptop: never in a book, a copy, a delivery, a
paper, a crash report, a temporary file left behind or a deleted page (design part 3)."""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import backups, ballots, enrolment, freeze
from db.book import Book
from db.errors import ThamdinhError
from db.exchange import stick
from db.exchange.deliver import deliver
from db.home import Home
from db.keys import export_office_key, member_key, office_key
from desktop.crash import keep_report
from desktop.documents.papers import write_papers
from tests.support import Sample, marks

PIN, PASSPHRASE = "58203947", "mật khẩu rất dài của cơ quan"
DRAFT = "NHÁP-CHƯA-NỘP"


class Story:
    """An office and a member's laptop that did all there is to do; what is secret."""

    def __init__(self, sample: Sample, folder: Path) -> None:
        self.sample, self.folder = sample, folder
        self.out = folder / "usb"
        self.out.mkdir()
        self.laptop = Home(folder / "may-tv04")
        self._member()
        self._office()

    def _member(self) -> None:
        """Takes a copy, makes a key under a PIN, scores, leaves a draft, copies it back."""
        there = stick.write(
            self.sample.book, self.out / "tv04.thamdinh", for_member=self.sample.member("TV04")
        ).copy.path
        own = self.folder / "may" / "so.thamdinh"
        own.parent.mkdir()
        own.write_bytes(there.read_bytes())
        with Book.open(own, self.laptop) as book:
            mine = Sample(book, self.sample.campaign)
            signer, _ = enrolment.signer_of(book, mine.member("TV04").id, PIN)
            mine.score("TV04", "HS1", 800, signer=signer)
            self._draft(mine, "TV04", "HS3")
            stick.write(book, self.out / "ve.thamdinh")
            stick.write(book, self.out / "kin.thamdinh", passphrase=PASSPHRASE)
            self.member_key = member_key(self.laptop, book.id, mine.member("TV04").id, PIN)

    def _office(self) -> None:
        """Leaves a draft, takes it away, freezes, delivers, prints, backs up, exports its key."""
        sample = self.sample
        self._draft(sample, "TV01", "HS2")
        ballots.give_up_draft(sample.book, sample.member("TV01"), sample.submission("HS2"))
        self._draft(sample, "TV02", "HS2")
        for member in ("TV01", "TV02", "TV03", "TV05"):
            sample.score(member, "HS1", 850)
        freeze.freeze(sample.book, sample.campaign, 1)
        body, code = freeze.body_of(sample.book, sample.campaign, 1)
        write_papers(body, self.out / "giay-to", proof_code=code)
        deliver(sample.book, sample.campaign, 1, self.out, undecided=True)
        backups.make(sample.book)
        export_office_key(
            sample.book.home, sample.book.id, self.out / "khoa-co-quan", PASSPHRASE
        )
        key = office_key(sample.book.home, sample.book.id)
        assert key is not None
        self.office_key = key

    def _draft(self, sample: Sample, member: str, code: str) -> None:
        around, who, what = sample.around, sample.member(member), sample.submission(code)
        for criterion, mark in marks(775).items():
            ballots.set_mark(sample.book, around, who, what, criterion, mark)
        ballots.set_comment(sample.book, around, who, what, DRAFT)

    def secrets(self) -> Iterator[bytes]:
        """Each as it might lie in a file."""
        for text in (PIN, PASSPHRASE, DRAFT):
            yield from (text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
        for signer in (self.office_key, self.member_key):
            raw = signer._key.private_bytes_raw()
            yield from (raw, raw.hex().encode(), base64.b64encode(raw))

    def files(self) -> Iterator[Path]:
        """All that left a laptop, and the books themselves."""
        yield from (path for path in self.out.rglob("*") if path.is_file())
        yield self.sample.book.path
        yield from (self.folder / "may").iterdir()


@pytest.fixture
def story(sample: Sample, tmp_path: Path) -> Story:
    return Story(sample, tmp_path)


def test_nothing_secret_leaves_the_laptop(story: Story) -> None:
    found = [
        (path.name, secret)
        for path in story.files()
        for secret in story.secrets()
        if secret in path.read_bytes()
    ]
    assert found == []
    for backup in backups.backups(story.sample.book):
        content = backup.path.read_bytes()
        assert [secret for secret in story.secrets() if secret in content] == []
    for home in (story.sample.book.home, story.laptop):
        assert list(home.folder("temp").iterdir()) == [], "left behind for a moment"
        if os.name == "posix":  # Windows keeps rights elsewhere
            assert list(_readable_by_others(home)) == []
    assert [path.name for path in story.out.rglob("*.part")] == []


def _readable_by_others(home: Home) -> Iterator[Path]:
    """Folders, keys and drafts that not only their owner may look into."""
    for path in home.root.rglob("*"):
        private = path.is_dir() or path.parent.name == "drafts" or "keys" in path.parts
        if private and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield path


def test_a_crash_report_repeats_no_fact(home: Home) -> None:
    """Whatever an error carries, its report has the kinds of errors and our lines, no values."""
    try:
        raise ThamdinhError(pin=PIN, comment=DRAFT, passphrase=PASSPHRASE)
    except ThamdinhError as error:
        kept = keep_report(error)
    assert kept is not None
    content = kept.read_text("utf-8")
    assert [text for text in (PIN, DRAFT, PASSPHRASE) if text in content] == []
