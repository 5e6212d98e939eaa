"""Writes the letters of a session: proposal, result notices, reminder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from db.queries.office_papers import OfficeFacts, Signer
from db.records import Campaign
from desktop.documents.blocks import Letters
from desktop.documents.content_notices import notices
from desktop.documents.content_proposal import proposal
from desktop.documents.content_recheck import Answered, recheck_letters
from desktop.documents.content_reminders import reminders
from desktop.documents.facts import Body, Facts
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.letter import WrittenLetters, write_letters
from desktop.documents.read_body import read_facts
from desktop.documents.readable import readable_all, readable_office
from desktop.documents.secrecy import refuse_secret


def write_proposal(
    body: Body,
    path: Path,
    proof_code: str | None = None,
    office: OfficeFacts | None = None,
    *,
    mirrored: bool = False,
) -> WrittenLetters:
    """Writes the proposal to the standing committee; a draft where there is no proof code.

    Raises SecretMarkError, FormUnknownError, FontMissingError, PaperFileError.
    """

    def made(facts: Facts, more: OfficeFacts | None) -> Letters:
        return proposal(facts, more, proof_code)

    return _write(body, path, office, made, "proposal", mirrored)


def write_notices(
    body: Body,
    path: Path,
    proof_code: str | None = None,
    office: OfficeFacts | None = None,
    *,
    mirrored: bool = False,
) -> WrittenLetters:
    """Writes a notice for each unit; raises as :func:`write_proposal`, and PaperEmptyError."""

    def made(facts: Facts, more: OfficeFacts | None) -> Letters:
        return notices(facts, more, proof_code)

    return _write(body, path, office, made, "notices", mirrored)


def write_reminders(
    body: Body, path: Path, office: OfficeFacts, *, mirrored: bool = False
) -> WrittenLetters:
    """Writes the letter to the late units; raises as :func:`write_notices`."""

    return _write(body, path, office, _reminders, "reminders", mirrored)


def campaign_body(campaign: Campaign, *, illustrative: bool) -> dict[str, Any]:
    """What a letter needs to know of the body where there is no session."""
    return {
        "campaign": {
            "year": campaign.year,
            "body": campaign.body,
            "parent": campaign.parent,
            "place": campaign.place,
            "form": campaign.form,
        },
        "settings": {"bases": dict(campaign.settings.bases)},
        "illustrative": illustrative,
    }


def write_reminders_word(body: Body, path: Path, office: OfficeFacts) -> Path:
    """The letter to the late units for Word; raises as :func:`write_reminders`."""
    from desktop.documents.word_letter import letters_docx

    letters, face, _ = _composed(body, office, _reminders)
    write_whole(path, letters_docx(letters, face, "reminders"))
    return path


def write_recheck(
    body: Body, stem: Path, rows: Sequence[Answered], signer: Signer
) -> tuple[Path, Path]:
    """The answers to units on their registrations, as PDF and for Word; ``stem`` is the path
    without its ending. Raises as :func:`write_reminders`."""
    from desktop.documents.word_letter import letters_docx

    refuse_secret({"rows": [(row.title, row.note) for row in rows]})
    face = typeface()
    missing: set[str] = set()

    def readable(words: str) -> str:
        return face.readable(words, missing)

    cleaned = cast(tuple[Answered, ...], readable_all(tuple(rows), readable))
    letters = recheck_letters(read_facts(body, readable), cleaned, signer)
    pdf, word = stem.with_suffix(".pdf"), stem.with_suffix(".docx")
    write_letters(letters, pdf, face, missing, "recheck")
    write_whole(word, letters_docx(letters, face, "recheck"))
    return pdf, word


def _reminders(facts: Facts, office: OfficeFacts | None) -> Letters:
    assert office is not None
    return reminders(facts, office)


def _write(
    body: Body,
    path: Path,
    office: OfficeFacts | None,
    made: Callable[[Facts, OfficeFacts | None], Letters],
    paper: str,
    mirrored: bool,
) -> WrittenLetters:
    letters, face, missing = _composed(body, office, made)
    letters = replace(letters, marks=replace(letters.marks, mirrored=mirrored))
    return write_letters(letters, path, face, missing, paper)


def _composed(
    body: Body,
    office: OfficeFacts | None,
    made: Callable[[Facts, OfficeFacts | None], Letters],
) -> tuple[Letters, Typeface, set[str]]:
    """The letters worded, the typeface, signs without a glyph."""
    refuse_secret(body)
    if office is not None:
        refuse_secret({"owing": [each.title for each in office.owing]})
    face = typeface()
    missing: set[str] = set()

    def readable(words: str) -> str:
        return face.readable(words, missing)

    more = None if office is None else readable_office(office, readable)
    return made(read_facts(body, readable), more), face, missing
