"""Giấy biên nhận: its words, and the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from desktop.documents.errors import SecretMarkError
from desktop.documents.forms import known_forms
from desktop.documents.receipt import Receipt, receipt_pdf, sentences, write_receipt

RECEIPT = Receipt(
    form="hd36_2018",
    parent="Tỉnh ủy Lâm Đồng",
    body="Huyện ủy Lạc Dương",
    place="Lạc Dương",
    year=2023,
    number="105",
    date="2023-02-05",
    unit="Đảng bộ xã Lát",
    what="registration",
    carrier="paper",
    submission="LD-2023-004",
    title="Ngày thứ Bảy vì dân",
    missing="chữ ký bí thư",
    return_by="2023-02-20",
)


def page_text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as paper:
        assert len(paper) == 1
        return " ".join(paper[0].get_textpage().get_text_range().split())


def test_what_it_says() -> None:
    said = " ".join(sentences(RECEIPT))
    for words in ("đã nhận của Đảng bộ xã Lát", "phiếu đăng ký", "bản giấy", "Số đến: 105",
                  "Còn thiếu: chữ ký bí thư", "hết ngày 20/02/2023", "LD-2023-004"):  # fmt: skip
        assert words in said


def test_complete_and_completed() -> None:
    whole = replace(RECEIPT, missing="", return_by="")
    assert "đủ giấy tờ" in sentences(whole)[-1]
    later = replace(RECEIPT, completed_on="2023-02-18")
    assert sentences(later)[-1] == "- Đã bổ sung ngày 18/02/2023."


@pytest.mark.parametrize("form", known_forms())
def test_the_page(form: str) -> None:
    text = page_text(receipt_pdf(replace(RECEIPT, form=form)))
    assert "GIẤY BIÊN NHẬN" in text and "Đảng bộ xã Lát" in text
    assert "NGƯỜI NỘP" in text and "NGƯỜI NHẬN" in text
    assert "DỰ THẢO" not in text and "Số liệu minh họa" not in text


def test_illustrative_data_say_so(tmp_path: Path) -> None:
    path = write_receipt(replace(RECEIPT, illustrative=True), tmp_path / "bien-nhan.pdf")
    assert "Số liệu minh họa" in page_text(path.read_bytes())


def test_a_secret_mark_is_refused() -> None:
    with pytest.raises(SecretMarkError):
        receipt_pdf(replace(RECEIPT, missing="MẬT"))


def test_an_empty_one_leaves_dots() -> None:
    bare = Receipt("hd36_2018", "", "Đảng ủy A", "", 2023, "", "", "", "", "")
    assert "……" in page_text(receipt_pdf(bare))
