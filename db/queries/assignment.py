"""Who scores what: every submission that is appraised, with those who are to score it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.book import Book
from db.locked import locked_in
from db.queries.appraised import Appraised, in_parts, named
from db.records import Recusal
from db.rules.recusal import Recuser
from db.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class AssignmentLine(Appraised):
    """One submission, found by its field too. ``assigned`` is empty where everybody scores it;
    ``recused`` are those of the whole panel, assigned or not; ``handed_in`` those with a
    ballot on record."""

    unit: str
    field: str
    assigned: frozenset[bytes]
    recused: dict[bytes, Recusal]
    handed_in: frozenset[bytes]
    frozen: int | None  # the meeting whose frozen results keep it as it is

    def scorers(self, panel: Iterable[bytes]) -> list[bytes]:
        """Who is to score it, in the order of the panel."""
        return [
            member
            for member in panel
            if member not in self.recused and (not self.assigned or member in self.assigned)
        ]


def assignment_lines(
    book: Book, around: Surroundings, idents: Iterable[bytes] | None = None
) -> list[AssignmentLine]:
    """The submissions that are appraised, in code order; of ``idents`` only, where given."""
    recuser = Recuser(around.members, around.campaign.settings)
    found = []
    for part in in_parts(book, around, idents):
        ids = [one.id for one in part]
        declared, dismissed, given, handed_in = (
            _by_submission(book, ids, table, column)
            for table, column in (
                ("recusal", "reason"),
                ("dismissal", "reason"),
                ("assignment", "given"),
                ("ballot_state", "status"),
            )
        )
        for one in part:
            recused = recuser.of(one, declared.get(one.id, {}), dismissed.get(one.id, {}).keys())
            here = handed_in.get(one.id, {})
            found.append(
                AssignmentLine(
                    *named(around, one, one.field),
                    unit=one.unit,
                    field=one.field,
                    assigned=frozenset(m for m, yes in given.get(one.id, {}).items() if yes),
                    recused=recused,
                    handed_in=frozenset(m for m, status in here.items() if status != "void"),
                    frozen=locked_in(book.connection, one.id),
                )
            )
    return found


def _by_submission(
    book: Book, idents: Sequence[bytes], table: str, column: str
) -> dict[bytes, dict[bytes, Any]]:
    """What a column says of each member, by submission."""
    found: dict[bytes, dict[bytes, Any]] = {}
    for submission, member, value in book.connection.execute(
        f"SELECT submission, member, {column} FROM {table} "
        f"WHERE submission IN ({', '.join('?' * len(idents))})",
        idents,
    ):
        found.setdefault(submission, {})[member] = value
    return found
