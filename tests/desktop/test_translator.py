"""Qt's own dialogs speak Vietnamese: every text that they ask for is known."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.translator import VietnameseTexts

NEVER_SHOWN = {"Form"}  # the title of a part that is no window
NAMES = {"QPageSize", "QGuiApplication"}  # A4, Letter; the direction of writing
# What Qt tells itself of plugins and file types, where CUPS is missing too; no dialog shows it.
INNER = {"QLibrary", "QMimeType"}


class Listening(VietnameseTexts):
    """Keeps what it could not say in Vietnamese, as (context, English)."""

    def __init__(self) -> None:
        super().__init__()
        self.unknown: set[tuple[str, str]] = set()

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        found = super().translate(context, sourceText, disambiguation, n)
        if found is None and context not in NAMES | INNER and sourceText not in NEVER_SHOWN:
            self.unknown.add((context, sourceText))
        return found


@pytest.fixture
def listening(qapp: QApplication) -> Iterator[Listening]:
    texts = Listening()
    qapp.installTranslator(texts)
    yield texts
    qapp.removeTranslator(texts)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own dialog is shown")
def test_the_print_dialog_speaks_vietnamese(qapp: QApplication, listening: Listening) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)  # the dialog does not own it
    dialog = QPrintDialog(printer)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.show()
    shown: list[str] = []

    def close_properties() -> None:
        inner = qapp.activeModalWidget()
        assert inner is not None
        shown.append(inner.windowTitle())
        inner.close()

    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    QTimer.singleShot(0, close_properties)
    buttons["T&huộc tính"].click()  # a dialog of its own, until it is closed
    dialog.close()
    dialog.deleteLater()
    assert shown == ["Thuộc tính máy in"]
    assert "&In" in buttons and not listening.unknown
