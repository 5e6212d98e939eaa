"""Words of the roll-up: its targets with what they are counted from, what could not be placed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.queries.rollup import Rollup, Target
from db.queries.rollup_years import Years
from db.rules.targets import good_enough
from db.rules.year import APPRAISED

_MOST_NAMES: Final = 12

LETTERS = {
    "R19": "Công văn 854-CV/HU, đợt chưa đặt chỉ tiêu riêng",
    "R21": "Công văn 436-CV/ĐUK, đợt chưa đặt chỉ tiêu riêng",
}

TARGETS = {
    "r19_units": (
        "Tổ chức cơ sở đảng có đăng ký",
        "Đơn vị có ít nhất một hồ sơ đăng ký",
        "Đơn vị đã gửi số liệu đăng ký",
    ),
    "r19_collectives": (
        "Tập thể phải đăng ký đã đăng ký",
        "Tập thể phải đăng ký, đã đăng ký",
        "Tập thể phải đăng ký",
    ),
    "r21_register": (
        "Tập thể, cá nhân phải đăng ký đã đăng ký",
        "Tập thể, cá nhân phải đăng ký, đã đăng ký",
        "Tập thể, cá nhân phải đăng ký",
    ),
    "r21_panel": (
        "Hồ sơ xếp loại {good} (Tổ thẩm định)",
        "Hồ sơ được Tổ thẩm định xếp {classes}",
        "Hồ sơ {over}",
    ),
    "r21_decided": (
        "Hồ sơ xếp loại {good} (theo quyết định)",
        "Hồ sơ có quyết định xếp {classes}",
        "Hồ sơ {over}",
    ),
}
"""Name of the target, of its numerator and of its denominator."""


def target_words(target: Target) -> tuple[str, str, str]:
    """(what is asked, numerator, denominator) of a roll-up's target, by the campaign's reading
    of "đạt"."""
    good = target.good if target.good == "Tốt" else f"{target.good} trở lên"
    classes = ", ".join(reversed(good_enough(target.good)))
    over = "có kết quả thẩm định" if target.over == APPRAISED else "đã đăng ký"
    name, above, below = (
        words.format(good=good, classes=classes, over=over) for words in TARGETS[target.code]
    )
    return name, above, below


def target_basis(target: Target) -> str:
    """What the least per cent rests on: the campaign's own basis, else the letter's."""
    if target.asked is not None:
        return target.asked.basis or "chỉ tiêu của đợt, chưa ghi căn cứ"
    return LETTERS["R19" if target.code.startswith("r19") else "R21"]


def met_words(target: Target) -> str:
    """How the target stands, in a word or two."""
    if target.odd:
        return "số liệu chưa khớp"
    return {True: "đạt", False: "chưa đạt", None: "chưa có số liệu"}[target.share.met]


def odd_lines(found: Rollup) -> Iterator[str]:
    """Why a share is not worked out, and whom to ask: the units that state fewer to count from
    than they have classed."""
    for target in found.targets:
        if not target.odd:
            continue
        grades = good_enough(target.good)
        field = "appraised" if target.over == APPRAISED else "registered"
        which = "decided" if target.code == "r21_decided" else "panel"
        asked = [
            unit.name
            for unit in found.units
            if target.code in ("r21_panel", "r21_decided")
            and (stated := getattr(unit.counts, field)) is not None
            and sum(getattr(unit.classes, which)[grade] for grade in grades) > stated
        ]
        whom = f" Hãy hỏi lại {'; '.join(asked)}." if asked else " Hãy hỏi lại đơn vị."
        yield (
            f"{target_words(target)[0]}: tử số {target.share.numerator} lớn hơn mẫu số "
            f"{target.share.denominator} mà đơn vị ghi, nên không tính tỷ lệ.{whom}"
        )


def loose_lines(found: Years) -> Iterator[str]:
    """What stands with no unit of today, in sentences."""
    for year, loose in found.loose.items():
        if loose.names:
            named = "; ".join(loose.names[:_MOST_NAMES])
            more = len(loose.names) - _MOST_NAMES
            rest = f" và {more} tổ chức khác" if more > 0 else ""
            yield (
                f"Năm {year}: {loose.figures.classes.submissions} hồ sơ chưa xếp được vào đơn vị "
                f"hiện nay, của {named}{rest}; hãy ghi cấp trên, đơn vị tiếp nối ở Cài đặt, Đơn vị."
            )
        if loose.figures.registered:
            yield (
                f"Năm {year}: {loose.figures.registered} hồ sơ đã đăng ký chỉ có số chung của đơn "
                "vị cũ, không tách được cho từng đơn vị hiện nay."
            )
