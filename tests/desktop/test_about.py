"""What the program says of itself and of the book."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from db import keys
from db.exchange.fingerprint import fingerprint
from desktop import about
from desktop.version import LIBRARIES, version
from tests.support import Sample

ROOT = Path(__file__).parents[2]


def test_every_library_that_is_delivered_has_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[\[<>=; ]", line)[0].lower() for line in project["dependencies"]}
    assert asked <= {name.lower() for name, _ in LIBRARIES}
    assert version() == project["version"]


def test_the_book_by_its_marks(sample: Sample) -> None:
    book = sample.book
    facts = dict([*about.of_program(book.home), *about.of_book(book, sample.campaign)])
    assert facts["Dấu vân tay khóa cơ quan"] == keys.fingerprint(book.root)
    assert facts["Cơ quan"] == sample.campaign.body
    assert about.mark_of(book)[1] == fingerprint(book.connection)
    assert str(book.home.root) in about.as_text(about.of_program(book.home))
    assert not about.is_large(book)
