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


class AllStandings:
    """Where all stand: by id, in code order, ranked and counted."""

    def __init__(self) -> None:
        self.by_id: dict[bytes, Standing] = {}
        self.in_order: list[Standing] = []
        self.ranking = Ranking()
        self._counts: Counter[tuple[str, ...]] = Counter()

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
        counts, kind = self._counts, str(one.kind)
        counts["kind", kind] += by
        counts["class", kind, one.class_name or NO_CLASS] += by
        for flag in one.flags:
            counts["flag", kind, flag] += by
        if one.eligible is not False:
            counts["open", "scored" if one.final is not None else ""] += by
            counts["note", one.class_code] += by

    @property
    def scored(self) -> tuple[int, int]:
        """How many submissions have a score, of how many that may be appraised."""
        scored, not_yet = (self._counts["open", state] for state in ("scored", ""))
        return scored, scored + not_yet

    def noted(self, code: str) -> bool:
        """Whether one that may be appraised has no class for that reason."""
        return bool(self._counts["note", code])

    def count(self, what: str, kind: str) -> dict[str, int]:
        """How many there are by kind, class or flag, of one kind or of ALL; under ALL all."""
        found: dict[str, int] = {}
        for key, count in self._counts.items():
            if key[0] == what and count and (what == "kind" or kind in (ALL, key[1])):
                found[key[-1]] = found.get(key[-1], 0) + count
        whole = sum(n for (what, *of), n in self._counts.items()
                    if what == "kind" and kind in (ALL, *of))  # fmt: skip
        return {ALL: whole, **found}


def by_code(one: Standing) -> tuple[str, bytes]:
    """In the order of the codes."""
    return one.code, one.id
