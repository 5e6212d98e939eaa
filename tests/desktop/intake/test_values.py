"""What people read in a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.intake.cells import Fault, RichText, Style, Value
from desktop.intake.dates import Epoch
from desktop.intake.values import Format, TextReader, kind_of_format, shown


def reader(*styles: Style) -> TextReader:
    return TextReader(styles or (Style(),), Epoch.WINDOWS)


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (1, "General", "1"),
        (1.0, "General", "1"),
        (0.5, "General", "0,5"),
        (0.1 + 0.2, "General", "0,3"),
        (1234567.25, "#,##0.00", "1234567,25"),
        (1e21, "General", "1000000000000000000000"),
        (1e-7, "General", "0,0000001"),
        (-2.5, "0.0", "-2,5"),
        (0.85, "0%", "85%"),
        (0.125, "0.0%", "12,5%"),
        (7, "000", "007"),
        (7, "000;-000", "007"),
        (44990, "dd/mm/yyyy", "05/03/2023"),
        (44990, "[$-42A]d mmmm yyyy", "05/03/2023"),
        (0.5, "hh:mm", "12:00"),
        (0.5, "[h]:mm:ss", "12:00"),
        (5, "dd/mm/yyyy", "5"),
        (3, '0 "ngày"', "3"),
        (3, "#,##0 [$₫-42A]", "3"),
        (3, "@", "3"),
    ],
)
def test_numbers_as_shown(number: float, number_format: str, text: str) -> None:
    assert shown(number, Style(None, number_format), Epoch.WINDOWS) == text


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", Format.PLAIN),
        ("Standard", Format.PLAIN),
        ("", Format.PLAIN),
        ("0.00E+00", Format.PLAIN),
        ("mmm-yy", Format.DATE),
        ("mmmm", Format.DATE),
        ("m/d/yy h:mm", Format.DATE),
        ("mm:ss", Format.TIME),
        ('"đã" 0', Format.PLAIN),
        (r"0\d", Format.PLAIN),
        ("[Red]0%", Format.PERCENT),
    ],
)
def test_kinds_of_formats(code: str, kind: Format) -> None:
    assert kind_of_format(code) is kind


@given(st.floats(), st.sampled_from(["General", "0%", "dd/mm/yyyy", "hh:mm", "000"]))
def test_every_number_shows_something(number: float, number_format: str) -> None:
    assert shown(number, Style(None, number_format), Epoch.MAC)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Fault("#N/A"), ""),
        ("  Đảng\u00a0 ủy \n xã ", "Đảng ủy xã"),
        ("Đa\u0323 Sar", "Đạ Sar"),
        ("\ufeffLD01\u200b", "LD01"),
        ("LD\x0701", "LD01"),
        ("   ", ""),
    ],
)
def test_one_line(value: Value, text: str) -> None:
    assert reader().text(value, 0) == text


def test_several_lines() -> None:
    assert reader().text(" một \r\n\r\n hai\u00a0 ba \n", 0, lines=True) == "một\n\nhai ba"


def test_codes() -> None:
    texts = reader(Style(), Style(None, "000"))
    assert texts.code(1.0, 0) == "1"
    assert texts.code(1.5, 0) == "1.5"
    assert texts.code(7, 1) == "007"
    assert texts.code(" LD\xad01 ", 0) == "LD01"


def test_old_fonts_are_converted_and_counted() -> None:
    texts = reader(Style(), Style(".VnTime"), Style(".VnTimeH"), Style("VNI-Times"))
    assert texts.text("§¶ng bé x· L¸t", 1) == "Đảng bộ xã Lát"
    assert texts.text("huyÖn ñy", 2) == "HUYỆN ỦY"
    assert texts.text("ban", 2) == "BAN"
    assert texts.text("Ñaûng boä", 3) == "Đảng bộ"
    assert texts.text("§¶ng bé x· L¸t", 1) == "Đảng bộ xã Lát"
    assert texts.text("Đảng bộ xã Lát", 1) == "Đảng bộ xã Lát"
    assert texts.text("§¶ng bé", 99) == "Đảng bộ"  # no such style: by content
    assert texts.converted == 6
    assert not texts.plain
    assert reader().plain


def test_parts_of_a_text_have_fonts_of_their_own() -> None:
    texts = reader(Style(".VnTime"))
    parts = [("bé", None), (" xã ", "Arial"), ("ñoà", "VNI-Times")]
    assert texts.text(RichText.of(parts), 0) == "bộ xã đồ"
    assert texts.text("bé xã ñoà", 0) != "bộ xã đồ"
    assert texts.converted == 2


def test_parts_of_one_encoding_are_judged_together() -> None:
    texts = reader(Style(".VnTime"))
    assert texts.text(RichText.of([("Cá", ".VnTime"), (" tốt", None)]), 0) == "Cá tốt"
    assert texts.text(RichText.of([("c", None), ("¬ ", ".VnArial"), ("së", None)]), 0) == "cơ sở"
    assert texts.text(RichText.of([]), 0) == ""


def test_dates_are_told_by_their_format() -> None:
    texts = reader(Style(), Style(None, "dd/mm/yyyy"), Style(None, "h:mm"))
    assert [texts.is_date(style) for style in (0, 1, 2, 99)] == [False, True, True, False]
