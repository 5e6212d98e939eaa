"""A paper page by page: fits the width or zooms, never in the way of typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from desktop.messages import sentence
from desktop.models.minutes_pages import POINTS_PER_INCH, PaperPages
from desktop.theme.look import Look
from desktop.widgets.page_bar import PageBar
from desktop.widgets.page_search import PageSearch
from desktop.widgets.page_sheet import PageSheet

ZOOMS = (50, 75, 100, 125, 150, 200, 300)  # per cent of the paper's true size
_REST = 60  # milliseconds after the last change of size
_PATIENCE = 200  # milliseconds before a sentence says that pages are being made


class PageView(QFrame):
    """PgUp, PgDn, Home, End go from page to page, + and - zoom, 0 fits the width; words are
    found in the pages."""

    chosen = Signal(str)  # another paper is to be shown

    def __init__(
        self,
        pages: PaperPages,
        look: Look,
        name: str,
        parent: QWidget | None = None,
        *,
        papers: Sequence[tuple[str, str]] = (),
        waiting: str = "Đang dựng trang in…",
        failing: str = "Chưa dựng được trang in.",
    ) -> None:
        """``name`` is what the paper is called: "Biên bản"; ``papers`` are (key, name) where
        there are several to choose from. ``waiting`` and ``failing`` stand in place of pages."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._pages, self._look, self._name = pages, look, name
        self.page = 0
        self._zoom = 0  # per cent, 0 fits the width
        self._waiting, self._said = False, (waiting, failing)
        self.sheet = PageSheet(look)
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.installEventFilter(self)
        self.area.viewport().installEventFilter(self)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMargin(24)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.area)
        self._stack.addWidget(self._words)
        self.making = QProgressBar()  # a line under the buttons: words would push them aside
        self.making.setRange(0, 0)
        self.making.setTextVisible(False)
        self.making.setAccessibleName("Đang dựng lại trang in; trang đang xem là bản trước")
        self.making.setToolTip(self.making.accessibleName())
        policy = self.making.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.making.setSizePolicy(policy)
        self.making.hide()
        self.bar = PageBar(papers)
        self.bar.turned.connect(self.turn)
        self.bar.zoomed.connect(self.zoom)
        self.bar.seeks.connect(self.open_search)
        self.bar.chosen.connect(self._choose)
        self.search = PageSearch(pages, name)
        self.search.changed.connect(self._show_hit)
        self.search.closed.connect(lambda: self.area.setFocus(Qt.FocusReason.OtherFocusReason))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.search)
        column.addWidget(self.making)
        column.addWidget(self._stack, 1)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._draw)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._say_waiting)
        pages.opened.connect(self._opened)
        pages.drawn.connect(self._drawn)
        pages.failed.connect(self._failed)
        look.changed.connect(self._renew)
        self._renew()

    @property
    def words(self) -> str:
        """The sentence that stands in place of the page, "" while a page is shown."""
        return self._words.text() if self._stack.currentWidget() is self._words else ""

    def show_paper(self, make: Callable[[], bytes]) -> None:
        """Has the paper made anew and shows it where the person was."""
        self._waiting = True
        self._patience.start()
        self._pages.show(make, self.page, self._pixels())

    def begin(self, make: Callable[[], bytes]) -> None:
        """Another paper from its first page; the former one goes at once."""
        self.page = 0
        self._pages.clear()
        self.show_paper(make)

    @property
    def paper(self) -> str:
        """The key of the paper that is shown, "" where there is only one."""
        return str(self.bar.papers.currentData() or "")

    @property
    def name(self) -> str:
        """What the paper that is shown is called."""
        return self.bar.papers.currentText() or self._name

    def open_search(self) -> None:
        """Ctrl+F while the focus is here."""
        self.search.open_search(self.page)

    def go_to(self, page: int) -> None:
        """Shows a page, counted from 0."""
        page = max(0, min(page, self._pages.count - 1))
        if page != self.page:
            self.page = page
            self.area.verticalScrollBar().setValue(0)
            self._renew()
            self._draw()

    def turn(self, step: int) -> None:
        """Pages on or back."""
        self.go_to(self.page + step)

    def zoom(self, step: int) -> None:
        """The next larger or smaller of ZOOMS; 0 fits the width."""
        now = self._percent()
        steps = [z for z in ZOOMS if (z > now if step > 0 else z < now)]
        if step and not steps:
            return
        self._zoom = (steps[0] if step > 0 else steps[-1]) if step else 0
        self._renew()
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page that fits the width is drawn anew, a little later."""
        super().resizeEvent(event)
        self._renew()
        self._rest.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys and the wheel at the page's end turn pages; Ctrl and the wheel zoom."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event) or super().eventFilter(watched, event)
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            return self._wheel(event) or super().eventFilter(watched, event)
        if event.type() == QEvent.Type.Resize and watched is self.area.viewport():
            self._renew()
            self._rest.start()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        keys: dict[int, Callable[[], None]] = {
            Qt.Key.Key_PageDown: lambda: self.turn(1),
            Qt.Key.Key_PageUp: lambda: self.turn(-1),
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(self._pages.count - 1),
            Qt.Key.Key_Plus: lambda: self.zoom(1),
            Qt.Key.Key_Minus: lambda: self.zoom(-1),
            Qt.Key.Key_0: lambda: self.zoom(0),
        }
        act = keys.get(event.key())
        if act is not None:
            act()
        return act is not None

    def _wheel(self, event: QWheelEvent) -> bool:
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned:
                self.zoom(1 if turned > 0 else -1)
            return True
        bar = self.area.verticalScrollBar()
        end = bar.maximum() if turned < 0 else bar.minimum()
        return bool(turned) and bar.value() == end and self.read_on(1 if turned < 0 else -1)

    def read_on(self, step: int) -> bool:
        """A screenful on or back, over the page's end; False at the paper's end."""
        bar, before = self.area.verticalScrollBar(), self.page
        if bar.value() != (bar.maximum() if step > 0 else bar.minimum()):
            bar.setValue(bar.value() + step * bar.pageStep())
            return True
        self.turn(step)
        if step < 0 and self.page != before:
            bar.setValue(bar.maximum())
        return self.page != before

    def _true_width(self) -> float:
        """The page's width at 100 %, in logical pixels."""
        sizes = self._pages.sizes
        points = sizes[self.page].width() if self.page < len(sizes) else 595.0
        return points / POINTS_PER_INCH * 96

    def _width(self) -> int:
        """The width of the sheet in logical pixels."""
        if self._zoom:
            return round(self._true_width() * self._zoom / 100)
        bar = self.area.verticalScrollBar().sizeHint().width()
        return max(80, self.area.width() - bar - 2 * self._look.px(8))

    def _percent(self) -> float:
        return self._zoom or self._width() / self._true_width() * 100

    def _choose(self, paper: str) -> None:
        """Another paper begins at its first page."""
        self.page = 0
        self.chosen.emit(paper)

    def _show_hit(self) -> None:
        """Turns to the place in front and brings it into sight."""
        hit = self.search.current
        if hit is not None:
            self.go_to(hit.page)
        self._mark()
        if hit is not None and hit.page == self.page:
            place = self.sheet.place_of(hit).center()
            self.area.ensureVisible(place.x(), place.y(), 40, 80)

    def _mark(self) -> None:
        sizes = self._pages.sizes
        size = sizes[self.page] if self.page < len(sizes) else QSizeF()
        here = [hit for hit in self.search.hits if hit.page == self.page]
        self.sheet.mark(here, self.search.current, size)

    def _pixels(self) -> int:
        return round(self._width() * self.devicePixelRatioF())

    def _draw(self) -> None:
        self._pages.draw(self.page, self._pixels())

    def _opened(self) -> None:
        self._end_waiting()
        if not self._pages.count:
            self.sheet.show_picture(None)
        self.page = max(0, min(self.page, self._pages.count - 1))
        self._stack.setCurrentWidget(self.area)
        self._renew()

    def _drawn(self, page: int, picture: QImage) -> None:
        if page == self.page:
            self.sheet.show_picture(picture)
        if page != self.page or abs(picture.width() - self._pixels()) > 1:
            self._rest.start()  # page or width have changed meanwhile

    def _failed(self, error: Exception) -> None:
        self._end_waiting()
        self._words.setText(f"{self._said[1]} {sentence(error)}")
        self._stack.setCurrentWidget(self._words)
        self._renew()

    def _say_waiting(self) -> None:
        """Past 200 ms: in place of the page, or above the former one."""
        if self._waiting and not self._pages.count:
            self._words.setText(self._said[0])
            self._stack.setCurrentWidget(self._words)
        self.making.setVisible(self._waiting and bool(self._pages.count))

    def _end_waiting(self) -> None:
        self._waiting = False
        self._patience.stop()
        self.making.hide()

    def _renew(self) -> None:
        count = self._pages.count
        sizes = self._pages.sizes
        size = sizes[self.page] if self.page < len(sizes) else None
        width = self._width()
        height = round(width * size.height() / size.width()) if size else 0
        self.sheet.setFixedSize(QSize(width, height + self._look.px(8)) if size else QSize(1, 1))
        self.bar.show_state(self.page, count, round(self._percent()), not self._zoom)
        where = f", trang {self.page + 1} trên {count}" if count else ""
        self.area.setAccessibleName(f"Bản xem trước: {self.name}{where}")
        self._mark()
