"""Words are found in pages without case, diacritics or line ends; each place has its boxes."""

from __future__ import annotations

import io

from desktop.documents.fonts import typeface
from desktop.models import paper_search
from desktop.models.paper_search import find


def pdf(*pages: tuple[str, ...]) -> bytes:
    """Pages of lines, 14 points, the first one 100 points below the top of A4."""
    from reportlab.pdfgen.canvas import Canvas

    face, stream = typeface(), io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for lines in pages:
        canvas.setFont(face.regular, 14)
        for place, line in enumerate(lines):
            canvas.drawString(100, 842 - 100 - 18 * place, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_found_whatever_the_case_and_the_marks() -> None:
    data = pdf(("Đảng ủy xã Đạ Sar",), ("Không có",), ("đảng uỷ", "ĐẢNG ỦY xã Lát"))
    hits = find(data, "dang uy")
    assert [hit.page for hit in hits] == [0, 2, 2]
    assert [hit.page for hit in find(data, "Đạ Sar")] == [0]
    box = hits[0].boxes[0]
    assert abs(box.left() - 100) < 3 and 80 < box.top() < 100 < box.bottom() < 110
    assert hits[2].boxes[0].top() > hits[1].boxes[0].top()


def test_a_line_end_does_not_part_words() -> None:
    (hit,) = find(pdf(("sức lan", "tỏa rộng"),), "lan tỏa")
    assert len(hit.boxes) == 2
    assert hit.boxes[1].top() > hit.boxes[0].top()


def test_nothing_to_look_for_and_nothing_found() -> None:
    data = pdf(("Biên bản",))
    assert find(data, "  ") == () and find(data, "tờ trình") == ()


def test_no_more_than_help(monkeypatch: object) -> None:
    data = pdf(*[("a a a a",)] * 5)
    assert len(find(data, "a")) == 20
    former, paper_search.MOST = paper_search.MOST, 6
    try:
        assert len(find(data, "a")) == 6
    finally:
        paper_search.MOST = former
