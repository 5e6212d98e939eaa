"""All that the book knows of one submission: registration, report, targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.book import Book
from db.campaigns import Surroundings
from db.change_log import Value
from db.errors import UnknownCodeError
from db.kinds import KINDS
from db.records import Ruling
from db.rules import rulings

_FIELDS = tuple(KINDS["submission"].fields)


@dataclass(frozen=True, slots=True)
class Target:
    """A promised figure and what came of it."""

    name: str
    measure: str
    baseline: str
    promised: str
    actual: str


@dataclass(frozen=True, slots=True)
class Details:
    """``values`` by field name as in db.kinds, empty ones left out; points in hundredths."""

    id: bytes
    unit_name: str
    values: Mapping[str, Value]
    self_marks: Mapping[str, int]
    targets: tuple[Target, ...]
    eligible: bool | None
    eligible_code: str
    bases: Mapping[str, str] = field(default_factory=dict)  # of the campaign's settings

    @property
    def ruling(self) -> Ruling | None:
        """What the office decided on it."""
        names = ("ruling", "ruling_rules", "ruling_document", "ruling_date", "ruling_reason")
        return rulings.read(*(str(self.values.get(name) or "") for name in names))


def details(book: Book, around: Surroundings, ident: bytes) -> Details:
    """The submission of that id. Raises UnknownCodeError."""
    columns = ", ".join(f's."{name}"' for name in _FIELDS)
    row = book.connection.execute(
        f"SELECT t.eligible, t.eligible_code, {columns} FROM submission s "
        "LEFT JOIN tally t ON t.submission = s.id WHERE s.id = ?",
        (ident,),
    ).fetchone()
    if row is None:
        raise UnknownCodeError(kind="submission", code=ident.hex())
    eligible, eligible_code, *found = row
    values = {
        name: value
        for name, value in zip(_FIELDS, found, strict=True)
        if value not in (None, "", 0)
    }
    unit = around.units.get(str(values.get("unit", "")))
    marks = dict(
        book.connection.execute(
            "SELECT criterion, mark FROM self_mark WHERE submission = ?", (ident,)
        ).fetchall()
    )
    targets = book.connection.execute(
        "SELECT name, measure, baseline, promised, actual FROM target WHERE submission = ? "
        "ORDER BY position, name",
        (ident,),
    ).fetchall()
    return Details(
        ident,
        unit.name if unit else str(values.get("unit", "")),
        values,
        marks,
        tuple(Target(*(text or "" for text in row)) for row in targets),
        None if eligible is None else bool(eligible),
        eligible_code or "",
        around.campaign.settings.bases,
    )
