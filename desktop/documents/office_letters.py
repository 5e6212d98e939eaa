"""Writes the letters of a session: proposal, result notices, reminder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from db.queries.office_papers import OfficeFacts
from desktop.documents.blocks import Letters
from desktop.documents.content_notices import notices
from desktop.documents.content_proposal import proposal
from desktop.documents.content_reminders import reminders
from desktop.documents.facts import Body, Facts
from desktop.documents.fonts import typeface
from desktop.documents.letter import WrittenLetters, write_letters
from desktop.documents.read_body import read_facts
from desktop.documents.readable import readable_office
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

    def made(facts: Facts, more: OfficeFacts | None) -> Letters:
        assert more is not None
        return reminders(facts, more)

    return _write(body, path, office, made, "reminders", mirrored)


def _write(
    body: Body,
    path: Path,
    office: OfficeFacts | None,
    made: Callable[[Facts, OfficeFacts | None], Letters],
    paper: str,
    mirrored: bool,
) -> WrittenLetters:
    refuse_secret(body)
    if office is not None:
        refuse_secret({"owing": [each.title for each in office.owing]})
    face = typeface()
    missing: set[str] = set()

    def readable(words: str) -> str:
        return face.readable(words, missing)

    more = None if office is None else readable_office(office, readable)
    letters = made(read_facts(body, readable), more)
    letters = replace(letters, marks=replace(letters.marks, mirrored=mirrored))
    return write_letters(letters, path, face, missing, paper)
