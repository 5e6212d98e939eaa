"""Qt's own buttons in Vietnamese."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from desktop.app import prepare


def test_buttons_are_vietnamese(qtbot: QtBot) -> None:
    app = prepare([])
    buttons = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(buttons.Ok | buttons.Cancel | buttons.Yes | buttons.Save)
    qtbot.addWidget(box)
    assert {button.text() for button in box.buttons()} == {"Đồng ý", "Thôi", "Có", "Lưu"}
    assert app.translate("Nobody", "Left alone") == "Left alone"


def test_the_folder_dialog_is_vietnamese(qtbot: QtBot) -> None:
    assert prepare([]).translate("QFileDialog", "Directories") == "Thư mục"
