"""The roll-up on paper, year beside year: workbook and PDF say the same, in all three forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from db import campaigns
from db.book import Book
from db.home import Home
from db.queries.rollup import rollup
from db.queries.rollup_years import years
from desktop.documents.rollup import write_rollup
from desktop.documents.rollup_pdf import write_rollup_pdf
from tests.flows.province_book import make_province


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder = tmp_path_factory.mktemp("tinh")
    home = Home(folder / "home")
    book = Book.open(make_province(folder / "tinh.thamdinh", home), home)
    yield book
    book.close()


def _text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = (document[number].get_textpage().get_text_range() for number in range(len(document)))
    text = " ".join(" ".join(pages).split())
    document.close()
    return text


def test_the_workbook_has_every_year_and_unit(province: Book, tmp_path: Path) -> None:
    campaign = campaigns.find(province.connection, 2026)
    path = write_rollup(
        rollup(province, campaign), campaign, tmp_path / "r.xlsx", years(province, campaign)
    )
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-2:] == ["Theo năm", "Đơn vị theo năm"]
    rows = [
        [cell for cell in row if cell is not None]
        for row in book["Theo năm"].iter_rows(values_only=True)
    ]
    by_year = {row[0]: row for row in rows if row and row[0] in ("2024", "2026")}
    assert by_year["2026"][1:5] == ["3/4", 24, 18, 18]
    assert by_year["2024"][1:7] == ["2/2", 36, 28, 8, 10, 10]
    assert by_year["2024"][-1] == "28/36 (77,78%)"
    units = [list(row) for row in book["Đơn vị theo năm"].iter_rows(values_only=True)]
    (place,) = [n for n, row in enumerate(units) if row[2] == "Đảng ủy xã Lộc Ngãi"]
    assert [row[3:6] for row in units[place : place + 2]] == [
        ["2026", None, None], ["2024", None, 3],
    ]  # fmt: skip
    assert any("36 hồ sơ đã đăng ký chỉ có số chung" in str(row[0]) for row in units)


@pytest.mark.parametrize("form", ["hd36_2018", "hd05_2026", "nd30_2020"])
def test_the_pdf_bears_the_forms_heading_and_all_tables(
    province: Book, tmp_path: Path, form: str
) -> None:
    campaign = replace(campaigns.find(province.connection, 2026), form=form)
    path = write_rollup_pdf(
        rollup(province, campaign), campaign, tmp_path / "r.pdf", "2026-12-20",
        years(province, campaign),
    )  # fmt: skip
    text = _text(path)
    right = "CỘNG HÒA XÃ HỘI" if form == "nd30_2020" else "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert right in text and "BẢNG TỔNG HỢP" in text
    for part in ("kết quả qua các năm", "từng đơn vị qua các năm", "28/36 (77,78%)",
                 "Đảng ủy phường Lang Biang", "QĐ: Tốt", "NGƯỜI LẬP"):  # fmt: skip
        assert part in text, part


def test_a_share_over_a_hundred_is_told_and_not_worked_out(
    province: Book, tmp_path: Path
) -> None:
    """A unit that states fewer registered than it has classed: no per cent, but whom to ask."""
    campaign = campaigns.find(province.connection, 2026)
    found = rollup(province, campaign)
    units = tuple(replace(u, counts=replace(u.counts, registered=2)) for u in found.units)
    targets = tuple(
        replace(t, share=replace(t.share, denominator=6)) if t.code == "r21_panel" else t
        for t in found.targets
    )
    odd = replace(found, units=units, targets=targets)
    book = openpyxl.load_workbook(write_rollup(odd, campaign, tmp_path / "r.xlsx"))
    rows = list(book["Chỉ tiêu"].iter_rows(values_only=True))
    (line,) = [row for row in rows if str(row[1]).endswith("(Tổ thẩm định)")]
    assert (line[5], line[6], line[8]) == (6, None, "số liệu chưa khớp")
    (said,) = [str(row[0]) for row in rows if "lớn hơn mẫu số 6" in str(row[0])]
    assert "nên không tính tỷ lệ. Hãy hỏi lại Đảng" in said, said
