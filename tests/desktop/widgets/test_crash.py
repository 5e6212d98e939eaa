"""A fault of our own: a sentence, the details in a file."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from db.home import Home
from desktop.crash import keep_report
from desktop.dialogs.crash import box


def test_the_dialog_shows_no_traceback(qtbot: QtBot, home: Home) -> None:
    try:
        raise RuntimeError("hidden detail")
    except RuntimeError as error:
        path = keep_report(error)
        dialog = box(error, path)
    qtbot.addWidget(dialog)
    words = dialog.text() + dialog.informativeText() + dialog.detailedText()
    assert "hidden detail" not in words and "Traceback" not in words
    assert "dữ liệu đã lưu vẫn nguyên" in dialog.text()
    assert path is not None and "hidden detail" in path.read_text("utf-8")


def test_errors_that_come_of_each_other_are_kept_once(home: Home) -> None:
    one, other = ValueError("một"), KeyError("hai")
    one.__context__, other.__context__ = other, one
    kept = keep_report(one)
    assert kept is not None and kept.read_text("utf-8").split() == [
        "builtins.KeyError", "builtins.ValueError"
    ]  # fmt: skip
