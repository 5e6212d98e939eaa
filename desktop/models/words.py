"""Words that lists share: states, classes, dates. No Qt in here."""

from __future__ import annotations

import time
from datetime import date
from typing import Final

from db.queries.scoring import BallotState
from db.records import Recusal, SubjectKind
from db.rules import recusal as reasons
from db.rules.points import show

KINDS = {SubjectKind.COLLECTIVE: "Tập thể", SubjectKind.INDIVIDUAL: "Cá nhân"}

STATES = {
    BallotState.DONE: "đã nộp phiếu",
    BallotState.BEGUN: "đang chấm",
    BallotState.EMPTY: "chưa chấm",
    BallotState.AWAY: "không tham gia chấm",
    BallotState.VOID: "phiếu đã hủy",
}
MARKS = {
    BallotState.DONE: "●",
    BallotState.BEGUN: "◐",
    BallotState.EMPTY: "○",
    BallotState.AWAY: "⊘",
    BallotState.VOID: "○",
}
RECUSAL_REASONS = {
    reasons.SAME_UNIT: "cùng đơn vị với hồ sơ",
    reasons.SAME_NAME_AND_UNIT: "là người được thẩm định (trùng họ tên và đơn vị)",
    reasons.SAME_NAME_AND_POST: "là người được thẩm định (trùng họ tên và chức vụ)",
}
BALLOT_STATUS = {
    "valid": "",
    "unconfirmed": "khóa chưa được xác nhận, chưa tính",
    "conflict": "có hai phiếu, chờ xử lý, chưa tính",
    "void": "đã hủy",
}


def recusal_words(recusal: Recusal) -> str:
    """Why a member does not score, in words."""
    return RECUSAL_REASONS.get(recusal.reason, recusal.reason)


DAY_HINT: Final = "ngày/tháng/năm"
"""In an empty field of a day: no example, which would look like a day that is there."""


def shown_date(iso: str | None) -> str:
    """``2023-11-24`` -> ``24/11/2023``; "" where there is none."""
    if not iso:
        return ""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def shown_time(milliseconds: int) -> str:
    """A moment of this laptop's clock: ``09:41 24/11/2023``."""
    return time.strftime("%H:%M %d/%m/%Y", time.localtime(milliseconds / 1000))


def shown_points(points: int | None) -> str:
    """``875`` -> ``8,75``; "" where there is no value."""
    return "" if points is None else show(points)
