"""Repair: what is readable of a damaged book goes over, true rows only, the rest is named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from db import freeze, salvage
from db.book import Book
from db.check import check
from db.errors import FileExistsAlreadyError, NotRepairableError
from db.exchange.fingerprint import fingerprint
from db.home import Home
from db.keys import make_member_key
from db.queries.results import results
from db.repair import repair
from tests.support import Sample


@pytest.fixture
def full(sample: Sample) -> Sample:
    """Scored, with a member's own ballot, a long text, a void, frozen."""
    sample.score_all()
    signer = make_member_key(sample.book.home, sample.book.id, sample.member("TV01").id, "1234")
    sample.set("member", sample.member("TV01").id, **{f"key__{signer.public.hex()}": "paper"})
    sample.score("TV01", "HS1", 900, signer=signer, reason="Chấm lại")
    sample.set("submission", sample.submission("HS1").id, content="Nội dung rất dài. " * 2000)
    freeze.freeze(sample.book, sample.campaign, 1)
    return sample


def damaged(full: Sample, *pages: int) -> Path:
    """The book's file with some pages overwritten."""
    path = full.book.path.with_name("hong.thamdinh")
    content = bytearray(full.book.path.read_bytes())
    size = salvage.page_size(bytes(content))
    for page in pages:
        content[page * size : (page + 1) * size] = b"\xa5" * size
    path.write_bytes(content)
    return path


def test_a_whole_book_comes_out_the_same(full: Sample, tmp_path: Path) -> None:
    made = repair(damaged(full), tmp_path / "moi.thamdinh", full.book.home)
    assert (made.lost, made.rewritten, made.omitted) == ((), 0, 0)
    with Book.open(made.path, full.book.home) as book:
        assert fingerprint(book.connection) == fingerprint(full.book.connection)
        assert results(book, full.campaign) == results(full.book, full.campaign)
        assert check(book) == []


def test_every_page_in_turn(full: Sample, tmp_path: Path) -> None:
    """Whatever page is gone, a book comes out that is sound; most pages cost little, and the
    header costs nothing."""
    content = full.book.path.read_bytes()
    size = salvage.page_size(content)
    count = sum(1 for _ in full.book.connection.execute("SELECT id FROM change"))
    kept = []
    for page in range(len(content) // size):
        out = tmp_path / f"{page}.thamdinh"
        made = repair(damaged(full, page), out, full.book.home)
        with Book.open(out, full.book.home) as book:
            assert book.altered is None
            assert check(book) == [] or made.omitted
            if page == 0:
                assert fingerprint(book.connection) == fingerprint(full.book.connection)
        kept.append((made.changes + made.rewritten) / count)
    assert min(kept) > 0.5
    assert sorted(kept)[len(kept) // 2] == 1.0


def test_random_damage_never_invents_anything(full: Sample, tmp_path: Path) -> None:
    true = {ident for (ident,) in full.book.connection.execute("SELECT id FROM ballot")}
    content = full.book.path.read_bytes()
    chance = random.Random(11)
    for number in range(25):
        broken = bytearray(content)
        for _ in range(60):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path = tmp_path / "x.thamdinh"
        path.write_bytes(broken)
        out = tmp_path / f"{number}.thamdinh"
        repair(path, out, full.book.home)
        with Book.open(out, full.book.home) as book:
            assert book.altered is None
            found = {ident for (ident,) in book.connection.execute("SELECT id FROM ballot")}
            assert found <= true


def test_without_the_office_key_a_broken_operation_is_named(
    full: Sample, tmp_path: Path
) -> None:
    content = full.book.path.read_bytes()
    size = salvage.page_size(content)
    lost: list[tuple[str, int, int]] = []
    for page in range(1, len(content) // size):
        out = tmp_path / f"{page}.thamdinh"
        made = repair(damaged(full, page), out, Home(tmp_path / "khac"))
        assert made.rewritten == 0
        lost.extend(made.lost)
    assert lost and {who for who, _, _ in lost} <= {"office", "TV01"}


def test_what_is_no_book_is_said(full: Sample, tmp_path: Path) -> None:
    path = tmp_path / "la.bin"
    path.write_bytes(random.Random(1).randbytes(50_000))
    with pytest.raises(NotRepairableError):
        repair(path, tmp_path / "moi.thamdinh", full.book.home)
    with pytest.raises(FileExistsAlreadyError):
        repair(full.book.path, path, full.book.home)
    assert not (tmp_path / "moi.thamdinh").exists()


def test_cells_that_share_one_long_chain(tmp_path: Path) -> None:
    """A page of cells that all go on over the same pages would be read for hours."""
    size, chain = 4096, 400
    cells = (size - 8) // 12
    page = bytearray(size)
    page[0], page[3:5] = 0x0D, cells.to_bytes(2, "big")
    for number in range(cells):
        at = 8 + 2 * cells + 7 * number
        page[8 + 2 * number : 10 + 2 * number] = at.to_bytes(2, "big")
        # 65,536 bytes; the end of the seventieth cell behind says on which page they go on.
        page[at : at + 7] = b"\x84\x80\0\0\0\0\3"
    following = b"".join(
        (number + 4).to_bytes(4, "big") + bytes(size - 4) for number in range(chain)
    )
    head = bytearray(size)
    head[16:18] = size.to_bytes(2, "big")
    content = bytes(head) + bytes(page) + following
    may_read = [2 * len(content)]
    found = [
        salvage._payload(content, size, size, 8 + 2 * cells + 7 * number, 0x0D, may_read)
        for number in range(cells)
    ]
    whole = [each for each in found if each is not None]
    assert 0 < len(whole) < 60 < cells
    path = tmp_path / "hong.thamdinh"
    path.write_bytes(b"")
    with pytest.raises(NotRepairableError):
        repair(path, tmp_path / "moi.thamdinh", Home(tmp_path / "home"))
