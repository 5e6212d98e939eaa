"""A row of the intake register as it is typed: suggested, read, judged. No Qt in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from db.change_log import Value
from db.queries.arrivals import Arrival
from desktop.intake.dates import DateRefusedError, read_date
from desktop.models.words import shown_date

ORDER = (
    "number", "date", "unit", "what", "submission", "carrier", "missing", "return_by",
    "completed_on",
)  # fmt: skip
DATES = ("date", "return_by", "completed_on")


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """What is wrong, and in which field."""

    field: str
    words: str


def suggested(number: str, today: str, last: Arrival | None) -> dict[str, str]:
    """What a new line starts with: the kinds of the last one, because they come in piles."""
    return {
        **dict.fromkeys(ORDER, ""),
        "number": number,
        "date": shown_date(today),
        "what": (last.what if last else "") or "registration",
        "carrier": (last.carrier if last else "") or "paper",
    }


def texts_of(row: Arrival) -> dict[str, str]:
    """A row of the book as texts; unit and submission by their codes."""
    found = {name: getattr(row, name) or "" for name in ORDER}
    return {**found, **{name: shown_date(found[name]) for name in DATES}}


def read(
    texts: Mapping[str, str],
    *,
    unit: Callable[[str], str],
    submission: Callable[[str], str],
    taken: Callable[[str], bool],
) -> dict[str, Value]:
    """The values of a line. ``unit`` and ``submission`` find a code and raise ValueError.

    Raises Refused.
    """
    values: dict[str, Value] = {}
    number = " ".join(texts["number"].split())
    if not number:
        raise Refused("number", "Hãy ghi số đến.")
    if taken(number):
        raise Refused("number", f"Số đến {number} đã có; hãy ghi số khác.")
    values["number"] = number
    values["date"] = _day("date", texts["date"])
    if values["date"] is None:
        raise Refused("date", "Hãy ghi ngày đến, ví dụ 05/03/2023.")
    for name, find, asked in (
        ("unit", unit, "Hãy ghi đơn vị gửi."),
        ("submission", submission, ""),
    ):
        text = texts[name].strip()
        if not text and asked:
            raise Refused(name, asked)
        try:
            values[name] = find(text) if text else None
        except ValueError as error:
            raise Refused(name, _sentence(str(error))) from error
    values["what"], values["carrier"] = texts["what"] or None, texts["carrier"] or None
    values["missing"] = " ".join(texts["missing"].split()) or None
    values["return_by"] = _deadline(texts["return_by"], str(values["date"]))
    values["completed_on"] = _day("completed_on", texts["completed_on"])
    for later in ("return_by", "completed_on"):
        found = values[later]
        if found is not None and str(found) < str(values["date"]):
            words = {"return_by": "Hạn bổ sung", "completed_on": "Ngày bổ sung"}[later]
            raise Refused(later, f"{words} không thể trước ngày đến {texts['date'].strip()}.")
    return values


def _deadline(text: str, day: str) -> Value:
    """A date, or "+5": so many days after the arrival."""
    days = text.strip().removeprefix("+")
    if text.strip().startswith("+") and days.isascii() and days.isdigit() and len(days) <= 3:
        return (date.fromisoformat(day) + timedelta(days=int(days))).isoformat()
    return _day("return_by", text)


def _day(field: str, text: str) -> Value:
    if not text.strip():
        return None
    try:
        return read_date(text)
    except DateRefusedError as error:
        raise Refused(field, _sentence(error.reason)) from error


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".") + "."
