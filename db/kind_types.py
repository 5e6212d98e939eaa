"""What a kind of row is made of: fields with types, and families of cells.

A *family* is a field whose name goes on after a colon (``submission.self:TC1``): one cell for
each criterion, member or setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """How a value is stored in the log and in the picture."""

    TEXT = "TEXT"
    INT = "INTEGER"
    BOOL = "BOOL"
    POINTS = "POINTS"  # hundredths
    DATE = "DATE"  # ISO text
    REF = "BLOB"  # id of another row


@dataclass(frozen=True, slots=True)
class Family:
    """Cells that go on after a colon, shown in a table of their own.

    ``key`` names the column of the part after the colon; an id there is written as hex.
    """

    table: str
    key: str
    key_is_id: bool
    value: str
    type: Type


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: the picture's table bears the same name."""

    fields: Mapping[str, Type]
    families: Mapping[str, Family]
    index: tuple[tuple[str, ...], ...] = ()
