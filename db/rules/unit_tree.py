"""Units as a tree by date (domain.md part 6): who stood under whom on a day, who carries on.

``Unit.parent`` is where a unit stands now, ``Unit.former`` where it stood before: pairs of
(first day that this was over, code of the parent then), the oldest first. ``Unit.end`` is the
last day that a unit was there; from the day after its ``successor`` stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.records import Unit


def there(unit: Unit, day: str) -> bool:
    """Whether the unit was there on that day (ISO text)."""
    return (unit.start is None or unit.start <= day) and (unit.end is None or day <= unit.end)


def parent_on(unit: Unit, day: str) -> str:
    """The code of the unit above on that day, "" where it stood under none."""
    return next((parent for until, parent in unit.former if day < until), unit.parent)


class UnitTree:
    """The units of one campaign. What two laptops typed may stand in a ring: every walk ends."""

    def __init__(self, units: Iterable[Unit] | Mapping[str, Unit]) -> None:
        listed = units.values() if isinstance(units, Mapping) else units
        self.units = {unit.code: unit for unit in listed}

    def above(self, code: str, day: str) -> list[str]:
        """Codes from the unit's parent on that day up to the top, known units alone."""
        found: list[str] = []
        unit = self.units.get(code)
        while unit is not None:
            parent = parent_on(unit, day)
            if parent not in self.units or parent in found or parent == code:
                break
            found.append(parent)
            unit = self.units[parent]
        return found

    def below(self, code: str, day: str) -> list[str]:
        """Codes of all that stood under the unit on that day, whether they were there or not."""
        return [other for other in self.units if code in self.above(other, day)]

    def heir(self, code: str, day: str) -> str:
        """Who stands in the unit's place on that day: itself, or whoever carried on since its
        end; the last known one where nobody does any more."""
        seen = {code}
        unit = self.units.get(code)
        while unit is not None and unit.end is not None and unit.end < day:
            following = unit.successor
            if following not in self.units or following in seen:
                break
            seen.add(following)
            unit = self.units[following]
        return code if unit is None else unit.code

    def children(self, day: str | None) -> dict[str, list[Unit]]:
        """Units by the code of their parent, "" for those at the top; with a day those alone
        that were there, each under the nearest unit above that was there too."""
        shown = [u for u in self.units.values() if day is None or there(u, day)]
        known = {unit.code for unit in shown}
        when = day or "9999-12-31"
        found: dict[str, list[Unit]] = {}
        for unit in shown:
            above = self.above(unit.code, when)
            ring = bool(above) and parent_on(self.units[above[-1]], when) == unit.code
            place = "" if ring else next((code for code in above if code in known), "")
            found.setdefault(place, []).append(unit)
        return found
