"""Minutes as results: what a PDF carries is taken in at the desk, and nothing that was altered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import campaigns, freeze
from db.book import Book
from db.errors import AlteredFileError, DamagedBookError, ForeignDeliveryError
from db.exchange import deliver
from db.exchange.reports import Verdict
from db.exchange.verify import quiet
from db.home import Home
from db.queries.desk import desk
from db.rules import proof
from desktop.documents.minutes import write_minutes
from desktop.documents.minutes_parcel import read_minutes
from desktop.file_kind import FileKind
from desktop.intake.receive_files import receive_files
from desktop.models import incoming
from tests.deliveries import district_units
from tests.signing_support import minutes_to_sign, record
from tests.support import Clock, Sample


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def unit(sample: Sample) -> Sample:
    """The book of unit DU01, its session frozen."""
    with sample.book.write() as operation:
        said = {"unit": "DU01", "body": "Đảng ủy xã 01", "parent": "Huyện ủy Lạc Dương"}
        operation.set("campaign", sample.campaign.id, said)
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    return sample


@pytest.fixture
def paper(unit: Sample, tmp_path: Path) -> Path:
    return minutes_to_sign(unit, tmp_path / "bien-ban.pdf")


@pytest.fixture
def district(tmp_path: Path, clock: Clock) -> Iterator[Sample]:
    book = Book.create(tmp_path / "huyen.thamdinh", Home(tmp_path / "may-huyen"), clock)
    campaigns.create(book, 2023, "Huyện ủy Lạc Dương", unit="V", parent="Tỉnh ủy Lâm Đồng")
    made = Sample(book, campaigns.find(book.connection, 2023))
    made.take(district_units(2))
    yield made
    book.close()


def test_the_frozen_results_are_read_with_their_proof(unit: Sample, paper: Path) -> None:
    parcel = read_minutes(paper)
    code = freeze.body_of(unit.book, unit.campaign, 1)[1]
    assert (parcel.body.unit, parcel.body.proof_code, parcel.body.decision) == ("DU01", code, None)
    assert [(line.code, line.final) for line in parcel.body.lines] == [
        ("HS1", 850), ("HS2", 700), ("HS3", 600),
    ]  # fmt: skip
    assert parcel.root == unit.book.root


def test_minutes_are_received_and_replaced_by_a_delivery(
    unit: Sample, paper: Path, district: Sample, tmp_path: Path
) -> None:
    report = receive_files(district.book, district.campaign, [paper])
    assert [(f.verdict, f.unit) for f in report.files] == [(Verdict.RECEIVED, "DU01")]
    again = receive_files(district.book, district.campaign, [paper])
    assert again.files[0].verdict is Verdict.DUPLICATE
    parcel = tmp_path / "du01.giaonop"
    deliver.deliver(unit.book, unit.campaign, 1, parcel, undecided=True)
    assert receive_files(district.book, district.campaign, [parcel]).files[0].verdict is (
        Verdict.RECEIVED
    )
    (first,) = [u for u in desk(district.book, district.campaign).units if u.code == "DU01"]
    assert [d.seq for d in first.deliveries] == [1, 0]
    assert receive_files(district.book, district.campaign, [paper]).files[0].verdict is (
        Verdict.DUPLICATE
    )


def test_what_carries_nothing_or_was_altered_is_refused(unit: Sample, tmp_path: Path) -> None:
    body, code = freeze.body_of(unit.book, unit.campaign, 1)
    bare = tmp_path / "tran.pdf"
    write_minutes(body, bare, code)
    with pytest.raises(ForeignDeliveryError):
        read_minutes(bare)
    raw = record(unit)
    assert b'\\"final\\":850' in raw
    forged = minutes_to_sign(
        unit, tmp_path / "sua.pdf", raw.replace(b'\\"final\\":850', b'\\"final\\":950')
    )
    with pytest.raises(AlteredFileError):
        read_minutes(forged)
    broken = tmp_path / "hong.pdf"
    broken.write_bytes(b"%PDF-1.7 rubble")
    with pytest.raises((DamagedBookError, ForeignDeliveryError)):
        read_minutes(broken)


def test_dropped_minutes_are_told_apart(
    unit: Sample, paper: Path, district: Sample, tmp_path: Path
) -> None:
    """At the district they are results; at home they are looked at and said what they prove."""
    (there,) = incoming.look(district.book, district.campaign, [paper], {}, quiet).lines
    assert (there.what, there.state, there.source) == (
        FileKind.DELIVERY, incoming.READY, "Đảng ủy xã 01",
    )  # fmt: skip
    (here,) = incoming.look(unit.book, unit.campaign, [paper], {}, quiet).lines
    assert (here.what, here.state) == (FileKind.PDF, incoming.CHECKED)
    assert "chưa" in here.reason.lower()  # nobody has signed it yet
