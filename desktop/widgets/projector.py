"""The projector's window: large type, on a second screen or in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent, QScreen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from desktop.models.projection import Projected
from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look

_LINES = 22  # of the smallest type that fit into its height, at most
_MOST_ROWS = 9  # in one column
_AROUND = 170  # pixels of margins and gaps
_TEXTS, _ROW = 12, 1.6  # lines that all texts but the rows take, and that a row takes


class Projector(QWidget):
    """Shows what it is given, until it is told to keep the picture (``hold``)."""

    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        """A window of its own that ends with ``parent``."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Màn chiếu")
        self.setAccessibleName("Màn chiếu của cuộc họp")
        self._look, self._held = look, False
        self._waiting: Projected | None = None
        self.shown: Projected | None = None
        self.heading, self.title, self.subject = QLabel(), QLabel(), QLabel()
        self.quorum, self.total, self.class_name = QLabel(), QLabel(), QLabel()
        self.title.setWordWrap(True)
        self.subject.setWordWrap(True)
        self._rows = QGridLayout()
        self._rows.setColumnStretch(0, 1)
        self.rows: list[tuple[QLabel, QLabel]] = []
        results = QHBoxLayout()
        results.addWidget(self.total)
        results.addSpacing(40)
        results.addWidget(self.class_name)
        results.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(56, 36, 56, 36)
        column.setSpacing(12)
        for widget in (self.heading, self.title, self.subject):
            column.addWidget(widget)
        column.addSpacing(12)
        column.addLayout(self._rows)
        column.addStretch(1)
        column.addLayout(results)
        column.addWidget(self.quorum)
        look.changed.connect(self._renew)
        # never larger than the screen: what is shown takes smaller type instead
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._rows.setVerticalSpacing(2)
        self.resize(1024, 768)

    @property
    def held(self) -> bool:
        """Whether the picture is kept as it is."""
        return self._held

    @property
    def _in_column(self) -> int:
        """Rows below one another: many of them stand in two columns."""
        rows = len(self.shown.rows) if self.shown else 0
        return rows if rows <= _MOST_ROWS else (rows + 1) // 2

    def show_on(self, screen: QScreen | None) -> None:
        """Over all of that screen; None: in a window that can be moved."""
        if screen is None:
            self.showNormal()
            return
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def present(self, content: Projected) -> None:
        """Shows it; while the picture is held it waits."""
        self._waiting = content
        if not self._held and content != self.shown:
            self.shown = content
            self._fill(content)

    def hold(self, held: bool) -> None:
        """Keeps the picture, or lets what came meanwhile in."""
        self._held = held
        if not held and self._waiting is not None:
            self.present(self._waiting)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The type fills the room."""
        super().resizeEvent(event)
        self._renew()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever opened it is told."""
        super().closeEvent(event)
        self.closed.emit()

    def _fill(self, content: Projected) -> None:
        self.heading.setText(content.heading)
        self.title.setText(content.title)
        self.subject.setText(content.subject)
        self.quorum.setText(content.quorum)
        self.total.setText(f"ĐIỂM {content.total}" if content.total else "")
        self.class_name.setText(content.class_name)
        while len(self.rows) < len(content.rows):
            pair = QLabel(), QLabel()
            pair[0].setWordWrap(True)
            pair[1].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.rows.append(pair)
        for label in (label for pair in self.rows for label in pair):
            self._rows.removeWidget(label)
        for place, pair in enumerate(self.rows[: len(content.rows)]):
            block, row = divmod(place, max(self._in_column, 1))
            for column, label in enumerate(pair):
                self._rows.addWidget(label, row, 3 * block + column)
        self._rows.setColumnStretch(3, int(len(content.rows) > self._in_column))
        self._rows.setColumnMinimumWidth(2, 60 if len(content.rows) > self._in_column else 0)
        for place, (what, figure) in enumerate(self.rows):
            there = place < len(content.rows)
            for label, text in zip((what, figure), content.rows[place] if there else ("", ""),
                                   strict=True):  # fmt: skip
                label.setText(text)
                label.setVisible(there)
        self._renew()

    def _renew(self) -> None:
        """Smaller where there is much to show, so that nothing is cut."""
        content = self.shown
        many = content is not None and len(content.rows) > _MOST_ROWS
        rows = self._in_column * (1.5 if many else 1)  # in two columns names wrap
        room = self.height() - _AROUND
        size = max(min(self.height() / _LINES, room / (_TEXTS + _ROW * rows)), 9)
        inks = {self.heading: "muted", self.subject: "muted"}
        sizes = {
            self.heading: 1.0, self.title: 1.6, self.subject: 1.1, self.quorum: 1.0,
            self.total: 2.2, self.class_name: 2.2,
        }  # fmt: skip
        colour = self._look.colour
        for label, times in sizes.items():
            ink = inks.get(label, "text")
            if label is self.quorum and content is not None and not content.enough:
                ink = "bad"
            if label is self.class_name:
                ink = CLASS_INKS.get(label.text(), "text")
            weight = 700 if times > 1.5 else 400
            label.setStyleSheet(
                f"font-size: {round(size * times)}px; font-weight: {weight}; "
                f"color: {colour(ink).name()};"
            )
        for pair in self.rows:
            for label in pair:
                label.setStyleSheet(f"font-size: {round(size)}px; color: {colour('text').name()};")


def screens_to_choose() -> list[tuple[str, QScreen | None]]:
    """(name, screen): the second one first where there is one, then a window."""
    found: list[tuple[str, QScreen | None]] = []
    first = QGuiApplication.primaryScreen()
    for number, screen in enumerate(QGuiApplication.screens(), start=1):
        if screen is not first:
            found.append((f"Màn hình {number} (máy chiếu)", screen))
    return [*found, ("Cửa sổ riêng", None)]
