"""Scenes of Chênh lệch tự chấm for ``tests.flows.screens``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from db import campaigns, importing, rubrics
from db.book import Book
from db.home import Home
from db.importing import ImportRow
from desktop.models.self_gap_model import View
from desktop.result_place import GAP, ResultPlace
from desktop.screens.self_gap import SelfGapScreen
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import CODES, RUBRIC, make_book

_BEFORE = ((200, 375, 150, 100, 50, 25), (175, 300, 100, 75, 25, 0))
"""Own and the panel's marks of the year before."""


def make_two_years(path: Path, home: Home) -> Path:
    """The sample, and one submission of the year before."""
    make_book(path, home)
    with Book.open(path, home) as book:
        before = campaigns.create(book, 2022, "Huyện ủy Lạc Dương", place="Lạc Dương")
        rubrics.store(book, before, replace(RUBRIC))
        own, panel = (dict(zip(CODES, marks, strict=True)) for marks in _BEFORE)
        said = {"kind": "collective", "subject": "Đảng bộ xã Lát", "unit": "LD01",
                "title": "Nhà văn hóa số", "registered_on": "2022-02-02", "has_report": True}
        rows = [
            ImportRow("unit", ("LD01",), {"name": "Đảng bộ xã Lát", "kind": "Đảng bộ cơ sở"}),
            ImportRow("member", ("TV01",), {"name": "Bùi Đức Mai", "role": "chair", "unit": ""}),
            ImportRow("submission", ("LD-2022-001",),
                      {**said, **{f"self:{code}": mark for code, mark in own.items()}}),
            ImportRow("ballot", ("LD-2022-001", "TV01"), {"marks": panel, "comment": ""}),
        ]  # fmt: skip
        importing.apply(book, before, rows, file="nam-truoc.xlsx")
    return path


def gaps(driver: Driver) -> SelfGapScreen:
    """Chênh lệch tự chấm, brought to the front."""
    driver.key(Qt.Key.Key_5, CTRL)
    place = driver.workspace.screen_in_front
    assert isinstance(place, ResultPlace)
    place.chips.choose(GAP)
    driver.settle()
    front = driver.front
    assert isinstance(front, SelfGapScreen)
    return front


def _criteria(driver: Driver) -> None:
    gaps(driver)


def _units(driver: Driver) -> None:
    gaps(driver).views.choose(View.UNIT)


def _years(driver: Driver) -> None:
    gaps(driver).views.choose(View.YEAR)


Made = dict[str, Any]
_TWO: Made = {"make": make_two_years}
SCENES: dict[str, tuple[Callable[[Driver], None], Made]] = {
    "gap-criteria": (_criteria, _TWO),
    "gap-units": (_units, _TWO),
    "gap-years": (_years, _TWO),
    "gap-empty": (_criteria, {"ballots": False}),
}
