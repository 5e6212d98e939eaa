"""Rows of a workbook put into a campaign, as often as anybody likes.

An empty cell says nothing and a missing row deletes nothing. A cell is written where the
workbook changed since its last import and nobody changed it here meanwhile; what changed on
both sides is listed and left alone (design part 5).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from db.book import Book
from db.errors import LateReasonError
from db.import_ballots import BallotImporter
from db.import_cells import CellWriter
from db.import_cells import ImportReport as ImportReport
from db.import_cells import ImportRow as ImportRow
from db.import_cells import Kept as Kept
from db.lateness import LateGate
from db.operation import Changes, Operation
from db.records import Campaign
from db.rule_changes import Because
from db.rule_watch import Watch
from db.surroundings import Surroundings

_CODED = ("unit", "member", "subject", "submission")


class _DryRun(Exception):
    """Thrown to roll a dry run back."""


def apply(
    book: Book,
    campaign: Campaign,
    rows: Iterable[ImportRow],
    *,
    file: str,
    dry_run: bool = False,
    because: Because | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Writes the rows in one transaction and reports; a dry run writes nothing.

    ``progress`` is told how many rows of how many are done; what it raises ends the import, with
    nothing written.

    Rows that change the panel once ballots are in need ``because`` and are put on record with
    it; a dry run only says so (``moved``). Raises NoOfficeKeyError, RubricMissingError,
    RubricUnsoundError, BallotIncompleteError, MarkError, LateReasonError, RuleReasonError.
    """
    book.require_office()
    report = ImportReport()
    tables = _merged(rows)
    try:
        with book.write() as operation:
            watch = Watch(operation.connection, tables)
            _Importer(book, operation, campaign, report).run(_Counted(tables, progress))
            report.moved = watch.moved(operation)
            if not dry_run:
                watch.settle(operation, because)
            if operation.changes:
                operation.set("import_run", operation.op, {"file": file})
            report.changes = operation.changes
            if dry_run:
                raise _DryRun
    except _DryRun:
        report.changes = Changes()
    return report


_EVERY = 50  # rows between two words on progress

Tables = Mapping[str, Mapping[tuple[str, ...], ImportRow]]


class _Counted:
    """The rows by table, each table gone through once; how far that is, is told."""

    def __init__(self, tables: Tables, progress: Callable[[int, int], None] | None) -> None:
        self._tables, self._progress = tables, progress
        self._done, self._all = 0, sum(map(len, tables.values()))

    def rows(self, table: str) -> Iterator[ImportRow]:
        """Those of one table."""
        for row in self._tables.get(table, {}).values():
            if self._progress is not None and self._done % _EVERY == 0:
                self._progress(self._done, self._all)
            self._done += 1
            yield row

    def __contains__(self, table: str) -> bool:
        return table in self._tables


def _merged(rows: Iterable[ImportRow]) -> dict[str, dict[tuple[str, ...], ImportRow]]:
    """By table and key; a submission's registration and report become one row."""
    found: dict[str, dict[tuple[str, ...], ImportRow]] = {}
    for row in rows:
        table = found.setdefault(row.table, {})
        key = tuple(unicodedata.normalize("NFC", part) for part in row.key)
        values, cells = row.values, row.cells
        former = table.get(key)
        if former is not None:
            values, cells = {**former.values, **values}, {**former.cells, **cells}
        table[key] = ImportRow(row.table, key, values, cells)
    return found


class _Importer:
    def __init__(
        self, book: Book, operation: Operation, campaign: Campaign, report: ImportReport
    ) -> None:
        self._operation, self._campaign = operation, campaign
        self._connection = operation.connection
        self._signer = book.require_office()
        self._cells = CellWriter(operation, report)
        self._late: list[LateReasonError] = []
        self._ids: dict[str, dict[str, bytes]] = {
            table: dict(
                self._connection.execute(
                    f"SELECT code, id FROM {table} "
                    "WHERE campaign = ? AND code IS NOT NULL ORDER BY id",
                    (campaign.id,),
                ).fetchall()
            )
            for table in _CODED
        }
        self._sessions: dict[int, bytes] = dict(
            self._connection.execute(
                "SELECT number, id FROM session WHERE campaign = ? AND number IS NOT NULL "
                "ORDER BY id",
                (campaign.id,),
            ).fetchall()
        )

    def run(self, rows: _Counted) -> None:
        cells = self._cells
        late = LateGate(self._connection, self._campaign)
        for table in _CODED:
            for row in rows.rows(table):
                ident = self._id(table, row.key[0])
                values = {"campaign": self._campaign.id, "code": row.key[0], **row.values}
                if table == "submission":
                    try:
                        late.check(ident, _said(values), row.cells, row.key[0])
                    except LateReasonError as error:
                        self._late.append(error)
                cells.count(table, cells.write(table, ident, values, row))
        if self._late:  # all at once, so that the workbook is mended once
            first, *others = self._late
            raise LateReasonError(**first.facts, others=others)
        for row in rows.rows("target"):
            cells.count("target", self._target(row))
        for row in rows.rows("session"):
            cells.count("session", self._session(row))
        if "ballot" in rows:
            around = Surroundings(self._connection, self._campaign)
            ballots = BallotImporter(self._operation, around, self._signer, cells)
            ballots.run(rows.rows("ballot"), self._id)

    def _id(self, table: str, code: str) -> bytes:
        known = self._ids[table]
        if code not in known:
            known[code] = self._operation.row_id(table, self._campaign.id, code)
        return known[code]

    def _target(self, row: ImportRow) -> str:
        submission = self._id("submission", row.key[0])
        if submission in self._cells.gone:
            return "unchanged"
        ident = self._operation.row_id("target", submission, row.key[1])
        values = {"submission": submission, "name": row.key[1], **row.values}
        return self._cells.write("target", ident, values, row)

    def _session(self, row: ImportRow) -> str:
        values = dict(row.values)
        number = values["number"]
        ident = self._sessions.get(number)
        if ident is None:
            ident = self._operation.row_id("session", self._campaign.id, str(number))
        absent: Mapping[str, str] | None = values.pop("absent", None)
        cells = dict(row.cells)
        if absent is not None:
            reasons = {self._id("member", code): why for code, why in absent.items()}
            for member, why in reasons.items():
                values[f"absent:{member.hex()}"] = why
                cells[f"absent:{member.hex()}"] = row.cells.get("absent", "")
            for (member,) in self._connection.execute(
                "SELECT member FROM absence WHERE session = ?", (ident,)
            ).fetchall():
                if self._cells.came_in("session", ident, f"absent:{member.hex()}"):
                    values.setdefault(f"absent:{member.hex()}", None)
                    cells.setdefault(f"absent:{member.hex()}", row.cells.get("absent", ""))
        values["campaign"] = self._campaign.id
        return self._cells.write("session", ident, values, ImportRow("session", row.key, {}, cells))


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without the empty cells, which say nothing."""
    return {name: value for name, value in values.items() if value not in (None, "")}


class Known(NamedTuple):
    """What the campaign already knows of a submission."""

    code: str
    kind: str
    registered: bool
    reported: bool


def known_submissions(book: Book, campaign: Campaign) -> list[Known]:
    """The campaign's submissions by code, for the checks of a workbook's cells."""
    return [
        Known(code, kind or "", registered_on is not None, bool(has_report))
        for code, kind, registered_on, has_report in book.connection.execute(
            "SELECT code, kind, registered_on, has_report FROM submission "
            "WHERE campaign = ? AND code IS NOT NULL",
            (campaign.id,),
        )
    ]
