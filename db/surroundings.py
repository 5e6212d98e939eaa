"""What stands around a submission: its campaign, settings, panel, units, rubrics. Reads only."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from db.errors import UnknownCodeError
from db.records import (
    Band,
    Campaign,
    Criterion,
    Member,
    Role,
    Rubric,
    Settings,
    SubjectKind,
    Unit,
)

ROLES = (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.MEMBER)


def campaigns(connection: sqlite3.Connection) -> list[Campaign]:
    """All campaigns, newest first."""
    found = connection.execute(
        "SELECT id, year, body, unit, parent, place, form FROM campaign "
        "WHERE year IS NOT NULL ORDER BY year DESC, id"
    ).fetchall()
    return [
        Campaign(
            ident,
            year,
            body or "",
            unit or "",
            parent or "",
            place or "",
            form or "hd36_2018",
            settings(connection, ident),
        )
        for ident, year, body, unit, parent, place, form in found
    ]


def find(connection: sqlite3.Connection, year: int | None) -> Campaign:
    """The campaign of that year, or the newest. Raises UnknownCodeError."""
    for campaign in campaigns(connection):
        if year is None or campaign.year == year:
            return campaign
    raise UnknownCodeError(kind="campaign", code="" if year is None else str(year))


def settings(connection: sqlite3.Connection, campaign: bytes) -> Settings:
    """The campaign's settings; what is not set has the default of Settings."""
    values: dict[str, Any] = {}
    known = {f.name: f for f in fields(Settings)}
    for name, text in connection.execute(
        "SELECT name, value FROM setting WHERE campaign = ?", (campaign,)
    ):
        if name in known and name != "bases":
            value = _read_setting(str(known[name].type), text)
            if value is not None:
                values[name] = value
    bases = dict(
        connection.execute("SELECT name, basis FROM setting_basis WHERE campaign = ?", (campaign,))
    )
    return Settings(**values, bases=bases)


def _read_setting(type_name: str, text: str) -> object:
    """The value that the text of a setting spells, None where it spells none."""
    match type_name:
        case "bool":
            return text == "1" if text in ("0", "1") else None
        case "int":
            return int(text) if text.isdecimal() and len(text) < 9 else None
        case "str":
            return text
    listed = _list(text)
    return None if listed is None else tuple(str(item) for item in listed)


def _list(text: str | None) -> list[Any] | None:
    """The JSON list that a text holds, None where it holds none."""
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


@dataclass
class Surroundings:
    """All that the rules need around a submission of one campaign, read once and lazily."""

    connection: sqlite3.Connection
    campaign: Campaign

    @cached_property
    def members(self) -> list[Member]:
        """The panel: chair, vice-chair, secretary, then members, each in code order."""
        return members(self.connection, self.campaign.id)

    @cached_property
    def by_code(self) -> dict[str, Member]:
        """Members by code."""
        return {member.code: member for member in self.members}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units by code."""
        found = self.connection.execute(
            _UNIT + "WHERE campaign = ? AND code IS NOT NULL ORDER BY id", (self.campaign.id,)
        )
        former: dict[bytes, list[tuple[str, str]]] = {}
        for ident, until, parent in self.connection.execute(
            "SELECT f.unit, f.until, f.parent FROM former_parent f JOIN unit u ON u.id = f.unit "
            "WHERE u.campaign = ? ORDER BY f.until",
            (self.campaign.id,),
        ):
            former.setdefault(ident, []).append((until, parent))
        return {row[1]: _unit(row, tuple(former.get(row[0], ()))) for row in found}

    def unit(self, code: str) -> Unit | None:
        """The unit of that code; one alone is found without reading them all."""
        if "units" in self.__dict__:
            return self.units.get(code)
        found = self.connection.execute(
            _UNIT + "WHERE campaign = ? AND code = ? ORDER BY id DESC LIMIT 1",
            (self.campaign.id, code),
        ).fetchone()
        if found is None:
            return None
        former = self.connection.execute(
            "SELECT until, parent FROM former_parent WHERE unit = ? ORDER BY until", (found[0],)
        )
        return _unit(found, tuple(former))

    @cached_property
    def rubrics(self) -> dict[SubjectKind, Rubric]:
        """The campaign's rubrics by kind of subject."""
        return rubrics(self.connection, self.campaign.id)


_UNIT = 'SELECT id, code, name, parent, kind, start, "end", successor FROM unit '


def _unit(row: tuple[Any, ...], former: tuple[tuple[str, str], ...]) -> Unit:
    ident, code, name, parent, kind, start, end, successor = row
    return Unit(
        ident, code, name or "", parent or "", kind or "", start, end, successor or "", former
    )


def members(connection: sqlite3.Connection, campaign: bytes) -> list[Member]:
    """The panel in the order of papers: chair, vice-chair, secretary, members by code."""
    found = [
        Member(
            ident,
            code,
            name or "",
            Role(role) if role in set(Role) else Role.MEMBER,
            unit or "",
            post or "",
            team or "",
        )
        for ident, code, name, role, unit, post, team in connection.execute(
            "SELECT id, code, name, role, unit, post, team FROM member "
            "WHERE campaign = ? AND code IS NOT NULL ORDER BY code, id",
            (campaign,),
        )
    ]
    return sorted(found, key=lambda m: ROLES.index(m.role))


def member(connection: sqlite3.Connection, campaign: Campaign, code: str) -> Member:
    """The member of that code. Raises UnknownCodeError."""
    for found in members(connection, campaign.id):
        if found.code == code:
            return found
    raise UnknownCodeError(kind="member", code=code)


def rubrics(connection: sqlite3.Connection, campaign: bytes) -> dict[SubjectKind, Rubric]:
    """The campaign's rubrics by kind of subject."""
    found: dict[SubjectKind, Rubric] = {}
    for record in connection.execute(
        "SELECT applies_to, code, name, basis, total, step, criteria, bands, confirmed, "
        "bands_basis, illustrative FROM rubric WHERE campaign = ? ORDER BY id",
        (campaign,),
    ):
        if record[0] not in set(SubjectKind):  # a kind that a newer version knows
            continue
        kind = SubjectKind(record[0])
        found[kind] = Rubric(
            id=record[1] or "",
            name=record[2] or "",
            applies_to=kind,
            basis=record[3] or "",
            total=record[4] or 0,
            step=record[5] or 0,
            criteria=_criteria(record[6]),
            bands=_bands(record[7]),
            confirmed=bool(record[8]),
            bands_basis=record[9] or "",
            illustrative=bool(record[10]),
        )
    return found


def _criteria(text: str | None) -> tuple[Criterion, ...]:
    """The criteria that a rubric's cell lists; none where it cannot be read."""
    found = []
    for line in _list(text) or ():
        match line:
            case [str(code), str(name), int(most), bool(bonus)]:
                found.append(Criterion(code, name, most, bonus))
            case _:
                return ()
    return tuple(found)


def _bands(text: str | None) -> tuple[Band, ...]:
    found = []
    for line in _list(text) or ():
        match line:
            case [str(name), int(start)]:
                found.append(Band(name, start))
            case _:
                return ()
    return tuple(found)
