"""Every table of every place goes to the clipboard with its headings, a column in its column; what
is sealed while scoring is blind does not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QTableView, QTreeView

from db.home import Home
from db.queries.results import results
from desktop.models.words import shown_points
from tests.flows.driver import CTRL, SHIFT, Driver
from tests.flows.sample_book import make_book
from tests.flows.test_list_states import walk

_COPY = CTRL | SHIFT


def copied(driver: Driver) -> dict[str, list[list[str]]]:
    """What Ctrl+Shift+C brings of every table in sight, of every place and part."""
    found = {}
    clipboard = QGuiApplication.clipboard()
    for where in walk(driver):
        for view in driver.window.findChildren(QTableView) + driver.window.findChildren(QTreeView):
            if not view.isVisible() or not view.model().rowCount():
                continue
            clipboard.clear()
            event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_C, _COPY, "")
            view.clearSelection()
            QApplication.sendEvent(view, event)
            QCoreApplication.processEvents()
            lines = [line.split("\t") for line in clipboard.text().split("\n")]
            found[f"{where}: {view.accessibleName()}"] = lines
            assert len(lines) > view.model().rowCount() or isinstance(view, QTreeView), where
            assert len({len(line) for line in lines}) == 1, (where, view.accessibleName())
            assert any(lines[0]), (where, view.accessibleName())
    return found


def test_every_table_is_copied_with_its_headings(driver: Driver, path: Path) -> None:
    driver.open(path, "TV01")
    found = copied(driver)
    assert len(found) >= 15, sorted(found)
    scores = next(lines for name, lines in found.items() if name.startswith("results/results"))
    assert "Mã hồ sơ" in scores[0] or "Hạng" in scores[0]


def test_what_is_sealed_is_not_copied(member_driver: Driver, tmp_path: Path) -> None:
    """On a member's laptop, in an open book with three members' ballots in it."""
    path = make_book(tmp_path / "so.thamdinh", Home(tmp_path / "office"))
    member_driver.open(path, "TV04")
    session = member_driver.session
    assert session.campaign is not None and not session.sees_results
    found = results(session.book, session.campaign)
    given = {shown_points(one.final) for one in found if one.final is not None}
    given -= {shown_points(one.self_score) for one in found}
    said = {cell for lines in copied(member_driver).values() for line in lines for cell in line}
    assert given and not given & said
