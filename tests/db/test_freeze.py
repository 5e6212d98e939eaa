"""Freezing a session: obstacles, what it holds, its proof code, opening it again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from db import ballots, entries, freeze, rubrics, rule_changes
from db.agreed import set_agreed
from db.book import Book
from db.canonical import dumps
from db.check import check
from db.errors import (
    FreezeRefusedError,
    NoOfficeKeyError,
    ReadOnlyBookError,
    ReasonMissingError,
    SessionFrozenError,
    SessionNotFrozenError,
    UnknownCodeError,
)
from db.freeze import Frozen
from db.keys import Signer, make_member_key, verify
from db.queries import overview
from db.queries.handed_in import handed_in
from db.rule_changes import Because
from db.rules import proof
from db.rules.proof import read_code
from db.sessions import find, frozen_in, snapshots, standing_snapshot, withdrawn
from tests.support import Sample, collective, individual, session_row, union


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is tested with the rule itself."""
    monkeypatch.setattr(proof, "_N", 2**4)


@pytest.fixture
def scored(sample: Sample) -> Sample:
    """Everybody has scored HS1 (8,50), HS2 (7,00) and HS3 (6,00)."""
    sample.score_all()
    return sample


def _freeze(sample: Sample, number: int = 1) -> Frozen:
    return freeze.freeze(sample.book, sample.campaign, number)


def _obstacles(sample: Sample, number: int = 1) -> list[str]:
    with pytest.raises(FreezeRefusedError) as caught:
        _freeze(sample, number)
    found: Any = caught.value.facts["obstacles"]
    return [code for code, _ in found]


def _session(sample: Sample, number: int = 1) -> bytes:
    return find(sample.book.connection, sample.campaign, number).id


def _heard(body: dict[str, Any], code: str) -> dict[str, Any]:
    return next(dict(s) for s in body["submissions"] if s["code"] == code)


def _absent(sample: Sample, *codes: str, number: int = 1) -> None:
    sample.take([session_row(number, absent=dict.fromkeys(codes, "ốm"))])


# -- what is frozen ------------------------------------------------------------------------


def test_a_freeze_holds_all_that_was_scored(scored: Sample) -> None:
    frozen = _freeze(scored)
    assert [s["code"] for s in frozen.body["submissions"]] == ["HS1", "HS2", "HS3"]
    assert (frozen.session, frozen.submissions, frozen.left_out) == (1, 3, ())
    assert {s["code"]: s["code_reason"] for s in frozen.body["left_out"]} == {
        "HS4": "barred",
        "HS5": "barred",
    }
    assert frozen.body["counts"] == {"collective": {"Tốt": 1, "Khá": 1}, "individual": {"Đạt": 1}}
    assert frozen.changes.kinds == {"snapshot"}
    assert frozen_in(scored.book.connection, scored.submission("HS1").id) == 1
    assert check(scored.book) == []


def test_the_figures_are_those_of_the_results(scored: Sample) -> None:
    scored.score("TV01", "HS1", 900, reason="chấm lại")
    body = _freeze(scored).body
    heard, result = _heard(body, "HS1"), scored.result("HS1")
    assert (heard["final"], heard["median"], heard["spread"]) == (860, 850, 50)
    assert (heard["final"], heard["median"], heard["spread"]) == (
        result.final, result.median, result.spread,
    )  # fmt: skip
    assert (heard["class"], heard["rank"], heard["criteria"]) == (
        result.class_name, result.rank, result.criteria,
    )  # fmt: skip
    assert heard["rescored"] == [
        {"member": "TV01", "old_total": 850, "new_total": 900, "reason": "chấm lại"}
    ]
    assert [(b["member"], b["total"]) for b in heard["ballots"]] == [
        ("TV01", 900), ("TV02", 850), ("TV03", 850), ("TV04", 850), ("TV05", 850),
    ]  # fmt: skip


def test_a_forged_ballot_is_no_rescore(scored: Sample) -> None:
    scored.score("TV01", "HS1", 0, signer=Signer(b"f" * 32), reason="giả")
    scored.score("TV01", "HS1", 900, reason="chấm lại")
    assert [r["old_total"] for r in _heard(_freeze(scored).body, "HS1")["rescored"]] == [850]


def test_recusals_and_attendance_are_stated_per_submission(scored: Sample) -> None:
    _absent(scored, "TV04")
    body = _freeze(scored).body
    one, two = _heard(body, "HS1"), _heard(body, "HS2")
    assert (one["entitled"], one["present"], one["absent"]) == (5, 4, ["TV04"])
    assert (two["entitled"], two["present"]) == (4, 3)
    assert two["recused"] == [{"member": "TV05", "origin": "unit", "reason": "same_unit"}]
    panel = {m["code"]: (m["present"], m["absence"]) for m in body["panel"]}
    assert panel["TV04"] == (False, "ốm")
    assert panel["TV01"] == (True, "")


def test_a_present_member_without_a_ballot_is_listed_and_not_refused(sample: Sample) -> None:
    _absent(sample, "TV05")
    for member in ("TV01", "TV02", "TV03"):
        sample.score(member, "HS1")
    heard = _heard(_freeze(sample).body, "HS1")
    assert heard["missing"] == ["TV04"]
    assert (heard["issued"], heard["collected"], heard["valid"]) == (5, 3, 3)


def test_what_is_frozen_waits_for_no_ballot_any_more(sample: Sample) -> None:
    def left() -> dict[str, tuple[int, tuple[str, ...]]]:
        *_, found = overview.gather(sample.book, sample.campaign, "2023-12-01")
        asked = {m.code: (m.expected, m.missing) for m in handed_in(sample.book, sample.campaign)}
        assert {m.code: m.expected for m in found.members} == {c: n for c, (n, _) in asked.items()}
        return asked

    _absent(sample, "TV05")
    for member in ("TV01", "TV02", "TV03"):
        sample.score(member, "HS1")
    assert left()["TV04"] == (3, ("HS1", "HS2", "HS3"))
    _freeze(sample)
    assert left()["TV04"] == (2, ("HS2", "HS3")) and left()["TV01"] == (3, ("HS2", "HS3"))


def test_who_needs_a_decision_is_heard_and_listed(sample: Sample) -> None:
    head = sample.submission("HS3").id
    sample.set("submission", head, registered_on=None, is_head=1)
    for member in ("TV01", "TV02", "TV03", "TV04"):
        sample.score(member, "HS3")
    heard = _heard(_freeze(sample).body, "HS3")
    assert (heard["eligible"], heard["eligible_code"]) == (None, "R7")


def test_the_vice_chair_presides_where_the_chair_is_recused(scored: Sample) -> None:
    ballots.recuse(scored.book, scored.member("TV01"), scored.submission("HS1"), "con trai")
    body = _freeze(scored).body
    assert _heard(body, "HS1")["chair"] == "TV02"
    assert _heard(body, "HS2")["chair"] == "TV01"


def test_the_vice_chair_presides_where_the_chair_is_absent(scored: Sample) -> None:
    _absent(scored, "TV01")
    assert _heard(_freeze(scored).body, "HS1")["chair"] == "TV02"


def test_nobody_presides_where_both_are_away(scored: Sample) -> None:
    _absent(scored, "TV01")
    ballots.recuse(scored.book, scored.member("TV02"), scored.submission("HS1"), "vợ")
    assert _obstacles(scored) == ["no_chair"]
    chosen = {"session": _session(scored), "submission": scored.submission("HS1").id}
    entries.save(scored.book, "hearing", None, {**chosen, "chair": "TV03"})
    body = _freeze(scored).body
    assert _heard(body, "HS1")["chair"] == "TV03"
    assert _heard(body, "HS2")["chair"] == "TV02"


def test_a_panel_that_is_being_changed_is_not_frozen(scored: Sample) -> None:
    why = Because("Chuyển công tác", "QĐ 20")
    rule_changes.open_panel(scored.book, scored.campaign.id, why)
    assert _obstacles(scored) == ["panel_open"]
    rule_changes.close_panel(scored.book, scored.campaign.id)
    assert "rule_changes" not in _freeze(scored).body


def test_hearings_are_frozen_with_it(scored: Sample) -> None:
    entries.save(
        scored.book,
        "hearing",
        None,
        {
            "session": _session(scored),
            "submission": scored.submission("HS1").id,
            "votes_for": 4,
            "votes_against": 1,
            "opinions": "Nhất trí",
        },
    )
    heard = _heard(_freeze(scored).body, "HS1")
    assert (heard["votes_for"], heard["votes_against"], heard["opinions"]) == (4, 1, "Nhất trí")


def test_one_mark_by_agreement_in_place_of_ballots(sample: Sample) -> None:
    sample.settings(agreed_mark=True)
    sample.score("TV01", "HS1", 500)
    for criterion in collective().criteria:
        set_agreed(
            sample.book, sample.around, sample.submission("HS1"), criterion.code, criterion.max
        )
    heard = _heard(_freeze(sample).body, "HS1")
    assert (heard["agreed"], heard["final"], heard["ballots"]) == (True, 1000, [])
    assert (heard["issued"], heard["collected"], heard["valid"]) == (0, 0, 0)
    assert heard["missing"] == []


def test_an_agreed_mark_waits_for_its_last_criterion(sample: Sample) -> None:
    sample.settings(agreed_mark=True)
    sample.score("TV01", "HS1", 500)
    set_agreed(sample.book, sample.around, sample.submission("HS1"), "TC1", 200)
    assert sample.result("HS1").final == 500


# -- proof ---------------------------------------------------------------------------------


def test_the_draft_says_what_will_be_frozen(scored: Sample) -> None:
    draft, code = freeze.body_of(scored.book, scored.campaign, 1)
    assert code is None
    frozen = _freeze(scored)
    body, code = freeze.body_of(scored.book, scored.campaign, 1)
    assert code == frozen.proof_code
    assert (draft["seq"], body["seq"]) == (0, 1)
    assert {**json.loads(dumps(draft)), "seq": 1} == body == json.loads(dumps(frozen.body))


def test_the_proof_code_is_typed_from_paper(scored: Sample) -> None:
    code = _freeze(scored).proof_code
    assert len(code) == 14
    assert read_code(code.lower().replace("-", " ")) == code


def test_the_proof_code_is_the_snapshots_and_stays(scored: Sample) -> None:
    code = _freeze(scored).proof_code
    snapshot = standing_snapshot(scored.book.connection, _session(scored))
    assert snapshot is not None
    assert freeze.code_of(snapshot) == code
    assert verify(snapshot.key, snapshot.sig, snapshot.body)
    assert dumps(json.loads(snapshot.body)) == snapshot.body
    scored.book.rebuild()
    assert freeze.body_of(scored.book, scored.campaign, 1)[1] == code


def test_the_same_content_has_the_same_code_and_any_other_another(scored: Sample) -> None:
    first = _freeze(scored)
    other = scored.elsewhere("khac")
    other.book.office = scored.book.office
    assert freeze.body_of(other.book, other.campaign, 1)[1] == first.proof_code
    for sample in (scored, other):
        freeze.unfreeze(sample.book, sample.campaign, 1, "xem lại")
    assert _freeze(scored).proof_code == _freeze(other).proof_code != first.proof_code
    freeze.unfreeze(other.book, other.campaign, 1, "xem lại")
    other.score("TV01", "HS1", 825, reason="chấm lại")
    freeze.unfreeze(scored.book, scored.campaign, 1, "xem lại")
    assert _freeze(scored).proof_code != _freeze(other).proof_code
    other.book.close()


def test_what_is_written_later_does_not_alter_what_is_frozen(scored: Sample) -> None:
    _freeze(scored)
    before = freeze.body_of(scored.book, scored.campaign, 1)
    scored.set("unit", scored.around.units["A"].id, name="Tên mới")
    scored.settings(drop_extremes=True, recusal_by_unit=False)
    assert freeze.body_of(scored.book, scored.campaign, 1) == before


# -- obstacles -----------------------------------------------------------------------------


def test_without_a_confirmed_rubric_nothing_is_frozen(scored: Sample) -> None:
    for rubric in (collective(), individual()):
        rubrics.store(scored.book, scored.campaign, replace(rubric, confirmed=False))
    assert _obstacles(scored) == ["rubric_unconfirmed", "rubric_unconfirmed"]
    assert snapshots(scored.book.connection, _session(scored)) == []


def test_only_the_rubrics_in_use_must_be_confirmed(sample: Sample) -> None:
    rubrics.store(sample.book, sample.campaign, replace(individual(), confirmed=False))
    for member in ("TV01", "TV02", "TV03", "TV04"):
        sample.score(member, "HS1")
    assert _freeze(sample).submissions == 1


def test_without_any_result_there_is_nothing_to_freeze(sample: Sample) -> None:
    assert _obstacles(sample) == ["nothing"]


def test_below_quorum_a_submission_is_left_out_by_name(scored: Sample) -> None:
    _absent(scored, "TV03")
    for member in ("TV01", "TV02", "TV04"):
        if member != "TV04":
            ballots.recuse(scored.book, scored.member(member), scored.submission("HS2"), "x")
    # HS2: entitled TV03, TV04 (TV05 by unit, TV01 and TV02 declared); present TV04 alone
    frozen = _freeze(scored)
    assert frozen.left_out == (("HS2", "quorum"),)
    assert [s["code"] for s in frozen.body["submissions"]] == ["HS1", "HS3"]
    assert frozen_in(scored.book.connection, scored.submission("HS2").id) is None


def test_below_quorum_everywhere_nothing_is_frozen(scored: Sample) -> None:
    _absent(scored, "TV01", "TV02")
    assert _obstacles(scored) == ["nothing"]


def test_two_thirds_are_a_quorum(scored: Sample) -> None:
    ballots.recuse(scored.book, scored.member("TV04"), scored.submission("HS2"), "x")
    _absent(scored, "TV03")  # HS2: 2 of 3; HS1 and HS3: 4 of 5
    assert _freeze(scored).left_out == ()


def _conflict(sample: Sample, kind: str, ident: bytes, field: str, value: Any) -> None:
    with sample.book.write() as operation:
        operation.append(kind, ident, field, [], value)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("submission", "title", "Tên khác"),
        ("campaign", "body", "Tên khác"),
        ("session", "place", "Nơi khác"),
        ("member", "name", "Tên khác"),
        ("unit", "name", "Tên khác"),
        ("rubric", "basis", "Căn cứ khác"),
    ],
)
def test_an_open_conflict_on_what_is_drawn_from_refuses(
    scored: Sample, kind: str, field: str, value: str
) -> None:
    scored.take([session_row(place="Nơi này")])
    ident = {
        "submission": scored.submission("HS1").id,
        "campaign": scored.campaign.id,
        "session": _session(scored),
        "member": scored.member("TV01").id,
        "unit": scored.around.units["A"].id,
        "rubric": scored.book.connection.execute("SELECT id FROM rubric").fetchone()[0],
    }[kind]
    _conflict(scored, kind, ident, field, value)
    assert _obstacles(scored) == ["conflict"]
    scored.set(kind, ident, **{field: value})
    assert _freeze(scored).submissions == 3


def test_a_proposal_is_no_obstacle(scored: Sample) -> None:
    with scored.book.write("ai đó", Signer(b"s" * 32)) as operation:
        operation.set("submission", scored.submission("HS1").id, {"title": "Đề nghị"})
    assert _freeze(scored).submissions == 3


def test_an_unconfirmed_key_refuses_even_where_it_is_the_only_ballot(sample: Sample) -> None:
    for member in ("TV01", "TV02", "TV03", "TV04"):
        sample.score(member, "HS1")
    signer = make_member_key(sample.book.home, sample.book.id, sample.member("TV01").id, "1234")
    sample.score("TV01", "HS2", signer=signer)
    assert _obstacles(sample) == ["key_unconfirmed"]
    sample.set("member", sample.member("TV01").id, **{f"key__{signer.public.hex()}": "x"})
    assert _freeze(sample).submissions == 2


def test_a_strangers_ballot_set_aside_is_no_obstacle(scored: Sample) -> None:
    forged = scored.score("TV05", "HS1", 0, signer=Signer(b"f" * 32), reason="giả")
    assert _freeze(scored).submissions == 3, "beside a valid one it never was"
    freeze.unfreeze(scored.book, scored.campaign, 1, "x")
    ballots.void(scored.book, forged, "giả")
    assert _freeze(scored).submissions == 3


def test_two_ballots_of_one_member_refuse(scored: Sample) -> None:
    other = scored.elsewhere("khac")
    other.book.office = scored.book.office
    scored.score("TV01", "HS1", 900, reason="một")
    other.score("TV01", "HS1", 800, reason="hai")
    union(scored.book, other.book)
    assert _obstacles(scored) == ["ballot_conflict"]
    ballots.recuse(scored.book, scored.member("TV01"), scored.submission("HS1"), "liên quan")
    assert _freeze(scored).submissions == 3, "who is recused does not hold it up"
    other.book.close()


def test_ballots_of_another_scale_refuse(scored: Sample) -> None:
    ident = scored.book.connection.execute(
        "SELECT id FROM rubric WHERE applies_to = 'collective'"
    ).fetchone()[0]
    other = [["TC1", "a", 200, False], ["TC2", "b", 400, False], ["TC3", "c", 400, False]]
    scored.set("rubric", ident, criteria=json.dumps(other))
    assert set(_obstacles(scored)) == {"ballot_stale"}


def test_every_obstacle_is_named_at_once(scored: Sample) -> None:
    rubrics.store(scored.book, scored.campaign, replace(collective(), confirmed=False))
    _conflict(scored, "submission", scored.submission("HS1").id, "title", "Tên khác")
    assert _obstacles(scored) == ["rubric_unconfirmed", "conflict"]


def test_only_the_office_freezes(scored: Sample) -> None:
    other = scored.elsewhere("khac")
    with pytest.raises(NoOfficeKeyError):
        _freeze(other)
    with pytest.raises(NoOfficeKeyError):
        freeze.unfreeze(other.book, other.campaign, 1, "x")
    other.book.close()


def test_a_book_open_elsewhere_is_not_frozen(scored: Sample) -> None:
    reader = Book.open(scored.book.path, scored.book.home)
    with pytest.raises(ReadOnlyBookError):
        freeze.freeze(reader, scored.campaign, 1)
    reader.close()


def test_an_unknown_session_is_refused(scored: Sample) -> None:
    with pytest.raises(UnknownCodeError):
        _freeze(scored, 7)


# -- opening again -------------------------------------------------------------------------


def test_frozen_twice_is_refused(scored: Sample) -> None:
    _freeze(scored)
    with pytest.raises(SessionFrozenError):
        _freeze(scored)


def test_opening_needs_a_reason_and_something_frozen(scored: Sample) -> None:
    with pytest.raises(SessionNotFrozenError):
        freeze.unfreeze(scored.book, scored.campaign, 1, "x")
    _freeze(scored)
    with pytest.raises(ReasonMissingError):
        freeze.unfreeze(scored.book, scored.campaign, 1, "  ")
    assert standing_snapshot(scored.book.connection, _session(scored)) is not None


def test_opened_and_frozen_again_both_snapshots_stay_on_record(scored: Sample) -> None:
    first = _freeze(scored)
    freeze.unfreeze(scored.book, scored.campaign, 1, "sai tên")
    assert standing_snapshot(scored.book.connection, _session(scored)) is None
    assert freeze.body_of(scored.book, scored.campaign, 1)[1] is None
    scored.score("TV01", "HS1", 900, reason="chấm lại")
    second = _freeze(scored)
    assert (first.body["seq"], second.body["seq"]) == (1, 2)
    assert second.proof_code != first.proof_code
    assert [s.seq for s in snapshots(scored.book.connection, _session(scored))] == [2, 1]
    assert withdrawn(scored.book.connection, _session(scored)) == {1: "sai tên"}
    assert check(scored.book) == []


def test_a_strangers_snapshot_freezes_nothing(scored: Sample) -> None:
    stranger = Signer(b"s" * 32)
    body = dumps({"submissions": [{"id": scored.submission("HS1").id.hex()}]})
    with scored.book.write("x", stranger) as operation:
        operation.add_snapshot(_session(scored), 1, body)
    assert standing_snapshot(scored.book.connection, _session(scored)) is None
    assert frozen_in(scored.book.connection, scored.submission("HS1").id) is None


# -- several sessions ----------------------------------------------------------------------


def _takes(sample: Sample, number: int, *codes: str) -> None:
    cells = {f"takes__{sample.submission(code).id.hex()}": 1 for code in codes}
    sample.set("session", _session(sample, number), **cells)


def test_a_session_takes_what_is_assigned_to_it(scored: Sample) -> None:
    _takes(scored, 1, "HS2")
    assert [s["code"] for s in _freeze(scored).body["submissions"]] == ["HS2"]


def test_the_second_session_takes_the_rest(scored: Sample) -> None:
    scored.take([session_row(2)])
    _takes(scored, 1, "HS2")
    _freeze(scored)
    assert [s["code"] for s in _freeze(scored, 2).body["submissions"]] == ["HS1", "HS3"]
    assert frozen_in(scored.book.connection, scored.submission("HS2").id) == 1
    assert frozen_in(scored.book.connection, scored.submission("HS3").id) == 2


def test_the_second_session_takes_what_was_scored_after_the_first(sample: Sample) -> None:
    members = ("TV01", "TV02", "TV03", "TV04")
    for member in members:
        sample.score(member, "HS1")
    _freeze(sample)
    sample.take([session_row(2)])
    for member in members:
        sample.score(member, "HS3")
    assert [s["code"] for s in _freeze(sample, 2).body["submissions"]] == ["HS3"]


def test_what_was_left_out_of_the_first_goes_to_the_second(scored: Sample) -> None:
    for member in ("TV01", "TV02"):
        ballots.recuse(scored.book, scored.member(member), scored.submission("HS2"), "x")
    _absent(scored, "TV03")
    assert _freeze(scored).left_out == (("HS2", "quorum"),)
    scored.take([session_row(2)])
    assert _obstacles(scored, 2) == ["no_chair"]
    scored.take([session_row(2, chair="TV03")])
    assert [s["code"] for s in _freeze(scored, 2).body["submissions"]] == ["HS2"]


def test_a_submission_is_frozen_in_one_session_only(scored: Sample) -> None:
    _freeze(scored)
    scored.take([session_row(2)])
    _takes(scored, 2, "HS1")
    assert _obstacles(scored, 2) == ["frozen_elsewhere"]


# -- ballots sent ahead --------------------------------------------------------------------


def test_an_absent_members_ballot_counts_by_default(scored: Sample) -> None:
    _absent(scored, "TV04")
    assert _heard(_freeze(scored).body, "HS1")["valid"] == 5


def test_where_the_campaign_says_so_a_ballot_sent_ahead_does_not_count(scored: Sample) -> None:
    scored.settings(absent_ballot_counts=False)
    scored.score("TV04", "HS1", 600, reason="x")
    assert scored.result("HS1").final == 800
    _absent(scored, "TV04")
    assert scored.result("HS1").final == 850
    heard = _heard(_freeze(scored).body, "HS1")
    assert (heard["final"], heard["valid"], heard["collected"]) == (850, 4, 5)
    assert [b["member"] for b in heard["ballots"]] == ["TV01", "TV02", "TV03", "TV05"]
    assert scored.result("HS1").final == 850, "after the freeze as before"


def test_only_the_session_that_hears_a_submission_matters(scored: Sample) -> None:
    scored.settings(absent_ballot_counts=False)
    scored.score("TV04", "HS1", 600, reason="x")
    scored.take([session_row(2)])
    _takes(scored, 1, "HS2")
    _absent(scored, "TV04", number=1)
    assert scored.result("HS1").ballots_valid == 5, "heard in session 2"
    assert scored.result("HS2").ballots_valid == 3
    _freeze(scored)
    assert scored.result("HS1").ballots_valid == 5
    _absent(scored, "TV04", "TV05", number=2)
    assert scored.result("HS1").ballots_valid == 3
    assert scored.result("HS2").ballots_valid == 3
    assert check(scored.book) == []


def test_opening_a_session_makes_its_attendance_count_again(scored: Sample) -> None:
    scored.settings(absent_ballot_counts=False)
    _absent(scored, "TV04")
    _freeze(scored)
    scored.take([session_row(2)])
    assert scored.result("HS1").ballots_valid == 4
    freeze.unfreeze(scored.book, scored.campaign, 1, "x")
    assert scored.result("HS1").ballots_valid == 4
    scored.take([session_row(1, absent={"TV05": "ốm"})])
    assert scored.result("HS1").ballots_valid == 4
    assert check(scored.book) == []


def test_number_and_date_of_the_paper_are_filled_in_later_without_another_code(
    scored: Sample,
) -> None:
    book, campaign = scored.book, scored.campaign
    code = _freeze(scored).proof_code
    session = find(book.connection, campaign, 1)
    entries.save(book, "session", session.id, {"minutes_no": "27-BB/TTĐ", "date": "2023-12-01"})
    body, same = freeze.body_of(book, campaign, 1)
    assert same == code
    assert (body["session"]["minutes_no"], body["session"]["date"]) == ("27-BB/TTĐ", "2023-12-01")
    with pytest.raises(SessionFrozenError):
        entries.save(book, "session", session.id, {"minutes_no": "28", "place": "Nơi khác"})
