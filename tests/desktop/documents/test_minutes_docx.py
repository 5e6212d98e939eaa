"""The editable draft of the minutes says what the PDF says, in the same order."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm, Pt

from desktop.documents import contents
from desktop.documents.blocks import Note, Para, Section, Table
from desktop.documents.errors import SecretMarkError
from desktop.documents.minutes_docx import write_minutes_docx
from desktop.documents.read_body import read_facts

Make = Callable[..., dict[str, Any]]
CODE = "7K3D-90QX-MB2T"
FORMS = ("hd36_2018", "hd05_2026", "nd30_2020")


def said(document: WordDocument) -> str:
    """Everything in order, blanks squeezed."""
    words = "".join(
        {"t": piece.text or "", "noBreakHyphen": "-", "p": " ", "br": " "}.get(
            str(piece.tag).rpartition("}")[2], ""
        )
        for piece in document.element.body.iter()
    )
    return " ".join(words.split())


def margins(document: WordDocument) -> list[str]:
    """The texts of all headers and footers."""
    return [
        part.paragraphs[0].text
        for section in document.sections
        for part in (
            *(section.header, section.footer),
            *(section.first_page_header, section.first_page_footer),
        )
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("submissions", [2, 33])
def test_it_reads_like_the_pdf(
    tmp_path: Path, make_body: Make, form: str, submissions: int
) -> None:
    body = make_body(form=form, submissions=submissions)
    document = Document(str(write_minutes_docx(body, tmp_path / "m.docx", CODE).path))
    text = said(document)
    paper = contents.minutes(read_facts(body), CODE)
    blocks = [*paper.blocks, paper.closing, *(b for a in paper.appendices for b in a.blocks)]
    at = 0
    for block in blocks:
        if isinstance(block, Para):
            words = " ".join(f"{block.lead} {block.text}".split())
        elif isinstance(block, Section | Note):
            words = block.text
        else:
            assert isinstance(block, Table)
            words = " ".join(" ".join(cell for cell in block.lines[-1].cells).split())
        found = text.find(words, at)
        assert found >= at, words
        at = found
    for words in (paper.heading.parent, paper.heading.issuer, paper.heading.number.strip()):
        assert " ".join(words.split()) in text
    for signature in paper.signatures:
        assert signature.title in text and signature.name in text
    for line in paper.recipients:
        assert line in text


def test_form_of_the_pages(tmp_path: Path, make_body: Make) -> None:
    document = Document(str(write_minutes_docx(make_body(), tmp_path / "m.docx").path))
    first = document.sections[0]
    sides = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    wanted = (Mm(20), Mm(20), Mm(30), Mm(15))
    assert all(abs((a or 0) - b) < Mm(0.5) for a, b in zip(sides, wanted, strict=True))
    size = (first.page_width or 0, first.page_height or 0)
    assert abs(size[0] - Mm(210)) < Mm(0.5) and abs(size[1] - Mm(297)) < Mm(0.5)
    assert first.different_first_page_header_footer
    opening = next(p for p in document.paragraphs if p.text.startswith("Thực hiện"))
    look = opening.paragraph_format
    assert abs((look.first_line_indent or 0) - Mm(10)) < Mm(0.5)
    assert look.space_before == Pt(6)
    assert look.line_spacing == Pt(18)
    assert {run.font.size for run in opening.runs} == {Pt(14)}
    assert {run.font.name for run in opening.runs} == {"Times New Roman"}
    wide = [(s.page_width or 0) > (s.page_height or 0) for s in document.sections]
    assert wide[0] is False and any(wide[1:])
    with zipfile.ZipFile(tmp_path / "m.docx") as package:
        xml = package.read("word/document.xml").decode()
    assert xml.count("<w:tblHeader/>") >= 3
    assert 'w:val="btLr"' in xml  # members' names stand upright


def test_draft_and_frozen_marks(tmp_path: Path, make_body: Make) -> None:
    draft = Document(str(write_minutes_docx(make_body(), tmp_path / "d.docx").path))
    frozen = Document(str(write_minutes_docx(make_body(), tmp_path / "f.docx", CODE).path))
    assert sum("DỰ THẢO" in text for text in margins(draft)) >= 3
    assert not any("DỰ THẢO" in text for text in margins(frozen))
    assert sum(CODE in text for text in margins(frozen)) >= 3
    assert not any("Mã đối chiếu" in text for text in margins(draft))
    assert any("Số liệu minh họa" in text for text in margins(frozen))
    with zipfile.ZipFile(tmp_path / "f.docx") as package:
        assert any(name.endswith(".png") for name in package.namelist())  # the QR code


def test_mirrored_margins_for_both_sides(tmp_path: Path, make_body: Make) -> None:
    for mirrored in (False, True):
        path = write_minutes_docx(make_body(), tmp_path / "m.docx", mirrored=mirrored).path
        with zipfile.ZipFile(path) as package:
            assert (b"mirrorMargins" in package.read("word/settings.xml")) is mirrored


def test_secret_marks_and_missing_glyphs(tmp_path: Path, make_body: Make) -> None:
    body = make_body(submissions=1)
    body["submissions"][0]["title"] = "Mô hình 中"
    assert write_minutes_docx(body, tmp_path / "m.docx").missing == ("中",)
    body["submissions"][0]["title"] = "MẬT"
    with pytest.raises(SecretMarkError):
        write_minutes_docx(body, tmp_path / "other.docx")
    assert not (tmp_path / "other.docx").exists()
