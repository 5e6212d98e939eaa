"""Which units below are to send their results, and which of them have not."""

from __future__ import annotations

from db.book import Book
from db.records import Campaign, Unit
from db.rules.vietnamese import fold, sort_key
from db.surroundings import Surroundings


def expected_units(book: Book, campaign: Campaign) -> list[Unit]:
    """The units directly below the body in that year, by name: not the body itself, none that
    the campaign leaves out (R9), none below another; a unit's own mark (``delivers``) decides
    before all of this."""
    around = Surroundings(book.connection, campaign)
    marked = dict(
        book.connection.execute(
            "SELECT id, delivers FROM unit WHERE campaign = ? AND delivers IS NOT NULL",
            (campaign.id,),
        ).fetchall()
    )
    settings = campaign.settings
    left_out = {fold(kind) for kind in settings.excluded_unit_kinds if settings.exclude_kinds}
    own = {u.code for u in around.units.values() if _is_own(u, campaign)}
    found = []
    for unit in around.units.values():
        mark = marked.get(unit.id)
        by_place = (
            unit.code not in own
            and fold(unit.kind) not in left_out
            and (unit.parent not in around.units or unit.parent in own)
            and _there(unit, campaign.year)
        )
        if by_place if mark is None else mark:
            found.append(unit)
    return sorted(found, key=lambda unit: (sort_key(unit.name), unit.code))


def missing_units(book: Book, campaign: Campaign) -> tuple[str, ...]:
    """Codes of expected units that nothing was received from, in code order."""
    came = {
        code
        for (code,) in book.connection.execute(
            "SELECT DISTINCT unit FROM delivery WHERE campaign = ? AND body IS NOT NULL",
            (campaign.id,),
        )
    }
    return tuple(sorted(u.code for u in expected_units(book, campaign) if u.code not in came))


def _is_own(unit: Unit, campaign: Campaign) -> bool:
    return unit.code == campaign.unit or fold(unit.name) == fold(campaign.body)


def _there(unit: Unit, year: int) -> bool:
    """Whether the unit existed at any time of that year."""
    begins = unit.start is None or unit.start <= f"{year}-12-31"
    return begins and (unit.end is None or unit.end >= f"{year}-01-01")
