"""The intake desk and the roll-up: by unit what came, what counts, what it adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from db import campaigns
from db.book import Book
from db.check import check
from db.errors import KeyInError, UnknownCodeError
from db.exchange.delivery_body import Decided, DeliveryBody, KindCounts, Line, Totals
from db.exchange.key_in import Keyed, key_in
from db.exchange.receive import Form, Verdict, receive
from db.home import Home
from db.keys import fingerprint
from db.queries.desk import DeskUnit, desk
from db.queries.rollup import Rollup, rollup
from db.rules import proof
from tests.deliveries import DAY, Template, UnitBook, damage, district_units, template
from tests.support import START, Clock, Sample

DISTRICT = "Huyện ủy Lạc Dương"


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def source(sample: Sample) -> Template:
    return template(sample)


@pytest.fixture
def district(tmp_path: Path, clock: Clock) -> Iterator[Sample]:
    book = Book.create(tmp_path / "huyen.thamdinh", Home(tmp_path / "may-huyen"), clock)
    campaigns.create(book, 2023, DISTRICT, unit="V", parent="Tỉnh ủy Lâm Đồng")
    made = Sample(book, campaigns.find(book.connection, 2023))
    made.take(district_units(4))
    yield made
    book.close()


def unit(source: Template, number: int, **more: str) -> UnitBook:
    said = {"code": f"DU{number:02}", "name": f"Đảng ủy xã {number:02}", "parent": DISTRICT}
    return UnitBook(source, **{**said, **more})


def line(code: str, final: int, grade: str, decided: str | None = None, reason: str = "") -> Line:
    return Line(
        code, f"Mô hình {code}", "collective", "Chi bộ", "", "", "", "Kinh tế", None, "", final,
        grade, decided, reason, False,
    )  # fmt: skip


def shown(district: Sample) -> dict[str, DeskUnit]:
    return {one.code: one for one in desk(district.book, district.campaign).units}


def rolled(district: Sample) -> Rollup:
    return rollup(district.book, district.campaign)


def take(district: Sample, *paths: Path) -> None:
    receive(district.book, district.campaign, paths)


# -- the grid ------------------------------------------------------------------------------


def test_the_grid_says_of_each_unit_what_came(
    district: Sample, source: Template, tmp_path: Path
) -> None:
    stick = tmp_path / "usb"
    stick.mkdir()
    one, two, three = (unit(source, n) for n in (1, 2, 3))
    one.write(stick / "a.giaonop", decided=False)
    one.write(stick / "b.giaonop", seq=2)
    good = two.write(stick / "c.giaonop", decided=False, time=START + 400 * DAY)
    (stick / "d.giaonop").write_bytes(good.read_bytes())
    damage(three.write(tmp_path / "e"), stick / "e.giaonop", "cut")
    take(district, stick)
    found = shown(district)
    assert {code: (u.state, u.expected) for code, u in found.items()} == {
        "DU01": ("received", True),
        "DU02": ("received", True),
        "DU03": ("missing", True),
        "DU04": ("missing", True),
    }
    first = found["DU01"]
    assert [(d.seq, d.replaced, "undecided" in d.flags) for d in first.deliveries] == [
        (2, "", False),
        (1, "newer", True),
    ]
    assert (first.newer_exists, first.sources) == (True, ("file",))
    assert first.flags == ("illustrative",)
    assert first.fingerprints == (fingerprint(one.signer.public),)
    assert first.deliveries[0].decision == "12-QĐ/ĐU"
    second = found["DU02"]
    assert second.duplicates == 1
    assert second.flags == ("illustrative", "undecided", "clock_ahead")
    grid = desk(district.book, district.campaign)
    assert [(s.name, s.code) for s in grid.strays] == [("e.giaonop", "damaged")]
    assert (grid.received, grid.expected, [u.code for u in grid.missing]) == (
        2, 4, ["DU03", "DU04"],
    )  # fmt: skip


def test_a_refused_file_stands_with_the_unit_that_it_names(
    district: Sample, source: Template, tmp_path: Path
) -> None:
    take(district, unit(source, 1).write(tmp_path / "a.giaonop"))
    take(district, unit(source, 1).write(tmp_path / "b.giaonop"))
    found = shown(district)["DU01"]
    assert [(f.name, f.code) for f in found.files if f.verdict == "refused"] == [
        ("b.giaonop", "other_key")
    ]


def test_totals_that_disagree_with_the_list_stand_side_by_side(
    district: Sample, source: Template, tmp_path: Path
) -> None:
    def spoil(body: DeliveryBody) -> DeliveryBody:
        assert body.totals is not None
        return replace(body, totals=replace(body.totals, submissions=5, final_sum=2200))

    take(district, unit(source, 1).write(tmp_path / "a.giaonop", change=spoil))
    (one,) = shown(district)["DU01"].deliveries
    assert "totals_differ" in one.flags
    assert [(d.what, d.stated, d.listed) for d in one.differences] == [
        ("submissions", 5, 3),
        ("final_sum", 2200, 2150),
    ]


def test_another_name_or_addressee_is_flagged(
    district: Sample, source: Template, tmp_path: Path
) -> None:
    take(
        district,
        unit(source, 1, name="ĐU xã một").write(tmp_path / "a.giaonop"),
        unit(source, 2, parent="Thị ủy Lạc Dương").write(tmp_path / "b.giaonop"),
    )
    found = shown(district)
    assert "name_differs" in found["DU01"].flags
    assert "parent_differs" in found["DU02"].flags


# -- keyed in, and on forms ----------------------------------------------------------------


def test_results_keyed_in_count_until_a_file_comes(
    district: Sample, source: Template, tmp_path: Path
) -> None:
    keyed = Keyed(
        lines=(line("HS1", 850, "Tốt"), line("HS2", 600, "Đạt")),
        totals=Totals(3, 1450, {"Tốt": 1, "Đạt": 2}, {}),
        counts={"collective": KindCounts(registered=3, reported=2)},
    )
    key_in(district.book, district.campaign, "DU01", keyed)
    (one,) = shown(district)["DU01"].deliveries
    assert (one.source, one.counts, one.proof_code) == ("paper", True, "")
    assert [(d.what, d.grade, d.stated, d.listed) for d in one.differences] == [
        ("submissions", "", 3, 2),
        ("classes", "Đạt", 2, 1),
    ]
    key_in(district.book, district.campaign, "DU01", replace(keyed, totals=None))
    assert [d.replaced for d in shown(district)["DU01"].deliveries] == ["", "newer"]
    take(district, unit(source, 1).write(tmp_path / "a.giaonop"))
    found = shown(district)["DU01"]
    assert {(d.source, d.replaced) for d in found.deliveries} == {
        ("file", ""), ("paper", "replaced_by_file"), ("paper", "newer"),
    }  # fmt: skip
    assert found.sources == ("file",)
    assert check(district.book) == []


@pytest.mark.parametrize(
    ("keyed", "what"),
    [
        (Keyed(), "no_lines"),
        (Keyed(lines=(line("HS1", 850, "Tốt"),) * 2), "twice"),
        (Keyed(lines=(line("HS1", 850, "Tốt", "Khá", "Xét lại"),)), "decided_without"),
        (
            Keyed(lines=(line("HS1", 850, "Tốt", "Khá"),), decision=Decided("1-QĐ", None)),
            "reason",
        ),
    ],
)
def test_what_cannot_be_keyed_in(district: Sample, keyed: Keyed, what: str) -> None:
    with pytest.raises(KeyInError) as caught:
        key_in(district.book, district.campaign, "DU01", keyed)
    assert caught.value.facts["what"] == what
    with pytest.raises(UnknownCodeError):
        key_in(district.book, district.campaign, "DU99", keyed)


def test_a_form_comes_in_once(district: Sample) -> None:
    keyed = Keyed(lines=(line("HS1", 850, "Tốt"),))
    path = Path("mau.xlsx")
    for unit_code, year, expected in (
        ("DU01", 2023, (Verdict.RECEIVED, "")),
        ("DU01", 2023, (Verdict.DUPLICATE, "")),
        ("DU09", 2023, (Verdict.REFUSED, "unit_unknown")),
        ("DU01", 2020, (Verdict.REFUSED, "no_campaign")),
    ):
        form = Form(path, year, unit_code, keyed)
        report = receive(district.book, district.campaign, [], forms=[form])
        assert (report.files[0].verdict, report.files[0].code) == expected
    report = receive(district.book, district.campaign, [], forms=[Form(path, sentence="Ô A1")])
    assert report.files[0].facts["sentence"] == "Ô A1"
    assert [d.source for d in shown(district)["DU01"].deliveries] == ["excel"]


# -- the roll-up ---------------------------------------------------------------------------


def test_the_roll_up_adds_up_what_counts(
    district: Sample, source: Template, tmp_path: Path
) -> None:
    one, two = unit(source, 1), unit(source, 2)
    take(
        district,
        one.write(tmp_path / "a.giaonop", decided=False),
        one.write(tmp_path / "b.giaonop", seq=2),
        two.write(tmp_path / "c.giaonop", decided=False),
    )
    totals = Totals(4, None, {"Tốt": 1, "Khá": 3}, {"Tốt": 4})
    key_in(district.book, district.campaign, "DU03", Keyed(totals=totals))
    found = rolled(district)
    assert [(u.code, u.classes.row()) for u in found.units] == [
        ("DU01", (3, 1, 1, 1, 0, 2, 0, 1, 0)),
        ("DU02", (3, 1, 1, 1, 0, 0, 0, 0, 0)),
        ("DU03", (4, 1, 3, 0, 0, 4, 0, 0, 0)),
    ]
    assert found.total.row() == (10, 3, 5, 2, 0, 6, 0, 1, 0)
    assert found.kinds["collective"].row()[:5] == (4, 2, 2, 0, 0)
    assert found.kinds["individual"].row()[:5] == (2, 0, 0, 2, 0)
    assert found.kinds[""].submissions == 4
    assert [(name, c.submissions) for name, c in found.fields] == [("", 6)]
    assert found.illustrative
    assert [u.code for u in found.desk.missing] == ["DU04"]


def test_targets_name_numerator_and_denominator(
    district: Sample, source: Template, tmp_path: Path
) -> None:
    def stated(must: int, did: int, registered: int) -> dict[str, KindCounts]:
        return {"collective": KindCounts(must, did, registered, registered, 2)}

    for number, counts in ((1, stated(4, 4, 4)), (2, stated(3, 2, 0))):
        said = partial(replace, counts=counts)
        take(district, unit(source, number).write(tmp_path / f"{number}.giaonop", change=said))
    key_in(district.book, district.campaign, "DU03", Keyed(lines=(line("HS1", 900, "Tốt"),)))
    targets = rolled(district).targets
    found = {t.code: (t.share.numerator, t.share.denominator, t.units) for t in targets}
    assert found == {
        "r19_units": (1, 2, 2),
        "r19_collectives": (6, 7, 2),
        "r21_register": (6, 7, 2),
        "r21_panel": (6, 4, 2),
        "r21_decided": (6, 4, 2),
    }
    share = targets[1].share
    assert (share.percent, share.met) == (8571, False)


def test_one_submission_in_two_deliveries_counts_once(
    district: Sample, source: Template, tmp_path: Path
) -> None:
    """A unit that began a new book and sent the same session again."""
    old, new = unit(source, 1), unit(source, 1)
    take(district, old.write(tmp_path / "a.giaonop"))
    trust = {"DU01": fingerprint(new.signer.public)}
    path = new.write(tmp_path / "b.giaonop", time=START + 2 * DAY)
    receive(district.book, district.campaign, [path], trust=trust)
    assert "code_twice" in shown(district)["DU01"].flags
    assert rolled(district).total.submissions == 3
