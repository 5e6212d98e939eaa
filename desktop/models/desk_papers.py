"""Papers of the desk, one press each: receipts, chase list, roll-up, forms. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from db.book import Book
from db.errors import ThamdinhError
from db.queries.desk import DeskUnit, desk
from db.queries.rollup import rollup
from db.queries.rollup_years import years
from db.records import Campaign, Unit
from desktop.session import Outcome, Session

RECEIPTS, CHASE, ROLLUP = "receipts", "chase", "rollup"
_Writer = Callable[[Book, Campaign, Path], list[Path]]


def write(session: Session, what: str, folder: Path) -> Outcome:
    """Writes RECEIPTS, CHASE or ROLLUP into a folder: ``value`` is the list of files, empty
    where there is nothing to write. The book is only read."""
    return _guarded(session, lambda book, campaign: _WRITERS[what](book, campaign, folder))


def write_forms(session: Session, units: Iterable[DeskUnit], folder: Path) -> Outcome:
    """Writes the one-sheet form of each of these units: ``value`` is the list of files."""
    wanted = [unit.code for unit in units]
    known = session.around.units if session.campaign is not None else {}
    found = [known[code] for code in wanted if code in known]
    return _guarded(session, lambda _, campaign: _forms(campaign, found, folder))


def _guarded(session: Session, do: Callable[[Book, Campaign], list[Path]]) -> Outcome:
    campaign = session.campaign
    assert campaign is not None
    try:
        with session.book.reading():
            return Outcome(True, do(session.book, campaign))
    except (ThamdinhError, OSError) as error:
        return Outcome(False, error=error)


def _receipts(book: Book, campaign: Campaign, folder: Path) -> list[Path]:
    from desktop.documents.delivery_receipts import write_delivery_receipts

    path = folder / f"bien-nhan-{campaign.year}.pdf"
    made = write_delivery_receipts(desk(book, campaign), campaign, path, _today())
    return [made] if made is not None else []


def _chase(book: Book, campaign: Campaign, folder: Path) -> list[Path]:
    from desktop.documents.chase_list import write_chase_list, write_chase_workbook

    found = rollup(book, campaign)
    stem, marked = folder / f"don-doc-{campaign.year}", found.illustrative
    return [
        write_chase_list(
            found.desk, campaign, stem.with_suffix(".pdf"), _today(), illustrative=marked
        ),
        write_chase_workbook(
            found.desk, campaign, stem.with_suffix(".xlsx"), illustrative=marked
        ),
    ]


def _rollup(book: Book, campaign: Campaign, folder: Path) -> list[Path]:
    from desktop.documents.rollup import write_rollup
    from desktop.documents.rollup_pdf import write_rollup_pdf

    found = rollup(book, campaign)
    earlier = years(book, campaign, found)
    stem = folder / f"tong-hop-{campaign.year}"
    return [
        write_rollup(found, campaign, stem.with_suffix(".xlsx"), earlier),
        write_rollup_pdf(found, campaign, stem.with_suffix(".pdf"), _today(), earlier),
    ]


def _forms(campaign: Campaign, units: Iterable[Unit], folder: Path) -> list[Path]:
    from desktop.documents.unit_form import form_name, write_unit_form

    return [
        write_unit_form(campaign, unit, folder / form_name(campaign, unit)) for unit in units
    ]


def _today() -> str:
    return date.today().isoformat()


_WRITERS: dict[str, _Writer] = {RECEIPTS: _receipts, CHASE: _chase, ROLLUP: _rollup}
