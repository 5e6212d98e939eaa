"""Scenes of the similar submissions for ``tests.flows.screens``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from db import campaigns, entries
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import code

OURS = {
    "title": "Ngày thứ Bảy vì dân: tiếp nhận và trả hồ sơ tại thôn",
    "content": "Sáng thứ Bảy, bộ phận một cửa tiếp nhận và trả hồ sơ tại nhà văn hóa thôn cho "
    "người dân ở xa trung tâm; đoàn viên hướng dẫn nộp hồ sơ trực tuyến, không thu thêm lệ phí.",
    "novelty": "Cán bộ xuống thôn, người dân không phải đi 30 km đường đèo.",
    "product": "5 điểm tiếp nhận lưu động, 415 hồ sơ trả tại thôn.",
}
THEIRS = {
    "title": "Thứ Bảy về thôn",
    "content": "Tại xã Đưng K'Nớh, đoàn viên hướng dẫn nộp hồ sơ trực tuyến, không thu thêm lệ "
    "phí. Sáng thứ Bảy, bộ phận một cửa tiếp nhận và trả hồ sơ tại nhà văn hoá thôn cho người "
    "dân ở xa trung tâm.",
    "novelty": "Cán bộ xuống thôn; bà con đỡ phải ra trung tâm.",
    "product": "3 điểm tiếp nhận lưu động, 268 hồ sơ trả tại thôn.",
}


def alike(driver: Driver) -> bytes:
    """Gives the fourth submission a twin of another unit and one of the year before; returns
    its id."""
    session = driver.session
    assert session.campaign is not None
    law = "Đọc luật bằng tiếng dân tộc trên loa buôn"
    empty = dict.fromkeys(("content", "novelty", "product"))
    rows = session.book.connection.execute("SELECT id, code FROM submission").fetchall()
    idents = {name: ident for ident, name in rows}
    for number in range(1, 11):
        values = {4: OURS, 5: THEIRS}.get(number, {"title": f"{number} {law}", **empty})
        assert session.run(entries.save, "submission", idents[code(number)], values)
    before = campaigns.create(session.book, 2022, "Huyện ủy Lạc Dương", place="Lạc Dương")
    unit = {"campaign": before.id, "code": "LD01", "name": "Đảng bộ xã Lát"}
    assert session.run(entries.save, "unit", None, unit)
    old = {"campaign": before.id, "code": "LD-2022-017", "kind": "collective", "unit": "LD01",
           "subject": "Đảng bộ xã Lát"}  # fmt: skip
    assert session.run(entries.save, "submission", None, {**old, **OURS, "novelty": "Làm điểm."})
    return bytes(idents[code(4)])


def show(driver: Driver) -> None:
    """The fourth submission with what is similar to it counted."""
    driver.scoring.show_submission(alike(driver))
    driver.scoring.arrive()
    driver.wait(lambda: not driver.scoring.similar.search.busy)


def _opened(driver: Driver) -> None:
    show(driver)
    driver.key(Qt.Key.Key_T, CTRL)


def _second(driver: Driver) -> None:
    _opened(driver)
    driver.key(Qt.Key.Key_Down)


def _none(driver: Driver) -> None:
    alike(driver)
    ident = driver.session.book.connection.execute(
        "SELECT id FROM submission WHERE code = ?", (code(1),)
    ).fetchone()[0]
    values = {"title": "Nuôi ong dưới tán rừng thông", "content": "Mỗi nhà năm đàn ong."}
    assert driver.session.run(entries.save, "submission", ident, values)
    driver.scoring.show_submission(ident)
    driver.wait(lambda: not driver.scoring.similar.search.busy)
    driver.scoring.arrive()
    driver.key(Qt.Key.Key_T, CTRL)


SCENES: dict[str, tuple[Callable[[Driver], None], dict[str, Any]]] = {
    "similar-counted": (show, {"member": "TV04"}),
    "similar": (_opened, {"member": "TV04"}),
    "similar-second": (_second, {"member": "TV04"}),
    "similar-none": (_none, {"member": "TV04"}),
}
