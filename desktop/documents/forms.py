"""Forms of official papers, read from ``resources/forms``: data with a date of validity."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from desktop.documents.errors import FormUnknownError


@dataclass(frozen=True, slots=True)
class Page:
    """Margins of an A4 page in millimetres, size of the page number in points."""

    top: float
    bottom: float
    left: float
    right: float
    number_size: float


@dataclass(frozen=True, slots=True)
class RightLine:
    """A line of the right heading; ``rule`` draws a line below, as long as the text."""

    text: str
    size: float
    rule: bool = False


@dataclass(frozen=True, slots=True)
class HeadingForm:
    """The two columns that every paper opens with."""

    left_width: float  # mm
    parent_size: float
    body_size: float
    separator: str  # "*" or "rule"
    number_size: float
    place_date_size: float
    place_date_on_minutes: bool
    right: tuple[RightLine, ...]


@dataclass(frozen=True, slots=True)
class NumberForm:
    """Patterns of the number; fields: number, kind (BB), series (TTĐ)."""

    known: str
    open: str
    letter: str  # of an official letter (công văn), open


@dataclass(frozen=True, slots=True)
class TitleForm:
    """Type of paper and subject line, and what stands below them ("-----" or "rule")."""

    type_size: float
    subject_size: float
    below: str


@dataclass(frozen=True, slots=True)
class TextForm:
    """Running text; ``indent`` in mm, the rest in points."""

    size: float
    leading: float
    indent: float
    between: float
    section: str  # pattern of a section's number
    ending: str  # closes the last sentence


@dataclass(frozen=True, slots=True)
class SignatureForm:
    """Titles over the two signatures of minutes; ``space`` in mm is left free for signing."""

    title_size: float
    name_size: float
    left: str
    right: str
    member: str  # where members sign too
    title_bold: bool  # of a title below an authority
    space: float


@dataclass(frozen=True, slots=True)
class RecipientsForm:
    """As "Nơi nhận"; every line but the last ends with ``separator``, that with ``last``."""

    title_size: float
    title_style: str  # "underlined" or "bold italic"
    list_size: float
    separator: str
    last: str


@dataclass(frozen=True, slots=True)
class Words:
    """How people and the panel are called."""

    person: str
    panel: str
    series: str  # of the panel's own papers
    clock: str  # pattern; fields: hour, minute
    addressed: str  # what a letter opens with
    proposed_to: str  # what a proposal opens with


@dataclass(frozen=True, slots=True)
class AuthorityForm:
    """What stands before the body or office that somebody signs for."""

    on_behalf: str
    by_order: str
    instead: str
    mandate: str


@dataclass(frozen=True, slots=True)
class Form:
    """One set of rules for the look of papers."""

    id: str
    name: str
    side: str  # "party" or "state"
    valid_from: date
    valid_to: date | None
    page: Page
    heading: HeadingForm
    number: NumberForm
    title: TitleForm
    text: TextForm
    signature: SignatureForm
    recipients: RecipientsForm
    words: Words
    authority: AuthorityForm

    def valid_on(self, day: date) -> bool:
        """Whether the form is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@lru_cache(maxsize=1)
def known_forms() -> tuple[str, ...]:
    """The ids of all forms that come with the program, sorted."""
    folder = resources.files("resources") / "forms"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@lru_cache(maxsize=16)
def load_form(form_id: str) -> Form:
    """The form of that id; FormUnknownError where there is none."""
    if form_id not in known_forms():
        raise FormUnknownError(form=form_id, known=known_forms())
    source = resources.files("resources") / "forms" / f"{form_id}.toml"
    return _form(tomllib.loads(source.read_text(encoding="utf-8")))


def _form(data: dict[str, Any]) -> Form:
    heading = dict(data["heading"])
    right = tuple(RightLine(**line) for line in heading.pop("right"))
    return Form(
        id=data["id"],
        name=data["name"],
        side=data["side"],
        valid_from=data["valid_from"],
        valid_to=data.get("valid_to"),
        page=Page(**data["page"]),
        heading=HeadingForm(right=right, **heading),
        number=NumberForm(**data["number"]),
        title=TitleForm(**data["title"]),
        text=TextForm(**data["text"]),
        signature=SignatureForm(**data["signature"]),
        recipients=RecipientsForm(**data["recipients"]),
        words=Words(**data["words"]),
        authority=AuthorityForm(**data["authority"]),
    )
