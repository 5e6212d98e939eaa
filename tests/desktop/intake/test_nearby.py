"""The surroundings of a refused cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.intake.nearby import Nearby, split_cell

Make = Callable[..., Path]


def test_cells_are_split() -> None:
    assert split_cell("Đăng ký!K7") == ("Đăng ký", "K", 7)
    assert split_cell("A!B!AA10") == ("A!B", "AA", 10)
    for text in ("", "Đăng ký", "Đăng ký!7", "Đăng ký!K", "K7", "a!Ô7"):
        assert split_cell(text) is None, text


def test_around_a_cell(workbook: Make) -> None:
    rows = [["TIÊU ĐỀ"], ["Mã", "Tên"], *([f"M{n}", f"Tên {n}", n] for n in range(3, 30))]
    nearby = Nearby.read(workbook({"Trang": rows}), ["Trang!B20", "Khác!A1", "lạ"])
    part = nearby.around("Trang!B20")
    assert part is not None
    assert part.numbers == tuple(range(17, 24))
    assert part.letters == ("A", "B", "C") and part.headings == ("Mã", "Tên", "")
    assert part.texts[part.row][part.column] == "Tên 20" == nearby.text("Trang!B20")
    assert nearby.around("Khác!A1") is None and nearby.text("lạ") == ""


def test_at_the_edges_and_beyond(workbook: Make) -> None:
    path = workbook({"Trang": [["Mã", "Tên"], ["M1"], ["M2"]]})
    nearby = Nearby.read(path, ["Trang!A1", "Trang!E3"])
    first, last = nearby.around("Trang!A1"), nearby.around("Trang!E3")
    assert first is not None and first.numbers[0] == 1 and first.row == 0
    assert last is not None and last.letters[-1] == "E" and nearby.text("Trang!E3") == ""


def test_formulas_without_a_value(workbook: Make) -> None:
    nearby = Nearby.read(workbook({"Trang": [["=1+1"]]}), ["Trang!A1"])
    assert nearby.text("Trang!A1") == "(công thức chưa tính)"
