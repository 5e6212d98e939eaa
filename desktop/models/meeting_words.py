"""What the meeting's table says: short names for headings, states, sentences. No Qt in here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from db.queries.meeting import MeetingBallot, Sheet
from db.queries.meeting_cells import CellState
from db.records import Member
from desktop.models.words import recusal_words, shown_date, shown_points
from desktop.words import CLASS_NOTES, UNLOCK

STATE_WORDS = {
    CellState.EMPTY: "trống",
    CellState.DRAFT: "nháp",
    CellState.PAPER: "giấy",
    CellState.OWN: "đã nộp",
    CellState.AWAY: "LQ",
    CellState.UNCONFIRMED: "chưa xác nhận",
    CellState.CONFLICT: "hai phiếu",
    CellState.STALE: "khác thang",
    CellState.VOID: "đã hủy",
}
_LONG_WORDS = {
    CellState.EMPTY: "chưa có phiếu",
    CellState.DRAFT: "phiếu nháp, chưa nộp",
    CellState.PAPER: "đã nộp phiếu giấy",
    CellState.OWN: "đã nộp phiếu điện tử",
    CellState.AWAY: "không tham gia chấm",
    CellState.UNCONFIRMED: "khóa chưa được xác nhận, phiếu chưa tính",
    CellState.CONFLICT: "có hai phiếu, chờ xử lý, chưa tính",
    CellState.STALE: "phiếu theo thang điểm khác, không tính",
    CellState.VOID: "phiếu đã hủy",
}
DRAFT_NOTE = (
    "Điểm nháp (chữ nghiêng) chỉ nằm ở máy này và chưa tính; trung bình chỉ tính phiếu đã nộp."
)


def short_names(members: Sequence[Member]) -> dict[bytes, str]:
    """What to call each member in a narrow heading: the given name, with the names before it
    where two share it."""
    words = {member.id: member.name.split() or [member.code] for member in members}
    taken = dict.fromkeys(words, 1)

    def called(ident: bytes) -> str:
        return " ".join(words[ident][-taken[ident] :])

    while True:
        counts = Counter(called(ident) for ident in words)
        longer = [i for i in words if counts[called(i)] > 1 and taken[i] < len(words[i])]
        if not longer:
            return {ident: called(ident) for ident in words}
        for ident in longer:
            taken[ident] += 1


def common_part(codes: list[str]) -> int:
    """How many signs all codes have in common, up to a dash, stroke or point."""
    first, last = (min(codes), max(codes)) if len(codes) > 1 else ("", "")
    pairs = enumerate(zip(first, last, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), len(first))
    return max(first[:same].rfind(sign) for sign in "-/.") + 1


def state_word(ballot: MeetingBallot) -> str:
    """One or two words for the heading."""
    word = STATE_WORDS[ballot.state]
    if ballot.state is CellState.DRAFT and ballot.reason:
        word = "đang sửa"
    if ballot.absent is None or ballot.state is CellState.AWAY:
        return word
    return "vắng" if ballot.state is CellState.EMPTY else f"{word}, vắng"


def spoken_state(ballot: MeetingBallot) -> str:
    """The whole state in words, with its reason and what is missing."""
    words = _LONG_WORDS[ballot.state]
    if ballot.recusal is not None:
        words += f" ({recusal_words(ballot.recusal)})"
    if ballot.reason:
        words = f"đang sửa phiếu đã nộp, lý do: {ballot.reason}"
    if ballot.state is CellState.DRAFT and ballot.missing:
        words += f", còn thiếu {', '.join(ballot.missing)}"
    if ballot.absent is not None:
        words += f"; vắng: {ballot.absent}" if ballot.absent else "; vắng"
        if not ballot.counts:
            words += " (phiếu gửi trước không tính)"
    return words


def off_total_words(ballot: MeetingBallot) -> str:
    """That the paper says another total than its marks come to."""
    stated, counted = shown_points(ballot.control), shown_points(ballot.total)
    return f"{ballot.member.code} · Tổng: phiếu ghi {stated}, cộng các điểm là {counted}"


def locked_sentence(ballot: MeetingBallot, sheet: Sheet, office: bool) -> str:
    """Why no mark can be given in a column, and what to do."""
    name = f"Phiếu của đ/c {ballot.member.name}"
    if not office:
        return "Máy này không giữ khóa cơ quan nên chỉ xem được bảng."
    if sheet.frozen is not None:
        return f"Kết quả cuộc họp số {sheet.frozen} đã chốt để ký; {UNLOCK}."
    match ballot.state:
        case CellState.AWAY:
            return f"Đ/c {ballot.member.name}: {spoken_state(ballot)}."
        case CellState.OWN:
            return f"{name} do chính thành viên nộp nên không sửa ở đây."
        case CellState.PAPER | CellState.VOID | CellState.STALE:
            return f"{name} đã nộp; muốn sửa hãy chọn “Sửa phiếu” và ghi lý do."
    return f"{name}: {spoken_state(ballot)}."


def quorum_sentence(sheet: Sheet, *, brief: bool = False) -> str:
    """Who sits, of how many, and whether that is enough."""
    session = sheet.session
    if session is None:
        return "Chưa có cuộc họp để tính số dự họp"
    day = f" ngày {shown_date(session.date)}" if session.date else ""
    enough = "đủ" if sheet.quorum else "KHÔNG ĐỦ hai phần ba"
    if brief:
        enough = "đủ" if sheet.quorum else "KHÔNG ĐỦ"
        return f"Dự họp {sheet.present}/{sheet.entitled}, {enough}"
    return f"Dự họp số {session.number}{day}: {sheet.present}/{sheet.entitled}, {enough}"


def class_sentence(class_name: str | None, class_code: str) -> str:
    """The class, or the one sentence why there is none."""
    return class_name or CLASS_NOTES.get(class_code, "")
