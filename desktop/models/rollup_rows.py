"""The roll-up on the screen: targets with what they are counted from, classes, units."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from db.queries.rollup import Classes, Rollup, Target
from db.queries.rollup_years import Figures, Years
from db.rules.points import show
from desktop.models import desk_words as words
from desktop.models.import_words import number
from desktop.models.table_model import LEFT, RIGHT, TableModel
from desktop.models.words import KINDS
from desktop.rollup_words import target_words

_KINDS = {str(kind): word for kind, word in KINDS.items()} | {"": "Chỉ có số tổng"}
_NO_FIELD = "Chưa ghi lĩnh vực"
_MET = {True: "đạt", False: "chưa đạt", None: "chưa tính được"}


class TextRows(TableModel):
    """Rows that were worded beforehand; ``right`` are the columns of counts."""

    def __init__(self, headings: Sequence[str], right: Sequence[int] = ()) -> None:
        super().__init__()
        self.headings = tuple(headings)  # type: ignore[misc]  # one list, several shapes
        self._right, self._rows = frozenset(right), list[tuple[str, ...]]()

    def show(self, rows: Sequence[tuple[str, ...]]) -> None:
        """Other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows_shown(self) -> int:
        """As many as were given."""
        return len(self._rows)

    def cell_text(self, row: int, column: int) -> str:
        """As it was worded."""
        return self._rows[row][column]

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Counts stand at the right."""
        return RIGHT if column in self._right else LEFT


def targets_model() -> TextRows:
    """Share, numerator and denominator of each target, named."""
    heads = ("Chỉ tiêu", "Tử số", "Mẫu số", "Tỷ lệ", "Yêu cầu", "Kết luận", "Theo số liệu của")
    return TextRows(heads, (3, 4))


def classes_model(what: str) -> TextRows:
    """Submissions by class; the four counts in one cell, best class first."""
    return TextRows((what, "Hồ sơ", "Tổ xếp loại", "Quyết định", "Đăng ký HTXSNV"), (1, 2, 3, 4))


def units_model() -> TextRows:
    """One row a unit."""
    heads = (
        "Đơn vị", "Nguồn", "Đăng ký", "Báo cáo", "Hồ sơ", "Tổ xếp loại", "Quyết định", "HTXSNV",
        "Lưu ý",
    )  # fmt: skip
    return TextRows(heads, (2, 3, 4, 5, 6, 7))


def years_model() -> TextRows:
    """One row a year, its shares named in the last cell."""
    heads = ("Năm", "Đơn vị gửi", "Đăng ký", "Hồ sơ", "Tổ xếp loại", "Quyết định", "Tỷ lệ")
    return TextRows(heads, (1, 2, 3, 4, 5))


def unit_years_model() -> TextRows:
    """One row a unit of today and year."""
    heads = ("Đơn vị hiện nay", "Năm", "Đăng ký", "Hồ sơ", "Tổ xếp loại", "Quyết định")
    return TextRows(heads, (1, 2, 3, 4, 5))


def year_rows(found: Years) -> list[tuple[str, ...]]:
    """See :func:`years_model`."""
    return [
        (
            str(line.year),
            f"{number(line.sent)}/{number(line.expected)}",
            *_figures(line.figures),
            "\n".join(filter(None, map(_share, line.targets))),
        )
        for line in found.years
    ]


def unit_year_rows(found: Years) -> list[tuple[str, ...]]:
    """See :func:`unit_years_model`; what stands with no unit of today comes last."""
    rows = []
    for unit in found.units:
        name = f"{unit.name} ({unit.code})"
        for line in found.years:
            figures = unit.by_year.get(line.year)
            said = _figures(figures) if figures else ("", "chưa có", "", "")
            rows.append((name, str(line.year), *said))
            name = ""
    rows += [
        ("Chưa xếp được vào đơn vị hiện nay", str(year), *_figures(loose.figures))
        for year, loose in found.loose.items()
    ]
    return rows


def _figures(found: Figures) -> tuple[str, ...]:
    classes = found.classes
    return (
        _stated(found.registered),
        number(classes.submissions),
        words.four(classes, decided=False),
        words.four(classes, decided=True) or words.UNDECIDED,
    )


def _share(target: Target) -> str:
    share = target.share
    if share.percent is None:
        return ""
    counted = f"{number(share.numerator)}/{number(share.denominator)}"
    percent = "số liệu chưa khớp" if target.odd else f"{show(share.percent)} %"
    return f"{target_words(target)[0]}: {counted} ({percent})"


def target_rows(found: Rollup) -> list[tuple[str, ...]]:
    """See :func:`targets_model`."""
    return [_target(one) for one in found.targets]


def kind_rows(found: Rollup) -> list[tuple[str, ...]]:
    """By kind of subject, then all together."""
    rows = [
        _classes(_KINDS.get(kind, kind), counted)
        for kind, counted in found.kinds.items()
        if counted.submissions
    ]
    return [*rows, _classes("Cộng", found.total)]


def field_rows(found: Rollup) -> list[tuple[str, ...]]:
    """By field (R3)."""
    return [_classes(name or _NO_FIELD, counted) for name, counted in found.fields]


def unit_rows(found: Rollup) -> list[tuple[str, ...]]:
    """See :func:`units_model`."""
    known = {unit.code: unit for unit in found.desk.units}
    return [
        (
            f"{unit.name} ({unit.code})",
            words.source_words(known[unit.code]) if unit.code in known else "",
            _stated(unit.counts.registered),
            _stated(unit.counts.reported),
            number(unit.classes.submissions),
            words.four(unit.classes, decided=False),
            words.four(unit.classes, decided=True) or words.UNDECIDED,
            number(unit.classes.excellent),
            words.note_words(known[unit.code]) if unit.code in known else "",
        )
        for unit in found.units
    ]


def _classes(name: str, counted: Classes) -> tuple[str, ...]:
    return (
        name,
        number(counted.submissions),
        words.four(counted, decided=False) or "chưa xếp",
        words.four(counted, decided=True) or "chưa có",
        number(counted.excellent),
    )


def _target(one: Target) -> tuple[str, ...]:
    name, above, below = target_words(one)
    share = one.share
    percent = "" if share.percent is None or one.odd else f"{show(share.percent)} %"
    return (
        name,
        f"{number(share.numerator)}: {above[:1].lower()}{above[1:]}",
        f"{number(share.denominator)}: {below[:1].lower()}{below[1:]}",
        percent,
        f"{share.least} %",
        "chưa khớp: mẫu số ít hơn tử số, hãy hỏi lại đơn vị" if one.odd else _MET[share.met],
        f"{number(one.units)} đơn vị",
    )


def _stated(count: int | None) -> str:
    return "" if count is None else number(count)
