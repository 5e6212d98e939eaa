"""A workbook taken in once, again, corrected, and against what was changed here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from db import ballots, entries, freeze, keys, rubrics
from db.book import Book
from db.check import check
from db.errors import NoOfficeKeyError, RubricMissingError, RubricUnsoundError
from db.importing import ImportReport, ImportRow
from db.records import Campaign
from db.sessions import find
from tests.support import (
    Sample,
    ballot_row,
    changes,
    collective,
    marks,
    panel,
    row,
    session_row,
    submission_row,
)


def workbook(**totals: int) -> list[ImportRow]:
    """The panel's rows with ballots of TV01 and TV02 on HS1, and targets."""
    return [
        *panel(),
        row("target", ("HS1", "Hộ nghèo"), measure="hộ", baseline="12", promised="5", position=1),
        row("target", ("HS1", "Đường hoa"), measure="km", promised="3", position=2),
        ballot_row("HS1", "TV01", totals.get("TV01", 800)),
        ballot_row("HS1", "TV02", totals.get("TV02", 600), "Cần số liệu"),
    ]


@pytest.fixture
def taken(sample: Sample) -> Iterator[Sample]:
    """The sample with the whole workbook taken in; at the end it must be sound."""
    sample.take(workbook())
    yield sample
    assert check(sample.book) == []


def corrected(table: str, key: str | tuple[str, ...], **values: Any) -> list[ImportRow]:
    """The workbook with some values of one row changed (None: the cell emptied)."""
    keys = (key,) if isinstance(key, str) else key
    found = []
    for each in workbook():
        if (each.table, each.key) == (table, keys):
            said = {n: v for n, v in {**each.values, **values}.items() if v is not None}
            each = replace(each, values=said, cells={n: f"{table}!{n}" for n in said})
        found.append(each)
    return found


def _nothing(report: ImportReport) -> bool:
    return not report.added and not report.changed


# -- the first time ------------------------------------------------------------------------


def test_the_first_import_adds_everything(book: Book, campaign: Campaign) -> None:
    report = Sample(book, campaign).take(workbook())
    assert report.added == {
        "unit": 4, "member": 5, "submission": 5, "target": 2, "ballot": 2, "session": 1,
    }  # fmt: skip
    assert (report.changed, report.unchanged, report.kept) == ({}, {}, [])
    assert report.changes.kinds >= {"unit", "member", "submission", "ballot"}


def test_registration_and_report_of_one_submission_become_one_row(
    book: Book, campaign: Campaign
) -> None:
    sample = Sample(book, campaign)
    report = sample.take(
        [
            *panel(),
            row("submission", "HS4", has_report=True, self_class="Tốt", **{"self:TC1": 150}),
        ]
    )
    assert report.added["submission"] == 5
    found = sample.submission("HS4")
    assert (found.title, found.has_report, found.self_marks) == ("Mô hình HS4", True, {"TC1": 150})


def test_ballots_of_a_workbook_are_paper_ballots_of_the_office(taken: Sample) -> None:
    member, submission = taken.member("TV01").id, taken.submission("HS1").id
    standing = ballots.standing(taken.book, member, submission)
    assert standing is not None
    assert (standing.status, standing.paper, standing.entry) == ("valid", True, "import")
    assert taken.result("HS1").final == 700


def test_recused_in_the_workbook_is_a_declaration(sample: Sample) -> None:
    report = sample.take([row("ballot", ("HS1", "TV03"), recused=True, reason="em trai")])
    assert report.added == {"ballot": 1}
    assert sample.result("HS1").recused == 1
    assert _nothing(sample.take([row("ballot", ("HS1", "TV03"), recused=True, reason="em trai")]))


def test_a_row_typed_by_hand_is_recognised_by_its_code(sample: Sample) -> None:
    entries.save(
        sample.book, "unit", None, {"campaign": sample.campaign.id, "code": "N", "name": "N"}
    )
    report = sample.take([row("unit", "N", name="N", kind="Chi bộ")])
    assert report.changed == {"unit": 1}
    found = sample.book.connection.execute(
        "SELECT name, kind FROM unit WHERE code = 'N'"
    ).fetchall()
    assert found == [("N", "Chi bộ")]


def test_codes_in_composed_and_decomposed_letters_are_one(sample: Sample) -> None:
    sample.take([row("unit", "ĐU\u01af1", name="Một")])
    report = sample.take([row("unit", "ĐUU\u031b1", name="Hai")])
    assert report.changed == {"unit": 1}
    assert sample.around.units["ĐU\u01af1"].name == "Hai"


def test_who_lacks_the_office_key_imports_nothing(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    with pytest.raises(NoOfficeKeyError):
        other.take(workbook())
    other.book.close()


def test_a_rubric_that_does_not_add_up_refuses_the_ballots_and_all_else(sample: Sample) -> None:
    unsound = replace(collective(), total=900, confirmed=False, bands=())
    rubrics.store(sample.book, sample.campaign, unsound)
    before = changes(sample.book)
    with pytest.raises(RubricUnsoundError):
        sample.take([*workbook(), row("unit", "NEW", name="N")])
    assert changes(sample.book) == before


def test_ballots_without_a_rubric_are_refused(book: Book, campaign: Campaign) -> None:
    with book.write() as operation:
        for kind in ("collective", "individual"):
            operation.remove("rubric", operation.row_id("rubric", campaign.id, kind))
    with pytest.raises(RubricMissingError):
        Sample(book, campaign).take(workbook())


# -- again ---------------------------------------------------------------------------------


def test_importing_again_changes_nothing(taken: Sample) -> None:
    before = changes(taken.book)
    count = taken.book.connection.execute("SELECT count(*) FROM ballot").fetchone()
    report = taken.take(workbook())
    assert _nothing(report) and not report.kept and not report.changes
    assert report.unchanged == {
        "unit": 4, "member": 5, "submission": 5, "target": 2, "ballot": 2, "session": 1,
    }  # fmt: skip
    assert changes(taken.book) == before
    assert taken.book.connection.execute("SELECT count(*) FROM ballot").fetchone() == count


def test_decomposed_letters_are_no_change(taken: Sample) -> None:
    decomposed = "Ca\u0302\u0300n s\u00f4\u0301 li\u00ea\u0323u"
    report = taken.take([row("ballot", ("HS1", "TV02"), marks=marks(600), comment=decomposed)])
    assert _nothing(report) and not report.kept


def test_a_dry_run_reports_and_writes_nothing(taken: Sample) -> None:
    before = taken.book.path.read_bytes()
    report = taken.take(
        [*corrected("unit", "A", name="Tên mới"), ballot_row("HS2", "TV01")], dry_run=True
    )
    assert report.changed == {"unit": 1}
    assert report.added == {"ballot": 1}
    assert not report.changes
    assert taken.book.path.read_bytes() == before
    assert taken.around.units["A"].name == "Đảng ủy A"


# -- a corrected workbook ------------------------------------------------------------------


def test_a_corrected_workbook_updates_only_what_it_corrects(taken: Sample) -> None:
    before = changes(taken.book)
    report = taken.take(corrected("submission", "HS2", title="Tên đúng"))
    assert report.changed == {"submission": 1}
    assert changes(taken.book) == before + 2  # the cell, and the name of the import's file
    assert taken.submission("HS2").title == "Tên đúng"


def test_an_empty_cell_says_nothing(taken: Sample) -> None:
    report = taken.take(corrected("submission", "HS2", title=None, registered_on=None))
    assert _nothing(report)
    assert taken.submission("HS2").title == "Mô hình HS2"


def test_a_missing_row_deletes_nothing(taken: Sample) -> None:
    assert _nothing(taken.take([row("unit", "A", name="Đảng ủy A")]))
    assert set(taken.around.units) == {"V", "A", "B", "T"}


def test_a_target_is_corrected_by_its_name(taken: Sample) -> None:
    report = taken.take(corrected("target", ("HS1", "Hộ nghèo"), actual="4"))
    assert report.changed == {"target": 1}
    found = taken.book.connection.execute(
        "SELECT name, promised, actual FROM target ORDER BY position"
    ).fetchall()
    assert found == [("Hộ nghèo", "5", "4"), ("Đường hoa", "3", None)]


def test_a_corrected_ballot_is_a_new_version(taken: Sample) -> None:
    report = taken.take(workbook(TV01=900))
    assert report.changed == {"ballot": 1}
    standing = ballots.standing(taken.book, taken.member("TV01").id, taken.submission("HS1").id)
    assert standing is not None
    assert (standing.seq, standing.status) == (2, "valid")
    assert standing.reason
    assert taken.result("HS1").final == 750
    assert _nothing(taken.take(workbook(TV01=900)))


def test_an_empty_comment_keeps_the_former_one(taken: Sample) -> None:
    report = taken.take([ballot_row("HS1", "TV02", 600)])
    assert _nothing(report)
    taken.take([ballot_row("HS1", "TV02", 650)])
    standing = ballots.standing(taken.book, taken.member("TV02").id, taken.submission("HS1").id)
    assert standing is not None and standing.comment == "Cần số liệu"


def test_a_voided_ballot_is_replaced_by_the_corrected_one(taken: Sample) -> None:
    standing = ballots.standing(taken.book, taken.member("TV01").id, taken.submission("HS1").id)
    assert standing is not None
    ballots.void(taken.book, standing.ballot, "nhập nhầm dòng")
    assert _nothing(taken.take(workbook()))
    assert taken.take(workbook(TV01=900)).changed == {"ballot": 1}
    assert taken.result("HS1").final == 750


def test_marks_in_place_of_lq_take_the_recusal_back(taken: Sample) -> None:
    taken.take([row("ballot", ("HS1", "TV03"), recused=True)])
    assert taken.result("HS1").recused == 1
    taken.take([ballot_row("HS1", "TV03", 700)])
    assert taken.result("HS1").recused == 0
    assert taken.result("HS1").ballots_valid == 3


def test_lq_in_place_of_marks_takes_the_ballot_out(taken: Sample) -> None:
    taken.take([row("ballot", ("HS1", "TV01"), recused=True)])
    assert (taken.result("HS1").final, taken.result("HS1").recused) == (600, 1)


def test_a_recusal_declared_here_is_not_taken_back(taken: Sample) -> None:
    ballots.recuse(taken.book, taken.member("TV01"), taken.submission("HS1"), "con trai")
    assert _nothing(taken.take(workbook()))
    assert taken.result("HS1").recused == 1


# -- changed on both sides -----------------------------------------------------------------


def test_what_was_changed_on_both_sides_is_listed_and_left_alone(taken: Sample) -> None:
    taken.set("unit", taken.around.units["A"].id, name="Sửa ở đây")
    rows = corrected("unit", "A", name="Sửa trong bảng", kind="Đảng bộ")
    report = taken.take(rows)
    (kept,) = report.kept
    assert (kept.cell, kept.why) == ("unit!name", "both_changed")
    assert (kept.here, kept.there) == ("Sửa ở đây", "Sửa trong bảng")
    assert report.changed == {"unit": 1}, "the other cell of the row"
    assert taken.around.units["A"].name == "Sửa ở đây"
    assert taken.around.units["A"].kind == "Đảng bộ"


def test_what_was_changed_here_alone_stays_and_is_not_listed(taken: Sample) -> None:
    taken.set("unit", taken.around.units["A"].id, name="Sửa ở đây")
    report = taken.take(workbook())
    assert _nothing(report) and not report.kept
    assert taken.around.units["A"].name == "Sửa ở đây"


def test_the_same_change_on_both_sides_is_none(taken: Sample) -> None:
    taken.set("unit", taken.around.units["A"].id, name="Giống nhau")
    report = taken.take(corrected("unit", "A", name="Giống nhau"))
    assert _nothing(report) and not report.kept


def test_the_last_import_is_found_by_causes_and_not_by_the_clock(taken: Sample) -> None:
    taken.book.clock.now -= 3_600_000  # type: ignore[attr-defined]  # the fake one
    taken.take(corrected("unit", "A", name="Lần hai"))
    before = changes(taken.book)
    assert _nothing(taken.take(corrected("unit", "A", name="Lần hai")))
    assert changes(taken.book) == before
    assert taken.take(workbook()).changed == {"unit": 1}
    assert taken.around.units["A"].name == "Đảng ủy A"


def test_what_was_taken_away_here_does_not_come_back(taken: Sample) -> None:
    with taken.book.write() as operation:
        operation.remove("submission", taken.submission("HS2").id)
        operation.remove("member", taken.member("TV05").id)
    rows = [*workbook(), ballot_row("HS2", "TV01"), ballot_row("HS1", "TV05")]
    report = taken.take(rows)
    assert _nothing(report)
    assert {(k.cell, k.why) for k in report.kept} == {("ballot!marks", "both_changed")}
    assert "TV05" not in taken.around.by_code
    later = taken.take(corrected("submission", "HS2", title="Tên đúng"))
    assert _nothing(later)
    assert [(k.cell, k.here, k.there) for k in later.kept] == [
        ("submission!title", None, "Tên đúng")
    ]


def test_a_members_own_ballot_stays(taken: Sample) -> None:
    signer = keys.make_member_key(taken.book.home, taken.book.id, taken.member("TV01").id, "1234")
    taken.set("member", taken.member("TV01").id, **{f"key__{signer.public.hex()}": "x"})
    taken.score("TV01", "HS1", 1000, signer=signer, reason="tự chấm")
    assert _nothing(taken.take(workbook()))
    report = taken.take(workbook(TV01=500))
    assert [k.why for k in report.kept] == ["own_ballot"]
    assert taken.result("HS1").final == 800


def test_a_paper_ballot_typed_here_otherwise_stays(taken: Sample) -> None:
    taken.score("TV01", "HS1", 1000, reason="nhập nhầm")
    assert _nothing(taken.take(workbook()))
    report = taken.take(workbook(TV01=500))
    assert [(k.cell, k.why) for k in report.kept] == [("ballot!marks", "both_changed")]
    assert taken.result("HS1").final == 800


# -- meetings ------------------------------------------------------------------------------


def _absent(sample: Sample, number: int = 1) -> dict[str, str]:
    codes = {m.id: m.code for m in sample.around.members}
    session = find(sample.book.connection, sample.campaign, number)
    return {codes[member]: why for member, why in session.absent.items()}


def test_the_list_of_absent_members_is_corrected_as_a_whole(taken: Sample) -> None:
    taken.take([session_row(absent={"TV04": "ốm", "TV05": "công tác"})])
    assert _absent(taken) == {"TV04": "ốm", "TV05": "công tác"}
    taken.take([session_row(absent={"TV05": "họp tỉnh"})])
    assert _absent(taken) == {"TV05": "họp tỉnh"}
    assert _nothing(taken.take([session_row(absent={"TV05": "họp tỉnh"})]))


def test_an_empty_list_of_absent_members_says_nothing(taken: Sample) -> None:
    taken.take([session_row(absent={"TV04": "ốm"})])
    taken.take([session_row()])
    assert _absent(taken) == {"TV04": "ốm"}


def test_an_absence_typed_here_is_neither_deleted_nor_listed(taken: Sample) -> None:
    taken.take([session_row(absent={"TV04": "ốm"})])
    session = find(taken.book.connection, taken.campaign, 1).id
    taken.set("session", session, **{f"absent__{taken.member('TV05').id.hex()}": "họp"})
    report = taken.take([session_row(absent={"TV04": "ốm"})])
    assert _nothing(report) and not report.kept
    assert _absent(taken) == {"TV04": "ốm", "TV05": "họp"}


def test_a_meeting_is_recognised_by_its_number(taken: Sample) -> None:
    ident = find(taken.book.connection, taken.campaign, 1).id
    taken.take([session_row(1, place="Phòng họp 2"), session_row(2)])
    assert find(taken.book.connection, taken.campaign, 1).id == ident
    assert find(taken.book.connection, taken.campaign, 1).place == "Phòng họp 2"
    assert find(taken.book.connection, taken.campaign, 2).chair == "TV01"


# -- what is frozen ------------------------------------------------------------------------


def test_what_is_frozen_is_not_imported_over(taken: Sample) -> None:
    freeze.freeze(taken.book, taken.campaign, 1)
    assert _nothing(taken.take(workbook()))
    rows = [
        *corrected("submission", "HS1", title="Tên khác"),
        session_row(place="Nơi khác"),
        ballot_row("HS1", "TV03"),
        row("ballot", ("HS1", "TV04"), recused=True),
    ]
    report = taken.take(rows)
    assert _nothing(report)
    assert {(k.cell, k.why) for k in report.kept} == {
        ("submission!title", "frozen"),
        ("session!place", "frozen"),
        ("ballot!marks", "frozen"),
        ("ballot!recused", "frozen"),
    }
    assert taken.submission("HS1").title == "Mô hình HS1"


def test_a_submission_not_frozen_yet_is_corrected_beside_frozen_ones(taken: Sample) -> None:
    freeze.freeze(taken.book, taken.campaign, 1)
    assert taken.take([submission_row("HS2", "B", field="Kinh tế")]).changed == {"submission": 1}
