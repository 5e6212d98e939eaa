"""What two people typed differently from the same paper ballots, one line a mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from db import second_entry
from db.errors import ThamdinhError
from db.queries.appraised import appraised
from db.queries.meeting import Sheet, sheet
from db.second_entry import Mismatch, Progress
from desktop.models.table_model import LEFT, RIGHT, TableModel
from desktop.models.words import shown_points
from desktop.session import Session

CODE, MEMBER, CRITERION, FIRST, SECOND = range(5)


class MismatchRows(TableModel):
    """Read on demand: comparing is a moment of its own. In the order of the papers."""

    headings: ClassVar[tuple[str, ...]] = (
        "Hồ sơ", "Thành viên", "Tiêu chí", "Lượt một", "Lượt hai",
    )  # fmt: skip

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: list[Mismatch] = []
        self.progress = Progress(0, 0, 0, 0)
        self._sheets: list[Sheet] = []

    def load(self) -> None:
        """Compares everything that is typed on this laptop."""
        self._compare(self._read)

    def renew(self, submission: bytes) -> None:
        """The same where only that submission is another."""
        session = self._session

        def read() -> list[Sheet]:
            return [
                sheet(session.book, session.around, submission)
                if one.submission.id == submission
                else one
                for one in self._sheets
            ]

        self._compare(read)

    def _compare(self, read: Callable[[], list[Sheet]]) -> None:
        book = self._session.book
        self.beginResetModel()
        try:
            self._sheets = read()
            self._found = second_entry.mismatches(book, self._sheets)
            self.progress = second_entry.progress(book, self._sheets)
        except ThamdinhError:  # the campaign is another by now
            self._sheets, self._found, self.progress = [], [], Progress(0, 0, 0, 0)
        finally:
            self.endResetModel()

    def _read(self) -> list[Sheet]:
        session = self._session
        if session.campaign is None or not session.sees_results:
            return []
        drafts = session.book.drafts
        typed = {submission for _, submission in drafts.second.pairs()}
        for member in session.around.members:
            typed |= set(drafts.of(member.id))
        found = appraised(session.book, session.around, list(typed))
        wanted = sorted(found, key=lambda submission: submission.code)
        return [sheet(session.book, session.around, one.id) for one in wanted]

    def ready(self) -> list[tuple[Sheet, int]]:
        """(submission, place of the ballot) of what was typed twice and agrees."""
        return [
            (one, place)
            for one in self._sheets
            for place, ballot in enumerate(one.ballots)
            if ballot.complete
            and not ballot.off_total
            and self._session.book.drafts.second.marks(ballot.member.id, one.submission.id)
            == dict(ballot.marks)
        ]

    def mismatch(self, row: int) -> Mismatch:
        """That of a row."""
        return self._found[row]

    def rows_shown(self) -> int:
        """One row a mark."""
        return len(self._found)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        return RIGHT if column in (FIRST, SECOND) else LEFT

    def cell_text(self, row: int, column: int) -> str:
        """See the headings."""
        found = self._found[row]
        match column:
            case 0:
                return found.submission.code
            case 1:
                return f"{found.member.name} ({found.member.code})"
            case 2:
                return found.criterion
            case 3:
                return shown_points(found.first)
        return shown_points(found.second)
