"""The sample workbook reads as what it was written from, without a word of complaint."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import openpyxl
import pytest

from db.records import SubjectKind
from desktop.intake.records import Context
from desktop.intake.tables import parse
from desktop.sample import words
from desktop.sample.campaign import Campaign
from desktop.sample.workbook import TITLE, writes


class Rowish(Protocol):
    """What the sample and the intake call a row."""

    @property
    def table(self) -> str: ...
    @property
    def key(self) -> tuple[str, ...]: ...
    @property
    def values(self) -> object: ...


def gathered(rows: Iterable[Rowish]) -> dict[tuple[str, ...], dict[str, object]]:
    """By table and key, without what an empty cell says."""
    found: dict[tuple[str, ...], dict[str, object]] = {}
    for row in rows:
        assert isinstance(row.values, dict)
        said = {name: v for name, v in row.values.items() if v not in (None, False, "")}
        found.setdefault((row.table, *row.key), {}).update(said)
    return found


def context(year: int = 2023) -> Context:
    return Context(year, {kind: words.rubric(kind) for kind in SubjectKind})


@pytest.mark.parametrize(
    ("submissions", "panel", "year"), [(48, 7, 2023), (1, 3, 2023), (130, 9, 2021)]
)
def test_parses_to_the_same_rows(tmp_path: Path, submissions: int, panel: int, year: int) -> None:
    campaign = Campaign(year=year, submissions=submissions, panel=panel)
    intake = parse(writes(tmp_path / "m.xlsx", campaign), context(year))
    assert intake.refused == []
    assert intake.warnings == []
    assert intake.converted == 0
    direct = [*campaign.frame(), *(row for case in campaign.cases() for row in case.rows)]
    assert gathered(intake.rows) == gathered(direct)


def test_same_bytes_twice(tmp_path: Path) -> None:
    first = writes(tmp_path / "a.xlsx", Campaign()).read_bytes()
    assert first == writes(tmp_path / "b.xlsx", Campaign()).read_bytes()


def test_every_sheet_says_that_it_is_illustrative(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(writes(tmp_path / "m.xlsx", Campaign()), read_only=True)
    assert len(book.worksheets) == 8
    for sheet in book.worksheets:
        lines = [row[0] for row in sheet.iter_rows(max_row=4, values_only=True) if row]
        assert lines[1] == TITLE
        assert TITLE.startswith("SỐ LIỆU MINH HỌA")
    book.close()


def test_without_ballots(tmp_path: Path) -> None:
    intake = parse(writes(tmp_path / "m.xlsx", Campaign(), ballots=False), context())
    assert intake.of("ballot") == []
    assert len(intake.of("session")) == 1
