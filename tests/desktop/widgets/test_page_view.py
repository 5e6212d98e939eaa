"""Pages of a paper on the screen: turning, zooming, and what is said without one."""

from __future__ import annotations

import io
from functools import partial
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.home import Home
from desktop.app import make_look, prepare
from desktop.documents.errors import PaperFileError
from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_pages import PaperPages
from desktop.widgets.page_view import PageView

A4 = (595, 842)
KEY = Qt.Key


def pdf(count: int, wide: int = -1) -> bytes:
    """Pages with a black block each; one of them may lie on its side."""
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream)
    for page in range(count):
        canvas.setPageSize(A4[::-1] if page == wide else A4)
        canvas.rect(100, 300 + page, 300, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture
def view(qtbot: QtBot, home: Home) -> PageView:
    prepare([])
    pages = PaperPages(Jobs())
    found = PageView(pages, make_look(home), "Biên bản")
    pages.setParent(found)
    qtbot.addWidget(found)
    found.resize(500, 600)
    with qtbot.waitExposed(found):
        found.show()
    return found


def show(view: PageView, qtbot: QtBot, data: bytes) -> None:
    with qtbot.waitSignal(view._pages.drawn):
        view.show_paper(lambda: data)


def test_a_page_fits_the_width_and_is_sharp(view: PageView, qtbot: QtBot) -> None:
    show(view, qtbot, pdf(3))
    qtbot.waitUntil(
        lambda: (
            view.sheet.picture is not None
            and abs(view.sheet.picture.width() - view.sheet.width()) <= 1
        )
    )
    assert view.sheet.width() <= view.area.viewport().width()
    picture = view.sheet.picture
    assert picture is not None
    scale = picture.width() / A4[0]
    middle = picture.pixelColor(round(250 * scale), round((842 - 350) * scale))
    assert middle.lightness() < 20 and picture.pixelColor(3, 3).lightness() > 250


def test_a_page_that_takes_long_to_make_anew_says_so(view: PageView, qtbot: QtBot) -> None:
    show(view, qtbot, pdf(3))
    assert not view.making.isVisible()
    go_on = Event()

    def slowly() -> bytes:
        assert go_on.wait(10)
        return pdf(2)

    view.show_paper(slowly)
    assert not view.making.isVisible()  # nothing flickers where it is quick
    qtbot.waitUntil(view.making.isVisible)
    assert view.words == ""  # the former page is still there to be read
    with qtbot.waitSignal(view._pages.drawn):
        go_on.set()
    assert not view.making.isVisible() and view._pages.count == 2


def test_keys_turn_pages(view: PageView, qtbot: QtBot) -> None:
    show(view, qtbot, pdf(3))
    assert view.area.accessibleName() == "Bản xem trước: Biên bản, trang 1 trên 3"
    for key, page in (
        (KEY.Key_PageDown, 1), (KEY.Key_End, 2), (KEY.Key_PageDown, 2),
        (KEY.Key_PageUp, 1), (KEY.Key_Home, 0), (KEY.Key_PageUp, 0),
    ):  # fmt: skip
        qtbot.keyClick(view.area, key)
        assert view.page == page
    former = view.sheet.picture
    qtbot.keyClick(view.area, KEY.Key_PageDown)
    qtbot.waitUntil(lambda: view.sheet.picture != former)


def test_zoom_by_steps_and_back(view: PageView, qtbot: QtBot) -> None:
    show(view, qtbot, pdf(1))
    fitting = view.sheet.width()
    qtbot.keyClick(view.area, KEY.Key_Plus)
    assert view.sheet.width() > fitting
    for _ in range(10):
        qtbot.keyClick(view.area, KEY.Key_Plus)
    assert view.sheet.width() == round(A4[0] / 72 * 96 * 3)
    for _ in range(10):
        qtbot.keyClick(view.area, KEY.Key_Minus)
    assert view.sheet.width() == round(A4[0] / 72 * 96 / 2)
    qtbot.keyClick(view.area, KEY.Key_0)
    assert view.sheet.width() == fitting
    view.resize(700, 600)
    qtbot.waitUntil(lambda: view.sheet.width() > fitting + 100)


def test_a_page_on_its_side_keeps_its_shape(view: PageView, qtbot: QtBot) -> None:
    show(view, qtbot, pdf(2, wide=1))
    assert view.sheet.height() > view.sheet.width()
    qtbot.keyClick(view.area, KEY.Key_End)
    assert view.sheet.height() < view.sheet.width()


def test_a_shorter_paper_shows_its_last_page(view: PageView, qtbot: QtBot) -> None:
    show(view, qtbot, pdf(5))
    qtbot.keyClick(view.area, KEY.Key_End)
    assert view.page == 4
    show(view, qtbot, pdf(2))
    assert view.page == 1
    qtbot.waitUntil(lambda: view.sheet.picture is not None)


def test_of_many_papers_the_newest_is_shown(view: PageView, qtbot: QtBot) -> None:
    for count in (9, 8, 7, 2):
        view.show_paper(partial(pdf, count))
    qtbot.waitUntil(lambda: view._pages.count == 2)


def test_a_paper_that_cannot_be_made_is_said(view: PageView, qtbot: QtBot) -> None:
    def fail() -> bytes:
        raise PaperFileError(path="x", errno=28)

    with qtbot.waitSignal(view._pages.failed):
        view.show_paper(fail)
    assert view.words.startswith("Chưa dựng được trang in.")
    show(view, qtbot, pdf(1))
    assert view.words == ""


def test_no_page_after_clearing(view: PageView, qtbot: QtBot) -> None:
    show(view, qtbot, pdf(2))
    view._pages.clear()
    assert view.sheet.picture is None
    qtbot.keyClick(view.area, KEY.Key_End)
    assert view.page == 0
