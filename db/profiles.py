"""Profiles: what one letter asks of a year, read strictly from TOML and put into a campaign."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from db import campaigns, toml_text
from db.book import Book
from db.change_log import Value
from db.errors import FileMissingError, FileUnusableError, ProfileFileError, ProfileYearError
from db.operation import Changes
from db.records import Campaign, Settings
from db.rules import deadlines, year

_LARGEST: Final = 200_000  # bytes; a profile is a page of text
_TOP: Final = {"id", "name", "letter", "deadline", "target", "setting", "clause"}
_DEADLINE: Final = {"kind", "level", "before", "at_latest", "basis"}
_TARGET: Final = {"kind", "of", "least", "basis"}
_SETTING: Final = {"name", "value", "basis"}
_TYPES: Final = {f.name: str(f.type) for f in fields(Settings) if f.name != "bases"}
_RULES: Final = frozenset(f"R{number}" for number in range(1, 25))


@dataclass(frozen=True, slots=True)
class Profile:
    """``values`` are cells of a campaign (``set:…`` and ``basis:…``) as they are written;
    ``years`` the years that its dated deadlines speak of, empty where it is for every year."""

    id: str
    name: str
    letter: str
    values: Mapping[str, str]
    years: frozenset[int]


def read_file(path: Path) -> Profile:
    """The profile of a TOML file.

    Raises FileMissingError, FileUnusableError, ProfileFileError (facts: path, key, detail
    toml, size, missing, value, unknown, twice).
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except FileNotFoundError as error:
        raise FileMissingError(path=path) from error
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    if len(content) > _LARGEST:
        raise ProfileFileError(path=path, key="", detail="size")
    try:
        table = toml_text.parse(content)
    except toml_text.TomlTextError as error:
        raise ProfileFileError(path=path, key="", detail="toml") from error
    return parse(table, path)


def parse(table: Mapping[str, Any], path: Path) -> Profile:
    """The profile that a parsed table describes; nothing unknown, nothing without its basis.

    Raises ProfileFileError.
    """
    top = _Reader(table, path, "", _TOP)
    ident, name, letter = top.text("id"), top.text("name"), top.text("letter")
    values = {"set:profile": ident, "basis:profile": letter}

    def put(line: _Reader, key: str, value: str) -> None:
        if f"set:{key}" in values:
            raise line.fail("", "twice")
        values[f"set:{key}"] = value
        values[f"basis:{key}"] = line.text("basis")

    years: set[int] = set()
    for line in top.tables("deadline", _DEADLINE):
        kind = line.one_of("kind", deadlines.KINDS)
        level = line.one_of("level", deadlines.LEVELS)
        way = "at_latest" if line.has("at_latest") else "before"
        if line.has("at_latest") and line.has("before"):
            raise line.fail("at_latest", "twice")
        day = line.text(way)
        if day.startswith("<") or deadlines.read(kind, level, day, "", 2023) is None:
            raise line.fail(way, "value")
        if day.count("-") == 2:
            years.add(int(day[:4]))
        put(line, f"deadline.{kind}.{level}", f"<={day}" if way == "at_latest" else day)
    for line in top.tables("target", _TARGET):
        kind = line.one_of("kind", year.TARGETS)
        scope = line.one_of("of", year.SCOPES)
        put(line, f"target.{kind}.{scope}", str(line.percent("least")))
    for line in top.tables("setting", _SETTING):
        put(line, line.one_of("name", tuple(_TYPES)), line.setting())
    for rule, text in top.clauses():
        values[f"basis:{year.CLAUSE}{rule}"] = text
    return Profile(ident, name, letter, values, frozenset(years))


class _Reader:
    """One table of the file; every complaint names the place in it."""

    def __init__(self, table: Any, path: Path, prefix: str, known: set[str]) -> None:
        self._table, self._path, self._prefix = table, path, prefix
        for key in table:
            if key not in known:
                raise self.fail(key, "unknown")

    def fail(self, key: str, detail: str) -> ProfileFileError:
        place = (self._prefix + key).rstrip(".")
        return ProfileFileError(path=self._path, key=place, detail=detail)

    def has(self, key: str) -> bool:
        return key in self._table

    def text(self, key: str) -> str:
        if key not in self._table:
            raise self.fail(key, "missing")
        value = self._table[key]
        if not isinstance(value, str) or not value.strip() or len(value) > 500:
            raise self.fail(key, "value")
        if any(ord(sign) < 32 for sign in value):
            raise self.fail(key, "value")
        return unicodedata.normalize("NFC", value.strip())

    def one_of(self, key: str, known: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in known:
            raise self.fail(key, "value")
        return value

    def percent(self, key: str) -> int:
        value = self._table.get(key)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 100:
            raise self.fail(key, "missing" if value is None else "value")
        return value

    def setting(self) -> str:
        """The value of the setting that the line names, as the log keeps it."""
        value, kind = self._table.get("value"), _TYPES[self.text("name")]
        fits = {
            "bool": isinstance(value, bool),
            "int": isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 100,
            "str": isinstance(value, str) and bool(value),
        }.get(kind, isinstance(value, list) and all(isinstance(item, str) for item in value))
        if value is None or not fits:
            raise self.fail("value", "missing" if value is None else "value")
        return campaigns.write_setting(value)

    def tables(self, key: str, known: set[str]) -> list[_Reader]:
        value = self._table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(line, dict) for line in value):
            raise self.fail(key, "value")
        return [
            _Reader(line, self._path, f"{key}[{position}].", known)
            for position, line in enumerate(value, start=1)
        ]

    def clauses(self) -> list[tuple[str, str]]:
        value = self._table.get("clause", {})
        if not isinstance(value, dict):
            raise self.fail("clause", "value")
        inside = _Reader(value, self._path, "clause.", set(_RULES))
        return [(rule, inside.text(rule)) for rule in value]


def check_year(profile: Profile, of: int) -> None:
    """Raises ProfileYearError where the letter sets days of another year alone."""
    if profile.years and of not in profile.years:
        raise ProfileYearError(profile=profile.name, year=of, years=sorted(profile.years))


def choose(book: Book, campaign: Campaign, profile: Profile) -> Changes:
    """Puts the letter's rules in place of those that another profile or person had set.

    Deadlines, targets and clauses that the letter does not speak of are taken away; settings
    that it does not speak of stay. Raises ProfileYearError, NoOfficeKeyError.
    """
    book.require_office()
    check_year(profile, campaign.year)
    values: dict[str, Value] = {name: None for name in _held(book, campaign)}
    values.update(profile.values)
    return campaigns.change(book, campaign, values)


def _held(book: Book, campaign: Campaign) -> list[str]:
    """The cells of the campaign that a profile owns."""
    found = []
    for table, family in (("setting", "set"), ("setting_basis", "basis")):
        names = book.connection.execute(
            f"SELECT name FROM {table} WHERE campaign = ?", (campaign.id,)
        ).fetchall()
        found += [
            f"{family}:{name}"
            for (name,) in names
            if name.startswith(("deadline.", "target.", year.CLAUSE)) or name == year.PROFILE
        ]
    return found
