"""Open matters (chỗ cần xem) in words: whose row, which field, the values on offer. No Qt."""

from __future__ import annotations

from datetime import datetime

from db.book import Book
from db.change_log import Value
from db.conflicts import Choice, Open
from db.queries.row_names import RowName, RowNames
from db.rules.points import show
from desktop.field_words import field_name
from desktop.words import THINGS

WHAT = {
    "conflict": "hai nơi ghi khác nhau",
    "proposal": "đề nghị sửa",
    "gone_edited": "nơi xóa, nơi sửa",
    "same_code": "trùng mã",
    "two_frozen": "hai bản chốt của một cuộc họp",
    "ballots": "hai phiếu của một thành viên",
}
_KINDS = {"target": "chỉ tiêu", "subject": "đối tượng", "rubric": "thang điểm", "hearing": "ý kiến"}
_AUTHORS = {"office": "văn phòng", "laptop": "máy không giữ khóa", "member": "thành viên tự nộp"}


def row_words(name: RowName) -> str:
    """A row by its kind and code: "hồ sơ HS1"."""
    kind = THINGS.get(name.kind) or _KINDS.get(name.kind) or "mục"
    own = f"{kind} {name.code or name.name}".strip()
    return ", ".join([own, *(row_words(of) for of in name.of)]) if name.of else own


def subject_of(book: Book, matter: Open) -> str:
    """What the matter is about: row and field, or member and submission."""
    names = RowNames(book.connection)
    match matter.what:
        case "ballots":
            member = names.of("member", bytes.fromhex(matter.field))
            return f"phiếu của đ/c {member.name}, {row_words(names.of('submission', matter.ent))}"
        case "two_frozen":
            return row_words(names.of("session", matter.ent))
        case "gone_edited":
            return row_words(names.of(matter.kind, matter.ent))
    field = field_name(f"{matter.kind}.{matter.field}")
    return f"{row_words(names.of(matter.kind, matter.ent))}: {field}"


def value_words(matter: Open, value: Value) -> str:
    """A value on offer as an officer reads it."""
    match matter.what, value:
        case "gone_edited", bytes():
            return "xóa dòng này"
        case "gone_edited", _:
            return "giữ dòng này"
        case "ballots", int():
            return f"tổng {show(value)} điểm"
        case "two_frozen", str():
            return f"mã đối chiếu {value}"
        case _, None:
            return "(để trống)"
        case _, bytes():
            return "(dữ liệu)"
    return str(value)


def author_words(who: str) -> str:
    """Who wrote a value, by the word in the log; a member by the code."""
    return _AUTHORS.get(who, who)


def choice_words(matter: Open, choice: Choice) -> str:
    """A value with who wrote it and when, by that laptop's own clock."""
    who = author_words(choice.who)
    when = f", {datetime.fromtimestamp(choice.ms / 1000):%d/%m/%Y %H:%M}" if choice.ms else ""
    stands = "" if choice.stands else " (đề nghị)"
    return f"“{value_words(matter, choice.value)}” – {who}{when}{stands}"
