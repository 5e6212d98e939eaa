"""Rules that change after scoring has begun: reason and basis, ballots touched, the minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db import campaigns, conflicts, entries, freeze, importing, rubrics, rule_changes, sessions
from db.check import check
from db.errors import RuleReasonError
from db.importing import ImportRow
from db.records import Band, SubjectKind
from db.rule_changes import PANEL, Because
from db.rule_effects import Moved, Touched, apart, effects
from db.session_body import compose
from db.undo import undo
from tests.support import Sample, ballot_row, collective, panel, row

WHY = Because("Theo đề nghị của Tổ", "Kết luận số 5-KL/HU ngày 20/11/2023")
DROP = {"set:drop_extremes": "1"}
SHARP = replace(collective(), step=50, bands=(Band("Tốt", 900), *collective().bands[1:]))


@pytest.fixture
def scored(sample: Sample) -> Sample:
    """HS1 with five ballots: 5,00 · 6,25 · 7,00 · 8,00 · 10,00."""
    for code, total in zip(sorted(sample.around.by_code), (500, 625, 700, 800, 1000), strict=True):
        sample.score(code, "HS1", total)
    return sample


def on_record(sample: Sample) -> list[Any]:
    found = rule_changes.changes(sample.book.connection, sample.campaign.id)
    return [(c.what, c.old, c.new, c.reason, c.basis) for c in found]


def said(sample: Sample) -> list[dict[str, Any]]:
    session = sessions.find(sample.book.connection, sample.campaign, 1)
    found: list[dict[str, Any]] = compose(sample.book, sample.campaign, session, seq=0).get(
        "rule_changes", []
    )
    return found


def test_a_setting_needs_reason_and_basis_once_ballots_are_in(scored: Sample) -> None:
    book, campaign = scored.book, scored.campaign
    before = book.connection.execute("SELECT count(*) FROM change").fetchone()
    for because in (None, Because("vì thế", " "), Because("", "Kết luận 5")):
        with pytest.raises(RuleReasonError):
            campaigns.change(book, campaign, DROP, because)
    assert not campaigns.settings(book.connection, campaign.id).drop_extremes
    assert on_record(scored) == []
    assert book.connection.execute("SELECT count(*) FROM change").fetchone() == before
    campaigns.change(book, campaign, {"set:drop_extremes": "0"})  # as it is
    assert on_record(scored) == []


def test_before_the_first_ballot_nothing_is_asked(sample: Sample) -> None:
    campaigns.change(sample.book, sample.campaign, DROP)
    rubrics.store(sample.book, sample.campaign, SHARP)
    member = sample.member("TV04")
    entries.save(sample.book, "member", member.id, {"unit": "A"})
    assert on_record(sample) == [] and said(sample) == []


def test_the_drop_rule_lists_the_ballots_that_it_drops(scored: Sample) -> None:
    around = scored.around
    (effect,) = [e for e in effects(around, apart(around, "drop_extremes", True)) if e]
    assert effect.ballots == (
        Touched("HS1", "TV01", 500, "counted", "extreme"),
        Touched("HS1", "TV05", 1000, "counted", "extreme"),
    )
    assert effect.moved == Moved("HS1", 725, 708, "Khá", "Khá")
    assert scored.result("HS1").final == 725, "nothing was written"
    campaigns.change(scored.book, scored.campaign, DROP, WHY)
    assert scored.result("HS1").final == 708
    assert on_record(scored) == [("drop_extremes", False, True, WHY.reason, WHY.basis)]
    (change,) = said(scored)
    assert (change["old"], change["new"], change["date"]) == (False, True, "2023-11-15")
    assert [(b["member"], b["total"], b["now"]) for b in change["ballots"]] == [
        ("TV01", 500, "extreme"),
        ("TV05", 1000, "extreme"),
    ]
    assert [(r["old_final"], r["new_final"]) for r in change["results"]] == [(725, 708)]
    assert check(scored.book) == []


def test_one_undo_takes_back_rule_and_record(scored: Sample) -> None:
    changes = campaigns.change(scored.book, scored.campaign, DROP, WHY)
    assert changes.op is not None
    undo(scored.book, changes.op)
    assert scored.result("HS1").final == 725
    assert on_record(scored) == [] and said(scored) == []
    assert check(scored.book) == []


def test_step_and_bands_need_a_reason(scored: Sample) -> None:
    book, campaign = scored.book, scored.campaign
    for other in (replace(SHARP, step=25), replace(SHARP, bands=collective().bands)):
        with pytest.raises(RuleReasonError):
            rubrics.store(book, campaign, other)
    rubrics.store(book, campaign, replace(collective(), basis="Hướng dẫn số 10"))
    assert on_record(scored) == []
    rubrics.store(book, campaign, SHARP, WHY)
    ((what, old, new, _, basis),) = on_record(scored)
    assert (what, old["step"], new["step"], basis) == ("rubric_collective", 25, 50, WHY.basis)
    (change,) = said(scored)
    assert [(b["member"], b["was"], b["now"]) for b in change["ballots"]] == [
        ("TV02", "counted", "off_step")
    ]
    assert change["results"] == []


def test_other_bands_tell_the_classes_that_they_move(scored: Sample) -> None:
    bands = (Band("Tốt", 800), Band("Khá", 750), *collective().bands[2:])
    rubrics.store(scored.book, scored.campaign, replace(collective(), bands=bands), WHY)
    (change,) = said(scored)
    assert change["ballots"] == []
    (moved,) = change["results"]
    assert (moved["old_class"], moved["new_class"]) == ("Khá", "Đạt")


def test_a_rubric_opened_once_is_one_change_until_it_is_confirmed(scored: Sample) -> None:
    book, campaign = scored.book, scored.campaign
    what = rule_changes.of_rubric(SubjectKind.COLLECTIVE)
    rubrics.store(book, campaign, replace(collective(), confirmed=False), WHY)
    assert rule_changes.unfinished(book.connection, campaign.id, what)
    assert said(scored) == [], "nothing is another yet"
    rubrics.store(book, campaign, replace(SHARP, confirmed=False))
    assert [c["new"]["step"] for c in said(scored)] == [50], "what holds meanwhile"
    rubrics.store(book, campaign, SHARP)
    assert rule_changes.unfinished(book.connection, campaign.id, what) is None
    assert len(on_record(scored)) == 1
    rubrics.store(book, campaign, replace(SHARP, confirmed=False), WHY)
    rubrics.store(book, campaign, SHARP)
    assert len(on_record(scored)) == 1, "what came to nothing is not told"


def test_the_panel_is_opened_with_a_reason_and_closed(scored: Sample) -> None:
    book, campaign = scored.book, scored.campaign
    member = scored.member("TV04")
    for values in ({"unit": "A"}, {"name": "Khác"}, {"role": "vice_chair"}):
        with pytest.raises(RuleReasonError):
            entries.save(book, "member", member.id, values)
    entries.save(book, "member", member.id, {"team": "1"})  # counts nothing
    with pytest.raises(RuleReasonError):
        rule_changes.open_panel(book, campaign.id, Because("Chuyển công tác", ""))
    rule_changes.open_panel(book, campaign.id, WHY)
    entries.save(book, "member", member.id, {"unit": "A"})  # HS1 is of A: TV04 is recused
    rule_changes.close_panel(book, campaign.id)
    with pytest.raises(RuleReasonError):
        entries.save(book, "member", member.id, {"unit": "V"})
    (change,) = said(scored)
    assert change["what"] == PANEL
    assert [(b["member"], b["was"], b["now"]) for b in change["ballots"]] == [
        ("TV04", "counted", "recused")
    ]
    assert check(book) == []
    rule_changes.open_panel(book, campaign.id, WHY)
    rule_changes.close_panel(book, campaign.id)
    assert len(on_record(scored)) == 1, "what came to nothing is not told"


def test_frozen_minutes_carry_it_and_stay(scored: Sample) -> None:
    campaigns.change(scored.book, scored.campaign, DROP, WHY)
    scored.score("TV01", "HS3")
    freeze.freeze(scored.book, scored.campaign, 1)
    body, _ = freeze.body_of(scored.book, scored.campaign, 1)
    frozen = body["rule_changes"]
    assert [c["what"] for c in frozen] == ["drop_extremes"]
    later = Because("Thêm", "Kết luận 6")
    campaigns.change(scored.book, scored.campaign, {"set:spread_part": "40"}, later)
    assert freeze.body_of(scored.book, scored.campaign, 1)[0]["rule_changes"] == frozen
    session = sessions.find(scored.book.connection, scored.campaign, 1)
    told = compose(scored.book, scored.campaign, session, seq=0, former=body)
    assert told["rule_changes"] == frozen, "what touches nothing there is of later meetings"


# -- other doors ---------------------------------------------------------------------------


def newcomer(**values: Any) -> list[ImportRow]:
    """The panel's workbook again, with somebody more (or another value of TV04)."""
    if values:
        return [replace(r, values={**r.values, **values}) if r.key == ("TV04",) else r
                for r in panel()]  # fmt: skip
    return [*panel(), row("member", "TV06", name="K'Brôh", role="member", unit="V", post="")]


def test_a_workbook_that_changes_the_panel_needs_a_reason(scored: Sample) -> None:
    book, campaign = scored.book, scored.campaign
    before = book.path.read_bytes()
    for because in (None, Because("thêm người", "")):
        with pytest.raises(RuleReasonError):
            importing.apply(book, campaign, newcomer(), file="b.xlsx", because=because)
    report = importing.apply(book, campaign, newcomer(), file="b.xlsx", dry_run=True)
    assert [m.what for m in report.moved] == [PANEL] and book.path.read_bytes() == before
    importing.apply(book, campaign, newcomer(unit="A"), file="b.xlsx", because=WHY)
    (change,) = said(scored)
    assert [(b["member"], b["now"]) for b in change["ballots"]] == [("TV04", "recused")]
    assert on_record(scored)[0][3:] == (WHY.reason, WHY.basis)
    assert scored.take(newcomer(unit="A")).moved == [], "nothing new needs no reason"
    assert check(book) == []


def test_a_workbook_goes_on_in_a_change_that_was_begun(scored: Sample) -> None:
    rule_changes.open_panel(scored.book, scored.campaign.id, WHY)
    scored.take(newcomer())
    rule_changes.close_panel(scored.book, scored.campaign.id)
    (change,) = said(scored)
    assert [m["code"] for m in change["new"]][-1] == "TV06" and len(on_record(scored)) == 1


def test_before_the_first_ballot_a_workbook_says_nothing(sample: Sample) -> None:
    sample.take([*newcomer(), ballot_row("HS1", "TV06")])
    assert on_record(sample) == []


def test_a_choice_that_changes_a_rule_needs_a_reason(scored: Sample) -> None:
    book, member = scored.book, scored.member("TV04")
    with book.write() as operation:  # as if two laptops had written it
        operation.append("member", member.id, "unit", [], "A")
    (matter,) = conflicts.open_matters(book)
    heads = {choice.value: choice.change for choice in matter.choices}
    other = next(v for v in heads if v != scored.member("TV04").unit)
    with pytest.raises(RuleReasonError):
        conflicts.settle(book, matter, heads[other])
    assert conflicts.open_matters(book)
    conflicts.settle(book, matter, heads[other], WHY.reason, WHY.basis)
    assert scored.member("TV04").unit == other
    assert [c[0] for c in on_record(scored)] == [PANEL]
    assert check(book) == []


def test_what_stands_is_kept_without_a_reason(scored: Sample) -> None:
    with scored.book.write() as operation:
        operation.append("member", scored.member("TV04").id, "unit", [], "A")
    conflicts.keep_shown(scored.book, conflicts.open_matters(scored.book))
    assert conflicts.open_matters(scored.book) == [] and on_record(scored) == []


def test_an_undo_over_the_first_ballot_needs_a_reason(sample: Sample) -> None:
    _, made = entries.save(sample.book, "member", sample.member("TV04").id, {"unit": "A"})
    rule = campaigns.change(sample.book, sample.campaign, DROP)
    sample.score("TV01", "HS1", 500)
    for changes in (made, rule):
        assert changes.op is not None
        with pytest.raises(RuleReasonError):
            undo(sample.book, changes.op)
    assert sample.member("TV04").unit == "A"
