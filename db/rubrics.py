"""Rubrics (bộ tiêu chí): read from TOML, put into a campaign, confirmed."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from db import rule_changes, toml_text
from db.book import Book
from db.errors import (
    FileMissingError,
    FileUnusableError,
    MarkUnreadableError,
    RubricFileError,
    RubricLockedError,
    RubricUnsoundError,
)
from db.operation import Changes
from db.records import Band, Campaign, Criterion, Rubric, SubjectKind
from db.rule_changes import Because
from db.rules import bands
from db.rules.points import parse_points
from db.surroundings import rubrics

_LARGEST = 1_000_000  # bytes; a rubric is a page of text


def read_file(path: Path) -> Rubric:
    """The rubric of a TOML file (the contract in design part 5).

    Raises FileMissingError, FileUnusableError, RubricFileError. Whether sums and bands are
    sound is not asked here but when it is confirmed and at the first ballot.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise FileMissingError(path=path) from error
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    if len(content) > _LARGEST:
        raise RubricFileError(path=path, key="", detail="size")
    try:
        table = toml_text.parse(content)
    except toml_text.TomlTextError as error:
        raise RubricFileError(path=path, key="", detail="toml") from error
    return parse(table, path)


def parse(table: Mapping[str, Any], path: Path) -> Rubric:
    """The rubric that a parsed TOML table describes. Raises RubricFileError."""
    reader = _Reader(table, path)
    applies_to = reader.text("applies_to")
    if applies_to not in set(SubjectKind):
        raise RubricFileError(path=path, key="applies_to", detail="value")
    found = Rubric(
        id=reader.text("id"),
        name=reader.text("name"),
        applies_to=SubjectKind(applies_to),
        basis=reader.text("basis", ""),
        total=reader.points("total"),
        step=reader.points("step"),
        criteria=tuple(
            Criterion(line.text("code"), line.text("name"), line.points("max"), line.flag("bonus"))
            for line in reader.tables("criterion")
        ),
        bands=tuple(
            Band(line.text("class"), line.points("from")) for line in reader.tables("band")
        ),
        confirmed=reader.flag("confirmed"),
        bands_basis=reader.text("bands_basis", ""),
        illustrative=reader.flag("illustrative"),
    )
    return replace(found, bands=tuple(sorted(found.bands, key=lambda b: -b.start)))


class _Reader:
    def __init__(self, table: Mapping[str, Any], path: Path, prefix: str = "") -> None:
        self._table, self._path, self._prefix = table, path, prefix

    def _fail(self, key: str, detail: str) -> RubricFileError:
        return RubricFileError(path=self._path, key=self._prefix + key, detail=detail)

    def text(self, key: str, default: str | None = None) -> str:
        value = self._table.get(key, default)
        if value is None:
            raise self._fail(key, "missing")
        if not isinstance(value, str):
            raise self._fail(key, "value")
        return unicodedata.normalize("NFC", value.strip())

    def points(self, key: str) -> int:
        if key not in self._table:
            raise self._fail(key, "missing")
        try:
            return parse_points(self._table[key])
        except MarkUnreadableError as error:
            raise self._fail(key, "value") from error

    def flag(self, key: str) -> bool:
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            raise self._fail(key, "value")
        return value

    def tables(self, key: str) -> list[_Reader]:
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(line, dict) for line in value):
            raise self._fail(key, "value")
        return [
            _Reader(line, self._path, f"{key}[{position}].")
            for position, line in enumerate(value, start=1)
        ]


def store(
    book: Book, campaign: Campaign, rubric: Rubric, because: Because | None = None
) -> Changes:
    """Puts the rubric in place of the campaign's one for its kind of subject.

    After the first ballot another step or other bands need ``because``: the change is on record
    from then on, and finished by the rubric that is confirmed next. Raises RubricUnsoundError
    (a confirmed one that does not add up, or a criterion of it without content),
    RubricLockedError (other criteria after the first ballot), RuleReasonError, NoOfficeKeyError.
    """
    book.require_office()
    if rubric.confirmed:
        problems = (*bands.check(rubric), *bands.unworded(rubric))
        if problems:
            raise RubricUnsoundError(rubric=rubric.name, problems=problems)
    former = rubrics(book.connection, campaign.id).get(rubric.applies_to)
    other_scale = former is not None and _scale(former) != _scale(rubric)
    begun = former is not None and rule_changes.begun(
        book.connection, campaign.id, rubric.applies_to
    )
    if former is not None and other_scale and begun:
        raise RubricLockedError(rubric=former.name)
    what = rule_changes.of_rubric(rubric.applies_to)
    open_change = rule_changes.unfinished(book.connection, campaign.id, what) if begun else None
    if former is not None and begun and open_change is None:
        rules = (rule_changes.rule_of(former), rule_changes.rule_of(rubric))
        if rule_changes.other_rule(*rules):
            because = rule_changes.required(because, what)
    with book.write() as operation:
        if former is not None and begun:
            new = rule_changes.rule_of(rubric) if rubric.confirmed else None
            if open_change is not None and new is not None:
                rule_changes.finish(operation, open_change, new)
            elif open_change is None and because is not None:
                old = rule_changes.rule_of(former)
                rule_changes.note(operation, campaign.id, what, old, new, because)
        operation.set(
            "rubric",
            operation.row_id("rubric", campaign.id, rubric.applies_to),
            {
                "campaign": campaign.id,
                "code": rubric.id,
                "name": rubric.name,
                "applies_to": str(rubric.applies_to),
                "basis": rubric.basis,
                "total": rubric.total,
                "step": rubric.step,
                "criteria": json.dumps(
                    [[c.code, c.name, c.max, c.bonus] for c in rubric.criteria],
                    ensure_ascii=False,
                ),
                "bands": json.dumps([[b.name, b.start] for b in rubric.bands], ensure_ascii=False),
                "confirmed": rubric.confirmed,
                "bands_basis": rubric.bands_basis,
                "illustrative": rubric.illustrative,
            },
        )
    return operation.changes


def _scale(rubric: Rubric) -> tuple[object, ...]:
    return rubric.total, tuple((c.code, c.max) for c in rubric.criteria)
