"""Writes the registration (phiếu đăng ký) and the result report (báo cáo kết quả) in Word, blank
or filled in with what the book holds; desktop.intake.word_form reads them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportlab.lib.units import mm

from db.change_log import Value
from db.queries.submission import Details
from db.records import Campaign, Rubric, SubjectKind
from desktop.documents.blocks import HeadingText, Marks
from desktop.documents.files import write_whole
from desktop.documents.forms import Form, load_form
from desktop.documents.layout import area
from desktop.documents.people import KINDS
from desktop.documents.secrecy import refuse_secret
from desktop.documents.word_file import (
    CENTRE,
    dress,
    new_document,
    row_mark,
    run,
    saved,
    shape,
)
from desktop.documents.word_heading import add_heading
from desktop.documents.word_tables import add_layout, fix_widths
from desktop.documents.wording import DOTS, date_figures, date_words, points, read_date
from desktop.intake.word_form_layout import (
    CHOICE,
    CRITERION_HEADING,
    FLAG,
    FORMS,
    LINES,
    OWN_MARK_HEADING,
    REGISTRATION,
    WordField,
    WordForm,
)

_SIZE: Final = 13.0
_LABEL: Final = 58 * mm
_BLANK_TARGETS: Final = 4
_WRITING: Final = 44.0  # points that a longer text gets at least


@dataclass(frozen=True, slots=True)
class FormContent:
    """What is filled in: texts by field name, rows of targets, own marks by criterion."""

    values: Mapping[str, str]
    targets: Sequence[Mapping[str, str]]
    marks: Mapping[str, int]


def blank(campaign: Campaign) -> FormContent:
    """Nothing but the year."""
    return FormContent({"year": str(campaign.year)}, (), {})


def filled(campaign: Campaign, details: Details, parent_name: str = "") -> FormContent:
    """What the book holds of a submission."""
    texts = {name: _shown(name, value) for name, value in details.values.items()}
    texts |= {"year": str(campaign.year), "unit_name": details.unit_name}
    texts["parent_name"] = parent_name
    targets = [
        {
            "name": t.name,
            "measure": t.measure,
            "baseline": t.baseline,
            "promised": t.promised,
            "actual": t.actual,
        }
        for t in details.targets
    ]
    return FormContent(texts, targets, details.self_marks)


def _shown(name: str, value: Value) -> str:
    if name.endswith("_on"):
        day = read_date(str(value))
        return date_figures(day) if day else ""
    if name in ("is_head", "aims_excellent", "with_achievement"):
        return "x" if value else ""
    if name == "kind" and value in set(SubjectKind):
        return KINDS[SubjectKind(str(value))]
    return str(value)


def write_word_form(
    kind: str,
    campaign: Campaign,
    content: FormContent,
    rubric: Rubric | None,
    path: Path,
) -> Path:
    """Writes the form of that kind (REGISTRATION, REPORT). ``rubric`` gives the report's table
    of own marks. Raises SecretMarkError, FormUnknownError, PaperFileError."""
    refuse_secret({"values": dict(content.values)})
    form = FORMS[kind]
    write_whole(path, _Writer(form, load_form(campaign.form), campaign, content, rubric).made())
    return path


class _Writer:
    def __init__(
        self,
        paper: WordForm,
        form: Form,
        campaign: Campaign,
        content: FormContent,
        rubric: Rubric | None,
    ) -> None:
        self.paper, self.form, self.campaign = paper, form, campaign
        self.content, self.rubric = content, rubric
        self.word = new_document(form, f"{paper.title} {campaign.year}", campaign.body)
        self.room = area(form).width

    def made(self) -> bytes:
        illustrative = self.rubric is not None and self.rubric.illustrative
        dress(self.word.sections[0], self.form, Marks(False, illustrative, None), first=True)
        values = self.content.values
        heading = HeadingText(
            values.get("parent_name", "").upper() or DOTS,
            (values.get("unit_name") or DOTS).upper(),
            "",
            f"{DOTS}, {date_words(None, self.campaign.year)}",
        )
        add_heading(self.word, self.form, heading)
        title = shape(self.word.add_paragraph(), align=CENTRE, before=14, with_next=True)
        run(title, self.paper.title, self.form.title.type_size, bold=True)
        line = shape(self.word.add_paragraph(), align=CENTRE, after=8)
        words = f"Mô hình mới, cách làm sáng tạo năm {self.campaign.year}"
        run(line, words, self.form.title.subject_size, bold=True)
        self._fields(self.paper.before)
        self._list("Chỉ tiêu và kết quả" if self.paper.scored else "Chỉ tiêu đăng ký")
        if self.paper.scored:
            self._marks()
        self._fields(self.paper.after)
        self._signatures()
        return saved(self.word)

    def _fields(self, fields: Sequence[WordField]) -> None:
        table = self.word.add_table(rows=len(fields), cols=2)
        table.style = "Table Grid"
        fix_widths(table, (_LABEL, self.room - _LABEL))
        for row, each in zip(table.rows, fields, strict=True):
            label, value = row.cells
            run(label.paragraphs[0], each.label, _SIZE, bold=True)
            text = self.content.values.get(each.name, "")
            lines = text.split("\n")
            run(value.paragraphs[0], lines[0], _SIZE)
            for more in lines[1:]:
                run(value.add_paragraph(), more, _SIZE)
            if each.holds == LINES and not text:
                row.height = int(_WRITING * 12700)
            if each.holds not in (LINES, FLAG, CHOICE):
                row_mark(row, "cantSplit")

    def _lead(self, words: str) -> None:
        line = shape(self.word.add_paragraph(), before=8, after=3, with_next=True)
        run(line, words, _SIZE, bold=True)

    def _list(self, words: str) -> None:
        self._lead(f"{words}:")
        names = [name for name, _ in self.paper.targets]
        rows = [[each.get(n, "") for n in names] for each in self.content.targets]
        rows += [[""] * len(names)] * max(0, _BLANK_TARGETS - len(rows))
        first = self.room * (0.4 if len(names) == 5 else 0.5)
        others = (self.room - first) / (len(names) - 1)
        widths = (first, *[others] * (len(names) - 1))
        self._grid([heading for _, heading in self.paper.targets], rows, widths)

    def _marks(self) -> None:
        if self.rubric is None:
            return
        self._lead("Tự chấm điểm theo tiêu chí:")
        rows = [
            [c.code, c.name, points(c.max), points(self.content.marks.get(c.code))]
            for c in self.rubric.criteria
        ]
        widths = (25 * mm, self.room - 75 * mm, 25 * mm, 25 * mm)
        headings = (CRITERION_HEADING, "Tiêu chí", "Tối đa", OWN_MARK_HEADING)
        self._grid(headings, rows, widths)

    def _grid(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        table = self.word.add_table(rows=1 + len(rows), cols=len(headings))
        table.style = "Table Grid"
        fix_widths(table, widths)
        row_mark(table.rows[0], "tblHeader")
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            run(shape(cell.paragraphs[0], align=CENTRE), heading, _SIZE, bold=True)
        for row, texts in zip(list(table.rows)[1:], rows, strict=True):
            row_mark(row, "cantSplit")
            for cell, text in zip(row.cells, texts, strict=True):
                run(cell.paragraphs[0], text, _SIZE)
        shape(self.word.add_paragraph(), leading=6)

    def _signatures(self) -> None:
        shape(self.word.add_paragraph(), leading=10, with_next=True)
        table = add_layout(self.word, (self.room / 2, self.room / 2))
        registration = self.paper.kind == REGISTRATION
        left = "" if registration else "XÁC NHẬN CỦA CẤP TRÊN"
        right = "NGƯỜI ĐĂNG KÝ" if registration else "NGƯỜI BÁO CÁO"
        signer = "signer" if registration else "report_signer"
        for cell, title, name in zip(
            table.rows[0].cells,
            (left, right),
            ("", self.content.values.get(signer, "")),
            strict=True,
        ):
            run(shape(cell.paragraphs[0], align=CENTRE), title, 14, bold=True)
            line = shape(cell.add_paragraph(), align=CENTRE, before=self.form.signature.space * mm)
            run(line, name, 14, bold=True)
