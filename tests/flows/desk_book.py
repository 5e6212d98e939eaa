"""The book of the level above, and a stick with what its units sent, for the flows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from db import campaigns, rubrics
from db.book import Book
from db.exchange.delivery_body import DeliveryBody, totals_of
from db.home import Home
from db.keys import Signer
from tests.deliveries import DAY, UnitBook, damage, district_units, template
from tests.support import START, Clock, Sample, collective, individual, panel

DISTRICT = "Huyện ủy Lạc Dương"
UNITS = 8
OTHER_KEY = Signer(bytes(range(32)))  # of DU01's new laptop


def make_district(path: Path, home: Home, units: int = UNITS) -> Path:
    """The book of the level above; beside it a stick (``usb``) with what its units sent: DU01 to
    DU04 in order, DU02 twice over and a newer one, DU04 undecided, DU05 under a code that
    nobody knows, DU01 again with another office key, one damaged, one of another body."""
    with Book.create(path, home) as book:
        campaigns.create(
            book, 2023, DISTRICT, unit="V", parent="Tỉnh ủy Lâm Đồng", place="Lạc Dương"
        )
        Sample(book, campaigns.find(book.connection, 2023)).take(district_units(units))
    stick = path.parent / "usb"
    stick.mkdir()
    small = Book.create(path.parent / "xa.thamdinh", Home(path.parent / "may-xa"), Clock())
    campaigns.create(small, 2023, "Đảng ủy xã 01", unit="DU01", parent=DISTRICT)
    sample = Sample(small, campaigns.find(small.connection, 2023))
    for rubric in (collective(), individual()):
        rubrics.store(small, sample.campaign, rubric)
    sample.take(panel())
    source = template(sample)
    small.close()
    sent = {
        n: UnitBook(source, f"DU{n:02}", f"Đảng ủy xã {n:02}", DISTRICT) for n in range(1, 6)
    }
    sent[1].write(stick / "xa-01.giaonop")
    sent[2].write(stick / "xa-02.giaonop")
    (stick / "xa-02-chep.giaonop").write_bytes((stick / "xa-02.giaonop").read_bytes())
    sent[2].write(stick / "xa-02-moi.giaonop", seq=2, time=START + 2 * DAY, change=_mended)
    sent[3].write(stick / "xa-03.giaonop")
    sent[4].write(stick / "xa-04.giaonop", decided=False)
    lost = UnitBook(source, "X05", "Đảng ủy xã 05", DISTRICT)
    lost.write(stick / "xa-05.giaonop")
    other = UnitBook(source, "DU01", "Đảng ủy xã 01", DISTRICT)
    other.signer = OTHER_KEY
    other.write(path.parent / "xa-01-may-moi.giaonop")
    damage(stick / "xa-03.giaonop", stick / "xa-06-hong.giaonop", "cut")
    UnitBook(source, "Z9", "Đảng ủy xã khác", "Huyện ủy Bảo Lâm").write(stick / "la.giaonop")
    return path


def _mended(body: DeliveryBody) -> DeliveryBody:
    """HS3 is decided otherwise in the newer delivery."""
    lines = tuple(
        replace(line, decided_class="Khá", reason="Nhân rộng") if line.code == "HS3" else line
        for line in body.lines
    )
    return replace(body, lines=lines, totals=totals_of(lines))
