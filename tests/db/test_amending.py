"""Amending minutes: what changed since results were closed, with old, new, who and why."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from db import ballots, correcting, decisions, entries, freeze
from db.amending import Outlook
from db.amendments import amended_by, amendments, chain, read_told
from db.book import Book
from db.canonical import dumps
from db.check import check
from db.conflicts import open_matters, settle
from db.errors import (
    AmendingRefusedError,
    FreezeRefusedError,
    NoOfficeKeyError,
    ReasonMissingError,
    SessionClosedError,
    SessionFrozenError,
    SessionNotFrozenError,
    UnknownCodeError,
)
from db.frozen_picture import digest_of
from db.keys import Signer, make_member_key
from db.queries.proof_codes import CodeState, find_code
from db.record import read_record, record_of
from db.record_check import faults
from db.rule_changes import Because
from db.rules import proof
from db.rules.differences import applied, differences
from db.sessions import snapshots, standing_snapshot
from tests.amending import (
    amended,
    closed,
    look,
    put_right,
    rescore,
    send_up,
    session_id,
    standing_digest,
    told,
    void,
)
from tests.support import START, Clock, Sample, copy_of, row, session_row, submission_row, union


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is tested with the rule itself."""
    monkeypatch.setattr(proof, "_N", 2**4)


def _causes(found: Outlook, *sort: str) -> tuple[list[str], list[str]]:
    """(who, why) of one line."""
    what, case, key = sort
    parts = told(found)[what, case, key]
    who = dict.fromkeys(w for each in parts for w in each.cause.who)
    why = dict.fromkeys(w for each in parts for w in each.cause.why)
    return list(who), list(why)


# -- what has changed ----------------------------------------------------------------------


def test_nothing_changed_is_said_as_nothing(sample: Sample) -> None:
    closed(sample)
    found = look(sample)
    assert (found.number, found.lines, found.told, found.correcting) == (1, (), (), False)
    with pytest.raises(AmendingRefusedError) as caught:
        amended(sample)
    assert caught.value.facts["what"] == "nothing"


def test_a_closed_session_is_written_to_only_once_it_is_put_right(sample: Sample) -> None:
    closed(sample)
    with pytest.raises(SessionFrozenError):
        rescore(sample)
    with pytest.raises(ReasonMissingError):
        put_right(sample, " ")
    put_right(sample, "Ghi nhầm phiếu")
    rescore(sample)
    entries.save(sample.book, "session", session_id(sample), {"place": "Hội trường B"})
    assert (look(sample).correcting, look(sample).reason) == (True, "Ghi nhầm phiếu")
    correcting.give_up(sample.book, sample.campaign, 1)
    with pytest.raises(SessionFrozenError):
        rescore(sample, 700)
    assert look(sample).lines and not look(sample).correcting
    put_right(sample, "Lần nữa")
    assert look(sample).reason == "Lần nữa"
    assert check(sample.book) == []


def test_what_nobody_else_holds_is_opened_and_not_amended(sample: Sample) -> None:
    with pytest.raises(SessionNotFrozenError):
        put_right(sample)
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    for attempt in (put_right, look, amended):
        with pytest.raises(AmendingRefusedError) as caught:
            attempt(sample)
        assert caught.value.facts == {"session": 1, "what": "open"}
    with pytest.raises(UnknownCodeError):
        correcting.begin(sample.book, sample.campaign, 9, "lý do")


def test_a_ballot_again_tells_its_author_and_reason(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    rescore(sample, 600, "đọc nhầm số trên phiếu")
    found = look(sample)
    assert list(told(found)) == [
        ("ballot", "HS1", "TV01"), ("criteria", "HS1", ""), ("result", "HS1", ""),
        ("spread", "HS1", ""),
    ]  # fmt: skip
    for sort in told(found):
        assert _causes(found, *sort) == (["office"], ["đọc nhầm số trên phiếu"])
    result = {t.difference.path[-1]: t.difference for t in told(found)["result", "HS1", ""]}
    assert {name: (d.old, d.new) for name, d in result.items()} == {"final": (850, 800)}


def test_a_members_own_ballot_is_told_as_the_members(sample: Sample) -> None:
    member = sample.member("TV02")
    signer = make_member_key(sample.book.home, sample.book.id, member.id, "1234")
    sample.set("member", member.id, **{f"key__{signer.public.hex()}": "đọc vân tay"})
    sample.score("TV02", "HS1", 850, signer=signer)
    for code in ("TV01", "TV03", "TV04", "TV05"):
        sample.score(code, "HS1", 850)
    freeze.freeze(sample.book, sample.campaign, 1)
    send_up(sample)
    put_right(sample)
    sample.score("TV02", "HS1", 700, signer=signer, reason="tính nhầm thưởng")
    assert _causes(look(sample), "ballot", "HS1", "TV02") == (["TV02"], ["tính nhầm thưởng"])


def test_a_voided_ballot_and_a_recusal_tell_their_reasons(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    void(sample, "TV04", "HS1", "chấm nhầm hồ sơ")
    ballots.recuse(sample.book, sample.member("TV03"), sample.submission("HS3"), "em ruột")
    found = look(sample)
    assert _causes(found, "ballot", "HS1", "TV04") == (["office"], ["chấm nhầm hồ sơ"])
    assert _causes(found, "recusal", "HS3", "TV03") == (["office"], ["em ruột"])
    assert _causes(found, "count", "HS1", "") == (["office"], ["chấm nhầm hồ sơ"])
    (gone,) = told(found)["ballot", "HS1", "TV04"]
    assert gone.difference.old["total"] == 850 and gone.difference.new is None


def test_votes_opinions_and_attendance(sample: Sample) -> None:
    closed(sample)
    put_right(sample, "Ghi thiếu biểu quyết")
    sample.set(
        "hearing", b"h" * 16, session=session_id(sample), submission=sample.submission("HS1").id,
        votes_for=5, votes_against=0, opinions="Nhất trí",
    )  # fmt: skip
    absent = {f"absent:{sample.member('TV04').id.hex()}": "ốm"}
    entries.save(sample.book, "session", session_id(sample), {**absent, "conclusion": "Thống nhất"})
    found = look(sample)
    sorts = {
        ("votes", "HS1", ""), ("said", "HS1", "opinions"), ("attendance", "", "TV04"),
        ("session", "", "conclusion"), ("count", "HS1", ""),
    }  # fmt: skip
    assert sorts <= told(found).keys()
    for sort in sorts:
        assert _causes(found, *sort) == (["office"], [])
    made = amended(sample, "Ghi thiếu biểu quyết")
    said = read_told(made.body["amends"])
    assert all(each.cause.why == ("Ghi thiếu biểu quyết",) for each in said)


def test_a_setting_that_changes_the_results_tells_its_basis(sample: Sample) -> None:
    sample.score("TV01", "HS1", 1000)
    for member in ("TV02", "TV03", "TV04", "TV05"):
        sample.score(member, "HS1", 850)
    freeze.freeze(sample.book, sample.campaign, 1)
    send_up(sample)
    sample.settings(drop_extremes=True)
    sample.set("campaign", sample.campaign.id, basis__drop_extremes="Quy chế số 3")
    found = look(sample)
    assert _causes(found, "setting", "", "drop_extremes") == (["office"], ["Quy chế số 3"])
    assert _causes(found, "result", "HS1", "") == (["office"], ["Quy chế số 3"])
    assert amended(sample).number == 1  # no row was written to: it is amended all the same


def test_submissions_come_in_and_fall_out(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    entries.withdraw(sample.book, sample.submission("HS3").id, "đơn vị xin rút")
    found = look(sample)
    assert _causes(found, "case", "HS3", "") == (["office"], ["đơn vị xin rút"])
    assert ("left_out", "", "HS3") not in told(found)
    sample.take([submission_row("HS6", "A")])
    sample.score_all({"HS6": 500})
    assert ("case", "HS6", "") not in told(look(sample))  # a later meeting will hear it
    six = sample.submission("HS6").id
    named = {f"takes:{sample.submission(code).id.hex()}": 1 for code in ("HS1", "HS2", "HS3")}
    entries.save(sample.book, "session", session_id(sample), {**named, f"takes:{six.hex()}": 1})
    assert _causes(look(sample), "case", "HS6", "")[0] == ["office"]
    made = amended(sample)
    assert [s["code"] for s in made.body["submissions"]] == ["HS1", "HS2", "HS6"]
    assert check(sample.book) == []


def test_what_belongs_to_later_meetings_is_no_change(sample: Sample) -> None:
    closed(sample)
    sample.take(
        [
            session_row(2),
            submission_row("HS6", "A"),
            submission_row("HS7", "T"),
            row("member", "TV06", name="Cil Ha", role="member", unit="V", post=""),
        ],
        because=Because("Bổ sung", "QĐ 21"),
    )
    sample.score_all({"HS6": 900})
    sample.score("TV06", "HS6", 900)
    found = look(sample)
    assert found.lines == ()
    assert {t.difference.path[-1] for t in found.told} <= {"rank"}


# -- the amendment -------------------------------------------------------------------------


def test_an_amendment_stands_and_says_what_it_amends(sample: Sample) -> None:
    closed(sample)
    first = standing_digest(sample)
    put_right(sample)
    rescore(sample)
    made = amended(sample)
    assert (made.session, made.number) == (1, 1)
    assert made.changes.kinds == {"snapshot", "amendment"}
    frame = made.body["amends"]
    assert (frame["number"], frame["digest"], frame["reason"]) == (
        1, first, "Đối chiếu lại phiếu giấy",
    )  # fmt: skip
    connection = sample.book.connection
    old, new = chain(connection, session_id(sample))
    former, latter = json.loads(old.body), json.loads(new.body)
    assert [each.difference for each in read_told(frame)] == differences(former, latter)
    assert differences(applied(former, differences(former, latter)), latter) == []
    assert (old.seq, new.seq) == (1, 2)
    assert standing_snapshot(connection, session_id(sample)) == new
    (only,) = amendments(connection, session_id(sample))
    assert (only.number, only.amended, only.reason) == (1, first, "Đối chiếu lại phiếu giấy")
    found = amended_by(connection, session_id(sample), first)
    assert found is not None and found.digest == only.digest
    assert amended_by(connection, session_id(sample), only.digest) is None
    with pytest.raises(SessionFrozenError):  # what was put right is put right
        rescore(sample, 500)
    assert check(sample.book) == []
    sample.book.rebuild()
    assert standing_snapshot(connection, session_id(sample)) == new


def test_an_amendment_needs_a_reason_and_the_office_key(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    rescore(sample)
    with pytest.raises(ReasonMissingError):
        amended(sample, "  ")
    elsewhere = sample.elsewhere("may-khac")
    for attempt in (amended, put_right):
        with pytest.raises(NoOfficeKeyError):
            attempt(elsewhere)
    sample.close_elsewhere()
    assert len(snapshots(sample.book.connection, session_id(sample))) == 1


def test_the_obstacles_of_a_freeze_stand_in_its_way_too(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    rescore(sample)
    for code in ("collective", "individual"):
        (row,) = sample.book.connection.execute(
            "SELECT id FROM rubric WHERE applies_to = ?", (code,)
        ).fetchone()
        sample.set("rubric", row, confirmed=0)
    with pytest.raises(FreezeRefusedError) as caught:
        amended(sample)
    codes = {code for code, _ in caught.value.facts["obstacles"]}
    assert codes == {"rubric_unconfirmed"}


def test_a_second_amendment_amends_the_first(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    rescore(sample)
    amended(sample)
    with pytest.raises(AmendingRefusedError):  # nobody else holds it yet: it is withdrawn
        put_right(sample)
    send_up(sample)
    with pytest.raises(SessionClosedError):
        freeze.unfreeze(sample.book, sample.campaign, 1, "bỏ")
    put_right(sample)
    rescore(sample, 700, "lần nữa")
    assert amended(sample).number == 2
    assert [a.number for a in amendments(sample.book.connection, session_id(sample))] == [1, 2]
    first = chain(sample.book.connection, session_id(sample))[0]
    newest = amended_by(sample.book.connection, session_id(sample), digest_of(first.body))
    assert newest is not None and newest.number == 2
    assert check(sample.book) == []


def test_an_amendment_that_nobody_holds_is_withdrawn_and_the_minutes_stand_again(
    sample: Sample,
) -> None:
    closed(sample)
    first = standing_digest(sample)
    put_right(sample)
    rescore(sample)
    amended(sample)
    freeze.unfreeze(sample.book, sample.campaign, 1, "bổ sung thiếu một hồ sơ")
    assert standing_digest(sample) == first
    assert look(sample).number == 1 and look(sample).lines
    assert look(sample).correcting  # still being put right
    rescore(sample, 700, "lần nữa")
    assert amended(sample).number == 1
    assert check(sample.book) == []



# -- what a code, a record and a check say -------------------------------------------------


def _record(sample: Sample) -> dict[str, Any]:
    snapshot = standing_snapshot(sample.book.connection, session_id(sample))
    assert snapshot is not None
    found: dict[str, Any] = json.loads(record_of(sample.book, snapshot))
    return found


def test_the_code_of_the_minutes_says_what_stands_over_them(sample: Sample) -> None:
    closed(sample)
    code = freeze.body_of(sample.book, sample.campaign, 1)[1] or ""
    put_right(sample)
    rescore(sample)
    second = amended(sample, "Nhập sai phiếu").proof_code
    found = find_code(sample.book, code)
    assert (found.state, found.number, found.amended_by, found.reason) == (
        CodeState.AMENDED, 0, 1, "Nhập sai phiếu",
    )  # fmt: skip
    newest = find_code(sample.book, second)
    assert (newest.state, newest.number, newest.amended_by) == (CodeState.STANDING, 1, 0)
    freeze.unfreeze(sample.book, sample.campaign, 1, "thiếu")
    assert find_code(sample.book, code).state is CodeState.STANDING
    assert find_code(sample.book, second).state is CodeState.WITHDRAWN


def test_the_record_proves_the_whole_chain(sample: Sample) -> None:
    closed(sample)
    for total in (600, 700):
        put_right(sample)
        rescore(sample, total)
        amended(sample)
        if total == 600:
            send_up(sample)
    found = _record(sample)
    assert len(found["amended"]) == 2
    raw = json.dumps(found).encode()
    assert faults(read_record(raw)) == []


def _resigned(sample: Sample, change: Callable[[dict[str, Any]], object]) -> list[str]:
    """The faults of a record whose amending body was changed and signed again by the office."""
    found = _record(sample)
    body = json.loads(found["snapshot"]["body"])
    change(body)
    key = sample.book.require_office()
    raw = dumps(body)
    found["snapshot"] |= {"body": raw.decode(), "sig": key.sign(raw).hex()}
    with sample.book.write() as operation:
        operation.add_snapshot(session_id(sample), body["seq"], raw)
    told = [f.facts.get("what", "") for f in check(sample.book) if f.code == "amendment"]
    said = [
        fault.facts.get("what", fault.code)
        for fault in faults(read_record(json.dumps(found).encode()))
    ]
    assert set(told) == set(said) - {"amended_missing"}
    return said


def _forged_cause(body: dict[str, Any]) -> None:
    body["amends"]["differences"][0]["why"] = []


def _forged_value(body: dict[str, Any]) -> None:
    body["amends"]["differences"][0]["old"] = None


def _left_away(body: dict[str, Any]) -> None:
    del body["amends"]["differences"][0]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda b: b["amends"].update(reason=" "), "reason"),
        (lambda b: b["amends"].update(number=3), "number"),
        (lambda b: b["amends"].update(seq=7), "number"),
        (lambda b: b["amends"].update(code="0000-0000-0000"), "code"),
        (lambda b: b["amends"].update(differences=[]), "differences"),
        (lambda b: b["amends"].update(differences=7), "unreadable"),
        (_forged_cause, "cause"),
        (_forged_value, "differences"),
        (_left_away, "differences"),
    ],
)
def test_a_forged_amendment_is_caught(
    sample: Sample, change: Callable[[dict[str, Any]], object], what: str
) -> None:
    closed(sample)
    put_right(sample)
    rescore(sample)
    amended(sample)
    assert what in _resigned(sample, change)


def test_a_forged_chain_is_caught(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    rescore(sample)
    amended(sample)
    found = _record(sample)

    def codes(content: dict[str, Any]) -> set[str]:
        told = faults(read_record(json.dumps(content).encode()))
        return {str(fault.facts.get("what", fault.code)) for fault in told}

    assert codes({k: v for k, v in found.items() if k != "amended"}) == {"amended_missing"}
    (former,) = found["amended"]
    assert "amended_altered" in codes({**found, "amended": [{**former, "sig": "00" * 64}]})
    stranger = Signer(b"s" * 32)
    other = {**former, "sig": stranger.sign(former["body"].encode()).hex()}
    other["key"] = stranger.public.hex()
    assert "amended_altered" in codes({**found, "amended": [other]})
    assert {"amended_missing", "chain"} <= codes({**found, "amended": [found["snapshot"]]})


# -- two laptops ---------------------------------------------------------------------------


def test_two_amendments_of_one_snapshot_are_a_conflict(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    path = copy_of(sample.book, "may-khac")
    rescore(sample)
    here = amended(sample)
    with Book.open(path, sample.book.home, clock=Clock(START + 50_000)) as there:
        other = Sample(there, sample.campaign)
        entries.save(there, "session", session_id(other), {"conclusion": "Thống nhất"})
        code = amended(other).proof_code
        union(sample.book, there)
    (matter,) = [m for m in open_matters(sample.book) if m.what == "two_frozen"]
    assert {c.value for c in matter.choices} == {here.proof_code, code}
    assert find_code(sample.book, code).state is CodeState.DOUBLE
    with pytest.raises(AmendingRefusedError):
        look(sample)
    take = next(c.change for c in matter.choices if c.value == code)
    settle(sample.book, matter, take, "Máy kia ghi đủ hơn")
    assert freeze.body_of(sample.book, sample.campaign, 1)[1] == code
    assert find_code(sample.book, here.proof_code).state is CodeState.WITHDRAWN
    assert check(sample.book) == []


def test_a_chain_that_comes_in_by_a_merge_is_no_conflict(sample: Sample) -> None:
    closed(sample)
    put_right(sample)
    path = copy_of(sample.book, "may-khac")
    with Book.open(path, sample.book.home, clock=Clock(START + 50_000)) as there:
        other = Sample(there, sample.campaign)
        rescore(other)
        code = amended(other).proof_code
        union(sample.book, there)
    assert open_matters(sample.book) == []
    assert freeze.body_of(sample.book, sample.campaign, 1)[1] == code


def test_opened_here_and_amended_there_the_amendment_stands(sample: Sample) -> None:
    sample.score_all()
    freeze.freeze(sample.book, sample.campaign, 1)
    path = copy_of(sample.book, "may-khac")
    freeze.unfreeze(sample.book, sample.campaign, 1, "Chưa biết đã gửi")
    with Book.open(path, sample.book.home, clock=Clock(START + 50_000)) as there:
        other = Sample(there, sample.campaign)
        send_up(other)
        put_right(other)
        rescore(other)
        code = amended(other).proof_code
        union(sample.book, there)
    assert freeze.body_of(sample.book, sample.campaign, 1)[1] == code
    assert open_matters(sample.book) == [] and check(sample.book) == []


def test_what_was_sent_back_is_scored_anew_and_stays_as_it_was(sample: Sample) -> None:
    closed(sample)
    decisions.record(
        sample.book, sample.campaign, 1, "12-QĐ/HU", "2023-11-30", send_back={"HS2": "thiếu"}
    )
    for number in range(1, 5):
        sample.score(f"TV0{number}", "HS2", 900)
    assert look(sample).lines == ()
    put_right(sample)
    rescore(sample)
    made = amended(sample)
    two = next(s for s in made.body["submissions"] if s["code"] == "HS2")
    assert two["final"] == 700
    assert {key[1] for key in told(made)} == {"HS1"}
