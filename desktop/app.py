"""Starts the window: application, type, texts, crash dialog."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from db.home import VARIABLE, Home
from desktop.dialogs import crash
from desktop.drives import on_a_stick
from desktop.main_window import MainWindow
from desktop.preferences import Preferences
from desktop.theme.look import Look
from desktop.translator import VietnameseTexts
from desktop.window_memory import show_as_before


def run(path: Path | None = None) -> int:
    """Opens the window, with a book where one is named; returns the exit code."""
    if not has_display():
        print(
            "Máy này không có màn hình nên không mở được cửa sổ; "
            "hãy dùng các lệnh (thamdinh --help) hoặc thamdinh demo THƯ_MỤC --play.",
            file=sys.stderr,
        )
        return 2
    app = prepare()
    crash.install()
    home = Home.default()
    if os.environ.get(VARIABLE) and on_a_stick(home.root / "keys"):
        print(
            f"{VARIABLE} đang chỉ vào USB mà khóa và điểm nháp không được để trên USB; "
            f"hãy bỏ {VARIABLE} hoặc chỉ vào một thư mục của máy này.",
            file=sys.stderr,
        )
        return 2
    look = make_look(home)
    window = MainWindow(home, look)
    crash.install(window.say)
    show_as_before(window, look.preferences)
    if path is not None:
        window.open_book(path)
    return app.exec()


def has_display() -> bool:
    """Whether Qt finds somewhere to draw; without it Qt would abort the program."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def prepare(arguments: list[str] | None = None) -> QApplication:
    """The application with Vietnamese texts; the one that runs already, if any."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        app = found
    else:
        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        )
        app = QApplication(sys.argv[:1] if arguments is None else arguments)
    app.setApplicationName("thamdinh")
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    if app.findChild(VietnameseTexts) is None:
        app.installTranslator(VietnameseTexts(app))
    app.setStyle("Fusion")  # the same on every system, and it follows the palette
    return app


def make_look(home: Home) -> Look:
    """The look that this laptop last had, given to the application."""
    look = Look(Preferences.load(home))
    look.apply()
    return look
