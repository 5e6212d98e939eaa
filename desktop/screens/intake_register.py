"""Sổ tiếp nhận: what arrived, what is missing and until when; receipts."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db import entries
from db.change_log import Value
from db.operation import Changes
from db.queries.arrivals import submission_choices
from desktop import undoable
from desktop.messages import sentence
from desktop.models.arrival_line import Refused, read, suggested, texts_of
from desktop.models.arrivals import ArrivalsModel
from desktop.models.folded_choices import FoldedChoices, unit_choices
from desktop.reading import READ_FAILED, read_sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.arrival_entry import ArrivalEntry
from desktop.widgets.arrival_list import ArrivalList
from desktop.widgets.screen import Screen
from desktop.widgets.submission_form_fields import find_choice


class IntakeRegisterScreen(Screen):
    """The line at the top takes the next row, or types over the one that Enter chose."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.model = ArrivalsModel(session, parent=self)
        self.units, self.submissions = FoldedChoices(self), FoldedChoices(self)
        self.entry = ArrivalEntry(look, self.units, self.submissions)
        self.rows = ArrivalList(session, self.model, look)
        self._editing: bytes | None = None
        self._year: bytes | None = None
        self._stale = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.entry)
        column.addWidget(self.rows, 1)
        self.entry.submitted.connect(self.save)
        self.entry.cleared.connect(self._clear)
        self.rows.opened.connect(self._edit_row)
        self.rows.wants_first.connect(self.arrive)
        self.model.counted.connect(self._counted)
        session.campaign_changed.connect(self.load)
        session.changed.connect(self._on_changed)
        self.rows.states.retried.connect(self.load)
        self.load()

    def load(self) -> None:
        """Reads the register and what its line offers."""
        try:
            self._offer()
            self.model.load()
        except READ_FAILED as error:
            self.rows.states.show_error(read_sentence(self.session, error))
        campaign = self.session.campaign
        former, self._year = self._year, campaign.id if campaign else None
        if former != self._year:
            self._start_anew()

    def arrive(self) -> None:
        """The unit: number and date are there already."""
        if self._stale:
            self._offer()
        if self.entry.isHidden():
            self.rows.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.entry.go_to("unit")

    def leave(self) -> bool:
        """A line that is being typed is saved, or says what it lacks."""
        return not self.entry.dirty or self.entry.isHidden() or self.save()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.rows.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.rows.search.selectAll()

    def save(self) -> bool:
        """Saves the line; the next one begins."""
        campaign, ident = self.session.campaign, self._editing
        if campaign is None:
            return True
        try:
            values = self._read(ident)
        except Refused as refused:
            self.entry.complain(refused.field, refused.words)
            return False
        row = ident or os.urandom(16)
        outcome = undoable.run(
            self.session,
            f"dòng {values['number']!s} của sổ tiếp nhận",
            entries.save,
            "arrival",
            row,
            {"campaign": campaign.id, **values},
            made=("arrival", row) if ident is None else None,
        )
        if not outcome:
            self.entry.complain("number", sentence(outcome.error or OSError()))
            return False
        self._start_anew()
        self.rows.choose(row)
        if ident is None:
            self.entry.go_to("unit")
        else:
            self.rows.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the receipt."""
        if event.key() == Qt.Key.Key_Escape:
            self.rows.close_receipt()
        else:
            super().keyPressEvent(event)

    def _read(self, ident: bytes | None) -> dict[str, Value]:
        return read(
            self.entry.texts(),
            unit=lambda text: find_choice(self.units, text, "đơn vị"),
            submission=lambda text: find_choice(self.submissions, text, "hồ sơ"),
            taken=lambda number: self.model.number_taken(number, ident),
        )

    def _offer(self) -> None:
        self._stale = False
        session = self.session
        if session.campaign is None:
            return
        self.units.offer(unit_choices(session.around.units.values()))
        found = submission_choices(session.book, session.campaign)
        self.submissions.offer([(code, title) for code, title, _ in found])

    def _on_changed(self, changes: Changes) -> None:
        """There may be many submissions: they are read when somebody looks."""
        if changes.kinds & {"submission", "unit"}:
            self._stale = True
            if self.isVisible():
                self._offer()

    def _counted(self) -> None:
        """The register has changed: a line that nobody has begun follows."""
        editing = self._editing
        stays = self.entry.dirty if editing is None else self.model.holds(editing)
        if not stays:
            self._start_anew()

    def _start_anew(self) -> None:
        self._editing = None
        model = self.model
        self.entry.show_texts(
            suggested(model.suggested_number(), model.today, model.newest),
            "Enter sang ô kế; ở ô cuối thì ghi dòng và sang dòng mới.",
        )
        self.entry.save_button.setText("Ghi dòng này")
        self.entry.setVisible(self.rows.may_write)

    def _clear(self) -> None:
        was_editing = self._editing is not None
        self._start_anew()
        if was_editing:
            self.rows.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.entry.go_to("unit")

    def _edit_row(self, row: int) -> None:
        if self.entry.isHidden():
            return
        arrival = self.model.arrival(row)
        if self.entry.dirty and not self.save():
            return
        self._editing = arrival.id
        self.entry.show_texts(texts_of(arrival), f"Đang sửa dòng {arrival.number}; Esc để thôi.")
        self.entry.save_button.setText(f"Ghi dòng {arrival.number}")
        self.entry.go_to("missing")
