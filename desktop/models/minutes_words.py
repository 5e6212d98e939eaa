"""Sentences about a meeting: who sits, who presides, what is still empty. No Qt in here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from db.change_log import Value
from db.records import Member
from db.sessions import Session
from desktop.intake.dates import DateRefusedError, read_date, read_time
from desktop.words import LEFT_OUT, ROLES

Body = Mapping[str, Any]
_MOST_NAMED = 6

EMPTY = {
    "date": "ngày họp",
    "start": "giờ bắt đầu",
    "end": "giờ kết thúc",
    "place": "địa điểm",
    "decision": "quyết định thành lập Tổ",
    "chair": "chủ trì",
    "secretary": "người ghi biên bản",
    "conclusion": "kết luận",
}

NO_MEETING = (
    "Mỗi cuộc họp có một biên bản: điểm danh, ý kiến từng hồ sơ, kết luận; trang in hiện bên cạnh "
    "trong lúc gõ, xong thì chốt để ký."
)


def named(member: Member) -> str:
    """As "Đ/c Trần Thị Hòa (Tổ trưởng)"."""
    return f"Đ/c {member.name} ({ROLES[member.role]})"


def read_day(text: str) -> Value:
    """A typed date as ISO text, None where nothing is typed. Raises ValueError."""
    try:
        return read_date(text) if text.strip() else None
    except DateRefusedError as error:
        raise ValueError(error.reason) from error


def read_clock(text: str) -> Value:
    """A typed time as HH:MM, None where nothing is typed. Raises ValueError."""
    try:
        return read_time(text) if text.strip() else None
    except DateRefusedError as error:
        raise ValueError(error.reason) from error


def read_number(text: str) -> Value:
    """A meeting's number: it must be there. Raises ValueError."""
    found = read_count(text)
    if not isinstance(found, int) or not 1 <= found <= 999:
        raise ValueError("cuộc họp phải có số; hãy gõ số như 1")
    return found


def read_count(text: str) -> Value:
    """A typed whole number, None where nothing is typed. Raises ValueError."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise ValueError(f"“{text[:20]}” không phải số người; hãy gõ số như 6")
    return int(text)


def shown_count(value: Value) -> str:
    """A whole number, "" where there is none; 0 is one."""
    return "" if value is None else str(value)


def quorum_words(body: Body) -> str:
    """Who is there, and for which submissions that is not enough."""
    panel = body["panel"]
    here = sum(member["present"] for member in panel)
    start = f"Có mặt {here}/{len(panel)} thành viên."
    short = [case["code"] for case in body["left_out"] if case["code_reason"] == "quorum"]
    enough = len(body["submissions"])
    if short and not enough:
        return f"{start} Không đủ hai phần ba cho hồ sơ nào nên chưa chốt được."
    if short:
        return (
            f"{start} Không đủ hai phần ba với {len(short)} hồ sơ, sẽ để lại: {listed(short)}. "
            f"{enough} hồ sơ khác đủ."
        )
    if enough:
        return f"{start} Đủ hai phần ba với cả {enough} hồ sơ."
    return start


def stand_in_words(body: Body, members: Mapping[str, Member], session: Session) -> str:
    """Who presides where the chair is away or recused (domain.md part 4)."""
    chair = members.get(session.chair)
    if chair is None:
        return ""
    others: dict[str, list[str]] = {}
    for case in body["submissions"]:
        if case["chair"] != chair.code:
            others.setdefault(case["chair"], []).append(case["code"])
    found = []
    for code, cases in others.items():
        who = named(members[code]) if code in members else "Chưa có ai"
        whole = len(cases) == len(body["submissions"])
        which = "cả cuộc họp" if whole else f"{len(cases)} hồ sơ: {listed(cases)}"
        found.append(f"{who} chủ trì thay {which}.")
    if chair.id in session.absent:
        found.insert(0, "Chủ trì đang ghi vắng.")
    elif found:
        found.insert(0, "Chủ trì không tham gia chấm một số hồ sơ.")
    return " ".join(found)


def listed(codes: Iterable[str], most: int = _MOST_NAMED) -> str:
    """The first of them by name, the rest by count."""
    codes = list(codes)
    if len(codes) <= most:
        return ", ".join(codes)
    return f"{', '.join(codes[:most])} và {len(codes) - most} hồ sơ khác"


def left_out_lines(body: Body) -> list[str]:
    """What freezing would leave out, each by name with why; barred ones are not meant."""
    return [
        f"{case['code']} {case['subject']}: {LEFT_OUT.get(case['code_reason'], 'để lại')}"
        for case in body["left_out"]
        if case["code_reason"] != "barred"
    ]


def missing_ballots(body: Body) -> list[str]:
    """Members who were there and handed in nothing, with the submissions."""
    names = {member["code"]: member["name"] for member in body["panel"]}
    found: dict[str, list[str]] = {}
    for case in body["submissions"]:
        for code in case["missing"]:
            found.setdefault(code, []).append(case["code"])
    return [
        f"Đ/c {names.get(code, code)} có mặt nhưng chưa có phiếu: {listed(cases)}."
        for code, cases in sorted(found.items())
    ]


def undecided(body: Body) -> list[str]:
    """Submissions that the panel must say something about (R7)."""
    return [case["code"] for case in body["submissions"] if case["eligible"] is None]


def empty_fields(session: Session) -> list[tuple[str, str]]:
    """(field, words) of what the minutes would print as dots."""
    return [(name, words) for name, words in EMPTY.items() if not getattr(session, name)]
