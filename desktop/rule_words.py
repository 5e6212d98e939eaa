"""Rules in words: the clause that each rests on, and what it says of one submission. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from db.rules.deadlines import AGGREGATE, PANEL, REGISTRATION, REPORT
from db.rules.grounds import Outcome, Step
from db.rules.year import PRODUCT, REGISTER, Target
from desktop.words import KINDS, UNBASED, cite

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
    "many": "một tập thể đăng ký nhiều mô hình",
}
VERDICTS: Final = {True: "Đủ điều kiện", False: "Không đủ điều kiện", None: "Cần quyết định"}

_TEXTS: Final = {
    "own_level": "Thuộc thẩm quyền của {authority}, đúng cơ quan thẩm định.",
    "other_level": "Thuộc thẩm quyền của {authority}, không phải {body}: do cấp đó thẩm định.",
    "unknown_level": "Thẩm quyền ghi là “{authority}”: cần xác định có thuộc {body} hay không.",
    "left_out": "Đơn vị thuộc loại “{kind}” mà đợt này không thẩm định.",
    "withdrawn": "Hồ sơ đã rút.",
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
    "no_class": "Chưa có kết quả xếp loại: chưa xét được hoàn thành xuất sắc nhiệm vụ.",
    "head_rests": "Cá nhân không đăng ký, là người đứng đầu: lấy kết quả loại {class} của tổ chức "
    "({organisation}) làm cơ sở.",
    "if_head": "Không đăng ký: nếu là người đứng đầu thì lấy được kết quả loại {class} của tổ chức "
    "({organisation}).",
    "head_low": "Là người đứng đầu nhưng tổ chức ({organisation}) xếp loại {class}, chưa đạt Tốt "
    "hoặc Khá.",
    "head_unproved": "Không đăng ký; chưa có kết quả Tốt hoặc Khá của tổ chức để làm cơ sở.",
    "head_mixed": "Là người đứng đầu; các tập thể của đơn vị ({organisation}) chưa cùng đạt Tốt, "
    "Khá: cần xác định lấy kết quả nào.",
    "head_waits": "Là người đứng đầu: chờ kết quả xếp loại của tổ chức.",
    "document_project": "Không đăng ký, có đề tài, đề án, sáng kiến: {document}. Tổ thẩm định xem "
    "văn bản công nhận trong năm.",
    "document_reward": "Không đăng ký, có thành tích được khen thưởng: {document}. Tổ thẩm định "
    "xem quyết định khen thưởng đột xuất.",
    "document_other": "Không đăng ký, nêu căn cứ thay thế: {document}. Tổ thẩm định xem có thuộc "
    "trường hợp được xét hay không.",
}


def text_of(step: Step) -> str:
    """What the step says, in one or two sentences; without its clause."""
    if step.code.startswith("hint_"):
        return f"Gợi ý rà soát: {HINTS[step.code.removeprefix('hint_')]}."
    if step.code == "never_filed":
        must = "Phải đăng ký nhưng" if step.facts.get("must") else "Có trong danh sách,"
        return f"{must} chưa gửi đăng ký và báo cáo: không thẩm định."
    return _TEXTS[step.code].format(**_words(step.facts))


def clause_of(step: Step, bases: Mapping[str, str]) -> str:
    """The letter and clause that the step rests on in this campaign; "" where none is kept."""
    if "basis" in step.facts:  # a deadline has its own
        return str(step.facts["basis"])
    return cite(step.rule, bases)


def quoted(step: Step, bases: Mapping[str, str]) -> str:
    """The sentence with its clause, as an officer would quote it."""
    text, clause = text_of(step), clause_of(step, bases)
    if not clause or (clause == UNBASED and step.outcome in (Outcome.PASS, Outcome.NOTE)):
        return text  # that its basis is missing matters where something is barred or asked
    return f"{text.removesuffix('.')} ({clause})."


def target_name(target: Target) -> tuple[str, str, str]:
    """(what is asked, numerator, denominator) in words."""
    who = SCOPES[target.of]
    if target.kind == REGISTER:
        return f"Tỷ lệ {who} đăng ký", f"{who} đã đăng ký", f"{who} phải đăng ký"
    assert target.kind == PRODUCT
    return (
        f"Tỷ lệ {who} có sản phẩm xếp loại Đạt trở lên",
        f"{who} xếp loại Đạt trở lên",
        f"{who} đã đăng ký",
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
    missing = facts.get("missing")
    if isinstance(missing, tuple):
        names = {"registration": "không đăng ký", "report": "không có báo cáo kết quả"}
        found["missing_words"] = " và ".join(names[each] for each in missing).capitalize()
    return found


def day(iso: str) -> str:
    """``2023-03-09`` -> ``09/03/2023``."""
    return "/".join(reversed(iso.split("-")))
