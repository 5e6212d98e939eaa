"""What is said where a paper has nothing to say."""

from __future__ import annotations

import pytest

from desktop.documents.errors import PaperEmptyError
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
