"""The Word forms that subjects fill in: which fields, under which labels (domain.md part 5).

Written by desktop.documents.word_form, read back by word_form; found by labels, so the order
and the look of a filled form do not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop.field_words import SUBMISSION

REGISTRATION, REPORT = "registration", "report"

CHOICE, FLAG, DATE, CODE, LINE, LINES = "choice", "flag", "date", "code", "line", "lines"


@dataclass(frozen=True, slots=True)
class WordField:
    """``name`` is that of db.kinds, or year, unit_name, parent_name, which only tell; ``shown``
    fields are not read back from the form."""

    name: str
    label: str
    holds: str = LINE
    shown: bool = False


def _field(name: str, holds: str = LINES) -> WordField:
    return WordField(name, SUBMISSION[name], holds)


_YEAR = WordField("year", "Năm", CODE)
_CODE = _field("code", CODE)
_UNIT = (
    WordField("unit", "Mã đơn vị", CODE),
    WordField("unit_name", "Đơn vị", shown=True),
    WordField("parent_name", "Đơn vị cấp trên", shown=True),
)


@dataclass(frozen=True, slots=True)
class WordForm:
    """One paper: its title, the fields before and behind the targets, columns of the targets."""

    kind: str
    title: str
    before: tuple[WordField, ...]
    targets: tuple[tuple[str, str], ...]
    after: tuple[WordField, ...]
    scored: bool = False

    @property
    def fields(self) -> tuple[WordField, ...]:
        """All fields that have a label."""
        return (*self.before, *self.after)


_TARGET_NAMES: Final = (
    ("name", "Chỉ tiêu"),
    ("measure", "Đơn vị tính"),
    ("baseline", "Hiện trạng"),
    ("promised", "Đăng ký"),
)

FORMS: Final[Mapping[str, WordForm]] = {
    REGISTRATION: WordForm(
        REGISTRATION,
        "PHIẾU ĐĂNG KÝ",
        (
            _YEAR,
            _CODE,
            WordField("kind", "Đối tượng (Tập thể hoặc Cá nhân)", CHOICE),
            _field("subject", LINE),
            _field("post", LINE),
            WordField("is_head", "Là người đứng đầu đơn vị (x)", FLAG),
            *_UNIT,
            _field("title", LINE),
            _field("field", LINE),
            *(_field(name) for name in ("content", "basis", "current_state", "novelty")),
            *(_field(name) for name in ("solution", "product")),
        ),
        _TARGET_NAMES,
        (
            *(_field(name) for name in ("scope", "schedule", "partners", "lead")),
            WordField("aims_excellent", f"{SUBMISSION['aims_excellent']} (x)", FLAG),
            _field("registered_on", DATE),
            _field("signer", LINE),
        ),
    ),
    REPORT: WordForm(
        REPORT,
        "BÁO CÁO KẾT QUẢ",
        (
            _YEAR,
            _CODE,
            WordField("subject", SUBMISSION["subject"], shown=True),
            WordField("unit_name", "Đơn vị", shown=True),
            WordField("title", SUBMISSION["title"], shown=True),
            *(_field(name) for name in ("directing_documents", "rollout", "result")),
        ),
        (*_TARGET_NAMES, ("actual", "Kết quả")),
        (
            *(_field(name) for name in ("product", "evidence_note", "novelty", "effect")),
            *(_field(name) for name in ("reviews", "obstacles", "limits")),
            _field("self_class", CHOICE),
            _field("alternative_basis"),
            WordField("with_achievement", f"{SUBMISSION['with_achievement']} (x)", FLAG),
            _field("superior_opinion"),
            _field("reported_on", DATE),
            _field("report_signer", LINE),
        ),
        scored=True,
    ),
}

CRITERION_HEADING: Final = "Mã tiêu chí"
OWN_MARK_HEADING: Final = "Tự chấm"
"""Headings of the table of own scores in the report."""
