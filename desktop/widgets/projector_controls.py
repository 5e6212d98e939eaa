"""What the chair opens on the projector, and when it keeps its picture."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.models.projection import CHOICES, MEMBERS, Projected
from desktop.theme.look import Look
from desktop.widgets.labels import wrapped
from desktop.widgets.projector import Projector, screens_to_choose

_KEPT = "projector"  # preferences: what is opened with the results


class ProjectorControls(QWidget):
    """F8 opens and closes the results of the submission, F9 keeps the picture. ``content``
    makes what is shown from (opened, what is wanted)."""

    def __init__(
        self,
        look: Look,
        content: Callable[[bool, set[str]], Projected],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._content = look, content
        self.window_shown: Projector | None = None
        self.screen_choice = QComboBox()
        self.screen_choice.setAccessibleName("Nơi hiện màn chiếu")
        self.open_button = QPushButton("Mở màn chiếu")
        self.open_button.clicked.connect(self._open_or_close)
        self.results = QPushButton("Mở kết quả   F8")
        self.results.setAccessibleName("Mở kết quả của hồ sơ trên màn chiếu")
        self.results.setCheckable(True)
        self.hold = QPushButton("Giữ hình   F9")
        self.hold.setAccessibleName("Giữ hình trên màn chiếu")
        self.hold.setCheckable(True)
        self.results.toggled.connect(lambda _: self.renew())
        self.hold.toggled.connect(self._hold)
        kept = look.preferences.columns.get(_KEPT, [key for key, _ in CHOICES])
        grid = QGridLayout()
        self.boxes: dict[str, QCheckBox] = {}
        for place, (key, words) in enumerate(CHOICES):
            box = QCheckBox(words)
            box.setAccessibleName(f"Màn chiếu hiện: {words}")
            box.setChecked(key in kept and key != MEMBERS)
            box.toggled.connect(self._chosen)
            grid.addWidget(box, place // 2, place % 2)
            self.boxes[key] = box
        self.state = wrapped()
        self.state.setProperty("role", "muted")
        top = QHBoxLayout()
        top.addWidget(self.screen_choice, 1)
        top.addWidget(self.open_button)
        keys = QHBoxLayout()
        keys.addWidget(self.results)
        keys.addWidget(self.hold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(grid)
        column.addLayout(keys)
        column.addWidget(self.state)
        self._offer_screens()
        self.renew()

    @property
    def wanted(self) -> set[str]:
        """What is to be shown once the results are opened."""
        return {key for key, box in self.boxes.items() if box.isChecked()}

    def next_case(self) -> None:
        """Another submission: its results are closed, single ballots are not meant any more."""
        self.boxes[MEMBERS].setChecked(False)
        self.results.setChecked(False)
        self.renew()

    def renew(self) -> None:
        """Shows what stands now, as far as it is opened."""
        projector = self.window_shown
        if projector is not None:
            projector.present(self._content(self.results.isChecked(), self.wanted))
        self.open_button.setText("Đóng màn chiếu" if projector else "Mở màn chiếu")
        self.screen_choice.setEnabled(projector is None)
        for button in (self.results, self.hold):
            button.setEnabled(projector is not None)
        opened, held = self.results.isChecked(), self.hold.isChecked()
        self.results.setText("Đóng kết quả   F8" if opened else "Mở kết quả   F8")
        self.hold.setText("Thả hình   F9" if held else "Giữ hình   F9")
        self.state.setText(self._state(projector))

    def _state(self, projector: Projector | None) -> str:
        if projector is None:
            return "Màn chiếu chỉ hiện những gì được mở ở đây."
        if projector.held:
            heading = projector.shown.heading if projector.shown else ""
            return f"Đang giữ hình {heading}: việc làm ở đây chưa hiện lên."
        if self.results.isChecked():
            return "Đang chiếu kết quả của hồ sơ."
        return "Đang chiếu hồ sơ, chưa mở kết quả."

    def _offer_screens(self) -> None:
        self._screens = screens_to_choose()
        self.screen_choice.clear()
        for name, _ in self._screens:
            self.screen_choice.addItem(name)

    def _open_or_close(self) -> None:
        if self.window_shown is not None:
            self.window_shown.close()
            return
        projector = self.window_shown = Projector(self._look, self)
        projector.closed.connect(self._closed)
        self.results.setChecked(False)
        self.hold.setChecked(False)
        self.renew()
        _, screen = self._screens[max(self.screen_choice.currentIndex(), 0)]
        projector.show_on(screen)
        self.window().activateWindow()  # the keyboard stays with the secretary

    def _closed(self) -> None:
        projector, self.window_shown = self.window_shown, None
        if projector is not None:
            projector.deleteLater()
        self.hold.setChecked(False)
        self.results.setChecked(False)
        self._offer_screens()
        self.renew()

    def _hold(self, held: bool) -> None:
        if self.window_shown is not None:
            self.window_shown.hold(held)
        self.renew()

    def _chosen(self) -> None:
        kept = sorted(self.wanted - {MEMBERS})
        self._look.preferences.remember_columns(_KEPT, kept or ["none"])
        self.renew()
