"""What one import writes: a cell where the workbook changed since its last import and nobody
changed it here meanwhile; what changed on both sides is listed and left alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db.change_log import (
    Cell,
    Change,
    Value,
    encode,
    evaluate,
    ids_in,
    removal,
    row_changes,
)
from db.kinds import GONE
from db.locked import locked_row
from db.operation import Changes, Operation
from db.rule_watch import Moved


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row for one table; ``cells`` names the sheet!cell of each value.

    Tables, keys and value names stand in desktop/intake/records.py.
    """

    table: str
    key: tuple[str, ...]
    values: Mapping[str, Any]
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell changed on both sides: what stands here was kept.

    ``why``: ``both_changed``, ``own_ballot`` (the member's own stands), ``frozen``.
    """

    cell: str
    why: str
    here: object
    there: object


@dataclass(frozen=True, slots=True)
class Edited:
    """A cell of a row that was here before and that the workbook changed."""

    cell: str
    here: object
    there: object


@dataclass(slots=True)
class ImportReport:
    """Counts of rows by table, what changed in rows that were here, what was left alone;
    ``moved`` are rules that scoring had begun under and that come out otherwise."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    edited: list[Edited] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


class CellWriter:
    """Writes the cells of one import and fills its report."""

    def __init__(self, operation: Operation, report: ImportReport) -> None:
        self._operation, self._report = operation, report
        self._connection = operation.connection
        self._runs = {run for (run,) in self._connection.execute("SELECT id FROM import_run")}
        self.gone: set[bytes] = set()
        """Rows of the workbook that were taken away here."""

    def count(self, table: str, outcome: str) -> None:
        """Counts a row as "added", "changed" or "unchanged"."""
        counts: dict[str, int] = getattr(self._report, outcome)
        counts[table] = counts.get(table, 0) + 1

    def keep(
        self, row: ImportRow, name: str, here: object, there: object, why: str = "both_changed"
    ) -> None:
        """Lists a value of the workbook that was not taken."""
        place = row.cells.get(name, f"{row.table} {'/'.join(row.key)}")
        self._report.kept.append(Kept(place, why, here, there))

    def edited(self, row: ImportRow, name: str, here: object, there: object) -> None:
        """Lists a value that takes the place of what stood in the book."""
        place = row.cells.get(name, f"{row.table} {'/'.join(row.key)}")
        self._report.edited.append(Edited(place, here, there))

    def write(self, kind: str, ent: bytes, values: Mapping[str, Any], row: ImportRow) -> str:
        """Writes what the workbook changed in one row: "added", "changed" or "unchanged"."""
        stored = row_changes(self._connection, kind, ent)
        counts = self._operation.authority.counts
        cells = {fld: evaluate(changes, counts) for fld, changes in stored.items()}
        gone = removal(cells.pop(f"{kind}.{GONE}", None), cells.values()) == "gone"
        if gone:
            self.gone.add(ent)
        news = []
        for name, value in values.items():
            value = _plain(value)
            changes = stored.get(f"{kind}.{name}", [])
            cell = cells.get(f"{kind}.{name}", Cell())
            if encode(cell.value) == encode(value) or not self._is_news(changes, value):
                continue
            if gone or (changes and not self._was_imported(changes, cell.value)):
                self.keep(row, name, None if gone else cell.value, value)
                continue
            news.append((name, cell, value))
        if news and locked_row(self._connection, kind, ent) is not None:
            for name, cell, value in news:
                self.keep(row, name, cell.value, value, "frozen")
            news = []
        for name, cell, value in news:
            self._operation.append(kind, ent, name, [*cell.heads, *cell.proposals], value)
        if any(c.op != self._operation.op for changes in stored.values() for c in changes):
            for name, cell, value in news:
                self.edited(row, name, cell.value, value)
        return "added" if not stored else "changed" if news else "unchanged"

    def came_in(self, kind: str, ent: bytes, name: str) -> bool:
        """Whether a cell was ever imported: only then a workbook that lacks it says so."""
        ops = self._connection.execute(
            "SELECT op FROM change WHERE ent = ? AND fld = ?", (ent, f"{kind}.{name}")
        )
        return any(op in self._runs for (op,) in ops)

    def _last_import(self, changes: list[Change]) -> Change | None:
        """The import that no later one builds on; by causes, because clocks may be wrong."""
        imported = [c for c in changes if c.op in self._runs]
        if len(imported) > 1:
            by_id = {c.id: c for c in changes}
            before: set[bytes] = set()
            waiting = [i for c in imported for i in ids_in(c.prev)]
            while waiting:
                ident = waiting.pop()
                if ident in by_id and ident not in before:
                    before.add(ident)
                    waiting += ids_in(by_id[ident].prev)
            imported = [c for c in imported if c.id not in before]
        return max(imported, key=lambda c: c.id, default=None)

    def _is_news(self, changes: list[Change], value: Value) -> bool:
        """Whether the workbook says something else than at its last import."""
        last = self._last_import(changes)
        return last is None or encode(last.val) != encode(value)

    def _was_imported(self, changes: list[Change], value: Value) -> bool:
        """Whether what stands here is what the last import wrote (or nothing at all)."""
        last = self._last_import(changes)
        return encode(None if last is None else last.val) == encode(value)


def _plain(value: Any) -> Value:
    """What the log stores: whole numbers for flags, composed letters for text."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", str(value))
    plain: Value = value
    return plain
