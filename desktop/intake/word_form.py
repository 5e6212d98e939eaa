"""Reading back a filled registration or report form in Word: the same rows, checks and words as
the import workbook, each refused field named by its label.

Fields are found by their labels in tables of two columns, or as "Label: text" in a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from db.records import SubjectKind
from db.rules.secrecy import mentions_secrecy, secret_mark
from desktop.documents.errors import SecretMarkError, WordFormError
from desktop.intake.cells import Row, Value
from desktop.intake.dates import Epoch
from desktop.intake.gathering import Gathering, quoted
from desktop.intake.headings import Headings, plain, readings
from desktop.intake.records import Context, ImportRow, Intake, Place
from desktop.intake.sheet_reports import read_reports
from desktop.intake.sheet_rows import SheetRows
from desktop.intake.sheet_submissions import read_submissions
from desktop.intake.values import TextReader
from desktop.intake.word_file import Table, WordFile, read_word
from desktop.intake.word_form_layout import (
    CRITERION_HEADING,
    FORMS,
    LINES,
    OWN_MARK_HEADING,
    REGISTRATION,
    WordForm,
)

_ROW: Final = 1  # the one row that a form makes of each table


@dataclass(frozen=True, slots=True)
class FormPlace(Place):
    """Where a value stands: the field's label, since a form has no cells with letters."""

    def cell(self, name: str, number: int) -> str:
        return self.columns.get(name) or self.columns[""]


@dataclass(slots=True)
class _Filled:
    """The texts of a form by field name; targets by column name; own marks by criterion."""

    values: dict[str, Value] = field(default_factory=dict)
    targets: list[dict[str, str]] = field(default_factory=list)
    marks: dict[str, Value] = field(default_factory=dict)


def parse_word(
    path: Path, context: Context, new_code: Callable[[SubjectKind], str] | None = None
) -> Intake:
    """Everything that the form at ``path`` says about the campaign of ``context``.

    ``new_code`` gives a code to a registration that bears none. Raises WordFormError where the file
    is no form, SecretMarkError where it bears a mark, FileUnusableError; what is wrong in its
    fields stands in the result.
    """
    document = read_word(path)
    form = _form_of(document)
    if form is None:
        raise WordFormError(path=str(path), detail="not_a_form")
    _refuse_marked(document)
    texts = TextReader((), Epoch.WINDOWS)
    filled = _filled(document, form, texts)
    gathering = Gathering(context)
    _check_year(filled, context, gathering)
    if form.kind == REGISTRATION and "code" not in filled.values and new_code is not None:
        person = "ca nhan" in readings(str(filled.values.get("kind", "")))
        code = new_code(SubjectKind.INDIVIDUAL if person else SubjectKind.COLLECTIVE)
        filled.values["code"] = code
        gathering.warn(f"Phiếu chưa ghi mã hồ sơ; hồ sơ được cấp mã {code}.")
    if mentions_secrecy(str(filled.values.get("title", ""))):
        gathering.warn("Tên mô hình có nói tới bí mật; hãy chắc rằng hồ sơ không chứa bí mật.")
    _read(form, filled, gathering, texts)
    gathering.intake.converted = texts.converted
    return gathering.intake


def _refuse_marked(document: WordFile) -> None:
    """State secrets never enter this program (domain.md part 5)."""
    cells = (cell for table in document.tables for row in table for cell in row)
    for text in (*document.paragraphs, *cells):
        mark = secret_mark(text)
        if mark is not None:
            raise SecretMarkError(mark=mark, text=str(text))


def _form_of(document: WordFile) -> WordForm | None:
    """Which form it is: by its title, else by the labels that it has."""
    titles = {reading for text in document.paragraphs[:40] for reading in readings(text)}
    for table in document.tables[:2]:
        titles |= {reading for row in table for cell in row for reading in readings(cell)}
    for form in FORMS.values():
        if plain(form.title) in titles:
            return form
    best = max(FORMS.values(), key=lambda form: len(_labels(form).keys() & titles))
    return best if len(_labels(best).keys() & titles) > 4 else None


def _labels(form: WordForm) -> dict[str, str]:
    return {plain(each.label): each.name for each in form.fields}


def _filled(document: WordFile, form: WordForm, texts: TextReader) -> _Filled:
    filled = _Filled()
    labels = _labels(form)
    for table in document.tables:
        if _is_list(table, dict(form.targets).values()):
            filled.targets += _targets(table, form, texts)
        elif form.scored and _is_list(table, (CRITERION_HEADING, OWN_MARK_HEADING)):
            filled.marks.update(_marks(table, texts))
        else:
            for row in table:
                if len(row) >= 2:
                    _take(filled, labels, row[0], row[1])
    for text in document.paragraphs:
        label, colon, rest = str(text).partition(":")
        if colon and rest.strip():
            _take(filled, labels, label, rest)
    return filled


def _take(filled: _Filled, labels: Mapping[str, str], label: str, value: str) -> None:
    for reading in readings(label.rstrip(" :")):
        name = labels.get(reading)
        if name is not None and value.strip(" .…_\n\t"):
            filled.values.setdefault(name, value)


def _is_list(table: Table, headings: Iterable[str]) -> bool:
    """Whether the first row bears these headings."""
    first = {reading for cell in (table[0] if table else ()) for reading in readings(cell)}
    return all(plain(heading) in first for heading in headings)


def _columns(table: Table, names: Mapping[str, str]) -> dict[str, int]:
    """Names of columns and where they stand."""
    found: dict[str, int] = {}
    for place, cell in enumerate(table[0]):
        for reading in readings(cell):
            if reading in names:
                found.setdefault(names[reading], place)
    return found


def _targets(table: Table, form: WordForm, texts: TextReader) -> Iterator[dict[str, str]]:
    columns = _columns(table, {plain(heading): name for name, heading in form.targets})
    for row in table[1:]:
        said = {n: texts.text(row[at], 0) for n, at in columns.items() if at < len(row)}
        if any(said.values()):
            yield said


def _marks(table: Table, texts: TextReader) -> Iterator[tuple[str, Value]]:
    columns = _columns(table, {plain(h): h for h in (CRITERION_HEADING, OWN_MARK_HEADING)})
    for row in table[1:]:
        if max(columns.values()) < len(row):
            code = texts.code(row[columns[CRITERION_HEADING]], 0)
            mark = texts.text(row[columns[OWN_MARK_HEADING]], 0).strip(" .…")
            if code and mark:
                yield code, mark


def _check_year(filled: _Filled, context: Context, gathering: Gathering) -> None:
    said = "".join(sign for sign in str(filled.values.get("year", "")) if sign.isdigit())
    if said and said != str(context.year):
        gathering.refuse("Năm", f"phiếu của năm {said}, đợt đang mở là năm {context.year}")


def _read(form: WordForm, filled: _Filled, gathering: Gathering, texts: TextReader) -> None:
    criteria = [code for code in filled.marks if code in gathering.criteria]
    for code in filled.marks:
        if code not in gathering.criteria:
            gathering.refuse(f"Tự chấm {code}", "thang điểm không có mã này; hãy sửa lại mã")
    names = [each.name for each in form.fields if not each.shown and each.name != "year"]
    columns = {name: at for at, name in enumerate(names)}
    headings = Headings(
        0, dict(columns), {code: len(names) + at for at, code in enumerate(criteria)}
    )
    labels = {each.name: each.label for each in form.fields}
    labels |= {code: f"Tự chấm {code}" for code in criteria}
    place = FormPlace(form.title, {**labels, "": labels["code"]})
    values = [*(filled.values.get(name) for name in names), *(filled.marks[c] for c in criteria)]
    row = Row(_ROW, values, [0] * len(values))
    sheet = SheetRows(iter([row]), headings, place, texts, gathering, lambda _: None)
    before = len(gathering.intake.rows)
    (read_submissions if form.kind == REGISTRATION else read_reports)(sheet, gathering)
    taken = gathering.intake.rows[before:]
    if taken:
        _add_rest(form, filled, taken[0], texts)
        _add_targets(filled, taken[0].key[0], gathering, place)


def _add_rest(form: WordForm, filled: _Filled, row: ImportRow, texts: TextReader) -> None:
    """The fields that the import workbook has no column for; all of them are texts."""
    for each in form.fields:
        value = filled.values.get(each.name)
        if each.shown or each.name in row.values or not isinstance(value, str):
            continue
        if each.holds == LINES or each.name in ("signer", "report_signer"):
            row.values[each.name] = texts.text(value, 0, lines=each.holds == LINES)


def _add_targets(
    filled: _Filled, code: str, gathering: Gathering, place: Place
) -> None:
    seen: set[str] = set()
    for number, said in enumerate(filled.targets, start=1):
        name = said.pop("name", "")
        cell = f"Chỉ tiêu, dòng {number}"
        if not name:
            gathering.refuse(cell, "thiếu tên chỉ tiêu; hãy điền hoặc xóa dòng này")
        elif name in seen:
            gathering.refuse(cell, f"chỉ tiêu {quoted(name)} đã ghi ở trên; hãy gộp lại")
        else:
            seen.add(name)
            values: dict[str, object] = {key: text for key, text in said.items() if text}
            values["position"] = number
            columns = {"": cell, **dict.fromkeys(values, cell)}
            target = FormPlace(place.sheet, columns)
            gathering.take(ImportRow("target", (code, name), values, target, number))

