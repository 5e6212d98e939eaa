"""Chỗ cần xem: what waits for a person, and the values on offer side by side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from db import conflicts
from db.change_log import Value
from db.conflicts import Choice, Open
from db.queries.arrived import source_of, source_of_ballot
from db.queries.row_names import RowNames
from db.queries.trace_ballots import marks_of_ballot
from db.rule_changes import Because
from db.rules.points import show
from desktop import history_words
from desktop.matter_words import WHAT, author_words, subject_of, value_words
from desktop.models.table_model import TableModel
from desktop.models.words import shown_time
from desktop.session import Outcome, Session

CELLS = ("conflict", "proposal")
NEEDS_REASON = (conflicts.TWO_FROZEN, conflicts.BALLOTS)
_TAKE = {
    "conflict": "Lấy giá trị này",
    "gone_edited": "Xóa dòng này",
    conflicts.SHARED_CODE: "Dòng này giữ mã",
    conflicts.TWO_FROZEN: "Giữ bản chốt này",
    conflicts.BALLOTS: "Lấy phiếu này",
}


class Column(IntEnum):
    """What stands where."""

    WHAT = 0
    SUBJECT = 1
    VALUES = 2


@dataclass(frozen=True, slots=True)
class Card:
    """One value on offer, in words; ``take`` is what settling takes, None to keep what stands
    (and refuse the proposals). ``detail`` tells two ballots of one total apart."""

    value: str
    who: str
    state: str
    button: str
    take: bytes | None
    detail: str = ""


class OpenMatters(TableModel):
    """One row a matter, in the order of ``db.conflicts``."""

    headings = ("Việc", "Ở đâu", "Các giá trị")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.matters: list[Open] = []

    def load(self) -> None:
        """Reads what waits. Raises ThamdinhError."""
        found = conflicts.open_matters(self._session.book)
        self.beginResetModel()
        self.matters = found
        self.endResetModel()

    @property
    def proposals(self) -> list[Open]:
        """Those that are proposals."""
        return [matter for matter in self.matters if matter.what == "proposal"]

    def rows_shown(self) -> int:
        """One row a matter."""
        return len(self.matters)

    def cell_text(self, row: int, column: int) -> str:
        """What, where, the values."""
        matter = self.matters[row]
        match column:
            case Column.WHAT:
                return _begun(WHAT[matter.what])
            case Column.SUBJECT:
                return _begun(subject_of(self._session.book, matter))
        return " / ".join(card.value.replace("\n", " ") for card in self.cards(row))

    def before(self, row: int) -> str:
        """What a cell was before, in words; "" for what is no cell."""
        matter = self.matters[row]
        return self._value(matter, matter.before) if matter.what in CELLS else ""

    def cards(self, row: int) -> list[Card]:
        """The values on offer."""
        matter = self.matters[row]
        newest = max((c.change for c in matter.choices if c.stands), default=None)
        cards = [self._card(matter, choice, choice.change == newest) for choice in matter.choices]
        if matter.what == "gone_edited":
            kept = Card("Giữ dòng này với các chỗ đã sửa", "", "đang hiển thị", "Giữ dòng", None)
            cards.append(kept)
        if matter.what == "proposal" and newest is None:
            cards.insert(0, Card("(trống)", "", "đang hiển thị", "Giữ như cũ", None))
        return cards

    def settle(self, row: int, card: Card, reason: str = "", basis: str = "") -> Outcome:
        """Settles one matter as the card says."""
        return self._session.run(conflicts.settle, self.matters[row], card.take, reason, basis)

    @property
    def differing(self) -> list[Open]:
        """Those where two places wrote differently into one cell."""
        return [matter for matter in self.matters if matter.what == "conflict"]

    def keep_shown(self) -> Outcome:
        """Keeps what is shown wherever two places wrote differently."""
        return self._session.run(conflicts.keep_shown, self.differing)

    def settle_proposals(self, accept: bool, because: Because | None = None) -> Outcome:
        """Accepts or refuses all proposals at once."""
        return self._session.run(conflicts.settle_all, self.proposals, accept, because)

    def _card(self, matter: Open, choice: Choice, newest: bool) -> Card:
        when = f"{shown_time(choice.ms)} (theo máy ghi)" if choice.ms else ""
        came = self._came(matter, choice)
        brought = f"trong tệp của {came}" if came else ""
        said = (_begun(self._who(choice.who)), brought, when)
        who = ", ".join(text for text in said if text)
        value = self._value(matter, choice.value)
        if matter.what == "proposal":
            if choice.stands:
                return Card(value, who, "đang hiển thị", "Giữ như cũ", None)
            return Card(value, who, "đề nghị", "Nhận đề nghị này", choice.change)
        state = "đang hiển thị" if newest and matter.what == "conflict" else ""
        detail = ""
        if matter.what == conflicts.BALLOTS:
            marks = marks_of_ballot(self._session.book, choice.change)
            detail = " · ".join(f"{code} {show(mark)}" for code, mark in marks.items())
        return Card(_begun(value), who, state, _TAKE[matter.what], choice.change, detail)

    def _came(self, matter: Open, choice: Choice) -> str:
        book = self._session.book
        if matter.what == conflicts.BALLOTS:
            return source_of_ballot(book, choice.change)
        return source_of(book, matter.ent, f"{matter.kind}.{matter.field}", choice.change)

    def _value(self, matter: Open, value: Value) -> str:
        if matter.what not in CELLS:
            return value_words(matter, value)
        fld = f"{matter.kind}.{matter.field}"
        names = RowNames(self._session.book.connection)
        return history_words.value_words(fld, names.shown(fld, value))

    def _who(self, who: str) -> str:
        campaign = self._session.campaign
        member = self._session.around.by_code.get(who) if campaign is not None else None
        return f"đ/c {member.name}" if member is not None else author_words(who)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
