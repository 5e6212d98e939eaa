"""What is said about a ballot: why it is closed, when it was handed in."""

from __future__ import annotations

from db.errors import BallotRecusedError
from db.rules import recusal
from desktop.messages import sentence
from desktop.models.ballot import Ballot
from desktop.models.words import BALLOT_STATUS, RECUSAL_REASONS, shown_time


def recused(ballot: Ballot) -> bool:
    """Whether the member declared it, and so may take it back."""
    return (
        isinstance(ballot.closed, BallotRecusedError)
        and ballot.closed.facts.get("origin") == recusal.DECLARED
    )


def closed_words(ballot: Ballot) -> str:
    """Why no mark can be given here."""
    assert ballot.closed is not None
    if isinstance(ballot.closed, BallotRecusedError):
        reason = str(ballot.closed.facts.get("reason", ""))
        return f"Không tham gia chấm hồ sơ này: {RECUSAL_REASONS.get(reason, reason)}."
    return sentence(ballot.closed)


def locked_words(ballot: Ballot) -> str:
    """To somebody who types where marks can only be read: why, and what can be done."""
    if ballot.closed is not None:
        return closed_words(ballot)
    return (
        "Phiếu này đã nộp nên không gõ thêm được; muốn đổi điểm hãy chọn “Sửa phiếu đã nộp…” "
        "để lập phiếu mới, có ghi lý do."
    )


def handed_in_words(ballot: Ballot) -> str:
    """That and when it was handed in, which version it is, whether it counts."""
    handed_in = ballot.handed_in
    assert handed_in is not None
    paper = "phiếu giấy, " if handed_in.paper else ""
    words = f"Đã nộp phiếu ({paper}{shown_time(handed_in.time)})."
    if handed_in.seq > 1 and handed_in.reason:
        words += f" Bản sửa lần {handed_in.seq - 1}: {handed_in.reason}."
    if handed_in.status == "unconfirmed":  # nothing is wrong: it is not the member's turn
        return f"{words} Phiếu được tính sau khi thư ký ghép và xác nhận khóa."
    status = BALLOT_STATUS.get(handed_in.status, "")
    return f"{words} Phiếu {status}." if status else words
