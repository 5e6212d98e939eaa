"""A fault of our own: one sentence, the details kept in a file, the program goes on."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.crash import keep_report

_showing = False


def install() -> None:
    """Sends every exception that nobody caught to the dialog."""
    sys.excepthook = _report


def _report(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    global _showing
    if issubclass(kind, KeyboardInterrupt):
        QApplication.exit(130)
        return
    path = keep_report(error.with_traceback(trace))
    if _showing:  # a fault while painting would come again and again
        return
    _showing = True
    try:
        box(error, path).exec()
    finally:
        _showing = False


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
