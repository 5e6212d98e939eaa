"""Nhật ký as Qt models: windows, filters, blindness, the cells of one save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.qtbot import QtBot

from db import ballots, entries
from db.book import Book
from db.history_picture import Topic
from db.home import Home
from db.keys import make_member_key
from db.queries.cell_changes import cells_of, values_of
from db.queries.history import OFFICE, window
from desktop.models import history_list
from desktop.models.history_cells import CellColumn, CellsModel, ValueColumn, ValuesModel, title_of
from desktop.models.history_list import ANY_SOURCE, Column, HistoryModel
from desktop.models.trace_page import page
from desktop.session import Session
from tests.flows.sample_book import code, make_book

Watch = Callable[[QAbstractItemModel], None]
READ = Qt.ItemDataRole.DisplayRole


def texts(model: HistoryModel, column: Column) -> list[str]:
    return [str(model.index(row, column).data(READ)) for row in range(model.rowCount())]


def first(session: Session, number: int = 4) -> bytes:
    assert session.campaign is not None
    return ballots.submission(session.book, session.campaign.id, code(number)).id


def edit(session: Session, **values: str) -> None:
    assert session.run(entries.save, "submission", first(session), values)


def test_the_list_reads_window_by_window(
    session: Session, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_list, "WINDOW", 5)
    monkeypatch.setattr(window, "__defaults__", (None, 5))
    model = HistoryModel(session)
    watch(model)
    model.load()
    assert (model.rowCount(), model.total) == (5, 13)
    while model.canFetchMore():
        model.fetchMore()
    assert model.rowCount() == 13
    model.fetchMore()
    model.fetchMore(model.index(0, 0))
    assert model.rowCount() == 13 and not model.canFetchMore(model.index(0, 0))
    assert len({model.entry(row).id for row in range(13)}) == 13
    assert model.rowCount(model.index(0, 0)) == 0


def test_what_a_line_says(session: Session, watch: Watch) -> None:
    model = HistoryModel(session)
    watch(model)
    edit(session, title="Tên mới", content="Nội dung mới")
    assert model.stale
    model.load()
    assert not model.stale
    row = [model.index(0, column).data(READ) for column in Column]
    assert row[1:] == [
        "Văn phòng", "khóa cơ quan", "Hồ sơ LD-2023-004: Nội dung, Tên mô hình", "",
    ]  # fmt: skip
    assert "Nhập bảng “flows.xlsx”: 330 ô" in texts(model, Column.WHAT)
    spoken = model.index(0, Column.WHO).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Ai: Văn phòng"
    tip = model.index(0, Column.TIME).data(Qt.ItemDataRole.ToolTipRole)
    assert "giờ do máy tự khai" in tip.lower()


def test_the_filters_narrow_and_go_away(session: Session, watch: Watch) -> None:
    model = HistoryModel(session)
    watch(model)
    edit(session, title="Tên mới")
    model.search("ld-2023-004")
    assert model.total == 2 and model.filtered and model.submissions == (first(session),)
    model.filter(topics=int(Topic.IMPORT))
    assert texts(model, Column.WHAT) == ["Nhập bảng “flows.xlsx”: 330 ô"]
    model.show_all()
    assert model.total == 14 and not model.filtered
    model.filter(person=session.around.by_code["TV02"].id.hex())
    assert all("Bon Thị Lợi" in words for words in texts(model, Column.WHAT))
    assert model.total == 3
    model.filter(person=OFFICE, days=1)
    assert model.total == 14
    model.filter(person="", source=5)
    assert model.total == 0
    model.filter(source=ANY_SOURCE)
    model.search("khong co")
    assert model.rowCount() == 0 and model.filtered and not model.cut
    assert model.people()[0] == (OFFICE, "Văn phòng") and len(model.people()) == 6
    assert model.files() == [(0, "Không do ghép tệp")]


def test_a_draft_makes_nothing_stale(session: Session) -> None:
    model = HistoryModel(session)
    model.load()
    member, around = session.member, session.around
    assert member is not None and session.campaign is not None
    found = ballots.submission(session.book, session.campaign.id, code(4))
    assert session.run(ballots.set_mark, around, member, found, "TC1", 150)
    assert not model.stale


def test_a_member_sees_no_ballot_of_others(
    qtbot: QtBot, tmp_path: Path, home: Home, watch: Watch
) -> None:
    """Whose ballots are on the screen anybody can say; the key on the laptop decides."""
    path = make_book(tmp_path / "so.thamdinh", home)
    own = Home(tmp_path / "nha-thanh-vien")
    with Book.open(path, own) as book:
        session = Session(book)
        member = session.around.by_code["TV01"]
        session.choose_member(member.id)
        model = HistoryModel(session)
        watch(model)
        model.load()
        assert not any("phiếu" in words for words in texts(model, Column.WHAT))
        make_member_key(own, book.id, member.id, "2468")
        model.load()
        seen = [words for words in texts(model, Column.WHAT) if "phiếu" in words]
        assert len(seen) == 3 and all("Bùi Đức Mai" in words for words in seen)


def test_the_cells_of_a_save_and_all_their_values(session: Session, watch: Watch) -> None:
    edit(session, title="Một")
    edit(session, title="Hai", content="")
    model, cells, values = HistoryModel(session), CellsModel(), ValuesModel()
    watch(cells)
    watch(values)
    model.load()
    cells.take(cells_of(session.book, model.entry(0).id, open_to=True))
    rows = [
        [cells.index(row, column).data(READ) for column in CellColumn]
        for row in range(cells.rowCount())
    ]
    assert ["Tên mô hình", "Một", "Hai"] in rows
    assert ["Nội dung", "Tiếp nhận hồ sơ tại nhà văn hóa thôn vào sáng thứ Bảy.", "(trống)"] in rows
    at = next(row for row in range(2) if cells.cell(row).fld == "submission.title")
    cell = cells.cell(at)
    assert title_of(cell) == "Tên mô hình, hồ sơ LD-2023-004"
    assert cells.row_of(cell.id) == at and cells.row_of(b"") == -1
    values.take(cell.fld, values_of(session.book, cell.ent, cell.fld, open_to=True))
    said = [
        (values.index(row, ValueColumn.VALUE).data(READ),
         values.index(row, ValueColumn.STATE).data(READ))
        for row in range(values.rowCount())
    ]  # fmt: skip
    assert said[:2] == [("Hai", "đang có hiệu lực"), ("Một", "đã được thay")]
    assert values.value(0).change == cell.id and values.rowCount(QModelIndex()) == 3


def test_the_sheet_on_the_screen_says_what_the_paper_says(session: Session) -> None:
    from db.queries.events import Viewer
    from db.queries.trace import trace
    from desktop.documents.content_trace import trace_text

    edit(session, title="Tên <b>lạ</b> & “hay”")
    assert session.campaign is not None
    found = trace(session.book, session.campaign, first(session), Viewer(True))
    html = page(trace_text(found), "#555555", "#cccccc")
    assert "Tên &lt;b&gt;lạ&lt;/b&gt; &amp; “hay”" in html
    assert html.count("<table") == 1 and "VI- CÁC LẦN GHI, SỬA HỒ SƠ" in html
