"""Registrations to be looked at again: what hints see, what a person said. Hints of many are
worked out a part at a time, so that the window stays at hand."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from PySide6.QtCore import QObject, QTimer

from db.queries.rechecks import Registration, hints_of, registration_parts
from db.year_rules import read as read_rules
from desktop.field_words import CHECKS, RECHECK
from desktop.models.sifted_table import Row, SiftedTable
from desktop.models.words import KINDS, shown_date
from desktop.rule_words import HINTS
from desktop.session import Session

OPEN, HINTED = "open", "hinted"
_AT_ONCE = 300  # registrations whose hints are there with the list
_STEP = 60  # that are worked out in one go

Key = tuple[bytes, int, int, bool]


class Column(IntEnum):
    """What stands where."""

    CODE = 0
    SUBJECT = 1
    KIND = 2
    UNIT = 3
    TITLE = 4
    REGISTERED = 5
    HINTS = 6
    ANSWERS = 7
    OUTCOME = 8
    NOTE = 9


class RecheckRows(SiftedTable):
    """In the order of the codes."""

    headings = ("Mã hồ sơ", "Đối tượng", "Loại", "Đơn vị", "Tên mô hình", "Đăng ký",
                "Gợi ý", "Đã xem", "Kết quả", "Ý kiến")  # fmt: skip
    kinds = frozenset({"submission", "target", "unit", "campaign"})

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._hints: dict[bytes, tuple[Key, tuple[str, ...]]] = {}
        self._waiting: list[Registration] = []
        self._most: int | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def waiting(self) -> int:
        """Registrations whose hints are still to be read."""
        return len(self._waiting)

    def read(self) -> Iterator[Row | None]:
        """The registrations, with the hints that are known."""
        self._timer.stop()
        self._waiting, all_ = [], 0
        for part in registration_parts(self.session.book, self.session.around):
            yield None
            fresh = [one for one in part if self._hints.get(one.id, (None,))[0] != _key(one)]
            self._waiting += fresh
            while self._waiting and all_ < _AT_ONCE:
                all_ += min(len(self._waiting), _STEP)
                self._work(self._waiting[:_STEP])
                yield None
            for one in part:
                yield self._row(one)
        if self._waiting:
            self._timer.start()

    def load(self) -> None:
        """Reads all anew; another limit of models makes other hints."""
        campaign = self.session.campaign
        most = None
        if campaign is not None:
            most = read_rules(self.session.book.connection, campaign).most_models
        if most != self._most:
            self._most, self._hints = most, {}
        super().load()

    def registration(self, place: int) -> Registration:
        """What stands in that place."""
        found = self.row(place).about
        assert isinstance(found, Registration)
        return found

    def hints(self, ident: bytes) -> tuple[str, ...]:
        """What hints see in a registration, as far as they are read."""
        found = self._hints.get(ident)
        return found[1] if found is not None else ()

    def _go_on(self) -> None:
        self._work(self._waiting[:_STEP])
        if not self._waiting:
            self._timer.stop()
            self.load()
        else:
            self.counted.emit()

    def _work(self, part: list[Registration]) -> None:
        campaign = self.session.campaign
        assert campaign is not None
        made = hints_of(self.session.book, campaign, part)
        for one in part:
            self._hints[one.id] = (_key(one), made.get(one.id, ()))
        del self._waiting[: len(part)]

    def _row(self, one: Registration) -> Row:
        hints = self.hints(one.id)
        answered = dict(one.answers)
        tags = {one.outcome or OPEN, str(one.kind), *hints}
        if hints:
            tags.add(HINTED)
        cells = (
            one.code, one.subject, KINDS[one.kind], one.unit_name, one.title,
            shown_date(one.registered_on), "; ".join(HINTS[hint] for hint in hints),
            f"{len(answered)}/{len(CHECKS)}" if answered else "", RECHECK.get(one.outcome, ""),
            one.note,
        )  # fmt: skip
        keys = {int(Column.REGISTERED): one.registered_on, int(Column.HINTS): len(hints) or None}
        return Row(one.id, cells, frozenset(tags), keys, one)


def _key(one: Registration) -> Key:
    return one.id, one.stamp, one.models, one.same
