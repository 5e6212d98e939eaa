"""A filter's list reads whole, though the box is narrow."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.home import Home
from desktop.app import make_look, prepare
from desktop.widgets.filter_combo import FilterCombo

LONG = "Xây dựng Đảng, hệ thống chính trị trong sạch, vững mạnh"


def test_the_list_is_wide_enough_for_its_words(qtbot: QtBot, home: Home) -> None:
    prepare([])
    make_look(home)
    combo = FilterCombo("Lĩnh vực", "Mọi lĩnh vực")
    qtbot.addWidget(combo)
    combo.show_choices([("long", LONG)])
    combo.resize(120, combo.sizeHint().height())
    combo.show()
    assert QTest.qWaitForWindowExposed(combo)
    combo.showPopup()
    view = combo.view()
    assert view.viewport().width() >= view.sizeHintForColumn(0) > combo.width()
    combo.hidePopup()
