"""The colours and the font that the meeting's models need from the look."""

from __future__ import annotations

from PySide6.QtGui import QColor

from desktop.models.meeting_cells import Inks
from desktop.theme.look import Look


def inks(look: Look) -> Inks:
    """As the look stands."""
    return Inks(
        marks=look.font(3, bold=True),
        text=look.colour("text"),
        muted=look.colour("muted"),
        warn=look.colour("warn"),
        closed=look.colour("stripe"),
        wrong=mixed(look.colour("bad"), look.colour("base"), 0.22),
    )


def mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    """So much of a colour on a ground."""
    rest = 1 - part
    return QColor.fromRgbF(
        colour.redF() * part + ground.redF() * rest,
        colour.greenF() * part + ground.greenF() * rest,
        colour.blueF() * part + ground.blueF() * rest,
    )
