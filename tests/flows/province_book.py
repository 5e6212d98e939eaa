"""A province of 2024 and 2026: two districts whose organisations stand under communes since
1/7/2025 (domain.md part 6), with what they delivered in both years."""

from __future__ import annotations

from pathlib import Path

from db import campaigns, units
from db.book import Book
from db.exchange.delivery_body import Decided, KindCounts, Line
from db.exchange.key_in import Keyed, key_in
from db.home import Home
from db.rules.bands import CLASSES
from tests.support import Sample, row

TURN = "2025-07-01"
DISTRICTS = {"LD": "Huyện ủy Lạc Dương", "BL": "Huyện ủy Bảo Lâm"}
COMMUNES = {
    "LDG": "Đảng ủy phường Lang Biang", "DAS": "Đảng ủy xã Đạ Sar", "BLM": "Đảng ủy xã Bảo Lâm 1",
    "LNG": "Đảng ủy xã Lộc Ngãi",
}  # fmt: skip
_MOVED = {
    "LDG": ("LD1", "LD2"), "DAS": ("LD3", "LD4"), "BLM": ("BL1", "BL2", "BL3"), "LNG": ("BL4",),
}  # fmt: skip


def _line(number: int, unit: str, name: str, grade: int) -> Line:
    decided = CLASSES[max(grade - (number % 5 == 0), 0)]
    panel = CLASSES[grade]
    return Line(
        f"HS{number:02}", f"Mô hình {number}", "collective", name, "", unit, name,
        "Kinh tế" if number % 2 else "Xây dựng Đảng và hệ thống chính trị", None, "",
        850 - 150 * grade, panel, decided, "" if decided == panel else "Nhân rộng", number % 3 == 0,
    )  # fmt: skip


def make_province(path: Path, home: Home) -> Path:
    """The book is closed."""
    book = Book.create(path, home)
    campaigns.create(
        book, 2024, "Ban Tổ chức Tỉnh ủy Lâm Đồng", unit="T", parent="Tỉnh ủy Lâm Đồng",
        place="Đà Lạt",
    )  # fmt: skip
    old = Sample(book, campaigns.find(book.connection, 2024))
    names = {f"{code}{n}": f"Đảng bộ {code}{n}" for code in DISTRICTS for n in range(1, 5)}
    old.take(
        [
            row("unit", "T", name="Tỉnh ủy Lâm Đồng", parent="", kind="Tỉnh ủy"),
            *(row("unit", c, name=n, parent="T", kind="Huyện ủy") for c, n in DISTRICTS.items()),
            *(row("unit", c, name=n, parent=c[:2], kind="Tổ chức cơ sở đảng")
              for c, n in names.items()),
        ]
    )  # fmt: skip
    for code in DISTRICTS:
        lines = [
            _line(number, f"{code}{number % 4 + 1}", names[f"{code}{number % 4 + 1}"], number % 3)
            for number in range(1, 15)
        ]
        _deliver(old, code, lines, 18)
    campaigns.create_next(book, 2026)
    new = Sample(book, campaigns.find(book.connection, 2026))
    new.take(
        [
            row("unit", c, name=n, parent="T", kind="Đảng ủy cấp xã", start=TURN)
            for c, n in COMMUNES.items()
        ]
    )
    for commune, codes in _MOVED.items():
        known = new.around.units
        units.move(book, new.campaign, [known[code] for code in codes], commune, TURN)
    units.end(book, new.campaign, [new.around.units[code] for code in DISTRICTS], TURN)
    for place, (commune, codes) in enumerate(_MOVED.items()):
        if place < 3:
            lines = [
                _line(number, codes[number % len(codes)], names[codes[number % len(codes)]], 0)
                for number in range(1, 6 + place)
            ]
            _deliver(new, commune, lines, 8)
    book.close()
    return path


def _deliver(sample: Sample, unit: str, lines: list[Line], registered: int) -> None:
    counts = {"collective": KindCounts(registered, registered - 1, registered, registered - 2, 5)}
    decision = Decided("12-QĐ/ĐU", f"{sample.campaign.year}-12-05")
    key_in(
        sample.book, sample.campaign, unit,
        Keyed(lines=tuple(lines), decision=decision, counts=counts),
    )  # fmt: skip
