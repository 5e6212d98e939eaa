"""What is due in a campaign and who is late: two tables, and whom the reminder letter goes to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QObject

from db import entries
from db.queries import due as queries
from db.queries.due import Due, Late
from db.queries.office_papers import BOTH, Owing
from db.records import SubjectKind
from db.rules import deadlines
from db.rules.deadlines import AGGREGATE, PANEL, REGISTRATION, Deadline
from db.rules.points import show
from db.rules.targets import Share
from db.rules.year import PRODUCT, Target
from desktop import undoable
from desktop.models.sifted_table import Row, SiftedTable
from desktop.models.table_model import TableModel
from desktop.models.words import KINDS, shown_date
from desktop.rule_words import DEADLINES, LEVELS, target_name
from desktop.session import Session

MISSING, CAME, NO_REASON = "missing", "came", "no_reason"
_KINDS = frozenset({"submission", "subject", "unit", "campaign", "ballot", "decision", "void"})


class Column(IntEnum):
    """What stands where in the list of who is late."""

    WHO = 0
    KIND = 1
    UNIT = 2
    WHAT = 3
    LAST = 4
    DAYS = 5
    CAME = 6
    REASON = 7
    CODE = 8


class LateRows(SiftedTable):
    """Who has not sent what is due, the longest overdue first; then who sent it late."""

    headings = ("Tập thể, cá nhân", "Loại", "Đơn vị", "Việc", "Hạn cuối", "Chậm (ngày)",
                "Đã gửi ngày", "Lý do", "Mã hồ sơ")  # fmt: skip
    kinds = _KINDS
    figures = frozenset({Column.DAYS})

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.due: Due | None = None

    def read(self) -> Iterable[Row]:
        """Reads deadlines, targets and all that is late by today."""
        session = self.session
        assert session.campaign is not None
        self.due = queries.due(session.book, session.campaign, date.today().isoformat())
        came = sorted(
            (late for late in self.due.late if late.came is not None), key=lambda late: -late.days
        )
        return [self._row(place, late) for place, late in enumerate([*self.due.chase, *came])]

    def _row(self, place: int, late: Late) -> Row:
        unit = self.session.around.units.get(late.unit)
        kind = KINDS[SubjectKind(late.kind)] if late.kind in set(SubjectKind) else ""
        tags = {late.what, MISSING if late.came is None else CAME}
        if late.came is not None and not late.reason.strip():
            tags.add(NO_REASON)
        cells = (
            late.subject, kind, unit.name if unit and unit.name else late.unit,
            what_words(late), shown_date(late.due), str(late.days), shown_date(late.came),
            late.reason, late.code,
        )  # fmt: skip
        keys = {int(Column.DAYS): late.days, int(Column.LAST): late.due,
                int(Column.CAME): late.came}  # fmt: skip
        return Row(place.to_bytes(16, "big"), cells, frozenset(tags), keys, late)

    def load(self) -> None:
        """Without a campaign nothing is due."""
        self.due = None
        super().load()


def what_words(late: Late) -> str:
    """What is owed, or came late."""
    what = "đăng ký" if late.what == REGISTRATION else "báo cáo"
    return f"chưa {what}" if late.came is None else f"{what} chậm"


def owing_of(session: Session, chosen: Iterable[Late]) -> list[Owing]:
    """Whom the letter goes to: each submission or subject once, with all that it owes."""
    found: dict[tuple[str, str, str, str], Owing] = {}
    assert session.campaign is not None
    missing = [late for late in chosen if late.came is None]
    codes = [late.code for late in missing if late.code]
    titles = queries.titles(session.book, session.campaign, codes)
    for late in missing:
        key = (late.unit, late.kind, late.subject, late.code)
        unit = session.around.units.get(late.unit)
        former = found.get(key)
        what = late.what if former is None or former.what == late.what else BOTH
        post, title = titles.get(late.code, ("", ""))
        found[key] = Owing(
            unit.name if unit and unit.name else late.unit,
            SubjectKind(late.kind) if late.kind in set(SubjectKind) else SubjectKind.COLLECTIVE,
            late.subject, post, late.code, title, what,
            max(late.days, former.days if former else 0),
        )  # fmt: skip
    return sorted(found.values(), key=lambda each: (each.unit_name, each.subject, each.code))


class DueRows(TableModel):
    """The campaign's deadlines and targets, a line each."""

    headings = ("Việc", "Nơi nhận, phạm vi", "Phải đạt", "Đến nay", "Căn cứ")

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: list[tuple[str, ...]] = []

    def show(self, due: Due | None) -> None:
        """Takes them over. What tells of classes is not there for a member while scoring is
        blind."""
        self.beginResetModel()
        self._lines = []
        if due is not None:
            today = date.today()
            self._lines = [_deadline_line(due, each, late, today) for each, late in due.deadlines]
            self._lines += [
                _target_line(target, share)
                for target, share in due.targets
                if target.kind != PRODUCT or self._session.sees_results
            ]
        self.endResetModel()

    def rows_shown(self) -> int:
        """A line a deadline or target."""
        return len(self._lines)

    def cell_text(self, row: int, column: int) -> str:
        """As worded."""
        return self._lines[row][column]


def _deadline_line(due: Due, each: Deadline, late: int, today: date) -> tuple[str, ...]:
    last = deadlines.last_day(each)
    left = (last - today).days
    if left >= 0:
        said = "hôm nay là hạn cuối" if not left else f"còn {left} ngày"
    else:
        said = f"đã qua {-left} ngày"
    if each.name != AGGREGATE:
        if due.rules.deadline(each.name) != each:
            said += "; hạn của cấp khác, sổ này không tính chậm"
        elif each.name == PANEL:
            if left < 0:
                said += f"; {late} hồ sơ chưa chốt đúng hạn" if late else "; đã chốt đúng hạn"
        elif late:
            missing = sum(one.what == each.name and one.came is None for one in due.late)
            came = late - missing
            told = [f"{missing} chưa gửi"] if missing else []
            told += [f"{came} gửi chậm"] if came else []
            said += f"; {', '.join(told)}"
        elif left < 0:
            said += "; không ai chậm"
    return (
        f"Hạn {DEADLINES[each.name]}",
        LEVELS[each.level],
        f"hết ngày {shown_date(last.isoformat())}",
        said,
        each.basis or "chưa ghi căn cứ",
    )


def _target_line(target: Target, share: Share) -> tuple[str, ...]:
    name, above, below = target_name(target)
    if share.percent is None:
        said = f"chưa có {below} nên chưa tính được"
    else:
        state = "đạt" if share.met else "chưa đạt"
        said = (
            f"{state}: {show(share.percent)} % ({share.numerator} {above} trên "
            f"{share.denominator} {below})"
        )
    return name, below, f"{target.least} %", said, target.basis or "chưa ghi căn cứ"


def submission_of(session: Session, late: Late) -> bytes | None:
    """The submission that is late, None for who never filed."""
    assert session.campaign is not None
    return queries.submission_id(session.book, session.campaign, late.code) if late.code else None


def give_reason(session: Session, submission: bytes, late: Late, reason: str) -> bool:
    """Keeps why something late is taken."""
    field = "late_reason" if late.what == REGISTRATION else "report_late_reason"
    words = f"lý do chậm, hồ sơ {late.code}"
    return bool(
        undoable.run(session, words, entries.save, "submission", submission, {field: reason})
    )
