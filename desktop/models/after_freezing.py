"""What follows a frozen meeting: the standing committee's decision, the way to the level above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from db import decisions
from db.decided import InForce, decision_in_force
from db.decisions import Decision
from db.exchange.deliver import deliver
from db.frozen_picture import digest_of
from db.handovers import Handover, handovers
from db.rules.bands import CLASSES
from desktop import undoable
from desktop.models.minutes_meeting import Meeting
from desktop.models.open_rows import OpenRows
from desktop.models.unit_figures import read_day
from desktop.models.words import shown_date, shown_points, shown_time
from desktop.session import Outcome

DECIDED, REASON = 1, 2  # columns of DecisionRows
BACK = "Thẩm định lại"
CHOICES = (*CLASSES, BACK)
_HEADINGS = ("Tổ xếp loại", "Quyết định", "Lý do")


@dataclass(frozen=True, slots=True)
class AfterFreezing:
    """The decision on a meeting and what went up of it."""

    decision: Decision | None = None
    handovers: tuple[Handover, ...] = ()
    before: InForce | None = None  # a decision on what was amended since
    digest: str = ""  # SHA-256 of what stands frozen

    @property
    def filled_in(self) -> Decision | None:
        """What the form of the decision begins with: an earlier one is mostly kept."""
        return self.decision or (self.before.decision if self.before is not None else None)

    @property
    def decision_words(self) -> str:
        """What the committee said, in a sentence."""
        one = self.decision
        if one is None and self.before is not None:
            former, later = self.before.decision, self.before.amended_by
            return (
                f"Quyết định số {former.document} được ghi trước khi bổ sung lần {later}; vẫn giữ "
                "thì hãy ghi lại cho kết quả đã bổ sung."
            )
        if one is None:
            return "Chưa ghi quyết định của Ban Thường vụ."
        day = f", ngày {shown_date(one.date)}" if one.date else ""
        changed = f"; đổi xếp loại {len(one.changed)} hồ sơ" if one.changed else ""
        back = f"; trả lại để thẩm định lại {len(one.sent_back)} hồ sơ" if one.sent_back else ""
        return f"Quyết định số {one.document}{day}{changed}{back}."

    @property
    def sent_words(self) -> str:
        """What went up, in a sentence."""
        if not self.handovers:
            return "Chưa gửi kết quả lên cấp trên."
        last = self.handovers[0]
        state = "kèm quyết định" if last.decided else "ghi chưa có quyết định"
        again = ""
        if last.digest != self.digest:
            again = " Đó là kết quả trước khi bổ sung; hãy gửi lại, gói mới thay gói trước."
        elif self.decision is not None and not last.decided:
            again = " Đã có quyết định sau lần gửi này; hãy gửi lại, gói mới thay gói trước."
        return f"Đã gửi lên cấp trên lần {last.seq}, lúc {shown_time(last.time)}, {state}.{again}"


def after(meeting: Meeting) -> AfterFreezing:
    """What stands in the book. Only for a frozen meeting."""
    record, book = meeting.record, meeting.session.book
    if record is None or not meeting.frozen:
        return AfterFreezing()
    connection = book.connection
    assert meeting.snapshot is not None
    found = decision_in_force(connection, record.id)
    return AfterFreezing(
        found.decision if found is not None and not found.amended_by else None,
        tuple(handovers(connection, record.id)),
        found if found is not None and found.amended_by else None,
        digest_of(meeting.snapshot.body),
    )


def bare_number(typed: str) -> str:
    """The number alone: "Số 412-QĐ/HU" and "Quyết định số 412-QĐ/HU" are 412-QĐ/HU, because
    screen and papers say "Quyết định số" themselves."""
    return re.sub(r"^\s*(quyết định\s+)?(số\s*:?\s+)?", "", typed, flags=re.IGNORECASE).strip()


def decide(meeting: Meeting, document: str, day: str, note: str, rows: DecisionRows) -> Outcome:
    """Records the decision; ``day`` as typed. Raises UnreadableError (the day)."""
    campaign, record = meeting.session.campaign, meeting.record
    assert campaign is not None and record is not None
    iso = read_day(day, "Ngày quyết định") or ""
    document = bare_number(document)

    def record_it(book: Any) -> Any:
        return decisions.record(
            book, campaign, record.number, document, iso, rows.changes(),
            note=note, send_back=rows.sent_back(),
        )  # fmt: skip

    words = f"ghi quyết định cho cuộc họp số {record.number}"
    return undoable.run(meeting.session, words, record_it)


def send(meeting: Meeting, folder: Path, *, undecided: bool) -> Outcome:
    """Writes the delivery of the meeting: ``value`` is a ``Delivered``."""
    campaign, record = meeting.session.campaign, meeting.record
    assert campaign is not None and record is not None
    return meeting.session.run(
        lambda book: deliver(book, campaign, record.number, folder, undecided=undecided)
    )


class DecisionRows(OpenRows):
    """One row a frozen submission: what the panel said, what the committee decided, why."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_HEADINGS, self._write, parent=parent)
        self._cases: list[dict[str, Any]] = []
        self._decided: dict[str, str] = {}
        self._reasons: dict[str, str] = {}

    def show_cases(self, body: dict[str, Any], decision: Decision | None) -> None:
        """The submissions of a frozen body, with what is decided of them so far."""
        self._cases = list(body.get("submissions", ()))
        ruled = dict(decision.changed) if decision is not None else {}
        if decision is not None:
            ruled |= {ident: (BACK, why) for ident, why in decision.sent_back.items()}
        self._decided, self._reasons = {}, {}
        for case in self._cases:
            name, reason = ruled.get(bytes.fromhex(case["id"]), (case["class"] or "", ""))
            self._decided[case["code"]], self._reasons[case["code"]] = name, reason
        self._renew_lines()

    def changes(self) -> dict[str, tuple[str, str]]:
        """Class and reason by code, of those alone whose class is not the panel's."""
        return {code: said for code, said in self._ruled().items() if said[0] != BACK}

    def sent_back(self) -> dict[str, str]:
        """The reason by code, of those that are scored once more."""
        return {code: why for code, (name, why) in self._ruled().items() if name == BACK}

    def _ruled(self) -> dict[str, tuple[str, str]]:
        return {
            case["code"]: (name, self._reasons[case["code"]])
            for case in self._cases
            if (name := self._decided[case["code"]]) and name != (case["class"] or "")
        }

    def lacking(self) -> int:
        """The first row that needs a reason and has none, -1 where there is none."""
        ruled = self._ruled()
        codes = [case["code"] for case in self._cases]
        return next((codes.index(code) for code, (_, why) in ruled.items() if not why), -1)

    def code_of(self, row: int) -> str:
        """Which submission stands in that row."""
        return str(self._cases[row]["code"])

    def _write(self, row: int, column: int, text: str) -> str:
        code, panel = self._cases[row]["code"], self._cases[row]["class"] or ""
        if column == DECIDED:
            found = next((name for name in CHOICES if name.casefold() == text.casefold()), None)
            if found is None:
                return f"Hãy ghi {', '.join(CLASSES)}, hoặc {BACK}."
            self._decided[code] = found
            if found == panel:
                self._reasons[code] = ""
        else:
            if text and self._decided[code] == panel:
                return f"Hồ sơ {code} giữ xếp loại của Tổ nên không cần lý do."
            self._reasons[code] = text
        self._renew_lines()
        return ""

    def _renew_lines(self) -> None:
        lines = [
            (
                case["code"],
                (
                    f"{case['code']} {case['subject']}: {case['class'] or 'chưa xếp'} "
                    f"{shown_points(case['final'])}",
                    self._decided[case["code"]],
                    self._reasons[case["code"]],
                ),
            )
            for case in self._cases
        ]
        self.take(lines, editable=True, more=False, shut=(0,))
