"""Gathers what a trace sheet (phiếu truy vết) says about one submission, for paper and screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from db.kinds import KINDS as KINDS_OF_ROWS
from db.kinds import split
from db.queries.submission import Details
from db.queries.trace import Recorded, Trace
from db.queries.trace_ballots import BallotVersion
from db.queries.trace_freezes import FrozenIn
from db.records import SubjectKind
from db.rules.totals import total
from desktop.amending_words import standing_words
from desktop.documents.block_texts import said
from desktop.documents.blocks import Block, Cell, Column, Level, Line, Note, Para, Section, Table
from desktop.documents.content_followed import followed_blocks
from desktop.documents.content_rule_changes import rule_blocks
from desktop.documents.people import KINDS
from desktop.documents.wording import DOTS, count, ended, listed, points
from desktop.history_words import (
    CLAIMED,
    ENTRIES,
    FATES,
    RECUSALS,
    STATES,
    cell_words,
    former_words,
    key_words,
    moment_marked,
    value_words,
    version_words,
    who_words,
)
from desktop.typing_words import typed_words

TYPE: Final = "PHIẾU TRUY VẾT"
CLOSED: Final = (
    "Đợt chấm kín và kết quả của hồ sơ chưa chốt: máy này chỉ cho xem điểm của chính mình."
)
_MOST: Final = 400  # letters of a value in a table: a row must fit on a page


@dataclass(frozen=True, slots=True)
class TraceText:
    """One sheet. ``draft`` while nothing stands frozen."""

    code: str
    subject: str
    blocks: tuple[Block, ...]
    draft: bool
    illustrative: bool


def trace_text(trace: Trace, say: Callable[[str], str] = str) -> TraceText:
    """The sheet, every text through ``say`` (what a typeface can draw)."""
    blocks: list[Block] = [
        Note(f"Mọi giờ trong phiếu là {CLAIMED}. Mỗi lần ghi đều có chữ ký của khóa nêu bên cạnh; "
             "đọc dấu vân tay khóa để đối chiếu với người giữ khóa. Trong bảng, chữ dài bị cắt ở "
             "dấu …; xem đủ trong Nhật ký."),
        Section("I- HỒ SƠ"),
        *_facts(trace),
        Section("II- ĐIỂM CỦA TỪNG THÀNH VIÊN"),
        *_ballots(trace),
        *rule_blocks(trace),
        Section("III- KHÔNG THAM GIA CHẤM, PHÂN CÔNG"),
        *_sharing(trace),
        Section("IV- CHỐT KẾT QUẢ, QUYẾT ĐỊNH"),
        *_results(trace),
        *followed_blocks(trace),
        Section("V- NGUỒN DỮ LIỆU"),
        *_origins(trace),
        Section("VI- CÁC LẦN GHI, SỬA HỒ SƠ"),
        *_records(trace.recorded),
        _closing(trace),
    ]  # fmt: skip
    submission = trace.submission
    return TraceText(
        say(submission.code),
        say(f"Hồ sơ {submission.code}: {submission.title}"),
        tuple(said(block, say) for block in blocks),
        draft=not any(frozen.withdrawn is None for frozen in trace.frozen),
        illustrative=trace.illustrative,
    )


def _facts(trace: Trace) -> Iterator[Block]:
    submission, details = trace.submission, trace.details
    kind = KINDS[submission.kind]
    person = submission.kind is SubjectKind.INDIVIDUAL
    unit = details.unit_name if details.unit_name != submission.subject else ""
    who = listed((submission.subject, submission.post if person else "", unit))
    yield Para(ended(who), f"{kind}:")
    arrival, own = _value(details, "arrival_no"), _self(details)
    said = (
        f"ngày {day}" if (day := _value(details, "registered_on")) else "chưa đăng ký",
        f"số đến {arrival}" if arrival else "",
        f"báo cáo ngày {day}" if (day := _value(details, "reported_on")) else "chưa có báo cáo",
        f"tự chấm {own}" if own else "",
    )
    yield Para(ended("; ".join(part for part in said if part)), "Đăng ký:")
    if reason := _value(details, "withdrawn"):
        yield Para(ended(reason), "Đã rút hồ sơ, lý do:")


def _value(details: Details, name: str) -> str:
    value = details.values.get(name)
    return "" if value is None else value_words(f"submission.{name}", value)


def _self(details: Details) -> str:
    marks = details.self_marks
    score = f"{points(total(marks))} điểm" if marks else ""
    return listed((score, _value(details, "self_class")))


def _ballots(trace: Trace) -> Iterator[Block]:
    if trace.closed:
        yield Para(CLOSED)
    if not trace.ballots:
        yield from [] if trace.closed else [Para("Chưa có phiếu chấm nào.")]
        return
    codes = list(dict.fromkeys(code for ballot in trace.ballots for code, _ in ballot.criteria))
    columns = (
        Column("Lần", Cell.NUMBER),
        *(Column(code, Cell.FIGURE) for code in codes),
        Column("Tổng", Cell.FIGURE, strong=True),
        Column("Ai nhập, lúc nào, khóa nào; tình trạng", Cell.TEXT),
    )
    lines = []
    for member, group in groupby(trace.ballots, key=lambda ballot: ballot.member):
        lines.append(Line((f"{member.name} ({member.code})",), Level.BAND))
        for ballot in group:
            marks = (points(ballot.marks.get(code)) for code in codes)
            lines.append(
                Line((version_words(ballot), *marks, points(ballot.total), _ballot(ballot)))
            )
    yield Table(columns, tuple(lines), whole_groups=True)


def _ballot(ballot: BallotVersion) -> str:
    entered = ENTRIES.get(ballot.entry, "không rõ cách nhập")
    parts = [
        f"{entered[:1].upper()}{entered[1:]}, {moment_marked(ballot.time, ballot.ahead)}",
        f"{key_words(ballot.author)} {ballot.author.fingerprint}".strip(),
        f"chấm lại, lý do: {ballot.reason}" if ballot.reason else "",
        f"nhận xét: {ballot.comment}" if ballot.comment else "",
        "; ".join(f"lý do điểm {code}: {said}" for code, said in ballot.why.items()),
        typed_words(ballot.typed) if ballot.typed else "",
        f"từ tệp {ballot.source.name}" if ballot.source else "",
        "" if ballot.genuine else "CHỮ KÝ KHÔNG ĐÚNG",
        FATES[ballot.fate] + (f", lý do: {ballot.voided}" if ballot.voided else ""),
    ]
    return _cut(ended("; ".join(part.rstrip(" .;") for part in parts if part)))


def _sharing(trace: Trace) -> Iterator[Block]:
    if trace.recused:
        for each in trace.recused:
            yield Para(ended(f"lý do: {RECUSALS.get(each.reason, each.reason)}"), f"{each.member}:")
    else:
        yield Para("Không thành viên nào thuộc diện không tham gia chấm.")
    if trace.sharing:
        yield from _records(trace.sharing)


def _results(trace: Trace) -> Iterator[Block]:
    if trace.closed:
        yield Para(CLOSED)
        return
    if not trace.frozen:
        yield Para("Chưa chốt trong cuộc họp nào.")
        return
    columns = (
        Column("Cuộc họp", Cell.NUMBER),
        Column("Lần chốt", Cell.NUMBER),
        Column("Điểm", Cell.FIGURE, strong=True),
        Column("Xếp loại", Cell.CLASS),
        Column("Lúc chốt, mã đối chiếu; tình trạng", Cell.TEXT),
    )
    lines = [
        Line((str(f.session), str(f.seq), points(f.final), f.class_name or "chưa xếp", _frozen(f)))
        for f in trace.frozen
    ]
    yield Table(columns, tuple(lines))
    for past in trace.former:
        yield Para(former_words(past), f"Quyết định về kết quả cuộc họp số {past.session}:")
    decided = trace.decided
    if decided is None:
        yield Para("Chưa ghi quyết định của cấp ủy.")
        return
    day = f", ngày {value_words('decision.date', decided.date)}" if decided.date else ""
    why = f", khác kết luận của Tổ; lý do: {decided.reason}" if decided.changed else ""
    before = f" (trước khi bổ sung lần {decided.amended_by})" if decided.amended_by else ""
    said = f"{decided.document}{day}{before}: xếp loại {decided.class_name or DOTS}{why}"
    yield Para(ended(said), "Quyết định của cấp ủy:")


def _frozen(frozen: FrozenIn) -> str:
    parts = (
        moment_marked(frozen.time, frozen.ahead),
        f"mã đối chiếu {frozen.proof_code}",
        f"biên bản số {frozen.minutes_no}" if frozen.minutes_no else "",
        f"lý do điều chỉnh, bổ sung: {frozen.reason}" if frozen.number else "",
        f"{key_words(frozen.author)} {frozen.author.fingerprint}",
        standing_words(frozen),
    )
    return _cut(ended("; ".join(part for part in parts if part)))


def _records(recorded: Sequence[Recorded]) -> Iterator[Block]:
    columns = (
        Column("Ô", Cell.TEXT),
        Column("Trước", Cell.TEXT, weight=1.3),
        Column("Sau", Cell.TEXT, weight=1.3),
    )
    shown = [each for each in recorded if _says_something(each)]
    if not shown:
        yield Para("Không có.")
        return
    lines = []
    for head, group in groupby(shown, key=_occasion):
        lines.append(Line((head,), Level.BAND))
        lines += [Line(_cells(each)) for each in sorted(group, key=_order)]
    yield Table(columns, tuple(lines))


def _order(each: Recorded) -> tuple[str, str, int, str]:
    """The submission before its targets, fields in the order of the form."""
    cell = each.cell
    kind, name, _ = split(cell.fld)
    fields = list(KINDS_OF_ROWS[kind].fields)
    place = fields.index(name) if name in fields else len(fields)
    return kind, cell.row.name, place, cell.fld


def _says_something(each: Recorded) -> bool:
    """Where a row belongs, and an empty cell left empty, say nothing to people."""
    cell = each.cell
    founding = cell.fld in ("submission.campaign", "target.submission")
    return not founding and not (cell.value in (None, "") and cell.former in (None, ""))


def _occasion(each: Recorded) -> str:
    """When, by whom, out of which file: one band above all cells of one save."""
    parts = (
        moment_marked(each.time, each.ahead),
        f"{who_words(each.author)} ({key_words(each.author)} {each.author.fingerprint})",
        f"nhập bảng “{each.workbook}”" if each.workbook else "",
        f"từ tệp “{each.source.name}”" if each.source else "",
    )
    return "; ".join(part for part in parts if part)


def _cells(each: Recorded) -> tuple[str, str, str]:
    cell = each.cell
    name = cell_words(cell.fld, cell.key)
    if cell.row.kind == "target":
        name = f"Chỉ tiêu “{cell.row.name}”: {name}"
    state = STATES[cell.state] if cell.state.value in ("proposal", "conflict", "idle") else ""
    former = value_words(cell.fld, cell.former, _MOST) if cell.known else "không có trong sổ này"
    after = value_words(cell.fld, cell.value, _MOST)
    return name, former, f"{after} ({state})" if state else after


def _origins(trace: Trace) -> Iterator[Block]:
    books = listed(f"“{name}”" for name in trace.workbooks)
    yield Para(ended(books or "không có"), "Bảng tính đã nhập:")
    files = listed(f"“{s.name}” (ghép {moment_marked(s.time, False)})" for s in trace.sources)
    yield Para(
        ended(files or "không có, mọi lần ghi đều làm trong chính sổ này"),
        "Tệp đã ghép vào sổ này:",
    )


def _closing(trace: Trace) -> Para:
    """What the sheet must add up to; it stays with the signature."""
    cells = sum(map(_says_something, (*trace.recorded, *trace.sharing)))
    return Para(
        f"Phiếu này ghi {count(len(trace.ballots))} phiếu chấm, {count(cells)} lần ghi ô, "
        f"{count(len(trace.frozen))} lần chốt."
    )


def _cut(text: str) -> str:
    return text if len(text) <= 2 * _MOST else text[: 2 * _MOST].rstrip() + "…"
