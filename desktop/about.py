"""What the program and the open book are, to be read aloud or copied. No Qt."""

from __future__ import annotations

from db import keys, schema
from db.book import Book
from db.exchange.fingerprint import fingerprint
from db.home import Home
from db.queries.structure import operations
from db.records import Campaign
from desktop.version import LIBRARIES, version

Facts = list[tuple[str, str]]

LARGE = 2_000  # writes from which the fingerprint takes a moment


def of_program(home: Home) -> Facts:
    """Version and where this laptop keeps what is its own."""
    return [
        ("Chương trình", f"thamdinh, phiên bản {version()}"),
        ("Định dạng sổ", f"số {schema.FORMAT}"),
        ("Nơi để khóa, nháp, cài đặt, bản sao lưu", str(home.root)),
    ]


def of_book(book: Book, campaign: Campaign | None) -> Facts:
    """The book, without its fingerprint."""
    facts = [("Tệp sổ", str(book.path))]
    if campaign is not None:
        facts += [("Cơ quan", campaign.body), ("Đợt thẩm định", str(campaign.year))]
    return [*facts, ("Dấu vân tay khóa cơ quan", keys.fingerprint(book.root))]


def mark_of(book: Book) -> tuple[str, str]:
    """The fingerprint of all that travels: two books with the same one hold the same."""
    return ("Dấu vân tay nội dung sổ", fingerprint(book.connection))


def is_large(book: Book) -> bool:
    """Whether its fingerprint takes a moment."""
    return operations(book) > LARGE


def licences() -> str:
    """One line a library."""
    return "\n".join(f"{name}: {licence}" for name, licence in LIBRARIES)


def as_text(facts: Facts) -> str:
    """To be pasted somewhere."""
    return "\n".join(f"{name}: {value}" for name, value in facts)
