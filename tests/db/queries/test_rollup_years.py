"""Year beside year at a province: a district of 2024, its communes of 2026 (domain.md part 6)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import campaigns, units
from db.book import Book
from db.exchange.delivery_body import Decided, KindCounts, Line, Totals
from db.exchange.key_in import Keyed, key_in
from db.home import Home
from db.queries.rollup_years import Years, years
from tests.support import Clock, Sample, row

TURN = "2025-07-01"
DECIDED = Decided("5-QĐ", None)


def line(code: str, grade: str, unit_name: str, unit: str = "", decided: str | None = None) -> Line:
    return Line(
        code, f"Mô hình {code}", "collective", unit_name, "", unit, unit_name, "Kinh tế", None, "",
        800, grade, decided or grade, "Lý do" if decided else "", False,
    )  # fmt: skip


@pytest.fixture
def province(tmp_path: Path, clock: Clock) -> Iterator[Sample]:
    """2024: districts H and K, each with two grassroots organisations."""
    book = Book.create(tmp_path / "tinh.thamdinh", Home(tmp_path / "may-tinh"), clock)
    campaigns.create(book, 2024, "Tỉnh ủy Lâm Đồng", unit="T", parent="Trung ương")
    made = Sample(book, campaigns.find(book.connection, 2024))
    made.take(
        [
            row("unit", "T", name="Tỉnh ủy Lâm Đồng", parent="", kind="Tỉnh ủy"),
            *(row("unit", code, name=f"Huyện ủy {code}", parent="T", kind="Huyện ủy")
              for code in "HK"),
            *(row("unit", f"{code}{n}", name=f"Đảng bộ {code}{n}", parent=code, kind="Cơ sở")
              for code in "HK" for n in (1, 2)),
        ]
    )  # fmt: skip
    yield made
    book.close()


def deliver(province: Sample, unit: str, *lines: Line, registered: int | None = None) -> None:
    counts = {} if registered is None else {"collective": KindCounts(registered=registered)}
    key_in(
        province.book, province.campaign, unit,
        Keyed(lines=lines, decision=DECIDED, counts=counts),
    )  # fmt: skip


def turned(province: Sample) -> Sample:
    """2026: H and K ended on 1/7/2025; H1 and K1 stand under the commune X, H2 under Y; K2 was
    merged into H2."""
    campaigns.create_next(province.book, 2026)
    made = Sample(province.book, campaigns.find(province.book.connection, 2026))
    made.take(
        [
            row("unit", code, name=f"Đảng ủy xã {code}", parent="T", kind="Đảng ủy xã", start=TURN)
            for code in "XY"
        ]
    )
    known = made.around.units

    def move(codes: str, to: str) -> None:
        units.move(made.book, made.campaign, [known[c] for c in codes.split()], to, TURN)

    move("H1 K1", "X")
    move("H2", "Y")
    units.end(made.book, made.campaign, [known["H"], known["K"]], TURN)
    units.end(made.book, made.campaign, [known["K2"]], TURN, "H2")
    return made


def by_year(found: Years) -> dict[str, dict[int, tuple[int, ...]]]:
    """Submissions, then Tốt, Khá and Đạt of the panel, by unit and year."""
    return {
        one.code: {
            year: (figures.classes.submissions, *(figures.classes.panel[n] for n in
                                                  ("Tốt", "Khá", "Đạt")))
            for year, figures in one.by_year.items()
        }
        for one in found.units
    }  # fmt: skip


def test_grassroots_of_a_district_are_counted_with_their_commune(province: Sample) -> None:
    deliver(
        province, "H", line("A", "Tốt", "Đảng bộ H1", "01"), line("B", "Khá", "Đảng bộ H2", "02"),
        line("C", "Đạt", "Đảng bộ H1", "01"), registered=4,
    )  # fmt: skip
    deliver(province, "K", line("A", "Tốt", "ĐẢNG BỘ K1"), line("B", "Đạt", "Đảng bộ K2"))
    now = turned(province)
    deliver(now, "X", line("A", "Khá", "Đảng bộ H1", decided="Tốt"), registered=1)
    deliver(now, "Y", line("A", "Tốt", "Đảng bộ H2"), registered=2)
    found = years(now.book, now.campaign)
    assert by_year(found) == {
        "X": {2026: (1, 0, 1, 0), 2024: (3, 2, 0, 1)},
        "Y": {2026: (1, 1, 0, 0), 2024: (2, 0, 1, 1)},
    }
    assert [(y.year, y.sent, y.expected, y.figures.classes.submissions) for y in found.years] == [
        (2026, 2, 2, 2), (2024, 2, 2, 5),
    ]  # fmt: skip
    x = next(one for one in found.units if one.code == "X").by_year
    assert x[2026].classes.decided == {"Tốt": 1} and x[2024].classes.decided == {"Tốt": 2, "Đạt": 1}
    assert (x[2026].registered, x[2024].registered) == (1, None)
    loose = found.loose[2024]
    assert (loose.figures.registered, loose.figures.classes.submissions) == (4, 0)


def test_the_year_itself_is_looked_at_as_it_was(province: Sample) -> None:
    deliver(province, "H", line("A", "Tốt", "Đảng bộ H1"), registered=4)
    turned(province)
    found = years(province.book, province.campaign)
    assert by_year(found) == {"H": {2024: (1, 1, 0, 0)}}
    assert found.units[0].by_year[2024].registered == 4 and found.loose == {}


def test_what_no_unit_of_today_stands_for_is_named(province: Sample) -> None:
    deliver(province, "H", line("A", "Tốt", "Ban Tuyên giáo"), line("B", "Khá", "Đảng bộ H1"))
    key_in(
        province.book, province.campaign, "K",
        Keyed(totals=Totals(3, None, {"Tốt": 3}, {})),
    )  # fmt: skip
    now = turned(province)
    found = years(now.book, now.campaign)
    assert by_year(found) == {"X": {2024: (1, 0, 1, 0)}}
    loose = found.loose[2024]
    assert loose.names == ("Ban Tuyên giáo", "Huyện ủy K")
    assert (loose.figures.classes.submissions, loose.figures.classes.panel["Tốt"]) == (4, 4)


def test_a_unit_carried_on_by_another_brings_all_its_figures(province: Sample) -> None:
    deliver(province, "K", line("A", "Tốt", "Văn phòng"), registered=3)
    now = turned(province)
    units.end(now.book, now.campaign, [now.around.units["K"]], TURN, "Y")
    found = years(now.book, now.campaign)
    assert by_year(found) == {"Y": {2024: (1, 1, 0, 0)}}
    assert found.units[0].by_year[2024].registered == 3


def test_a_name_of_another_district_is_not_taken_for_ours(province: Sample) -> None:
    """K's list names an organisation that only H has: it is not looked for under H."""
    deliver(province, "K", line("A", "Tốt", "Đảng bộ H1"), line("B", "Tốt", "Đảng bộ K1"))
    now = turned(province)
    found = years(now.book, now.campaign)
    assert by_year(found) == {"X": {2024: (1, 1, 0, 0)}}
    assert found.loose[2024].names == ("Đảng bộ H1",)
