"""Amended results: what decisions, deliveries, history, trace and signed papers say of them."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import ballots, correcting, decisions, entries
from db.amendments import amendments, content_of
from db.check import check
from db.decided import decided_classes, decision_in_force
from db.errors import DeliveryRefusedError, ThamdinhError
from db.exchange import delivery_file
from db.exchange.deliver import deliver
from db.exchange.held import order
from db.history_picture import Topic
from db.queries.events import Event, Viewer
from db.queries.history import Filter, window
from db.queries.trace import session_traces
from db.record import read_record, record_of
from db.record_check import faults
from db.rules import proof
from db.rules.differences import applied, differences
from db.sessions import find, standing_snapshot
from db.signed_papers import Sort, attach
from desktop.history_words import event_words
from tests.amending import (
    amended,
    closed,
    look,
    put_right,
    rescore,
    session_id,
    standing_digest,
    void,
)
from tests.support import Sample


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


def _amended(sample: Sample, *, decided: bool = False) -> None:
    closed(sample, decided=decided)
    put_right(sample)
    rescore(sample, 600)
    amended(sample, "Rà soát phiếu giấy")


def test_an_earlier_decision_stays_visible_and_says_so(sample: Sample) -> None:
    _amended(sample, decided=True)
    connection = sample.book.connection
    assert decisions.decision_of(connection, session_id(sample)) is None
    found = decision_in_force(connection, session_id(sample))
    assert found is not None
    assert (found.decision.document, found.amended_by) == ("12-QĐ/HU", 1)
    assert sample.result("HS1").decided_class == "Tốt"
    assert "decided_before" in sample.result("HS1").flags
    decisions.record(sample.book, sample.campaign, 1, "12-QĐ/HU", "2023-11-30")
    again = decision_in_force(connection, session_id(sample))
    assert again is not None and again.amended_by == 0
    assert "decided_before" not in sample.result("HS1").flags
    classes = decided_classes(connection, sample.campaign.id)
    assert set(classes.values()) == {"Tốt", "Khá", "Đạt"}


def test_the_delivery_after_an_amendment_is_the_newer_one(sample: Sample, tmp_path: Path) -> None:
    closed(sample, decided=True)
    first = delivery_file.read(sample.book.path.parent / "kq.giaonop", sample.book.home)
    put_right(sample)
    rescore(sample, 600)
    made = amended(sample)
    target = tmp_path / "moi.giaonop"
    with pytest.raises(DeliveryRefusedError) as caught:
        deliver(sample.book, sample.campaign, 1, target)
    assert caught.value.facts["what"] == "decided_before"
    decisions.record(sample.book, sample.campaign, 1, "12-QĐ/HU", "2023-11-30")
    deliver(sample.book, sample.campaign, 1, target)
    second = delivery_file.read(target, sample.book.home)
    assert (second.body.seq, second.body.proof_code) == (2, made.proof_code)
    assert second.body.lines[0].final == 800
    assert order(second.body, second.digest) > order(first.body, first.digest)


def test_history_tells_of_the_amendment(sample: Sample) -> None:
    _amended(sample)
    found = window(sample.book, Viewer(True), Filter())
    events: list[Event] = [e for e in found if e.topics & Topic.SNAPSHOT]
    newest, oldest = events
    assert newest.frozen is not None and oldest.frozen is not None
    assert (newest.frozen.number, newest.frozen.reason) == (1, "Rà soát phiếu giấy")
    assert newest.frozen.changes == 4
    assert (oldest.frozen.number, oldest.frozen.amended_by) == (0, 1)
    assert event_words(newest) == "Lập biên bản bổ sung lần 1 của cuộc họp số 1"
    assert any("sửa để bổ sung" in event_words(event).lower() for event in found)


def test_the_trace_has_both_papers_and_the_decision_before(sample: Sample) -> None:
    _amended(sample, decided=True)
    snapshot = standing_snapshot(sample.book.connection, session_id(sample))
    assert snapshot is not None
    body = json.loads(snapshot.body)
    trace = next(
        t for t in session_traces(sample.book, sample.campaign, body) if len(t.frozen) == 2
    )
    first, second = trace.frozen
    assert (first.number, first.amended_by, second.number, second.amended_by) == (0, 1, 1, 0)
    assert second.reason == "Rà soát phiếu giấy"
    assert trace.decided is not None and trace.decided.amended_by == 1


def test_a_signed_amending_paper_has_its_own_number(sample: Sample, tmp_path: Path) -> None:
    _amended(sample)
    scan = tmp_path / "ky.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    attach(
        sample.book, sample.campaign, 1, scan, Sort.SCAN, digest=standing_digest(sample),
        number="05-BB/TTĐ", date="2023-12-08",
    )  # fmt: skip
    (only,) = amendments(sample.book.connection, session_id(sample))
    assert (only.minutes_no, only.date) == ("05-BB/TTĐ", "2023-12-08")
    meeting = find(sample.book.connection, sample.campaign, 1)
    assert (meeting.minutes_no, meeting.date) == ("", "2023-11-24")
    assert look(sample).why == "signed"  # and it is amended from now on


# -- whatever is done ----------------------------------------------------------------------

ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["rescore", "void", "recuse", "votes", "place", "setting", "withdraw", "absent", "unit"]
        ),
        st.sampled_from(["HS1", "HS2", "HS3"]),
        st.sampled_from(["TV01", "TV02", "TV04"]),
        st.sampled_from([500, 700, 850]),
    ),
    max_size=5,
)


def _act(sample: Sample, what: str, code: str, member: str, number: int) -> None:
    book, submission = sample.book, sample.submission(code)
    match what:
        case "rescore":
            sample.score(member, code, number, reason="lại")
        case "void":
            void(sample, member, code, "nhầm")
        case "recuse":
            ballots.recuse(book, sample.member(member), submission, "em ruột")
        case "votes":
            sample.set(
                "hearing", submission.id, session=session_id(sample), submission=submission.id,
                votes_for=number // 100, opinions=f"Ý kiến {number}",
            )  # fmt: skip
        case "place":
            entries.save(book, "session", session_id(sample), {"place": f"Phòng {number}"})
        case "setting":
            sample.settings(drop_extremes=number == 500, spread_part=number // 10)
        case "withdraw":
            entries.withdraw(book, submission.id, f"rút {number}")
        case "absent":
            ident = sample.member(member).id.hex()
            entries.save(book, "session", session_id(sample), {f"absent:{ident}": "ốm"})
        case "unit":
            sample.set("unit", sample.around.units["A"].id, name=f"Đảng ủy {number}")


@given(ACTS)
@settings(
    max_examples=20, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
def test_whatever_is_changed_the_list_is_complete(
    sample: Sample, acts: list[tuple[str, str, str, int]]
) -> None:
    snapshot = standing_snapshot(sample.book.connection, session_id(sample))
    if snapshot is None:
        closed(sample)
    with contextlib.suppress(ThamdinhError):  # nothing is closed while an amendment is fresh
        correcting.begin(sample.book, sample.campaign, 1, "rà soát")
    for act in acts:
        with contextlib.suppress(ThamdinhError, AssertionError):
            _act(sample, *act)
    found = look(sample)
    former: dict[str, Any] = content_of(found.snapshot.body)
    parts = [each.difference for each in found.told]
    assert differences(applied(former, parts), found.body) == []
    assert (parts == []) is (differences(former, found.body) == [])
    lines = [part for line in found.lines for part in line.parts]
    assert all(part in parts for part in lines)
    again = look(sample)
    assert [each.cause for each in again.told] == [each.cause for each in found.told]


def test_a_long_chain_proves_itself(sample: Sample) -> None:
    closed(sample)
    for number, total in enumerate((600, 700, 500), start=1):
        put_right(sample, f"Lần {number}")
        rescore(sample, total, f"lần {number}")
        assert amended(sample).number == number
        _deliver_again(sample, number)
    snapshot = standing_snapshot(sample.book.connection, session_id(sample))
    assert snapshot is not None
    assert faults(read_record(record_of(sample.book, snapshot))) == []
    assert check(sample.book) == []


def _deliver_again(sample: Sample, number: int) -> None:
    target = sample.book.path.parent / f"kq{number}.giaonop"
    deliver(sample.book, sample.campaign, 1, target, undecided=True)
