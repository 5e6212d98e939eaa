"""The words of the log: rows, fields, values, authors, as the office says them. No Qt."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import date
from typing import Final

from db.former_rounds import FormerRound
from db.history_picture import Topic
from db.kind_types import Type
from db.kinds import KINDS, split
from db.queries.authors import Author, Standing
from db.queries.cell_changes import CellChange, Shown, State
from db.queries.events import BallotFacts, Event
from db.queries.row_names import RowName
from db.queries.trace_ballots import BallotVersion, Fate
from db.records import Settings
from db.rules import recusal
from db.rules.points import show
from desktop import words
from desktop.field_words import GROUNDS, NOVELTY, RECHECK, RULINGS, field_name
from desktop.row_words import ROWS
from desktop.rule_change_words import rule_words

EMPTY: Final = "(trống)"
CLAIMED: Final = "giờ do máy tự khai, có thể sai"
RECUSALS: Final = {
    recusal.SAME_UNIT: "cùng đơn vị với hồ sơ",
    recusal.SAME_NAME_AND_UNIT: "là người được thẩm định (trùng họ tên và đơn vị)",
    recusal.SAME_NAME_AND_POST: "là người được thẩm định (trùng họ tên và chức vụ)",
}
_CONFIRMED: Final = {
    "fingerprint": "đã xác nhận, so dấu vân tay khóa",
    "enrolment": "đã xác nhận, khóa lập trong bản sao của thành viên",
    "paper": "đã xác nhận bằng chữ ký giấy",
}
_CODED: Final = {
    "kind": words.KINDS,
    "applies_to": words.KINDS,
    "role": words.ROLES,
    "what": {"registration": "Đăng ký", "report": "Báo cáo", "other": "Khác", **GROUNDS},
    "ruling": RULINGS,
    "carrier": {"paper": "Giấy", "scan": "Bản quét", "word": "Word", "excel": "Excel"},
    "recheck": RECHECK,
    "novelty_finding": NOVELTY,
    "source": {"paper": "Giấy", "excel": "Excel", "file": "Tệp"},
}
_MODELS: Final = {
    "registered": "số đã đăng ký",
    "appraised": "số có kết quả thẩm định",
    "highest": "lấy điểm cao nhất",
    "mean": "lấy điểm trung bình",
    "main": "lấy điểm mô hình chính",
}
STATES: Final = {
    State.STANDS: "đang có hiệu lực",
    State.REPLACED: "đã được thay",
    State.CONFLICT: "hai giá trị, chờ chọn",
    State.PROPOSAL: "đề nghị, chờ văn phòng",
    State.IDLE: "không có hiệu lực",
}
FATES: Final = {
    Fate.STANDS: "đang tính",
    Fate.STALE: "chấm theo thang điểm cũ, không tính",
    Fate.REPLACED: "đã được thay",
    Fate.VOID: "đã hủy",
    Fate.UNCONFIRMED: "khóa chưa xác nhận, không tính",
    Fate.EARLIER: "thuộc vòng trước, lưu hồ sơ",
    Fate.CONFLICT: "hai phiếu của một người, không tính",
}
ENTRIES: Final = {
    "own": "thành viên tự chấm, ký bằng khóa của mình",
    "keyed": "văn phòng nhập từ phiếu giấy",
    "import": "văn phòng nhập từ bảng tính (phiếu giấy)",
}
SORTS: Final = {"digital": "ký số", "scan": "bản quét ký tay"}


def moment(milliseconds: int) -> str:
    """A claimed time: ``24/11/2023 09:41:07``; "không ghi giờ" where none was."""
    if not milliseconds:
        return "không ghi giờ"
    try:
        return time.strftime("%d/%m/%Y %H:%M:%S", time.localtime(milliseconds / 1000))
    except (OverflowError, ValueError, OSError):  # beyond what the system can tell
        return "giờ không đọc được"


def moment_marked(milliseconds: int, ahead: bool) -> str:
    """The same, marked where it lies more than a day ahead of this laptop's clock."""
    return f"{moment(milliseconds)} (sai giờ)" if ahead else moment(milliseconds)


def row_words(row: RowName) -> str:
    """As "hồ sơ LD-2023-014", "thành viên Trần Thị Hòa (TV04)"."""
    pattern = ROWS.get(row.kind, "dữ liệu khác")
    of = ", ".join(row_words(owner) for owner in row.of)
    text = pattern.format(code=row.code or "chưa có mã", name=row.name or "chưa có tên", of=of)
    return text.rstrip(", ")


def cell_words(fld: str, key: str | RowName, settings: Mapping[str, str] = {}) -> str:
    """As "Tên mô hình", "Tự chấm TC1", "Phân công chấm: Trần Thị Hòa"; ``settings`` has the
    names of a campaign's settings."""
    name = field_name(fld)
    if isinstance(key, RowName):
        return f"{name}: {key.name or key.code}" if key.kind == "member" else (
            f"{name}: {row_words(key)}"
        )  # fmt: skip
    if fld.startswith("unit.until:"):
        return f"{name} {value_words('unit.start', key)}"
    if not key or fld.startswith(("member.", "office.", "unit.")):
        return name
    return f"{name}: {settings.get(key, key)}" if key in settings else f"{name} {key}"


def value_words(fld: str, value: Shown, most: int = 600) -> str:
    """A value as people write it, cut after ``most`` letters."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, RowName):
        return row_words(value)
    if fld.endswith(".~gone"):
        return "đã xóa" if value else "còn trong sổ"
    if isinstance(value, bytes):
        return "(dữ liệu của chương trình)"
    if isinstance(value, float):
        return str(value)
    text = _number(fld, value) if isinstance(value, int) else _text(fld, value)
    if fld.startswith("rule_change."):
        text = rule_words(fld, str(value)) or text
    return text if len(text) <= most else text[:most].rstrip() + "…"


def _type_of(fld: str) -> Type:
    kind, name, key = split(fld)
    known = KINDS.get(kind)
    if known is None:
        return Type.TEXT
    if key:
        return known.families[name].type if name in known.families else Type.TEXT
    return known.fields.get(name, Type.TEXT)


def _number(fld: str, value: int) -> str:
    match _type_of(fld):
        case Type.POINTS:
            return show(value)
        case Type.BOOL:
            return "có" if value else "không"
    return moment(value) if fld.endswith((".time", ".added", "change.at")) else str(value)


def _text(fld: str, value: str) -> str:
    kind, name, key = split(fld)
    if _type_of(fld) is Type.DATE:
        try:
            return date.fromisoformat(value).strftime("%d/%m/%Y")
        except ValueError:
            return value
    if (kind, name) == ("submission", "recused"):
        return RECUSALS.get(value, value)
    if fld == "signed_paper.sort":
        return SORTS.get(value, value)
    if name == "key":
        return _CONFIRMED.get(value.partition(" ")[0], "đã xác nhận")
    if kind == "rubric" and name in ("criteria", "bands"):
        return _listed(value)
    if (kind, name) == ("campaign", "set"):
        return _setting(key, value)
    if kind == "delivery" and name == "body":
        return "(cả gói kết quả)"
    return _CODED.get(name, {}).get(value, value)


def _setting(name: str, value: str) -> str:
    default = getattr(Settings(), name, "")
    if isinstance(default, bool):
        return {"1": "có", "0": "không"}.get(value, value)
    if isinstance(default, tuple):
        try:
            return "; ".join(str(each) for each in json.loads(value))
        except (ValueError, TypeError):
            return value
    return _MODELS.get(value, value)


def _listed(value: str) -> str:
    """The criteria or bands of a rubric in one line each."""
    try:
        rows = [
            ". ".join(str(part) for part in (row.get("code"), row.get("name")) if part)
            + f": {show(row.get('max', row.get('from', row.get('start', 0))))}"
            for row in json.loads(value)
        ]
    except (ValueError, TypeError, AttributeError):
        return value
    return "\n".join(rows)


def who_words(author: Author) -> str:
    """Who, as far as it is known: "Văn phòng", "Đ/c Trần Thị Hòa"."""
    if author.standing is Standing.OFFICE:
        return "Văn phòng"
    if author.name:
        return f"Đ/c {author.name}"
    return "Tự khai là văn phòng" if author.claimed == "office" else "Chưa rõ là ai"


def key_words(author: Author) -> str:
    """What the signature proves of it."""
    return {
        Standing.OFFICE: "khóa cơ quan",
        Standing.MEMBER: "khóa đã xác nhận",
        Standing.UNCONFIRMED: "khóa chưa xác nhận",
        Standing.UNSIGNED: "không có chữ ký",
    }[author.standing]


def ballot_words(facts: BallotFacts) -> str:
    """As "Nộp phiếu hồ sơ LD-2023-014, lần 2: 8,50 điểm"."""
    again = f", lần {facts.seq}" if facts.seq > 1 else ""
    what = f"hồ sơ {facts.submission.code}{again}: {show(facts.total)} điểm"
    if facts.paper:
        return f"Nhập phiếu giấy của đ/c {facts.member.name}, {what}"
    return f"Nộp phiếu {what}"


def version_words(ballot: BallotVersion) -> str:
    """Which version of a member's ballot; of a later round as "2.1": round, version in it."""
    return str(ballot.seq) if ballot.round == 1 else f"{ballot.round}.{ballot.seq}"


def former_words(past: FormerRound) -> str:
    """The decision that sent a submission back."""
    day = f", ngày {value_words('decision.date', past.date)}" if past.date else ""
    return f"{past.document}{day}: trả lại để thẩm định lại; lý do: {past.reason.rstrip('.')}."


def event_words(event: Event, settings: Mapping[str, str] = {}) -> str:
    """What an event did, in one line."""
    if event.ballot is not None:
        return ballot_words(event.ballot)
    if event.frozen is not None:
        frozen = event.frozen
        back = ", đã mở chốt" if frozen.withdrawn is not None else ""
        if frozen.number:
            back = ", đã thu hồi" if back else ""
            return f"Lập biên bản bổ sung lần {frozen.number} của {row_words(frozen.session)}{back}"
        return f"Chốt để ký {row_words(frozen.session)}, lần {frozen.seq}: " \
               f"{frozen.submissions} hồ sơ{back}"  # fmt: skip
    if event.file:
        return f"Nhập bảng “{event.file}”: {_counted(event.count - 1)} ô"
    if not event.cells:
        return f"Ghi {_counted(event.count)} ô"
    first = event.cells[0]
    row = row_words(first.row)
    if event.topics & (Topic.VOID | Topic.UNFREEZE | Topic.DECISION) and event.count < 50:
        return row[:1].upper() + row[1:]
    if len(event.cells) == 1 or event.cells[1].ent != first.ent:
        named = cell_words(first.fld, first.key, settings)
        rest = event.count - 1
    else:
        named = ", ".join(cell_words(c.fld, c.key, settings) for c in event.cells)
        rest = event.count - len(event.cells)
    more = f" và {_counted(rest)} ô khác" if rest > 0 else ""
    return f"{row[:1].upper()}{row[1:]}: {named}{more}"


def change_words(cell: CellChange, settings: Mapping[str, str] = {}) -> str:
    """Row and field of a change: "Hồ sơ LD-2023-014: Tên mô hình"."""
    row = row_words(cell.row)
    return f"{row[:1].upper()}{row[1:]}: {cell_words(cell.fld, cell.key, settings)}"


def _counted(count: int) -> str:
    return f"{count:,}".replace(",", ".")
