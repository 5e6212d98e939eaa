"""Results so far: one row a submission, ranked among its kind.

Of all submissions it knows where they stand, in few words; whole rows are read by the window as
they come into sight. After one more mark one standing is another: nothing else is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from db.operation import Changes
from db.queries import results as rows
from db.queries import standings
from db.queries.results import Result, SubjectResult
from db.queries.standings import Standing
from db.queries.waiting import waiting_submissions
from desktop.models.all_standings import ALL, NO_CLASS, AllStandings
from desktop.models.result_order import ResultOrder
from desktop.models.result_words import FIGURES, HEADINGS, NOTED, Column, text
from desktop.models.sliced_table import SlicedTable
from desktop.models.table_model import ID_ROLE, LEFT, RIGHT
from desktop.session import Session
from desktop.words import CLASS_NOTES, concluded_words

CLASS_ROLE = Qt.ItemDataRole.UserRole + 2
WINDOW = 128
_RESULT_KINDS = frozenset(
    {"submission", "ballot", "campaign", "rubric", "member", "unit", "void", "session", "office",
     "hearing", "decision", "unfreeze"}
)  # fmt: skip
_ASIDE = frozenset({"draft"})


class ResultModel(SlicedTable):
    """Filters, order and counts out of the standings; see the module."""

    headings = HEADINGS

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._all, self._coming = AllStandings(), AllStandings()
        self._shown: list[Standing] = []
        self._held: set[bytes] | None = None  # what holds the words, None without any
        self._rows: dict[bytes, Result] = {}
        self._waiting: frozenset[bytes] = frozenset()
        self._words = ""
        self._kind, self._class, self._flag = ALL, ALL, ALL
        self._order = ResultOrder()

    @property
    def notes(self) -> list[str]:
        """Sentences on why there is no class, each once."""
        wanted = ("rubric_unconfirmed", "rubric_without_bands", "no_rubric")
        return [CLASS_NOTES[code] for code in wanted if self._all.noted(code)]

    def gather(self) -> Iterator[None]:
        """The standings of all."""
        session, self._coming = self.session, AllStandings()
        if session.campaign is None or not session.sees_results:
            return
        self._waiting = waiting_submissions(session.book)
        for part in standings.parts(session.book, session.campaign):
            self._coming.add([_with(one, self._waiting) for one in part])
            self.read_so_far += len(part)
            yield
        self._coming.settle()

    def take_over(self) -> None:
        """What was gathered, sorted and sieved."""
        self._all, self._coming = self._coming, AllStandings()
        self._rows.clear()
        self._look_up(None)
        self._sieve()

    def touched(self, changes: Changes) -> frozenset[bytes] | None:
        """A ballot is of one submission; who sits where, say, is of all."""
        return changes.submissions(_ASIDE) if changes.kinds & _RESULT_KINDS else frozenset()

    def patch(self, idents: list[bytes]) -> None:
        """Where these stand now; the others keep their rows."""
        session = self.session
        if session.campaign is None or not session.sees_results:
            self.load()
            return
        self._waiting = waiting_submissions(session.book)
        fresh = {one.id: one for one in standings.some(session.book, session.campaign, idents)}
        for ident in idents:
            found = fresh.get(ident)
            self._change(ident, None if found is None else _with(found, self._waiting))
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))
        self.counted.emit()

    def filter(
        self, *, kind: str | None = None, name: str | None = None, flag: str | None = None
    ) -> None:
        """Shows one kind, class or flag only; ALL for every one, None leaves it as it is."""
        self._kind = self._kind if kind is None else kind
        self._class = self._class if name is None else name
        self._flag = self._flag if flag is None else flag
        self._again()

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        self._words = words
        self._held = self._holding(None)
        self._again()

    def result(self, row: int) -> Result:
        """The result of that row."""
        standing = self._shown[row]
        found = self._rows.get(standing.id)
        if found is None:
            start = row - row % WINDOW
            self._read([one.id for one in self._shown[start : start + WINDOW]])
            found = self._rows.get(standing.id) or rows.nothing_but(standing)
        rank = self._all.ranking.rank(standing.kind, standing.final)
        return found if found.rank == rank else found._replace(rank=rank)

    def row_of(self, ident: bytes) -> int:
        """Where a submission stands, -1 where it is not shown."""
        standing = self._all.by_id.get(ident)
        if standing is None:
            return -1
        row = self._order.place(self._shown, standing)
        there = row < len(self._shown) and self._shown[row].id == ident
        return row if there else -1

    def of_subject(self, found: Result) -> SubjectResult | None:
        """The subject's own result, where it has several scored models."""
        session = self.session
        if session.campaign is None:
            return None
        idents = standings.of_same_subject(session.book, session.campaign, found.kind, found.unit)
        models = rows.some(session.book, session.campaign, idents)
        rubric = session.around.rubrics.get(found.kind)
        return rows.of_subject(models, found, session.campaign.settings, rubric)

    def scored(self) -> tuple[int, int]:
        """How many submissions have a score, of how many that may be appraised."""
        return self._all.scored

    def by_kind(self) -> dict[str, int]:
        """Counts for the filter of kinds."""
        return self._all.count("kind", ALL)

    def by_class(self) -> dict[str, int]:
        """Counts for the filter of classes, of the chosen kind."""
        return self._all.count("class", self._kind)

    def by_flag(self) -> dict[str, int]:
        """Counts for the filter of flags, of the chosen kind."""
        return self._all.count("flag", self._kind)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; empty values always come last."""
        if 0 <= column < len(Column):
            down = order == Qt.SortOrder.DescendingOrder
            self._order.go_by(self.session, Column(column), down)
            self._again()

    def rows_shown(self) -> int:
        """One row a submission that is shown."""
        return len(self._shown)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        return text(self.result(row), column)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        return RIGHT if column in FIGURES else LEFT

    def other(self, row: int, column: int, role: int) -> Any:
        """Id and class; the class's tooltip says why there is none."""
        if role == ID_ROLE:
            return self._shown[row].id
        if role == CLASS_ROLE:
            return self._shown[row].class_name or ""
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.CLASS:
            found = self.result(row)
            if found.concluded_class:
                return concluded_words(found.class_name or "", found.concluded_reason)
            return CLASS_NOTES.get(found.class_code) or None
        return None

    # -- rows and their order ------------------------------------------------------------------

    def _read(self, idents: Sequence[bytes]) -> None:
        session = self.session
        assert session.campaign is not None
        for found in rows.some(session.book, session.campaign, idents):
            waits = found.id in self._waiting
            self._rows[found.id] = (
                found._replace(flags=(*found.flags, NOTED)) if waits else found
            )

    def _look_up(self, idents: Sequence[bytes] | None) -> None:
        """What the words find and the order goes by, of all or of these."""
        self._order.read(self.session, idents)
        held = self._holding(idents)
        if held is None or self._held is None or idents is None:
            self._held = held
        else:
            self._held = (self._held - set(idents)) | held

    def _holding(self, idents: Sequence[bytes] | None) -> set[bytes] | None:
        session = self.session
        if session.campaign is None or not self._words.split():
            return None
        return standings.holding(session.book, session.around, self._words, idents)

    def _again(self) -> None:
        self.beginResetModel()
        self._sieve()
        self.endResetModel()
        self.counted.emit()

    def _sieve(self) -> None:
        self._shown = self._order.sorted([o for o in self._all.in_order if self._fits(o)])

    def _fits(self, one: Standing) -> bool:
        return (
            self._kind in (ALL, one.kind)
            and self._class in (ALL, one.class_name or NO_CLASS)
            and (self._flag == ALL or self._flag in one.flags)
            and (self._held is None or one.id in self._held)
        )

    def _change(self, ident: bytes, fresh: Standing | None) -> None:
        """One submission stands elsewhere: its row is changed, moves, comes or goes."""
        former = self.row_of(ident)
        kept = self._shown.pop(former) if former >= 0 else None
        self._all.change(ident, fresh)
        self._rows.pop(ident, None)
        self._look_up([ident])
        fits = fresh is not None and self._fits(fresh)
        place = self._order.place(self._shown, fresh) if fresh is not None and fits else -1
        if kept is not None:
            self._shown.insert(former, kept)  # as it stands until Qt knows
        top = QModelIndex()
        if former < 0 and place < 0:
            return
        if place < 0:
            self.beginRemoveRows(top, former, former)
            del self._shown[former]
            self.endRemoveRows()
            return
        assert fresh is not None
        if former < 0:
            self.beginInsertRows(top, place, place)
            self._shown.insert(place, fresh)
            self.endInsertRows()
            return
        if former != place:
            self.beginMoveRows(top, former, former, top, place + (place > former))
            del self._shown[former]
            self._shown.insert(place, fresh)
            self.endMoveRows()
        else:
            self._shown[place] = fresh
        self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))


def _with(one: Standing, waiting: frozenset[bytes]) -> Standing:
    return one._replace(flags=(*one.flags, NOTED)) if one.id in waiting else one
