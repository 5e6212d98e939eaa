"""Phiếu truy vết: who gave each mark, who entered it, what was changed, what was decided."""

from __future__ import annotations

import pytest

from db import ballots, freeze
from db.book import Book
from db.decisions import record
from db.errors import UnknownCodeError
from db.home import Home
from db.keys import fingerprint, make_member_key
from db.members import confirm
from db.queries.authors import Standing
from db.queries.events import Viewer
from db.queries.trace import Trace, session_traces, trace
from db.queries.trace_ballots import Fate
from tests.support import Sample, copy_of, union

ALL = Viewer(True)


def traced(sample: Sample, code: str = "HS1", viewer: Viewer = ALL) -> Trace:
    return trace(sample.book, sample.campaign, sample.submission(code).id, viewer)


def fates(found: Trace) -> list[tuple[str, int, Fate]]:
    return [(b.member.code, b.seq, b.fate) for b in found.ballots]


def test_every_version_with_its_reason(sample: Sample, home: Home) -> None:
    member = sample.member("TV02")
    signer = make_member_key(home, sample.book.id, member.id, "2468")
    sample.score("TV02", "HS1", 700, signer=signer)
    assert fates(traced(sample)) == [("TV02", 1, Fate.UNCONFIRMED)]
    confirm(sample.book, sample.campaign, "TV02", fingerprint(signer.public))
    sample.score("TV02", "HS1", 750, signer=signer, reason="Đã xem số liệu bổ sung")
    sample.score("TV01", "HS1", 800)
    found = traced(sample)
    assert fates(found) == [
        ("TV01", 1, Fate.STANDS), ("TV02", 1, Fate.REPLACED), ("TV02", 2, Fate.STANDS),
    ]  # fmt: skip
    paper, first, second = found.ballots
    assert (paper.entry, paper.author.standing) == ("keyed", Standing.OFFICE)
    assert (first.entry, first.author.standing) == ("own", Standing.MEMBER)
    assert (second.reason, second.total, second.genuine) == ("Đã xem số liệu bổ sung", 750, True)
    assert second.author.fingerprint == fingerprint(signer.public)
    assert [code for code, _ in second.criteria] == ["TC1", "TC2", "TC3", "DT1"]
    assert sum(second.marks.values()) == 750


def test_a_voided_ballot_with_its_reason(sample: Sample) -> None:
    ballot = sample.score("TV01", "HS1")
    ballots.void(sample.book, ballot, "Nhập nhầm phiếu")
    (found,) = traced(sample).ballots
    assert (found.fate, found.voided) == (Fate.VOID, "Nhập nhầm phiếu")


def test_two_ballots_of_one_member(sample: Sample) -> None:
    other = sample.elsewhere("kia")
    other.book.office = sample.book.office  # a second laptop of the office
    sample.score("TV01", "HS1", 800)
    other.score("TV01", "HS1", 600)
    union(sample.book, other.book)
    assert {fate for _, _, fate in fates(traced(sample))} == {Fate.CONFLICT}
    other.book.close()


def test_an_altered_ballot_is_said(sample: Sample) -> None:
    ballot = sample.score("TV01", "HS1")
    sample.book.connection.execute(
        "UPDATE ballot SET sig = zeroblob(64) WHERE id = ?", (ballot,)
    )
    (found,) = traced(sample).ballots
    assert not found.genuine


def test_changes_recusals_and_the_workbook(sample: Sample) -> None:
    submission = sample.submission("HS1")
    sample.set("submission", submission.id, title="Tên mới")
    ballots.recuse(sample.book, sample.member("TV04"), submission, "Em rể của người phụ trách")
    sample.set("target", bytes(range(16)), submission=submission.id, name="Chỉ tiêu")
    found = traced(sample)
    assert found.workbooks == ("bang.xlsx",) and found.sources == ()
    titles = [(r.cell.former, r.cell.value) for r in found.recorded if r.cell.fld.endswith("title")]
    assert titles == [(None, "Mô hình HS1"), ("Mô hình HS1", "Tên mới")]
    assert {r.cell.row.kind for r in found.recorded} == {"submission", "target"}
    (recusal,) = found.sharing
    assert recusal.cell.value == "Em rể của người phụ trách"
    assert [(r.member, r.reason) for r in found.recused] == [
        ("K'Brít", "Em rể của người phụ trách"),
    ]
    assert [r.cell.id for r in found.recorded] == sorted(r.cell.id for r in found.recorded)


def test_a_false_hit_dismissed(sample: Sample) -> None:
    submission = sample.submission("HS2")
    assert [r.member for r in traced(sample, "HS2").recused] == ["Phạm Thị Đào"]
    ballots.dismiss_recusal(sample.book, sample.member("TV05"), submission, "Đã chuyển đơn vị")
    found = traced(sample, "HS2")
    assert found.recused == ()
    assert [r.cell.fld.partition(":")[0] for r in found.sharing] == ["submission.dismissed"]


def test_every_freeze_with_its_code_and_the_decision(sample: Sample) -> None:
    sample.score_all()
    first = freeze.freeze(sample.book, sample.campaign, 1)
    freeze.unfreeze(sample.book, sample.campaign, 1, "Sai giờ họp")
    second = freeze.freeze(sample.book, sample.campaign, 1)
    found = traced(sample)
    assert [(f.seq, f.proof_code, f.withdrawn) for f in found.frozen] == [
        (1, first.proof_code, "Sai giờ họp"), (2, second.proof_code, None),
    ]  # fmt: skip
    assert [(f.final, f.class_name) for f in found.frozen] == [(850, "Tốt")] * 2
    assert found.frozen[0].time < found.frozen[1].time
    assert found.decided is None
    record(
        sample.book, sample.campaign, 1, "Quyết định số 12-QĐ/HU", "2023-12-01",
        {"HS1": ("Khá", "Sản phẩm chưa nhân rộng")},
    )  # fmt: skip
    decided = traced(sample).decided
    assert decided is not None
    assert (decided.class_name, decided.changed, decided.reason) == (
        "Khá", True, "Sản phẩm chưa nhân rộng",
    )  # fmt: skip
    other = traced(sample, "HS2").decided
    assert other is not None and (other.changed, other.class_name) == (False, "Khá")


def test_a_member_sees_the_own_ballot_alone_while_blind(sample: Sample) -> None:
    sample.score("TV01", "HS1", 850)
    sample.score("TV04", "HS1", 600)
    sample.set("submission", sample.submission("HS1").id, agreed__TC1=100)
    found = traced(sample, viewer=Viewer(False, sample.member("TV04").id))
    assert found.closed and [b.total for b in found.ballots] == [600]
    assert not any("agreed" in r.cell.fld for r in found.recorded)
    assert (found.frozen, found.decided) == ((), None)
    assert traced(sample, viewer=Viewer(False)).ballots == ()


def test_years_later_without_a_key(sample: Sample) -> None:
    sample.score_all()
    frozen = freeze.freeze(sample.book, sample.campaign, 1)
    path = copy_of(sample.book, "luu-tru")
    before = path.read_bytes()
    with Book.open(path, Home(path.parent / "home"), readonly=True) as book:
        sheets = session_traces(book, sample.campaign, frozen.body)
        assert [s.submission.code for s in sheets] == ["HS1", "HS2", "HS3"]
        assert [len(s.ballots) for s in sheets] == [5, 4, 5]
        assert not any(s.closed for s in sheets)
        assert {f.proof_code for s in sheets for f in s.frozen} == {frozen.proof_code}
    assert path.read_bytes() == before


def test_a_submission_that_is_not_there(sample: Sample) -> None:
    with pytest.raises(UnknownCodeError):
        trace(sample.book, sample.campaign, bytes(16), ALL)
