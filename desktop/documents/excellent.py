"""Writes the HTXSNV list: as PDF on pages that lie on their side, and as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.queries.office_papers import OfficeFacts
from desktop.documents.content_excellent import excellent_paper, excellent_sheets
from desktop.documents.facts import Body
from desktop.documents.fonts import typeface
from desktop.documents.office_workbook import write_office_workbook
from desktop.documents.read_body import read_facts
from desktop.documents.readable import readable_office
from desktop.documents.secrecy import refuse_secret
from desktop.documents.summary_pdf import WrittenSummaryPaper, write_wide


@dataclass(frozen=True, slots=True)
class WrittenWorkbook:
    """The file."""

    path: Path


def write_excellent(
    body: Body, office: OfficeFacts, path: Path, *, draft: bool, mirrored: bool = False
) -> WrittenSummaryPaper:
    """Writes the paper. Raises SecretMarkError, FormUnknownError, FontMissingError,
    PaperFileError."""
    refuse_secret(body)
    _refuse_secret(office)
    face = typeface()
    missing: set[str] = set()

    def readable(words: str) -> str:
        return face.readable(words, missing)

    more = readable_office(office, readable, excellent=True)
    paper = excellent_paper(read_facts(body, readable), more, draft=draft)
    return write_wide(paper, path, face, missing, mirrored=mirrored)


def write_excellent_workbook(
    body: Body, office: OfficeFacts, path: Path, *, draft: bool
) -> WrittenWorkbook:
    """Writes the workbook. Raises SecretMarkError, PaperFileError."""
    refuse_secret(body)
    _refuse_secret(office)
    facts = read_facts(body)
    marks = ["DỰ THẢO"] if draft else []
    marks += ["SỐ LIỆU MINH HỌA"] if facts.illustrative or office.illustrative else []
    write_office_workbook(
        path,
        excellent_sheets(facts, office),
        title=f"Danh sách xét hoàn thành xuất sắc nhiệm vụ năm {facts.year}",
        author=facts.body,
        mark=" - ".join(marks),
    )
    return WrittenWorkbook(path)


def _refuse_secret(office: OfficeFacts) -> None:
    rows = office.excellent.aiming if office.excellent is not None else ()
    documents = [ground.document for row in rows for ground in row.subject.case.grounds]
    refuse_secret({"grounds": documents, "subjects": [row.subject.name for row in rows]})
