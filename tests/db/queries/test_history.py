"""Nhật ký: who, what, when, from which file; and nothing of others' marks while blind."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import ballots, entries, freeze
from db.book import Book
from db.check import check
from db.exchange.merge import merge, plan
from db.history_picture import Topic
from db.home import Home
from db.keys import fingerprint, make_member_key
from db.members import confirm
from db.queries.authors import Standing
from db.queries.cell_changes import State, cells_of, values_of
from db.queries.events import Event, Viewer, sources
from db.queries.history import (
    HERE,
    OFFICE,
    Filter,
    count,
    find_submissions,
    rows_of,
    viewer_of,
    window,
)
from tests.support import START, Clock, Sample, copy_of, union

ALL = Viewer(True)
NOBODY = Viewer(False)
EVERYTHING = Filter()


def log(sample: Sample, viewer: Viewer = ALL, **wanted: object) -> list[Event]:
    return window(sample.book, viewer, Filter(**wanted))  # type: ignore[arg-type]


def test_newest_first_window_by_window(sample: Sample) -> None:
    sample.score_all()
    whole = log(sample)
    assert [e.place for e in whole] == sorted((e.place for e in whole), reverse=True)
    found: list[Event] = []
    after = None
    while part := window(sample.book, ALL, EVERYTHING, after, 5):
        found += part
        after = part[-1].place
    assert found == whole
    assert count(sample.book, ALL, EVERYTHING) == len(whole)


def test_what_an_operation_changed(sample: Sample) -> None:
    submission = sample.submission("HS1")
    entries.save(sample.book, "submission", submission.id, {"title": "Tên mới", "self:TC1": 150})
    newest = log(sample)[0]
    assert (newest.author.standing, newest.count, newest.file) == (Standing.OFFICE, 2, "")
    cells = {cell.fld: cell for cell in cells_of(sample.book, newest.id, open_to=True)}
    title = cells["submission.title"]
    assert (title.row.code, title.former, title.value) == ("HS1", "Mô hình HS1", "Tên mới")
    assert title.state is State.STANDS
    mark = cells["submission.self:TC1"]
    assert (mark.key, mark.former, mark.value, mark.known) == ("TC1", None, 150, True)


def test_an_import_names_its_workbook(sample: Sample) -> None:
    newest = log(sample)[0]
    assert newest.file == "bang.xlsx" and newest.topics & Topic.IMPORT
    assert newest.count > 40


def test_a_ballot_with_its_member_and_who_entered_it(sample: Sample, home: Home) -> None:
    sample.score("TV01", "HS1", 800)
    paper = log(sample)[0]
    assert paper.ballot is not None
    assert (paper.ballot.member.name, paper.ballot.submission.code) == ("Nguyễn Văn An", "HS1")
    assert (paper.ballot.seq, paper.ballot.total, paper.ballot.paper) == (1, 800, True)
    assert paper.author.standing is Standing.OFFICE
    member = sample.member("TV02")
    signer = make_member_key(home, sample.book.id, member.id, "2468")
    sample.score("TV02", "HS1", 700, signer=signer)
    own = log(sample)[0]
    assert own.ballot is not None and not own.ballot.paper
    assert (own.author.standing, own.author.name) == (Standing.UNCONFIRMED, "Trần Thị Bình")
    confirm(sample.book, sample.campaign, "TV02", fingerprint(signer.public))
    confirmed = next(e for e in log(sample) if e.id == own.id)
    assert (confirmed.author.standing, confirmed.author.name) == (
        Standing.MEMBER, "Trần Thị Bình",
    )  # fmt: skip
    assert confirmed.author.fingerprint == fingerprint(signer.public)


def test_a_stranger_who_claims_to_be_the_office_is_shown_as_a_stranger(sample: Sample) -> None:
    other = sample.elsewhere("la")
    with other.book.write("office") as operation:
        operation.set("submission", other.submission("HS1").id, {"title": "Tên lạ"})
    union(sample.book, other.book)
    newest = log(sample)[0]
    assert newest.author.standing is Standing.UNCONFIRMED
    assert (newest.author.name, newest.author.claimed) == ("", "office")
    (cell,) = cells_of(sample.book, newest.id, open_to=True)
    assert cell.state is State.PROPOSAL
    other.book.close()


def test_freezing_and_opening_again(sample: Sample, clock: Clock) -> None:
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    frozen = log(sample)[0].frozen
    assert frozen is not None and log(sample)[0].time > START
    assert (frozen.session.code, frozen.seq, frozen.submissions) == ("1", 1, 3)
    assert frozen.withdrawn is None
    freeze.unfreeze(sample.book, sample.campaign, 1, "Sai giờ họp")
    unfrozen, before = log(sample)[:2]
    assert unfrozen.topics & Topic.UNFREEZE
    assert before.frozen is not None and before.frozen.withdrawn == "Sai giờ họp"


# -- filters -------------------------------------------------------------------------------


def test_by_submission_with_all_that_hangs_on_it(sample: Sample) -> None:
    ballot = sample.score("TV01", "HS1")
    sample.score("TV01", "HS3")
    ballots.void(sample.book, ballot, "Nhầm người")
    submission = sample.submission("HS1").id
    target = bytes(range(16))
    sample.set("target", target, submission=submission, name="Chỉ tiêu")
    sample.set("unit", sample.around.units["A"].id, name="Đảng ủy A mới")
    sample.set("session", _session(sample), **{f"takes__{submission.hex()}": True})
    found = log(sample, submissions=(submission,))
    kinds = [e.topics & ~(Topic.OPEN | Topic.IMPORT | Topic.REMOVAL) for e in found[:4]]
    assert kinds == [Topic.SESSION, Topic.SUBMISSION, Topic.VOID, Topic.BALLOT | Topic.PAPER]
    assert found[-1].file == "bang.xlsx" and len(found) == 5
    assert [c.row.code for c in found[-1].cells] == ["HS1", "HS1"]  # not some other row's
    assert log(sample, submissions=()) == []


def _session(sample: Sample) -> bytes:
    (ident,) = sample.book.connection.execute("SELECT id FROM session").fetchone()
    return bytes(ident)


def test_a_target_that_is_gone_is_still_in_its_history(sample: Sample) -> None:
    submission, target = sample.submission("HS1").id, bytes(range(16))
    sample.set("target", target, submission=submission, name="Chỉ tiêu đã bỏ")
    with sample.book.write() as operation:
        operation.remove("target", target)
    newest = log(sample, submissions=(submission,))[0]
    assert newest.topics & Topic.REMOVAL
    assert newest.cells[0].row.name == "Chỉ tiêu đã bỏ"
    (cell,) = cells_of(sample.book, newest.id, rows_of(sample.book, [submission]), open_to=True)
    assert (cell.former, cell.value) == (0, 1)


def test_by_person_topic_and_time(sample: Sample, clock: Clock) -> None:
    sample.score("TV01", "HS1")
    clock.now = START + 1_000_000
    recused = ballots.recuse(sample.book, sample.member("TV04"), sample.submission("HS1"), "Em rể")
    assert recused.op is not None
    member = sample.member("TV01").id.hex()
    assert [e.topics for e in log(sample, person=member)] == [Topic.BALLOT | Topic.PAPER]
    assert len(log(sample, person=OFFICE)) == len(log(sample))
    assert [e.id for e in log(sample, topics=Topic.SHARING)][:1] == [recused.op]
    assert [e.id for e in log(sample, since=START + 1_000_000)] == [recused.op]
    assert recused.op not in [e.id for e in log(sample, until=START + 1_000_000)]


def test_by_the_file_that_brought_it(sample: Sample) -> None:
    operation = sample.set("submission", sample.submission("HS1").id, title="Từ bản sao")
    connection = sample.book.connection
    connection.execute(
        "INSERT INTO taken_in VALUES (7, 'ban-sao-TV04.thamdinh', 'F', 'F', 0, 123, 1, 0)"
    )
    connection.execute("INSERT INTO origin VALUES (?, 7)", (operation.op,))
    (found,) = log(sample, source=7)
    assert found.id == operation.op
    assert found.source is not None and found.source.name == "ban-sao-TV04.thamdinh"
    assert operation.op not in [e.id for e in log(sample, source=HERE)]


def test_what_a_members_file_brought(sample: Sample) -> None:
    """A copy goes out, a ballot and a proposal come back: each under its file and its author."""
    other = sample.elsewhere("tv04", Clock(sample.book.clock() + 10_000))
    signer = make_member_key(other.book.home, other.book.id, other.member("TV04").id, "2468")
    other.score("TV04", "HS1", 725, signer=signer)
    entries.save(other.book, "submission", other.submission("HS1").id, {"title": "Đề nghị"})
    path = other.book.path
    other.book.close()
    with plan(sample.book, [path]) as planned:
        merge(sample.book, planned)
    (source,) = sources(sample.book)
    ballot, proposal = sorted(log(sample, source=source.run), key=lambda e: e.ballot is None)
    assert ballot.ballot is not None and ballot.ballot.total == 725
    assert (ballot.source, proposal.source) == (source, source)
    assert source.name == path.name
    assert (ballot.author.standing, ballot.author.name) == (Standing.UNCONFIRMED, "K'Brít")
    (cell,) = cells_of(sample.book, proposal.id, open_to=True)
    assert (cell.state, cell.value) == (State.PROPOSAL, "Đề nghị")
    assert {e.id for e in log(sample, source=HERE)}.isdisjoint({ballot.id, proposal.id})
    assert not check(sample.book)


def test_submissions_are_found_without_diacritics(sample: Sample) -> None:
    assert find_submissions(sample.book, "mo hinh hs3") == (sample.submission("HS3").id,)
    assert find_submissions(sample.book, "khong co") == ()


def test_a_time_far_ahead_is_marked(sample: Sample, clock: Clock) -> None:
    now = clock.now
    clock.now = now + 25 * 60 * 60 * 1000
    sample.set("submission", sample.submission("HS1").id, title="Máy chạy nhanh")
    clock.now = now
    assert [e.ahead for e in log(sample)[:2]] == [True, False]
    values = values_of(
        sample.book, sample.submission("HS1").id, "submission.title", open_to=True
    )
    assert [value.ahead for value in values] == [True, False]


def test_every_value_of_a_cell(sample: Sample) -> None:
    submission = sample.submission("HS1").id
    for title in ("Hai", "Ba"):
        sample.set("submission", submission, title=title)
    values = values_of(sample.book, submission, "submission.title", open_to=True)
    assert [(value.value, value.state) for value in values] == [
        ("Ba", State.STANDS), ("Hai", State.REPLACED), ("Mô hình HS1", State.REPLACED),
    ]  # fmt: skip


# -- blind ---------------------------------------------------------------------------------


def test_a_member_sees_no_mark_of_others_while_blind(sample: Sample) -> None:
    sample.score("TV01", "HS1", 850)
    ballot = sample.score("TV04", "HS1", 600)
    ballots.void(sample.book, ballot, "Cho 6,00 là nhầm")
    sample.set("submission", sample.submission("HS3").id, agreed__TC1=175)
    sample.set("session", _session(sample), conclusion="HS1 đạt 8,50")
    sample.set("submission", sample.submission("HS1").id, title="Ai cũng thấy")
    seen = log(sample, Viewer(False, sample.member("TV04").id))
    assert [e.ballot.total for e in seen if e.ballot is not None] == [600]
    assert [e for e in log(sample, NOBODY) if e.ballot is not None] == []
    for event in seen:
        cells = cells_of(sample.book, event.id, open_to=False)
        assert not any(c.fld.startswith(("void.", "submission.agreed")) for c in cells)
        assert not any(c.fld == "session.conclusion" for c in cells)
        assert event.topics & (Topic.OPEN | Topic.BALLOT)
    assert values_of(sample.book, _session(sample), "session.conclusion", open_to=False) == []
    assert count(sample.book, NOBODY, EVERYTHING) == len(log(sample, NOBODY))


def test_a_mixed_operation_shows_its_open_cells_alone(sample: Sample) -> None:
    operation = sample.set("session", _session(sample), conclusion="Kín", place="Hội trường")
    event = next(e for e in log(sample, NOBODY) if e.id == operation.op)
    assert [cell.fld for cell in event.cells] == ["session.place"]
    cells = cells_of(sample.book, operation.op, [_session(sample)], open_to=False)
    assert [cell.fld for cell in cells] == ["session.place"]


def test_frozen_results_are_open_to_all(sample: Sample) -> None:
    sample.score_all()
    assert not [e for e in log(sample, NOBODY) if e.ballot is not None]
    freeze.freeze(sample.book, sample.campaign, 1)
    assert len([e for e in log(sample, NOBODY) if e.ballot is not None]) == 14
    freeze.unfreeze(sample.book, sample.campaign, 1, "Sai")
    assert not [e for e in log(sample, NOBODY) if e.ballot is not None]


def test_who_may_see_all(sample: Sample, tmp_path: Path) -> None:
    assert viewer_of(sample.book, None).open
    other = sample.elsewhere("thanh-vien")
    assert viewer_of(other.book, None) == NOBODY
    other.book.close()
    sample.settings(blind=False)
    other = sample.elsewhere("khong-kin")
    assert viewer_of(other.book, None).open
    other.book.close()


# -- without a key -------------------------------------------------------------------------


def test_a_book_opened_read_only_without_any_key_has_its_log(sample: Sample) -> None:
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    path = copy_of(sample.book, "doc")
    before = path.read_bytes()
    with Book.open(path, Home(path.parent / "home"), readonly=True) as book:
        assert book.readonly and book.office is None
        found = window(book, viewer_of(book, None), EVERYTHING)
        assert len(found) == count(sample.book, ALL, EVERYTHING)
        assert {e.author.standing for e in found} == {Standing.OFFICE}
    assert path.read_bytes() == before


# -- speed ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(person=OFFICE),
        Filter(submissions=(bytes(16),)),
        Filter(person="00" * 16),
        Filter(since=1, until=2),
        Filter(source=HERE),
    ],
)
def test_a_window_reads_by_an_index(sample: Sample, wanted: Filter) -> None:
    """Never the whole log, and no sorting but of what one submission or member has."""
    asked: list[str] = []
    sample.book.connection.set_trace_callback(asked.append)
    window(sample.book, ALL, wanted)
    sample.book.connection.set_trace_callback(None)
    (query,) = [sql for sql in asked if "FROM event e" in sql]
    plan = [row[3] for row in sample.book.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert not any(step.startswith("SCAN change") for step in plan)
    narrow = wanted.submissions is not None or wanted.person not in ("", OFFICE)
    assert narrow or not any("ORDER BY" in step for step in plan), plan
