"""Small pieces of official Vietnamese: dates, times, counts, numbers of papers, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from db.records import Hundredths
from db.rules.points import show
from desktop.documents.forms import Form

DOTS: Final = "……"
"""Stands where something is still to be filled in by hand."""

_NUMBER: Final = re.compile(r"(?:số\s*:?\s*)?(\d*)\s*[-/]?\s*([^\W\d]*)\s*[-/]?\s*(.*)", re.I)
_NUMERALS: Final = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))


def read_date(iso: str | None) -> date | None:
    """A date of a body; None where there is none."""
    return date.fromisoformat(iso) if iso else None


def _month(month: int) -> str:
    return f"{month:02d}" if month <= 2 else str(month)


def date_words(day: date | None, year: int) -> str:
    """As "ngày 05 tháng 02 năm 2023"; dots for day and month where it is still open."""
    if day is None:
        return f"ngày {DOTS} tháng {DOTS} năm {year}"
    return f"ngày {day.day:02d} tháng {_month(day.month)} năm {day.year}"


def date_figures(day: date) -> str:
    """As "05/02/2023", "22/9/2021": days below 10 and months 1 and 2 with a leading 0."""
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def clock_words(form: Form, time: str) -> str:
    """As "08:00" -> "08 giờ 00"; text that is no time is left as typed, "" gives dots."""
    match = re.fullmatch(r"(\d{1,2})[:hg.](\d{2})", time.strip())
    if match:
        return form.words.clock.format(hour=f"{int(match[1]):02d}", minute=match[2])
    return time.strip() or form.words.clock.format(hour=DOTS, minute=DOTS)


def count(number: int) -> str:
    """As "07", "12", "0": counts below ten take a leading 0."""
    return f"{number:02d}" if number else "0"


def points(value: Hundredths | None) -> str:
    """As "8,75"; "" for no value."""
    return "" if value is None else show(value)


def round_points(value: Hundredths) -> str:
    """As "10", "8,5": as one says it in a sentence, without idle zeros."""
    return show(value).rstrip("0").rstrip(",")


def paper_number(form: Form, typed: str, kind: str) -> str:
    """The number line in the form's pattern, whichever form it was typed in.

    "03-BB/TTĐ" and "03/BB-TTĐ" both give "Số 03-BB/TTĐ" (Party) or "Số: 03/BB-TTĐ" (State);
    a bare "3" belongs to the panel's own series; "" leaves the number open.
    """
    match = _NUMBER.fullmatch(" ".join(typed.split()))
    number, typed_kind, series = match.groups() if match else ("", "", "")
    if match and typed_kind.upper() not in (kind, ""):
        return f"Số {typed.strip()}"  # a pattern of the office's own
    series = series or form.words.series
    if not number:
        return form.number.open.format(kind=kind, series=series)
    return form.number.known.format(number=f"{int(number):02d}", kind=kind, series=series)


def in_series(typed: str, series: str, kind: str = "BB") -> str:
    """A number that names no series of its own, put into ``series``: "3" gives "3-BB/HU", an open
    one "-BB/HU". As it was typed where it names one or nothing is set."""
    match = _NUMBER.fullmatch(" ".join(typed.split()))
    if not series or match is None or match[3].strip():
        return typed
    return f"{match[1]}-{match[2] or kind}/{series}"


def number_is_open(typed: str) -> bool:
    """Whether the clerk has still to write the number."""
    return not any(char.isdigit() for char in typed)


def number_series(form: Form, typed: str) -> str:
    """As "TTĐ" of "03-BB/TTĐ": whose series the number belongs to."""
    match = _NUMBER.fullmatch(" ".join(typed.split()))
    return (match[3].strip() if match else "") or form.words.series


def roman(number: int) -> str:
    """1 -> "I"; for sections and appendices."""
    text = ""
    for sign, value in _NUMERALS:
        while number >= value:
            text += sign
            number -= value
    return text


def listed(parts: Iterable[str], last: str = ", ") -> str:
    """As "a, b, c", or with ``last`` " và " "a, b và c"; empty parts are left out."""
    kept = [part for part in parts if part]
    if len(kept) < 2:
        return "".join(kept)
    return ", ".join(kept[:-1]) + last + kept[-1]


def split_lines(text: str) -> list[str]:
    """The non-empty lines of a longer text, each trimmed."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def ended(text: str, ending: str = ".") -> str:
    """``text`` closed with ``ending``; a full stop of its own gives way, "…" and "!" stay."""
    text = text.rstrip()
    if text.endswith(("…", "!", "?")) and ending == ".":
        return text
    return text.rstrip(" .,;/") + ending


def as_list(items: Sequence[str], separator: str, last: str) -> tuple[str, ...]:
    """Items of a list with the form's punctuation: "…," "…," "…."."""
    bare = [item.strip().lstrip("-–•+ ").rstrip(" ,;./") for item in items]
    bare = [item for item in bare if item]
    return tuple(
        item + (last if place == len(bare) else separator)
        for place, item in enumerate(bare, start=1)
    )


def lower_first(text: str) -> str:
    """As "Đã chấp nhận" -> "đã chấp nhận"."""
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """As "đồng chí A" -> "Đồng chí A"."""
    return text[:1].upper() + text[1:]
