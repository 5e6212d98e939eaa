"""Campaigns of several years, their settings, and what the next one takes over."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from db import campaigns
from db.book import Book
from db.change_log import id_of
from db.check import check
from db.errors import DuplicateCodeError, NoOfficeKeyError, UnknownCodeError
from db.records import Campaign, Role, Settings, SubjectKind
from db.surroundings import Surroundings
from tests.support import Sample, row


def test_a_new_campaign_has_the_settings_of_the_book_of_rules(book: Book) -> None:
    made = campaigns.create(
        book, 2023, "Huyện ủy Lạc Dương", unit="V", parent="Tỉnh ủy", place="Lạc Dương",
        form="nd30_2020",
    )  # fmt: skip
    assert made.settings == Settings()
    assert (made.year, made.body, made.unit) == (2023, "Huyện ủy Lạc Dương", "V")
    assert (made.parent, made.place, made.form) == ("Tỉnh ủy", "Lạc Dương", "nd30_2020")
    assert campaigns.find(book.connection, 2023) == made


def test_one_campaign_a_year_and_the_newest_by_default(book: Book) -> None:
    for year in (2023, 2025, 2024):
        campaigns.create(book, year, f"Năm {year}")
    assert [c.year for c in campaigns.campaigns(book.connection)] == [2025, 2024, 2023]
    assert campaigns.find(book.connection, None).year == 2025
    with pytest.raises(DuplicateCodeError):
        campaigns.create(book, 2024, "Lần nữa")
    with pytest.raises(UnknownCodeError):
        campaigns.find(book.connection, 2026)


def test_an_empty_book_has_no_campaign(book: Book) -> None:
    with pytest.raises(UnknownCodeError):
        campaigns.find(book.connection, None)
    with pytest.raises(UnknownCodeError):
        campaigns.create_next(book, 2024)


_OTHER: dict[str, Any] = {
    "recusal_by_unit": False, "drop_extremes": True, "exclude_kinds": False,
    "excluded_unit_kinds": ("Chi bộ", "Doanh nghiệp, tư nhân"), "several_models": "mean",
    "blind": False, "agreed_mark": True, "absent_ballot_counts": False, "spread_part": 30,
    "members_sign": False, "alternatives": False, "reason_edges": True, "reason_gap": 25,
    "phrases": ("Rõ số liệu",),
}  # fmt: skip


def test_every_setting_can_be_changed_and_read_again(sample: Sample) -> None:
    assert _OTHER.keys() | {"bases"} == {f.name for f in fields(Settings)}
    sample.settings(**_OTHER)
    assert sample.campaign.settings == replace(Settings(), **_OTHER)
    campaigns.change(sample.book, sample.campaign, {"basis:drop_extremes": "Quyết định số 5"})
    assert sample.campaign.settings.bases == {"drop_extremes": "Quyết định số 5"}
    campaigns.change(sample.book, sample.campaign, {f"set:{name}": None for name in _OTHER})
    assert replace(sample.campaign.settings, bases={}) == Settings()


def test_a_setting_counts_at_once(sample: Sample) -> None:
    assert sample.result("HS5").eligible is False
    sample.settings(exclude_kinds=False)
    assert sample.result("HS5").eligible is True
    assert sample.result("HS2").recused == 1
    sample.settings(recusal_by_unit=False)
    assert sample.result("HS2").recused == 0
    for total, member in ((0, "TV01"), (800, "TV02"), (800, "TV03"), (800, "TV04"), (1000, "TV05")):
        sample.score(member, "HS1", total)
    assert sample.result("HS1").final == 680
    sample.settings(drop_extremes=True)
    assert sample.result("HS1").final == 800


def test_the_next_campaign_takes_over_settings_rubrics_and_units(sample: Sample) -> None:
    sample.settings(spread_part=30)
    sample.set("unit", sample.around.units["A"].id, motto="giữ lại")  # of a newer version
    made = campaigns.create_next(sample.book, 2024)
    assert made == replace(sample.campaign, id=made.id, year=2024)
    assert campaigns.find(sample.book.connection, 2023) == sample.campaign
    old, new = sample.around, Surroundings(sample.book.connection, made)
    assert new.rubrics == old.rubrics
    assert {c: replace(u, id=b"") for c, u in new.units.items()} == {
        c: replace(u, id=b"") for c, u in old.units.items()
    }
    assert not {u.id for u in new.units.values()} & {u.id for u in old.units.values()}
    assert sample.book.connection.execute(
        "SELECT count(*) FROM change WHERE fld = 'unit.motto'"
    ).fetchone() == (2,)
    assert new.members == [], "the panel is set up anew each year"
    assert check(sample.book) == []


def test_what_was_removed_or_half_removed_is_not_taken_over_as_such(sample: Sample) -> None:
    units = sample.around.units
    head = sample.book.connection.execute(
        "SELECT id FROM change WHERE ent = ? AND fld = 'unit.name'", (units["B"].id,)
    ).fetchone()[0]
    with sample.book.write() as operation:
        operation.remove("unit", units["A"].id)
        operation.remove("unit", units["B"].id)
    with sample.book.write() as operation:
        operation.append("unit", units["B"].id, "name", [head], "Sửa ở máy khác")
    made = campaigns.create_next(sample.book, 2024)
    found = Surroundings(sample.book.connection, made).units
    assert set(found) == {"V", "B", "T"}
    troubles = sample.book.connection.execute("SELECT ent FROM trouble").fetchall()
    assert troubles == [(units["B"].id,)], "the old row's alone"


def test_the_next_campaign_is_of_another_year(sample: Sample) -> None:
    with pytest.raises(DuplicateCodeError):
        campaigns.create_next(sample.book, 2023)


def test_only_the_office_makes_campaigns(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    for make in (campaigns.create_next, lambda b, y: campaigns.create(b, y, "x")):
        with pytest.raises(NoOfficeKeyError):
            make(other.book, 2024)
    other.book.close()


def test_the_panel_stands_in_the_order_of_papers(sample: Sample) -> None:
    sample.take(
        [row("member", "TV00", name="Võ Văn Út", role="member", unit="V", post=""),
         row("member", "TV09", name="Hồ Thị Ý", role="chair", unit="V", post="")]
    )  # fmt: skip
    assert [m.code for m in sample.around.members] == [
        "TV01", "TV09", "TV02", "TV03", "TV00", "TV04", "TV05",
    ]  # fmt: skip
    assert sample.around.members[0].role is Role.CHAIR
    assert sample.around.by_code["TV00"].name == "Võ Văn Út"


def test_what_only_a_newer_version_knows_is_passed_over(sample: Sample) -> None:
    sample.set("member", sample.member("TV05").id, role="observer")
    rubric = b"r" * 16
    sample.set("rubric", rubric, campaign=sample.campaign.id, applies_to="party_cell", code="x")
    assert sample.member("TV05").role is Role.MEMBER
    assert set(sample.around.rubrics) == set(SubjectKind)


def test_a_member_is_found_by_code(sample: Sample, campaign: Campaign) -> None:
    assert campaigns.member(sample.book.connection, campaign, "TV03").role is Role.SECRETARY
    with pytest.raises(UnknownCodeError):
        campaigns.member(sample.book.connection, campaign, "TV99")


def test_ids_of_campaigns_are_never_the_same(book: Book) -> None:
    one = campaigns.create(book, 2023, "x")
    other = campaigns.create(book, 2024, "x")
    assert one.id != other.id and id_of(one.id.hex()) == one.id
