"""The line above a paper's page: which paper, which page, how large, find."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.flow_layout import FlowLayout


class PageBar(QWidget):
    """Tells what was pressed; :meth:`show_state` says where one is."""

    turned = Signal(int)  # pages on or back
    zoomed = Signal(int)  # larger, smaller; 0 fits the width
    seeks = Signal()
    chosen = Signal(str)  # key of a paper

    def __init__(self, papers: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """``papers`` are (key, name); one alone is not offered."""
        super().__init__(parent)
        self.papers = QComboBox()
        self.papers.setAccessibleName("Giấy tờ xem trước")
        self.papers.setToolTip("Chọn giấy tờ để xem và in")
        self.papers.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.papers.setMinimumContentsLength(12)
        for key, words in papers:
            self.papers.addItem(words, key)
        self.papers.activated.connect(lambda _: self.chosen.emit(self.papers.currentData()))
        self._number, self._scale = QLabel(), QLabel()
        for label in (self._number, self._scale):
            label.setProperty("role", "muted")
        self.back = _button("‹", "Trang trước (PgUp)", lambda: self.turned.emit(-1))
        self.on = _button("›", "Trang sau (PgDn)", lambda: self.turned.emit(1))
        self.fit = _button("Vừa ngang", "Vừa chiều ngang (phím 0)", lambda: self.zoomed.emit(0))
        smaller = _button("−", "Thu nhỏ trang", lambda: self.zoomed.emit(-1))
        larger = _button("+", "Phóng to trang", lambda: self.zoomed.emit(1))
        seek = _button("Tìm", "Tìm chữ trong trang in (Ctrl+F)", self.seeks.emit)
        row = FlowLayout(gap=8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 4, 8, 0)
        outer.addLayout(row)
        row.addWidget(self.papers)
        self.papers.setVisible(len(papers) > 1)
        row.addWidget(_group(self.back, self._number, self.on))
        row.addWidget(_group(smaller, self._scale, larger))
        row.addWidget(_group(self.fit, seek))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_state(self, page: int, count: int, percent: int, fitted: bool) -> None:
        """``page`` from 0 of ``count``; ``fitted`` to the width."""
        self._number.setText(f"{page + 1}/{count}" if count else "chưa có trang")
        self._number.setAccessibleName(f"Trang {page + 1} trên {count}" if count else "")
        self._scale.setText(f"{percent} %")
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page + 1 < count)
        self.fit.setEnabled(not fitted)


def _group(*widgets: QWidget) -> QWidget:
    """What stays together in one line."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2)
    for widget in widgets:
        row.addWidget(widget)
    return group


def _button(text: str, name: str, act: Callable[[], None]) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.clicked.connect(lambda: act())
    return button
