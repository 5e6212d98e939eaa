"""The panel's keys: whose, which mark to read out, confirmed how, with how many ballots."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

from db import members
from db.queries.member_keys import MemberKey, member_keys
from desktop.models.import_words import number
from desktop.models.table_model import LEFT, TableModel
from desktop.session import Session

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HOW = {
    members.BY_FINGERPRINT: "đọc dấu vân tay",
    members.BY_COPY: "bản sao đã cấp",
    members.BY_PAPER: "chữ ký giấy",
    members.BY_EYE: "đặt tại máy cơ quan",
}


class Column(IntEnum):
    """What stands where."""

    MEMBER = 0
    STATE = 1
    MARK = 2
    BALLOTS = 3
    PAPER = 4


class KeyRows(TableModel):
    """One row a key; a member without any has one row, too."""

    headings = ("Thành viên", "Khóa", "Dấu vân tay khóa", "Phiếu tự ký", "Phiếu giấy")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: list[MemberKey] = []

    def load(self) -> None:
        """Reads the keys anew. Raises ThamdinhError."""
        campaign = self._session.campaign
        found = [] if campaign is None else member_keys(self._session.book, campaign)
        self.beginResetModel()
        self.rows = found
        self.endResetModel()

    def rows_shown(self) -> int:
        """One row a key."""
        return len(self.rows)

    def cell_text(self, row: int, column: int) -> str:
        """Name, state, mark, counts."""
        key = self.rows[row]
        match column:
            case Column.MEMBER:
                return f"{key.member.name} ({key.member.code})"
            case Column.STATE:
                return state_words(key)
            case Column.MARK:
                return key.fingerprint
            case Column.BALLOTS:
                return number(key.ballots) if key.key else ""
        return number(key.paper) if key.paper else ""

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Counts stand at the right."""
        return RIGHT if column >= Column.BALLOTS else LEFT

    def counts(self) -> tuple[int, int]:
        """(members with a confirmed key, members)."""
        whole = {key.member.id for key in self.rows}
        return len({key.member.id for key in self.rows if key.confirmed}), len(whole)


def state_words(key: MemberKey) -> str:
    """Whether the key is confirmed, and how."""
    if not key.key:
        return "Chưa có khóa"
    if key.withdrawn:
        return f"Đã thu hồi: {key.withdrawn}"
    if not key.basis:
        return "Chưa xác nhận, phiếu chưa tính"
    way, _, note = key.basis.partition(" ")
    how = _HOW.get(way, "cơ quan")
    more = f" ({note})" if way == members.BY_PAPER and note else ""
    return f"Đã xác nhận: {how}{more}"
