"""What a trace sheet says of a head: the organisation's result that stands in for a model."""

from __future__ import annotations

from collections.abc import Iterator

from db.queries.trace import Followed, Trace
from db.rules.rating import GOOD
from desktop.documents.blocks import Block, Para
from desktop.documents.wording import ended, listed, points
from desktop.history_words import value_words


def followed_blocks(trace: Trace) -> Iterator[Block]:
    """One paragraph a submission of the organisation, with every freeze and the decision."""
    for each in trace.followed:
        lead = f"Kết quả của tổ chức làm căn cứ thay thế, hồ sơ {each.code} ({each.subject}):"
        yield Para(ended("; ".join(_told(each))), lead)


def _told(each: Followed) -> Iterator[str]:
    if not each.frozen:
        yield "chưa chốt trong cuộc họp nào"
    standing = ""
    for frozen in each.frozen:
        name = frozen.class_name or "chưa xếp"
        state = "đang có hiệu lực" if frozen.withdrawn is None else "đã mở chốt"
        yield (
            f"cuộc họp số {frozen.session}, chốt lần {frozen.seq}: "
            f"{listed((points(frozen.final), f'loại {name}'))} ({state})"
        )
        if frozen.withdrawn is None:
            standing = frozen.class_name
    decided = each.decided
    if decided is not None:
        day = f", ngày {value_words('decision.date', decided.date)}" if decided.date else ""
        why = f", khác kết luận của Tổ; lý do: {decided.reason}" if decided.changed else ""
        yield f"{decided.document}{day}: xếp loại {decided.class_name or 'chưa xếp'}{why}"
        standing = decided.class_name
    if standing:
        outcome = "đủ" if standing in GOOD else "không đủ"
        yield f"người đứng đầu theo kết quả này {outcome} điều kiện hoàn thành xuất sắc nhiệm vụ"
