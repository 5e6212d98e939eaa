"""The lists of the place Biên bản: meetings, submissions heard, submissions to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from db.queries.minutes import Candidate, MeetingLine
from db.rules.points import show
from db.rules.vietnamese import fold
from desktop.models.words import shown_date

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole + 1
_SPOKEN = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class MeetingList(QAbstractListModel):
    """ "Cuộc họp số 1 · 24/11/2023 · đã chốt", by number."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._lines: list[MeetingLine] = []

    def show(self, lines: Sequence[MeetingLine]) -> None:
        """Takes the lines; rows stay where the meetings are the same."""
        if [line.id for line in lines] == [line.id for line in self._lines]:
            self._lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line(self, row: int) -> MeetingLine:
        """The meeting of that row."""
        return self._lines[row]

    def row_of(self, ident: bytes) -> int:
        """Where a meeting stands, -1 where it does not."""
        return next((row for row, line in enumerate(self._lines) if line.id == ident), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a meeting."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Number, date and state in one line."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == ID_ROLE:
            return line.id
        if role == Qt.ItemDataRole.DisplayRole or role in _SPOKEN:
            day = shown_date(line.date) or "chưa ghi ngày"
            return f"Cuộc họp số {line.number} · {day} · " + (
                "đã chốt" if line.frozen else "dự thảo"
            )
        return None


@dataclass(frozen=True, slots=True)
class Heard:
    """One submission of a meeting. ``why`` names why it will be left out, "" where it is
    heard; ``facts`` are points, class, ballots and attendance in words."""

    id: bytes
    code: str
    title: str
    subject: str
    facts: str
    why: str
    written: bool  # something stands in its hearing


class HearingList(QAbstractListModel):
    """The submissions that a meeting takes, in code order."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._all: list[Heard] = []
        self._shown: list[Heard] = []
        self._words: list[str] = []
        self._cut = 0  # how much of the codes all have in common

    @property
    def total(self) -> int:
        """How many there are, shown or not."""
        return len(self._all)

    def show(self, lines: Sequence[Heard]) -> None:
        """Takes the lines; rows stay where the submissions are the same."""
        former = [line.id for line in self._shown]
        self._all = list(lines)
        self._cut = _in_common([line.code for line in lines])
        shown = self._sieved()
        if [line.id for line in shown] == former:
            self._shown = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def search(self, words: str) -> None:
        """Shows the lines that hold every word, diacritics or not."""
        self._words = fold(words).split()
        self.show(self._all)

    def line(self, row: int) -> Heard:
        """The submission of that row."""
        return self._shown[row]

    def row_of(self, ident: bytes) -> int:
        """Where a submission stands, -1 where it is not shown."""
        return next((row for row, line in enumerate(self._shown) if line.id == ident), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a submission that is shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Whether anything is written, code and subject."""
        if not index.isValid():
            return None
        line = self._shown[index.row()]
        if role == ID_ROLE:
            return line.id
        if role == Qt.ItemDataRole.DisplayRole:
            out = "để lại · " if line.why else ""
            code = line.code[self._cut :] or line.code
            return f"{'●' if line.written else '○'} {code}  {out}{line.subject}"
        if role in _SPOKEN:
            written = "đã ghi ý kiến" if line.written else "chưa ghi ý kiến"
            out = f"để lại vì {line.why}" if line.why else ""
            parts = (f"{line.code}, {line.subject}", line.title, line.facts, out, written)
            return "\n".join(part for part in parts if part)
        return None

    def _sieved(self) -> list[Heard]:
        return [
            line
            for line in self._all
            if all(w in fold(f"{line.code} {line.subject} {line.title}") for w in self._words)
        ]


def _in_common(codes: Sequence[str]) -> int:
    """How long the part is that all codes begin with, up to a dash, stroke or stop."""
    first, last = min(codes, default=""), max(codes, default="")
    same = 0
    while first != last and first[same : same + 1] == last[same : same + 1]:
        same += 1
    return max(first.rfind(sign, 0, same) for sign in "-/.") + 1


class TakeList(QAbstractListModel):
    """Submissions with a tick: which of them the meeting takes."""

    ticked = Signal(bytes, bool)  # submission, whether it is taken; not yet written

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._lines: list[Candidate] = []
        self._taken: set[bytes] = set()
        self._open = False

    def show(self, lines: Sequence[Candidate], taken: set[bytes], *, editable: bool) -> None:
        """Takes the submissions and which of them are ticked."""
        same = [line.id for line in lines] == [line.id for line in self._lines]
        anew = not same or editable != self._open
        if anew:
            self.beginResetModel()
        self._lines, self._taken, self._open = list(lines), set(taken), editable
        if anew:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a submission."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Ticked by a click or the space bar, where the list is open."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._open or self._lines[index.row()].id in self._taken:
            flags |= Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._open else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Code, subject, and why it may be better left alone."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        taken = line.id in self._taken
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        if role == ID_ROLE:
            return line.id
        if role == Qt.ItemDataRole.DisplayRole or role in _SPOKEN:
            note = "" if line.scored else " · chưa có phiếu"
            if line.elsewhere is not None:
                note += f" · ở cuộc họp số {line.elsewhere}"
            words = f"{line.code}  {line.subject}{note}"
            return words if role == Qt.ItemDataRole.DisplayRole else f"{words}\n{line.title}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tells of a tick; the tick is seen when the book has it."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or not self._open:
            return False
        wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        line = self._lines[index.row()]
        if wanted != (line.id in self._taken):
            self.ticked.emit(line.id, wanted)
        return True


def heard_lines(
    body: Mapping[str, Any],
    idents: Mapping[str, bytes],
    written: set[bytes],
    why: Mapping[str, str],
) -> list[Heard]:
    """The submissions of a session's body, left-out ones too; ``why`` words their reasons."""
    found = []
    for case in body["submissions"]:
        ident = bytes.fromhex(case["id"])
        points = "" if case["final"] is None else f"Điểm {show(case['final'])}"
        ballots = "chấm thống nhất" if case["agreed"] else f"{case['valid']}/{case['issued']} phiếu"
        present = f"có mặt {case['present']}/{case['entitled']}"
        facts = " · ".join(p for p in (points, case["class"] or "", ballots, present) if p)
        names = case["code"], case["title"], case["subject"]
        found.append(Heard(ident, *names, facts, "", ident in written))
    for case in body["left_out"]:
        left = idents.get(case["code"])
        if case["code_reason"] != "barred" and left is not None:
            reason = why.get(case["code_reason"], case["code_reason"])
            names = case["code"], case["title"], case["subject"]
            found.append(Heard(left, *names, "", reason, left in written))
    return sorted(found, key=lambda line: line.code)
