"""Last year's submissions as a table, to be taken over into this year's campaign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum

from db import renewing
from db.queries.earlier import Earlier, earlier, last_before
from desktop import undoable
from desktop.models.sifted_table import Row, SiftedTable
from desktop.models.words import KINDS
from desktop.session import Outcome, Session

RENEWED, NOT_YET = "renewed", "not_yet"


class Column(IntEnum):
    """What stands where."""

    CODE = 0
    SUBJECT = 1
    KIND = 2
    UNIT = 3
    TITLE = 4
    REPORTED = 5
    RENEWED = 6


class EarlierRows(SiftedTable):
    """In the order of the codes."""

    headings = ("Mã năm trước", "Đối tượng", "Loại", "Đơn vị", "Tên mô hình", "Báo cáo",
                "Năm nay")  # fmt: skip
    kinds = frozenset({"submission", "unit", "campaign"})

    @property
    def year(self) -> int | None:
        """Of the last campaign before this one."""
        campaign = self.session.campaign
        return None if campaign is None else last_before(self.session.book, campaign)

    def read(self) -> Iterable[Row]:
        """A row each."""
        assert self.session.campaign is not None
        return map(_row, earlier(self.session.book, self.session.campaign))

    def earlier(self, place: int) -> Earlier:
        """What stands in that place."""
        found = self.row(place).about
        assert isinstance(found, Earlier)
        return found


def renew(session: Session, wanted: Sequence[bytes]) -> Outcome:
    """Takes them over as one step: ``value`` are the ids of the new ones."""
    assert session.campaign is not None
    words = f"lấy lại {len(wanted)} hồ sơ từ năm trước"
    return undoable.run(session, words, renewing.renew, session.campaign, list(wanted))


def _row(one: Earlier) -> Row:
    cells = (
        one.code, one.subject, KINDS[one.kind], one.unit_name, one.title,
        "đã báo cáo" if one.reported else "chưa báo cáo",
        f"đã lấy lại: {one.renewed}" if one.renewed else "",
    )  # fmt: skip
    tags = {str(one.kind), RENEWED if one.renewed else NOT_YET}
    return Row(one.id, cells, frozenset(tags), {int(Column.SUBJECT): one.sort or None}, one)
