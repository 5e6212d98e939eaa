"""Tells when nobody has touched keyboard or mouse for some time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

WARNING = 20_000  # ms before the end at which :attr:`IdleWatch.soon` tells
_INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)


class IdleWatch(QObject):
    """Sees the whole program's input, but only between :meth:`start` and :meth:`stop`."""

    soon = Signal()  # a little before
    back = Signal()  # somebody is there after all
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._warn = QTimer(self, singleShot=True)
        self._warn.timeout.connect(self._warned)
        self._end = QTimer(self, singleShot=True, interval=WARNING)
        self._end.timeout.connect(self._over)

    @property
    def on(self) -> bool:
        """Whether somebody is waited for."""
        return self._warn.isActive() or self._end.isActive()

    def start(self, minutes: float) -> None:
        """Begins to count; 0 minutes: never."""
        self.stop()
        app = QCoreApplication.instance()
        if minutes > 0 and app is not None:
            self._warn.setInterval(max(0, round(minutes * 60_000) - WARNING))
            self._warn.start()
            app.installEventFilter(self)

    def stop(self) -> None:
        """Nobody is waited for any more."""
        self._warn.stop()
        self._end.stop()
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any input begins the count anew."""
        if event.type() in _INPUT and self.on:
            if self._end.isActive():
                self._end.stop()
                self.back.emit()
            self._warn.start()
        return False

    def _warned(self) -> None:
        self._end.start()
        self.soon.emit()

    def _over(self) -> None:
        self.stop()
        self.idle.emit()
