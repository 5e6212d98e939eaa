"""Sample files cut, flipped, swapped, wiped: refused with a sentence, or the same content."""

from __future__ import annotations

import gzip
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db import campaigns, freeze
from db.book import Book
from db.errors import FileError, ThamdinhError
from db.exchange import delivery_file
from db.exchange.deliver import deliver
from db.exchange.foreign import open_foreign
from db.exchange.verify import Content, verify_all
from db.home import Home
from db.rules import proof
from desktop.messages import sentence
from desktop.sample.book import make
from tests.db.exchange.laptops import raw
from tests.support import Sample

PAGE = 4096
FEW, MANY = 200, 5000
OLD = Path(__file__).parents[1] / "files" / "old"


class Victim:
    """A file, its content by a reader that verifies everything, and ways to hurt it."""

    def __init__(self, path: Path, home: Home, read: Callable[[Path, Home], Any]) -> None:
        self.whole = path.read_bytes()
        self.path, self.home = path.with_name("hong" + path.suffix), home
        self._read = read
        self.path.write_bytes(self.whole)
        self.content = read(self.path, home)

    @property
    def pages(self) -> int:
        return len(self.whole) // PAGE

    def hurt(self, content: bytes) -> bool:
        """Whether it was refused; else it holds the very same."""
        self.path.write_bytes(content)
        try:
            found = self._read(self.path, self.home)
        except ThamdinhError as error:
            assert isinstance(error, FileError), error
            words = sentence(error)
            assert "ngoài dự kiến" not in words and words.endswith("."), words
            return True
        finally:
            assert list(self.home.folder("temp").iterdir()) == []
        assert found == self.content
        return False


def _book(path: Path, home: Home) -> Any:
    with open_foreign(path, home) as foreign:
        verify_all(Content(foreign.connection, foreign.path))
        return raw(foreign.connection)


def _delivery(path: Path, home: Home) -> Any:
    return delivery_file.read(path, home, None).body


@pytest.fixture(scope="module")
def victims(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Victim]]:
    """A book of every format, the illustrative campaign, and a delivery."""
    folder = tmp_path_factory.mktemp("hong")
    home = Home(folder / "home")
    found: dict[str, Victim] = {}
    for packed in sorted(OLD.glob("*.gz")):
        path = folder / packed.name.removesuffix(".gz")
        path.write_bytes(gzip.decompress(packed.read_bytes()))
        found[path.stem] = Victim(path, home, _book)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proof, "_N", 2**4)
        path = make(folder / "minh-hoa.thamdinh", home, submissions=6, members=3)
        found["campaign"] = Victim(path, home, _book)
        with Book.open(path, home) as book:
            campaign = campaigns.find(book.connection, None)
            freeze.freeze(book, campaign, 1)
            sent = deliver(book, campaign, 1, folder / "kq.giaonop", undecided=True)
        assert sent
        (delivered,) = folder.glob("*.giaonop")
        found["delivery"] = Victim(delivered, home, _delivery)
        yield found  # still with the cheap proof codes: else every delivery would be refused


NAMES = ["format-1", "campaign", "delivery"]


def _cut(victim: Victim, step: int = 1) -> None:
    for page in range(0, victim.pages + 1, step):
        for more in (-1, 0, 1):
            size = page * PAGE + more
            if 0 <= size < len(victim.whole):
                assert victim.hurt(victim.whole[:size]), size
    assert victim.hurt(victim.whole + b"\0")


@pytest.mark.parametrize("name", NAMES)
def test_cut_at_pages_and_one_byte_beside(victims: dict[str, Victim], name: str) -> None:
    _cut(victims[name], step=1 if name == "delivery" else 7)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_cut_at_every_page_and_one_byte_beside(victims: dict[str, Victim], name: str) -> None:
    _cut(victims[name])


def _flips(victim: Victim, count: int) -> int:
    chance = random.Random(count)
    refused = 0
    for _ in range(count):
        content = bytearray(victim.whole)
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        refused += victim.hurt(bytes(content))
    return refused


def _swaps(victim: Victim, count: int) -> int:
    chance = random.Random(count)
    refused = 0
    for _ in range(count):
        content = bytearray(victim.whole)
        one, other = (n * PAGE for n in chance.sample(range(victim.pages), 2))
        content[one : one + PAGE], content[other : other + PAGE] = (
            victim.whole[other : other + PAGE], victim.whole[one : one + PAGE],
        )  # fmt: skip
        refused += victim.hurt(bytes(content))
    return refused


def _wiped(victim: Victim, count: int) -> int:
    chance = random.Random(count)
    refused = 0
    for _ in range(count):
        content = bytearray(victim.whole)
        at, size = chance.randrange(len(content)), chance.choice((1, 16, 512, PAGE, 3 * PAGE))
        content[at : at + size] = bytes(len(content[at : at + size]))
        refused += victim.hurt(bytes(content))
    return refused


HURTS: dict[str, Callable[[Victim, int], int]] = {
    "bit flips": _flips,
    "page swaps": _swaps,
    "zeroed ranges": _wiped,
}


@pytest.mark.parametrize("how", HURTS)
def test_hurt_a_little(victims: dict[str, Victim], how: str) -> None:
    for victim in victims.values():
        assert not victim.hurt(victim.whole), "refused though nothing befell it"
    victim = victims["format-1"]
    few = FEW if how == "bit flips" else FEW // 10
    assert HURTS[how](victim, few) > few // 25, "nothing of it was looked at"


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", HURTS)
def test_hurt_a_lot(victims: dict[str, Victim], how: str, name: str) -> None:
    refused = HURTS[how](victims[name], MANY if how == "bit flips" else MANY // 10)
    print(name, how, refused)
    assert refused


def test_the_own_book_opened_after_it_was_hurt(sample: Sample, tmp_path: Path) -> None:
    """As whoever finds it on a disk opens it: a sentence, read only, or the same content."""
    sample.score_all()
    whole = sample.book.path.read_bytes()
    path, home = tmp_path / "hong.thamdinh", Home(tmp_path / "may-khac")
    shutil.copy(sample.book.path, path)
    with Book.open(path, home, readonly=True) as book:
        content = raw(book.connection)
    chance = random.Random(7)
    refused = 0
    for _ in range(12):
        hurt = bytearray(whole)
        at = chance.randrange(len(hurt) - 512)
        hurt[at : at + 512] = bytes(512)
        path.write_bytes(hurt)
        try:
            with Book.open(path, home, readonly=True) as book:
                if book.altered is not None:
                    assert book.readonly and "ngoài dự kiến" not in sentence(book.altered)
                    refused += 1
                else:
                    assert raw(book.connection) == content
        except ThamdinhError as error:
            assert "ngoài dự kiến" not in sentence(error)
            refused += 1
    assert refused
