"""What reading a workbook gathers: understood rows, refusals, warnings, and known codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from db.records import Rubric, SubjectKind
from desktop.intake.records import Context, ImportRow, Intake, Refusal

_SHOWN: Final = 60


def quoted(text: str) -> str:
    """``“…”``, cut where it is long."""
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


class Codes:
    """Codes that are known so far. Case is forgiven where it leaves no doubt."""

    def __init__(self, known: Iterable[str]) -> None:
        self.exact: set[str] = set()
        self._folded: dict[str, str | None] = {}
        for code in known:
            self.add(code)

    def add(self, code: str) -> None:
        if code not in self.exact:
            self.exact.add(code)
            folded = code.casefold()
            self._folded[folded] = None if folded in self._folded else code

    def resolve(self, code: str) -> str | None:
        """The known code that is meant: this very one, else the only one but for case."""
        return code if code in self.exact else self._folded.get(code.casefold())


class Gathering:
    """Filled by the sheets in turn; what the book already holds is known from the start."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.intake = Intake()
        self.units = Codes(context.units)
        self.members = Codes(context.members)
        self.submissions = Codes(context.submissions)
        self.kinds: dict[str, SubjectKind] = dict(context.submissions)
        self.registered = _State(context.registered)
        self.reported = _State(context.reported)
        self.criteria: list[str] = []
        for rubric in context.rubrics.values():
            self.criteria += [c.code for c in rubric.criteria if c.code not in self.criteria]

    def rubric(self, submission: str) -> Rubric | None:
        """The rubric for a known submission's kind; None where the campaign has none."""
        kind = self.kinds.get(submission)
        return None if kind is None else self.context.rubrics.get(kind)

    def take(self, row: ImportRow) -> None:
        self.intake.rows.append(row)

    def refuse(self, cell: str, reason: str) -> None:
        self.intake.refused.append(Refusal(cell, reason))

    def warn(self, sentence: str) -> None:
        self.intake.warnings.append(sentence)


class _State:
    """Which submissions are in a state: by the workbook, else by the book where it knows."""

    def __init__(self, in_book: Collection[str] | None) -> None:
        self._in_book = in_book
        self.in_workbook: dict[str, bool] = {}

    def lacks(self, submission: str) -> bool:
        """True where the submission is known not to be in this state."""
        if self.in_workbook.get(submission):
            return False
        if self._in_book is not None:
            return submission not in self._in_book
        return submission in self.in_workbook
