"""Icons of resources/icons, drawn in a colour of the look."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


@cache
def _source(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text("utf-8")


def picture(name: str, colour: QColor, size: int, ratio: float = 2.0) -> QPixmap:
    """The icon as a square picture of ``size`` logical pixels."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace("currentColor", colour.name())
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, colour: QColor, size: int) -> QIcon:
    """The icon for buttons."""
    return QIcon(picture(name, colour, size))


def file_of(name: str) -> str:
    """The path of an icon's file, for style sheets, which take nothing else."""
    return Path(str(files("resources") / "icons" / f"{name}.svg")).as_posix()
