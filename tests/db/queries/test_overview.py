"""The campaign at a glance says what the full reads say, a slice at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from db import backups, campaigns, decisions, entries, freeze
from db.queries import overview, today
from db.queries.campaign_counts import counts
from db.queries.due import due
from db.queries.handed_in import handed_in
from db.queries.overview import Overview
from db.queries.results import results
from db.queries.status import status
from tests.support import Sample, row, submission_row

DAY = "2023-12-01"
YEAR = {
    "set:deadline.registration.committee": "2023-02-02",
    "set:deadline.report.committee": "2023-11-10",
    "set:deadline.panel.committee": "2023-12-10",
    "set:target.register.all": "90",
    "set:target.product.all": "25",
    "set:target.register.collective": "100",
}


@pytest.fixture
def roster(sample: Sample) -> Sample:
    """With a roster, of whom one never filed and one is left out (R9), and the year's rules."""
    listed = {"post": "", "authority": "", "must_register": True}
    sample.take(
        [
            row("unit", "C", name="Đảng ủy C", parent="V", kind="Đảng ủy"),
            *(row("subject", f"DT{unit}", unit=unit, kind="collective", name=f"Chi bộ {unit}",
                  **listed) for unit in "ABCT"),
            submission_row("HS6", "B", kind="individual", subject="Hà Văn Hai", is_head=True,
                           registered_on=None, has_report=False),
        ]
    )  # fmt: skip
    campaigns.change(sample.book, sample.campaign, dict(YEAR))
    return sample


def _whole(sample: Sample, day: str = DAY, of: Any = None) -> Overview:
    found = list(overview.gather(sample.book, sample.campaign, day, of))
    assert found[-1].whole
    return found[-1]


def _same(sample: Sample, day: str) -> None:
    found, full = _whole(sample, day), due(sample.book, sample.campaign, day)
    assert found.targets == list(full.targets)
    missing = [late for late in full.late if late.came is None]
    assert sum(unit.missing for unit in found.late) == len(missing)
    for unit in found.late:
        mine = [late for late in full.late if late.unit == unit.code]
        assert unit.registrations == sum(
            late.what == "registration" and late.came is None for late in mine
        )
        assert unit.came_late == sum(late.came is not None for late in mine)
    assert found.late_reasons == sum(
        late.came is not None and not late.reason.strip() for late in full.late
    )


@pytest.mark.parametrize("day", ["2023-01-15", "2023-06-01", "2023-12-01", "2024-02-01"])
@pytest.mark.parametrize("several", ["highest", "mean", "main"])
def test_late_and_shares_are_those_of_the_full_read(
    roster: Sample, day: str, several: str
) -> None:
    campaigns.change(roster.book, roster.campaign, {"set:several_models": several})
    _same(roster, day)


def test_counts_are_those_of_status_and_results(roster: Sample) -> None:
    figures = counts(roster.book, roster.campaign)
    full = status(roster.book, roster.campaign)
    rows = results(roster.book, roster.campaign)
    assert (figures.submissions, figures.registered, figures.reported, figures.scored) == (
        full.submissions, full.registered, full.reported, full.scored,
    )  # fmt: skip
    assert figures.appraised == sum(one.eligible is not False for one in rows)
    assert figures.undecided == sum(one.eligible is None for one in rows) == 1
    assert figures.classes == {
        name: sum(one.class_name == name for one in rows) for name in figures.classes
    }
    assert figures.ballots == sum(one.ballots_valid for one in rows)


def test_ballots_by_member_are_those_of_the_list(roster: Sample) -> None:
    found = {one.member: one for one in _whole(roster).members}
    for one in handed_in(roster.book, roster.campaign):
        mine = found[one.member]
        assert (mine.expected, mine.here, mine.left) == (one.expected, one.here, len(one.missing))


def test_of_one_member_nothing_is_counted_of_the_others(roster: Sample) -> None:
    member = handed_in(roster.book, roster.campaign)[0].member
    assert [one.member for one in _whole(roster, of=[member]).members] == [member]
    assert _whole(roster, of=[]).members == []


def test_no_slice_is_larger_than_it_may_be(
    roster: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "SLICE", 2)
    parts = list(overview.gather(roster.book, roster.campaign, DAY))
    (rows,) = roster.book.connection.execute("SELECT count(*) FROM submission").fetchone()
    assert len(parts) == 1 + -(-rows // 2) + 2
    _same(roster, DAY)


def _tasks(sample: Sample, day: str = DAY) -> dict[str, today.Task]:
    found = _whole(sample, day)
    parts = today.office_tasks(sample.book, sample.campaign, found, day)
    return {task.code: task for part in parts for task in part}


def test_what_is_to_be_done_names_it_all(roster: Sample) -> None:
    tasks = _tasks(roster)
    assert {"registration_late", "undecided", "ballots", "panel_due", "backup"} <= set(tasks)
    assert tasks["registration_late"].urgent and tasks["panel_due"].facts["days"] == 8
    assert "no_deadline" not in tasks
    backups.make(roster.book)
    assert "backup" not in _tasks(roster)


def test_a_near_deadline_is_spoken_of_a_far_one_is_not(roster: Sample) -> None:
    assert "panel_due" not in _tasks(roster, "2023-11-20")
    assert _tasks(roster, "2023-12-20")["panel_due"].urgent
    assert "registration_due" in _tasks(roster, "2023-01-25")


def test_a_conflict_comes_with_its_count(roster: Sample) -> None:
    assert "conflicts" not in _tasks(roster)
    ident = roster.book.connection.execute("SELECT id FROM submission LIMIT 1").fetchone()[0]
    roster.book.connection.execute(
        "INSERT INTO trouble VALUES (?, 'submission.title', 'conflict')", (ident,)
    )
    assert _tasks(roster)["conflicts"].facts["count"] == 1


def test_a_member_is_told_the_own_work_alone(roster: Sample) -> None:
    book, campaign = roster.book, roster.campaign
    assert [t.code for t in today.member_tasks(book, campaign, None, DAY)] == ["choose_member"]
    mine = next(one for one in _whole(roster).members if one.left)
    codes = [task.code for task in today.member_tasks(book, campaign, mine, DAY)]
    assert codes == ["mine_empty", "panel_due"]
    done = replace(mine, here=mine.expected)
    codes = [task.code for task in today.member_tasks(book, campaign, done, DAY)]
    assert codes == ["mine_done"]


def test_a_written_reason_takes_the_line_away(roster: Sample) -> None:
    before = _whole(roster).late_reasons
    late = next(late for late in due(roster.book, roster.campaign, DAY).late if late.came)
    ident = roster.book.connection.execute(
        "SELECT id FROM submission WHERE code = ?", (late.code,)
    ).fetchone()[0]
    name = "late_reason" if late.what == "registration" else "report_late_reason"
    entries.save(roster.book, "submission", ident, {name: "Đi công tác"})
    assert _whole(roster).late_reasons == before - 1


def test_a_meeting_goes_from_open_to_delivered(roster: Sample) -> None:
    book, campaign = roster.book, roster.campaign
    roster.score_all()
    assert [state.state for state in today.meeting_states(book, campaign)] == ["open"]
    assert "meeting_open" in _tasks(roster)
    freeze.freeze(book, campaign, 1)
    assert _tasks(roster)["meeting_frozen"].facts["number"] == 1
    decisions.record(book, campaign, 1, "15-QĐ/HU", "2023-12-01")
    codes = set(_tasks(roster))
    assert "meeting_frozen" not in codes and "meeting_open" not in codes
    assert ("meeting_decided" in codes) == bool(campaign.parent)


def test_what_units_are_to_mend_is_counted(roster: Sample) -> None:
    ident = roster.book.connection.execute("SELECT id FROM submission LIMIT 1").fetchone()[0]
    entries.save(roster.book, "submission", ident, {"recheck": "revise"})
    assert _tasks(roster)["revise"].facts["count"] == 1
