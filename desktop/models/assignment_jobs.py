"""What the office does on Phân công: one tick, many rows at once, or an even share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db import assignments
from db.queries.assignment import AssignmentLine
from db.rules import sharing
from desktop.models.assignment_model import AssignmentModel
from desktop.models.words import recusal_words
from desktop.session import Session
from desktop.undo_stack import Call, Step
from desktop.words import UNLOCK


class AssignmentJobs:
    """Every job returns the sentence that says what came of it; each can be undone."""

    def __init__(self, session: Session, model: AssignmentModel) -> None:
        self._session, self._model = session, model

    def toggle(self, row: int, column: int) -> str:
        """Gives or takes one submission to or from one member; returns what is to be said."""
        line, member = self._model.line(row), self._model.member(column)
        if member is None:
            return ""
        if member.id in line.recused:
            why = recusal_words(line.recused[member.id])
            return f"Đ/c {member.name} không tham gia chấm hồ sơ {line.code}: {why}."
        if line.frozen is not None:
            return _frozen(line)
        wanted = set(line.assigned or self._model.panel()) ^ {member.id}
        if not wanted - line.recused.keys():
            wanted = set()
        self._write({line.id: self._plain(wanted)}, f"phân công hồ sơ {line.code}")
        emptied = "Không giao riêng cho ai thì cả Tổ chấm." if not wanted else ""
        return emptied

    def assign(self, rows: Iterable[int], members: Iterable[bytes]) -> str:
        """Exactly these members score these rows; none of them: everybody again."""
        lines, left_out = self._open(rows)
        wanted = self._plain(set(members))
        done = self._write({line.id: wanted for line in lines}, f"phân công {len(lines)} hồ sơ")
        return f"Đã giao {len(lines)} hồ sơ.{left_out}{self._stray(lines)}" if done else left_out

    def share(self, rows: Iterable[int], members: Iterable[bytes], each: int) -> str:
        """Shares rows out among members so that loads are as equal as can be."""
        lines, left_out = self._open(rows)
        chosen = set(members)
        order = [ident for ident in self._model.panel() if ident in chosen]
        each = min(each, len(order))  # a group may be smaller
        shared = sharing.loads({line.id: self._model.scorers(line) for line in lines}, order)
        before = {m: load - shared[m] for m, load in self._model.loads().items() if m in chosen}
        able = {line.id: [m for m in order if m not in line.recused] for line in lines}
        found = sharing.share(able, order, each, before)
        given = {ident: frozenset(scorers) for ident, scorers in found.items() if scorers}
        if not self._write(given, f"chia đều {len(given)} hồ sơ"):
            return left_out
        few = sum(len(scorers) < each for scorers in found.values())
        words = f"Đã chia {len(given)} hồ sơ, mỗi hồ sơ {each} người.{left_out}"
        if few:
            words += f" {few} hồ sơ không đủ {each} người vì có người không tham gia chấm."
        return words + self._stray(lines)

    def _open(self, rows: Iterable[int]) -> tuple[list[AssignmentLine], str]:
        """The lines that can be changed, and a sentence about the others."""
        lines = [self._model.line(row) for row in rows]
        open_ones = [line for line in lines if line.frozen is None]
        closed = len(lines) - len(open_ones)
        return open_ones, f" Bỏ qua {closed} hồ sơ đã chốt kết quả." if closed else ""

    def _stray(self, lines: Iterable[AssignmentLine]) -> str:
        """A warning where ballots on record count no more."""
        count = sum(
            len(line.handed_in.difference(self._model.scorers(line), line.recused))
            for line in self._model.lines_of(line.id for line in lines)
        )
        return f" Lưu ý: {count} phiếu của người không được giao không tính." if count else ""

    def _plain(self, wanted: set[bytes]) -> frozenset[bytes]:
        """The whole panel is no assignment at all."""
        return frozenset() if wanted >= set(self._model.panel()) else frozenset(wanted)

    def _write(self, wanted: Mapping[bytes, frozenset[bytes]], words: str) -> bool:
        """One operation, and one step that can be undone."""
        before = {line.id: line.assigned for line in self._model.lines_of(wanted)}
        changed = {ident: given for ident, given in wanted.items() if given != before[ident]}
        if not changed:
            return bool(wanted)
        former = {ident: before[ident] for ident in changed}
        step = Step(
            words,
            (b"", next(iter(changed))),
            (Call(assignments.assign_each, (changed,)),),
            (Call(assignments.assign_each, (former,)),),
        )
        return bool(self._session.run_all(step.forth, step=step))


def _frozen(line: AssignmentLine) -> str:
    return (
        f"Kết quả hồ sơ {line.code} đã chốt ở cuộc họp số {line.frozen}; "
        f"{UNLOCK}."
    )
