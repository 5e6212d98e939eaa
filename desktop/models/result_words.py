"""How a result reads, column by column."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Final

from db.queries.results import Result
from desktop.models.words import KINDS, shown_points
from desktop.words import FLAGS, barred_words

NOTED: Final = "waiting"  # flag: something on the submission waits for a person


class Column(IntEnum):
    """What stands where."""

    RANK = 0
    CODE = 1
    SUBJECT = 2
    TITLE = 3
    KIND = 4
    SELF = 5
    FINAL = 6
    MEDIAN = 7
    SPREAD = 8
    CLASS = 9
    BALLOTS = 10
    FLAGS = 11


HEADINGS = (
    "Hạng", "Mã hồ sơ", "Đối tượng", "Tên mô hình", "Loại", "Tự chấm", "Điểm", "Trung vị",
    "Chênh lệch", "Xếp loại", "Phiếu", "Lưu ý",
)  # fmt: skip
FIGURES = frozenset(
    {Column.RANK, Column.SELF, Column.FINAL, Column.MEDIAN, Column.SPREAD, Column.BALLOTS}
)


def text(found: Result, column: int) -> str:
    """What a cell reads."""
    match column:
        case Column.RANK:
            return "" if found.rank is None else str(found.rank)
        case Column.CODE:
            return found.code
        case Column.SUBJECT:
            return found.subject
        case Column.TITLE:
            return found.title
        case Column.KIND:
            return KINDS[found.kind]
        case Column.SELF:
            return shown_points(found.self_score)
        case Column.FINAL:
            return shown_points(found.final)
        case Column.MEDIAN:
            return shown_points(found.median)
        case Column.SPREAD:
            return shown_points(found.spread)
        case Column.CLASS:
            return found.panel_class or ""
        case Column.BALLOTS:
            if found.eligible is False:
                return ""
            return f"{found.ballots_valid}/{found.ballots_expected}"
    if found.eligible is False:
        return barred_words(found.eligible_code, found.registered, found.reported)
    return flag_words(found.flags, found.eligible, found.eligible_code)


def flag_words(flags: Iterable[str], eligible: bool | None, eligible_code: str) -> str:
    """What there is to look at; why a submission is not appraised, in short."""
    if eligible is False:
        return barred_words(eligible_code, True, True)
    words = [FLAGS[flag] for flag in flags if flag in FLAGS]
    return ", ".join(words if eligible else [*words, "chờ xem xét"])
