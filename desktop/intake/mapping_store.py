"""Mappings of units' own tables, kept in THAMDINH_HOME; a damaged file counts as none."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path

from db.home import Home, write_private
from desktop.intake.mapping import SheetMapping

_MOST = 300


def load(home: Home) -> list[SheetMapping]:
    """What is remembered, newest first; what is not understood is left out."""
    try:
        kept = json.loads(_path(home).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    return [found for item in kept if (found := _read(item))] if isinstance(kept, list) else []


def remember(home: Home, mappings: Iterable[SheetMapping]) -> None:
    """Keeps mappings; a newer one of the same sheet and headings takes the older one's place."""
    new = list(mappings)
    known = {(mapping.sheet, mapping.signature) for mapping in new}
    old = [m for m in load(home) if (m.sheet, m.signature) not in known]
    content = json.dumps(
        [
            {
                "sheet": mapping.sheet,
                "labels": list(mapping.labels),
                "form": mapping.form,
                "columns": dict(mapping.columns),
                "fixed": dict(mapping.fixed),
                "prefix": mapping.prefix,
            }
            for mapping in [*new, *old][:_MOST]
        ],
        ensure_ascii=False,
        indent=1,
    )
    with contextlib.suppress(OSError):  # then it is asked again next time
        home.folder("settings")
        write_private(_path(home), content.encode())


def _path(home: Home) -> Path:
    return home.root / "settings" / "columns.json"


def _read(item: object) -> SheetMapping | None:
    match item:
        case {
            "sheet": str(sheet),
            "labels": [*labels],
            "form": str(form),
            "columns": dict() as columns,
            "fixed": dict() as fixed,
            "prefix": str(prefix),
        }:
            return SheetMapping(
                sheet,
                tuple(str(label) for label in labels),
                form,
                {str(key): str(name) for key, name in columns.items()},
                {str(name): str(text) for name, text in fixed.items()},
                prefix,
            )
    return None
