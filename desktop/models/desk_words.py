"""What the desk (bàn tiếp nhận) says of a unit, a delivery, a file. No Qt in here."""

from __future__ import annotations

from db.queries.desk import MISSING, REFUSED, Desk, DeskDelivery, DeskUnit
from db.queries.rollup import Classes
from db.rules.bands import CLASSES
from desktop.delivery_words import FLAGS, SOURCES, STATES, difference_words, refusal
from desktop.models.import_words import number
from desktop.models.words import shown_date, shown_time

UNDECIDED = FLAGS["undecided"]
_TO_LOOK_AT = frozenset(
    {"totals_differ", "name_differs", "parent_differs", "clock_ahead", "code_twice"}
)
_REPLACED = {
    "": "đang tính",
    "newer": "đã có bản mới hơn, không tính",
    "replaced_by_file": "đã có tệp thay, không tính",
}


def totals(desk: Desk) -> str:
    """As "58/60 đơn vị đã nhận · 2 còn thiếu"."""
    missing = len(desk.missing)
    said = f"{number(desk.expected - missing)}/{number(desk.expected)} đơn vị đã nhận"
    return f"{said} · {number(missing)} còn thiếu" if missing else f"{said}, không thiếu đơn vị nào"


def state_words(unit: DeskUnit) -> str:
    """Whether anything came, and whether it could be read."""
    return STATES[unit.state]


def came_words(unit: DeskUnit) -> str:
    """When the newest of what counts came."""
    came = [one.came for one in unit.deliveries if one.counts]
    return shown_time(max(came)) if came else ""


def source_words(unit: DeskUnit) -> str:
    """tệp, Excel, giấy."""
    return ", ".join(SOURCES[source] for source in unit.sources)


def decision_words(unit: DeskUnit) -> str:
    """The numbers of the decisions; what counts without one is said so."""
    counting = [one for one in unit.deliveries if one.counts]
    return "; ".join(dict.fromkeys(one.decision or UNDECIDED for one in counting))


def proof_words(unit: DeskUnit) -> str:
    """The proof codes of what counts."""
    codes = (one.proof_code for one in unit.deliveries if one.counts and one.proof_code)
    return "; ".join(dict.fromkeys(codes))


def note_words(unit: DeskUnit) -> str:
    """All else that is to be known, in words: what decided says stands in its own column."""
    flags = [FLAGS[flag] for flag in unit.flags if flag != "undecided"]
    return "; ".join([*flags, *_on_files(unit)])


def unit_words(unit: DeskUnit) -> str:
    """The unit's state in a sentence; what is to be known of each delivery stands with it."""
    said = "; ".join([state_words(unit), *_on_files(unit)]).rstrip(".")
    return f"{_capital(said)}."


def _on_files(unit: DeskUnit) -> list[str]:
    notes = []
    if unit.newer_exists:
        notes.append("có bản mới hơn thay bản trước")
    if unit.duplicates:
        notes.append(f"{number(unit.duplicates)} tệp trùng")
    refused = [one for one in unit.files if one.verdict == "refused"]
    return notes + [f"{one.name}: {refusal(one.code, one.facts)}" for one in refused]


def to_look_at(unit: DeskUnit) -> bool:
    """Whether a person has something to clear up with this unit."""
    refused = any(one.verdict == "refused" for one in unit.files)
    odd = unit.state not in (MISSING, "received") or not _TO_LOOK_AT.isdisjoint(unit.flags)
    return odd or refused or unit.state == REFUSED


def delivery_name(one: DeskDelivery) -> str:
    """What one delivery is called among others of its unit."""
    if not one.number:
        return f"{SOURCES[one.source].capitalize()}, lần {one.seq}"
    return f"Cuộc họp số {one.number}, gói lần {one.seq}"


def delivery_lines(one: DeskDelivery) -> list[str]:
    """All that is known of one delivery, a sentence each."""
    held = f"họp ngày {shown_date(one.date)}, " if one.date else ""
    minutes = f"biên bản số {one.minutes_no}, " if one.minutes_no else ""
    found = [
        f"{delivery_name(one)}: {_REPLACED[one.replaced]}. {_capital(held + minutes)}"
        f"{'' if held or minutes else 'Nhận '}{'nhận ' if held or minutes else ''}"
        f"{shown_time(one.came)} từ {SOURCES[one.source]}, {number(one.submissions)} hồ sơ.",
        f"Quyết định: {one.decision or UNDECIDED}."
        + (f" Mã đối chiếu {one.proof_code}." if one.proof_code else "")
        + (f" Khóa cơ quan {one.fingerprint}." if one.fingerprint else ""),
    ]
    flags = [FLAGS[flag] for flag in one.flags if flag not in ("undecided", "totals_differ")]
    if flags:
        found.append(f"Lưu ý: {'; '.join(flags)}.")
    if one.differences:
        told = "; ".join(difference_words(d) for d in one.differences)
        found.append(f"Số tổng không khớp danh sách: {told}.")
    return found


def four(classes: Classes, *, decided: bool) -> str:
    """Counts by class, best first: "12 · 3 · 1 · 0"; "" where nothing is decided."""
    counter = classes.decided if decided else classes.panel
    if not counter.total():
        return ""
    return " · ".join(number(counter[name]) for name in CLASSES)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
