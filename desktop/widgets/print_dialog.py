"""The system's print dialog."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.messages import sentence
from desktop.models.minutes_papers import PrinterRefusedError


def ask_printer(parent: QWidget, what: str, name: str, *, pages: bool = True) -> Any:
    """A QPrinter that prints over the whole sheet, None where nobody wants to print.

    ``what`` as "biên bản", ``name`` is what the printer calls the job; ``pages`` whether a range
    of pages may be chosen.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"In {what}")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages)
    return printer if dialog.exec() else None


def refused_words(error: Exception) -> str:
    """Why nothing was printed, or not all of it."""
    if isinstance(error, PrinterRefusedError):
        return "Máy in không nhận bản in; hãy kiểm tra máy in rồi in lại."
    return sentence(error)
