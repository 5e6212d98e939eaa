"""Confirming a member's key by its fingerprint."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import enrolment, members
from db.book import Book
from db.check import check
from db.errors import (
    FingerprintMismatchError,
    NoOfficeKeyError,
    ReasonMissingError,
    UnknownCodeError,
)
from db.exchange import copy_out, merge
from db.home import Home
from db.keys import Signer, fingerprint, make_member_key
from db.queries.member_keys import MemberKey, member_keys
from db.queries.status import MemberState, member_states
from tests.support import START, Clock, Sample, union


def _signer(sample: Sample, code: str = "TV01") -> Signer:
    return make_member_key(sample.book.home, sample.book.id, sample.member(code).id, "1234")


def _state(sample: Sample, code: str = "TV01") -> MemberState:
    return next(s for s in member_states(sample.book, sample.campaign) if s.code == code)


def test_once_confirmed_the_ballots_under_the_key_count(sample: Sample) -> None:
    signer = _signer(sample)
    for code in ("HS1", "HS2"):
        sample.score("TV01", code, 825, signer=signer)
    typed = fingerprint(signer.public).lower().replace("-", " ")
    changes = members.confirm(sample.book, sample.campaign, "TV01", typed)
    assert "member" in changes.kinds
    assert sample.result("HS1").final == sample.result("HS2").final == 825
    assert not members.confirm(sample.book, sample.campaign, "TV01", typed), "twice is once"
    assert check(sample.book) == []


def test_a_key_made_on_another_laptop_is_confirmed_after_the_merge(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    signer = _signer(other)
    other.score("TV01", "HS1", 825, signer=signer)
    union(sample.book, other.book)
    assert sample.result("HS1").final is None
    members.confirm(sample.book, sample.campaign, "TV01", fingerprint(signer.public))
    assert sample.result("HS1").final == 825
    other.book.close()


@pytest.mark.parametrize("typed", ["", "0000-0000-0000-0000", "ABCD"])
def test_another_fingerprint_confirms_nothing(sample: Sample, typed: str) -> None:
    sample.score("TV01", "HS1", signer=_signer(sample))
    with pytest.raises(FingerprintMismatchError) as caught:
        members.confirm(sample.book, sample.campaign, "TV01", typed)
    assert caught.value.facts["member"] == "Nguyễn Văn An"
    assert sample.status("TV01", "HS1") == "unconfirmed"


def test_another_members_key_is_not_confirmed(sample: Sample) -> None:
    signer = _signer(sample)
    sample.score("TV01", "HS1", signer=signer)
    with pytest.raises(FingerprintMismatchError):
        members.confirm(sample.book, sample.campaign, "TV02", fingerprint(signer.public))


def test_a_strangers_later_ballot_does_not_hide_the_true_key(sample: Sample) -> None:
    signer, stranger = _signer(sample), Signer(b"s" * 32)
    sample.score("TV01", "HS1", 825, signer=signer)
    sample.score("TV01", "HS2", 0, signer=stranger)
    assert _state(sample).fingerprint == fingerprint(stranger.public)
    members.confirm(sample.book, sample.campaign, "TV01", fingerprint(signer.public))
    assert sample.result("HS1").final == 825
    assert sample.result("HS2").final is None


def test_only_the_office_confirms_and_only_members(sample: Sample) -> None:
    signer = _signer(sample)
    sample.score("TV01", "HS1", signer=signer)
    with pytest.raises(UnknownCodeError):
        members.confirm(sample.book, sample.campaign, "TV99", fingerprint(signer.public))
    other = sample.elsewhere("khac")
    with pytest.raises(NoOfficeKeyError):
        members.confirm(other.book, other.campaign, "TV01", fingerprint(signer.public))
    other.book.close()


def test_an_earlier_key_stays_valid_beside_a_new_one(sample: Sample) -> None:
    """Forgotten PIN or lost laptop."""
    first = _signer(sample)
    sample.score("TV01", "HS1", 800, signer=first)
    members.confirm(sample.book, sample.campaign, "TV01", fingerprint(first.public))
    second = _signer(sample)
    sample.score("TV01", "HS2", 600, signer=second)
    assert _state(sample).fingerprint == fingerprint(second.public)
    assert not _state(sample).confirmed
    members.confirm(sample.book, sample.campaign, "TV01", fingerprint(second.public))
    assert (sample.result("HS1").final, sample.result("HS2").final) == (800, 600)
    assert _state(sample).confirmed


def test_the_panel_is_listed_by_code_with_keys_and_ballots(sample: Sample) -> None:
    signer = _signer(sample)
    sample.score("TV01", "HS1", signer=signer)
    sample.score("TV02", "HS1")
    sample.score("TV02", "HS2")
    found = member_states(sample.book, sample.campaign)
    assert [(m.code, m.role, m.confirmed, m.ballots) for m in found] == [
        ("TV01", "chair", False, 1),
        ("TV02", "vice_chair", False, 2),
        ("TV03", "secretary", False, 0),
        ("TV04", "member", False, 0),
        ("TV05", "member", False, 0),
    ]
    assert found[0].fingerprint == fingerprint(signer.public)
    assert found[1].fingerprint is None, "paper ballots are under the office's key"


def _key(sample: Sample, code: str = "TV01") -> MemberKey:
    (found,) = [k for k in member_keys(sample.book, sample.campaign) if k.member.code == code]
    return found


def test_a_signed_paper_confirms_a_key(sample: Sample) -> None:
    """Where nobody can read a fingerprint out: the printed ballots, signed by hand."""
    signer, member = _signer(sample), sample.member("TV01")
    sample.score("TV01", "HS1", 825, signer=signer)
    with pytest.raises(ReasonMissingError):
        members.confirm_on_paper(sample.book, member, signer.public, "  ")
    with pytest.raises(FingerprintMismatchError):
        members.confirm_on_paper(sample.book, member, b"k" * 32, "Phiếu in ngày 20/11")
    assert sample.result("HS1").final is None
    members.confirm_on_paper(sample.book, member, signer.public, "Phiếu in ngày 20/11")
    assert sample.result("HS1").final == 825
    assert _key(sample).basis == "paper Phiếu in ngày 20/11"
    assert check(sample.book) == []


def test_a_withdrawn_key_counts_no_more(sample: Sample) -> None:
    signer, member = _signer(sample), sample.member("TV01")
    sample.score("TV01", "HS1", 825, signer=signer)
    members.confirm(sample.book, sample.campaign, "TV01", fingerprint(signer.public))
    with pytest.raises(ReasonMissingError):
        members.withdraw_key(sample.book, member, signer.public, "")
    with pytest.raises(FingerprintMismatchError):
        members.withdraw_key(sample.book, sample.member("TV02"), signer.public, "Mất máy")
    members.withdraw_key(sample.book, member, signer.public, " Mất máy ")
    found = _key(sample)
    assert (found.confirmed, found.withdrawn, found.ballots) == (False, "Mất máy", 1)
    assert sample.result("HS1").final is None
    assert sample.status("TV01", "HS1") == "unconfirmed"
    members.confirm(sample.book, sample.campaign, "TV01", fingerprint(signer.public))
    assert (_key(sample).confirmed, _key(sample).withdrawn) == (True, "")
    assert sample.result("HS1").final == 825
    assert check(sample.book) == []


def test_only_the_office_withdraws_or_takes_paper(sample: Sample) -> None:
    signer = _signer(sample)
    sample.score("TV01", "HS1", signer=signer)
    other = sample.elsewhere("khac")
    member = other.member("TV01")
    for job in (members.confirm_on_paper, members.withdraw_key):
        with pytest.raises(NoOfficeKeyError):
            job(other.book, member, signer.public, "Lý do")
    other.book.close()


def test_a_key_that_only_answered_is_seen_and_a_withdrawn_one_stays_so(
    sample: Sample, tmp_path: Path
) -> None:
    """The key made in a copy shows before it signs a ballot; once withdrawn, the same copy's
    answer does not bring it back."""
    folder = tmp_path / "usb"
    folder.mkdir()
    copy_out.copy(sample.book, folder / "di.thamdinh", for_member=sample.member("TV04"))
    with Book.open(
        folder / "di.thamdinh", Home(tmp_path / "nha"), clock=Clock(START + 60_000)
    ) as there:
        signer, _ = enrolment.signer_of(there, sample.member("TV04").id, "2468")
        assert members.keys_seen(there, sample.member("TV04")) == [signer.public]
        members_book = Sample(there, sample.campaign)
        union(sample.book, there)
        assert _key(sample, "TV04").fingerprint == fingerprint(signer.public)
        members.withdraw_key(sample.book, sample.member("TV04"), signer.public, "Mất máy")
        members_book.score("TV04", "HS1", signer=signer)
        back = copy_out.copy(there, folder / "ve.thamdinh").path
    with merge.plan(sample.book, [back]) as planned:
        assert merge.merge(sample.book, planned).confirmed == ()
    assert sample.status("TV04", "HS1") == "unconfirmed"
