"""A place of several parts with a row of chips over them: "Hồ sơ | Sổ tiếp nhận"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.screen import Screen


@dataclass(frozen=True, slots=True)
class Part:
    """One part; its screen is made when it is first shown."""

    key: str
    name: str
    make: Callable[[Session, Look], Screen]


class PartsScreen(Screen):
    """Passes on to the part in front what the window asks of a screen."""

    def __init__(
        self,
        session: Session,
        look: Look,
        name: str,
        parts: Sequence[Part],
        parent: QWidget | None = None,
    ) -> None:
        """``name`` says what the chips choose: "Phần của Đăng ký"."""
        super().__init__(session, look, parent)
        self._parts = {part.key: part for part in parts}
        self._screens: dict[str, Screen] = {}
        self.chips = Chips(name, [(part.key, part.name) for part in parts], self)
        self.chips.chosen.connect(self._choose)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(0, 0, 0, 4)
        self.head.setSpacing(8)
        self.head.addWidget(ChipRow(self.chips), 1)
        self.pages = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self.head)
        column.addWidget(self.pages, 1)
        self._front = parts[0].key
        self._show(self._front)

    @property
    def current(self) -> Screen:
        """The part in front."""
        return self._screens[self._front]

    def part(self, key: str) -> Screen:
        """A part, made where it is not there yet."""
        if key not in self._screens:
            screen = self._parts[key].make(self.session, self.look)
            screen.wants.connect(self.carry)
            self._screens[key] = screen
            self.pages.addWidget(screen)
        return self._screens[key]

    def show_part(self, key: str) -> bool:
        """Brings a part to the front; False where something is being typed that cannot stay."""
        if key != self._front and not self.leave():
            self.chips.mark(self._front)
            return False
        self._show(key)
        return True

    def carry(self, key: str, submission: bytes) -> None:
        """A part asks for another place, or for another part."""
        if key in self._parts:
            self._choose(key)
        else:
            self.wants.emit(key, submission)

    @property
    def for_one_member(self) -> bool:
        """As the part in front."""
        return self.current.for_one_member

    def arrive(self) -> None:
        """The part in front."""
        self.current.arrive()

    def leave(self) -> bool:
        """The part in front keeps what is being typed."""
        return self.current.leave()

    def focus_search(self) -> None:
        """Ctrl+F in the part in front."""
        self.current.focus_search()

    def show_submission(self, ident: bytes) -> None:
        """In the part in front."""
        self.current.show_submission(ident)

    def show_only(self, which: str) -> None:
        """A part by its key, "part/filter", or a filter of the first part."""
        part, _, rest = which.partition("/")
        known = part in self._parts
        if self.show_part(part if known else next(iter(self._parts))) and (rest or not known):
            self.current.show_only(rest or which)

    def _choose(self, key: str) -> None:
        if self.show_part(key):
            self.current.arrive()

    def _show(self, key: str) -> None:
        screen = self.part(key)
        self._front = key
        self.chips.mark(key)
        self.pages.setCurrentWidget(screen)
        self.turned.emit()
