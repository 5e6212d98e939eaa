"""Every rule of domain.md part 3 that is checked: its clause, its settings, one case that
passes and one that fails, by name. Expected outcomes are worked out by hand from the letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from db.records import Band, Criterion, Rubric, Settings, SubjectKind, Submission, Unit
from db.rules.bands import CLASSES, check, class_of
from db.rules.case import Case, Listed, Organisation, Outcome, conclude
from db.rules.deadlines import late
from db.rules.eligibility import eligible
from db.rules.grounds import steps
from db.rules.recheck import hints
from db.rules.targets import Counted, registered, with_product
from db.rules.year import YearRules, read
from desktop.rule_words import quoted, text_of
from desktop.words import cite

TODAY = "2023-12-01"
BODY = "Huyện ủy Lạc Dương"
COLLECTIVE, INDIVIDUAL = SubjectKind.COLLECTIVE, SubjectKind.INDIVIDUAL

S804 = read(
    {"deadline.report.grassroots": "12-15", "deadline.report.committee": "12-20"},
    {"deadline.report.committee": "804-CV/HU, mục 4"},
    2023,
)
S848 = read(
    {"deadline.registration.committee": "2023-03-28",
     "deadline.report.committee": "2023-11-15",
     "deadline.panel.committee": "2023-11-30"},
    {"deadline.report.committee": "848-CV/HU, mục 3"},
    2023,
)  # fmt: skip
S854 = read({"deadline.registration.committee": "2023-03-10"}, {}, 2023)
S436 = read({"deadline.registration.committee": "2023-03-15"}, {}, 2023)
FREE = YearRules()
DEFAULT = Settings()
R9_OFF = Settings(exclude_kinds=False)
R8_ONLY = Settings(alternatives=False)


def case(unit_kind: str = "Đảng bộ cơ sở", settings: Settings | None = None, **more: Any) -> Case:
    """A registered, reported, self-scored submission of class Tốt, but for ``more``."""
    fields: dict[str, Any] = {
        "id": b"1", "code": "HS1", "kind": COLLECTIVE, "title": "Số hóa hồ sơ",
        "subject": "Đảng bộ xã A", "post": "", "unit": "A", "registered_on": "2023-03-01",
        "reported_on": "2023-11-10", "has_report": True, "self_class": "Tốt",
    }  # fmt: skip
    rest = {name: more.pop(name) for name in list(more) if name not in _SUBMISSION}
    submission = Submission(**{**fields, **more})
    if "organisation" in rest:
        rest["organisation"] = tuple(Organisation(*each) for each in rest["organisation"])
    unit = Unit(b"u", "A", "Đơn vị A", "", unit_kind)
    said: dict[str, Any] = {
        "kind": submission.kind, "name": submission.subject, "submission": submission,
        "verdict": eligible(submission, unit, settings or Settings()), "class_name": "Tốt",
        "rubric": "Thang điểm", "unit_kind": unit_kind,
    }  # fmt: skip
    return Case(**{**said, **rest})


_SUBMISSION = {f for f in Submission.__dataclass_fields__}


def person(**more: Any) -> Case:
    """An individual who did not register and has no class of the own."""
    said = {"kind": INDIVIDUAL, "subject": "Cil Ha", "registered_on": None, "class_name": None}
    return case(**{**said, **more})


def listed(authority: str = "", **more: Any) -> Listed:
    said = {"kind": COLLECTIVE, "must_register": True, "aims_excellent": False, **more}
    return Listed("DT1", said["kind"], "Đảng bộ xã A", "", "A", authority,
                  said["must_register"], said["aims_excellent"])  # fmt: skip


def never_filed(kind: SubjectKind, **more: Any) -> Case:
    collectives = tuple(Organisation(*each) for each in more.pop("organisation", ()))
    row = listed(kind=kind)
    return Case(kind, "Đảng bộ xã A", listed=row, rubric="Thang điểm", organisation=collectives,
                **more)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """``passes`` leaves the rule's ``verdict_of_pass``; ``fails`` the other."""

    name: str
    rule: str
    clause: str
    passes: Case
    fails: Case
    code_of_pass: str
    code_of_fail: str
    settings: Settings = DEFAULT
    rules: YearRules = FREE
    fails_as: bool | None = False


TABLE = [
    Line("mô hình có tên, lĩnh vực", "R1", "S2 I.1; S3 §2.1",
         case(), case(title=""), "in_scope", "no_title", fails_as=True),
    Line("có thang điểm cho loại đối tượng", "R4", "S3 §2.2",
         case(), case(rubric=""), "rubric", "no_rubric", fails_as=None),
    Line("loại Tốt, Khá mới được HTXSNV", "R6", "S3 §1",
         case(class_name="Khá"), case(class_name="Đạt"), "class_good", "class_low"),
    Line("người đứng đầu lấy kết quả tổ chức", "R7", "S3 §1",
         person(is_head=True, organisation=(("Đảng bộ A", "Khá"),)),
         person(is_head=True, organisation=(("Đảng bộ A", "Đạt"),)), "head_rests", "head_low"),
    Line("không báo cáo thì không thẩm định", "R8", "S3 §3",
         case(), case(has_report=False, reported_on=None), "complete", "missing"),
    Line("không đăng ký thì không thẩm định", "R8", "S3 §3",
         case(), case(registered_on=None), "complete", "missing"),
    Line("tập thể có tên mà không gửi gì", "R8", "S3 §3",
         case(), never_filed(COLLECTIVE), "complete", "never_filed"),
    Line("thôn, doanh nghiệp tư nhân", "R9", "S3 §2.3",
         case(), case("Doanh nghiệp tư nhân"), "complete", "left_out"),
    Line("đúng thẩm quyền", "R10", "S3 §2.4",
         case(listed=listed("Ban Thường vụ Huyện ủy")), case(listed=listed("Chi bộ")),
         "own_level", "other_level"),
    Line("tự chấm trước", "R11", "S3 §4",
         case(), case(self_class=""), "self_scored", "self_missing", fails_as=True),
    Line("báo cáo trước 20/12", "R12", "S3 §4",
         case(reported_on="2023-12-19"), case(reported_on="2023-12-20"),
         "in_time", "late", rules=S804, fails_as=None),
    Line("gộp báo cáo thành tích", "R13", "S3 §3",
         case(with_achievement=True), case(), "with_achievement", "", fails_as=True),
    Line("muốn HTXSNV thì đăng ký", "R15", "S4 §2",
         case(aims=True), case(aims=True, registered_on=None), "complete", "aims"),
    Line("đăng ký trước 28/3", "R16", "S4 §3",
         case(registered_on="2023-03-27"), case(registered_on="2023-03-28"),
         "in_time", "late", rules=S848, fails_as=None),
    Line("sáng kiến được tính", "R18", "S4 §4",
         person(alternative_basis="Sáng kiến cấp huyện, QĐ 12"), person(), "parallel", ""),
    Line("đăng ký trước 10/3", "R19", "S1 §3",
         case(registered_on="2023-03-09"), case(registered_on="2023-03-10"),
         "in_time", "late", rules=S854, fails_as=None),
    Line("rà soát đăng ký", "R20", "S1 §2",
         case(recheck="accepted"), case(recheck="refused"),
         "recheck_accepted", "recheck_refused", fails_as=None),
    Line("đăng ký trước 15/3", "R21", "S2",
         case(registered_on="2023-03-14"), case(registered_on="2023-03-15"),
         "in_time", "late", rules=S436, fails_as=None),
    Line("căn cứ xếp loại cuối năm", "R23", "S1 §2; S2",
         case(), never_filed(COLLECTIVE), "year_end", "never_filed"),
    Line("gợi ý, không phải kết luận", "R24", "S1; S2",
         case(), case(hints=("generic",)), "complete", "hint_generic", fails_as=True),
]  # fmt: skip


@dataclass(frozen=True)
class Check:
    """A rule that is held on a rubric, a campaign or a unit's whole, not on one submission:
    ``holds`` of what ``passes`` and not of what ``fails``."""

    name: str
    rule: str
    clause: str
    settings: str
    holds: Callable[[Any], bool]
    passes: Any
    fails: Any


def _counted(*said: tuple[bool, bool, str | None]) -> list[Counted]:
    """(must register, registered, class) each."""
    return [Counted("collective", *each) for each in said]


_YES, _NO, _GOOD = (True, True, None), (True, False, None), (True, True, "Đạt")
PANEL_END = S848.deadline("panel")
UP = read({"deadline.aggregate.superior": "2023-03-24"}, {}, 2023).deadline("aggregate")
RUBRIC = Rubric(
    "hd09", "Tập thể", COLLECTIVE, "HD 09", 1000, 25,
    (Criterion("TC1", "Văn bản", 200), Criterion("TC2", "Kết quả", 400),
     Criterion("TC3", "Tính mới", 200), Criterion("TC4", "Sơ kết", 100),
     Criterion("DT1", "Tháo gỡ", 50, bonus=True), Criterion("DT2", "Khác", 50, bonus=True)),
    tuple(Band(*band) for band in zip(CLASSES, (800, 650, 500, 0), strict=True)),
    confirmed=True, bands_basis="Văn bản của cơ quan",
)  # fmt: skip


def _by(decided: bool) -> str:
    (step,) = [s for s in steps(case(decided=decided), DEFAULT, FREE, BODY, TODAY) if
               s.code == "class_good"]  # fmt: skip
    return text_of(step)


CHECKS = [
    Check("thang điểm tập thể cộng đủ 10", "R2", "S2 I.2.1", "thang điểm của đợt",
          lambda rubric: check(rubric) == (),
          RUBRIC, replace(RUBRIC, criteria=RUBRIC.criteria[:-1])),
    Check("TC2 phải có số liệu", "R3", "S2 I.2.1", "gợi ý rà soát",
          lambda text: "no_figures" not in hints("Số hóa", (text,), "mới", ()),
          "Trả 415 hồ sơ tại thôn", "Trả hồ sơ tại thôn năm 2023"),
    Check("bốn mức xếp loại", "R5", "S3 §4", "mức xếp loại của thang điểm",
          lambda rubric: check(rubric) == () and class_of(rubric, 700) in CLASSES,
          RUBRIC, replace(RUBRIC, bands=(Band("Xuất sắc", 500), Band("Đạt", 0)))),
    Check("Tổ đề nghị, Ban Thường vụ quyết định", "R14", "S3 §5; S1", "quyết định đã ghi",
          lambda decided: _by(decided).startswith("Ban Thường vụ quyết định"), True, False),
    Check("Tổ làm xong trước 30/11", "R17", "S4 §5", "deadline.panel.committee",
          lambda day: late(day, TODAY, PANEL_END) == 0, "2023-11-29", "2023-11-30"),
    Check("100 % đăng ký", "R19", "S1 §1", "target.register.all = 100",
          lambda said: registered(_counted(*said), "all", 100).met is True,
          (_YES, _YES), (_YES, _NO)),
    Check("90 % đăng ký", "R21", "S2", "target.register.all = 90",
          lambda said: registered(_counted(*said), "all", 90).met is True,
          (*[_YES] * 9, _NO), (*[_YES] * 8, _NO)),
    Check("25 % có sản phẩm loại Đạt trở lên", "R21", "S2", "target.product.all = 25",
          lambda said: with_product(_counted(*said), "all", 25).met is True,
          (_GOOD, _YES, _YES, _YES), (_GOOD, *[_YES] * 4)),
    Check("tổng hợp lên tỉnh trước 24/3", "R22", "S2 (1240) §1", "deadline.aggregate.superior",
          lambda day: late(day, TODAY, UP) == 0, "2023-03-23", "2023-03-24"),
]  # fmt: skip


@pytest.mark.parametrize("line", CHECKS, ids=lambda line: f"{line.rule} {line.name}")
def test_one_of_the_whole_passes_and_one_fails(line: Check) -> None:
    assert line.clause and line.settings
    assert line.holds(line.passes) is True
    assert line.holds(line.fails) is False


def test_every_rule_has_a_line_and_a_clause_that_an_officer_can_quote() -> None:
    rules = {f"R{number}" for number in range(1, 25)}
    assert {line.rule for line in TABLE} | {line.rule for line in CHECKS} == rules
    assert {rule for rule in rules if not cite(rule, {})} == set()


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line.rule} {line.name}")
def test_every_sentence_is_one_or_two_and_bars_with_its_clause(line: Line) -> None:
    for one in (line.passes, line.fails):
        for step in steps(one, line.settings, line.rules, BODY, TODAY):
            said = quoted(step, {})
            assert said.endswith(".") and "{" not in said, said
            if step.outcome is Outcome.FAIL and step.rule:
                assert "(" in said, said


def outcome(line: Line, one: Case) -> tuple[set[str], bool | None]:
    found = steps(one, line.settings, line.rules, BODY, TODAY)
    return {step.code for step in found}, conclude(found)


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line.rule} {line.name}")
def test_one_passes_and_one_fails(line: Line) -> None:
    assert line.clause
    codes, verdict = outcome(line, line.passes)
    assert line.code_of_pass in codes
    assert verdict is True or line.rule == "R18", (codes, verdict)
    codes, verdict = outcome(line, line.fails)
    assert line.code_of_fail in codes or not line.code_of_fail
    other_step = line.rule == "R24" or line.code_of_pass == "in_time"  # of the other date
    assert other_step or line.code_of_pass not in codes, codes
    assert verdict is line.fails_as


def verdict(one: Case, settings: Settings | None = None, rules: YearRules = FREE) -> bool | None:
    return conclude(steps(one, settings or Settings(), rules, BODY, TODAY))


# -- where letters disagree, the campaign's setting decides --------------------------------


@pytest.mark.parametrize(("settings", "expected"), [(Settings(), True), (R8_ONLY, False)])
def test_r7_against_r8(settings: Settings, expected: bool) -> None:
    head = person(settings=settings, is_head=True, organisation=(("Đảng bộ A", "Tốt"),))
    assert verdict(head, settings) is expected
    codes = {step.rule for step in steps(head, settings, FREE, BODY, TODAY)}
    assert ("R7" in codes) is expected


@pytest.mark.parametrize(("settings", "expected"), [(Settings(), False), (R9_OFF, True)])
def test_r9_against_r21(settings: Settings, expected: bool) -> None:
    assert verdict(case("Doanh nghiệp tư nhân", settings), settings) is expected


@pytest.mark.parametrize(("rules", "days"), [(S804, 0), (S848, 16)], ids=["804", "848"])
def test_r12_against_r16(rules: YearRules, days: int) -> None:
    """A report of 30/11/2023: in time before 20/12, sixteen days after 14/11."""
    one = case(reported_on="2023-11-30")
    step = next(
        s for s in steps(one, Settings(), rules, BODY, TODAY) if s.facts.get("what") == "report"
    )
    assert step.facts["days"] == days
    assert verdict(one, rules=rules) is (None if days else True)
    assert verdict(replace(one, report_late_reason="Bão lũ"), rules=rules) is True


@pytest.mark.parametrize(
    ("settings", "one", "said"),
    [
        (Settings(), person(is_head=True, organisation=(("Đảng bộ A", "Tốt"),)),
         "Thiết lập của đợt: xét căn cứ thay thế (Nghị quyết 1)."),
        (R8_ONLY, person(settings=R8_ONLY),
         "Thiết lập của đợt: không xét căn cứ thay thế (Nghị quyết 1)."),
        (Settings(), case("Doanh nghiệp tư nhân"),
         "Thiết lập của đợt: loại trừ một số loại đơn vị (Nghị quyết 2)."),
        (R9_OFF, case("Doanh nghiệp tư nhân", R9_OFF),
         "Thiết lập của đợt: không loại trừ loại đơn vị nào (Nghị quyết 2)."),
    ],
    ids=["R7", "R8", "R9", "R21"],
)  # fmt: skip
def test_the_explanation_says_which_setting_decided(
    settings: Settings, one: Case, said: str
) -> None:
    bases = {"alternatives": "Nghị quyết 1", "exclude_kinds": "Nghị quyết 2"}
    found = [quoted(step, bases) for step in steps(one, settings, FREE, BODY, TODAY)]
    assert any(said in text for text in found), found


# -- the three alternatives of R7 ----------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "expected", "code"),
    [
        ({"is_head": True, "organisation": (("A", "Tốt"),)}, True, "head_rests"),
        ({"is_head": True, "organisation": (("A", None),)}, None, "head_waits"),
        ({"is_head": True, "organisation": (("A", "Tốt"), ("B", "Đạt"))}, None, "head_mixed"),
        ({"alternative_basis": "Sáng kiến số 5"}, None, "document_project"),
        ({"alternative_basis": "Bằng khen đột xuất của UBND tỉnh"}, None, "document_reward"),
        ({"alternative_basis": "Theo đề nghị"}, None, "document_other"),
        ({}, False, "missing"),
        ({"organisation": (("A", "Tốt"),)}, False, "missing"),  # no head: the result is not theirs
    ],
)
def test_what_stands_in_for_a_registration(
    more: dict[str, Any], expected: bool | None, code: str
) -> None:
    one = person(**more)
    assert verdict(one) is expected
    assert code in {step.code for step in steps(one, Settings(), FREE, BODY, TODAY)}


def test_one_alternative_is_enough_and_the_other_is_named() -> None:
    one = person(is_head=True, organisation=(("A", "Đạt"),), alternative_basis="Sáng kiến số 5")
    found = {s.code: s.outcome for s in steps(one, Settings(), FREE, BODY, TODAY)}
    assert (found["head_low"], found["document_project"]) == (Outcome.NOTE, Outcome.ASK)
    assert verdict(one) is None


def test_who_never_filed_may_rest_on_the_organisation_if_head() -> None:
    assert verdict(never_filed(INDIVIDUAL, organisation=(("A", "Khá"),))) is None
    assert verdict(never_filed(INDIVIDUAL)) is False
    assert verdict(never_filed(INDIVIDUAL, organisation=(("A", "Khá"),)), R8_ONLY) is False
