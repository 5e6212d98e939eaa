"""Size and place of the window, from one start to the next, also on a smaller screen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from desktop.preferences import Preferences

_SMALL = 1400  # pixels of a screen's width up to which the window is maximised at first


def show_as_before(window: QMainWindow, preferences: Preferences) -> None:
    """Shows the window where and as large as it was; at first maximised on a small screen."""
    kept = QByteArray.fromHex(preferences.geometry.encode("ascii", "replace"))
    restored = window.restoreGeometry(kept)
    room = window.screen().availableGeometry()
    if not restored and room.width() <= _SMALL:
        window.showMaximized()
        return
    if restored and not window.isMaximized():  # the screen may be another one now
        shape = window.frameGeometry()
        window.resize(window.size().boundedTo(room.size()))
        if not room.contains(shape):
            shape = window.frameGeometry()
            left = max(room.left(), min(shape.left(), room.right() - shape.width() + 1))
            top = max(room.top(), min(shape.top(), room.bottom() - shape.height() + 1))
            window.move(left, top)
    window.show()


def keep(window: QMainWindow, preferences: Preferences) -> None:
    """Remembers it, and whatever else is not saved yet."""
    if not window.isFullScreen():  # that is never the person's own choice
        preferences.geometry = bytes(window.saveGeometry().toHex().data()).decode("ascii")
    preferences.save()
