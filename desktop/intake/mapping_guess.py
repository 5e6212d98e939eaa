"""Guesses for "Chọn cột": what a foreign sheet is, and which of our fields a column is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from desktop.intake.headings import plain
from desktop.intake.layout import (
    BALLOTS,
    GUIDE,
    LAYOUTS,
    MEMBERS,
    REPORTS,
    SUBJECTS,
    SUBMISSIONS,
    TARGETS,
    UNITS,
    Layout,
)
from desktop.intake.mapping import Foreign, SheetHead, label_keys

LEAST: Final = 0.74
"""Less alike than this is no guess but a mistake that somebody has to find."""

_OTHER_WORDS: Final[Mapping[str, Mapping[str, Sequence[str]]]] = {
    UNITS.sheet: {
        "code": ("ma dv", "ma to chuc", "ky hieu"),
        "name": ("don vi", "ten to chuc", "ten don vi to chuc", "to chuc dang"),
        "parent": ("cap tren", "don vi cap tren", "truc thuoc"),
        "kind": ("loai hinh", "loai don vi"),
    },
    MEMBERS.sheet: {
        "code": ("ma", "ma so", "stt", "so tt", "tt"),
        "name": ("ho ten", "thanh vien", "ten thanh vien"),
        "role": ("nhiem vu", "vai tro trong to"),
        "unit": ("don vi", "co quan"),
        "post": ("chuc danh", "chuc vu cong tac"),
    },
    SUBJECTS.sheet: {
        "code": ("ma", "stt", "so tt", "tt"),
        "kind": ("loai doi tuong", "tap the ca nhan"),
        "name": ("ten tap the ca nhan", "tap the ca nhan", "ho va ten", "ten tap the"),
        "unit": ("don vi", "ma dv"),
    },
    SUBMISSIONS.sheet: {
        "code": ("ma", "ma so", "so ho so", "stt", "so tt", "tt", "so thu tu"),
        "kind": ("loai doi tuong", "loai", "tap the hay ca nhan"),
        "subject": (
            *("ho va ten", "ho ten", "tap the ca nhan", "ten tap the ca nhan"),
            *("ten tap the", "ten ca nhan", "ca nhan tap the", "chu the", "don vi ca nhan dang ky"),
        ),
        "post": ("chuc danh", "chuc vu cong tac", "chuc vu don vi"),
        "unit": ("don vi", "ma dv", "don vi cong tac", "to chuc dang"),
        "title": (
            *("mo hinh", "ten mo hinh cach lam", "mo hinh cach lam sang tao", "ten de tai"),
            *("ten mo hinh moi cach lam sang tao", "noi dung mo hinh", "ten mo hinh dang ky"),
        ),
        "field": ("linh vuc dang ky",),
        "content": ("noi dung thuc hien", "tom tat noi dung", "mo ta"),
        "novelty": ("diem moi", "tinh moi sang tao"),
        "product": ("san pham cu the", "ket qua du kien", "san pham du kien"),
        "registered_on": ("ngay dk", "thoi gian dang ky", "ngay gui", "ngay nop"),
        "arrival_no": ("so cong van den", "so den", "so van ban den"),
        "aims_excellent": ("htxsnv", "de nghi htxsnv", "dang ky hoan thanh xuat sac nhiem vu"),
    },
    TARGETS.sheet: {"name": ("ten chi tieu", "noi dung chi tieu"), "measure": ("dvt", "don vi")},
    REPORTS.sheet: {
        "code": ("ma", "ma so", "stt", "tt"),
        "reported_on": ("ngay gui bao cao", "ngay nop", "ngay bc"),
        "result": ("ket qua thuc hien", "ket qua dat duoc"),
        "self_class": ("xep loai", "tu danh gia xep loai", "loai"),
    },
    BALLOTS.sheet: {"member": ("thanh vien", "nguoi cham"), "comment": ("ghi chu", "y kien")},
}
_FOR_SHEETS: Final[Mapping[str, Sequence[str]]] = {
    UNITS.sheet: ("danh sach don vi", "to chuc"),
    MEMBERS.sheet: ("thanh vien", "to tham dinh", "danh sach to"),
    SUBMISSIONS.sheet: (
        *("danh sach dang ky", "dang ky mo hinh", "mo hinh", "ho so", "tong hop dang ky"),
        *("tap the", "ca nhan"),
    ),
    REPORTS.sheet: ("bao cao ket qua", "ket qua"),
    BALLOTS.sheet: ("phieu", "cham diem", "diem"),
}


def likeness(key: str, wanted: str) -> float:
    """How alike two headings are, 0 to 1; both as ``plain`` gives them."""
    if key == wanted:
        return 1.0
    ours, theirs = set(wanted.split()), set(key.split())
    shared = len(ours & theirs) / max(len(ours | theirs), 1)
    within = 0.8 if len(ours) > 1 and ours <= theirs else 0.0  # "nội dung chính"
    ratio = SequenceMatcher(None, key, wanted, autojunk=False).ratio()
    return max(ratio * 0.9, shared * 0.95, within)


def guess_columns(
    labels: Sequence[str], layout: Layout, criteria: Collection[str] = ()
) -> dict[str, str]:
    """Column key -> field or criterion code, for the columns that are alike enough.

    Each field is given to one column at most, the most alike first.
    """
    keys = label_keys(labels)
    offers: list[tuple[float, int, str]] = []
    for index, key in enumerate(keys):
        bare = key.partition(" #")[0]
        if not bare:
            continue
        for column in layout.columns:
            others = _OTHER_WORDS.get(layout.sheet, {}).get(column.name, ())
            words = (plain(column.heading), *others)
            score = max(
                likeness(bare, word) - (0.02 if place else 0) for place, word in enumerate(words)
            )
            offers.append((score, index, column.name))
        if layout.criteria_at is not None:
            for code in criteria:
                wanted = plain(code).replace(" ", "")
                same = bare.replace(" ", "") in (wanted, f"diem{wanted}")
                offers.append((1.0 if same else 0.0, index, code))
    guesses: dict[str, str] = {}
    for score, index, name in sorted(offers, key=lambda offer: (-offer[0], offer[1])):
        if score < LEAST:
            break
        if keys[index] not in guesses and name not in guesses.values():
            guesses[keys[index]] = name
    return guesses


def guess_heading_row(head: SheetHead, criteria: Collection[str] = ()) -> int:
    """The number of the row that seems to name the columns; the first row where none does."""
    best, best_score = (head.numbers[0] if head.numbers else 1), 0.0
    for number, texts in zip(head.numbers, head.texts, strict=True):
        said = [text for text in texts if text]
        if len(said) < 2:
            continue
        labels = head.labels(number)
        known = max(len(guess_columns(labels, layout, criteria)) for layout in LAYOUTS)
        words = sum(not text.replace(".", "").replace(",", "").isdigit() for text in said)
        score = known * 3 + words / len(said)
        if score > best_score:
            best, best_score = number, score
    return best


def guess_form(head: SheetHead, labels: Sequence[str], criteria: Collection[str] = ()) -> str:
    """Which of our sheets a sheet seems to be, "" where it is none."""
    if head.hidden or plain(head.name) == plain(GUIDE):
        return ""
    best, best_score = "", 1.5
    for layout in LAYOUTS:
        guesses = guess_columns(labels, layout, criteria)
        names = (plain(layout.sheet), *_FOR_SHEETS.get(layout.sheet, ()))
        named = max(likeness(plain(head.name), name) for name in names)
        keyed = sum(key in guesses.values() for key in layout.keys) / len(layout.keys)
        score = len(guesses) + keyed + (1.5 * named if named > LEAST else 0)
        if layout is SUBMISSIONS:
            score += 0.5  # what units keep tables of
        if len(guesses) > 1 and score > best_score:
            best, best_score = layout.sheet, score
    return best


def is_ours(head: SheetHead) -> bool:
    """Whether a sheet can be read as it stands: our name, and a row with every key."""
    layout = next((one for one in LAYOUTS if plain(one.sheet) == plain(head.name)), None)
    if layout is None:
        return False
    wanted = {plain(column.heading) for column in layout.columns if column.name in layout.keys}
    return any(wanted <= {plain(text) for text in texts} for texts in head.texts)


def needs_mapping(heads: Sequence[SheetHead], foreign: Foreign) -> bool:
    """Whether nothing in the workbook can be read as it stands or as it was mapped before."""
    shown = [head for head in heads if head.texts and not head.hidden]
    known = any(is_ours(head) or foreign.find(head) is not None for head in shown)
    return bool(shown) and not known
