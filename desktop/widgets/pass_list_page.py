"""Chuyền máy, the list: each member chooses the own name; how many ballots are handed in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.passing import Turn
from desktop.preferences import CURTAINS
from desktop.theme.look import Look
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.labels import wrapped
from desktop.words import ROLES


class PassListPage(QWidget):
    """Enter or a click chooses; nothing of anybody's marks stands here."""

    chosen = Signal(bytes)  # member
    ended = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        title = QLabel("Chuyền máy")
        title.setProperty("role", "title")
        words = wrapped("Chọn tên của mình để chấm. Phiếu của mỗi người nằm dưới mã PIN riêng.")
        words.setProperty("role", "muted")
        self.progress = QLabel()
        self.progress.setProperty("role", "heading")
        self.list = QListWidget()
        self.list.setAccessibleName("Thành viên của Tổ")
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.end = QPushButton("Trả máy cho thư ký…")
        self.end.setAccessibleName("Trả máy cho thư ký")
        self.end.clicked.connect(self._ask_end)
        self.curtain = QComboBox()
        self.curtain.setAccessibleName("Tự hạ màn che khi không ai gõ")
        for minutes in CURTAINS:
            self.curtain.addItem(f"sau {minutes} phút" if minutes else "không bao giờ", minutes)
        self.curtain.setCurrentIndex(CURTAINS.index(look.preferences.curtain))
        self.curtain.activated.connect(self._curtain_chosen)
        curtain = QLabel("Tự hạ màn che khi không ai gõ:")
        curtain.setBuddy(self.curtain)
        self.ask = AskBar()
        self.ask.closed.connect(self.arrive)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.progress)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(curtain)
        foot.addWidget(self.curtain)
        foot.addStretch(1)
        foot.addWidget(self.end)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 18, 28, 18)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addWidget(self.ask)
        column.addLayout(foot)
        look.changed.connect(self._renew_font)
        self._renew_font()

    def show_turns(self, turns: Sequence[Turn], wanted: bytes | None) -> None:
        """The panel; ``wanted`` is where the choice stands, else the first who is not done."""
        self.list.clear()
        row = -1
        for place, turn in enumerate(turns):
            member = turn.member
            state = "không có hồ sơ" if not turn.of else f"đã nộp {turn.done}/{turn.of}"
            if turn.of and turn.finished:
                state += "  ✓"
            item = QListWidgetItem(f"{member.name}  ·  {ROLES[member.role]}  ·  {state}")
            item.setData(Qt.ItemDataRole.UserRole, member.id)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"Đồng chí {member.name}, {ROLES[member.role]}, {state}",
            )
            self.list.addItem(item)
            if member.id == wanted or (wanted is None and row < 0 and not turn.finished):
                row = place
        self.list.setCurrentRow(max(row, 0))
        done = sum(turn.finished for turn in turns)
        self.progress.setText(f"{done}/{len(turns)} thành viên đã nộp đủ")

    def arrive(self) -> None:
        """The list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _curtain_chosen(self) -> None:
        self._look.preferences.curtain = self.curtain.currentData()
        self._look.preferences.save()

    def _ask_end(self) -> None:
        def answered(_: object) -> bool:
            self.ended.emit()
            return True

        self.ask.ask(
            "Máy trở về chỗ thư ký. Điểm chưa nộp của từng người vẫn nằm dưới mã PIN của người "
            "đó; chuyền máy lại là chấm tiếp.",
            [],
            "Trả máy",
            answered,
        )

    def _renew_font(self) -> None:
        self.list.setFont(self._look.font(5))
        self.list.setSpacing(self._look.px(2))
