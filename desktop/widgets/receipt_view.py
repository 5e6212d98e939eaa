"""A receipt beside the intake register: its page, and the file that is saved."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from db.errors import ThamdinhError
from db.queries.arrivals import Arrival, submission_choices
from desktop.messages import sentence
from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_pages import PaperPages
from desktop.models.minutes_papers import Papers
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.message_bar import BAD, INFO, MessageBar
from desktop.widgets.page_view import PageView
from desktop.widgets.print_dialog import ask_printer, refused_words


class ReceiptView(QFrame):
    """Hidden until a receipt is asked for."""

    closed = Signal()

    def __init__(self, session: Session, look: Look, parent: Widget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._session = session
        self._jobs = Jobs(self)
        self.pages = PaperPages(self._jobs, self)
        self.page = PageView(self.pages, look, "Giấy biên nhận")
        self._arrival: Arrival | None = None
        self._title = ElidedLabel("Giấy biên nhận")
        self._title.setProperty("role", "strong")
        self.save_button = QPushButton("Lưu PDF…")
        self.save_button.clicked.connect(self.ask_file)
        self.print_button = QPushButton("In…")
        self.print_button.setAccessibleName("In giấy biên nhận")
        self.print_button.clicked.connect(self.ask_printer)
        self._papers = Papers(self._jobs, self)
        self._papers.printed.connect(self._printed)
        self._papers.failed.connect(self._not_printed)
        close = QPushButton("Đóng")
        close.setAccessibleName("Đóng giấy biên nhận")
        close.clicked.connect(self.closed)
        self.message = MessageBar()
        head = QHBoxLayout()
        head.setContentsMargins(10, 6, 8, 2)
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.save_button)
        head.addWidget(self.print_button)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.page, 1)
        self.setMinimumWidth(look.px(300))
        self.hide()

    def show_arrival(self, arrival: Arrival) -> None:
        """Shows the receipt of a row."""
        if arrival == self._arrival and self.pages.count:
            return
        self._arrival = arrival
        self.message.hide()
        self._title.setText(f"Giấy biên nhận, số đến {arrival.number}")
        self.pages.show(partial(_pdf, self._values(arrival)), 0, max(self.page.width(), 400))

    def ask_printer(self) -> None:
        """The system's print dialog, then prints."""
        if self._arrival is not None:
            name = f"Giấy biên nhận số đến {self._arrival.number}"
            printer = ask_printer(self, "giấy biên nhận", name)
            if printer is not None:
                self.print_to(printer)

    def print_to(self, printer: Any) -> None:
        """Prints the receipt that is shown."""
        assert self._arrival is not None
        values = self._values(self._arrival)
        self._papers.print(lambda _: _pdf(values), printer)

    def _printed(self, pages: int) -> None:
        self.message.say(f"Đã gửi {pages} trang giấy biên nhận tới máy in.", INFO)

    def _not_printed(self, error: Exception) -> None:
        self.message.say(refused_words(error), BAD)

    def ask_file(self) -> None:
        """Asks where to, then writes."""
        if self._arrival is None:
            return
        number = "".join(c if c.isalnum() else "-" for c in self._arrival.number)
        start = self._session.path.parent / f"bien-nhan-{number}.pdf"
        name, _ = QFileDialog.getSaveFileName(
            self, "Lưu giấy biên nhận", str(start), "Giấy biên nhận (*.pdf)"
        )
        if name:
            path = Path(name)
            self.save_to(path if path.suffix else path.with_suffix(".pdf"))

    def save_to(self, path: Path) -> bool:
        """Writes the receipt; says where it went, or why it did not."""
        assert self._arrival is not None
        from desktop.documents.receipt import Receipt, write_receipt

        try:
            write_receipt(Receipt(**self._values(self._arrival)), path)
        except (ThamdinhError, OSError) as error:
            self.message.say(sentence(error), BAD)
            return False
        self.message.say(
            f"Đã lưu giấy biên nhận vào “{path.name}”, thư mục “{path.parent.name}”.", INFO
        )
        return True

    def _values(self, arrival: Arrival) -> dict[str, Any]:
        session = self._session
        campaign = session.campaign
        assert campaign is not None
        unit = session.around.units.get(arrival.unit)
        known = {c: title for c, title, _ in submission_choices(session.book, campaign)}
        return {
            "form": campaign.form,
            "parent": campaign.parent,
            "body": campaign.body,
            "place": campaign.place,
            "year": campaign.year,
            "number": arrival.number,
            "date": arrival.date or "",
            "unit": unit.name if unit and unit.name else arrival.unit,
            "what": arrival.what,
            "carrier": arrival.carrier,
            "submission": arrival.submission,
            "title": known.get(arrival.submission, ""),
            "missing": arrival.missing,
            "return_by": arrival.return_by or "",
            "completed_on": arrival.completed_on or "",
            "illustrative": session.illustrative,
        }


def _pdf(values: dict[str, Any]) -> bytes:
    """Away from the window's thread; reportlab is imported here, not at start-up."""
    from desktop.documents.receipt import Receipt, receipt_pdf

    return receipt_pdf(Receipt(**values))
