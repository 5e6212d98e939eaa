"""One write: what it puts in the log, and what it leaves alone."""

from __future__ import annotations

import pytest

from db.book import Book
from db.change_log import LATEST, ms_of, op_message
from db.check import check
from db.errors import ReadOnlyBookError
from db.keys import verify
from db.operation import row_id
from db.records import Campaign
from tests.support import Clock, Sample, changes

ROW = b"r" * 16


def _unit(book: Book, **values: object) -> set[str]:
    with book.write() as operation:
        return operation.set("unit", ROW, values)  # type: ignore[arg-type]  # plain values


def test_only_cells_that_differ_are_written(book: Book) -> None:
    assert _unit(book, name="A", kind="Đảng ủy") == {"name", "kind"}
    before = changes(book)
    assert _unit(book, name="A", kind="Chi bộ") == {"kind"}
    assert _unit(book, name="A", kind="Chi bộ") == set()
    assert changes(book) == before + 1


def test_an_empty_value_in_a_new_cell_writes_nothing(book: Book) -> None:
    assert _unit(book, name=None) == set()
    assert changes(book) == 0


def test_a_truth_value_is_kept_as_a_number(book: Book) -> None:
    with book.write() as operation:
        operation.set("submission", ROW, {"has_report": True})
    with book.write() as operation:
        assert operation.set("submission", ROW, {"has_report": 1}) == set()


def test_composed_and_decomposed_letters_are_the_same_text(book: Book) -> None:
    _unit(book, name="Đảng ủy")
    assert _unit(book, name="Đa\u0309ng u\u0309y") == set()


def test_the_former_heads_are_named(book: Book) -> None:
    _unit(book, name="A")
    _unit(book, name="B")
    first, second = book.connection.execute(
        "SELECT id, prev FROM change WHERE fld = 'unit.name' ORDER BY id"
    ).fetchall()
    assert first[1] == b""
    assert second[1] == first[0]


def test_one_signature_covers_all_changes_of_a_save(book: Book) -> None:
    with book.write() as operation:
        operation.set("unit", ROW, {"name": "A", "kind": "B"})
    ids = [i for (i,) in book.connection.execute("SELECT id FROM change")]
    op, key, sig = book.connection.execute("SELECT op, key, sig FROM op").fetchone()
    assert len(ids) == 2
    assert operation.op == op
    assert key == book.require_office().public
    assert verify(key, sig, op_message(book.id, op, ids))


def test_what_was_touched_is_told(book: Book) -> None:
    with book.write() as operation:
        operation.set("unit", ROW, {"name": "A"})
    assert operation.changes.kinds == {"unit"}
    assert operation.changes.rows == {("unit", ROW)}
    assert operation.changes.op == operation.op
    with book.write() as operation:
        operation.set("unit", ROW, {"name": "A"})
    assert not operation.changes
    assert operation.changes.op is None


def test_an_error_inside_a_write_leaves_nothing(book: Book) -> None:
    with pytest.raises(KeyError), book.write() as operation:
        operation.set("unit", ROW, {"name": "A"})
        raise KeyError("in the middle")
    assert changes(book) == 0
    assert book.connection.execute("SELECT count(*) FROM unit").fetchone() == (0,)
    assert not book.connection.in_transaction
    assert _unit(book, name="A") == {"name"}


def test_a_removed_row_disappears_and_its_changes_stay(book: Book) -> None:
    _unit(book, name="A")
    before = changes(book)
    with book.write() as operation:
        operation.remove("unit", ROW)
    assert book.connection.execute("SELECT count(*) FROM unit").fetchone() == (0,)
    assert changes(book) == before + 1


def test_removing_what_is_not_there_writes_nothing(book: Book) -> None:
    with book.write() as operation:
        operation.remove("unit", ROW)
    assert changes(book) == 0


def test_editing_a_removed_row_brings_it_back(book: Book) -> None:
    _unit(book, name="A", kind="K")
    with book.write() as operation:
        operation.remove("unit", ROW)
    _unit(book, name="B")
    assert book.connection.execute("SELECT name, kind FROM unit").fetchall() == [("B", "K")]
    assert book.connection.execute("SELECT * FROM trouble").fetchall() == []


def test_a_removed_row_comes_back_as_it_was(book: Book) -> None:
    _unit(book, name="A", kind="K")
    with book.write() as operation:
        operation.remove("unit", ROW)
    with book.write() as operation:
        operation.restore("unit", ROW)
    assert book.connection.execute("SELECT name, kind FROM unit").fetchall() == [("A", "K")]
    with book.write() as operation:
        operation.restore("unit", ROW)  # nothing to restore
    assert not operation.changes


def test_ids_of_imported_rows_depend_on_book_kind_campaign_and_code(book: Book) -> None:
    ident = row_id(book.id, "unit", ROW, "A")
    assert len(ident) == 16
    others = {
        row_id(b"x" * 16, "unit", ROW, "A"),
        row_id(book.id, "member", ROW, "A"),
        row_id(book.id, "unit", b"s" * 16, "A"),
        row_id(book.id, "unit", ROW, "B"),
    }
    assert ident not in others
    assert len(others) == 4
    assert row_id(book.id, "unit", ROW, "A") == ident


def test_the_office_signs_as_office_and_a_laptop_as_laptop(sample: Sample, clock: Clock) -> None:
    other = sample.elsewhere("khac", clock)
    for each in (sample, other):
        each.set("unit", ROW, name="A")
    whos = [
        each.book.connection.execute(
            "SELECT who FROM change WHERE ent = ? AND fld = 'unit.name'", (ROW,)
        ).fetchall()
        for each in (sample, other)
    ]
    assert whos == [[("office",)], [("laptop",)]]
    other.book.close()


def test_without_the_office_key_a_write_is_a_proposal(sample: Sample, campaign: Campaign) -> None:
    other = sample.elsewhere("khac")
    campaign_before = other.campaign
    other.set("campaign", campaign.id, place="Đà Lạt")
    assert other.campaign == campaign_before
    troubles = other.book.connection.execute("SELECT fld, what FROM trouble").fetchall()
    assert troubles == [("campaign.place", "proposal")]
    assert check(other.book) == []
    other.book.close()


def test_a_book_that_is_read_only_is_not_written(book: Book) -> None:
    second = Book.open(book.path, book.home)
    with pytest.raises(ReadOnlyBookError), second.write():
        pass
    second.close()


@pytest.mark.parametrize("now", [-1, -(10**15), 2**48, 2**60])
def test_a_clock_out_of_all_bounds_still_lets_write(book: Book, clock: Clock, now: int) -> None:
    """A flat battery may set it before 1970; no mark is refused for that."""
    clock.now = now
    assert _unit(book, name="A") == {"name"}
    (ident,) = book.connection.execute("SELECT id FROM change").fetchone()
    assert ms_of(ident) in (0, LATEST)
    assert [trouble.code for trouble in check(book)] in ([], ["clock_ahead"])


def test_of_very_many_rows_none_is_missed_within_the_save(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ballots of a workbook need its rows, also where there are more than are remembered."""
    monkeypatch.setattr("db.refresh._MANY", 3)
    with book.write() as operation:
        for number in range(6):
            operation.set("unit", bytes([number]) * 16, {"name": f"Đơn vị {number}"})
        operation.derive()
        assert book.connection.execute("SELECT count(*) FROM unit").fetchone() == (6,)
        operation.set("unit", b"x" * 16, {"name": "Sau"})
    assert book.connection.execute("SELECT count(*) FROM unit").fetchone() == (7,)
    assert check(book) == []
