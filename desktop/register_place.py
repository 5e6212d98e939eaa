"""Đăng ký: the list of submissions, the entry form of one, and the intake register."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.parts_screen import Part, PartsScreen
from desktop.screens.intake_register import IntakeRegisterScreen
from desktop.screens.register import RegisterScreen
from desktop.screens.submission_form import SubmissionFormScreen
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack

LIST, INTAKE = "list", "intake"


class RegisterPlace(PartsScreen):
    """Ctrl+N a new submission, F2 types over the one that is chosen."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            look,
            "Phần của Đăng ký",
            (
                Part(LIST, "Hồ sơ", RegisterScreen),
                Part(INTAKE, "Sổ tiếp nhận", IntakeRegisterScreen),
            ),
            parent,
        )
        self._form: SubmissionFormScreen | None = None
        self._year = session.campaign.id if session.campaign else None
        self.add_button = QPushButton("Thêm hồ sơ")
        self.add_button.setToolTip("Hồ sơ mới (Ctrl+N)")
        self.edit_button = QPushButton("Sửa hồ sơ")
        self.edit_button.setToolTip("Mở hồ sơ đang chọn để nhập, sửa (F2)")
        self.head.addWidget(self.edit_button)
        self.head.addWidget(self.add_button)
        self.add_button.clicked.connect(self.add)
        self.edit_button.clicked.connect(self.edit)
        for keys, act in (("Ctrl+N", self.add), ("F2", self.edit)):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(act)
        self.list.model.counted.connect(self._renew)
        session.campaign_changed.connect(self._campaign_changed)
        self._renew()

    @property
    def list(self) -> RegisterScreen:
        """The list of submissions."""
        found = self.part(LIST)
        assert isinstance(found, RegisterScreen)
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
            self._form.entry.created.connect(lambda _: self._renew())
            self.pages.addWidget(self._form)
        return self._form

    @property
    def typing(self) -> bool:
        """Whether the entry form is in front."""
        return self._form is not None and self.pages.currentWidget() is self._form

    @property
    def current(self) -> Screen:
        """The entry form, or the part in front."""
        return self._form if self._form is not None and self.typing else super().current

    def add(self) -> None:
        """A new submission."""
        may = self.session.office and not self.session.readonly
        if may and self.session.campaign is not None and self.leave():
            form = self.form
            self._show_form()
            form.begin()

    def edit(self) -> None:
        """The submission that is chosen in the list."""
        row = self.list.table.currentIndex().row()
        if self.typing or self.chips.current != LIST or row < 0:
            return
        model = self.list.model
        order = [model.id_of(r) for r in range(model.rowCount())]
        if self.form.edit(model.id_of(row), order):
            self._show_form()
            self.form.arrive()

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
        self._renew()
        return True

    def _show_form(self) -> None:
        self._show(LIST)  # the form belongs to the list
        self.pages.setCurrentWidget(self.form)
        self._renew()

    def _form_closed(self, ident: bytes) -> None:
        self._show(LIST)
        self._renew()
        row = self.list.model.row_of(ident) if ident else -1
        if row >= 0:
            self.list.table.go_to(row)
        self.list.arrive()

    def _campaign_changed(self) -> None:
        campaign = self.session.campaign
        former, self._year = self._year, campaign.id if campaign else None
        if self.typing and former != self._year:
            self._form_closed(b"")
        self._renew()

    def _renew(self) -> None:
        session = self.session
        may = session.office and not session.readonly and session.campaign is not None
        in_list = self.chips.current == LIST
        self.add_button.setVisible(may and in_list)
        self.edit_button.setVisible(in_list and not self.typing)
        self.edit_button.setText("Sửa hồ sơ" if may else "Xem đủ các ô")
        self.edit_button.setEnabled(bool(self.list.model.rowCount()))
