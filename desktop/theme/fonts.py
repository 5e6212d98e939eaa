"""The type of the window: the system's own sans, at least 11 pt, figures of one width."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

LEAST = 11.0  # points
_BARE = ("DejaVu Sans", "Bitstream Vera Sans")  # what a bare Linux falls back to: very wide
_BETTER = ("Noto Sans", "Liberation Sans", "Arial")


def base_font() -> QFont:
    """The font of 100 %."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    family = QFontInfo(font).family()
    if family in _BARE or not QFontDatabase.families():
        known = set(QFontDatabase.families())
        family = next((name for name in _BETTER if name in known), family)
    found = QFont(family)
    found.setPointSizeF(max(LEAST, font.pointSizeF()))
    found.setFeature(QFont.Tag("tnum"), 1)
    return found
