"""Drafts kept mark by mark, ballots handed in, counted, replaced and voided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from db import assignments, ballots, freeze, keys
from db.book import Book
from db.canonical import dumps
from db.check import check
from db.errors import (
    BallotBarredError,
    BallotIncompleteError,
    BallotReasonError,
    BallotRecusedError,
    BallotUnassignedError,
    MarkOffStepError,
    MarkTooHighError,
    MarkUnreadableError,
    NoOfficeKeyError,
    RubricUnsoundError,
    SessionFrozenError,
    UnknownCodeError,
)
from db.keys import Signer
from db.records import Member, Submission
from db.surroundings import Surroundings
from tests.support import Sample, marks, union

Case = tuple[Book, Surroundings, Member, Submission]


@pytest.fixture
def case(sample: Sample) -> Case:
    """Book, surroundings, TV01 and HS1."""
    return sample.book, sample.around, sample.member("TV01"), sample.submission("HS1")


def _signer(sample: Sample, member: str = "TV01") -> Signer:
    return keys.make_member_key(sample.book.home, sample.book.id, sample.member(member).id, "1234")


def _bodies(book: Book) -> list[dict[str, Any]]:
    """All ballots in the order they were handed in."""
    found = [json.loads(b) for (b,) in book.connection.execute("SELECT body FROM ballot")]
    return sorted(found, key=lambda body: body["time"])


# -- drafts --------------------------------------------------------------------------------


def test_a_mark_is_kept_at_once_and_stays_when_the_book_is_opened_again(
    case: Case, sample: Sample
) -> None:
    book = case[0]
    changes = ballots.set_mark(*case, "TC1", 175)
    assert changes.kinds == {"draft"}
    book.close()
    again = Book.open(book.path, book.home)
    kept = ballots.draft(again, case[2].id, case[3].id)
    assert kept is not None and kept.marks == {"TC1": 175}
    again.close()


def test_a_draft_is_not_in_the_book(case: Case) -> None:
    before = case[0].path.read_bytes()
    ballots.set_mark(*case, "TC1", 175)
    ballots.set_comment(*case, "chỉ của riêng tôi")
    assert case[0].path.read_bytes() == before


def test_a_cleared_mark_is_gone(case: Case, sample: Sample) -> None:
    ballots.set_mark(*case, "TC1", 175)
    ballots.set_mark(*case, "TC1", None)
    assert sample.draft("TV01", "HS1") is None


@pytest.mark.parametrize(
    ("mark", "error"),
    [(225, MarkTooHighError), (110, MarkOffStepError), (-25, MarkUnreadableError)],
)
def test_an_impossible_mark_is_refused_and_the_old_one_kept(
    case: Case, sample: Sample, mark: int, error: type[Exception]
) -> None:
    ballots.set_mark(*case, "TC1", 175)
    with pytest.raises(error):
        ballots.set_mark(*case, "TC1", mark)
    kept = sample.draft("TV01", "HS1")
    assert kept is not None and kept.marks == {"TC1": 175}


def test_a_criterion_that_the_rubric_lacks_is_refused(case: Case) -> None:
    with pytest.raises(UnknownCodeError):
        ballots.set_mark(*case, "TC9", 100)


def test_comment_and_marks_are_kept_apart(case: Case, sample: Sample) -> None:
    ballots.set_comment(*case, "Rõ ràng")
    ballots.set_mark(*case, "TC2", 300)
    kept = sample.draft("TV01", "HS1")
    assert kept is not None
    assert (kept.marks, kept.comment) == ({"TC2": 300}, "Rõ ràng")


def test_a_draft_given_up_is_forgotten(case: Case, sample: Sample) -> None:
    ballots.set_mark(*case, "TC2", 300)
    ballots.give_up_draft(case[0], case[2], case[3])
    assert sample.draft("TV01", "HS1") is None


# -- who may score what --------------------------------------------------------------------


Refused = Callable[..., object]


@pytest.mark.parametrize(
    ("member", "submission", "error"),
    [
        ("TV05", "HS2", BallotRecusedError),  # of the same unit
        ("TV01", "HS4", BallotBarredError),  # no report (R8)
        ("TV01", "HS5", BallotBarredError),  # a hamlet's cell (R9)
    ],
)
def test_recused_members_and_barred_submissions_are_refused(
    sample: Sample, member: str, submission: str, error: type[Exception]
) -> None:
    around, who, what = sample.around, sample.member(member), sample.submission(submission)
    with pytest.raises(error):
        ballots.set_mark(sample.book, around, who, what, "TC1", 100)
    with pytest.raises(error):
        ballots.submit(sample.book, around, who, what, None)


def test_only_assigned_members_score(case: Case, sample: Sample) -> None:
    assignments.assign(sample.book, [case[3].id], [sample.member("TV02")])
    with pytest.raises(BallotUnassignedError):
        ballots.set_mark(*case, "TC1", 100)
    sample.score("TV02", "HS1")
    assert (sample.result("HS1").ballots_valid, sample.result("HS1").ballots_expected) == (1, 1)


def test_an_assignment_taken_back_member_by_member_binds_nobody(case: Case, sample: Sample) -> None:
    sample.set("submission", case[3].id, **{f"assigned__{sample.member('TV02').id.hex()}": 0})
    ballots.set_mark(*case, "TC1", 100)
    assert sample.result("HS1").ballots_expected == 5


def test_a_declared_recusal_takes_the_ballot_out_and_back(sample: Sample) -> None:
    sample.score("TV01", "HS1", 1000)
    sample.score("TV02", "HS1", 500)
    who, what = sample.member("TV01"), sample.submission("HS1")
    ballots.recuse(sample.book, who, what, "con trai")
    assert sample.result("HS1").final == 500
    assert sample.result("HS1").recused == 1
    ballots.recuse(sample.book, who, what, None)
    assert sample.result("HS1").final == 750


def test_a_false_hit_is_dismissed_with_a_reason(sample: Sample) -> None:
    who, what = sample.member("TV05"), sample.submission("HS2")
    with pytest.raises(BallotReasonError):
        ballots.dismiss_recusal(sample.book, who, what, " ")
    ballots.dismiss_recusal(sample.book, who, what, "đã chuyển đơn vị")
    sample.score("TV05", "HS2")
    assert sample.result("HS2").ballots_expected == 5


def test_a_recusal_needs_a_reason(sample: Sample) -> None:
    with pytest.raises(BallotReasonError):
        ballots.recuse(sample.book, sample.member("TV01"), sample.submission("HS1"), "  ")


def test_only_the_confirmed_key_of_the_member_declares(sample: Sample) -> None:
    signer, stranger = _signer(sample), Signer(b"s" * 32)
    who, what = sample.member("TV01"), sample.submission("HS1")
    for key in (signer, stranger):
        ballots.recuse(sample.book, who, what, "con trai", key)
        assert sample.result("HS1").recused == 0
    sample.set("member", who.id, **{f"key__{signer.public.hex()}": "fingerprint"})
    assert sample.result("HS1").recused == 1
    assert check(sample.book) == []


# -- handing in ----------------------------------------------------------------------------


def test_an_incomplete_ballot_is_not_handed_in(case: Case) -> None:
    ballots.set_mark(*case, "TC1", 100)
    with pytest.raises(BallotIncompleteError) as caught:
        ballots.submit(*case, None)
    assert caught.value.facts["missing"] == ("TC2", "TC3", "DT1")
    assert _bodies(case[0]) == []


def test_zero_is_a_mark(case: Case, sample: Sample) -> None:
    for code in marks():
        ballots.set_mark(*case, code, 0)
    ballots.submit(*case, None)
    assert sample.result("HS1").final == 0


def test_a_paper_ballot_is_signed_by_the_office_and_counts_at_once(sample: Sample) -> None:
    sample.score("TV01", "HS1", 825)
    (body,) = _bodies(sample.book)
    assert body["paper"] is True
    assert body["entry"] == "keyed"
    assert body["key"] == sample.book.require_office().public.hex()
    assert sample.result("HS1").final == 825
    assert sample.draft("TV01", "HS1") is None


def test_without_the_office_key_there_is_no_paper_ballot(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    with pytest.raises(NoOfficeKeyError):
        other.score("TV01", "HS1")
    assert _bodies(other.book) == []
    kept = other.draft("TV01", "HS1")
    assert kept is not None and kept.marks == marks(800)
    other.book.close()


def test_an_own_ballot_counts_once_its_key_is_confirmed(sample: Sample) -> None:
    signer = _signer(sample)
    sample.score("TV01", "HS1", 825, signer=signer)
    (body,) = _bodies(sample.book)
    assert (body["paper"], body["entry"]) == (False, "own")
    assert sample.status("TV01", "HS1") == "unconfirmed"
    assert sample.result("HS1").final is None
    assert "unconfirmed" in sample.result("HS1").flags
    member = sample.member("TV01").id
    sample.set("member", member, **{f"key__{signer.public.hex()}": "fingerprint"})
    assert sample.status("TV01", "HS1") == "valid"
    assert sample.result("HS1").final == 825
    sample.set("member", member, **{f"key__{signer.public.hex()}": None})
    assert sample.status("TV01", "HS1") == "unconfirmed"


def test_a_key_speaks_for_its_own_member_only(sample: Sample) -> None:
    signer = _signer(sample)
    sample.set("member", sample.member("TV01").id, **{f"key__{signer.public.hex()}": "x"})
    sample.score("TV02", "HS1", 825, signer=signer)
    assert sample.status("TV02", "HS1") == "unconfirmed"


def test_a_ballot_names_all_that_it_was_scored_by(sample: Sample) -> None:
    sample.score("TV01", "HS1", 825)
    (body,) = _bodies(sample.book)
    assert body["format"] == "thamdinh-ballot-1"
    assert body["book"] == sample.book.id.hex()
    assert body["campaign"] == sample.campaign.id.hex()
    assert body["member"] == sample.member("TV01").id.hex()
    assert body["submission"] == sample.submission("HS1").id.hex()
    assert (body["seq"], body["prev"]) == (1, [])
    assert body["rubric"] == "tap-the"
    assert body["criteria"] == [["TC1", 200], ["TC2", 400], ["TC3", 300], ["DT1", 100]]
    assert body["marks"] == marks(825)
    assert body["time"] > 0


def test_the_stored_bytes_are_canonical_and_prove_themselves(case: Case, sample: Sample) -> None:
    ballots.set_comment(*case, "\u0303đầu câu\nUBND xa\u0303")
    ballot = sample.score("TV01", "HS1", 825)
    ident, body, sig, key = sample.book.connection.execute(
        "SELECT id, body, sig, key FROM ballot"
    ).fetchone()
    assert ident == ballot == hashlib.blake2b(body, digest_size=16).digest()
    assert keys.verify(key, sig, body)
    assert dumps(json.loads(body)) == body
    assert json.loads(body)["comment"].endswith("UBND xã")


def test_maxima_that_do_not_add_up_are_found_at_the_first_ballot(
    case: Case, sample: Sample
) -> None:
    rubric = sample.book.connection.execute(
        "SELECT id FROM rubric WHERE applies_to = 'collective'"
    ).fetchone()[0]
    sample.set("rubric", rubric, total=900)
    with pytest.raises(RubricUnsoundError):
        ballots.submit(sample.book, sample.around, case[2], case[3], None)


def test_a_draft_older_than_the_rubric_is_checked_again(sample: Sample, case: Case) -> None:
    for code, mark in marks(1000).items():
        ballots.set_mark(*case, code, mark)
    rubric = sample.book.connection.execute(
        "SELECT id FROM rubric WHERE applies_to = 'collective'"
    ).fetchone()[0]
    other = [["TC1", "a", 100, False], ["TC2", "b", 500, False], ["TC3", "c", 300, False],
             ["DT1", "d", 100, True]]  # fmt: skip
    sample.set("rubric", rubric, criteria=json.dumps(other))
    with pytest.raises(MarkTooHighError):
        ballots.submit(sample.book, sample.around, case[2], case[3], None)
    assert _bodies(sample.book) == []


# -- what was handed in stands -------------------------------------------------------------


def test_what_was_handed_in_is_read_only_without_a_reason(case: Case, sample: Sample) -> None:
    sample.score("TV01", "HS1")
    with pytest.raises(BallotReasonError):
        ballots.set_mark(*case, "TC1", 0)
    with pytest.raises(BallotReasonError):
        ballots.set_comment(*case, "x")
    with pytest.raises(BallotReasonError):
        ballots.submit(*case, None)
    with pytest.raises(BallotReasonError):
        ballots.begin_new_version(*case, "  ")


def test_a_new_version_starts_from_the_old_one_and_carries_its_reason(
    case: Case, sample: Sample
) -> None:
    first = sample.score("TV01", "HS1", 800)
    ballots.begin_new_version(*case, " cộng nhầm ")
    kept = sample.draft("TV01", "HS1")
    assert kept is not None and (kept.marks, kept.reason) == (marks(800), "cộng nhầm")
    ballots.set_mark(*case, "TC1", 100)
    assert sample.result("HS1").final == 800, "a draft changes nothing"
    ballots.submit(*case, None)
    assert sample.result("HS1").final == 700
    old, new = _bodies(sample.book)
    assert (new["seq"], new["prev"], new["reason"]) == (2, [first.hex()], "cộng nhầm")
    assert old["seq"] == 1
    assert check(sample.book) == []


def test_beginning_again_keeps_what_is_typed(case: Case, sample: Sample) -> None:
    sample.score("TV01", "HS1", 800)
    ballots.begin_new_version(*case, "một")
    ballots.set_mark(*case, "TC1", 100)
    ballots.begin_new_version(*case, "hai")
    kept = sample.draft("TV01", "HS1")
    assert kept is not None
    assert (kept.marks["TC1"], kept.reason) == (100, "hai")


def test_a_reason_before_anything_is_handed_in_keeps_the_draft(case: Case, sample: Sample) -> None:
    ballots.set_mark(*case, "TC1", 100)
    ballots.begin_new_version(*case, "lý do")
    kept = sample.draft("TV01", "HS1")
    assert kept is not None and kept.marks == {"TC1": 100}


def test_two_ballots_that_do_not_know_of_each_other_count_as_neither(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    other.book.office = sample.book.office  # the office key on a second laptop
    sample.score("TV01", "HS1", 800)
    other.score("TV01", "HS1", 600)
    sample.score("TV02", "HS1", 500)
    union(sample.book, other.book)
    assert sample.status("TV01", "HS1") == "conflict"
    assert sample.result("HS1").final == 500
    assert "ballot_conflict" in sample.result("HS1").flags
    sample.score("TV01", "HS1", 700, reason="hai phiếu")
    assert sample.status("TV01", "HS1") == "valid"
    assert sample.result("HS1").final == 600
    other.book.close()


def test_a_members_own_ballot_names_the_paper_one(sample: Sample) -> None:
    paper = sample.score("TV01", "HS1", 800)
    signer = _signer(sample)
    sample.set("member", sample.member("TV01").id, **{f"key__{signer.public.hex()}": "x"})
    sample.score("TV01", "HS1", 900, signer=signer, reason="tự chấm")
    assert _bodies(sample.book)[-1]["prev"] == [paper.hex()]
    assert (sample.status("TV01", "HS1"), sample.result("HS1").final) == ("valid", 900)


def test_a_forged_ballot_knocks_out_no_true_one(sample: Sample) -> None:
    true = sample.score("TV01", "HS1", 800)
    sample.score("TV01", "HS1", 0, signer=Signer(b"f" * 32), reason="giả")
    assert _bodies(sample.book)[-1]["prev"] == [true.hex()]
    assert (sample.status("TV01", "HS1"), sample.result("HS1").final) == ("valid", 800)


def test_a_forged_ballot_does_not_come_between_two_versions(sample: Sample) -> None:
    sample.score("TV01", "HS1", 800)
    sample.score("TV01", "HS1", 0, signer=Signer(b"f" * 32), reason="giả")
    sample.score("TV01", "HS1", 900, reason="chấm lại")
    assert (sample.status("TV01", "HS1"), sample.result("HS1").final) == ("valid", 900)
    assert _bodies(sample.book)[-1]["seq"] == 2


def test_a_forged_ballot_does_not_part_the_versions_of_an_unconfirmed_member(
    sample: Sample,
) -> None:
    signer = _signer(sample)
    sample.score("TV01", "HS1", 800, signer=signer)
    sample.score("TV01", "HS1", 0, signer=Signer(b"f" * 32), reason="giả")
    sample.score("TV01", "HS1", 900, signer=signer, reason="chấm lại")
    sample.set("member", sample.member("TV01").id, **{f"key__{signer.public.hex()}": "x"})
    assert (sample.status("TV01", "HS1"), sample.result("HS1").final) == ("valid", 900)


@pytest.mark.parametrize(
    "body",
    [
        b"no json",
        b"[]",
        b'{"marks": {"TC1": 1e300}, "seq": 99999999999999999999999, "time": "x"}',
        b'{"marks": [1], "comment": {"a": 1}, "seq": -1}',
        b'{"marks": {"TC1": true}, "comment": "\\ud800"}',
        b"[" * 50_000,
    ],
)
def test_signed_nonsense_of_a_member_does_no_harm(sample: Sample, body: bytes) -> None:
    signer = _signer(sample)
    who, what = sample.member("TV01").id, sample.submission("HS1").id
    sample.set("member", who, **{f"key__{signer.public.hex()}": "x"})
    sample.score("TV02", "HS1", 600)
    ident = hashlib.blake2b(body, digest_size=16).digest()
    sample.book.connection.execute(
        "INSERT INTO ballot VALUES (?, ?, ?, ?, ?, ?, ?)",
        (ident, who, what, b"", body, signer.sign(body), signer.public),
    )
    sample.book.rebuild()
    assert sample.status("TV01", "HS1") == "stale"
    assert sample.result("HS1").final == 600


def test_marks_beyond_the_maximum_never_count(sample: Sample) -> None:
    """Whoever holds a confirmed key can sign anything."""
    signer = _signer(sample)
    who = sample.member("TV01").id
    sample.set("member", who, **{f"key__{signer.public.hex()}": "x"})
    ballot = sample.score("TV01", "HS1", 800, signer=signer)
    body = json.loads(sample.book.connection.execute("SELECT body FROM ballot").fetchone()[0])
    body["marks"]["TC1"], body["prev"] = 9000, [ballot.hex()]
    forged = dumps(body)
    sample.book.connection.execute(
        "INSERT INTO ballot VALUES (?, ?, ?, ?, ?, ?, ?)",
        (hashlib.blake2b(forged, digest_size=16).digest(), who, sample.submission("HS1").id,
         ballot, forged, signer.sign(forged), signer.public),
    )  # fmt: skip
    sample.book.rebuild()
    assert (sample.status("TV01", "HS1"), sample.result("HS1").final) == ("stale", None)


# -- voiding -------------------------------------------------------------------------------


def test_a_void_ballot_stays_on_record_and_counts_no_more(sample: Sample) -> None:
    ballot = sample.score("TV01", "HS1", 800)
    sample.score("TV02", "HS1", 500)
    ballots.void(sample.book, ballot, "chấm nhầm hồ sơ")
    assert sample.status("TV01", "HS1") == "void"
    assert sample.result("HS1").final == 500
    assert len(_bodies(sample.book)) == 2
    sample.score("TV01", "HS1", 700, reason="chấm lại")
    assert (sample.status("TV01", "HS1"), sample.result("HS1").final) == ("valid", 600)


def test_voiding_one_of_two_settles_the_conflict(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    other.book.office = sample.book.office
    sample.score("TV01", "HS1", 800)
    wrong = other.score("TV01", "HS1", 600)
    union(sample.book, other.book)
    ballots.void(sample.book, wrong, "nhập hai lần")
    assert (sample.status("TV01", "HS1"), sample.result("HS1").final) == ("valid", 800)
    other.book.close()


def test_a_strangers_ballot_can_be_set_aside(sample: Sample) -> None:
    forged = sample.score("TV01", "HS1", 800, signer=Signer(b"f" * 32))
    assert sample.status("TV01", "HS1") == "unconfirmed"
    ballots.void(sample.book, forged, "không phải của đồng chí An")
    assert sample.status("TV01", "HS1") == "void"


def test_voiding_needs_the_office_a_reason_and_a_ballot(sample: Sample) -> None:
    ballot = sample.score("TV01", "HS1")
    with pytest.raises(BallotReasonError):
        ballots.void(sample.book, ballot, " ")
    with pytest.raises(UnknownCodeError):
        ballots.void(sample.book, b"x" * 16, "lý do")
    other = sample.elsewhere("khac")
    with pytest.raises(NoOfficeKeyError):
        ballots.void(other.book, ballot, "lý do")
    other.book.close()


# -- after the freeze ----------------------------------------------------------------------


def test_what_is_frozen_is_not_scored_voided_or_recused(sample: Sample, case: Case) -> None:
    sample.score_all()
    ballot = sample.book.connection.execute(
        "SELECT ballot FROM ballot_state WHERE submission = ?", (case[3].id,)
    ).fetchone()[0]
    freeze.freeze(sample.book, sample.campaign, 1)
    book, around, who, what = case
    for act in (
        lambda: ballots.set_mark(book, around, who, what, "TC1", 0),
        lambda: ballots.begin_new_version(book, around, who, what, "lý do"),
        lambda: ballots.submit(book, around, who, what, None),
        lambda: ballots.void(book, ballot, "lý do"),
        lambda: ballots.recuse(book, who, what, "lý do"),
        lambda: ballots.dismiss_recusal(book, who, what, "lý do"),
    ):
        with pytest.raises(SessionFrozenError) as caught:
            act()
        assert caught.value.facts["session"] == 1
    freeze.unfreeze(book, sample.campaign, 1, "sai tên")
    sample.score("TV01", "HS1", 500, reason="chấm lại")


# -- the list of what was handed in --------------------------------------------------------


def _confirmed(sample: Sample) -> Signer:
    signer = _signer(sample)
    sample.set("member", sample.member("TV01").id, **{f"key__{signer.public.hex()}": "x"})
    return signer


def test_each_own_ballot_adds_a_link_to_a_signed_chain(sample: Sample) -> None:
    signer = _confirmed(sample)
    handed_in = [sample.score("TV01", code, signer=signer) for code in ("HS1", "HS2", "HS3")]
    links = sample.book.connection.execute("SELECT seq, prev, ids, sig FROM sent").fetchall()
    assert [(seq, ids) for seq, _, ids, _ in links] == list(enumerate(handed_in, start=1))
    assert [prev for _, prev, _, _ in links] == [b"", links[0][3], links[1][3]]
    assert check(sample.book) == []


def test_a_link_does_not_grow_with_the_number_of_ballots(sample: Sample) -> None:
    signer = _confirmed(sample)
    for code in ("HS1", "HS2", "HS3"):
        sample.score("TV01", code, signer=signer)
    sizes = {len(ids) for (ids,) in sample.book.connection.execute("SELECT ids FROM sent")}
    assert sizes == {16}


def test_paper_ballots_are_in_no_list(sample: Sample) -> None:
    sample.score("TV01", "HS1")
    assert sample.book.connection.execute("SELECT count(*) FROM sent").fetchone() == (0,)


@pytest.mark.parametrize("lost", ["ballot", "sent"])
def test_an_omission_shows(sample: Sample, lost: str) -> None:
    signer = _confirmed(sample)
    first = sample.score("TV01", "HS1", signer=signer)
    sample.score("TV01", "HS2", signer=signer)
    if lost == "ballot":
        sample.book.connection.execute("DELETE FROM ballot WHERE id = ?", (first,))
    else:
        sample.book.connection.execute("DELETE FROM sent WHERE seq = 1")
    sample.book.rebuild()
    found = check(sample.book)
    assert [(t.code, t.facts["count"]) for t in found] == [("ballot_omitted", 1)]


def test_a_strangers_list_raises_no_alarm(sample: Sample) -> None:
    ballot = sample.score("TV01", "HS1", signer=Signer(b"f" * 32))
    sample.book.connection.execute("DELETE FROM ballot WHERE id = ?", (ballot,))
    sample.book.rebuild()
    assert check(sample.book) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("member", b"m" * 16), ("submission", b"s" * 16), ("prev", b"p" * 16), ("body", b"{}"),
     ("sig", b"s" * 64), ("key", b"k" * 32)],
)  # fmt: skip
def test_a_ballot_altered_behind_the_programs_back_is_found(
    sample: Sample, column: str, value: bytes
) -> None:
    sample.score("TV01", "HS1")
    sample.book.connection.execute(f"UPDATE ballot SET {column} = ?", (value,))
    sample.book.rebuild()
    assert [t.code for t in check(sample.book)] == ["ballot_altered"]
