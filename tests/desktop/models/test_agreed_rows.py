"""Chấm thống nhất as models: what is typed, what is refused, what the list says of it."""

from __future__ import annotations

import pytest

from db import campaigns, entries, freeze
from db.change_log import Value
from db.rules import proof
from desktop.models.agreed_rows import FIGURE, MARK, AgreedList, AgreedMarks
from desktop.session import Session
from tests.desktop.models.conftest import Watch

TYPED = ("1,75", "3.5", "1.75", "0,75", "0,5", "0,5")


def test_marks_are_typed_for_one_submission(
    session: Session, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "_N", 2**4)
    campaign = session.campaign
    assert campaign is not None
    session.run(campaigns.change, campaign, {"set:agreed_mark": "1"})
    lines, marks = AgreedList(session), AgreedMarks(session)
    watch(lines)
    watch(marks)
    said: list[str] = []
    marks.refused.connect(said.append)

    def load() -> None:
        lines.load()
        marks.show_line(lines.line(0), may=True)

    session.changed.connect(lambda _: load())
    load()
    assert lines.size > 1 and lines.done == 0 and marks.rowCount() == len(TYPED)
    assert not marks.setData(marks.index(0, MARK), "2,5") and said[-1]
    assert not marks.setData(marks.index(0, 0), "x") or lines.done == 0
    for row, text in enumerate(TYPED[:-1]):
        assert marks.setData(marks.index(row, MARK), text), said
    assert lines.index(0, FIGURE).data() == "5/6" and lines.done == 0
    assert marks.setData(marks.index(5, MARK), TYPED[-1])
    assert (lines.index(0, FIGURE).data(), lines.index(0, 3).data()) == ("8,75", "Tốt")
    assert lines.done == 1 and marks.index(1, MARK).data() == "3,50"
    assert marks.setData(marks.index(5, MARK), "") and lines.index(0, FIGURE).data() == "5/6"
    assert marks.setData(marks.index(5, MARK), "0.5")
    lines.search("khong co ai")
    assert lines.rowCount() == 0 and lines.size > 1
    lines.search("")
    line = lines.line(0)
    assert lines.row_of(line.id) == 0 and line.locked is None
    meeting: dict[str, Value] = {"campaign": campaign.id, "number": 1, "date": "2023-11-24"}
    entries.save(session.book, "session", None, meeting)
    freeze.freeze(session.book, campaigns.find(session.book.connection, campaign.year), 1)
    load()
    assert lines.line(0).locked == 1
    assert not marks.setData(marks.index(0, MARK), "1") or marks.index(0, MARK).data() == "1,75"
