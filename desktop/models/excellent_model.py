"""The HTXSNV list: who is put forward, where each stands and on what basis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QObject, Qt

from db.operation import Changes
from db.queries.excellent import ExcellentList, Proposed, State, UnitQuota, in_steps
from db.records import SubjectKind
from db.rules.vietnamese import fold, sort_key
from desktop.excellent_words import STATES, reason_in_short
from desktop.models.sliced_table import SlicedTable
from desktop.models.table_model import ID_ROLE
from desktop.models.words import KINDS
from desktop.session import Session

_BREATH = 50  # rows between two looks at the clock
ALL, AIMING, EVERYBODY = "all", "aiming", "everybody"
_KINDS: Final = frozenset(
    {"submission", "ballot", "campaign", "rubric", "member", "unit", "void", "session", "office",
     "subject", "ground", "decision", "snapshot", "unfreeze"}
)  # fmt: skip


class Column(IntEnum):
    """What stands where."""

    SUBJECT = 0
    KIND = 1
    UNIT = 2
    PANEL = 3
    DECIDED = 4
    STATE = 5
    REASON = 6
    REWARD = 7


HEADINGS = (
    "Đối tượng", "Loại", "Đơn vị", "Tổ xếp loại", "Quyết định", "HTXSNV", "Căn cứ, lý do",
    "Đề nghị khen thưởng",
)  # fmt: skip


@dataclass(slots=True)
class _Found:
    """``searched`` and ``sorted`` by the id of the row that stands for a subject."""

    whole: ExcellentList | None = None
    searched: dict[bytes, str] = field(default_factory=dict)
    sorted: dict[bytes, str] = field(default_factory=dict)


class ExcellentModel(SlicedTable):
    """All subjects in memory; those that are put forward are shown at first."""

    headings = HEADINGS

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._found, self._coming = _Found(), _Found()
        self._shown: list[Proposed] = []
        self._words: list[str] = []
        self._who, self._kind, self._state = AIMING, ALL, ALL
        self._order, self._descending = Column.SUBJECT, False

    def gather(self) -> Iterator[None]:
        """Everybody, with every rule as it turns out; what is searched and sorted by."""
        session, self._coming = self.session, _Found()
        if session.campaign is None or not session.sees_results:
            return
        today, coming = date.today().isoformat(), self._coming
        coming.whole = yield from in_steps(session.book, session.campaign, today)
        for number, row in enumerate(coming.whole.rows):
            coming.searched[_ident(row)] = self._searched(row)
            coming.sorted[_ident(row)] = sort_key(row.subject.name)
            if not number % _BREATH:
                yield

    def take_over(self) -> None:
        """What was gathered."""
        self._found, self._coming = self._coming, _Found()
        self._sieve()

    @property
    def found(self) -> ExcellentList | None:
        """The list, None where there is none to be seen."""
        return self._found.whole

    def touched(self, changes: Changes) -> frozenset[bytes] | None:
        """Everybody, after a change of these kinds."""
        return None if changes.kinds & _KINDS else frozenset()

    @property
    def rows(self) -> tuple[Proposed, ...]:
        """Everybody of the campaign."""
        return self.found.rows if self.found is not None else ()

    @property
    def over(self) -> tuple[UnitQuota, ...]:
        """The units over their quota."""
        quotas = self.found.quotas if self.found is not None else ()
        return tuple(quota for quota in quotas if quota.over)

    @property
    def decided(self) -> bool:
        """Whether the committee decided on anybody."""
        return any(row.subject.case.decided for row in self.rows)

    def filter(
        self, *, who: str | None = None, kind: str | None = None, state: str | None = None
    ) -> None:
        """Shows those put forward or everybody, one kind, one state; None leaves it as it is."""
        self._who = self._who if who is None else who
        self._kind = self._kind if kind is None else kind
        self._state = self._state if state is None else state
        self._again()

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        self._words = fold(words).split()
        self._again()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; empty values come last."""
        if 0 <= column < len(Column):
            self._order = Column(column)
            self._descending = order == Qt.SortOrder.DescendingOrder
            self._again()

    def proposed(self, row: int) -> Proposed:
        """Who stands in that row."""
        return self._shown[row]

    def row_of(self, ident: bytes) -> int:
        """Where a subject, or one of its submissions, stands; -1 where it is not shown."""
        for row, found in enumerate(self._shown):
            if _ident(found) == ident or any(
                case.submission is not None and case.submission.id == ident
                for case in found.subject.cases
            ):
                return row
        return -1

    def by_who(self) -> dict[str, int]:
        """How many are put forward, and how many there are."""
        return {AIMING: sum(row.aims for row in self.rows), EVERYBODY: len(self.rows)}

    def by_kind(self) -> dict[str, int]:
        """Counts for the filter of kinds."""
        rows = self._of_who()
        return {ALL: len(rows), **Counter(str(row.subject.case.kind) for row in rows)}

    def by_state(self) -> dict[str, int]:
        """Counts for the filter of states, of the chosen kind."""
        rows = [row for row in self._of_who() if self._fits_kind(row)]
        return {ALL: len(rows), **Counter(str(row.state) for row in rows)}

    def rows_shown(self) -> int:
        """One row a subject."""
        return len(self._shown)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        return self._text(self._shown[row], column)

    def other(self, row: int, column: int, role: int) -> Any:
        """The id of the row that stands for the subject."""
        return _ident(self._shown[row]) if role == ID_ROLE else None

    def unit_name(self, code: str) -> str:
        """The unit's name, else its code."""
        unit = self.session.around.units.get(code)
        return unit.name if unit and unit.name else code

    def _text(self, found: Proposed, column: int) -> str:
        subject, case = found.subject, found.subject.case
        match column:
            case Column.SUBJECT:
                return subject.name
            case Column.KIND:
                return KINDS[case.kind]
            case Column.UNIT:
                return self.unit_name(subject.unit)
            case Column.PANEL:
                return case.panel_class or ""
            case Column.DECIDED:
                return (case.class_name or "") if case.decided else ""
            case Column.STATE:
                return STATES[found.state]
            case Column.REWARD:
                return subject.reward
        return reason_in_short(found)

    def _of_who(self) -> list[Proposed]:
        return [row for row in self.rows if row.aims or self._who == EVERYBODY]

    def _fits_kind(self, row: Proposed) -> bool:
        return self._kind in (ALL, str(row.subject.case.kind))

    def _again(self) -> None:
        self.beginResetModel()
        self._sieve()
        self.endResetModel()
        self.counted.emit()

    def _sieve(self) -> None:
        found = [
            row
            for row in self._of_who()
            if self._fits_kind(row)
            and self._state in (ALL, str(row.state))
            and all(word in self._found.searched[_ident(row)] for word in self._words)
        ]
        keyed = [(self._key(row), row) for row in found]
        filled = [pair for pair in keyed if pair[0] not in (None, "")]
        filled.sort(key=lambda pair: pair[0], reverse=self._descending)
        self._shown = [row for _, row in filled]
        self._shown += [row for key, row in keyed if key in (None, "")]

    def _key(self, found: Proposed) -> Any:
        if self._order == Column.STATE:
            return list(State).index(found.state)
        if self._order == Column.SUBJECT:
            kind = list(SubjectKind).index(found.subject.case.kind)
            return kind, self._found.sorted[_ident(found)]
        return sort_key(self._text(found, self._order))

    def _searched(self, found: Proposed) -> str:
        subject = found.subject
        models = [c.submission for c in subject.cases if c.submission is not None]
        words = [subject.name, subject.post, subject.unit, self.unit_name(subject.unit)]
        words += [f"{model.code} {model.title}" for model in models]
        return fold(" ".join(words))


def _ident(found: Proposed) -> bytes:
    return found.subject.holder[1]
