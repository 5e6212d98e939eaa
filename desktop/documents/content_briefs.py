"""Gathers the briefs (phiếu tóm tắt hồ sơ): one page a submission, for the meeting's pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from db.queries.office_papers import Brief, OfficeFacts
from db.records import Rubric, SubjectKind
from desktop.documents.blocks import Cell, Column, Line, Marks, Table
from desktop.documents.content_decision import both_classes
from desktop.documents.content_office import place_date
from desktop.documents.facts import Facts
from desktop.documents.forms import Form, load_form
from desktop.documents.people import KINDS
from desktop.documents.wording import DOTS, date_figures, listed, points, read_date
from desktop.novelty_words import finding_words

_TEXTS: Final = (
    ("content", "Nội dung"),
    ("current_state", "Hiện trạng"),
    ("novelty", "Tính mới"),
    ("solution", "Giải pháp"),
    ("product", "Sản phẩm"),
    ("result", "Kết quả"),
    ("effect", "Hiệu quả, sức lan tỏa"),
    ("reviews", "Sơ kết, tổng kết"),
    ("obstacles", "Tháo gỡ vướng mắc"),
    ("limits", "Hạn chế"),
    ("alternative_basis", "Căn cứ thay thế"),
    ("superior_opinion", "Ý kiến cấp trên"),
)


@dataclass(frozen=True, slots=True)
class BriefText:
    """One page: short fields, longer texts, targets, own scores, the opinion."""

    code: str
    fields: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    targets: Table | None
    scores: Table | None
    opinion: str  # "" leaves lines to write on
    decided: str  # "" while nothing is decided
    place_date: str


@dataclass(frozen=True, slots=True)
class BriefPack:
    """All briefs of a session."""

    form: Form
    marks: Marks
    parent: str
    issuer: str
    subject: str
    briefs: tuple[BriefText, ...]
    title: str
    author: str


def brief_pack(facts: Facts, office: OfficeFacts) -> BriefPack:
    """The briefs in code order; a brief is never a draft, because it is no result."""
    form = load_form(facts.form)
    return BriefPack(
        form=form,
        marks=Marks(draft=False, illustrative=office.illustrative, proof_code=None),
        parent=facts.body.upper(),
        issuer=form.words.panel.upper(),
        subject=f"Mô hình mới, cách làm sáng tạo năm {facts.year}",
        briefs=tuple(_brief(facts, each) for each in office.briefs),
        title=f"Phiếu tóm tắt hồ sơ năm {facts.year}",
        author=f"{form.words.panel}, {facts.body}",
    )


def _brief(facts: Facts, brief: Brief) -> BriefText:
    details = brief.details
    said = details.values
    kind = SubjectKind(str(said.get("kind") or SubjectKind.COLLECTIVE))
    rubric = facts.rubric(kind)
    return BriefText(
        code=str(said.get("code", "")),
        fields=tuple(_fields(brief, said, kind)),
        texts=tuple(
            (label, " ".join(str(said[name]).split())) for name, label in _TEXTS if name in said
        ),
        targets=_targets(brief),
        scores=_scores(rubric, details.self_marks),
        opinion=str(said.get("preliminary_opinion", "")),
        decided=_outcome(facts, str(said.get("code", ""))),
        place_date=place_date(facts),
    )


def _fields(
    brief: Brief, said: Mapping[str, Any], kind: SubjectKind
) -> Iterator[tuple[str, str]]:
    who = listed((str(said.get("subject", "")), str(said.get("post", ""))))
    yield f"{KINDS[kind]}:", who or DOTS
    if brief.details.unit_name != said.get("subject"):
        yield "Đơn vị:", brief.details.unit_name or DOTS
    yield "Mô hình:", str(said.get("title", "")) or DOTS
    if said.get("field"):
        yield "Lĩnh vực:", str(said["field"])
    yield "Hồ sơ:", _filed(brief, said)
    own = listed(
        (
            f"{points(sum(brief.details.self_marks.values()))} điểm"
            if brief.details.self_marks
            else "",
            f"tự xếp loại {said['self_class']}" if said.get("self_class") else "",
        )
    )
    yield "Tự chấm:", own or "không ghi"
    if finding_words(said):
        yield "Tính mới:", f"{finding_words(said)} (kết luận của Tổ thẩm định)"


def _filed(brief: Brief, said: Mapping[str, Any]) -> str:
    registered = read_date(said.get("registered_on"))
    reported = read_date(said.get("reported_on"))
    has_report = "có báo cáo kết quả" if said.get("has_report") else "chưa có báo cáo kết quả"
    return listed(
        (
            f"đăng ký ngày {date_figures(registered)}" if registered else "chưa đăng ký",
            f"{has_report} ngày {date_figures(reported)}" if reported else has_report,
            f"{len(brief.evidence)} tệp minh chứng" if brief.evidence else "",
            "đăng ký hoàn thành xuất sắc nhiệm vụ" if said.get("aims_excellent") else "",
        ),
        "; ",
    )


def _targets(brief: Brief) -> Table | None:
    if not brief.details.targets:
        return None
    columns = (
        Column("Chỉ tiêu", Cell.TEXT),
        Column("Đơn vị tính", Cell.CLASS, least=20),
        *(Column(title, Cell.FIGURE, least=18) for title in ("Hiện trạng", "Đăng ký", "Kết quả")),
    )
    lines = tuple(
        Line((t.name, t.measure, t.baseline, t.promised, t.actual)) for t in brief.details.targets
    )
    return Table(columns, lines)


def _scores(rubric: Rubric | None, own: Mapping[str, int]) -> Table | None:
    if rubric is None or not rubric.criteria:
        return None
    columns = (
        Column("", Cell.TEXT),
        *(Column(c.code, Cell.FIGURE) for c in rubric.criteria),
        Column("Tổng", Cell.FIGURE),
    )
    most = [points(c.max) for c in rubric.criteria]
    mine = [points(own.get(c.code)) or "–" for c in rubric.criteria]
    total = points(sum(own.values())) if own else "–"
    return Table(
        columns,
        (
            Line(("Điểm tối đa", *most, points(rubric.total))),
            Line(("Tự chấm", *mine, total)),
        ),
    )


def _outcome(facts: Facts, code: str) -> str:
    """After a decision: what the panel concluded and what was decided."""
    case = next((case for case in facts.cases if case.code == code), None)
    return both_classes(facts, case) if case is not None else ""
