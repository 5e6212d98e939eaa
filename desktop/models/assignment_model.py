"""Phân công: submissions as rows, members as columns, a tick where a member is to score."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from db.operation import Changes
from db.queries.assignment import AssignmentLine, assignment_lines
from db.records import Member, SubjectKind
from db.rules import sharing
from db.rules.vietnamese import fold, sort_key
from desktop.models.meeting_words import common_part, short_names
from desktop.models.words import KINDS, recusal_words
from desktop.session import Session

Index = QModelIndex | QPersistentModelIndex
CODE, TITLE, FIELD, FIRST = 0, 1, 2, 3
TICK, BALLOT, STRAY, AWAY = "✓", "●", "(●)", "LQ"
LEGEND = (
    f"{TICK} được giao chấm · {BALLOT} đã nộp phiếu · {STRAY} phiếu không tính vì không được "
    f"giao · {AWAY} không tham gia chấm"
)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LOOKED_AT = frozenset(
    {"submission", "ballot", "campaign", "member", "unit", "void", "snapshot", "unfreeze", "office"}
)


class AssignmentModel(QAbstractTableModel):
    """The last column says how many score: "cả Tổ" without an assignment."""

    counted = Signal()

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._members: list[Member] = []
        self._names: dict[bytes, str] = {}
        self._all: list[AssignmentLine] = []
        self._shown: list[AssignmentLine] = []
        self._cut = 0
        self._words: list[str] = []
        self._kind = self._field = self._unit = ""
        self._muted: QColor | None = None
        session.changed.connect(self._on_changed)

    @property
    def members(self) -> list[Member]:
        """The columns."""
        return self._members

    @property
    def size(self) -> int:
        """How many submissions there are, shown or not."""
        return len(self._all)

    @property
    def shared_out(self) -> int:
        """How many submissions have an assignment."""
        return sum(bool(line.assigned) for line in self._all)

    def name(self, member: bytes) -> str:
        """What to call a member in a narrow place."""
        return self._names[member]

    def line(self, row: int) -> AssignmentLine:
        """The submission of that row."""
        return self._shown[row]

    def all_lines(self) -> list[AssignmentLine]:
        """Every submission, shown or not."""
        return self._all

    def has(self, ident: bytes) -> bool:
        """Whether a submission is among them, shown or not."""
        return any(line.id == ident for line in self._all)

    def row_of(self, ident: bytes) -> int:
        """Where a submission stands, -1 where it is not shown."""
        return next((r for r, line in enumerate(self._shown) if line.id == ident), -1)

    def member(self, column: int) -> Member | None:
        """The member of a column."""
        place = column - FIRST
        return self._members[place] if 0 <= place < len(self._members) else None

    def loads(self) -> dict[bytes, int]:
        """How many submissions each member is to score, of all there are."""
        return sharing.loads({line.id: self.scorers(line) for line in self._all}, self.panel())

    def fields(self) -> list[str]:
        """The fields there are, in alphabetical order."""
        return sorted({line.field for line in self._all if line.field}, key=sort_key)

    def units(self) -> list[tuple[str, str]]:
        """(code, name) of the units there are."""
        found = {line.unit: line.unit_name or line.unit for line in self._all if line.unit}
        return sorted(found.items(), key=lambda pair: sort_key(pair[1]))

    def by_kind(self) -> dict[str, int]:
        """Counts for the filter of kinds."""
        found = {str(kind): 0 for kind in SubjectKind}
        for line in self._all:
            found[str(line.kind)] += 1
        return {"": len(self._all), **found}

    def set_muted(self, colour: QColor) -> None:
        """The colour of ticks that nobody set."""
        self._muted = colour

    def load(self) -> None:
        """Reads everything anew."""
        session = self._session
        self.beginResetModel()
        self._members, self._all = [], []
        if session.campaign is not None and session.sees_results:
            self._members = list(session.around.members)
            self._all = assignment_lines(session.book, session.around)
        self._names = short_names(self._members)
        self._cut = common_part([line.code for line in self._all])
        self._sieve()
        self.endResetModel()
        self.counted.emit()

    def filter(
        self,
        *,
        words: str | None = None,
        kind: str | None = None,
        field: str | None = None,
        unit: str | None = None,
    ) -> None:
        """Shows what fits; "" for all of them, None leaves a filter as it is."""
        self.beginResetModel()
        self._words = self._words if words is None else fold(words).split()
        self._kind = self._kind if kind is None else kind
        self._field = self._field if field is None else field
        self._unit = self._unit if unit is None else unit
        self._sieve()
        self.endResetModel()
        self.counted.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a submission that is shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Code, title, field, the members, how many score."""
        return 0 if parent.isValid() else FIRST + len(self._members) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Given names above codes."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        member = self.member(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if member is not None:
                return "\n".join((*self._names[member.id].rsplit(" ", 1), member.code))
            plain = {CODE: "Mã", TITLE: "Mô hình · Đối tượng", FIELD: "Lĩnh vực"}
            return plain.get(section, "Chấm")
        if role == Qt.ItemDataRole.ToolTipRole and member is not None:
            return f"Đ/c {member.name} ({member.code})"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A tick, a ballot, or a recusal; grey where nobody was assigned by name."""
        if not index.isValid():
            return None
        line, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            grey = not line.assigned and column >= FIRST
            return QBrush(self._muted) if grey and self._muted else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(line, column)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return _LEFT if column < FIRST else Qt.AlignmentFlag.AlignCenter

    def _text(self, line: AssignmentLine, column: int) -> str:
        member = self.member(column)
        if member is not None:
            return self._tick(line, member.id)
        texts: dict[int, Callable[[], str]] = {
            CODE: lambda: line.code[self._cut :] or line.code,
            TITLE: lambda: f"{line.title} · {line.subject}",
            FIELD: lambda: line.field,
        }
        if column in texts:
            return texts[column]()
        return f"{len(self.scorers(line))}" if line.assigned else "cả Tổ"

    def _tick(self, line: AssignmentLine, member: bytes) -> str:
        if member in line.recused:
            return AWAY
        scores = not line.assigned or member in line.assigned
        if member in line.handed_in:
            return BALLOT if scores else STRAY
        return TICK if scores else ""

    def _spoken(self, line: AssignmentLine, column: int) -> str:
        member = self.member(column)
        if member is None:
            if column == CODE:
                return f"{line.code} · {KINDS[line.kind]} · {line.unit_name}"
            return self._text(line, column)
        words = {
            TICK: "được giao chấm" if line.assigned else "chấm cùng cả Tổ",
            BALLOT: "được giao chấm, đã nộp phiếu",
            STRAY: "không được giao, phiếu đã nộp không tính",
            AWAY: "không tham gia chấm",
            "": "không được giao",
        }[self._tick(line, member.id)]
        if member.id in line.recused:
            words += f" ({recusal_words(line.recused[member.id])})"
        return f"{line.code}, đ/c {member.name}: {words}"

    def panel(self) -> list[bytes]:
        """All members, in the order of papers."""
        return [member.id for member in self._members]

    def scorers(self, line: AssignmentLine) -> list[bytes]:
        """Who is to score a submission."""
        return line.scorers(self.panel())

    def _sieve(self) -> None:
        self._shown = [
            line
            for line in self._all
            if self._kind in ("", str(line.kind))
            and self._field in ("", line.field)
            and self._unit in ("", line.unit)
            and all(word in line.search for word in self._words)
        ]

    def _on_changed(self, changes: Changes) -> None:
        session = self._session
        if not changes.kinds & _LOOKED_AT or session.campaign is None:
            return
        if not session.sees_results or session.around.members != self._members:
            self.load()
            return
        fresh = {line.id: line for line in assignment_lines(session.book, session.around)}
        if fresh.keys() != {line.id for line in self._all}:
            self.load()
            return
        self._all = [fresh[line.id] for line in self._all]
        self._shown = [fresh[line.id] for line in self._shown]
        if self._shown:
            last = self.index(len(self._shown) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.counted.emit()
