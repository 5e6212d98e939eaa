"""Passes the texts of plain dataclasses through the typeface's check for missing glyphs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, cast

from db.queries.office_papers import OfficeFacts

Readable = Callable[[str], str]


def readable_office(
    office: OfficeFacts, readable: Readable, *, excellent: bool = False
) -> OfficeFacts:
    """The same facts, every text composed and with signs that have a glyph; the HTXSNV list,
    which is of a whole campaign, only where a paper says it."""
    wanted = office if excellent else replace(office, excellent=None)
    return cast(OfficeFacts, _cleaned(wanted, readable))


def readable_all(value: Any, readable: Readable) -> Any:
    """The same for any plain value."""
    return _cleaned(value, readable)


def _cleaned(value: Any, readable: Readable) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Enum) else readable(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(item, readable) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_cleaned(item, readable) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        said = {f.name: _cleaned(getattr(value, f.name), readable) for f in fields(value)}
        return replace(value, **said)
    return value
