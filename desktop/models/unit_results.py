"""One unit's page: what it delivered, line by line, beside the version that a newer replaced."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

from db.exchange.delivery_body import DeliveryBody, Line
from db.exchange.held import Held, held
from db.queries.desk import DeskUnit
from desktop.models.table_model import LEFT, RIGHT, TableModel
from desktop.models.words import KINDS, shown_points
from desktop.session import Session

_KINDS = {str(kind): word for kind, word in KINDS.items()}


class Column(IntEnum):
    """What stands where."""

    CODE = 0
    KIND = 1
    SUBJECT = 2
    TITLE = 3
    FINAL = 4
    PANEL = 5
    DECIDED = 6
    REASON = 7
    FORMER = 8


class UnitResults(TableModel):
    """The submissions of one delivery; ``FORMER`` says how an older one of the same had them."""

    headings = (
        "Mã hồ sơ", "Đối tượng", "Tên đối tượng", "Mô hình", "Điểm", "Tổ xếp loại",
        "Quyết định", "Lý do thay đổi", "Bản trước",
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._held: dict[bytes, Held] = {}
        self._lines: list[Line] = []
        self._former: dict[tuple[str, str], Line] | None = None
        self._gone = 0  # lines at the end that the newer one has no more

    def load(self, unit: DeskUnit | None) -> None:
        """Reads the deliveries of a unit. Raises ThamdinhError."""
        campaign = self._session.campaign
        self._held = {}
        if unit is not None and campaign is not None:
            found = held(self._session.book.connection, campaign.id)
            self._held = {one.id: one for one in found if one.unit == unit.code}
        self.show(b"")

    def show(self, ident: bytes) -> None:
        """One of its deliveries."""
        self.beginResetModel()
        one = self._held.get(ident)
        self._lines = list(one.body.lines) if one is not None else []
        before = self._before(one) if one is not None else None
        self._former = None if before is None else {_key(line): line for line in before.lines}
        if self._former is not None:  # what is not in the newer any more is shown, too
            here = {_key(line) for line in self._lines}
            self._lines += [line for key, line in self._former.items() if key not in here]
            self._gone = len(self._former.keys() - here)
        else:
            self._gone = 0
        self.endResetModel()

    @property
    def compared(self) -> bool:
        """Whether an older version stands beside it."""
        return self._former is not None

    def rows_shown(self) -> int:
        """One row a submission."""
        return len(self._lines)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        line = self._lines[row]
        gone = row >= len(self._lines) - self._gone
        match column:
            case Column.CODE:
                return line.code
            case Column.KIND:
                return _KINDS.get(line.kind, "")
            case Column.SUBJECT:
                return line.subject
            case Column.TITLE:
                return line.title
            case Column.FORMER:
                return self._former_words(line, gone)
        if gone:
            return "không còn" if column == Column.FINAL else ""
        match column:
            case Column.FINAL:
                return shown_points(line.final)
            case Column.PANEL:
                return line.class_name or "chưa xếp"
            case Column.DECIDED:
                return line.decided_class or "chưa có"
        return line.reason

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Points stand at the right."""
        return RIGHT if column == Column.FINAL else LEFT

    def _before(self, one: Held) -> DeliveryBody | None:
        older = [h for h in self._held.values() if h.group == one.group and h.order < one.order]
        return max(older, key=lambda h: h.order).body if older else None

    def _former_words(self, line: Line, gone: bool) -> str:
        if self._former is None:
            return "không có"
        old = line if gone else self._former.get(_key(line))
        if old is None:
            return "chưa có"
        same = (old.final, old.class_name, old.decided_class) == (
            line.final, line.class_name, line.decided_class,
        )  # fmt: skip
        if same and not gone:
            return "như nay"
        decided = f" → {old.decided_class}" if old.decided_class else ""
        return f"{shown_points(old.final)} {old.class_name or 'chưa xếp'}{decided}"


def _key(line: Line) -> tuple[str, str]:
    return line.kind, line.code
