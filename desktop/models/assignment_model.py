"""Phân công: submissions as rows, members as columns, a tick where a member is to score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from db.queries.assignment import AssignmentLine, assignment_lines
from db.records import SubjectKind
from db.rules.vietnamese import fold, sort_key
from desktop.models.member_columns import MemberColumns
from desktop.models.read_lines import NOT_LISTED
from desktop.models.table_model import LEFT
from desktop.models.words import KINDS, recusal_words
from desktop.session import Session

CODE, TITLE, FIELD, FIRST = 0, 1, 2, 3
TICK, BALLOT, STRAY, AWAY = "✓", "●", "(●)", "LQ"
LEGEND = (
    f"{TICK} được giao chấm · {BALLOT} đã nộp phiếu · {STRAY} phiếu không tính vì không được "
    f"giao · {AWAY} không tham gia chấm"
)
_IGNORED = NOT_LISTED | {"draft", "session", "rubric"}


class AssignmentModel(MemberColumns[AssignmentLine]):
    """The last column says how many score: "cả Tổ" without an assignment."""

    headings = ("Mã", "Mô hình · Đối tượng", "Lĩnh vực")
    first, trailing = FIRST, ("Chấm",)

    @property
    def aside(self) -> frozenset[str]:
        """Neither drafts nor attendance are seen here."""
        return _IGNORED

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(session, parent)
        self._kind = self._field = self._unit = ""
        self._muted: QColor | None = None
        self.counted_anew()

    def counted_anew(self) -> None:
        """Nothing is counted yet."""
        self._loads = Counter[bytes]()
        self._fields, self._kinds = Counter[str](), Counter[str]()
        self._units = Counter[tuple[str, str]]()
        self.shared_out = 0  # submissions that have an assignment, of those read

    def took(self, line: AssignmentLine, former: AssignmentLine | None) -> None:
        """Counts a line in place of a former one."""
        for one, by in ((former, -1), (line, 1)):
            if one is not None:
                self._fields[one.field] += by
                self._kinds[str(one.kind)] += by
                self._units[one.unit, one.unit_name or one.unit] += by
                self.shared_out += by * bool(one.assigned)
                for member in self.scorers(one):
                    self._loads[member] += by

    def lines_of(self, idents: Iterable[bytes]) -> list[AssignmentLine]:
        """What is known of these submissions, shown or not."""
        return [self._lines[ident] for ident in idents if ident in self._lines]

    def loads(self) -> dict[bytes, int]:
        """How many submissions each member is to score, of all that are read."""
        return {member: self._loads[member] for member in self.panel()}

    def fields(self) -> list[str]:
        """The fields there are, in alphabetical order."""
        return sorted((name for name in +self._fields if name), key=sort_key)

    def units(self) -> list[tuple[str, str]]:
        """(code, name) of the units there are."""
        return sorted((pair for pair in +self._units if pair[0]), key=lambda p: sort_key(p[1]))

    def by_kind(self) -> dict[str, int]:
        """Counts for the filter of kinds."""
        return {"": self.size, **{str(kind): self._kinds[str(kind)] for kind in SubjectKind}}

    def set_muted(self, colour: QColor) -> None:
        """The colour of ticks that nobody set."""
        self._muted = colour

    def read(self, idents: Sequence[bytes]) -> list[AssignmentLine]:
        """With those who are to score each."""
        return assignment_lines(self._session.book, self._session.around, idents)

    @property
    def sifts(self) -> bool:
        """Whether search and filters leave something out."""
        return super().sifts or bool(self._kind or self._field or self._unit)

    def fits(self, line: AssignmentLine) -> bool:
        """Whether search and filters leave it."""
        return (
            self._kind in ("", str(line.kind))
            and self._field in ("", line.field)
            and self._unit in ("", line.unit)
            and super().fits(line)
        )

    def filter(
        self,
        *,
        words: str | None = None,
        kind: str | None = None,
        field: str | None = None,
        unit: str | None = None,
    ) -> None:
        """Shows what fits; "" for all of them, None leaves a filter as it is."""
        self._words = self._words if words is None else fold(words).split()
        self._kind = self._kind if kind is None else kind
        self._field = self._field if field is None else field
        self._unit = self._unit if unit is None else unit
        self._sift()
        self.counted.emit()

    def heading(self, column: int) -> str:
        """Names in two lines: a column is no wider than a tick needs."""
        member = self.member(column)
        if member is None:
            return super().heading(column)
        return "\n".join((*self._names[member.id].rsplit(" ", 1), member.code))

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Ticks in the middle."""
        return LEFT if column < FIRST else Qt.AlignmentFlag.AlignCenter

    def other(self, row: int, column: int, role: int) -> Any:
        """Grey where nobody was assigned by name."""
        if role == Qt.ItemDataRole.ForegroundRole:
            grey = not self.line(row).assigned and column >= FIRST
            return QBrush(self._muted) if grey and self._muted else None
        return super().other(row, column, role)

    def cell_text(self, row: int, column: int) -> str:
        """A tick, a ballot, or a recusal."""
        return self._text(self.line(row), column)

    def _text(self, line: AssignmentLine, column: int) -> str:
        member = self.member(column)
        if member is not None:
            return self._tick(line, member.id)
        texts: dict[int, Callable[[], str]] = {
            CODE: lambda: self.code(line.code),
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

    def spoken(self, line: AssignmentLine, column: int) -> str:
        """What the sign of a cell stands for."""
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
