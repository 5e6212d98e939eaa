"""Scenes of the HTXSNV list for ``tests.flows.screens``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from db import campaigns, decisions, freeze, importing, ratings
from db.book import Book
from db.home import Home
from db.importing import ImportRow
from db.queries.cases import subjects
from desktop.result_place import EXCELLENT, ResultPlace
from desktop.screens.excellent import ExcellentScreen
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import code, make_book

BASIS = "Hướng dẫn số 25-HD/BTCTU, ngày 10/11/2023, mục 4"
ROSTER = (
    ("DT01", "collective", "Đảng bộ xã Lát", "", "LD01"),
    ("DT02", "collective", "Đảng bộ xã Đạ Sar", "", "LD02"),
    ("DT03", "individual", "Cil Poh Hương", "Bí thư Đảng ủy", "LD01"),
    ("DT04", "individual", "K'Brít", "Phó Bí thư", "LD01"),
    ("DT05", "individual", "Rơ Ông Ha Thuyên", "Chủ tịch Ủy ban nhân dân", "LD02"),
    ("DT06", "individual", "Nguyễn Thị Minh Tâm", "Chuyên viên", "LD03"),
)


def make_roster_book(path: Path, home: Home, *, quota: str = "20") -> Path:
    """The sample with six of the roster put forward, a document of one, and a quota."""
    make_book(path, home)
    rows = [
        ImportRow(
            "subject",
            (ident,),
            {"kind": kind, "name": name, "post": post, "unit": unit, "authority": "",
             "must_register": True, "aims_excellent": True},
        )
        for ident, kind, name, post, unit in ROSTER
    ]  # fmt: skip
    rows.append(ImportRow("submission", (code(4),), {"aims_excellent": True}))
    with Book.open(path, home) as book:
        campaign = campaigns.find(book.connection, None)
        importing.apply(book, campaign, rows, file="doi-tuong.xlsx")
        campaigns.change(book, campaign, {"set:quota": quota, "basis:quota": BASIS})
        named = {s.name: s for s in subjects(book, campaign)}
        said = {"what": "project", "document": "Sáng kiến “Sổ tay số tổ dân phố”",
                "number": "1234/QĐ-UBND", "date": "2023-06-05",
                "level": "Ủy ban nhân dân huyện Lạc Dương"}  # fmt: skip
        ratings.save_ground(book, campaign, named["K'Brít"].holder, None, said)
        for name, head in (("Cil Poh Hương", True), ("K'Brít", False)):
            ratings.say_head(book, named[name].holder[1], head)
        ratings.propose_reward(
            book, named["K'Brít"].holder, "Giấy khen của Huyện ủy", "Đảng ủy xã Lát"
        )
    return path


def excellent(driver: Driver) -> ExcellentScreen:
    """The HTXSNV list, brought to the front."""
    driver.key(Qt.Key.Key_5, CTRL)
    place = driver.workspace.screen_in_front
    assert isinstance(place, ResultPlace)
    place.chips.choose(EXCELLENT)
    driver.settle()
    front = driver.front
    assert isinstance(front, ExcellentScreen)
    return front


def show(driver: Driver, name: str) -> ExcellentScreen:
    """One of the list, its rules beside it."""
    screen = excellent(driver)
    rows = range(screen.model.rowCount())
    row = next(r for r in rows if screen.model.proposed(r).subject.name == name)
    screen.table.go_to(row)
    screen.open_row(row)
    driver.settle()
    return screen


def _list(driver: Driver) -> None:
    excellent(driver)


def _qualifies(driver: Driver) -> None:
    show(driver, "K'Brít")


def _open(driver: Driver) -> None:
    show(driver, "Rơ Ông Ha Thuyên")


def _deciding(driver: Driver) -> None:
    screen = show(driver, "Rơ Ông Ha Thuyên")
    screen.panel.decide_button.click()
    driver.key(Qt.Key.Key_Return)
    driver.type("Thông báo 45-TB/HU")


def _document(driver: Driver) -> None:
    screen = show(driver, "K'Brít")
    screen.panel.document_button.click()


def _decided(driver: Driver) -> None:
    """The committee brings Đảng bộ xã Lát from Khá to Đạt: its head falls."""
    session = driver.session
    assert session.campaign is not None
    said = {"number": 1, "date": "2023-11-24", "chair": "TV01", "secretary": "TV03"}
    meeting = [ImportRow("session", ("1",), said)]
    importing.apply(session.book, session.campaign, meeting, file="hop.xlsx")
    freeze.freeze(session.book, session.campaign, 1)
    changed = {code(3): ("Đạt", "Sản phẩm chưa rõ")}
    assert session.run(
        decisions.record, session.campaign, 1, "QĐ 9-QĐ/HU", "2023-12-05", changed
    )
    show(driver, "Cil Poh Hương")


def _nobody(driver: Driver) -> None:
    excellent(driver)


Made = dict[str, Any]
_ROSTER: Made = {"make": make_roster_book}
SCENES: dict[str, tuple[Callable[[Driver], None], Made]] = {
    "excellent": (_list, _ROSTER),
    "excellent-qualifies": (_qualifies, _ROSTER),
    "excellent-open": (_open, _ROSTER),
    "excellent-deciding": (_deciding, _ROSTER),
    "excellent-document": (_document, _ROSTER),
    "excellent-decided": (_decided, _ROSTER),
    "excellent-nobody": (_nobody, {}),
}
