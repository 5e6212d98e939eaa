"""PDFium is entered by one thread at a time, and by nobody past the door."""

from __future__ import annotations

import ast
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import desktop
from desktop.documents import pdfium
from desktop.documents.packet import write_packet
from desktop.documents.scan_code import scan_codes
from desktop.documents.verifying import printed_codes
from desktop.models.minutes_pages import draw_page, page_sizes
from desktop.models.paper_search import find

DOOR = Path(pdfium.__file__)


def _pdf(pages: int = 3) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, invariant=True)
    for number in range(pages):
        canvas.drawString(72, 700, f"Trang {number}")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_every_use_of_pdfium_goes_through_the_door() -> None:
    past = [
        f"{path.name}:{node.lineno}"
        for path in Path(desktop.__file__).parent.rglob("*.py")
        if path != DOOR
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr == "PdfDocument")
        or (isinstance(node, ast.Import) and any(n.name == "pypdfium2" for n in node.names))
    ]
    assert past == []


def test_two_threads_are_never_inside_at_once() -> None:
    data, together, inside, most = _pdf(1), Barrier(2), [0], [0]

    def enter() -> None:
        together.wait(10)
        for _ in range(20):
            with pdfium.opened(data) as paper:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                len(paper[0].get_textpage().get_text_range())
                inside[0] -= 1

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(enter), pool.submit(enter)]:
            done.result(60)
    assert most == [1]


def test_all_that_reads_pages_may_run_side_by_side(tmp_path: Path) -> None:
    data = _pdf()
    path = tmp_path / "in.pdf"
    path.write_bytes(data)
    jobs = [
        lambda: draw_page(data, 1, 200).width() == 200,
        lambda: len(page_sizes(data)) == 3,
        lambda: len(find(data, "trang")) == 3,
        lambda: list(printed_codes(path)) == [],
        lambda: scan_codes(path) == (),
        lambda: write_packet([path, path], tmp_path / "packet.pdf").is_file(),
    ]
    with ThreadPoolExecutor(len(jobs)) as pool:
        assert all(done.result(60) for done in [pool.submit(job) for job in jobs * 3])


def test_what_is_damaged_is_told_and_leaves_the_door_open() -> None:
    with pytest.raises(pdfium.damage()), pdfium.opened(b"%PDF-1.7 broken"):
        pass
    with pdfium.opened(_pdf(1)) as paper:
        assert len(paper) == 1
