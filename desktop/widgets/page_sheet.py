"""One page of a paper on the screen, with the places that were found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.models.paper_search import Hit
from desktop.theme.look import Look

_FOUND, _CURRENT = QColor(255, 214, 0, 90), QColor(255, 140, 0, 130)  # over white paper
_AROUND = 1.5  # points


class PageSheet(QWidget):
    """One page; while a sharper picture is on its way the former one is stretched."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.picture: QImage | None = None
        self._hits: Sequence[Hit] = ()
        self._current: Hit | None = None
        self._size = QSizeF()

    def show_picture(self, picture: QImage | None) -> None:
        """Another picture, or none."""
        self.picture = picture
        self.update()

    def mark(self, hits: Sequence[Hit], current: Hit | None, size: QSizeF) -> None:
        """What was found on this page of ``size`` points, one of it in front."""
        self._hits, self._current, self._size = hits, current, size
        self.update()

    def place_of(self, hit: Hit) -> QRect:
        """Where a place stands on this widget."""
        return self._on_screen(hit.boxes[0]).toAlignedRect() if hit.boxes else QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page, a frame, what was found."""
        painter = QPainter(self)
        page = self._page()
        painter.fillRect(page, QColor("white"))
        if self.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(page, self.picture)
        for hit in self._hits:
            front = hit is self._current
            for box in hit.boxes:
                painter.fillRect(self._on_screen(box), _CURRENT if front else _FOUND)
                if front:  # not by colour alone
                    painter.setPen(QPen(QColor("black"), self._look.px(2)))
                    painter.drawRect(self._on_screen(box))
        painter.setPen(self._look.colour("line"))
        painter.drawRect(page.adjusted(0, 0, -1, -1))

    def _page(self) -> QRect:
        return QRect(0, self._look.px(4), self.width(), self.height() - self._look.px(8))

    def _on_screen(self, box: QRectF) -> QRectF:
        page = self._page()
        if self._size.isEmpty():
            return QRectF()
        across, down = page.width() / self._size.width(), page.height() / self._size.height()
        wide = box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
        return QRectF(
            page.x() + wide.x() * across,
            page.y() + wide.y() * down,
            wide.width() * across,
            wide.height() * down,
        )
