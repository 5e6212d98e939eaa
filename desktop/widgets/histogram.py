"""How many results fall into each class: a few bars, each with its word and count."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.rules.bands import CLASSES
from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look


class ClassHistogram(QWidget):
    """Bars from left to right in lines: word, bar, count. A line may be clicked; the keyboard
    has the chips of the same names."""

    chosen = Signal(str)  # the class of the line

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._counts: dict[str, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.updateGeometry)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Counts by class; hidden where there is none."""
        self._counts = {name: counts.get(name, 0) for name in CLASSES}
        words = ", ".join(f"{name} {count}" for name, count in self._counts.items())
        self.setAccessibleName(f"Số hồ sơ theo xếp loại: {words}")
        self.setToolTip(words)
        self.setVisible(any(self._counts.values()))
        self.update()

    def sizeHint(self) -> QSize:
        """Four lines of small type."""
        line = QFontMetrics(self._look.font(-1)).height() + self._look.px(2)
        return QSize(self._look.px(210), line * len(CLASSES))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Which line was clicked."""
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(place):
            line = place.y() // (self.height() // len(CLASSES))
            self.chosen.emit(CLASSES[min(line, len(CLASSES) - 1)])

    def figure_at(self, count: int) -> int:
        """Where the figure behind a class's bar begins."""
        metrics = QFontMetrics(self._look.font(-1))
        words = max(metrics.horizontalAdvance(name) for name in CLASSES) + self._look.px(8)
        room = self.width() - words - self._figures(metrics)
        return words + room * count // max([*self._counts.values(), 1]) + self._look.px(5)

    def _figures(self, metrics: QFontMetrics) -> int:
        """Pixels for the largest figure and the gap before it."""
        most = max([*self._counts.values(), 1000])
        return metrics.horizontalAdvance(str(most)) + self._look.px(6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars."""
        painter = QPainter(self)
        font = self._look.font(-1)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        words = max(metrics.horizontalAdvance(name) for name in CLASSES) + self._look.px(8)
        most = max([*self._counts.values(), 1])
        figures = self._figures(metrics)
        height = self.height() // len(CLASSES)
        room = self.width() - words - figures
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for place, (name, count) in enumerate(self._counts.items()):
            top = place * height
            painter.setPen(self._look.colour("muted"))
            area = QRect(0, top, words - self._look.px(8), height)
            painter.drawText(area, int(right), name)
            bar = QRect(words, top + height // 5, room * count // most, height * 3 // 5)
            painter.fillRect(bar, self._look.colour(CLASS_INKS[name]))
            painter.setPen(self._look.colour("text"))
            after = QRect(self.figure_at(count), top, figures, height)
            painter.drawText(after, int(Qt.AlignmentFlag.AlignVCenter), str(count))
