"""Scenes of Biên bản, and of several models of one subject, for ``tests.flows.screens``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, Qt

from db import campaigns, entries, importing
from db.book import Book
from db.home import Home
from desktop.register_place import RegisterPlace
from desktop.screens.minutes_screen import FORM, FREEZE, HEARINGS, PAPERS, MinutesScreen
from desktop.screens.results import ResultsScreen
from tests.flows.driver import CTRL, Driver
from tests.flows.entry_scenes import Scene
from tests.flows.meeting_book import ballot
from tests.flows.minutes_steps import is_blank
from tests.flows.opening_scenes import make_bare
from tests.flows.sample_book import code, make_book

_REST = 500  # ms without another page after which the last one is there


def make_open(path: Path, home: Home) -> Path:
    """The sample book with open scoring and one meeting, for laptops without the office key."""
    make_book(path, home)
    with Book.open(path, home) as book:
        campaign = campaigns.find(book.connection, None)
        campaigns.change(book, campaign, {"set:blind": "0"})
        entries.save(book, "session", None, {"campaign": campaign.id, "number": 1})
    return path


def make_models(path: Path, home: Home, *, how: str = "highest") -> Path:
    """Two scored models of one subject: the third unit's submissions 2 and 5."""
    make_book(path, home)
    with Book.open(path, home) as book:
        campaign = campaigns.find(book.connection, None)
        rows = [ballot(5, member, (175, 375, 150, 75, 25, 25)) for member in (1, 2, 3)]
        importing.apply(book, campaign, rows, file="them.xlsx")
        campaigns.change(book, campaign, {"set:several_models": how})
    return path


def _front(driver: Driver, number: int) -> Any:
    driver.key(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    assert driver.window.workspace is not None
    return driver.window.workspace.screen_in_front


def _settle(driver: Driver) -> None:
    for _ in range(5):
        driver.settle()


def _minutes(driver: Driver) -> MinutesScreen:
    found = _front(driver, 6)
    assert isinstance(found, MinutesScreen)
    return found


def _page(driver: Driver, screen: MinutesScreen) -> None:
    """Waits for the page as it stands after everything that was typed."""
    driver.wait(lambda: not is_blank(screen.page.sheet.picture))
    rest = QDeadlineTimer(_REST)
    screen.pages.drawn.connect(lambda *_: rest.setRemainingTime(_REST))
    pause, page = screen.meeting._pause, screen.page
    driver.wait(lambda: rest.hasExpired() and not pause.isActive() and not page._waiting)
    _settle(driver)


def _minutes_plain(driver: Driver) -> None:
    _minutes(driver)


def _meeting(driver: Driver) -> MinutesScreen:
    screen = _minutes(driver)
    screen.add_meeting()
    return screen


def _minutes_new(driver: Driver) -> None:
    _page(driver, _meeting(driver))


def _written(driver: Driver) -> MinutesScreen:
    screen = _meeting(driver)
    texts = ("03-BB/TTĐ", "24/11/2023", "8h", "11:30", "Phòng họp số 2, Huyện ủy Lạc Dương")
    for text in texts:
        driver.type(text)
        driver.key(Qt.Key.Key_Tab)
    return screen


def _minutes_form(driver: Driver) -> None:
    screen = _written(driver)
    for member in driver.session.around.members[:2]:
        screen.form.attendance.row(member.id)[0].click()
    screen.form.go_to("date")
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("31/11/2023")
    screen.form.go_to("start")
    _page(driver, screen)


def _minutes_form_foot(driver: Driver) -> None:
    screen = _written(driver)
    screen.form.remove_button.click()
    _page(driver, screen)


def _minutes_cases(driver: Driver) -> None:
    screen = _written(driver)
    screen.parts.choose(HEARINGS)
    screen.hearings.fields["opinions"].editor.setFocus()
    driver.type("Cần nhân rộng ra các xã; gửi đăng Trang tin Đảng bộ.")
    driver.key(Qt.Key.Key_Tab)
    driver.type("nhiều")
    driver.key(Qt.Key.Key_Tab)
    _page(driver, screen)


def _minutes_choosing(driver: Driver) -> None:
    screen = _written(driver)
    screen.parts.choose(HEARINGS)
    screen.hearings.choose.click()
    screen.hearings.takes.named.click()
    screen.hearings.takes.view.setFocus()
    _page(driver, screen)


def _minutes_no_cases(driver: Driver) -> None:
    screen = _meeting(driver)
    screen.parts.choose(HEARINGS)
    _page(driver, screen)


def _minutes_ready(driver: Driver) -> None:
    screen = _written(driver)
    screen.parts.choose(FREEZE)
    _page(driver, screen)


def _minutes_obstacles(driver: Driver) -> None:
    screen = _meeting(driver)
    screen.parts.choose(FREEZE)
    _page(driver, screen)


def minutes_frozen(driver: Driver) -> None:
    """The meeting of the sample book, frozen."""
    screen = _written(driver)
    screen.parts.choose(FREEZE)
    driver.settle()
    screen.freezing.freeze.click()
    assert screen.meeting.frozen
    _page(driver, screen)


def _minutes_frozen_form(driver: Driver) -> None:
    minutes_frozen(driver)
    screen = _minutes(driver)
    screen.parts.choose(FORM)
    _page(driver, screen)


def _minutes_opening(driver: Driver) -> None:
    minutes_frozen(driver)
    screen = _minutes(driver)
    screen.freezing.unfreeze.click()
    driver.type("Sửa kết luận của chủ trì")
    _page(driver, screen)


def _minutes_page_away(driver: Driver) -> None:
    """Whoever may only read sees the form and the page."""
    _page(driver, _minutes(driver))


def _minutes_papers(driver: Driver) -> None:
    """Which papers; the preview shows the summary, with words found in it."""
    minutes_frozen(driver)
    screen = _minutes(driver)
    screen.parts.choose(PAPERS)
    screen.page.bar.papers.setCurrentIndex(1)
    screen.page.bar.chosen.emit("summary-pdf")
    _page(driver, screen)
    screen.page.open_search()
    driver.type("xep loai")
    driver.wait(lambda: bool(screen.page.search.hits))
    _page(driver, screen)


def _minutes_template(driver: Driver) -> None:
    """An upper level's workbook, one column chosen."""
    minutes_frozen(driver)
    screen = _minutes(driver)
    screen.parts.choose(PAPERS)
    page = screen.choosing.template
    page.open_template(make_template(driver.session.path.parent / "Biểu 02 Ban Tổ chức.xlsx"))
    for column, name in enumerate(("number", "subject", "title", "final")):
        page.grid.choose(page.grid.index(5, column), name)
    page.table.setCurrentIndex(page.grid.index(5, 4))
    page.table.setFocus()
    _settle(driver)
    _page(driver, screen)


def make_template(path: Path) -> Path:
    """A workbook as a province sends it down."""
    from openpyxl import Workbook

    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Biểu 02"
    sheet["A1"] = "TỈNH ỦY LÂM ĐỒNG"
    sheet["A3"] = "TỔNG HỢP KẾT QUẢ THẨM ĐỊNH MÔ HÌNH MỚI, CÁCH LÀM SÁNG TẠO"
    for at, words in zip("ABCDE", ("STT", "Đơn vị", "Mô hình", "Điểm", "Xếp loại"), strict=True):
        sheet[f"{at}5"] = words
    sheet["A8"], sheet["D8"] = "Cộng", "=SUM(D6:D7)"
    workbook.save(path)
    return path


# -- several models of one subject ---------------------------------------------------------


def _main_model(driver: Driver) -> None:
    place = _front(driver, 2)
    assert isinstance(place, RegisterPlace)
    driver.key(Qt.Key.Key_F2)
    place.form.form.go_to("is_main")


def _models(driver: Driver) -> None:
    driver.key(Qt.Key.Key_5, CTRL)
    screen = driver.front
    assert isinstance(screen, ResultsScreen)
    ident = driver.session.book.connection.execute(
        "SELECT id FROM submission WHERE code = ?", (code(2),)
    ).fetchone()[0]
    screen.show_submission(ident)


_BARE: dict[str, Any] = {"make": make_bare}

SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "minutes-bare": (_minutes_plain, _BARE),
    "minutes-bare-new": (_minutes_new, _BARE),
    "minutes-bare-cases": (_minutes_no_cases, _BARE),
    "minutes-empty": (_minutes_plain, {}),
    "minutes-new": (_minutes_new, {}),
    "minutes-form": (_minutes_form, {}),
    "minutes-form-foot": (_minutes_form_foot, {}),
    "minutes-cases": (_minutes_cases, {}),
    "minutes-choosing": (_minutes_choosing, {}),
    "minutes-ready": (_minutes_ready, {}),
    "minutes-obstacles": (_minutes_obstacles, {"confirmed": False}),
    "minutes-frozen": (minutes_frozen, {}),
    "minutes-frozen-form": (_minutes_frozen_form, {}),
    "minutes-opening": (_minutes_opening, {}),
    "minutes-papers": (_minutes_papers, {}),
    "minutes-template": (_minutes_template, {}),
    "minutes-read-only": (_minutes_page_away, {"make": make_open, "office": False}),
    "form-main-model": (_main_model, {}),
    "models": (_models, {"make": make_models}),
    "models-unmarked": (_models, {"make": make_models, "how": "main"}),
}
