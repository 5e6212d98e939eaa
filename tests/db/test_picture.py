"""What the typed tables show of the log."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from db import schema
from db.book import Book
from db.check import check, tables
from db.records import Campaign
from tests.support import Sample

ROW = b"r" * 16


def _one(book: Book, query: str) -> Any:
    return book.connection.execute(query).fetchone()


def test_a_field_that_this_version_does_not_know_is_kept_and_not_shown(book: Book) -> None:
    with book.write() as operation:
        operation.set("unit", ROW, {"name": "A", "motto": "mới", "motto:1923": 5})
    kept = dict(book.connection.execute("SELECT fld, val FROM change").fetchall())
    assert kept == {"unit.name": "A", "unit.motto": "mới", "unit.motto:1923": 5}
    assert _one(book, "SELECT name FROM unit") == ("A",)
    book.rebuild()
    assert dict(book.connection.execute("SELECT fld, val FROM change").fetchall()) == kept


def test_a_kind_that_this_version_does_not_know_is_kept_and_not_shown(book: Book) -> None:
    with book.write() as operation:
        operation.set("satellite", ROW, {"orbit": 7})
    assert check(book) == []
    assert "satellite" not in tables(book.connection)


@pytest.mark.parametrize(
    ("kind", "field", "forged"),
    [
        ("unit", "name", 5),
        ("unit", "name", b"bytes"),
        ("unit", "start", "24/11/2023"),
        ("unit", "start", "2023-13-01"),
        ("unit", "start", "2023-02-30"),
        ("unit", "start", "٢٠٢٣-٠١-٠١"),
        ("session", "number", "1"),
        ("session", "number", 1.5),
        ("submission", "has_report", 2),
        ("submission", "has_report", "1"),
        ("submission", "campaign", b"short"),
        ("rubric", "total", "10"),
    ],
)
def test_a_value_of_a_wrong_type_shows_as_empty(
    book: Book, kind: str, field: str, forged: Any
) -> None:
    with book.write() as operation:
        operation.set(kind, ROW, {field: forged})
    assert _one(book, f"SELECT {field} FROM {kind}") == (None,)
    assert check(book) == []


def test_cells_of_a_family_are_rows_of_their_own(book: Book) -> None:
    member = b"m" * 16
    with book.write() as operation:
        operation.set(
            "submission",
            ROW,
            {"self:TC1": 175, "self:TC2": None, "self:": 1, f"recused:{member.hex()}": "vợ"},
        )
    assert book.connection.execute("SELECT * FROM self_mark").fetchall() == [(ROW, "TC1", 175)]
    assert book.connection.execute("SELECT * FROM recusal").fetchall() == [(ROW, member, "vợ")]


def test_two_spellings_of_one_id_do_not_collide(book: Book) -> None:
    with book.write() as operation:
        operation.set("submission", ROW, {f"recused:{'ab' * 16}": "một"})
        operation.set("submission", ROW, {f"recused:{'AB' * 16}": "hai"})
        operation.set("submission", ROW, {"recused:no id": "ba"})
    assert book.connection.execute("SELECT member, reason FROM recusal").fetchall() == [
        (b"\xab" * 16, "một")
    ]


def test_a_conflict_is_marked_and_the_newest_value_shown(sample: Sample) -> None:
    unit = sample.around.units["A"].id
    with sample.book.write() as operation:
        operation.append("unit", unit, "name", [], "Tên khác")
    assert _one(sample.book, "SELECT fld, what FROM trouble") == ("unit.name", "conflict")
    assert sample.around.units["A"].name == "Tên khác"
    sample.set("unit", unit, name="Tên thứ ba")
    assert _one(sample.book, "SELECT count(*) FROM trouble") == (0,)


def test_a_row_deleted_here_and_edited_there_is_shown_and_marked(sample: Sample) -> None:
    unit = sample.around.units["A"].id
    head = sample.book.connection.execute(
        "SELECT id FROM change WHERE ent = ? AND fld = 'unit.name'", (unit,)
    ).fetchone()[0]
    with sample.book.write() as operation:
        operation.remove("unit", unit)
    assert "A" not in sample.around.units
    with sample.book.write() as operation:  # an edit that did not know of the removal
        operation.append("unit", unit, "name", [head], "Sửa ở máy khác")
    assert sample.around.units["A"].name == "Sửa ở máy khác"
    assert _one(sample.book, "SELECT fld, what FROM trouble") == ("unit.~gone", "gone_edited")


def test_names_sort_and_are_found_the_vietnamese_way(sample: Sample) -> None:
    sorted_names = sample.book.connection.execute(
        "SELECT name FROM member ORDER BY sort"
    ).fetchall()
    assert [name.split()[-1] for (name,) in sorted_names] == [
        "An",
        "Bình",
        "Cường",
        "Đào",
        "K'Brít",
    ]
    found = sample.book.connection.execute(
        "SELECT code FROM submission WHERE search LIKE '%mo hinh hs2%'"
    ).fetchall()
    assert found == [("HS2",)]


def test_a_rubric_that_cannot_be_read_has_no_criteria(sample: Sample) -> None:
    sample.score_all()
    with sample.book.write() as operation:
        rubric = operation.row_id("rubric", sample.campaign.id, "collective")
        operation.set("rubric", rubric, {"criteria": '{"TC1": 2}', "bands": "no list"})
    assert sample.around.rubrics[sample.submission("HS1").kind].criteria == ()
    assert sample.result("HS1").final is None
    assert check(sample.book) == []


def test_settings_that_cannot_be_read_have_their_default(
    book: Book, campaign: Campaign, sample: Sample
) -> None:
    before = sample.campaign.settings
    sample.set(
        "campaign", campaign.id, set__blind="yes", set__spread_part="half",
        set__excluded_unit_kinds="Chi bộ", set__unheard_of="1",
    )  # fmt: skip
    assert sample.campaign.settings == before


def test_a_picture_of_another_shape_is_made_anew_at_opening(sample: Sample) -> None:
    book = sample.book
    sample.score_all()
    wanted = tables(book.connection)
    book.connection.execute("UPDATE local SET value = 0 WHERE name = 'picture'")
    book.connection.execute("DROP TABLE tally")
    book.connection.execute("CREATE TABLE relic(a)")
    book.close()
    again = Book.open(book.path, book.home)
    assert tables(again.connection) == wanted
    assert schema.picture_version(again.connection) == schema.PICTURE
    again.close()


def test_a_reader_makes_a_stale_picture_anew_without_touching_the_file(sample: Sample) -> None:
    book = sample.book
    wanted = tables(book.connection)
    book.connection.execute("DELETE FROM local")
    book.connection.execute("DELETE FROM unit")
    book.close()
    before = book.path.read_bytes()
    reader = Book.open(book.path, book.home, readonly=True)
    assert tables(reader.connection) == wanted
    reader.close()
    assert book.path.read_bytes() == before


def test_a_book_without_local_tables_is_opened(sample: Sample) -> None:
    """As a copy has them not, that was built fresh for a stick."""
    book = sample.book
    wanted = tables(book.connection)
    for table in (*wanted, "local"):
        book.connection.execute(f'DROP TABLE "{table}"')
    book.close()
    again = Book.open(book.path, book.home)
    assert tables(again.connection) == wanted
    again.close()


def test_making_the_picture_anew_is_one_transaction(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = sample.book
    before = tables(book.connection)

    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("in the middle")

    monkeypatch.setattr("db.picture.apply_all_rows", fail)
    with pytest.raises(sqlite3.OperationalError):
        book.rebuild()
    assert tables(book.connection) == before
