"""The ballot as an item model."""

from __future__ import annotations

from db import ballots
from db.errors import ThamdinhError
from desktop.models.score_model import Column, ScoreModel
from desktop.session import Session
from tests.desktop.models.conftest import Watch
from tests.flows.sample_book import CODES, code


def shown(session: Session, number: int = 1) -> ScoreModel:
    model = ScoreModel(session)
    assert session.campaign is not None
    found = ballots.submission(session.book, session.campaign.id, code(number))
    model.show(session.member, found.id)
    return model


def put(model: ScoreModel, name: str, text: str) -> bool:
    return model.setData(model.index(CODES.index(name), Column.MARK), text)


def summary(model: ScoreModel) -> tuple[int | None, str | None]:
    return model.total, model.class_name


def test_the_tester_finds_nothing(session: Session, watch: Watch) -> None:
    model = ScoreModel(session)
    watch(model)
    assert model.rowCount() == 0 and model.total is None and model.missing == ()
    assert session.campaign is not None
    for number in (1, 4):
        found = ballots.submission(session.book, session.campaign.id, code(number))
        model.show(session.member, found.id)
        assert model.rowCount() == 6 and model.columnCount() == 4
    assert put(model, "TC1", "1,75") and not put(model, "TC1", "9")
    assert model.paste(1, "4\n2\n1")
    model.show(None, None)
    assert model.rowCount() == 0


def test_totals_and_class_run_along(session: Session) -> None:
    model = shown(session)
    assert model.total is None and model.class_name is None
    put(model, "TC1", "2")
    assert summary(model) == (200, "Không đạt")
    model.preview(1, "4")
    assert summary(model) == (600, "Đạt")
    model.preview(1, "4,")
    assert model.total == 200
    put(model, "TC2", "4.0")
    assert model.total == 600 and model.missing == ("TC3", "TC4", "DT1", "DT2")


def test_the_same_mark_again_writes_nothing(session: Session) -> None:
    model = shown(session)
    put(model, "TC1", "1,5")
    seen: list[object] = []
    session.changed.connect(seen.append)
    assert put(model, "TC1", "1.50") and seen == []
    assert put(model, "TC1", "") and len(seen) == 1 and model.total is None


def test_a_screen_reader_hears_mark_maximum_and_error(session: Session) -> None:
    from PySide6.QtCore import Qt

    model = shown(session)
    put(model, "TC1", "2,1")
    spoken = model.index(0, Column.MARK).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "TC1" in spoken and "tối đa 2,00" in spoken and "vượt mức" in spoken


def test_a_failed_write_keeps_the_old_value(session: Session) -> None:
    model = shown(session)
    put(model, "TC1", "1,5")
    errors: list[Exception] = []
    session.failed.connect(errors.append)
    session.book.drafts.close()  # the file is gone from under the program
    assert not put(model, "TC1", "2")
    assert model.index(0, Column.MARK).data() == "1,50"
    assert len(errors) == 1 and not isinstance(errors[0], ThamdinhError)


def test_a_recused_member_cannot_mark(session: Session) -> None:
    session.choose_member(session.around.by_code["TV05"].id)
    model = shown(session, 1)  # TV05 sits in that unit
    assert model.ballot is not None and model.ballot.closed is not None
    assert not put(model, "TC1", "1")
