"""What is set in Cài đặt takes effect where it should: typed by keyboard, taken back by Ctrl+Z."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from db.queries.overview import Overview, gather
from db.queries.results import results
from db.records import Campaign
from db.year_rules import read
from desktop.settings_place import CAMPAIGN
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import make_book


def typed(driver: Driver, field: Any, text: str) -> None:
    field.editor.setFocus()
    field.editor.selectAll()
    driver.type(text)
    driver.key(Qt.Key.Key_Tab)
    assert not field.trouble


def test_deadlines_targets_and_exclusions(driver: Driver, tmp_path: Path) -> None:
    """Deadlines move lateness, targets stand in Tổng quan, exclusions bar; each by keyboard, each
    with its basis, each taken back by Ctrl+Z."""
    driver.open(make_book(tmp_path / "m.thamdinh", driver.window.home, ballots=False))
    session = driver.session
    driver.workspace.show_part("settings", CAMPAIGN)
    screen: Any = driver.front
    fields = screen.year_rules.fields
    def now() -> Campaign:
        assert session.campaign is not None
        return session.campaign

    def overview() -> Overview:
        *_, found = gather(session.book, now(), "2023-11-20")
        return found

    def late() -> int:
        return sum(unit.missing + unit.came_late for unit in overview().late)

    assert late() == 0, "no deadline, nobody is late"
    day, basis = "set:deadline.report.committee", "basis:deadline.report.committee"
    typed(driver, fields[day], "01/02/2023")
    typed(driver, fields[basis], "Công văn 848-CV/HU")
    before = late()
    assert before > 0
    typed(driver, fields[day], "đến hết 31/12/2023")
    assert late() < before
    typed(driver, fields["set:target.register.all"], "90")
    typed(driver, fields["set:quota"], "20")
    rules = read(session.book.connection, now())
    assert rules.quota == 20 and [t.least for t in rules.targets] == [90]
    assert [share.least for _, share in overview().targets] == [90]
    kinds = screen.rows["excluded_unit_kinds"].field
    barred = [r for r in results(session.book, now()) if r.eligible is False]
    kinds.editor.setFocus()
    driver.key(Qt.Key.Key_End, CTRL)
    driver.key(Qt.Key.Key_Return)
    driver.type("Đảng bộ cơ sở")
    screen.rows["blind"].field.box.setFocus()
    assert "Đảng bộ cơ sở" in now().settings.excluded_unit_kinds
    out = [r for r in results(session.book, now()) if r.eligible is False]
    assert len(out) > len(barred)
    for _ in range(6):
        driver.key(Qt.Key.Key_Z, CTRL)
    assert late() == 0 and read(session.book.connection, now()).targets == ()
    assert "Đảng bộ cơ sở" not in now().settings.excluded_unit_kinds
