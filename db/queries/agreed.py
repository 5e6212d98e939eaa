"""Agreed marks (chấm thống nhất): every submission that is appraised, with what is agreed on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db import rounds
from db.book import Book
from db.locked import locked_in
from db.queries.appraised import Appraised, in_parts, named
from db.records import Rubric
from db.rules import bands, totals
from db.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class AgreedLine(Appraised):
    """One submission; ``marks`` in hundredths by criterion, of the round that it is in.
    ``final`` and ``class_name`` once all are agreed; ``locked``: the meeting whose frozen
    results keep it as it is."""

    marks: Mapping[str, int]
    self_marks: Mapping[str, int]
    rubric: Rubric | None
    final: int | None
    class_name: str | None
    locked: int | None
    round: int


def agreed_lines(
    book: Book, around: Surroundings, idents: Iterable[bytes] | None = None
) -> list[AgreedLine]:
    """Those that are appraised in code order, whether anything is agreed or not; of ``idents``
    only, where given."""
    later, found = rounds.rounds(book.connection), []
    for part in in_parts(book, around, idents):
        stored: dict[bytes, dict[str, int]] = {}
        for submission, name, mark in book.connection.execute(
            "SELECT submission, criterion, mark FROM agreed_mark "
            f"WHERE submission IN ({', '.join('?' * len(part))})",
            [one.id for one in part],
        ):
            if rounds.agreed_round(name) == later.get(submission, rounds.FIRST):
                stored.setdefault(submission, {})[rounds.agreed_criterion(name)] = mark
        for one in part:
            marks, rubric = stored.get(one.id, {}), around.rubrics.get(one.kind)
            whole = rubric is not None and bool(marks) and totals.complete(rubric, marks)
            final = totals.agreed(rubric, marks).final if rubric is not None and whole else None
            found.append(
                AgreedLine(
                    *named(around, one),
                    marks=marks,
                    self_marks=one.self_marks,
                    rubric=rubric,
                    final=final,
                    class_name=bands.class_of(rubric, final) if rubric is not None else None,
                    locked=locked_in(book.connection, one.id),
                    round=later.get(one.id, rounds.FIRST),
                )
            )
    return found
