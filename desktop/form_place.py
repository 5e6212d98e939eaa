"""A place with a list of submissions and the entry form of one: Đăng ký and Báo cáo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from db.change_log import Value
from desktop.parts_screen import Part, PartsScreen
from desktop.screens.submission_form import SubmissionFormScreen
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack
from desktop.widgets.submission_list import SubmissionList
from desktop.widgets.word_form_menu import WordFormMenu

LIST = "list"


class FormPlace(PartsScreen):
    """F2 types over the submission that is chosen; the first part is the list, LIST."""

    section = ""  # of the form, where typing begins; "" at its top

    def __init__(
        self,
        session: Session,
        look: Look,
        name: str,
        parts: Sequence[Part],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, look, name, parts, parent)
        self._form: SubmissionFormScreen | None = None
        self._year = session.campaign.id if session.campaign else None
        self.edit_button = QPushButton()
        self.edit_button.setToolTip("Mở hồ sơ đang chọn để nhập, sửa (F2)")
        self.word_forms = WordFormMenu(session, look, self._chosen)
        self.head.addWidget(self.word_forms)
        self.head.addWidget(self.edit_button)
        self.edit_button.clicked.connect(self.edit)
        self.on_key("F2", self.edit)
        self.list.model.counted.connect(self.renew)
        self.list.files_dropped.connect(self._take_files)
        session.campaign_changed.connect(self._campaign_changed)

    @property
    def list(self) -> SubmissionList:
        """The list of submissions."""
        found = self.part(LIST)
        assert isinstance(found, SubmissionList)
        return found

    @property
    def states(self) -> StateStack:
        """What the list shows in place of itself."""
        return self.list.states

    @property
    def form(self) -> SubmissionFormScreen:
        """The entry form."""
        if self._form is None:
            self._form = SubmissionFormScreen(self.session, self.look)
            self._form.wants.connect(self.carry)
            self._form.closed.connect(self._form_closed)
            self._form.entry.created.connect(lambda _: self.renew())
            self.pages.addWidget(self._form)
        return self._form

    @property
    def typing(self) -> bool:
        """Whether the entry form is in front."""
        return self._form is not None and self.pages.currentWidget() is self._form

    @property
    def may_write(self) -> bool:
        """Whether submissions can be typed on this laptop."""
        session = self.session
        return session.office and not session.readonly and session.campaign is not None

    @property
    def current(self) -> Screen:
        """The entry form, or the part in front."""
        return self._form if self._form is not None and self.typing else super().current

    def on_key(self, keys: str, act: object) -> None:
        """A key of this place."""
        key = QShortcut(QKeySequence(keys), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(act)

    def begin(self, values: Mapping[str, Value] | None = None) -> None:
        """A new submission, with what is known of it."""
        if self.may_write and self.leave():
            form = self.form
            self._show_form()
            form.begin(values)

    def edit(self) -> None:
        """The submission that is chosen in the list."""
        row = self.list.table.currentIndex().row()
        if self.typing or self.chips.current != LIST or row < 0:
            return
        model = self.list.model
        order = [model.id_of(r) for r in range(model.rowCount())]
        self.open_form(model.id_of(row), order)

    def open_form(self, ident: bytes, order: Sequence[bytes] = ()) -> None:
        """A submission in the form; ``order`` is the list that next and previous follow."""
        if self.form.edit(ident, order):
            self._show_form()
            self.form.arrive()
            if self.section and not self.form.entry.locked:
                self.form.sections.choose(self.section)

    def _take_files(self, ident: bytes, paths: Sequence[Path]) -> None:
        """Scans that were dropped onto a row: evidence of that submission."""
        self.open_form(ident, [])
        if self.typing and self.form.entry.ident == ident:
            self.form.add_files(paths)

    def show_submission(self, ident: bytes) -> None:
        """In the list."""
        if self.typing:
            self._form_closed(b"")
        self.show_part(LIST)
        self.list.show_submission(ident)

    def show_part(self, key: str) -> bool:
        """Leaves the entry form, too."""
        if self.typing and not self.leave():
            self.chips.mark(LIST)
            return False
        if not self.typing and not super().show_part(key):
            return False
        self._show(key)
        self.renew()
        return True

    def _chosen(self) -> tuple[bytes, str] | None:
        """The submission that is typed or chosen in the list, with its code."""
        if self.typing:
            entry = self.form.entry
            return (entry.ident, entry.code) if entry.ident else None
        model, row = self.list.model, self.list.table.currentIndex().row()
        if row < 0 or self.chips.current != LIST:
            return None
        (listed,) = model.listed([model.id_of(row)])
        return listed.id, listed.code

    def renew(self) -> None:
        """The buttons at the head."""
        self.word_forms.setVisible(self.session.campaign is not None)
        in_list = self.chips.current == LIST
        self.edit_button.setVisible(in_list and not self.typing)
        self.edit_button.setText("Sửa hồ sơ" if self.may_write else "Xem đủ các ô")
        self.edit_button.setEnabled(bool(self.list.model.rowCount()))
        model = self.list.model
        if self.typing and self.form.follows != model.rowCount():
            self.form.follow([model.id_of(row) for row in range(model.rowCount())])

    def _show_form(self) -> None:
        self._show(LIST)  # the form belongs to the list
        self.pages.setCurrentWidget(self.form)
        self.renew()

    def _form_closed(self, ident: bytes) -> None:
        self._show(LIST)
        self.renew()
        row = self.list.model.row_of(ident) if ident else -1
        if row >= 0:
            self.list.table.go_to(row)
        self.list.arrive()

    def _campaign_changed(self) -> None:
        campaign = self.session.campaign
        former, self._year = self._year, campaign.id if campaign else None
        if self.typing and former != self._year:
            self._form_closed(b"")
        self.renew()
