"""Where all submissions of a campaign stand: by id, in the order of their codes, ranked and
counted. One more mark changes one of them; nothing is gone through for it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

from db.queries.standings import Standing
from db.rules.ranks import Ranking

ALL: Final = "all"
NO_CLASS: Final = "none"
_Counted = tuple[str, str, tuple[str, ...], str, bool, bool]


class AllStandings:
    """Where all stand: by id, in code order, ranked and counted."""

    def __init__(self) -> None:
        self.by_id: dict[bytes, Standing] = {}
        self.in_order: list[Standing] = []
        self.ranking = Ranking()
        self._counts: Counter[_Counted] = Counter()

    def add(self, found: Sequence[Standing]) -> None:
        """Many at once; :meth:`settle` brings them in order."""
        for one in found:
            self.by_id[one.id] = one
            self._note(one, 1)
        self.in_order += found

    def settle(self) -> None:
        """All are there."""
        self.in_order.sort(key=by_code)
        self.ranking.fill((one.kind, one.final) for one in self.in_order)

    def change(self, ident: bytes, fresh: Standing | None) -> None:
        """One stands elsewhere, is new, or is there no more."""
        former = self.by_id.pop(ident, None)
        if former is not None:
            self._note(former, -1)
            self.ranking.remove(former.kind, former.final)
            del self.in_order[bisect_left(self.in_order, by_code(former), key=by_code)]
        if fresh is not None:
            self.by_id[ident] = fresh
            self._note(fresh, 1)
            self.ranking.add(fresh.kind, fresh.final)
            place = bisect_left(self.in_order, by_code(fresh), key=by_code)
            self.in_order.insert(place, fresh)

    def _note(self, one: Standing, by: int) -> None:
        """All that is counted of it together: there are few different ones."""
        appraised, scored = one.eligible is not False, one.final is not None
        name = one.class_name or NO_CLASS
        self._counts[str(one.kind), name, one.flags, one.class_code, appraised, scored] += by

    @property
    def scored(self) -> tuple[int, int]:
        """How many submissions have a score, of how many that may be appraised."""
        found = [(n, scored) for (*_, appraised, scored), n in self._counts.items() if appraised]
        return sum(n for n, scored in found if scored), sum(n for n, _ in found)

    def noted(self, code: str) -> bool:
        """Whether one that may be appraised has no class for that reason."""
        return any(n and why == code and appraised
                   for (_, _, _, why, appraised, _), n in self._counts.items())  # fmt: skip

    def count(self, what: str, kind: str) -> dict[str, int]:
        """How many there are by kind, class or flag, of one kind or of ALL; under ALL all."""
        found: Counter[str] = Counter()
        for (of, name, flags, *_), count in self._counts.items():
            if kind in (ALL, of):
                found[ALL] += count
            if what == "kind":
                found[of] += count
            elif kind in (ALL, of):
                for each in flags if what == "flag" else (name,):
                    found[each] += count
        return {ALL: found[ALL], **{key: count for key, count in found.items() if count}}


def by_code(one: Standing) -> tuple[str, bytes]:
    """In the order of the codes."""
    return one.code, one.id
