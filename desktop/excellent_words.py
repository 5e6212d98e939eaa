"""The HTXSNV list in words: where somebody stands, on what basis, the quota. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from db.queries.excellent import ExcellentList, Proposed, State, UnitQuota
from db.rules.points import show
from desktop.rule_words import quoted, setting_of, text_of

STATES: Final = {
    State.QUALIFIES: "Đủ điều kiện",
    State.DECIDE: "Cần quyết định",
    State.WAITS: "Chờ kết quả",
    State.BARRED: "Không đủ",
}
FULL: Final = {**STATES, State.BARRED: "Không đủ điều kiện"}


def reason_in_short(found: Proposed) -> str:
    """The first sentence of what decides, for a column."""
    return text_of(found.why[0]) if found.why else ""


def reasons(found: Proposed, bases: Mapping[str, str]) -> str:
    """All of what decides, each with its clause, as an officer would quote it."""
    return " ".join(quoted(step, bases, setting=False) for step in found.why)


def settings_said(rows: Iterable[Proposed], bases: Mapping[str, str]) -> list[str]:
    """The campaign's settings that decided between letters for any of them, each once."""
    said = (setting_of(step, bases) for row in rows for step in row.why)
    return [text for text in dict.fromkeys(said) if text]


def quota_words(quota: UnitQuota) -> str:
    """As "Đảng bộ xã Lát: 3 cá nhân đủ điều kiện trên 10 cá nhân hoàn thành tốt nhiệm vụ,
    30,00 %"."""
    of = "hoàn thành tốt nhiệm vụ" if quota.rated else "trong danh sách"
    percent = quota.share.percent
    share = "" if percent is None else f", {show(percent)} %"
    return (
        f"{quota.name}: {quota.proposed} cá nhân đủ điều kiện trên {quota.of} cá nhân {of}{share}"
    )


def quota_limit(found: ExcellentList) -> str:
    """The quota with its basis: "tối đa 20 % (Hướng dẫn …)"; "" where there is none."""
    rules = found.rules
    if rules.quota is None:
        return ""
    basis = rules.quota_basis or "theo cài đặt của đợt, chưa ghi căn cứ"
    return f"tối đa {rules.quota} % ({basis})"


def over_words(found: ExcellentList) -> str:
    """The warning where units are over their quota; "" where none is."""
    over = [quota for quota in found.quotas if quota.over]
    if not over:
        return ""
    return f"Vượt tỷ lệ, {quota_limit(found)}: {'; '.join(quota_words(each) for each in over)}."
