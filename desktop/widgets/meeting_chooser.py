"""Which meeting's attendance counts on the meeting's table."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from db.operation import Changes
from db.sessions import sessions
from desktop.models.words import shown_date
from desktop.session import Session
from desktop.widgets.filter_combo import FilterCombo


class MeetingChooser(FilterCombo):
    """There only where there are several meetings."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        name = "Cuộc họp để tính số dự họp"
        super().__init__(name, "Cuộc họp: theo hồ sơ", None)
        self.setParent(parent)
        self._session = session
        session.changed.connect(self._changed)

    def load(self) -> None:
        """Reads the meetings."""
        campaign = self._session.campaign
        found = sessions(self._session.book.connection, campaign.id) if campaign else []
        days = {one.id: f" ({shown_date(one.date)})" if one.date else "" for one in found}
        self.show_choices([(one.id, f"Cuộc họp số {one.number}{days[one.id]}") for one in found])
        self.setVisible(len(found) > 1)

    def _changed(self, changes: Changes) -> None:
        if "session" in changes.kinds:
            self.load()
