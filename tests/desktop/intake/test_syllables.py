"""What could be a Vietnamese word."""

from __future__ import annotations

import pytest

from desktop.intake.syllables import COMMON, common, plausible

WORDS = (
    "Huyện ủy Lạc Dương thẩm định mô hình mới cách làm sáng tạo nghiệm thu quyết định khuyến "
    "nghiêng giếng gì giữa quốc quýt khuỷu ngoèo xoong thuở huơ ưu hươu rượu Quỳnh uống ý ở "
    "UỶ BAN KIỂM TRA HUYệN hoà hòa thuý thúy quả già chìa múa mưa"
).split()
OTHERS = (
    "huyÖn c¬ Noël naïve quèc xã² lat´ HuyÖn nghá kà cế ngẽ đât cáng² chià mưà tôt Lớpp "
    "strà façade hệx"
).split()


@pytest.mark.parametrize("word", WORDS)
def test_vietnamese(word: str) -> None:
    assert plausible(word)


@pytest.mark.parametrize("word", [*OTHERS, "½", "đ", "ă", "tháng9", "aÁ", "xÃ"])
def test_not_vietnamese(word: str) -> None:
    assert not plausible(word)


def test_common_words_are_words() -> None:
    assert all(plausible(word) for word in COMMON)
    assert common("Xã")
    assert not common("xó")
