"""Word forms: written blank or filled in, read back by their labels, refused field by field."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from db.queries.submission import details
from db.records import SubjectKind
from desktop.documents.errors import SecretMarkError, WordFormError, WordFormRefusedError
from desktop.documents.word_form import blank, filled, write_word_form
from desktop.intake.take_in import context_of, take_in, take_word
from desktop.intake.word_file import LIMIT, is_word
from desktop.intake.word_form import parse_word
from desktop.intake.word_form_layout import FORMS, REGISTRATION, REPORT
from desktop.messages import sentence
from tests.support import Sample, submission_row


def fill(document: WordDocument, **texts: str) -> None:
    """Types texts into the fields of a form, by their names."""
    labels = {f.label: f.name for form in FORMS.values() for f in form.fields}
    for table in document.tables:
        for row in table.rows:
            name = labels.get(row.cells[0].text)
            if name in texts and len(row.cells) == 2:
                row.cells[1].text = texts[name]


@pytest.fixture
def form(sample: Sample, tmp_path: Path) -> Callable[..., Path]:
    """Writes a form, types into it as a unit would, and returns the file."""

    def make(paper: str, code: str = "", /, **texts: str) -> Path:
        around, content = sample.around, blank(sample.campaign)
        if code:
            ident = sample.submission(code).id
            content = filled(sample.campaign, details(sample.book, around, ident))
        path = tmp_path / "phieu.docx"
        rubric = around.rubrics[SubjectKind.COLLECTIVE]
        write_word_form(paper, sample.campaign, content, rubric, path)
        document = Document(str(path))
        fill(document, **texts)
        document.save(str(path))
        return path

    return make


NEW = {
    "kind": "tập thể",
    "subject": "Chi bộ Văn phòng",
    "unit": "A",
    "title": "Sổ tay điện tử",
    "field": "Cải cách hành chính, chuyển đổi số",
    "content": "Số hóa sổ tay.\nDùng mã QR.",
    "basis": "Nghị quyết số 07-NQ/HU",
    "current_state": "Ghi sổ giấy",
    "solution": "Phần mềm dùng chung",
    "schedule": "Quý II",
    "partners": "Đoàn Thanh niên",
    "lead": "Đồng chí Bí thư",
    "aims_excellent": "X",
    "registered_on": "05/3/2023",
    "signer": "Nguyễn Văn A",
}


def test_a_blank_registration_filled_in_comes_back(
    sample: Sample, form: Callable[..., Path]
) -> None:
    path = form(REGISTRATION, **NEW)
    document = Document(str(path))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Chỉ tiêu")
    for cell, text in zip(table.rows[1].cells, ("Số sổ", "quyển", "0", "12"), strict=True):
        cell.text = text
    document.save(str(path))
    taken = take_in(sample.book, sample.campaign, path)
    assert taken.refused == ()
    assert len(taken.warnings) == 1 and "được cấp mã" in taken.warnings[0]
    code = taken.warnings[0].rstrip(".").rsplit(" ", 1)[1]
    found = details(sample.book, sample.around, sample.submission(code).id)
    for name, text in NEW.items():
        wanted = {
            "kind": "collective",
            "aims_excellent": 1,
            "registered_on": "2023-03-05",
        }.get(name, text)
        assert found.values[name] == wanted, name
    assert [(t.name, t.measure, t.baseline, t.promised) for t in found.targets] == [
        ("Số sổ", "quyển", "0", "12")
    ]


def test_a_filled_form_says_nothing_new(sample: Sample, form: Callable[..., Path]) -> None:
    sample.take(
        [submission_row("HS1", "A", novelty="Dòng một\nDòng hai", self_class="Tốt",
                        **{"self:TC1": 175, "self:TC2": 400})]
    )  # fmt: skip
    for kind in (REGISTRATION, REPORT):
        taken = take_in(sample.book, sample.campaign, form(kind, "HS1"), dry_run=True)
        assert taken.refused == ()
        assert taken.report is not None
        assert not taken.report.added and not taken.report.changed


def test_a_report_comes_back(sample: Sample, form: Callable[..., Path]) -> None:
    texts = {
        "directing_documents": "Kế hoạch số 12-KH/ĐU, ngày 02/3/2023",
        "rollout": "Hội nghị triển khai",
        "result": "12/12 chi bộ",
        "effect": "Lan tỏa toàn xã",
        "limits": "Không",
        "self_class": "khá",
        "with_achievement": "x",
        "superior_opinion": "Đồng ý",
        "reported_on": "10/11/2023",
        "report_signer": "Trần Thị B",
    }
    path = form(REPORT, "HS4", **texts)
    document = Document(str(path))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Mã tiêu chí")
    table.rows[1].cells[3].text, table.rows[2].cells[3].text = "1,75", "3.5"
    document.save(str(path))
    assert take_in(sample.book, sample.campaign, path).refused == ()
    found = details(sample.book, sample.around, sample.submission("HS4").id)
    assert found.values["has_report"] == 1
    assert found.values["reported_on"] == "2023-11-10"
    assert found.values["self_class"] == "Khá"
    for name in ("directing_documents", "rollout", "result", "effect", "superior_opinion"):
        assert found.values[name] == texts[name]
    assert found.self_marks == {"TC1": 175, "TC2": 350}


def test_refused_fields_are_named_and_nothing_is_written(
    sample: Sample, form: Callable[..., Path]
) -> None:
    before = sample.submission("HS1")
    path = form(
        REGISTRATION, "HS1", unit="KHÔNG CÓ", registered_on="31/02/2023", year="2022",
        is_head="không rõ", title="Tên khác",
    )  # fmt: skip
    taken = take_in(sample.book, sample.campaign, path)
    assert [r.cell for r in taken.refused] == [
        "Năm",
        "Mã đơn vị",
        "Là người đứng đầu đơn vị (x)",
        "Ngày đăng ký",
    ]
    assert sample.submission("HS1") == before
    with pytest.raises(WordFormRefusedError) as caught:
        take_word(sample.book, sample.campaign, path)
    said = sentence(caught.value)
    assert said.startswith("Chưa nhập gì: ô “Năm”: phiếu của năm 2022")
    assert said.endswith("(và 3 ô khác).")


def test_marks_above_the_maximum_and_unknown_criteria(
    sample: Sample, form: Callable[..., Path]
) -> None:
    path = form(REPORT, "HS1")
    document = Document(str(path))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Mã tiêu chí")
    table.rows[1].cells[3].text = "9"
    table.rows[2].cells[0].text, table.rows[2].cells[3].text = "TC9", "1"
    document.save(str(path))
    refused = {r.cell: r.reason for r in take_in(sample.book, sample.campaign, path).refused}
    assert "vượt mức tối đa" in refused["Tự chấm TC1"]
    assert "không có mã này" in refused["Tự chấm TC9"]


def test_a_form_typed_as_paragraphs(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "go-tay.docx"
    document = Document()
    document.add_paragraph("PHIẾU ĐĂNG KÝ")
    for line in ("Mã hồ sơ: HS1", "Tên mô hình: Một cửa: nhanh, gọn", "Ngày đăng ký: 02/02/2023"):
        document.add_paragraph(line)
    document.save(str(path))
    intake = parse_word(path, context_of(sample.book, sample.campaign))
    assert intake.refused == []
    assert intake.rows[0].values["title"] == "Một cửa: nhanh, gọn"


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"<a/>", "damaged"),
        (b"<not xml", "damaged"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "damaged"),
        (b"<w:document xmlns:w='w'><w:body/></w:document>", "not_a_form"),
        (b" " * (LIMIT + 1), "too_large"),
    ],
)
def test_hostile_or_foreign_files(
    sample: Sample, tmp_path: Path, content: bytes, detail: str
) -> None:
    path = tmp_path / "la.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", content)
    assert is_word(path)
    with pytest.raises(WordFormError) as caught:
        parse_word(path, context_of(sample.book, sample.campaign))
    assert caught.value.facts["detail"] == detail
    assert sentence(caught.value).endswith(".")
    assert not is_word(tmp_path / "khong-co.docx")
    with pytest.raises(WordFormError) as caught:
        parse_word(tmp_path / "khong-co.docx", context_of(sample.book, sample.campaign))
    assert caught.value.facts["detail"] == "missing"


def test_a_marked_form_is_refused_words_in_a_title_are_asked_about(
    sample: Sample, form: Callable[..., Path]
) -> None:
    title = "Tuyên truyền bảo vệ bí mật nhà nước"
    taken = take_in(sample.book, sample.campaign, form(REGISTRATION, "HS1", title=title))
    assert taken.refused == () and "có nói tới bí mật" in taken.warnings[0]
    path = form(REGISTRATION, "HS1", title="Tên mới")
    document = Document(str(path))
    document.paragraphs[0].insert_paragraph_before("TỐI MẬT")
    document.save(str(path))
    with pytest.raises(SecretMarkError):
        take_in(sample.book, sample.campaign, path)
    assert sample.submission("HS1").title == title


def test_a_secret_mark_never_reaches_a_form(sample: Sample, tmp_path: Path) -> None:
    content = blank(sample.campaign)
    marked = type(content)({"title": "TỐI MẬT"}, (), {})
    with pytest.raises(SecretMarkError):
        write_word_form(REGISTRATION, sample.campaign, marked, None, tmp_path / "p.docx")
    assert not (tmp_path / "p.docx").exists()
