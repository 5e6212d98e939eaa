"""The intake desk as Qt models: filters, search, what a unit sent, what is typed from paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt

from db.book import Book
from db.exchange.key_in import key_in
from db.home import Home
from db.queries.rollup import rollup
from db.rules import proof
from desktop.models import desk_grid, desk_receiving, rollup_rows
from desktop.models.desk_grid import Column, DeskGrid
from desktop.models.desk_receiving import Batch, DeskReport, for_the_desk, waits_for
from desktop.models.figure_rows import AGREES, DIFFERS, CountRows, LineRows, TotalRows
from desktop.models.table_model import TableModel
from desktop.models.unit_figures import UnitFigures, UnreadableError
from desktop.models.unit_figures_again import figures_again
from desktop.models.unit_results import Column as ResultColumn
from desktop.models.unit_results import UnitResults
from desktop.session import Session
from tests.flows.desk_book import make_district
from tests.flows.exchange_book import member_copy
from tests.flows.sample_book import make_book

Watch = Callable[[QAbstractItemModel], None]


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def district(tmp_path: Path, home: Home) -> Iterator[Session]:
    """The desk of the level above with the stick (``usb``) beside it."""
    book = Book.open(make_district(tmp_path / "huyen.thamdinh", home), home)
    yield Session(book)
    book.close()


def stick(session: Session) -> Path:
    return session.path.parent / "usb"


def go_on(done: int, of: int) -> None:
    """Nobody stops it."""


def column(model: TableModel, place: int) -> list[str]:
    return [model.cell_text(row, place) for row in range(model.rowCount())]


def taken(session: Session) -> Batch:
    batch = Batch((stick(session),))
    assert desk_receiving.take(session, batch, go_on)
    return batch


def type_into(model: QAbstractItemModel, row: int, place: int, text: str) -> bool:
    return model.setData(model.index(row, place), text, Qt.ItemDataRole.EditRole)


# -- the grid ------------------------------------------------------------------------------


def test_the_grid_counts_filters_and_searches(district: Session, watch: Watch) -> None:
    model = DeskGrid(district)
    watch(model)
    model.load()
    assert column(model, Column.STATE) == ["chưa gửi"] * 8
    taken(district)
    model.load()
    assert model.counts() == {
        "all": 8, "received": 4, "missing": 4, "undecided": 1, "look": 0, "stray": 3,
    }  # fmt: skip
    model.show_only(desk_grid.STRAY)
    assert sorted(text.partition(":")[0] for text in column(model, Column.NOTES)) == [
        "la.giaonop", "xa-05.giaonop", "xa-06-hong.giaonop",
    ]  # fmt: skip
    model.show_only(desk_grid.UNDECIDED)
    assert column(model, Column.DECISION) == ["chưa có quyết định"]
    model.show_only(desk_grid.ALL)
    model.search("dang uy xa 02")
    assert model.rowCount() == 1 and model.unit(0) is not None
    assert "có bản mới hơn thay bản trước; 1 tệp trùng" in model.cell_text(0, Column.NOTES)
    assert model.cell_text(0, Column.KEY).count("-") == 3
    model.search("")
    model.sort(Column.COUNT, Qt.SortOrder.DescendingOrder)
    assert column(model, Column.COUNT)[:5] == ["3", "3", "3", "3", ""]
    assert model.row_of(b"DU08") >= 4 and model.row_of(b"DU99") == -1


def test_what_is_taken_in_can_be_undone_and_taken_in_again(district: Session) -> None:
    model = DeskGrid(district)
    taken(district)
    district.undo()
    model.load()
    assert model.counts()["received"] == 0
    district.redo()
    assert model.counts()["received"] == 4
    district.undo()
    assert [str(one.verdict) for one in taken(district).reports].count("received") == 4
    assert model.counts()["received"] == 4


# -- one gesture ---------------------------------------------------------------------------


def test_a_file_of_nobody_waits_for_a_person(district: Session, watch: Watch) -> None:
    batch, model = taken(district), DeskReport()
    watch(model)
    model.show(batch.reports)
    first = model.reports[:2]
    assert {one.path.name: waits_for(one) for one in first} == {
        "la.giaonop": "unit", "xa-05.giaonop": "unit",
    }  # fmt: skip
    lost = next(one for one in first if one.path.name == "xa-05.giaonop")
    assert desk_receiving.candidates(lost)[0] == ("DU05", "Đảng ủy xã 05")
    batch.units[lost.path.name] = "DU05"
    assert desk_receiving.take_again(district, batch, lost.path, go_on)
    model.show(batch.reports)
    row = model.row_of(lost.path)
    texts = [model.cell_text(row, place) for place in range(3)]
    assert texts == ["xa-05.giaonop", "DU05", "đã nhận"]
    assert len(batch.reports) == 9


def test_another_key_counts_only_when_it_was_compared(district: Session) -> None:
    taken(district)
    path = district.path.parent / "xa-01-may-moi.giaonop"
    batch = Batch((path,))
    assert desk_receiving.take(district, batch, go_on)
    (report,) = batch.reports
    assert (waits_for(report), report.unit) == ("key", "DU01")
    batch.trust["DU01"] = str(report.facts["fingerprint"])
    assert desk_receiving.take_again(district, batch, path, go_on)
    assert [str(one.verdict) for one in batch.reports] == ["received"]


def test_only_results_of_units_go_to_the_desk(
    district: Session, tmp_path: Path, home: Home
) -> None:
    office = Home(tmp_path / "khac")
    copy = member_copy(make_book(tmp_path / "so.thamdinh", office), office, "TV04", tmp_path / "o")
    assert for_the_desk([stick(district)], in_front=False)
    assert not for_the_desk([copy], in_front=True)
    assert not for_the_desk([stick(district), copy], in_front=True)
    assert not for_the_desk([tmp_path / "khong-co"], in_front=False)
    assert for_the_desk([tmp_path / "khong-co"], in_front=True)


# -- closer --------------------------------------------------------------------------------


def test_both_versions_stand_side_by_side(district: Session, watch: Watch) -> None:
    taken(district)
    grid, model = DeskGrid(district), UnitResults(district)
    watch(model)
    grid.load()
    unit = grid.unit(grid.row_of(b"DU02"))
    assert unit is not None
    model.load(unit)
    new, old = unit.deliveries
    model.show((new if new.counts else old).id)
    assert model.compared
    assert column(model, ResultColumn.DECIDED) == ["Tốt", "Tốt", "Khá"]
    assert column(model, ResultColumn.PANEL) == ["Tốt", "Khá", "Đạt"]
    assert column(model, ResultColumn.FORMER) == ["như nay", "như nay", "6,00 Đạt → Đạt"]
    model.show((old if new.counts else new).id)
    assert not model.compared and column(model, ResultColumn.DECIDED) == ["Tốt", "Tốt", "Đạt"]


def test_what_a_newer_version_left_out_is_shown(district: Session, watch: Watch) -> None:
    for codes in (("HS1", "HS2"), ("HS2",)):
        figures = UnitFigures()
        for row, name in enumerate(codes):
            figures.set_cell(row, "code", name)
            figures.set_cell(row, "final", "8")
        assert district.run(key_in, district.campaign, "DU07", figures.keyed())
    grid, model = DeskGrid(district), UnitResults(district)
    watch(model)
    grid.load()
    unit = grid.unit(grid.row_of(b"DU07"))
    assert unit is not None
    model.load(unit)
    model.show(next(one.id for one in unit.deliveries if one.counts))
    assert column(model, ResultColumn.CODE) == ["HS2", "HS1"]
    assert column(model, ResultColumn.FINAL) == ["8,00", "không còn"]
    assert column(model, ResultColumn.FORMER) == ["như nay", "8,00 chưa xếp"]


def test_the_rollup_names_what_it_counts(district: Session, watch: Watch) -> None:
    taken(district)
    assert district.campaign is not None
    found = rollup(district.book, district.campaign)
    model = rollup_rows.targets_model()
    watch(model)
    model.show(rollup_rows.target_rows(found))
    last = [model.cell_text(4, place) for place in range(6)]
    assert last[1:] == [
        "9: hồ sơ có quyết định xếp Đạt, Khá, Tốt", "20: hồ sơ đã đăng ký", "45,00 %", "25 %",
        "đạt",
    ]  # fmt: skip
    assert rollup_rows.kind_rows(found)[-1] == ("Cộng", "12", "4 · 4 · 4 · 0", "6 · 1 · 2 · 0", "0")
    assert rollup_rows.unit_rows(found)[0][0] == "Đảng ủy xã 01 (DU01)"


# -- from paper ----------------------------------------------------------------------------


def test_totals_stand_beside_the_list(watch: Watch) -> None:
    totals, lines, counts = TotalRows(), LineRows(), CountRows()
    figures = UnitFigures()
    for model in (totals, lines, counts):
        watch(model)
        model.show_figures(figures)
    lines.typed.connect(totals.renew)
    assert type_into(totals, 0, 1, "2") and type_into(totals, 1, 1, "16.0")
    assert column(totals, 3) == [""] * 10  # without a list there is nothing to compare with
    assert type_into(lines, 0, 0, "HS1") and type_into(lines, 0, 5, "8,75")
    assert type_into(lines, 1, 0, "HS2") and type_into(lines, 1, 5, "7.5")
    assert type_into(lines, 1, 6, "khá")
    assert [totals.cell_text(row, 1) for row in (0, 1)] == ["2", "16,00"]
    assert [totals.cell_text(row, 2) for row in (0, 1, 3)] == ["2", "16,25", "1"]
    assert column(totals, 3)[:2] == [AGREES, DIFFERS]
    assert type_into(totals, 1, 1, "16,25") and totals.cell_text(1, 3) == AGREES
    assert type_into(counts, 2, 1, "12")
    keyed = figures.keyed()
    assert keyed.totals is not None and keyed.totals.final_sum == 1625
    assert [(line.code, line.final, line.class_name) for line in keyed.lines] == [
        ("HS1", 875, None), ("HS2", 750, "Khá"),
    ]  # fmt: skip
    assert keyed.counts["collective"].registered == 12
    lines.remove(0)
    assert [line.code for line in figures.keyed().lines] == ["HS2"]


def test_what_cannot_be_read_is_refused_and_stays_as_it_was(watch: Watch) -> None:
    totals, lines, told = TotalRows(), LineRows(), list[str]()
    for model in (totals, lines):
        model.refused.connect(told.append)
    assert not type_into(totals, 0, 1, "3,5") and totals.cell_text(0, 1) == ""
    assert not type_into(totals, 1, 1, "1.234")
    assert type_into(lines, 0, 0, "HS1") and not type_into(lines, 0, 6, "Giỏi")
    assert not type_into(lines, 1, 0, "HS1") and lines.count == 1
    assert [bool(words) for words in told] == [True, True, False, True, True]
    figures = UnitFigures(totals={"panel:Tốt": "3"})
    with pytest.raises(UnreadableError, match="tổng số hồ sơ"):
        figures.keyed()
    figures = UnitFigures(head={"date": "31/02/2023"}, totals={"submissions": "3"})
    with pytest.raises(UnreadableError, match="Ngày họp"):
        figures.keyed()


def test_a_former_entry_comes_back_as_it_was_typed(district: Session) -> None:
    figures = UnitFigures(
        head={"minutes_no": "07", "date": "24/11/2023", "document": "12-QĐ", "decided_on": ""},
        totals={"submissions": "1", "final_sum": "8,25", "panel:Tốt": "1"},
        counts={("registered", "individual"): "4"},
    )
    figures.set_cell(0, "code", "HS1")
    figures.set_cell(0, "final", "8.25")
    figures.set_cell(0, "class_name", "Tốt")
    assert figures_again(district, "DU07") is None
    assert district.run(key_in, district.campaign, "DU07", figures.keyed())
    again = figures_again(district, "DU07")
    assert again is not None and again.keyed() == figures.keyed()
    assert (again.head, again.totals) == (figures.head, figures.totals)
