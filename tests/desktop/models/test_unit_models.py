"""The tree of units as a model, and what is typed about one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex

from db.records import Unit
from desktop.models.folded_choices import FoldedChoices, unit_choices
from desktop.models.unit_entry import UnitEntry
from desktop.models.unit_tree_model import Column, UnitTreeModel
from desktop.session import Session
from tests.desktop.models.conftest import Watch

TURN = "2025-07-01"


def unit(code: str, name: str, parent: str = "", end: str | None = None) -> Unit:
    return Unit(code.encode().ljust(16), code, name, parent, "Đảng ủy", None, end)


def shown(model: UnitTreeModel) -> list[str]:
    """Codes from the top down, a dash a level."""
    found: list[str] = []

    def walk(parent: QModelIndex, level: int) -> None:
        for row in range(model.rowCount(parent)):
            index = model.index(row, Column.CODE, parent)
            found.append("-" * level + str(index.data()))
            walk(model.index(row, 0, parent), level + 1)

    walk(QModelIndex(), 0)
    return found


def test_the_tree_on_a_day_and_what_is_looked_for(watch: Watch) -> None:
    model = UnitTreeModel()
    watch(model)
    units = [
        unit("T", "Tỉnh ủy"),
        unit("H", "Huyện ủy Lạc Dương", "T", end="2025-06-30"),
        unit("X", "Đảng ủy xã Lát", "T"),
        replace(unit("G", "Đảng bộ thôn Păng", "X"), former=((TURN, "H"),)),
    ]
    model.show(units, None)
    assert shown(model) == ["T", "-X", "--G", "-H"] and model.count == 4
    model.show(units, "2024-12-31")
    assert shown(model) == ["T", "-X", "-H", "--G"]
    model.show(units, TURN, "pang")
    assert shown(model) == ["T", "-X", "--G"] and model.count == 3
    index = model.index_of(units[3].id)
    assert model.unit(index) == units[3] and model.parent(index).data() == "Đảng ủy xã Lát"
    assert not model.index_of(units[1].id).isValid()
    model.show(units, TURN, "không có")
    assert shown(model) == []


def _entry(session: Session) -> UnitEntry:
    choices = FoldedChoices()
    choices.offer(unit_choices(session.around.units.values()))
    return UnitEntry(session, choices)


def test_fields_are_read_and_kept_from_nonsense(session: Session) -> None:
    entry = _entry(session)
    one = session.around.units["LD01"]
    assert entry.read(one, "end", "1/7/2025") == TURN
    assert entry.read(one, "parent", "xa sar") == "LD02" and entry.read(one, "parent", "") is None
    for name, text, words in (
        ("parent", "XX", "Không có đơn vị"), ("parent", "LD01", "chính nó"),
        ("successor", "dang bo", "hãy chọn một"), ("code", "LD99", "đang dùng ở"),
        ("code", "", "phải có mã"), ("start", "7/2025", "không đọc được ngày"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match="(?i)" + words):
            entry.read(one, name, text)
    assert "đang dùng ở" in entry.remove(one)


def test_a_new_one_is_added_moved_ended_and_taken_out(session: Session) -> None:
    entry = _entry(session)
    assert entry.add("AB01", "Chi bộ thôn 1", "LD01")
    assert not entry.add("AB01", "", "")
    entry = _entry(session)
    made = session.around.units["AB01"]
    assert "01/07/2025" in entry.move([made], "LD02", "")
    assert entry.move([made], "xã sar", "1/7/2025") == ""
    made = session.around.units["AB01"]
    assert (made.parent, made.former) == ("LD02", ((TURN, "LD01"),))
    assert entry.end([made], "1/8/2026", "LD03") == ""
    made = session.around.units["AB01"]
    assert (made.end, made.successor) == ("2026-07-31", "LD03")
    assert entry.remove(made) == "" and "AB01" not in session.around.units
