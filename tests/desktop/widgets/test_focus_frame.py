"""A button that the keyboard has come to shows one frame, and nothing drawn inside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.home import Home
from desktop.app import make_look, prepare

WITHIN = 4  # px that the frame and its rounding take at most


@pytest.mark.parametrize("role", ["", "plain", "card"])
def test_no_second_frame_in_a_button(qtbot: QtBot, home: Home, role: str) -> None:
    prepare([])
    make_look(home)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = QPushButton(), QPushButton()
    for button in (first, second):
        button.setProperty("role", role)
        button.setMinimumWidth(120)
        column.addWidget(button)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    first.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert len(_inks(second.grab().toImage())) == 1


def _inks(image: QImage) -> set[int]:
    """The colours inside the frame."""
    return {
        image.pixel(x, y)
        for x in range(WITHIN, image.width() - WITHIN)
        for y in range(WITHIN, image.height() - WITHIN)
    }
