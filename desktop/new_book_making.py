"""A new book with its first campaign, rubrics and panel: all of it or nothing."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import campaigns, entries, profiles, rubrics
from db.book import Book
from db.campaigns import Campaign
from db.errors import FileExistsAlreadyError, FileUnusableError, RubricUnsoundError
from db.home import Home
from db.profiles import Profile
from db.records import Role, Rubric
from db.rules import bands
from db.rules.vietnamese import fold
from db.storage import put_in_place

_LONGEST_CODE = 12


@dataclass(frozen=True, slots=True)
class PanelMember:
    """One member as typed; ``unit`` is a unit's code or its name, "" where nothing is said."""

    name: str
    role: Role = Role.MEMBER
    unit: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class NewBook:
    """What the three steps asked for."""

    body: str
    year: int
    parent: str = ""
    place: str = ""
    form: str = "hd36_2018"
    scales: tuple[Rubric, ...] = ()
    profile: Profile | None = None
    panel: tuple[PanelMember, ...] = ()


def member_code(position: int) -> str:
    """The code of the member in that place of the list, from 0: ``TV01``."""
    return f"TV{position + 1:02d}"


def clean(text: str) -> str:
    """Composed letters, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def require_sound(rubric: Rubric) -> None:
    """Raises RubricUnsoundError where a confirmed rubric does not add up."""
    problems = (*bands.check(rubric), *bands.unworded(rubric)) if rubric.confirmed else ()
    if problems:
        raise RubricUnsoundError(rubric=rubric.name, problems=problems)


def make(path: Path, home: Home, wanted: NewBook) -> Path:
    """Makes the book under another name and gives it its own when it is whole.

    Raises FileExistsAlreadyError, FileUnusableError, RubricUnsoundError, ProfileYearError and
    what a full disk brings; then there is no file and no key of it.
    """
    if path.exists():
        raise FileExistsAlreadyError(path=path)
    for rubric in wanted.scales:
        require_sound(rubric)
    if wanted.profile is not None:
        profiles.check_year(wanted.profile, wanted.year)
    part = path.with_name(f".{path.stem}-{os.urandom(4).hex()}.part")
    ident: bytes | None = None
    try:
        with Book.create(part, home) as book:
            ident = book.id
            _fill(book, wanted)
        put_in_place(part, path)
    except BaseException as error:
        if ident is not None:
            shutil.rmtree(home.root / "keys" / ident.hex(), ignore_errors=True)
        if isinstance(error, FileExistsError):
            raise FileExistsAlreadyError(path=path) from error
        if isinstance(error, FileUnusableError):  # name the file that was asked for
            raise FileUnusableError(path=path, errno=error.facts.get("errno")) from error
        if isinstance(error, OSError):
            raise FileUnusableError(path=path, errno=error.errno) from error
        raise
    finally:
        part.unlink(missing_ok=True)
    return path


def _fill(book: Book, wanted: NewBook) -> None:
    campaign = campaigns.create(
        book,
        wanted.year,
        wanted.body,
        parent=wanted.parent,
        place=wanted.place,
        form=wanted.form,
    )
    for rubric in wanted.scales:
        rubrics.store(book, campaign, rubric)
    if wanted.profile is not None:
        profiles.choose(book, campaign, wanted.profile)
    codes = _make_units(book, campaign, [member.unit for member in wanted.panel])
    for position, member in enumerate(wanted.panel):
        entries.save(
            book,
            "member",
            None,
            {
                "campaign": campaign.id,
                "code": member_code(position),
                "name": member.name,
                "role": str(member.role),
                "unit": codes.get(member.unit) or None,
                "post": member.post or None,
            },
        )


def _make_units(book: Book, campaign: Campaign, texts: Sequence[str]) -> dict[str, str]:
    """A unit for each text that stands in the column Đơn vị; text -> code.

    A code stays without a name: the workbook that comes later brings the name.
    """
    codes: dict[str, str] = {}
    for text in dict.fromkeys(text for text in texts if text):
        is_code = " " not in text and len(text) <= _LONGEST_CODE
        code = text if is_code else _initials(text)
        number = 2
        while code in codes.values():
            code, number = f"{_initials(text)}{number}", number + 1
        codes[text] = code
        values = {"campaign": campaign.id, "code": code, "name": None if is_code else text}
        entries.save(book, "unit", None, values)
    return codes


def _initials(text: str) -> str:
    """``Ban Tổ chức Huyện ủy`` -> ``BTCHU``."""
    found = "".join(word[0] for word in fold(text).split() if word[0].isalnum()).upper()
    return found[:_LONGEST_CODE] or "DV"
