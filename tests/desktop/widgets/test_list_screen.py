"""A list of submissions while others write."""

from __future__ import annotations

from pathlib import Path

from db import ballots
from db.home import Home
from desktop.models.table_model import ID_ROLE
from desktop.screens.results import ResultsScreen
from tests.flows.meeting_book import Alone
from tests.flows.sample_book import code, make_book


def test_the_chosen_row_stays_chosen_when_marks_come_in(tmp_path: Path, home: Home) -> None:
    driver = Alone(make_book(tmp_path / "so.thamdinh", home), home, ResultsScreen)
    session, screen = driver.session, driver.screen
    screen.table.go_to(3)
    screen.open_row(3)
    chosen = screen.table.currentIndex().data(ID_ROLE)
    assert session.campaign is not None
    member = session.around.by_code["TV02"]
    found = ballots.submission(session.book, session.campaign.id, code(7))
    assert found.id != chosen
    for criterion in session.around.rubrics[found.kind].criteria:
        arguments = (session.around, member, found, criterion.code, criterion.max)
        assert session.run(ballots.set_mark, *arguments)
    assert session.run(ballots.submit, session.around, member, found, None)
    assert screen.model.row_of(found.id) == 0, "the best of all"
    assert screen.table.currentIndex().data(ID_ROLE) == chosen
    assert screen.table.selectedIndexes()[0].data(ID_ROLE) == chosen
    assert driver.focus is screen.table and screen.panel.isVisible()
    driver.close()
