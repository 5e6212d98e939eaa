"""The novelty check in Vietnamese: where a similar submission is from, what the panel finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from db.change_log import Value
from db.queries.similar import Relation, Similar
from desktop.field_words import NOVELTY

RELATIONS: Final = {
    Relation.OTHER_UNIT: "đơn vị khác, cùng năm",
    Relation.EARLIER: "đơn vị khác, năm trước",
    Relation.OWN_EARLIER: "chính đơn vị này, năm trước",
}
FINDINGS: Final = {
    "": "Chưa kết luận",
    **NOVELTY,
}
NONE: Final = "Không thấy hồ sơ nào tương tự ở các đơn vị khác và các năm trước."


def likeness(similar: Similar) -> str:
    """ "giống 84 %, phần lớn trùng lời văn"."""
    more = ", phần lớn trùng lời văn" if similar.copied else ""
    return f"giống {similar.score} %{more}"


def shared_count(similar: Similar) -> str:
    """How many passages are the same."""
    count = len(similar.passages)
    return f"{count} đoạn trùng" if count else "trùng ý, không trùng đoạn nào"


def finding_words(values: Mapping[str, Value]) -> str:
    """What the panel found, as "Có tính mới (ý kiến tại cuộc họp số 1)"; "" for nothing."""
    finding, basis = (str(values.get(f"novelty_{name}") or "") for name in ("finding", "basis"))
    words = NOVELTY.get(finding, finding)
    return f"{words} ({basis})" if words and basis else words
