"""The year's deadlines, targets and quota as fields: their names, and how they are typed. No Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from db.change_log import Value
from db.rules import deadlines, year
from desktop.rule_words import SCOPES

_DAY: Final = re.compile(
    r"(?P<most>đến hết|đến|chậm nhất)?\s*(?:ngày\s+)?(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})"
    r"(?:[/.-](?P<year>\d{4}))?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RuleField:
    """``name`` as after ``set:``; a day unless it holds a per cent, a count or a text."""

    name: str
    label: str
    percent: bool = False
    count: bool = False
    text: bool = False


FIELDS: Final = (
    RuleField("deadline.registration.grassroots", "Đăng ký gửi cấp ủy cơ sở, trước ngày"),
    RuleField("deadline.registration.committee", "Đăng ký gửi cơ quan thẩm định, trước ngày"),
    RuleField("deadline.report.grassroots", "Báo cáo gửi cấp ủy cơ sở, trước ngày"),
    RuleField("deadline.report.committee", "Báo cáo gửi cơ quan thẩm định, trước ngày"),
    RuleField("deadline.panel.grassroots", "Tổ thẩm định của cơ sở làm xong, trước ngày"),
    RuleField("deadline.panel.committee", "Tổ thẩm định làm xong, trước ngày"),
    RuleField("deadline.aggregate.superior", "Tổng hợp gửi cấp trên, trước ngày"),
    RuleField("target.register.collective", f"% {SCOPES['collective']} phải đăng ký", True),
    RuleField("target.register.all", f"% {SCOPES['all']} phải đăng ký", True),
    RuleField("target.register.individual", f"% {SCOPES['individual']} phải đăng ký", True),
    RuleField(
        "target.product.collective", f"% {SCOPES['collective']} có sản phẩm loại Đạt trở lên", True
    ),
    RuleField(
        "target.product.individual", f"% {SCOPES['individual']} có sản phẩm loại Đạt trở lên", True
    ),
    RuleField("target.product.all", f"% {SCOPES['all']} có sản phẩm loại Đạt trở lên", True),
    RuleField("quota", "Tối đa % cá nhân của đơn vị được đề nghị HTXSNV", True),
    RuleField("models.most", "Một tập thể đăng ký nhiều nhất (mô hình)", count=True),
    RuleField("theme", "Chủ đề năm, nghị quyết để đối chiếu khi rà soát", text=True),
)
GOOD: Final = tuple(
    (name, f"{name} trở lên" if name != "Tốt" else name) for name in reversed(year.GOOD_CLASSES)
)
OVER: Final = (
    (year.REGISTERED, "Số đã đăng ký"),
    (year.APPRAISED, "Số có kết quả thẩm định"),
)
"""How "đạt" is read in the share of products (R21)."""

LEVELS: Final = (
    ("committee", "Hạn gửi cơ quan thẩm định"),
    ("grassroots", "Hạn gửi cấp ủy cơ sở"),
)


NAMES: Final = {
    **{field.name: field.label for field in FIELDS},
    "profile": "Quy định của công văn",
    "level": "Hạn áp dụng cho hồ sơ",
    year.GOOD: "Hiểu “đạt” là",
    year.OVER: "Tính tỷ lệ “đạt” trên",
    **{f"rule.R{number}": "Điều khoản của công văn" for number in range(1, 25)},
}
"""What the cells ``set:…`` and ``basis:…`` of the year's rules are called in the log."""


def shown_day(value: Value) -> str:
    """``2023-03-28`` -> ``28/03/2023``, ``12-20`` -> ``20/12``; ``<=`` -> ``đến hết``."""
    text = str(value or "")
    most = "đến hết " if text.startswith("<=") else ""
    return most + "/".join(reversed(text.removeprefix("<=").split("-"))) if text else ""


def read_day(text: str) -> Value:
    """The reverse; without a year the day holds every year. Raises ValueError."""
    if not text.strip():
        return None
    found = _DAY.fullmatch(text.strip())
    if found is not None:
        day = f"{int(found['month']):02d}-{int(found['day']):02d}"
        written = f"{found['year']}-{day}" if found["year"] else day
        if deadlines.read(deadlines.REPORT, deadlines.COMMITTEE, written, "", 2023) is not None:
            return f"<={written}" if found["most"] else written
    raise ValueError(
        f"“{text.strip()[:20]}” không phải ngày; hãy gõ như 28/03/2023, hoặc 20/12 nếu hằng năm"
    )


def read_count(text: str) -> Value:
    """A whole number from 1 to 100 as text, None where nothing is typed. Raises ValueError."""
    if text.strip().endswith("%"):
        raise ValueError(f"“{text.strip()[:12]}” không dùng được; hãy gõ số mô hình, không có %")
    return read_percent(text)


def read_text(text: str) -> Value:
    """Words in one line, None where nothing is typed."""
    return " ".join(text.split()) or None


def read_percent(text: str) -> Value:
    """A whole per cent from 1 to 100 as text, None where nothing is typed. Raises ValueError."""
    typed = text.strip().removesuffix("%").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= 100):
        raise ValueError(f"“{typed[:12]}” không dùng được; hãy gõ số từ 1 đến 100")
    return str(int(typed))
