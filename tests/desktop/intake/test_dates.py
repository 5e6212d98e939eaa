"""Dates and times: read for sure, or refused with a reason."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.intake.dates import EARLIEST, LATEST, DateRefusedError, Epoch, read_date, read_time

DAYS = st.dates(EARLIEST, LATEST)


@pytest.mark.parametrize(
    "written",
    [
        *("05/03/2023", "5/3/2023", "05-03-2023", "05.03.2023", " 05 / 03 / 2023 "),
        *("ngày 05 tháng 3 năm 2023", "Ngày 5 tháng 03 năm 2023", "5 tháng 3, 2023"),
        *("2023-03-05", "2023/03/05", "2023-03-05 00:00:00", "2023-03-05T08:30:00"),
        *("05/03/2023 08:00", "０５/03/2023", "05/03/2023\u00a0", "44990"),
        *(44990, 44990.0, 44990.75, date(2023, 3, 5), datetime(2023, 3, 5, 23, 59)),
    ],
)
def test_one_day_in_all_its_forms(written: object) -> None:
    assert read_date(written) == "2023-03-05"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("31/02/2023", "không có ngày 31/02/2023"),
        ("29/02/2023", "không có ngày"),
        ("00/03/2023", "không có ngày"),
        ("13/13/2023", "không có ngày"),
        ("2023-13-05", "không có ngày"),
        ("03/24/2023", "tháng trước ngày"),
        ("12-31-2022", "tháng trước ngày"),
        ("05/03/23", "bốn chữ số"),
        ("5/3/202", "bốn chữ số"),
        ("05/03/20233", "bốn chữ số"),
        ("05/03/1023", "không hợp lý"),
        ("05/03-2023", "không đọc được"),
        ("03/2023", "không đọc được"),
        ("tháng 3 năm 2023", "không đọc được"),
        ("2023", "không đọc được"),
        ("đầu năm", "không đọc được"),
        ("", "không đọc được"),
        (2023, "số 2023 không phải"),
        (20230305, "số 20230305 không phải"),
        (-1, "không phải"),
        (0, "không phải"),
        (1e300, "không phải"),
        (float("nan"), "không phải"),
        (float("inf"), "không phải"),
        (True, "không phải"),
        (None, "không phải"),
    ],
)
def test_refused(written: object, says: str) -> None:
    with pytest.raises(DateRefusedError) as error:
        read_date(written)
    assert says in error.value.reason
    assert "05/03/2023" in error.value.reason  # what to do next


@given(DAYS)
def test_serial_numbers_of_both_systems(day: date) -> None:
    for epoch in Epoch:
        serial = (day - epoch.value).days
        assert read_date(serial, epoch) == day.isoformat()
        assert read_date(float(serial) + 0.5, epoch) == day.isoformat()


def test_known_serial_numbers() -> None:
    assert read_date(44600) == "2022-02-08"
    assert read_date(44600 - 1462, Epoch.MAC) == "2022-02-08"


@given(DAYS, st.sampled_from("/-."), st.booleans())
def test_day_first(day: date, sign: str, short: bool) -> None:
    two = "{}" if short else "{:02d}"
    written = sign.join((two.format(day.day), two.format(day.month), str(day.year)))
    assert read_date(written) == day.isoformat()


@given(DAYS)
def test_month_first_is_never_taken_for_another_day(day: date) -> None:
    written = f"{day.month:02d}/{day.day:02d}/{day.year}"
    if day.day > 12:
        with pytest.raises(DateRefusedError):
            read_date(written)
    else:
        assert read_date(written) == date(day.year, day.day, day.month).isoformat()


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans()))
def test_anything_else_is_refused_with_a_reason(value: object) -> None:
    for read in (read_date, read_time):
        try:
            read(value)
        except DateRefusedError as error:
            assert error.reason


@pytest.mark.parametrize(
    "written",
    [
        *("08:30", "8:30", "8h30", "08h30", "8 giờ 30", "8 giờ 30 phút", "8g30", "8h30'"),
        *("08:30:00", time(8, 30), datetime(2023, 3, 5, 8, 30), 0.3541666666666667),
        44990.354166666664,
    ],
)
def test_one_time_in_all_its_forms(written: object) -> None:
    assert read_time(written) == "08:30"


@pytest.mark.parametrize("written", ["8 giờ", "8h", "08:00", 1 / 3])
def test_full_hours(written: object) -> None:
    assert read_time(written) == "08:00"


@pytest.mark.parametrize(
    "written", ["24:00", "8:60", "8", "08:3", "sáng", "", 8, 1.5, -0.5, float("nan"), None, True]
)
def test_no_time(written: object) -> None:
    with pytest.raises(DateRefusedError, match="08:00"):
        read_time(written)


@given(st.integers(0, 24 * 60 - 1))
def test_every_minute_survives_excels_fraction(minute: int) -> None:
    expected = (datetime(2023, 1, 1) + timedelta(minutes=minute)).strftime("%H:%M")
    assert read_time(minute / 1440) == expected
    assert read_time(float(f"{44990 + minute / 1440:.10f}")) == expected
