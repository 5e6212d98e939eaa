"""The lists of Báo cáo and of the re-check under Qt's own model tester."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt

from db import campaigns, entries, evidence, profiles
from db.queries.register import Filter
from db.queries.stages import Stage
from desktop import profile_files
from desktop.commands.rules import due_payload
from desktop.models.due_rows import DueRows, LateRows
from desktop.models.earlier_rows import EarlierRows
from desktop.models.evidence_rows import EvidenceRows, size_words
from desktop.models.list_out import ListOut
from desktop.models.promise_rows import PromiseRows
from desktop.models.recheck_rows import RecheckRows
from desktop.models.register_model import Column, RegisterModel
from desktop.models.roster_rows import RosterRows
from desktop.models.sifted_table import ALL, SiftedTable
from desktop.models.words import shown_date
from desktop.session import Session
from tests.desktop.models.conftest import Watch
from tests.evidence_support import pdf, scan
from tests.flows.duty_scenes import importing_rows
from tests.flows.sample_book import code

DOWN = Qt.SortOrder.DescendingOrder


def _under_letter(session: Session) -> None:
    assert session.campaign is not None
    session.run(profiles.choose, session.campaign, profile_files.of_name("lac-duong-848"))
    session.run(importing_rows)


def _walk(model: SiftedTable, watch: Watch, tags: tuple[str, ...]) -> None:
    watch(model)
    model.load()
    every = model.rowCount()
    for column in range(model.columnCount()):
        model.sort(column)
        up = [model.row(r).id for r in range(model.rowCount())]
        model.sort(column, DOWN)
        assert sorted(up) == sorted(model.row(r).id for r in range(model.rowCount()))
    model.sort(-1)
    for tag in tags:
        model.show_only(tag)
        assert model.rowCount() == model.counts[tag]
    model.search("khong co gi nhu vay")
    assert model.rowCount() == 0
    model.search("")
    assert model.counts[ALL] == len(model.everything) >= every


def test_every_list_is_sifted_and_sorted(session: Session, watch: Watch) -> None:
    _under_letter(session)
    _walk(LateRows(session), watch, ("missing", "came", "registration", "report", ALL))
    _walk(RosterRows(session), watch, ("must", "missing", "individual", ALL))
    _walk(PromiseRows(session), watch, ("full", "short", "never_reported", "running", "targets"))
    _walk(RecheckRows(session), watch, ("open", "accepted", "hinted", ALL))


def test_lists_follow_the_book(session: Session, watch: Watch) -> None:
    _under_letter(session)
    late, roster, checks = LateRows(session), RosterRows(session), RecheckRows(session)
    for model in (late, roster, checks):
        watch(model)
        model.load()
    before = (late.counts["missing"], roster.counts["missing"], checks.counts["open"])
    campaign = session.campaign
    assert campaign is not None
    values = {"campaign": campaign.id, "code": "X1", "kind": "collective", "unit": "LD04",
              "subject": "Huyện đoàn", "title": "Mô hình",
              "registered_on": "2023-03-01"}  # fmt: skip
    assert session.run(entries.save, "submission", None, values)
    assert (late.counts["missing"], roster.counts["missing"], checks.counts["open"]) == (
        before[0],  # the registration came, the report is owed now
        before[1] - 1,
        before[2] + 1,
    )


def test_the_deadlines_are_a_list(session: Session, watch: Watch) -> None:
    _under_letter(session)
    late, rows = LateRows(session), DueRows(session)
    watch(rows)
    late.load()
    rows.show(late.due)
    assert [rows.index(r, 0).data() for r in range(3)] == [
        "Hạn gửi đăng ký", "Hạn gửi báo cáo kết quả", "Hạn Tổ thẩm định làm xong",
    ]  # fmt: skip
    rows.show(None)
    assert rows.rowCount() == 0


def test_the_window_says_what_the_command_says(session: Session) -> None:
    """``status --json`` and the part Đến hạn read the same."""
    _under_letter(session)
    late, rows = LateRows(session), DueRows(session)
    late.load()
    rows.show(late.due)
    assert late.due is not None
    told = due_payload(late.due)
    said = Counter(
        (one["subject"], one["what"], one["days"], one["code"] or "") for one in told["late"]
    )
    shown = Counter(
        (row.about.subject, row.about.what, row.about.days, row.cells[-1])
        for row in late.everything
    )
    assert shown == said and len(late.everything) == len(told["late"]) > 2
    assert rows.rowCount() == len(told["deadlines"]) + len(told["targets"])
    for place, each in enumerate(told["deadlines"]):
        assert shown_date(each["last_day"]) in rows.cell_text(place, 2)
        assert rows.cell_text(place, 4) == each["basis"]


def test_last_years_list(session: Session, watch: Watch) -> None:
    model = EarlierRows(session)
    watch(model)
    model.load()
    assert model.rowCount() == 0 and model.year is None
    campaigns.create_next(session.book, 2024)
    session.choose_campaign(session.campaigns()[0])
    _walk(model, watch, ("collective", "individual", "not_yet", ALL))
    assert model.year == 2023 and model.earlier(0).code == code(1)


def test_files_of_a_submission(session: Session, watch: Watch, tmp_path: Path) -> None:
    model = EvidenceRows(session)
    watch(model)
    ident = RegisterModel(session)
    ident.load()
    submission = ident.id_of(0)
    model.show(submission)
    assert model.rowCount() == 0
    path = scan(tmp_path, "bao-cao.pdf", pdf(1, 5000))
    assert session.run(evidence.attach, submission, path)
    assert [model.index(0, c).data() for c in range(4)] == ["bao-cao.pdf", "PDF", "4 KB", "có tệp"]
    item = model.item(0)
    assert item is not None and model.content(item)() == path.read_bytes()
    assert size_words(1 << 20) == "1,0 MB" and size_words(5) == "1 KB"
    model.show(None)
    assert model.rowCount() == 0


def test_stages_are_filtered_and_sealed_to_members(session: Session, watch: Watch) -> None:
    model = RegisterModel(session)
    watch(model)
    model.load()
    assert model.stages == {Stage.REGISTERED: 1, Stage.REPORTED: 6, Stage.SCORED: 3}
    model.show_stage(Stage.SCORED)
    assert model.rowCount() == 3 and model.counts[Filter.ALL] == 3
    model.show_stage("")
    session.book.office = None
    model.load()
    assert model.stages == {Stage.REGISTERED: 1, Stage.REPORTED: 9}, "nothing of others' scoring"
    texts = {model.index(r, Column.STATE).data() for r in range(model.rowCount())}
    assert "đang chấm" not in texts


def test_a_list_that_changes_while_it_is_read_is_read_anew(session: Session) -> None:
    model = RegisterModel(session)
    model.load()
    out = ListOut(model)
    lines: list[tuple[str, ...]] = []
    out.read([0], lines.extend)
    model.load()
    out._go_on()
    assert not out.busy and [line[0] for line in lines][:2] == ["Mã hồ sơ", code(1)]
