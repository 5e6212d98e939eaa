"""Minh chứng of one submission: the files at the left, the one that is chosen beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import ThamdinhError
from db.evidence import Evidence
from desktop.messages import sentence
from desktop.models.evidence_rows import ENDINGS, Column, EvidenceRows
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.evidence_preview import EvidencePreview
from desktop.widgets.kept_splitter import KeptSplitter
from desktop.widgets.list_table import ListTable
from desktop.widgets.message_bar import BAD, INFO, MessageBar
from desktop.widgets.state_stack import StateStack
from desktop.widgets.work_page import WorkPage

_WIDTHS = {Column.NAME: -14, Column.KIND: 6, Column.SIZE: 9, Column.STATE: 9}
_FILES = "Minh chứng (*.pdf *.png *.jpg *.jpeg *.docx *.xlsx)"
_FROM = "evidence-in"  # what the folder is remembered for


class EvidencePage(QWidget):
    """Files are dropped anywhere on it; Enter opens one by its own program."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._look = session, look
        self.setAcceptDrops(True)
        self.rows = EvidenceRows(session, self)
        self.table = ListTable(
            self.rows, look, "Các tệp minh chứng", _WIDTHS, (Column.KIND, Column.SIZE)
        )
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.found = StateStack(self.table)
        self.messages, self.ask = MessageBar(), AskBar()
        self.add_button = QPushButton("Thêm tệp…")
        self.open_button = QPushButton("Mở tệp")
        self.open_button.setToolTip("Mở bằng chương trình của loại tệp ấy (Enter)")
        self.remove_button = QPushButton("Bỏ tệp…")
        self.preview = EvidencePreview(self.rows, look, "Mở tệp")
        self._lay_out()
        self.add_button.clicked.connect(self.choose_files)
        self.open_button.clicked.connect(self.open_file)
        self.remove_button.clicked.connect(self.ask_removal)
        self.found.acted.connect(self.choose_files)
        self.preview.opens.connect(self.open_file)
        self.preview.leads = False
        self.table.opened.connect(lambda _: self.open_file())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.rows.counted.connect(self._renew)

    @property
    def may_write(self) -> bool:
        """Whether files can be added on this laptop."""
        session = self._session
        return session.office and not session.readonly and self.rows.submission is not None

    def show_submission(self, ident: bytes | None) -> None:
        """Another submission's files."""
        if ident != self.rows.submission:
            self.messages.hide()
            self.ask.give_up()
        self.rows.show(ident)

    def begin(self) -> None:
        """The list, or the way to the first file."""
        if self.found.notice:
            self.found.focus_button()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_files(self) -> None:
        """Asks for files."""
        start = self._look.preferences.folder_of(_FROM) or self._session.path.parent
        names, _ = QFileDialog.getOpenFileNames(self, "Thêm minh chứng", str(start), _FILES)
        if names:
            self._look.preferences.remember_folder(_FROM, Path(names[0]).parent)
            self.add([Path(name) for name in names])

    def add(self, paths: Sequence[Path]) -> None:
        """Adds files; asks first about those that speak of state secrets."""
        if not self.may_write:
            return
        looked = [self.rows.look_at(path) for path in paths]
        wrong = [sentence(one.error) for one in looked if one.error is not None]
        doubtful = [one.path for one in looked if one.ask]
        self._attach([one.path for one in looked if one.error is None and not one.ask], wrong)
        if doubtful:
            names = ", ".join(f"“{path.name}”" for path in doubtful)
            self.ask.ask(
                f"{names} có chữ nói đến bí mật nhà nước. Tài liệu mật không được đưa vào chương "
                "trình này; tệp này có phải tài liệu mật không?",
                [],
                "Không phải, đính kèm",
                lambda _: self._attach(doubtful, []),
            )

    def open_file(self) -> None:
        """The chosen file in its own program."""
        item = self._chosen()
        if item is None or not item.here:
            return
        try:
            path = self.rows.put_down(item)
        except (ThamdinhError, OSError) as error:
            self.messages.say(sentence(error), BAD)
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def ask_removal(self) -> None:
        """Takes the chosen file away from the submission."""
        item = self._chosen()
        if item is None or not self.may_write:
            return
        self.ask.ask(
            f"Bỏ “{item.name}” khỏi hồ sơ? Ctrl+Z đưa lại được.",
            [],
            "Bỏ tệp",
            lambda _: bool(self.rows.detach(item)),
        )

    def takes(self, data: QMimeData) -> list[Path]:
        """The files among what is dragged, where all of them can be evidence."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        fit = all(path.suffix.lower() in ENDINGS for path in paths)
        return paths if fit and self.may_write else []

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """PDF, pictures, Word, Excel."""
        if self.takes(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Adds them; anything else goes to the window behind."""
        paths = self.takes(event.mimeData())
        if not paths:
            event.ignore()
            return
        event.acceptProposedAction()
        self.add(paths)

    def _attach(self, paths: Sequence[Path], wrong: list[str]) -> bool:
        kept: list[str] = []
        already: list[str] = []
        for number, path in enumerate(paths, start=1):
            before = self.rows.rowCount()
            with self._work.going(f"Đang đính kèm {number}/{len(paths)}: {path.name}") as progress:
                outcome = self.rows.attach(path, progress)
            if outcome:
                (kept if self.rows.rowCount() > before else already).append(path.name)
            else:
                wrong.append(sentence(outcome.error or OSError()))
        said = []
        if kept:
            said.append(f"Đã đính kèm {len(kept)} tệp: {', '.join(kept)}.")
        if already:
            said.append(f"Hồ sơ đã có nội dung này: {', '.join(already)}.")
        if said or wrong:
            self.messages.say(" ".join([*wrong, *said]), BAD if wrong else INFO)
        if kept:
            self.table.go_to(self.rows.rowCount() - 1)
        return True

    def _chosen(self) -> Evidence | None:
        return self.rows.item(self.table.currentIndex().row())

    def _renew(self) -> None:
        if self.rows.rowCount():
            self.found.show_content()
            if not self.table.currentIndex().isValid():
                self.table.go_to(0)
        else:
            self.found.show_empty(
                "Chưa có minh chứng",
                "Thả tệp PDF, ảnh, Word, Excel (mỗi tệp tối đa 50 MB) vào đây.",
                "Thêm tệp…" if self.may_write else "",
            )
        self.add_button.setVisible(self.may_write and bool(self.rows.rowCount()))
        self.open_button.setVisible(bool(self.rows.rowCount()))
        self._show_chosen()

    def _show_chosen(self) -> None:
        item = self._chosen()
        self.open_button.setEnabled(item is not None and item.here)
        self.remove_button.setVisible(self.may_write and item is not None)
        self.preview.show_item(item)

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("role", "panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.found)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.add_button, self.open_button, self.remove_button):
            row.addWidget(button)
        row.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.messages, self.ask):
            column.addWidget(widget)
        column.addWidget(frame, 1)
        column.addLayout(row)
        halves = KeptSplitter(self._look, "evidence")
        halves.addWidget(left)
        halves.addWidget(self.preview)
        halves.setChildrenCollapsible(False)
        halves.setStretchFactor(0, 1)
        halves.setStretchFactor(1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(halves)
        self._work = WorkPage(self._stack)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 4, 12, 10)
        outer.addWidget(self._stack)
