"""Kiểm tra, ký biên bản: one file, one verdict, who signed, why not; and the form to sign it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.home import Home
from desktop.folders import SIGNED, documents
from desktop.messages import sentence
from desktop.models.signed_file import SignedFile
from desktop.models.signed_file_rows import WORDS, Column, SignatureRows
from desktop.models.signed_file_words import (
    facts,
    headline,
    lock_words,
    own_meeting,
    reasons,
    signed_words,
    sound,
)
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.code_bar import PAPERS, CodeBar
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.labels import say, unsaid, wrapped
from desktop.widgets.list_table import ListTable
from desktop.widgets.message_bar import BAD, INFO, MessageBar
from desktop.widgets.properties import set_property, unsorted
from desktop.widgets.scrolling import ScrolledPage, show_soon
from desktop.widgets.sign_form import SignForm
from desktop.widgets.state_stack import StateStack
from desktop.widgets.trust_panel import TrustPanel

_WIDTHS = {
    Column.FIELD: -28, Column.SIGNER: -16, Column.TIME: 15, Column.STATE: 12, Column.TRUST: -14,
    Column.REVOKED: 12,
}  # fmt: skip
_SPARE = (Column.TIME, Column.REVOKED)
_ANY = 16_777_215  # Qt's own "as wide as it likes"
_NARROW = 900  # pixels at 100 % below which the list of trusted authorities stands alone
_UNCUT: dict[int, tuple[str, ...]] = {Column.STATE: WORDS, Column.REVOKED: WORDS}
_EMPTY = (
    "Chọn tệp PDF biên bản, ảnh hoặc bản quét: chương trình cho biết ai đã ký, tệp còn nguyên "
    "không, kết quả có khớp các phiếu không. Cũng ký được ở đây, không cần sổ. Có thể kéo tệp "
    "thả vào cửa sổ."
)


class SignedFileView(QWidget):
    """``session`` is None where no book is open. ``attach_asked`` with the meeting's number and
    the file; ``brought`` with a file whose results belong to another body."""

    attach_asked = Signal(int, object)
    brought = Signal(object)
    signed = Signal(object)  # Signed

    def __init__(
        self, home: Home, look: Look, session: Session | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.file = SignedFile(home, session, self)
        self.choose_button, self.trust_button = QPushButton("Chọn tệp khác…"), QPushButton()
        self.trust_button.setText("Tổ chức cấp được tin cậy…")
        self._name = ElidedLabel()
        self._name.setProperty("role", "strong")
        self.message = MessageBar()
        self.verdict = wrapped("", "heading")
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._reasons, self._facts, self._locked = unsaid("bad"), unsaid(""), unsaid("muted")
        self.rows = SignatureRows()
        self.rows.setParent(self)
        self.table = ListTable(
            self.rows, look, "Chữ ký trong tệp", _WIDTHS, _SPARE,
            strong_column=Column.STATE, uncut=_UNCUT,
        )  # fmt: skip
        unsorted(self.table)
        self.note = unsaid("muted")
        self.sign_button, self.attach_button = QPushButton("Ký tệp này…"), QPushButton()
        self.sign_button.setProperty("role", "primary")
        self.desk_button = QPushButton("Nhận kết quả vào sổ…")
        self.form = SignForm(self.file, look)
        self.codes = CodeBar(self.file)
        self.trust = TrustPanel(home, look)
        self.states = StateStack(self._make_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._body = self._make_body()
        row.addWidget(self._body, 1)
        row.addWidget(self.trust)
        column.addLayout(row, 1)
        self._connect()
        self._renew_sizes()
        self._show()

    def take_file(self, path: Path) -> None:
        """Looks at a file."""
        self.form.close_form()
        self.message.hide()
        self.file.load(path)

    def arrive(self) -> None:
        """Where work begins."""
        if self.states.notice:
            self.states.focus_button()
        elif self.sign_button.isVisible():
            self.sign_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_file(self) -> None:
        """The system's dialog."""
        start = self._look.preferences.folder_of(SIGNED) or documents()
        name, _ = QFileDialog.getOpenFileName(self, "Kiểm tra, ký biên bản", str(start), PAPERS)
        if name:
            self._look.preferences.remember_folder(SIGNED, Path(name).parent)
            self.take_file(Path(name))

    def open_trust(self) -> None:
        """The list of trusted authorities: room is made before it comes."""
        self._renew_width(coming=True)
        self.trust.open_panel()

    def ask_signature(self) -> None:
        """The form, with the next free field first."""
        self.form.open_form()
        show_soon(self._page, self.form)

    def _make_page(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 10, 14, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self.sign_button)
        head.addWidget(self.choose_button)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for button in (self.attach_button, self.desk_button):
            actions.addWidget(button)
        actions.addStretch(1)
        column.addLayout(head)
        for widget in (self.verdict, self._reasons, self.table, self.note, self._facts):
            column.addWidget(widget)
        column.addWidget(self._locked)
        column.addLayout(actions)
        column.addWidget(self.form)
        column.addStretch(1)
        self._page = ScrolledPage("Tệp biên bản")
        self._page.hold(inner)
        return self._page

    def _make_body(self) -> QFrame:
        panel = QFrame()
        panel.setProperty("role", "panel")
        foot = QFrame()
        foot.setProperty("role", "foot")
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(14, 8, 14, 10)
        self.codes.row.addWidget(self.trust_button, 0, Qt.AlignmentFlag.AlignBottom)
        inner.addWidget(self.codes)
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.states, 1)
        column.addWidget(foot)
        return panel

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.ask_file)
        self.states.acted.connect(self.ask_file)
        self.trust_button.clicked.connect(self.open_trust)
        self.trust.changed.connect(self._judge_again)
        self.trust.closed.connect(self._trust_closed)
        self.sign_button.clicked.connect(self.ask_signature)
        self.form.closed.connect(self.arrive)
        self.attach_button.clicked.connect(self._attach)
        self.desk_button.clicked.connect(lambda: self.brought.emit(self.file.path))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_note())
        self.file.changed.connect(self._show)
        self.file.failed.connect(lambda error: self.message.say(sentence(error), BAD))
        self.file.signed.connect(self._signed)
        self._look.changed.connect(self._renew_sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list of trusted authorities stands alone."""
        super().resizeEvent(event)
        self._renew_width()

    def _trust_closed(self) -> None:
        self._renew_width()
        self.trust_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge_again(self) -> None:
        if self.file.path is not None:
            self.file.load(self.file.path)

    def _signed(self, done: object) -> None:
        self.message.say(signed_words(done), INFO)  # type: ignore[arg-type]  # a Signed, by signal
        self.signed.emit(done)

    def _attach(self) -> None:
        found = own_meeting(self.file.copy)
        if found is not None:
            self.attach_asked.emit(found[1], self.file.path)

    def _show(self) -> None:
        path, copy = self.file.path, self.file.copy
        if path is None:
            self.states.show_empty("Kiểm tra, ký biên bản", _EMPTY, "Chọn tệp…")
            return
        if self.file.busy or copy is None:
            if copy is None or copy.path != path:
                self.states.show_loading(f"“{path.name}”")
            return
        words, ink = headline(copy)
        self._name.setText(path.name)
        self.verdict.setText(words)
        self.verdict.setAccessibleName(words)
        set_property(self.verdict, "ink", ink)
        against = reasons(copy)
        say(self._reasons, "\n".join(f"• {each}" for each in against) if len(against) > 1 else "")
        book = None if self.file.session is None else self.file.session.book
        say(self._facts, "\n".join(f"• {each}" for each in facts(copy, book)))
        say(self._locked, lock_words(copy))
        self.rows.show(copy.fields)
        self.table.setVisible(bool(copy.fields))
        if copy.fields:
            self.table.go_to(0)
        self._show_note()
        self._show_actions()
        self._renew_sizes()
        coming = bool(self.states.notice) and self.isVisible()
        self.states.show_content()
        if coming:
            self.arrive()

    def _show_actions(self) -> None:
        copy, session = self.file.copy, self.file.session
        assert copy is not None
        whole = sound(copy)
        self.sign_button.setVisible(bool(copy.free) and whole)
        year, number = own_meeting(copy) or (0, 0)
        may = session is not None and session.office and not session.readonly
        here = session is not None and session.campaign is not None
        here = here and session.campaign.year == year  # type: ignore[union-attr]  # said above
        signed = copy.verdict is None or copy.verdict.signed or copy.verdict.record is None
        self.attach_button.setVisible(here and may and signed and whole)
        self.attach_button.setText(f"Đính vào cuộc họp số {number}…")
        record = None if copy.verdict is None else copy.verdict.record
        strange = session is not None and record is not None and record.book != session.book.id
        self.desk_button.setVisible(strange and may)

    def _show_note(self) -> None:
        """What is to be said of the signature that is chosen."""
        say(self.note, self.rows.note(self.table.currentIndex().row()))

    def _renew_sizes(self) -> None:
        lines = max(1, min(self.rows.rows_shown(), 8))
        row = self.table.verticalHeader().defaultSectionSize()
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + lines * row + 4)
        self._renew_width()

    def _renew_width(self, *, coming: bool = False) -> None:
        alone = self.width() < self._look.px(_NARROW)
        self._body.setVisible((self.trust.isHidden() and not coming) or not alone)
        self.trust.setMaximumWidth(_ANY if alone else self._look.px(400))
        self.trust.setMinimumWidth(0 if alone else self._look.px(400))

