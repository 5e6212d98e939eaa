"""Báo cáo: the result reports, what is due, the roster, promises beside results."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.form_place import LIST as LIST
from desktop.form_place import FormPlace
from desktop.parts_screen import Part
from desktop.screens.due import DueScreen
from desktop.screens.promises import PromisesScreen
from desktop.screens.reports import ReportsScreen
from desktop.screens.roster import RosterScreen
from desktop.session import Session
from desktop.theme.look import Look

DUE, ROSTER, PROMISES = "due", "roster", "promises"


class ReportPlace(FormPlace):
    """F2 types the report of the submission that is chosen."""

    section = "report"

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        parts = (
            Part(LIST, "Báo cáo", ReportsScreen),
            Part(DUE, "Đến hạn", DueScreen),
            Part(ROSTER, "Đối tượng", RosterScreen),
            Part(PROMISES, "Đăng ký và kết quả", PromisesScreen),
        )
        super().__init__(session, look, "Phần của Báo cáo", parts, parent)
        self.renew()

    def renew(self) -> None:
        """The buttons at the head."""
        super().renew()
        self.edit_button.setText("Nhập báo cáo" if self.may_write else "Xem đủ các ô")
