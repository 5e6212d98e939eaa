"""Blocks of a spreadsheet on the clipboard: read as Excel and LibreOffice write them, written so
that both put them into the right cells and take no text for a formula."""

from __future__ import annotations

import pytest

from desktop.models.clip import clip, is_block, plain, rows_of

EXCEL = 'Tổ\t8,5\t"dòng một\ndòng hai"\r\n"Chi bộ ""4 tốt"""\t8.5\t\r\n\r\n'
LIBRE = 'Tổ\t8,5\t"dòng một\ndòng hai"\n"Chi bộ ""4 tốt"""\t8.5\t\n'
READ = [["Tổ", "8,5", "dòng một\ndòng hai"], ['Chi bộ "4 tốt"', "8.5", ""]]


@pytest.mark.parametrize("text", [EXCEL, LIBRE, EXCEL.replace("\r\n", "\r")])
def test_what_a_spreadsheet_writes_is_read(text: str) -> None:
    assert rows_of(text) == READ


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", []),
        ("\r\n", []),
        ("8,5", [["8,5"]]),
        ("8,5\r\n", [["8,5"]]),
        ("\r\n8,5\r\n", [[""], ["8,5"]]),  # the first cell of a column is empty
        ("\t8,5", [["", "8,5"]]),
        ('"4 tốt" của xã\t1', [['"4 tốt" của xã', "1"]]),  # quotes that quote nothing
        ('"mở\t1\n2', [['"mở', "1"], ["2"]]),
        ('""\t"a"', [["", "a"]]),
        ('"a\r\nb"', [["a\nb"]]),
    ],
)
def test_edges(text: str, rows: list[list[str]]) -> None:
    assert rows_of(text) == rows
    assert is_block(text) == (len(rows) > 1 or (bool(rows) and len(rows[0]) > 1))


TABLE = [
    ["Mã", "Mô hình", "Điểm", "Ghi chú"],
    ["001", '=HYPERLINK("x")', "1.008,50", "dòng một\ndòng hai"],
    ["-2", "+84 909", "-0,25", "@SUM(1;2)"],
    ["03/04/2023", "a\tb", "chưa có", "<b>&"],
]


def test_plain_text_guards_formulas_and_keeps_the_columns() -> None:
    lines = [line.split("\t") for line in plain(TABLE).split("\n")]
    assert {len(line) for line in lines} == {4}
    assert lines[1] == ["001", "'=HYPERLINK(\"x\")", "1.008,50", "dòng một dòng hai"]
    assert lines[2] == ["-2", "'+84 909", "-0,25", "'@SUM(1;2)"]


def test_html_says_what_is_text_and_which_number_it_is() -> None:
    html = clip(TABLE, {2}).html()
    assert 'x:num="1008.50" sdval="1008.50" sdnum="1033;0;General">1.008,50<' in html
    assert html.count("mso-number-format:'\\@'") == 14  # all cells but the two figures
    assert "dòng một<br" in html and "&lt;b&gt;&amp;" in html and ">001<" in html
    assert not clip([["8,5"]], {0}).hasHtml()  # one cell goes into fields, too
