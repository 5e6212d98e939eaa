"""What the letters around the minutes have in common: headings, addressees, bases, results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.records import SubjectKind
from desktop.documents.blocks import Cell, Column, HeadingText, Level, Line, Table
from desktop.documents.content_decision import DECIDED
from desktop.documents.content_rating import qualification
from desktop.documents.content_tables import NO_BALLOT, by_kind
from desktop.documents.contents import reference
from desktop.documents.facts import Case, Facts
from desktop.documents.forms import Form
from desktop.documents.people import KINDS, subject_line
from desktop.documents.wording import (
    DOTS,
    date_words,
    number_series,
    points,
    roman,
)


def models(facts: Facts) -> str:
    """What everything is about."""
    return f"mô hình mới, cách làm sáng tạo năm {facts.year}"


def open_number(form: Form, kind: str, series: str) -> str:
    """A number left for the clerk; an official letter has no kind ("")."""
    if not kind:
        return form.number.letter.format(series=series)
    return form.number.open.format(kind=kind, series=series)


def body_series(facts: Facts, form: Form) -> str:
    """The body's own series of numbers: the campaign's, else where the minutes bear it, else
    dots."""
    series = number_series(form, facts.meeting.minutes_no)
    return facts.meeting.series or (DOTS if series == form.words.series else series)


def panel_heading(facts: Facts, form: Form, kind: str) -> HeadingText:
    """A paper that the panel issues under the appraising body, number and date left open."""
    return HeadingText(
        parent=facts.body.upper(),
        issuer=form.words.panel.upper(),
        number=open_number(form, kind, form.words.series),
        place_date=place_date(facts),
    )


def body_heading(facts: Facts, form: Form, kind: str, about: str = "") -> HeadingText:
    """A paper that the appraising body issues itself, number and date left open."""
    return HeadingText(
        parent=facts.parent.upper(),
        issuer=facts.body.upper(),
        number=open_number(form, kind, body_series(facts, form)),
        place_date=place_date(facts),
        about=about,
    )


def place_date(facts: Facts) -> str:
    """Place and a date left for the clerk."""
    return f"{facts.place or DOTS}, {date_words(None, facts.year)}"


def bases(facts: Facts) -> Iterator[str]:
    """What the appraisal rests on: the rubrics' bases, each once."""
    seen = dict.fromkeys(r.basis for r in facts.rubrics if r.basis and facts.of_kind(r.applies_to))
    yield from seen


def minutes_line(facts: Facts, form: Form) -> str:
    """The minutes that everything follows from."""
    return reference(facts, form)


def result_columns(facts: Facts) -> tuple[Column, ...]:
    """The columns of :func:`result_lines`."""
    return (
        Column("TT", Cell.NUMBER),
        Column("Mã hồ sơ", Cell.CODE),
        Column("Tập thể, cá nhân", Cell.TEXT),
        Column("Mô hình, cách làm sáng tạo", Cell.TEXT, weight=1.3),
        Column("Điểm kết luận", Cell.FIGURE),
        Column("Tổ thẩm định xếp loại", Cell.CLASS, least=17),
        *([DECIDED] if facts.decision else []),
        Column("Đủ điều kiện HTXSNV", Cell.FIGURE),
    )


def result_line(facts: Facts, number: int, case: Case) -> Line:
    """One submission with the panel's and, where there is one, the decided class."""
    qualifies, _ = qualification(facts, case)
    return Line(
        (
            str(number),
            case.code,
            subject_line(case),
            case.title,
            points(case.final) or NO_BALLOT,
            case.class_name or NO_BALLOT,
            *([case.decided_words or NO_BALLOT] if facts.decision else []),
            qualifies or NO_BALLOT,
        )
    )


def results_in_bands(facts: Facts) -> Table:
    """All results, collectives first, the kinds apart."""
    lines: list[Line] = []
    number = 0
    for place, (kind, cases) in enumerate(by_kind(facts), start=1):
        lines.append(Line((f"{roman(place)}. {KINDS[kind]} ({len(cases)} hồ sơ)",), Level.BAND))
        for case in cases:
            number += 1
            lines.append(result_line(facts, number, case))
    return Table(result_columns(facts), tuple(lines))


def class_counts(facts: Facts, kind: SubjectKind) -> list[tuple[str, int, int]]:
    """(class, of the panel, as decided), the best first; [] where nothing is classed."""
    panel = facts.classes(kind)
    final = [case.decided_class for case in facts.of_kind(kind)]
    return [(name, number, final.count(name)) for name, number in panel]


def counts_table(facts: Facts) -> Table | None:
    """How many got each class, a line a kind; with a decision one more below it."""
    kinds = [(kind, class_counts(facts, kind)) for kind, _ in by_kind(facts)]
    names = list(dict.fromkeys(name for _, counts in kinds for name, _, _ in counts))
    if not names:
        return None
    columns = (
        Column("Đối tượng", Cell.TEXT),
        Column("Số hồ sơ", Cell.FIGURE, least=18),
        *(Column(name, Cell.FIGURE, least=14) for name in names),
    )
    lines = []
    for kind, counts in kinds:
        total = str(len(facts.of_kind(kind)))
        panel = {name: number for name, number, _ in counts}
        title = KINDS[kind] + (" - Tổ thẩm định xếp loại" if facts.decision else "")
        lines.append(_counted(title, total, [panel.get(name, 0) for name in names]))
        if facts.decision:
            final = {name: number for name, _, number in counts}
            title = f"{KINDS[kind]} - theo quyết định"
            lines.append(_counted(title, total, [final.get(name, 0) for name in names]))
    return Table(columns, tuple(lines))


def _counted(title: str, total: str, numbers: Sequence[int]) -> Line:
    return Line((title, total, *(str(number) for number in numbers)))
