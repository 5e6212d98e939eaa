"""Scenes of Báo cáo and of the re-check for ``tests.flows.screens``: what to do, in which book."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from db import campaigns, entries, importing, profiles
from db.book import Book
from db.change_log import Value
from db.importing import ImportRow
from desktop import profile_files
from desktop.screens.recheck import RecheckScreen
from tests.flows.driver import CTRL, SHIFT, Driver
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


def vague(driver: Driver) -> None:
    """Registrations that hints speak of: one says nothing, one says what another says."""
    session = driver.session
    idents = {row[1]: row[0] for row in session.book.connection.execute(
        "SELECT id, code FROM submission")}  # fmt: skip
    bare: dict[str, Value] = dict.fromkeys(("content", "novelty", "product"))
    session.run(entries.save, "submission", idents[code(2)],
                {**bare, "title": "Xây dựng mô hình mới"})  # fmt: skip
    twin: dict[str, Value] = {"title": "Số hóa sổ tay đảng viên bằng mã QR"}
    for number in (5, 7):
        session.run(entries.save, "submission", idents[code(number)], twin)
    session.run(entries.save, "submission", idents[code(3)], {"recheck": "accepted"})


def _checked(driver: Driver) -> None:
    """A hinted registration in the checklist."""
    vague(driver)
    session, screen = driver.session, driver.front
    assert isinstance(screen, RecheckScreen) and session.campaign is not None
    theme = {"set:theme": "Chuyển đổi số trong xây dựng Đảng (Nghị quyết số 05-NQ/HU)"}
    session.run(campaigns.change, session.campaign, theme)
    screen.table.go_to(1)
    driver.key(Qt.Key.Key_Return)
    session.run(
        entries.save, "submission", screen.model.registration(1).id,
        {"check:real": "yes", "check:effective": "no", "recheck_note": "Ghi rõ số hộ tham gia"},
    )  # fmt: skip
    screen.checklist.begin()


def _several(driver: Driver) -> None:
    for _ in range(3):
        driver.key(Qt.Key.Key_Down, SHIFT)


def two_years(driver: Driver) -> None:
    """A further campaign, in front."""
    session = driver.session
    session.run(_next)
    session.choose_campaign(session.campaigns()[0])


def _next(book: Book) -> Any:
    campaigns.create_next(book, 2024)
    return campaigns.change(book, campaigns.find(book.connection, 2024), {"place": "Lạc Dương"})


def _year_before(driver: Driver) -> None:
    two_years(driver)
    driver.workspace.show_part("register", "earlier")
    driver.settle()
    driver.key(Qt.Key.Key_Down, SHIFT)


def _with_evidence(driver: Driver) -> None:
    """Two files of a submission, a PDF in sight."""
    from tests.flows.test_evidence import paper_of, picture_of

    folder = driver.session.path.parent / "quet"
    driver.key(Qt.Key.Key_2, CTRL)
    driver.key(Qt.Key.Key_F2)
    place: Any = driver.workspace.screen_in_front
    place.form.sections.choose("evidence")
    files = [paper_of(folder, "Bao-cao-ket-qua.pdf"), picture_of(folder, "anh-hoi-nghi.png")]
    place.form.evidence.add(files)
    place.form.evidence.table.go_to(0)
    driver.wait(lambda: place.form.evidence.preview.pages.count == 2)


def _without_evidence(driver: Driver) -> None:
    driver.key(Qt.Key.Key_2, CTRL)
    driver.key(Qt.Key.Key_F2)
    place: Any = driver.workspace.screen_in_front
    place.form.sections.choose("evidence")


def _bare_register(key: str) -> Scene:
    return lambda driver: driver.workspace.show_part("register", key)


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
    "recheck": (part("recheck", vague, "register"), {}),
    "recheck-checklist": (part("recheck", _checked, "register"), {}),
    "recheck-empty": (_bare_register("recheck"), {"submissions": 0, "ballots": False}),
    "register-several": (part("list", _several, "register"), {}),
    "evidence": (_with_evidence, {}),
    "evidence-empty": (_without_evidence, {}),
    "earlier": (_year_before, {}),
    "earlier-none": (_bare_register("earlier"), {}),
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
