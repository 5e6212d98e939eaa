"""The roster as a table: who must or may register, and what each has filed."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from PySide6.QtCore import QObject

from db.queries.roster import OnRoster, Unlisted, in_steps
from desktop.models.sifted_table import Row, SiftedTable
from desktop.models.words import KINDS
from desktop.session import Session

MUST, MISSING, REGISTERED, REPORTED, AIMS, LEFT_OUT = (
    "must", "missing", "registered", "reported", "aims", "left_out",
)  # fmt: skip


class Column(IntEnum):
    """What stands where."""

    CODE = 0
    NAME = 1
    KIND = 2
    POST = 3
    UNIT = 4
    AUTHORITY = 5
    MUST = 6
    AIMS = 7
    FILED = 8
    STATE = 9


def state_words(row: OnRoster) -> str:
    """What of it has come, in two or three words."""
    if row.left_out:
        return "ngoài diện thẩm định"
    filed = row.filed
    if filed.registered:
        return "đã đăng ký, đã báo cáo" if filed.reported else "đã đăng ký, chưa báo cáo"
    if filed.reported:
        return "chưa đăng ký, đã báo cáo"
    if filed.codes:
        return "có hồ sơ, chưa đăng ký"
    return "chưa gửi gì" if row.must else "chưa gửi, không bắt buộc"


class RosterRows(SiftedTable):
    """In the order of the codes."""

    headings = ("Mã", "Tên đối tượng", "Loại", "Chức vụ", "Đơn vị", "Thẩm quyền",
                "Phải đăng ký", "HTXSNV", "Hồ sơ", "Tình trạng")  # fmt: skip
    kinds = frozenset({"subject", "submission", "unit", "campaign"})

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.unlisted: list[Unlisted] = []

    def load(self) -> None:
        """Reads the roster anew."""
        self.unlisted = []
        super().load()

    def read(self) -> Iterator[Row | None]:
        """A row each."""
        found, unlisted = yield from in_steps(self.session.book, self.session.around)
        yield from map(_row, found)
        self.unlisted = unlisted

    def on_roster(self, place: int) -> OnRoster:
        """What stands in that place."""
        found = self.row(place).about
        assert isinstance(found, OnRoster)
        return found


def _row(one: OnRoster) -> Row:
    tags = {str(one.kind)}
    for tag, there in (
        (MUST, one.must), (MISSING, one.missing), (REGISTERED, one.filed.registered),
        (REPORTED, one.filed.reported), (AIMS, one.aims), (LEFT_OUT, one.left_out),
    ):  # fmt: skip
        if there:
            tags.add(tag)
    cells = (
        one.code, one.name, KINDS[one.kind], one.post, one.unit_name, one.authority,
        "phải" if one.must else "", "đề nghị" if one.aims else "", ", ".join(one.filed.codes),
        state_words(one),
    )  # fmt: skip
    return Row(one.id, cells, frozenset(tags), {int(Column.NAME): one.sort or None}, one)
