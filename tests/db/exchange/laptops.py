"""Laptops with copies of one small book, to let them write and meet in any order.

A template is made once a process; each world gets its files copied, so that a run costs
little. What a laptop's book may hold is all here: nothing of it is the program's own code.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import campaigns, enrolment, picture, rubrics, schema, sealed, storage
from db.book import Book
from db.exchange import copy_out, merge
from db.home import Home
from db.keys import Signer, member_key
from db.known_files import KnownFile
from db.records import Campaign, Member, Submission
from db.rules import proof
from db.surroundings import Surroundings
from tests.support import (
    START,
    Clock,
    Sample,
    collective,
    row,
    session_row,
    submission_row,
)

PIN = "2468"
OFFICES = ("office", "office2")
MEMBERS = {"tv1": "TV01", "tv2": "TV02"}
NAMES = (*OFFICES, *MEMBERS, "stranger")
SECOND = Signer(b"2" * 32)  # a further office key, where the office makes it one
TABLES = ("change", "op", "ballot", "sent", "snapshot")
_MEMORY = Path("/dev/shm")  # files that live for a moment, where the system has it

Raw = dict[str, frozenset[tuple[object, ...]]]


@contextlib.contextmanager
def quick(seed: int = 1) -> Iterator[None]:
    """Nothing waits for a disk or for scrypt, and what is drawn by lot is the same each time."""
    lots = random.Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "SYNCHRONOUS", "OFF")
        patch.setattr(sealed, "_COST", 2**4)
        patch.setattr(proof, "_N", 2)
        patch.setattr(os, "fsync", lambda descriptor: None)
        patch.setattr(os, "urandom", lots.randbytes)
        patch.setattr(picture, "create", _create_picture)
        yield


_slow_create = picture.create
_statements: dict[str, str] = {}


def _create_picture(connection: sqlite3.Connection) -> None:
    """The picture's empty tables from their own words, which are asked for only once; where
    they are there already they are emptied."""
    if not _statements:
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as first:
            schema.create_log(first)
            _slow_create(first)
            _statements.update(_in_picture(first))
    there = _in_picture(connection)
    if there == _statements:
        for name, words in there.items():
            if words.startswith("CREATE TABLE"):
                connection.execute(f'DELETE FROM "{name}"')
        return
    for name, words in there.items():
        if words.startswith("CREATE TABLE"):
            connection.execute(f'DROP TABLE "{name}"')
    for words in _statements.values():
        connection.execute(words)
    schema.create_local(connection)
    connection.execute(
        "INSERT OR REPLACE INTO local(name, value) VALUES ('picture', ?)", (schema.PICTURE,)
    )


def _in_picture(connection: sqlite3.Connection) -> dict[str, str]:
    """Tables and indexes of the picture by name, in the order in which they were made."""
    found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {n: sql for n, sql in found if n not in {*schema.TRAVELLING, *schema.LOCAL}}


def folder() -> Path:
    """A new folder for a while; who asks removes it."""
    quick_place = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="thamdinh-laptops-", dir=quick_place))


@dataclass
class Laptop:
    """One laptop: its book, its clock, and who sits there."""

    name: str
    book: Book
    clock: Clock
    signer: Signer | None  # a member's own key

    @property
    def is_office(self) -> bool:
        return self.book.office is not None

    @property
    def campaign(self) -> Campaign:
        return campaigns.find(self.book.connection, 2023)

    @property
    def around(self) -> Surroundings:
        return Surroundings(self.book.connection, self.campaign)


@dataclass(frozen=True)
class Template:
    """The files that every world begins with, and what stands in them."""

    root: Path
    book: bytes
    campaign: bytes
    members: dict[str, Member]
    submissions: dict[str, Submission]
    units: dict[str, bytes]
    session: bytes


_made: list[Template] = []


def template() -> Template:
    """Units V, A, B; members TV01 (of V), TV02 (of A) and TV03 (of V); HS1 of B, HS2 of A;
    one session. TV01's key is confirmed, TV02's copy waits for its key to be made."""
    if not _made:
        root = folder()
        atexit.register(shutil.rmtree, root, ignore_errors=True)
        with quick(seed=0):
            _made.append(_make(root))
    return _made[0]


def _make(root: Path) -> Template:
    office = _place(root, "office")
    with Book.create(office, Home(office.parent / "home"), Clock()) as book:
        campaign = campaigns.create(book, 2023, "Huyện ủy")
        rubrics.store(book, campaign, collective())
        sample = Sample(book, campaign)
        sample.take(
            [
                *(row("unit", code, name=f"Đảng ủy {code}") for code in "VAB"),
                row("member", "TV01", name="Nguyễn Văn An", role="chair", unit="V"),
                row("member", "TV02", name="Trần Thị Bình", role="secretary", unit="A"),
                row("member", "TV03", name="Lê Văn Cường", role="member", unit="V"),
                submission_row("HS1", "B"),
                submission_row("HS2", "A"),
                session_row(chair="TV01", secretary="TV02"),
            ]
        )
        for name, code in MEMBERS.items():
            place = _place(root, name)
            copy_out.copy(book, place, for_member=sample.member(code))
        _enrol(root, book, sample.member("TV01").id)
        around = sample.around
        made = Template(
            root,
            book.id,
            campaign.id,
            {m.code: m for m in around.members},
            {code: sample.submission(code) for code in ("HS1", "HS2")},
            {code: unit.id for code, unit in around.units.items()},
            sample.around.connection.execute("SELECT id FROM session").fetchone()[0],
        )
    for name in ("office2", "stranger"):
        shutil.copy(office, _place(root, name))
    key = Path("keys") / made.book.hex() / "office.key"
    home = root / "office2" / "home"
    (home / key).parent.mkdir(parents=True)
    shutil.copy(root / "office" / "home" / key, home / key)
    for name in NAMES:
        path = root / name / "so.thamdinh"
        Book.open(path, Home(path.parent / "home"), clock=Clock()).close()  # read through once
    return made


def _place(root: Path, name: str) -> Path:
    (root / name / "home").mkdir(parents=True)
    return root / name / "so.thamdinh"


def _enrol(root: Path, office: Book, member: bytes) -> None:
    path = root / "tv1" / "so.thamdinh"
    with Book.open(path, Home(path.parent / "home"), clock=Clock(START + 1000)) as book:
        enrolment.signer_of(book, member, PIN)
        back = copy_out.copy(book, root / "ve.thamdinh").path
    with merge.plan(office, [back]) as planned:
        assert merge.merge(office, planned).confirmed == (member,)


class World:
    """Laptops that begin with the template; each is opened when it is first asked for."""

    def __init__(self) -> None:
        self.template = template()
        self.root = folder()
        self.laptops: dict[str, Laptop] = {}
        self.names = list(NAMES)
        self._files = 0

    def at(self, name: str) -> Laptop:
        """The laptop of that name, its book open."""
        if name not in self.laptops:
            shutil.copytree(self.template.root / name, self.root / name)
            self.laptops[name] = self._open(name, START + 1_000_000 * (1 + NAMES.index(name)))
        return self.laptops[name]

    def _open(self, name: str, now: int) -> Laptop:
        path, clock = self.root / name / "so.thamdinh", Clock(now)
        home = Home(path.parent / "home")
        KnownFile(home, self.template.book, path).note(open_=False)  # as if written here
        book = Book.open(path, home, clock=clock)
        assert book.altered is None
        code = MEMBERS.get(name.partition("~")[0])
        signer = None
        if code is not None:
            who = self.template.members[code].id
            if (home.keys(book.id) / f"{who.hex()}.key").exists():
                signer = member_key(home, book.id, who, PIN)
        return Laptop(name, book, clock, signer)

    def clone(self, name: str) -> Laptop:
        """The laptop once more, its home and all: from now on two write under one identity."""
        source = self.at(name)
        copied = f"{name.partition('~')[0]}~{len(self.names)}"
        source.book.close()
        shutil.copytree(self.root / name, self.root / copied)
        self.laptops[name] = self._open(name, source.clock.now)
        self.laptops[copied] = self._open(copied, source.clock.now)
        self.names.append(copied)
        return self.laptops[copied]

    def fresh(self) -> Path:
        """A path that no file has yet."""
        self._files += 1
        place = self.root / f"usb-{self._files}"
        place.mkdir()
        return place / "ban.thamdinh"

    def copy(self, name: str, for_member: str | None = None) -> Path:
        """A copy as ``Ghi ra USB`` makes it."""
        member = None if for_member is None else self.template.members[for_member]
        return copy_out.copy(self.at(name).book, self.fresh(), for_member=member).path

    def meeting_place(self, path: Path) -> Laptop:
        """A laptop without any key that begins with that file alone: what files make of one
        another can be seen there, since nothing confirms itself."""
        target = self.fresh()
        shutil.copy(path, target)
        clock = Clock(START + 50_000_000)
        book = Book.open(target, Home(target.parent / "home"), clock=clock)
        assert book.altered is None
        return Laptop("meeting", book, clock, None)

    def close(self) -> None:
        for laptop in self.laptops.values():
            laptop.book.close()
        shutil.rmtree(self.root, ignore_errors=True)


def raw(connection: sqlite3.Connection) -> Raw:
    """Every row of everything that travels."""
    columns = {"sent": "member, seq, sig, prev, ids, key"}
    return {
        table: frozenset(
            connection.execute(f"SELECT {columns.get(table, '*')} FROM {table}").fetchall()
        )
        for table in TABLES
    }


def raw_file(path: Path) -> Raw:
    """The same of a file."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        return raw(connection)
    finally:
        connection.close()
