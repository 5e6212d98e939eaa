"""The re-check of registrations (R20, R24): what a person said of each, what hints see in it,
and where the very same text stands a second time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.book import Book
from db.campaigns import Surroundings
from db.records import Campaign, SubjectKind
from db.rules import recheck
from db.rules.vietnamese import fold
from db.tallies import kind_of
from db.year_rules import read

_TOGETHER = 500  # registrations in one part


@dataclass(frozen=True, slots=True)
class Registration:
    """A registration that is not withdrawn; ``answers`` are (question, yes or no) of
    db.rules.recheck.QUESTIONS; ``stamp`` changes with its texts; ``models`` is how many its
    subject has registered, 1 for a person."""

    id: bytes
    code: str
    kind: SubjectKind
    subject: str
    post: str
    unit: str
    unit_name: str
    title: str
    registered_on: str
    outcome: str
    note: str
    answers: tuple[tuple[str, str], ...]
    stamp: int
    models: int
    same: bool


@dataclass(frozen=True, slots=True)
class Same:
    """A submission with the very same texts."""

    code: str
    year: int
    unit_name: str


def registrations(book: Book, around: Surroundings) -> list[Registration]:
    """Every registration of the campaign in code order."""
    return [one for part in registration_parts(book, around) for one in part]


def registration_parts(book: Book, around: Surroundings) -> Iterator[list[Registration]]:
    """The same a part at a time; the first are empty, while it is counted how many models each
    subject has."""
    campaign = around.campaign
    answers: dict[bytes, list[tuple[str, str]]] = {}
    for ident, question, answer in book.connection.execute(
        "SELECT m.submission, m.question, m.answer FROM recheck_mark m "
        "JOIN submission s ON s.id = m.submission WHERE s.campaign = ?",
        (campaign.id,),
    ):
        if question in recheck.QUESTIONS:
            answers.setdefault(ident, []).append((question, answer))
    doubled = _doubled(book, campaign)
    yield []
    rows: list[tuple[Any, ...]] = []
    models: Counter[tuple[str, str]] = Counter()
    for part in _rows(book, campaign):
        rows += part
        models.update(_subject(row) for row in part if _collective(row))
        yield []
    for start in range(0, len(rows), _TOGETHER):
        found = []
        for row in rows[start : start + _TOGETHER]:
            ident, code, kind, subject, post, unit, title, day, outcome, note, stamp = row
            known = around.units.get(unit or "")
            found.append(
                Registration(
                    ident, code, kind_of(kind), subject or "", post or "", unit or "",
                    known.name if known and known.name else unit or "", title or "", day,
                    outcome or "", note or "", tuple(sorted(answers.get(ident, ()))), stamp or 0,
                    models[_subject(row)] if _collective(row) else 1, ident in doubled,
                )
            )  # fmt: skip
        yield found


def _rows(book: Book, campaign: Campaign) -> Iterator[list[tuple[Any, ...]]]:
    after: tuple[str, bytes] = ("", b"")
    while True:
        part = book.connection.execute(
            "SELECT id, code, kind, subject, post, unit, title, registered_on, recheck, "
            "recheck_note, text_stamp FROM submission WHERE campaign = ? "
            "AND (code, id) > (?, ?) AND registered_on IS NOT NULL "
            f"AND coalesce(withdrawn, '') = '' ORDER BY code, id LIMIT {_TOGETHER}",
            (campaign.id, *after),
        ).fetchall()
        yield part
        if len(part) < _TOGETHER:
            return
        after = part[-1][1], part[-1][0]


def _collective(row: tuple[Any, ...]) -> bool:
    return kind_of(row[2]) == SubjectKind.COLLECTIVE


def _subject(row: tuple[Any, ...]) -> tuple[str, str]:
    return row[5] or "", fold(row[3] or "")


def hints_of(
    book: Book, campaign: Campaign, wanted: Sequence[Registration]
) -> dict[bytes, tuple[str, ...]]:
    """What hints see in these registrations, by id."""
    most = read(book.connection, campaign).most_models
    found = {}
    for one in wanted:
        row = book.connection.execute(
            "SELECT title, content, product, solution, novelty FROM submission WHERE id = ?",
            (one.id,),
        ).fetchone()
        if row is None:
            continue
        title, *texts, novelty = (text or "" for text in row)
        promised = [
            text or ""
            for (text,) in book.connection.execute(
                "SELECT promised FROM target WHERE submission = ?", (one.id,)
            )
        ]
        found[one.id] = recheck.hints(
            title, texts, novelty, promised, models=one.models, most=most, same=one.same
        )
    return found


def same_as(book: Book, ident: bytes) -> list[Same]:
    """The submissions of this and earlier years with the very same texts, newest first."""
    return [
        Same(code or "", year or 0, name or unit or "")
        for code, year, unit, name in book.connection.execute(
            "SELECT o.code, c.year, o.unit, (SELECT u.name FROM unit u "
            "WHERE u.campaign = o.campaign AND u.code = o.unit) "
            "FROM submission s JOIN campaign a ON a.id = s.campaign "
            "JOIN submission o ON o.text_stamp = s.text_stamp AND o.id <> s.id "
            "JOIN campaign c ON c.id = o.campaign "
            "WHERE s.id = ? AND coalesce(s.title, '') <> '' AND coalesce(o.withdrawn, '') = '' "
            "AND c.year <= a.year ORDER BY c.year DESC, o.code, o.id LIMIT 5",
            (ident,),
        )
    ]


def _doubled(book: Book, campaign: Campaign) -> set[bytes]:
    return {
        ident
        for (ident,) in book.connection.execute(
            "SELECT s.id FROM submission s WHERE s.campaign = ? AND coalesce(s.title, '') <> '' "
            "AND EXISTS (SELECT 1 FROM submission o JOIN campaign c ON c.id = o.campaign "
            "WHERE o.text_stamp = s.text_stamp AND o.id <> s.id "
            "AND coalesce(o.withdrawn, '') = '' AND c.year <= ?)",
            (campaign.id, campaign.year),
        )
    }
