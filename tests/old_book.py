"""``python -m tests.old_book OUT``: the sample book of the format that the program writes now.

Kept in ``tests/files/old`` for every format that was released, packed, with what it holds beside
it; ``tests/db/test_old_books.py`` opens each. Make one when ``schema.FORMAT`` rises, with the
program of before, and never make a released one anew.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from db import campaigns, decisions, freeze, keys, rubrics, schema
from db.book import Book
from db.exchange.fingerprint import fingerprint
from db.home import Home
from db.queries.results import results
from tests.amending import amended, put_right, rescore, send_up
from tests.support import Clock, Sample, collective, individual, panel, session_row

UNKNOWN = "tương lai"  # the value of a field that this version does not know


def main(arguments: list[str]) -> int:
    """Writes ``format-N.thamdinh.gz`` and ``format-N.expected.json`` into the folder named."""
    out = Path(arguments[0])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.thamdinh"
        make(path, Home(Path(folder) / "home"))
        with Book.open(path, Home(Path(folder) / "khac"), readonly=True) as book:
            found = said_of(book)
        content = gzip.compress(path.read_bytes(), mtime=0)
    (out / f"format-{schema.FORMAT}{schema.SUFFIX}.gz").write_bytes(content)
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (out / f"format-{schema.FORMAT}.expected.json").write_text(text + "\n", "utf-8")
    return 0


def make(path: Path, home: Home) -> None:
    """A campaign with paper ballots and an own one, a void, a freeze that went up, an amendment,
    a round sent back and scored again, a proposal, and a field of the future."""
    with Book.create(path, home, Clock()) as book:
        campaign = campaigns.create(
            book, 2023, "Huyện ủy Lạc Dương", parent="Tỉnh ủy Lâm Đồng", place="Lạc Dương"
        )
        for rubric in (collective(), individual()):
            rubrics.store(book, campaign, rubric)
        sample = Sample(book, campaign)
        sample.take(panel())
        sample.score_all()
        member = sample.member("TV04")
        signer = keys.make_member_key(home, book.id, member.id, "2468")
        sample.set("member", member.id, **{f"key__{signer.public.hex()}": "dấu vân tay"})
        sample.score("TV04", "HS3", 700, signer=signer, reason="Tự chấm lại")
        freeze.freeze(book, campaign, 1)
        decisions.record(
            book, campaign, 1, "215-QĐ/HU", "2023-12-05", send_back={"HS2": "Chưa rõ số liệu"}
        )
        send_up(sample)
        put_right(sample)
        rescore(sample)
        amended(sample)
        sample.take([session_row(2, date="2023-12-12")])
        for number in range(1, 5):
            sample.score(f"TV0{number}", "HS2", 725)
        hs1 = sample.submission("HS1").id
        with book.write() as operation:
            operation.append("submission", hs1, "sau_nay", [], UNKNOWN)
        with book.write(signer=signer) as operation:
            operation.set("submission", hs1, {"title": "Tên đề nghị"})
    for left in path.parent.glob("kq*"):
        left.unlink()


def said_of(book: Book) -> dict[str, Any]:
    """What a person reads of the book, and its fingerprint."""
    campaign = campaigns.find(book.connection, None)
    tables = ("change", "op", "ballot", "sent", "snapshot")
    return {
        "fingerprint": fingerprint(book.connection),
        "rows": {
            table: book.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in tables
        },
        "results": [
            [r.code, r.round, r.final, r.median, r.class_name, r.decided_class, r.rank,
             r.ballots_valid, r.ballots_expected, r.eligible, list(r.flags)]
            for r in results(book, campaign)
        ],
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
