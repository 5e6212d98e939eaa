"""Year beside year: what each campaign of the book came to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from db.queries.campaign_counts import Counts
from db.records import Campaign
from db.rules.bands import CLASSES
from desktop.theme.look import Look

_HEADINGS = ("Hồ sơ", "Đăng ký", "Báo cáo")
_MARKED = ("Có điểm", *CLASSES)


class YearTable(QWidget):
    """The years are buttons: one brings that campaign to the front."""

    chosen = Signal(int)  # the year

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: object = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.px(14))
        self._grid.setVerticalSpacing(look.px(2))

    def show_years(
        self, years: Sequence[tuple[Campaign, Counts]], now: Campaign, *, marks: bool
    ) -> None:
        """Newest first; without ``marks`` nothing of scores and classes."""
        wanted = ([(campaign.id, counts) for campaign, counts in years], now.id, marks)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for column, word in enumerate((*_HEADINGS, *(_MARKED if marks else ())), start=1):
            self._put(0, column, word, "muted")
        for row, (campaign, counts) in enumerate(years, start=1):
            button = QPushButton(str(campaign.year))
            button.setProperty("role", "plain")
            button.setAccessibleName(f"Xem đợt {campaign.year}")
            button.setEnabled(campaign.id != now.id)
            button.clicked.connect(lambda _=False, year=campaign.year: self.chosen.emit(year))
            self._grid.addWidget(button, row, 0)
            figures = [counts.submissions, counts.registered, counts.reported]
            if marks:
                figures += [counts.scored, *(counts.classes.get(name, 0) for name in CLASSES)]
            for column, figure in enumerate(figures, start=1):
                self._put(row, column, str(figure), "strong" if campaign.id == now.id else "")
        self._grid.setColumnStretch(len(_HEADINGS) + len(_MARKED) + 1, 1)

    def _put(self, row: int, column: int, words: str, role: str) -> None:
        label = QLabel(words)
        label.setProperty("role", role)
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight)
