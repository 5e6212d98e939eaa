"""What is said of files that were brought, before and after they are taken in. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.exchange.merge import Report
from db.queries.handed_in import HandedIn
from db.records import Member
from desktop.merge_words import missing_of
from desktop.models.import_words import number
from desktop.models.incoming import (
    CHECKED,
    DONE,
    LOCKED,
    NOTHING,
    PIN,
    READY,
    REFUSED,
    Incoming,
    Line,
)
from desktop.models.meeting_words import common_part

VERDICTS = {
    READY: "Ghép được",
    NOTHING: "Không có gì mới",
    REFUSED: "Không nhận",
    LOCKED: "Cần cụm mật khẩu",
    PIN: "Cần mã PIN",
    DONE: "Đã ghép",
    CHECKED: "Đã xem",
}
_OLDER = "Bản mới hơn đã ghép"
_AHEAD = "đồng hồ máy gửi chạy nhanh hơn một ngày"


def verdict(line: Line) -> str:
    """One word or two, then why."""
    word = VERDICTS[line.state]
    if line.older:
        word = _OLDER if line.state == NOTHING else f"{word}, bản mới hơn đã ghép"
    why = [line.reason] if line.reason else []
    if line.ahead:
        why.append(_AHEAD)
    return f"{word}: {'; '.join(why)}" if why else word


def before(lines: Sequence[Line]) -> str:
    """The totals in one sentence, before anything is taken in."""
    ready = [line for line in lines if line.state == READY]
    if not lines:
        return "Không thấy tệp nào của chương trình ở đó."
    if all(line.state == NOTHING for line in lines):
        return f"Không có gì mới: {number(len(lines))} tệp này đã có đủ trong sổ."
    parts = [*([_count_of(ready)] if ready else []), *_rest(lines)]
    return f"{number(len(lines))} tệp: {', '.join(parts)}."


def after(incoming: Incoming, open_now: int) -> str:
    """As "Đã ghép: 6 tệp, 198 phiếu mới, 1 chỗ cần xem."; ``open_now`` counts what waits for a
    person."""
    done = [line for line in incoming.lines if line.state == DONE]
    parts = [f"{number(len(done))} tệp", f"{number(sum(x.new or 0 for x in done))} phiếu mới"]
    changes = sum(line.changes or 0 for line in done)
    if changes:
        parts.append(f"{number(changes)} thay đổi")
    parts.append(f"{number(open_now)} chỗ cần xem" if open_now else "không có chỗ nào cần xem")
    return ", ".join([f"Đã ghép: {parts[0]}", *parts[1:], *_rest(incoming.lines)]) + "."


def button(lines: Sequence[Line]) -> str:
    """What "Ghép" is called."""
    return f"Ghép {number(len([line for line in lines if line.state == READY]))} tệp"


def missing(members: Iterable[HandedIn]) -> list[str]:
    """Whose ballots are not here, by name, codes without what all have in common: "Đ/c Trần
    Thị Hòa (TV04) còn thiếu 3/33 phiếu: 004, 017, 021."."""
    known = list(members)
    return missing_of(known, common_part([code for one in known for code in one.missing]))


def confirmed(report: Report, panel: Iterable[Member]) -> str:
    """Whose keys the merge confirmed by itself; "" where none."""
    names = [f"đ/c {m.name}" for m in panel if m.id in report.confirmed]
    return f"Khóa tự xác nhận qua bản sao đã cấp: {', '.join(names)}." if names else ""


def unconfirmed(members: Iterable[HandedIn]) -> str:
    """Whose ballots wait for their key to be confirmed; "" where none."""
    found = [f"đ/c {m.name} {m.unconfirmed} phiếu" for m in members if m.unconfirmed]
    if not found:
        return ""
    return f"Chờ xác nhận khóa, chưa tính: {', '.join(found)}."


def _count_of(lines: Sequence[Line]) -> str:
    """What books bring, counted; of other files (results of units, evidence) how many."""
    counted = [line for line in lines if line.changes is not None]
    words = f"{number(len(lines))} tệp có phần mới"
    if not counted:
        return words
    ballots = number(sum(line.new or 0 for line in counted))
    changes = number(sum(line.changes or 0 for line in counted))
    return f"{words} ({ballots} phiếu, {changes} thay đổi)"


def _rest(lines: Sequence[Line]) -> list[str]:
    words = {
        NOTHING: "tệp không có gì mới",
        LOCKED: "tệp cần cụm mật khẩu",
        PIN: "tệp phiếu nháp cần mã PIN",
        REFUSED: "tệp không nhận",
        CHECKED: "biên bản đã xem",
    }
    counts = {state: sum(line.state == state for line in lines) for state in words}
    return [f"{number(count)} {words[state]}" for state, count in counts.items() if count]
