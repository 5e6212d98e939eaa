"""The left half of Biên bản: the meetings, the parts of one of them, the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.minutes_list import MeetingList
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.minutes_rows import RowList

_MOST_ROWS = 3  # of the list of meetings before it scrolls


class MeetingPanel(QFrame):
    """``sections`` are (key, name, widget); the chips say which is asked for, ``current`` which
    stands in front."""

    def __init__(
        self,
        look: Look,
        meetings: MeetingList,
        sections: Sequence[tuple[str, str, QWidget]],
        foot: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._list = meetings
        self._keys = [key for key, _, _ in sections]
        self.view = RowList(look, "Các cuộc họp")
        self.view.setModel(meetings)
        self.add_button = QPushButton("Thêm cuộc họp")
        self.add_button.setAccessibleName("Thêm cuộc họp")
        self.add_button.setToolTip("Thêm cuộc họp")
        self.parts = Chips("Các phần của cuộc họp", [(key, name) for key, name, _ in sections])
        self.notice = QLabel()
        self.notice.setProperty("role", "muted")
        self.notice.setWordWrap(True)
        self._stack = QStackedWidget()
        for _, _, widget in sections:
            self._stack.addWidget(widget)
        self._lay_out(foot)

    @property
    def current(self) -> str:
        """The key of the part in front."""
        return self._keys[self._stack.currentIndex()]

    def put(self, key: str) -> None:
        """Brings a part to the front."""
        self._stack.setCurrentIndex(self._keys.index(key))

    def renew_sizes(self, *, roomy: bool) -> None:
        """As many meetings in sight as there are, up to three."""
        rows = max(1, min(self._list.rowCount(), _MOST_ROWS))
        height = self.view.sizeHintForRow(0) if self._list.rowCount() else 0
        height = max(height, self.view.fontMetrics().height() + 4)
        self.view.setFixedHeight(rows * height + 2 * self.view.frameWidth())
        self.add_button.setText("Thêm cuộc họp" if roomy else "Thêm")

    def _lay_out(self, papers: QWidget) -> None:
        head = QGridLayout()
        head.setContentsMargins(10, 8, 10, 2)
        head.setSpacing(8)
        head.setColumnStretch(0, 1)
        head.addWidget(self.view, 0, 0)
        head.addWidget(self.add_button, 0, 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(ChipRow(self.parts), 1, 0, 1, 2)
        head.addWidget(self.notice, 2, 0, 1, 2)
        foot = QFrame()
        foot.setProperty("role", "foot")
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(papers)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)
