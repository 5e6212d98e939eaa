"""What is said of ballots that wait for a reason, a total or a second entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from db import errors
from db.rules.points import show

BALLOTS: Mapping[type[BaseException], Callable[[Mapping[str, Any]], str]] = {
    errors.MarkReasonError: lambda f: (
        f"Phiếu của {f.get('member')}: điểm {', '.join(f.get('criteria', ()))} cần lý do theo quy "
        "định của đợt; hãy ghi lý do rồi nộp."
    ),
    errors.ControlTotalError: lambda f: (
        f"Phiếu của {f.get('member')} ghi tổng {show(f.get('stated', 0))} nhưng cộng các điểm là "
        f"{show(f.get('counted', 0))}; hãy xem lại phiếu rồi nộp."
    ),
    errors.SecondEntryError: lambda f: (
        f"Phiếu của {f.get('member')} nhập hai lượt chưa khớp ở "
        f"{', '.join(f.get('criteria', ()))}; hãy chọn điểm đúng ở phần Đối chiếu."
    ),
    errors.TypistsError: lambda f: (
        "Hai lượt nhập phải do hai người khác nhau; hãy ghi tên cả hai."
    ),
}
