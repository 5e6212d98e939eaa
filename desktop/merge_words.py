"""What came of a merge, in words: a line a file, the totals in one sentence, who is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from db.exchange.evidence_copy import Copied
from db.exchange.merge import MERGED, NOTHING_NEW, FileReport, Report
from db.exchange.stick import EvidenceReport
from db.queries.ballot_notes import CHANGED, DOUBLE, STRANGE, VOIDED, BallotNote
from db.queries.handed_in import HandedIn
from desktop.messages import sentence

_MOST = 12  # codes named in one line


def verdict(file: FileReport) -> str:
    """The verdict in a few words."""
    if file.verdict == MERGED:
        return "ghép được"
    if file.verdict == NOTHING_NEW:
        return "đã ghép bản mới hơn" if file.older else "không có gì mới"
    return "không nhận"


def made_words(file: FileReport) -> str:
    """When the copy was made, by the sender's clock; "" where it does not say."""
    if file.made is None:
        return ""
    return f"{datetime.fromtimestamp(file.made / 1000):%d/%m/%Y %H:%M}"


def file_line(file: FileReport) -> str:
    """One line a file."""
    start = f"{file.path.name}: "
    if file.error is not None:
        return f"{start}không nhận. {sentence(file.error)}"
    parts = [verdict(file)]
    if file.source:
        parts.append(f"của {file.source}")
    if file.made is not None:
        parts.append(f"lập {made_words(file)}")
    parts.append(f"{file.new_ballots} phiếu mới, {file.known_ballots} phiếu đã có")
    parts.append(f"{file.new_changes} thay đổi mới")
    if file.conflicts > 0:
        parts.append(f"{file.conflicts} chỗ cần xem")
    if file.proposals > 0:
        parts.append(f"{file.proposals} đề nghị")
    if file.ahead:
        parts.append("đồng hồ máy gửi chạy nhanh hơn một ngày")
    return start + "; ".join(parts) + "."


def summary(report: Report, *, preview: bool = False) -> str:
    """The totals in one sentence."""
    merged = sum(file.verdict == MERGED for file in report.files)
    if not merged:
        return "Không có gì mới; sổ giữ nguyên."
    start = "Sẽ ghép" if preview else "Đã ghép"
    waiting = report.conflicts + report.proposals
    look = f"{waiting} chỗ cần xem" if waiting else "không có chỗ nào cần xem"
    return f"{start}: {merged} tệp, {report.new_ballots} phiếu mới, {look}."


def missing_lines(report: Report) -> list[str]:
    """Who has not handed in what, by name; and what was handed in but did not arrive."""
    return missing_of(report.members)


def missing_of(members: Iterable[HandedIn], cut: int = 0) -> list[str]:
    """The same of members; ``cut`` leaves that many letters at the head of the codes out."""
    lines = []
    for member in members:
        if member.omitted:
            lines.append(
                f"Đ/c {member.name} ({member.code}): {member.omitted} phiếu đã nộp nhưng không có "
                "trong các tệp; hãy xin lại tệp của thành viên này."
            )
        if member.missing:
            named = ", ".join(code[cut:] or code for code in member.missing[:_MOST])
            more = len(member.missing) - _MOST
            tail = f" và {more} hồ sơ nữa" if more > 0 else ""
            lines.append(
                f"Đ/c {member.name} ({member.code}) còn thiếu {len(member.missing)}/"
                f"{member.expected} phiếu: {named}{tail}."
            )
    return lines


_NOTES = {
    STRANGE: "ký bằng khóa chưa xác nhận cho người này nên chưa tính",
    DOUBLE: "có hai phiếu nộp riêng rẽ nên chưa tính phiếu nào; hãy chọn một phiếu ở “Chỗ cần xem”",
    VOIDED: "đã bị hủy, có lưu lý do",
    CHANGED: "là bản sửa của phiếu đã nộp",
}


def note_lines(notes: Iterable[BallotNote], cut: int = 0) -> list[str]:
    """Ballots to look at, by name; ``cut`` as of :func:`missing_of`."""
    found: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        codes = found.setdefault((note.what, note.member), [])
        code = note.code[cut:] or note.code
        if code not in codes:  # two ballots that do not know of each other are one matter
            codes.append(code)
    lines = []
    for what, words in _NOTES.items():
        for (kind, member), codes in found.items():
            if kind == what:
                named = ", ".join(codes[:_MOST])
                more = len(codes) - _MOST
                tail = f" và {more} hồ sơ nữa" if more > 0 else ""
                lines.append(f"Phiếu của đ/c {member}, hồ sơ {named}{tail}: {words}.")
    return lines


def sent_lines(sent: Copied | None) -> list[str]:
    """What came of the evidence that was written to a stick."""
    if sent is None:
        return []
    lines = [f"Minh chứng: {len(sent.written)} tệp mới trong “{sent.path.name}”."]
    if sent.no_room:
        lines.append(
            f"{len(sent.no_room)} tệp minh chứng không đủ chỗ trên ổ; hãy ghi tiếp ra ổ khác."
        )
    if sent.absent or sent.damaged:
        count = len(sent.absent) + len(sent.damaged)
        lines.append(f"{count} tệp minh chứng chưa có trên máy này nên không ghi được.")
    return lines


def taken_line(each: EvidenceReport) -> str:
    """What came of a file of evidence that was taken in."""
    start = f"{each.path.name}: "
    if each.error is not None or each.taken is None:
        return f"{start}không nhận. {sentence(each.error) if each.error else ''}".rstrip()
    line = f"{start}{len(each.taken.taken)} tệp minh chứng mới, {each.taken.known} tệp đã có."
    if each.taken.refused:
        names = ", ".join(name for refused in each.taken.refused for name in refused.names)
        line += f" Hỏng, không nhận: {names}; hãy xin lại."
    return line
