"""What a submission says, beside the ballot: its summary or its evidence; folded away at will."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QToolButton, QWidget

from db.queries.submission import Details
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.evidence_reader import EvidenceReader
from desktop.widgets.side_panel import ClosingPanel
from desktop.widgets.submission_view import SubmissionView

SUMMARY: Final = "summary"
EVIDENCE: Final = "evidence"
FOLDED: Final = ""
TITLES: Final = {SUMMARY: "Tóm tắt hồ sơ", EVIDENCE: "Minh chứng"}
KEYS: Final = {SUMMARY: "Alt+T", EVIDENCE: "Alt+M"}


class ReadingSide(ClosingPanel):
    """Two buttons, to be put at the head of the ballot, show a part or fold it away. What was
    chosen is remembered, except where there is ``brief`` room only (:meth:`set_brief`).

    Keys, from anywhere in ``holder``: Alt+T summary, Alt+M evidence, Alt+1…9 a file, Alt+PgDn
    and Alt+PgUp read on and back, Alt+= Alt+- Alt+0 zoom, Alt+O opens the file elsewhere.
    """

    turned = Signal()  # another part is in front, or none

    def __init__(
        self, session: Session, look: Look, holder: QWidget, *, brief: bool = False
    ) -> None:
        """``brief`` where it begins folded and is not remembered."""
        super().__init__(look, TITLES[SUMMARY], "phần đọc hồ sơ", holder)
        self._brief = brief
        self._passing = FOLDED  # the part in front where there is brief room
        self._front = FOLDED  # the part shown last
        self._insists = False  # on evidence where there is none
        self.summary = SubmissionView(look)
        self.reader = EvidenceReader(session, look)
        self.summary.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._parts = QStackedWidget()
        self._parts.addWidget(self.summary)
        self._parts.addWidget(self.reader)
        self.column.addWidget(self._parts, 1)
        self.buttons = {part: self._button(part) for part in TITLES}
        self.closed.connect(self._folded)
        self.reader.preview.lacks.connect(lambda: self.show_part(SUMMARY))
        self.reader.rows.counted.connect(self._renew_parts)
        self._give_keys(holder)
        self._renew_parts()

    @property
    def part(self) -> str:
        """SUMMARY, EVIDENCE, or FOLDED. Where a submission has no evidence its summary is read
        instead, unless one insists."""
        part = self._passing if self._brief else self._look.preferences.reading
        if part == EVIDENCE and not self.reader.rows.rowCount() and not self._insists:
            return SUMMARY
        return part

    def show_submission(self, ident: bytes | None, details: Details | None) -> None:
        """Another submission's summary and evidence."""
        self._insists = False
        self.summary.show_details(details, heading=False)
        self.reader.show_submission(ident)

    def show_part(self, part: str) -> None:
        """Brings a part to the front, or folds all away; the focus stays where it is."""
        self._insists = part == EVIDENCE
        if self._brief:
            self._passing = part
        elif part != self._look.preferences.reading:
            self._look.preferences.reading = part
            self._look.preferences.save()
        self._renew_parts()

    def set_brief(self, brief: bool) -> None:
        """Whether there is room for it only in place of something else: then it begins folded
        away, and nothing is remembered."""
        if brief != self._brief:
            self._brief, self._passing = brief, FOLDED
            self._renew_parts()

    def give_way(self) -> None:
        """Folded away where it stands in place of something else."""
        if self._brief:
            self.show_part(FOLDED)

    def _folded(self) -> None:
        """By its own button or Esc."""
        if self.part:
            self.show_part(FOLDED)

    def _press(self, part: str) -> None:
        self.show_part(FOLDED if self.part == part else part)

    def _button(self, part: str) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._press(part))
        return button

    def _give_keys(self, holder: QWidget) -> None:
        jobs: list[tuple[str, Callable[[], object]]] = [
            (KEYS[SUMMARY], lambda: self._press(SUMMARY)),
            (KEYS[EVIDENCE], lambda: self._press(EVIDENCE)),
            ("Alt+PgDown", lambda: self._turn(1)),
            ("Alt+PgUp", lambda: self._turn(-1)),
            ("Alt+=", lambda: self._zoom(1)),
            ("Alt++", lambda: self._zoom(1)),
            ("Alt+-", lambda: self._zoom(-1)),
            ("Alt+0", lambda: self._zoom(0)),
            ("Alt+O", self._open),
            *((f"Alt+{n}", lambda n=n: self._file(n - 1)) for n in range(1, 10)),
        ]
        for keys, job in jobs:
            key = QShortcut(QKeySequence(keys), holder)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(job)

    def _file(self, place: int) -> None:
        if place < self.reader.rows.rowCount():
            if self.part != EVIDENCE:
                self.show_part(EVIDENCE)
            self.reader.choose(place)

    def _turn(self, step: int) -> None:
        if self.part == EVIDENCE:
            self.reader.turn(step)
        elif self.part == SUMMARY:
            bar = self.summary.verticalScrollBar()
            bar.setValue(bar.value() + step * bar.pageStep())

    def _zoom(self, step: int) -> None:
        if self.part == EVIDENCE:
            self.reader.preview.zoom(step)

    def _open(self) -> None:
        if self.part == EVIDENCE:
            self.reader.open_file()

    def _renew_parts(self) -> None:
        part, count = self.part, self.reader.rows.rowCount()
        words = {SUMMARY: "Tóm tắt", EVIDENCE: f"Minh chứng: {count}"}
        for name, button in self.buttons.items():
            shown = name == part
            button.setText(f"{words[name]} ▸")
            button.setChecked(shown)
            button.setAccessibleName(f"{words[name]}{', đang xem' if shown else ''}")
            doing = "Gập lại" if shown else "Xem cạnh phiếu"
            button.setToolTip(f"{doing} ({KEYS[name]})")
        self.heading.setText(TITLES.get(part, ""))
        self._parts.setCurrentWidget(self.reader if part == EVIDENCE else self.summary)
        self.setVisible(bool(part))
        if part != self._front:
            self._front = part
            self.turned.emit()
