"""What changed after results were signed or sent: the list, putting right, amending minutes."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject

from db import amending, correcting
from db.amendments import amendments, content_of
from db.freeze import Obstacle
from desktop import undoable
from desktop.amending_words import Change, changes
from desktop.delivery_words import CLOSED
from desktop.models.minutes_meeting import Meeting
from desktop.models.open_rows import OpenRows
from desktop.models.unit_figures import read_day
from desktop.models.words import shown_date
from desktop.session import Outcome

_HEADINGS = ("Nội dung", "Đã ghi", "Nay là", "Ai, vì sao")


class ChangeRows(OpenRows):
    """One row a change; nothing is typed into it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_HEADINGS, lambda row, column, text: "", parent=parent)

    def show_changes(self, found: list[Change]) -> None:
        """The changes, in their order."""
        lines = [
            ((number, each.about, each.what), (_where(each), each.old, each.new, _whence(each)))
            for number, each in enumerate(found)
        ]
        self.take(lines, editable=False, more=False, shut=range(len(_HEADINGS)))


def _where(change: Change) -> str:
    about = change.about.removeprefix("Hồ sơ ")
    return f"{about}: {change.what[:1].lower()}{change.what[1:]}"


def _whence(change: Change) -> str:
    return "; ".join(text for text in (change.who, change.why) if text)


def changed(meeting: Meeting) -> list[Change]:
    """What a person reads of the changes since the results were closed."""
    found = meeting.state.what_changed() if meeting.state is not None else None
    if found is None:
        return []
    return changes(content_of(found.snapshot.body), found.body, found.told)


def obstacles(meeting: Meeting) -> list[Obstacle]:
    """What stands between a closed meeting and its amending minutes."""
    found = meeting.state.what_changed() if meeting.state is not None else None
    campaign = meeting.session.campaign
    if found is None or campaign is None or not found.lines:
        return []
    return amending.amending_obstacles(meeting.session.book, campaign, found)


def notice_words(meeting: Meeting) -> str:
    """What of the meeting can be written here, above its form; "" where everything can."""
    if meeting.state is not None and meeting.state.correcting:
        return "Đang sửa để bổ sung: bản đã ký giữ nguyên, chỗ sửa vào biên bản bổ sung."
    if meeting.frozen:
        return (
            "Đã chốt để ký: chỉ còn ghi số và ngày biên bản; sửa việc khác hãy vào phần Chốt để ký."
        )
    return "" if meeting.may_write else "Chỉ xem: biên bản được ghi trên máy giữ khóa cơ quan."


def closed_words(meeting: Meeting) -> str:
    """Why nothing is opened any more, and what to do instead; "" where it still is."""
    if meeting.state is None or meeting.state.closed is None:
        return ""
    return (
        f"Kết quả {CLOSED[meeting.state.closed]} nên không mở chốt được nữa. Có sai sót thì sửa "
        "để bổ sung: bản đã ký, đã gửi giữ nguyên, chỗ sửa vào biên bản bổ sung."
    )


def earlier_lines(meeting: Meeting) -> list[str]:
    """The amending minutes so far: "Bổ sung lần 1: số 05-BB/TTĐ, ngày 08/12/2023, mã …"."""
    record = meeting.record
    if record is None or meeting.state is None or not meeting.state.number:
        return []
    found = amendments(meeting.session.book.connection, record.id)
    codes = [_amended_code(one.snapshot.body) for one in found[1:]] + [meeting.proof_code or "…"]
    return [
        f"Bổ sung lần {one.number}: số {one.minutes_no or 'chưa ghi'}, "
        f"ngày {shown_date(one.date) if one.date else 'chưa ghi'}, mã {code}, lý do: {one.reason}"
        for one, code in zip(found, codes, strict=True)
    ]


def _amended_code(body: bytes) -> str:
    """The proof code of the snapshot that an amending one amends."""
    return str(json.loads(body)["amends"].get("code", ""))


def begin(meeting: Meeting, reason: str) -> Outcome:
    """Lets the meeting's rows be written again."""
    campaign, record = meeting.session.campaign, meeting.record
    assert campaign is not None and record is not None
    return meeting.session.run(correcting.begin, campaign, record.number, reason)


def give_up(meeting: Meeting) -> Outcome:
    """Closes them again; what was written stays."""
    campaign, record = meeting.session.campaign, meeting.record
    assert campaign is not None and record is not None
    return meeting.session.run(correcting.give_up, campaign, record.number)


def amend(meeting: Meeting, reason: str, number: str, day: str) -> Outcome:
    """Makes the amending minutes; ``day`` as typed. Raises UnreadableError (the day)."""
    campaign, record = meeting.session.campaign, meeting.record
    assert campaign is not None and record is not None
    date = read_day(day, "Ngày biên bản bổ sung") if day.strip() else None
    return meeting.session.run(
        lambda book: amending.amend(
            book, campaign, record.number, reason, minutes_no=number, date=date
        )
    )


def write_number(meeting: Meeting, number: str, day: str) -> Outcome:
    """Number and date of the amending minutes that stand; ``day`` as typed. Raises
    UnreadableError."""
    assert meeting.record is not None
    date = read_day(day, "Ngày biên bản bổ sung") if day.strip() else None
    found = amendments(meeting.session.book.connection, meeting.record.id)[-1]

    def write(book: Any) -> Any:
        return amending.write_number(book, found, number, date)

    words = f"ghi số, ngày biên bản bổ sung lần {found.number}"
    return undoable.run(meeting.session, words, write)


def number_and_day(meeting: Meeting) -> tuple[str, str]:
    """Number and date of the amending minutes that stand, as they are typed."""
    assert meeting.record is not None
    found = amendments(meeting.session.book.connection, meeting.record.id)[-1]
    return found.minutes_no, shown_date(found.date) if found.date else ""
