"""Đăng ký: the list of submissions, the entry form of one, the re-check, the intake register."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.form_place import LIST as LIST
from desktop.form_place import FormPlace
from desktop.parts_screen import Part
from desktop.screens.earlier import EarlierScreen
from desktop.screens.intake_register import IntakeRegisterScreen
from desktop.screens.recheck import RecheckScreen
from desktop.screens.register import RegisterScreen
from desktop.session import Session
from desktop.theme.look import Look

INTAKE, RECHECK, EARLIER = "intake", "recheck", "earlier"


class RegisterPlace(FormPlace):
    """Ctrl+N a new submission, F2 types over the one that is chosen."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        parts = (
            Part(LIST, "Hồ sơ", RegisterScreen),
            Part(RECHECK, "Rà soát", RecheckScreen),
            Part(INTAKE, "Sổ tiếp nhận", IntakeRegisterScreen),
            Part(EARLIER, "Lấy lại từ năm trước", EarlierScreen),
        )
        super().__init__(session, look, "Phần của Đăng ký", parts, parent)
        self.add_button = QPushButton("Thêm hồ sơ")
        self.add_button.setToolTip("Hồ sơ mới (Ctrl+N)")
        self.add_button.clicked.connect(self.add)
        self.head.addWidget(self.add_button)
        self.on_key("Ctrl+N", self.add)
        self.renew()

    def add(self) -> None:
        """A new submission."""
        self.begin()

    def renew(self) -> None:
        """The buttons at the head."""
        super().renew()
        self.add_button.setVisible(self.may_write and self.chips.current == LIST)
