"""Dates and times as workbooks hold them, read without guessing.

A date is a real date, a serial number of Excel's, or text with the day first. What might be
month first, lacks a century or does not exist is refused with a sentence.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final

from db.rules.vietnamese import fold


class Epoch(Enum):
    """From where a workbook counts its days: day 0 of its serial numbers."""

    WINDOWS = date(1899, 12, 30)  # holds from 1 March 1900 on
    MAC = date(1904, 1, 1)


class DateRefusedError(ValueError):
    """Not a date or time that could be read for sure; ``reason`` says why, in Vietnamese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


EARLIEST: Final = date(1927, 6, 1)
"""A smaller serial number is a year or a count that slipped into the column."""
LATEST: Final = date(2100, 12, 31)

_HOW: Final = "hãy ghi ngày/tháng/năm, ví dụ 05/03/2023"
_NO_TIME: Final = "không phải giờ; hãy ghi giờ và phút, ví dụ 08:00"
_TIME_TAIL: Final = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_DAY_FIRST: Final = re.compile(
    rf"([0-9]{{1,4}}) ?([/.-]) ?([0-9]{{1,2}}) ?\2 ?([0-9]+){_TIME_TAIL}", re.ASCII
)
_YEAR_FIRST: Final = re.compile(rf"([0-9]{{4}})([/.-])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME_TAIL}")
_IN_WORDS: Final = re.compile(
    r"(?:ngay )?([0-9]{1,2}) ?(?:,|thang) ?([0-9]{1,2}) ?(?:,|nam) ?([0-9]+)"
)
_CLOCK: Final = re.compile(
    r"([0-9]{1,2})(?::([0-9]{2})(?::[0-9]{2})?| ?(?:h|g|gio) ?(?:([0-9]{1,2}) ?(?:phut|p|')?)?)"
)


def read_date(value: object, epoch: Epoch = Epoch.WINDOWS) -> str:
    """ISO text ("2023-03-05") of a cell's value: date, serial number or text.

    ``epoch`` is the workbook's. Raises DateRefusedError.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_serial(value, epoch)
    if isinstance(value, str):
        return _from_text(fold(value), epoch)
    raise DateRefusedError(f"không phải ngày tháng; {_HOW}")


def read_time(value: object) -> str:
    """``HH:MM`` of a cell's value: a time, a fraction of a day, "8h30" or "08:30".

    Seconds are cut off. Raises DateRefusedError.
    """
    if isinstance(value, datetime | time):
        return f"{value.hour:02d}:{value.minute:02d}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _time_from_serial(value)
    if isinstance(value, str) and (found := _CLOCK.fullmatch(fold(value))):
        hours, minutes = int(found[1]), int(found[2] or found[3] or 0)
        if hours < 24 and minutes < 60:
            return f"{hours:02d}:{minutes:02d}"
    raise DateRefusedError(_NO_TIME)


def _from_serial(serial: float, epoch: Epoch) -> str:
    try:
        day = epoch.value + timedelta(days=int(serial))
    except (OverflowError, ValueError):
        day = date.max
    if not EARLIEST <= day <= LATEST:
        raise DateRefusedError(f"số {serial:.10g} không phải ngày tháng; {_HOW}")
    return day.isoformat()


def _time_from_serial(serial: float) -> str:
    # A fraction of a day, or a date with one; "8" could be anything. False for nan, too.
    if not (0 <= serial < 1 or 10_000 < serial < 100_000):
        raise DateRefusedError(_NO_TIME)
    # 08:30 is held as 0.354166666666667: round to the second before cutting.
    seconds = min(round(serial % 1 * 86400), 86399)
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"


def _from_text(text: str, epoch: Epoch) -> str:
    if found := _YEAR_FIRST.fullmatch(text):
        return _build(int(found[4]), int(found[3]), int(found[1]), year_first=True)
    if found := _DAY_FIRST.fullmatch(text):
        return _checked(found[1], found[3], found[4])
    if found := _IN_WORDS.fullmatch(text):
        return _checked(found[1], found[2], found[3])
    if re.fullmatch(r"[0-9]{5}", text):  # a serial number in a cell of text
        return _from_serial(int(text), epoch)
    raise DateRefusedError(f"không đọc được ngày tháng; {_HOW}")


def _checked(day: str, month: str, year: str) -> str:
    if len(year) != 4 or len(day) > 2:
        raise DateRefusedError(f"năm phải ghi đủ bốn chữ số để khỏi nhầm; {_HOW}")
    return _build(int(day), int(month), int(year), year_first=False)


def _build(day: int, month: int, year: int, *, year_first: bool) -> str:
    if month > 12 and 1 <= day <= 12 and not year_first:
        raise DateRefusedError(f"có vẻ ghi tháng trước ngày (không có tháng {month}); {_HOW}")
    try:
        found = date(year, month, day)
    except ValueError:
        raise DateRefusedError(
            f"không có ngày {day:02d}/{month:02d}/{year:04d} trong lịch; {_HOW}"
        ) from None
    # Written dates may be older than serial ones, but not by centuries.
    if not 1900 <= year <= LATEST.year:
        raise DateRefusedError(f"năm {year:04d} không hợp lý; {_HOW}")
    return found.isoformat()
