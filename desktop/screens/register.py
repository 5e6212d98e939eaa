"""Đăng ký: every submission of the campaign, found, filtered and sorted; one beside the list."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.table_model import ID_ROLE
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.recheck_bar import RecheckBar
from desktop.widgets.submission_list import SubmissionList


class RegisterScreen(SubmissionList):
    """Every submission; several at once are accepted or answered."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        self.bar = RecheckBar(session, look, self.chosen)
        super().__init__(session, look, parent)
        self.table.selectionModel().selectionChanged.connect(
            lambda *_: self.bar.renew(len(self.table.selected_rows()))
        )

    def finish_head(self, head: QVBoxLayout) -> None:
        """What can be done with several."""
        head.addWidget(self.bar)

    def chosen(self) -> list[bytes]:
        """The selected submissions that are registered."""
        rows = self.table.selected_rows()
        found = [bytes(self.model.index(row, 0).data(ID_ROLE)) for row in rows]
        return [one.id for one in self.model.listed(found) if one.registered_on]
