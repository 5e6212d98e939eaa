"""What every screen is: a widget over one session, which may ask for another place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.session import Session
from desktop.theme.look import Look


class Screen(QWidget):
    """Base of the screens. A screen reads the book when it is shown for the first time and
    when ``Session.changed`` names what it shows; it knows no other screen."""

    wants = Signal(str, bytes)  # place, or "place/part or filter"; a submission's id or b""
    brings = Signal(str, object)  # key of a place, and what it is to take (see :meth:`accept`)
    turned = Signal()  # another part of the place is in front
    elsewhere = Signal(object)  # Path of a file that was brought here and belongs elsewhere

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.look = session, look

    @property
    def for_one_member(self) -> bool:
        """Whether the ballots of one member stand here: then the top line asks whose."""
        return False

    @property
    def way_to_import(self) -> tuple[str, str]:
        """Button and place for a list that an import fills, see :meth:`StateStack.show_empty`;
        both "" on a laptop that may not import."""
        may = self.session.office and not self.session.readonly
        return ("Nhập bảng tính…", "import") if may else ("", "")

    def arrive(self) -> None:
        """Called when the screen comes to the front: puts the focus where work begins."""

    def leave(self) -> bool:
        """Called before another screen or the end: keeps what is being typed.

        False when that failed: the person stays, so that nothing is lost.
        """
        return True

    def focus_search(self) -> None:
        """Ctrl+F."""

    def accept(self, brought: object) -> None:
        """Something that another place sent here: what, both places know."""

    def show_submission(self, ident: bytes) -> None:
        """Brings one submission into sight."""

    def show_only(self, which: str) -> None:
        """Shows one part of a place, or what one filter leaves of a list; what it does not know
        it passes over."""
