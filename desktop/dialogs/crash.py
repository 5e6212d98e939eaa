"""A fault of our own: one sentence, the details kept in a file, the program goes on."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.crash import keep_report
from desktop.widgets.message_bar import BAD

Say = Callable[[str, str], None]  # a sentence and its kind, into the page
_showing: list[QMessageBox] = []
_say: list[Say] = []


def install(say: Say | None = None) -> None:
    """Sends every exception that nobody caught to the dialog; what the file of the book did wrong
    is said in the page by ``say``, where there is a window."""
    sys.excepthook = _report
    _say[:] = [] if say is None else [say]


def _report(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.exit(130)
        return
    path = keep_report(error.with_traceback(trace))
    from desktop.messages import sentence  # nothing that the start waits for

    if _say and isinstance(error, (OSError, sqlite3.Error)):
        _say[0](sentence(error), BAD)
    elif not _showing:  # a fault while painting would come again and again
        shown = box(error, path)
        _showing.append(shown)
        shown.finished.connect(_showing.clear)
        shown.setModal(False)  # whoever is scoring goes on behind it
        shown.show()


def box(error: BaseException, path: Path | None) -> QMessageBox:
    """The dialog; the details only when they are asked for."""
    from desktop.messages import sentence  # nothing that the start waits for

    found = QMessageBox()
    found.setIcon(QMessageBox.Icon.Warning)
    found.setWindowTitle("Có lỗi")
    found.setText(sentence(error))
    close = found.addButton("Tiếp tục làm việc", QMessageBox.ButtonRole.AcceptRole)
    found.setDefaultButton(close)
    if path is not None:
        found.setInformativeText(
            "Chi tiết đã được ghi lại. Muốn gửi người phụ trách kỹ thuật thì vào trình đơn “Sổ”, "
            "“Báo lỗi…”: gói đó không có tên người hay nội dung hồ sơ."
        )
        show = found.addButton("Mở thư mục chi tiết", QMessageBox.ButtonRole.HelpRole)
        show.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
        )
    return found
