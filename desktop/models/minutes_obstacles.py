"""What a person must know before freezing: obstacles, what is left out, what is still empty."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.faults import obstacle
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_words import (
    empty_fields,
    left_out_lines,
    listed,
    missing_ballots,
    undecided,
)

# Where each obstacle is cleared: the key of a place ("place/part") and the words on the button.
WAYS = {
    "rubric_missing": ("settings/rubric", "Mở Thang điểm"),
    "rubric_unconfirmed": ("settings/rubric", "Mở Thang điểm"),
    "conflict": ("exchange/matters", "Mở Chỗ cần xem"),
    "ballot_conflict": ("exchange/matters", "Mở Chỗ cần xem"),
    "key_unconfirmed": ("exchange/keys", "Mở Khóa thành viên"),
    "ballot_stale": ("score", "Mở Chấm điểm"),
    "frozen_elsewhere": ("minutes", "Mở hồ sơ"),
    "conclusion_reason": ("minutes", "Ghi lý do"),
    "no_chair": ("minutes", "Chọn người chủ trì"),
    "panel_open": ("settings/panel", "Mở Tổ thẩm định"),
    "nothing": ("score", "Mở Chấm điểm"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with a way on: a place with a submission, or a field of the form.

    ``role`` is how it looks: bad, strong, muted or "".
    """

    words: str
    role: str = ""
    action: str = ""
    place: str = ""
    submission: bytes = b""
    field: str = ""


def obstacle_lines(meeting: Meeting) -> list[Line]:
    """Everything that stands in the way; the same sentence once."""
    found: dict[str, Line] = {}
    for code, facts in meeting.obstacles():
        place, action = WAYS.get(code, ("", ""))
        submission = meeting.idents.get(str(facts.get("code", "")), b"")
        words = obstacle(code, facts)
        found.setdefault(words, Line(words, "bad", action, place, submission))
    return list(found.values())


def draft_lines(meeting: Meeting) -> list[Line]:
    """What is no obstacle and yet worth knowing."""
    assert meeting.record is not None
    lines = _left_out(meeting, "Để lại {} hồ sơ, không vào biên bản:")
    lines += [
        Line(f"Biên bản còn trống {words}; bản in để dấu chấm.", "muted", "Ghi ngay", field=name)
        for name, words in empty_fields(meeting.record)
    ]
    lines += [Line(words, "muted") for words in missing_ballots(meeting.body)]
    cases = undecided(meeting.body)
    if cases:
        words = (
            f"{len(cases)} hồ sơ cần Tổ xem xét căn cứ thay thế, hãy ghi kết luận "
            f"từng hồ sơ: {listed(cases)}."
        )
        first = meeting.idents.get(cases[0], b"")
        lines.append(Line(words, "muted", "Mở hồ sơ", "minutes", first))
    return lines + _history(meeting)


def frozen_lines(meeting: Meeting) -> list[Line]:
    """What was left out of the freeze, and earlier ones."""
    return _left_out(meeting, "Đã để lại {} hồ sơ:") + _history(meeting)


def _left_out(meeting: Meeting, heading: str) -> list[Line]:
    names = left_out_lines(meeting.body)
    if not names:
        return []
    return [Line(heading.format(len(names)), "strong"), *(Line(f"– {name}") for name in names)]


def _history(meeting: Meeting) -> list[Line]:
    return [
        Line(f"Lần chốt {seq} đã mở: {reason}", "muted")
        for seq, reason in sorted(meeting.reasons.items())
    ]
