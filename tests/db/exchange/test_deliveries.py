"""Deliver and receive: what goes up, what is refused, what counts on the desk."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from db import campaigns, decisions, freeze
from db.book import Book
from db.check import check
from db.errors import (
    CancelledError,
    DeliveryRefusedError,
    NoOfficeKeyError,
    SessionClosedError,
    SessionNotFrozenError,
    ThamdinhError,
)
from db.exchange import delivery_body, delivery_file
from db.exchange.deliver import deliver
from db.exchange.delivery_body import DeliveryBody, Line, Totals
from db.exchange.held import held, standing
from db.exchange.receive import FileReport, Report, Verdict, receive
from db.home import Home
from db.keys import Signer, fingerprint
from db.queries.expected import expected_units, missing_units
from db.rules import proof
from db.undo import undo
from tests.deliveries import DAY, Template, UnitBook, damage, district_units, template
from tests.support import START, Clock, Sample, changes

DISTRICT = "Huyện ủy Lạc Dương"


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is tested with the rule itself."""
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def source(sample: Sample) -> Template:
    return template(sample)


@pytest.fixture
def district(tmp_path: Path, clock: Clock) -> Any:
    """The book of the level above, with three organisations below it."""
    book = Book.create(tmp_path / "huyen.thamdinh", Home(tmp_path / "may-huyen"), clock)
    campaigns.create(book, 2023, DISTRICT, unit="V", parent="Tỉnh ủy Lâm Đồng")
    made = Sample(book, campaigns.find(book.connection, 2023))
    made.take(district_units(3))
    yield made
    book.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def unit(source: Template, number: int, **more: str) -> UnitBook:
    said = {"code": f"DU{number:02}", "name": f"Đảng ủy xã {number:02}", "parent": DISTRICT}
    return UnitBook(source, **{**said, **more})


def take(district: Sample, *paths: Path, **more: Any) -> Report:
    return receive(district.book, district.campaign, paths, **more)


def only(report: Report) -> FileReport:
    (found,) = report.files
    return found


# -- going up ------------------------------------------------------------------------------


def test_a_session_goes_up_decided_and_is_never_opened_again(
    sample: Sample, source: Template, stick: Path
) -> None:
    sent = deliver(sample.book, sample.campaign, 1, stick)
    parcel = delivery_file.read(sent.path, sample.book.home)
    body = parcel.body
    assert sent.path.suffix == ".giaonop" and sent.path.parent == stick
    assert [(line.code, line.class_name, line.decided_class) for line in body.lines] == [
        ("HS1", "Tốt", "Tốt"),
        ("HS2", "Khá", "Tốt"),
        ("HS3", "Đạt", "Đạt"),
    ]
    assert body.decision is not None and body.decision.document == "12-QĐ/ĐU"
    assert body.totals == Totals(
        3, 2150, {"Tốt": 1, "Khá": 1, "Đạt": 1, "Không đạt": 0},
        {"Tốt": 2, "Khá": 0, "Đạt": 1, "Không đạt": 0},
    )  # fmt: skip
    counts = body.counts["collective"]
    assert (counts.registered, counts.reported, counts.appraised) == (4, 3, 2)
    assert body.proof_code == freeze.body_of(sample.book, sample.campaign, 1)[1]
    with pytest.raises(SessionClosedError):
        freeze.unfreeze(sample.book, sample.campaign, 1, "Ghi nhầm")
    assert check(sample.book) == []
    assert deliver(sample.book, sample.campaign, 1, stick).seq == 2


def test_what_is_not_frozen_or_not_decided_stays_here(sample: Sample, stick: Path) -> None:
    with pytest.raises(SessionNotFrozenError):
        deliver(sample.book, sample.campaign, 1, stick)
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    before = changes(sample.book)
    with pytest.raises(DeliveryRefusedError) as caught:
        deliver(sample.book, sample.campaign, 1, stick)
    assert caught.value.facts["what"] == "undecided"
    assert not list(stick.iterdir()) and changes(sample.book) == before
    sent = deliver(sample.book, sample.campaign, 1, stick, undecided=True)
    assert sent.body.decision is None
    assert {line.decided_class for line in sent.body.lines} == {None}


def test_a_stick_that_is_full_leaves_no_record_of_a_delivery(
    sample: Sample, source: Template, stick: Path
) -> None:
    before = changes(sample.book)
    with pytest.raises(Exception, match="khong-co"):
        deliver(sample.book, sample.campaign, 1, stick / "khong-co" / "kq.giaonop")
    assert changes(sample.book) == before
    freeze.unfreeze(sample.book, sample.campaign, 1, "Ghi nhầm")


def test_two_snapshots_of_one_session_go_nowhere(
    sample: Sample, source: Template, stick: Path
) -> None:
    sample.book.connection.execute(
        "INSERT INTO trouble SELECT session, 'snapshot.standing', 'two_frozen' FROM standing"
    )
    with pytest.raises(DeliveryRefusedError) as caught:
        deliver(sample.book, sample.campaign, 1, stick, undecided=True)
    assert caught.value.facts["what"] == "two_frozen"


def test_a_further_office_key_is_proved_by_the_first(
    sample: Sample, source: Template, district: Sample, stick: Path
) -> None:
    further = Signer(os.urandom(32))
    with sample.book.write() as operation:
        operation.set("office", sample.book.id, {f"key:{further.public.hex()}": "máy thứ hai"})
    sample.book.office = further
    sent = deliver(sample.book, sample.campaign, 1, stick)
    report = take(district, sent.path, units={sent.path.name: "DU01"})
    assert only(report).verdict is Verdict.RECEIVED
    (one,) = held(district.book.connection, district.campaign.id)
    assert (one.key, one.key != one.root) == (further.public.hex(), True)


# -- coming in -----------------------------------------------------------------------------


def test_a_delivery_comes_in_with_its_proof_and_fixes_the_units_key(
    district: Sample, source: Template, stick: Path
) -> None:
    below = unit(source, 1)
    report = take(district, below.write(stick / "a.giaonop"))
    one = only(report)
    assert (one.verdict, one.unit, one.code) == (Verdict.RECEIVED, "DU01", "")
    assert one.fingerprint == fingerprint(below.signer.public)
    assert report.missing == ("DU02", "DU03")
    (kept,) = held(district.book.connection, district.campaign.id)
    assert (kept.body.proof_code, kept.source) == (one.proof_code, "file")
    assert check(district.book) == []
    district.book.rebuild()
    assert check(district.book) == []


def test_the_same_again_is_a_duplicate_and_writes_nothing(
    district: Sample, source: Template, stick: Path
) -> None:
    first = unit(source, 1).write(stick / "a.giaonop")
    copy = Path(shutil.copy(first, stick / "b.giaonop"))
    report = take(district, first, copy)
    assert [one.verdict for one in report.files] == [Verdict.RECEIVED, Verdict.DUPLICATE]
    before = changes(district.book)
    assert only(take(district, copy)).verdict is Verdict.DUPLICATE
    assert changes(district.book) == before


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("at_once", [True, False])
def test_the_newer_counts_and_both_stand_on_record(
    district: Sample, source: Template, stick: Path, newest_first: bool, at_once: bool
) -> None:
    below = unit(source, 1)
    old = below.write(stick / "a.giaonop", decided=False)
    new = below.write(stick / "b.giaonop", seq=2, time=START)  # a clock that was set back
    paths = [new, old] if newest_first else [old, new]
    reports = [take(district, *paths)] if at_once else [take(district, path) for path in paths]
    verdicts = {one.path: one.verdict for report in reports for one in report.files}
    late = not at_once and not newest_first  # then nobody could know of a newer one yet
    assert verdicts == {
        new: Verdict.RECEIVED,
        old: Verdict.RECEIVED if late else Verdict.OLDER,
    }
    found = held(district.book.connection, district.campaign.id)
    why = standing(found)
    assert {one.body.seq: why[one.id] for one in found} == {1: "newer", 2: ""}


def test_an_import_of_deliveries_is_undone_and_done_again(
    district: Sample, source: Template, stick: Path
) -> None:
    path = unit(source, 1).write(stick / "a.giaonop")
    op = take(district, path).changes.op
    assert op is not None
    undo(district.book, op)
    assert held(district.book.connection, district.campaign.id) == []
    assert only(take(district, path)).verdict is Verdict.RECEIVED
    assert len(held(district.book.connection, district.campaign.id)) == 1


def test_signed_bytes_stay_as_they_are(district: Sample, source: Template, stick: Path) -> None:
    """A mark that stands alone would compose with the escape before it."""
    below = unit(source, 1)
    alone = '"title":"Mô hình\\n\u0303"'.encode()
    raw = below.snapshot().replace('"title":"Mô hình HS1"'.encode(), alone)
    path = below.write(stick / "a.giaonop", snapshot=raw)
    assert only(take(district, path)).verdict is Verdict.RECEIVED
    (one,) = held(district.book.connection, district.campaign.id)
    assert one.body.lines[0].title == "Mô hình\n\u0303"
    assert only(take(district, path)).verdict is Verdict.DUPLICATE


# -- whose is it ---------------------------------------------------------------------------


def test_a_unit_is_never_guessed_from_its_name(
    district: Sample, source: Template, stick: Path
) -> None:
    below = unit(source, 2, code="XA2", name="ĐẢNG ỦY XÃ 02")
    path = below.write(stick / "a.giaonop")
    refused = only(take(district, path))
    assert (refused.verdict, refused.code) == (Verdict.REFUSED, "unit_unknown")
    assert refused.facts["candidates"][0] == ("DU02", "Đảng ủy xã 02")
    assert only(take(district, path, units={"a.giaonop": "DU02"})).unit == "DU02"
    later = below.write(stick / "c.giaonop", seq=2)
    assert only(take(district, later)).unit == "DU02", "chosen once, it is known"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"code": "DT", "name": "Đảng ủy thị trấn Đức Trọng", "parent": "Huyện ủy Đức Trọng"},
         "other_body"),
        ({"code": "DU01", "name": "Đảng ủy phường 9", "parent": "Thành ủy Đà Lạt"}, "other_body"),
        ({"code": "", "name": "Đảng ủy khối doanh nghiệp"}, "unit_unknown"),
    ],
)  # fmt: skip
def test_what_is_not_ours_is_refused_by_name(
    district: Sample, source: Template, stick: Path, said: dict[str, str], code: str
) -> None:
    one = only(take(district, unit(source, 1, **said).write(stick / "a.giaonop")))
    assert (one.verdict, one.code, one.facts["body"]) == (Verdict.REFUSED, code, said["name"])
    assert held(district.book.connection, district.campaign.id) == []


def test_our_own_and_another_years_delivery_are_refused(
    sample: Sample, source: Template, district: Sample, stick: Path
) -> None:
    own = deliver(sample.book, sample.campaign, 1, stick)
    assert only(receive(sample.book, sample.campaign, [own.path])).code == "own"
    below = unit(source, 1)
    raw = below.snapshot()
    old = raw.replace(b'"year":2023', b'"year":2019')
    path = below.write(
        stick / "a.giaonop", snapshot=old, change=lambda body: replace(body, year=2019)
    )
    one = only(take(district, path))
    assert (one.code, one.facts["year"]) == ("no_campaign", 2019)


def test_another_office_key_is_refused_until_the_fingerprint_was_compared(
    district: Sample, source: Template, stick: Path
) -> None:
    known, stranger = unit(source, 1), unit(source, 1)
    take(district, known.write(stick / "a.giaonop"))
    path = stranger.write(stick / "b.giaonop")
    one = only(take(district, path))
    mine = fingerprint(stranger.signer.public)
    assert (one.code, one.facts["fingerprint"]) == ("other_key", mine)
    assert one.facts["known"] == fingerprint(known.signer.public)
    wrong = only(take(district, path, trust={"DU01": "0000-0000-0000-0000"}))
    assert wrong.verdict is Verdict.REFUSED
    assert only(take(district, path, trust={"DU01": mine})).verdict is Verdict.RECEIVED


def test_two_strange_keys_at_once_are_both_refused(
    district: Sample, source: Template, stick: Path
) -> None:
    paths = [unit(source, 1).write(stick / f"{n}.giaonop") for n in "ab"]
    assert [one.code for one in take(district, *paths).files] == ["two_keys", "two_keys"]


def test_a_units_key_speaks_for_no_other_unit(
    district: Sample, source: Template, stick: Path
) -> None:
    below = unit(source, 1)
    take(district, below.write(stick / "a.giaonop"))
    below.code, below.name, below.id = "DU02", "Đảng ủy xã 02", os.urandom(16)
    one = only(take(district, below.write(stick / "b.giaonop")))
    assert (one.code, one.facts["owner"]) == ("key_of_other", "DU01")


def test_only_the_office_takes_deliveries_in(
    district: Sample, source: Template, stick: Path
) -> None:
    path = unit(source, 1).write(stick / "a.giaonop")
    district.book.office = None
    with pytest.raises(NoOfficeKeyError):
        take(district, path)


# -- hostile and broken files --------------------------------------------------------------


def _sql(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement, values)
    connection.commit()
    connection.close()


def _body(path: Path, table: str) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        (raw,) = connection.execute(f"SELECT body FROM {table}").fetchone()
    assert isinstance(raw, bytes)
    return raw


def _better(body: DeliveryBody) -> DeliveryBody:
    first, *rest = body.lines
    return replace(body, lines=(replace(first, final=1000), *rest))


def test_what_was_altered_after_signing_is_refused(
    district: Sample, source: Template, stick: Path
) -> None:
    below = unit(source, 1)

    def fresh(name: str) -> Path:
        return below.write(stick / f"{name}.giaonop")

    altered = fresh("body")
    raw = _body(altered, "delivery")
    _sql(altered, "UPDATE delivery SET body = ?", raw.replace(b'"final":850', b'"final":950'))
    frozen = fresh("snapshot")
    raw = _body(frozen, "snapshot")
    _sql(frozen, "UPDATE snapshot SET body = ?", raw.replace(b'"final":850', b'"final":950'))
    chain = fresh("chain")
    _sql(chain, "INSERT INTO op VALUES (?, ?, ?)", bytes(16), below.signer.public, bytes(64))
    stranger = below.write(stick / "key.giaonop", signer=Signer(os.urandom(32)))
    better = below.write(stick / "list.giaonop", change=_better)
    code = below.write(
        stick / "code.giaonop", change=lambda body: replace(body, proof_code="0000-0000-0000")
    )
    fresh("extra")
    extra = stick / "extra.giaonop"
    _sql(extra, "CREATE VIEW v AS SELECT 1")
    paths = [altered, frozen, chain, stranger, better, code, extra]
    report = take(district, *paths)
    found = {one.path.stem: (one.code, one.facts.get("what")) for one in report.files}
    assert found == {
        "body": ("altered", "delivery"),
        "snapshot": ("altered", "snapshot"),
        "chain": ("altered", "operation"),
        "key": ("altered", "delivery"),
        "list": ("list_differs", None),
        "code": ("proof_code", None),
        "extra": ("damaged", None),
    }
    assert held(district.book.connection, district.campaign.id) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content | {"lines": "HS1"},
        lambda content: content | {"year": True},
        lambda content: content | {"seq": -1},
        lambda content: content | {"seq": 2**70},
        lambda content: content | {"lines": [content["lines"][0]] * 2},
        lambda content: content | {"decision": None},
        lambda content: content | {"format": "thamdinh-delivery-9"},
        lambda content: [content],
    ],
)
def test_a_body_that_is_none_is_refused_though_it_is_signed(source: Template, spoil: Any) -> None:
    import json

    content = json.loads(delivery_body.write(source.body))
    assert delivery_body.read(json.dumps(content).encode()) == source.body
    with pytest.raises(ValueError):
        delivery_body.read(json.dumps(spoil(content)).encode())


def test_a_book_is_no_delivery(district: Sample, sample: Sample) -> None:
    assert only(take(district, sample.book.path)).code == "book"


def test_stopped_in_the_middle_nothing_is_written(
    district: Sample, source: Template, stick: Path
) -> None:
    paths = [unit(source, n).write(stick / f"{n}.giaonop") for n in (1, 2, 3)]
    before = changes(district.book)

    def stop(done: int, all_: int) -> None:
        if done == 2:
            raise CancelledError()

    with pytest.raises(CancelledError):
        take(district, *paths, progress=stop)
    assert changes(district.book) == before


# -- sixty at once -------------------------------------------------------------------------


def test_a_folder_of_sixty(district: Sample, source: Template, stick: Path) -> None:
    """Three damaged, two duplicates, one older, one of another body; the rest is taken."""
    district.take(district_units(60))
    below = {n: unit(source, n) for n in range(1, 61)}
    for n in range(1, 54):
        below[n].write(stick / f"DU{n:02}.giaonop", decided=n != 5)
    whole = {n: below[n].write(stick.parent / f"{n}.giaonop") for n in (54, 55, 56)}
    for (n, path), how in zip(whole.items(), ("cut", "noise", "nonsense"), strict=True):
        damage(path, stick / f"DU{n}.giaonop", how)
    for n in (7, 8):
        shutil.copy(stick / f"DU{n:02}.giaonop", stick / f"DU{n:02} ban sao.giaonop")
    below[9].write(stick / "DU09 moi.giaonop", seq=2, time=START + 2 * DAY)
    other = unit(source, 1, code="DT", name="Đảng ủy Đức Trọng", parent="Huyện ủy Đức Trọng")
    other.write(stick / "khac.giaonop")
    assert len(list(stick.iterdir())) == 60
    report = take(district, stick)
    found = Counter(str(one.verdict) for one in report.files)
    assert found == {"received": 53, "duplicate": 2, "older": 1, "refused": 4}
    named = {one.path.name: (str(one.verdict), one.code, one.unit) for one in report.files}
    assert named["DU09.giaonop"] == ("older", "", "DU09")
    assert named["DU09 moi.giaonop"] == ("received", "", "DU09")
    for n in (7, 8):
        pair = [named[f"DU{n:02}.giaonop"][0], named[f"DU{n:02} ban sao.giaonop"][0]]
        assert sorted(pair) == ["duplicate", "received"]
    for n in (54, 55, 56):
        assert named[f"DU{n}.giaonop"] == ("refused", "damaged", None)
    assert named["khac.giaonop"] == ("refused", "other_body", None)
    assert report.missing == tuple(f"DU{n}" for n in range(54, 61))
    assert {u.code for u in expected_units(district.book, district.campaign)} == {
        f"DU{n:02}" for n in range(1, 61)
    }
    again = take(district, stick)
    assert Counter(str(one.verdict) for one in again.files) == {"duplicate": 56, "refused": 4}
    assert check(district.book) == []


# -- who is expected -----------------------------------------------------------------------


def test_expected_are_the_units_directly_below_unless_marked(district: Sample) -> None:
    units = district.around.units
    assert missing_units(district.book, district.campaign) == ("DU01", "DU02", "DU03")
    district.set("unit", units["DU02"].id, delivers=False)
    district.set("unit", units["DU03"].id, end="2022-06-30")
    district.set("unit", units["T"].id, delivers=True)
    assert missing_units(district.book, district.campaign) == ("DU01", "T")


def test_a_line_is_what_three_have_said(source: Template) -> None:
    line = source.body.lines[1]
    assert isinstance(line, Line)
    assert (line.class_name, line.decided_class, line.reason) == ("Khá", "Tốt", "Nhân rộng")
    assert decisions.read_class(" không  ĐẠT ") == "Không đạt"


def test_a_file_with_bits_turned_is_refused_or_says_the_same(
    district: Sample, source: Template, stick: Path
) -> None:
    path = unit(source, 1).write(stick / "a.giaonop")
    whole, home = path.read_bytes(), district.book.home
    parcel = delivery_file.read(path, home)
    turning = random.Random(5)
    refused = 0
    for _ in range(150):
        content = bytearray(whole)
        content[turning.randrange(len(content))] ^= 1 << turning.randrange(8)
        path.write_bytes(content)
        try:
            assert delivery_file.read(path, home) == parcel
        except ThamdinhError:
            refused += 1
    assert refused > 30
    assert not list((home.root / "temp").iterdir())
