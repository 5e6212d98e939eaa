"""Rules in words: the clause that each rests on, and what it says of one submission. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from db.records import Ruling
from db.rules.case import Ground, Organisation, Outcome, Step
from db.rules.deadlines import AGGREGATE, PANEL, REGISTRATION, REPORT
from db.rules.grounds import EXCLUDE
from db.rules.rating import ALTERNATIVES
from db.rules.year import APPRAISED, PRODUCT, REGISTER, Target
from desktop.field_words import NOVELTY
from desktop.words import KINDS, UNBASED, cite, ruling_words

DEADLINES: Final = {
    REGISTRATION: "gửi đăng ký",
    REPORT: "gửi báo cáo kết quả",
    PANEL: "Tổ thẩm định làm xong",
    AGGREGATE: "gửi tổng hợp lên cấp trên",
}
LEVELS: Final = {
    "grassroots": "cấp ủy cơ sở",
    "committee": "Ban Thường vụ (cơ quan thẩm định)",
    "superior": "cấp trên",
}
SCOPES: Final = {"all": "tập thể, cá nhân", "collective": "tập thể", "individual": "cá nhân"}
HINTS: Final = {
    "short": "viết quá ngắn",
    "generic": "tên mô hình còn chung chung",
    "no_figures": "chưa có số liệu, chỉ tiêu",
    "nothing_new": "chưa ghi tính mới",
    "same": "trùng nguyên văn hồ sơ khác",
    "many": "một tập thể đăng ký nhiều mô hình",
}
WAITS: Final = "Chờ kết quả"
VERDICTS: Final = {True: "Đủ điều kiện", False: "Không đủ điều kiện", None: "Cần quyết định"}

_TEXTS: Final = {
    "own_level": "Thuộc thẩm quyền của {authority}, đúng cơ quan thẩm định.",
    "other_level": "Thuộc thẩm quyền của {authority}, không phải {body}: do cấp đó thẩm định.",
    "unknown_level": "Thẩm quyền ghi là “{authority}”: cần xác định có thuộc {body} hay không.",
    "left_out": "Đơn vị thuộc loại “{kind}” mà đợt này không thẩm định.",
    "kind_allowed": "Đơn vị thuộc loại “{kind}” vẫn được thẩm định trong đợt này.",
    "withdrawn": "Hồ sơ đã rút.",
    "refused": "Hồ sơ không được chấp nhận.",
    "in_scope": "Mô hình “{title}”{field_words}: thuộc nội dung thẩm định khi có sản phẩm cụ thể.",
    "no_title": "Chưa ghi tên mô hình nên chưa xác định được nội dung thẩm định.",
    "aims": "Đề nghị hoàn thành xuất sắc nhiệm vụ nên phải đăng ký mô hình trong năm.",
    "parallel": "Đề tài, giải pháp, sáng kiến theo Luật Thi đua, khen thưởng được tính khi đánh "
    "giá, xếp loại.",
    "year_end": "Việc đăng ký và kết quả là một căn cứ đánh giá, xếp loại cuối năm.",
    "rubric": "Chấm theo thang điểm {kind_name}: {rubric}.",
    "no_rubric": "Chưa có thang điểm cho {kind_name}: cần nạp thang điểm trước khi chấm.",
    "in_time": "Đã {done} ngày {came}, trong hạn, hạn cuối {due}.",
    "not_due": "Chưa {done}; còn trong hạn, hạn cuối {due}.",
    "overdue": "Chưa {done}, đã quá hạn {days} ngày, hạn cuối {due}.",
    "late_with_reason": "Đã {done} ngày {came}, chậm {days} ngày, hạn cuối {due}; lý do: "
    "{reason}.",
    "late": "Đã {done} ngày {came}, chậm {days} ngày, hạn cuối {due}, chưa ghi lý do.",
    "recheck_accepted": "Đăng ký đã rà soát và được chấp nhận.",
    "recheck_revise": "Đăng ký đã rà soát, đề nghị đơn vị sửa.",
    "recheck_refused": "Đăng ký đã rà soát, không được chấp nhận: cần quyết định có thẩm định hay "
    "không.",
    "self_scored": "Đã tự chấm điểm, tự xếp loại.",
    "self_missing": "Báo cáo chưa tự chấm điểm, tự xếp loại.",
    "with_achievement": "Báo cáo kết quả gộp với báo cáo thành tích khen thưởng.",
    "complete": "Có đăng ký và có báo cáo kết quả nên được thẩm định.",
    "missing": "{missing_words}: không thẩm định, không bình xét hoàn thành xuất sắc nhiệm vụ.",
    "not_appraised": "Không được thẩm định nên không đủ điều kiện hoàn thành xuất sắc nhiệm vụ.",
    "class_good": "{by} loại {class}: đủ điều kiện hoàn thành xuất sắc nhiệm vụ và khen thưởng.",
    "class_low": "{by} loại {class}, chưa đạt Tốt hoặc Khá: không đủ điều kiện hoàn thành xuất sắc "
    "nhiệm vụ.",
    "class_mixed": "Các mô hình của đối tượng được quyết định xếp loại khác nhau: cần xác định "
    "xếp loại chung.",
    "no_class": "Chưa có kết quả xếp loại: chưa xét được hoàn thành xuất sắc nhiệm vụ.",
    "sent_back": "Ban Thường vụ trả lại để thẩm định lại theo {by_document}{back_words}, lý do: "
    "{why}; chưa có kết quả mới.",
    "head_rests": "Cá nhân không đăng ký, là người đứng đầu: lấy kết quả loại {class} của tổ chức "
    "({organisation}) làm cơ sở{changed_words}.",
    "if_head": "Không đăng ký: nếu là người đứng đầu thì lấy được kết quả loại {class} của tổ chức "
    "({organisation}).",
    "head_low": "Là người đứng đầu nhưng tổ chức ({organisation}) xếp loại {class}, chưa đạt Tốt "
    "hoặc Khá{changed_words}.",
    "head_barred": "Là người đứng đầu nhưng tổ chức ({organisation}) không được thẩm định nên "
    "không có kết quả để làm cơ sở.",
    "head_unproved": "Không đăng ký; chưa có kết quả Tốt hoặc Khá của tổ chức để làm cơ sở.",
    "head_mixed": "Là người đứng đầu; các tập thể của đơn vị ({organisation}) chưa cùng đạt Tốt, "
    "Khá: cần xác định lấy kết quả nào.",
    "head_waits": "Là người đứng đầu: chờ kết quả xếp loại của tổ chức.",
    "ground_project": "Cá nhân không đăng ký, có đề tài, đề án, sáng kiến được công nhận trong "
    "năm: {ground_words}.",
    "ground_reward": "Cá nhân không đăng ký, có thành tích đột xuất được khen thưởng: "
    "{ground_words}.",
    "ground_short": "Cá nhân không đăng ký, có văn bản làm căn cứ: {ground_words}; còn thiếu "
    "{missing_words}.",
    "ground_year": "Cá nhân không đăng ký, có văn bản làm căn cứ: {ground_words}; không phải của "
    "năm {year}.",
    "document_project": "Không đăng ký, có đề tài, đề án, sáng kiến: {document}. Tổ thẩm định xem "
    "văn bản công nhận trong năm.",
    "document_reward": "Không đăng ký, có thành tích được khen thưởng: {document}. Tổ thẩm định "
    "xem quyết định khen thưởng đột xuất.",
    "document_other": "Không đăng ký, nêu căn cứ thay thế: {document}. Tổ thẩm định xem có thuộc "
    "trường hợp được xét hay không.",
}


_SETTINGS: Final = {
    (ALTERNATIVES, True): "Thiết lập của đợt: xét căn cứ thay thế",
    (ALTERNATIVES, False): "Thiết lập của đợt: không xét căn cứ thay thế",
    (EXCLUDE, True): "Thiết lập của đợt: loại trừ một số loại đơn vị",
    (EXCLUDE, False): "Thiết lập của đợt: không loại trừ loại đơn vị nào",
}
"""Where letters disagree (R7 and R8, R9 and R21): what the campaign decided for itself."""


def setting_of(step: Step, bases: Mapping[str, str]) -> str:
    """The campaign's setting that decided between letters, with its own basis; "" for none."""
    said = step.facts.get("setting")
    if not isinstance(said, tuple) or said not in _SETTINGS:
        return ""
    basis = bases.get(str(said[0]), "")
    return f"{_SETTINGS[said]} ({basis})." if basis else f"{_SETTINGS[said]}."


def text_of(step: Step) -> str:
    """What the step says, in one or two sentences; without its clause."""
    ruling = step.facts.get("ruling")
    decided = f" {ruling_words(ruling)}" if isinstance(ruling, Ruling) else ""
    return _said(step) + decided


def _said(step: Step) -> str:
    if step.code.startswith("novelty_"):
        basis = f" ({step.facts['finding_basis']})" if step.facts.get("finding_basis") else ""
        finding = NOVELTY.get(str(step.facts["finding"]), str(step.facts["finding"]))
        return f"Tổ thẩm định kết luận về tính mới: {finding[:1].lower()}{finding[1:]}{basis}."
    if step.code.startswith("hint_"):
        return f"Gợi ý rà soát: {HINTS[step.code.removeprefix('hint_')]}."
    if step.code == "never_filed":
        must = "Phải đăng ký nhưng" if step.facts.get("must") else "Có trong danh sách,"
        return f"{must} chưa gửi đăng ký và báo cáo: không thẩm định."
    return _TEXTS[step.code].format(**_words(step.facts))


def clause_of(step: Step, bases: Mapping[str, str]) -> str:
    """The letter and clause that the step rests on in this campaign; "" where none is kept."""
    if "basis" in step.facts:  # a deadline has its own
        return str(step.facts["basis"]) or UNBASED
    return cite(step.rule, bases)


def quoted(step: Step, bases: Mapping[str, str], *, setting: bool = True) -> str:
    """The sentence with its clause, as an officer would quote it; with the campaign's setting
    that decided between letters."""
    text, clause = _said(step), clause_of(step, bases)
    # that its basis is missing matters where something is barred or asked
    if clause and not (clause == UNBASED and step.outcome in (Outcome.PASS, Outcome.NOTE)):
        text = f"{text.removesuffix('.')} ({clause})."
    ruling = step.facts.get("ruling")
    decided = ruling_words(ruling) if isinstance(ruling, Ruling) else ""
    said = setting_of(step, bases) if setting else ""
    return " ".join(part for part in (text, said, decided) if part)


def target_name(target: Target) -> tuple[str, str, str]:
    """(what is asked, numerator, denominator) in words."""
    who = SCOPES[target.of]
    if target.kind == REGISTER:
        return f"Tỷ lệ {who} đăng ký", f"{who} đã đăng ký", f"{who} phải đăng ký"
    assert target.kind == PRODUCT
    good = "Tốt" if target.good == "Tốt" else f"{target.good} trở lên"
    over = "có kết quả thẩm định" if target.over == APPRAISED else "đã đăng ký"
    return (
        f"Tỷ lệ {who} có sản phẩm xếp loại {good}",
        f"{who} xếp loại {good}",
        f"{who} {over}",
    )


def _words(facts: Mapping[str, object]) -> dict[str, Any]:
    found: dict[str, Any] = dict(facts)
    for name in ("due", "came"):
        if facts.get(name):
            found[name] = day(str(facts[name]))
    if "what" in facts:
        found["done"] = "đăng ký" if facts["what"] == REGISTRATION else "báo cáo"
    if "rubric" in facts or facts.get("kind") in KINDS:
        found["kind_name"] = KINDS.get(str(facts.get("kind")), "").lower()
    if "field" in facts:
        found["field_words"] = f" ({facts['field']})" if facts["field"] else ""
    if "decided" in facts:
        found["by"] = "Ban Thường vụ quyết định" if facts["decided"] else "Tổ thẩm định đề nghị"
        panel = facts.get("panel")
        if facts["decided"] and panel and panel != facts["class"]:
            found["by"] = f"Tổ thẩm định đề nghị loại {panel}, Ban Thường vụ quyết định"
        if facts.get("again"):
            found["by"] = f"Sau khi thẩm định lại, {found['by']}"
    if "why" in facts:
        found["back_words"] = f", ngày {day(str(facts['back_on']))}" if facts["back_on"] else ""
        found["why"] = str(facts["why"]).strip().rstrip(".;")
    found["changed_words"] = _changed(facts.get("changed"))
    ground = facts.get("ground")
    if isinstance(ground, Ground):
        found["ground_words"] = ground_words(ground)
        found["missing_words"] = ", ".join(_GROUND[each] for each in _listed(facts, "missing_of"))
    missing = facts.get("missing")
    if isinstance(missing, tuple):
        names = {"registration": "không đăng ký", "report": "không có báo cáo kết quả"}
        found["missing_words"] = " và ".join(names[each] for each in missing).capitalize()
    return found


_GROUND: Final = {
    "document": "tên văn bản",
    "number": "số",
    "date": "ngày",
    "level": "cấp công nhận",
}


def ground_words(ground: Ground) -> str:
    """As "Sáng kiến số hóa hồ sơ, số 12/QĐ-UBND, ngày 05/06/2023, UBND huyện"."""
    parts = (
        ground.document,
        f"số {ground.number}" if ground.number else "",
        f"ngày {day(ground.date)}" if ground.date else "",
        ground.level,
    )
    return ", ".join(part for part in parts if part)


def _listed(facts: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = facts.get(name)
    return found if isinstance(found, tuple) else ()


def _changed(found: object) -> str:
    """Why the head's ground is another one than the panel's class says."""
    changed = [each for each in found if isinstance(each, Organisation)] if isinstance(
        found, tuple
    ) else []  # fmt: skip
    said = (
        f"{each.name}: Tổ thẩm định đề nghị {each.panel_class}, Ban Thường vụ quyết định "
        f"{each.class_name or 'chưa xếp'}"
        for each in changed
    )
    words = "; ".join(said)
    return f"; {words}" if words else ""


def day(iso: str) -> str:
    """``2023-03-09`` -> ``09/03/2023``."""
    return "/".join(reversed(iso.split("-")))
