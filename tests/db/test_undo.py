"""Undo and redo out of the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import entries, freeze, history_picture
from db.book import Book
from db.check import check, tables
from db.errors import NoOfficeKeyError, SessionFrozenError
from db.operation import Changes
from db.undo import History, undo
from tests.support import Sample, changes, row, submission_row


@pytest.fixture
def history() -> History:
    return History()


@pytest.fixture
def edit(sample: Sample, history: History) -> Callable[..., bytes]:
    """Writes fields of the unit A; the history remembers it."""
    unit = sample.around.units["A"].id

    def write(kind: str = "unit", ident: bytes = unit, /, **values: Any) -> bytes:
        operation = sample.set(kind, ident, **values)
        history.record(operation.changes)
        return operation.op

    return write


def _name(sample: Sample) -> str:
    return sample.around.units["A"].name


def test_the_former_value_is_written_back(
    sample: Sample, history: History, edit: Callable[..., bytes]
) -> None:
    edit(name="Một", kind="Hai")
    before = changes(sample.book)
    undone = history.undo(sample.book)
    assert undone is not None and undone.left == 0
    assert undone.changes.rows == {("unit", sample.around.units["A"].id)}
    assert (_name(sample), sample.around.units["A"].kind) == ("Đảng ủy A", "Đảng ủy")
    assert changes(sample.book) == before + 2, "nothing is taken out of the log"
    assert check(sample.book) == []


def test_a_field_that_was_empty_is_empty_again(
    sample: Sample, history: History, edit: Callable[..., bytes]
) -> None:
    edit(start="2023-01-01")
    history.undo(sample.book)
    assert sample.around.units["A"].start is None


def test_undo_goes_back_step_by_step_and_redo_forth_again(
    sample: Sample, history: History, edit: Callable[..., bytes]
) -> None:
    for name in ("Một", "Hai", "Ba"):
        edit(name=name)
    seen = []
    while history.can_undo:
        history.undo(sample.book)
        seen.append(_name(sample))
    assert seen == ["Hai", "Một", "Đảng ủy A"]
    while history.can_redo:
        history.redo(sample.book)
        seen.append(_name(sample))
    assert seen[3:] == ["Một", "Hai", "Ba"]
    assert (history.undo(sample.book), _name(sample))[1] == "Hai"


def test_with_nothing_done_there_is_nothing_to_undo(sample: Sample, history: History) -> None:
    assert history.undo(sample.book) is None
    assert history.redo(sample.book) is None


def test_a_new_edit_ends_the_redo(
    sample: Sample, history: History, edit: Callable[..., bytes]
) -> None:
    edit(name="Một")
    history.undo(sample.book)
    edit(kind="Hai")
    assert not history.can_redo


def test_what_somebody_wrote_over_since_is_left_alone(
    sample: Sample, history: History, edit: Callable[..., bytes]
) -> None:
    edit(name="Một", kind="Hai")
    sample.set("unit", sample.around.units["A"].id, name="Người khác")
    undone = history.undo(sample.book)
    assert undone is not None and undone.left == 1
    assert (_name(sample), sample.around.units["A"].kind) == ("Người khác", "Đảng ủy")


def test_the_same_value_written_by_somebody_since_is_left_alone(
    sample: Sample, history: History, edit: Callable[..., bytes]
) -> None:
    unit = sample.around.units["A"].id
    edit(name="Một")
    sample.set("unit", unit, name="Hai")
    sample.set("unit", unit, name="Một")
    undone = history.undo(sample.book)
    assert undone is not None and undone.left == 1
    assert _name(sample) == "Một"


def test_where_everything_was_written_over_nothing_is_written(
    sample: Sample, history: History, edit: Callable[..., bytes]
) -> None:
    edit(name="Một")
    sample.set("unit", sample.around.units["A"].id, name="Người khác")
    before = changes(sample.book)
    undone = history.undo(sample.book)
    assert undone is not None and not undone.changes and undone.left == 1
    assert changes(sample.book) == before
    assert not history.can_redo


def test_a_conflict_with_my_change_is_left_to_be_settled(
    sample: Sample, history: History, edit: Callable[..., bytes]
) -> None:
    unit = sample.around.units["A"].id
    edit(name="Một")
    with sample.book.write() as operation:
        operation.append("unit", unit, "name", [], "Ở máy khác")
    undone = history.undo(sample.book)
    assert undone is not None and undone.left == 1
    assert sample.book.connection.execute("SELECT what FROM trouble").fetchall() == [("conflict",)]


def test_a_cell_written_twice_in_one_save_goes_back_to_before(sample: Sample) -> None:
    unit = sample.around.units["A"].id
    with sample.book.write() as operation:
        operation.set("unit", unit, {"name": "Một"})
        operation.set("unit", unit, {"name": "Hai"})
    undo(sample.book, operation.op)
    assert _name(sample) == "Đảng ủy A"


def test_a_row_that_was_made_is_taken_away_and_made_again(sample: Sample, history: History) -> None:
    values: dict[str, Any] = {"campaign": sample.campaign.id, "code": "N", "name": "Mới"}
    _, made = entries.save(sample.book, "unit", None, values)
    history.record(made)
    history.undo(sample.book)
    assert "N" not in sample.around.units
    history.redo(sample.book)
    assert sample.around.units["N"].name == "Mới"
    history.undo(sample.book)
    assert "N" not in sample.around.units
    assert check(sample.book) == []


def test_a_row_that_somebody_added_to_is_not_taken_away(sample: Sample, history: History) -> None:
    values: dict[str, Any] = {"campaign": sample.campaign.id, "code": "N", "name": "Mới"}
    ident, made = entries.save(sample.book, "unit", None, values)
    history.record(made)
    sample.set("unit", ident, kind="Chi bộ")
    undone = history.undo(sample.book)
    assert undone is not None and undone.left == 3
    assert sample.around.units["N"].name == "Mới"


def test_a_submission_that_has_a_ballot_is_not_taken_away(sample: Sample, history: History) -> None:
    said = dict(submission_row("HS9", "A").values)
    _, made = entries.save(
        sample.book, "submission", None, {"campaign": sample.campaign.id, "code": "HS9", **said}
    )
    history.record(made)
    sample.score("TV01", "HS9")
    undone = history.undo(sample.book)
    assert undone is not None and not undone.changes
    assert sample.result("HS9").final == 800


def test_a_removal_is_undone_and_redone(sample: Sample, history: History) -> None:
    unit = sample.around.units["T"].id
    history.record(entries.remove(sample.book, "unit", unit))
    assert "T" not in sample.around.units
    history.undo(sample.book)
    assert sample.around.units["T"].name == "Chi bộ thôn 1"
    history.redo(sample.book)
    assert "T" not in sample.around.units
    assert sample.book.connection.execute("SELECT * FROM trouble").fetchall() == []


def test_undoing_the_edit_that_brought_a_row_back_removes_it_again(
    sample: Sample, history: History, edit: Callable[..., bytes]
) -> None:
    unit = sample.around.units["A"].id
    entries.remove(sample.book, "unit", unit)
    edit("unit", unit, name="Lại đây")
    assert _name(sample) == "Lại đây"
    history.undo(sample.book)
    assert "A" not in sample.around.units
    assert sample.book.connection.execute("SELECT * FROM trouble").fetchall() == []
    assert check(sample.book) == []


def test_results_follow_an_undo(sample: Sample, history: History) -> None:
    sample.score("TV01", "HS1")
    edited = sample.set("submission", sample.submission("HS1").id, has_report=0)
    history.record(edited.changes)
    assert sample.result("HS1").eligible is False
    history.undo(sample.book)
    assert sample.result("HS1").final == 800


def test_ballots_voids_freezes_and_imports_are_not_remembered(
    sample: Sample, history: History
) -> None:
    sample.score("TV01", "HS1")
    history.record(sample.take([row("unit", "N", name="Mới")]).changes)
    history.record(Changes(frozenset({"draft"})))
    history.record(Changes())
    sample.score_all({"HS2": 800})
    history.record(freeze.freeze(sample.book, sample.campaign, 1).changes)
    history.record(freeze.unfreeze(sample.book, sample.campaign, 1, "x"))
    assert not history.can_undo


def test_a_campaign_that_was_made_is_never_undone(sample: Sample) -> None:
    (op,) = sample.book.connection.execute(
        "SELECT DISTINCT op FROM change WHERE fld = 'campaign.year'"
    ).fetchone()
    undone = undo(sample.book, op)
    assert not undone.changes
    assert sample.campaign.year == 2023


def test_what_is_frozen_since_is_not_undone(
    sample: Sample, history: History, edit: Callable[..., bytes]
) -> None:
    edit("submission", sample.submission("HS1").id, title="Một")
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    with pytest.raises(SessionFrozenError):
        history.undo(sample.book)
    assert history.can_undo, "it can be after mở chốt"
    freeze.unfreeze(sample.book, sample.campaign, 1, "x")
    history.undo(sample.book)
    assert sample.submission("HS1").title == "Mô hình HS1"


def test_only_the_office_undoes(sample: Sample, edit: Callable[..., bytes]) -> None:
    op = edit(name="Một")
    other = sample.elsewhere("khac")
    with pytest.raises(NoOfficeKeyError):
        undo(other.book, op)
    other.book.close()


def test_the_history_does_not_grow_without_end(history: History) -> None:
    for number in range(600):
        history.record(Changes(frozenset({"unit"}), op=number.to_bytes(16, "big")))
    assert len(history._done) == 500


_EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.sampled_from("VAB"), st.sampled_from(["Một", "Hai", None])),
        st.tuples(st.just("title"), st.sampled_from(["HS1", "HS2"]), st.sampled_from(["x", "y"])),
        st.tuples(st.sampled_from(["remove", "restore"]), st.sampled_from("VABT"), st.none()),
        st.tuples(st.just("new"), st.sampled_from("NM"), st.sampled_from(["Mới", "Nữa"])),
    ),
    max_size=8,
)


@settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(edits=_EDITS)
def test_undoing_everything_and_redoing_it_leads_there_and_back(
    sample: Sample, edits: list[tuple[str, str, str | None]]
) -> None:
    path = sample.book.path.with_name("ban sao.thamdinh")
    path.write_bytes(sample.book.path.read_bytes())
    with Book.open(path, sample.book.home) as book:
        _there_and_back(Sample(book, sample.campaign), edits)


def derived(book: Book) -> dict[str, list[tuple[object, ...]]]:
    """The picture, but not the list of what happened: an undo is in it like anything else."""
    found = tables(book.connection)
    return {name: rows for name, rows in found.items() if name not in history_picture.TABLES}


def _there_and_back(sample: Sample, edits: list[tuple[str, str, str | None]]) -> None:
    book, history = sample.book, History()
    campaign = sample.campaign.id
    before = derived(book)
    for what, code, value in edits:
        with book.write() as operation:
            unit = operation.row_id("unit", campaign, code)
            match what:
                case "set":
                    operation.set("unit", unit, {"name": value})
                case "title":
                    operation.set("submission", sample.submission(code).id, {"title": value})
                case "remove":
                    operation.remove("unit", unit)
                case "restore":
                    operation.restore("unit", unit)
                case "new":
                    made = {"campaign": campaign, "code": code, "name": value}
                    operation.set("unit", unit, made)
        history.record(operation.changes)
    after = derived(book)
    while history.can_undo:
        history.undo(book)
    assert derived(book) == before
    while history.can_redo:
        history.redo(book)
    assert derived(book) == after
    while history.can_undo:
        history.undo(book)
    assert derived(book) == before
    assert check(book) == []
