"""Phiếu chấm: paper ballots, one a row. The longest sheet, so most rows go a short way.

The short way takes rows of known codes and of marks that were read before, straight from
the raw values; everything else, and every refusal, goes cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.records import Hundredths, Rubric, SubjectKind
from desktop.intake.cells import Value
from desktop.intake.gathering import Gathering
from desktop.intake.layout import BALLOTS, MEMBERS
from desktop.intake.records import ImportRow
from desktop.intake.sheet_reports import foreign_criterion, missing_rubric
from desktop.intake.sheet_rows import SheetRow, SheetRows
from desktop.intake.sheet_submissions import submission_of

RECUSED_REASON: Final = "Liên quan (ghi LQ trên phiếu chấm)"
"""Where the ballot itself gives no other reason."""

_RECUSED: Final = re.compile(r"(?:l\.?q|liên quan)\b[\s.:;,–-]*", re.IGNORECASE)


@dataclass(slots=True)
class _Plan:
    """How ballots of one kind of subject are read.

    ``columns`` are (criterion, column, marks read so far) in the rubric's order; ``others``
    are columns of the other kind's criteria. ``whole`` is False where a column is missing.
    """

    rubric: Rubric
    columns: list[tuple[str, int, dict[Value, Hundredths]]]
    others: list[int]
    whole: bool


def read_ballots(rows: SheetRows, gathering: Gathering) -> None:
    """Rows of ``ballot``: a row without any mark is passed over and told of."""
    _Reader(rows, gathering).run()


class _Reader:
    def __init__(self, rows: SheetRows, gathering: Gathering) -> None:
        self._rows = rows
        self._gathering = gathering
        self._criteria = rows.headings.criteria
        self._plans: dict[SubjectKind, _Plan | None] = {}
        self._first_rows: dict[tuple[str, str], int] = {}
        self._doubtful: set[str] = set()
        self._refused_kinds: set[SubjectKind] = set()
        self._blank: list[str] = []

    def run(self) -> None:
        columns = self._rows.headings.columns
        code_at, member_at = columns["code"], columns["member"]
        comment_at = columns.get("comment", -1)
        submissions, members = self._gathering.submissions.exact, self._gathering.members.exact
        short = self._rows.texts.plain
        for row in self._rows:
            values = row.row.values
            width = len(values)
            if short and code_at < width and member_at < width:
                code, member = values[code_at], values[member_at]
                if code in submissions and member in members:
                    marks = self._known_marks(str(code), values)
                    if marks is not None:
                        said: dict[str, object] = {"marks": marks}
                        if 0 <= comment_at < width and values[comment_at] is not None:
                            said["comment"] = row.text("comment", lines=True)
                        self._take(row, str(code), str(member), said)
                        continue
            self._read_by_cell(row)
        if self._blank:
            more = f" và {len(self._blank) - 5} dòng khác" if len(self._blank) > 5 else ""
            self._gathering.warn(
                f"{', '.join(self._blank[:5])}{more}: phiếu chưa có điểm nào nên chưa nhập."
            )

    def _known_marks(self, code: str, values: Sequence[Value]) -> dict[str, Hundredths] | None:
        """The marks of a row, if all of them were read before in their columns."""
        plan = self._plan(code)
        if plan is None or not plan.whole:
            return None
        width = len(values)
        marks: dict[str, Hundredths] = {}
        for name, index, known in plan.columns:
            mark = known.get(values[index]) if index < width else None
            if mark is None:
                return None
            marks[name] = mark
        if any(index < width and values[index] is not None for index in plan.others):
            return None
        return marks

    def _plan(self, code: str) -> _Plan | None:
        """None where the campaign has no rubric for the kind of this submission."""
        kind = self._gathering.kinds.get(code)
        if kind is None:
            return None
        if kind not in self._plans:
            self._plans[kind] = self._make_plan(self._gathering.context.rubrics.get(kind))
        return self._plans[kind]

    def _make_plan(self, rubric: Rubric | None) -> _Plan | None:
        if rubric is None:
            return None
        own = [criterion.code for criterion in rubric.criteria]
        missing = [name for name in own if name not in self._criteria]
        if missing:
            self._rows.refuse(
                "",
                self._rows.headings.row,
                f"trang {BALLOTS.sheet} thiếu cột {', '.join(missing)}; hãy thêm đủ cột tiêu chí",
            )
        columns: list[tuple[str, int, dict[Value, Hundredths]]] = [
            (name, self._criteria[name], {}) for name in own if name in self._criteria
        ]
        others = [index for name, index in self._criteria.items() if name not in own]
        return _Plan(rubric, columns, others, not missing)

    def _read_by_cell(self, row: SheetRow) -> None:
        code = submission_of(row, self._gathering)
        member = row.reference("member", self._gathering.members, "thành viên", MEMBERS.sheet)
        if not member and not row.refused:
            row.refuse("member", "thiếu Mã thành viên; hãy điền mã hoặc xóa dòng này")
        cells = {name: row.raw(name) for name in self._criteria}
        comment = row.text("comment", lines=True)
        if code is None or not member:
            return
        filled = [name for name, (value, _) in cells.items() if value is not None]
        recused = {name: why for name in filled if (why := _recusal(cells[name][0])) is not None}
        plan = self._plan(code)
        if plan is None and not recused:
            self._refuse_kind(row, code)
            return
        if not filled and not comment and not row.refused:
            self._blank.append(row.cell("code"))
            return
        if recused and len(recused) < len(filled):
            row.refuse(next(iter(recused)), "vừa ghi LQ vừa có điểm; hãy bỏ một trong hai")
        said: dict[str, object]
        if recused or plan is None:
            why = next((why for why in recused.values() if why), "")
            said = {"recused": True, "reason": why or comment or RECUSED_REASON}
        else:
            said = {"marks": self._marks(row, code, plan, cells), "comment": comment}
        self._take(row, code, member, said)

    def _refuse_kind(self, row: SheetRow, code: str) -> None:
        """Once for each kind of subject: without its rubric no ballot of it can be read."""
        kind = self._gathering.kinds.get(code)
        if kind is not None and kind not in self._refused_kinds:
            self._refused_kinds.add(kind)
            row.refuse("marks", missing_rubric(code, self._gathering))

    def _marks(
        self, row: SheetRow, code: str, plan: _Plan, cells: dict[str, tuple[Value, int]]
    ) -> dict[str, Hundredths]:
        """The marks that could be read; what is missing or wrong is refused."""
        marks: dict[str, Hundredths] = {}
        index_of = self._criteria
        for name, (value, _) in cells.items():
            if value is not None and index_of[name] in plan.others:
                row.refuse(name, foreign_criterion(code, name, self._gathering))
        for name, index, known in plan.columns:
            value, style = cells[name]
            criterion = plan.rubric.criterion(name)
            if value is None or criterion is None:
                if not row.is_fault(name):
                    row.refuse(name, f"thiếu điểm {name}; hãy ghi điểm, không cho điểm thì ghi 0")
                continue
            mark = row.mark(plan.rubric, criterion, value, style)
            if mark is not None:
                marks[name] = mark
                known[row.row.values[index]] = mark
        return marks

    def _take(self, row: SheetRow, code: str, member: str, said: dict[str, object]) -> None:
        number = row.row.number
        first = self._first_rows.setdefault((code, member), number)
        if first != number:
            row.refuse(
                "code",
                f"thành viên {member} đã có phiếu cho hồ sơ {code} ở dòng {first}; "
                "mỗi người chỉ một phiếu",
            )
        if code not in self._doubtful:
            self._look_at(row, code)
        if not row.refused:
            if not said.get("comment", True):
                del said["comment"]
            place = self._rows.place
            self._gathering.take(ImportRow("ballot", (code, member), said, place, number))

    def _look_at(self, row: SheetRow, code: str) -> None:
        """Warns once of a submission that has ballots but may not be appraised."""
        self._doubtful.add(code)
        gathering = self._gathering
        lacks = [
            words
            for state, words in (
                (gathering.registered, "chưa đăng ký"),
                (gathering.reported, "chưa có báo cáo"),
            )
            if state.lacks(code)
        ]
        if lacks:
            gathering.warn(
                f"{row.cell('code')}: hồ sơ {code} {' và '.join(lacks)} nhưng đã có phiếu chấm; "
                "hãy xem lại."
            )


def _recusal(value: Value) -> str | None:
    """The reason behind "LQ", "" where there is none; None where it is no recusal."""
    if not isinstance(value, str):
        return None
    found = _RECUSED.match(value.strip())
    return None if found is None else " ".join(value.strip()[found.end() :].split())
