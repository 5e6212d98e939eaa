"""The novelty check in a province's ten years, against the BM25 query of FTS5 alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

from db import campaigns
from db.book import Book
from db.novelty_index import NoveltyIndex
from db.queries.similar import similar
from db.rules.novelty import SCORED, stamp
from tests.bench.figures import Figure, by_turns, middle, percentile, timed
from tests.bench.lab import YEAR, Lab

_PAIRS = Path(__file__).parents[1] / "files" / "novelty-pairs.toml"
_YEARS = 10
_ASKED = 40


def bench(lab: Lab) -> Iterator[Figure]:
    """A query with an index that is up to date; making the index; looking for what changed."""
    wanted = lab.scale.listed
    with Book.create(lab.folder / "similar.thamdinh", lab.home) as book:
        lab.say(f"a book of {wanted} texts")
        _fill(book, wanted)
        with NoveltyIndex(book) as index:
            lab.say("their index")
            made = timed(index.refresh)
            asked = Random(2).sample(range(wanted), min(_ASKED, 4 + wanted // 2000))
            ours, bare = [], []
            for number in asked:
                ident = number.to_bytes(16, "big")
                words = index.words(ident)
                bm25 = partial(index.candidates, words, YEAR)
                (one,), (other,) = by_turns(1, partial(_ask, book, index, ident), bm25)
                ours.append(one)
                bare.append(other)
            against, note = "BM25 query of FTS5 alone", f"{wanted} submissions"
            yield Figure("similar", middle(ours), middle(bare), 4, against=against, note=note)
            yield Figure("similar.p95", percentile(ours, 95), goal=200, note=note)
            yield Figure("similar.made", made, note=note)
            with book.write() as operation:
                operation.set("submission", bytes(16), {"title": "Tên khác"})
            yield Figure("similar.renewed", timed(index.refresh), note="after one change")


def _ask(book: Book, index: NoveltyIndex, ident: bytes) -> None:
    index.refresh()
    similar(book, index, ident)


def _fill(book: Book, wanted: int) -> None:
    """Texts put together from half-sentences of the labelled pairs, in the picture alone."""
    rng = Random(1)
    models = tomllib.loads(_PAIRS.read_text("utf-8"))["model"]
    texts = [m[part] for m in models for part in ("base", "paraphrase", "copied", "new")]
    pieces = [p.strip() for t in texts for p in t.replace(";", ",").replace(".", ",").split(",")]
    words = [word for text in texts for word in text.split()]
    years = [
        campaigns.create(book, YEAR - back, "Huyện ủy", place="Lạc Dương").id
        for back in range(_YEARS)
    ]
    lengths = {"title": 2, "content": 5, "novelty": 2, "solution": 2, "product": 2}
    rows = []
    for number in range(wanted):
        said = [
            ". ".join(rng.choices(pieces, k=lengths[f])) + " " + " ".join(rng.choices(words, k=3))
            for f in SCORED
        ]
        place = (number.to_bytes(16, "big"), years[number % _YEARS], f"HS{number}")
        rows.append((*place, *said, stamp(said)))
    columns = ", ".join(("id", "campaign", "code", *SCORED, "text_stamp"))
    places = ", ".join("?" * (len(SCORED) + 4))
    book.connection.execute("BEGIN IMMEDIATE")
    book.connection.executemany(f"INSERT INTO submission({columns}) VALUES ({places})", rows)
    book.connection.execute("COMMIT")
