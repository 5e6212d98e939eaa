"""The record inside signed minutes: exact, repeatable, and counted anew without trust."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from db import freeze
from db.agreed import set_agreed
from db.book import Book
from db.errors import DamagedBookError
from db.keys import Signer, make_member_key
from db.queries.proof_codes import CodeState, find_code
from db.record import FORMAT, read_record, record_of
from db.record_check import faults
from db.rules import proof
from db.sessions import find, standing_snapshot
from tests.signing_support import frozen_record, record
from tests.support import Sample

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)


def _with_own_ballot(sample: Sample) -> bytes:
    """HS1 scored by TV04 with a key of its own, everything else on paper; then frozen."""
    book, member = sample.book, sample.member("TV04")
    signer = make_member_key(book.home, book.id, member.id, "2468")
    with book.write() as operation:
        operation.set("member", member.id, {f"key:{signer.public.hex()}": "gặp mặt"})
    for number in (1, 2, 3, 5):
        sample.score(f"TV0{number}", "HS1", 850)
    sample.score("TV04", "HS1", 600, signer=signer)
    freeze.freeze(book, sample.campaign, 1)
    return record(sample)


def _changed(raw: bytes, change: Change) -> list[str]:
    content = json.loads(raw)
    change(content)
    return sorted({fault.code for fault in faults(read_record(json.dumps(content).encode()))})


def _in_snapshot(content: dict[str, Any], change: Change) -> None:
    body = json.loads(content["snapshot"]["body"])
    change(body)
    content["snapshot"]["body"] = json.dumps(body)


def _in_ballot(content: dict[str, Any], change: Change, at: int = 0) -> None:
    body = json.loads(content["ballots"][at]["body"])
    change(body)
    content["ballots"][at]["body"] = json.dumps(body)


def test_a_record_is_exact_and_proves_itself(sample: Sample) -> None:
    raw = _with_own_ballot(sample)
    found = read_record(raw)
    assert faults(found) == []
    assert raw == record(sample)
    assert found.book == sample.book.id and found.root == sample.book.root
    stored = sample.book.connection.execute("SELECT id, body, sig, key FROM ballot").fetchall()
    assert {(b.id, b.body, b.sig, b.key) for b in found.ballots} == set(stored)
    session = find(sample.book.connection, sample.campaign, 1)
    snapshot = standing_snapshot(sample.book.connection, session.id)
    assert snapshot is not None
    assert (found.snapshot.body, found.snapshot.sig) == (snapshot.body, snapshot.sig)
    assert found.code() == freeze.code_of(snapshot)
    (own,) = [member for member in found.members if member.code == "TV04"]
    assert len(own.keys) == 1 and own.keys.isdisjoint(found.office)
    assert b" " not in raw.split(b'"comment"')[0][:200] and json.loads(raw)["format"] == FORMAT


def _raise_mark(body: dict[str, Any]) -> None:
    body["marks"]["TC1"] = 0 if body["marks"]["TC1"] else 200


def test_a_mark_altered_in_a_ballot(sample: Sample) -> None:
    raw = frozen_record(sample)
    assert _changed(raw, lambda c: _in_ballot(c, _raise_mark)) == ["ballot_altered", "figure"]


def test_a_ballot_left_out(sample: Sample) -> None:
    raw = frozen_record(sample)
    codes = _changed(raw, lambda c: c["ballots"].pop())
    assert codes == ["ballot_missing", "figure"]  # the number of ballots does not fit either


def test_a_figure_altered_in_the_frozen_results(sample: Sample) -> None:
    def better(body: dict[str, Any]) -> None:
        body["submissions"][0]["final"] = 999

    raw = frozen_record(sample)
    assert _changed(raw, lambda c: _in_snapshot(c, better)) == ["figure", "snapshot_altered"]


def test_results_signed_anew_by_a_stranger(sample: Sample) -> None:
    """The forger signs with a key of its own: the ballots still tell."""
    stranger = Signer(b"\x07" * 32)

    def forge(content: dict[str, Any]) -> None:
        def better(body: dict[str, Any]) -> None:
            body["submissions"][2] |= {"final": 900, "class": "Tốt"}

        _in_snapshot(content, better)
        text = content["snapshot"]["body"].encode()
        content["snapshot"] |= {"sig": stranger.sign(text).hex(), "key": stranger.public.hex()}

    raw = frozen_record(sample)
    assert _changed(raw, forge) == ["counts", "figure", "office_unknown"]

    def with_key(content: dict[str, Any]) -> None:
        forge(content)
        content["office"] = [stranger.public.hex()]

    assert "ballot_key" in _changed(raw, with_key)  # paper ballots bear the office's key


def test_a_ballot_under_another_key_is_not_the_members(sample: Sample) -> None:
    raw = _with_own_ballot(sample)

    def swap(content: dict[str, Any]) -> None:
        for member in content["members"]:
            member["keys"] = ["00" * 32] if member["keys"] else []

    assert _changed(raw, swap) == ["ballot_key"]


def test_a_foreign_ballot_put_beside(sample: Sample) -> None:
    raw = frozen_record(sample)

    def add(content: dict[str, Any]) -> None:
        content["ballots"].append(dict(content["ballots"][0]))
        _in_ballot(content, lambda body: body.update(comment="thêm"), -1)

    assert _changed(raw, add) == ["ballot_extra"]


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000, b'{"format":"thamdinh-record-1","seq":1}']
)
def test_what_is_no_record(raw: bytes) -> None:
    with pytest.raises(ValueError):
        read_record(raw)


def test_a_snapshot_of_nonsense_is_a_fault(sample: Sample) -> None:
    raw = frozen_record(sample)
    codes = _changed(raw, lambda c: c["snapshot"].update(body='{"book": 3, "seq": []}'))
    assert codes == ["snapshot_altered", "snapshot_unreadable"]


def test_an_agreed_mark_needs_no_ballot(sample: Sample) -> None:
    sample.settings(agreed_mark=True)
    for code, mark in {"TC1": 200, "TC2": 300, "TC3": 250, "DT1": 0}.items():
        set_agreed(sample.book, sample.around, sample.submission("HS1"), code, mark)
    freeze.freeze(sample.book, sample.campaign, 1)
    found = read_record(record(sample))
    assert found.ballots == () and faults(found) == []


def test_a_missing_ballot_stops_the_record(sample: Sample) -> None:
    frozen_record(sample)
    sample.book.connection.execute("DELETE FROM ballot WHERE id IN (SELECT id FROM ballot LIMIT 1)")
    session = find(sample.book.connection, sample.campaign, 1)
    snapshot = standing_snapshot(sample.book.connection, session.id)
    assert snapshot is not None
    with pytest.raises(DamagedBookError):
        record_of(sample.book, snapshot)


# -- the code ------------------------------------------------------------------------------


def test_what_a_book_says_to_a_code(sample: Sample, book: Book) -> None:
    code = read_record(frozen_record(sample)).code()
    found = find_code(book, code.lower().replace("-", " "))
    assert (found.state, found.session, found.year) == (CodeState.STANDING, 1, 2023)
    freeze.unfreeze(book, sample.campaign, 1, "Ghi nhầm ngày")
    withdrawn = find_code(book, code)
    assert (withdrawn.state, withdrawn.reason) == (CodeState.WITHDRAWN, "Ghi nhầm ngày")
    again = freeze.freeze(book, sample.campaign, 1).proof_code
    assert find_code(book, again).state is CodeState.STANDING
    assert find_code(book, code).state is CodeState.WITHDRAWN
    assert find_code(book, "0000-0000-0000").state is CodeState.UNKNOWN
    assert find_code(book, "UUUU").code == ""
