"""Print everything: one file, all papers in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.queries.office_papers import OfficeFacts
from desktop.documents.errors import PaperFileError
from desktop.documents.packet import write_packet
from desktop.documents.papers import PACKET, write_papers

Make = Callable[..., dict[str, Any]]
Office = Callable[..., OfficeFacts]
Open = Callable[[Path], Any]  # conftest.Pdf, which tests cannot import by name

CODE = "7K3D-90QX-MB2T"
ORDER = (
    *("BIÊN BẢN", "BẢNG TỔNG HỢP", "DANH MỤC PHIẾU CHẤM ĐIỂM", "TỜ TRÌNH", "THÔNG BÁO"),
    *("V/v đôn đốc", "PHIẾU TÓM TẮT HỒ SƠ"),
)


def test_all_papers_in_order(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(submissions=3)
    office = make_office(body)
    paths = write_papers(
        body, tmp_path, proof_code=CODE, office=lambda: office, packet=True
    )
    assert paths[-1].name == PACKET
    packet = open_pdf(paths[-1])
    parts = [open_pdf(path) for path in paths[:-1] if path.suffix == ".pdf"]
    assert len(packet) == sum(len(part) for part in parts)
    pages = [packet.text(page) for page in range(1, len(packet) + 1)]
    assert pages == [part.text(p) for part in parts for p in range(1, len(part) + 1)]
    firsts = [next(n for n, text in enumerate(pages) if words in text) for words in ORDER]
    assert firsts == sorted(firsts)
    assert all(packet.fonts().values())


def test_printed_on_both_sides_each_paper_begins_on_a_front(
    tmp_path: Path, make_body: Make, make_office: Office, open_pdf: Open
) -> None:
    body = make_body(submissions=3)
    office = make_office(body)
    paths = write_papers(body, tmp_path, office=lambda: office, packet=True, mirrored=True)
    packet = open_pdf(paths[-1])
    pages = [packet.text(page) for page in range(1, len(packet) + 1)]
    for words in ORDER:
        assert next(n for n, text in enumerate(pages) if words in text) % 2 == 0


def test_a_paper_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"no pdf")
    for name in ("gone.pdf", "bad.pdf"):
        with pytest.raises(PaperFileError):
            write_packet([tmp_path / name], tmp_path / PACKET)
    assert not (tmp_path / PACKET).exists()


@pytest.mark.parametrize("only", [None, ["minutes-word"]])
def test_the_same_papers_give_the_same_bytes(
    tmp_path: Path, make_body: Make, make_office: Office, only: list[str] | None
) -> None:
    """All of them, the Word draft and the packet too."""
    body = make_body(submissions=2, members=3)
    office = make_office(body)
    first, second = (
        write_papers(
            body, tmp_path / name, proof_code=CODE, only=only, office=lambda: office,
            packet=only is None,
        )
        for name in ("1", "2")
    )  # fmt: skip
    assert [p.name for p in first] == [p.name for p in second]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name
