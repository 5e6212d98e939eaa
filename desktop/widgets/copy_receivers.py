"""For whom copies are written: members, one file each, or everything in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.records import Member
from desktop.widgets.flow_layout import FlowLayout


class CopyReceivers(QWidget):
    """At the office alone; all members are ticked at first."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.members_button = QRadioButton("Bản cho thành viên mang về chấm, mỗi người một tệp")
        self.all_button = QRadioButton("Toàn bộ sổ, có phiếu của mọi người (lưu, chuyển máy khác)")
        self.members_button.setChecked(True)
        self.members_button.toggled.connect(self._renew)
        self._hint = QLabel("Không có phiếu, điểm của người khác; lần đầu mở sẽ đặt mã PIN.")
        self._hint.setProperty("role", "muted")
        self._hint.setWordWrap(True)
        self._boxes: dict[bytes, tuple[Member, QCheckBox]] = {}
        self._area = QWidget()
        self._flow = FlowLayout(self._area)
        self.tick_button = QPushButton("Bỏ chọn cả Tổ")
        self.tick_button.setProperty("role", "plain")
        self.tick_button.clicked.connect(self._tick_all)
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(22, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self._hint)
        inside.addWidget(self._area)
        row = QHBoxLayout()
        row.addWidget(self.tick_button)
        row.addStretch(1)
        inside.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.members_button)
        column.addWidget(self._inside)
        column.addWidget(self.all_button)

    @property
    def chosen(self) -> tuple[Member | None, ...]:
        """The receivers; None for everything."""
        if self.all_button.isChecked():
            return (None,)
        return tuple(member for member, box in self._boxes.values() if box.isChecked())

    def show_members(self, members: Sequence[Member], ticked: Iterable[bytes] | None) -> None:
        """Another panel; ``ticked`` None ticks everybody."""
        for _, box in self._boxes.values():
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {}
        wanted = None if ticked is None else set(ticked)
        for member in members:
            box = QCheckBox(f"{member.name} ({member.code})")
            box.setChecked(wanted is None or member.id in wanted)
            box.toggled.connect(self._renew)
            self._flow.addWidget(box)
            self._boxes[member.id] = (member, box)
        (self.members_button if members else self.all_button).setChecked(True)
        self.members_button.setEnabled(bool(members))
        self._renew()

    def _tick_all(self) -> None:
        on = not self._all_ticked()
        for _, box in self._boxes.values():
            box.setChecked(on)

    def _all_ticked(self) -> bool:
        return all(box.isChecked() for _, box in self._boxes.values())

    def _renew(self) -> None:
        self._inside.setEnabled(self.members_button.isChecked())
        self.tick_button.setText("Bỏ chọn cả Tổ" if self._all_ticked() else "Chọn cả Tổ")
        self.changed.emit()
