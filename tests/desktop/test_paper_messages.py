"""What is said where a paper has nothing to say."""

from __future__ import annotations

import pytest
from reportlab.platypus import Spacer

from desktop.documents.blocks import Marks
from desktop.documents.errors import PaperEmptyError, PaperTooLongError
from desktop.documents.fonts import typeface
from desktop.documents.forms import load_form
from desktop.documents.layout import Properties, build
from desktop.messages import sentence


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        ("amendment", "chưa có biên bản bổ sung"),
        ("reminders", "Không có nơi nào cần đôn đốc"),
        ("htxsnv", "Chưa ai được đề nghị"),
        ("htxsnv-excel", "Chưa ai được đề nghị"),
        ("briefs", "Chưa có hồ sơ nào"),
    ],
)
def test_an_empty_paper_says_why(paper: str, words: str) -> None:
    assert words in sentence(PaperEmptyError(paper=paper))


def test_a_line_longer_than_a_page_is_said() -> None:
    """A title of thousands of letters in a narrow column; it was an error that nobody expected."""
    with pytest.raises(PaperTooLongError) as caught:
        build(
            load_form("hd36_2018"), typeface(), Marks(False, False, None), Properties("", ""),
            [Spacer(1, 9999)],
        )  # fmt: skip
    assert sentence(caught.value).startswith("Có dòng chữ dài hơn cả một trang")
