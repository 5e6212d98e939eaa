"""Campaigns and what hangs on one: settings, rubrics, panel, units."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import fields

from db import rule_changes
from db.book import Book
from db.change_log import Value
from db.errors import DuplicateCodeError
from db.kinds import GONE
from db.operation import Changes, Operation
from db.records import Campaign as Campaign
from db.records import Settings
from db.rule_changes import Because
from db.surroundings import ROLES as ROLES
from db.surroundings import Surroundings as Surroundings
from db.surroundings import campaigns as campaigns
from db.surroundings import find as find
from db.surroundings import member as member
from db.surroundings import members as members
from db.surroundings import rubrics as rubrics
from db.surroundings import settings as settings
from db.year_rules import only_of_its_year


def create(
    book: Book,
    year: int,
    body: str,
    *,
    unit: str = "",
    parent: str = "",
    place: str = "",
    form: str = "hd36_2018",
) -> Campaign:
    """A new campaign with the settings of domain.md §4.

    Raises DuplicateCodeError where the book holds that year, NoOfficeKeyError.
    """
    book.require_office()
    if any(c.year == year for c in campaigns(book.connection)):
        raise DuplicateCodeError(kind="campaign", code=str(year))
    ident = os.urandom(16)
    with book.write() as operation:
        operation.set(
            "campaign",
            ident,
            {
                "year": year,
                "body": body,
                "unit": unit,
                "parent": parent,
                "place": place,
                "form": form,
            },
        )
    return find(book.connection, year)


def create_next(book: Book, year: int) -> Campaign:
    """A further campaign: settings, rubrics and units copied from the last one.

    The panel is not: it is set up anew by decision each year. Raises DuplicateCodeError,
    UnknownCodeError (no campaign yet), NoOfficeKeyError.
    """
    last = find(book.connection, None)
    book.require_office()
    if any(c.year == year for c in campaigns(book.connection)):
        raise DuplicateCodeError(kind="campaign", code=str(year))
    ident = os.urandom(16)
    with book.write() as operation:
        held = _values(operation, "campaign", last.id)
        stale = [name for name, value in held.items() if only_of_its_year(name, value)]
        for name in stale:  # last year's days would make everybody late
            del held[name]
            held.pop(name.replace("set:", "basis:", 1), None)
        operation.set("campaign", ident, {**held, "year": year})
        for kind, key in (("rubric", "applies_to"), ("unit", "code")):
            for (row,) in book.connection.execute(
                f"SELECT id FROM {kind} WHERE campaign = ? ORDER BY id", (last.id,)
            ).fetchall():
                values = _values(operation, kind, row)
                new = operation.row_id(kind, ident, str(values.get(key)))
                operation.set(kind, new, {**values, "campaign": ident})
    return find(book.connection, year)


def _values(operation: Operation, kind: str, row: bytes) -> dict[str, Value]:
    """All that a row says, fields that this version does not know too."""
    return {name: c.value for name, c in operation.cells(kind, row).items() if name != GONE}


def change(
    book: Book,
    campaign: Campaign,
    values: Mapping[str, Value],
    because: Because | None = None,
) -> Changes:
    """Writes fields and settings (``set:…``, ``basis:…``) of a campaign.

    Once ballots are in, a setting that changes for a reason (``because``) is put on record with
    it. Raises RuleReasonError where one that says which ballots count changes without.
    """
    names = {name.removeprefix("set:") for name in values if name.startswith("set:")}
    ruled = names & (rule_changes.GUARDED if because is None else _RULES)
    former = settings(book.connection, campaign.id) if ruled else campaign.settings
    if ruled and not rule_changes.begun(book.connection, campaign.id):
        ruled = set()
    with book.write() as operation:
        operation.set("campaign", campaign.id, values)
        operation.derive()
        latter = settings(operation.connection, campaign.id) if ruled else former
        for name in sorted(ruled):
            old, new = (rule_changes.setting_of(s, name) for s in (former, latter))
            if old != new:
                why = rule_changes.required(because, name)
                rule_changes.note(operation, campaign.id, name, old, new, why)
    return operation.changes


_RULES = frozenset(f.name for f in fields(Settings)) - {"bases", "phrases"}


def write_setting(value: bool | int | str | Iterable[str]) -> str:
    """The text that the log keeps for a setting's value."""
    match value:
        case bool():
            return "1" if value else "0"
        case int() | str():
            return str(value)
    return json.dumps(list(value), ensure_ascii=False)
