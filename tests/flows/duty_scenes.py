"""Scenes of Báo cáo and of the re-check for ``tests.flows.screens``: what to do, in which book."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from db import campaigns, importing, profiles
from db.book import Book
from db.change_log import Value
from db.importing import ImportRow
from desktop import profile_files
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import code

Scene = Callable[[Driver], None]


def under_letter(driver: Driver) -> None:
    """Deadlines and targets, one deadline and one target typed besides; a small roster, a late
    registration, a target that was not reached."""
    session = driver.session
    assert session.campaign is not None
    letter = profile_files.of_name("lac-duong-848")
    session.run(profiles.choose, session.campaign, letter)
    basis = "Kế hoạch số 12-KH/HU, ngày 05/01/2023"
    values: dict[str, Value] = {}
    for name, value in (
        ("deadline.aggregate.superior", "2023-03-24"), ("target.register.all", "90"),
        ("target.product.all", "25"),
    ):  # fmt: skip
        values |= {f"set:{name}": value, f"basis:{name}": basis}
    session.run(campaigns.change, session.campaign, values)
    session.run(importing_rows)


def importing_rows(book: Book) -> Any:
    """What a workbook's sheet Đối tượng would bring."""
    campaign = campaigns.find(book.connection, None)
    rows = [
        ImportRow("subject", (f"DT{n:02d}",), {
            "kind": kind, "name": name, "unit": unit, "post": post, "must_register": must,
            "authority": "Ban Thường vụ Huyện ủy", "aims_excellent": n % 2 == 0,
        })
        for n, (kind, name, unit, post, must) in enumerate(ROSTER, start=1)
    ]  # fmt: skip
    rows.append(
        ImportRow("submission", (code(9),), {
            "registered_on": "2023-04-02", "late_reason": "Chờ ý kiến Hội Nông dân",
        })
    )  # fmt: skip
    rows.append(
        ImportRow("target", (code(2), "Tỷ lệ hộ phân loại rác"),
                  {"measure": "%", "baseline": "40", "promised": "85", "actual": "76,5"})
    )  # fmt: skip
    return importing.apply(book, campaign, rows, file="doi-tuong.xlsx").changes


ROSTER = (
    ("collective", "Đảng bộ xã Lát", "LD01", "", True),
    ("collective", "Đảng bộ xã Đạ Sar", "LD02", "", True),
    ("collective", "Huyện đoàn", "LD04", "", True),
    ("individual", "Trần Văn Nam 4", "LD01", "Chuyên viên", True),
    ("individual", "Lê Thị Ánh", "LD04", "Bí thư Huyện đoàn", True),
    ("individual", "Ao Văn Đông", "LD03", "Chủ tịch Hội Nông dân", False),
)


def part(key: str, then: Callable[[Driver], None] | None = None, place: str = "report") -> Scene:
    """A part of a place, under the letter's deadlines."""

    def go(driver: Driver) -> None:
        under_letter(driver)
        driver.workspace.show_part(place, key)
        driver.settle()
        if then is not None:
            then(driver)

    return go


def _opened(driver: Driver) -> None:
    driver.key(Qt.Key.Key_Return)


def _empty(driver: Driver) -> None:
    driver.key(Qt.Key.Key_3, CTRL)


def _bare(key: str) -> Scene:
    def go(driver: Driver) -> None:
        driver.workspace.show_part("report", key)

    return go


def _reason(driver: Driver) -> None:
    screen: Any = driver.front
    screen.chips.choose("came")
    screen.reason_button.click()


def _chosen(driver: Driver) -> None:
    screen: Any = driver.front
    screen.due_table.go_to(0)


def _lists(driver: Driver) -> None:
    screen: Any = driver.front
    screen.chips.choose("never_reported")


SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "reports": (part("list"), {}),
    "reports-opened": (part("list", _opened), {}),
    "due": (part("due", _chosen), {}),
    "due-reason": (part("due", _reason), {}),
    "due-empty": (_bare("due"), {}),
    "roster": (part("roster"), {}),
    "roster-typing": (part("roster", _opened), {}),
    "roster-empty": (_bare("roster"), {"submissions": 0, "ballots": False}),
    "promises": (part("promises"), {}),
    "promises-never": (part("promises", _lists), {}),
    "promises-empty": (_bare("promises"), {"submissions": 0, "ballots": False}),
    "reports-empty": (_empty, {"submissions": 0, "ballots": False}),
}
