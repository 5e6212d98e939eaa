"""In words: a head follows the organisation's result. No Qt."""

from __future__ import annotations

from db.queries.heads import Following
from desktop.documents.wording import listed


def following_words(found: Following) -> str:
    """What an event did to the heads who rest on an organisation's result."""
    heads = listed((f"đ/c {name}" for name in found.heads), ", ")
    if not (found.before and found.after):
        return (
            f"Kết quả của {found.organisation} là căn cứ thay thế của người đứng đầu ({heads}): "
            "điều kiện hoàn thành xuất sắc nhiệm vụ theo kết quả này."
        )
    outcome = {
        True: "nên đủ điều kiện",
        False: "nên không còn đủ điều kiện",
        None: "và điều kiện không đổi:",
    }[found.turned]
    return (
        f"{found.organisation}: Tổ thẩm định đề nghị {found.before}, Ban Thường vụ quyết định "
        f"{found.after}; người đứng đầu ({heads}) lấy kết quả này {outcome} hoàn thành xuất sắc "
        "nhiệm vụ."
    )
