"""Kết quả: results, the HTXSNV list, and how far the subjects' own scores are from the panel's."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.parts_screen import Part, PartsScreen
from desktop.screens.excellent import ExcellentScreen
from desktop.screens.results import ResultsScreen
from desktop.screens.self_gap import SelfGapScreen
from desktop.session import Session
from desktop.theme.look import Look

RESULTS, EXCELLENT, GAP = "results", "excellent", "gap"


class ResultPlace(PartsScreen):
    """A submission that is asked for is shown among the results."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            look,
            "Phần của Kết quả",
            (
                Part(RESULTS, "Kết quả", ResultsScreen),
                Part(EXCELLENT, "Hoàn thành xuất sắc", ExcellentScreen),
                Part(GAP, "Chênh lệch tự chấm", SelfGapScreen),
            ),
            parent,
        )

    def carry(self, key: str, submission: bytes) -> None:
        """A submission of one list is shown in another."""
        if key == RESULTS and submission:
            self.show_submission(submission)
        elif key == EXCELLENT and submission:
            if self.show_part(EXCELLENT):
                self.current.arrive()
                self.current.show_submission(submission)
        else:
            super().carry(key, submission)

    def show_submission(self, ident: bytes) -> None:
        """Among the results."""
        if self.show_part(RESULTS):
            self.current.show_submission(ident)
