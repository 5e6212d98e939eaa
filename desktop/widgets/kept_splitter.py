"""A splitter whose parts stay as somebody pulled them, also after the next start."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.theme.look import Look

_SAVE_AFTER = 500  # ms after the last pull
_WHOLE = 1000  # shares are per mille


class KeptSplitter(QSplitter):
    """Who lays it out calls :meth:`suggest` instead of ``setSizes``."""

    def __init__(
        self,
        look: Look,
        name: str,
        way: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(way, parent)
        self._preferences, self._name, self._shown = look.preferences, name, False
        self._saving = QTimer(self, singleShot=True, interval=_SAVE_AFTER)
        self._saving.timeout.connect(look.preferences.save)
        self.splitterMoved.connect(self._moved)

    def suggest(self, sizes: Sequence[int]) -> None:
        """These sizes, unless somebody pulled the same parts to others."""
        if not self._restore([size > 0 for size in sizes], sum(sizes)):
            self.setSizes(list(sizes))

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever suggests nothing gets what was pulled, at the first showing."""
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            long = self.width() if self.orientation() == Qt.Orientation.Horizontal else 0
            self._restore(self._parts(), long or self.height())

    def _restore(self, parts: Sequence[bool], room: int) -> bool:
        shares = self._preferences.splits.get(self._key(parts))
        if shares is None or len(shares) != self.count():
            return False
        self.setSizes([room * share // _WHOLE for share in shares])
        return True

    def _moved(self) -> None:
        """Only ever by hand."""
        sizes = self.sizes()
        room = sum(sizes)
        if room > 0:
            key = self._key([size > 0 for size in sizes])
            self._preferences.splits[key] = [_WHOLE * size // room for size in sizes]
            self._saving.start()

    def _parts(self) -> list[bool]:
        parts = (self.widget(place) for place in range(self.count()))
        return [part is not None and not part.isHidden() for part in parts]

    def _key(self, parts: Sequence[bool]) -> str:
        """Which parts are there: two of three share the room otherwise than all three."""
        return self._name + ":" + "".join("1" if part else "0" for part in parts)
