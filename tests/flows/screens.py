"""Pictures of every screen, to be looked at: ``python -m tests.flows.screens OUT [NAME…]``.

Each in light and dark, at 100 % and 175 %, at 1366×768, empty and with a sample; where no names are
given also every list with 10,000 submissions (``tests.flows.large``), in OUT/10000.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QPixmap
from PySide6.QtWidgets import QApplication

from db.book import Book
from db.home import Home
from desktop.preferences import Preferences
from tests.flows import (
    amending_scenes,
    desk_scenes,
    duty_scenes,
    entry_scenes,
    excellent_scenes,
    exchange_scenes,
    gap_scenes,
    history_scenes,
    large,
    meeting_scenes,
    opening_scenes,
    overview_scenes,
    panel_scenes,
    paper_scenes,
    pass_scenes,
    reading_scenes,
    rule_scenes,
    signing_scenes,
    similar_scenes,
    stick_scenes,
    unit_scenes,
    upkeep_scenes,
)
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import code, make_book
from tests.moulds import cast_folder

Shot = tuple[str, Callable[[Driver], None]]
_TURNS = 10  # of the event loop at most, until a picture stays the same


def main(arguments: list[str]) -> int:
    """Writes the pictures into the folder named."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out = Path(arguments[0] if arguments else "screens")
    wanted = arguments[1:]
    out.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        for scale in (100, 175):
            for name, driver in _shots(scheme, scale, wanted):
                QCursor.setPos(driver.window.mapToGlobal(driver.window.rect().bottomRight()))
                _still(driver).save(str(out / f"{name}-{scheme}-{scale}.png"))
                print(f"{name}-{scheme}-{scale}.png", flush=True)
    if not wanted:
        large.main([str(out / "10000")])
    return 0


def _still(driver: Driver) -> QPixmap:
    """The window once its layout has come to rest: twice the same picture."""
    picture = driver.window.grab()
    for _ in range(_TURNS):
        driver.settle()
        former, picture = picture, driver.window.grab()
        if picture.toImage() == former.toImage():
            break
    return picture


def _shots(scheme: str, scale: int, wanted: list[str]) -> Iterator[tuple[str, Driver]]:
    for name, make in _SCENES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        with tempfile.TemporaryDirectory() as folder:
            driver = make(Path(folder), scheme, scale)
            yield name, driver
            driver.close()


def _driver(home: Home, scheme: str, scale: int) -> Driver:
    preferences = Preferences.load(home)
    preferences.scheme, preferences.scale = scheme, scale
    preferences.save()
    driver = Driver(home)
    driver.window.resize(1366, 768)
    driver.settle()
    return driver


def _scene(
    then: Callable[[Driver], None],
    *,
    member: str = "",
    office: bool = True,
    place: int = 1,
    make: Callable[..., Path] = make_book,
    **book: object,
) -> Callable[[Path, str, int], Driver]:
    def show(folder: Path, scheme: str, scale: int) -> Driver:
        def fill(there: Path) -> None:
            make(there / path.name, Home(there / "home"), **book)

        path = folder / "lac-duong-2023.thamdinh"
        cast_folder(("scene", make, *sorted(book.items())), fill, folder)
        driver = _driver(Home(folder / ("home" if office else "other")), scheme, scale)
        driver.open(path, member, place=place)
        then(driver)
        driver.settle()
        return driver

    return show


def _start(then: Callable[[Driver, Path], None]) -> Callable[[Path, str, int], Driver]:
    def make(folder: Path, scheme: str, scale: int) -> Driver:
        driver = _driver(Home(folder / "home"), scheme, scale)
        then(driver, folder)
        driver.settle()
        return driver

    return make


def _recent(driver: Driver, folder: Path) -> None:
    for name in ("lac-duong-2023", "lac-duong-2022", "bao-lam-2023"):
        driver.look.preferences.remember(folder / "So tham dinh" / f"{name}.thamdinh")
    driver.window.start.renew()
    driver.window.open_book(folder / "So tham dinh" / "lac-duong-2023.thamdinh")


def _place(number: int) -> Callable[[Driver], None]:
    def go(driver: Driver) -> None:
        driver.key(Qt.Key(Qt.Key.Key_0 + number), CTRL)

    return go


def _opened(number: int) -> Callable[[Driver], None]:
    def go(driver: Driver) -> None:
        _place(number)(driver)
        driver.key(Qt.Key.Key_Return)

    return go


def _half_done(driver: Driver) -> None:
    for text in ("1,75", "4,5", "", "3,5"):
        if text:
            driver.enter(text)
    driver.enter("1,3")
    driver.type("1,5")


def _written(driver: Driver) -> None:
    for text in ("1,75", "3,5", "1,25", "0,75", "0,5", "0,25"):
        driver.enter(text)
    driver.type("Có số liệu rõ, cần nói thêm về nhân rộng.")


def _go_to(number: int) -> Callable[[Driver], None]:
    def go(driver: Driver) -> None:
        found = driver.session.book.connection.execute(
            "SELECT id FROM submission WHERE code = ?", (code(number),)
        ).fetchone()
        driver.scoring.show_submission(found[0])
        driver.scoring.arrive()

    return go


def _reopening(driver: Driver) -> None:
    _go_to(1)(driver)
    driver.scoring.sheet.foot.reopen.click()
    driver.type("Gõ nhầm điểm")


def _reopened(driver: Driver) -> None:
    _reopening(driver)
    driver.key(Qt.Key.Key_Return)


def _pin(driver: Driver) -> None:
    _written(driver)
    driver.key(Qt.Key.Key_Return, CTRL)


def _nothing_found(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F, CTRL)
    driver.type("khong co gi")


def _readonly(folder: Path, scheme: str, scale: int) -> Driver:
    home = Home(folder / "home")
    path = make_book(folder / "lac-duong-2023.thamdinh", home)
    holder = Book.open(path, home)
    driver = _driver(home, scheme, scale)
    driver.window.destroyed.connect(lambda: holder.close())  # a bound method would not hold it
    driver.open(path, "TV04")
    driver.enter("1,5")
    return driver


def _nothing(driver: Driver, folder: Path) -> None:
    pass


def _settings(driver: Driver) -> None:
    assert driver.window.workspace is not None
    driver.window.workspace.show_place("settings")


_PARTS = (
    amending_scenes,
    desk_scenes,
    duty_scenes,
    entry_scenes,
    excellent_scenes,
    exchange_scenes,
    gap_scenes,
    history_scenes,
    meeting_scenes,
    opening_scenes,
    overview_scenes,
    panel_scenes,
    paper_scenes,
    signing_scenes,
    pass_scenes,
    reading_scenes,
    rule_scenes,
    similar_scenes,
    stick_scenes,
    unit_scenes,
    upkeep_scenes,
)
_SCENES: dict[str, Callable[[Path, str, int], Driver]] = {
    "start-empty": _start(_nothing),
    "start-recent": _start(_recent),
    "start-new": _start(lambda driver, _: driver.window.make_new_book()),
    "register-empty": _scene(_place(2), submissions=0, ballots=False),
    "register": _scene(_place(2)),
    "register-opened": _scene(_opened(2)),
    "register-nothing-found": _scene(_nothing_found),
    "score-nobody": _scene(_place(4)),
    "score-empty": _scene(lambda _: None, member="TV04", submissions=0, ballots=False),
    "score-fresh": _scene(lambda _: None, member="TV04"),
    "score-wrong": _scene(_half_done, member="TV04"),
    "score-written": _scene(_written, member="TV04"),
    "score-handed-in": _scene(_go_to(1), member="TV02"),
    "score-reopening": _scene(_reopening, member="TV02"),
    "score-reopened": _scene(_reopened, member="TV02"),
    "score-recused": _scene(_go_to(1), member="TV05"),
    "score-unconfirmed": _scene(_written, member="TV04", confirmed=False),
    "score-own-pin": _scene(_pin, member="TV04", office=False),
    "score-readonly": _readonly,
    "results-empty": _scene(_place(5), submissions=0, ballots=False),
    "results": _scene(_place(5)),
    "results-opened": _scene(_opened(5)),
    "results-unconfirmed": _scene(_place(5), confirmed=False),
    "settings": _scene(_settings),
    **{name: _start(then) for name, then in opening_scenes.START_SCENES.items()},
    **{name: _start(then) for name, then in signing_scenes.START_SCENES.items()},
    **{
        name: _scene(then, **book)
        for part in _PARTS
        for name, (then, book) in part.SCENES.items()
    },
}

if __name__ == "__main__":
    app_code = main(sys.argv[1:])
    QApplication.quit()
    sys.exit(app_code)
