"""Tổng quan in words: what is to be done, the steps of the year, the shares. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from db.queries.campaign_counts import Counts
from db.queries.overview import UnitLate
from db.queries.today import MeetingState, Task
from db.rules import deadlines
from db.rules.targets import Share
from db.rules.year import REGISTER, Target, YearRules
from desktop.models.import_words import number as grouped
from desktop.rule_words import SCOPES
from desktop.words import KINDS


@dataclass(frozen=True, slots=True)
class Line:
    """One line that leads somewhere; ``place`` as in :meth:`Screen.wants`, ``tag`` a few words
    at its right in the colour ``ink``."""

    key: str
    words: str
    detail: str = ""
    tag: str = ""
    ink: str = ""
    place: str = ""


_TASKS: Final = {
    "no_rubric": ("Nạp thang điểm {kinds}", "Chưa có thang điểm thì chưa chấm được.",
                  "settings/rubric"),
    "rubric_open": ("Xác nhận thang điểm {kinds}", "Chưa xác nhận thì chỉ có tổng điểm và thứ tự: "
                    "chưa xếp loại, chưa chốt được biên bản.", "settings/rubric"),
    "no_panel": ("Ghi danh sách Tổ thẩm định", "Ai chấm, ai chủ trì, ai ghi biên bản.",
                 "settings/panel"),
    "no_deadline": ("Đặt các hạn của năm", "Chưa đặt hạn thì không ai bị tính là chậm.",
                    "settings/campaign"),
    "conflicts": ("Xem {count} chỗ hai nơi ghi khác nhau", "Chọn giá trị đúng ở từng chỗ.",
                  "exchange/matters"),
    "proposals": ("Duyệt {count} chỗ thành viên đề nghị sửa", "Nhận hoặc không nhận.",
                  "exchange/matters"),
    "registration_late": ("Đôn đốc đăng ký: {count} nơi chưa gửi", "Hạn cuối {due} đã qua.",
                          "report/due/registration"),
    "report_late": ("Đôn đốc báo cáo kết quả: {count} hồ sơ chưa gửi", "Hạn cuối {due} đã qua.",
                    "report/due/report"),
    "registration_due": ("Nhận đăng ký: còn {count} nơi chưa gửi", "Hạn cuối {due}.",
                         "register/unregistered"),
    "report_due": ("Nhận báo cáo kết quả: còn {count} hồ sơ chưa gửi", "Hạn cuối {due}.",
                   "report/unreported"),
    "revise": ("{count} đăng ký đang chờ đơn vị sửa", "Đã rà soát và đề nghị sửa.",
               "register/recheck"),
    "late_reasons": ("Ghi lý do của {count} lần gửi chậm", "Đã gửi sau hạn, chưa ghi vì sao.",
                     "report/due/no_reason"),
    "undecided": ("Quyết định {count} hồ sơ có thẩm định hay không",
                  "Cá nhân không đăng ký, có căn cứ thay thế.", "register/undecided"),
    "keys": ("Xác nhận khóa của {count} thành viên", "Phiếu dưới khóa chưa xác nhận chưa được "
             "tính.", "exchange/keys"),
    "drafts": ("Nộp {count} phiếu đang chấm dở trên máy này", "Phiếu chưa nộp chưa được tính.",
               "score"),
    "ballots": ("Còn {count}/{of} phiếu chấm chưa có", "{members}", "score/panel"),
    "panel_due": ("Chấm cho xong: còn {count} hồ sơ chưa đủ phiếu", "Hạn cuối {due}.", "score"),
    "spread": ("Xem lại {count} hồ sơ chênh lệch lớn", "Đưa ra cuộc họp; chấm lại thì ghi lý do.",
               "results/spread"),
    "meeting_open": ("Cuộc họp số {number}: ghi biên bản rồi chốt", "{when}", "minutes"),
    "meeting_frozen": ("Cuộc họp số {number} đã chốt: in, ký biên bản",
                       "{results} kết quả đã chốt; ký xong thì cất bản đã ký vào sổ.", "minutes"),
    "meeting_signed": ("Cuộc họp số {number} đã ký: trình Ban Thường vụ, ghi quyết định",
                       "{results} kết quả chờ quyết định.", "minutes"),
    "meeting_decided": ("Gửi kết quả cuộc họp số {number} lên cấp trên", "{parent}", "minutes"),
    "no_meeting": ("Lập cuộc họp cho {count} hồ sơ đã có điểm", "Chưa có cuộc họp nào nhận các "
                   "hồ sơ này.", "minutes"),
    "aggregate_due": ("Gửi tổng hợp lên cấp trên", "Hạn cuối {due}.", "minutes"),
    "backup": ("Sao lưu sổ", "{backup}", "settings/backups"),
    "key_to_store": ("Cất khóa cơ quan ra tệp", "Mất máy mà chưa cất khóa thì không chốt được "
                     "biên bản nữa.", "settings/key"),
    "choose_member": ("Chọn tên của đồng chí", "Để thấy hồ sơ mình phải chấm.", "member"),
    "mine_begun": ("Nộp {count} phiếu đang chấm dở", "Phiếu chưa nộp chưa được tính.", "score"),
    "mine_empty": ("Chấm {count} hồ sơ chưa có điểm", "Được giao chấm {of} hồ sơ.", "score"),
    "mine_done": ("Đã nộp đủ {count} phiếu: ghi ra USB gửi thư ký", "Ghi lại lần nữa cũng không "
                  "sao.", "exchange/handing/write"),
}  # fmt: skip


def task_line(task: Task) -> Line:
    """A task in words."""
    words, detail, place = _TASKS[task.code]
    facts = {**task.facts, **_spelled(task.facts)}
    tag, ink = "", "warn"
    days = task.facts.get("days")
    if task.code.endswith("_late"):
        tag, ink = "quá hạn", "bad"
    elif isinstance(days, int) and task.code != "backup":
        tag = f"còn {days} ngày" if days > 0 else "hôm nay" if not days else "quá hạn"
        ink = "bad" if days < 0 else "warn"
    elif task.urgent:
        tag = "cần làm trước"
    key = f"{task.code} {task.facts.get('number', '')}".strip()
    return Line(key, words.format_map(facts), detail.format_map(facts), tag, ink, place)


def _spelled(facts: Mapping[str, object]) -> dict[str, str]:
    members: Any = facts.get("members", ())
    kinds: Any = facts.get("kinds", ())
    days = facts.get("days")
    return {
        "due": shown_date(str(facts.get("due", ""))),
        "kinds": " và ".join(KINDS[kind].lower() for kind in kinds),
        "members": ", ".join(f"{code} còn {left}" for code, left in members),
        "when": f"Họp ngày {shown_date(str(facts['date']))}." if facts.get("date")
        else "Chưa ghi ngày họp.",
        "backup": "Chưa có bản sao lưu nào." if days is None
        else f"Bản gần nhất đã {days} ngày.",
    }  # fmt: skip


def shown_date(day: str) -> str:
    """``2023-12-20`` -> ``20/12/2023``."""
    return "/".join(reversed(day.split("-")))


DONE, NOW, LATER, PASSED = "done", "now", "later", "passed"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the year: ``count`` "44/48 hồ sơ", ``when`` its dates. ``state``: DONE; NOW,
    where the work stands; PASSED, gone by with ``left`` still missing; LATER."""

    name: str
    count: str
    when: str
    state: str
    left: int
    place: str


def steps(
    counts: Counts,
    meetings: Sequence[MeetingState],
    rules: YearRules,
    mine: tuple[int, int] | None,
) -> list[Step]:
    """The steps in their order; ``mine`` are (here, expected) of a member who sees nothing of
    the others' ballots, None where everything may be said."""
    dates = [shown_date(one.date) for one in meetings if one.date]
    decided = sum(one.state in ("decided", "delivered") for one in meetings)
    delivered = sum(one.state == "delivered" for one in meetings)
    panel = _before(rules, deadlines.PANEL)
    rows: list[tuple[str, tuple[int, int], str, str, str]] = [
        ("Đăng ký", (counts.registered, counts.submissions), "hồ sơ",
         _before(rules, deadlines.REGISTRATION), "register"),
        ("Báo cáo kết quả", (counts.reported, counts.submissions), "hồ sơ",
         _before(rules, deadlines.REPORT), "report"),
    ]  # fmt: skip
    if mine is not None:
        rows.append(("Chấm điểm của tôi", mine, "phiếu đã nộp", panel, "score"))
    else:
        rows += [
            ("Chấm điểm", (counts.complete, counts.appraised), "hồ sơ đủ phiếu", panel,
             "score/panel"),
            ("Họp, chốt biên bản", (counts.frozen, counts.appraised), "hồ sơ đã chốt",
             ", ".join(dates), "minutes"),
            ("Quyết định của Ban Thường vụ", (decided, len(meetings)), "cuộc họp", "", "minutes"),
            ("Gửi cấp trên", (delivered, len(meetings)), "cuộc họp",
             _before(rules, deadlines.AGGREGATE), "minutes"),
        ]  # fmt: skip
    begun = max((n for n, row in enumerate(rows) if row[1][0]), default=0)
    part, whole = rows[begun][1]
    now = begun + (0 < whole <= part)
    return [
        Step(name, f"{grouped(part)}/{grouped(whole)} {what}" if whole else "", when,
             _state(number, now, part, whole), whole - part, place)
        for number, (name, (part, whole), what, when, place) in enumerate(rows)
    ]  # fmt: skip


def _state(number: int, now: int, part: int, whole: int) -> str:
    if 0 < whole <= part:
        return DONE
    return NOW if number == now else PASSED if number < now else LATER


def _before(rules: YearRules, kind: str) -> str:
    deadline = rules.deadline(kind)
    if deadline is None:
        return ""
    return f"hạn cuối {deadlines.last_day(deadline):%d/%m/%Y}"


def share_line(target: Target, share: Share) -> Line:
    """A target with numerator and denominator named (R19, R21)."""
    scope = SCOPES[target.of]
    if target.kind == REGISTER:
        over = f"{share.numerator} đã đăng ký trên {share.denominator} {scope} phải đăng ký"
        none = f"Chưa có danh sách {scope} phải đăng ký"
        name, place = f"Đăng ký của {scope}", "register/unregistered"
    else:
        over = (f"{share.numerator} có sản phẩm loại Đạt trở lên trên {share.denominator} "
                f"{scope} đã đăng ký")  # fmt: skip
        none = f"Chưa có {scope} nào đăng ký"
        name, place = f"Sản phẩm loại Đạt trở lên của {scope}", "results"
    if share.percent is None:
        tag = f"cần {share.least} %"
        return Line(f"{target.kind} {target.of}", name, f"{none}.", tag, "", place)
    whole, rest = divmod(share.percent, 100)
    percent = f"{whole},{rest:02d} %" if rest else f"{whole} %"
    tag = f"{percent} · đã đạt" if share.met else f"{percent} · cần {share.least} %"
    ink = "good" if share.met else "warn"
    return Line(f"{target.kind} {target.of}", name, f"{over}.", tag, ink, place)


def late_line(unit: UnitLate) -> Line:
    """What of a unit is missing, or came late."""
    parts = [
        f"{count} {words}"
        for count, words in (
            (unit.registrations, "chưa đăng ký"),
            (unit.reports, "chưa báo cáo"),
            (unit.came_late, "gửi chậm"),
        )
        if count
    ]
    return Line(unit.code, unit.name, ", ".join(parts), "", "", f"report/due/?{unit.name}")

