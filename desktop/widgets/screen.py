"""What every screen is: a widget over one session, which may ask for another place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.session import Session
from desktop.theme.look import Look


class Screen(QWidget):
    """Base of the screens. A screen reads the book when it is shown for the first time and
    when ``Session.changed`` names what it shows; it knows no other screen."""

    wants = Signal(str, bytes)  # key of a place, id of a submission (b"" for none)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.look = session, look

    def arrive(self) -> None:
        """Called when the screen comes to the front: puts the focus where work begins."""

    def leave(self) -> bool:
        """Called before another screen or the end: keeps what is being typed.

        False when that failed: the person stays, so that nothing is lost.
        """
        return True

    def focus_search(self) -> None:
        """Ctrl+F."""

    def show_submission(self, ident: bytes) -> None:
        """Brings one submission into sight."""
