"""Kết quả các đơn vị: the intake desk of the level above, and the roll-up of all units."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import KeyInError
from db.exchange.key_in import key_in
from db.operation import Changes
from db.queries.desk import DeskUnit
from desktop import undoable
from desktop.messages import sentence
from desktop.models.unit_figures import UnreadableError
from desktop.models.unit_figures_again import figures_again
from desktop.reading import READ_FAILED, read_sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.desk_home import DeskHome
from desktop.widgets.desk_key_in_page import DeskKeyInPage
from desktop.widgets.desk_papers_flow import DeskPapersFlow
from desktop.widgets.desk_receive_flow import DeskReceiveFlow
from desktop.widgets.desk_report_page import DeskReportPage
from desktop.widgets.desk_rollup_page import DeskRollupPage
from desktop.widgets.desk_unit_page import DeskUnitPage
from desktop.widgets.message_bar import INFO, WARN, MessageBar
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack
from desktop.widgets.work_page import WorkPage

_FILES = "Kết quả của đơn vị (*.giaonop *.age *.xlsx *.xls);;Mọi tệp (*)"
_IN = "desk-in"  # what the folder is remembered for
_KINDS = frozenset({"delivery", "unit", "campaign"})


class UnitDeskScreen(Screen):
    """Esc goes back to the grid."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.messages = MessageBar()
        self.pages = QStackedWidget()
        self.home = DeskHome(session, look)
        self.states = StateStack(self.home)
        self.report = DeskReportPage(look)
        self.unit = DeskUnitPage(session, look)
        self.keying = DeskKeyInPage(look)
        self.rollup = DeskRollupPage(session, look)
        for page in (self.states, self.report, self.unit, self.keying, self.rollup):
            self.pages.addWidget(page)
        self.work = WorkPage(self.pages)
        self.receiving = DeskReceiveFlow(session, self.report, self.work)
        self.papers = DeskPapersFlow(session, look.preferences, self.messages, self)
        self.back_button = QPushButton("‹ Kết quả các đơn vị")
        self.back_button.setProperty("role", "plain")
        self.back_button.setAccessibleName("Trở lại Kết quả các đơn vị")
        self.back_button.clicked.connect(self.go_home)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.messages)
        column.addLayout(row)
        column.addWidget(self.pages, 1)
        self._connect()
        self._turn(self.states)
        self.load()

    # -- coming and going --------------------------------------------------------------------

    def load(self) -> None:
        """Reads the desk anew."""
        session, states = self.session, self.states
        if session.campaign is None:
            states.show_no_campaign()
            return
        if not session.office:
            states.show_empty(
                "Kết quả các đơn vị ở máy của thư ký",
                "Máy giữ khóa cơ quan mới nhận gói kết quả của các đơn vị cấp dưới.",
                "Mở Giao nhận",
                "handing",
            )
            return
        try:
            self.home.load()
        except READ_FAILED as error:
            states.show_error(read_sentence(self.session, error))
            return
        if not self.home.model.desk.units and not self.home.model.desk.strays:
            states.show_empty(
                "Chưa có đơn vị nào phải gửi kết quả",
                "Khi sổ có danh sách đơn vị cấp dưới, ở đây là đơn vị nào đã gửi, còn thiếu gì.",
                *self.way_to_import,
            )
        else:
            states.show_content()
        folder = self.papers.folder
        self.home.show_folder(folder.name if folder is not None else "")

    def arrive(self) -> None:
        """Goes on where one was."""
        self._begin()

    def leave(self) -> bool:
        """Nobody leaves in the middle of receiving, nor what is typed from paper unwritten."""
        if self.work.busy:
            return False
        if self.pages.currentWidget() is self.keying:
            self.keying.keep()
            if self.keying.typed:
                self.messages.say(
                    "Số liệu đang nhập chưa ghi; hãy bấm “Ghi kết quả của đơn vị” hoặc "
                    "“Bỏ, không ghi”.",
                    WARN,
                )
                return False
        return True

    def focus_search(self) -> None:
        """Ctrl+F."""
        if self.go_home():
            self.home.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.home.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and self.pages.currentWidget() is not self.states:
            self.go_home()
        else:
            super().keyPressEvent(event)

    def go_home(self) -> bool:
        """Back to the grid; False where something typed would be lost."""
        if not self.leave():
            return False
        self._turn(self.states)
        self._begin()
        return True

    # -- receiving ---------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Asks for files through the system's dialog."""
        names, _ = QFileDialog.getOpenFileNames(self, "Chọn tệp kết quả", self._start(), _FILES)
        if names:
            self.look.preferences.remember_folder(_IN, Path(names[0]).parent)
            self.receive(map(Path, names))

    def choose_folder(self) -> None:
        """Asks for a folder through the system's dialog."""
        name = QFileDialog.getExistingDirectory(self, "Chọn thư mục kết quả", self._start())
        if name:
            self.look.preferences.remember_folder(_IN, Path(name))
            self.receive([Path(name)])

    def receive(self, paths: Iterable[Path]) -> None:
        """Takes in files and folders, then says what became of each."""
        if self.session.campaign is not None and self.session.office and self.go_home():
            self.messages.hide()
            self.receiving.receive(paths)

    def _show_report(self) -> None:
        self.load()  # files that were refused changed nothing in the book
        self._turn(self.report)
        self._begin()

    # -- keying in, looking closer -----------------------------------------------------------

    def begin_key_in(self, code: str) -> None:
        """A unit's results from paper."""
        self.messages.hide()
        self.keying.show_units(list(self.home.model.desk.units), code)
        self._show_figures(code)
        self._turn(self.keying)
        self._begin()

    def show_unit(self, code: str) -> None:
        """One unit's page."""
        unit = self._desk_unit(code)
        if unit is not None:
            self.unit.show_unit(unit)
            self._turn(self.unit)
            self._begin()

    def show_rollup(self) -> None:
        """The roll-up of all units."""
        self.rollup.load()
        self._turn(self.rollup)
        self._begin()

    def _show_figures(self, code: str) -> None:
        has_file = (unit := self._desk_unit(code)) is not None and "file" in unit.sources
        self.keying.show_figures(figures_again(self.session, code), has_file=has_file)

    def _unit_changed(self, code: str) -> None:
        """Another unit: what is typed stays unless that unit has an entry and nothing is."""
        if not self.keying.typed:
            self._show_figures(code)

    def _write_figures(self) -> None:
        page, campaign = self.keying, self.session.campaign
        assert campaign is not None
        try:
            keyed = page.figures.keyed()
        except (UnreadableError, KeyInError) as error:
            page.complain(sentence(error) if isinstance(error, KeyInError) else str(error))
            return
        code = page.unit
        done = undoable.run(
            self.session, f"nhập kết quả của {code}", key_in, campaign, code, keyed
        )
        if not done:
            page.complain(sentence(done.error or OSError()))
            return
        page.show_figures(None)
        self.go_home()
        self.home.go_to(code)
        self.messages.say(f"Đã ghi kết quả của {code} từ giấy.", INFO)

    def _drop_figures(self) -> None:
        self.keying.show_figures(None)
        self.messages.hide()
        self.go_home()

    def _desk_unit(self, code: str) -> DeskUnit | None:
        return next((u for u in self.home.model.desk.units if u.code == code), None)

    # -- the rest ----------------------------------------------------------------------------

    def _connect(self) -> None:
        home, keying, papers = self.home, self.keying, self.papers
        self.states.retried.connect(self.load)
        self.states.led.connect(self.wants)
        home.wants_files.connect(self.choose_files)
        home.wants_folder.connect(self.choose_folder)
        home.wants_key_in.connect(self.begin_key_in)
        home.wants_rollup.connect(self.show_rollup)
        home.wants_unit.connect(self.show_unit)
        home.wants_paper.connect(papers.write)
        home.wants_forms.connect(papers.write_forms)
        home.wants_other_folder.connect(papers.choose_folder)
        papers.folder_chosen.connect(home.show_folder)
        self.receiving.shown.connect(self._show_report)
        self.report.finished.connect(self.go_home)
        self.unit.wants_key_in.connect(self.begin_key_in)
        self.unit.finished.connect(self.go_home)
        self.rollup.wants_paper.connect(papers.write)
        self.rollup.finished.connect(self.go_home)
        keying.confirmed.connect(self._write_figures)
        keying.given_up.connect(self._drop_figures)
        keying.unit_changed.connect(self._unit_changed)
        self.session.campaign_changed.connect(self.load)
        self.session.changed.connect(self._changed)

    def _turn(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.back_button.setVisible(page is not self.states)

    def _begin(self) -> None:
        page = self.pages.currentWidget()
        if not self.isVisible() or page is None or page is self.work:
            return
        if page is not self.states:
            page.begin()  # type: ignore[attr-defined]  # each of ours has it
        elif self.states.notice:
            self.states.focus_button()
        else:
            self.home.begin()

    def _changed(self, changes: Changes) -> None:
        """The grid reads by itself; what is looked at more closely is read again."""
        if not changes.kinds & _KINDS:
            return
        page = self.pages.currentWidget()
        if page is self.rollup:
            self.rollup.load()
        elif page is self.unit:
            unit = self._desk_unit(self.unit.unit)
            if unit is None:
                self.go_home()
            else:
                self.unit.show_unit(unit)

    def _start(self) -> str:
        """Where a dialog begins."""
        return str(self.look.preferences.folder_of(_IN) or self.session.path.parent)
