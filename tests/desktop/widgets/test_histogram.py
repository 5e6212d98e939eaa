"""The bars of classes beside a list: the figures of a province have room, too."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from db.home import Home
from desktop.app import make_look, prepare
from desktop.widgets.histogram import ClassHistogram


@pytest.mark.parametrize("scale", [100, 175])
def test_the_longest_bar_leaves_room_for_its_figure(
    qtbot: QtBot, home: Home, scale: int
) -> None:
    prepare([])
    look = make_look(home)
    look.set_scale(scale)
    bars = ClassHistogram(look)
    qtbot.addWidget(bars)
    bars.resize(bars.sizeHint())
    bars.show_counts({"Tốt": 2624, "Khá": 10000})
    words = QFontMetrics(look.font(-1)).horizontalAdvance("10000")
    assert bars.figure_at(10000) + words <= bars.width()
