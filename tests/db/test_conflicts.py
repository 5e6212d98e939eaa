"""What waits for a person, and how it is settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import entries, freeze
from db.book import Book
from db.check import check
from db.conflicts import Open, keep_shown, open_matters, settle, settle_all
from db.errors import NoOfficeKeyError, ReasonMissingError, UnknownCodeError
from db.keys import Signer
from tests.support import START, Clock, Sample, copy_of, union


def _propose(sample: Sample, name: str, who: str = "Lan") -> None:
    with sample.book.write(who, Signer(who.encode().ljust(32))) as operation:
        operation.set("unit", sample.around.units["A"].id, {"name": name})


def _conflict(sample: Sample, name: str) -> None:
    with sample.book.write() as operation:
        operation.append("unit", sample.around.units["A"].id, "name", [], name)


def _only(sample: Sample) -> Open:
    (matter,) = open_matters(sample.book)
    return matter


def _name(sample: Sample) -> str:
    return sample.around.units["A"].name


def test_at_first_nothing_waits(sample: Sample) -> None:
    assert open_matters(sample.book) == []


def test_a_conflict_offers_both_values_with_their_authors(sample: Sample) -> None:
    _conflict(sample, "Ở máy khác")
    matter = _only(sample)
    assert (matter.kind, matter.field, matter.what) == ("unit", "name", "conflict")
    assert {(c.value, c.who, c.stands) for c in matter.choices} == {
        ("Đảng ủy A", "office", True),
        ("Ở máy khác", "office", True),
    }


@pytest.mark.parametrize("name", ["Đảng ủy A", "Ở máy khác"])
def test_either_can_be_taken(sample: Sample, name: str) -> None:
    _conflict(sample, "Ở máy khác")
    matter = _only(sample)
    take = next(c.change for c in matter.choices if c.value == name)
    settle(sample.book, matter, take)
    assert _name(sample) == name
    assert open_matters(sample.book) == []
    assert check(sample.book) == []


def test_what_is_settled_here_is_settled_where_it_arrives(sample: Sample) -> None:
    _conflict(sample, "Ở máy khác")
    other = sample.elsewhere("khac")
    matter = _only(sample)
    settle(sample.book, matter, matter.choices[0].change)
    union(other.book, sample.book)
    assert open_matters(other.book) == []
    assert _name(other) == _name(sample)
    other.book.close()


def test_what_arrived_after_the_list_was_shown_waits_for_itself(sample: Sample) -> None:
    _conflict(sample, "Ở máy khác")
    matter = _only(sample)
    _conflict(sample, "Ở máy thứ ba")
    take = next(c.change for c in matter.choices if c.value == "Đảng ủy A")
    settle(sample.book, matter, take)
    assert {c.value for c in _only(sample).choices} == {"Đảng ủy A", "Ở máy thứ ba"}


def test_a_proposal_is_accepted_or_refused_in_one_press(sample: Sample) -> None:
    _propose(sample, "Đề nghị")
    matter = _only(sample)
    assert matter.what == "proposal"
    assert [(c.value, c.stands) for c in matter.choices] == [
        ("Đảng ủy A", True),
        ("Đề nghị", False),
    ]
    settle(sample.book, matter, None)
    assert (_name(sample), open_matters(sample.book)) == ("Đảng ủy A", [])
    _propose(sample, "Đề nghị hai")
    matter = _only(sample)
    settle(sample.book, matter, matter.choices[-1].change)
    assert (_name(sample), open_matters(sample.book)) == ("Đề nghị hai", [])


def test_settling_a_conflict_answers_no_proposal(sample: Sample) -> None:
    _conflict(sample, "Ở máy khác")
    _propose(sample, "Đề nghị")
    matter = next(m for m in open_matters(sample.book) if m.what == "conflict")
    settle(sample.book, matter, matter.choices[0].change)
    assert [m.what for m in open_matters(sample.book)] == ["proposal"]


def test_a_proposed_row_that_is_refused_stays_without_values(sample: Sample) -> None:
    with sample.book.write("Lan", Signer(b"s" * 32)) as operation:
        operation.set("unit", b"n" * 16, {"name": "Đơn vị mới"})
    settle(sample.book, _only(sample), None)
    assert open_matters(sample.book) == []
    assert "Đơn vị mới" not in {u.name for u in sample.around.units.values()}


@pytest.mark.parametrize("delete", [True, False])
def test_a_row_deleted_and_edited_is_kept_or_deleted_again(sample: Sample, delete: bool) -> None:
    unit = sample.around.units["A"].id
    head = sample.book.connection.execute(
        "SELECT id FROM change WHERE ent = ? AND fld = 'unit.name'", (unit,)
    ).fetchone()[0]
    with sample.book.write() as operation:
        operation.remove("unit", unit)
    with sample.book.write() as operation:
        operation.append("unit", unit, "name", [head], "Sửa ở máy khác")
    matter = _only(sample)
    assert matter.what == "gone_edited"
    settle(sample.book, matter, matter.choices[0].change if delete else None)
    assert ("A" in sample.around.units) is not delete
    assert open_matters(sample.book) == []
    assert check(sample.book) == []


def test_only_the_office_settles_and_only_by_a_choice(sample: Sample) -> None:
    _conflict(sample, "Ở máy khác")
    matter = _only(sample)
    with pytest.raises(UnknownCodeError):
        settle(sample.book, matter, b"x" * 22)
    other = sample.elsewhere("khac")
    with pytest.raises(NoOfficeKeyError):
        settle(other.book, matter, matter.choices[0].change)
    other.book.close()


# -- doubles -------------------------------------------------------------------------------


def test_of_two_rows_with_one_code_one_keeps_it(sample: Sample) -> None:
    for title in ("Thứ nhất", "Thứ hai"):
        with sample.book.write() as operation:
            operation.set(
                "submission",
                title.encode().ljust(16)[:16],
                {"campaign": sample.campaign.id, "code": "HS9", "title": title},
            )
    matter = _only(sample)
    assert (matter.what, {c.value for c in matter.choices}) == (
        "same_code",
        {"Thứ nhất", "Thứ hai"},
    )
    second = next(c.change for c in matter.choices if c.value == "Thứ hai")
    with pytest.raises(UnknownCodeError):
        settle(sample.book, matter, None)
    settle(sample.book, matter, second)
    assert open_matters(sample.book) == []
    assert (sample.submission("HS9").title, sample.submission("HS9-2").title) == (
        "Thứ hai",
        "Thứ nhất",
    )
    assert check(sample.book) == []


def test_a_code_that_is_changed_is_no_longer_shared(sample: Sample) -> None:
    ident = b"x" * 16
    sample.set("unit", ident, campaign=sample.campaign.id, code="A", name="Đảng ủy A mới")
    assert [m.what for m in open_matters(sample.book)] == ["same_code"]
    sample.set("unit", ident, code="C")
    assert open_matters(sample.book) == []
    assert check(sample.book) == []


def test_of_two_ballots_the_office_keeps_one_with_a_reason(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    signer = Signer(b"k" * 32)
    sample.set("member", sample.member("TV01").id, **{f"key__{signer.public.hex()}": "paper"})
    union(other.book, sample.book)
    sample.score("TV01", "HS1", 800, signer=signer)
    other.score("TV01", "HS1", 600, signer=signer)
    union(sample.book, other.book)
    other.book.close()
    matter = _only(sample)
    assert (matter.what, {c.value for c in matter.choices}) == ("ballots", {600, 800})
    take = next(c.change for c in matter.choices if c.value == 600)
    with pytest.raises(ReasonMissingError):
        settle(sample.book, matter, take)
    settle(sample.book, matter, take, "Thành viên xác nhận phiếu sau")
    assert sample.result("HS1").final == 600
    assert open_matters(sample.book) == []


def test_of_two_snapshots_one_stands(sample: Sample, tmp_path: Path) -> None:
    sample.score_all()
    path = copy_of(sample.book, "chot")
    with Book.open(path, sample.book.home, clock=Clock(START + 50_000)) as there:
        entries.save(there, "submission", sample.submission("HS1").id, {"title": "Khác"})
        code = freeze.freeze(there, sample.campaign, 1).proof_code
        freeze.freeze(sample.book, sample.campaign, 1)
        union(sample.book, there)
    matter = next(m for m in open_matters(sample.book) if m.what == "two_frozen")
    take = next(c.change for c in matter.choices if c.value == code)
    settle(sample.book, matter, take, "Bản kia chốt nhầm")
    assert freeze.body_of(sample.book, sample.campaign, 1)[1] == code
    assert check(sample.book) == []


def test_all_proposals_in_one_press(sample: Sample) -> None:
    for number, field in enumerate(("name", "kind")):
        with sample.book.write("Lan", Signer(b"l" * 32)) as operation:
            operation.set("unit", sample.around.units["A"].id, {field: f"Mới {number}"})
    settle_all(sample.book, open_matters(sample.book), accept=True)
    assert open_matters(sample.book) == []
    unit = sample.around.units["A"]
    assert (unit.name, unit.kind) == ("Mới 0", "Mới 1")


def test_refusing_all_keeps_what_stands(sample: Sample) -> None:
    _propose(sample, "Đề nghị")
    _propose(sample, "Đề nghị khác", "Minh")
    settle_all(sample.book, open_matters(sample.book), accept=False)
    assert (open_matters(sample.book), _name(sample)) == ([], "Đảng ủy A")


def test_what_is_shown_is_kept_in_many_places_at_once(sample: Sample) -> None:
    for code in ("A", "B"):
        with sample.book.write() as operation:
            operation.append("unit", sample.around.units[code].id, "name", [], f"Mới {code}")
    _propose(sample, "Đề nghị")
    shown = {code: sample.around.units[code].name for code in "AB"}
    matters = open_matters(sample.book)
    assert sorted(matter.what for matter in matters) == ["conflict", "conflict", "proposal"]
    keep_shown(sample.book, matters)
    assert {code: sample.around.units[code].name for code in "AB"} == shown
    assert [matter.what for matter in open_matters(sample.book)] == ["proposal"]
    assert check(sample.book) == []
