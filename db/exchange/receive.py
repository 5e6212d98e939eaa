"""Receiving: deliveries of the units below, any number at once, in any order, as often as one
likes. What is taken in stands in our log under the office's signature; a refused file leaves
nothing there but its name on the desk.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from db.book import Book
from db.errors import ThamdinhError
from db.exchange import delivery_file
from db.exchange.delivery_file import Parcel
from db.exchange.folders import expand
from db.exchange.judging import Judge, ReadFile
from db.exchange.key_in import same_results, stored
from db.exchange.refusals import refusal_of
from db.exchange.reports import FileReport as FileReport
from db.exchange.reports import Form as Form
from db.exchange.reports import Report as Report
from db.exchange.reports import Verdict as Verdict
from db.operation import Operation
from db.queries.expected import missing_units
from db.records import Campaign
from db.surroundings import Surroundings, campaigns

Progress = Callable[[int, int], None]  # done, all; raises to stop


def receive(
    book: Book,
    campaign: Campaign,
    paths: Sequence[Path],
    *,
    forms: Sequence[Form] = (),
    read_others: Mapping[str, Callable[[Path], Parcel]] | None = None,
    units: Mapping[str, str] | None = None,
    trust: Mapping[str, str] | None = None,
    passphrase: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Takes in deliveries and forms; folders are walked. ``read_others`` reads files of other
    endings that carry results (".pdf") and raises as ``delivery_file.read``. ``units`` names the
    unit of a file that does not say it (file name -> code), ``trust`` the new office key of a
    unit by the fingerprint that was read out (unit code -> fingerprint).

    Raises NoOfficeKeyError, ReadOnlyBookError and what ``progress`` raises: then nothing
    changed. What is wrong with a file is said in the report.
    """
    book.require_office()
    others = read_others or {}
    files = list(files_in(paths, tuple(others)))
    all_, read = len(files) + len(forms), []
    for done, path in enumerate(files):
        if progress is not None:
            progress(done, all_)
        try:
            other = others.get(path.suffix.lower())
            parcel = other(path) if other else delivery_file.read(path, book.home, passphrase)
            read.append(ReadFile(path, parcel))
        except ThamdinhError as error:
            code, facts = refusal_of(error, path)
            read.append(ReadFile(path, None, code, facts))
    if progress is not None:
        progress(all_, all_)
    judge = Judge(book, units or {}, trust or {})
    reports = judge.files(read)
    with book.write() as operation:
        judge.store(operation)
        reports += [_take_form(book, operation, campaign, form) for form in forms]
        for report in reports:
            _note(operation, campaign, report, book.clock())
    return Report(tuple(reports), missing_units(book, campaign), operation.changes)


def files_in(paths: Iterable[Path], others: tuple[str, ...] = ()) -> Iterable[Path]:
    """The files themselves, and of folders all that could be deliveries, in name order;
    ``others`` are further endings."""
    endings = (*_ENDINGS, *others)
    return expand(paths, lambda p: p.suffix.lower() in endings or delivery_file.is_delivery(p))


_ENDINGS = (delivery_file.SUFFIX, ".thamdinh")


def _take_form(book: Book, operation: Operation, campaign: Campaign, form: Form) -> FileReport:
    """Stores what a filled-in form says, where it is readable, ours, and new."""
    if form.keyed is None:
        return FileReport(form.path, Verdict.REFUSED, None, "form", {"sentence": form.sentence})
    where = next((c for c in campaigns(book.connection) if c.year == form.year), None)
    told = {"body": "", "unit": form.unit, "year": form.year}
    if where is None:
        return FileReport(form.path, Verdict.REFUSED, None, "no_campaign", told)
    operation.derive()
    unit = Surroundings(book.connection, where).units.get(form.unit)
    if unit is None:
        return FileReport(form.path, Verdict.REFUSED, None, "unit_unknown", told, None, form.year)
    report = FileReport(form.path, Verdict.RECEIVED, unit.code, year=form.year)
    keyed = replace(form.keyed, source="excel")
    if same_results(book, where, unit, keyed):
        return replace(report, verdict=Verdict.DUPLICATE)
    stored(book, operation, where, unit, keyed)
    return report


def _note(operation: Operation, campaign: Campaign, report: FileReport, time: int) -> None:
    """For this laptop's desk alone: what became of the file of that name."""
    facts = {k: v for k, v in report.facts.items() if k not in ("path", "detail")}
    operation.connection.execute(
        "INSERT OR REPLACE INTO received_file VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            campaign.id,
            report.path.name,
            report.unit or "",
            str(report.verdict),
            report.code,
            json.dumps(facts, ensure_ascii=False, default=str),
            report.proof_code or "",
            time,
        ),
    )
