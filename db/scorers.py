"""Who is expected to score a submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from db.records import Recusal, Submission
from db.rules.recusal import Recuser
from db.surroundings import Surroundings

_TOGETHER = 200  # submissions read for in one query: memory stays bounded


class Scorers:
    """Who scores a submission of a campaign: the assigned (else all), minus the recused."""

    def __init__(self, around: Surroundings) -> None:
        self._connection = around.connection
        self._members = around.members
        self._recuser = Recuser(around.members, around.campaign.settings)
        self._known: dict[str, dict[bytes, dict[bytes, Any]]] = {}

    def look_at(self, idents: Sequence[bytes]) -> None:
        """Reads at once what :meth:`of` will want of these submissions; one by one it takes
        several times as long. Good until the next write."""
        named = f"({', '.join('?' * len(idents))})"
        for table in ("recusal", "dismissal", "assignment"):
            found: dict[bytes, dict[bytes, Any]] = {ident: {} for ident in idents}
            self._known[table] = found
            for submission, member, value in self._connection.execute(
                f"SELECT * FROM {table} WHERE submission IN {named}", idents
            ):
                found[submission][member] = value

    def ahead_of(self, waiting: Iterable[Submission]) -> Iterator[Submission]:
        """The same submissions, looked at many at a time as they come."""
        coming = iter(waiting)
        while some := list(islice(coming, _TOGETHER)):
            self.look_at([submission.id for submission in some])
            yield from some

    def of(self, submission: Submission) -> tuple[list[bytes], dict[bytes, Recusal]]:
        """(ids of the members expected to score, recusals among the assigned)."""
        declared = self._family("recusal", submission.id)
        dismissed = self._family("dismissal", submission.id)
        given = self._family("assignment", submission.id)
        assigned = {member for member, yes in given.items() if yes}
        panel = [m.id for m in self._members if not assigned or m.id in assigned]
        recused = self._recuser.of(submission, declared, dismissed.keys())
        recused = {member: recused[member] for member in panel if member in recused}
        return [m for m in panel if m not in recused], recused

    def _family(self, table: str, submission: bytes) -> dict[bytes, Any]:
        known = self._known.get(table, {}).get(submission)
        if known is not None:
            return known
        return {
            member: value
            for _, member, value in self._connection.execute(
                f"SELECT * FROM {table} WHERE submission = ?", (submission,)
            )
        }
