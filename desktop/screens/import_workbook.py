"""Nhập dữ liệu: a workbook is looked at first, and taken in with one press."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from db import importing
from db.errors import NoOfficeKeyError, ReadOnlyBookError, ThamdinhError
from db.importing import ImportReport
from db.operation import Changes
from db.rule_changes import Because
from desktop.folders import documents
from desktop.messages import sentence
from desktop.models.import_outcome import (
    ImportPage,
    page_of_outcome,
    page_of_outlook,
    page_of_refused,
    remember,
    rows_of,
    surroundings,
    write_rows,
)
from desktop.models.import_reading import Job, Reading, WorkbookReader
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.import_preview import ImportPreview
from desktop.widgets.import_progress import ImportProgress
from desktop.widgets.import_welcome import ImportWelcome
from desktop.widgets.import_why import ImportWhy
from desktop.widgets.message_bar import BAD, INFO, MessageBar
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack
from desktop.widgets.work_page import WorkPage

if TYPE_CHECKING:
    from desktop.intake.mapping import SheetMapping
    from desktop.widgets.import_columns_page import ImportColumnsPage

_MANY = 2000  # rows that take longer than nobody notices
_FILES = "Bảng tính Excel (*.xlsx *.xlsm *.xls)"
_TOUCHED = frozenset(
    {"campaign", "rubric", "unit", "member", "subject", "submission", "target", "session"}
    | {"ballot", "snapshot", "unfreeze", "void"}
)


class ImportScreen(Screen):
    """Nothing is written before "Nhập …"; what is written then is what was shown."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self._reading: Reading | None = None
        self._shown: Reading | None = None  # before the columns were asked for
        self._path: Path | None = None
        self._stale = self._importing = False
        self._outlook = ImportReport()
        self._mappings: list[SheetMapping] = []
        self._columns: ImportColumnsPage | None = None
        self.reader = WorkbookReader(self)
        self.reader.done.connect(self._read)
        self.reader.failed.connect(self._fail)
        self.destroyed.connect(self.reader.stop)
        self.messages = MessageBar()
        self.preview = ImportPreview(look)
        self.preview.confirmed.connect(self.take_in)
        self.preview.wants_again.connect(self.read_again)
        self.preview.wants_columns.connect(self.choose_columns)
        self.preview.wants_file.connect(self.choose_file)
        self.preview.wants_register.connect(lambda: self.wants.emit("register", b""))
        self._why = ImportWhy(session, self.preview.ask)
        self.welcome = ImportWelcome(session)
        self.welcome.wants_file.connect(self.choose_file)
        self.welcome.told.connect(lambda words: self.messages.say(words, INFO))
        self.welcome.failed.connect(lambda error: self.messages.say(sentence(error), BAD))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.preview)
        self.work = WorkPage(self._stack)
        self.states = StateStack(self._stack)
        self.states.acted.connect(self._act)
        self.progress = ImportProgress(self.reader, self.states)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.messages)
        column.addWidget(self.states, 1)
        session.changed.connect(self._book_changed)
        session.campaign_changed.connect(self._campaign_changed)
        self._start_over()

    def arrive(self) -> None:
        """Looks again where the book has changed since."""
        if self._stale and self._reading is not None and self._path is not None:
            self.read(self._path)
        elif self._stack.currentWidget() is self.preview:
            self.preview.begin()
        elif self._stack.currentWidget() is self.welcome:
            self.welcome.begin()

    def read(self, path: Path) -> None:
        """Looks at a workbook: what would come in."""
        if not self._can_import():
            return
        if path != self._path:
            self._mappings = []
        self._shown = None
        self._path = path
        self._begin(path)

    def read_again(self) -> None:
        """Looks at the same file again: it may have been mended meanwhile."""
        if self._path is not None:
            self.read(self._path)

    def choose_file(self) -> None:
        """Asks for a workbook through the system's dialog."""
        folder = self._path.parent if self._path else documents()
        if name := QFileDialog.getOpenFileName(self, "Chọn bảng tính", str(folder), _FILES)[0]:
            self.read(Path(name))

    def choose_columns(self) -> None:
        """Shows which sheets and columns are taken for which of ours, to be changed."""
        if self._reading is not None and self._path is not None:
            self._shown = self._reading
            self._begin(self._path, choose=True)

    def take_in(self) -> None:
        """Writes what was shown, all of it or nothing."""
        reading = self._reading
        if reading is None or reading.intake is None or self._path is None:
            return
        if self._stale:
            self.read(self._path)
            self.messages.say("Sổ vừa thay đổi nên bảng được xem lại; hãy bấm Nhập lần nữa.", INFO)
            return
        name, action = self._path.name, self.preview.confirm.text()
        self._why.begin(self._outlook, action, lambda why: self._write(reading, name, why))

    def _write(self, reading: Reading, name: str, because: Because | None) -> bool:
        self._importing = True
        self.preview.show_busy()
        try:
            with self.work.going("Đang ghi vào sổ…") as progress:
                outcome = self.session.run(
                    write_rows, self.session.campaign, rows_of(reading), name, because, progress
                )
        finally:
            self._importing = False
            self.preview.show_busy(False)
        if outcome:  # else the window has said why not
            self._show(reading, page_of_outcome(reading, outcome.value))
        return bool(outcome)

    # -- reading ---------------------------------------------------------------------------

    def _begin(self, path: Path, *, choose: bool = False) -> None:
        from desktop.intake.take_in import context_of

        session = self.session
        assert session.campaign is not None
        context = context_of(session.book, session.campaign)
        self.messages.hide()
        self._stale = False
        self.reader.start(Job(path, context, session.book.home, tuple(self._mappings), choose))
        self.progress.begin(path.name)

    def _read(self, reading: Reading) -> None:
        self.progress.end()
        self._reading = reading
        if reading.intake is None:
            self._show_columns(reading)
        elif reading.intake.refused:
            self._show(reading, page_of_refused(reading))
        else:
            self._look_ahead(reading)

    def _fail(self, error: Exception) -> None:
        self.progress.end()
        self._reading = None
        self.states.show_error(sentence(error), "Chọn tệp khác")

    def _act(self) -> None:
        """Stop reading, or choose another file."""
        if self.reader.busy:
            self.reader.stop()
            self.progress.end()
            self._start_over()
        elif self._can_import():
            self._start_over()
            self.choose_file()

    # -- what came out ---------------------------------------------------------------------

    def _look_ahead(self, reading: Reading) -> None:
        """The dry run: what an import would do."""
        campaign = self.session.campaign
        assert campaign is not None
        name, rows = reading.job.path.name, rows_of(reading)
        if len(rows) > _MANY:
            self.states.show_content()  # the page that tells how far it is stands there
        try:
            with self.work.going("Đang đối chiếu với sổ…") as progress:
                report = importing.apply(
                    self.session.book, campaign, rows, file=name, dry_run=True, progress=progress
                )
        except (ThamdinhError, OSError, sqlite3.Error) as error:
            self.states.show_error(sentence(error), "Chọn tệp khác")
            return
        self._outlook = report
        self._show(reading, page_of_outlook(reading, report))

    def _show(self, reading: Reading, page: ImportPage) -> None:
        self._drop_columns()
        self.preview.show_page(reading.job.path, page, lambda cell: surroundings(reading, cell))
        self._stack.setCurrentWidget(self.preview)
        self.states.show_content()
        if self.isVisible():
            self.preview.begin()

    # -- columns ---------------------------------------------------------------------------

    def _show_columns(self, reading: Reading) -> None:
        from desktop.models.import_columns import choices_of
        from desktop.widgets.import_columns_page import ImportColumnsPage

        around = self.session.around
        criteria = [c.code for rubric in around.rubrics.values() for c in rubric.criteria]
        choices = choices_of(reading.heads, list(dict.fromkeys(criteria)), reading.mappings)
        if not choices:
            self.states.show_error(
                f"Bảng tính “{reading.job.path.name}” không có dòng nào; hãy chọn tệp khác.",
                "Chọn tệp khác",
            )
            return
        self._drop_columns()
        units = {unit.code: unit.name for unit in around.units.values()}
        page = ImportColumnsPage(self.look, choices, units)
        page.chosen.connect(self._columns_chosen)
        page.given_up.connect(self._columns_given_up)
        self._columns = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.states.show_content()
        if self.isVisible():
            page.begin()

    def _columns_chosen(self, mappings: list[SheetMapping]) -> None:
        assert self._reading is not None
        remember(self._reading, mappings)
        self._mappings = mappings
        self.read_again()

    def _columns_given_up(self) -> None:
        self._drop_columns()
        if self._shown is not None:
            self._read(self._shown)
        else:
            self._start_over()

    def _drop_columns(self) -> None:
        if self._columns is not None:
            self._stack.removeWidget(self._columns)
            self._columns.deleteLater()
            self._columns = None

    # -- the rest --------------------------------------------------------------------------

    def _start_over(self) -> None:
        self._reading = None
        self._stack.setCurrentWidget(self.welcome)
        if self._can_import():
            self.states.show_content()
            if self.isVisible():
                self.welcome.begin()

    def _can_import(self) -> bool:
        session = self.session
        if session.campaign is None:
            self.states.show_no_campaign()
        elif session.readonly:
            self.states.show_empty("Chưa nhập được", sentence(ReadOnlyBookError()))
        elif not session.office:
            self.states.show_empty("Chưa nhập được", sentence(NoOfficeKeyError()))
        else:
            return True
        return False

    def _book_changed(self, changes: Changes) -> None:
        if not self._importing and changes.kinds & _TOUCHED:
            self._stale = True

    def _campaign_changed(self) -> None:
        if not self._importing:
            self._stale = self._reading is not None
            if self._reading is None:
                self._start_over()
