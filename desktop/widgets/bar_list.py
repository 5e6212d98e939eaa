"""A plot of a few bars from left to right, each with its word and its figure; one leads on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.theme.look import Look

_LINE = 22  # pixels at 100 %


@dataclass(frozen=True, slots=True)
class Bar:
    """``count`` of ``of``; ``of`` 0 where the bars are compared with each other alone."""

    key: str
    word: str
    count: int
    of: int = 0
    ink: str = "accent"

    @property
    def figure(self) -> str:
        """As it stands behind the bar."""
        return f"{self.count}/{self.of}" if self.of else str(self.count)


class BarList(QAbstractButton):
    """Tab brings the focus, Up and Down choose a bar, Enter or a click leads on."""

    chosen = Signal(str)  # key of the bar

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._name = look, name
        self._bars: tuple[Bar, ...] = ()
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.updateGeometry)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Hidden where there is none."""
        self._bars = tuple(bars)
        self._at = min(self._at, max(len(bars) - 1, 0))
        self._say()
        self.setToolTip(", ".join(f"{bar.word} {bar.figure}" for bar in bars))
        self.setVisible(bool(bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line a bar."""
        return QSize(self._look.px(260), self._look.px(_LINE) * max(len(self._bars), 1))

    def minimumSizeHint(self) -> QSize:
        """Words and figures, and a little of the bars."""
        return QSize(self._look.px(180), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Enter."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and 0 <= self._at + step < len(self._bars):
            self._at += step
            self._say()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._bars:
            self.chosen.emit(self._bars[self._at].key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Which bar was clicked."""
        place = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(place):
            at = place.y() // self._look.px(_LINE)
            if at < len(self._bars):
                self._at = at
                self.chosen.emit(self._bars[at].key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen bar is marked while the focus is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And no longer."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars."""
        painter = QPainter(self)
        painter.setFont(self._look.font())
        metrics = QFontMetrics(self._look.font())
        gap, height = self._look.px(8), self._look.px(_LINE)
        wide = max((metrics.horizontalAdvance(bar.word) for bar in self._bars), default=0)
        words = min(wide + 2, self.width() // 2)  # eliding rounds otherwise than measuring
        figures = max((metrics.horizontalAdvance(bar.figure) for bar in self._bars), default=0)
        room = max(self.width() - words - figures - 3 * gap, 1)
        most = max([*(bar.of or bar.count for bar in self._bars), 1])
        middle = Qt.AlignmentFlag.AlignVCenter
        for at, bar in enumerate(self._bars):
            top = at * height
            if at == self._at and self.hasFocus():
                painter.fillRect(0, top, self.width(), height, self._look.colour("selected"))
                painter.setPen(self._look.colour("accent"))
                painter.drawRect(0, top, self.width() - 1, height - 1)
            painter.setPen(self._look.colour("text"))
            word = metrics.elidedText(bar.word, Qt.TextElideMode.ElideRight, words)
            painter.drawText(QRect(gap // 2, top, words, height), int(middle), word)
            left, thick = words + gap + gap // 2, height * 3 // 5
            whole = bar.of or most
            if bar.of:
                ground = QRect(left, top + height // 5, room, thick)
                painter.fillRect(ground, self._look.colour("line"))
            length = room * bar.count // max(whole, 1)
            painter.fillRect(left, top + height // 5, length, thick, self._look.colour(bar.ink))
            after = QRect(self.width() - figures - gap // 2, top, figures, height)
            painter.drawText(after, int(Qt.AlignmentFlag.AlignRight | middle), bar.figure)

    def _say(self) -> None:
        """A screen reader hears all of it, then the bar that is chosen."""
        words = "; ".join(f"{bar.word} {bar.figure}" for bar in self._bars)
        self.setAccessibleName(f"{self._name}: {words}")
        if self._bars:
            bar = self._bars[self._at]
            self.setAccessibleDescription(f"Đang chọn {bar.word}, {bar.figure}")
