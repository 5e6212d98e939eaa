"""The intake register: order, filters, the next number."""

from __future__ import annotations

from typing import Any

from db import entries
from db.queries.arrivals import (
    ArrivalFilter,
    arrivals,
    fits,
    shown,
    submission_choices,
    suggested_number,
)
from tests.support import Sample


def add(sample: Sample, number: str, **values: Any) -> None:
    said = {"campaign": sample.campaign.id, "number": number, "date": "2023-02-10", **values}
    entries.save(sample.book, "arrival", None, said)


def test_newest_first_by_value(sample: Sample) -> None:
    for number in ("9", "10", "100"):
        add(sample, number)
    add(sample, "1", date="2023-03-01")
    rows = arrivals(sample.book, sample.campaign)
    assert [row.number for row in rows] == ["1", "100", "10", "9"]
    assert suggested_number(rows) == "101" and suggested_number([]) == "1"


def test_filters(sample: Sample) -> None:
    add(sample, "1")
    add(sample, "2", missing="chữ ký")
    add(sample, "3", missing="chữ ký", return_by="2023-02-20")
    add(sample, "4", missing="chữ ký", return_by="2023-02-20", completed_on="2023-02-18")
    rows = arrivals(sample.book, sample.campaign)

    def numbers(which: ArrivalFilter, today: str) -> list[str]:
        return sorted(row.number for row in shown(rows, which, today))

    assert numbers(ArrivalFilter.ALL, "2023-02-21") == ["1", "2", "3", "4"]
    assert numbers(ArrivalFilter.MISSING, "2023-02-21") == ["2", "3"]
    assert numbers(ArrivalFilter.OVERDUE, "2023-02-21") == ["3"]
    assert numbers(ArrivalFilter.OVERDUE, "2023-02-20") == []  # the last day is still in time


def test_search_without_diacritics(sample: Sample) -> None:
    add(sample, "7", unit="A", missing="Chữ ký bí thư")
    [row] = arrivals(sample.book, sample.campaign)
    assert fits(row, "bi thu chu", "Đảng ủy A") and fits(row, "dang uy", "Đảng ủy A")
    assert not fits(row, "khong co", "Đảng ủy A")


def test_submissions_to_choose_from(sample: Sample) -> None:
    found = submission_choices(sample.book, sample.campaign)
    assert [code for code, _, _ in found] == ["HS1", "HS2", "HS3", "HS4", "HS5"]
    assert found[0] == ("HS1", "Mô hình HS1", "A")
