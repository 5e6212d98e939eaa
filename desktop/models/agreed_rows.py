"""Chấm thống nhất: the submissions with what is agreed, and the marks of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt

from db.agreed import set_agreed
from db.ballots import by_id
from db.book import Book
from db.errors import MarkError
from db.operation import Changes
from db.queries.agreed import AgreedLine, agreed_lines
from db.rules.marks import read_mark
from desktop import undoable
from desktop.messages import sentence
from desktop.models.ballot import mark_sentence
from desktop.models.open_rows import OpenRows
from desktop.models.read_lines import NOT_LISTED, ReadLines
from desktop.models.table_model import LEFT, RIGHT
from desktop.models.words import shown_points
from desktop.session import Session

MARK = 3  # column of AgreedMarks that is typed
FIGURE = 2  # column of AgreedList with the agreed total
_IGNORED = NOT_LISTED | {"draft", "ballot", "void", "session"}
_HEADINGS = ("Tiêu chí", "Tối đa", "Tự chấm", "Điểm")


class AgreedList(ReadLines[AgreedLine]):
    """In code order; found by code, model, subject and unit."""

    headings = ("Hồ sơ", "Tập thể, cá nhân; mô hình", "Điểm", "Xếp loại")

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.done = 0  # submissions that are agreed on wholly, of those that are read

    @property
    def aside(self) -> frozenset[str]:
        """Ballots and meetings are not seen here."""
        return _IGNORED

    def open_here(self) -> bool:
        """The part is offered to those alone who may see it."""
        return self._session.campaign is not None

    def read(self, idents: Sequence[bytes]) -> list[AgreedLine]:
        """What is agreed on each."""
        return agreed_lines(self._session.book, self._session.around, idents)

    def counted_anew(self) -> None:
        """Nothing is counted yet."""
        self.done = 0

    def took(self, line: AgreedLine, former: AgreedLine | None) -> None:
        """Counts a line in place of a former one."""
        self.done += line.final is not None
        self.done -= former is not None and former.final is not None

    def cell_text(self, row: int, column: int) -> str:
        """Texts; while marks are missing, how many are there."""
        line = self.line(row)
        if column == 0:
            return line.code
        if column == 1:
            again = f" (vòng {line.round})" if line.round > 1 else ""
            return f"{line.subject}: {line.title}{again}"
        if column == FIGURE:
            if line.final is not None:
                return shown_points(line.final)
            most = len(line.rubric.criteria) if line.rubric else 0
            return f"{len(line.marks)}/{most}" if line.marks else ""
        return line.class_name or ("đã chốt" if line.locked is not None else "")

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        return RIGHT if column == FIGURE else LEFT


class AgreedMarks(OpenRows):
    """A row a criterion; each mark is written at once."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(_HEADINGS, self._write, (1, 2, MARK), parent)
        self._session, self.history = session, session.history
        self.line: AgreedLine | None = None

    def show_line(self, line: AgreedLine | None, *, may: bool) -> None:
        """The marks of a submission."""
        self.line = line
        rubric = line.rubric if line is not None else None
        if line is None or rubric is None:
            self.take([], editable=False)
            return
        rows = [
            (
                criterion.code,
                (
                    f"{criterion.code}. {criterion.name}",
                    shown_points(criterion.max),
                    shown_points(line.self_marks.get(criterion.code)),
                    shown_points(line.marks.get(criterion.code)),
                ),
            )
            for criterion in rubric.criteria
        ]
        self.take(rows, editable=may and line.locked is None, more=False, shut=(0, 1, 2))

    def _write(self, row: int, column: int, text: str) -> str:
        line = self.line
        if line is None or line.rubric is None or column != MARK:
            return ""
        criterion = line.rubric.criteria[row]
        mark = None
        if text:
            try:
                mark = read_mark(criterion, line.rubric.step, text)
            except MarkError as error:
                return mark_sentence(error, text, line.marks.get(criterion.code))

        def agree(book: Book) -> Changes:
            return set_agreed(
                book, self._session.around, by_id(book, line.id), criterion.code, mark
            )

        words = f"điểm thống nhất {criterion.code} của hồ sơ {line.code}"
        done = undoable.run(self._session, words, agree)
        return "" if done else sentence(done.error or OSError())
