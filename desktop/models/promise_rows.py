"""Promise and result: registered targets beside reported ones, and what is missing of either."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from PySide6.QtCore import QObject

from db.queries import promises as queries
from db.queries.promises import Promise
from db.queries.register import View, decided_now
from db.queries.register_rows import Listed, window
from db.rules.points import show
from db.rules.progress import reached
from desktop.models.sifted_table import Row, SiftedTable
from desktop.models.words import shown_date
from desktop.session import Session

TARGETS, FULL, SHORT, OPEN, UNREAD = "targets", "full", "short", "open", "unread"
NEVER_REPORTED, NEVER_REGISTERED, RUNNING = "never_reported", "never_registered", "running"
_WINDOW = 128


class Column(IntEnum):
    """What stands where; the last four are of whole submissions."""

    CODE = 0
    SUBJECT = 1
    UNIT = 2
    TITLE = 3
    TARGET = 4
    MEASURE = 5
    BASELINE = 6
    PROMISED = 7
    ACTUAL = 8
    REACHED = 9
    REGISTERED = 10
    REPORTED = 11
    NOTE = 12


OF_TARGETS = (Column.TARGET, Column.MEASURE, Column.BASELINE, Column.PROMISED, Column.ACTUAL,
              Column.REACHED)  # fmt: skip
OF_SUBMISSIONS = (Column.REGISTERED, Column.REPORTED, Column.NOTE)


class PromiseRows(SiftedTable):
    """A row a target, and a row a submission in the three lists; always one kind is shown."""

    headings = ("Mã hồ sơ", "Đối tượng", "Đơn vị", "Tên mô hình", "Chỉ tiêu", "Đơn vị tính",
                "Hiện trạng", "Đăng ký", "Kết quả", "Đạt %", "Ngày đăng ký", "Ngày báo cáo",
                "Ghi chú")  # fmt: skip
    kinds = frozenset({"submission", "target", "unit", "campaign"})
    figures = frozenset(
        {Column.BASELINE, Column.PROMISED, Column.ACTUAL, Column.REACHED}
    )

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._tag = TARGETS

    def read(self) -> Iterator[Row | None]:
        """Targets in the order of the submissions, then the three lists."""
        session = self.session
        assert session.campaign is not None
        found = yield from queries.in_steps(session.book, session.campaign)
        yield from (self._target(place, each) for place, each in enumerate(found.promises))
        running = yield from queries.running_in_steps(session.book, session.campaign)
        lists: tuple[tuple[str, tuple[bytes, ...], dict[bytes, str]], ...] = (
            (NEVER_REPORTED, found.never_reported_ids, {}),
            (NEVER_REGISTERED, found.never_registered_ids, {}),
            (RUNNING, tuple(each.id for each in running),
             {each.id: _running_words(each) for each in running}),
        )  # fmt: skip
        view = View(decided=decided_now(session.book, session.campaign))
        for number, (tag, idents, notes) in enumerate(lists, start=1):
            for start in range(0, len(idents), _WINDOW):
                part = idents[start : start + _WINDOW]
                known = window(session.book, session.around, part, view)
                for ident in part:
                    if ident in known:
                        yield _submission(number, tag, known[ident], notes.get(ident, ""))
                yield None

    def submission(self, place: int) -> bytes:
        """The submission of that row."""
        found = self.row(place).about
        assert isinstance(found, bytes)
        return found

    def _target(self, place: int, each: Promise) -> Row:
        unit = self.session.around.units.get(each.unit)
        share = reached(each.baseline, each.promised, each.actual, each.measure)
        tags = {TARGETS}
        if share is not None:
            tags.add(FULL if share >= 10_000 else SHORT)
        elif not each.actual.strip():
            tags.add(OPEN)
        else:
            tags.add(UNREAD)
        cells = (
            each.code, each.subject, unit.name if unit and unit.name else each.unit, each.title,
            each.name, each.measure, each.baseline, each.promised, each.actual,
            "" if share is None else show(share), "", "", "",
        )  # fmt: skip
        ident = b"t" + place.to_bytes(15, "big")
        return Row(ident, cells, frozenset(tags), {int(Column.REACHED): share}, each.submission)


def _submission(number: int, tag: str, listed: Listed, note: str) -> Row:
    cells = (
        listed.code, listed.subject, listed.unit_name, listed.title, "", "", "", "", "", "",
        shown_date(listed.registered_on),
        shown_date(listed.reported_on) or ("có" if listed.has_report else ""), note,
    )  # fmt: skip
    keys = {int(Column.REGISTERED): listed.registered_on, int(Column.REPORTED): listed.reported_on}
    ident = bytes([number]) + listed.id[1:]
    return Row(ident, cells, frozenset({tag}), keys, listed.id)


def _running_words(each: queries.Running) -> str:
    how = "lấy lại từ" if each.linked else "trùng tên với"
    return f"{how} {each.former_code} (năm {each.former_year})"
